"""The HTML part beside the text part: links, images, contrast in both colour schemes, and what clients cannot show."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from lxml import html as lxml_html

from digest.collect.guard import leads_inside
from digest.proof.clients import unsupported
from digest.proof.contrast import faint_texts
from digest.proof.finding import Finding, Severity, alike, shortened
from digest.text.counting import plural

_TEXT_LINK = re.compile(r"https?://[^\s<>\"]+")
_LEFT_OVER = re.compile(r"\{\{|\}\}|\{%|%\}")
_FRAGMENT = ":~:text="

_FAULTS: dict[str, tuple[Severity, str, str, str]] = {
    "bad": ("error", "is no address", "links are no addresses", "mend it in its source, the intro or the template"),
    "relative": (
        "error",
        "is not absolute: a mail has no page that it could belong to",
        "links are not absolute",
        "write it with https:// and its host, in its source, the intro or the template",
    ),
    "private": (
        "error",
        "leads into a private network, where no reader can follow",
        "links lead into a private network",
        "take it out of the intro or the template, or drop the story with `digest edit`; if you alone read this, name"
        " its host or network in allow under [fetch]",
    ),
    "own": (
        "warning",
        "leads into your own network",
        "links lead into your own network",
        "nothing, as long as you read it there",
    ),
    "http": ("warning", "is not https", "links are not https", "use https where the site has it"),
}


def page_findings(page: str, text: str, allow: Sequence[str]) -> Iterator[Finding]:
    if not page:
        yield Finding("error", "html", "the issue has no HTML part", "run `digest build` again")
        return
    tree = lxml_html.document_fromstring(page)
    links = _links(tree)
    yield from _bad_links(links, allow)
    yield from _not_in_text(_web(links), text)
    yield from _images(tree)
    for part, body in (("HTML", tree.body.text_content()), ("text", text)):
        if found := _LEFT_OVER.search(body):
            what = f"the {part} part prints {found[0]!r}, which belongs to a template"
            yield Finding("warning", "template", what, "mend the template, or the article's text if it says so itself")
    yield from _faint(page, tree)
    for feature, clients in unsupported(tree):
        what = f"{feature} does not work in {', '.join(clients)}"
        yield Finding("warning", "clients", what, "take it out of the template")


def links_of(page: str) -> list[str]:
    """Every web address that the page links to, once, without the place in the text that it points at."""
    return _web(_links(lxml_html.document_fromstring(page)))


def _web(links: Iterable[str]) -> list[str]:
    return [url for url in links if url.startswith(("http://", "https://"))]


def _links(tree: Any) -> dict[str, str]:
    """Each address without the place in its text, and the words of its first link."""
    links: dict[str, str] = {}
    for element in tree.iter("a"):
        if (url := element.get("href")) is not None:
            links.setdefault(url.partition("#" + _FRAGMENT)[0].partition(_FRAGMENT)[0], element.text_content())
    return links


def _bad_links(links: dict[str, str], allow: Sequence[str]) -> Iterator[Finding]:
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for url, words in links.items():
        if fault := _fault(url, allow):
            name = shortened(url, 80) or "nothing"
            found[fault].append((f"the link “{shortened(words, 40)}” to {name} {_FAULTS[fault][1]}", name))
    for fault, (severity, _, many, mend) in _FAULTS.items():
        yield from alike(severity, "links", found[fault], many, mend)


def _fault(url: str, allow: Sequence[str]) -> str:
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return "bad"
    if parts.scheme == "mailto" or url.startswith("#"):
        return ""
    if parts.scheme not in ("http", "https") or not host:
        return "relative"
    if leads_inside(url):
        return "private" if leads_inside(url, allow) else "own"
    return "http" if parts.scheme == "http" else ""


def _not_in_text(links: list[str], text: str) -> Iterator[Finding]:
    there = {url.rstrip(").,;") for url in _TEXT_LINK.findall(re.sub(r"(?<=\S)\n(?=\S)", "", text))}
    there |= {url.rstrip(").,;") for url in _TEXT_LINK.findall(text)}
    missing = [url for url in links if url.rstrip(").,;") not in there]
    if missing:
        lacking = f"{len(missing)} of {plural(len(links), 'link')}"
        what = f"the text part lacks {lacking}, among them {shortened(missing[0], 80)}"
        yield Finding("warning", "text part", what, "print the same links in issue.txt.j2")


def _images(tree: Any) -> Iterator[Finding]:
    bare, elsewhere, pixels = [], [], []
    for image in tree.iter("img"):
        source = image.get("src") or ""
        name = shortened(source, 80) or "without an address"
        if image.get("alt") is None:
            bare.append((f"the image {name} has no alternative text", name))
        if not source.startswith(("https://", "cid:")):
            elsewhere.append((f"the image {name} is not on an https address", name))
        elif image.get("width") in ("0", "1") or image.get("height") in ("0", "1"):
            pixels.append((f"the image {name} is a tracking pixel", name))
    mend = 'give it alt="…" in the template or the intro, empty where it only decorates'
    yield from alike("error", "images", bare, "images have no alternative text", mend)
    mend = 'set images = "none", or leave its source without images'
    yield from alike("warning", "images", elsewhere, "images are not on an https address", mend)
    mend = "take it out of the template or the intro"
    yield from alike("error", "images", pixels, "images are tracking pixels", mend)


def _faint(page: str, tree: Any) -> Iterator[Finding]:
    """One finding for all that is as faint: they have a colour and its ground in common."""
    alike: dict[tuple[str, str], list[str]] = {}
    for scheme, words, ratio in faint_texts(page, tree):
        alike.setdefault((scheme, f"{ratio:.1f}"), []).append(words)
    for (scheme, found), texts in alike.items():
        more = f", like {len(texts) - 1} more," if len(texts) > 1 else ""
        what = f"“{shortened(texts[0], 40)}”{more} has a contrast of {found} in the {scheme} scheme; 4.5 can be read"
        yield Finding("warning", "contrast", what, "change the colour in [brand] or in the template")
