"""Words between quotation marks: curly, straight, low and angled ones, and single ones around a whole sentence; and
those behind a dash."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from digest.text.letters import UPPER
from digest.text.sentences import paragraphs

Span = tuple[int, int]

_MARK = re.compile('[“”«»„"]')
_SINGLE = re.compile(rf"(?<!\w)‘([{UPPER}][^‘“”\n]{{20,600}}?[.,!?…])’(?!\w)")
_DASH = re.compile(r"[–—][^\S\n]+(?=\w)")
_CLOSED_BY = {"“": "”", "”": "”", "«": "»", "»": "«»", "„": "“”", '"': '"'}


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words between two marks: the span without them and without a last comma, and the span with them."""

    start: int
    end: int
    opened: int
    closed: int


def find_said(text: str, claim: re.Pattern[str]) -> list[Quoted]:
    """``find_quoted``, and the words from the dash that begins a paragraph to ``claim``, what gives them to somebody:
    "– Vi har ventet lenge, sier Anna Winter."."""
    dashed = list(_behind_dashes(text, claim))
    edges = [each.opened for each in dashed]

    def is_inside(at: int) -> bool:
        before = bisect_right(edges, at) - 1
        return before >= 0 and at < dashed[before].closed

    marked = [each for each in find_quoted(text) if not is_inside(each.opened)]
    return sorted([*dashed, *marked], key=lambda each: each.opened)


def _behind_dashes(text: str, claim: re.Pattern[str]) -> Iterator[Quoted]:
    for start, end in paragraphs(text):
        dash = _DASH.match(text, start, end)
        if dash and (said := claim.search(text, dash.end(), end)):
            yield Quoted(dash.end(), said.start(), start, said.start())


def find_quoted(text: str) -> list[Quoted]:
    """Quotations in order. A mark that opens where one is open voids both, but for a quotation over several
    paragraphs, each of which begins with its mark."""
    found: list[Quoted] = []
    opened, void = -1, False
    for start, end in paragraphs(text):
        continued = opened >= 0 and not void and text[start] == text[opened]
        if not continued:
            opened, void = -1, False
        for match in _MARK.finditer(text, start + continued, end):
            at, mark = match.start(), match.group()
            if opened < 0:
                if _may_open(text, at, mark):
                    opened, void = at, False
            elif mark in _CLOSED_BY[text[opened]] and not (mark == '"' and _must_open(text, at)):
                if not void and (span := _trimmed(text, opened + 1, at)):
                    found.append(Quoted(*span, opened, at + 1))
                opened = -1
            elif mark == text[opened]:
                void = True
    edges = [each.opened for each in found]
    for match in _SINGLE.finditer(text):
        inside = bisect_right(edges, match.start()) - 1
        if (inside < 0 or found[inside].closed <= match.start()) and (span := _trimmed(text, *match.span(1))):
            found.append(Quoted(*span, *match.span()))
    return sorted(found, key=lambda each: each.opened)


def _may_open(text: str, at: int, mark: str) -> bool:
    if mark in "»”":  # open in German, Danish and Swedish, before a word and behind none
        before = text[max(0, at - 1) : at]
        return text[at + 1 : at + 2].isalnum() and (not before or before.isspace() or before in "([—–-")
    return mark != '"' or not text[at + 1 : at + 2].isspace()


def _must_open(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return (before.isspace() or before in "([—–") and bool(after) and not after.isspace()


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == ","):
        end -= 1
    return (start, end) if start < end else None
