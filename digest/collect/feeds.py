"""RSS, Atom, RDF and JSON Feed -> entries -> Articles.

XML goes through feedparser with its own sanitiser off (it is quadratic; ours runs on output). Before it, `mending`
repairs what feedparser stumbles over; after it, dates are read by `dates` and links made absolute here.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from html import escape, unescape
from io import BytesIO
from itertools import chain, pairwise
from typing import Any
from urllib.parse import quote

from digest.collect.blocks import LONGEST_TITLE, Part, assemble, clean, in_bounds
from digest.collect.html import parts_of_html, text_of_html, title_text
from digest.collect.links import absolute
from digest.collect.links import feed_links as feed_links
from digest.collect.mending import mended
from digest.collect.names import BY, kernel, named, without_label
from digest.collect.titles import headline
from digest.errors import InputError
from digest.languages import any_of
from digest.models import Article
from digest.text.dates import moment
from digest.text.furniture import is_furniture
from digest.text.tokens import cut
from digest.text.tracking import without_tracking


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
    language: str | None = None
    image: str | None = None
    categories: tuple[str, ...] = ()


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
    if not parsed.get("version") and (_is_page(body) or not any(parsed.entries)):
        raise InputError(_no_feed(body, url))
    atom = parsed.get("version", "").startswith("atom")
    language = short_language(parsed.feed.get("language"))
    return Feed(
        title=cut(text_of_html(parsed.feed.get("title") or ""), LONGEST_TITLE),
        link=absolute(url, parsed.feed.get("link") or ""),
        language=language,
        entries=tuple(_entry(item, url, language, atom) for item in parsed.entries),
    )


def articles_of(feed: Feed) -> list[Article]:
    """An article per entry. Its text is the content, or the summary where that says far more; a headline has none.

    An entry without a title has its first words for one; the title is empty where it has no words at all.
    """
    return [_article(entry, feed) for entry in feed.entries]


def short_language(tag: object) -> str | None:
    """``en`` of ``en-GB``; None of what is no language tag."""
    match = re.match(r"\s*([a-zA-Z]{2,3})(?![a-zA-Z])", tag) if isinstance(tag, str) else None
    return match.group(1).lower() if match else None


def stable_id(url: str, *fields: str) -> str:
    """An id for an item that has none, from what it says."""
    return f"{url}#{sha256(chr(0).join(fields).encode('utf-8', 'replace')).hexdigest()[:16]}"


# --- entries -> articles

_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_MARKUP = re.compile(r"[<&]|\n[ \t\r]*\n")

_ADDRESS = re.compile(r"[^\s@(<]{1,64}@[^\s@)>]{1,250}|https?://\S+")
_BY = re.compile(rf"^{BY}\s+", re.IGNORECASE)
_TAIL = re.compile(
    rf"\s*(?:\[(?:…|\.\.\.|&hellip;)\]|\b{any_of(lambda own: own.furniture.tails)}\W*)\s*$", re.IGNORECASE
)
_LISTS = re.compile(r"\s*(?:<a\b|https?://|(?:\d{1,2}:)?\d{1,2}:\d\d\b)", re.IGNORECASE)
_LISTED = re.compile(r"(?:</a>|https?://\S*)\s*$", re.IGNORECASE)
_LONGEST_ADDRESS = 300  # characters
_SUBTITLE = re.compile(r"\s+[|–—:-]+\s+")
_SHORTEST_NAME = 3  # characters of a feed's name that stands in a title by no chance
_TELLING = 8  # characters of a title that stands in a line by no chance
_AROUND = 60  # characters that a line has beside the two titles it names
_APPEARED = re.compile(r"^The post .* (?:appeared first|first appeared) on .*$")


def _article(entry: Entry, feed: Feed) -> Article:
    code = entry.language or feed.language
    summary, content = (
        [part for part in _parts(html, code) if not _names_itself(clean(part[1]), entry, feed)]
        for html in (entry.summary, entry.content)
    )
    parts, has_teaser = (summary, False) if _length(summary) > 2 * _length(content) else (content, bool(summary))
    title = headline(_own_title(entry, feed), (clean(text) for _, text in parts), code)
    text, blocks = assemble(parts)
    if text == title:
        text, blocks = "", ()
    teaser = _teaser(summary) if has_teaser else None
    article = Article(
        url=_address(entry, feed),
        title=title,
        text=text,
        published_at=entry.published or entry.updated,
        updated_at=entry.updated,
        byline=byline(entry.author, [feed.title]),
        language=code,
        site=feed.title or None,
        image=entry.image,
        teaser=teaser if teaser not in (title, text) else None,
        blocks=blocks,
        categories=entry.categories,
    )
    return in_bounds(article)


def _own_title(entry: Entry, feed: Feed) -> str:
    """Without the feed's name before or behind it; "" where it is no more than that."""
    names = [name for name in (feed.title, _SUBTITLE.split(feed.title)[0]) if len(name) >= _SHORTEST_NAME]
    title = without_label(title_text(entry.title), names)
    return "" if kernel(title) in map(kernel, names) else title


def _address(entry: Entry, feed: Feed) -> str:
    """Where a reader goes, and different for every article: an id that is no address hangs on the site's own."""
    if entry.link or not feed.link or entry.id.startswith(("http://", "https://", feed.link)):
        return without_tracking(entry.link or entry.id)
    return f"{feed.link}#{quote(entry.id.rpartition('#')[2] or entry.id, safe=':/')}"


def byline(author: str | None, sites: Iterable[str] = ()) -> str | None:
    """The names alone: without "By", e-mail and web addresses, dates, and what names nobody or the site."""
    names = _BY.sub("", _ADDRESS.sub("", text_of_html(author or "")[:500]).strip())
    names = re.sub(r"\(\s*\)|<\s*>", "", names).strip(" ,;:|<>-–—")
    return named(names[1:-1] if names.startswith("(") and names.endswith(")") else names, sites) or None


def _names_itself(text: str, entry: Entry, feed: Feed) -> bool:
    """Whether a line says little more than both titles: "Le billet … est apparu en premier sur …"."""
    title = title_text(entry.title)
    names = {feed.title, _SUBTITLE.split(feed.title)[0]} - {""}
    return len(title) >= _TELLING and any(
        len(text) <= len(title) + len(name) + _AROUND and name in text.replace(title, "") and title in text
        for name in names
    )


def _length(parts: list[Part]) -> int:
    return sum(len(text) for _, text in parts)


def _teaser(parts: list[Part]) -> str | None:
    kept = (clean(text) for _, text in parts)
    said = " ".join(line for line in kept if line and not is_furniture(line, at_edge=True))
    return _TAIL.sub("", said) or None


def _parts(html: str, code: str | None) -> list[Part]:
    """Text without a single tag has its paragraphs where the blank lines are, and the lines of a list."""
    plain = "<" not in html
    found: Iterable[Part] = (
        (("paragraph", unescape(text)) for text in _BLANK_LINE.split(_listed(html, "\n", "\n")))
        if plain
        else parts_of_html(_listed(html, "<br>", r"<br\s*/?>"), code)
    )
    return [(kind, text) for kind, text in found if not _APPEARED.match(clean(text))]


def _listed(text: str, line_end: str, pattern: str) -> str:
    """With two ends for one of a line that begins with an address or a time or ends with one: a list, and no prose."""
    lines = re.split(pattern, text)
    listed = [bool(_LISTS.match(line) or _LISTED.search(line, max(0, len(line) - _LONGEST_ADDRESS))) for line in lines]
    ends = [line_end * (2 if one or two else 1) for one, two in pairwise(listed)]
    return "".join(chain.from_iterable(zip(lines, [*ends, ""], strict=True)))


# --- feedparser's items -> entries

_MOST_CATEGORIES = 20
_TRUSTED = re.compile(
    r"[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} (?:199|20\d)\d \d\d:\d\d:\d\d (?:GMT|UTC|[+-](?:0\d|1[0-3])[0-5]\d)"
)

Get = Callable[..., Any]


def _parsed(body: bytes, url: str, content_type: str | None) -> Any:
    """What feedparser makes of it. As a stream: it would open a file whose name stands in plain bytes."""
    import feedparser

    body, content_type, has_base = mended(body, content_type)
    headers = {"content-type": content_type, **({"content-location": url} if has_base else {})}
    try:
        return feedparser.parse(
            BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:  # hostile bytes reach corners of it that raise anything
        raise InputError(f"{url}: cannot be read as a feed ({type(error).__name__}): check that it is whole") from error


def _entry(item: Any, url: str, language: str | None, atom: bool) -> Entry:
    get: Get = partial(_given, item)
    links = get("links", ())
    summary, content = _bodies(get, atom, language)
    title = _html(get("title", ""), get("title_detail"), atom)
    link, name = _link_and_id(get, links, url, atom, language)
    return Entry(
        title=title,
        link=link,
        id=name or link or stable_id(url, title, summary, content),
        author=_author(get),
        published=_moment(get, "published") or _moment(get, "created"),
        updated=_moment(get, "updated"),
        summary=summary,
        content=content,
        language=short_language(get("language") or _content_language(get)) or language,
        image=_image(get, links),
        categories=_categories(get("tags", ())),
    )


def _given(fields: dict[str, Any], key: str, default: Any = None) -> Any:
    """feedparser's own get answers with other keys, and slowly; of a broken element it gives None."""
    value = dict.get(fields, key)
    return default if value is None else value


def _link_and_id(get: Get, links: Any, url: str, atom: bool, language: str | None) -> tuple[str, str]:
    own = [it for it in links if it.get("rel") == "alternate" and short_language(it.get("hreflang")) == language]
    raw, name = clean(own[0].get("href", "") if language and own else get("link", "")), clean(get("id", ""))
    if raw == name and "://" not in raw and (atom or "/" not in raw):
        raw = ""  # feedparser takes any id for a link; "urn:uuid:1" and "1234" are none
    if not raw:
        raw = next((found["href"] for found in links if found.get("rel") == "alternate" and found.get("href")), "")
    if name and (atom or ("/" in name and (get("guidislink") or name.startswith("/")))):
        name = absolute(url, name) or name
    return absolute(url, raw), name


def _bodies(get: Get, atom: bool, language: str | None) -> tuple[str, str]:
    """Of several contents, those in the feed's language and of those the longest."""
    summary = _html(get("summary", ""), get("summary_detail"), atom)
    parts = [
        part for part in get("content", ()) if not str(part.get("type")).startswith(("image/", "audio/", "video/"))
    ]
    rich = [part for part in parts if part.get("type") != "text/plain"] or parts
    own = [part for part in rich if short_language(part.get("language")) == language] or rich
    if len(own) < len(rich) and summary == rich[0].get("value"):
        summary = ""  # feedparser gives an entry without one its first content, in whatever language
    content = max((_html(part.get("value") or "", part, atom) for part in own), key=len, default="")
    if not summary and not content:
        summary = _html(get("info", ""), get("info_detail"), atom)  # a media:description, under the name mending gave
    return summary, content


def _html(value: str, detail: Any, atom: bool) -> str:
    """Plain text as HTML. Only Atom says for certain which of the two it is; RSS means HTML, whatever it says."""
    if atom and detail and detail.get("type") == "text/plain" and _MARKUP.search(value):
        return "".join(f"<p>{escape(part, quote=False)}</p>" for part in _BLANK_LINE.split(value))
    return value


def _author(get: Get) -> str | None:
    names = dict.fromkeys(name for found in get("authors", ()) if (name := clean(found.get("name") or "")))
    return ", ".join(names) if len(names) > 1 else clean(get("author", "")) or None


def _moment(get: Get, key: str) -> datetime | None:
    """feedparser has read it already, but of other dates it guesses zones and years, and asks the clock for a month."""
    written, parsed = get(key, ""), get(key + "_parsed")
    if not parsed or not _TRUSTED.fullmatch(written):
        return moment(written)
    try:
        year, month, day, hour, minute, second = parsed[:6]
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None


def _content_language(get: Get) -> str | None:
    details = (*get("content", ())[:1], get("summary_detail"), get("title_detail"))
    return next((tag for detail in details if detail and (tag := detail.get("language"))), None)


def _categories(tags: Any) -> tuple[str, ...]:
    names = (text_of_html(tag.get("label") or tag.get("term") or "") for tag in tags[:_MOST_CATEGORIES])
    return tuple(dict.fromkeys(filter(None, names)))


def _image(get: Get, links: Any) -> str | None:
    """The widest picture with an https address."""
    found = [(_width(tag), tag.get("url") or "") for tag in get("media_content", ()) if _is_picture(tag)]
    found += [(_width(tag), tag.get("url") or "") for tag in get("media_thumbnail", ())]
    found += [(0, link.get("href") or "") for link in links if link.get("rel") == "enclosure" and _is_picture(link)]
    if image := get("image"):
        found.append((0, image.get("href") or ""))
    safe = [(width, clean(link)) for width, link in found if link.strip().startswith("https://")]
    return max(safe, key=lambda pair: pair[0])[1] if safe else None


def _is_picture(tag: Any) -> bool:
    return tag.get("medium") == "image" or str(tag.get("type", "")).startswith("image/")


def _width(tag: Any) -> int:
    width = str(tag.get("width", ""))[:6]
    return int(width) if width.isascii() and width.isdigit() else 0


def _is_page(body: bytes) -> bool:
    head = body[:2000].lower()
    return b"<html" in head or b"<!doctype html" in head


def _no_feed(body: bytes, url: str) -> str:
    if _is_page(body):
        what = "this is a web page (HTML), not a feed"
        return f"{url}: {what}: name the feed's own file, or save the page with the suffix .html"
    return f"{url}: no RSS or Atom feed: check that the file is whole and is the feed itself"
