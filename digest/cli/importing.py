"""digest subscribers import, suppress: lists of addresses as files."""

import csv
import io
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from digest.cli.options import CONFIG, ConfigOption
from digest.cli.output import now, opened, plural, say
from digest.errors import InputError
from digest.files import whole

if TYPE_CHECKING:
    from digest.config import Settings
    from digest.subscribers import Given, Imported, Outcome, Sheet, Told

_Word = TypeVar("_Word", bound=str)
_NAMED = 10  # rows of each outcome that are named on the terminal, and things in a line
_WORDS: "dict[Outcome, tuple[str, str, str]]" = {  # outcome -> in a dry run, in a real one, of one
    "added": ("would be added", "added", ""),
    "already": ("subscribed already", "subscribed already", ""),
    "twice": ("stand there twice", "stand there twice", "stands there twice"),
    "ended": ("would be unsubscribed", "unsubscribed", ""),
    "opted out": ("opted out stay out", "opted out stay out", "opted out stays out"),
    "suppressed": ("suppressed stay out", "suppressed stay out", "suppressed stays out"),
    "unconfirmed": ("unconfirmed stay out", "unconfirmed stay out", "unconfirmed stays out"),
    "unreadable": ("unreadable", "unreadable", ""),
}


def import_lists(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            help="Lists of any mailing program, or of addresses, one a line; what `export` wrote, too.",
        ),
    ],
    how: Annotated[
        str | None,
        typer.Option(
            help="How consent was given, for rows that do not say; `import FILE` if left out.", show_default=False
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell what would become of each row; change nothing.")
    ] = False,
    report: Annotated[
        Path | None,
        typer.Option(metavar="FILE.csv", help="Write every row that does not come in, and why.", show_default=False),
    ] = None,
    mapped: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="WHAT=COLUMN",
            help="What a column is: address, name, first, last, language, tags, date, ip, source, state, ignore; or"
            " subscribed, confirmed, unsubscribed, blocked, bounced, complained where its cells are yes and no.",
            show_default=False,
        ),
    ] = None,
    values: Annotated[
        list[str] | None,
        typer.Option(
            "--value", metavar="WORD=STATE", help="What a word of state means, like vip=subscribed.", show_default=False
        ),
    ] = None,
    state: Annotated[
        str | None,
        typer.Option(
            help="What everybody is in files that do not say: subscribed, unconfirmed, unsubscribed, blocked,"
            " complained, bounced.",
            show_default=False,
        ),
    ] = None,
    config: ConfigOption = CONFIG,
) -> None:
    """Subscribe the people of one or several lists, but for those who left, bounced or never agreed. It mails nobody.

    Who left by any of the files leaves here too. Twice changes nothing.
    Example: digest subscribers import subscribed.csv unsubscribed.csv cleaned.csv --dry-run
    """
    from digest import subscribers
    from digest.config import load

    given = _given(mapped or [], values or [], state)
    settings = load(config)
    sheets = [_sheet(file) for file in files]
    with opened(settings) as store, _reporting(report) as tell:
        done = subscribers.import_lists(
            store,
            settings.slug,
            sheets,
            how=how or "",
            given=given,
            topics=_topics(settings),
            now=now(),
            dry_run=dry_run,
            tell=tell,
        )
    for it in done:
        _say(it, dry_run=dry_run)
    if any(it.rows.get("unreadable") for it in done):
        raise typer.Exit(65)


def suppress(
    who: Annotated[
        list[str],
        typer.Argument(metavar="ADDRESS|FILE...", help="Addresses, files that hold some, - for standard input."),
    ],
    reason: Annotated[str, typer.Option(help="Why, like: asked us by telephone.")],
    config: ConfigOption = CONFIG,
) -> None:
    """Never mail addresses again, for any newsletter of this database; their subscriptions end.

    Example: digest subscribers suppress ana@example.org --reason "asked us by telephone"
    """
    from digest import subscribers
    from digest.config import load

    settings = load(config)
    alone = [each for each in who if "@" in each and not Path(each).is_file()]
    sheets = [_sheet(Path(each)) for each in who if each not in alone]
    with opened(settings) as store:
        done = subscribers.suppress_all(store, alone, sheets, reason=reason, now=now())
    if len(who) == 1 == len(alone):
        said = "is never mailed again" if done.new else "was suppressed already"
        say(f"{subscribers.masked(alone[0].strip())} {said}.")
        return
    many = "1 address" if done.new == 1 else f"{done.new} addresses"
    say(f"{many} suppressed, {done.already} {'was' if done.already == 1 else 'were'} so before.")
    for line in done.refused[:_NAMED]:
        say(f"digest: {line}", err=True)
    if len(done.refused) > _NAMED:
        say(f"digest: and {len(done.refused) - _NAMED} more rows that are no addresses", err=True)
    if done.refused:
        raise typer.Exit(65)


def _sheet(file: Path) -> "Sheet":
    from digest.subscribers import read_sheet

    body = sys.stdin.buffer.read() if str(file) == "-" else b""
    try:
        return read_sheet(file.name, lambda: io.BytesIO(body) if str(file) == "-" else file.open("rb"))
    except InputError as error:
        raise InputError(f"{file}: {error}") from error
    except OSError as error:
        raise InputError(f"{file}: cannot be read ({error.strerror}): check its name and permissions") from error


def _given(mapped: Sequence[str], values: Sequence[str], state: str | None) -> "Given":
    from digest.subscribers import MAPPED, STATES, Given, plain

    columns = {
        plain(column): _one_of("--map", what, MAPPED, column)
        for what, column in (it.partition("=")[::2] for it in mapped)
    }
    words = {plain(word): _one_of("--value", said, STATES) for word, said in (it.rpartition("=")[::2] for it in values)}
    return Given(columns, words, _one_of("--state", state, STATES) if state else None)


def _one_of(option: str, word: str, known: Sequence[_Word], rest: str = "-") -> _Word:
    found = next((each for each in known if each == word), None)
    if found is None or not rest:
        raise typer.BadParameter(f"{word!r} is none of {', '.join(known)}", param_hint=option)
    return found


def _topics(settings: "Settings") -> list[str]:
    titles = [section.title for section in settings.section] + [source.section or "" for source in settings.source]
    return list(dict.fromkeys(filter(None, titles)))


def _say(done: "Imported", *, dry_run: bool) -> None:
    parts = []
    for outcome, (would, did, one) in _WORDS.items():
        count = done.rows.get(outcome, 0)
        if count or outcome == "added":
            parts.append(f"{count} {one if one and count == 1 else would if dry_run else did}")
    rows = plural(sum(done.rows.values()), "row")
    say(f"{done.file}: {done.program}, {rows}: {', '.join(parts)}")
    if done.encoding == "cp1252":
        say(f"{done.file}: it is not UTF-8 and was read as Windows-1252: check the names")
    if done.unused:
        say(f"{done.file}: columns not used: {', '.join(done.unused)}")
    if done.left_out:
        more = f" and {len(done.left_out) - _NAMED} more" if len(done.left_out) > _NAMED else ""
        say(f"{done.file}: no topics or languages here, so left out: {', '.join(done.left_out[:_NAMED])}{more}")


@contextmanager
def _reporting(report: Path | None) -> "Iterator[Callable[[Told], None]]":
    """Tells of rows on standard error, the first of each kind, and of all in a file."""
    from digest.subscribers import masked, not_formula

    told = Counter[str]()
    with private_file(report) as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("file", "line", "address", "outcome", "reason"))

        def tell(row: "Told") -> None:
            writer.writerow(map(not_formula, (row.file, row.where, row.address, row.outcome, row.why)))
            told[row.outcome] += 1
            if told[row.outcome] <= _NAMED and row.outcome != "already":
                who = f", {masked(row.address)}" if row.address else ""
                say(f"digest: {row.file}: {row.where}: {row.outcome}{who}: {row.why}", err=True)

        yield tell
    more = sum(count - _NAMED for outcome, count in told.items() if count > _NAMED and outcome != "already")
    if more:
        where = f"{report} names them all" if report else "--report FILE.csv names them all"
        say(f"digest: and {more} more: {where}", err=True)


@contextmanager
def private_file(path: Path | None) -> Iterator[io.TextIOBase]:
    """A file that only its owner can read, and that is whole or not there; without a path, nowhere."""
    if path is None:
        with Path(os.devnull).open("w", encoding="utf-8") as file:
            yield file
        return
    with whole(path, mode=0o600) as part, part.open("w", encoding="utf-8", newline="") as file:
        yield file
