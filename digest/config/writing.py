"""Changes to digest.toml by commands: only the lines that they are about, so that comments and order stay."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from digest.config import named, parsed, text_of
from digest.errors import ConfigError, InputError
from digest.files import whole

_NO_SOURCE = re.compile(r"(?m)^[ \t]*source[ \t]*=[ \t]*\[\s*\][ \t]*(?:#.*)?\n?")
_LINE = re.compile(r".*\n|.+")
_ALLOW = re.compile(r"(?m)^[ \t]*allow[ \t]*=[ \t]*\[")


def add_sources(path: Path, sources: Sequence[Mapping[str, str]], allow: str = "") -> None:
    """Append ``[[source]]`` tables with these keys, and the host to ``allow`` under ``[fetch]`` if one is given.

    Nothing is written when a source of one of the names is there already, or when the file would not load then.
    """
    text = _read(path)
    names = {str(table.get("name")) for table in _sources(text)}
    for source in sources:
        if source["name"] in names:
            raise InputError(f"{path}: a source is named {source['name']!r} already: give this one another --name")
        names.add(source["name"])
    changed = with_sources(with_allowed(text, allow) if allow else text, sources)
    mistakes = parsed(changed, named(path)[0].resolve().parent)[1]
    if mistakes:
        raise ConfigError(f"{path}: with what was to be added, {mistakes[0].text}: add it by hand")
    _write(path, changed)


def remove_source(path: Path, name: str) -> str:
    """Take the source of this name or address out; its name. Raises InputError when there is none."""
    text = _read(path)
    found = _source_called(path, text, name)
    _write(path, without_source(text, str(found.get("name"))))
    return str(found.get("name"))


def set_keys(path: Path, name: str, changes: Mapping[str, str]) -> str:
    """Set keys of the source of this name or address, or take those out that are empty; its name.

    A value is taken as TOML has it, or else as a text. Raises InputError when there is no such source, ConfigError
    where the file would not load then: nothing is written.
    """
    text = _read(path)
    found = _source_called(path, text, name)
    for key, value in changes.items():
        wrong = []
        for written in _as_toml(value):
            changed = with_key(text, str(found.get("name")), key, written)
            if mistakes := parsed(changed, named(path)[0].resolve().parent)[1]:
                wrong.append(mistakes[0].text)
            else:
                break
        else:
            raise ConfigError(f"{path}: with {key}={value}, {wrong[-1]}")
        text = changed
        found = found | ({"name": value} if key == "name" else {})
    _write(path, text)
    return str(found.get("name"))


def _as_toml(value: str) -> Iterator[str]:
    """What a value may mean, the more likely first: 0.5 is a number, and 3d a text."""
    if not value:
        yield ""
        return
    with suppress(tomllib.TOMLDecodeError, RecursionError, ValueError):
        if list(tomllib.loads(f"x = {value}")) == ["x"] and "\n" not in value:
            yield value
    yield quoted(value)


def _source_called(path: Path, text: str, name: str) -> dict[str, Any]:
    tables = _sources(text)
    found = next((it for it in tables if it.get("name") == name), None) or next(
        (it for it in tables if it.get("url") and bare(str(it["url"])) == bare(name)), None
    )
    if found is None:
        raise InputError(f"{path}: no source has the name or the address {name!r}: see `digest sources list`")
    return found


def bare(url: str) -> str:
    """An address without what people leave out: two that only differ in it are the same."""
    return re.sub(r"^https?://", "", url.strip(), flags=re.IGNORECASE).rstrip("/")


def with_sources(text: str, sources: Sequence[Mapping[str, str]]) -> str:
    """The text of a file with more sources, after those that it has or at its end."""
    if tomllib.loads(text).get("source") == []:
        text = _NO_SOURCE.sub("", text, count=1)  # as an earlier version left it when the last one was removed
    kept = [{key: value for key, value in source.items() if value} for source in sources]
    tables = "".join(
        "\n[[source]]\n" + "".join(f"{key} = {quoted(value)}\n" for key, value in table.items()) for table in kept
    )
    pieces = _pieces(text)
    last = max((at for at, piece in enumerate(pieces) if _source(piece) is not None), default=len(pieces) - 1)
    own, rest = _halves(pieces[last]) if _source(pieces[last]) is not None else (pieces[last], "")
    before = "".join([*pieces[:last], own])
    if before.endswith("\n\n"):
        tables = tables.removeprefix("\n")
    changed = (
        before + ("" if before.endswith("\n") or not before else "\n") + tables + rest + "".join(pieces[last + 1 :])
    )
    return _checked(text, changed, lambda data: data | {"source": [*data.get("source", []), *kept]})


def without_source(text: str, name: str) -> str:
    """The text of a file without the first source of this name; comments on lines of their own stay."""
    pieces = _pieces(text)
    tables = [_source(piece) for piece in pieces]
    at = next((at for at, table in enumerate(tables) if table and table.get("name") == name), None)
    if at is None:
        raise ConfigError(f"source {name!r} is not written as [[source]]: take it out by hand")
    own, rest = _halves(pieces[at])
    comments = "".join(line for line in _LINE.findall(own) if line.lstrip().startswith("#"))
    before = "".join(pieces[:at])
    if not comments and (not before or before.endswith("\n\n")):
        rest = re.sub(r"\A[ \t]*\r?\n", "", rest)
    sources = [table for table in tables if table is not None]
    sources.remove(tables[at])  # type: ignore[arg-type]
    changed = before + comments + rest + "".join(pieces[at + 1 :])
    return _checked(
        text, changed, lambda data: {key: value for key, value in (data | {"source": sources}).items() if value != []}
    )


def with_key(text: str, name: str, key: str, value: str) -> str:
    """The text of a file whose first source of this name has this key, with a value as TOML has it, or without it.

    A comment behind the value stays."""
    pieces = _pieces(text)
    tables = [_source(piece) for piece in pieces]
    at = next((at for at, table in enumerate(tables) if table and table.get("name") == name), None)
    if at is None:
        raise ConfigError(f"source {name!r} is not written as [[source]]: change it by hand")
    own, rest = _halves(pieces[at])
    lines = _LINE.findall(own)
    start, end = _lines_of(lines, key)
    comment = _comment_behind("".join(lines[start:end]))
    ending = "\r\n" if lines[0].endswith("\r\n") else "\n"
    if start and not lines[start - 1].endswith("\n"):
        lines[start - 1] += ending
    lines[start:end] = [f"{key} = {value}{comment}{ending}"] if value else []
    pieces[at] = "".join(lines) + rest
    changed = {name: it for name, it in (tables[at] or {}).items() if name != key}
    if value:
        changed[key] = tomllib.loads(f"x = {value}")["x"]
    place = sum(table is not None for table in tables[:at])

    def wanted(data: dict[str, Any]) -> dict[str, Any]:
        sources = data["source"]
        return data | {"source": [*sources[:place], changed, *sources[place + 1 :]]}

    return _checked(text, "".join(pieces), wanted)


def _lines_of(lines: Sequence[str], key: str) -> tuple[int, int]:
    """Where a table says a key, from line to line; where it does not, behind its last key."""
    start, last = 1, 1
    while start < len(lines):
        end = start + 1
        while end < len(lines) and not _is_whole("".join(lines[start:end])):
            end += 1
        said = tomllib.loads("".join(lines[start:end]))
        if key in said:
            return start, end
        last = end if said else last
        start = end
    return last, last


def _comment_behind(lines: str) -> str:
    """What stands behind a value, with the blanks before it."""
    for mark in re.finditer(r"[ \t]*#", lines):
        if _is_whole(lines[: mark.start()]) and "\n" not in lines[mark.start() :].rstrip("\r\n"):
            return lines[mark.start() :].rstrip("\r\n")
    return ""


def with_allowed(text: str, host: str) -> str:
    """The text of a file that lets the host be asked although it is inside a network."""
    before = tomllib.loads(text).get("fetch", {}).get("allow", [])
    if host in before:
        return text
    pieces = _pieces(text)
    at = next((at for at, piece in enumerate(pieces) if re.match(r"[ \t]*\[[ \t]*fetch[ \t]*\]", piece)), None)
    if at is None:
        pieces.append(f"{'' if not text or text.endswith(chr(10)) else chr(10)}\n[fetch]\nallow = [{quoted(host)}]\n")
    elif _ALLOW.search(pieces[at]):
        entry = f"{quoted(host)}, " if before else quoted(host)
        pieces[at] = _ALLOW.sub(lambda found: found[0] + entry, pieces[at], count=1)
    else:
        head, _, keys = pieces[at].partition("\n")
        pieces[at] = f"{head}\nallow = [{quoted(host)}]\n{keys}"
    return _checked(
        text, "".join(pieces), lambda data: data | {"fetch": data.get("fetch", {}) | {"allow": [host, *before]}}
    )


def quoted(text: str) -> str:
    """A basic string of TOML."""
    return json.dumps(text.encode(errors="replace").decode(), ensure_ascii=False).replace("\x7f", "\\u007f")


def _pieces(text: str) -> list[str]:
    """Cut before the header of each table. What looks like one within a value of several lines is none: a piece that
    is no whole TOML goes on."""
    found: list[str] = []
    for piece in re.split(r"(?m)^(?=[ \t]*\[)", text):
        if found and not _is_whole(found[-1]):
            found[-1] += piece
        else:
            found.append(piece)
    return found


def _is_whole(piece: str) -> bool:
    try:
        tomllib.loads(piece)
    except tomllib.TOMLDecodeError:
        return False
    return True


def _source(piece: str) -> dict[str, Any] | None:
    """The source that a piece is, if it is one."""
    if not re.match(r"[ \t]*\[\[[ \t]*[\"']?source[\"']?[ \t]*\]\]", piece):
        return None
    table: dict[str, Any] = tomllib.loads(piece)["source"][0]
    return table


def _halves(piece: str) -> tuple[str, str]:
    """A table with the comments below its keys, and what follows after a blank line."""
    lines = _LINE.findall(piece)
    end = max(at for at, line in enumerate(lines, 1) if line.strip() and not line.lstrip().startswith("#"))
    while end < len(lines) and lines[end].strip():
        end += 1
    return "".join(lines[:end]), "".join(lines[end:])


def _checked(text: str, changed: str, wanted: Any) -> str:
    """The changed text, if it says what was wanted and nothing else."""
    try:
        if tomllib.loads(changed) == wanted(tomllib.loads(text)):
            return changed
    except tomllib.TOMLDecodeError:
        pass
    raise ConfigError("the file is written in a way that no command can change: make this change by hand")


def _sources(text: str) -> list[dict[str, Any]]:
    found = tomllib.loads(text).get("source", [])
    if not isinstance(found, list) or not all(isinstance(table, dict) for table in found):
        raise ConfigError("source is no list of tables: write [[source]]")
    return found


def _read(path: Path) -> str:
    path = named(path)[0]
    try:
        text = text_of(path)
        tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{path}: cannot be read as TOML ({error}): mend it, or run `digest init`") from error
    return text


def _write(path: Path, text: str) -> None:
    """Where a link leads, with the permissions that were there."""
    path = named(path)[0].resolve()
    mode = path.stat().st_mode & 0o777
    with whole(path, mode=mode) as part:
        part.write_bytes(text.encode())
        part.chmod(mode)
