"""Headlines of items that have none: the first words of their text."""

import re
from collections.abc import Iterable

from digest.languages import language
from digest.text.furniture import is_furniture
from digest.text.phrases import NO_TITLES, STAMP_WORDS
from digest.text.sentences import split_paragraph

_LONGEST = 96  # columns of a headline that is made, without "…"; a Chinese or Japanese character takes two
_CUT = 20  # characters of a title that the text begins with, from which it is the text cut off
_WIDE = "\u1100-\u115f\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60"
_PIECE = re.compile(rf"\s*(?:[{_WIDE}]|[^\s{_WIDE}]+)")
_IS_WIDE = re.compile(f"[{_WIDE}]")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_OPEN_END = " ,;:–—-([，、；："
_PAUSES = "，、；："  # where there are no spaces between words, these say where one ends


def headline(title: str, paragraphs: Iterable[str], code: str | None) -> str:
    """The title, or where it is none ("Photo", a date, an address, the text cut inside a word) one of the text's
    first words: a sentence, or as many words as fit and "…". Empty where the text has none either."""
    said = [text for text in paragraphs if text]
    if title and not _is_none(title) and not _is_cut(title, said):
        return title
    prose = [text for text in said if not is_furniture(text, at_edge=True)] or said
    for text in prose:
        *linked, last = (part.strip() for part in _ADDRESS.split(text))
        for part in (*(f"{part.rstrip(_OPEN_END)}…" for part in linked), last):
            if re.search(r"[^\W\d_]", part) and not _is_none(part):
                start, end = next(iter(split_paragraph(part, 0, len(part), language(code))))
                return _fitted(part[start:end])
    return ""


def _is_none(title: str) -> bool:
    """Whether a program wrote it for an item without a title."""
    words = re.findall(r"[^\W\d_]+", title.casefold())
    if _ADDRESS.fullmatch(title) or " ".join(words) in NO_TITLES:
        return True
    return sum(map(str.isdigit, title)) > (2 if words else 5) and STAMP_WORDS.issuperset(words)


def _is_cut(title: str, said: list[str]) -> bool:
    """Whether it is the beginning of the text as far as the middle of a word."""
    begun = title.rstrip("….")
    rest = said[0][len(begun) : len(begun) + 1] if said and said[0].startswith(begun) else ""
    return len(begun) >= _CUT and rest.isalnum() and begun[-1].isalnum() and not _IS_WIDE.match(rest)


def _fitted(sentence: str) -> str:
    end = columns = 0
    for piece in _PIECE.finditer(sentence):
        columns += len(piece[0]) + len(_IS_WIDE.findall(piece[0]))
        if columns > _LONGEST + (piece.end() == len(sentence)):
            room = sentence[: end or _LONGEST]
            pause = max(map(room.rfind, _PAUSES)) if _IS_WIDE.search(room) else 0
            return f"{room[: pause if 2 * pause > end else len(room)].rstrip(_OPEN_END)}…"
        end = piece.end()
    return sentence
