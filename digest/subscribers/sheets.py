"""Files of rows, as spreadsheets and mailing programs write them, read row by row and as often as it takes."""

import csv
import io
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE, getincrementaldecoder
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from typing import BinaryIO, NamedTuple, TextIO

from digest.errors import InputError

_LONGEST = 200  # lines of one record: more of them are quotation marks that nobody closed
_SAMPLE = 100  # lines that a file's form is told from
_PACKED = {b"PK\x03\x04": "a ZIP archive or an Excel workbook", b"\xd0\xcf\x11\xe0": "an Excel workbook"}
_SEPARATOR = re.compile(r'"?sep=([,;\t|])"?\s*', re.IGNORECASE)  # the first line of some files made for Excel
_AROUND = "'\"“”„‘’«»\u200b\ufeff\xa0 \t\r\n"
_BARE = r"(?:mailto:)?[^\s@<>,;|\"]+@[^\s@<>,;|\"]+\.[^\s@<>,;|\".]+"
_ADDRESS = re.compile(rf"{_BARE}|[^@<>]*<\s*{_BARE}\s*>", re.IGNORECASE)
_ONE_A_LINE = re.compile(rf"\s*(?:{_BARE}|[^@<>]*<\s*{_BARE}\s*>)\s*[,;]?\s*", re.IGNORECASE)


class Record(NamedTuple):
    """A row: the first and last line that it stands on, and its cells or why it has none."""

    first: int
    last: int
    cells: list[str] | InputError

    @property
    def where(self) -> str:
        return f"line {self.first}" if self.first == self.last else f"lines {self.first} to {self.last}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file that can be read again. Without ``delimiter`` a line is a cell.

    ``header_at``: which of its records names the columns, from 1; 0 where none does, and ``header`` is then empty.
    """

    name: str
    open: Callable[[], BinaryIO]
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    header_at: int

    def rows(self) -> Iterator[Record]:
        """Every record that is not blank, but for the header; what stands before that is a row without cells.

        A line whose quotation marks make no sense is parted at its delimiters if that makes as many cells as usual.
        """
        early = InputError("it stands before the line that names the columns")
        with self.open() as file, _text(file, self.encoding) as text:
            for number, record in enumerate(_records(_lines(text), self.delimiter, len(self.header)), start=1):
                if number > self.header_at:
                    yield record
                elif number < self.header_at:
                    yield record._replace(cells=early)


def read_sheet(name: str, open_file: Callable[[], BinaryIO]) -> Sheet:
    """The form of a file: its encoding, delimiter and header. Raises InputError for one that holds no rows of text."""
    with open_file() as file:
        encoding = _encoding(file)
    with open_file() as file, _text(file, encoding) as text:
        sample = list(islice(text, _SAMPLE))
    told = _SEPARATOR.fullmatch(sample[0]) if sample else None
    delimiter = told[1] if told else _delimiter(sample)
    records = list(_records(_lines(sample), delimiter))
    if not records:
        raise InputError("the file is empty: its first line has to name the columns, one of them address")
    at = _header_at(records)
    found = records[at - 1].cells if at else []
    if isinstance(found, InputError):
        raise InputError(f"{records[at - 1].where}: {found}")
    return Sheet(name, open_file, encoding, delimiter, tuple(cell.strip(_AROUND) for cell in found), at)


def is_address(cell: str) -> bool:
    """Whether a cell is somebody's address, alone or behind their name."""
    return "@" in cell and bool(_ADDRESS.fullmatch(cell.strip(_AROUND + ",;")))


def _encoding(file: BinaryIO) -> str:
    start = file.read(1_000)
    for mark, what in _PACKED.items():
        if start.startswith(mark):
            raise InputError(f"it is {what}: give the CSV files in it, or save the sheet as CSV (UTF-8)")
    if start.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "utf-16"
    for encoding, zeros in (("utf-16-le", start[1::2]), ("utf-16-be", start[::2])):
        if zeros and zeros.count(0) > len(zeros) * 0.8:
            return encoding
    decoder = getincrementaldecoder("utf-8")()
    try:
        decoder.decode(start)
        for part in iter(partial(file.read, 1 << 20), b""):
            decoder.decode(part)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _text(file: BinaryIO, encoding: str) -> TextIO:
    return io.TextIOWrapper(file, encoding, errors="replace", newline="")


def _lines(text: Iterable[str]) -> Iterator[str]:
    lines = iter(text)
    first = next(lines, "")
    return chain(["\n" if _SEPARATOR.fullmatch(first) else first], lines)


def _records(lines: Iterator[str], delimiter: str, width: int = 0) -> Iterator[Record]:
    read = (
        _split(lines, delimiter, width)
        if delimiter
        else (Record(n, n, [line.strip()]) for n, line in enumerate(lines, 1))
    )
    return (it for it in read if not _is_blank(it.cells))


def _is_blank(cells: list[str] | InputError) -> bool:
    return not isinstance(cells, InputError) and not (cells and cells[0].strip()) and not any(map(str.strip, cells))


def _split(lines: Iterator[str], delimiter: str, width: int) -> Iterator[Record]:
    """A record whose quotation marks do not close costs its first line alone: what follows is read again."""
    again, taken, done = deque[str](), list[str](), 0

    def feed() -> Iterator[str]:
        while len(taken) < _LONGEST and (line := again.popleft() if again else next(lines, "")):
            taken.append(line)
            yield line

    while True:
        try:
            for cells in csv.reader(feed(), delimiter=delimiter, skipinitialspace=True, strict=True):
                yield Record(done + 1, done + len(taken), cells)
                done += len(taken)
                taken.clear()
            return
        except csv.Error as error:
            told = InputError(f"its columns cannot be told apart ({error}): check the quotation marks")
            parted = [cell.strip(' "\r\n') for cell in taken[0].split(delimiter)]
            yield Record(done + 1, done + 1, parted if len(parted) == width else told)
            done += 1
            again.extendleft(reversed(taken[1:]))
            taken.clear()


def _delimiter(sample: Sequence[str]) -> str:
    """The one that makes most rows as wide as the widest; none where each line is an address or nothing."""
    if all(not line.strip() or _ONE_A_LINE.fullmatch(line) for line in sample):
        return ""

    def fit(delimiter: str) -> tuple[int, int]:
        widths = [len(it.cells) for it in _records(iter(sample), delimiter) if not isinstance(it.cells, InputError)]
        widest = max(widths, default=1)
        return widths.count(widest) if widest > 1 else 0, widest

    return max(",;\t|", key=fit)


def _header_at(records: Sequence[Record]) -> int:
    """The widest, and of those the first, of the records before the first that holds an address."""
    rows = [[] if isinstance(it.cells, InputError) else it.cells for it in records]
    addressed = next((n for n, cells in enumerate(rows) if any(map(is_address, cells))), None)
    if addressed == 0:
        return 0
    before = rows[:addressed] if addressed else rows[:1]
    return 1 + max(range(len(before)), key=lambda n: len(before[n]))
