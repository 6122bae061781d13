"""Texts as sparse rows of weights: tf-idf of words and of pairs of neighbouring words."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from digest.compose.shared import own_text
from digest.compose.sparse import Floats, Ints, Rows, rows_of
from digest.models import Article
from digest.text.words import stemmer, stop_words, tokens

_MOST = 20_000  # characters of a text that are looked at
_EARLY, _EARLY_COUNTS = 40, 2.0  # terms after the title, which count as often as the title's, and how often
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
        text = _numbered(own_text(article)[:_MOST], article.language, numbers, stems)
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
    powers = _EVEN + (_STEEP - _EVEN) * np.minimum(1.0, lengths / _LONG)
    rows, columns, weights = _weighted(terms, early, powers)
    pairs = (each[:-1] << 32 | each[1:] for each in terms)
    more_rows, more_columns, more_weights = _weighted(pairs, [each - 1 for each in early], np.minimum(1.0, powers))
    first = columns.max(initial=-1) + 1
    return rows_of(
        np.concatenate((rows, more_rows)),
        np.concatenate((columns, more_columns + first)),
        np.concatenate((weights * math.sqrt(1 - _PAIRS), more_weights * math.sqrt(_PAIRS))),
        (len(terms), int(first + more_columns.max(initial=-1) + 1)),
    )


def _weighted(texts: Iterable[Ints], early: Sequence[int], powers: Floats) -> tuple[Ints, Ints, Floats]:
    """Row, column and weight of each term of each text that another text has too; every row of length 1."""
    counted = [_counted(text, first) for text, first in zip(texts, early, strict=True)]
    rows = np.repeat(np.arange(len(counted)), [len(terms) for terms, _ in counted])
    _, columns, holders = np.unique(
        np.concatenate([*(terms for terms, _ in counted), np.zeros(0, np.int64)]),
        return_inverse=True,
        return_counts=True,
    )
    counts = np.concatenate([*(counts for _, counts in counted), np.zeros(0)])
    weights = (1 + np.log(counts)) * np.log1p(len(powers) / holders)[columns] ** powers[rows]
    lengths = np.sqrt(np.bincount(rows, weights * weights, minlength=len(powers)))
    shared = holders[columns] > 1
    return rows[shared], columns[shared].astype(np.int64), (weights / lengths[rows])[shared]


def _counted(terms: Ints, early: int) -> tuple[Ints, Floats]:
    """The terms of a text, each once, and how often they stand there."""
    found, places = np.unique(terms, return_inverse=True)
    counts = np.ones(len(terms))
    counts[: max(0, early)] = _EARLY_COUNTS
    return found, np.asarray(np.bincount(places, counts, minlength=len(found)), np.float64)
