"""What stands in an article without being its news, and what cannot be printed alone.

Recognised by form first (length, colon, place) and by the words of `phrases` second.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from digest.languages import any_of, language
from digest.models import BlockKind
from digest.text.letters import UPPER
from digest.text.phrases import PAGE_WORDS, STAMP_WORDS, invites, is_made_of
from digest.text.sentences import split_paragraph
from digest.text.tokens import tokens

_LABELS = re.compile(rf"^\W*{any_of(lambda own: own.furniture.labels)}\s*(?::|\||$|\u2013|\u2014)", re.IGNORECASE)
_LABEL_SIGNS = re.compile("[:|\u2013\u2014]")
_BYLINE = re.compile(
    rf"^\s*{any_of(lambda own: own.bylines.by)}\s+(?:[^\W\d_][\w’'.-]*+|&|,|\||\s){{1,12}}\s*$", re.IGNORECASE
)
_STAMP = re.compile(
    rf"^\W*(?:{any_of(lambda own: own.furniture.stamps)}|\d{{1,2}}[:.]\d{{2}}\s*(?:a\.?m|p\.?m|h)?\b.{{0,16}}$)",
    re.IGNORECASE,
)
_ANNOUNCES = re.compile(rf"\W*{any_of(lambda own: own.furniture.lead_ins)}\b", re.IGNORECASE)
_LEADS_OUT = re.compile(rf"\b{any_of(lambda own: own.furniture.lead_outs)}\s*[:.,]?$", re.IGNORECASE)
_SINGLE_OPENS = re.compile(rf"(?:^|[:,—–]\s+)['‘](?=[{UPPER}])")
_SINGLE_BEGINS = re.compile(r"(?<![\w.,!?…])['‘](?=[\w.…])")
_SINGLE_ENDS = re.compile(r"[.,!?…]['’](?=\s|$)")
_SINGLE_CLOSES = re.compile(r"[\w.,!?…]['’](?!\w)")
_INNER_STOP = re.compile(r"[^\W\d_]{5}[.!?]\s+[^\W\d_]")  # five letters: no abbreviation
_LONGEST_TICKER, _SHORTEST_RUN = 200, 8  # characters; paragraphs
_CALLS = tuple("!?…！？")
_END_MARKS = tuple(".!?…。！？؟۔।｡")
_CLOSERS = "\"'”’“»)]」』） "
_MARKS = re.compile('["“”„«»()\\[\\]「」『』]')
_PAIRS = (("“„", "”"), ("«", "»"), ("(", ")"), ("[", "]"), ("「", "」"), ("『", "』"))
_QUOTED = re.compile(
    r"“[^“”]{0,2000}”|”[^“”]{0,2000}”|«[^«»]{0,2000}»|»[^«»]{0,2000}[«»]|„[^„“”]{0,2000}[“”]|\"[^\"]{0,2000}\"|‘[^‘’]{0,2000}[.,!?]’"
)
_WHOLLY_QUOTED = re.compile(r"\"[^\"]*\"|[“”][^“”]*”|«[^«»]*»|»[^«»]*[«»]|„[^„“”]*[“”]")
_ATTRIBUTED = re.compile(r"[”\"»’]\s*[,–—-]?\s*\w|\w[^“\"«]{8,}[“\"«]")


def find_furniture(parts: Sequence[tuple[BlockKind, str]]) -> list[bool]:
    """Which of an article's paragraphs, given with their kinds, are no part of its text, by words, form and place.

    By words: `is_furniture`. By form: short lines without a final stop (subheadings, bylines, menus, teasers), and
    short questions or calls between two of those. What a lead-in with a colon announces, a sentence broken in two and
    the items of a list inside the prose are text; a text without prose has no form to go by.
    """
    last = len(parts) - 2
    found = [is_furniture(text, at_edge=at < 2 or at >= last) for at, (_, text) in enumerate(parts)]
    for at in _ticker_lines(parts):
        found[at] = True
    prose = [at for at, (kind, text) in enumerate(parts) if kind != "caption" and not found[at] and _is_prose(text)]
    if not prose:
        return found
    form = _bare_lines(parts, found, range(prose[0], prose[-1]))
    for at, (_, text) in enumerate(parts):
        between = all(form[near] for near in (at - 1, at + 1) if 0 <= near < len(parts))
        calls = between and _is_short(text) and text.rstrip(_CLOSERS).endswith(_CALLS)
        found[at] = found[at] or form[at] or calls
    return found


def _ticker_lines(parts: Sequence[tuple[BlockKind, str]]) -> Iterator[int]:
    """Lines of one form in runs of eight short paragraphs or more that are mostly such: "Foul by …", "… wins a
    corner."."""
    start = 0
    for at in range(len(parts) + 1):
        if at < len(parts) and parts[at][0] == "paragraph" and len(parts[at][1]) <= _LONGEST_TICKER:
            continue
        if at - start >= _SHORTEST_RUN:
            words = [text.lower().split() for _, text in parts[start:at]]
            edges = [(" ".join(line[:2]), " ".join(line[-2:])) for line in words]
            begins, ends = (Counter(side) for side in zip(*edges, strict=True))
            alike = [
                start + n
                for n, (begin, end) in enumerate(edges)
                if (begins[begin] > 1 or ends[end] > 1) and _is_short(parts[start + n][1])
            ]
            if 2 * len(alike) > at - start:
                yield from alike
        start = at + 1


def _bare_lines(parts: Sequence[tuple[BlockKind, str]], found: Sequence[bool], inside: range) -> list[bool]:
    """Which parts are short lines without a final stop that nothing makes a part of the text."""
    bare = [found[at] or kind == "heading" or _is_bare(text) for at, (kind, text) in enumerate(parts)]
    form, announced = [], False
    for at, (kind, text) in enumerate(parts):
        follower = parts[at + 1][1] if at + 1 < len(parts) else ""
        colon = text.endswith((":", "："))
        if colon and not found[at]:
            announced = len(text.split()) > 3
        elif not bare[at]:
            announced = False
        broken = follower[:1].islower() and not bare[at + 1]
        item = kind == "list_item" and at in inside
        title = colon and len(text.split()) <= 3 and at + 1 < len(parts) and bare[at + 1]
        form.append(found[at] or title or (bare[at] and not (announced or broken or item)))
    return form


def _is_short(text: str) -> bool:
    return len(text) <= 130 and len(text.split()) <= 16


def _is_prose(text: str) -> bool:
    return len(text) >= 40 and text.rstrip(_CLOSERS).endswith(_END_MARKS)


def _is_bare(text: str) -> bool:
    """Whether a line is short, and neither ends nor holds a sentence, nor breaks off as one."""
    ends = text.rstrip(_CLOSERS).endswith((*_END_MARKS, ":", "：", ",", ";", "-", "–", "—", "]"))
    return _is_short(text) and not ends and not _INNER_STOP.search(text)


def is_furniture(paragraph: str, *, at_edge: bool = False) -> bool:
    """Whether a whole paragraph is a sign-up, share or credit line, byline, stamp, label or row of buttons.

    ``at_edge``: it stands among the first or last two paragraphs, where such lines are usual and may be longer.
    """
    text = paragraph.strip()
    if len(text) > 600:
        return False
    most = 60 if at_edge or "cookie" in text.lower() else 30
    return is_label(text) or (len(text.split()) <= most and invites(text))


def without_tail(paragraph: str) -> list[str]:
    """The paragraph, cut where an invitation follows its first sentences: "The council met … Read more"."""
    if is_label(paragraph):
        return [paragraph]
    spans = split_paragraph(paragraph, 0, len(paragraph), language(None))
    at = next((start for start, end in spans if is_furniture(paragraph[start:end], at_edge=True)), 0)
    return [paragraph[:at].rstrip(), paragraph[at:]] if at else [paragraph]


def is_label(text: str) -> bool:
    """Whether a text names what stands beside it: "Photo: …", "By A. Writer", "Published 12 May, 10:04", "Share"."""
    if len(text) > 100 and not _LABEL_SIGNS.search(text, 0, 40):
        return False
    if _LABELS.match(text) or _STAMP.match(text) or _BYLINE.match(text):
        return True
    return len(text) <= 60 and (
        is_made_of(text, PAGE_WORDS) or (is_made_of(text, STAMP_WORDS) and any(map(str.isdigit, text)))
    )


def is_lead_in(sentence: str) -> bool:
    """Whether a sentence only introduces what follows: "Speaking in Paris, he said:", "as AFP reports:"."""
    end = sentence.rstrip().rstrip('"”’»').rstrip()
    return end.endswith((":", ",", "—", "–", "-")) or bool(
        _ANNOUNCES.match(sentence) or _LEADS_OUT.search(sentence, max(0, len(sentence) - 70))
    )


def is_fragment(sentence: str) -> bool:
    """Whether a sentence has no end mark or begins in the middle."""
    start = sentence.lstrip("\"'“‘„«»(¿¡「『…. ")
    return (
        start[:1].islower()
        or sentence[:1].islower()
        or sentence[:1] in ".?!,;:)%"
        or not sentence.rstrip(_CLOSERS).endswith(_END_MARKS)
    )


def is_too_short(sentence: str) -> bool:
    """Whether a sentence of up to three words says anything only beside others; scripts without spaces apart."""
    return len(sentence.split()) < 4 and not re.search(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]{6}", sentence)


def is_half_quotation(text: str) -> bool:
    """Whether quotation marks or brackets are left open or closed."""
    if _is_half_of_single_marks(text):
        return True
    if not _MARKS.search(text):
        return False
    if text.count('"') % 2:
        return True
    german = "„" in text
    for opening, closing in _PAIRS:
        opens = sum(text.count(mark) for mark in opening)
        closes = text.count(closing) + (text.count("“") if german and closing == "”" else 0)
        opens -= text.count("“") if german and closing == "”" else 0
        if opens != closes and not (closing in "”»" and not opens and closes % 2 == 0):  # ”Nej”, »Nej»
            return True
    return False


def _is_half_of_single_marks(text: str) -> bool:
    """Apostrophes are such marks too: only one that opens behind a colon, comma or dash, or closes behind a stop,
    counts."""
    if "'" not in text and "‘" not in text and "’" not in text:
        return False
    opened = [match.end() for match in _SINGLE_OPENS.finditer(text)]
    if opened and not _SINGLE_CLOSES.search(text, opened[-1]):
        return True
    return bool(_SINGLE_ENDS.search(text)) and not _SINGLE_BEGINS.search(text)


def is_bare_quotation(sentence: str) -> bool:
    """Whether a sentence is nothing but somebody's words, without a word on whose."""
    text = sentence.strip()
    if text[:1] not in '“”"«»„‘「' or not text:
        return False
    if _WHOLLY_QUOTED.fullmatch(text):
        return True
    return not _ATTRIBUTED.search(text[1:])


def speaks_in_first_person(sentence: str, words: Sequence[str], code: str | None) -> bool:
    """Whether "I" or "we" stands outside quotation marks."""
    personal = language(code).rules.first_person
    if personal.isdisjoint(words):
        return False
    return not personal.isdisjoint(tokens(unquoted(sentence)))


def unquoted(sentence: str) -> str:
    """Without what stands in quotation marks."""
    return _QUOTED.sub(" ", sentence)
