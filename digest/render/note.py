"""The editor's note: Markdown to safe HTML, and from there to plain text."""

import re
from collections.abc import Callable
from textwrap import indent
from xml.etree.ElementTree import Element, fromstring

import nh3
from markdown import markdown
from markupsafe import Markup

from digest.render.patience import at_most
from digest.render.wrap import COLUMNS, underlined, wrap

SECONDS = 5.0

_TAGS = {"p", "a", "em", "strong", "code", "ul", "ol", "li", "blockquote", "h2", "h3", "br", "img"}
_ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt", "width", "height"}}
_BLOCKS = {"p", "ul", "ol", "blockquote", "h2", "h3"}
_IMAGE = re.compile(r'<img(?: [\w-]+="[^"]*")*>')
_NO_LINK = re.compile(r'<a rel="noopener">(.*?)</a>', re.DOTALL)
_EMPTY = re.compile(r'(<(?:img|br)(?: [\w-]+="[^"]*")*)>')


def note_html(intro: str) -> Markup:
    """The editor's note as HTML. Headings begin at h2: h1 is the newsletter's name. Raises ConfigError where it takes
    too long to read."""
    with at_most(SECONDS, f"the editor's note cannot be read as Markdown within {SECONDS:g} seconds; shorten it"):
        html = markdown(intro, extensions=["toc"], extension_configs={"toc": {"baselevel": 2, "marker": ""}})
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_only_followable,
        url_schemes={"http", "https", "mailto"},
        url_relative="deny",
        link_rel="noopener",
    )
    return Markup(_IMAGE.sub(_image, _NO_LINK.sub(r"\1", clean)))


def note_text(intro: str, note: Callable[[str], str]) -> str:
    """The editor's note as plain text; ``note`` gives a link's number in brackets."""
    tree = _tree(str(note_html(intro)))
    for link in tree.iter("a"):
        if url := link.attrib.pop("href", None):
            link.tail = f" {note(url)}{link.tail or ''}"
    return "\n\n".join(_blocks(tree, COLUMNS))


def _tree(html: str) -> Element:
    """What nh3 wrote is well-formed but for its two empty elements and its one name for a character."""
    xml = _EMPTY.sub(r"\1/>", html).replace("&nbsp;", "\u00a0")
    return fromstring(f"<div>{xml}</div>")


def _only_followable(tag: str, attribute: str, value: str) -> str | None:
    if tag == "img" and attribute == "src" and not value.lower().startswith("https://"):
        return None
    return value


def _image(found: re.Match[str]) -> str:
    tag = found[0]
    if " src=" not in tag:
        return ""
    return tag if " alt=" in tag else tag.replace("<img", '<img alt=""')


def _blocks(parent: Element, width: int) -> list[str]:
    blocks, loose = [], parent.text or ""
    for child in parent:
        if child.tag in _BLOCKS:
            blocks += [*_paragraph(loose, width), _block(child, width)]
            loose = child.tail or ""
        else:
            loose += _inline(child) + (child.tail or "")
    return [*blocks, *_paragraph(loose, width)]


def _block(element: Element, width: int) -> str:
    match element.tag:
        case "ul" | "ol":
            return "\n".join(_item(item, element.tag, place, width) for place, item in enumerate(element, 1))
        case "blockquote":
            return indent("\n\n".join(_blocks(element, width - 2)), "> ", lambda _: True)
        case "h2" | "h3":
            return underlined("\n".join(_blocks(element, width)), "-")
        case _:
            return "\n".join(_blocks(element, width))


def _item(item: Element, kind: str, place: int, width: int) -> str:
    mark = f"{place}. " if kind == "ol" else "- "
    return mark + indent("\n".join(_blocks(item, width - len(mark))), " " * len(mark))[len(mark) :]


def _paragraph(text: str, width: int) -> list[str]:
    lines = (" ".join(line.split()) for line in text.split("\v"))
    return [wrap("\n".join(lines), width)] if text.strip() else []


def _inline(element: Element) -> str:
    """Words of one element; a line break is a vertical tab until the spaces around it are gone."""
    words = (element.text or "") + "".join(_inline(child) + (child.tail or "") for child in element)
    match element.tag:
        case "br":
            return "\v"
        case "img":
            return f"[{element.get('alt')}]" if element.get("alt") else ""
        case _:
            return words
