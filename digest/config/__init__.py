"""digest.toml -> Settings. An unknown key is an error that names it and the nearest valid one."""

import difflib
import tomllib
from pathlib import Path
from typing import Any, get_args

from pydantic import ValidationError

from digest.config.secrets import login_headers as login_headers
from digest.config.secrets import password as password
from digest.config.tables import WEEKDAYS as WEEKDAYS
from digest.config.tables import Settings as Settings
from digest.config.tables import SourceTable as SourceTable
from digest.config.tables import per_second as per_second
from digest.errors import ConfigError


def load(path: Path) -> Settings:
    """Settings of a configuration file. Raises ConfigError that names file, key and mend."""
    try:
        text = path.read_bytes().decode()
    except FileNotFoundError as error:
        raise ConfigError(
            f"{path}: no such file: run `digest init` to write one, or name yours with --config"
        ) from error
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror}): check its permissions") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not UTF-8 (byte {error.start}): save the file as UTF-8") from error
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from error
    try:
        settings = Settings(**{**tables, "folder": path.resolve().parent})
    except ValidationError as error:
        raise ConfigError(f"{path}: {_explain(error, tables)}") from error
    _check_sources(path, settings)
    return settings


def _check_sources(path: Path, settings: Settings) -> None:
    seen: set[str] = set()
    for source in settings.source:
        if (source.path is None) == (source.url is None):
            raise ConfigError(f"{path}: source {source.name!r}: give it either a path or a url")
        if source.url and not source.is_online:
            raise ConfigError(f"{path}: source {source.name!r}: {source.url!r} is no http(s) address: mend url")
        if "://" in (source.path or ""):
            raise ConfigError(
                f"{path}: source {source.name!r}: {source.path!r} is an address: name it as url, not path"
            )
        if source.name in seen:
            raise ConfigError(f"{path}: two sources are named {source.name!r}: give each its own name")
        seen.add(source.name)


def _explain(error: ValidationError, tables: dict[str, Any]) -> str:
    first, *others = error.errors()
    where = _where(first["loc"], tables)
    key = str(first["loc"][-1]) if first["loc"] else ""
    if first["type"] == "extra_forbidden":
        near = difflib.get_close_matches(key, _keys_beside(first["loc"]), 1, 0.5)
        what = f"unknown key {where}" + (f": did you mean {near[0]!r}?" if near else ": remove it")
    elif first["type"] == "missing":
        what = f"{where} is missing: add it"
    else:
        what = f"{where}: {first['msg'].removeprefix('Value error, ')}"
    return what + (f" (and {len(others)} more)" if others else "")


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
    return [field.alias or name for name, field in model.model_fields.items() if name != "folder"]
