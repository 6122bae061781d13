import csv
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from digest.errors import InputError, TemporaryError
from digest.models import Subscriber, Subscription
from digest.store import Store
from digest.store import subscribers as stored
from digest.store.subscribers import Listed
from digest.subscribers import Imported, csv_lines, import_csv, subscribe, suppress, unsubscribe_address

NOW = datetime(2026, 3, 1, 5, 30, tzinfo=UTC)
ERROR_OF_QUOTES = "its columns cannot be told apart (unexpected end of data): check the quotation marks"

with_stores = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def take(store: Store, text: str, *, now: datetime = NOW) -> Imported:
    return import_csv(store, "daily", text, how="import readers.csv", now=now)


def everybody(store: Store) -> list[Listed]:
    with store.read() as conn:
        return list(stored.listed(conn, "daily", all_states=True))


def without_tokens(found: list[Listed]) -> list[Listed]:
    return [replace(it, subscriber=replace(it.subscriber, token_key=b"")) for it in found]


def addresses(store: Store) -> list[str]:
    return [it.subscriber.address for it in everybody(store)]


def listed(
    address: str, name: str = "", language: str | None = None, *, how: str = "import readers.csv", **consent: Any
) -> Listed:
    consent = {"newsletter": "daily", "consented_at": NOW, "consented_how": how, **consent}
    return Listed(
        subscriber=Subscriber(address=address, name=name, language=language, token_key=b""),
        subscription=Subscription(address=address, **consent),
    )


def test_a_list_is_taken_in_with_all_it_says_of_each_consent(store: Store) -> None:
    text = (
        "Name,E-Mail,plan,TOPICS,language,consented_at,consented_how\n"
        '"Ruiz, Ana",Ana@Example.org,gold,town; sport,es,2026-01-31,form\n'
        "Bob,bob@example.org,,,,2026-01-31T23:30:00-02:00,\n"
        "\n"
        " , carla@bücher.example ,,,,,\n"
    )
    assert take(store, text) == Imported(3, 0, ())
    midnight = datetime(2026, 1, 31, tzinfo=UTC)
    assert without_tokens(everybody(store)) == [
        listed("Ana@example.org", "Ruiz, Ana", "es", topics=("town", "sport"), consented_at=midnight, how="form"),
        listed("bob@example.org", "Bob", consented_at=midnight + timedelta(hours=25, minutes=30)),
        listed("carla@xn--bcher-kva.example"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "address,name\na@example.org,A\nb@example.org,B\n",
        "\ufeffEmail;name\r\na@example.org;A\r\nb@example.org;B",
        "\n\n name \te-mail\nA\ta@example.org\n\nB\tb@example.org\n\t\n",
        "ADDRESS,name\ra@example.org,A\rb@example.org,B\r",
    ],
)
def test_commas_semicolons_tabs_and_line_ends_of_all_systems_are_read(store: Store, text: str) -> None:
    assert take(store, text) == Imported(2, 0, ())
    assert {(it.subscriber.address, it.subscriber.name) for it in everybody(store)} == {
        ("a@example.org", "A"),
        ("b@example.org", "B"),
    }


def test_importing_twice_changes_nothing(store: Store) -> None:
    take(store, "address,name\na@example.org,A\nb@example.org,B\n")
    before = everybody(store)
    again = take(store, "address,name\nA@example.org,Other\nb@example.org,B\n", now=NOW + timedelta(days=1))
    assert (again, everybody(store)) == (Imported(0, 2, ()), before)


def test_who_left_or_is_suppressed_stays_out_and_is_named_by_line(store: Store) -> None:
    with store.write() as conn:
        subscribe(conn, "daily", "ana@example.org", how="form", now=NOW)
        unsubscribe_address(conn, "daily", "ana@example.org", how="one-click", now=NOW)
        suppress(conn, "bob@example.org", reason="asked by telephone", now=NOW)
        subscribe(conn, "weekly", "carla@example.org", how="form", now=NOW)
    before = everybody(store)
    assert take(store, "address\nANA@example.org\nbob@example.org\ncarla@example.org\ndora@example.org\n") == Imported(
        2,
        0,
        (
            "line 2: A…@example.org unsubscribed on 2026-03-01 and stays so",
            "line 3: b…@example.org is suppressed (asked by telephone) and stays so",
        ),
    )
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
        "dora@example.org,,english,\n"
        "eva@example.org,,,31.1.2026\n"
        "eva@example.org,,,0001-01-01T00:00:00+23:00\n"
        'finn@example.org,"Finn "the Fin"",,\n'
        "gita@example.org,Gita,,\n"
        'hans@example.org,"Hans,,\n'
        "ida@example.org,Ida,,\n"
    )
    assert take(store, text) == Imported(
        2,
        0,
        (
            "line 3: the address cannot be used: An email address must have an @-sign.",
            "line 4: the address cannot be used: There must be something before the @-sign.",
            "line 5: 2 columns where the first line names 4",
            "line 6: 5 columns where the first line names 4",
            "lines 7 to 8: the name holds a line break",
            "line 9: the language is no code: write it like en or pt-BR",
            "line 10: consented_at is no date: write it like 2026-05-31 or 2026-05-31T07:30:00+01:00",
            "line 11: consented_at is no date: write it like 2026-05-31 or 2026-05-31T07:30:00+01:00",
            "line 12: its columns cannot be told apart (',' expected after '\"'): check the quotation marks",
            f"lines 14 to 15: {ERROR_OF_QUOTES}",
        ),
    )
    assert addresses(store) == ["ana@example.org", "gita@example.org"]


def test_an_address_that_stands_twice_in_a_file_is_subscribed_once(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "address\nana@example.org\nbob@example.org\nAna@Example.org\nana@example.org\n"
    assert take(store, text) == Imported(2, 2, ())
    assert addresses(store) == ["ana@example.org", "bob@example.org"]
    monkeypatch.setattr(stored, "AT_ONCE", 1)
    assert take(store, text.replace("ana", "eva").replace("Ana", "Eva")) == Imported(1, 3, ())


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "the file is empty: its first line has to name the columns, one of them address"),
        (" \n,,\n", "the file is empty: its first line has to name the columns, one of them address"),
        (
            "ana@example.org\nbob@example.org\n",
            "no column is called address: name the columns in the first line, like address,name,language",
        ),
        ("email,name,E-Mail\na@example.org,A,b@example.org\n", "two columns are called address: take one of them out"),
        ('address,"name\na@example.org,A\n', f"lines 1 to 2: {ERROR_OF_QUOTES}"),
    ],
)
def test_a_file_that_is_no_list_is_refused_whole(store: Store, text: str, reason: str) -> None:
    with pytest.raises(InputError) as told:
        take(store, text)
    assert (str(told.value), everybody(store)) == (reason, [])


def test_an_import_that_was_interrupted_is_completed_by_the_next(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "address\n" + "".join(f"reader{n}@example.org\n" for n in range(5))
    add, times = stored.add, count()

    def third_fails(*arguments: Any) -> None:
        add(*arguments)
        if next(times) == 2:
            raise TemporaryError("the power went out")

    with monkeypatch.context() as patch:
        patch.setattr(stored, "AT_ONCE", 2)
        patch.setattr(stored, "add", third_fails)
        with pytest.raises(TemporaryError):
            take(store, text)
    assert addresses(store) == [f"reader{n}@example.org" for n in range(4)]
    assert take(store, text) == Imported(1, 4, ())
    assert addresses(store) == [f"reader{n}@example.org" for n in range(5)]


def test_an_export_taken_in_elsewhere_is_the_same_list_and_subscribes_nobody_who_left(
    store: Store, other_store: Store
) -> None:
    take(store, "address,name,language,topics\nana@example.org,Ana,es,town;sport\nbob@example.org,,,\n")
    take(store, "address\ncarla@example.org\n")
    with store.write() as conn:
        unsubscribe_address(conn, "daily", "bob@example.org", how="one-click", now=NOW)
        suppress(conn, "carla@example.org", reason="bounced", now=NOW)
    text = "".join(csv_lines(everybody(store)))
    assert text == (
        "address,name,language,topics,consented_at,consented_how,ended_at,ended_how,suppressed\n"
        "ana@example.org,Ana,es,town;sport,2026-03-01T05:30:00+00:00,import readers.csv,,,\n"
        "bob@example.org,,,,2026-03-01T05:30:00+00:00,import readers.csv,2026-03-01T05:30:00+00:00,one-click,\n"
        "carla@example.org,,,,2026-03-01T05:30:00+00:00,import readers.csv,2026-03-01T05:30:00+00:00,suppressed,bounced\n"
    )
    stay_out = (
        "line 3: b…@example.org unsubscribed on 2026-03-01 and stays so",
        "line 4: c…@example.org is suppressed (bounced) and stays so",
    )
    before = everybody(store)
    assert take(store, text) == Imported(0, 1, stay_out)
    assert everybody(store) == before
    assert take(other_store, text) == Imported(1, 0, stay_out)
    assert without_tokens(everybody(other_store)) == without_tokens(before)
    assert take(other_store, "address\nbob@example.org\ncarla@example.org\n").refused == (
        stay_out[0].replace("line 3", "line 2"),
        stay_out[1].replace("line 4", "line 3"),
    )


def test_no_other_programs_word_for_not_suppressed_suppresses_anybody(store: Store) -> None:
    text = "address,suppressed\na@example.org,no\nb@example.org,False\nc@example.org,0\nd@example.org,\n"
    assert take(store, text) == Imported(4, 0, ())


def test_no_spreadsheet_runs_what_somebody_calls_themselves(store: Store, other_store: Store) -> None:
    names = ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "'=1", "'Ana'", "Ana=1"]
    rows = [listed(f"r{n}@example.org", name) for n, name in enumerate(names)]
    text = "".join(csv_lines([*rows, listed("+49@example.org")]))
    cells = [row["name"] for row in csv.DictReader(text.splitlines())]
    assert cells == ["'=HYPERLINK(1)", "'+1", "'-1", "'@SUM(1)", "''=1", "'Ana'", "Ana=1", ""]
    take(store, text)
    assert [it.subscriber.name for it in everybody(store)] == [*names, ""]
    assert addresses(store)[-1] == "+49@example.org"


numbers = count()
one_line = st.text(st.characters(blacklist_categories=("Cc", "Cf", "Cs", "Zl", "Zp")), max_size=40).map(
    lambda text: " ".join(text.split())
)
moments = st.datetimes(timezones=st.just(UTC))


@st.composite
def a_list(draw: st.DrawFn) -> list[Listed]:
    return [
        listed(
            f"{draw(st.sampled_from(['=', '+', '-', 'a', 'A']))}{next(numbers)}@example.org",
            draw(one_line),
            draw(st.sampled_from([None, "en", "pt-BR"])),
            how=draw(one_line.filter(bool)),
            topics=tuple(
                dict.fromkeys(
                    draw(st.lists(one_line.map(lambda it: it.replace(";", "")).map(str.strip).filter(bool), max_size=3))
                )
            ),
            consented_at=draw(moments),
            ended_at=draw(st.none() | moments),
        )
        for _ in range(draw(st.integers(0, 4)))
    ]


@with_stores
@given(rows=a_list())
def test_every_list_comes_back_from_its_export_as_it_was(store: Store, rows: list[Listed]) -> None:
    already = len(everybody(store))
    take(store, "".join(csv_lines(rows)))
    assert without_tokens(everybody(store))[already:] == rows


cells = st.text() | st.sampled_from(
    ["a@example.org", "2026-01-01", "de", '"', '""', "\n", "\r", "=1", "'", "yes", "\0"]
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
        told = list(done.refused)
        assert take(store, text) == Imported(0, done.added + done.already, done.refused)
    assert all(line.splitlines() == [line] and len(line) < 500 for line in told)
