"""digest.toml: every key, from the tables that read it and the file that shows it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time, timedelta
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from digest.config import Settings
from digest.shipped import shipped
from reference.markdown import table

ONE = {str: "text", bool: "`true` or `false`", int: "whole number", float: "number"} | {
    timedelta: "span of time", time: "time of day", date: "date"
}  # fmt: skip
MANY = {str: "texts", time: "times of day", date: "dates"}
BOUNDS = {"ge": "from {}", "gt": "more than {}", "le": "up to {}", "lt": "less than {}", "max_length": "at most {} {}"}


class Line(NamedTuple):
    """What templates/digest.toml shows of a key: a value, and what its remark calls the default, if it says so."""

    value: str
    default: str | None


class Shown(NamedTuple):
    intro: Mapping[str, str]
    lines: Mapping[tuple[str, str], Line]


def shown() -> Shown:
    """By table, what stands above it in templates/digest.toml; by table and key, its line."""
    intro: dict[str, str] = {}
    lines: dict[tuple[str, str], Line] = {}
    at, said = "", [""]
    for line in (shipped("templates") / "digest.toml").read_text(encoding="utf-8").splitlines():
        if header := re.fullmatch(r"(?:# )?\[\[?(\w+)\]\]?", line):
            at = header[1]
            intro[at] = " ".join(said)
        elif key := re.fullmatch(r'(?:# )?(\w+) = ("[^"]*"|\[.*?\]|\S+)(?:\s+# (.*))?', line):
            default = re.search(r"default: ([^;]+)", key[3] or "")
            lines.setdefault((at, key[1]), Line(key[2], default[1] if default else None))
        said = [*said, line.removeprefix("# ")] if line.startswith("# ") else []
    return Shown(intro, lines)


def model_of(annotation: Any) -> Any:
    """The table that a setting is, or is a list of; None where it is a key."""
    return next((it for it in (annotation, *get_args(annotation)) if hasattr(it, "model_fields")), None)


def kind(annotation: Any, limits: Iterable[Any] = (), one: bool = True) -> str:
    """What may be written, in words: ``whole number, from 1, up to 64``."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return kind(inner[0], [*limits, *inner[1:]], one)
    if origin in (Union, UnionType):
        return kind(next(it for it in inner if it is not NoneType), limits, one)
    if origin is Literal:
        return ", ".join(f'`"{value}"`' for value in inner)
    if origin is tuple:
        return f"list of {kind(inner[0], one=False)}"
    return ", ".join([ONE[annotation] if one else MANY[annotation], *bounds(limits)])


def bounds(limits: Iterable[Any]) -> Iterator[str]:
    for limit in limits:
        yield from bounds(limit.metadata) if isinstance(limit, FieldInfo) else ()
        for name, words in BOUNDS.items():
            if (bound := getattr(limit, name, None)) is not None:
                yield words.format(bound, "characters")


def keys() -> Iterator[tuple[str, str, FieldInfo]]:
    """(table, key, field) of all that digest.toml may say, in its order; the table is "" for what stands above all."""
    tables = {name: field for name, field in Settings.model_fields.items() if name not in ("folder", "daily")}
    yield from (("", name, field) for name, field in tables.items() if not model_of(field.annotation))
    for name, field in tables.items():
        model = model_of(field.annotation)
        yield from ((name, inner.alias or key, inner) for key, inner in (model.model_fields.items() if model else ()))


def row(key: str, field: FieldInfo, line: Line) -> tuple[str, ...]:
    """The template shows a key with its default, or with an example and what the default is."""
    default = "needed" if field.is_required() else re.sub('^".*"$', r"`\g<0>`", line.default or f"`{line.value}`")
    like = f", like `{line.value}`" if field.is_required() or line.default else ""
    written = kind(field.annotation, field.metadata)
    if written.startswith("list") and not line.value.startswith("["):
        written = f"{kind(get_args(field.annotation)[0])}, or a list"
    return f"`{key}`", written + ("" if written.startswith("`") else like), default, field.description or ""


def told_keys() -> str:
    said, text = shown(), ""
    for name in dict.fromkeys(at for at, _, _ in keys()):
        many = name and str(Settings.model_fields[name].annotation).startswith("tuple")
        header = f"[[{name}]]" if many else f"[{name}]"
        text += f"## `{header}`\n\n{said.intro[name]}".rstrip() + "\n\n" if name else ""
        rows = [row(key, field, said.lines[name, key]) for at, key, field in keys() if at == name]
        text += table(("key", "what may be written", "default", "what it is"), rows)
    return text


def undescribed() -> list[str]:
    return [f"digest.toml: [{at}] {key}" for at, key, field in keys() if not field.description]
