"""A stored issue -> mailboxes: the queue, and the sender that works it off."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from functools import partial

from digest.config import Settings, per_second
from digest.deliver.journal import Journal
from digest.deliver.queue import send as deliver_issue
from digest.deliver.queue import settle_earlier
from digest.deliver.transports import Lost
from digest.deliver.workers import Sender
from digest.errors import ConfigError, InputError, TemporaryError
from digest.models import DeliveryState, Issue, IssueStatus
from digest.pipeline.approving import refuse_repetition
from digest.pipeline.mailing import connector, envelope_of, letter_of, list_headers, mailing_of, refuse_unsendable
from digest.pipeline.timekeeping import Clock, recognise
from digest.pipeline.weekly import enrol, mailable
from digest.store import Connection, Store, deliveries, issues, marks
from digest.store import subscribers as stored
from digest.subscribers import PLACEHOLDER, address_key, clean_address, masked, subscribe


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
    mailing = mailing_of(settings, issue, list_headers(settings, issue))
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
            envelope=envelope_of(settings, mailing, queued.issue_id),
            letter=partial(letter_of, mailing, queued),
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
    of_list = list_headers(settings, issue)
    mailing = mailing_of(settings, issue, of_list)
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


def _advance(settings: Settings, store: Store, issue: Issue, now: datetime) -> None:
    """The end of its window, not its slot: an issue that only corrects another takes no scheduled one's place."""
    with store.write() as conn:
        mark = marks.advance(conn, settings.slug, issue.window.end, now)
    marks.write_file(settings.mark_path, mark)


def send_copy(settings: Settings, store: Store, number: int | None, to: str, *, dry_run: bool = False) -> Issue:
    """One test copy, of a draft too; its subject is marked, and nothing is recorded. A dry run only raises what would
    keep it from being made."""
    with store.read() as conn:
        issue = issues.wanted(conn, settings.slug, number)
    of_list = list_headers(settings, issue) if issue.unsubscribe else None
    mailing = mailing_of(settings, issue, of_list, "[Test] ")
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


def _to_send(settings: Settings, store: Store, number: int | None, how: How) -> Issue:
    """The issue of that number, or the newest that is approved or being sent; or sent, where some of it goes again."""
    with store.read() as conn:
        if number is None:
            which: tuple[IssueStatus, IssueStatus] = ("sending", "sent") if how.again else ("approved", "sending")
            number = max(issues.numbers(conn, settings.slug, *which), default=None)
            if number is None:
                raise InputError("there is no approved issue to send: run `digest build`, then `digest approve N`")
        issue = issues.wanted(conn, settings.slug, number)
    refuse_unsendable(settings, issue)
    return issue


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


def _of(progress: Callable[[int, int], None] | None, total: int) -> Callable[[int], None] | None:
    return (lambda more: progress(more, total)) if progress else None
