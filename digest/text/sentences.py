"""Sentence splitting with offsets: paragraphs first, quotations kept whole, no model and no download.

The method is a candidate at every end mark, refused where an abbreviation, an initial, an ordinal, a lower-case
continuation or an open quotation says that the sentence goes on.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from digest.text.languages import Language, language

Span = tuple[int, int]

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_CLOSERS = "\"'”“’»)\\]›」』）"
_OPENERS = "\"'“‘„«»‚(\\[¿¡「『—–\\-"
_CANDIDATE = re.compile(
    rf"([.!?…‽؟۔।]+)[{_CLOSERS}]*(?=\s+[{_OPENERS}\s]*(\w?[^\W\d_]*))"  # an end mark, white space, the next word
    r"|[。！？｡]+[”’」』）》\"']*"  # Chinese and Japanese need no space
)
_ATTRIBUTION = re.compile(r"\s*(?:[A-ZÀ-Þ][\w’'.-]*\s+){1,3}([a-zà-ÿ]+)")
_MARK = re.compile('[“”«»„"「」『』]')
_CLOSED_BY = {"“": "”", "«": "»", "„": "“”", "「": "」", "『": "』", "»": "«", '"': '"'}
_SINGLE = re.compile(r"(?<!\w)‘[^‘\n]{1,600}?[.,!?…]’(?!\w)")
_DOTTED = re.compile(r"(?:\w\.)+\w")
_ALSO_WORDS = ("no", "art", "fig")  # these end a sentence where the next begins with a function word
_LONGEST_WORD = 24
_LONGEST_QUOTATION = 2000  # characters; a mark further off belongs to another quotation
_DEEPEST = 8  # quotations within quotations


def paragraphs(text: str) -> list[Span]:
    """Spans of the paragraphs of ``text``, without the white space around them.

    Paragraphs are separated by blank lines; a text that has line ends but no blank line is one paragraph a line
    when its lines end like sentences, else hard-wrapped.
    """
    edges = [match.span() for match in _BLANK_LINE.finditer(text)]
    if not edges and "\n" in text and _line_per_paragraph(text):
        edges = [match.span() for match in re.finditer(r"\n\s*", text)]
    starts = [0, *(end for _, end in edges)]
    ends = [*(start for start, _ in edges), len(text)]
    return [span for start, end in zip(starts, ends, strict=True) if (span := _strip(text, start, end))]


def sentences(text: str, language_code: str | None = None) -> list[Span]:
    """Spans of the sentences of ``text`` in order. Spans and the white space between them give the text back."""
    rules = language(language_code)
    return [span for start, end in paragraphs(text) for span in split_paragraph(text, start, end, rules)]


def split_paragraph(text: str, start: int, end: int, rules: Language) -> Iterator[Span]:
    """Spans of the sentences of the one paragraph ``text[start:end]``."""
    quoted = _quotations(text, start, end)
    opened = [a for a, _ in quoted]
    begin = start
    for match in _CANDIDATE.finditer(text, start, end):
        stop = match.end()
        if stop >= end or not _ends_sentence(text, begin, end, match, rules):
            continue
        inside = bisect_right(opened, match.start()) - 1
        if inside >= 0 and stop < quoted[inside][1]:
            continue
        if span := _strip(text, begin, stop):
            yield span
        begin = stop
    if span := _strip(text, begin, end):
        yield span


def _line_per_paragraph(text: str) -> bool:
    lines = [line.rstrip() for line in text.split("\n") if line.strip()]
    return sum(line[-1] in '.!?…"”’»:。！？' for line in lines) >= 0.7 * len(lines)


def _strip(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _ends_sentence(text: str, begin: int, end: int, match: re.Match[str], rules: Language) -> bool:
    marks, following = match.groups()
    if marks is None:
        return True
    if following[:1].islower():
        return False
    if marks == ".":
        return not _is_abbreviation(text, begin, match.start(), following, rules)
    return not (marks[0] in "!?" and match.end() > match.end(1) and _attributed(text, match.end(), end, rules))


def _attributed(text: str, stop: int, end: int, rules: Language) -> bool:
    """'“Really?” John Smith asked.' goes on behind its question mark."""
    match = _ATTRIBUTION.match(text, stop, min(end, stop + 80))
    return bool(match and re.fullmatch(rules.speech, match.group(1)))


def _is_abbreviation(text: str, begin: int, dot: int, following: str, rules: Language) -> bool:
    words = text[max(begin, dot - _LONGEST_WORD) : dot].split()
    word = re.split(r"[\"“”‘«»„(\[/—–-]", words[-1])[-1] if words else ""
    lower = word.lower()
    starts_new = following[:1].isupper() and following.lower() in rules.starters
    if lower in rules.abbreviations:
        return not (starts_new and lower in _ALSO_WORDS)
    initial = len(word) == 1 and word.isupper()
    if initial or lower in rules.endings or ("." in word and _DOTTED.fullmatch(word)):
        return not starts_new
    if word.isdigit():
        list_number = dot - len(word) == begin
        return list_number or (rules.ordinal_dot and len(word) <= 2 and not starts_new)
    return False


def _quotations(text: str, start: int, end: int) -> list[Span]:
    """Spans of the balanced quotations in ``text[start:end]``, outermost, in order. One pass over the marks."""
    spans = [match.span() for match in _SINGLE.finditer(text, start, end)]
    opened: list[tuple[str, int]] = []
    for match in _MARK.finditer(text, start, end):
        mark, position = match.group(), match.start()
        depth = next((i for i in range(len(opened) - 1, -1, -1) if mark in _CLOSED_BY[opened[i][0]]), None)
        if depth is not None and not (mark == '"' and _opens(text, position)):
            opening = opened[depth][1]
            del opened[depth:]
            if position - opening <= _LONGEST_QUOTATION:
                spans.append((opening, position + 1))
        elif mark in _CLOSED_BY and (mark in "“«„「『" or _opens(text, position)):
            opened.append((mark, position))
            del opened[:-_DEEPEST]
    return _outermost(spans)


def _opens(text: str, position: int) -> bool:
    """Whether a mark that may open or close stands before a word and not behind one."""
    before, after = text[max(0, position - 1) : position], text[position + 1 : position + 2]
    return (not before or before.isspace() or before in "([—–-") and bool(after) and not after.isspace()


def _outermost(spans: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(spans):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept
