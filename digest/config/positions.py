"""Where in digest.toml a key stands."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

_HEADER = re.compile(r"\s*(\[\[?)\s*([\w.\"' -]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"\s*(?P<quote>[\"']?)(?P<key>[\w-]+)(?P=quote)\s*[=.]")


class Place(NamedTuple):
    """Both count from 1."""

    line: int
    column: int


def place_of(text: str, location: Sequence[int | str]) -> Place:
    """Of a key as pydantic names it, ("source", 1, "url"); of its table where it is missing, of the file's beginning
    where that is missing too. Lines within a text of several lines are not told apart from keys."""
    table, entry, nearest = tuple[int | str, ...](), Counter[str](), Place(1, 1)
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            name = header[2].strip("\"'")
            table = (name,) if header[1] == "[" else (name, entry[name])
            entry[name] += header[1] == "[["
            if location[: len(table)] == table:
                nearest = Place(number, line.index("[") + 1)
                if len(location) == len(table):
                    return nearest
        elif (found := _KEY.match(line)) and location[: len(table) + 1] == (*table, found["key"]):
            return Place(number, found.start("quote") + 1)
    return nearest
