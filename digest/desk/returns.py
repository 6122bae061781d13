"""Mails that came back -> addresses that are not mailed again, and what the operator should know."""

from collections import Counter
from collections.abc import Iterable
from contextlib import suppress as ignoring
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from email.utils import parseaddr
from functools import partial
from hashlib import sha256
from urllib.parse import unquote, urlsplit

from digest.config import Settings, password
from digest.deliver.codes import about_the_host
from digest.deliver.mailboxes import ImapLogin, read_imap, read_path
from digest.deliver.returned import OwnAddresses, Returned, date_of, read_returned
from digest.errors import ConfigError, InputError
from digest.store import Connection, Store
from digest.store import bounces as stored
from digest.store.bounces import Bounce, Person
from digest.subscribers import (
    address_key,
    bounce_token_matches,
    clean_address,
    masked,
    message_token_matches,
    read_bounce_token,
    read_token,
    suppress,
    token_matches,
    unsubscribe,
    unsubscribe_address,
)
from digest.text.counting import plural

SOFT_ISSUES = 3  # that came back softly, over at least
SOFT_SPAN = timedelta(days=14)  # and at most
REMEMBERED = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What the mails came to: how many of each kind were new, whom they stopped, what no address is guilty of, and
    what nothing proves: (address, what is said of it), where ``asked`` are letters that ask to leave."""

    mails: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    stopped: list[str] = field(default_factory=list)
    policy: list[str] = field(default_factory=list)
    unproven: list[tuple[str, str]] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)


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


def is_vouched(settings: Settings, where: str | None) -> bool:
    """Whether somebody vouches for the mails: of an mbox file that is named by hand. A folder, a mailbox and standard
    input are where a mail server puts what anybody writes."""
    configured = settings.bounces.mailbox
    return bool(where) and where not in ("-", configured) and (settings.folder / str(where)).is_file()


def take_back(
    settings: Settings, store: Store, mails: Iterable[bytes], now: datetime, *, vouched: bool = False
) -> TakenBack:
    """Suppress dead mailboxes and who complained, soft bounces after three issues and fourteen days; end the
    subscriptions of who wrote to leave. The same mail counts once, however often it is read.

    Anybody can write to a mailbox, so a mail is believed of a reader only where it holds something of ours that the
    reader alone was sent, or for a letter where their own host vouches for it. ``vouched``: somebody has looked at the
    mails, and reports that return a mail from us to the reader are believed as they are.
    """
    own, taken = own_addresses(settings), TakenBack()
    count = 0
    for raw in mails:
        count += bool(raw.strip())
        key, written = sha256(raw).digest(), date_of(raw)
        at = min(written or now, now)
        for returned in read_returned(raw, own):
            with store.write() as conn:
                _take(conn, settings, returned, key, at, now, taken, vouched=vouched)
    with store.write() as conn:
        _stop_dead(conn, now, taken)
    return replace(taken, mails=count)


def own_addresses(settings: Settings) -> OwnAddresses:
    """Of all newsletters of the configuration: their readers write to any of these."""
    tables = [each.newsletter for each in (settings.daily or settings).newsletters]
    told = [(each.unsubscribe_mailto, each.sender, each.reply_to) for each in tables]
    readers = dict.fromkeys(parseaddr(each)[1] for ours in told for each in (*ours, settings.bounces.address) if each)
    return OwnAddresses(
        bounces=parseaddr(settings.bounces.address or "")[1],
        readers=tuple(readers),
        senders=tuple(parseaddr(each.sender)[1] for each in tables if each.sender),
        authserv_id=settings.bounces.authserv_id or "",
    )


def _take(
    conn: Connection,
    settings: Settings,
    returned: Returned,
    key: bytes,
    at: datetime,
    now: datetime,
    taken: TakenBack,
    *,
    vouched: bool,
) -> None:
    found = _person(conn, returned)
    if found is None:
        taken.kinds["unknown"] += 1
        return
    person, issue_id, is_proven = found
    is_report = returned.kind not in ("complaint", "unsubscribe")
    is_proven = is_proven or returned.is_theirs or (vouched and is_report and returned.of_ours)
    who = masked(person.address)
    if not is_proven and returned.kind not in ("policy", "refused"):
        taken.kinds["unproven"] += 1
        if returned.kind != "soft":
            (taken.asked if returned.kind == "unsubscribe" else taken.unproven).append((person.address, returned.said))
        return
    if not stored.record(conn, key, Bounce(person.address_key, returned.kind, issue_id, returned.said, at)):
        taken.kinds["known"] += 1
        return
    taken.kinds[returned.kind] += 1
    if returned.kind in ("policy", "refused"):
        taken.policy.append(f"{who}: {returned.said}")
    elif returned.kind == "unsubscribe":
        if _leave(conn, settings, returned, person, now):
            taken.stopped.append(f"{who} has left: {returned.said}")
    elif (reason := _reason(conn, returned, person, at)) and suppress(conn, person.address, reason=reason, now=now):
        taken.stopped.append(f"{who} is never mailed again: {reason}")


def _stop_dead(conn: Connection, now: datetime, taken: TakenBack) -> None:
    """Only when all are known: many of one host in the same words on one day are not about the mailboxes."""
    days: dict[date, list[tuple[str, Bounce]]] = {}
    for address, bounce in stored.dead(conn):
        days.setdefault(bounce.returned_at.date(), []).append((address, bounce))
    for found in days.values():
        said = [(address, bounce.said) for address, bounce in found]
        crowd = about_the_host(said, partial(stored.readers_at, conn))
        for address, bounce in found:
            if (address, bounce.said) in crowd:
                stored.acquit(conn, bounce.address_key)
                taken.kinds.update(hard=-1, policy=1)
                taken.policy.append(f"{masked(address)}: {bounce.said}")
            elif suppress(conn, address, reason=(reason := f"bounced: {bounce.said}"), now=now):
                taken.stopped.append(f"{masked(address)} is never mailed again: {reason}")


def _leave(conn: Connection, settings: Settings, returned: Returned, person: Person, now: datetime) -> bool:
    """The newsletter whose token the mail holds; without one, every newsletter of the configuration."""
    numbers = read_token(returned.link_token)
    if numbers and token_matches(returned.link_token, person.token_key):
        return bool(unsubscribe(conn, numbers[0], numbers[1], how=returned.said, now=now))
    left = False
    for each in (settings.daily or settings).newsletters:
        with ignoring(InputError):  # who was never on the list has nothing to leave
            left |= bool(unsubscribe_address(conn, each.slug, person.address, how=returned.said, now=now))
    return left


def _reason(conn: Connection, returned: Returned, person: Person, at: datetime) -> str:
    """Why the address is not mailed again; empty where it still is, or is not yet judged."""
    if returned.kind != "soft":
        return f"complained: {returned.said}" if returned.kind == "complaint" else ""
    soft = stored.since(conn, person.address_key, "soft", at - REMEMBERED)
    issues = {bounce.issue_id or bounce.returned_at.date() for bounce in soft}
    span = soft[-1].returned_at - soft[0].returned_at
    if len(issues) < SOFT_ISSUES or span < SOFT_SPAN:
        return ""
    return f"bounced with {plural(len(issues), 'issue')} in {plural(span.days, 'day')}: {returned.said}"


def _person(conn: Connection, returned: Returned) -> tuple[Person, int | None, bool] | None:
    """Who is spoken of, of which issue's mail, and whether a token that we made says so or the address alone."""
    for token, matches in (
        (returned.token, bounce_token_matches),
        *((each, message_token_matches) for each in returned.message_tokens),
    ):
        if numbers := read_bounce_token(token):
            person = stored.person(conn, subscriber_id=numbers[1])
            if person and matches(token, person.token_key):
                return person, numbers[0], True
    if numbers := read_token(returned.link_token):
        person = stored.person(conn, subscriber_id=numbers[1])
        if person and token_matches(returned.link_token, person.token_key):
            return person, None, True
    try:
        person = stored.person(conn, address_key=address_key(clean_address(returned.address)))
    except InputError:
        return None
    return (person, None, False) if person else None
