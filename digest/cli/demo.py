"""digest demo."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from digest.cli.output import say

DAY = date(2012, 10, 10)
# The sample newspaper's folder mails one reader; its issue is shown as a list gets it.
LIST = {"to": None, "unsubscribe_url": "https://courier.example/leave", "unsubscribe_one_click": True}


def demo(
    out: Annotated[
        Path, typer.Option(metavar="DIR", help="Where the issue's files and the demo's own database go.")
    ] = Path("out"),
) -> None:
    """Make the demo issue of the sample newspaper: the same every time.

    Example: digest demo --out /tmp/demo
    """
    from digest.cli.output import plural, save_files
    from digest.config import load
    from digest.errors import InputError, TemporaryError
    from digest.pipeline.building import build
    from digest.schedule import slot_on
    from digest.shipped import shipped
    from digest.store import open_store

    database = out.absolute() / "demo.db"
    settings = load(shipped("seeds") / "digest.toml")
    newsletter = settings.newsletter.model_copy(update=LIST)
    settings = settings.model_copy(update={"database": str(database), "newsletter": newsletter})
    try:
        out.mkdir(parents=True, exist_ok=True)
        for path in out.glob("demo.db*"):
            path.unlink()
    except OSError as error:
        raise TemporaryError(f"{out}: cannot be used ({error.strerror}): name another folder with --out") from error
    store = open_store(database)
    try:
        built = build(settings, store, DAY, slot_on(DAY, settings.schedule.time, settings.schedule.zone))
    finally:
        store.close()
    if built.issue is None:
        raise InputError("the sample newspaper is empty: install digest again")
    paths = save_files(built.issue, settings, out)
    say(built.issue.body("text"))
    say(
        f"{plural(len(built.issue.stories), 'story')} of {plural(built.collected, 'article')}. The issue is in:",
        err=True,
    )
    for path in paths:
        say(f"  {path}", err=True)
