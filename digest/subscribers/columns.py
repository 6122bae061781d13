"""What the columns of a list mean: told by their headings, and by all that they hold."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from digest.errors import InputError
from digest.subscribers.cleaning import DAY_OR_MONTH, read_time, shown
from digest.subscribers.headings import DATES, ELSEWHERE, OTHER, POSTAL, PROGRAMS, ROLES, SPEAKS
from digest.subscribers.sheets import Sheet, is_address
from digest.subscribers.states import SPEAKING, STATES, State, is_empty, judged, plain, state_word

MAPPED = ("address", "name", "first", "last", "language", "tags", "date", "ip", "source", "ignore", *SPEAKING)

_MANY = 200  # different cells of a column that are looked at
_FEW = 30  # a column of states has no more, whatever it is called
_USED = ("address", "name", "first", "last", "language", "topics", "tags", "date", "ip", "how", "source", "ended how")
_RANK = {name: rank for rank, name in enumerate([*DATES, *ROLES])}


@dataclass(frozen=True, slots=True)
class Given:
    """What the operator says: headings -> roles of ``MAPPED``; words -> states; what the rows of silent files are.

    Headings and words are ``plain``.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, State] = field(default_factory=dict)
    state: State | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """``cells``: some of the different ones that are not empty."""

    at: int
    heading: str
    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """``places``: role -> where its columns stand, the best first. ``always``: what every row is at least."""

    program: str
    headings: tuple[str, ...]
    places: Mapping[str, tuple[int, ...]]
    speaking: tuple[tuple[int, str], ...]
    unused: tuple[str, ...]
    day_first: bool
    always: State


def understand(sheet: Sheet, given: Given) -> Columns:
    """What a file's columns mean, after reading all of it.

    Raises InputError where no column holds addresses, or one that speaks of state is not understood.
    """
    columns = _columns(sheet)
    names = {column.name for column in columns}
    program, own = next(((who, own) for who, its, own in PROGRAMS if its <= names), ("", {}))
    known = {**ROLES, **own, **given.columns}
    address = _address(columns, known, given)
    roles = {c.at: "address" if c == address else _role(c, known, names, given) for c in columns}
    dates = {c.at for c in columns if known.get(c.name) == "date" or (c.name in DATES and _holds_times(c))}
    ranked = sorted(columns, key=lambda c: -1 if c.name in given.columns else _RANK.get(c.name, len(_RANK)))
    speaking = tuple((at, role) for at, role in roles.items() if role in SPEAKING)
    kind = f"{program} export" if program else "CSV file" if sheet.delimiter else "list of addresses"
    return Columns(
        program=kind,
        headings=tuple(column.heading for column in columns),
        places={
            role: tuple(c.at for c in ranked if roles[c.at] == role or (role == "date" and c.at in dates))
            for role in _USED
        },
        speaking=speaking,
        unused=tuple(c.heading for c in columns if c.cells and not roles[c.at] and c.at not in dates),
        day_first=_day_first(cell for c in columns for cell in c.cells),
        always=_always(sheet.name, names, bool(speaking), given),
    )


def address_at(sheet: Sheet) -> int:
    """Where the column of addresses stands, whatever the others say."""
    return _address(_columns(sheet), ROLES, Given()).at


def _columns(sheet: Sheet) -> list[Column]:
    seen: list[dict[str, None]] = [{} for _ in sheet.header]
    growing: Sequence[int] = range(len(seen))
    for number, (_, _, cells) in enumerate(sheet.rows()):
        if isinstance(cells, InputError) or len(cells) < len(seen):
            continue
        if not seen:
            seen = [{} for _ in cells]
            growing = range(len(seen))
        for at in growing:
            seen[at][cells[at]] = None
        if number % 64 == 0:
            growing = [at for at in growing if len(seen[at]) < _MANY]
    shown_as = [shown(heading) for heading in sheet.header] or [""] * len(seen)
    headings = [heading or f"column {number}" for number, heading in enumerate(shown_as, start=1)]
    return [
        Column(at, heading, plain(heading), tuple(cell for cell in cells if not is_empty(cell)))
        for at, (heading, cells) in enumerate(zip(headings, seen, strict=True))
    ]


def _address(columns: Sequence[Column], known: Mapping[str, str], given: Given) -> Column:
    """The column of the mail address: by its heading if it holds some, else by what it holds. A street is none."""
    holding = {c.at: sum(map(is_address, c.cells)) for c in columns}
    named = [c for c in columns if known.get(c.name) == "address"]
    mostly = [c for c in columns if c.cells and holding[c.at] * 2 >= len(c.cells)]
    found = [c for c in named if given.columns.get(c.name) == "address"]
    found = found or [c for c in named if holding[c.at]] or mostly or named
    found = [c for c in found if c.name != "address"] or found
    if not found:
        raise InputError(
            "no column holds addresses: name the columns in the first line, like address,name,language,"
            " or say which it is with --map address=COLUMN"
        )
    if len(found) > 1:
        two = ", ".join(column.heading for column in found)
        raise InputError(f"several columns hold addresses ({two}): say which it is with --map address=COLUMN")
    return found[0]


def _role(column: Column, known: Mapping[str, str], names: set[str], given: Given) -> str:
    """Empty for a column that is not used. Raises InputError for one that speaks of state in a way not understood."""
    role = known.get(column.name)
    if role in ("", "address", "date", "ignore"):
        return ""
    if not column.cells:
        return role if role in _USED else ""
    words = [given.words.get(plain(cell)) or state_word(cell) for cell in column.cells]
    says_no = len(words) <= _FEW and any(word not in (None, "subscribed", "unconfirmed") for word in words)
    if role == "type" and not says_no and not all(judged("type", cell) for cell in column.cells):
        return ""
    if "state" in column.name.split() and not any(words) and POSTAL & {part for name in names for part in name.split()}:
        return ""  # of a country
    if role is None:
        role = _unnamed(column, words, says_no)
    if role in SPEAKING:
        _check(column, role, given)
    return role


def _unnamed(column: Column, words: Sequence[State | None], says_no: bool) -> str:
    """The role of a column whose heading is in no table."""
    if column.name in DATES and _holds_times(column):
        return ""
    speaks = SPEAKS.search(column.name) and not ELSEWHERE.search(column.name) and column.name not in OTHER
    if says_no or (all(words) and (speaks or set(words) != {"subscribed"})):
        return "state" if "subscribed" in words else "unsubscribed"  # in which an empty cell says nothing
    if speaks:
        raise InputError(_not_understood(column))
    return ""


def _check(column: Column, role: str, given: Given) -> None:
    strange = [cell for cell in column.cells if not (given.words.get(plain(cell)) or judged(role, cell))]
    if strange:
        say = _quoted(strange[:3])
        raise InputError(
            f'the column "{column.heading}" says {say}, and it is not understood whether that may be mailed: say it'
            f' with --value "{shown(strange[0])}=STATE", where STATE is {", ".join(STATES[:-1])} or {STATES[-1]};'
            f' or --map ignore="{column.heading}" if it is of something else'
        )


def _not_understood(column: Column) -> str:
    return (
        f'the column "{column.heading}" seems to say who may be mailed, and is not understood (it holds'
        f' {_quoted(column.cells[:3])}): say what it is with --map state="{column.heading}", or --map'
        f" unsubscribed=, blocked=, bounced=, subscribed= or confirmed= where its cells are yes and no;"
        f' --map ignore="{column.heading}" if it is of something else'
    )


def _quoted(cells: Sequence[str]) -> str:
    return ", ".join(f'"{shown(cell)}"' for cell in cells)


def _holds_times(column: Column) -> bool:
    return sum(read_time(cell) is not None for cell in column.cells) * 2 >= len(column.cells) > 0


def _day_first(cells: Iterable[str]) -> bool:
    """Of 3/4/2026 nobody can tell which is the month, but other dates of the file may."""
    found = [match for cell in cells if (match := DAY_OR_MONTH.fullmatch(cell.strip()))]
    if any(int(match[1]) > 12 for match in found):
        return True
    return not any(int(match[3]) > 12 or re.search(r"[ap]\.?m", match[5], re.IGNORECASE) for match in found)


def _always(name: str, names: set[str], speaking: bool, given: Given) -> State:
    """Mailchimp has files of those who left and of those it cleaned; so may others, which only their names tell."""
    if given.state:
        return given.state
    if "last changed" not in names and {"unsub time", "clean time"} & names:
        return "unsubscribed" if "unsub time" in names else "bounced"
    words = plain(re.sub(r"\d+", " ", name.rpartition(".")[0])).split()
    parts = [" ".join(words[at : at + many]) for many in (1, 2, 3) for at in range(len(words))]
    said = next((part for part in parts if state_word(part) not in (None, "subscribed")), "")
    if said and not speaking:
        raise InputError(
            f'its name says "{said}", and none of its columns: add --state {state_word(said)} if these are not to be'
            " mailed, or --state subscribed if they are"
        )
    return "subscribed"
