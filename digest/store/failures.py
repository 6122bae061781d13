"""What a database reports when it cannot serve, in words. Anything else it reports is a bug and passes."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError

from digest.errors import ConfigError, DigestError, TemporaryError

BUSY = "another process has been writing to it for too long: run the command again when that one is done"

_SQLITE = {
    sqlite3.SQLITE_FULL: "the disk is full: nothing of this step was saved; free some space and run the command again",
    sqlite3.SQLITE_IOERR: "the disk failed: nothing of this step was saved; check the disk, its free space and quota "
    "and run the command again",
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_READONLY: "it cannot be written: give this user write permission on the file and its folder",
    sqlite3.SQLITE_PERM: "it cannot be opened: give this user read and write permission on the file and its folder",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened: give this user read and write permission on the file and its folder",
}
_SQLITE_DAMAGED = {
    sqlite3.SQLITE_NOTADB: "it is not an SQLite database: name another file",
    sqlite3.SQLITE_CORRUPT: "its contents are damaged: restore it from a backup",
}

_STANDBY = "25006"  # a server that only reads, as after a switch to another


@contextmanager
def in_words(name: str, *, writing: bool) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        told = _sqlite(error.orig, name, writing) or _postgresql(error, name, writing)
        if told is None:
            raise
        raise told from error


def _sqlite(error: BaseException | None, name: str, writing: bool) -> DigestError | None:
    if not isinstance(error, sqlite3.Error):
        return None
    exact = getattr(error, "sqlite_errorcode", 0)
    if exact == sqlite3.SQLITE_READONLY and not writing:
        return None  # a query that writes where only reading was asked for
    code = exact & 0xFF  # the rest says which read or write failed
    if code in _SQLITE_DAMAGED:
        return ConfigError(f"{name}: {_SQLITE_DAMAGED[code]}")
    return TemporaryError(f"{name}: {_SQLITE[code]}") if code in _SQLITE else None


def _postgresql(error: DBAPIError, name: str, writing: bool) -> DigestError | None:
    """psycopg's OperationalError: no connection, no disk, no memory, a shutdown, a deadlock."""
    state = getattr(error.orig, "sqlstate", "")
    if state == "":
        return None
    reason = str(error.orig).strip().partition("\n")[0]
    if isinstance(error, ProgrammingError) and error.statement is None:
        return ConfigError(f"{name}: {reason}: mend the database's URL")
    if isinstance(error, OperationalError) or (state == _STANDBY and writing):
        return TemporaryError(f"{name}: {reason}: check the server and the database's URL and run the command again")
    return None
