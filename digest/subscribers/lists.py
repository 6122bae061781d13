"""Lists of subscribers as CSV, as ``import`` reads them."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from itertools import chain

from digest.store.subscribers import Listed

COLUMNS = (
    "address",
    "name",
    "language",
    "topics",
    "consented_at",
    "consented_how",
    "ended_at",
    "ended_how",
    "suppressed",
)

_FORMULA = re.compile("'*[=+@-]")


def csv_lines(rows: Iterable[Listed]) -> Iterator[str]:
    """A list line by line, the first with the names of the columns.

    A text that a spreadsheet would run as a formula is led by an apostrophe, which the import takes away.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    for cells in chain([COLUMNS], map(_cells, rows)):
        writer.writerow(cells)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def _cells(listed: Listed) -> tuple[str, ...]:
    person, consent = listed.subscriber, listed.subscription
    texts = (
        person.address,
        person.name,
        person.language or "",
        ";".join(consent.topics),
        consent.consented_at.isoformat(),
        consent.consented_how,
        consent.ended_at.isoformat() if consent.ended_at else "",
        listed.ended_how,
        listed.suppressed,
    )
    return tuple(map(not_formula, texts))


def not_formula(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def as_text(cell: str) -> str:
    """Takes back what ``not_formula`` did."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
