"""Bytes of a page -> its tree, and that tree as a browser shows it: what is hidden is empty, what is set small is read.

No element is ever taken out of the tree: in a long row of siblings that would cost the square of their number.
"""

import codecs
import re
from collections.abc import Sequence
from typing import Any

from digest.collect.visible import (
    LONGEST_CAPTION,
    NEVER_TEXT,
    NOTE,
    Role,
    is_data,
    is_note,
    is_twin,
    lowered,
    quotation_marks,
    raised,
    role_of,
)

_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*[\w.:-]{2,40}""", re.IGNORECASE)
_SAID = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_AS_BROWSERS_DO = {
    "iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "gb2312": "gb18030",
    "gbk": "gb18030", "shift_jis": "cp932", "euc-kr": "cp949",
}  # fmt: skip
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


_WORDS = {"code", "dfn", "ins", "kbd", "samp", "tt", "var"}
_BLOCKS = {
    "address", "article", "aside", "blockquote", "dd", "div", "dl", "dt", "figcaption", "figure", "footer", "form",
    "h1", "h2", "h3", "h4", "h5", "h6", "header", "main", "nav", "ol", "p", "pre", "section", "table", "ul",
}  # fmt: skip
_PARTS = {"body", "html", "li", "td", "th", "tr"}
_ICONS = {"b", "em", "i", "span", "strong"}  # where they are empty, trafilatura drops what follows them
_ROWS, _CELLS = {"tr", "tbody", "thead", "tfoot"}, {"td", "th"}
_BESIDE = 2000  # characters beside an element that are looked at
_WHOLE = 0.5  # share of the page's text from which what is called hidden, or a box, is its article


def load_page(html: bytes, content_type: str | None = None) -> Any:
    """The page as a tree. Its byte order mark decides the encoding, then UTF-8 if it is that, then what the server
    says, then what the page says, then a guess."""
    from trafilatura import load_html

    return load_html(_decoded(html, content_type or "") or html)


def _decoded(html: bytes, content_type: str) -> str | None:
    for mark, encoding in _MARKS:
        if html.startswith(mark):
            return html[len(mark) :].decode(encoding, "replace")
    said = [match[1].lower() for match in (_SAID.search(content_type), _SAID.search(_meta(html))) if match]
    seven_bit = [name for name in said if name.startswith(("iso-2022", "hz"))]
    for name in (*seven_bit, "utf-8", *said):
        try:
            return html.decode(_AS_BROWSERS_DO.get(name, name))
        except (LookupError, ValueError):
            continue
    return None


def _meta(html: bytes) -> str:
    match = _CHARSET.search(html[:4096])
    return match[0].decode("ascii", "replace") if match else ""


def show_headings(tree: Any, code: str | None) -> None:
    """Make of what stands in the headings what a browser shows of it."""
    for heading in tree.iter("title", "h1", "h2", "h3"):
        for element in list(heading.iterdescendants()):
            _show(element, code, float("inf"))


def show(elements: Sequence[Any], code: str | None) -> None:
    """Make of all elements of a page, in their order, what a browser shows of them: <q> in the marks of ``code``."""
    for element in elements:
        if element.tag in NEVER_TEXT:
            _empty(element)
    most = _WHOLE * sum(len(text) for text in elements[0].itertext())
    for element in elements:
        _show(element, code, most)


def _show(element: Any, code: str | None, most: float) -> None:
    tag = element.tag
    if not isinstance(tag, str):
        return
    role = role_of(tag, element.attrib)
    if role in ("gone", "box"):
        _leave_out(element, role, most)
    elif role == "caption":
        if tag not in ("figure", "figcaption") and _size(element, LONGEST_CAPTION) <= LONGEST_CAPTION:
            _empty(element)
    elif role in ("raised", "lowered"):
        _set_small(element, role)
    elif role == "quoted":
        _put_around(element, *quotation_marks(code))
    elif tag == "table":
        _lay_out(element)
    elif (tag in _WORDS and not _is_program(element)) or (tag == "time" and _is_in_prose(element)):
        element.tag = "span"
    elif tag in _ICONS and element.text is None and not len(element):
        element.tag = "wbr"
    elif element.get("aria-hidden") == "true":
        if is_twin(_text(element), _beside(element)):
            _empty(element)
        elif _is_in_prose(element):
            del element.attrib["aria-hidden"]  # else trafilatura drops it


def _leave_out(element: Any, role: Role, most: float) -> None:
    """But not the article: some put it into an <aside>, or hide it until their script has run."""
    holds = _size(element, most) > most or (role == "box" and element.find(".//h1") is not None)
    if not holds:
        _empty(element)
    elif role == "box":
        element.tag = "div"
        element.attrib.pop("class", None)


def _set_small(element: Any, role: Role) -> None:
    parent = element.getparent()
    noted = is_note(element.attrib) or element.find(".//a") is not None or (parent is not None and parent.tag == "a")
    text, before = _text(element) + (NOTE if noted else ""), _before(element)
    text = raised(text, before, element.tail or "") if role == "raised" else lowered(text, before)
    _empty(element)
    if text:
        element.tag, element.text = "span", text


def _put_around(element: Any, opening: str, closing: str) -> None:
    element.tag = "span"
    element.text = opening + (element.text or "")
    if len(element):
        element[-1].tail = (element[-1].tail or "") + closing
    else:
        element.text += closing


def _lay_out(table: Any) -> None:
    """A table that is there for the layout is boxes. One of data stays: its lines are never quoted."""
    rows = [row for part in (table, *(it for it in table if it.tag in _ROWS)) for row in part if row.tag == "tr"]
    cells = [cell for row in rows for cell in row if cell.tag in _CELLS]
    columns = max((len(row) for row in rows), default=0)
    nests = table.find(".//table") is not None
    longest = max((len(_text(cell)) for cell in cells), default=0) if not nests else 0
    heads = any(cell.tag == "th" for cell in cells)
    presentation = nests or table.get("role") in ("presentation", "none")
    if not is_data(len(rows), columns, longest, heads=heads, presentation=presentation):
        for element in (table, *(it for it in table if it.tag in _ROWS), *rows):
            element.tag = "div"
        for cell in cells:
            cell.tag = "div" if any(child.tag in _BLOCKS for child in cell) else "p"


def _is_program(element: Any) -> bool:
    parent = element.getparent()
    return "\n" in (element.text or "").strip() or (parent is not None and parent.tag == "pre")


def _is_in_prose(element: Any) -> bool:
    return bool(_before(element).strip() and (element.tail or "").strip())


def _empty(element: Any) -> None:
    """Nothing but what stands behind it. Before a mark of punctuation, no space is left over."""
    tag, tail = element.tag, element.tail
    element.clear(keep_tail=True)
    element.tag = tag if tag in _PARTS else "hr" if tag in _BLOCKS else "wbr"  # trafilatura keeps what follows these
    if not tail or not tail.lstrip().startswith(tuple(".,;:!?…)]")):
        return
    previous, parent = element.getprevious(), element.getparent()
    if previous is not None:
        previous.tail = (previous.tail or "").rstrip()
    elif parent is not None:
        parent.text = (parent.text or "").rstrip()


def _before(element: Any) -> str:
    """What stands right before an element in its paragraph."""
    for _ in range(3):
        previous, parent = element.getprevious(), element.getparent()
        found = (parent.text if parent is not None else "") if previous is None else previous.tail or _text(previous)
        if found or previous is not None or parent is None:
            return (found or "")[-_BESIDE:]
        element = parent
    return ""


def _beside(element: Any) -> str:
    previous, parent, after = element.getprevious(), element.getparent(), element.getnext()
    texts = [parent.text if parent is not None else "", element.tail, _before(element)]
    texts += [_text(previous) if previous is not None else "", _text(after) if after is not None else ""]
    return " ".join(text[-_BESIDE:] for text in texts if text)


def _text(element: Any) -> str:
    """The beginning of its text."""
    pieces: list[str] = []
    left = _BESIDE
    for piece in element.itertext():
        pieces.append(piece[:left])
        left -= len(piece)
        if left <= 0:
            break
    return "".join(pieces)


def _size(element: Any, most: float) -> int:
    """Characters of its text, counted until they are more than ``most``."""
    size = 0
    for piece in element.itertext():
        size += len(piece)
        if size > most:
            break
    return size
