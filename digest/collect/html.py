"""HTML as a browser shows it, read tag by tag: its paragraphs, headings, quotations, list items and captions."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from typing import NamedTuple

from digest.collect.blocks import Part, clean
from digest.collect.visible import (
    LONGEST_CAPTION,
    NOTE,
    TELLING,
    Role,
    is_data,
    is_note,
    is_twin,
    lowered,
    quotation_marks,
    raised,
    role_of,
)
from digest.models import BlockKind

_SHORTCODE = re.compile(r"\[(/?)caption\b[^\[\]]{0,300}\]", re.IGNORECASE)  # of WordPress, where a plug-in is missing
_DECLARATION = re.compile(r"<[!?][^<>]*>?")
_TAG = re.compile(r"""<(/?)([a-zA-Z][^\s/<>]*)((?:[^<>"']|"[^"<]*"|'[^'<]*'|["'])*+)(?:>|$)""")
_ATTRIBUTE = re.compile(r"""([^\s=/"'>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_CODE = re.compile(r"<(?:script|style|template|svg)\b", re.IGNORECASE)
_CODE_END = re.compile(r"</(?:script|style|template|svg)\s*>", re.IGNORECASE)
_KINDS: dict[str, BlockKind] = {
    "blockquote": "quote", "li": "list_item", "figcaption": "caption", "caption": "caption", "dt": "heading",
    "h1": "heading", "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading", "h6": "heading",
    "figure": "caption",
}  # fmt: skip
_IN_FIGURES: dict[str, BlockKind] = {"blockquote": "quote", "table": "paragraph", "pre": "paragraph"}
_BREAKS = {
    "p", "div", "section", "article", "ul", "ol", "dl", "dd", "pre", "table", "tr", "td", "th", "hr", "aside",
    "header", "footer", *_KINDS,
}  # fmt: skip
_DROPPED = {"form", "nav"}
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
_TITLE_MARKUP = {
    "a", "abbr", "b", "bdi", "big", "cite", "code", "del", "div", "em", "font", "h1", "h2", "h3", "h4", "h5", "h6", "i",
    "ins", "mark", "p", "q", "s", "script", "small", "span", "strike", "strong", "style", "sub", "sup", "tt", "u",
}  # fmt: skip
_CLOSED_BY_THE_NEXT = {
    "li": {"li"}, "dt": {"dt", "dd"}, "dd": {"dt", "dd"}, "td": {"td", "th"}, "th": {"td", "th"}, "tr": {"tr"},
}  # fmt: skip
_HOLDERS = {"ul", "ol", "dl", "table", "blockquote", "section", "article"}


def parts_of_html(html: str, code: str | None = None) -> list[Part]:
    """The paragraphs, headings, quotations, list items and captions of a piece of HTML, as a browser shows them.

    Tag by tag, so that deep nesting costs nothing; a "<" that begins no tag is text. ``code``: the language, for <q>.
    Where all of it stands in boxes beside a text, they are the text; where all is called a caption, it is none.
    """
    html = _SHORTCODE.sub(r"<\1figcaption>", html) if "[/caption]" in html else html
    pieces = _TAG.split(_without_code(_NO_CHARACTERS.sub("", html)))
    parts, boxes = _read(pieces, code, without_boxes=True)
    if not parts and boxes:
        parts, _ = _read(pieces, code, without_boxes=False)
    if all(kind == "caption" for kind, _ in parts) and "figcaption" not in html.lower():
        return [("paragraph", text) for _, text in parts]
    return parts


def _read(pieces: list[str], code: str | None, *, without_boxes: bool) -> tuple[list[Part], int]:
    reader = _Reader(quotation_marks(code), without_boxes=without_boxes)
    reader.text(pieces[0])
    for closing, name, inside, text in zip(pieces[1::4], pieces[2::4], pieces[3::4], pieces[4::4], strict=True):
        if closing:
            reader.close(name.lower())
        else:
            reader.open(name.lower(), _attributes(inside) if TELLING.search(inside) else {})
        reader.text(text)
    return reader.end(), reader.boxes


def _attributes(inside: str) -> dict[str, str]:
    return {name.lower(): one or two or bare for name, one, two, bare in reversed(_ATTRIBUTE.findall(inside))}


def text_of_html(html: str) -> str:
    """HTML as one line of plain text: for titles and teasers, which feeds fill with markup."""
    if "<" not in html:
        return clean(unescape(html))
    return clean(" ".join(text for _, text in parts_of_html(html)))


def title_text(html: str) -> str:
    """A title as one line of plain text. Tags that are words of it stay: "How to use <video>", "<b> or <strong>?"."""
    if "<" not in html:
        return text_of_html(html)
    tags = [(match[1], match[2].lower(), match[3].strip()) for match in _TAG.finditer(html)]
    attributed = {name for closing, name, attributes in tags if attributes and not closing}
    markup = {name for closing, name, _ in tags if closing and name in _TITLE_MARKUP | attributed} | _VOID

    def kept(match: re.Match[str]) -> str:
        return match[0] if match[2].lower() in markup else f"&lt;{match[0][1:]}"

    return text_of_html(_TAG.sub(kept, html))


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


# No characters: no text holds them.
_RAISED, _LOWERED, _TWIN, _ENDS, _GAP = "\ufdd1", "\ufdd2", "\ufdd3", "\ufdd4", "\ufdd5"
_STARTS: Mapping[Role, str] = {"raised": _RAISED, "lowered": _LOWERED}
_MARKED = re.compile(f"([{_RAISED}{_LOWERED}{_TWIN}])([^{_RAISED}{_LOWERED}{_TWIN}{_ENDS}]*){_ENDS}")
_BEFORE_A_GAP = re.compile(rf"(?<!\s)\s++{_GAP}(?=\s?[.,;:!?…)\]])")
_NO_CHARACTERS = re.compile("[\ufdd0-\ufdd5]")
_BESIDE = 2000  # characters on either side in which a twin is looked for


class _Open(NamedTuple):
    tag: str
    role: Role
    has_kind: bool
    is_twin: bool


@dataclass(slots=True)
class _Table:
    first: int  # of its parts
    presentation: bool
    rows: int = 0
    cells: int = 0
    columns: int = 0
    heads: bool = False
    nests: bool = False

    def count(self, tag: str) -> None:
        if tag == "tr":
            self.rows, self.cells = self.rows + 1, 0
        elif tag in ("td", "th"):
            self.cells += 1
            self.columns = max(self.columns, self.cells)
            self.heads = self.heads or tag == "th"


class _Reader:
    """What stands between the tags, cut where a block begins or ends."""

    def __init__(self, quotes: tuple[str, str], *, without_boxes: bool) -> None:
        self.boxes = 0
        self._parts: list[Part] = []
        self._twins: list[int] = []
        self._quotes = quotes
        self._without_boxes = without_boxes
        self._kinds: list[BlockKind] = []
        self._open: list[_Open] = []
        self._counts: Counter[str] = Counter()
        self._roles: Counter[Role] = Counter()
        self._tables: list[_Table] = []
        self._buffer: list[str] = []
        self._breaks = 0

    def end(self) -> list[Part]:
        while self._open:
            self._pop()
        self._flush()
        twins = {at for at in self._twins if is_twin(self._parts[at][1], self._beside(at))}
        return [part for at, part in enumerate(self._parts) if at not in twins]

    def open(self, tag: str, attributes: Mapping[str, str]) -> None:
        role = "gone" if tag in _DROPPED else role_of(tag, attributes)
        if role == "box":
            self.boxes += 1
            role = "gone" if self._without_boxes else ""
        if tag in _BREAKS or role == "caption":
            self._close_before(tag)
            self._flush()
        if tag in _VOID:
            self._break(tag)
            return
        has_twin = attributes.get("aria-hidden") == "true" and role == ""
        self._roles[role] += 1
        self._begin(tag, role, attributes, has_twin=has_twin)
        kind = self._kind(tag, role)
        if kind:
            self._kinds.append(kind)
        self._open.append(_Open(tag, role, bool(kind), has_twin))
        self._counts[tag] += 1

    def close(self, tag: str) -> None:
        """With all that stands open inside; the end of what is not open is only a break."""
        if tag in _BREAKS:
            self._flush()
        if self._counts[tag]:
            while self._pop() != tag:
                pass

    def text(self, text: str) -> None:
        if not text or self._roles["gone"]:
            return
        if not text.isspace():
            self._breaks = 0
        self._buffer.append(unescape(text) if "&" in text else text)

    def _break(self, tag: str) -> None:
        if tag == "br":
            self._breaks += 1
            if self._breaks > 1:
                self._flush()
            self._buffer.append(" ")

    def _flush(self) -> None:
        text = "".join(self._buffer)
        self._buffer.clear()
        if _NO_CHARACTERS.search(text):
            text = _NO_CHARACTERS.sub("", _BEFORE_A_GAP.sub("", _MARKED.sub(_seen, text)))
        if not text or text.isspace():
            return
        if any(it.is_twin for it in self._open[-3:]):
            self._twins.append(len(self._parts))
        kind = self._kinds[-1] if self._kinds else "paragraph"
        self._parts.append(("paragraph" if kind == "caption" and len(text) > LONGEST_CAPTION else kind, text))

    def _close_before(self, tag: str) -> None:
        """What HTML lets stay open: a paragraph ends where a block begins, an item where the next one does."""
        if self._counts["p"]:
            self.close("p")
        closed = _CLOSED_BY_THE_NEXT.get(tag, set())
        if any(self._counts[name] for name in closed):
            for it in reversed(self._open):
                if it.tag in _HOLDERS:
                    break
                if it.tag in closed:
                    self.close(it.tag)
                    break

    def _kind(self, tag: str, role: Role) -> BlockKind | None:
        """What is quoted stays so, and so does a caption, but for what a figure shows."""
        outer = self._kinds[-1] if self._kinds else None
        if outer == "caption" and tag in _IN_FIGURES:
            return _IN_FIGURES[tag]
        own: BlockKind | None = "caption" if role == "caption" else _KINDS.get(tag)
        return outer if own and outer in ("quote", "caption") else own

    def _begin(self, tag: str, role: Role, attributes: Mapping[str, str], *, has_twin: bool) -> None:
        if self._roles["gone"]:
            return
        if role in _STARTS:
            noted = is_note(attributes) or (self._open and self._open[-1].tag == "a")
            self._buffer.append(_STARTS[role] + (NOTE if noted else ""))
        elif role == "quoted":
            self._buffer.append(self._quotes[0])
        elif has_twin:
            self._buffer.append(_TWIN)
        elif tag == "a" and self._roles["raised"]:
            self._buffer.append(NOTE)
        elif tag == "table":
            for outer in self._tables[-1:]:
                outer.nests = True
            self._tables.append(_Table(len(self._parts), attributes.get("role") in ("presentation", "none")))
        elif self._tables:
            self._tables[-1].count(tag)

    def _pop(self) -> str:
        tag, role, has_kind, has_twin = self._open[-1]
        if has_kind or tag in _BREAKS:
            self._flush()
        self._open.pop()
        self._counts[tag] -= 1
        self._roles[role] -= 1
        if has_kind:
            self._kinds.pop()
        if self._roles["gone"]:
            return tag
        if role == "gone":
            self._buffer.append(_GAP)
        if role in _STARTS or has_twin:
            self._buffer.append(_ENDS)
        elif role == "quoted":
            self._buffer.append(self._quotes[1])
        elif tag == "table" and self._tables:
            self._end_table(self._tables.pop())
        return tag

    def _end_table(self, table: _Table) -> None:
        """A table of data is no text to be quoted from: its cells say nothing alone."""
        cells = self._parts[table.first :] if not table.nests else []
        longest = max((len(text) for _, text in cells), default=0)
        if cells and is_data(table.rows, table.columns, longest, heads=table.heads, presentation=table.presentation):
            self._parts[table.first :] = [("furniture", text) for _, text in cells]

    def _beside(self, at: int) -> str:
        return " ".join(
            text[:_BESIDE] for _, text in (*self._parts[max(0, at - 1) : at], *self._parts[at + 1 : at + 2])
        )


def _seen(match: re.Match[str]) -> str:
    """What a marked piece of a paragraph looks like between its neighbours."""
    start, end, whole = match.start(), match.end(), match.string
    before, after = whole[max(0, start - _BESIDE) : start], whole[end : end + _BESIDE]
    if match[1] == _TWIN:
        return "" if is_twin(match[2], f"{before} {after}") else match[2]
    before = before.rstrip(_ENDS)
    return (raised(match[2], before, after) if match[1] == _RAISED else lowered(match[2], before)) or _GAP
