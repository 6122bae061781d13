"""Which articles tell of the same event: average link of tf-idf similarities that neighbours support."""

from collections.abc import Sequence

import numpy as np

from digest.compose.linking import average_link
from digest.compose.similarity import similarities, supported
from digest.compose.sparse import Rows
from digest.compose.vectors import terms_of, vectors
from digest.models import Article

_LEVEL, _BY_LONE, _BY_LENGTH = 0.1755, 0.15, 0.155  # of the threshold; chosen as benchmarks/README.md says
_ALONE = 0.12  # an article with no similarity above this stands alone
_LEAST_LONE = 0.1  # is added to the share of those that do
_LONG = 400  # terms; beyond that the length of texts says nothing
_FLOOR = 0.05  # less than that of a supported similarity is none


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
    length = min(_LONG, max(1.0, float(np.median(lengths))))
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
