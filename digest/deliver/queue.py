"""One issue to everybody in its queue: claimed in the ledger first, journalled around the final dot, settled in groups.

No mail leaves that is not claimed, and no claim is forgotten: what a killed run left is settled at the start of the
next. What may have arrived without a reply is ``unknown`` and is never sent again by itself.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path

from digest.deliver.codes import about_the_host, host_of, kind_of
from digest.deliver.journal import Journal
from digest.deliver.transports import Unreachable
from digest.deliver.workers import FIRST_WAIT, LONGEST_WAIT, Batch, Sender, Wire
from digest.store import Connection, Store, deliveries
from digest.store import subscribers as readers
from digest.store.deliveries import Queued, Recipient, Settled

BATCH = 1000  # lines claimed at once
REFUSED = 20  # mails refused before any was accepted: it is not the addresses
GRAIN = 5.0  # seconds between two looks for deferred mail whose time has come


def settle_earlier(store: Store, journal: Journal, newsletter: str, clock: Callable[[], datetime]) -> None:
    """Write into the ledger what an earlier run left: its journal, then the claims that nobody works on any more."""
    now = clock()
    written: dict[int, list[Settled]] = {}
    for line in journal.lines():
        state, reply = line.state or "unknown", line.reply or "no reply after the mail was handed over"
        at = now + FIRST_WAIT if state == "deferred" else None
        written.setdefault(line.issue_id, []).append(Settled(line.subscriber_id, state, reply, now, at))
    with store.write() as conn:
        for issue_id, lines in written.items():
            dead = [line.subscriber_id for line in lines if _is_dead(line)]
            settle(conn, issue_id, lines, readers.addresses(conn, dead))
        for issue_id, subscriber_id, by in deliveries.claims(conn, newsletter):
            if by == boot_id():
                deliveries.release(conn, issue_id, [subscriber_id])
            else:  # the power went, and with it perhaps the last lines of the journal
                lost = Settled(subscriber_id, "unknown", "claimed when the machine stopped", now)
                deliveries.settle(conn, issue_id, [lost])
    journal.clear()


def send(store: Store, journal: Journal, queued: Queued, sender: Sender) -> bool:
    """Send until nothing is due before ``retry_for`` has passed; whether the issue is sent to the last line.

    Mail that is still deferred ``give_up_after`` the issue began to go out has failed. Raises TemporaryError or
    ConfigError when the relay cannot be used at all; everything unsent is pending then.
    """
    run = _Run(store, journal, queued, sender)
    deadline = sender.clock() + sender.retry_for
    while True:
        run.requeue()
        if not run.send_pending():
            return False
        with store.write() as conn:
            if deliveries.finish(conn, queued.issue_id, sender.clock()):
                return True
        next_try = run.requeue()
        if next_try is not None:
            if next_try > deadline:
                return False
            sender.wait(max(GRAIN, (next_try - sender.clock()).total_seconds()))


class _Run:
    def __init__(self, store: Store, journal: Journal, queued: Queued, sender: Sender) -> None:
        self._store, self._journal, self._queued, self._sender = store, journal, queued, sender
        self._begun = 0  # mails claimed in this run
        self._accepted = False  # whether the relay took any of them
        self._stale_at = queued.began_at + sender.give_up_after

    def requeue(self) -> datetime | None:
        """Make deferred mail pending whose time has come, or failed where the issue is stale; the next try's time."""
        now = self._sender.clock()
        with self._store.write() as conn:
            if now >= self._stale_at:
                deliveries.give_up(conn, self._queued.issue_id)
            return deliveries.requeue(conn, self._queued.issue_id, now, LONGEST_WAIT)

    def send_pending(self) -> bool:
        """Batch after batch until none is pending; False when the limit came first.

        The first connection is made before anything is claimed, so that a relay that is down costs no claim.
        """
        wire = Wire(self._sender)
        try:
            while self._any_pending():
                if not (most := self._may_begin()):
                    return False
                wire.move_up()
                wire.transport(0)
                self._send_batch(wire, most)
        finally:
            wire.hang_up()
        return True

    def _any_pending(self) -> bool:
        with self._store.read() as conn:
            return deliveries.any_pending(conn, self._queued.issue_id)

    def _may_begin(self) -> int:
        limit = self._sender.limit
        return BATCH if limit is None else min(BATCH, limit - self._begun)

    def _send_batch(self, wire: Wire, most: int) -> None:
        sender, issue_id = self._sender, self._queued.issue_id
        dead: list[Settled] = []  # until all are known: of many at one host it may not be the mailboxes
        with self._store.write() as conn:
            claimed = deliveries.claim(conn, self._queued, boot_id(), sender.clock(), most)
        batch = Batch(sender, wire, self._journal, issue_id)
        held: list[Settled] = []
        with batch.sending(claimed) as groups:
            for group in groups:
                with self._store.read() as conn:
                    batch.gone.update(deliveries.gone(conn, self._queued))
                dead += filter(_is_dead, group)
                group = [line for line in group if not _is_dead(line)]
                self._accepted = self._accepted or any(line.state == "sent" for line in group)
                sure = [line for line in held + group if self._accepted or not _is_refused(line)]
                held = [line for line in held + group if not self._accepted and _is_refused(line)]
                if len(held) >= self._too_many():
                    batch.stop.set()
                self._settle(sure)
        refused = len(held) >= self._too_many()
        self._settle(dead + held if not refused else dead, claimed)
        left = [recipient.subscriber_id for recipient in batch.left()]
        left += [line.subscriber_id for line in held] if refused else []
        with self._store.write() as conn:
            deliveries.release(conn, issue_id, left)
        self._begun += len(claimed) - len(left)
        self._journal.clear()
        for error in (*batch.crashes, *batch.errors):
            raise error
        if refused:
            raise Unreachable(
                f"the relay refuses every mail ({held[-1].reply}): nothing was sent and all of it waits; ask who runs"
                " the relay, or run `digest doctor`"
            )

    def _settle(self, lines: list[Settled], among: Sequence[Recipient] = ()) -> None:
        if not lines:
            return
        with self._store.write() as conn:
            settle(conn, self._queued.issue_id, lines, {it.subscriber_id: it.address for it in among})
        if self._sender.progress:
            self._sender.progress(len(lines))

    def _too_many(self) -> int:
        return min(REFUSED, max(3, self._queued.total))


def settle(conn: Connection, issue_id: int, lines: Sequence[Settled], addresses: Mapping[int, str]) -> None:
    """Write what became of claimed lines, and in the same transaction never mail the dead mailboxes among them again.

    ``addresses`` by id of all who were mailed with them: they say how many readers each host has.
    """
    refusals = {it.subscriber_id: (addresses[it.subscriber_id], it.reply) for it in lines if _is_dead(it)}
    crowd = about_the_host(refusals.values(), Counter(map(host_of, addresses.values())).__getitem__)
    dead = {subscriber_id: said for subscriber_id, (address, said) in refusals.items() if (address, said) not in crowd}
    told = [it._replace(reply=f"{it.reply}: never mailed again") if it.subscriber_id in dead else it for it in lines]
    deliveries.settle(conn, issue_id, told)
    if dead:
        readers.suppress_readers(conn, {each: f"bounced: {said}" for each, said in dead.items()}, lines[0].at)


def _is_dead(line: Settled) -> bool:
    """Whether a mail was refused because nobody has its address."""
    return line.state == "failed" and kind_of(line.reply) == "hard"


def _is_refused(line: Settled) -> bool:
    """Whether a mail was refused for what is not its address, or does not say that it is."""
    return line.state == "failed" and kind_of(line.reply) in ("policy", "refused")


@cache
def boot_id() -> str:
    """Changes with every start of the machine; empty where the system does not say."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return ""
