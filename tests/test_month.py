"""A month of a newsletter, as its readers have it: twenty sources, weekdays, a day that fails, a change of clocks."""

import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from digest.config import load
from digest.deliver.journal import open_journal
from digest.models import Issue
from digest.pipeline.tick import run
from digest.pipeline.timekeeping import Clock
from digest.store import Store, issues, open_store

LONDON = ZoneInfo("Europe/London")
FIRST, SOURCES = date(2026, 3, 16), 20  # a Monday; summer time begins on Sunday, 29 March
FAILED = date(2026, 3, 25)  # a Wednesday on which nothing runs
LISTED = timedelta(days=6)  # for which a feed lists an article
CONFIG = """
[newsletter]
name = "Month"
from = "Month <month@example.org>"
to = "reader@example.org"
approve = "auto"

[schedule]
timezone = "Europe/London"
time = "07:00"

[issue]
stories = 15
brief = 3

[delivery]
transport = "eml"
""" + "".join(
    f'\n[[source]]\nname = "Paper {n}"\npath = "paper{n}.json"\nlanguage = "en"\nsection = "{"News" if n % 2 else "Town"}"\n'
    for n in range(SOURCES)
)


@dataclass(frozen=True)
class Item:
    """An article that a source will publish. ``kind``: first, other (of the same event, the same day), again (a copy
    on a later day) or further (the event moved on)."""

    event: int
    kind: str
    source: int
    published: datetime
    appears: datetime
    dated: bool
    title: str
    text: str
    number: int

    @property
    def url(self) -> str:
        return f"https://paper{self.source}.example/{self.number}"


@dataclass
class Words:
    """Sentences of invented words; every event has its own, besides those that all share."""

    dice: random.Random
    known: list[str] = field(default_factory=list)

    def word(self) -> str:
        return "".join(self.dice.choice("bdfgklmnprstvz") + self.dice.choice("aeiou") for _ in range(3))

    def sentence(self, own: list[str]) -> str:
        some = self.dice.sample(own, 6)
        return (
            f"The {some[0]} of {some[1].capitalize()} brought {some[2]} and {some[3]} {self.word()} to the {self.word()}"
            f" {some[4]} near {some[5].capitalize()} {self.word().capitalize()}, and the council agreed."
        )


def month(seed: int, days: int, daily: int) -> list[Item]:
    dice = random.Random(seed)
    words = Words(dice)
    items: list[Item] = []

    def publish(event: int, kind: str, moment: datetime, title: str, text: str) -> None:
        late = timedelta(hours=dice.choice((0, 0, 0, 0, 3)))
        items.append(
            Item(
                event,
                kind,
                dice.randrange(SOURCES),
                moment,
                moment + late,
                dice.random() < 0.9,
                title,
                text,
                len(items),
            )
        )

    for event in range(daily * days):
        day = FIRST - timedelta(days=1) + timedelta(days=event // daily)
        moment = datetime.combine(day, time(), UTC) + timedelta(minutes=dice.randrange(24 * 60))
        if event % 40 == 0:  # at the very minute of the slot, in winter and in summer time
            moment = datetime.combine(day, time(7), LONDON).astimezone(UTC)
        own = [words.word() for _ in range(14)]
        title = f"{own[0].capitalize()} {own[1]} in {own[2].capitalize()} {own[3]} {event}"
        told = [words.sentence(own) for _ in range(6)]
        publish(event, "first", moment, title, "\n\n".join(told))
        if event % 5 == 0:
            publish(
                event,
                "other",
                moment + timedelta(minutes=20),
                f"{title} again",
                "\n\n".join([*told[2:5], *(words.sentence(own) for _ in range(2))]),
            )
        if event % 6 == 0:
            publish(
                event,
                "again",
                moment + timedelta(days=2),
                f"{own[4].capitalize()} {own[5]} {own[6]}",
                "\n\n".join(told),
            )
        if event % 7 == 0:
            new = [words.sentence([*own[:2], *(words.word() for _ in range(10))]) for _ in range(2)]
            publish(event, "further", moment + timedelta(days=3), f"{title} goes on", "\n\n".join([*new, *told[:4]]))
    return items


def publish_feeds(folder: Path, items: list[Item], moment: datetime) -> None:
    for number in range(SOURCES):
        here = [item for item in items if item.source == number and moment - LISTED <= item.appears <= moment]
        entries = [
            {"id": item.url, "url": item.url, "title": item.title, "content_text": item.text}
            | ({"date_published": item.published.isoformat()} if item.dated else {})
            for item in here
        ]
        feed = {"version": "https://jsonfeed.org/version/1.1", "title": f"Paper {number}", "items": entries}
        (folder / f"paper{number}.json").write_text(json.dumps(feed))


@dataclass(frozen=True)
class Month:
    days: list[date]
    items: list[Item]
    issues: list[Issue]

    def item(self, url: str) -> Item:
        return self.items[int(url.rsplit("/", 1)[1])]


def lived(folder: Path, store: Store, seed: int, count: int, daily: int) -> Month:
    """What a cron line does in so many days: a tick before each slot and one after it, on the weekend too.
    So many events come ``daily``."""
    items, days = month(seed, count, daily), [FIRST + timedelta(days=n) for n in range(count)]
    folder.mkdir()
    (folder / "digest.toml").write_text(CONFIG)
    settings = load(folder / "digest.toml")
    journal = open_journal(folder / "journal")
    for day in days:
        if day == FAILED:
            continue
        for moment in (datetime.combine(day, time(6, 50), LONDON), datetime.combine(day, time(7, 5), LONDON)):
            publish_feeds(folder, items, moment)
            run(settings, store, journal, Clock(lambda moment=moment: moment, lambda _: None))  # type: ignore[misc]
    journal.close()
    with store.read() as conn:
        return Month(days, items, list(reversed(issues.all_issues(conn, settings.slug))))


@pytest.fixture(
    scope="module",
    params=[pytest.param((16, 7), id="fortnight"), pytest.param((30, 10), id="month", marks=pytest.mark.long)],
)
def lived_month(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Month]:
    folder = tmp_path_factory.mktemp("month")
    store = open_store(folder / "digest.db")
    count, daily = request.param
    yield lived(folder / "n", store, 6, count, daily)
    store.close()


def test_every_weekday_but_the_one_that_failed_has_its_issue_at_seven_local_time(lived_month: Month) -> None:
    assert [(issue.status, issue.slot) for issue in lived_month.issues] == [
        ("sent", datetime.combine(day, time(7), LONDON))
        for day in lived_month.days
        if day.weekday() < 5 and day != FAILED
    ]


def test_windows_follow_one_another_over_weekends_the_failed_day_and_the_change_of_clocks(lived_month: Month) -> None:
    windows = [issue.window for issue in lived_month.issues]
    assert [window.start for window in windows[1:]] == [window.end for window in windows[:-1]]
    assert [window.end for window in windows] == [issue.slot for issue in lived_month.issues]
    hours = {issue.slot.date().isoformat(): issue.window.end - issue.window.start for issue in lived_month.issues}
    assert hours["2026-03-26"] == timedelta(hours=48)
    assert (hours["2026-03-23"], hours["2026-03-30"]) == (timedelta(hours=72), timedelta(hours=71))


def test_every_article_of_the_month_is_printed_or_left_out_with_a_reason_exactly_once(lived_month: Month) -> None:
    told: Counter[str] = Counter()
    for issue in lived_month.issues:
        told.update(story.article.url for story in issue.stories)
        told.update(article.url for article in issue.brief)
        told.update(each.url for each in issue.left_out if each.reason)
    start, end = lived_month.issues[0].window.start, lived_month.issues[-1].window.end
    ticked = datetime.combine(lived_month.issues[-1].slot.date(), time(7, 5), LONDON)
    expected = {
        item.url
        for item in lived_month.items
        if item.appears <= ticked and (start <= item.published < end if item.dated else True)
    }
    assert {url: count for url, count in told.items() if count != 1} == {}
    assert told.keys() == expected


def test_each_article_is_in_the_issue_whose_window_holds_it(lived_month: Month) -> None:
    for issue in lived_month.issues:
        dated = [item for item in map(lived_month.item, printed(issue)) if item.dated]
        outside = [item for item in dated if not issue.window.start <= item.published < issue.window.end]
        assert [item for item in outside if item.appears < issue.window.start] == []


def test_nothing_is_told_twice_and_what_moved_on_says_only_what_is_new(lived_month: Month) -> None:
    first: dict[int, int] = {}
    sentences: Counter[str] = Counter()
    updates = 0
    for issue in lived_month.issues:
        for story in issue.stories:
            item = lived_month.item(story.article.url)
            sentences.update(sentence.text for sentence in story.summary.sentences)
            if item.event in first:
                assert story.update and story.update.number >= first[item.event], (issue.number, item.title)
                assert item.kind == "further"
                updates += 1
            else:
                assert story.update is None, (issue.number, item.title)
        for url in printed(issue):
            first.setdefault(lived_month.item(url).event, issue.number)
    assert [text for text, count in sentences.items() if count > 1] == []
    assert updates >= len(lived_month.issues) / 3


def test_a_copy_on_a_later_day_is_left_out_as_told(lived_month: Month) -> None:
    told_in: dict[int, int] = {}
    reasons: defaultdict[int, list[str]] = defaultdict(list)
    for issue in lived_month.issues:
        for each in issue.left_out:
            if (item := lived_month.item(each.url)).kind == "again" and item.event in told_in:
                reasons[item.event].append(each.reason)
        told_in |= {item.event: issue.number for item in map(lived_month.item, printed(issue)) if item.kind == "first"}
    assert len(reasons) >= len(lived_month.issues) / 3
    alone = {event: found for event, found in reasons.items() if found[0].startswith("told in No. ")}
    with_update = [found[0] for event, found in reasons.items() if event not in alone]
    assert [len(found) for found in reasons.values()] == [1] * len(reasons)
    assert len(with_update) <= 5 and all(
        each.startswith(("on the same event as", "the same text as")) for each in with_update
    )


def printed(issue: Issue) -> list[str]:
    return [*(story.article.url for story in issue.stories), *(article.url for article in issue.brief)]
