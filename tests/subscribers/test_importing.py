"""Taking in lists: nobody is lost, and nobody who left is subscribed."""

from datetime import timedelta
from itertools import count, permutations
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from subscribers.taking import NOW, everybody, listed, states, take, without_tokens

from digest.errors import InputError, TemporaryError
from digest.store import Store
from digest.store import subscribers as stored
from digest.subscribers import subscribe, suppress, unsubscribe_address

ERROR_OF_QUOTES = "its columns cannot be told apart (unexpected end of data): check the quotation marks"

with_stores = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def test_a_list_is_taken_in_with_all_it_says_of_each_consent(store: Store) -> None:
    text = (
        "Name,E-Mail,plan,TOPICS,language,consented_at,consented_how\n"
        '"Ruiz, Ana",Ana@Example.org,gold,town; sport,es,2026-01-31,form\n'
        "Bob,bob@example.org,,,,2026-01-31T23:30:00-02:00,\n"
        "\n"
        " , carla@bücher.example ,,,english,,,\n"
    )
    done = take(store, text)
    assert (done.rows, done.files[0].unused, done.files[0].left_out) == ({"added": 3}, ("plan",), ("language english",))
    midnight = NOW.replace(month=1, day=31, hour=0, minute=0)
    assert without_tokens(everybody(store)) == [
        listed("Ana@example.org", "Ruiz, Ana", "es", topics=("town", "sport"), consented_at=midnight, how="form"),
        listed("bob@example.org", "Bob", consented_at=midnight + timedelta(hours=25, minutes=30)),
        listed("carla@xn--bcher-kva.example"),
    ]


def test_importing_twice_changes_nothing(store: Store) -> None:
    take(store, "address,name\na@example.org,A\nb@example.org,B\n")
    before = everybody(store)
    again = take(store, "address,name\nA@example.org,Other\nb@example.org,B\n", now=NOW + timedelta(days=1))
    assert (again.rows, everybody(store)) == ({"already": 2}, before)


def test_who_left_or_is_suppressed_stays_out_and_is_named_by_line(store: Store) -> None:
    with store.write() as conn:
        subscribe(conn, "daily", "ana@example.org", how="form", now=NOW)
        unsubscribe_address(conn, "daily", "ana@example.org", how="one-click", now=NOW)
        suppress(conn, "bob@example.org", reason="asked by telephone", now=NOW)
        subscribe(conn, "weekly", "carla@example.org", how="form", now=NOW)
    before = everybody(store)
    done = take(store, "address\nANA@example.org\nbob@example.org\ncarla@example.org\ndora@example.org\n")
    assert done.rows == {"added": 2, "opted out": 1, "suppressed": 1}
    assert done.told == [
        ("line 2", "opted out", "unsubscribed on 2026-03-01"),
        ("line 3", "suppressed", "suppressed on 2026-03-01: asked by telephone"),
    ]
    new = [listed("carla@example.org"), listed("dora@example.org")]
    assert without_tokens(everybody(store)) == without_tokens(before) + new


def test_a_bad_row_is_named_by_line_and_the_good_ones_are_taken(store: Store) -> None:
    text = (
        "address,name,language,consented_at\n"
        "ana@example.org,Ana,es,2026-01-31\n"
        "ana.at.example.org,,,\n"
        "@example.org,,,\n"
        "bob@example.org,Bob\n"
        "bob@example.org,Bob,en,2026-01-31,more\n"
        '"carla@example.org","Carla\nBcc: all@example.org","",""\n'
        "eva@example.org,,,Tuesday\n"
        "eva@example.org,,,0001-01-01T00:00:00+23:00\n"
        'finn@example.org,"Finn "the Fin"",,\n'
        "gita@example.org,Gita,,31.1.2026\n"
        'hans@example.org,"Hans,\n'
        "ida@example.org,Ida,,,,\n"
    )
    done = take(store, text)
    assert done.told == [
        ("line 3", "unreadable", "the address cannot be used: An email address must have an @-sign."),
        ("line 4", "unreadable", "the address cannot be used: There must be something before the @-sign."),
        ("line 5", "unreadable", "2 columns where the first line names 4"),
        ("line 6", "unreadable", "5 columns where the first line names 4"),
        ("lines 7 to 8", "unreadable", "the name holds a line break"),
        ("line 9", "unreadable", "consented_at is no date: write it like 2026-05-31 or 2026-05-31T07:30:00+01:00"),
        ("line 10", "unreadable", "consented_at is no date: write it like 2026-05-31 or 2026-05-31T07:30:00+01:00"),
        ("line 13", "unreadable", ERROR_OF_QUOTES),
    ]
    assert done.rows == {"added": 4, "unreadable": 8}
    names = {it.subscriber.address.partition("@")[0]: it.subscriber.name for it in everybody(store)}
    assert names == {"ana": "Ana", "finn": 'Finn "the Fin', "gita": "Gita", "ida": "Ida"}


def test_an_address_that_stands_twice_in_a_file_is_subscribed_once(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "address\nana@example.org\nbob@example.org\nAna@Example.org\nana@example.org\n"
    assert take(store, text).rows == {"added": 2, "twice": 2}
    assert states(store) == {"ana@example.org": "subscribed", "bob@example.org": "subscribed"}
    monkeypatch.setattr(stored, "AT_ONCE", 1)
    done = take(store, text.replace("ana", "eva").replace("Ana", "Eva"))
    assert done.rows == {"added": 1, "already": 1, "twice": 2}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "the file is empty: its first line has to name the columns, one of them address"),
        (" \n,,\n", "the file is empty: its first line has to name the columns, one of them address"),
        ("name,plan\nAna,gold\n", "readers.csv: no column holds addresses: name the columns in the first line"),
        (
            "email,name,E-Mail\na@example.org,A,b@example.org\n",
            "readers.csv: several columns hold addresses (email, E-Mail): say which it is with --map address=COLUMN",
        ),
        (b"PK\x03\x04...", "it is a ZIP archive or an Excel workbook: give the CSV files in it, or save the sheet as"),
    ],
)
def test_a_file_that_is_no_list_is_refused_whole(store: Store, text: str | bytes, reason: str) -> None:
    with pytest.raises(InputError) as told:
        take(store, text)
    assert str(told.value).startswith(reason)
    assert everybody(store) == []


@pytest.mark.parametrize("fails_at", [0, 1, 2])
def test_an_import_that_was_interrupted_is_completed_by_the_next(
    store: Store, monkeypatch: pytest.MonkeyPatch, fails_at: int
) -> None:
    text = "address,unsubscribed\n" + "".join(f"reader{n}@example.org,{'yes' * (n % 3 == 0)}\n" for n in range(7))
    add, times = stored.add, count()

    def fails(*arguments: Any) -> None:
        add(*arguments)
        if next(times) == fails_at:
            raise TemporaryError("the power went out")

    with monkeypatch.context() as patch:
        patch.setattr(stored, "AT_ONCE", 2)
        patch.setattr(stored, "add", fails)
        with pytest.raises(TemporaryError):
            take(store, text)
    assert sum(state == "subscribed" for state in states(store).values()) <= 1
    take(store, text)
    assert states(store) == {f"reader{n}@example.org": "subscribed" if n % 3 else "ended" for n in range(7)}
    assert take(store, text).rows == {"already": 4, "opted out": 3}


def test_a_no_ends_what_runs_and_its_time_stays_where_it_can(store: Store) -> None:
    with store.write() as conn:
        for name in ("ana", "bob", "carla"):
            subscribe(conn, "daily", f"{name}@example.org", how="form", now=NOW - timedelta(days=9))
    text = (
        "email,unsubscribed_at,bounced\nana@example.org,2026-02-25,\nbob@example.org,2019-02-01,\n"
        "carla@example.org,,yes\ndora@example.org,2019-02-01,\n"
    )
    done = take(store, text)
    assert done.rows == {"ended": 3, "opted out": 1}
    assert done.told[0] == ("line 2", "ended", 'unsubscribed_at says "2026-02-25"')
    ends = {it.subscriber.address.partition("@")[0]: it.subscription.ended_at for it in everybody(store)}
    left = NOW.replace(month=2, day=25, hour=0, minute=0)
    assert ends == {"ana": left, "bob": NOW, "carla": NOW, "dora": left.replace(year=2019, day=1)}
    assert take(store, text).rows == {"opted out": 3, "suppressed": 1}


def test_a_no_counts_whatever_else_is_wrong_with_its_row(store: Store) -> None:
    text = "email,name,created_at,status\nana@example.org,A\x07,Tuesday,unsubscribed\nana@example.org,Ana,,active\n"
    assert take(store, text).rows == {"opted out": 2}
    assert states(store) == {"ana@example.org": "ended"}


NOS = {"unsubscribed": "ended", "disabled": "ended", "bounced": "suppressed", "blocklisted": "suppressed"}


@with_stores
@given(
    first=st.lists(st.sampled_from(["active", "pending", *NOS]), min_size=1, max_size=4),
    second=st.lists(st.sampled_from(["active", "pending", *NOS]), max_size=3),
    before=st.sampled_from(["", "subscribed", "ended", "suppressed"]),
    at_once=st.integers(1, 3),
)
def test_no_order_of_rows_and_files_subscribes_somebody_of_whom_one_says_no(
    store: Store, first: list[str], second: list[str], before: str, at_once: int
) -> None:
    ana = f"ana{next(numbers)}@example.org"
    with store.write() as conn:
        if before:
            subscribe(conn, "daily", ana, how="form", now=NOW)
        if before == "ended":
            unsubscribe_address(conn, "daily", ana, how="page", now=NOW)
        if before == "suppressed":
            suppress(conn, ana, reason="asked", now=NOW)
    files = ["email,status\n" + "".join(f"{ana},{word}\n" for word in words) for words in (first, second) if words]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stored, "AT_ONCE", at_once)
        dry = take(store, *files, dry_run=True)
        assert states(store).get(ana, "") == before
        real = take(store, *files)
    assert (dry.rows, dry.told) == (real.rows, real.told)
    assert sum(real.rows.values()) == len(first) + len(second)
    said = {NOS.get(word, "subscribed" if word == "active" else "") for word in first + second} | {before}
    worst = next(state for state in ("suppressed", "ended", "subscribed", "") if state in said)
    assert states(store).get(ana, "") == worst


def test_a_dry_run_tells_the_same_as_the_real_one_and_writes_nothing(store: Store) -> None:
    with store.write() as conn:
        subscribe(conn, "weekly", "eva@example.org", how="form", now=NOW)
        suppress(conn, "finn@example.org", reason="asked", now=NOW)
    text = (
        "email,status\nana@example.org,active\nana@example.org,active\nbob@example.org,unsubscribed\n"
        "bob@example.org,active\ncarla@example.org,cleaned\ncarla@example.org,active\nno,active\ndora@example.org,pending\n"
        "eva@example.org,active\nfinn@example.org,active\n"
    )
    dry = take(store, text, dry_run=True)
    with store.read() as conn:
        assert (everybody(store), stored.known(conn, "daily")) == ([], 0)
    real = take(store, text)
    assert (dry.rows, dry.told, dry.files) == (real.rows, real.told, real.files)
    assert real.rows == {
        "added": 2, "twice": 1, "opted out": 2, "suppressed": 3, "unreadable": 1, "unconfirmed": 1,
    }  # fmt: skip


def test_files_of_one_import_are_one_whatever_their_order(store: Store) -> None:
    texts = {
        "a.csv": "email\nana@example.org\nbob@example.org\n",
        "b.csv": "email,unsub_time\nbob@example.org,2020-01-01\n",
        "c.txt": "Ana Ruiz <ana@example.org>\nEva <eva@example.org>\n",
    }
    for number, order in enumerate(permutations(texts)):
        files = [texts[name].replace("@", f"{number}@") for name in order]
        assert take(store, *files, names=order).rows == {"added": 2, "twice": 1, "opted out": 2}
        assert states(store)[f"bob{number}@example.org"] == "ended"


numbers = count()
cells = st.text() | st.sampled_from(
    ["a@example.org", "2026-01-01", "de", '"', '""', "\n", "\r", "=1", "'", "yes", "\0", "unsubscribed", "<a@b.org>"]
)
lines = st.lists(cells, max_size=9).map(",".join)


@with_stores
@given(
    text=st.text()
    | st.lists(lines, max_size=5).map(
        lambda some: "\n".join(["address,name,consented_at,language,ended_at,suppressed", *some])
    )
)
@example(text='address\n"' + "x" * 200_000)
@example(text="address\n" + "x" * 200_000 + "\nana@example.org")
def test_any_text_is_taken_in_or_refused_in_words(store: Store, text: str) -> None:
    try:
        done = take(store, text)
    except InputError as error:
        told = [str(error)]
    else:
        told = [f"{where}: {why}" for where, _, why in done.told]
        again = take(store, text).rows
        assert (again.get("added", 0), sum(again.values())) == (0, sum(done.rows.values()))
    assert all(line.splitlines() == [line] and line.isprintable() and len(line) < 700 for line in told)
