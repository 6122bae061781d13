"""A database that is older than what was sent: nothing goes out twice by itself."""

import shutil
from pathlib import Path

import pytest
from commands import Run

from digest.config import load
from digest.store import issues, open_store

SEEDS = Path(__file__).parent.parent / "seeds"
ARTICLE = "---\ntitle: {title}\ndate: 2012-10-{day:02d}T05:00:00+01:00\n---\nThe council of Sampleford met: {title}.\n"


@pytest.fixture
def newsletter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample newsletter of one reader, approving by itself, into a folder; with news on every day."""
    folder = tmp_path / "n"
    shutil.copytree(SEEDS, folder)
    text = (folder / "digest.toml").read_text().replace("[schedule]", 'approve = "auto"\n\n[schedule]')
    (folder / "digest.toml").write_text(text + '\n[delivery]\ntransport = "eml"\n')
    for day in range(8, 17):
        (folder / "articles" / f"day{day}.md").write_text(ARTICLE.format(title=f"Vote of day {day}", day=day))
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def tick(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    def at(moment: object, *options: object):
        monkeypatch.setenv("DIGEST_NOW", f"2012-10-{moment}+01:00")
        return run("run", *options)

    return at


def titles(folder: Path) -> list[list[str]]:
    store = open_store(folder / "digest.db")
    with store.read() as conn:
        found = issues.all_issues(conn, "the-sampleford-morning")
    store.close()
    printed = [[a for story in issue.stories for a in (story.article, *story.also)] for issue in reversed(found)]
    return [sorted(a.title for a in articles if a.title.startswith("Vote")) for articles in printed]


def test_a_restored_backup_sends_nothing_again_and_goes_on_with_what_is_new(newsletter: Path, tick: Run) -> None:
    tick("10T07:05")
    shutil.copy("digest.db", "backup.db")
    for day in (11, 12):
        assert "1 sent" in tick(f"{day}T07:05").out
    shutil.copy("backup.db", "digest.db")
    asked = tick("12T07:15")
    assert (asked.code, asked.out) == (0, "Nothing is due until Mon 15 Oct 2012, 07:00.\n")
    assert "the issue for Fri 12 Oct 2012, 07:00 counts as sent, and this database does not hold it" in asked.err
    assert "Issue 4: 1 sent.\n" in tick("15T07:00").out  # numbers 2 and 3 were given and are not given again
    assert titles(newsletter)[-1] == ["Vote of day 13", "Vote of day 14", "Vote of day 15"]
    assert len(list(newsletter.glob("mail/*"))) == 4


def test_what_only_the_lost_issue_knew_is_not_told_again(newsletter: Path, tick: Run) -> None:
    tick("10T07:05")
    shutil.copy("digest.db", "backup.db")
    fresh = ARTICLE.format(title="Vote, and unseen before", day=11)
    (newsletter / "articles" / "fresh.md").write_text(fresh)
    tick("11T07:05")
    assert titles(newsletter)[-1] == ["Vote of day 11", "Vote, and unseen before"]
    shutil.copy("backup.db", "digest.db")
    tick("12T07:05")
    assert titles(newsletter)[-1] == ["Vote of day 12"]


def test_who_wants_it_sent_again_says_so(newsletter: Path, tick: Run) -> None:
    tick("10T07:05")
    shutil.copy("digest.db", "backup.db")
    tick("11T07:05")
    shutil.copy("backup.db", "digest.db")
    assert "Issue 3: 1 sent.\n" in tick("11T07:15", "--again").out
    assert titles(newsletter)[-1] == ["Vote of day 11"]
    assert tick("11T07:25", "--again").out == "Nothing is due until Fri 12 Oct 2012, 07:00.\n"
    assert len(list(newsletter.glob("mail/*"))) == 3


def test_what_a_backup_holds_half_sent_becomes_unknown(newsletter: Path, tick: Run, run: Run) -> None:
    """The backup was made while issue 1 was sent: in it the line is pending, in the world the mail arrived."""
    tick("10T07:05")
    store = open_store(newsletter / "digest.db")
    with store.write() as conn:
        conn.exec_driver_sql("UPDATE issues SET status = 'sending', sent_at = NULL")
        conn.exec_driver_sql("UPDATE deliveries SET state = 'pending', sent_at = NULL, reply = NULL")
        conn.exec_driver_sql("UPDATE newsletters SET sendings = 1")
    store.close()
    assert tick("10T07:15").out == "Nothing is due until Thu 11 Oct 2012, 07:00.\n"
    store = open_store(newsletter / "digest.db")
    with store.read() as conn:
        lines = conn.exec_driver_sql("SELECT state, reply FROM deliveries").all()
        statuses = conn.exec_driver_sql("SELECT status FROM issues").all()
    store.close()
    assert (lines, statuses) == ([("unknown", "sent or not before the database was restored")], [("sent",)])
    assert len(list(newsletter.glob("mail/*"))) == 1


def test_what_a_clock_a_year_ahead_sent_is_told_and_stops_nothing_once_it_is_right(
    newsletter: Path, tick: Run, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    tick("10T07:05")
    (newsletter / "articles" / "ahead.md").write_text(
        ARTICLE.format(title="Vote of a year on", day=10).replace("2012", "2013")
    )
    monkeypatch.setenv("DIGEST_NOW", "2013-10-11T07:05+01:00")
    assert "Issue 2: 1 sent.\n" in run("run").out
    healed = tick("11T07:05")
    assert (healed.code, healed.err) == (
        75,
        "digest: the issue for Fri 2013-10-11 07:00 counted as sent, which has not come: the clock of this machine was"
        " wrong then; what is due now goes out as if it had not\n",
    )
    assert "Issue 3: 1 sent.\n" in healed.out
    assert (tick("12T07:15").code, tick("12T07:25").code) == (0, 0)
    assert len(list(newsletter.glob("mail/*"))) == 4


def test_a_clock_that_runs_behind_is_told_and_nothing_is_made_or_sent(newsletter: Path, tick: Run) -> None:
    for day in range(10, 24):
        text = ARTICLE.format(title=f"Vote of day {day}", day=day)
        (newsletter / "articles" / f"day{day}.md").write_text(text)
        tick(f"{day}T07:05")
    before = len(list(newsletter.glob("mail/*")))
    stopped = tick("12T07:05")
    assert (stopped.code, stopped.err.count("\n")) == (75, 1)
    assert "this machine's clock says 2012-10-12 07:05, and an issue was sent at 2012-10-1" in stopped.err
    assert len(list(newsletter.glob("mail/*"))) == before
    assert tick("24T07:15").code == 0


def test_a_database_made_anew_asks_too(newsletter: Path, tick: Run) -> None:
    tick("10T07:05")
    for path in newsletter.glob("digest.db*"):
        if not path.name.endswith(".sent"):
            path.unlink()
    assert "counts as sent" in tick("10T07:15").err
    assert "Issue 2: 1 sent.\n" in tick("11T07:00").out


def test_a_mark_that_cannot_be_read_stops_everything_in_words(newsletter: Path, tick: Run) -> None:
    mark = load(newsletter / "digest.toml").mark_path
    mark.write_text("{")
    stopped = tick("10T07:05")
    assert (stopped.code, stopped.err.count("\n")) == (78, 1)
    assert f"{mark}: damaged" in stopped.err
    assert not (newsletter / "mail").exists()
