"""How many mails a second, and over how many connections."""

from datetime import UTC, datetime, timedelta

import pytest

from digest.deliver.codes import kind_of
from digest.deliver.pace import GROW, PATIENCE, Pace, Width


def test_a_bucket_gives_one_mail_at_once_and_then_keeps_the_rate() -> None:
    now = datetime(2026, 5, 31, tzinfo=UTC)
    pace = Pace(10.0, lambda: now)
    assert [round(pace.take(), 3) for _ in range(4)] == [0.0, 0.1, 0.2, 0.3]
    now += timedelta(seconds=60)
    assert [pace.take() for _ in range(10)] == [0.0] * 10  # one second's worth, not sixty
    assert pace.take() > 0
    now -= timedelta(hours=1)
    assert round(pace.take(), 3) == 0.2


def entered(width: Width) -> int:
    many = 0
    while width.enter(patience=0):
        many += 1
    return many


def test_refused_connections_halve_them_and_each_fifty_mails_add_one() -> None:
    width = Width(16)
    assert entered(width) == 16
    width.refused()
    width.refused()  # of the same moment: no news, for there are more than 8 still
    assert [width.leave_if_crowded() for _ in range(10)] == [True] * 8 + [False] * 2
    width.refused()
    assert [width.leave_if_crowded() for _ in range(5)] == [True] * 4 + [False]
    assert entered(width) == 0
    for _ in range(2 * GROW):
        width.served()
    assert entered(width) == 2
    width.leave()
    assert entered(width) == 1


def test_the_last_connection_rests_ever_longer_and_is_given_up_at_last() -> None:
    width = Width(1)
    assert entered(width) == 1
    assert [width.refused() for _ in range(PATIENCE)] == [0.5, 1.0, 2.0, 4.0, 8.0, None]
    width.served()
    assert width.refused() == 0.5


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("550 5.1.1 no such user", "hard"),
        ("550 no such user", "hard"),
        ("5.0.0", "refused"),
        ("550 5.1.10 RESOLVER.ADR.RecipientNotFound", "hard"),
        ("550 5.4.1 Recipient address rejected: Access denied", "hard"),
        ("5.0.0 550 5.7.1 message refused", "policy"),
        ("554 5.7.1 Service unavailable; client [192.0.2.7] blocked using zen.example", "policy"),
        ("554 relay access denied", "policy"),
        ("550 5.7.515 Access denied, sending domain does not meet the required level", "policy"),
        ("501 5.1.8 bad sender's domain", "policy"),
        ("552 5.2.2 over quota", "soft"),
        ("550 mailbox is full", "soft"),
        ("452-4.2.2 The email account that you tried to reach is over quota", "soft"),
        ("421 4.7.0 try again", "policy"),
        ("451 greylisted", "policy"),
        ("451 try again", "soft"),
        ("delivered to 5.6.7.8", None),
        ("hello", None),
    ],
)
def test_a_reply_says_whether_the_address_or_something_else_is_at_fault(said: str, kind: str | None) -> None:
    assert kind_of(said) == kind
