"""RSS and Atom -> Articles, through feedparser with its own sanitiser off (it is quadratic; ours runs on output)."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from time import struct_time
from typing import Any

from digest.collect.blocks import assemble, clean, parts_of_html, text_of_html
from digest.errors import InputError
from digest.models import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item of a feed. ``summary`` and ``content`` are HTML as published."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    title: str = ""
    link: str = ""
    language: str | None = None
    entries: tuple[Entry, ...] = ()


def parse_feed(body: bytes, url: str, content_type: str | None = None) -> Feed:
    """The entries of an RSS or Atom feed. Raises InputError when the bytes are no feed."""
    import feedparser

    headers = {"content-location": url, "content-type": content_type or "application/xml"}
    parsed = feedparser.parse(body, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    if not parsed.get("version"):
        raise InputError(_no_feed(body, url))
    language = _language(parsed.feed.get("language"))
    return Feed(
        title=text_of_html(parsed.feed.get("title", "")),
        link=parsed.feed.get("link", ""),
        language=language,
        entries=tuple(_entry(item, language) for item in parsed.entries),
    )


def articles_of(feed: Feed) -> list[Article]:
    """An article per entry. Its text is the content, or the summary where there is no more than that."""
    return [_article(entry, feed) for entry in feed.entries]


def _article(entry: Entry, feed: Feed) -> Article:
    summary = text_of_html(entry.summary)
    text, blocks = assemble(parts_of_html(entry.content or entry.summary))
    return Article(
        url=entry.link or entry.id,
        title=text_of_html(entry.title) or summary[:100] or entry.link,
        text=text,
        published_at=entry.published or entry.updated,
        updated_at=entry.updated,
        byline=entry.author,
        language=entry.language,
        site=feed.title or None,
        teaser=summary if entry.content and summary else None,
        blocks=blocks,
    )


def _entry(item: Any, language: str | None) -> Entry:
    contents = [
        part.get("value", "")
        for part in item.get("content", ())
        if "html" in part.get("type", "html") or part.get("type") == "text/plain"
    ]
    author = clean(item.get("author", "")) or None
    return Entry(
        title=item.get("title", ""),
        link=clean(item.get("link", "")),
        id=clean(item.get("id", "")),
        author=re.sub(r"^by\s+", "", author, flags=re.IGNORECASE) if author else None,
        published=_moment(item, "published_parsed"),
        updated=_moment(item, "updated_parsed"),
        summary=item.get("summary", ""),
        content=max(contents, key=len, default=""),
        enclosures=tuple(link.get("href", "") for link in item.get("enclosures", ())),
        language=_language(item.get("language")) or language,
    )


def _moment(item: Any, key: str) -> datetime | None:
    """feedparser gives UTC; its own get() would answer with another date where one is missing."""
    parsed: struct_time | None = dict.get(item, key)
    try:
        return datetime(*parsed[:6], tzinfo=UTC) if parsed else None
    except ValueError:
        return None


def _language(tag: str | None) -> str | None:
    return tag.split("-")[0].lower() if tag else None


def _no_feed(body: bytes, url: str) -> str:
    head = body[:2000].lstrip().lower()
    if b"<html" in head or b"<!doctype html" in head:
        what = "this is a web page (HTML), not a feed"
        return f"{url}: {what}: name the feed's own file, or save the page with the suffix .html"
    return f"{url}: no RSS or Atom feed: check that the file is whole and is the feed itself"
