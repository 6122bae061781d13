"""Addresses in feeds and pages, made absolute."""

import re
from html import unescape
from urllib.parse import urljoin

from digest.collect.blocks import clean
from digest.collect.html import without_comments

_LINK_TAG = re.compile(r"<(link|base)\s((?:[^<>\"']|\"[^\"]{0,2000}\"|'[^']{0,2000}')*)", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([a-zA-Z-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")


def feed_links(body: bytes, url: str) -> list[str]:
    """The addresses of the feeds that a web page names in its head, absolute, in its order."""
    page = without_comments(body[:1_000_000].decode("utf-8", "replace"))
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


def absolute(base: str, link: str) -> str:
    """The link as seen from the base; empty where it would run a program or is no address at all."""
    link = clean(link)
    if not link.lower().startswith(("http://", "https://")):
        try:
            link = urljoin(base, link) if link else ""
        except ValueError:
            return ""
    return "" if link.lower().startswith(("javascript:", "vbscript:", "data:")) else link
