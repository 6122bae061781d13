"""Contrast of every text to its ground, in the light and the dark colour scheme (WCAG 2.2, success criterion 1.4.3)."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import css_inline
from lxml import html as lxml_html
from tinycss2 import parse_declaration_list, serialize
from tinycss2.color3 import parse_color

from digest.render.palette import LEAST, Colour, contrast_of

_BLACK, _WHITE = (0.0, 0.0, 0.0), (1.0, 1.0, 1.0)
_DARK_RULES = re.compile(r"@media[^{]*prefers-color-scheme:\s*dark[^{]*\{((?:[^{}]*\{[^{}]*\})*)\s*\}")
_UNSEEN = {"head", "style", "title", "script"}


def faint_texts(page: str, tree: Any) -> Iterator[tuple[str, str, float]]:
    """(scheme, words, ratio) of every text that cannot be read easily, of a page and lxml's tree of it. Large texts
    are held to the same 4.5."""
    yield from (("light", *found) for found in _faint(tree, _BLACK, _WHITE))
    if rules := "".join(_DARK_RULES.findall(page)):
        dark = lxml_html.document_fromstring(_with_rules(page, rules))
        yield from (("dark", *found) for found in _faint(dark, _BLACK, _WHITE))


def _with_rules(page: str, rules: str) -> str:
    """The page with these rules on its elements."""
    bare = re.sub(r"<style.*?</style>", "", page, flags=re.DOTALL)
    return css_inline.CSSInliner(extra_css=rules, load_remote_stylesheets=False).inline(bare)


def _faint(element: Any, ink: Colour, ground: Colour) -> Iterator[tuple[str, float]]:
    if not isinstance(element.tag, str) or element.tag in _UNSEEN:
        return
    style = _style(element.get("style") or "")
    if style.get("display", "").startswith("none"):
        return
    ink = _colour(style.get("color"), ink, ground)
    ground = _colour(style.get("background-color") or style.get("background") or element.get("bgcolor"), ground, ground)
    words = " ".join([element.text or "", *(child.tail or "" for child in element)]).strip()
    if words and (ratio := contrast_of(ink, ground)) < LEAST:
        yield words, ratio
    for child in element:
        yield from _faint(child, ink, ground)


@lru_cache(1000)
def _style(text: str) -> dict[str, str]:
    found: dict[str, tuple[bool, str]] = {}
    for each in parse_declaration_list(text, skip_comments=True, skip_whitespace=True):
        if each.type == "declaration" and (each.important or not found.get(each.lower_name, (False, ""))[0]):
            found[each.lower_name] = each.important, serialize(each.value).strip()
    return {name: value for name, (_, value) in found.items()}


@lru_cache(1000)
def _colour(value: str | None, inherited: Colour, ground: Colour) -> Colour:
    """A colour that lets the ground shine through is mixed with it; what is no colour changes nothing."""
    colour = parse_color(value.split("!")[0].strip()) if value else None
    if colour is None or isinstance(colour, str):
        return inherited
    red, green, blue = (
        part * colour.alpha + behind * (1 - colour.alpha)
        for part, behind in zip((colour.red, colour.green, colour.blue), ground, strict=True)
    )
    return red, green, blue
