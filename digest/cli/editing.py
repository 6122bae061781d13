"""digest edit, correct."""

import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest import clock
from digest.cli.options import CONFIG, ConfigOption, NumberArgument
from digest.cli.output import WEEKLY, opened, say
from digest.errors import ConfigError, DigestError, InputError

if TYPE_CHECKING:
    from digest.config import Settings
    from digest.store import Store


def edit(
    number: NumberArgument = None,
    file: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Take this file over (- is standard input), no editor.", show_default=False),
    ] = None,
    printed: Annotated[bool, typer.Option("--print", help="Only print what the editor would open.")] = False,
    config: ConfigOption = CONFIG,
) -> None:
    """Change a draft in $VISUAL or $EDITOR: order, drop, pin, headlines, notes, and which sentences are printed.

    What is saved is checked and becomes the draft. `digest build` leaves it alone from then on.

    Example: digest edit 12
    """
    from digest import editing
    from digest.config import load

    settings = load(config)
    with opened(settings) as store:
        number, text = editing.draft_file(settings, store, number)
        if printed:
            say(text, nl=False)
        elif file:
            _take_over(settings, store, number, _read(file))
        else:
            _edit(settings, store, number, text)


def correct(
    number: Annotated[int, typer.Argument(metavar="N", help="The number of the issue that was wrong.")],
    text: Annotated[str | None, typer.Argument(metavar="[TEXT]", help="What is right.", show_default=False)] = None,
    file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Read the text there (- is standard input).", show_default=False)
    ] = None,
    now: Annotated[bool, typer.Option("--now", help="Make an issue of its own, a draft to approve and send.")] = False,
    take_back: Annotated[bool, typer.Option("--take-back", help="Forget what waits of this issue.")] = False,
    config: ConfigOption = CONFIG,
) -> None:
    """Correct an issue that was sent. The next issue that is built prints it, with number and date.

    Example: digest correct 12 "The ferry sails on Tuesdays, not on Thursdays."
    """
    from digest.config import load
    from digest.pipeline.correcting import correct_now
    from digest.store import corrections

    if sum((text is not None, file is not None, take_back)) != 1 or (take_back and now):
        raise typer.BadParameter("give the text of the correction, --file with it, or --take-back")
    settings = load(config)
    words = " ".join((text if text is not None else _read(file) if file else "").split())
    if not words and not take_back:
        raise InputError("the correction is empty: say what is right")
    at = clock.now().astimezone(settings.schedule.zone)
    with opened(settings) as store:
        if now:
            issue = correct_now(settings, store, number, words, at)
            say(
                f"Issue {issue.number} holds the correction. Approve it, and send it: digest send {issue.number}"
                f"{WEEKLY if settings.daily else ''}"
            )
            return
        with store.write() as conn:
            if take_back:
                count = corrections.take_back(conn, settings.slug, number)
                say(f"Of issue {number}, {count} waited and {'is' if count == 1 else 'are'} forgotten.")
            else:
                corrections.add(conn, settings.slug, number, words, at)
                say(f"The next issue that is built prints this correction of issue {number}.")


def _edit(settings: "Settings", store: "Store", number: int, text: str) -> None:
    """An editor's work is never thrown away: where it cannot be taken over, the file stays."""
    handle, name = tempfile.mkstemp(prefix=f"digest-{number}-", suffix=".toml")
    path = Path(name)
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
        file.write(text)
    while True:
        try:
            _open_editor(path)
            _take_over(settings, store, number, _read(path))
        except DigestError as error:
            if path.read_bytes() == text.encode():
                path.unlink()
                raise
            if _asked_again(error):
                continue
            again = f"digest edit {number} --file {shlex.quote(name)}{WEEKLY if settings.daily else ''}"
            kept = f"the draft is as it was, and your file is kept: mend it and run `{again}`"
            raise type(error)(f"{error} ({kept})") from error
        path.unlink()
        return


def _take_over(settings: "Settings", store: "Store", number: int, text: str) -> None:
    from digest import editing

    made = editing.save(settings, store, number, text, clock.now().astimezone(settings.schedule.zone))
    if not made:
        say(f"Nothing was changed: issue {number} is as it was.")
        return
    say(f"Issue {number} is edited: {'; '.join(made)}. Read it: digest show {number}{WEEKLY if settings.daily else ''}")


def _open_editor(path: Path) -> None:
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        ended = subprocess.run([*shlex.split(editor), str(path)])  # noqa: S603 - the person's own editor
    except (OSError, ValueError) as error:
        raise ConfigError(f"the editor {editor!r} cannot be started ({error}): set EDITOR to one that can") from error
    if ended.returncode:
        raise InputError(f"the editor {editor!r} ended with {ended.returncode}")


def _asked_again(error: DigestError) -> bool:
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    say(f"digest: {error}", err=True)
    return typer.confirm("Edit again?", default=True, err=True)


def _read(path: Path) -> str:
    try:
        return sys.stdin.read() if str(path) == "-" else path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}): check the path") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 (byte {error.start}): save the file as UTF-8") from error
