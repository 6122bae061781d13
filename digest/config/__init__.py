"""digest.toml -> Settings. An unknown key is an error that names it and the nearest valid one."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pydantic import ValidationError

from digest.config.explaining import Location, explained
from digest.config.positions import Place, place_of
from digest.config.secrets import login_headers as login_headers
from digest.config.secrets import password as password
from digest.config.secrets import read_env_file as read_env_file
from digest.config.settings import Settings as Settings
from digest.config.tables import SourceTable as SourceTable
from digest.config.values import WEEKDAYS as WEEKDAYS
from digest.config.values import per_second as per_second
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
    return parsed(text_of(path), path.resolve().parent)


def parsed(text: str, folder: Path) -> tuple[Settings | None, list[Mistake]]:
    """Settings, or every mistake, of what is or is to be the file in this folder."""
    try:
        tables = tomllib.loads(text)
    except RecursionError:
        return None, [Mistake(Place(1, 1), "its lists or tables are nested deeper than any setting: take them apart")]
    except ValueError as error:  # also of a number with thousands of digits, which tomllib passes on as it is
        at = re.search(r"at line (\d+), column (\d+)", str(error))
        place = Place(int(at[1]), int(at[2])) if at else Place(len(text.splitlines()), 1)
        return None, [Mistake(place, f"not valid TOML: {error}")]
    try:
        settings = Settings.model_validate({**tables, "folder": folder, "daily": None})
    except ValidationError as error:
        return None, sorted({Mistake(place_of(text, it["loc"]), explained(it, tables)) for it in _exact(error)})
    found = (*_ours(tables), *_mistaken_sources(settings), *_mistaken_weekly(settings))
    mistakes = [Mistake(place_of(text, at), what) for at, what in found]
    return (None if mistakes else settings), mistakes


def _exact(error: ValidationError) -> "list[ErrorDetails]":
    """A list of which no entry holds is said to be too short as well: only its entries are to be mended."""
    found = error.errors()
    inner = {it["loc"][:depth] for it in found for depth in range(len(it["loc"]))}
    return [it for it in found if it["type"] != "too_short" or it["loc"] not in inner]


def text_of(path: Path) -> str:
    """Of a configuration file, without the mark that some editors put before UTF-8. Raises ConfigError."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise ConfigError(
            f"{path}: no such file: run `digest init` to write one, or name yours with --config"
        ) from error
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror}): check its permissions") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not UTF-8 (byte {error.start}): save the file as UTF-8") from error


def _ours(tables: Mapping[str, object]) -> Iterator[tuple[Location, str]]:
    """What settings hold besides is not for the file to say."""
    for key in tables.keys() & {"folder", "daily"}:
        yield (key,), f"unknown key {key!r}: remove it"


def _mistaken_sources(settings: Settings) -> Iterator[tuple[Location, str]]:
    seen: set[str] = set()
    for number, source in enumerate(settings.source):
        named = f"source {source.name!r}"
        if (source.path is None) == (source.url is None):
            yield ("source", number), f'{named}: give it either a path or a url, like path = "articles"'
        elif source.url and not source.is_online:
            yield (
                ("source", number, "url"),
                f"{named}: {source.url!r} is no http(s) address: write it like https://courier.example/feed",
            )
        elif "://" in (source.path or ""):
            yield ("source", number, "path"), f"{named}: {source.path!r} is an address: write it like url = …, not path"
        if source.name in seen:
            yield ("source", number, "name"), f"two sources are named {source.name!r}: give each its own name"
        seen.add(source.name)


def _mistaken_weekly(settings: Settings) -> Iterator[tuple[Location, str]]:
    for weekly in settings.newsletters[1:]:
        if weekly.slug in (settings.slug, *_PATHS):
            yield (
                (WEEKLY, "name"),
                f"[weekly] is known as {weekly.slug!r}, which is taken: give it another slug",
            )
        if weekly.newsletter.to and weekly.weekly and weekly.weekly.readers == "same":
            yield (WEEKLY, "readers"), "readers = 'same' in [weekly]: it goes to `to` alone: take one of the two out"
