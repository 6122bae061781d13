"""What a mail uses that a major mail client does not show, by a dated copy of caniemail.com's tests (MIT).

`python -m benchmarks.caniemail` makes the copy anew.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from tinycss2 import parse_declaration_list, parse_rule_list, parse_stylesheet, serialize


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# A mail in tables reads well without these: they only enhance it.
_ENHANCEMENTS = _words(
    "css-at-media css-at-media-prefers-color-scheme css-color-scheme css-border-radius css-max-width css-max-height"
    " css-overflow css-display-none css-selector-type css-selector-class css-selector-attribute css-important"
    " css-pseudo-class-hover css-text-transform css-letter-spacing css-word-break html-meta-color-scheme html-style"
    " html-role html-lang html-dir html-body html-comments html-semantics"
)
_BY_VALUE = (
    ("css-display-flex", re.compile(r"^(?:inline-)?flex\b"), "display"),
    ("css-display-grid", re.compile(r"^(?:inline-)?grid\b"), "display"),
    ("css-display-none", re.compile("^none"), "display"),
    *((f"css-function-{name}", re.compile(rf"\b{name}\("), "") for name in ("clamp", "min", "max", "light-dark")),
    ("css-unit-calc", re.compile(r"\bcalc\("), ""),
    ("css-variables", re.compile(r"\bvar\("), ""),
    ("css-linear-gradient", re.compile(r"\blinear-gradient\("), ""),
    ("css-radial-gradient", re.compile(r"\bradial-gradient\("), ""),
    ("css-rgba", re.compile(r"\brgba\("), ""),
    *((f"css-unit-{unit}", re.compile(rf"[\d.]{unit}\b"), "") for unit in ("rem", "vw", "vh", "ch")),
)
_SIDES = re.compile(r"^(margin|padding)-(?:top|right|bottom|left)$")
_PLACES = {"top", "right", "bottom", "left"}
_ATTRIBUTES = _words("align valign width height background cellpadding cellspacing dir lang role srcset target hidden")
_NAMES_OF_TAGS = {f"h{level}": "h1-h6" for level in range(1, 7)} | dict.fromkeys(("ul", "ol", "dl"), "lists")
_NAMES_OF_TAGS |= dict.fromkeys(("section", "article", "header", "footer", "main", "nav", "aside"), "semantics")
_IMAGE = re.compile(r"\.(webp|avif|svg|png|jpg|gif|bmp|apng)(?:[?#]|$)")
_SELECTORS = {
    "class": re.compile(r"\.[\w-]"), "id": re.compile(r"#[\w-]"), "attribute": re.compile(r"\["),
    "type": re.compile(r"(?:^|[\s,>+~])[a-z]"), "child": re.compile(">"), "adjacent-sibling": re.compile(r"\+"),
}  # fmt: skip


def unsupported(page: Any) -> Iterator[tuple[str, list[str]]]:
    """(feature, the clients without it) of everything that the page, given as lxml's tree, depends on."""
    missing = _missing()
    for slug in sorted(features_of(page) - _ENHANCEMENTS):
        if slug in missing:
            yield missing[slug]["title"], missing[slug]["clients"]


def features_of(page: Any) -> set[str]:
    """caniemail's names of what a page, given as lxml's tree, uses in elements, attributes, styles and images.
    Comments, in which Outlook's own markup stands, do not count."""
    found: set[str] = set()
    for element in page.iter():
        if not isinstance(element.tag, str):
            continue
        found.add(f"html-{_NAMES_OF_TAGS.get(element.tag, element.tag)}")
        found |= {f"html-{name}" for name in element.attrib if name in _ATTRIBUTES}
        if element.tag == "style":
            found |= set(_of_rules(parse_stylesheet(element.text or "", skip_comments=True, skip_whitespace=True)))
        found |= _of_style(element.get("style") or "")
        if image := _IMAGE.search((element.get("src") or "").lower().replace(".jpeg", ".jpg")):
            found.add(f"image-{image[1]}")
        if (element.get("src") or "").startswith("data:"):
            found.add("image-base64")
    return found


@lru_cache(1000)
def _of_style(text: str) -> frozenset[str]:
    return frozenset(_of_declarations(text))


def _of_rules(rules: Iterable[Any]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "at-rule":
            yield f"css-at-{rule.lower_at_keyword}"
            yield from _of_rules(parse_rule_list(rule.content or [], skip_comments=True, skip_whitespace=True))
        elif rule.type == "qualified-rule":
            selector = serialize(rule.prelude).strip()
            yield from (f"css-selector-{name}" for name, form in _SELECTORS.items() if form.search(selector))
            yield from (f"css-pseudo-class-{name}" for name in re.findall(r"(?<!:):([a-z-]+)", selector))
            yield from _of_declarations(rule.content)


def _of_declarations(style: Any) -> Iterator[str]:
    for each in parse_declaration_list(style, skip_comments=True, skip_whitespace=True):
        if each.type == "declaration":
            name, value = each.lower_name, serialize(each.value).strip()
            side = _SIDES.match(name)
            yield f"css-{side[1] if side else 'left-right-top-bottom' if name in _PLACES else name}"
            yield from (slug for slug, form, of in _BY_VALUE if of in ("", name) and form.search(value))


@cache
def _missing() -> Mapping[str, Any]:
    stored = files("digest.proof").joinpath("caniemail.json").read_text(encoding="utf-8")
    features: Mapping[str, Any] = json.loads(stored)["features"]
    return features
