"""What of HTML a browser shows, and what part it has in the text: the rules, for feeds (`html`) and pages (`trees`).

Classes are judged by their names alone, as no style sheet is read: only names that every system gives the same sense.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

Role = Literal["", "gone", "box", "caption", "raised", "lowered", "quoted"]

NEVER_TEXT = {
    "button", "datalist", "del", "iframe", "noscript", "option", "rp", "rt", "rtc", "s", "script", "select", "strike",
    "style", "svg", "template", "textarea",
}  # fmt: skip
LONGEST_CAPTION = 600  # characters; a box that is called one and holds more is the article itself
NOTE = "\ufdd0"  # inside what is raised: it links to a note, or says that it is one
_ROLES: Mapping[str, Role] = {"sup": "raised", "sub": "lowered", "q": "quoted", "aside": "box"}

TELLING = re.compile(r"hidden|style|class|role|rel|rev", re.IGNORECASE)  # without these, attributes decide nothing
_UNSEEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all|clip\s*:\s*rect\(\s*[01](?:px)?\b"
    r"|clip-path\s*:\s*inset\(\s*(?:50|100)%|(?<![\w-])(?:left|right|top|text-indent|margin-left|margin-top)\s*:\s*-\d{3}",
    re.IGNORECASE,
)
_UNSEEN_CLASS = re.compile(
    r"(?:sr|screen-?reader)[-_]?(?:only|text)|screenreader|show-for-sr|(?:visually|accessibly|a11y|is|u)[-_]?hidden|hidden|d-none"
    r"|element-invisible|assistive-text|off-?screen|skip-?(?:link|nav|to-(?:main-?)?content)s?",
    re.IGNORECASE,
)
_SHOWN_CLASS = re.compile(r"(?:\w+:|\bd-\w+-)(?:block|inline|flex|grid|table|contents|not-sr-only)")
_BOX_CLASS = re.compile(
    r"(?:jp-)?related(?:[-_]?(?:posts?|articles?|content|stories|story|links?|box|news|reading|items?|topics?))?|yarpp\S*"
    r"|(?:also|more|read|see)[-_]?(?:read|reads|reading|more|also|next|too|link|on)|recommend(?:ed|ations?)(?:[-_]\w+)?"
    r"|share(?:daddy|[-_]?(?:buttons?|bar|links?|this|tools?|box))|social[-_]?(?:share|sharing|links?|media|icons?|buttons?|bar)"
    r"|newsletter(?:[-_]\w+)*|sidebar|side[-_]?box|pull[-_]?quote|toc|table-of-contents|author[-_]?(?:bio|box)|foot-?notes|endnotes"
    r"|ads?|advert\w*|promo(?:[-_]?box)?|sponsored",
    re.IGNORECASE,
)
_CAPTION_CLASS = re.compile(
    r"(?:.*[-_])?(?:fig|img|image|photo|picture)?caption(?:s|[-_]+(?:text|inner|wrap\w*|content))?"
    r"|(?:.*[-_])?(?:photo|image|img|picture|media|bild)[-_]*(?:credits?|copyright|source)|credits?|bildunterschrift|didascalia|bijschrift"
    r"|pie-?(?:de-?)?foto",
    re.IGNORECASE,
)
_LONGEST_ATTRIBUTE = 2000  # characters; what stands behind is no style that a publisher wrote
_NOTE_ROLES = ("doc-noteref", "doc-backlink")
_NOTE_CLASS = re.compile(r"foot-?note|endnote|\bfn|noteref|reference|cite|backref", re.IGNORECASE)


def role_of(tag: str, attributes: Mapping[str, str]) -> Role:
    """What an element is to the text, by its lower-case name and attributes; "" where it is text like any other."""
    if tag in NEVER_TEXT:
        return "gone"
    if not attributes:
        return _ROLES.get(tag, "")
    if "hidden" in attributes or _UNSEEN_STYLE.search(attributes.get("style", "")[:_LONGEST_ATTRIBUTE]):
        return "gone"
    if tag == "a" and (attributes.get("role") in _NOTE_ROLES or _is_backward(attributes)):
        return "gone"
    if attributes.get("role") == "doc-endnotes":
        return "box"
    classes = _classes(attributes)
    return (_role_of_class(classes) if classes else "") or _ROLES.get(tag, "")


@lru_cache(5000)
def _role_of_class(classes: str) -> Role:
    names = classes.split()
    if any(map(_UNSEEN_CLASS.fullmatch, names)) and not _SHOWN_CLASS.search(classes):
        return "gone"
    if any(map(_BOX_CLASS.fullmatch, names)):
        return "box"
    return "caption" if any(map(_CAPTION_CLASS.fullmatch, names)) else ""


def _classes(attributes: Mapping[str, str]) -> str:
    return attributes.get("class", "")[:_LONGEST_ATTRIBUTE]


def _is_backward(attributes: Mapping[str, str]) -> bool:
    return "backref" in _classes(attributes) or attributes.get("rev") == "footnote"


def is_note(attributes: Mapping[str, str]) -> bool:
    """Whether what is raised says itself that it is the mark of a note."""
    return bool(_NOTE_CLASS.search(f"{_classes(attributes)} {attributes.get('id', '')[:_LONGEST_ATTRIBUTE]}"))


# --- raised and lowered: marks of notes go, figures stay and never run into their neighbours

_RAISED = str.maketrans("0123456789+-−–()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−–()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
_POWER = re.compile(r"[+−–-]?\d{1,3}")
_WORD_BEFORE = re.compile(r"\w*$")
_YEAR = re.compile(r"1\d{3}|20\d\d")
_MARK = re.compile(r"[\[(].*[\])]|[\W\d_]+", re.DOTALL)
_SIGNS = {"tm": "™", "sm": "℠", "o": "º"}
_LONGEST_SCRIPT = 12  # characters


def raised(text: str, before: str, after: str) -> str:
    """What a reader is to see of <sup> between these: 10⁶, m², ¹/₂, 19th, nº, ™; of the mark of a note nothing."""
    noted, text = NOTE in text, " ".join(text.replace(NOTE, "").split())
    word = _WORD_BEFORE.search(before[-20:])[0]  # type: ignore[index]  # it matches the empty string
    if noted or not text:
        return ""
    if _POWER.fullmatch(text) and (after[:1] in ("/", "⁄") or _is_power(text, word)):
        return text.translate(_RAISED)
    if _MARK.fullmatch(text) or (len(text) == 1 and text.isascii() and not _takes_letter(word)):
        return ""
    return f"{'' if len(text) <= _LONGEST_SCRIPT and ' ' not in text else ' '}{_SIGNS.get(text.lower(), text)}"


def _is_power(text: str, word: str) -> bool:
    if word.isdigit():
        return not _YEAR.fullmatch(word)
    return len(word) == 1 or word[-1:].isdigit() or (len(word) == 2 and text in ("2", "3")) or text[:1] in "+−–-"


def _takes_letter(word: str) -> bool:
    """ "1er", "XIXe", "nº": behind a number or a single letter; behind a word a letter is the mark of a note."""
    return word[-1:].isdigit() or len(word) == 1 or (word.isupper() and word.isalpha())


def lowered(text: str, before: str) -> str:
    """What a reader is to see of <sub> between these: H₂O, ¹/₂; words that are only set small stay words."""
    text = " ".join(text.replace(NOTE, "").split())
    if len(text) > _LONGEST_SCRIPT or " " in text or not (before[-1:].isalnum() or before[-1:] in (")", "]", "/", "⁄")):
        return f" {text}" if text else ""
    small = text.translate(_LOWERED)
    return small if not any(map(str.isascii, small)) else f"_{text}"


# --- quotations

_QUOTES = {
    "de": "„“", "cs": "„“", "da": "»«", "es": "«»", "fr": "«»", "it": "«»", "no": "«»", "nb": "«»", "pl": "„”",
    "pt": "“”", "ru": "«»", "sv": "””", "uk": "«»", "el": "«»", "ja": "「」", "zh": "“”",
}  # fmt: skip


def quotation_marks(code: str | None) -> tuple[str, str]:
    """What a browser puts around <q> in this language; French has spaces that do not break inside."""
    short = (code or "")[:2].lower()
    marks = _QUOTES.get(short, "“”")
    return ("«\xa0", "\xa0»") if short == "fr" else (marks[0], marks[1])


# --- tables

_LONGEST_CELL = 120  # characters of what is looked up and not read


def is_data(rows: int, columns: int, longest: int, *, heads: bool, presentation: bool) -> bool:
    """Whether a table without tables inside holds data. All others are there for the page's layout: they hold text."""
    if presentation or rows < 2:
        return False
    return (columns > 1 and longest <= _LONGEST_CELL) or (heads and longest <= 2 * _LONGEST_CELL)


# --- twins


def is_twin(text: str, beside: str) -> bool:
    """Whether what screen readers skip says what stands beside it, or nothing: a "#", an icon."""
    said = re.sub(r"\W+", "", text.casefold())
    return not said or (len(said) > 2 and said in re.sub(r"\W+", "", beside.casefold()))
