"""Sentence splitting with offsets: paragraphs first, quotations kept whole, no model and no download.

The method is a candidate at every end mark, refused where an abbreviation, an initial, an ordinal, a lower-case
continuation, an attribution or an open quotation says that the sentence goes on. No pattern reads a run of characters
from more than one start, so the time is linear in the text.
"""

import re
from collections.abc import Iterator
from unicodedata import bidirectional, normalize

from digest.languages import language
from digest.languages.kinds import Language, Rules
from digest.text.letters import LOWER, UPPER
from digest.text.speech import verb_of_speech

Span = tuple[int, int]

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_WIDE = "。！？｡"  # Chinese and Japanese need no space behind them
_MARKS = ".!?…‽؟۔।॥։።။" + _WIDE
_CANDIDATE = re.compile(
    rf"[;{_MARKS}](?<![{_MARKS}].)(?:(?<=([{_WIDE}]))|)([{_MARKS}]*+)"  # a run from its first mark; ";" asks in Greek
    r"(?:[\"'”’»›«*)\]」』）》]|[“‘](?!\w))*+(?:[ \xa0\u202f]»(?!\w))?+"
    r"(?(1)(?=(\s*+))(?!(?<=[”’」』])(?:[^。！？，、\s]{0,8}(?:说|說|道|问|問|表示|称|稱)|[とっ]))"  # 「…」と彼は言った
    r"|(?=(\s++)(?!\.\s)[\"'“”‘„‚«»‹›(\[¿¡「『—–\s-]*+(?:[nst]\s++)?+(\w?[^\W\d_]*+)))",  # the next word; "'s Avonds"
    re.DOTALL,
)
_ATTRIBUTION = re.compile(
    rf"\s*([{UPPER}][\w’'.-]*)\s+(?:[{UPPER}][\w’'.-]*\s+){{0,2}}([{LOWER}]+)(?:\s+([{LOWER}]+))?"
)
_GREEK = re.compile("[\u0370-\u03ff\u1f00-\u1fff]")
_DOTTED = re.compile(r"(?:\w\.\s?)+\w")
_PREFIX = re.compile(r".*[\"“”‘’'«»„(\[)\]/—–-]", re.DOTALL)  # what may stand before a word without a space
_LABEL = re.compile(r"[^\W\d_]*\s?\d+")  # "2." or "Step 2." is the number of the sentence that follows
_HOURS = ("a.m", "p.m")
_DEGREE = re.compile(rf"(?<!\w)(?:Dr|Prof|Dipl|Mag|Lic)\.(?:[ \xa0]?[{LOWER}]{{1,6}}\.)*[ \xa0]?[{LOWER}]{{1,6}}$")
_SERIES = 40  # characters of titles before a name: "Prof. Dr. med. habil."
_VOWELS = frozenset("aeiouyæøœıаеиоуыэюяєіαεηιουω")
_FIRMS = frozenset(
    {"Inc", "INC", "Ltd", "LTD", "Corp", "PLC", "LLC", "LLP", "GmbH", "AG", "KG", "SpA", "BV", "NV", "ASA"}
)
_ITEM = re.compile(r"[:;,(–—]\s*(\d{1,2})$")
_SECOND = re.compile(r"[\s(]2\.\s")
_LIST = 1000  # characters from a number of a list to the next one
_LONGEST_WORD = 24

_MARK = re.compile('[“”«»„"‹›「」『』]')
_CLOSED_BY = {"“": "”", "”": "”", "«": "»", "»": "«»", "„": "“”", "‹": "›", "›": "‹", "「": "」", "『": "』", '"': '"'}
_ALWAYS_OPEN = "“«„‹「『"
_SINGLE = (  # an apostrophe stands behind a letter and not before a comma and a space
    re.compile(r"‘(?<!\w‘)(?!\s)[^‘’\n]*+(?:(?<=\w)’(?!,\s)[^‘’\n]*+)*+’(?:(?<=[.,!?…]’)|(?=,))(?!\w)"),
    re.compile(rf"'(?<!\w')(?=[{UPPER}])[^'\n]*+(?:(?<=\w)'(?!,\s)[^'\n]*+)*+'(?:(?<=[.,!?…]')|(?=,))(?!\w)"),
    re.compile(r"‚(?!\s)[^‚‘’\n]*+[‘’](?!\w)"),
)
_LONGEST_QUOTATION = 2000  # characters; a mark further off belongs to another quotation
_DEEPEST = 4  # quotations within quotations


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
    own = language(language_code)
    return [span for start, end in paragraphs(text) for span in split_paragraph(text, start, end, own)]


def split_paragraph(text: str, start: int, end: int, own: Language) -> Iterator[Span]:
    """Spans of the sentences of the one paragraph ``text[start:end]``."""
    start, end = _strip(text, start, end) or (end, end)
    quoted = iter(_quotations(text, start, end))
    opened, closed = next(quoted, (end, end))
    begin = start
    for match in _CANDIDATE.finditer(text, start, end):
        at, stop = match.span()
        while closed <= at:
            opened, closed = next(quoted, (end, end))
        if (opened <= at and stop < closed) or stop == end or not _ends_sentence(text, begin, end, match, own):
            continue
        yield begin, stop
        begin = max(match.end(3), match.end(4))  # of the white space, with or without need of one
    if begin < end:
        yield begin, end


def _line_per_paragraph(text: str) -> bool:
    lines = [line.rstrip() for line in text.split("\n") if line.strip()]
    return sum(line[-1] in '.!?…"”’»:。！？' for line in lines) >= 0.7 * len(lines)


def _strip(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _ends_sentence(text: str, begin: int, end: int, match: re.Match[str], own: Language) -> bool:
    wide, more, following = match.group(1, 2, 5)
    if wide:
        return True
    if following[:1].islower() and not following[1:2].isupper():  # "iPhone" may begin a sentence
        return False
    at = match.start()
    if text[at] == "." and not more:
        return not (_is_abbreviation(text, begin, at, following, own.rules) or _numbers_an_item(text, begin, at, end))
    if text[at] == ";":
        return bool(_GREEK.match(text, max(begin, at - 1)))
    if following in _FIRMS and match.end() == match.end(2):  # "Yahoo! Inc."
        return False
    return not (match.end() > match.end(2) and _attributed(text, match.end(), end, own))


def _attributed(text: str, stop: int, end: int, own: Language) -> bool:
    """'“Really?” John Smith asked.' goes on behind its question mark."""
    match = _ATTRIBUTION.match(text, stop, min(end, stop + 80))
    if not match or match.group(1).lower() in own.rules.starters:
        return False
    return any(verb_of_speech(own).fullmatch(word) for word in match.group(2, 3) if word)


def _is_abbreviation(text: str, begin: int, dot: int, following: str, rules: Rules) -> bool:
    words = text[max(begin, dot - _LONGEST_WORD) : dot].rsplit(None, 1)
    word = words[-1] if words else ""
    if not word.isalnum():
        word = _PREFIX.sub("", word)
    lower = word.lower()
    initial = len(word) == 1 and (word.isupper() or word.islower() or bidirectional(word) in ("R", "AL"))  # "د. سامي"
    if (word if initial else lower) in rules.abbreviations or lower.endswith(rules.compounds):
        return lower not in rules.word_or_short or following.isdigit() or (len(following) == 1 and following.isupper())
    if lower in _HOURS:
        return not following[:1].isupper() or following.lower() in rules.behind_hours
    if initial or lower in rules.endings or ("." in word and _DOTTED.fullmatch(word)):
        return not _starts_new(following, rules)
    if word.isdigit():
        label = dot - begin < _LONGEST_WORD and _LABEL.fullmatch(text, begin, dot)
        return bool(label) or (rules.ordinal_dot and len(word) <= 2 and not _starts_new(following, rules))
    if not rules.starters and word.islower() and len(word) <= 3 and _VOWELS.isdisjoint(normalize("NFD", word)):
        return True  # "ст", "sv": whichever language it is, this is no word
    if word.islower() and _DEGREE.search(text, max(begin, dot - _SERIES), dot):
        return not _starts_new(following, rules)
    return False


def _numbers_an_item(text: str, begin: int, dot: int, end: int) -> bool:
    """ "Three reasons: 1. The roof; 2. The wall." The first is known by the second, each other by the one before it."""
    if not text[dot - 1].isdigit() or not (match := _ITEM.search(text, max(begin, dot - 5), dot)):
        return False
    number = int(match[1])
    if number == 1:
        return bool(_SECOND.search(text, dot, min(end, dot + _LIST)))
    return f"{number - 1}. " in text[max(begin, dot - _LIST) : dot]


def _starts_new(following: str, rules: Rules) -> bool:
    return following[:1].isupper() and (following.lower() in rules.starters or following.lower() in rules.stop_words)


def _quotations(text: str, start: int, end: int) -> list[Span]:
    """Spans of the quotations in ``text[start:end]``, outermost, in order. One pass over the marks.

    One that is not closed goes on to the end where the paragraph begins with it or the next one opens it again.
    """
    spans = [match.span() for pattern in _SINGLE for match in pattern.finditer(text, start, end)]
    opened: list[tuple[str, int]] = []
    for match in _MARK.finditer(text, start, end):
        mark, position = match.group(), match.start()
        depth = len(opened)
        while depth and mark not in _CLOSED_BY[opened[depth - 1][0]]:
            depth -= 1
        if depth and not (mark == '"' and _opens(text, position)):
            spans.append((opened[depth - 1][1], position + 1))
            del opened[depth - 1 :]
        elif mark in _ALWAYS_OPEN or (mark in _CLOSED_BY and _opens(text, position)):
            opened.append((mark, position))
            del opened[:-_DEEPEST]
    again = text[end : end + 10].lstrip()[:1]
    spans += [(position, end) for mark, position in opened if position == start or mark == again]
    if again in ("‘", "'") and text[start] == again:
        spans.append((start, end))
    return _outermost([span for span in spans if span[1] - span[0] <= _LONGEST_QUOTATION])


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
