"""One issue to everybody in its queue: claimed in the ledger first, journalled around the final dot, settled in groups.

No mail leaves that is not claimed, and no claim is forgotten: what a killed run left is settled at the start of the
next. What may have arrived without a reply is ``unknown`` and is never sent again by itself.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import NamedTuple

from digest.deliver.journal import Journal
from digest.deliver.transports import Lost, Reply, Transport, Unreachable
from digest.errors import ConfigError, DigestError, TemporaryError
from digest.models import DeliveryState
from digest.store import Store, deliveries
from digest.store.deliveries import Queued, Recipient, Settled

BATCH = 1000  # lines claimed at once
GROUP = 200  # results written at once
FIRST_WAIT = timedelta(seconds=60)  # before a deferred mail is tried again; doubled with every attempt
LONGEST_WAIT = timedelta(minutes=15)

Letter = Callable[[Recipient], bytes]
Progress = Callable[[int], None]  # so many more are settled


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """How an issue is sent. ``clock`` and ``wait`` (seconds) are the only time it knows."""

    address: str
    letter: Letter
    connect: Callable[[], Transport]
    connections: int
    retry_for: timedelta
    clock: Callable[[], datetime]
    wait: Callable[[float], None]
    progress: Progress | None = None


class Unsent(NamedTuple):
    """A claimed recipient of whose mail nothing has left, and why."""

    recipient: Recipient
    error: DigestError | None = None


def settle_earlier(store: Store, journal: Journal, newsletter: str, clock: Callable[[], datetime]) -> None:
    """Write into the ledger what an earlier run left: its journal, then the claims that nobody works on any more."""
    now = clock()
    with store.write() as conn:
        for line in journal.lines():
            state, reply = line.state or "unknown", line.reply or "no reply after the mail was handed over"
            at = now + FIRST_WAIT if state == "deferred" else None
            deliveries.settle(conn, line.issue_id, [Settled(line.subscriber_id, state, reply, now, at)])
        for issue_id, subscriber_id, by in deliveries.claims(conn, newsletter):
            if by == boot_id():
                deliveries.release(conn, issue_id, [subscriber_id])
            else:  # the power went, and with it perhaps the last lines of the journal
                lost = Settled(subscriber_id, "unknown", "claimed when the machine stopped", now)
                deliveries.settle(conn, issue_id, [lost])
    journal.clear()


def send(store: Store, journal: Journal, queued: Queued, sender: Sender) -> bool:
    """Send until nothing is due before ``retry_for`` has passed; whether the issue is sent to the last line.

    Raises TemporaryError or ConfigError when the relay cannot be used at all; everything unsent is pending then.
    """
    deadline = sender.clock() + sender.retry_for
    while True:
        with store.write() as conn:
            deliveries.requeue(conn, queued.issue_id, sender.clock())
        _send_pending(store, journal, queued, sender)
        with store.write() as conn:
            if deliveries.finish(conn, queued.issue_id, sender.clock()):
                return True
            next_try = deliveries.requeue(conn, queued.issue_id, sender.clock())
        if next_try is not None:
            if next_try > deadline:
                return False
            sender.wait(max(0.0, (next_try - sender.clock()).total_seconds()))


def _send_pending(store: Store, journal: Journal, queued: Queued, sender: Sender) -> None:
    """Batch after batch until none is pending. The first connection is made before anything is claimed."""
    connections: list[Transport | None] = [None] * sender.connections
    try:
        while _any_pending(store, queued):
            connections[0] = connections[0] or sender.connect()
            with store.write() as conn:
                claimed = deliveries.claim(conn, queued, boot_id(), sender.clock(), BATCH)
            errors = _send_batch(store, journal, queued, sender, claimed, connections)
            journal.clear()
            connections = [open_one for open_one in connections if open_one] or [None]
            if errors:
                raise errors[0]
    finally:
        for transport in filter(None, connections):
            transport.close()


def _send_batch(
    store: Store,
    journal: Journal,
    queued: Queued,
    sender: Sender,
    claimed: Sequence[Recipient],
    connections: list[Transport | None],
) -> list[DigestError]:
    """Send to the claimed on all connections at once; errors that end the run.

    A connection that the relay refuses while others work is only one connection less.
    """
    batch = _Batch(journal, queued.issue_id, sender)
    for recipient in claimed:
        batch.todo.put(recipient)
    places = range(min(len(connections), len(claimed)))
    threads = [threading.Thread(target=batch.work, args=(connections, place), daemon=True) for place in places]
    for thread in threads:
        thread.start()
    settled_any = False
    unsent: list[Unsent] = []
    try:
        for group in batch.groups(len(threads)):
            settled = [result for result in group if isinstance(result, Settled)]
            unsent += [result for result in group if isinstance(result, Unsent)]
            settled_any = settled_any or bool(settled)
            with store.write() as conn:
                deliveries.settle(conn, queued.issue_id, settled)
            if sender.progress:
                sender.progress(len(settled))
    finally:
        batch.stop.set()
        for thread in threads:
            thread.join()
    left = [result.recipient for result in unsent] + list(_drained(batch.todo))
    with store.write() as conn:
        deliveries.release(conn, queued.issue_id, [recipient.subscriber_id for recipient in left])
    if batch.crashes:
        raise batch.crashes[0]
    errors = [result.error for result in unsent if result.error]
    return [error for error in errors if not settled_any or not isinstance(error, Unreachable)]


@dataclass(frozen=True, slots=True)
class _Batch:
    """What the threads of one batch share. A thread ends its results with None."""

    journal: Journal
    issue_id: int
    sender: Sender
    todo: SimpleQueue[Recipient] = field(default_factory=SimpleQueue)
    results: SimpleQueue[Settled | Unsent | None] = field(default_factory=SimpleQueue)
    stop: threading.Event = field(default_factory=threading.Event)
    crashes: list[Exception] = field(default_factory=list)

    def work(self, connections: list[Transport | None], place: int) -> None:
        try:
            for recipient in _drained(self.todo):
                result = self._deliver(recipient, connections, place)
                self.results.put(result)
                if isinstance(result, Unsent) or self.stop.is_set():
                    break
        except Exception as error:  # a bug: the others finish what they have, then it is raised
            self.crashes.append(error)
            self.stop.set()
        finally:
            self.results.put(None)

    def groups(self, threads: int) -> Iterator[list[Settled | Unsent]]:
        """Results as they come, some hundred at a time or those of a second, until every thread has ended."""
        group: list[Settled | Unsent] = []
        while threads:
            try:
                result = self.results.get(timeout=1.0)
            except Empty:
                result = None
                threads += 1
            if result is None:
                threads -= 1
            else:
                group.append(result)
            if group and (result is None or len(group) >= GROUP):
                yield group
                group = []

    def _deliver(self, recipient: Recipient, connections: list[Transport | None], place: int) -> Settled | Unsent:
        sender, key = self.sender, (self.issue_id, recipient.subscriber_id)
        try:
            letter = sender.letter(recipient)
        except ConfigError as error:
            return self._settled(recipient, "failed", str(error))
        try:
            transport = connections[place] = connections[place] or sender.connect()
            reply = _handed_over(transport, sender.address, recipient.address, letter, self.journal, key)
        except Lost as lost:
            if lost.after_dot:
                return Settled(recipient.subscriber_id, "unknown", f"no reply: {lost}", sender.clock())
            return self._settled(recipient, "deferred", f"the connection was lost: {lost}")
        except DigestError as error:
            connections[place] = None
            return Unsent(recipient, error)
        settled = self._settled(recipient, reply.state, f"{reply.code} {reply.text}")
        try:
            self.journal.after_reply(*key, settled.state, settled.reply)
        except TemporaryError:
            self.stop.set()  # what has arrived is settled in the database; nothing more is begun
        return settled

    def _settled(self, recipient: Recipient, state: DeliveryState, reply: str) -> Settled:
        now = self.sender.clock()
        wait = min(FIRST_WAIT * 2 ** (recipient.attempts - 1), LONGEST_WAIT)
        return Settled(recipient.subscriber_id, state, reply, now, now + wait if state == "deferred" else None)


def _handed_over(
    transport: Transport, sender: str, recipient: str, letter: bytes, journal: Journal, key: tuple[int, int]
) -> Reply:
    """Once more at once where a connection that had served before was closed before it took the mail."""
    for last in (False, True):
        try:
            reply = transport.deliver(sender, recipient, letter, lambda: journal.before_dot(*key))
        except Lost as lost:
            if lost.after_dot or last:
                raise
        else:
            if reply.code != 421 or last:
                return reply
    raise AssertionError("unreachable")


def _drained(queue: SimpleQueue[Recipient]) -> Iterator[Recipient]:
    while True:
        try:
            yield queue.get_nowait()
        except Empty:
            return


def _any_pending(store: Store, queued: Queued) -> bool:
    with store.read() as conn:
        return deliveries.any_pending(conn, queued.issue_id)


@cache
def boot_id() -> str:
    """Changes with every start of the machine; empty where the system does not say."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return ""
