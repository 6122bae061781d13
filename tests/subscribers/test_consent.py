from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from digest.errors import InputError
from digest.models import Subscriber, Subscription
from digest.store import Store
from digest.store import subscribers as stored
from digest.store.subscribers import Counts, Listed
from digest.subscribers import subscribe, suppress, unsubscribe, unsubscribe_address, unsuppress

NOW = datetime(2026, 3, 1, 5, 30, tzinfo=UTC)
LATER = NOW + timedelta(days=2)


def everybody(store: Store, newsletter: str = "daily") -> list[Listed]:
    """The list without what chance gave each reader."""
    with store.read() as conn:
        found = list(stored.listed(conn, newsletter, all_states=True))
    assert all(len(it.subscriber.token_key) == 16 for it in found)
    return [replace(it, subscriber=replace(it.subscriber, token_key=b"")) for it in found]


def listed(address: str, *, name: str = "", language: str | None = None, **rest: Any) -> Listed:
    consent = {"newsletter": "daily", "consented_at": NOW, "consented_how": "form", **rest}
    of_line = {key: consent.pop(key) for key in ("ended_how", "suppressed") if key in consent}
    return Listed(
        subscriber=Subscriber(address=address, name=name, language=language, token_key=b""),
        subscription=Subscription(address=address, **consent),
        **of_line,
    )


def test_somebody_is_subscribed_with_what_they_said_and_twice_changes_nothing(store: Store) -> None:
    with store.write() as conn:
        first = subscribe(
            conn,
            "daily",
            "Ana@example.org",
            name="Ana Ruiz",
            language="pt_BR",
            topics=["town", " sport ", "town"],
            how="form",
            now=NOW,
        )
        again = subscribe(conn, "daily", "ana@EXAMPLE.org", name="Other", how="telephone", now=LATER)
    assert (first, again) == ("added", "already")
    assert everybody(store) == [listed("Ana@example.org", name="Ana Ruiz", language="pt-BR", topics=("town", "sport"))]


def test_a_reader_of_one_newsletter_can_take_another_and_leave_it_alone(store: Store) -> None:
    with store.write() as conn:
        assert subscribe(conn, "daily", "ana@example.org", how="form", now=NOW) == "added"
        assert subscribe(conn, "weekly", "ana@example.org", how="form", now=NOW) == "added"
        assert unsubscribe_address(conn, "weekly", "ana@example.org", how="page", now=LATER)
    assert everybody(store) == [listed("ana@example.org")]
    assert everybody(store, "weekly") == [
        listed("ana@example.org", newsletter="weekly", ended_at=LATER, ended_how="page")
    ]


def test_leaving_is_recorded_once_with_when_and_how(store: Store) -> None:
    with store.write() as conn:
        subscribe(conn, "daily", "ana@example.org", how="form", now=NOW)
        assert unsubscribe(conn, 1, 1, how="one-click", now=LATER) == ("daily",)
        assert unsubscribe(conn, 1, 1, how="page", now=LATER + timedelta(days=1)) == ()
        assert unsubscribe(conn, 1, 2, how="page", now=LATER) == ()
        assert unsubscribe_address(conn, "daily", "ANA@example.org", how="page", now=LATER) == ()
    assert everybody(store) == [listed("ana@example.org", ended_at=LATER, ended_how="one-click")]


def test_an_address_that_was_never_on_the_list_cannot_leave_it(store: Store) -> None:
    with store.write() as conn:
        subscribe(conn, "weekly", "ana@example.org", how="form", now=NOW)
        for address in ("ana@example.org", "bob@example.org"):
            with pytest.raises(InputError, match=rf"^{address[0]}…@example.org is not on the list of daily: see "):
                unsubscribe_address(conn, "daily", address, how="page", now=NOW)


def test_fresh_consent_brings_back_who_left_and_keeps_what_it_does_not_say(store: Store) -> None:
    with store.write() as conn:
        subscribe(conn, "daily", "ana@example.org", name="Ana", language="es", topics=["town"], how="form", now=NOW)
        unsubscribe(conn, 1, 1, how="one-click", now=NOW)
        assert subscribe(conn, "daily", "ana@example.org", language="en", how="fair", now=LATER) == "renewed"
    assert everybody(store) == [
        listed("ana@example.org", name="Ana", language="en", consented_at=LATER, consented_how="fair")
    ]


def test_a_suppressed_address_leaves_every_newsletter_and_is_not_subscribed_again(store: Store) -> None:
    with store.write() as conn:
        for newsletter in ("daily", "weekly"):
            subscribe(conn, newsletter, "ana@example.org", how="form", now=NOW)
        assert suppress(conn, "Ana@example.org", reason="asked us by telephone", now=LATER) is True
        assert suppress(conn, "ana@example.org", reason="again", now=LATER + timedelta(days=1)) is False
        assert subscribe(conn, "daily", "ana@example.org", how="form", now=LATER) == "suppressed"
        assert suppress(conn, "bob@example.org", reason="bounced", now=LATER) is True
        assert subscribe(conn, "daily", "bob@example.org", how="form", now=LATER) == "suppressed"
        assert stored.counts(conn, "daily") == Counts(subscribed=0, ended=0, suppressed=1)
    out: Any = {"ended_at": LATER, "ended_how": "suppressed", "suppressed": "asked us by telephone"}
    assert everybody(store) == [listed("ana@example.org", **out)]
    assert everybody(store, "weekly") == [listed("ana@example.org", newsletter="weekly", **out)]


def test_a_lifted_suppression_subscribes_nobody_and_lets_fresh_consent_do_it(store: Store) -> None:
    with store.write() as conn:
        subscribe(conn, "daily", "ana@example.org", how="form", now=NOW)
        suppress(conn, "ana@example.org", reason="a mistake", now=LATER)
        assert (unsuppress(conn, "Ana@example.org"), unsuppress(conn, "ana@example.org")) == (True, False)
    assert everybody(store) == [listed("ana@example.org", ended_at=LATER, ended_how="suppressed")]
    with store.write() as conn:
        assert subscribe(conn, "daily", "ana@example.org", how="form", now=NOW) == "renewed"
    assert everybody(store) == [listed("ana@example.org")]


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"address": "ana"}, "the address cannot be used: An email address must have an @-sign."),
        ({"name": "a\nb"}, "the name holds a line break"),
        ({"language": "english"}, "the language is no code: write it like en or pt-BR"),
        ({"topics": ["a\nb"]}, "a topic holds a line break"),
        ({"how": " "}, "how the consent was given is empty: say it in a few words"),
    ],
)
def test_what_cannot_be_stored_is_refused_and_stores_nothing(store: Store, said: dict[str, Any], reason: str) -> None:
    with pytest.raises(InputError) as told, store.write() as conn:
        asked: Any = {"address": "ana@example.org", "how": "form", "now": NOW, **said}
        subscribe(conn, "daily", **asked)
    assert str(told.value) == reason
    assert everybody(store) == []


def test_a_suppression_needs_its_reason(store: Store) -> None:
    with store.write() as conn, pytest.raises(InputError, match="the reason is empty: say it in a few words"):
        suppress(conn, "ana@example.org", reason="", now=NOW)
