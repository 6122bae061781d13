import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError, ProgrammingError

from digest.errors import ConfigError, TemporaryError
from digest.store import Store, open_store
from digest.store.failures import in_words

BIG = "x" * 1_000_000

FILL_LIMITED_DISK = """
import resource, signal, sys
from digest.errors import TemporaryError
from digest.store import open_store

store = open_store(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))
try:
    with store.write() as conn:
        conn.exec_driver_sql("INSERT INTO newsletters (slug) VALUES ('half')")
        conn.exec_driver_sql("INSERT INTO newsletters (slug) VALUES (?)", ("x" * 1_000_000,))
except TemporaryError as error:
    print(error)
with store.read() as conn:
    print(conn.exec_driver_sql("SELECT slug FROM newsletters").all())
"""


class ServerError(Exception):
    """What psycopg raises, as far as it is looked at."""

    def __init__(self, message: str, sqlstate: str | None) -> None:
        super().__init__(message)
        self.sqlstate = sqlstate


def add(store: Store, slug: str) -> None:
    with store.write() as conn:
        conn.exec_driver_sql("INSERT INTO newsletters (slug) VALUES (?)", (slug,))


def slugs(store: Store) -> list[str]:
    with store.read() as conn:
        return list(conn.exec_driver_sql("SELECT slug FROM newsletters").scalars())


def test_a_full_disk_is_told_and_leaves_what_was_saved(store: Store) -> None:
    add(store, "daily")
    with pytest.raises(TemporaryError) as told, store.write() as conn:
        conn.exec_driver_sql("PRAGMA max_page_count = 60")
        conn.exec_driver_sql("INSERT INTO newsletters (slug) VALUES ('half')")
        conn.exec_driver_sql("INSERT INTO newsletters (slug) VALUES (?)", (BIG,))
    assert str(told.value) == (
        f"{store.name}: the disk is full: nothing of this step was saved; free some space and run the command again"
    )
    assert slugs(store) == ["daily"]
    add(store, "weekly")
    assert slugs(store) == ["daily", "weekly"]


def test_a_disk_that_stops_taking_bytes_is_told_and_leaves_what_was_saved(store: Store) -> None:
    add(store, "daily")
    arguments = [sys.executable, "-c", FILL_LIMITED_DISK, store.name]
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == (
        f"{store.name}: the disk failed: nothing of this step was saved; "
        "check the disk, its free space and quota and run the command again\n[('daily',)]\n",
        "",
    )
    add(store, "weekly")
    assert slugs(store) == ["daily", "weekly"]


def test_a_database_that_cannot_be_written_is_told(store: Store) -> None:
    with pytest.raises(TemporaryError) as told, store.write() as conn:
        conn.exec_driver_sql("PRAGMA query_only = ON")
        conn.exec_driver_sql("INSERT INTO newsletters (slug) VALUES ('daily')")
    assert str(told.value) == (
        f"{store.name}: it cannot be written: give this user write permission on the file and its folder"
    )


def test_a_damaged_file_is_told(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "digest.db"
    store.close()
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + b"\xff" * 4000 + whole[4100:])
    with pytest.raises(ConfigError) as told:
        open_store(path)
    assert str(told.value) == f"{path}: its contents are damaged: restore it from a backup"


def test_a_mistake_in_a_query_passes_as_the_bug_it_is(store: Store) -> None:
    with pytest.raises(OperationalError, match="no such table: editions"), store.read() as conn:
        conn.exec_driver_sql("SELECT * FROM editions")


def test_a_server_that_cannot_serve_is_told() -> None:
    answer = ServerError("connection refused\nIs the server running?", sqlstate=None)
    with pytest.raises(TemporaryError) as told, in_words("PostgreSQL database news on db", writing=False):
        raise OperationalError("SELECT 1", {}, answer)
    assert str(told.value) == (
        "PostgreSQL database news on db: connection refused: "
        "check the server and the database's URL and run the command again"
    )


def test_a_servers_complaint_about_a_query_passes_as_the_bug_it_is() -> None:
    with pytest.raises(ProgrammingError), in_words("PostgreSQL database news on db", writing=True):
        raise ProgrammingError("SELECT edition", {}, ServerError("column does not exist", sqlstate="42703"))
