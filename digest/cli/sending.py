"""digest send."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.options import CONFIG, ConfigOption, NumberArgument
from digest.cli.output import clock, opened, plural, say, titled

if TYPE_CHECKING:
    from digest.config import Settings
    from digest.deliver.journal import Journal
    from digest.models import DeliveryState
    from digest.pipeline.sending import How, Sent
    from digest.store import Store

EVERY = 10.0  # seconds between two lines of progress where no terminal shows a bar


def send(
    number: NumberArgument = None,
    to: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Send one marked test copy there and record nothing.", show_default=False),
    ] = None,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Send again what was refused for good.")] = False,
    resend_unknown: Annotated[
        bool, typer.Option("--resend-unknown", help="Send again what may have arrived: some will get it twice.")
    ] = False,
    limit: Annotated[
        int | None, typer.Option(min=1, help="Stop after so many mails; the rest waits.", show_default=False)
    ] = None,
    rate: Annotated[
        str | None, typer.Option(metavar="N/min", help="At most so many mails a minute (/s, /h).", show_default=False)
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be sent, and send nothing.")] = False,
    config: ConfigOption = CONFIG,
) -> None:
    """Send an approved issue to its subscribers. Run twice, it mails nobody twice.

    Example: digest send 12 --limit 500 --rate 600/min
    """
    from digest.config import load
    from digest.pipeline import sending
    from digest.pipeline.preflight import MAILING, refuse

    settings = load(config)
    if to:
        with opened(settings) as store:
            issue = sending.send_copy(settings, store, number, to, dry_run=dry_run)
        say(f"A test copy of issue {issue.number} {'would go out' if dry_run else 'is on its way'}.")
        return
    refuse(settings, *MAILING)
    how = _how(retry_failed, resend_unknown, limit, rate)
    if dry_run:
        with opened(settings) as store:
            would = sending.preview(settings, store, number, how)
        size = f"{would.size / 1024:.0f} KB each"
        say(f"Issue {would.issue.number} would go out in {plural(would.mails, 'mail')}, {size}: {would.where}.")
        return
    with at_work(settings) as (store, journal), progress() as told:
        sent = sending.send(settings, store, journal, number, clock(), told, how)
    say(outcome(sent))
    if is_open(sent):
        raise typer.Exit(3)


def _how(retry_failed: bool, resend_unknown: bool, limit: int | None, rate: str | None) -> "How":
    from digest.config import per_second
    from digest.pipeline.sending import How

    asked: tuple[tuple[DeliveryState, bool], ...] = (("failed", retry_failed), ("unknown", resend_unknown))
    try:
        mails_a_second = per_second(rate) if rate else 0
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--rate") from error
    return How(tuple(state for state, wanted in asked if wanted), limit, mails_a_second)


def outcome(sent: "Sent") -> str:
    lines = ", ".join(f"{count} {state}" for state, count in sorted(sent.lines.items()))
    return f"{titled(sent.issue)}: {lines or 'nobody to send to'}."


def is_open(sent: "Sent") -> bool:
    """Whether some mail is still deferred, or may or may not have arrived."""
    return any(sent.lines.get(state) for state in ("deferred", "unknown"))


@contextmanager
def at_work(settings: "Settings") -> "Iterator[tuple[Store, Journal]]":
    """The store, which keeps out the runs of other machines, and the journal, whose lock does those of this one."""
    from digest.deliver.journal import open_journal

    journal = open_journal(settings.journal_path)
    try:
        with opened(settings) as store, store.alone(f"digest {settings.slug}"):
            yield store, journal
    finally:
        journal.close()


@contextmanager
def progress() -> Iterator[Callable[[int, int], None]]:
    """A callback for (so many more, of so many): a bar with rate and time left, or a line every ten seconds."""
    if not sys.stderr.isatty():
        yield _Lines(time.monotonic)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("Sending"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, rate="")

        def told(more: int, total: int) -> None:
            speed = bar.tasks[0].speed
            bar.update(task, advance=more, total=total, rate=f"{speed:.0f}/s" if speed else "")

        yield told


class _Lines:
    def __init__(self, seconds: Callable[[], float]) -> None:
        self._seconds = seconds
        self._began = self._said = seconds()
        self._done = 0

    def __call__(self, more: int, total: int) -> None:
        self._done += more
        now = self._seconds()
        if now - self._said < EVERY:
            return
        self._said = now
        rate = self._done / (now - self._began)
        left = f", {max(0, total - self._done) / rate:.0f} s left" if rate else ""
        say(f"digest: {self._done} of {total} settled, {rate:.0f}/s{left}", err=True)
