"""Our own lists as files: they come back as they were."""

import csv
from datetime import UTC, datetime
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from subscribers.taking import everybody, listed, states, take, without_tokens

from digest.store import Store
from digest.store.subscribers import Listed
from digest.subscribers import csv_lines, subscribe, suppress, unsubscribe_address
from digest.subscribers.lists import COLUMNS

NOW = listed("ana@example.org").subscription.consented_at
with_stores = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def test_an_export_taken_in_elsewhere_is_the_same_list_and_subscribes_nobody_who_left(
    store: Store, other_store: Store
) -> None:
    take(store, "address,name,language,topics\nana@example.org,Ana,es,town;sport\nbob@example.org,,,\n")
    take(store, "address\ncarla@example.org\n")
    with store.write() as conn:
        unsubscribe_address(conn, "daily", "bob@example.org", how="one-click", now=NOW)
        suppress(conn, "carla@example.org", reason="bounced", now=NOW)
    before = everybody(store)
    text = "".join(csv_lines(before))
    assert text.splitlines()[0] == ",".join(COLUMNS)
    again = {"already": 1, "opted out": 1, "suppressed": 1}
    assert (take(store, text).rows, everybody(store)) == (again, before)
    assert take(other_store, text).rows == {"added": 1, "opted out": 1, "suppressed": 1}
    assert sorted(without_tokens(everybody(other_store)), key=str) == sorted(without_tokens(before), key=str)
    assert take(other_store, "address\nbob@example.org\ncarla@example.org\n").told == [
        ("line 2", "opted out", "unsubscribed on 2026-03-01"),
        ("line 3", "suppressed", "suppressed on 2026-03-01: bounced"),
    ]


def test_no_other_programs_word_for_not_suppressed_suppresses_anybody(store: Store) -> None:
    text = "address,suppressed\na@example.org,no\nb@example.org,False\nc@example.org,0\nd@example.org,\n"
    assert take(store, text).rows == {"added": 4}


def test_no_spreadsheet_runs_what_somebody_calls_themselves_or_their_address(store: Store, other_store: Store) -> None:
    names = ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "'=1", "'Ana'", "Ana=1"]
    addresses = ["=cmd|'/c'!A1@example.org", "+49@example.org", "-1@example.org", "'=x@example.org", "ana@example.org"]
    rows = [listed(f"r{n}@example.org", name) for n, name in enumerate(names)] + [listed(it) for it in addresses]
    text = "".join(csv_lines(rows))
    cells = [cell for row in csv.reader(text.splitlines()) for cell in row]
    assert [cell for cell in cells if cell[:1] in tuple("=+-@")] == []
    assert [row["name"] for row in csv.DictReader(text.splitlines())][:7] == [
        "'=HYPERLINK(1)", "'+1", "'-1", "'@SUM(1)", "''=1", "'Ana'", "Ana=1",
    ]  # fmt: skip
    take(store, text)
    assert [it.subscriber.name for it in everybody(store)][:7] == names
    assert [it.subscriber.address for it in everybody(store)][7:] == addresses


numbers = count()
one_line = (
    st.text(st.characters(blacklist_categories=("Cc", "Cf", "Cs", "Zl", "Zp")), max_size=40)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: text not in ("NULL", r"\N"))
)  # what other programs write for nothing
moments = st.datetimes(min_value=datetime(1900, 1, 1), timezones=st.just(UTC))


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
    assert sorted(without_tokens(everybody(store))[already:], key=str) == sorted(rows, key=str)


def test_who_is_on_the_list_already_leaves_by_an_export_that_says_so(store: Store, other_store: Store) -> None:
    for each in (store, other_store):
        with each.write() as conn:
            subscribe(conn, "daily", "ana@example.org", how="form", now=NOW)
    with store.write() as conn:
        unsubscribe_address(conn, "daily", "ana@example.org", how="one-click", now=NOW)
    assert take(other_store, "".join(csv_lines(everybody(store)))).rows == {"ended": 1}
    assert states(other_store) == {"ana@example.org": "ended"}
