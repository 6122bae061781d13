"""Paragraphs of any origin -> an article's text and its blocks."""

import re
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from html import unescape

from digest.models import Article, Block, BlockKind
from digest.text.furniture import find_furniture, without_tail
from digest.text.tokens import cut

Part = tuple[BlockKind, str]

LONGEST_TITLE, LONGEST_NAME, _LONGEST_TEASER = 300, 200, 2000  # characters
_LONGEST_URL = 2048  # characters; beyond it an address is no link that mail programs and browsers follow

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff\ud800-\udfff]")
_DECLARATION = re.compile(r"<[!?][^<>]*>?")
_TAG = re.compile(r"""<(/?)([a-zA-Z][^\s/<>]*)(?:[^<>"']|"[^"<]*"|'[^'<]*'|["'])*+(?:>|$)""")
_CODE = re.compile(r"<(?:script|style|template|svg)\b", re.IGNORECASE)
_CODE_END = re.compile(r"</(?:script|style|template|svg)\s*>", re.IGNORECASE)
_KINDS: dict[str, BlockKind] = {
    "blockquote": "quote", "li": "list_item", "figcaption": "caption", "caption": "caption", "dt": "heading",
    "h1": "heading", "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading", "h6": "heading",
}  # fmt: skip
_BREAKS = {
    "p",
    "div",
    "section",
    "article",
    "ul",
    "ol",
    "dl",
    "dd",
    "pre",
    "table",
    "tr",
    "td",
    "th",
    "figure",
    "hr",
    "aside",
    "header",
    "footer",
    *_KINDS,
}
_DROPPED = {"script", "style", "template", "noscript", "svg", "form", "button", "iframe", "nav"}


def clean(text: str) -> str:
    """One line without control characters: for titles, names and paragraphs."""
    return " ".join((text if text.isprintable() else _UNPRINTABLE.sub("", text)).split())


def in_bounds(article: Article) -> Article:
    """The article with no line longer than a page has room for; of its text nothing is lost.

    Instead of an address that nobody can follow it has a mark that stays the same from one reading to the next.
    """
    url, image = article.url, article.image or ""
    return replace(
        article,
        url=url if len(url) <= _LONGEST_URL else f"#{sha256(url.encode('utf-8', 'replace')).hexdigest()}",
        title=cut(article.title, LONGEST_TITLE),
        byline=cut(article.byline or "", LONGEST_NAME) or None,
        site=cut(article.site or "", LONGEST_NAME) or None,
        section=cut(article.section or "", LONGEST_NAME) or None,
        teaser=cut(article.teaser or "", _LONGEST_TEASER) or None,
        categories=tuple(cut(each, LONGEST_NAME) for each in article.categories),
        image=image if 0 < len(image) <= _LONGEST_URL else None,
    )


def assemble(parts: Iterable[Part]) -> tuple[str, tuple[Block, ...]]:
    """Text with a blank line between the parts, and a block for each; paragraphs that are furniture say so.

    Where all are, an invitation may have its place behind the news, in the same paragraph: that is cut in two.
    """
    kept = [(kind, cleaned) for kind, text in parts if (cleaned := clean(text))]
    told = find_furniture(kept)
    if all(told):
        kept = [(kind, text) for kind, whole in kept for text in without_tail(whole)]
        told = find_furniture(kept)
    blocks: list[Block] = []
    start = 0
    for (kind, text), is_furniture in zip(kept, told, strict=True):
        furniture = is_furniture and kind in ("paragraph", "list_item")
        blocks.append(Block(start, start + len(text), "furniture" if furniture else kind))
        start += len(text) + 2
    return "\n\n".join(text for _, text in kept), tuple(blocks)


def parts_of_html(html: str) -> list[Part]:
    """The paragraphs, headings, quotations, list items and captions of a piece of HTML, as plain text.

    Tag by tag, so that deep nesting costs nothing; a "<" that begins no tag is text.
    """
    reader = _Reader()
    pieces = _TAG.split(_without_code(html))
    reader.text(pieces[0])
    for closing, name, text in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        (reader.close if closing else reader.open)(name.lower())
        reader.text(text)
    reader.flush()
    return reader.parts


def text_of_html(html: str) -> str:
    """HTML as one line of plain text: for titles and teasers, which feeds fill with markup."""
    if "<" not in html:
        return clean(unescape(html))
    return clean(" ".join(text for _, text in parts_of_html(html)))


def without_comments(html: str) -> str:
    """An unfinished comment reaches to the end, as in a browser."""
    return _without(html, re.compile("<!--"), re.compile("-->"), 2)


def _without_code(html: str) -> str:
    if "<!" in html or "<?" in html:
        html = _DECLARATION.sub("", without_comments(html))
    return _without(html, _CODE, _CODE_END, 0)


def _without(html: str, opening: re.Pattern[str], closing: re.Pattern[str], overlap: int) -> str:
    """Without what lies between the two; what is not closed reaches to the end. Linear, as no regular expression is."""
    kept, end = [], 0
    while start := opening.search(html, end):
        kept.append(html[end : start.start()])
        stop = closing.search(html, start.start() + overlap)
        if not stop:
            return "".join(kept)
        end = stop.end()
    return "".join(kept) + html[end:]


class _Reader:
    """What stands between the tags, cut where a block begins or ends."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self._kinds: list[BlockKind] = []
        self._buffer: list[str] = []
        self._dropped = 0
        self._breaks = 0

    def flush(self) -> None:
        text = "".join(self._buffer)
        if text and not text.isspace():
            self.parts.append((self._kinds[-1] if self._kinds else "paragraph", text))
        self._buffer.clear()

    def open(self, tag: str) -> None:
        if tag in _DROPPED:
            self._dropped += 1
        if tag == "br":
            self._breaks += 1
            if self._breaks > 1:
                self.flush()
            self._buffer.append(" ")
        if tag in _BREAKS:
            self.flush()
        if tag in _KINDS:
            inside_quote = bool(self._kinds) and self._kinds[-1] == "quote"
            self._kinds.append("quote" if inside_quote else _KINDS[tag])

    def close(self, tag: str) -> None:
        if tag in _DROPPED:
            self._dropped = max(0, self._dropped - 1)
        if tag in _BREAKS:
            self.flush()
        if tag in _KINDS and self._kinds:
            self._kinds.pop()

    def text(self, text: str) -> None:
        if self._dropped or not text:
            return
        if not text.isspace():
            self._breaks = 0
        self._buffer.append(unescape(text) if "&" in text else text)
