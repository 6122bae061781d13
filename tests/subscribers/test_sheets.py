"""What spreadsheets, editors and old mailing-list programs make of a list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from subscribers.taking import everybody, sheet, take

from digest.store import Store

ROWS = "name{0}e-mail\nJosé{0}a@example.org\nB{0}b@example.org\n"
WHOLE = {"a@example.org": "José", "b@example.org": "B"}


def names(store: Store) -> dict[str, str]:
    return {it.subscriber.address: it.subscriber.name for it in everybody(store)}


@pytest.mark.parametrize(
    "body",
    [
        ROWS.format(",").encode(),
        ROWS.format(";").replace("\n", "\r\n").encode("utf-8-sig"),
        ROWS.format("\t").replace("\n", "\r").encode(),
        ROWS.format("|").encode(),
        ROWS.format("\t").encode("utf-16"),
        ROWS.format("\t").encode("utf-16-le"),
        b"\xfe\xff" + ROWS.format(";").encode("utf-16-be"),
        ROWS.format(";").encode("cp1252"),
        ("sep=;\r\n" + ROWS.format(";")).encode("utf-8-sig"),
        ('"sep=|"\n' + ROWS.format("|")).encode(),
        ("Export of 5 May\n\n" + ROWS.format(";") + "\n;\n").encode(),
        ROWS.format('","').replace("\n", '"\n"').join('""').removesuffix('""').encode(),
    ],
)
def test_every_form_of_a_table_is_read(store: Store, body: bytes) -> None:
    take(store, body)
    assert names(store) == WHOLE


@pytest.mark.parametrize(
    "text",
    [
        "José <a@example.org>\nb@example.org\n",
        '"José" <a@example.org>\n\n  B <B@EXAMPLE.ORG> \n',
        "“José” <mailto:a@example.org>,\nmailto:b@example.org,\n",
    ],
)
def test_a_plain_list_of_addresses_is_read_with_the_names_in_it(store: Store, text: str) -> None:
    done = take(store, text)
    assert (done.rows, done.files[0].program) == ({"added": 2}, "list of addresses")
    assert [name for name in names(store).values() if name != "B"] == ["José"] + [""] * ("B <" not in text)


@pytest.mark.parametrize(
    "cell",
    ["Ana Ruiz <Ana@example.org>", "mailto:ana@example.org", "“ana@example.org”", "\xa0ana@example.org\u200b", '"<ana@example.org>"'],
)  # fmt: skip
def test_an_address_is_found_in_what_people_put_around_it(store: Store, cell: str) -> None:
    take(store, f"plan;mail\ngold;{cell}\n")
    assert [address.lower() for address in names(store)] == ["ana@example.org"]


def test_lines_before_the_header_are_told_and_the_header_may_be_missing(store: Store) -> None:
    text = "Notes:\nWe keep what is ours.\nFirst Name,Last Name,Email Address\nAna,Ruiz,ana@example.org\n"
    before = "it stands before the line that names the columns"
    assert take(store, text).told == [("line 1", "unreadable", before), ("line 2", "unreadable", before)]
    assert take(store, "bob@example.org,Bob\neva@example.org,Eva\n").rows == {"added": 2}
    assert names(store) == {"ana@example.org": "Ana Ruiz", "bob@example.org": "", "eva@example.org": ""}


def test_a_quotation_mark_that_nobody_closed_costs_no_other_row(store: Store) -> None:
    rows = "".join(f"r{n}@example.org,Name\n" for n in range(500))
    done = take(store, f'email,name\na@example.org,"A\nb@example.org,"B,x\n{rows}')
    assert done.rows == {"added": 501, "unreadable": 1}


@given(
    st.lists(st.text(st.sampled_from('a,;"\n\r \t@'), max_size=12).map(lambda it: it + "\n"), max_size=8).map("".join)
)
def test_every_line_that_is_not_blank_is_in_one_record(text: str) -> None:
    body = "email,name\nana@example.org,A\n" + text
    records = list(sheet(body).rows())
    lines = [number for it in records for number in range(it.first, it.last + 1)]
    assert lines == sorted(set(lines))
    blank = set(range(1, len(body.splitlines()) + 1)) - set(lines) - {1}
    assert all(not body.splitlines()[number - 1].strip(' ,;\t"') for number in blank)
