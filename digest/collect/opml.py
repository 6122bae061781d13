"""Lists of feeds as other readers write and read them (OPML 1.0 and 2.0, opml.org/spec2.opml)."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Any
from xml.parsers import expat

from digest.collect.blocks import LONGEST_NAME, clean
from digest.collect.mending import mended
from digest.errors import InputError
from digest.text.tokens import cut


@dataclass(frozen=True, slots=True)
class OpmlFeed:
    """A feed of the list. ``url`` and ``site`` are http(s) addresses; ``section`` is the innermost folder's name."""

    title: str
    url: str
    site: str | None = None
    section: str | None = None


def read_opml(text: bytes) -> list[OpmlFeed]:
    """The feeds of a list in its order, each address once. Raises InputError that names the line.

    Entities of its own are refused: a few lines of them can stand for gigabytes, or for a file of this machine.
    """
    body, content_type, _ = mended(text, "application/xml")
    before = text.count(b"\n") - body.count(b"\n")
    found: dict[str, OpmlFeed] = {}
    parser = _parser(found, "utf-8" if "charset=utf-8" in content_type else None)
    try:
        parser.Parse(body, True)
    except (expat.ExpatError, UnicodeError, LookupError, ValueError) as error:
        line = parser.CurrentLineNumber + before
        raise InputError(f"line {line}: broken OPML ({_reason(error)}): export the list again") from error
    if not found:
        raise InputError("line 1: no feed is listed: an outline with an xmlUrl that is an http(s) address is one")
    return list(found.values())


def write_opml(title: str, feeds: Iterable[OpmlFeed]) -> bytes:
    """OPML 2.0 with a folder for each section, after the feeds that stand in none."""
    sections: dict[str, list[OpmlFeed]] = {"": []}
    for feed in feeds:
        sections.setdefault(feed.section or "", []).append(feed)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">']
    lines += [f"<head><title>{_attribute(title)}</title></head>", "<body>"]
    for section, members in sections.items():
        outlines = [_outline(feed) for feed in members]
        lines += [f'<outline text="{_attribute(section)}">', *outlines, "</outline>"] if section else outlines
    return "\n".join([*lines, "</body>", "</opml>", ""]).encode()


def _parser(found: dict[str, OpmlFeed], encoding: str | None) -> expat.XMLParserType:
    folders: list[str | None] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if not folders and tag.lower() != "opml":
            raise ValueError(f"it begins with <{clean(tag)[:40]}>, not <opml>")
        section = folders[-1] if folders else None
        fields = {name.lower(): clean(value) for name, value in attributes.items()}
        name = cut(fields.get("title") or fields.get("text") or "", LONGEST_NAME)
        url = _address(fields.get("xmlurl") or (fields.get("url") if fields.get("type", "").lower() == "rss" else None))
        if tag.lower() == "outline" and url:
            found.setdefault(url, OpmlFeed(name or url, url, _address(fields.get("htmlurl")), section))
        is_folder = tag.lower() == "outline" and name and "xmlurl" not in fields
        folders.append(name if is_folder else section)

    def refuse(*_: Any) -> None:
        raise ValueError("it declares entities")

    parser = expat.ParserCreate(encoding)
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: folders.pop()
    parser.EntityDeclHandler = refuse
    return parser


def _address(written: str | None) -> str | None:
    """http(s) alone: a list from elsewhere must not name a file of this machine."""
    url = (written or "").removeprefix("feed:")
    url = f"http:{url}" if url.startswith("//") else url
    return url if url.lower().startswith(("http://", "https://")) else None


def _reason(error: Exception) -> str:
    return str(expat.ErrorString(error.code)) if isinstance(error, expat.ExpatError) else str(error)


def _outline(feed: OpmlFeed) -> str:
    name = _attribute(feed.title)
    site = f' htmlUrl="{_attribute(feed.site)}"' if feed.site else ""
    return f'<outline type="rss" text="{name}" title="{name}" xmlUrl="{_attribute(feed.url)}"{site}/>'


def _attribute(text: str) -> str:
    return escape(clean(text))
