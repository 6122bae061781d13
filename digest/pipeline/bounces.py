"""Mails that came back -> addresses that are not mailed again, and what the operator should know."""

from collections import Counter
from collections.abc import Iterable
from contextlib import suppress as ignoring
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import parseaddr
from hashlib import sha256
from urllib.parse import unquote, urlsplit

from sqlalchemy import Connection

from digest.config import Settings, password
from digest.deliver.bounces import OwnAddresses, Returned, date_of, read_returned
from digest.deliver.mailboxes import ImapLogin, read_imap, read_path
from digest.errors import ConfigError, InputError
from digest.store import Store
from digest.store import bounces as stored
from digest.store.bounces import Bounce, Person
from digest.subscribers import (
    address_key,
    bounce_token_matches,
    clean_address,
    masked,
    read_bounce_token,
    read_token,
    suppress,
    token_matches,
    unsubscribe,
    unsubscribe_address,
)

SOFT_ISSUES = 3  # that came back softly, over at least
SOFT_SPAN = timedelta(days=14)  # and at most
REMEMBERED = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What the mails came to: how many of each kind were new, whom they stopped, and what no address is guilty of."""

    mails: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    stopped: list[str] = field(default_factory=list)
    policy: list[str] = field(default_factory=list)


def returned_mails(settings: Settings, where: str | None) -> Iterable[bytes]:
    """The mails of a folder, a file or an imaps:// address, by default of the mailbox in [bounces].

    Raises ConfigError, InputError or TemporaryError where they cannot be read.
    """
    where = where or settings.bounces.mailbox
    if not where:
        raise ConfigError(
            "where does mail come back to? Name a Maildir, an mbox file or - on the command line, or set mailbox"
            " in [bounces]"
        )
    if "://" not in where:
        return read_path(settings.folder / where)
    wrong = f"{where}: no mailbox: write it like imaps://imap.example.org/INBOX, or name a folder or file"
    try:
        url, table = urlsplit(where), settings.bounces
        port = url.port or (993 if url.scheme == "imaps" else 143)
    except ValueError as error:
        raise ConfigError(wrong) from error
    if url.scheme not in ("imaps", "imap") or not url.hostname:
        raise ConfigError(wrong)
    login = ImapLogin(
        host=url.hostname,
        port=port,
        mailbox=unquote(url.path.lstrip("/")) or "INBOX",
        username=table.username or "",
        password=password(table, settings.folder) or "",
        security="tls" if url.scheme == "imaps" else "none",
        ca_file=settings.folder / table.ca_file if table.ca_file else None,
    )
    return read_imap(login)


def take_back(settings: Settings, store: Store, mails: Iterable[bytes], now: datetime) -> TakenBack:
    """Suppress hard bounces and complaints at once, soft ones after three issues and fourteen days; end the
    subscriptions of who wrote to leave. The same mail counts once, however often it is read."""
    own, taken = own_addresses(settings), TakenBack()
    count = 0
    for raw in mails:
        count += 1
        key, written = sha256(raw).digest(), date_of(raw)
        at = min(written or now, now)
        for returned in read_returned(raw, own):
            with store.write() as conn:
                _take(conn, settings, returned, key, at, now, taken)
    return TakenBack(count, taken.kinds, taken.stopped, taken.policy)


def own_addresses(settings: Settings) -> OwnAddresses:
    bounces, leave = settings.bounces.address, settings.newsletter.unsubscribe_mailto
    return OwnAddresses(parseaddr(bounces)[1] if bounces else "", parseaddr(leave)[1] if leave else "")


def _take(
    conn: Connection, settings: Settings, returned: Returned, key: bytes, at: datetime, now: datetime, taken: TakenBack
) -> None:
    found = _person(conn, returned)
    if found is None:
        taken.kinds["unknown"] += 1
        return
    person, issue_id = found
    if not stored.record(conn, key, Bounce(person.address_key, returned.kind, issue_id, returned.said, at)):
        taken.kinds["known"] += 1
        return
    taken.kinds[returned.kind] += 1
    who = masked(person.address)
    if returned.kind == "policy":
        taken.policy.append(f"{who}: {returned.said}")
    elif returned.kind == "unsubscribe":
        if _leave(conn, settings, returned, person, now):
            taken.stopped.append(f"{who} has left: {returned.said}")
    elif (reason := _reason(conn, returned, person, at)) and suppress(conn, person.address, reason=reason, now=now):
        taken.stopped.append(f"{who} is never mailed again: {reason}")


def _leave(conn: Connection, settings: Settings, returned: Returned, person: Person, now: datetime) -> bool:
    """The newsletter whose token the mail holds; without one, every newsletter of the configuration."""
    numbers = read_token(returned.link_token)
    if numbers and token_matches(returned.link_token, person.token_key):
        return unsubscribe(conn, numbers[0], numbers[1], how=returned.said, now=now)
    left = False
    for each in (settings.daily or settings).newsletters:
        with ignoring(InputError):  # who was never on the list has nothing to leave
            left |= unsubscribe_address(conn, each.slug, person.address, how=returned.said, now=now)
    return left


def _reason(conn: Connection, returned: Returned, person: Person, at: datetime) -> str:
    """Why the address is not mailed again; empty where it still is."""
    if returned.kind != "soft":
        return f"{'bounced' if returned.kind == 'hard' else 'complained'}: {returned.said}"
    soft = stored.since(conn, person.address_key, "soft", at - REMEMBERED)
    issues = {bounce.issue_id or bounce.returned_at.date() for bounce in soft}
    span = soft[-1].returned_at - soft[0].returned_at
    if len(issues) < SOFT_ISSUES or span < SOFT_SPAN:
        return ""
    return f"bounced with {len(issues)} issues in {span.days} days: {returned.said}"


def _person(conn: Connection, returned: Returned) -> tuple[Person, int | None] | None:
    """Who is spoken of, and of which issue's mail: by a token that we made, else by the address."""
    if numbers := read_bounce_token(returned.token):
        person = stored.person(conn, subscriber_id=numbers[1])
        if person and bounce_token_matches(returned.token, person.token_key):
            return person, numbers[0]
    if numbers := read_token(returned.link_token):
        person = stored.person(conn, subscriber_id=numbers[1])
        if person and token_matches(returned.link_token, person.token_key):
            return person, None
    try:
        person = stored.person(conn, address_key=address_key(clean_address(returned.address)))
    except InputError:
        return None
    return (person, None) if person else None
