import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError

from digest.errors import ConfigError, TemporaryError
from digest.store import Store, database, open_store
from digest.store.failures import BUSY
from digest.store.migrate import SCHEMA

OPEN = (
    "import sys; from digest.store import open_store; open_store(sys.argv[1]).close(); print('alembic' in sys.modules)"
)


def run_in_process(code: str, path: Path) -> subprocess.Popen[str]:
    arguments = [sys.executable, "-c", code, str(path)]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def refusal(where: str | Path) -> str:
    with pytest.raises(ConfigError) as refused:
        open_store(where)
    return str(refused.value)


def make_database(path: Path, *statements: str) -> Path:
    with sqlite3.connect(path) as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()
    return path


def test_opening_makes_a_file_only_its_owner_can_read(store: Store, tmp_path: Path) -> None:
    assert (tmp_path / "digest.db").stat().st_mode & 0o777 == 0o600
    assert store.name == str(tmp_path / "digest.db")


def test_every_connection_is_safe_against_a_power_cut_and_checks_references(store: Store) -> None:
    with store.write() as conn:
        pragmas = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        assert [conn.exec_driver_sql(f"PRAGMA {pragma}").scalar() for pragma in pragmas] == ["wal", 2, 1, 30_000]
        with pytest.raises(IntegrityError):
            conn.exec_driver_sql("INSERT INTO issue_articles VALUES (1, 1)")


def test_a_path_may_hold_any_characters(tmp_path: Path) -> None:
    path = tmp_path / "100% news?&#.db"
    open_store(str(path)).close()
    assert path.stat().st_size > 0


def test_only_the_first_opening_imports_alembic(tmp_path: Path) -> None:
    answers = [run_in_process(OPEN, tmp_path / "digest.db").communicate()[0] for _ in range(2)]
    assert answers == ["True\n", "False\n"]


def test_processes_that_open_a_fresh_database_together_all_succeed(tmp_path: Path) -> None:
    processes = [run_in_process(OPEN, tmp_path / "digest.db") for _ in range(3)]
    answers = [process.communicate()[0] for process in processes]
    assert [
        (process.returncode, answer in ("True\n", "False\n"))
        for process, answer in zip(processes, answers, strict=True)
    ] == [(0, True)] * 3, answers


def test_a_database_of_a_newer_program_is_refused(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "digest.db"
    make_database(path, "UPDATE alembic_version SET version_num = '0999'")
    assert refusal(path) == (
        f"{path} was written by a newer digest (schema 0999; this one knows up to {SCHEMA}): "
        "upgrade digest, or name another database"
    )


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = make_database(tmp_path / "bookmarks.db", "CREATE TABLE bookmarks (url)")
    assert refusal(path) == f"{path} holds other tables and was not made by digest: name another database"
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("bookmarks",)]


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "digest.toml"
    path.write_text('name = "The Daily"\n' * 100)
    assert refusal(path) == f"{path}: it is not an SQLite database: name another file"
    assert path.read_text() == 'name = "The Daily"\n' * 100


def test_a_missing_folder_or_a_folder_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "digest.db"
    assert refusal(path) == f"{path}: there is no folder {path.parent}: make it, or name another database"
    assert refusal(tmp_path) == f"{tmp_path} is a folder: name a file in it as the database"


def test_a_file_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 300)
    with pytest.raises(TemporaryError) as told:
        open_store(path)
    assert str(told.value) == f"{path}: File name too long: check the disk and the permissions of its folder"


def test_a_server_without_its_driver_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert refusal("postgresql+psycopg://ada:secret@db.example.org/news") == (
        "PostgreSQL database news on db.example.org: its driver is missing: in the folder that digest was installed from:"
        " pip install '.[postgres]', or with pipx: pipx install --force '.[postgres]'"
    )


@pytest.mark.parametrize(
    ("url", "message"),
    [
        (
            "postgresql://ada:secret",
            "the database's URL cannot be read: write postgresql+psycopg://user@host:5432/name",
        ),
        (
            "postgresql://ada:top@secret@db.example.org/news",
            "the database's URL holds an @ in its user or password: write it as %40",
        ),
        (
            "mysql://ada:secret@db.example.org/news",
            "mysql is no database digest knows: give a file, or postgresql+psycopg://user@host/name",
        ),
    ],
)
def test_a_wrong_url_is_refused_without_its_password(url: str, message: str) -> None:
    assert refusal(url) == message


def test_reading_cannot_write(store: Store) -> None:
    with pytest.raises(OperationalError, match="readonly"), store.read() as conn:
        conn.exec_driver_sql("INSERT INTO newsletters (slug) VALUES ('daily')")


def test_reading_shows_one_view_while_others_write(store: Store) -> None:
    count = "SELECT count(*) FROM newsletters"
    with store.read() as reading:
        assert reading.exec_driver_sql(count).scalar() == 0
        with store.write() as writing:
            writing.exec_driver_sql("INSERT INTO newsletters (slug) VALUES ('daily')")
        assert reading.exec_driver_sql(count).scalar() == 0
    with store.read() as reading:
        assert reading.exec_driver_sql(count).scalar() == 1


def test_threads_write_in_turn(store: Store) -> None:
    def add(thread: int) -> None:
        for number in range(20):
            with store.write() as conn:
                conn.exec_driver_sql("INSERT INTO newsletters (slug) VALUES (?)", (f"{thread}/{number}",))

    threads = [threading.Thread(target=add, args=(thread,)) for thread in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.read() as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM newsletters").scalar() == 80


def test_who_waits_too_long_for_another_writer_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    path = tmp_path / "digest.db"
    store, other_process = open_store(path), open_store(path)
    for waiting in (store, other_process):
        with store.write(), pytest.raises(TemporaryError) as told, waiting.write():
            pass
        assert str(told.value) == f"{path}: {BUSY}"
    store.close()
    other_process.close()
