"""What several commands do: print, open the database, write files, tell the time and draw the progress bar."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from digest.clock import now as now
from digest.clock import wait
from digest.errors import TemporaryError
from digest.files import MEND, whole
from digest.text.counting import plural as plural
from digest.text.printable import printable, printable_json

if TYPE_CHECKING:
    from digest.config import Settings
    from digest.models import Issue
    from digest.pipeline.timekeeping import Clock
    from digest.store import Store

WEEKLY = " -c digest.toml#weekly"  # what a command is told beside the number of a weekly issue


def save_files(issue: "Issue", settings: "Settings", folder: Path) -> list[Path]:
    """Write the issue's files, named by its date, and the mail as a reader gets it. Each is whole or not there."""
    from digest.pipeline.mailing import sample_mail
    from digest.render.formats import suffixes

    day = folder / f"{issue.slot:%Y-%m-%d}"
    kept = suffixes()
    bodies = {day.with_suffix(kept[it.format]): it.body.encode() for it in issue.renditions if it.format in kept}
    if settings.newsletter.sender:
        bodies[day.with_suffix(".eml")] = sample_mail(settings, issue)
    for path, body in bodies.items():
        write_file(path, body, private=path.suffix == ".eml")
    return list(bodies)


def write_file(path: Path, body: bytes, *, private: bool = False) -> None:
    """The file is whole or as it was. ``private``: nobody but its owner ever reads it, since it holds addresses."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise TemporaryError(f"{path.parent}: cannot be written ({error.strerror}): {MEND}") from error
    with whole(path, mode=0o600 if private else 0o666) as part:
        part.write_bytes(body)


@contextmanager
def opened(settings: "Settings") -> "Iterator[Store]":
    from digest.store import open_store

    store = open_store(settings.database_url)
    try:
        yield store
    finally:
        store.close()


def issue_of(settings: "Settings", number: int | None) -> "Issue":
    """The issue with this number, by default the newest. Raises InputError when there is none."""
    from digest.store import issues

    with opened(settings) as store, store.read() as conn:
        return issues.wanted(conn, settings.slug, number)


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int], None] | None]:
    """A callback for (done, of) that draws a bar; None where nobody is watching."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def clock() -> "Clock":
    from digest.pipeline.timekeeping import Clock

    return Clock(now=now, wait=wait)


def say(text: str = "", *, err: bool = False, nl: bool = True) -> None:
    """Print what may be shown of a text: much of what is said came from a feed, a relay or a stranger's mail."""
    typer.echo(printable(text), err=err, nl=nl)  # noqa: TID251 - this is the place


def say_json(data: Any) -> None:
    """The data whole: what may not be shown is written as an escape."""
    say(printable_json(json.dumps(data, ensure_ascii=False, indent=2)))


def titled(issue: "Issue") -> str:
    """A weekly issue has a number of its own beside those of the daily ones."""
    return f"Issue {issue.number} of {issue.name}" if issue.week else f"Issue {issue.number}"


def in_words(moment: datetime) -> str:
    return f"{moment:%a} {moment.day} {moment:%b %Y, %H:%M}"
