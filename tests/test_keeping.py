"""Backup while at work, restore that loses nothing unasked, export, prune, and migration after a copy."""

import csv
import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from commands import Ran, Run

from digest.store import issues, open_store
from digest.store.migrate import MIGRATIONS, SCHEMA

SEEDS = Path(__file__).parent.parent / "seeds"
DELIVERY = '\n[web]\npublic_url = "https://news.courier.example"\n[delivery]\ntransport = "eml"\n'


@pytest.fixture
def newsletter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample newsletter with a list, approving by itself, into a folder."""
    folder = tmp_path / "n"
    shutil.copytree(SEEDS, folder)
    text = (folder / "digest.toml").read_text().replace('to = "reader@courier.example"', 'approve = "auto"')
    (folder / "digest.toml").write_text(text + DELIVERY)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("DIGEST_NOW", "2012-10-09T07:00+01:00")
    return folder


@pytest.fixture
def at(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    def command(moment: object, *arguments: object) -> Ran:
        monkeypatch.setenv("DIGEST_NOW", f"{moment}+01:00")
        return run(*arguments)

    return command


def subscribe(run: Run, *names: str) -> None:
    for name in names:
        assert run("subscribers", "add", f"{name}@example.org").code == 0


def listed(run: Run) -> list[str]:
    return sorted(line.split("@")[0] for line in run("subscribers", "list").out.splitlines())


def test_a_backup_is_private_whole_and_made_while_others_write(newsletter: Path, at: Run, run: Run) -> None:
    at("2012-10-10T07:05", "build", "--date", "2012-10-10")
    store = open_store(newsletter / "digest.db")
    with store.write() as conn:
        conn.exec_driver_sql("UPDATE newsletters SET next_number = 99")
        assert run("backup", "copy.db").code == 0
    store.close()
    copied = newsletter / "copy.db"
    assert copied.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(copied)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT next_number FROM newsletters").fetchone() == (2,)
    assert [path.name for path in newsletter.glob("copy*")] == ["copy.db"]


def test_a_backup_that_cannot_be_written_leaves_the_old_one(newsletter: Path, run: Run) -> None:
    assert run("backup", "b.db").code == 78  # no database yet
    run("build", "--date", "2012-10-10")
    failed = run("backup", "nowhere/b.db")
    assert (failed.code, failed.err.count("\n")) == (75, 1)
    assert "nowhere/b.db: cannot be written" in failed.err


def test_restoring_sends_nothing_twice_and_keeps_out_who_left_since(newsletter: Path, at: Run, run: Run) -> None:
    subscribe(run, "ana", "ben", "cem")
    at("2012-10-09T07:05", "run")
    run("backup", "old.db")
    run("subscribers", "remove", "ana@example.org")
    run("subscribers", "suppress", "ben@example.org", "--reason", "asked")
    at("2012-10-10T07:05", "run")
    sent = sorted(path.name for path in newsletter.glob("mail/*"))
    refused = run("restore", "old.db")
    assert (refused.code, refused.err.count("\n")) == (65, 1)
    assert "what came in between would be lost; say --force" in refused.err
    done = run("restore", "old.db", "--force")
    assert done.code == 0
    assert "Still out, who left or was suppressed since: 2 readers.\n" in done.out
    assert listed(run) == ["cem"]
    told = at("2012-10-10T09:00", "status").out.splitlines()[-1]
    assert told.startswith("! restored: the issue for Wed 2012-10-10 07:00 counts as sent")
    asked = at("2012-10-10T07:15", "run")
    assert "counts as sent, and this database does not hold it" in asked.err
    assert sorted(path.name for path in newsletter.glob("mail/*")) == sent
    (kept,) = newsletter.glob("digest.db.before-restore-*")
    assert run("restore", kept, "--force").code == 0
    assert len(run("list").out.splitlines()) == 2


def test_on_a_new_machine_nothing_of_today_goes_out_by_itself(newsletter: Path, at: Run, run: Run) -> None:
    subscribe(run, "ana")
    at("2012-10-09T07:05", "run")
    run("backup", "old.db")
    for path in newsletter.glob("digest.db*"):
        path.unlink()
    assert at("2012-10-10T12:00", "restore", "old.db").code == 0
    assert "counts as sent" in at("2012-10-10T12:05", "run").err
    assert "sent" in at("2012-10-10T12:15", "run", "--again").out


def test_what_is_no_backup_is_refused_and_a_damaged_database_is_replaced(newsletter: Path, run: Run) -> None:
    run("build", "--date", "2012-10-10")
    run("backup", "old.db")
    (newsletter / "half.db").write_bytes((newsletter / "old.db").read_bytes()[:9000])
    sqlite3.connect(newsletter / "other.db").execute("CREATE TABLE x (y)").connection.close()
    with closing(sqlite3.connect(newsletter / "fake.db")) as fake:
        fake.executescript("CREATE TABLE alembic_version (version_num); INSERT INTO alembic_version VALUES ('0005')")
    for file in ("half.db", "other.db", "fake.db", "none.db", "intro.md"):
        refused = run("restore", file, "--force")
        assert (refused.code, refused.err.count("\n")) == (65, 1), refused.err
    (newsletter / "digest.db").write_bytes(b"not a database at all, but long enough to be read as one" * 100)
    assert run("restore", "old.db").code == 0
    assert run("list").out.startswith("    1  Wed 10 Oct 2012")


def test_an_export_holds_everything_in_formats_that_anybody_reads(newsletter: Path, at: Run, run: Run) -> None:
    subscribe(run, "ana")
    at("2012-10-10T07:05", "run")
    assert run("export", "out").code == 0
    out = newsletter / "out"
    names = sorted(str(path.relative_to(out)) for path in out.rglob("*") if path.is_file())
    assert names == [
        "articles.jsonl", "deliveries.csv", "issues.jsonl", "issues/00001.eml", "issues/00001.html",
        "issues/00001.md", "issues/00001.txt", "subscribers.csv",
    ]  # fmt: skip
    assert len((out / "articles.jsonl").read_text().splitlines()) == 17
    (issue,) = [json.loads(line) for line in (out / "issues.jsonl").read_text().splitlines()]
    assert (issue["number"], issue["slot"], issue["status"]) == (1, "2012-10-10T07:00:00+01:00", "sent")
    assert [row["state"] for row in csv.DictReader((out / "deliveries.csv").read_text().splitlines())] == ["sent"]
    assert {path.stat().st_mode & 0o777 for path in out.rglob("*") if path.is_file()} == {0o600}


def test_pruning_keeps_issues_counts_and_what_memory_needs(newsletter: Path, at: Run, run: Run) -> None:
    subscribe(run, "ana", "ben")
    at("2012-10-10T07:05", "run")
    before = run("show", "1").out
    text = (newsletter / "digest.toml").read_text()
    (newsletter / "digest.toml").write_text(text + '\n[keep]\narticles = "1d"\ndeliveries = "1d"\n')
    assert at("2012-10-14T07:05", "prune").out == "Emptied 0 articles, counted and removed 0 delivery lines.\n"
    assert at("2012-11-10T07:05", "prune").out == "Emptied 0 articles, counted and removed 2 delivery lines.\n"
    assert at("2013-01-10T07:05", "prune").out == "Emptied 17 articles, counted and removed 0 delivery lines.\n"
    assert at("2013-01-10T07:05", "prune").out == "Emptied 0 articles, counted and removed 0 delivery lines.\n"
    assert run("show", "1").out == before
    assert json.loads(at("2013-01-10T07:05", "status", "--json").out)["last"]["mail"] == {"sent": 2}
    assert 'state="sent"} 2' in run("metrics", "-").out


def test_a_newer_version_copies_the_database_before_it_changes_it(tmp_path: Path) -> None:
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine

    path = tmp_path / "digest.db"
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as conn:
        config.attributes["connection"] = conn
        command.upgrade(config, "0002")
        conn.exec_driver_sql("INSERT INTO newsletters (slug) VALUES ('old')")
    engine.dispose()
    store = open_store(path)
    with store.read() as conn:
        assert conn.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == SCHEMA
        assert issues.all_issues(conn, "old") == []
    store.close()
    with closing(sqlite3.connect(tmp_path / "digest.db.schema-0002")) as kept:
        assert kept.execute("SELECT version_num FROM alembic_version").fetchone() == ("0002",)
        assert kept.execute("SELECT slug FROM newsletters").fetchone() == ("old",)
