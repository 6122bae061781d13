"""The file that an editor saved -> its tables; what is wrong in it is said with its line."""

import re
import tomllib
from collections.abc import Sequence
from difflib import get_close_matches

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from digest.errors import InputError

Place = tuple[int | str, ...]
_MANY_LINES = re.compile(r"(?<==)[ \t]*('''|\"\"\").*?\1", re.DOTALL)
_TABLE = re.compile(r"[ \t]*\[{1,2}[ \t]*(\w+)[ \t]*(?:\.[ \t]*(story)[ \t]*)?\]")


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class StoryTable(_Table):
    key: int
    headline: str = ""
    note: str = ""
    pin: bool = False
    drop: bool = False
    sentences: list[str] = Field(default=[])
    quotation: bool = False
    adds: bool = False
    also: list[str] = Field(default=[])


class SectionTable(_Table):
    title: str = ""
    story: list[StoryTable] = Field(default=[])


class LinesTable(_Table):
    lines: list[str] = Field(default=[])


class File(_Table):
    draft: str
    intro: str = ""
    section: list[SectionTable] = Field(default=[])
    brief: LinesTable = LinesTable()
    corrections: LinesTable = LinesTable()


_KEYS: dict[int, type[_Table]] = {0: File, 2: SectionTable, 4: StoryTable}  # by how deep in a file a key stands


def read(text: str) -> File:
    """Raises InputError, which names the line."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"this is not valid TOML: {error}") from error
    try:
        return File(**tables)
    except ValidationError as error:
        raise _explained(error, text) from error


def wrong(text: str, place: Place, message: str) -> InputError:
    return InputError(f"line {line_of(text, place)}: {message}")


def line_of(text: str, place: Place) -> int:
    """Of a key, or an item of its list, that stands at a place such as ("section", 0, "story", 2, "headline")."""
    lines = _MANY_LINES.sub(lambda found: "\n" * found[0].count("\n"), text).split("\n")
    tables = _places(lines)
    depth = max((depth for depth in range(len(place) + 1) if place[:depth] in tables), default=0)
    begin = tables[place[:depth]]
    rest = place[depth:]
    if not rest:
        return begin + 1
    end = min((line for line in tables.values() if line > begin), default=len(lines))
    key = re.compile(rf"[ \t]*\"?{re.escape(str(rest[0]))}\"?[ \t]*=")
    found = next((number for number in range(begin, end) if key.match(lines[number])), begin)
    items = [number for number in range(found + 1, end) if re.match(r"[ \t]*[^#\s]", lines[number])]
    item = int(rest[1]) if len(rest) > 1 and lines[found].rstrip().endswith("[") else len(items)
    return (items[item] if item < len(items) else found) + 1


def _places(lines: Sequence[str]) -> dict[Place, int]:
    """Where each table begins."""
    places: dict[Place, int] = {(): 0}
    section, story = -1, -1
    for number, line in enumerate(lines):
        if not (found := _TABLE.match(line)):
            continue
        if found[2]:
            story += 1
            places["section", section, "story", story] = number
        elif found[1] == "section":
            section, story = section + 1, -1
            places["section", section] = number
        else:
            places[(found[1],)] = number
    return places


def _explained(error: ValidationError, text: str) -> InputError:
    first = error.errors()[0]
    place: Place = first["loc"]
    key = next(part for part in reversed(place) if isinstance(part, str))
    if first["type"] == "extra_forbidden":
        table: type[_Table] = _KEYS.get(len(place) - 1, LinesTable)
        near = get_close_matches(key, table.model_fields, 1, 0.5)
        what = f"unknown key {key!r}: " + (f"did you mean {near[0]!r}?" if near else "take it out")
    elif first["type"] == "missing":
        what = f"{key} is missing: put it back as `digest edit --print` has it"
    elif place == ("section",):
        what = "a story stands before the first section: write [[section]] above it"
    else:
        what = f"{key}: {first['msg']}"
    return wrong(text, place, what)
