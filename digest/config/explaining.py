"""What is wrong with a value in digest.toml, in the words of its user, and how it would be right."""

import difflib
import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, get_args

from digest.config.settings import Settings
from digest.shipped import shipped

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Location = tuple[int | str, ...]  # ("source", 1, "url")

_FAULTS = {
    "literal_error": "is none of {expected}",
    "greater_than": "is not more than {gt:g}",
    "greater_than_equal": "is less than {ge:g}",
    "less_than": "is not less than {lt:g}",
    "less_than_equal": "is more than {le:g}",
    "string_too_long": "is longer than {max_length} characters",
    "string_too_short": "is empty",
    "too_long": "has more than {max_length} entries",
    "too_short": "is empty",
}
_LONGEST = 40  # characters of a value that are repeated
_EXAMPLE = re.compile(r"#? ?(?P<key>\w+) = (?P<value>\"[^\"]*\"|\[.*?\]|[\w.:+-]+)")
_TABLE = re.compile(r"#? ?\[\[?(\w+)\]\]?\s*$")


def explained(error: "ErrorDetails", tables: Mapping[str, Any]) -> str:
    """Key, table, what is wrong and how to mend it; pydantic's own words are about its types."""
    location: Location = error["loc"]
    if isinstance(location[-1], int) and len(location) > 2:  # an entry of a list
        location = location[:-1]
    where = _where(location, tables)
    if error["type"] == "extra_forbidden":
        near = difflib.get_close_matches(str(location[-1]), _keys_beside(location), 1, 0.5)
        return f"unknown key {where}" + (f": did you mean {near[0]!r}?" if near else ": remove it")
    if error["type"] == "missing":
        return f"{where} is missing: add it, like {_example(location)}"
    if error["type"] == "value_error":
        said = error["msg"].removeprefix("Value error, ")
        of_all_table = isinstance(error["input"], Mapping)
        return f"{where}: {said}" if "like" in said or of_all_table else f"{where}: {said}: {_like(location)}"
    fault = _FAULTS.get(error["type"], "is of the wrong kind").format_map(error.get("ctx", {}))
    return f"{where}: {_shown(location, error['input'])}{fault}: {_like(location)}"


def _like(location: Location) -> str:
    return f"write it like {_example(location)}"


def _shown(location: Location, value: object) -> str:
    """Never what may be a secret, nor a whole table."""
    secret = str(location[-1]).startswith("password") or location[-1] == "database"
    plain = isinstance(value, str | int | float) and not secret
    text = repr(value) if plain and not (isinstance(value, int) and value.bit_length() > 200) else ""
    return f"{text} " if 0 < len(text) <= _LONGEST else "it "


def _where(location: Location, tables: Mapping[str, Any]) -> str:
    """("source", 1, "wieght") -> "wieght in [[source]] 'Wire'"."""
    *table, key = location
    if len(table) == 2:
        entry = tables[str(table[0])][table[1]]
        name = entry.get("name") or entry.get("title") or f"number {int(table[1]) + 1}"
        return f"{key!r} in [[{table[0]}]] {name!r}"
    if table:
        return f"number {key + 1} of [[{table[0]}]]" if isinstance(key, int) else f"{key!r} in [{table[0]}]"
    return _header(str(key)) or repr(key)


def _example(location: Location) -> str:
    """A line that would be right: from the file that `digest init` writes, where every key is explained."""
    if len(location) == 1 or isinstance(location[-1], int):
        if header := _header(str(location[0])):
            return header
        location = ("", location[0])
    table, key = str(location[0]), str(location[-1])
    found = _examples()
    value = found.get((table, key)) or next((text for (_, name), text in found.items() if name == key), '"..."')
    return f"{key} = {value}"


def _header(key: str) -> str:
    field = Settings.model_fields.get(key)
    if field is None or _model(field.annotation) is None:
        return ""
    return f"[[{key}]]" if str(field.annotation).startswith("tuple") else f"[{key}]"


@cache
def _examples() -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    table = ""
    for line in (shipped("templates") / "digest.toml").read_text(encoding="utf-8").splitlines():
        if header := _TABLE.match(line):
            table = header[1]
        elif given := _EXAMPLE.match(line):
            found.setdefault((table, given["key"]), given["value"])
    return found


def _keys_beside(location: Location) -> list[str]:
    model = _model(Settings.model_fields[str(location[0])].annotation) if len(location) > 1 else Settings
    fields = model.model_fields if model else {}
    return [field.alias or name for name, field in fields.items() if name not in ("folder", "daily")]


def _model(annotation: Any) -> Any:
    """The table that an annotation is, or is a list of."""
    return next((it for it in (annotation, *get_args(annotation)) if hasattr(it, "model_fields")), None)
