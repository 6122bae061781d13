"""A newsroom whose machine ticks now and then, sleeps for days and is killed at any write: nothing twice, nothing lost."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection

from digest.config import Settings, load
from digest.deliver.journal import open_journal
from digest.models import Issue
from digest.pipeline.tick import run
from digest.pipeline.timekeeping import Clock
from digest.schedule import PUNCTUAL, previous_slot, slots_between
from digest.store import Store, issues, open_store

ZONE = ZoneInfo("Europe/Berlin")
CONFIG = """
[newsletter]
name = "The Year"
from = "year@example.org"
to = "reader@example.org"
approve = "auto"
[schedule]
timezone = "Europe/Berlin"
time = ["02:30", "17:00"]
days = ["mon", "tue", "wed", "thu", "fri", "sun"]
catch_up = "{catch_up}"
[delivery]
transport = "eml"
[issue]
stories = 200
[[section]]
title = ""
stories = 200
[[source]]
name = "Desk"
path = "articles"
"""
SYLLABLES = [
    "ha",
    "cou",
    "fer",
    "scho",
    "mu",
    "bri",
    "mar",
    "tra",
    "or",
    "lib",
    "the",
    "mil",
    "qua",
    "lo",
    "ne",
    "ri",
    "sto",
    "va",
    "gu",
    "pel",
]


class Killed(BaseException):
    pass


@dataclass(frozen=True, slots=True)
class Mortal(Store):
    """A database whose process dies at a given write, before or after it is saved."""

    @classmethod
    def of(cls, store: Store, fate: Iterator[str]) -> "Mortal":
        mortal = cls(*(getattr(store, field.name) for field in fields(store)))
        FATES[id(mortal)] = fate
        return mortal

    @contextmanager
    def write(self) -> Iterator[Connection]:
        fate = next(FATES[id(self)])
        if fate == "before":
            raise Killed
        with Store.write(self) as conn:
            yield conn
        if fate == "after":
            raise Killed


FATES: dict[int, Iterator[str]] = {}


def fate(chance: random.Random) -> Iterator[str]:
    """One tick in three is killed, at one of its first twelve writes."""
    deadly = chance.randrange(36)
    for number in range(10_000):
        yield chance.choice(["before", "after"]) if number == deadly else ""


def news(folder: Path, moment: datetime, number: int, chance: random.Random) -> None:
    words = " ".join("".join(chance.choices(SYLLABLES, k=4)) for _ in range(14))  # no two pieces are alike
    text = f"The {words} opens again on Friday."
    body = f"---\ntitle: Piece {number}\ndate: {moment.isoformat()}\n---\n{text}\n"
    (folder / "articles" / f"{number}.md").write_text(body)


def standing_at(moment: datetime) -> Clock:
    return Clock(lambda: moment, lambda _: None)


def simulate(folder: Path, catch_up: str, days: int, seed: int, keep: int) -> tuple[Settings, list[datetime]]:
    """Ticks over so many days; the moments of those that were not killed. Only the last ``keep`` files stay."""
    (folder / "articles").mkdir(parents=True)
    (folder / "digest.toml").write_text(CONFIG.format(catch_up=catch_up))
    settings, chance = load(folder / "digest.toml"), random.Random(seed)
    now, number, whole = datetime(2026, 3, 24, 1, tzinfo=UTC), 0, []
    end = now + timedelta(days=days)
    while now < end:
        for _ in range(chance.choice([0, 1, 1, 2]) if number else 1):  # a folder is never empty
            number += 1
            news(folder, now - timedelta(seconds=chance.randrange(1, 60)), number, chance)
            (folder / "articles" / f"{number - keep}.md").unlink(missing_ok=True)
        store, journal = open_store(settings.database_url), open_journal(settings.journal_path)
        try:
            run(settings, Mortal.of(store, fate(chance)), journal, standing_at(now))
            whole.append(now)
        except Killed:
            pass
        finally:
            journal.close()
            store.close()
        now += timedelta(minutes=chance.choice([10, 60, 240, 480, 960, 3000 if chance.random() < 0.3 else 90]))
    return settings, whole


def check(settings: Settings, whole: list[datetime]) -> int:
    """Of the issues that were sent, in words above; how many they are."""
    store = open_store(settings.database_url)
    with store.read() as conn:
        sent = [it for it in reversed(issues.all_issues(conn, "the-year")) if it.status in ("sent", "sending")]
    store.close()
    mails = list((settings.folder / "mail").glob("*.eml"))
    assert len(mails) == len(sent)
    assert [issue.slot for issue in sent] == sorted({issue.slot for issue in sent})
    plan, times = settings.schedule.plan, published(settings)
    limit = plan.max_lateness if plan.catch_up == "latest" else PUNCTUAL
    for now in whole:  # after a tick that was not killed the slot that is due has been sent, if it had any news
        slot = previous_slot(plan, now)
        assert slot is not None
        last = max((issue.slot for issue in sent if issue.slot <= slot), default=None)
        if now - slot <= limit and last != slot:
            assert not told_between(times, beginning(settings, last, slot), slot)
    pieces = [title for issue in sent for title in printed(issue)]
    assert len(pieces) == len(set(pieces))
    assert all(set(printed(it)) == told_between(times, it.window.start, it.window.end) for it in sent)
    if plan.catch_up != "none":
        assert set(pieces) == told_between(times, sent[0].window.start, sent[-1].slot)
    assert all(issue.slot in set(slots_between(plan, issue.slot - timedelta(hours=20), issue.slot)) for issue in sent)
    return len(sent)


def beginning(settings: Settings, last: datetime | None, slot: datetime) -> datetime:
    """Of the window of a slot's issue: where the last one's ended; with "none" not before the slot that was missed."""
    missed = previous_slot(settings.schedule.plan, slot - timedelta.resolution)
    if last is None or missed is None:
        return min(slot - timedelta(hours=24), missed or slot)
    return max(last, missed) if settings.schedule.catch_up == "none" else last


def printed(issue: Issue) -> list[str]:
    stories = [article.title for story in issue.stories for article in (story.article, *story.also)]
    return stories + [article.title for article in issue.brief]


def published(settings: Settings) -> dict[str, datetime]:
    """When each piece in the database was, by its title."""
    store = open_store(settings.database_url)
    with store.read() as conn:
        rows = conn.exec_driver_sql("SELECT title, published_at FROM articles").all()
    store.close()
    return {title: datetime.fromisoformat(moment).replace(tzinfo=UTC) for title, moment in rows}


def told_between(times: dict[str, datetime], start: datetime, end: datetime) -> set[str]:
    return {title for title, moment in times.items() if start <= moment < end}


@pytest.mark.parametrize(("catch_up", "days", "least"), [("latest", 4, 3), ("fold", 6, 1), ("none", 6, 1)])
def test_some_days_of_random_ticks_sleeps_and_kills(tmp_path: Path, catch_up: str, days: int, least: int) -> None:
    """A year of it: python -m benchmarks.schedule"""
    settings, whole = simulate(tmp_path / "n", catch_up, days, seed=11, keep=10_000)
    assert check(settings, whole) >= least
