"""Subscribers, their consent to a newsletter, and the addresses that are never mailed again.

A key is ``digest.subscribers.address_key`` of an address. Many keys may be asked for at once, up to ``AT_ONCE``.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    case,
    delete,
    func,
    literal,
    or_,
    select,
    update,
)

from digest.models import Subscriber, Subscription, Suppression
from digest.store.schema import (
    UTCDateTime,
    bounces,
    insert_into,
    insert_many,
    newsletters,
    subscribers,
    subscriptions,
    suppressions,
)

AT_ONCE = 10_000  # well below what either database allows in one query

State = Literal["subscribed", "ended", "suppressed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A line of a newsletter's list. ``suppressed`` is the reason why the address is never mailed, if there is one."""

    subscriber: Subscriber
    subscription: Subscription
    ended_how: str = ""
    suppressed: str = ""

    @property
    def state(self) -> State:
        return "suppressed" if self.suppressed else "ended" if self.subscription.ended_at else "subscribed"


class Standing(NamedTuple):
    """How an address stands to one newsletter. Without ``consented_at`` it only knows others.

    ``follows`` is the newsletter with which this one came; None for who asked for this one.
    """

    subscriber_id: int
    consented_at: datetime | None
    ended_at: datetime | None
    follows: int | None = None


class Counts(NamedTuple):
    subscribed: int
    ended: int
    suppressed: int


_IN_LIST = (
    newsletters.join(subscriptions)
    .join(subscribers)
    .outerjoin(suppressions, suppressions.c.address_key == subscribers.c.address_key)
)
_STANDING = subscriptions.c.consented_at, subscriptions.c.ended_at, subscriptions.c.follows
_MAILED = and_(subscriptions.c.ended_at.is_(None), suppressions.c.address_key.is_(None))


def newsletter_id(conn: Connection, newsletter: str) -> int:
    """Its id. A newsletter without an issue or a subscriber gets one now, so this needs a write transaction."""
    conn.execute(insert_into(conn, newsletters).values(slug=newsletter, next_number=1).on_conflict_do_nothing())
    found: int = conn.scalars(select(newsletters.c.id).where(newsletters.c.slug == newsletter)).one()
    return found


def known(conn: Connection, newsletter: str) -> int:
    """Its id; 0, which nothing has, while it has neither an issue nor a subscriber."""
    return conn.scalar(select(newsletters.c.id).where(newsletters.c.slug == newsletter)) or 0


def standing(conn: Connection, newsletter_id: int, keys: Collection[bytes]) -> dict[bytes, Standing]:
    """Of those that are subscribers of any newsletter."""
    to_this = and_(subscriptions.c.subscriber_id == subscribers.c.id, subscriptions.c.newsletter_id == newsletter_id)
    query = (
        select(subscribers.c.address_key, subscribers.c.id, *_STANDING)
        .select_from(subscribers.outerjoin(subscriptions, to_this))
        .where(subscribers.c.address_key.in_(keys))
    )
    return {key: Standing(*rest) for key, *rest in conn.execute(query)}


def add(conn: Connection, newsletter_id: int, new: Mapping[bytes, Listed], now: datetime) -> None:
    """Add subscriptions, and the subscribers nobody knows yet. What is there already stays as it is."""
    if not new:
        return
    newest = conn.scalar(select(func.max(subscribers.c.id))) or 0
    insert_many(conn, subscribers, [_subscriber_row(key, listed.subscriber, now) for key, listed in new.items()])
    ids = _ids(conn, subscribers.c.id > newest)  # to ask for a range costs a tenth of asking for so many keys
    if there := [key for key in new if key not in ids]:
        ids |= _ids(conn, subscribers.c.address_key.in_(there))
    rows = [_subscription_row(newsletter_id, ids[key], listed) for key, listed in new.items()]
    insert_many(conn, subscriptions, rows)


def _ids(conn: Connection, which: ColumnElement[bool]) -> dict[bytes, int]:
    return {
        row.address_key: row.id
        for row in conn.execute(select(subscribers.c.address_key, subscribers.c.id).where(which))
    }


def renew(conn: Connection, newsletter_id: int, subscriber_id: int, listed: Listed) -> None:
    """Take fresh consent in place of one that ended or followed another; what ended with it comes back with it.

    A name or language is changed only to one that is given.
    """
    consent = subscriptions.c
    ended = select(consent.ended_at).where(*_of(newsletter_id, subscriber_id)).scalar_subquery()
    followers = update(subscriptions).where(consent.subscriber_id == subscriber_id, consent.follows == newsletter_id)
    again = {"ended_at": None, "ended_how": None, "consented_at": listed.subscription.consented_at}
    conn.execute(followers.where(consent.ended_at == conn.scalar(select(ended))).values(**again))
    fresh = _subscription_row(newsletter_id, subscriber_id, listed)
    conn.execute(update(subscriptions).where(*_of(newsletter_id, subscriber_id)).values(**fresh, follows=None))
    told = {"name": listed.subscriber.name, "language": listed.subscriber.language}
    if given := {column: value for column, value in told.items() if value}:
        conn.execute(update(subscribers).where(subscribers.c.id == subscriber_id).values(**given))


def end(conn: Connection, newsletter_id: int, subscriber_id: int, how: str, now: datetime) -> tuple[str, ...]:
    """The newsletters that were left by it: this one, and those that came with it."""
    consent = subscriptions.c
    here = or_(consent.newsletter_id == newsletter_id, consent.follows == newsletter_id)
    running = consent.subscriber_id == subscriber_id, here, consent.ended_at.is_(None)
    query = select(newsletters.c.slug).join(subscriptions).where(*running)
    left = conn.scalars(query.order_by(consent.newsletter_id != newsletter_id, consent.newsletter_id)).all()
    conn.execute(update(subscriptions).where(*running).values(ended_at=now, ended_how=how))
    return tuple(left)


def suppressed(conn: Connection, keys: Collection[bytes]) -> dict[bytes, Suppression]:
    """Those of the keys. The address is empty where its owner asked to be erased."""
    query = select(suppressions).where(suppressions.c.address_key.in_(keys))
    return {
        row.address_key: Suppression(row.address or "", row.reason, row.suppressed_at) for row in conn.execute(query)
    }


def suppress(conn: Connection, new: Mapping[bytes, Suppression]) -> None:
    """Suppress addresses and end their subscriptions to every newsletter. An earlier suppression stays as it is."""
    if not new:
        return
    rows = [
        {"address_key": key, "address": it.address, "reason": it.reason, "suppressed_at": it.suppressed_at}
        for key, it in new.items()
    ]
    insert_many(conn, suppressions, rows)
    them = select(subscribers.c.id).where(subscribers.c.address_key == bindparam("key"))
    running = update(subscriptions).where(subscriptions.c.subscriber_id.in_(them), subscriptions.c.ended_at.is_(None))
    ended = running.values(ended_at=bindparam("at", type_=UTCDateTime), ended_how="suppressed")
    conn.execute(ended, [{"key": key, "at": it.suppressed_at} for key, it in new.items()])


def suppress_readers(conn: Connection, reasons: Mapping[int, str], now: datetime) -> None:
    """``suppress`` for subscribers by their ids."""
    columns = subscribers.c.id, subscribers.c.address, subscribers.c.address_key
    rows = conn.execute(select(*columns).where(subscribers.c.id.in_(list(reasons)))) if reasons else ()
    suppress(conn, {row.address_key: Suppression(row.address, reasons[row.id], now) for row in rows})


def addresses(conn: Connection, subscriber_ids: Collection[int]) -> dict[int, str]:
    query = select(subscribers.c.id, subscribers.c.address).where(subscribers.c.id.in_(subscriber_ids))
    return {row.id: row.address for row in conn.execute(query)}


def unsuppress(conn: Connection, key: bytes) -> bool:
    """Whether there was a suppression to lift. Subscriptions that it ended stay ended. What came back before counts no
    more, or the next mail that comes back would suppress the address again."""
    conn.execute(delete(bounces).where(bounces.c.address_key == key))
    return conn.execute(delete(suppressions).where(suppressions.c.address_key == key)).rowcount == 1


def erase(conn: Connection, key: bytes, now: datetime) -> bool:
    """Keep of a person the hash of the address alone, by which it is never mailed again. Whether anything else was
    known. Ledger lines stay, under a number that is nobody's."""
    them = select(subscribers.c.id).where(subscribers.c.address_key == key)
    conn.execute(delete(bounces).where(bounces.c.address_key == key))
    conn.execute(delete(subscriptions).where(subscriptions.c.subscriber_id.in_(them)))
    was_subscriber = conn.execute(delete(subscribers).where(subscribers.c.address_key == key)).rowcount
    was_suppressed = conn.scalar(select(suppressions.c.address).where(suppressions.c.address_key == key))
    kept = {"address": None, "reason": "erased"}
    row = insert_into(conn, suppressions).values(address_key=key, suppressed_at=now, **kept)
    conn.execute(row.on_conflict_do_update(index_elements=["address_key"], set_=kept))
    return bool(was_subscriber or was_suppressed)


def listed(conn: Connection, newsletter: str, *, all_states: bool = False) -> Iterator[Listed]:
    """The list in the order in which people came to it, read as it is asked for: it may hold a million."""
    columns = (subscribers, subscriptions, suppressions.c.reason)
    query = select(*columns).select_from(_IN_LIST).where(newsletters.c.slug == newsletter)
    query = query.order_by(subscriptions.c.newsletter_id, subscriptions.c.subscriber_id)
    result = conn.execute(query if all_states else query.where(_MAILED), execution_options={"yield_per": 1_000})
    return (_listed(newsletter, row) for row in result)


def counts(conn: Connection, newsletter: str) -> Counts:
    """How many are in each state, as ``Listed.state`` tells them apart."""
    state = case((suppressions.c.reason.is_not(None), "suppressed"), (_MAILED, "subscribed"), else_="ended")
    query = (
        select(state.label("state"), func.count().label("many"))
        .select_from(_IN_LIST)
        .where(newsletters.c.slug == newsletter)
        .group_by(state)
    )
    found = {row.state: row.many for row in conn.execute(query)}
    return Counts(*(found.get(name, 0) for name in Counts._fields))


def joining(conn: Connection, newsletter: str, daily: str) -> int:
    """How many ``enrol`` would subscribe."""
    return conn.scalar(select(func.count()).select_from(_joining(newsletter, daily).subquery())) or 0


def enrol(conn: Connection, newsletter: str, daily: str, how: str, now: datetime) -> None:
    """Subscribe everybody whom ``daily`` is mailed to and who never was subscribed: who left stays out. Who leaves
    ``daily`` leaves this one too."""
    given = (
        subscriptions.c.subscriber_id,
        literal(newsletter_id(conn, newsletter)),
        literal(now, UTCDateTime),
        literal(how),
        subscriptions.c.topics,
        subscriptions.c.newsletter_id,
    )
    into = ["subscriber_id", "newsletter_id", "consented_at", "consented_how", "topics", "follows"]
    rows = insert_into(conn, subscriptions).from_select(into, _joining(newsletter, daily).with_only_columns(*given))
    conn.execute(rows.on_conflict_do_nothing())


def _joining(newsletter: str, daily: str) -> Select[Any]:
    theirs, here = subscriptions.alias(), newsletters.alias()
    known = select(theirs.c.subscriber_id).join(here, here.c.id == theirs.c.newsletter_id)
    known = known.where(here.c.slug == newsletter, theirs.c.subscriber_id == subscriptions.c.subscriber_id)
    query = select(subscriptions.c.subscriber_id).select_from(_IN_LIST)
    return query.where(newsletters.c.slug == daily, _MAILED, ~known.exists())


def _of(newsletter_id: int, subscriber_id: int) -> tuple[ColumnElement[bool], ...]:
    return subscriptions.c.newsletter_id == newsletter_id, subscriptions.c.subscriber_id == subscriber_id


def _subscriber_row(key: bytes, subscriber: Subscriber, now: datetime) -> dict[str, Any]:
    return {
        "address": subscriber.address,
        "address_key": key,
        "name": subscriber.name,
        "language": subscriber.language,
        "token_key": subscriber.token_key,
        "created_at": now,
    }


def _subscription_row(newsletter_id: int, subscriber_id: int, listed: Listed) -> dict[str, Any]:
    consent = listed.subscription
    return {
        "subscriber_id": subscriber_id,
        "newsletter_id": newsletter_id,
        "consented_at": consent.consented_at,
        "consented_how": consent.consented_how,
        "topics": consent.topics,
        "ended_at": consent.ended_at,
        "ended_how": listed.ended_how or None,
    }


def _listed(newsletter: str, row: Row[Any]) -> Listed:
    consent = Subscription(
        newsletter=newsletter,
        address=row.address,
        consented_at=row.consented_at,
        consented_how=row.consented_how,
        topics=tuple(row.topics),
        ended_at=row.ended_at,
    )
    subscriber = Subscriber(address=row.address, name=row.name, language=row.language, token_key=row.token_key)
    return Listed(
        subscriber=subscriber, subscription=consent, ended_how=row.ended_how or "", suppressed=row.reason or ""
    )
