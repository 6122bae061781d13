"""digest config check."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from digest.cli.issues import CONFIG
from digest.cli.output import ConfigOption, plural
from digest.errors import ConfigError

if TYPE_CHECKING:
    from digest.config import Settings

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)


@app.callback()
def config() -> None:
    """Look at the configuration file."""


@app.command()
def check(config: ConfigOption = CONFIG) -> None:
    """Explain every mistake in digest.toml, with line and column; 78 when there is one.

    Example: digest config check --config /srv/morning/digest.toml
    """
    from digest.config import read

    settings, mistakes = read(config)
    for place, text in mistakes:
        typer.echo(f"{config}:{place.line}:{place.column}: {text}")
    if settings is None:
        raise typer.Exit(ConfigError.exit_code)
    missing = list(_missing(settings))
    for text in missing:
        typer.echo(f"{config}: {text}")
    if missing:
        raise typer.Exit(ConfigError.exit_code)
    names = " and ".join(each.newsletter.name for each in settings.newsletters)
    typer.echo(f"{config}: {names}, {plural(len(settings.source), 'source')}: nothing to mend.")


def _missing(settings: "Settings") -> Iterator[str]:
    """What the file names and the disk or the environment does not hold."""
    from digest.config import NO_SOURCE, login_headers, password

    if not settings.source:
        yield NO_SOURCE
    for table in settings.source:
        pattern = table.path or ""
        if pattern and not Path(settings.folder, pattern).exists() and not any(settings.folder.glob(pattern)):
            yield f"source {table.name!r}: there is no {pattern} in {settings.folder}"
        try:
            login_headers(table)
        except ConfigError as error:
            yield str(error)
    if settings.templates_dir and not (settings.folder / settings.templates_dir).is_dir():
        yield f"templates_dir: there is no folder {settings.folder / settings.templates_dir}"
    if settings.delivery.transport == "smtp" and settings.newsletter.sender:
        try:
            password(settings.delivery, settings.folder)
        except ConfigError as error:
            yield str(error)
