"""digest send, run."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.issues import CONFIG, NumberArgument, print_built
from digest.cli.output import ConfigOption, in_words, opened, progress_bar
from digest.cli.proof import table

if TYPE_CHECKING:
    from digest.config import Settings
    from digest.deliver.journal import Journal
    from digest.pipeline import Clock, Sent
    from digest.store import Store


def send(
    number: NumberArgument = None,
    to: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Send one marked test copy there and record nothing.", show_default=False),
    ] = None,
    config: ConfigOption = CONFIG,
) -> None:
    """Send an approved issue to its subscribers. Run twice, it mails nobody twice.

    Example: digest send 12 --to me@example.org
    """
    from digest import pipeline
    from digest.config import load

    settings = load(config)
    if to:
        with opened(settings) as store:
            issue = pipeline.send_copy(settings, store, number, to)
        typer.echo(f"A test copy of issue {issue.number} is on its way.")
        return
    with _at_work(settings) as (store, journal), progress_bar("Sending") as progress:
        sent = pipeline.send(settings, store, journal, number, _clock(), progress)
    _end([sent])


def run(config: ConfigOption = CONFIG) -> None:
    """Do what is due: collect, build, approve if so configured, and send. For cron; run it as often as you like.

    Example: digest run --config /srv/morning/digest.toml
    """
    from digest import pipeline
    from digest.config import load

    settings = load(config)
    with _at_work(settings) as (store, journal), progress_bar("Sending") as progress:
        ran = pipeline.run(settings, store, journal, _clock(), progress)
    if ran.built:
        print_built(ran.built)
    if ran.held and ran.waiting:
        typer.echo("\n".join(table(ran.waiting, ran.held)))
        typer.echo(
            f"Held: mend it and run again, or send it as it is: digest send {ran.waiting.number} after approving."
        )
        raise typer.Exit(65)
    if ran.waiting:
        number = ran.waiting.number
        typer.echo(f"Issue {number} waits for approval: digest show {number}, then digest approve {number}.")
    if not ran.due and not ran.sent:
        typer.echo(f"Nothing is due until {in_words(ran.slot)}.")
    _end(ran.sent)


def _end(all_sent: "Sequence[Sent]") -> None:
    """Say what was sent; 3 when some mail is still deferred, or may or may not have arrived."""
    for sent in all_sent:
        lines = ", ".join(f"{count} {state}" for state, count in sorted(sent.lines.items()))
        typer.echo(f"Issue {sent.issue.number}: {lines or 'nobody to send to'}.")
    if any(not sent.finished or sent.lines.get("unknown") for sent in all_sent):
        raise typer.Exit(3)


@contextmanager
def _at_work(settings: "Settings") -> "Iterator[tuple[Store, Journal]]":
    """The store and the journal, whose lock keeps out every other run."""
    from digest.deliver.journal import open_journal

    journal = open_journal(settings.journal_path)
    try:
        with opened(settings) as store:
            yield store, journal
    finally:
        journal.close()


def _clock() -> "Clock":
    from digest.pipeline import Clock

    return Clock(now=lambda: datetime.now(UTC), wait=time.sleep)
