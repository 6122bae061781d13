"""What stands in an article without being its news, and what cannot be printed alone.

Recognised by form first (length, colon, place) and by the words of `phrases` second.
"""

import re
from collections.abc import Sequence

from digest.text.languages import language
from digest.text.phrases import invites
from digest.text.words import tokens

_LABELS = re.compile(
    r"""^\W*(?:
      photos? | photograph | pictures? | pictured | image | credit | caption | video | watch | listen | related(?:\ (?:stories|articles|content|links?))? | more | also\ read
    | read(?:\ more|\ also)? | see\ also | source | sources | tags? | topics? | share | comments? | correction | editor['’]?s?\ note | updated? | published | posted | first\ published
    | advertisement | breaking | live | foto | fotos | bild | bilder | quelle | crédit | légende | fuente | fonte | bron | by\ line | contact | media\ contact | notes?\ to\ editors | factbox | explainer | opinion | analysis
    )\s*(?::|\||$|\u2013|\u2014)""",
    re.IGNORECASE | re.VERBOSE,
)
_LABEL_SIGNS = re.compile("[:|\u2013\u2014]")
_BYLINE = re.compile(
    r"^\s*(?:by|par|von|por|di|door)\s+(?:[A-ZÀ-Þ][\w’'.-]*|and|et|und|y|e|en|&|,|\||for|in|of|de|van|\s){2,12}\s*$|^\s*(?:by|par|von)\s*\.",
    re.IGNORECASE,
)
_STAMP = re.compile(
    r"^\W*(?:(?:posted|published|updated|created|modified)\b.{0,40}\d|\d{1,2}[:.]\d{2}\s*(?:a\.?m|p\.?m|gmt|bst|e[sd]t|uhr|h)?\b.{0,12}$)",
    re.IGNORECASE,
)
_AS_REPORTED = re.compile(
    r"\b(?:as|which)\s+[\w .&’']{2,40}\s+(?:reports?|reported|writes?|wrote|adds?|explains?|notes?|puts? it)\s*[:.,]?$",
    re.IGNORECASE,
)
_END_MARKS = tuple(".!?…。！？؟۔।｡")
_CLOSERS = "\"'”’“»)]」』） "
_MARKS = re.compile('["“”„«»()\\[\\]「」『』]')
_PAIRS = (("“„", "”"), ("«", "»"), ("(", ")"), ("[", "]"), ("「", "」"), ("『", "』"))
_QUOTED = re.compile(r"“[^“”]{0,2000}”|«[^«»]{0,2000}»|„[^„“”]{0,2000}[“”]|\"[^\"]{0,2000}\"|‘[^‘’]{0,2000}[.,!?]’")
_ATTRIBUTED = re.compile(r"[”\"»’]\s*[,–—-]?\s*\w|\w[^“\"«]{8,}[“\"«]")


def is_furniture(paragraph: str, *, at_edge: bool = False) -> bool:
    """Whether a whole paragraph is a sign-up, share or credit line, byline, stamp or label.

    ``at_edge``: it stands among the first or last two paragraphs, where such lines are usual and may be longer.
    """
    text = paragraph.strip()
    if len(text) > 600:
        return False
    return is_label(text) or (len(text.split()) <= (60 if at_edge else 30) and invites(text))


def is_label(text: str) -> bool:
    """Whether a text names what stands beside it: "Photo: …", "By A. Writer", "Published 12 May, 10:04"."""
    if len(text) > 100 and not _LABEL_SIGNS.search(text, 0, 40):
        return False
    return bool(_LABELS.match(text) or _STAMP.match(text) or _BYLINE.match(text))


def is_lead_in(sentence: str) -> bool:
    """Whether a sentence only introduces what follows: "Speaking in Paris, he said:", "as AFP reports:"."""
    end = sentence.rstrip().rstrip('"”’»').rstrip()
    return end.endswith((":", ",", "—", "–", "-")) or bool(_AS_REPORTED.search(sentence, max(0, len(sentence) - 70)))


def is_fragment(sentence: str) -> bool:
    """Whether a sentence has no end mark or begins in the middle."""
    start = sentence.lstrip("\"'“‘„«»(¿¡「『…. ")
    return start[:1].islower() or sentence[:1].islower() or not sentence.rstrip(_CLOSERS).endswith(_END_MARKS)


def is_too_short(sentence: str) -> bool:
    """Whether a sentence of up to three words says anything only beside others; scripts without spaces apart."""
    return len(sentence.split()) < 4 and not re.search(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]{6}", sentence)


def is_half_quotation(text: str) -> bool:
    """Whether quotation marks or brackets are left open or closed."""
    if not _MARKS.search(text):
        return False
    if text.count('"') % 2:
        return True
    german = "„" in text
    for opening, closing in _PAIRS:
        opens = sum(text.count(mark) for mark in opening)
        closes = text.count(closing) + (text.count("“") if german and closing == "”" else 0)
        opens -= text.count("“") if german and closing == "”" else 0
        if opens != closes:
            return True
    return False


def is_bare_quotation(sentence: str) -> bool:
    """Whether a sentence is nothing but somebody's words, without a word on whose."""
    text = sentence.strip()
    if text[:1] not in '“"«„‘「' or not text:
        return False
    return not _ATTRIBUTED.search(text[1:])


def is_dangling(words: Sequence[str], code: str | None) -> bool:
    """Whether a sentence of these lower-case words points back at the one before it ("He said …", "But …")."""
    phrases = language(code).dangling
    if not words:
        return False
    first = re.split("['.-]", words[0])[0]
    return first in phrases or any(" ".join(words[:count]) in phrases for count in (1, 2, 3, 4))


def speaks_in_first_person(sentence: str, words: Sequence[str], code: str | None) -> bool:
    """Whether "I" or "we" stands outside quotation marks."""
    personal = language(code).first_person
    if personal.isdisjoint(words):
        return False
    return not personal.isdisjoint(tokens(_QUOTED.sub(" ", sentence)))
