"""A server for the tests of the store: `DIGEST_POSTGRES=postgresql://user@host/postgres`; SQLite without one."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count

from digest.store import open_store

SERVER = os.environ.get("DIGEST_POSTGRES", "")
_numbers = count()


@contextmanager
def fresh_database() -> Iterator[str]:
    """The URL of a new database on that server, with our tables and nothing in them; it is dropped afterwards."""
    name = f"digest_test_{os.getpid()}_{next(_numbers)}"
    _execute(f"CREATE DATABASE {name} TEMPLATE {_template()}")
    try:
        yield _url(name)
    finally:
        _execute(f"DROP DATABASE {name} WITH (FORCE)")


@cache
def _template() -> str:
    name = f"digest_template_{os.getpid()}"
    _execute(f"CREATE DATABASE {name}")
    open_store(_url(name)).close()
    return name


def _url(name: str) -> str:
    return SERVER.rpartition("/")[0] + "/" + name


def _execute(statement: str) -> None:
    import psycopg

    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(statement)
