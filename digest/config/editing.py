"""Changes to digest.toml by commands: its comments and its order stay."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT

from digest.config import named, text_of
from digest.errors import ConfigError, InputError, TemporaryError


def add_sources(path: Path, sources: Sequence[Mapping[str, str]]) -> None:
    """Append ``[[source]]`` tables with these keys. Nothing is written when one of them is there already."""
    document = _read(path)
    found = document.setdefault("source", tomlkit.aot())
    if not isinstance(found, AoT):
        raise ConfigError(f"{path}: source is no list of tables: write [[source]]")
    names = {str(table.get("name")) for table in found}
    for source in sources:
        if source["name"] in names:
            raise InputError(f"{path}: a source is named {source['name']!r} already: give this one another --name")
        table = tomlkit.table()
        table.update({key: value for key, value in source.items() if value})
        table.add(tomlkit.nl())
        found.append(table)
        names.add(source["name"])
    _write(path, tomlkit.dumps(document))


def remove_source(path: Path, name: str) -> None:
    """Take the table of the source out. Raises InputError when there is none of that name."""
    document = _read(path)
    found = document.get("source", ())
    place = next((number for number, table in enumerate(found) if table.get("name") == name), None)
    if place is None:
        raise InputError(f"{path}: no source is named {name!r}: see `digest sources list`")
    del found[place]
    _write(path, tomlkit.dumps(document))


def _read(path: Path) -> tomlkit.TOMLDocument:
    path = named(path)[0]
    try:
        return tomlkit.parse(text_of(path))
    except TOMLKitError as error:
        raise ConfigError(f"{path}: cannot be read as TOML ({error}): mend it, or run `digest init`") from error


def _write(path: Path, text: str) -> None:
    path = named(path)[0]
    part = path.with_name(path.name + ".part")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise TemporaryError(f"{path}: cannot be written ({error.strerror}): check its folder and the disk") from error
