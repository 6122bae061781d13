"""Paragraphs of any origin -> an article's text and its blocks."""

import re
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256

from digest.collect.mojibake import repaired
from digest.models import Article, Block, BlockKind
from digest.text.furniture import find_furniture, without_tail
from digest.text.tokens import cut

Part = tuple[BlockKind, str]

LONGEST_TITLE, LONGEST_NAME, _LONGEST_TEASER = 300, 200, 2000  # characters
_LONGEST_URL = 2048  # characters; beyond it an address is no link that mail programs and browsers follow

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u2060\ufeff\ufffe\uffff\ud800-\udfff]")


def clean(text: str) -> str:
    """One line without control characters and mojibake: for titles, names and paragraphs."""
    if not text.isascii():
        text = repaired(text)
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
