"""Readers as they come from their mail: by the numbers that their token holds."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, select

from digest.store.schema import newsletters, subscribers, subscriptions


class Reader(NamedTuple):
    """One reader's subscription. ``newsletter`` is a slug; ``follows`` the id of that with which this one came."""

    newsletter_id: int
    newsletter: str
    subscriber_id: int
    token_key: bytes
    ended_at: datetime | None
    follows: int | None


def find(conn: Connection, newsletter: str, newsletter_id: int, subscriber_id: int) -> Reader | None:
    """Whoever has had these numbers, with their subscription to this newsletter, ended or not."""
    query = _readers().where(newsletters.c.slug == newsletter, newsletters.c.id == newsletter_id)
    row = conn.execute(query.where(subscribers.c.id == subscriber_id)).one_or_none()
    return Reader(*row) if row else None


def also(conn: Connection, subscriber_id: int, slugs: Collection[str]) -> list[Reader]:
    """Which of these newsletters the subscriber gets now."""
    query = _readers().where(subscribers.c.id == subscriber_id, subscriptions.c.ended_at.is_(None))
    return [Reader(*row) for row in conn.execute(query.where(newsletters.c.slug.in_(slugs)))]


def _readers() -> Select[Any]:
    consent = subscriptions.c
    columns = consent.newsletter_id, newsletters.c.slug, subscribers.c.id, subscribers.c.token_key
    query = select(*columns, consent.ended_at, consent.follows)
    return query.select_from(subscriptions.join(subscribers).join(newsletters))
