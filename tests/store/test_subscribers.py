import tracemalloc
from datetime import UTC, datetime, timedelta

from digest.models import Subscriber, Subscription, Suppression
from digest.store import Store
from digest.store.issues import number_for
from digest.store.subscribers import (
    Counts,
    Listed,
    Standing,
    add,
    counts,
    end,
    enrol,
    joining,
    listed,
    newsletter_id,
    renew,
    standing,
    suppress,
    suppressed,
    unsuppress,
)

NOW = datetime(2026, 3, 1, 5, 30, tzinfo=UTC)
LATER = NOW + timedelta(days=2)


def reader(address: str, name: str = "", *, ended_at: datetime | None = None) -> Listed:
    consent = Subscription(
        newsletter="daily",
        address=address,
        consented_at=NOW,
        consented_how="form",
        topics=("town", "sport"),
        ended_at=ended_at,
    )
    return Listed(
        subscriber=Subscriber(address=address, name=name, language="en", token_key=b"t" * 16),
        subscription=consent,
        ended_how="page" if ended_at else "",
    )


def key(address: str) -> bytes:
    return address.encode().ljust(32)


def put(store: Store, *readers: Listed) -> None:
    with store.write() as conn:
        add(conn, newsletter_id(conn, "daily"), {key(it.subscriber.address): it for it in readers}, NOW)


def test_a_newsletter_is_known_from_its_first_subscriber_and_begins_with_issue_one(store: Store) -> None:
    with store.write() as conn:
        assert [newsletter_id(conn, slug) for slug in ("daily", "weekly", "daily")] == [1, 2, 1]
        assert number_for(conn, "daily", NOW) == 1


def test_what_was_added_is_listed_as_it_was_and_adding_it_again_changes_nothing(store: Store) -> None:
    ana, bob = reader("ana", "Ana"), reader("bob", ended_at=LATER)
    put(store, ana, bob)
    put(store, reader("ana", "Other"), reader("bob"))
    put(store)
    with store.read() as conn:
        assert list(listed(conn, "daily", all_states=True)) == [ana, bob]
        assert list(listed(conn, "daily")) == [ana]
        assert list(listed(conn, "weekly", all_states=True)) == []


def test_standing_tells_strangers_readers_and_readers_of_other_newsletters_apart(store: Store) -> None:
    put(store, reader("ana"), reader("bob", ended_at=LATER))
    with store.write() as conn:
        weekly = newsletter_id(conn, "weekly")
        asked = [key("ana"), key("bob"), key("carla")]
        assert standing(conn, 1, asked) == {key("ana"): Standing(1, NOW, None), key("bob"): Standing(2, NOW, LATER)}
        assert standing(conn, weekly, asked[:1]) == {key("ana"): Standing(1, None, None)}
        assert standing(conn, weekly, []) == {}


def test_a_subscription_ends_once_and_can_be_renewed(store: Store) -> None:
    put(store, reader("ana", "Ana"))
    with store.write() as conn:
        assert [end(conn, 1, 1, how, LATER) for how in ("page", "again")] == [("daily",), ()]
        [left] = listed(conn, "daily", all_states=True)
        assert (left.subscription.ended_at, left.ended_how, left.state) == (LATER, "page", "ended")
        renew(conn, 1, 1, reader("ana"))
        assert list(listed(conn, "daily")) == [reader("ana", "Ana")]


def test_who_leaves_a_newsletter_leaves_what_came_with_it_and_fresh_consent_brings_both_back(store: Store) -> None:
    put(store, reader("ana"), reader("bob"))
    with store.write() as conn:
        weekly = newsletter_id(conn, "weekly")
        add(conn, weekly, {key("bob"): reader("bob")}, NOW)
        enrol(conn, "weekly", "daily", "reads it", NOW)
        assert end(conn, 1, 1, "page", LATER) == ("daily", "weekly")
        assert end(conn, 1, 2, "page", LATER) == ("daily",)
        assert [it.subscription.address for it in listed(conn, "weekly")] == ["bob"]
        renew(conn, 1, 1, reader("ana"))
        assert [it.subscription.address for it in listed(conn, "weekly")] == ["ana", "bob"]
        renew(conn, weekly, 1, reader("ana"))  # asks for it now
        assert end(conn, 1, 1, "page", LATER) == ("daily",)


def test_a_suppression_ends_what_runs_and_stays_as_it_was_first(store: Store) -> None:
    put(store, reader("ana"), reader("bob", ended_at=NOW), reader("carla"))
    first = {key(name): Suppression(name, "asked", LATER) for name in ("ana", "bob", "dora")}
    with store.write() as conn:
        suppress(conn, first)
        suppress(conn, {key("ana"): Suppression("ana", "bounced", NOW)})
        assert suppressed(conn, [*first, key("carla")]) == first
        found = list(listed(conn, "daily", all_states=True))
        assert [(it.state, it.subscription.ended_at, it.ended_how, it.suppressed) for it in found] == [
            ("suppressed", LATER, "suppressed", "asked"),
            ("suppressed", NOW, "page", "asked"),
            ("subscribed", None, "", ""),
        ]
        assert counts(conn, "daily") == Counts(subscribed=1, ended=0, suppressed=2)
        assert [unsuppress(conn, key("ana")) for _ in range(2)] == [True, False]
        assert counts(conn, "daily") == Counts(subscribed=1, ended=1, suppressed=1)
        assert counts(conn, "weekly") == Counts(0, 0, 0)


def test_a_long_list_is_read_as_it_is_asked_for_and_never_held_whole(store: Store) -> None:
    put(store, *(reader(f"reader{number}@example.org", "Somebody") for number in range(4_000)))
    with store.read() as conn:
        tracemalloc.start()
        try:
            assert sum(1 for _ in listed(conn, "daily")) == 4_000
            streamed = tracemalloc.get_traced_memory()[1]
            tracemalloc.reset_peak()
            assert len(list(listed(conn, "daily"))) == 4_000
            whole = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert streamed < whole / 2


def test_readers_of_one_newsletter_join_another_once_and_who_left_it_or_is_suppressed_does_not(store: Store) -> None:
    put(store, *(reader(f"{name}@example.org") for name in ("ana", "ben", "eva", "sue")), reader("old@example.org", ended_at=NOW))  # fmt: skip
    with store.write() as conn:
        suppress(conn, {key("sue@example.org"): Suppression("sue@example.org", "complained", NOW)})
        assert joining(conn, "weekly", "daily") == 3
        enrol(conn, "weekly", "daily", "reads Daily", LATER)
        assert (joining(conn, "weekly", "daily"), counts(conn, "weekly")) == (0, Counts(3, 0, 0))
        ana = standing(conn, newsletter_id(conn, "weekly"), [key("ana@example.org")])[key("ana@example.org")]
        end(conn, newsletter_id(conn, "weekly"), ana.subscriber_id, "page", LATER)
        enrol(conn, "weekly", "daily", "reads Daily", LATER)
        found = [(it.subscriber.address, it.subscription) for it in listed(conn, "weekly")]
        assert (counts(conn, "weekly"), counts(conn, "daily")) == (Counts(2, 1, 0), Counts(3, 1, 1))
    assert [address for address, _ in found] == ["ben@example.org", "eva@example.org"]
    consent = found[0][1]
    assert (consent.consented_at, consent.consented_how, consent.topics) == (LATER, "reads Daily", ("town", "sport"))
