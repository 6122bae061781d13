"""Who receives it: consent, how it ends, and the addresses that are never mailed again."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Literal, NamedTuple

from digest.errors import InputError
from digest.models import PLACEHOLDER as PLACEHOLDER
from digest.models import Suppression
from digest.store import Connection, Store
from digest.store import subscribers as stored
from digest.subscribers.cleaning import clean_listed, said
from digest.subscribers.columns import MAPPED as MAPPED
from digest.subscribers.columns import Given as Given
from digest.subscribers.columns import address_at
from digest.subscribers.importing import Imported as Imported
from digest.subscribers.importing import Outcome as Outcome
from digest.subscribers.importing import Told as Told
from digest.subscribers.importing import import_lists as import_lists
from digest.subscribers.lists import csv_lines as csv_lines
from digest.subscribers.lists import not_formula as not_formula
from digest.subscribers.rows import read_address
from digest.subscribers.sheets import Sheet as Sheet
from digest.subscribers.sheets import read_sheet as read_sheet
from digest.subscribers.states import STATES as STATES
from digest.subscribers.states import plain as plain
from digest.subscribers.tokens import BOUNCE_ROOM as BOUNCE_ROOM
from digest.subscribers.tokens import TOKEN_LENGTH as TOKEN_LENGTH
from digest.subscribers.tokens import bounce_token as bounce_token
from digest.subscribers.tokens import bounce_token_matches as bounce_token_matches
from digest.subscribers.tokens import message_token as message_token
from digest.subscribers.tokens import message_token_matches as message_token_matches
from digest.subscribers.tokens import read_bounce_token as read_bounce_token
from digest.subscribers.tokens import read_token as read_token
from digest.subscribers.tokens import token_matches as token_matches
from digest.subscribers.tokens import unsubscribe_token as unsubscribe_token
from digest.text.addresses import address_key as address_key
from digest.text.addresses import clean_address as clean_address
from digest.text.addresses import clean_name as clean_name
from digest.text.addresses import masked as masked

Consented = Literal["added", "already", "renewed", "suppressed"]


class Suppressed(NamedTuple):
    """How many addresses; ``refused`` holds a line for each row of a list that holds none."""

    new: int
    already: int
    refused: tuple[str, ...]


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
) -> Consented:
    """Take somebody's consent; it renews one that ended. "already" changes nothing, and neither does "suppressed".
    Who only got it as a reader of another newsletter has asked for it from now on.

    Raises InputError for an address, a name, a language or a topic that cannot be used.
    """
    how = said(how, "how the consent was given")
    listed = clean_listed(
        newsletter, address, name=name, language=language or "", topics=topics, consented_at=now, how=how
    )
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


def suppress_all(
    store: Store, addresses: Sequence[str], sheets: Sequence[Sheet], *, reason: str, now: datetime
) -> Suppressed:
    """As ``suppress``, of all that is given and of all that stand in lists, some thousand at a time.

    Raises InputError before anything is done for a given address that is none or a list without any.
    """
    reason = said(reason, "the reason")
    given = [clean_address(address) for address in addresses]
    listed = [(sheet, address_at(sheet)) for sheet in sheets]
    refused = list[str]()

    def found() -> Iterator[str]:
        yield from given
        for sheet, at in listed:
            for row in sheet.rows():
                try:
                    yield _address_in(row.cells, at)
                except InputError as error:
                    refused.append(f"{sheet.name}: {row.where}: {error}")

    new, already, all_found = 0, 0, found()
    while some := list(islice(all_found, stored.AT_ONCE)):
        keys = {address_key(address): address for address in some}
        with store.write() as conn:
            known = stored.suppressed(conn, keys)
            stored.suppress(conn, {k: Suppression(it, reason, now) for k, it in keys.items() if k not in known})
        new, already = new + len(keys) - len(known), already + len(known)
    return Suppressed(new, already, tuple(refused))


def _address_in(cells: list[str] | InputError, at: int) -> str:
    if isinstance(cells, InputError):
        raise cells
    return clean_address(read_address(cells[at])[0] if at < len(cells) else "")


def unsuppress(conn: Connection, address: str) -> bool:
    """Whether there was a suppression to lift. The subscriptions that it ended stay ended; what came back of this
    address is forgotten with it."""
    return stored.unsuppress(conn, address_key(clean_address(address)))


def erase(conn: Connection, address: str, *, now: datetime) -> bool:
    """Forget a person, but for a hash that keeps the address from being mailed. Whether anything else was known."""
    return stored.erase(conn, address_key(clean_address(address)), now)
