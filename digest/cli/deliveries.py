"""digest deliveries."""

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.options import CONFIG, ConfigOption, NumberArgument
from digest.cli.output import opened, say
from digest.errors import InputError
from digest.text.printable import printable

if TYPE_CHECKING:
    from digest.store.deliveries import Delivery

COLUMNS = ("address", "state", "attempts", "sent_at", "next_try_at", "reply")


class State(StrEnum):
    pending = "pending"
    claimed = "claimed"
    sent = "sent"
    deferred = "deferred"
    failed = "failed"
    unknown = "unknown"


def deliveries(
    number: NumberArgument = None,
    state: Annotated[
        list[State] | None,
        typer.Option(help="Only those in this state; may be given twice. All but the sent if left out."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, with whole addresses.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="As CSV, with whole addresses.")] = False,
    config: ConfigOption = CONFIG,
) -> None:
    """Say who did not get an issue, and why: by default of the newest that was sent.

    unknown: it may have arrived, for the relay's reply never came; `digest send --resend-unknown` sends it again.

    Example: digest deliveries 12 --state failed --csv
    """
    from digest.config import load
    from digest.store import deliveries as stored
    from digest.store import issues

    if as_json and as_csv:
        raise typer.BadParameter("choose one of the two", param_hint="--json, --csv")
    settings = load(config)
    with opened(settings) as store, store.read() as conn:
        begun = issues.numbers(conn, settings.slug, "sending", "sent")
        if number is None:
            number = max(begun, default=None)
        if number is None or number not in begun:
            what = f"issue {number} has not begun" if number else "no issue has begun"
            raise InputError(f"{what} to go out: see `digest list`")
        everything = as_json or as_csv
        states = [each.value for each in state or State if state or everything or each != State.sent]
        lines = stored.lines(conn, settings.slug, number, states)
        written = _json(lines) if as_json else _csv(lines) if as_csv else map(_text, lines)
        sys.stdout.writelines(map(printable, written))
        counts = stored.counts_of(conn, settings.slug, number)
    told = ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))
    say(f"Issue {number}: {told or 'nobody to send to'}", err=True)


def _text(line: "Delivery") -> str:
    from digest.subscribers import masked

    who = masked(line.address) if line.address else "(erased)"
    return f"{who:<32}  {line.state:<8}  {line.reply or '-'}\n"


def _cells(line: "Delivery") -> dict[str, str | int | None]:
    sent, again = (moment.isoformat() if moment else None for moment in (line.sent_at, line.next_try_at))
    return dict(zip(COLUMNS, (line.address, line.state, line.attempts, sent, again, line.reply), strict=True))


def _json(lines: "Iterable[Delivery]") -> Iterator[str]:
    """Line by line, for there may be a million."""
    before = "["
    for line in lines:
        yield f"{before}\n  {json.dumps(_cells(line), ensure_ascii=False)}"
        before = ","
    yield "\n]\n" if before == "," else "[]\n"


def _csv(lines: "Iterable[Delivery]") -> Iterator[str]:
    """A reply is the relay's own words and begins with its code, or ours: no spreadsheet runs it as a formula."""
    out = _Echo()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    yield out.text
    for line in lines:
        writer.writerow(_cells(line).values())
        yield out.text


class _Echo:
    text = ""

    def write(self, text: str) -> None:
        self.text = text
