"""Nobody twice, nobody forgotten: the ledger, the journal and the threads between them."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import sleep

import pytest
from sqlalchemy import select

from digest.deliver.journal import Journal, open_journal
from digest.deliver.queue import boot_id, send, settle_earlier
from digest.deliver.transports import Lost, Reply, Unreachable
from digest.deliver.workers import Sender, wait_before
from digest.errors import AlreadyRunning, TemporaryError
from digest.models import Issue
from digest.store import Store, deliveries, issues, open_store
from digest.store.deliveries import Queued, Recipient
from digest.store.schema import deliveries as table
from digest.store.schema import subscribers, suppressions
from digest.subscribers import subscribe, unsubscribe

NOW = datetime(2026, 5, 31, 7, tzinfo=UTC)
SENT = Reply("sent", 250, "ok")


@dataclass
class Mailboxes:
    """A transport that keeps what it accepts; ``answer`` may refuse, defer, lose or die."""

    answer: Callable[[str, int], Reply] = lambda address, attempt: SENT
    accepted: Counter[str] = field(default_factory=Counter)
    attempts: Counter[str] = field(default_factory=Counter)
    connected: int = 0
    refuse_from: int = 10_000
    lock: threading.Lock = field(default_factory=threading.Lock)

    def connect(self) -> "Mailboxes":
        with self.lock:
            self.connected += 1
            if self.connected >= self.refuse_from:
                raise Unreachable("relay.example:587 answers 421: too many connections")
        return self

    def deliver(self, sender: str, recipient: str, message: bytes, before_dot: Callable[[], None]) -> Reply:
        assert (sender, message) == ("morning@example.org", recipient.encode())
        with self.lock:
            self.attempts[recipient] += 1
            attempt = self.attempts[recipient]
        try:
            reply = self.answer(recipient, attempt)
        except Lost as lost:
            if lost.after_dot:
                before_dot()
                self.accepted[recipient] += 1
            raise
        before_dot()
        if reply.state == "sent":
            with self.lock:
                self.accepted[recipient] += 1
        return reply

    def close(self) -> None:
        pass


@dataclass
class Fixture:
    store: Store
    journal: Journal
    queued: Queued
    now: datetime = NOW

    def sender(self, mailboxes: Mailboxes, **options: object) -> Sender:
        given = {
            "envelope": lambda recipient: "morning@example.org",
            "letter": lambda recipient: recipient.address.encode(),
            "connect": mailboxes.connect,
            "connections": 3,
            "retry_for": timedelta(minutes=30),
            "give_up_after": timedelta(hours=6),
            "clock": lambda: self.now,
            "wait": self.wait,
        }
        return Sender(**{**given, **options})  # type: ignore[arg-type]

    def wait(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def run(self, mailboxes: Mailboxes, **options: object) -> bool:
        settle_earlier(self.store, self.journal, "morning", lambda: self.now)
        return send(self.store, self.journal, self.queued, self.sender(mailboxes, **options))

    def states(self) -> dict[str, str]:
        with self.store.read() as conn:
            query = select(subscribers.c.address, table.c.state).join(
                subscribers, subscribers.c.id == table.c.subscriber_id
            )
            return {row.address: row.state for row in conn.execute(query.order_by(subscribers.c.id))}

    def claim(self) -> list[Recipient]:
        with self.store.write() as conn:
            return deliveries.claim(conn, self.queued, boot_id(), self.now, 1000)


def reader(number: int) -> str:
    return f"reader{number:03d}@example.org"


def add(store: Store, number: int) -> None:
    with store.write() as conn:
        subscribe(conn, "morning", reader(number), how="test", now=NOW)


@pytest.fixture
def list_of_20(tmp_path: Path, handmade: Issue) -> Iterator[Fixture]:
    store = open_store(tmp_path / "digest.db")
    for number in range(20):
        add(store, number)
    with store.write() as conn:
        number = issues.number_for(conn, "morning", handmade.slot)
        issues.save_draft(conn, replace(handmade, newsletter="morning", number=number), [], NOW)
        issues.approve(conn, "morning", number, NOW)
        queued = deliveries.begin(conn, "morning", number, NOW)
    journal = open_journal(tmp_path / ".journal")
    yield Fixture(store, journal, queued)
    journal.close()
    store.close()


def test_everybody_subscribed_when_it_began_gets_it_once_however_often_it_is_run(list_of_20: Fixture) -> None:
    mailboxes = Mailboxes()
    add(list_of_20.store, 99)
    assert list_of_20.run(mailboxes) is True
    assert list_of_20.run(mailboxes) is True
    assert mailboxes.accepted == Counter({reader(number): 1 for number in range(20)})
    assert set(list_of_20.states().values()) == {"sent"}
    with list_of_20.store.read() as conn:
        issue = issues.get(conn, "morning", 1)
    assert issue is not None
    assert issue.status == "sent"
    assert list_of_20.journal.lines() == []


def test_a_refused_address_is_recorded_and_the_rest_go_out(list_of_20: Fixture) -> None:
    refused = Reply("failed", 550, "no such user")
    mailboxes = Mailboxes(lambda address, _: refused if address == reader(3) else SENT)
    assert list_of_20.run(mailboxes) is True
    assert [address for address, state in list_of_20.states().items() if state != "sent"] == [reader(3)]
    with list_of_20.store.read() as conn:
        replies = conn.scalars(select(table.c.reply).where(table.c.state == "failed")).all()
        assert replies == ["550 no such user: never mailed again"]


def test_a_dead_mailbox_is_suppressed_with_the_line_that_says_so_and_a_killed_run_forgets_none(
    list_of_20: Fixture,
) -> None:
    dead = Reply("failed", 550, "5.1.1 unknown user")
    refused = Reply("failed", 554, "transaction failed")
    answers = {reader(3): dead, reader(4): refused}
    list_of_20.claim()
    list_of_20.journal.after_reply(1, 6, "failed", "550 no such mailbox")
    assert list_of_20.run(Mailboxes(lambda address, _: answers.get(address, SENT))) is True
    with list_of_20.store.read() as conn:
        found = {row.address: row.reason for row in conn.execute(select(suppressions))}
    assert found == {reader(3): "bounced: 550 5.1.1 unknown user", reader(5): "bounced: 550 no such mailbox"}


def test_a_host_that_suddenly_knows_nobody_costs_no_reader(list_of_20: Fixture) -> None:
    dead = Reply("failed", 550, "no such user")
    assert list_of_20.run(Mailboxes(lambda address, _: dead)) is True
    assert Counter(list_of_20.states().values()) == {"failed": 20}
    with list_of_20.store.read() as conn:
        assert conn.execute(select(suppressions)).all() == []


def test_who_leaves_while_the_issue_is_being_sent_is_not_mailed(list_of_20: Fixture) -> None:
    def answer(address: str, _: int) -> Reply:
        if address == reader(0):
            with list_of_20.store.write() as conn:
                assert unsubscribe(conn, 1, 20, how="one-click", now=NOW)
        sleep(0.06)
        return SENT

    mailboxes = Mailboxes(answer)
    assert list_of_20.run(mailboxes, connections=1) is True
    assert mailboxes.accepted == Counter({reader(number): 1 for number in range(19)})
    assert list_of_20.states()[reader(19)] == "failed"


def test_a_relay_that_is_down_leaves_everything_pending(list_of_20: Fixture) -> None:
    with pytest.raises(TemporaryError, match=r"relay\.example:587"):
        list_of_20.run(Mailboxes(refuse_from=0))
    assert set(list_of_20.states().values()) == {"pending"}
    mailboxes = Mailboxes()
    assert list_of_20.run(mailboxes) is True
    assert set(mailboxes.accepted.values()) == {1}


def test_a_relay_that_goes_down_in_the_middle_leaves_the_rest_pending(list_of_20: Fixture) -> None:
    def answer(address: str, attempt: int) -> Reply:
        if address >= reader(5):
            raise Unreachable("relay.example:587 answers 421: closing")
        return SENT

    mailboxes = Mailboxes(answer, refuse_from=2)
    with pytest.raises(Unreachable):
        list_of_20.run(mailboxes, connections=1)
    assert Counter(list_of_20.states().values()) == {"sent": 5, "pending": 15}
    mailboxes.answer, mailboxes.refuse_from = lambda *_: SENT, 10_000
    assert list_of_20.run(mailboxes) is True
    assert mailboxes.accepted == Counter({reader(number): 1 for number in range(20)})


def test_connections_that_the_relay_refuses_while_one_works_are_done_without(list_of_20: Fixture) -> None:
    mailboxes = Mailboxes(refuse_from=2)
    assert list_of_20.run(mailboxes) is True
    assert mailboxes.accepted == Counter({reader(number): 1 for number in range(20)})


def test_deferred_mail_is_tried_again_within_the_run(list_of_20: Fixture) -> None:
    grey = Reply("deferred", 451, "try again later")
    mailboxes = Mailboxes(lambda address, attempt: grey if address == reader(7) and attempt < 3 else SENT)
    assert list_of_20.run(mailboxes) is True
    assert mailboxes.attempts[reader(7)] == 3
    assert timedelta(seconds=30 + 60) <= list_of_20.now - NOW <= timedelta(seconds=60 + 120)


def test_mail_deferred_for_longer_than_the_run_waits_for_the_next(list_of_20: Fixture) -> None:
    grey = Reply("deferred", 451, "try again later")
    mailboxes = Mailboxes(lambda address, _: grey if address == reader(7) else SENT)
    assert list_of_20.run(mailboxes) is False
    assert list_of_20.now - NOW <= timedelta(minutes=30)
    assert list_of_20.states()[reader(7)] == "deferred"
    list_of_20.now += timedelta(hours=1)
    mailboxes.answer = lambda *_: SENT
    assert list_of_20.run(mailboxes) is True
    assert set(mailboxes.accepted.values()) == {1}


def test_mail_that_may_have_arrived_is_unknown_and_never_sent_again(list_of_20: Fixture) -> None:
    def answer(address: str, attempt: int) -> Reply:
        if address == reader(4):
            raise Lost("timed out", after_dot=True)
        return SENT

    mailboxes = Mailboxes(answer)
    assert list_of_20.run(mailboxes) is True
    assert list_of_20.run(mailboxes) is True
    assert list_of_20.states()[reader(4)] == "unknown"
    assert mailboxes.accepted == Counter({reader(number): 1 for number in range(20)})


def test_mail_whose_connection_was_lost_before_the_dot_is_sent_again(list_of_20: Fixture) -> None:
    def answer(address: str, attempt: int) -> Reply:
        if address == reader(4) and attempt == 1:
            raise Lost("reset by peer", after_dot=False)
        return SENT

    mailboxes = Mailboxes(answer)
    assert list_of_20.run(mailboxes) is True
    assert mailboxes.accepted == Counter({reader(number): 1 for number in range(20)})


def test_what_a_killed_run_left_is_told_apart_by_its_journal(list_of_20: Fixture) -> None:
    claimed = list_of_20.claim()
    issue_id, ids = list_of_20.queued.issue_id, [recipient.subscriber_id for recipient in claimed]
    for place in range(3):
        list_of_20.journal.before_dot(issue_id, ids[place])
    list_of_20.journal.after_reply(issue_id, ids[0], "sent", "250 ok")
    list_of_20.journal.after_reply(issue_id, ids[1], "failed", "550 no\r\nsuch user")
    settle_earlier(list_of_20.store, list_of_20.journal, "morning", lambda: NOW)
    assert list(list_of_20.states().values())[:4] == ["sent", "failed", "unknown", "pending"]
    mailboxes = Mailboxes()
    assert list_of_20.run(mailboxes) is True
    assert sorted(mailboxes.accepted) == [reader(number) for number in range(3, 20)]


def test_claims_from_before_the_machine_stopped_are_unknown(list_of_20: Fixture) -> None:
    with list_of_20.store.write() as conn:
        deliveries.claim(conn, list_of_20.queued, "another boot", NOW, 2)
    settle_earlier(list_of_20.store, list_of_20.journal, "morning", lambda: NOW)
    assert Counter(list_of_20.states().values()) == {"unknown": 2, "pending": 18}


def test_who_left_after_the_issue_was_queued_is_not_mailed(list_of_20: Fixture) -> None:
    with list_of_20.store.write() as conn:
        who = conn.scalars(select(subscribers.c.id).where(subscribers.c.address == reader(2))).one()
        assert unsubscribe(conn, list_of_20.queued.newsletter_id, who, how="test", now=NOW)
    mailboxes = Mailboxes()
    assert list_of_20.run(mailboxes) is True
    assert reader(2) not in mailboxes.accepted
    assert list_of_20.states()[reader(2)] == "failed"


def test_a_bug_in_the_letter_is_raised_and_nobody_stays_claimed(list_of_20: Fixture) -> None:
    def letter(recipient: Recipient) -> bytes:
        if recipient.address == reader(9):
            raise ZeroDivisionError
        return recipient.address.encode()

    mailboxes = Mailboxes()
    with pytest.raises(ZeroDivisionError):
        list_of_20.run(mailboxes, letter=letter)
    assert list_of_20.states()[reader(9)] == "claimed"
    assert list_of_20.run(mailboxes) is True
    assert mailboxes.accepted == Counter({reader(number): 1 for number in range(20)})


def test_only_one_run_at_a_time_holds_the_journal(tmp_path: Path) -> None:
    journal = open_journal(tmp_path / "journal")
    with pytest.raises(AlreadyRunning):
        open_journal(tmp_path / "journal")
    journal.close()
    open_journal(tmp_path / "journal").close()


def test_another_newsletters_claims_in_the_same_database_are_left_alone(list_of_20: Fixture) -> None:
    list_of_20.claim()
    settle_earlier(list_of_20.store, list_of_20.journal, "evening", lambda: NOW)
    assert set(list_of_20.states().values()) == {"claimed"}


def test_a_journal_line_cut_short_is_no_promise(tmp_path: Path) -> None:
    journal = open_journal(tmp_path / "journal")
    journal.before_dot(1, 2)
    journal.after_reply(1, 2, "sent", "250 ok")
    journal.before_dot(1, 3)
    for cut in ("\nR 1", "\nD", "\nR 1 3 se", f"\nD 1 {10**22} ."):
        with (tmp_path / "journal").open("a") as file:
            file.write(cut)
        journal.before_dot(1, 4)
    lines = [(line.subscriber_id, line.state) for line in journal.lines()]
    assert lines == [(2, "sent"), (3, None), (4, None)]
    journal.close()


def test_a_reused_connection_that_was_closed_costs_no_wait(list_of_20: Fixture) -> None:
    def answer(address: str, attempt: int) -> Reply:
        if attempt == 1 and address == reader(4):
            raise Lost("closed after 25 mails", after_dot=False)
        if attempt == 1 and address == reader(5):
            return Reply("deferred", 421, "too many mails on one connection")
        return SENT

    mailboxes = Mailboxes(answer)
    assert list_of_20.run(mailboxes) is True
    assert list_of_20.now == NOW
    assert mailboxes.accepted == Counter({reader(number): 1 for number in range(20)})


def test_deferred_readers_are_not_tried_again_all_at_the_same_moment(list_of_20: Fixture) -> None:
    waits = {wait_before(Recipient(number, "", "", b"", 1)) for number in range(100)}
    assert len(waits) == 100
    assert timedelta(seconds=30) <= min(waits) and max(waits) <= timedelta(seconds=60)
    assert wait_before(Recipient(7, "", "", b"", 40)) <= timedelta(minutes=15)


def test_deferred_mail_of_a_stale_issue_is_given_up_with_the_last_reply(list_of_20: Fixture) -> None:
    grey = Reply("deferred", 451, "try again later")
    mailboxes = Mailboxes(lambda address, _: grey if address == reader(7) else SENT)
    assert list_of_20.run(mailboxes, retry_for=timedelta(days=1)) is True
    assert timedelta(hours=6) <= list_of_20.now - NOW < timedelta(hours=6, minutes=16)
    with list_of_20.store.read() as conn:
        failed = conn.scalars(select(table.c.reply).where(table.c.state == "failed")).all()
    assert failed == ["given up: 451 try again later"]


def test_a_clock_set_back_an_hour_keeps_nobody_waiting(list_of_20: Fixture) -> None:
    grey = Reply("deferred", 451, "try again later")
    mailboxes = Mailboxes(lambda address, attempt: grey if address == reader(7) and attempt == 1 else SENT)
    assert list_of_20.run(mailboxes, retry_for=timedelta(0)) is False
    list_of_20.now -= timedelta(hours=1)
    assert list_of_20.run(mailboxes, retry_for=timedelta(0)) is True
    assert mailboxes.accepted == Counter({reader(number): 1 for number in range(20)})


def test_a_relay_that_refuses_every_mail_stops_the_run_and_all_of_it_waits(list_of_20: Fixture) -> None:
    mailboxes = Mailboxes(lambda *_: Reply("failed", 554, "5.7.1 relay access denied"))
    with pytest.raises(Unreachable, match=r"refuses every mail \(554 5\.7\.1 relay access denied\)"):
        list_of_20.run(mailboxes)
    assert Counter(list_of_20.states().values()) == {"pending": 20}
    mailboxes.answer = lambda *_: SENT
    assert list_of_20.run(mailboxes) is True
    assert set(mailboxes.accepted.values()) == {1}


def test_a_list_of_dead_addresses_is_not_a_relay_that_refuses(list_of_20: Fixture) -> None:
    mailboxes = Mailboxes(lambda *_: Reply("failed", 550, "5.1.1 no such user"))
    assert list_of_20.run(mailboxes) is True
    assert Counter(list_of_20.states().values()) == {"failed": 20}


def test_a_limit_leaves_the_rest_for_the_next_run(list_of_20: Fixture) -> None:
    mailboxes = Mailboxes()
    assert list_of_20.run(mailboxes, limit=7) is False
    assert Counter(list_of_20.states().values()) == {"sent": 7, "pending": 13}
    assert list_of_20.run(mailboxes) is True
    assert mailboxes.accepted == Counter({reader(number): 1 for number in range(20)})


def test_a_rate_is_kept_over_all_connections(list_of_20: Fixture) -> None:
    mailboxes = Mailboxes()
    assert list_of_20.run(mailboxes, rate=2.0, connections=1) is True
    assert timedelta(seconds=8) <= list_of_20.now - NOW <= timedelta(seconds=20)


def test_what_failed_or_is_unknown_goes_again_only_when_told(list_of_20: Fixture) -> None:
    def answer(address: str, attempt: int) -> Reply:
        if address == reader(4) and attempt == 1:
            raise Lost("timed out", after_dot=True)
        return Reply("failed", 554, "no") if address == reader(5) and attempt == 1 else SENT

    mailboxes = Mailboxes(answer)
    assert list_of_20.run(mailboxes) is True
    with list_of_20.store.write() as conn:
        assert deliveries.again(conn, "morning", 1, ["failed", "unknown"], NOW) == 2
        assert issues.numbers(conn, "morning", "sending") == [1]
    assert list_of_20.run(mailboxes) is True
    assert Counter(list_of_20.states().values()) == {"sent": 20}
    assert mailboxes.accepted == Counter({reader(number): 1 + (number == 4) for number in range(20)})


def test_a_relay_that_closes_new_connections_gets_fewer_and_no_mail_pays_for_it(list_of_20: Fixture) -> None:
    closed = Reply("deferred", 421, "too busy")
    mailboxes = Mailboxes(lambda address, attempt: closed if attempt <= 3 and address < reader(3) else SENT)
    assert list_of_20.run(mailboxes) is True
    assert mailboxes.accepted == Counter({reader(number): 1 for number in range(20)})
    assert list_of_20.now - NOW < timedelta(seconds=30)
