"""A stored issue -> mailboxes: the queue, the relay, the list's headers, and the sender that joins them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from functools import partial
from urllib.parse import quote

from sqlalchemy import Connection

from digest.config import Settings, password, per_second
from digest.deliver import ListHeaders, Mailing, prepare
from digest.deliver.folders import open_eml, open_maildir
from digest.deliver.journal import Journal
from digest.deliver.message import mailbox
from digest.deliver.queue import send as deliver_issue
from digest.deliver.queue import settle_earlier
from digest.deliver.relay import Relay
from digest.deliver.smtp import open_smtp
from digest.deliver.transports import Lost, Transport
from digest.deliver.workers import Sender
from digest.errors import ConfigError, DigestError, InputError, TemporaryError
from digest.models import DeliveryState, Issue, IssueStatus
from digest.pipeline.weekly import enrol, mailable
from digest.store import Store, deliveries, issues, marks
from digest.store import subscribers as stored
from digest.store.deliveries import Queued, Recipient
from digest.subscribers import (
    PLACEHOLDER,
    address_key,
    bounce_token,
    clean_address,
    masked,
    message_token,
    subscribe,
    unsubscribe_token,
)


@dataclass(frozen=True, slots=True)
class Sent:
    """What sending came to: the issue, its ledger lines by state, and whether none waits any more."""

    issue: Issue
    lines: Mapping[str, int]
    finished: bool


@dataclass(frozen=True, slots=True)
class How:
    """What one run of sending may be told: lines in these states once more, so many mails, so many a second."""

    again: tuple[DeliveryState, ...] = ()
    limit: int | None = None
    rate: float = 0


@dataclass(frozen=True, slots=True)
class Preview:
    """What ``send`` would do: the issue, how many mails, how large one is, and where they would go."""

    issue: Issue
    mails: int
    size: int
    where: str


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
    how: How = How(),
) -> Sent:
    """Send an approved issue, by default the newest, to everybody subscribed; or go on with one that was begun.

    ``progress`` is told how many more are settled, and of how many.

    Raises InputError when there is none to send or nobody to send to, ConfigError when the list has no way out or
    the relay cannot be used as configured, TemporaryError when it cannot be used now.
    """
    settle_earlier(store, journal, settings.slug, clock.now)
    recognise(settings, store)
    issue = _to_send(settings, store, number, how)
    mailing = _mailing(settings, issue, _list_headers(settings, issue))
    connect = connector(settings)
    with store.write() as conn:
        now = clock.now()
        refuse_repetition(conn, settings, issue.number)
        if how.again:
            deliveries.again(conn, settings.slug, issue.number, how.again, now)
        if issue.status == "approved":
            enrol(conn, settings, now)
        queued = deliveries.begin(conn, settings.slug, issue.number, now, _only(conn, settings, now))
        if not queued.total:
            raise InputError("nobody is subscribed: run `digest subscribers add ADDRESS`, or set `to` in [newsletter]")
    _advance(settings, store, issue, clock.now())
    finished = deliver_issue(
        store,
        journal,
        queued,
        Sender(
            envelope=_envelope(settings, mailing, queued.issue_id),
            letter=partial(_letter, mailing, queued),
            connect=connect,
            connections=settings.delivery.connections,
            retry_for=timedelta(minutes=settings.delivery.retry_for),
            give_up_after=timedelta(hours=settings.delivery.give_up_after),
            clock=clock.now,
            wait=clock.wait,
            rate=how.rate or (per_second(settings.delivery.rate) if settings.delivery.rate else 0),
            limit=how.limit,
            progress=_of(progress, min(queued.waiting, how.limit or queued.waiting)),
        ),
    )
    _advance(settings, store, issue, clock.now())
    with store.read() as conn:
        return Sent(issue, deliveries.counts(conn, queued.issue_id), finished)


def preview(settings: Settings, store: Store, number: int | None, how: How) -> Preview:
    """What ``send`` would do now, and raises what it would; nothing is written and no connection made."""
    issue = _to_send(settings, store, number, how)
    of_list = _list_headers(settings, issue)
    mailing = _mailing(settings, issue, of_list)
    with store.read() as conn:
        states = deliveries.counts_of(conn, settings.slug, issue.number)
        if issue.status == "approved":
            mails = 1 if settings.newsletter.to else mailable(conn, settings)
        else:
            mails = sum(states.get(state, 0) for state in (*deliveries.WAITING, *how.again))
    size = len(mailing.for_reader(mailing.sender_address, PLACEHOLDER if of_list else ""))
    table = settings.delivery
    where = f"{table.host}:{table.port}" if table.transport == "smtp" else str(settings.folder / table.path)
    return Preview(issue, min(mails, how.limit or mails), size, where)


def recognise(settings: Settings, store: Store) -> None:
    """Notice that the database is older than what was sent, as after a restored backup, and take over what is known."""
    noted = marks.read_file(settings.mark_path)
    with store.read() as conn:
        known = marks.mark_of(conn, settings.slug)
    if noted.sendings > known.sendings:
        with store.write() as conn:
            marks.adopt(conn, settings.slug, noted)


def _advance(settings: Settings, store: Store, issue: Issue, now: datetime) -> None:
    """The end of its window, not its slot: an issue that only corrects another takes no scheduled one's place."""
    with store.write() as conn:
        mark = marks.advance(conn, settings.slug, issue.window.end, now)
    marks.write_file(settings.mark_path, mark)


def send_copy(settings: Settings, store: Store, number: int | None, to: str, *, dry_run: bool = False) -> Issue:
    """One test copy, of a draft too; its subject is marked, and nothing is recorded. A dry run only raises what would
    keep it from being made."""
    with store.read() as conn:
        issue = issues.get(conn, settings.slug, number)
    if issue is None:
        raise InputError(f"there is no issue {number}: see `digest list`" if number else "there is no issue yet")
    of_list = _list_headers(settings, issue) if issue.unsubscribe else None
    mailing = _mailing(settings, issue, of_list, "[Test] ")
    address = clean_address(to)
    letter = mailing.for_reader(address, PLACEHOLDER)
    if dry_run:
        return issue
    transport = connector(settings)()
    try:
        reply = transport.deliver(mailing.sender_address, address, letter, lambda: None)
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
    return _mailing(settings, issue, of_list).for_reader(address, PLACEHOLDER)


def connector(settings: Settings) -> Callable[[], Transport]:
    """What opens a connection to where mail goes. Raises ConfigError when the password cannot be had."""
    table = settings.delivery
    if table.transport != "smtp":
        open_folder = open_maildir if table.transport == "maildir" else open_eml
        return partial(open_folder, settings.folder / table.path)
    return partial(open_smtp, relay_of(settings))


def relay_of(settings: Settings) -> Relay:
    """Raises ConfigError when the password cannot be had."""
    table = settings.delivery
    return Relay(
        host=table.host,
        port=table.port,
        security=table.security,
        username=table.username,
        password=password(table, settings.folder),
        timeout=table.timeout,
        ca_file=settings.folder / table.ca_file if table.ca_file else None,
    )


def refuse_repetition(conn: Connection, settings: Settings, number: int) -> None:
    """Raises DigestError when an issue that waited too long would tell readers again what another one tells."""
    repeated_by = issues.made_of_the_same if settings.daily else issues.repeated_by
    if other := repeated_by(conn, settings.slug, number):
        raise DigestError(
            f"issue {number} would repeat what issue {other} tells: build it again, or withdraw one of them"
            " with `digest withdraw N`"
        )


def _to_send(settings: Settings, store: Store, number: int | None, how: How) -> Issue:
    """The issue of that number, or the newest that is approved or being sent; or sent, where some of it goes again."""
    with store.read() as conn:
        if number is None:
            which: tuple[IssueStatus, IssueStatus] = ("sending", "sent") if how.again else ("approved", "sending")
            number = max(issues.numbers(conn, settings.slug, *which), default=None)
            if number is None:
                raise InputError("there is no approved issue to send: run `digest build`, then `digest approve N`")
        issue = issues.get(conn, settings.slug, number)
    if issue is None:
        raise InputError(f"there is no issue {number}: see `digest list`")
    refuse_unsendable(settings, issue)
    return issue


def refuse_unsendable(settings: Settings, issue: Issue) -> None:
    """Raises ConfigError where no mail can be made of an issue for whom it is meant for, whoever is subscribed."""
    sender_of(settings)
    if settings.newsletter.to or issue.unsubscribe:
        return
    again = "" if issue.status == "draft" else f": digest withdraw {issue.number}"
    raise ConfigError(
        f"issue {issue.number} has no way to unsubscribe, which a list needs: set public_url in [web] and run"
        f" `digest serve`, or unsubscribe_url in [newsletter]; then build and approve the issue again{again}"
    )


def sender_of(settings: Settings) -> str:
    if not settings.newsletter.sender:
        raise ConfigError('mail needs a sender: add from = "Name <name@example.org>" to [newsletter]')
    return settings.newsletter.sender


def _mailing(settings: Settings, issue: Issue, of_list: ListHeaders | None, mark: str = "") -> Mailing:
    reply_to = settings.newsletter.reply_to or ""
    return prepare(issue, sender=sender_of(settings), reply_to=reply_to, of_list=of_list, mark=mark)


def _list_headers(settings: Settings, issue: Issue) -> ListHeaders | None:
    """None for the reader who mails himself."""
    if settings.newsletter.to or not issue.unsubscribe:
        return None
    ours = PLACEHOLDER in issue.unsubscribe
    mailto = settings.newsletter.unsubscribe_mailto
    domain = mailbox(sender_of(settings), "sender")[1].rpartition("@")[2]
    leave = quote(mailbox(mailto, "address for leaving")[1], safe="@!$&'*+=~") if mailto else ""
    return ListHeaders(
        list_id=f"{settings.slug}.{domain}",
        unsubscribe=issue.unsubscribe,
        mailto=f"mailto:{leave}?subject=unsubscribe{'%20' + PLACEHOLDER if ours else ''}" if leave else "",
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


def _envelope(settings: Settings, mailing: Mailing, issue_id: int) -> Callable[[Recipient], str]:
    """Where a reader's bounces go: the sender's address, or that in [bounces] with a token that says whose they are."""
    table = settings.bounces
    if not table.address:
        return lambda _recipient: mailing.sender_address
    address = clean_address(parseaddr(table.address)[1])
    local, _, domain = address.rpartition("@")
    if not table.token:
        return lambda _recipient: address
    return lambda it: f"{local}+{bounce_token(issue_id, it.subscriber_id, it.token_key)}@{domain}"


def _of(progress: Callable[[int, int], None] | None, total: int) -> Callable[[int], None] | None:
    return (lambda more: progress(more, total)) if progress else None


def _letter(mailing: Mailing, queued: Queued, recipient: Recipient) -> bytes:
    token = unsubscribe_token(queued.newsletter_id, recipient.subscriber_id, recipient.token_key)
    identity = message_token(queued.issue_id, recipient.subscriber_id, recipient.token_key)
    return mailing.for_reader(recipient.address, token, recipient.name, identity)
