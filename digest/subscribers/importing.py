"""Lists of other programs, and our own, taken in so that nobody is lost and nobody who left is subscribed."""

import gc
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Literal, NamedTuple

from digest.errors import InputError
from digest.models import Suppression
from digest.store import Connection, Store
from digest.store import subscribers as stored
from digest.store.subscribers import Listed, Standing
from digest.subscribers.cleaning import said, shown
from digest.subscribers.columns import Columns, Given, understand
from digest.subscribers.rows import KEPT_OUT, Row, Taking, read_rows
from digest.subscribers.sheets import Sheet
from digest.subscribers.states import plain
from digest.text.addresses import address_key

Outcome = Literal["added", "already", "twice", "ended", "opted out", "suppressed", "unconfirmed", "unreadable"]

_Came = tuple[Outcome, str]

_NOTHING_GIVEN = Given()
_STRANGER = Standing(0, None, None)


class Told(NamedTuple):
    """What became of a row that did not come in, and why. ``address`` is empty where none can be read."""

    file: str
    where: str
    address: str
    outcome: Outcome
    why: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file. ``left_out``: tags that are no topics and the like, the most frequent first."""

    file: str
    program: str
    encoding: str
    rows: Mapping[Outcome, int]
    unused: tuple[str, ...]
    left_out: tuple[str, ...]


class _File(NamedTuple):
    sheet: Sheet
    columns: Columns
    taking: Taking
    counts: Counter[Outcome]


@dataclass(frozen=True, slots=True)
class _Met:
    """The keys that the import has met so far, by what they came to; a million of whole ones would fill the memory."""

    left: set[bytes] = field(default_factory=set)
    stopped: set[bytes] = field(default_factory=set)
    came: set[bytes] = field(default_factory=set)


def import_lists(
    store: Store,
    newsletter: str,
    sheets: Sequence[Sheet],
    *,
    how: str = "",
    given: Given = _NOTHING_GIVEN,
    topics: Collection[str] = (),
    now: datetime,
    dry_run: bool = False,
    tell: Callable[[Told], None] = lambda _: None,
) -> list[Imported]:
    """Take in lists; a dry run only tells what would become of them.

    Only an address new to the newsletter is added. Who left, bounced or complained by any row of any file does so here
    too, before anybody is added: the order of rows and files does not matter, nor does an interruption, after which the
    same import completes it. Rows are saved some thousand at a time, so that others can write in between.
    ``how`` is for rows that do not say how consent was given, by default ``import FILE``; ``topics`` are those that
    tags may name; ``tell`` is called for every row that does not come in.
    Raises InputError for a file that is not understood, before anything is taken.
    """
    how = said(how, "how the consent was given") if how else ""
    headings = {plain(heading) for sheet in sheets for heading in sheet.header or given.columns}
    for heading in given.columns:
        if heading not in headings:
            raise InputError(f'no column is called "{shown(heading)}": name one as the first line of the file does')
    known = {topic.casefold(): topic for topic in topics}
    files = [
        _File(
            sheet,
            _understood(sheet, given),
            Taking(newsletter, how or f"import {shown(sheet.name)}", known, given.words, now, Counter()),
            Counter(),
        )
        for sheet in sheets
    ]
    met = _Met()
    with _seldom_collected():
        _take_in(store, files, met, dry_run, tell)
    return [_imported(file) for file in files]


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Rows make no cycles but where they are refused, and looking for some took a fifth of the time."""
    before = gc.get_threshold()
    gc.set_threshold(50_000, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _take_in(store: Store, files: Sequence[_File], met: _Met, dry_run: bool, tell: Callable[[Told], None]) -> None:
    for take, wanted in ((_shut, KEPT_OUT), (_let_in, ("subscribed", "unconfirmed", None))):
        for file in files:
            if wanted == KEPT_OUT and not file.columns.speaking and file.columns.always == "subscribed":
                continue
            rows = read_rows(file.sheet, file.columns, file.taking, wanted.__contains__)
            while some := list(islice(rows, stored.AT_ONCE)):
                with store.read() if dry_run else store.write() as conn:
                    came = list(take(conn, file.taking, some, met, writes=not dry_run))
                for row, (outcome, why) in zip(some, came, strict=True):
                    file.counts[outcome] += 1
                    if outcome != "added":
                        tell(Told(file.sheet.name, row.where, _address(row), outcome, why))


def _shut(conn: Connection, taking: Taking, rows: Sequence[Row], met: _Met, *, writes: bool) -> Iterator[_Came]:
    """End and suppress what the rows say; who was never subscribed is recorded as having left."""
    keys = [_key(row) for row in rows]
    newsletter, suppressed, standing = _standings(conn, taking.newsletter, keys, writes=writes)
    new, stop, end = dict[bytes, Listed](), dict[bytes, Suppression](), list[tuple[Standing, Listed]]()
    for row, key in zip(rows, keys, strict=True):
        if isinstance(row.found, InputError):
            yield "unreadable", str(row.found)
            continue
        found, known, first = row.found, standing.get(key, _STRANGER), key not in met.left and key not in met.stopped
        ends = first and _runs(known) and key not in suppressed
        stopped = found.suppressed or key in suppressed or key in met.stopped
        yield "ended" if ends else "suppressed" if stopped else "opted out", row.why
        (met.stopped if found.suppressed else met.left).add(key)
        if key not in suppressed:
            if not known.consented_at:
                new.setdefault(key, found)
            elif ends and not found.suppressed:
                end.append((known, found))
            if found.suppressed:
                at = found.subscription.ended_at or taking.now
                stop.setdefault(key, Suppression(found.subscriber.address, found.suppressed, at))
    if writes:
        for known, found in end:
            _end(conn, newsletter, known, found.subscription.ended_at, found.ended_how, taking.now)
        stored.add(conn, newsletter, new, taking.now)
        stored.suppress(conn, stop)


def _let_in(conn: Connection, taking: Taking, rows: Sequence[Row], met: _Met, *, writes: bool) -> Iterator[_Came]:
    """Add who is new and did not leave."""
    keys = [_key(row) for row in rows]
    newsletter, suppressed, standing = _standings(conn, taking.newsletter, keys, writes=writes)
    new = dict[bytes, Listed]()
    for row, key in zip(rows, keys, strict=True):
        outcome, why = _outcome(row, key, suppressed.get(key), standing.get(key, _STRANGER), met)
        yield outcome, why
        if outcome in ("added", "already"):
            met.came.add(key)
        if outcome == "added" and isinstance(row.found, Listed):
            new[key] = row.found
    if writes:
        stored.add(conn, newsletter, new, taking.now)


def _outcome(row: Row, key: bytes, suppression: Suppression | None, known: Standing, met: _Met) -> _Came:
    if isinstance(row.found, InputError):
        return "unreadable", str(row.found)
    if row.state == "unconfirmed":
        return "unconfirmed", row.why
    if key in met.stopped or key in met.left:
        return "suppressed" if key in met.stopped else "opted out", "another row says so"
    if suppression:
        return "suppressed", f"suppressed on {suppression.suppressed_at:%Y-%m-%d}: {suppression.reason}"
    if known.ended_at:
        return "opted out", f"unsubscribed on {known.ended_at:%Y-%m-%d}"
    if key in met.came:
        return "twice", "an earlier row is of the same address"
    return ("already", "subscribed already") if known.consented_at else ("added", "")


def _standings(
    conn: Connection, slug: str, keys: Sequence[bytes], *, writes: bool
) -> tuple[int, Mapping[bytes, Suppression], Mapping[bytes, Standing]]:
    newsletter = stored.newsletter_id(conn, slug) if writes else stored.known(conn, slug)
    return newsletter, stored.suppressed(conn, keys), stored.standing(conn, newsletter, keys)


def _end(conn: Connection, newsletter: int, known: Standing, at: datetime | None, how: str, now: datetime) -> None:
    """Here it ran until now if they came here after they had left there."""
    assert known.consented_at
    stored.end(conn, newsletter, known.subscriber_id, how, at if at and at >= known.consented_at else now)


def _runs(known: Standing) -> bool:
    return known.consented_at is not None and known.ended_at is None


def _key(row: Row) -> bytes:
    return b"" if isinstance(row.found, InputError) else address_key(row.found.subscriber.address)


def _address(row: Row) -> str:
    return "" if isinstance(row.found, InputError) else row.found.subscriber.address


def _understood(sheet: Sheet, given: Given) -> Columns:
    try:
        return understand(sheet, given)
    except InputError as error:
        raise InputError(f"{shown(sheet.name)}: {error}") from error


def _imported(file: _File) -> Imported:
    return Imported(
        file=file.sheet.name,
        program=file.columns.program,
        encoding=file.sheet.encoding,
        rows=dict(file.counts),
        unused=file.columns.unused,
        left_out=tuple(shown(what) for what, _ in file.taking.left_out.most_common()),
    )
