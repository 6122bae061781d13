"""digest init."""

from pathlib import Path
from typing import Annotated

import typer


def init(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="Where to write digest.toml.")] = Path(),
) -> None:
    """Write a commented digest.toml to begin with.

    Example: digest init
    """
    from digest.cli.output import write_file
    from digest.errors import ConfigError
    from digest.shipped import shipped

    path = folder / "digest.toml"
    if path.exists():
        raise ConfigError(f"{path} is there already and was left as it is: edit it, or name another folder")
    write_file(path, (shipped("templates") / "digest.toml").read_bytes())
    typer.echo(f"Wrote {path}. Name your sources in it, then run: digest build")
