"""The command line. Only this folder prints; each command imports what it needs when it runs."""

import sys
from typing import Annotated

import typer

from digest import clock
from digest.cli import (
    configuring,
    demo,
    editing,
    issues,
    keeping,
    run,
    schedule,
    sending,
    serve,
    setup,
    site,
    sources,
    status,
    subscribers,
    summary,
)
from digest.cli.bounces import bounces
from digest.cli.deliveries import deliveries
from digest.cli.doctor import doctor
from digest.cli.output import say
from digest.cli.proof import proof
from digest.cli.why import why
from digest.errors import DigestError


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        say(f"digest {version('digest')}")
        raise typer.Exit


app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,  # half of the start-up time of the command line
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def digest(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_version, help="Print the version and end.")
    ] = False,
) -> None:
    """Reads articles, condenses each verbatim, makes a numbered issue of them and mails it."""


app.command()(setup.init)
app.command()(issues.build)
app.command()(issues.show)
app.command("list")(issues.list_issues)
app.command()(proof)
app.command()(editing.edit)
app.command()(issues.approve)
app.command()(issues.withdraw)
app.command()(editing.correct)
app.command()(why)
app.command()(sending.send)
app.command()(deliveries)
app.command()(bounces)
app.command()(doctor)
app.command()(run.run)
app.command()(status.status)
app.command()(status.metrics)
app.command()(keeping.backup)
app.command()(keeping.restore)
app.command()(keeping.export)
app.command()(keeping.prune)
app.command()(serve.serve)
app.command()(site.site)
app.command()(serve.preview)
app.add_typer(sources.app, name="sources", help="What is read: add, import, export, list, check, remove.")
app.add_typer(subscribers.app, name="subscribers", help="Who receives it: add, import, export, list, remove.")
app.add_typer(configuring.app, name="config", help="Look at the configuration file: check.")
app.add_typer(schedule.app, name="schedule", help="When it runs by itself: install, show, remove.")
app.command()(summary.summarize)
app.command()(demo.demo)


def main() -> None:
    """Run a command; an error meant for people is one line on standard error and its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    clock.begin()
    try:
        app()
    except DigestError as error:
        say(f"digest: {' '.join(str(error).split())}", err=True)
        sys.exit(error.exit_code)
