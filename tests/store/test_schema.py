import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, insert, select
from sqlalchemy.exc import IntegrityError, StatementError

from digest.store import Store
from digest.store.migrate import MIGRATIONS, SCHEMA
from digest.store.schema import deliveries, issues, metadata, newsletters, suppressions

NOW = datetime(2026, 3, 2, 5, 30, tzinfo=UTC)


def statements(path: Path) -> dict[str, list[str]]:
    """By name, as its parts in any order: what a migration adds to a table comes last in it."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE sql <> '' AND name NOT IN ('alembic_version', 'sqlite_sequence')"
        ).fetchall()
    return {name: sorted(re.split(r",\s*(?![^()]*\))", sql.rstrip(") \n") + ")")) for name, sql in rows}


def issue(newsletter_id: int, number: int, status: str) -> dict[str, object]:
    times = {"slot": NOW, "window_start": NOW, "window_end": NOW, "made_at": NOW}
    return times | {
        "newsletter_id": newsletter_id,
        "number": number,
        "status": status,
        "content": "{}",
        "sha256": "",
    }


def test_the_migrations_make_exactly_the_tables_the_queries_know(store: Store, tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path}/direct.db")
    metadata.create_all(engine)
    engine.dispose()
    assert statements(tmp_path / "digest.db") == statements(tmp_path / "direct.db")


def test_alembic_sees_no_difference_to_the_tables_the_queries_know(store: Store) -> None:
    with store.read() as conn:
        context = MigrationContext.configure(conn, opts={"compare_server_default": True})
        assert compare_metadata(context, metadata) == []


def test_the_newest_migration_is_the_schema_this_program_knows() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == SCHEMA


def test_a_time_is_stored_as_text_in_utc_that_sorts(store: Store) -> None:
    moment = datetime(2026, 3, 2, 0, 30, 0, 7, tzinfo=timezone(timedelta(hours=-5)))
    with store.write() as conn:
        conn.execute(insert(suppressions).values(address_key=b"k", reason="asked", suppressed_at=moment))
        assert conn.exec_driver_sql("SELECT suppressed_at FROM suppressions").scalar() == "2026-03-02 05:30:00.000007"
        read = conn.scalars(select(suppressions.c.suppressed_at)).one()
    assert (read, read.tzinfo) == (moment, UTC)


def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    with store.write() as conn, pytest.raises(StatementError, match="a time without a zone cannot be stored"):
        conn.execute(select(issues).where(issues.c.slot == datetime(2026, 3, 2)))


def test_one_slot_has_one_issue_that_is_not_withdrawn(store: Store) -> None:
    with store.write() as conn:
        conn.execute(insert(newsletters).values(slug="daily"))
        conn.execute(insert(issues), [issue(1, 1, "withdrawn"), issue(1, 2, "withdrawn"), issue(1, 3, "sent")])
        with pytest.raises(IntegrityError, match=r"UNIQUE.*slot"):
            conn.execute(insert(issues), issue(1, 4, "draft"))


def test_an_unknown_status_or_state_is_refused(store: Store) -> None:
    with store.write() as conn:
        conn.execute(insert(newsletters).values(slug="daily"))
        conn.execute(insert(issues), issue(1, 1, "sent"))
        with pytest.raises(IntegrityError, match="ck_issues_status"):
            conn.execute(insert(issues), issue(1, 2, "printed"))
        with pytest.raises(IntegrityError, match="ck_deliveries_state"):
            conn.execute(insert(deliveries).values(issue_id=1, subscriber_id=1, state="lost"))


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ("SELECT 1 FROM deliveries WHERE issue_id = 1 AND state = 'pending'", "ix_deliveries_pending"),
        ("SELECT 1 FROM deliveries WHERE state = 'claimed' AND claimed_at < '2026'", "ix_deliveries_claimed"),
    ],
)
def test_the_lines_still_to_send_are_found_by_index(store: Store, query: str, index: str) -> None:
    with store.read() as conn:
        plan = conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}").all()
    assert index in str(plan)


def test_who_followed_the_daily_newsletter_and_left_it_has_left_the_weekly_one_too(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path}/old.db")
    rows = [
        (1, 1, "form", None), (1, 2, "reads The Morning", None),  # follows
        (2, 1, "form", "2026-03-02 05:30:00.000000"), (2, 2, "reads The Morning", None),  # left the daily one
        (3, 1, "form", "2026-03-02 05:30:00.000000"), (3, 2, "form", None),  # asked for both
    ]  # fmt: skip
    with engine.begin() as conn:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = conn
        command.upgrade(config, "0005")
        for row in rows:
            insert_old = "INSERT INTO subscriptions (subscriber_id, newsletter_id, consented_how, ended_at, consented_at, topics) VALUES (?, ?, ?, ?, '2026-03-01 05:30:00.000000', '[]')"
            conn.exec_driver_sql(insert_old, row)
        command.upgrade(config, "0006")
        found = conn.exec_driver_sql(
            "SELECT follows, ended_at IS NULL FROM subscriptions WHERE newsletter_id = 2"
        ).all()
    engine.dispose()
    assert [tuple(row) for row in found] == [(1, 1), (1, 0), (None, 1)]


def test_what_the_operator_was_told_before_there_were_channels_was_told_by_mail(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path}/old.db")
    with engine.begin() as conn:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = conn
        command.upgrade(config, "0008")
        conn.exec_driver_sql("INSERT INTO notices VALUES (1, 'late', '2026-03-02 05:30:00.000000')")
        command.upgrade(config, "0009")
        found = conn.exec_driver_sql("SELECT newsletter_id, channel, cause, told_at FROM notices").all()
    engine.dispose()
    assert [tuple(row) for row in found] == [(1, "email", "late", "2026-03-02 05:30:00.000000")]
