"""The options and arguments that several commands have in common."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest.render.formats import names

CONFIG = Path("digest.toml")

ConfigOption = Annotated[
    Path,
    typer.Option(
        "--config",
        "-c",
        envvar="DIGEST_CONFIG",
        help="The configuration file; digest.toml#weekly is its weekly newsletter.",
    ),
]
NumberArgument = Annotated[
    int | None, typer.Argument(metavar="[N]", help="The issue's number; the newest if left out.", show_default=False)
]


if TYPE_CHECKING:
    Format = str
else:  # typer asks for an enum
    Format = StrEnum("Format", {name: name for name in names()})
TEXT = Format("text")

FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How to print it.")]
