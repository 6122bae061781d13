"""The ledger: one line per issue and subscriber, from pending to its end."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Join,
    and_,
    bindparam,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from digest.errors import InputError
from digest.models import DeliveryState
from digest.store.issues import missing
from digest.store.schema import deliveries, issues, newsletters, subscribers, subscriptions, suppressions

WAITING: tuple[DeliveryState, ...] = ("pending", "claimed", "deferred")
LEFT = "left the list before it was sent"
_AT_ONCE = 500  # values in one query, well below what either database allows


class Queued(NamedTuple):
    """An issue that is going out: since when, and how many lines it has and how many of them wait."""

    issue_id: int
    newsletter_id: int
    total: int
    waiting: int
    began_at: datetime


class Delivery(NamedTuple):
    """What became of one mail. The address is empty where its owner was erased."""

    address: str
    state: DeliveryState
    attempts: int
    sent_at: datetime | None
    next_try_at: datetime | None
    reply: str


class Recipient(NamedTuple):
    """A claimed line: who is mailed, and how often that was tried before."""

    subscriber_id: int
    address: str
    name: str
    token_key: bytes
    attempts: int


class Settled(NamedTuple):
    """What became of a claimed line. ``next_try_at`` only for deferred ones."""

    subscriber_id: int
    state: DeliveryState
    reply: str
    at: datetime
    next_try_at: datetime | None = None


def begin(conn: Connection, newsletter: str, number: int, now: datetime, only: int | None = None) -> Queued:
    """Move an approved issue to sending and queue it for exactly those subscribed now, or for one of them.

    An issue that is being sent or was sent is given back with the lines it has. Raises InputError for a draft, a
    withdrawn or a missing issue.
    """
    columns = issues.c.id, issues.c.newsletter_id, issues.c.status, issues.c.sending_since
    query = select(*columns).where(*_issue(newsletter, number))
    found = conn.execute(query.with_for_update()).one_or_none()
    if found is None:
        raise missing(number)
    if found.status in ("draft", "withdrawn"):
        mend = f"read it and run `digest approve {number}`" if found.status == "draft" else "build another"
        raise InputError(f"issue {number} of {newsletter} is {found.status} and is not sent: {mend}")
    if found.status == "approved":
        conn.execute(update(issues).where(issues.c.id == found.id).values(status="sending", sending_since=now))
        wanted = select(literal(found.id), subscribers.c.id, literal("pending"))
        wanted = wanted.where(*_mailable(found.newsletter_id))
        if only is not None:
            wanted = wanted.where(subscribers.c.id == only)
        into = ["issue_id", "subscriber_id", "state"]
        conn.execute(insert(deliveries).from_select(into, wanted.select_from(_subscribed())))
    many = counts(conn, found.id)
    waiting = sum(many.get(state, 0) for state in WAITING)
    return Queued(found.id, found.newsletter_id, sum(many.values()), waiting, found.sending_since or now)


def again(conn: Connection, newsletter: str, number: int, states: Collection[DeliveryState], now: datetime) -> int:
    """Queue the lines in these states once more, as if the issue began to go out now; how many those are."""
    wanted = (*_issue(newsletter, number), issues.c.status.in_(("sending", "sent")))
    issue_id = select(issues.c.id).where(*wanted).scalar_subquery()
    change = update(deliveries).where(deliveries.c.issue_id == issue_id, deliveries.c.state.in_(states))
    queued = conn.execute(change.values(state="pending", attempts=0, next_try_at=None)).rowcount
    if queued:
        conn.execute(update(issues).where(*wanted).values(status="sending", sending_since=now))
    return queued


def claim(conn: Connection, queued: Queued, by: str, now: datetime, limit: int) -> list[Recipient]:
    """Claim pending lines for a sender. Who left since the issue was queued is not mailed: their line fails."""
    line = deliveries.c
    some = select(line.subscriber_id).where(line.issue_id == queued.issue_id, line.state == "pending")
    some = some.order_by(line.subscriber_id).limit(limit).with_for_update(skip_locked=True)
    claimed = (
        update(deliveries)
        .where(line.issue_id == queued.issue_id, line.subscriber_id.in_(some))
        .values(state="claimed", claimed_at=now, claimed_by=by, attempts=line.attempts + 1)
        .returning(line.subscriber_id, line.attempts)
    )
    attempts = {row.subscriber_id: row.attempts for row in conn.execute(claimed)}
    found = _recipients(conn, queued.newsletter_id, attempts)
    here = {recipient.subscriber_id for recipient in found}
    left = [Settled(each, "failed", LEFT, now) for each in attempts if each not in here]
    settle(conn, queued.issue_id, left)
    return found


def gone(conn: Connection, queued: Queued) -> frozenset[int]:
    """Who has left, or was suppressed, since their line was claimed."""
    line = deliveries.c
    reads = select(subscribers.c.id).select_from(_subscribed()).where(*_mailable(queued.newsletter_id))
    query = select(line.subscriber_id).where(line.issue_id == queued.issue_id, line.state == "claimed")
    return frozenset(conn.scalars(query.where(~reads.where(subscribers.c.id == line.subscriber_id).exists())))


def settle(conn: Connection, issue_id: int, settled: Sequence[Settled]) -> None:
    """Write what became of claimed lines; a line that is not claimed stays as it is."""
    if not settled:
        return
    line = deliveries.c
    change = (
        update(deliveries)
        .where(line.issue_id == issue_id, line.subscriber_id == bindparam("who"), line.state == "claimed")
        .values(
            state=bindparam("now_state"),
            reply=bindparam("now_reply"),
            sent_at=bindparam("now_sent"),
            next_try_at=bindparam("now_next"),
        )
    )
    rows = [
        {
            "who": it.subscriber_id,
            "now_state": it.state,
            "now_reply": it.reply,
            "now_sent": it.at if it.state == "sent" else None,
            "now_next": it.next_try_at,
        }
        for it in settled
    ]
    conn.execute(change, rows)


def release(conn: Connection, issue_id: int, subscriber_ids: Sequence[int]) -> None:
    """Give claimed lines back, for nothing of their mail has left."""
    line = deliveries.c
    change = (
        update(deliveries)
        .where(line.issue_id == issue_id, line.subscriber_id == bindparam("who"), line.state == "claimed")
        .values(state="pending", claimed_by=None, attempts=line.attempts - 1)
    )
    if subscriber_ids:
        conn.execute(change, [{"who": subscriber_id} for subscriber_id in subscriber_ids])


def claims(conn: Connection, newsletter: str) -> list[tuple[int, int, str]]:
    """(issue id, subscriber id, claimed by) of every claimed line of the newsletter's issues."""
    line = deliveries.c
    lines = deliveries.join(issues, issues.c.id == line.issue_id).join(newsletters)
    query = select(line.issue_id, line.subscriber_id, line.claimed_by).select_from(lines)
    query = query.where(line.state == "claimed", newsletters.c.slug == newsletter)
    return [(row.issue_id, row.subscriber_id, row.claimed_by or "") for row in conn.execute(query)]


def requeue(conn: Connection, issue_id: int, now: datetime, longest: timedelta) -> datetime | None:
    """Make the deferred lines pending whose time has come; the time of the next that is left, if any.

    No line waits ``longest`` from now: one that seems to was written before the clock was set back.
    """
    line = deliveries.c
    deferred = and_(line.issue_id == issue_id, line.state == "deferred")
    due = or_(line.next_try_at <= now, line.next_try_at > now + longest)
    conn.execute(update(deliveries).where(deferred, due).values(state="pending"))
    next_try: datetime | None = conn.scalar(select(func.min(line.next_try_at)).where(deferred))
    return next_try


def give_up(conn: Connection, issue_id: int) -> None:
    """Deferred lines have failed, for the issue is stale."""
    line = deliveries.c
    deferred = and_(line.issue_id == issue_id, line.state == "deferred")
    told = literal("given up: ") + func.coalesce(line.reply, "")
    conn.execute(update(deliveries).where(deferred).values(state="failed", reply=told, next_try_at=None))


def any_pending(conn: Connection, issue_id: int) -> bool:
    line = deliveries.c
    query = select(line.subscriber_id).where(line.issue_id == issue_id, line.state == "pending")
    return conn.execute(query.limit(1)).first() is not None


def counts(conn: Connection, issue_id: int) -> Mapping[str, int]:
    """How many lines are in each state."""
    query = select(deliveries.c.state, func.count().label("lines")).where(deliveries.c.issue_id == issue_id)
    return {row.state: row.lines for row in conn.execute(query.group_by(deliveries.c.state))}


def counts_of(conn: Connection, newsletter: str, number: int) -> Mapping[str, int]:
    """How many lines of an issue are in each state."""
    issue_id = conn.scalar(select(issues.c.id).where(*_issue(newsletter, number)))
    return counts(conn, issue_id) if issue_id is not None else {}


def lines(conn: Connection, newsletter: str, number: int, states: Collection[str]) -> Iterator[Delivery]:
    """The issue's lines in these states, read as they are asked for: there may be a million."""
    line = deliveries.c
    columns = (subscribers.c.address, line.state, line.attempts, line.sent_at, line.next_try_at, line.reply)
    issue_id = select(issues.c.id).where(*_issue(newsletter, number)).scalar_subquery()
    query = select(*columns).select_from(deliveries.outerjoin(subscribers, subscribers.c.id == line.subscriber_id))
    query = query.where(line.issue_id == issue_id, line.state.in_(states))
    result = conn.execute(query.order_by(line.subscriber_id), execution_options={"yield_per": 1_000})
    return (Delivery(row.address or "", *row[1:-1], row.reply or "") for row in result)


class Entry(NamedTuple):
    """A line of the whole ledger, which names its reader by number alone."""

    number: int
    subscriber_id: int
    state: DeliveryState
    attempts: int
    sent_at: datetime | None
    reply: str | None


def ledger(conn: Connection, newsletter: str) -> Iterator[Entry]:
    """The lines of all issues, one after another."""
    line = deliveries.c
    query = select(issues.c.number, line.subscriber_id, line.state, line.attempts, line.sent_at, line.reply)
    query = query.select_from(deliveries.join(issues, issues.c.id == line.issue_id).join(newsletters))
    query = query.where(newsletters.c.slug == newsletter).order_by(issues.c.number, line.subscriber_id)
    return (Entry(*row) for row in conn.execute(query))


def finish(conn: Connection, issue_id: int, now: datetime) -> bool:
    """Call the issue sent when no line of it waits any more; whether it is."""
    for state in WAITING:  # one by one, for each has an index
        waiting = select(deliveries.c.state).where(deliveries.c.issue_id == issue_id, deliveries.c.state == state)
        if conn.execute(waiting.limit(1)).first():
            return False
    change = update(issues).where(issues.c.id == issue_id, issues.c.status == "sending")
    conn.execute(change.values(status="sent", sent_at=now))
    return True


def mailable(conn: Connection, newsletter: str) -> int:
    """How many are subscribed now and not suppressed."""
    query = select(func.count()).select_from(_subscribed().join(newsletters))
    here = and_(newsletters.c.slug == newsletter, *_mailable_now())
    return conn.scalar(query.where(here)) or 0


def _issue(newsletter: str, number: int) -> tuple[ColumnElement[bool], ...]:
    of_newsletter = select(newsletters.c.id).where(newsletters.c.slug == newsletter).scalar_subquery()
    return issues.c.newsletter_id == of_newsletter, issues.c.number == number


def _subscribed() -> Join:
    return subscribers.join(subscriptions).outerjoin(
        suppressions, suppressions.c.address_key == subscribers.c.address_key
    )


def _mailable(newsletter_id: int) -> tuple[ColumnElement[bool], ...]:
    return (subscriptions.c.newsletter_id == newsletter_id, *_mailable_now())


def _mailable_now() -> tuple[ColumnElement[bool], ...]:
    return subscriptions.c.ended_at.is_(None), suppressions.c.address_key.is_(None)


def _recipients(conn: Connection, newsletter_id: int, attempts: Mapping[int, int]) -> list[Recipient]:
    person = subscribers.c
    query = select(person.id, person.address, person.name, person.token_key).select_from(_subscribed())
    query = query.where(*_mailable(newsletter_id))
    ids = sorted(attempts)
    found = []
    for start in range(0, len(ids), _AT_ONCE):
        rows = conn.execute(query.where(person.id.in_(ids[start : start + _AT_ONCE])).order_by(person.id))
        found += [Recipient(row.id, row.address, row.name, row.token_key, attempts[row.id]) for row in rows]
    return found
