"""The command line, from typer's commands and the annotations of their functions."""

import inspect
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from types import NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints

import typer

from digest import errors
from digest.cli import app
from reference.markdown import sentence, table

CODES = {
    0: "done; or nothing is due, an issue waits for approval, or another run is at work",
    1: "unexpected: a fault of the program",
    2: "the command line was not understood",
    3: "some mail is still deferred, or may or may not have arrived",
    65: "something that was read cannot be used as it is; or a finding: the proof holds an issue, status is late",
    75: "relay, network, disk, database or clock: try again later",
    78: "digest.toml, a template or the database needs a change",
}


def told_overview() -> str:
    found = walk(typer.main.get_command(app), "digest")
    rows = (
        (f"[`{path}`](#{path.replace(' ', '-')})", sentence(command.help).split(". ")[0]) for path, command in found
    )
    return table(("command", "what it does"), ((link, f"{what.rstrip('.')}.") for link, what in rows))


def told_codes() -> str:
    return table(("code", "when"), ((str(code), words) for code, words in CODES.items()))


def undescribed() -> list[str]:
    kinds = (kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.DigestError))
    ours = {kind.exit_code for kind in kinds}
    return [f"exit code {code}" for code in sorted(ours - CODES.keys())]


def walk(group: Any, path: str) -> Iterator[tuple[str, Any]]:
    for name, command in group.commands.items():
        yield from walk(command, f"{path} {name}") if hasattr(command, "commands") else [(f"{path} {name}", command)]


def told_commands() -> str:
    return "".join(told_command(path, command) for path, command in walk(typer.main.get_command(app), "digest"))


def told_command(path: str, command: Any) -> str:
    said, _, example = inspect.cleandoc(command.help).partition("Example: ")
    hints = get_type_hints(command.callback, include_extras=True)
    given = [parameter for parameter in command.params if parameter.name in hints]
    arguments = [parameter for parameter in given if not parameter.opts[0].startswith("-")]
    usage = " ".join([path, *(name_of(it, hints[it.name]) for it in arguments), "[OPTIONS]"])
    rows = ((f"`{name_of(it, hints[it.name])}`", told_parameter(it)) for it in given)
    return f"## `{path}`\n\n    {usage}\n\n{said.strip()}\n\nExample: `{example.strip()}`\n\n" + table(
        ("argument or option", "what it is"), rows
    )


def name_of(parameter: Any, hint: Any) -> str:
    """``-f, --format html|text``; ``FILE...``."""
    metavar = parameter.metavar or value_name(hint)
    if not parameter.opts[0].startswith("-"):
        name = metavar.strip("[].") if parameter.metavar else parameter.name.upper()
        name += "..." if parameter.nargs == -1 or "..." in metavar else ""
        return name if parameter.required else f"[{name}]"
    names = ", ".join(sorted(parameter.opts, key=len)) + "".join(f" / {name}" for name in parameter.secondary_opts)
    return names if bare(hint) is bool else f"{names} {metavar}"


def bare(hint: Any) -> Any:
    """``Annotated[list[int] | None, …]`` -> int."""
    while get_args(hint) and get_origin(hint) is not Literal:
        hint = next(it for it in get_args(hint) if it is not NoneType)
    return hint


def value_name(hint: Any) -> str:
    kind = bare(hint)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return "|".join(each.value for each in kind)
    return "N" if kind in (int, float) else "PATH" if kind is Path else "TEXT"


def told_parameter(parameter: Any) -> str:
    default = getattr(parameter.default, "value", parameter.default)
    told = f" Default: `{default}`." if parameter.show_default and default not in (None, False, True, (), []) else ""
    return str(parameter.help) + told + (f" In the environment: `{parameter.envvar}`." if parameter.envvar else "")
