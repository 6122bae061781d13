"""Mail that came back: once per mail and address, and what has come back before."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, func, select, update

from digest.models import BounceKind
from digest.store.schema import bounces, insert_into, subscribers, suppressions


class Person(NamedTuple):
    subscriber_id: int
    address: str
    address_key: bytes
    token_key: bytes


class Bounce(NamedTuple):
    """``issue_id`` is None where nothing says which issue it was."""

    address_key: bytes
    kind: BounceKind
    issue_id: int | None
    said: str
    returned_at: datetime


_BOUNCE = bounces.c.address_key, bounces.c.kind, bounces.c.issue_id, bounces.c.said, bounces.c.returned_at


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


def dead(conn: Connection) -> list[tuple[str, Bounce]]:
    """(address, what came back) of the dead mailboxes that are still mailed: nobody has judged them yet."""
    query = select(subscribers.c.address, *_BOUNCE).join(
        subscribers, subscribers.c.address_key == bounces.c.address_key
    )
    query = query.outerjoin(suppressions, suppressions.c.address_key == bounces.c.address_key)
    found = query.where(bounces.c.kind == "hard", suppressions.c.address_key.is_(None)).order_by(bounces.c.returned_at)
    return [(row.address, Bounce(*row[1:])) for row in conn.execute(found)]


def acquit(conn: Connection, address_key: bytes) -> None:
    """What came back of an address was not about it."""
    hard = bounces.c.address_key == address_key, bounces.c.kind == "hard"
    conn.execute(update(bounces).where(*hard).values(kind="policy"))


def readers_at(conn: Connection, host: str) -> int:
    """How many addresses a host has, of any newsletter. It looks at every one."""
    address = func.lower(subscribers.c.address)
    query = select(func.count()).select_from(subscribers).where(address.endswith(f"@{host}", autoescape=True))
    return conn.scalar(query) or 0


def since(conn: Connection, address_key: bytes, kind: BounceKind, moment: datetime) -> list[Bounce]:
    """Those of an address since a moment, the oldest first."""
    known = bounces.c.address_key == address_key, bounces.c.kind == kind, bounces.c.returned_at >= moment
    return [Bounce(*row) for row in conn.execute(select(*_BOUNCE).where(*known).order_by(bounces.c.returned_at))]
