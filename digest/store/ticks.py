"""What the last tick of a newsletter came to, and what its operator was told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from digest.store.schema import insert_into, newsletters, notices, ticks
from digest.store.subscribers import newsletter_id


@dataclass(frozen=True, slots=True)
class Tick:
    """``ended_at`` is None while it runs, and for good where it was killed. ``first_at``: when the first one began."""

    began_at: datetime
    ended_at: datetime | None
    exit_code: int | None
    outcome: str
    quiet_slot: datetime | None
    first_at: datetime | None = None


def begin(conn: Connection, newsletter: str, now: datetime) -> None:
    values = {"began_at": now, "ended_at": None, "exit_code": None, "outcome": ""}
    insert = insert_into(conn, ticks).values(newsletter_id=newsletter_id(conn, newsletter), first_at=now, **values)
    conn.execute(insert.on_conflict_do_update(index_elements=["newsletter_id"], set_=values))


def end(
    conn: Connection, newsletter: str, now: datetime, exit_code: int, outcome: str, quiet_slot: datetime | None
) -> None:
    """``quiet_slot`` is kept from an earlier tick where this one names none."""
    values = {"ended_at": now, "exit_code": exit_code, "outcome": outcome}
    of_this = ticks.c.newsletter_id == newsletter_id(conn, newsletter)
    conn.execute(update(ticks).where(of_this).values(**values, **({"quiet_slot": quiet_slot} if quiet_slot else {})))


def last(conn: Connection, newsletter: str) -> Tick | None:
    row = conn.execute(select(ticks).join(newsletters).where(newsletters.c.slug == newsletter)).one_or_none()
    return Tick(row.began_at, row.ended_at, row.exit_code, row.outcome, row.quiet_slot, row.first_at) if row else None


def told_since(conn: Connection, newsletter: str, channel: str, since: datetime, now: datetime) -> set[str]:
    """The causes that the operator was told of by this channel; what was told after now does not count."""
    causes = select(notices.c.cause).join(newsletters).where(newsletters.c.slug == newsletter)
    return set(conn.scalars(causes.where(notices.c.channel == channel, notices.c.told_at.between(since, now))))


def told(conn: Connection, newsletter: str, channel: str, causes: Sequence[str], now: datetime) -> None:
    here = {"newsletter_id": newsletter_id(conn, newsletter), "channel": channel}
    for cause in causes:
        insert = insert_into(conn, notices).values(**here, cause=cause, told_at=now)
        conn.execute(insert.on_conflict_do_update(index_elements=[*here, "cause"], set_={"told_at": now}))
