"""A stored issue -> mailboxes: the queue, the relay, the list's headers, and the sender that joins them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from functools import partial

from sqlalchemy import Connection

from digest.config import Settings, password
from digest.deliver import ListHeaders, Mailing, prepare
from digest.deliver.folders import open_eml, open_maildir
from digest.deliver.journal import Journal
from digest.deliver.relay import Relay
from digest.deliver.sending import Sender, settle_earlier
from digest.deliver.sending import send as deliver_issue
from digest.deliver.smtp import open_smtp
from digest.deliver.transports import Lost, Transport
from digest.errors import ConfigError, DigestError, InputError, TemporaryError
from digest.models import Issue
from digest.store import Store, deliveries, issues
from digest.store import subscribers as stored
from digest.store.deliveries import Recipient
from digest.subscribers import PLACEHOLDER, address_key, clean_address, masked, subscribe, unsubscribe_token


@dataclass(frozen=True, slots=True)
class Sent:
    """What sending came to: the issue, its ledger lines by state, and whether none waits any more."""

    issue: Issue
    lines: Mapping[str, int]
    finished: bool


@dataclass(frozen=True, slots=True)
class Clock:
    """The only time that sending knows; ``wait`` takes seconds."""

    now: Callable[[], datetime]
    wait: Callable[[float], None]


def send(
    settings: Settings,
    store: Store,
    journal: Journal,
    number: int | None,
    clock: Clock,
    progress: Callable[[int, int], None] | None = None,
) -> Sent:
    """Send an approved issue, by default the newest, to everybody subscribed; or go on with one that was begun.

    Raises InputError when there is none to send or nobody to send to, ConfigError when the list has no way out or
    the relay cannot be used as configured, TemporaryError when it cannot be used now.
    """
    settle_earlier(store, journal, settings.slug, clock.now)
    issue = _to_send(settings, store, number)
    mailing = prepare(issue, sender=_sender(settings), of_list=_list_headers(settings, issue))
    connect = connector(settings)
    with store.write() as conn:
        refuse_repetition(conn, settings, issue.number)
        queued = deliveries.begin(conn, settings.slug, issue.number, _only(conn, settings, clock.now()))
        if not queued.total:
            raise InputError("nobody is subscribed: run `digest subscribers add ADDRESS`, or set `to` in [newsletter]")
    finished = deliver_issue(
        store,
        journal,
        queued,
        Sender(
            address=mailing.sender_address,
            letter=partial(_letter, mailing, queued.newsletter_id),
            connect=connect,
            connections=settings.delivery.connections,
            retry_for=timedelta(minutes=settings.delivery.retry_for),
            clock=clock.now,
            wait=clock.wait,
            progress=partial(progress, queued.total) if progress else None,
        ),
    )
    with store.read() as conn:
        return Sent(issue, deliveries.counts(conn, queued.issue_id), finished)


def send_copy(settings: Settings, store: Store, number: int | None, to: str) -> Issue:
    """One test copy, of a draft too; its subject is marked, and nothing is recorded."""
    with store.read() as conn:
        issue = issues.get(conn, settings.slug, number)
    if issue is None:
        raise InputError(f"there is no issue {number}: see `digest list`" if number else "there is no issue yet")
    of_list = _list_headers(settings, issue) if issue.unsubscribe else None
    mailing = prepare(issue, sender=_sender(settings), of_list=of_list, mark="[Test] ")
    transport = connector(settings)()
    try:
        address = clean_address(to)
        reply = transport.deliver(
            mailing.sender_address, address, mailing.for_reader(address, PLACEHOLDER), lambda: None
        )
    except Lost as lost:
        raise TemporaryError(f"the connection to the relay was lost: {lost}: try again") from lost
    finally:
        transport.close()
    if reply.state != "sent":
        raise InputError(f"the relay refused the copy: {reply.code} {reply.text}")
    return issue


def sample_mail(settings: Settings, issue: Issue) -> bytes:
    """The issue as some reader gets it. Raises ConfigError where the configuration makes no mail."""
    of_list = _list_headers(settings, issue)
    _, address = parseaddr(settings.newsletter.to or "reader@example.org")
    return prepare(issue, sender=_sender(settings), of_list=of_list).for_reader(address, PLACEHOLDER)


def connector(settings: Settings) -> Callable[[], Transport]:
    """What opens a connection to where mail goes. Raises ConfigError when the password cannot be had."""
    table = settings.delivery
    if table.transport != "smtp":
        open_folder = open_maildir if table.transport == "maildir" else open_eml
        return partial(open_folder, settings.folder / table.path)
    relay = Relay(
        host=table.host,
        port=table.port,
        security=table.security,
        username=table.username,
        password=password(table, settings.folder),
        timeout=table.timeout,
        ca_file=settings.folder / table.ca_file if table.ca_file else None,
    )
    return partial(open_smtp, relay)


def refuse_repetition(conn: Connection, settings: Settings, number: int) -> None:
    """Raises DigestError when an issue that waited too long would tell readers again what another one tells."""
    if other := issues.repeated_by(conn, settings.slug, number):
        raise DigestError(
            f"issue {number} would repeat what issue {other} tells: build it again, or withdraw one of them"
            " with `digest withdraw N`"
        )


def _to_send(settings: Settings, store: Store, number: int | None) -> Issue:
    """The issue of that number, or the newest that is approved or being sent."""
    with store.read() as conn:
        if number is None:
            number = max(issues.numbers(conn, settings.slug, "approved", "sending"), default=None)
            if number is None:
                raise InputError("there is no approved issue to send: run `digest build`, then `digest approve N`")
        issue = issues.get(conn, settings.slug, number)
    if issue is None:
        raise InputError(f"there is no issue {number}: see `digest list`")
    if not settings.newsletter.to and not issue.unsubscribe:
        raise ConfigError(
            f"issue {number} has no way to unsubscribe, which a list needs: set public_url in [web] and run"
            " `digest serve`, or unsubscribe_url in [newsletter]; then build and approve the issue again"
        )
    return issue


def _sender(settings: Settings) -> str:
    if not settings.newsletter.sender:
        raise ConfigError('mail needs a sender: add from = "Name <name@example.org>" to [newsletter]')
    return settings.newsletter.sender


def _list_headers(settings: Settings, issue: Issue) -> ListHeaders | None:
    """None for the reader who mails himself."""
    if settings.newsletter.to or not issue.unsubscribe:
        return None
    ours = PLACEHOLDER in issue.unsubscribe
    mailto = settings.newsletter.unsubscribe_mailto
    domain = _sender(settings).rpartition("@")[2].strip("> ")
    return ListHeaders(
        list_id=f"{settings.slug}.{domain}",
        unsubscribe=issue.unsubscribe,
        mailto=f"mailto:{parseaddr(mailto)[1]}?subject=unsubscribe" if mailto else "",
        one_click=ours or settings.newsletter.unsubscribe_one_click,
        placeholder=PLACEHOLDER if ours else "",
    )


def _only(conn: Connection, settings: Settings, now: datetime) -> int | None:
    """The one reader of a newsletter without a list, who is subscribed by being named in its configuration."""
    to = settings.newsletter.to
    if not to:
        return None
    name, address = parseaddr(to)
    if subscribe(conn, settings.slug, address, name=name, how="`to` in digest.toml", now=now) == "suppressed":
        raise ConfigError(f"{masked(address)} (`to` in [newsletter]) is suppressed and is never mailed: name another")
    key = address_key(clean_address(address))
    newsletter = stored.newsletter_id(conn, settings.slug)
    return stored.standing(conn, newsletter, [key])[key].subscriber_id


def _letter(mailing: Mailing, newsletter_id: int, recipient: Recipient) -> bytes:
    token = unsubscribe_token(newsletter_id, recipient.subscriber_id, recipient.token_key)
    return mailing.for_reader(recipient.address, token, recipient.name)
