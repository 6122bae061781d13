"""Who receives it: consent, how it ends, and the addresses that are never mailed again."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection

from digest.errors import InputError
from digest.models import Suppression
from digest.store import subscribers as stored
from digest.subscribers.cleaning import address_key as address_key
from digest.subscribers.cleaning import clean_address as clean_address
from digest.subscribers.cleaning import clean_name as clean_name
from digest.subscribers.cleaning import clean_row, said
from digest.subscribers.cleaning import masked as masked
from digest.subscribers.lists import Imported as Imported
from digest.subscribers.lists import csv_lines as csv_lines
from digest.subscribers.lists import import_csv as import_csv
from digest.subscribers.tokens import PLACEHOLDER as PLACEHOLDER
from digest.subscribers.tokens import TOKEN_LENGTH as TOKEN_LENGTH
from digest.subscribers.tokens import bounce_token as bounce_token
from digest.subscribers.tokens import bounce_token_matches as bounce_token_matches
from digest.subscribers.tokens import message_token as message_token
from digest.subscribers.tokens import message_token_matches as message_token_matches
from digest.subscribers.tokens import read_bounce_token as read_bounce_token
from digest.subscribers.tokens import read_token as read_token
from digest.subscribers.tokens import token_matches as token_matches
from digest.subscribers.tokens import unsubscribe_token as unsubscribe_token

Outcome = Literal["added", "already", "renewed", "suppressed"]


def subscribe(
    conn: Connection,
    newsletter: str,
    address: str,
    *,
    name: str = "",
    language: str | None = None,
    topics: Iterable[str] = (),
    how: str,
    now: datetime,
) -> Outcome:
    """Take somebody's consent; it renews one that ended. "already" changes nothing, and neither does "suppressed".
    Who only got it as a reader of another newsletter has asked for it from now on.

    Raises InputError for an address, a name, a language or a topic that cannot be used.
    """
    row = {"address": address, "name": name, "language": language or "", "topics": ";".join(topics)}
    listed = clean_row(newsletter, row, said(how, "how the consent was given"), now)
    key = address_key(listed.subscriber.address)
    if stored.suppressed(conn, [key]):
        return "suppressed"
    newsletter_id = stored.newsletter_id(conn, newsletter)
    standing = stored.standing(conn, newsletter_id, [key]).get(key)
    if standing is None or standing.consented_at is None:
        stored.add(conn, newsletter_id, {key: listed}, now)
        return "added"
    if standing.ended_at is None and standing.follows is None:
        return "already"
    stored.renew(conn, newsletter_id, standing.subscriber_id, listed)
    return "renewed" if standing.ended_at else "added"


def unsubscribe(
    conn: Connection, newsletter_id: int, subscriber_id: int, *, how: str, now: datetime
) -> tuple[str, ...]:
    """The slugs of the newsletters that were left by this, with those that were only read because of this one; a
    subscription that ended before stays as it is."""
    return stored.end(conn, newsletter_id, subscriber_id, how, now)


def unsubscribe_address(conn: Connection, newsletter: str, address: str, *, how: str, now: datetime) -> tuple[str, ...]:
    """As ``unsubscribe``. Raises InputError for an address that was never subscribed."""
    address = clean_address(address)
    newsletter_id = stored.newsletter_id(conn, newsletter)
    standing = stored.standing(conn, newsletter_id, [address_key(address)])
    found = next(iter(standing.values()), None)
    if found is None or found.consented_at is None:
        raise InputError(f"{masked(address)} is not on the list of {newsletter}: see `digest subscribers list --all`")
    return unsubscribe(conn, newsletter_id, found.subscriber_id, how=how, now=now)


def suppress(conn: Connection, address: str, *, reason: str, now: datetime) -> bool:
    """Never mail an address again, for any newsletter. Whether that is new; an earlier suppression stays as it is."""
    address, reason = clean_address(address), said(reason, "the reason")
    key = address_key(address)
    if stored.suppressed(conn, [key]):
        return False
    stored.suppress(conn, {key: Suppression(address, reason, now)})
    return True


def unsuppress(conn: Connection, address: str) -> bool:
    """Whether there was a suppression to lift. The subscriptions that it ended stay ended; what came back of this
    address is forgotten with it."""
    return stored.unsuppress(conn, address_key(clean_address(address)))
