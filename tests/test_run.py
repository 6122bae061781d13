"""The tick: whenever it is called, each due issue goes out once."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from digest.config import Settings, load
from digest.deliver.journal import Journal, open_journal
from digest.errors import InputError
from digest.pipeline.building import build
from digest.pipeline.tick import Ran, run
from digest.pipeline.timekeeping import Clock
from digest.store import Store, issues, open_store

SEEDS = Path(__file__).parent.parent / "seeds"
LONDON = ZoneInfo("Europe/London")


@dataclass
class Newsroom:
    folder: Path
    store: Store
    journal: Journal

    def settings(self) -> Settings:
        return load(self.folder / "digest.toml")

    def tick(self, moment: str, progress: Callable[[int, int], None] | None = None) -> Ran:
        now = datetime.fromisoformat(moment).replace(tzinfo=LONDON)
        return run(self.settings(), self.store, self.journal, Clock(lambda: now, lambda _: None), progress)

    def mails(self) -> int:
        return len(list((self.folder / "mail").glob("*.eml")))

    def statuses(self) -> list[str]:
        with self.store.read() as conn:
            return [issue.status for issue in issues.all_issues(conn, "the-sampleford-morning")]


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    """The sample newsletter of one reader, approving by itself, into a folder."""
    shutil.copytree(SEEDS, tmp_path / "n")
    path = tmp_path / "n" / "digest.toml"
    text = path.read_text().replace("[schedule]", 'approve = "auto"\n\n[schedule]')
    path.write_text(text + '\n[delivery]\ntransport = "eml"\n')
    store = open_store(tmp_path / "digest.db")
    journal = open_journal(tmp_path / "journal")
    yield Newsroom(tmp_path / "n", store, journal)
    journal.close()
    store.close()


def test_before_the_slot_nothing_is_due_and_after_it_the_issue_goes_out_once(newsroom: Newsroom) -> None:
    early = newsroom.tick("2012-10-10T06:59")
    assert (early.due, early.slot.isoformat(), newsroom.statuses()) == (False, "2012-10-10T07:00:00+01:00", [])
    due = newsroom.tick("2012-10-10T07:00")
    assert due.due
    assert [dict(sent.lines) for sent in due.sent] == [{"sent": 1}]
    for moment in ("2012-10-10T07:10", "2012-10-10T23:59"):
        late = newsroom.tick(moment)
        assert (late.due, late.sent, late.slot.isoformat()) == (False, (), "2012-10-11T07:00:00+01:00")
    assert (newsroom.mails(), newsroom.statuses()) == (1, ["sent"])


def test_progress_is_told_of_the_mails_alone(newsroom: Newsroom) -> None:
    told: list[tuple[int, int]] = []
    newsroom.tick("2012-10-10T07:00", lambda more, total: told.append((more, total)))
    assert told == [(1, 1)]


def test_the_next_window_begins_where_the_last_sent_issue_ended(newsroom: Newsroom) -> None:
    newsroom.tick("2012-10-10T07:05")
    ran = newsroom.tick("2012-10-11T09:00")
    assert ran.built is not None
    assert (ran.built.issue, ran.sent) == (None, ())
    assert ran.built.window.start == datetime(2012, 10, 10, 7, tzinfo=LONDON)
    assert newsroom.mails() == 1


def test_a_day_that_is_not_the_newsletters_is_not_due(newsroom: Newsroom) -> None:
    saturday = newsroom.tick("2012-10-13T12:00")
    assert (saturday.due, saturday.slot.isoformat()) == (False, "2012-10-15T07:00:00+01:00")
    assert newsroom.statuses() == []


def test_a_monday_holds_the_weekend(newsroom: Newsroom) -> None:
    newsroom.tick("2012-10-10T07:00")
    article = "---\ntitle: Saturday night\ndate: 2012-10-13T23:00:00+01:00\n---\nThe council of Sampleford met on Saturday night.\n"
    (newsroom.folder / "articles" / "saturday.md").write_text(article)
    monday = newsroom.tick("2012-10-15T07:30")
    assert monday.built is not None
    assert monday.built.issue is not None
    assert [story.article.title for story in monday.built.issue.stories] == ["Saturday night"]
    assert newsroom.mails() == 2


def test_without_automatic_approval_the_draft_waits_and_is_left_alone(newsroom: Newsroom) -> None:
    path = newsroom.folder / "digest.toml"
    path.write_text(path.read_text().replace('approve = "auto"', 'approve = "manual"'))
    first = newsroom.tick("2012-10-10T07:00")
    assert first.waiting is not None
    (newsroom.folder / "articles" / "quay-bun.md").unlink()
    second = newsroom.tick("2012-10-10T07:10")
    assert second.waiting is not None
    assert (second.built, second.waiting.sha256) == (None, first.waiting.sha256)
    assert newsroom.mails() == 0
    with newsroom.store.write() as conn:
        issues.approve(conn, "the-sampleford-morning", 1, datetime.now(LONDON))
    assert newsroom.tick("2012-10-10T07:20").sent[0].lines == {"sent": 1}
    assert newsroom.mails() == 1


def test_a_bad_source_is_reported_and_the_issue_goes_out(newsroom: Newsroom) -> None:
    (newsroom.folder / "courier.rss").write_text("<html></html>")
    ran = newsroom.tick("2012-10-10T07:00")
    assert ran.built is not None
    assert [problem.source for problem in ran.built.problems] == ["The Sampleford Courier"]
    assert newsroom.mails() == 1


def test_every_moment_of_a_week_of_ticks_sends_each_slot_once(newsroom: Newsroom) -> None:
    moment = datetime(2012, 10, 8)
    for day in range(7):
        text = f"---\ntitle: Day {day}\ndate: 2012-10-{8 + day:02d}T05:00:00+01:00\n---\nThe council of Sampleford met on day {day} of the week.\n"
        (newsroom.folder / "articles" / f"day{day}.md").write_text(text)
    while moment < datetime(2012, 10, 13):
        newsroom.tick(moment.isoformat())
        moment += timedelta(hours=5)
    assert newsroom.statuses() == ["sent"] * 5
    assert newsroom.mails() == 5


def test_an_article_that_was_printed_is_not_new_under_another_headline_and_address(newsroom: Newsroom) -> None:
    text = " ".join(f"The council of Sampleford put item {n} on its list for the sea wall." for n in range(1000, 1020))
    path = newsroom.folder / "articles"
    first = "---\ntitle: Sea wall\nurl: https://a.example/1\ndate: 2012-10-10T05:00:00+01:00\n---\n" + text
    (path / "wall.md").write_text(first)
    newsroom.tick("2012-10-10T07:00")
    again = first.replace("Sea wall", "Wall repaired").replace("/1", "/2").replace("10-10T", "10-11T")
    (path / "again.md").write_text(again + " It is the third vote this year.")
    fresh = (
        "---\ntitle: Fair\ndate: 2012-10-11T05:00:00+01:00\n---\nThe fair opens on Friday at the quay of Sampleford.\n"
    )
    (path / "fair.md").write_text(fresh)
    issue = newsroom.tick("2012-10-11T07:00").sent[0].issue
    assert [story.title for story in issue.stories] == ["Fair"]
    assert [(item.title, item.reason) for item in issue.left_out] == [("Wall repaired", "told in No. 1")]


def test_an_issue_that_was_taken_back_is_followed_by_one_that_waits_for_approval(newsroom: Newsroom) -> None:
    now = datetime(2012, 10, 10, 6, 30, tzinfo=LONDON)
    first = build(newsroom.settings(), newsroom.store, now.date(), now).issue
    with newsroom.store.write() as conn:
        for _ in range(2):
            assert issues.withdraw(conn, "the-sampleford-morning", 1).status == "withdrawn"
    ran = newsroom.tick("2012-10-10T07:00")
    assert ran.waiting is not None and ran.waiting.number == 2 and newsroom.mails() == 0
    assert first is not None and ran.waiting.sections == first.sections
    with newsroom.store.write() as conn:
        issues.approve(conn, "the-sampleford-morning", 2, now)
    newsroom.tick("2012-10-10T07:10")
    assert (newsroom.mails(), newsroom.statuses()) == (1, ["sent", "withdrawn"])
    with (
        newsroom.store.write() as conn,
        pytest.raises(InputError, match=r"issue 2 of .* is sent and cannot be taken back"),
    ):
        issues.withdraw(conn, "the-sampleford-morning", 2)
