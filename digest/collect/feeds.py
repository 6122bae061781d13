"""RSS, Atom, RDF and JSON Feed -> entries -> Articles.

XML goes through feedparser with its own sanitiser off (it is quadratic; ours runs on output). Before it, `_mended`
repairs what feedparser stumbles over; after it, dates are read by `dates` and links made absolute here.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from html import escape, unescape
from io import BytesIO
from typing import Any
from urllib.parse import quote, urljoin

from digest.collect.blocks import Part, assemble, clean, parts_of_html, text_of_html
from digest.collect.dates import moment
from digest.errors import InputError
from digest.models import Article
from digest.text.furniture import is_furniture


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item of a feed. ``title``, ``summary`` and ``content`` are HTML as published; links are absolute.

    ``link`` is empty where there is none to a page; ``id`` never is, and stays the same from one reading to the next.
    """

    title: str = ""
    link: str = ""
    id: str = ""
    author: str | None = None
    published: datetime | None = None
    updated: datetime | None = None
    summary: str = ""
    content: str = ""
    enclosures: tuple[str, ...] = ()
    language: str | None = None
    image: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    title: str = ""
    link: str = ""
    language: str | None = None
    entries: tuple[Entry, ...] = ()


def parse_feed(body: bytes, url: str, content_type: str | None = None) -> Feed:
    """The entries of an RSS, Atom, RDF or JSON feed. Raises InputError when the bytes are no feed."""
    if body[:1000].removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{":
        from digest.collect.jsonfeed import parse_json_feed

        return parse_json_feed(body, url)
    parsed = _parsed(body, url, content_type)
    if not parsed.get("version") and not any("title" in item or "link" in item for item in parsed.entries):
        raise InputError(_no_feed(body, url))
    atom = parsed.get("version", "").startswith("atom")
    language = short_language(parsed.feed.get("language"))
    return Feed(
        title=text_of_html(parsed.feed.get("title", "")),
        link=absolute(url, parsed.feed.get("link", "")),
        language=language,
        entries=tuple(_entry(item, url, language, atom) for item in parsed.entries),
    )


def feed_links(body: bytes, url: str) -> list[str]:
    """The addresses of the feeds that a web page names in its head, absolute, in its order."""
    page = _COMMENT.sub("", body[:1_000_000].decode("utf-8", "replace").replace("\x00", ""))
    base, found = url, []
    for tag in _LINK_TAG.finditer(page):
        attributes = {name.lower(): unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(tag.group(2))}
        href = attributes.get("href", "").strip()
        if tag.group(1).lower() == "base":
            base = absolute(base, href) or base
        elif "alternate" in attributes.get("rel", "").lower().split() and href:
            kind = attributes.get("type", "").split(";")[0].strip().lower()
            if kind in ("application/rss+xml", "application/atom+xml", "application/feed+json"):
                found.append(absolute(base, href))
    return list(dict.fromkeys(filter(None, found)))


def articles_of(feed: Feed) -> list[Article]:
    """An article per entry. Its text is the content, or the summary where there is no more than that."""
    return [_article(entry, feed) for entry in feed.entries]


def absolute(base: str, link: str) -> str:
    """The link as seen from the base; empty where it would run a program or is no address at all."""
    link = clean(link)
    if not link.lower().startswith(("http://", "https://")):
        try:
            link = urljoin(base, link) if link else ""
        except ValueError:
            return ""
    return "" if link.lower().startswith(("javascript:", "vbscript:", "data:")) else link


def short_language(tag: object) -> str | None:
    """``en`` of ``en-GB``; None of what is no language tag."""
    match = re.match(r"\s*([a-zA-Z]{2,3})(?![a-zA-Z])", tag) if isinstance(tag, str) else None
    return match.group(1).lower() if match else None


def stable_id(url: str, *fields: str) -> str:
    """An id for an item that has none, from what it says."""
    return f"{url}#{sha256(chr(0).join(fields).encode('utf-8', 'replace')).hexdigest()[:16]}"


# --- entries -> articles

_ADDRESS = re.compile(r"\S+@\S+|https?://\S+")
_BY = re.compile(r"^(?:by|par|von|por|di|door)\s+", re.IGNORECASE)
_TAIL = re.compile(r"\s*(?:\[(?:…|\.\.\.|&hellip;)\]|(?:(?:read|learn) more|continue reading)\W*)\s*$", re.IGNORECASE)
_APPEARED = re.compile(r"^The post .* (?:appeared first|first appeared) on .*$")


def _article(entry: Entry, feed: Feed) -> Article:
    title, parts = text_of_html(entry.title), _parts(entry.content or entry.summary)
    text, blocks = assemble(parts)
    if text == title:
        text, blocks = "", ()
    teaser = _teaser(entry.summary) if entry.content and entry.summary != entry.content else None
    return Article(
        url=_address(entry, feed),
        title=title or (clean(parts[0][1])[:100] if parts else "") or entry.link,
        text=text,
        published_at=entry.published or entry.updated,
        updated_at=entry.updated,
        byline=byline(entry.author),
        language=entry.language or feed.language,
        site=feed.title or None,
        image=entry.image,
        teaser=teaser if teaser not in (title, text) else None,
        blocks=blocks,
    )


def _address(entry: Entry, feed: Feed) -> str:
    """Where a reader goes, and different for every article: an id that is no address hangs on the site's own."""
    if entry.link or not feed.link or entry.id.startswith(("http://", "https://", feed.link)):
        return entry.link or entry.id
    return f"{feed.link}#{quote(entry.id.rpartition('#')[2] or entry.id, safe=':/')}"


def byline(author: str | None) -> str | None:
    """The names alone: without "By", e-mail and web addresses."""
    names = _BY.sub("", _ADDRESS.sub("", text_of_html(author or "")).strip())
    return re.sub(r"\(\s*\)|<\s*>", "", names).strip(" ,;:|<>-–—").removeprefix("(").removesuffix(")").strip() or None


def _teaser(html: str) -> str | None:
    kept = (clean(text) for _, text in _parts(html))
    said = " ".join(line for line in kept if line and not is_furniture(line, at_edge=True))
    return _TAIL.sub("", said) or None


def _parts(html: str) -> list[Part]:
    """Text without a single tag has its paragraphs where the blank lines are."""
    plain = "<" not in html
    found: Iterable[Part] = (
        (("paragraph", unescape(text)) for text in re.split(r"\n[ \t\r]*\n", html)) if plain else parts_of_html(html)
    )
    return [(kind, text) for kind, text in found if not _APPEARED.match(clean(text))]


# --- feedparser's items -> entries

_TRUSTED = re.compile(r"[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d (?:GMT|UTC|[+-]\d{4})")


def _entry(item: Any, url: str, language: str | None, atom: bool) -> Entry:
    get = item.__class__.__mro__[1].get.__get__(item)  # dict's own: feedparser's answers with other keys, and slowly
    links = get("links", ())
    summary, content = _bodies(get, atom)
    title = _html(get("title", ""), get("title_detail"), atom)
    link = absolute(url, get("link", "") or _alternate(links))
    name = clean(get("id", ""))
    if name and (atom or get("guidislink") or name.startswith("/")):
        name = absolute(url, name) or name
    return Entry(
        title=title,
        link=link or (name if name.startswith(("http://", "https://")) and get("guidislink") is not False else ""),
        id=name or link or stable_id(url, title, summary, content),
        author=_author(get),
        published=_moment(get, "published") or _moment(get, "created"),
        updated=_moment(get, "updated"),
        summary=summary,
        content=content,
        enclosures=tuple(
            filter(None, (absolute(url, found.get("href", "")) for found in links if found.get("rel") == "enclosure"))
        ),
        language=short_language(get("language")) or _language(get) or language,
        image=_image(get, url),
    )
