"""Opening a database, and the two ways to use it: ``read()`` and ``write()``."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from sqlalchemy import URL, Connection, Engine, create_engine, event, func, make_url, select
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from digest.errors import AlreadyRunning, ConfigError, TemporaryError
from digest.shipped import extra
from digest.store.failures import BUSY, in_words
from digest.store.keeping import backup
from digest.store.migrate import SCHEMA, migrate, schema_of

BUSY_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Store:
    """An open database. ``name`` is what messages call it. Threads may share it."""

    name: str
    _reading: Engine
    _writing: Engine
    _turn: "Lock | None" = None  # quoted: before Python 3.13 Lock is a function

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view of the data, in which nothing can be written.

        Raises TemporaryError when the database cannot serve, as ``write`` does.
        """
        with in_words(self.name, writing=False), self._reading.begin() as conn:
            yield conn

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction: all of it is saved at the end, or none."""
        with in_words(self.name, writing=True), self._my_turn(), self._writing.begin() as conn:
            yield conn

    @contextmanager
    def alone(self, work: str) -> Iterator[None]:
        """Keep the same work of other machines out of a PostgreSQL database, until the end or that of the connection.

        An SQLite file is used by one machine, where a file's lock does that. Raises AlreadyRunning.
        """
        if self._turn:
            yield
            return
        with in_words(self.name, writing=True):
            conn = self._writing.connect().execution_options(isolation_level="AUTOCOMMIT")
        try:
            with in_words(self.name, writing=True):
                free = conn.scalar(select(func.pg_try_advisory_lock(func.hashtextextended(work, 0))))
            if not free:
                raise AlreadyRunning("another machine is at work on this newsletter: nothing was done")
            yield
        finally:
            conn.invalidate()  # the lock goes with its connection
            conn.close()

    def close(self) -> None:
        self._writing.dispose()

    @contextmanager
    def _my_turn(self) -> Iterator[None]:
        """SQLite serves waiting writers unfairly, up to starving them: threads queue here instead."""
        if self._turn is None:
            yield
            return
        if not self._turn.acquire(timeout=BUSY_SECONDS):
            raise TemporaryError(f"{self.name}: {BUSY}")
        try:
            yield
        finally:
            self._turn.release()


def open_store(where: str | Path) -> Store:
    """Open the SQLite file at a path, or the server at ``postgresql+psycopg://user@host/database``.

    The file is made if it is not there, and the schema is brought up to date; an SQLite file is copied before that.
    Raises ConfigError for what cannot be a database of this program, TemporaryError when it cannot be reached.
    """
    store = _postgresql(where) if isinstance(where, str) and "://" in where else _sqlite(Path(where))
    try:
        with store.read() as conn:
            found = schema_of(conn)
        if found != SCHEMA:
            if found is not None and store._turn:
                _keep(Path(where), found)
            with store.write() as conn:
                migrate(conn, store.name)
    except BaseException:
        store.close()
        raise
    return store


def _keep(path: Path, schema: str) -> None:
    """A database that a newer version is about to change is copied first; the oldest copy of a schema stays."""
    kept = path.with_name(f"{path.name}.schema-{schema}")
    if not kept.exists():
        backup(path, kept)


def _sqlite(path: Path) -> Store:
    _make_private(path)
    engine = create_engine(
        URL.create("sqlite", database=str(path.absolute())),
        # Without an isolation level the driver begins nothing by itself; _begin does.
        connect_args={"isolation_level": None, "timeout": BUSY_SECONDS},
        hide_parameters=True,
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return Store(str(path), engine.execution_options(reads_only=True), engine, Lock())


def _make_private(path: Path) -> None:
    """SQLite would make the file readable to everyone, and it holds addresses."""
    check_place(path)
    try:
        if not path.exists():
            path.touch(mode=0o600)
    except OSError as error:
        raise TemporaryError(f"{path}: {error.strerror}: check the disk and the permissions of its folder") from error


def check_place(path: Path) -> None:
    """Whether an SQLite file is there or may be made. Raises ConfigError, or TemporaryError for permissions."""
    try:
        if not path.parent.is_dir():
            raise ConfigError(f"{path}: there is no folder {path.parent}: make it, or name another database")
        if path.is_dir():
            raise ConfigError(f"{path} is a folder: name a file in it as the database")
    except OSError as error:
        raise TemporaryError(f"{path}: {error.strerror}: check the disk and the permissions of its folder") from error
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise TemporaryError(f"{path}: Permission denied: check the disk and the permissions of its folder")


def _prepare(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")  # with NORMAL a power cut can forget that a mail was sent
    connection.execute("PRAGMA foreign_keys = ON")


def _begin(conn: Connection) -> None:
    reads_only = conn.get_execution_options().get("reads_only", False)
    conn.exec_driver_sql(f"PRAGMA query_only = {reads_only:d}")
    conn.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")


def _postgresql(where: str) -> Store:
    url = _server(where)
    name = f"PostgreSQL database {url.database} on {url.host or 'this machine'}"
    try:
        engine = create_engine(url, pool_pre_ping=True, hide_parameters=True)
    except ImportError as error:
        raise ConfigError(f"{name}: its driver is missing: {extra('postgres')}") from error
    options = {"postgresql_readonly": True, "isolation_level": "REPEATABLE READ"}
    return Store(name, engine.execution_options(**options), engine)


def _server(where: str) -> URL:
    """No message repeats the URL, for it may hold a password."""
    try:
        url = make_url(where)
    except (ArgumentError, ValueError):
        raise ConfigError("the database's URL cannot be read: write postgresql+psycopg://user@host:5432/name") from None
    if url.drivername not in ("postgresql", "postgresql+psycopg"):
        raise ConfigError(
            f"{url.drivername} is no database digest knows: give a file, or postgresql+psycopg://user@host/name"
        )
    if "@" in (url.host or ""):
        raise ConfigError("the database's URL holds an @ in its user or password: write it as %40")
    defaults = {"connect_timeout": str(BUSY_SECONDS)}
    return url.set(drivername="postgresql+psycopg", query=defaults | dict(url.query))
