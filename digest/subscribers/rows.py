"""A row of a list -> who it is, whether they may be mailed, and what is known of their consent."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from digest.errors import InputError
from digest.store.subscribers import Listed
from digest.subscribers.cleaning import clean_listed, is_language, read_time, shown
from digest.subscribers.columns import Columns
from digest.subscribers.lists import as_text
from digest.subscribers.sheets import Record, Sheet
from digest.subscribers.states import NEVER, STATES, State, is_boolean, is_empty, judged, plain
from digest.text.addresses import checked_line

KEPT_OUT: tuple[State, ...] = ("unsubscribed", *NEVER)

_BARE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.+-]*@[A-Za-z0-9.-]+")  # nothing stands around it
_NAMED = re.compile(r"([^<>]*)<([^<>]*)>", re.DOTALL)
_QUOTES = "'\"“”„‘’«»"
_BLANK = " \t\r\n\xa0\u200b\ufeff"
_NULL = ("", "NULL", "\\N")  # Null is a name
_BETWEEN_TAGS = re.compile(r"[;,|]")
_IP = re.compile(r"[0-9a-fA-F:.]{3,45}")
_LONGEST_SOURCE = 80
_MOST_LEFT_OUT = 1_000  # different ones that are counted: a column of notes would fill the memory


class Row(NamedTuple):
    """``state`` is None where it cannot be read; ``why`` says which column told it. ``found`` says why it is no row."""

    where: str
    state: State | None
    why: str
    found: Listed | InputError


@dataclass(frozen=True, slots=True)
class Taking:
    """What rows are made into subscriptions with. ``topics``: folded -> as they are called; ``words`` as in ``Given``.

    ``left_out`` counts tags that are no topics and languages that are no codes.
    """

    newsletter: str
    how: str
    topics: Mapping[str, str]
    words: Mapping[str, State]
    now: datetime
    left_out: Counter[str]

    def leave_out(self, what: str) -> None:
        if what in self.left_out or len(self.left_out) < _MOST_LEFT_OUT:
            self.left_out[what] += 1


class _Verdict(NamedTuple):
    state: State
    why: str
    at: datetime | None
    ended_at: datetime | None
    reason: str


_MAILED = _Verdict("subscribed", "", None, None, "")


def read_rows(sheet: Sheet, columns: Columns, taking: Taking, wanted: Callable[[State | None], bool]) -> Iterator[Row]:
    """The rows whose state is wanted."""
    for record in sheet.rows():
        try:
            verdict = _verdict(columns, _whole(columns, record), taking.words)
        except InputError as error:
            if wanted(None):
                yield Row(record.where, None, "", error)
            continue
        if wanted(verdict.state):
            yield _row(columns, record, verdict, taking)


def read_address(cell: str) -> tuple[str, str]:
    """The address in a cell, and the name before it if there is one: ``Ana <mailto:ana@example.org>``."""
    text = cell.strip(_BLANK)
    if _BARE.fullmatch(text):
        return text, ""
    if text[:1] in _QUOTES and text[-1:] in _QUOTES and len(text) > 1:
        text = text[1:-1].strip(_BLANK)
    named = _NAMED.fullmatch(text.rstrip(",; "))
    name, address = (named[1].strip(_BLANK + _QUOTES), named[2].strip(_BLANK)) if named else ("", text.rstrip(",; "))
    if address[:7].casefold() == "mailto:":
        address = address[7:]
    return as_text(re.sub(r"^'\s+(?=[=+@-])", "'", address)), name


def _whole(columns: Columns, record: Record) -> list[str]:
    """The cells of a record. Raises InputError where they are fewer than the columns, or more that are not empty."""
    if isinstance(record.cells, InputError):
        raise record.cells
    cells, width = record.cells, len(columns.headings)
    if len(cells) < width or any(map(str.strip, cells[width:])):
        raise InputError(f"{len(cells)} columns where the first line names {width}")
    return cells


def _verdict(columns: Columns, cells: list[str], words: Mapping[str, State]) -> _Verdict:
    """The worst that any column says. Raises InputError for a cell that is not understood."""
    if not columns.speaking and columns.always == "subscribed":
        return _MAILED
    told: list[tuple[int, State]] = []
    for at, role in columns.speaking:
        cell = cells[at]
        state = (words.get(plain(cell)) if words else None) or judged(role, cell)
        if state is None:
            raise InputError(f'{columns.headings[at]} says "{shown(cell)}", which is not understood')
        told.append((at, state))
    worst = max((columns.always, *(state for _, state in told)), key=STATES.index)
    if worst == "subscribed":
        return _MAILED
    places = [at for at, state in told if state == worst]
    times = [read_time(cells[at], day_first=columns.day_first) for at in places]
    ends = [at for at, role in columns.speaking if role == "unsubscribed"]
    ended = [read_time(cells[at], day_first=columns.day_first) for at in ends]
    reasons = [cells[at] for at, role in columns.speaking if role == "reason" and not is_boolean(cells[at])]
    return _Verdict(
        worst,
        _why(columns, cells, places, worst),
        next(filter(None, times), None),
        next(filter(None, ended), None),
        checked_line(as_text(next((it for it in reasons if not is_empty(it)), "")), "suppressed"),
    )


def _why(columns: Columns, cells: list[str], places: list[int], worst: State) -> str:
    if not places:
        return f"all of this file are {worst}"
    heading, cell = columns.headings[places[0]], cells[places[0]]
    return f"{heading} is empty" if is_empty(cell) else f'{heading} says "{shown(cell)}"'


def _row(columns: Columns, record: Record, verdict: _Verdict, taking: Taking) -> Row:
    assert not isinstance(record.cells, InputError)
    found: Listed | InputError
    try:
        found = _listed(columns, record.cells, verdict, taking)
    except InputError as error:
        found = error
        if verdict.state in KEPT_OUT:  # a no counts whatever else is wrong
            found = _stripped(columns, record.cells, verdict, taking)
    return Row(record.where, verdict.state, verdict.why, found)


def _stripped(columns: Columns, cells: list[str], verdict: _Verdict, taking: Taking) -> Listed | InputError:
    """Nothing of a row but its address and that it may not be mailed."""
    places = dict.fromkeys(columns.places, ()) | {"address": columns.places["address"]}
    try:
        return _listed(replace(columns, places=places), cells, verdict, taking)
    except InputError as error:
        return error


def _listed(columns: Columns, cells: list[str], verdict: _Verdict, taking: Taking) -> Listed:
    def cell(role: str) -> str:
        for at in columns.places[role]:
            if (text := cells[at]) and text.strip() not in _NULL:
                return as_text(text)
        return ""

    address, name = read_address(cells[columns.places["address"][0]])
    ended_at = verdict.ended_at or (verdict.at or taking.now if verdict.state == "unsubscribed" else None)
    ended_how = cell("ended how")
    if ended_at and not columns.places["ended how"]:
        ended_how = f"unsubscribed: {taking.how}"
    listed = clean_listed(
        taking.newsletter,
        address,
        name=_name(columns, cell).strip() or name,
        language=_language(cell("language"), taking),
        topics=_topics(cell, taking),
        consented_at=_consented(columns, cells) or min(ended_at or taking.now, taking.now),
        how=_how(cell, taking),
        ended_at=ended_at,
        ended_how=ended_how,
    )
    if verdict.state in NEVER:
        return replace(listed, suppressed=verdict.reason or f"{verdict.state}: {taking.how}")
    return listed


def _name(columns: Columns, cell: Callable[[str], str]) -> str:
    if columns.places["first"] or not columns.places["last"]:
        return cell("name") or f"{cell('first')} {cell('last')}"
    return f"{cell('name')} {cell('last')}"  # MailerLite calls the first name a name


def _language(text: str, taking: Taking) -> str:
    if text and not is_language(text):
        taking.leave_out(f"language {text[:_LONGEST_SOURCE]}")
        return ""
    return text


def _topics(cell: Callable[[str], str], taking: Taking) -> Iterator[str]:
    if own := cell("topics"):
        yield from filter(None, own.split(";"))
    for name in _tags(cell("tags")):
        if topic := taking.topics.get(name.casefold()):
            yield topic
        else:
            taking.leave_out(f"tag {name[:_LONGEST_SOURCE]}")


@lru_cache(1_000)  # most rows have the tags of others
def _tags(cell: str) -> tuple[str, ...]:
    names = (tag.strip(_BLANK + _QUOTES) for tag in _BETWEEN_TAGS.split(cell.strip("[] ")))
    return tuple(filter(None, names))


def _consented(columns: Columns, cells: list[str]) -> datetime | None:
    for at in columns.places["date"]:
        if not is_empty(cells[at]):
            found = read_time(cells[at], day_first=columns.day_first)
            if found is None:
                raise InputError(
                    f"{columns.headings[at]} is no date: write it like 2026-05-31 or 2026-05-31T07:30:00+01:00"
                )
            return found
    return None


def _how(cell: Callable[[str], str], taking: Taking) -> str:
    if told := cell("how"):
        return told
    source, ip = cell("source"), cell("ip").strip()
    parts = [taking.how, source and f"source {shown(source)[:_LONGEST_SOURCE]}", _IP.fullmatch(ip) and f"from {ip}"]
    return ", ".join(filter(None, parts))
