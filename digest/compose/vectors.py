"""Texts as sparse rows of weights: tf-idf of words and of pairs of neighbouring words."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from digest.compose.sparse import Floats, Ints, Rows, rows_of
from digest.models import Article
from digest.text.words import stemmer, stop_words, tokens

_MOST = 20_000  # characters of a text that are looked at
_EARLY, _EARLY_COUNTS = 40, 4.0  # terms after the title, which count as often as the title's, and how often
_PAIRS = 0.25  # share of the pairs of words in a similarity; the rest is the words'
_LONG = 100  # terms of a text in which rare words tell most
_EVEN, _STEEP = 0.25, 1.5  # power of the idf in a headline and in a long text


def terms_of(articles: Iterable[Article]) -> tuple[list[Ints], list[int]]:
    """Every article's content words, title first, each as the number of its stem; and how many stand early, in the
    title or soon after it."""
    stems: dict[str, int] = {}
    known: defaultdict[str | None, dict[str, int]] = defaultdict(dict)
    found, early = [], []
    for article in articles:
        numbers = known[article.language]
        title = _numbered(article.title, article.language, numbers, stems)
        text = _numbered(article.text[:_MOST], article.language, numbers, stems)
        found.append(np.array(title + text, np.int64))
        early.append(len(title) + _EARLY)
    return found, early


def _numbered(text: str, code: str | None, known: dict[str, int], stems: dict[str, int]) -> list[int]:
    found = tokens(text)
    for token in dict.fromkeys(found):
        if token not in known:
            known[token] = -1 if token in stop_words(code) else stems.setdefault(stemmer(code)(token), len(stems))
    return [number for token in found if (number := known[token]) >= 0]


def vectors(terms: Sequence[Ints], early: Sequence[int]) -> Rows:
    """A row of length 1 per text: (1 + ln tf) · ln(1 + texts / texts with it)^p for words and pairs of words.

    What stands early counts more. A headline is known by the names that all headlines on the event share, a long
    text by words that few others have: p grows with the length. Terms of one text alone count in its length only.
    """
    lengths = np.array([len(each) for each in terms], np.int64)
    rows = np.repeat(np.arange(len(terms)), lengths)
    words = np.concatenate([*terms, np.zeros(0, np.int64)])
    places = np.arange(len(words)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    counts = np.where(places < np.array(early, np.int64)[rows], _EARLY_COUNTS, 1.0)
    powers = _EVEN + (_STEEP - _EVEN) * np.minimum(1.0, lengths / _LONG)
    after = np.flatnonzero(places > 0)
    pairs = words[after - 1] * (words.max(initial=0) + 1) + words[after]
    numbers, columns, weights = _weighted(rows, words, counts, powers)
    more_numbers, more_columns, more_weights = _weighted(rows[after], pairs, counts[after], np.minimum(1.0, powers))
    first = columns.max(initial=-1) + 1
    width = int(first + more_columns.max(initial=-1) + 1)
    return rows_of(
        np.concatenate((numbers, more_numbers)),
        np.concatenate((columns, more_columns + first)),
        np.concatenate((weights * math.sqrt(1 - _PAIRS), more_weights * math.sqrt(_PAIRS))),
        (len(terms), width),
    )


def _weighted(rows: Ints, terms: Ints, counts: Floats, powers: Floats) -> tuple[Ints, Ints, Floats]:
    """Row, column and weight of each term of each text that another text has too."""
    _, terms = np.unique(terms, return_inverse=True)
    width = int(terms.max(initial=0)) + 1
    cells, places = np.unique(rows * width + terms, return_inverse=True)
    rows, terms = np.divmod(cells, width)
    texts = np.bincount(terms, minlength=width)
    rarity = np.log1p(len(powers) / texts[terms])
    weights = (1 + np.log(np.bincount(places, counts))) * rarity ** powers[rows]
    lengths = np.sqrt(np.bincount(rows, weights * weights, minlength=len(powers)))
    shared = texts[terms] > 1
    return rows[shared], terms[shared], (weights / lengths[rows])[shared]
