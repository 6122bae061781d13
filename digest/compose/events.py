"""Which articles tell of the same event: average link of tf-idf similarities that neighbours support."""

import heapq
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from digest.compose.shared import own_text
from digest.compose.sparse import Floats, Ints, Rows, product, rows_of, transposed
from digest.models import Article
from digest.text.tokens import stemmer, stop_words, tokens

_LEVEL, _BY_LONE, _BY_LENGTH = 0.1755, 0.15, 0.155  # of the threshold; chosen as benchmarks/README.md says
_ALONE = 0.12  # an article with no similarity above this stands alone
_LEAST_LONE = 0.1  # is added to the share of those that do
_SAYS_NOTHING = 400  # terms; beyond that the length of texts says nothing
_FLOOR = 0.05  # less than that of a supported similarity is none
_MOST = 20_000  # characters of a text that are looked at
_EARLY, _EARLY_COUNTS = 40, 2.0  # terms after the title, which count as often as the title's, and how often
_PAIRS = 0.25  # share of the pairs of words in a similarity; the rest is the words'
_LONG = 100  # terms of a text in which rare words tell most
_EVEN, _STEEP = 0.25, 1.5  # power of the idf in a headline and in a long text
_NONE = 0.03  # less is no similarity
_SMALL = 15  # texts: a term of so few is always followed
_BUDGET, _LEAST = 5_000, 2_000  # pairs of texts with a common term that are followed, per text; of so many at least
_NEAREST, _NEAR = 3, 0.05  # texts that speak for a text, and the least similarity to it


def events(articles: Sequence[Article]) -> list[tuple[list[int], list[list[float]]]]:
    """The places of the articles of every event, and the similarities among them, 0 with itself."""
    terms, early = terms_of(articles)
    similar = similarities(vectors(terms, early))
    groups = average_link(supported(similar, _FLOOR), _threshold([len(each) for each in terms], similar))
    return [(group, _within(similar, group)) for group in groups]


def _threshold(lengths: Sequence[int], similar: Rows) -> float:
    """The mean similarity from which texts are one event.

    Long texts share more than short ones. Where most texts have a near relative, most likenesses are of one event;
    where many stand alone, more of them are by chance.
    """
    if not lengths:
        return 1.0
    lone = 1 - len(np.unique(similar.numbers[similar.values > _ALONE])) / len(lengths)
    length = min(_SAYS_NOTHING, max(1.0, float(np.median(lengths))))
    return float(_LEVEL * (_LEAST_LONE + lone) ** _BY_LONE * length**_BY_LENGTH)


def _within(similar: Rows, group: Sequence[int]) -> list[list[float]]:
    """The similarities among the articles of a group, in its order."""
    place = {at: number for number, at in enumerate(group)}
    found = [[0.0] * len(group) for _ in group]
    for number, at in enumerate(group):
        row = slice(similar.starts[at], similar.starts[at + 1])
        for other, value in zip(similar.columns[row].tolist(), similar.values[row].tolist(), strict=True):
            if other in place:
                found[number][place[other]] = value
    return found


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


def similarities(texts: Rows) -> Rows:
    """Cosines of the rows of length 1, without those of a row with itself and those near 0.

    The rarest terms are followed first, until the budget is spent: what half of the texts say tells nothing, and costs
    the square of their number.
    """
    holders = np.bincount(texts.columns, minlength=texts.width)
    spent = np.cumsum(np.bincount(holders) * np.arange(holders.max(initial=0) + 1) ** 2)
    most = max(_SMALL, int(np.searchsorted(spent, _BUDGET * max(_LEAST, texts.height), "right")) - 1)
    followed = _where(texts, holders[texts.columns] <= most)
    similar = product(followed, transposed(followed), _NONE)
    return _where(similar, similar.numbers != similar.columns)


def supported(similar: Rows, floor: float) -> Rows:
    """Similarities of texts that have each taken up their nearest: x + Σ sim(x, y) · y over the three nearest y.

    Two reports of one event share neighbours even where they share few words; two events that are alike do not.
    (Local context as in query expansion: Rocchio 1971; Xu and Croft 1996.)
    """
    count = similar.height
    every = np.arange(count)
    rank = np.lexsort((similar.columns, -similar.values, similar.numbers))
    places = np.empty(len(rank), np.int64)
    places[rank] = np.arange(len(rank)) - np.repeat(similar.starts[:-1], np.diff(similar.starts))
    nearest = _with_diagonal(_where(similar, (places < _NEAREST) & (similar.values >= _NEAR)), every)
    both = product(product(nearest, _with_diagonal(similar, every)), transposed(nearest), 0.0)
    itself = both.numbers == both.columns
    lengths = np.sqrt(both.values[itself])
    scaled = both.values / lengths[both.numbers] / lengths[both.columns]
    kept = ~itself & (scaled > floor)
    return rows_of(both.numbers[kept], both.columns[kept], scaled[kept], (count, count))


def _where(matrix: Rows, kept: np.ndarray) -> Rows:
    shape = (matrix.height, matrix.width)
    return rows_of(matrix.numbers[kept], matrix.columns[kept], matrix.values[kept], shape)


def _with_diagonal(matrix: Rows, every: Ints) -> Rows:
    return rows_of(
        np.concatenate((matrix.numbers, every)),
        np.concatenate((matrix.columns, every)),
        np.concatenate((matrix.values, np.ones(len(every)))),
        (len(every), len(every)),
    )


def average_link(similar: Rows, threshold: float) -> list[list[int]]:
    """Groups that are merged, the most similar first, while their mean similarity over all pairs is enough."""
    groups = {at: [at] for at in range(similar.height)}
    sums: list[dict[int, float]] = [{} for _ in groups]
    waiting = []
    for one, other, value in zip(
        *(each.tolist() for each in (similar.numbers, similar.columns, similar.values)), strict=True
    ):
        if one < other:  # a sum in another order may differ in its last bit
            sums[one][other] = sums[other][one] = value
            if value >= threshold:
                waiting.append((-value, one, other))
    heapq.heapify(waiting)
    while waiting:
        value, one, other = heapq.heappop(waiting)
        if one not in groups or other not in groups or -value != _mean(groups, sums, one, other):
            continue
        groups[one] += groups.pop(other)
        del sums[one][other], sums[other][one]
        for third, total in sums[other].items():
            del sums[third][other]
            sums[one][third] = sums[third][one] = sums[one].get(third, 0.0) + total
        sums[other].clear()
        for third in sums[one]:
            low, high = sorted((one, third))
            if (mean := _mean(groups, sums, low, high)) >= threshold:
                heapq.heappush(waiting, (-mean, low, high))
    return [sorted(group) for group in groups.values()]


def _mean(groups: Mapping[int, Sequence[int]], sums: Sequence[Mapping[int, float]], one: int, other: int) -> float:
    return sums[one].get(other, 0.0) / (len(groups[one]) * len(groups[other]))
