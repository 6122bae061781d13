"""digest.toml -> Settings. An unknown key is an error that names it and the nearest valid one."""

import difflib
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from pydantic import ValidationError

from digest.config.places import Place, place_of
from digest.config.secrets import login_headers as login_headers
from digest.config.secrets import password as password
from digest.config.settings import Settings as Settings
from digest.config.tables import WEEKDAYS as WEEKDAYS
from digest.config.tables import SourceTable as SourceTable
from digest.config.tables import per_second as per_second
from digest.errors import ConfigError

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


WEEKLY = "weekly"  # what follows the # where the weekly newsletter of a configuration is meant
NO_SOURCE = "no source is named yet: digest sources add URL, or add a [[source]] to digest.toml"
_PATHS = ("issues", "u")  # of the pages of the daily one, beside which those of the weekly one stand


class Mistake(NamedTuple):
    place: Place
    text: str


def load(path: Path) -> Settings:
    """Settings of a configuration file; of its weekly newsletter for ``digest.toml#weekly``. Raises ConfigError that
    names file, key and mend."""
    file, which = named(path)
    settings, mistakes = read(file)
    if settings is None:
        more = f" (and {len(mistakes) - 1} more: digest config check)" if mistakes[1:] else ""
        raise ConfigError(f"{file}: {mistakes[0].text}{more}")
    if not which:
        return settings
    if which != WEEKLY or not settings.weekly:
        raise ConfigError(
            f"{path}: there is no newsletter {which!r}: add the table [{WEEKLY}], and name it {file}#{WEEKLY}"
        )
    return settings.newsletters[1]


def named(path: Path) -> tuple[Path, str]:
    """``digest.toml#weekly`` -> the file, and which of its newsletters is meant, if it says so."""
    name, mark, which = path.name.partition("#")
    return (path, "") if not mark or path.exists() else (path.with_name(name or "digest.toml"), which)


def read(path: Path) -> tuple[Settings | None, list[Mistake]]:
    """Settings, or every mistake of the file and where it stands. Raises ConfigError where there is no such file."""
    path = named(path)[0]
    return parsed(_text(path), path.resolve().parent)


def parsed(text: str, folder: Path) -> tuple[Settings | None, list[Mistake]]:
    """Settings, or every mistake, of what is or is to be the file in this folder."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"at line (\d+), column (\d+)", str(error))
        place = Place(int(at[1]), int(at[2])) if at else Place(len(text.splitlines()), 1)
        return None, [Mistake(place, f"not valid TOML: {error}")]
    try:
        settings = Settings(**{**tables, "folder": folder, "daily": None})
    except ValidationError as error:
        return None, sorted(Mistake(place_of(text, it["loc"]), _explain(it, tables)) for it in _exact(error))
    found = (*_mistaken_sources(settings), *_mistaken_weekly(settings))
    mistakes = [Mistake(place_of(text, at), what) for at, what in found]
    return (None if mistakes else settings), mistakes


def _exact(error: ValidationError) -> "list[ErrorDetails]":
    """A list of which no entry holds is said to be too short as well: only its entries are to be mended."""
    found = error.errors()
    inner = {it["loc"][:depth] for it in found for depth in range(len(it["loc"]))}
    return [it for it in found if it["type"] != "too_short" or it["loc"] not in inner]


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode()
    except FileNotFoundError as error:
        raise ConfigError(
            f"{path}: no such file: run `digest init` to write one, or name yours with --config"
        ) from error
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror}): check its permissions") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not UTF-8 (byte {error.start}): save the file as UTF-8") from error


def _mistaken_sources(settings: Settings) -> Iterator[tuple[tuple[int | str, ...], str]]:
    seen: set[str] = set()
    for number, source in enumerate(settings.source):
        named = f"source {source.name!r}"
        if (source.path is None) == (source.url is None):
            yield ("source", number), f"{named}: give it either a path or a url"
        elif source.url and not source.is_online:
            yield ("source", number, "url"), f"{named}: {source.url!r} is no http(s) address: mend url"
        elif "://" in (source.path or ""):
            yield ("source", number, "path"), f"{named}: {source.path!r} is an address: name it as url, not path"
        if source.name in seen:
            yield ("source", number, "name"), f"two sources are named {source.name!r}: give each its own name"
        seen.add(source.name)


def _mistaken_weekly(settings: Settings) -> Iterator[tuple[tuple[int | str, ...], str]]:
    for weekly in settings.newsletters[1:]:
        if weekly.slug in (settings.slug, *_PATHS):
            yield (
                (WEEKLY, "name"),
                f"[weekly] is known as {weekly.slug!r}, which is taken: give it another slug",
            )
        if weekly.newsletter.to and weekly.weekly and weekly.weekly.readers == "same":
            yield (WEEKLY, "readers"), "readers = 'same' in [weekly]: it goes to `to` alone: take one of the two out"


def _explain(error: "ErrorDetails", tables: dict[str, Any]) -> str:
    location = error["loc"][:-1] if isinstance(error["loc"][-1], int) and len(error["loc"]) > 2 else error["loc"]
    where = _where(location, tables)
    key = str(error["loc"][-1]) if error["loc"] else ""
    if error["type"] == "extra_forbidden":
        near = difflib.get_close_matches(key, _keys_beside(error["loc"]), 1, 0.5)
        return f"unknown key {where}" + (f": did you mean {near[0]!r}?" if near else ": remove it")
    if error["type"] == "missing":
        return f"{where} is missing: add it"
    return f"{where}: {error['msg'].removeprefix('Value error, ')}"


def _where(location: tuple[int | str, ...], tables: dict[str, Any]) -> str:
    """("source", 1, "wieght") -> "wieght in [[source]] 'Wire'"."""
    key = location[-1]
    table = location[:-1]
    if not table:
        return (
            repr(key)
            if key not in ("newsletter", "source")
            else ("[newsletter]" if key == "newsletter" else "[[source]]")
        )
    if len(table) == 2 and isinstance(table[1], int):
        entry = tables[str(table[0])][table[1]]
        name = entry.get("name") or entry.get("title") or f"number {table[1] + 1}"
        return f"{key!r} in [[{table[0]}]] {name!r}"
    return f"{key!r} in [{'.'.join(map(str, table))}]"


def _keys_beside(location: tuple[int | str, ...]) -> list[str]:
    table = Settings.model_fields[str(location[0])].annotation if len(location) > 1 else Settings
    model: Any = (get_args(table) or (table,))[0]
    return [field.alias or name for name, field in model.model_fields.items() if name not in ("folder", "daily")]
