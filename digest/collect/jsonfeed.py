"""JSON Feed 1.0 and 1.1 (jsonfeed.org) -> Feed. Lenient: what has a wrong type is as if it were not there."""

import json
from html import escape
from typing import Any

from digest.collect.blocks import LONGEST_TITLE, clean
from digest.collect.feeds import Entry, Feed, short_language, stable_id
from digest.collect.links import absolute
from digest.errors import InputError
from digest.text.dates import moment
from digest.text.tokens import cut


def parse_json_feed(body: bytes, url: str) -> Feed:
    """Raises InputError when the bytes are no JSON, or JSON that is no feed."""
    feed = _loaded(body, url)
    items = feed.get("items")
    if not isinstance(items, list) or not ("jsonfeed.org" in _text(feed, "version") or _look_like_items(items)):
        raise InputError(
            f"{url}: this is JSON, but no JSON Feed (it has no version and items): name the feed's address"
        )
    language = short_language(feed.get("language"))
    authors = _authors(feed)
    return Feed(
        title=cut(clean(_text(feed, "title")), LONGEST_TITLE),
        link=absolute(url, _text(feed, "home_page_url")),
        language=language,
        entries=tuple(_entry(item, url, language, authors) for item in items if isinstance(item, dict)),
    )


def _loaded(body: bytes, url: str) -> dict[str, Any]:
    try:
        encoding = json.detect_encoding(body)
        loaded = json.loads(body.decode(encoding, "replace"), strict=False)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise InputError(f"{url}: no feed: broken JSON at {where} ({error.msg}): check that it is whole") from error
    except (RecursionError, ValueError) as error:
        raise InputError(f"{url}: no feed: JSON nested too deep or with an endless number") from error
    return loaded if isinstance(loaded, dict) else {}


def _look_like_items(items: list[Any]) -> bool:
    return any(isinstance(item, dict) and ("content_html" in item or "content_text" in item) for item in items)


def _entry(item: dict[str, Any], url: str, language: str | None, authors: str | None) -> Entry:
    link = absolute(url, _text(item, "url") or _text(item, "external_url"))
    name = clean(_text(item, "id"))
    content = _text(item, "content_html") or _html(_text(item, "content_text"))
    title, summary = _html(_text(item, "title")), _html(_text(item, "summary"))
    return Entry(
        title=title,
        link=link or (name if name.startswith(("http://", "https://")) else ""),
        id=name or link or stable_id(url, title, summary, content),
        author=_authors(item) or authors,
        published=moment(_text(item, "date_published")),
        updated=moment(_text(item, "date_modified")),
        summary=summary,
        content=content,
        language=short_language(item.get("language")) or language,
        image=_image(item),
        categories=_tags(item.get("tags")),
    )


def _text(fields: dict[str, Any], key: str) -> str:
    """Version 1.0 says that an id may be a number, and that readers must take it for a string."""
    value = fields.get(key)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def _dicts(fields: dict[str, Any], key: str) -> list[dict[str, Any]]:
    value = fields.get(key)
    return [found for found in value if isinstance(found, dict)] if isinstance(value, list) else []


def _tags(value: object) -> tuple[str, ...]:
    words = [clean(word) for word in value if isinstance(word, str)] if isinstance(value, list) else []
    return tuple(dict.fromkeys(filter(None, words)))[:20]


def _authors(fields: dict[str, Any]) -> str | None:
    """Version 1.1 has ``authors``, 1.0 one ``author``."""
    one = fields.get("author")
    found = _dicts(fields, "authors") or ([one] if isinstance(one, dict) else [])
    names = (clean(_text(author, "name")) for author in found)
    return ", ".join(dict.fromkeys(filter(None, names))) or None


def _html(plain: str) -> str:
    return escape(plain, quote=False)


def _image(item: dict[str, Any]) -> str | None:
    pictures = [_text(item, "image"), _text(item, "banner_image")]
    pictures += [
        _text(found, "url") for found in _dicts(item, "attachments") if _text(found, "mime_type").startswith("image/")
    ]
    return next((clean(link) for link in pictures if link.startswith("https://")), None)
