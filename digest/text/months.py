"""The months of languages that have no file of their own, as CLDR names them. Loaded when a date needs it."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from unicodedata import normalize

_LOCALES = (
    "ar az be bg bn bs ca cs cy da el et eu fa fi ga gl gu he hi hr hu hy id is ka kk lt lv mk mr ms nb nn pl ro ru sk"
    " sl sq sr sr_Latn sv sw ta te th tr uk ur"
)
_WORD = re.compile(r"[^\W\d_][^\s\d,:;/()،'’-]*")
_ACCENT = re.compile("[\u0300-\u036f]")
_SHORTEST = 3  # letters of a name that is cut off


@dataclass(frozen=True, slots=True, eq=False)
class _Names:
    """``words``: what else stands in a date, as the days of the week. ``stops``: whether day and year have one."""

    months: dict[str, int]
    words: frozenset[str]
    stops: tuple[bool, bool]


def month_named(written: str) -> int:
    """The number of the month that a date names in any of the languages; 0 where none is named, or who knows which.

    The same word is October in Croatian and November in Polish: the language that knows most of the date decides.
    """
    words = words_of(written)
    stops = bool(re.search(r"(?<!\d)\d{1,2}\.", written)), bool(re.search(r"\d{4}\.", written))
    found: dict[tuple[int, bool], set[int]] = {}
    for own in _languages():
        months = {own.months[word] for word in words if word in own.months and word not in own.words}
        known = sum(word in own.months or word in own.words for word in words)
        if len(months) == 1 and len(words) - known <= 1:  # "published", or the zone
            found.setdefault((known, own.stops == stops), set()).update(months)
    meant = found[max(found)] if found else set()
    return meant.pop() if len(meant) == 1 else 0


def words_of(text: str) -> list[str]:
    """The words of a text without case, accents and full stops."""
    return [folded(word).rstrip(".") for word in _WORD.findall(text)]


def folded(word: str) -> str:
    return _ACCENT.sub("", normalize("NFKD", word.casefold())).replace("ı", "i")


def prefixes(names: dict[str, int]) -> dict[str, int]:
    """The names and their beginnings that begin no other month's."""
    meant: dict[str, set[int]] = {}
    for name, number in names.items():
        for length in range(_SHORTEST, len(name)):
            meant.setdefault(name[:length], set()).add(number)
    return {begun: min(numbers) for begun, numbers in meant.items() if len(numbers) == 1} | names


@cache
def _languages() -> tuple[_Names, ...]:
    return tuple(map(_names, _LOCALES.split()))


def _names(code: str) -> _Names:
    from babel import Locale
    from babel.dates import format_date

    locale = Locale.parse(code)
    styles = [
        [set(words_of(format_date(date(2024, month, 15), style, locale))) for month in range(1, 13)]
        for style in ("long", "medium")
    ]
    joining = set.union(*(set.intersection(*months) for months in styles))  # "de", "г."
    forms = {
        (month, word) for months in styles for month, words in enumerate(months, start=1) for word in words - joining
    }
    forms |= {(month, word) for month, name in _forms(locale.months) for word in words_of(name) if len(word) > 1}
    days = {word for _, name in _forms(locale.days) for word in words_of(name)}
    times = Counter(word for _, word in forms)
    pattern = locale.date_formats["long"].pattern
    return _Names(
        months=prefixes({word: month for month, word in forms if times[word] == 1}),
        words=frozenset(joining | (days - {word for _, word in forms})),
        stops=("d." in pattern, "y." in pattern),
    )


def _forms(named: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            yield from named[context][width].items()
