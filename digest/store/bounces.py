"""Mail that came back: once per mail and address, and what has come back before."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, select

from digest.store.schema import bounces, insert_into, subscribers


class Person(NamedTuple):
    subscriber_id: int
    address: str
    address_key: bytes
    token_key: bytes


class Bounce(NamedTuple):
    """``issue_id`` is None where nothing says which issue it was."""

    address_key: bytes
    kind: str
    issue_id: int | None
    said: str
    returned_at: datetime


def person(conn: Connection, *, subscriber_id: int | None = None, address_key: bytes | None = None) -> Person | None:
    """Who has this id or else this address; None where nobody has, as after an erasure."""
    columns = subscribers.c.id, subscribers.c.address, subscribers.c.address_key, subscribers.c.token_key
    known = subscribers.c.address_key == address_key if subscriber_id is None else subscribers.c.id == subscriber_id
    row = conn.execute(select(*columns).where(known)).one_or_none()
    return Person(*row) if row else None


def record(conn: Connection, mail_key: bytes, bounce: Bounce) -> bool:
    """Whether it is new: the same mail tells of the same address once, however often it is read."""
    added = insert_into(conn, bounces).values(mail_key=mail_key, **bounce._asdict()).on_conflict_do_nothing()
    return conn.execute(added).rowcount == 1


def since(conn: Connection, address_key: bytes, kind: str, moment: datetime) -> list[Bounce]:
    """Those of an address since a moment, the oldest first."""
    columns = bounces.c.address_key, bounces.c.kind, bounces.c.issue_id, bounces.c.said, bounces.c.returned_at
    known = bounces.c.address_key == address_key, bounces.c.kind == kind, bounces.c.returned_at >= moment
    return [Bounce(*row) for row in conn.execute(select(*columns).where(*known).order_by(bounces.c.returned_at))]
