"""Lists of subscribers as CSV."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice
from typing import NamedTuple

from sqlalchemy import Connection

from digest.errors import InputError
from digest.models import Suppression
from digest.store import Store
from digest.store import subscribers as stored
from digest.store.subscribers import Listed
from digest.subscribers.cleaning import COLUMNS, address_key, clean_row, masked, said
from digest.text.counting import plural

_ALSO_CALLED = {"email": "address", "e-mail": "address"}
_FORMULA = re.compile("'*[=+@-]")


@dataclass(frozen=True, slots=True)
class Imported:
    """``refused`` holds a line for each row that was not taken: where it stands in the file, and why."""

    added: int
    already: int
    refused: tuple[str, ...]


class _Row(NamedTuple):
    where: str
    found: Listed | InputError


def import_csv(store: Store, newsletter: str, text: str, *, how: str, now: datetime) -> Imported:
    """Take in a list, whose first line names its columns: those of ``COLUMNS``, in any order; others are passed over.

    Only an address new to the newsletter is added: who left or is suppressed stays out, also by what the file itself
    says. ``how`` is for rows that do not say how their consent was given. Rows are saved some thousand at a time, so
    that others can write in between; after an interruption the same import completes it.
    Raises InputError for a file without an address column, of which nothing is taken.
    """
    rows = _rows(newsletter, text.removeprefix("\ufeff"), said(how, "how the consent was given"), now)
    added, already, refused = 0, 0, list[str]()
    while some := list(islice(rows, stored.AT_ONCE)):
        with store.write() as conn:
            taken = _take_in(conn, newsletter, some, now)
        added, already = added + taken.added, already + taken.already
        refused += taken.refused
    return Imported(added, already, tuple(refused))


def csv_lines(rows: Iterable[Listed]) -> Iterator[str]:
    """A list as ``import_csv`` reads it, line by line, the first with the names of the columns.

    A text that a spreadsheet would run as a formula is led by an apostrophe, which the import takes away. An address
    is written as it is: with an @ inside, and neither spaces nor brackets, none can be run.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    for cells in chain([COLUMNS], map(_cells, rows)):
        writer.writerow(cells)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def _take_in(conn: Connection, newsletter: str, rows: Sequence[_Row], now: datetime) -> Imported:
    newsletter_id = stored.newsletter_id(conn, newsletter)
    keys = [address_key(row.found.subscriber.address) for row in rows if isinstance(row.found, Listed)]
    suppressed = stored.suppressed(conn, keys)
    standing = stored.standing(conn, newsletter_id, keys)
    ended = {key: it.ended_at for key, it in standing.items() if it.consented_at}
    new, stop = dict[bytes, Listed](), dict[bytes, Suppression]()
    already, refused = 0, list[str]()
    for where, found in rows:
        if isinstance(found, InputError):
            refused.append(f"{where}: {found}")
            continue
        address = found.subscriber.address
        key = address_key(address)
        is_new = key not in ended and key not in suppressed
        if is_new:
            new[key], ended[key] = found, found.subscription.ended_at
            if found.suppressed:
                suppressed[key] = stop[key] = Suppression(address, found.suppressed, ended[key] or now)
        if key in suppressed:
            refused.append(f"{where}: {masked(address)} is suppressed ({suppressed[key].reason}) and stays so")
        elif left := ended[key]:
            refused.append(f"{where}: {masked(address)} unsubscribed on {left:%Y-%m-%d} and stays so")
        elif not is_new:
            already += 1
    stored.add(conn, newsletter_id, new, now)
    stored.suppress(conn, stop)
    return Imported(len(rows) - already - len(refused), already, tuple(refused))


def _rows(newsletter: str, text: str, how: str, now: datetime) -> Iterator[_Row]:
    records = _records(text)
    columns = _columns(next(records, None))
    for where, cells in records:
        yield _Row(where, _parsed(newsletter, columns, cells, how, now))


def _records(text: str) -> Iterator[tuple[str, list[str] | InputError]]:
    """Every record that is not blank, and the line or lines that it stands on."""
    first = text.lstrip()[:1_000].partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True, strict=True)
    while True:
        began = reader.line_num + 1
        cells: list[str] | InputError
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            cells = InputError(f"its columns cannot be told apart ({error}): check the quotation marks")
        if isinstance(cells, InputError) or any(map(str.strip, cells)):
            yield f"line {began}" if began == reader.line_num else f"lines {began} to {reader.line_num}", cells


def _columns(first: tuple[str, list[str] | InputError] | None) -> list[str]:
    if first is None:
        raise InputError("the file is empty: its first line has to name the columns, one of them address")
    where, cells = first
    if isinstance(cells, InputError):
        raise InputError(f"{where}: {cells}") from cells
    names = [cell.strip().casefold() for cell in cells]
    columns = [_ALSO_CALLED.get(name, name) for name in names]
    if "address" not in columns:
        raise InputError("no column is called address: name the columns in the first line, like address,name,language")
    if twice := [column for column in COLUMNS if columns.count(column) > 1]:
        raise InputError(f"two columns are called {twice[0]}: take one of them out")
    return columns


def _parsed(
    newsletter: str, columns: Sequence[str], cells: Sequence[str] | InputError, how: str, now: datetime
) -> Listed | InputError:
    if isinstance(cells, InputError):
        return cells
    if len(cells) != len(columns):
        return InputError(f"{plural(len(cells), 'column')} where the first line names {len(columns)}")
    row = {column: cell if column == "address" else _as_text(cell) for column, cell in zip(columns, cells, strict=True)}
    try:
        return clean_row(newsletter, row, how, now)
    except InputError as error:
        return error


def _cells(listed: Listed) -> tuple[str, ...]:
    person, consent = listed.subscriber, listed.subscription
    texts = (
        person.name,
        person.language or "",
        ";".join(consent.topics),
        consent.consented_at.isoformat(),
        consent.consented_how,
        consent.ended_at.isoformat() if consent.ended_at else "",
        listed.ended_how,
        listed.suppressed,
    )
    return (person.address, *map(_not_formula, texts))


def _not_formula(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def _as_text(cell: str) -> str:
    """Takes back what ``_not_formula`` did."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
