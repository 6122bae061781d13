"""The tree of a page -> its lines: each a run of text that knows where it stood."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from digest.collect.blocks import clean
from digest.collect.names import kernel
from digest.models import BlockKind

PROSE = 80  # bytes of the shortest line that is taken for prose by its look alone

_XML: Mapping[str, BlockKind] = {"head": "heading", "quote": "quote", "item": "list_item", "row": "furniture"}
_HTML: Mapping[str, BlockKind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"), "blockquote": "quote", "li": "list_item",
    "tr": "furniture", "figcaption": "caption",
}  # fmt: skip
_BREAKS = {
    "article", "aside", "body", "dd", "div", "dl", "dt", "footer", "form", "header", "hr", "main", "nav", "ol", "p",
    "pre", "section", "table", "td", "th", "ul",
}  # fmt: skip
_XML_BREAKS = {"p", "list", "table", "cell", "body", "code", "ab", "div", "graphic"}
_DROPPED = {
    "script",
    "style",
    "template",
    "noscript",
    "svg",
    "button",
    "iframe",
    "select",
    "textarea",
    "option",
    "head",
}
_ASIDE = {"nav", "footer", "aside", "form", "header", "table"}
_ENDS = (*'.!?…。！？؟۔।"”’»)', ":")


@dataclass(slots=True)
class Line:
    """A run of text between two breaks of the page. ``linked``: the share of it that is links."""

    text: str
    kind: BlockKind
    linked: float
    holder: Any
    aside: bool
    key: str = field(init=False)
    size: int = field(init=False)  # in bytes: Chinese says as much in a third of the characters

    def __post_init__(self) -> None:
        self.key = kernel(self.text[:160])
        self.size = len(self.text.encode())

    @property
    def is_prose(self) -> bool:
        return self.linked < 0.4 and self.size >= PROSE and self.text.endswith(_ENDS)


def lines_of_page(tree: Any) -> Iterator[Line]:
    return _lines(tree, _HTML, _BREAKS)


def lines_of_extract(body: Any) -> Iterator[Line]:
    """The lines of what trafilatura returns, in its own markup."""
    return _lines(body, _XML, _XML_BREAKS)


def _lines(tree: Any, kinds: Mapping[str, BlockKind], breaks: set[str]) -> Iterator[Line]:
    """The lines of a tree in order, in one walk. A quotation stays one even where it holds paragraphs."""
    from lxml.etree import iterwalk

    words: list[str] = []
    linked = total = 0
    links = dropped = aside = gaps = 0
    open_kinds: list[tuple[BlockKind, Any]] = []
    holder: Any = tree

    def line() -> Iterator[Line]:
        nonlocal linked, total
        if total and (text := clean("".join(words))):
            kind: BlockKind = open_kinds[-1][0] if open_kinds else "paragraph"
            yield Line(text, kind, linked / total, holder, bool(aside))
        words.clear()
        linked = total = 0

    for event, element in iterwalk(tree, events=("start", "end")):
        tag = element.tag
        opens = event == "start"
        if tag in kinds or tag in breaks:
            yield from line()
            if opens:
                holder = (open_kinds[0][1] if open_kinds else element).getparent()
        if tag in kinds and opens:
            outer = open_kinds[-1][0] if open_kinds else None
            open_kinds.append((outer if outer in ("quote", "caption") else kinds[tag], element))
        elif tag in kinds and open_kinds:
            open_kinds.pop()
        step = 1 if opens else -1
        dropped += step * (tag in _DROPPED)
        aside += step * (tag in _ASIDE)
        links += step * (tag in ("a", "ref"))
        if tag in ("br", "lb") and opens:
            gaps += 1
            if gaps > 1:
                yield from line()
            words.append(" ")
        text = element.text if opens else element.tail
        if text and not dropped:
            words.append(text)
            size = len(text.strip())
            gaps = 0 if size else gaps
            total += size
            linked += size if links else 0
    yield from line()
