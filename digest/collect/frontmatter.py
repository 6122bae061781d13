"""What Hugo, Jekyll, Eleventy, Obsidian, Pandoc and their like write above an article's text -> its fields."""

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from typing import Any

from digest.collect.blocks import clean
from digest.errors import InputError
from digest.text.dates import moment

# Names as these tools give them, the more exact first, without the capitals, "_" and "-" by which they differ.
_PUBLISHED = ("publishdate", "pubdate", "datepublished", "publishedat", "published", "date", "created")
_UPDATED = (
    "updated",
    "lastmod",
    "lastmodifiedat",
    "modified",
    "datemodified",
    "dateupdated",
    "updateddate",
    "updatedat",
)
_EXPIRES = ("expirydate", "unpublishdate", "expires", "expiresat", "expiredate", "expirationdate")
_AUTHOR = ("author", "authors", "byline")
_LANGUAGE = ("language", "lang", "languagecode", "locale")
_TEASER = ("teaser", "description", "summary", "excerpt", "abstract", "subtitle")
_URL = ("url", "canonicalurl", "canonical", "externalurl", "link", "source")
_IMAGE = (
    "image",
    "images",
    "cover",
    "coverimage",
    "featuredimage",
    "featureimage",
    "heroimage",
    "thumbnail",
    "ogimage",
)
_CATEGORIES = ("categories", "category", "tags", "tag", "keywords")
_PART = ("name", "src", "url", "path", "image", "relative")  # what is meant, where a field is a table of its own
_NOT_PUBLIC = {
    "draft": True, "published": False, "publish": False, "unlisted": True, "hidden": True, "private": True,
    "headless": True, "eleventyexcludefromcollections": True, "permalink": False,
}  # fmt: skip
_NOT_PUBLIC_STATES = ("draft", "private", "hidden", "pending", "unpublished", "trash", "archived")
_TRUE, _FALSE = ("true", "yes", "on", "1"), ("false", "no", "off", "0")

_FENCED = re.compile(r"\s*^(---|\+\+\+|;;;)[ \t]*(yaml|toml|json)?[ \t]*\n(.*?)^(\1|\.\.\.)[ \t]*$\n?", re.S | re.M)
_UNENDED = re.compile(r"\s*^(---|\+\+\+|;;;)[ \t]*(?:yaml|toml|json)?[ \t]*\n[\"\w-]+[ \t]*[:=]", re.M)
_TITLE_BLOCK = re.compile(r"%[ \t]*(.*(?:\n[ \t]+\S.*)*)\n(?:%[ \t]*(.*(?:\n[ \t]+\S.*)*)\n)?(?:%[ \t]*(.*)\n)?")
_KINDS = {"+++": "toml", ";;;": "json"}

Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """What stands above the text. ``withheld``: by which line its author has not published it, "" where it is public.

    Dates without a zone are in the newsletter's. ``url`` and ``image`` are empty or addresses on the web.
    """

    title: str = ""
    byline: str = ""
    published_at: datetime | None = None
    updated_at: datetime | None = None
    expires_at: datetime | None = None
    section: str = ""
    language: str = ""
    teaser: str = ""
    url: str = ""
    image: str = ""
    categories: tuple[str, ...] = ()
    withheld: str = ""


def split_front_matter(text: str, where: str, zone: tzinfo) -> tuple[FrontMatter, str]:
    """The fields above an article, and its text. Raises InputError that names the line of a mistake."""
    found, rest = _fields_and_text(text, where)
    fields = {re.sub(r"[_\s-]", "", str(key)).lower(): value for key, value in found.items()}
    fields |= {key: value for key, value in _table(fields.get("taxonomies")).items() if key not in fields}

    def date_of(keys: Iterable[str]) -> datetime | None:
        return next((_moment(fields[key], key, where, zone) for key in keys if _is_date(fields.get(key))), None)

    front = FrontMatter(
        title=_first(fields, ("title",)),
        byline=", ".join(next(filter(None, (_names(fields.get(key)) for key in _AUTHOR)), ())),
        published_at=date_of(_PUBLISHED),
        updated_at=date_of(_UPDATED),
        expires_at=date_of(_EXPIRES),
        section=_first(fields, ("section",)),
        language=_first(fields, _LANGUAGE),
        teaser=_first(fields, _TEASER),
        url=next((url for url in _texts(fields, _URL) if re.match(r"(?i)https?://\S+$", url)), ""),
        image=next((url for url in _texts(fields, _IMAGE) if url.startswith("https://")), ""),
        categories=tuple(dict.fromkeys(tag for key in _CATEGORIES for tag in _tags(fields.get(key)))),
        withheld=_withheld(fields),
    )
    return front, rest


# --- the three notations


def _fields_and_text(text: str, where: str) -> tuple[Fields, str]:
    if match := _FENCED.match(text):
        mark, kind, inside, _ = match.groups()
        above = text[: match.start(3)].count("\n")
        found = _read(kind or _KINDS.get(mark, "yaml"), inside, above, where)
        return ({}, text) if found is None else (found, text[match.end() :])
    if match := _UNENDED.match(text):
        line = text[: match.start(1)].count("\n") + 1
        raise InputError(f"{where}: line {line}: the front matter has no end: close it with a line {match[1]}")
    if re.match(r"\s*\{\s*(\"|\})", text):
        return _json_above(text, where)
    if (match := _TITLE_BLOCK.match(text)) and match[0]:
        title, author, when = (clean(part or "") for part in match.groups())
        return {"title": title, "author": author.split(";"), "date": when if _has_date(when) else ""}, text[
            match.end() :
        ]
    return {}, text


def _json_above(text: str, where: str) -> tuple[Fields, str]:
    start = len(text) - len(text.lstrip())
    try:
        found, end = json.JSONDecoder().raw_decode(text, start)
    except (ValueError, RecursionError) as error:
        raise _mistake(where, getattr(error, "lineno", 1), "JSON", getattr(error, "msg", "nested too deep")) from error
    return _table(found), text[end:]


def _read(kind: str, text: str, above: int, where: str) -> Fields | None:
    """The fields; None of a piece between two rules that is prose."""
    if kind == "yaml":
        return _yaml(text, above, where)
    try:
        return _table(tomllib.loads(text) if kind == "toml" else json.loads(text if "{" in text else f"{{{text}}}"))
    except (ValueError, RecursionError) as error:
        at = re.search(r"line (\d+)", str(error))
        line = above + int(at[1]) if at else above + max(1, text.count("\n"))
        said = re.sub(r" ?\(?(?:at|:)? ?line \d+.*", "", str(error)).rstrip(":")
        raise _mistake(where, line, kind.upper(), said) from error


def _yaml(text: str, above: int, where: str) -> Fields | None:
    """Every value as it is written: YAML would take the title 7:42 for a number, and No for false."""
    import yaml  # loaded for folders of Markdown alone

    try:
        found = yaml.load(text, Loader=yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader)  # noqa: S506
    except yaml.MarkedYAMLError as error:
        if not re.search(r"(?m)^[\"']?[\w-]+[\"']?[ \t]*:", text):
            return None
        line = error.problem_mark.line if error.problem_mark else 0
        said = f"{error.problem or 'it is not whole'}; a value with a colon or a quotation mark needs quotation marks"
        raise _mistake(where, above + line + 1, "YAML", said) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise _mistake(where, above + 1, "YAML", "it holds what no text holds") from error
    if found in (None, ""):
        return {}
    return found if isinstance(found, dict) else None


def _mistake(where: str, line: int, kind: str, said: str) -> InputError:
    return InputError(f"{where}: line {line}: the front matter is no {kind} ({clean(said)}): mend it there")


# --- fields -> texts, names, dates


def _table(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return clean(str(value)) if isinstance(value, str | int | float | date | time) else ""


def _each(value: object) -> Iterator[str]:
    """The texts of a field: its own, those of its list, or what its table says first. Two levels deep, no more."""
    for one in value[:100] if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            yield next((text for key in _PART if (text := _plain(one.get(key)))), "")
        else:
            yield _plain(one)


def _texts(fields: Fields, keys: Iterable[str]) -> Iterator[str]:
    return (text for key in keys for text in _each(fields.get(key)) if text)


def _first(fields: Fields, keys: Iterable[str]) -> str:
    return next((text for text in _texts(fields, keys) if text not in (*_TRUE[:1], *_FALSE[:1])), "")


def _names(value: object) -> tuple[str, ...]:
    """``[[Ann Lee]]`` is how Obsidian links a person."""
    return tuple(filter(None, (_without_link(name) for name in _each(value))))


def _tags(value: object) -> Iterator[str]:
    for text in _each(value):
        for tag in re.split(r",|\s+(?=#)", text) if not isinstance(value, list) else [text]:
            if name := _without_link(tag.strip().lstrip("#")):
                yield name


def _without_link(text: str) -> str:
    return re.sub(r"^\[\[(?:[^|\]]*\|)?([^\]]*)\]\]$", r"\1", text)


def _withheld(fields: Fields) -> str:
    for key, public in _NOT_PUBLIC.items():
        if _plain(fields.get(key)).lower() in (_TRUE if public else _FALSE):
            return f"{key}: {_plain(fields[key])}"
    state = _first(fields, ("status", "visibility", "state")).lower()
    return f"status: {state}" if state in _NOT_PUBLIC_STATES else ""


def _is_date(value: object) -> bool:
    return _plain(value).lower() not in ("", "null", "~", *_TRUE, *_FALSE)


def _has_date(text: str) -> bool:
    return moment(text) is not None


def _moment(value: object, key: str, where: str, zone: tzinfo) -> datetime:
    """A date, with or without a time; as computers write it, or as people do."""
    written = _plain(value)
    found = moment(re.sub(r"\s+(?=[+-]\d\d:?\d\d$)", "", written), zone)
    if found is None:
        raise InputError(
            f"{where}: {key} {written!r} is no date: write it like 2026-05-31 or 2026-05-31T07:30:00+01:00"
        )
    return found
