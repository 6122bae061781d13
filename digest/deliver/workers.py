"""One claimed batch over several connections at once: what became of each mail, and which were not begun."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from queue import Empty, SimpleQueue
from zlib import crc32

from digest.deliver.journal import Journal
from digest.deliver.pace import Pace, Width
from digest.deliver.transports import Lost, Reply, Transport, Unreachable
from digest.errors import ConfigError, DigestError, TemporaryError
from digest.models import DeliveryState
from digest.store.deliveries import LEFT, Recipient, Settled

TOGETHER = 0.25  # seconds whose results are written at once
FIRST_WAIT = timedelta(seconds=60)  # before a deferred mail is tried again; doubled with every attempt
LONGEST_WAIT = timedelta(minutes=15)
CLOSED = 421  # the relay ends the connection, which says nothing about the mail
PUT_BACK = 3  # times that a mail may meet a closed connection before it is deferred


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """How an issue is sent. ``clock`` and ``wait`` (seconds) are the only time it knows.

    ``envelope`` is where bounces of a reader's mail go. ``rate`` is in mails a second, 0 for no limit; ``limit`` the
    most that one run begins. ``progress`` is told how many more are settled.
    """

    envelope: Callable[[Recipient], str]
    letter: Callable[[Recipient], bytes]
    connect: Callable[[], Transport]
    connections: int
    retry_for: timedelta
    give_up_after: timedelta
    clock: Callable[[], datetime]
    wait: Callable[[float], None]
    rate: float = 0
    limit: int | None = None
    progress: Callable[[int], None] | None = None


class Wire:
    """The connections of a run; each belongs to the thread of its place."""

    def __init__(self, sender: Sender) -> None:
        self._connect = sender.connect
        self._open: list[Transport | None] = [None] * sender.connections
        self.width = Width(sender.connections)
        self.pace = Pace(sender.rate, sender.clock) if sender.rate else None

    def transport(self, place: int) -> Transport:
        found = self._open[place] = self._open[place] or self._connect()
        return found

    def move_up(self) -> None:
        """Between two batches: the open connections first, for the first places are the first to send."""
        self._open.sort(key=lambda transport: transport is None)

    def drop(self, place: int) -> None:
        """What failed is not closed politely."""
        self._open[place] = None

    def hang_up(self, *places: int) -> None:
        for place in places or range(len(self._open)):
            if transport := self._open[place]:
                self._open[place] = None
                transport.close()


@dataclass(frozen=True, slots=True)
class Batch:
    """What the threads of one batch share. ``errors`` end the run; ``crashes`` are bugs. ``gone`` have left the list
    since they were claimed."""

    sender: Sender
    wire: Wire
    journal: Journal
    issue_id: int
    todo: SimpleQueue[Recipient] = field(default_factory=SimpleQueue)
    stop: threading.Event = field(default_factory=threading.Event)
    errors: list[DigestError] = field(default_factory=list)
    crashes: list[Exception] = field(default_factory=list)
    gone: set[int] = field(default_factory=set)
    _results: SimpleQueue[Settled] = field(default_factory=SimpleQueue)
    _put_back: Counter[int] = field(default_factory=Counter)

    @contextmanager
    def sending(self, claimed: Sequence[Recipient]) -> Iterator[Iterator[list[Settled]]]:
        """Results as they come, those of some tenths of a second at a time and perhaps none, until every thread has
        ended."""
        for recipient in claimed:
            self.todo.put(recipient)
        places = range(min(self.sender.connections, len(claimed)))
        threads = [threading.Thread(target=self._work, args=(place,), daemon=True) for place in places]
        for thread in threads:
            thread.start()
        try:
            yield self._groups(threads)
        finally:
            self.stop.set()
            for thread in threads:
                thread.join()

    def left(self) -> list[Recipient]:
        """Those of whose mail nothing has left, once all threads have ended."""
        return list(iter(self._next, None))

    def _groups(self, threads: list[threading.Thread]) -> Iterator[list[Settled]]:
        """Nobody is woken for a single result: with many connections that would cost as much as the mail."""
        while threads:
            threads[0].join(TOGETHER)
            threads = [thread for thread in threads if thread.is_alive()]
            group: list[Settled] = []
            with suppress(Empty):
                while True:
                    group.append(self._results.get_nowait())
            yield group

    def _work(self, place: int) -> None:
        try:
            while not self.stop.is_set() and not self.todo.empty():
                if self.wire.width.enter(patience=0.5):
                    self._send_some(place)
        except Exception as error:  # a bug: the others finish what they have, then it is raised
            self.crashes.append(error)
            self.stop.set()

    def _send_some(self, place: int) -> None:
        """Until none is left, or the relay wants fewer connections than there are."""
        crowded = False
        try:
            while not self.stop.is_set() and (recipient := self._next()):
                self._rest(self.wire.pace.take() if self.wire.pace else 0)
                if self.stop.is_set():
                    self.todo.put(recipient)
                    return
                self._send(recipient, place)
                if crowded := self.wire.width.leave_if_crowded():
                    self.wire.hang_up(place)
                    return
        finally:
            if not crowded:
                self.wire.width.leave()

    def _next(self) -> Recipient | None:
        try:
            return self.todo.get_nowait()
        except Empty:
            return None

    def _rest(self, seconds: float) -> None:
        while seconds > 0 and not self.stop.is_set():
            self.sender.wait(min(seconds, 1.0))
            seconds -= 1.0

    def _send(self, recipient: Recipient, place: int) -> None:
        if recipient.subscriber_id in self.gone:
            self._results.put(self._line(recipient, "failed", LEFT))
            return
        try:
            self._results.put(self._settled(recipient, self._outcome(recipient, place)))
        except Lost as lost:
            state: DeliveryState = "unknown" if lost.after_dot else "deferred"
            self._results.put(self._line(recipient, state, f"no reply: {lost}"))
        except Unreachable as error:
            self.wire.drop(place)
            self.todo.put(recipient)
            rest = self.wire.width.refused()
            if rest is None:
                self._end(error)
            else:
                self._rest(rest)
        except DigestError as error:
            self.wire.drop(place)
            self.todo.put(recipient)
            self._end(error)

    def _end(self, error: DigestError) -> None:
        self.errors.append(error)
        self.stop.set()

    def _outcome(self, recipient: Recipient, place: int) -> Reply:
        """The relay's last word. Once more at once where a connection was closed before it took the mail: most had
        only served long enough. A new one that is closed as well is one too many."""
        try:
            sender, letter = self.sender.envelope(recipient), self.sender.letter(recipient)
        except ConfigError as error:
            return Reply("failed", 553, str(error))
        key = self.issue_id, recipient.subscriber_id
        for last in (False, True):
            try:
                transport = self.wire.transport(place)
                reply = transport.deliver(sender, recipient.address, letter, lambda: self.journal.before_dot(*key))
            except Lost as lost:
                if lost.after_dot or last:
                    raise
                continue
            if reply.code != CLOSED:
                self.wire.width.served()
                return reply
        self._put_back[recipient.subscriber_id] += 1
        if self._put_back[recipient.subscriber_id] > PUT_BACK:
            return reply
        raise Unreachable(f"the relay closes its connections ({reply.code} {reply.text}): try again later")

    def _settled(self, recipient: Recipient, reply: Reply) -> Settled:
        settled = self._line(recipient, reply.state, f"{reply.code} {reply.text}")
        try:
            self.journal.after_reply(self.issue_id, recipient.subscriber_id, settled.state, settled.reply)
        except TemporaryError:
            self.stop.set()  # what has arrived is settled in the database; nothing more is begun
        return settled

    def _line(self, recipient: Recipient, state: DeliveryState, reply: str) -> Settled:
        now = self.sender.clock()
        next_try = now + wait_before(recipient) if state == "deferred" else None
        return Settled(recipient.subscriber_id, state, reply, now, next_try)


def wait_before(recipient: Recipient) -> timedelta:
    """Before the next try: twice as long each time, less up to a half of it that differs from reader to reader."""
    longest: timedelta = min(FIRST_WAIT * 2 ** (recipient.attempts - 1), LONGEST_WAIT)
    spread = crc32(f"{recipient.subscriber_id} {recipient.attempts}".encode()) / 2**32
    return longest * (1 - spread / 2)
