"""digest backup, restore, export, prune."""

from contextlib import ExitStack, closing
from pathlib import Path
from typing import Annotated

import typer

from digest.cli.options import CONFIG, ConfigOption
from digest.cli.output import now, opened, plural, say, write_file
from digest.cli.sending import at_work


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to; an older file of that name is replaced.")],
    config: ConfigOption = CONFIG,
) -> None:
    """Write the whole database into one file, also while a run is at work. It holds addresses: keep it private.

    Example: digest backup /backups/digest-$(date +%F).db
    """
    from digest.config import load
    from digest.store import keeping

    keeping.backup(load(config).database_url, file)
    say(f"Wrote {file}, {file.stat().st_size / 1e6:.1f} MB. Back it comes with: digest restore {file}")


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `digest backup` wrote.")],
    force: Annotated[bool, typer.Option("--force", help="Also over a database that is newer than the backup.")] = False,
    config: ConfigOption = CONFIG,
) -> None:
    """Put a backup in the place of the database, whose last state is kept beside it.

    What was sent since is not sent again by itself, and who left since stays out.

    Example: digest restore /backups/digest-2026-05-30.db
    """
    from digest.config import load
    from digest.deliver.journal import open_journal
    from digest.desk import backup

    settings = load(config)
    settings = settings.daily or settings
    with ExitStack() as stack:
        journals = [stack.enter_context(closing(open_journal(each.journal_path))) for each in settings.newsletters]
        kept, out = backup.restore(settings, file, now(), force=force)
        for journal in journals:
            journal.clear()  # its lines are of the database that was replaced
    say(f"Restored {file}." + (f" The database before it is {kept}." if kept else ""))
    if out:
        say(f"Still out, who left or was suppressed since: {plural(out, 'reader')}.")
    say("What was sent since is not sent again: see `digest status`, and `digest run --again`.")


def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where to; it is made if it is not there.")],
    config: ConfigOption = CONFIG,
) -> None:
    """Write everything as JSON Lines, CSV, Markdown, HTML and mail files. It holds addresses: keep it private.

    Example: digest export archive/
    """
    from digest.config import load
    from digest.desk.export import export as everything
    from digest.errors import TemporaryError

    settings = load(config)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise TemporaryError(f"{folder}: cannot be made ({error.strerror}): name another folder") from error
    names = []
    with opened(settings) as store:
        for each in settings.newsletters:
            below = folder / each.slug if each is not settings else folder
            for name, body in everything(each, store):
                write_file(below / name, body, private=True)
                names.append(name)
    say(f"Wrote {plural(len(names), 'file')} into {folder}.")


def prune(config: ConfigOption = CONFIG) -> None:
    """Empty article texts and delivery lines older than [keep] says; issues and their counts stay.

    Example: digest prune
    """
    from digest.config import load
    from digest.desk import prune as old

    settings = load(config)
    texts = lines = 0
    for each in settings.newsletters:
        with at_work(each) as (store, _):
            pruned = old.prune(each, store, now())
        texts, lines = texts + pruned.texts, lines + pruned.lines
    say(f"Emptied {plural(texts, 'article')}, counted and removed {plural(lines, 'delivery line')}.")
