"""How alike texts are: by their own words, and by those of the texts nearest to them."""

import numpy as np

from digest.compose.sparse import Ints, Rows, product, rows_of, transposed

_FLOOR = 0.03  # less is no similarity
_SMALL = 15  # texts: a term of so few is always followed
_BUDGET, _LEAST = 5_000, 2_000  # pairs of texts with a common term that are followed, per text; of so many at least
_NEAREST, _NEAR = 3, 0.05  # texts that speak for a text, and the least similarity to it


def similarities(texts: Rows) -> Rows:
    """Cosines of the rows of length 1, without those of a row with itself and those near 0.

    The rarest terms are followed first, until the budget is spent: what half of the texts say tells nothing, and costs
    the square of their number.
    """
    holders = np.bincount(texts.columns, minlength=texts.width)
    spent = np.cumsum(np.bincount(holders) * np.arange(holders.max(initial=0) + 1) ** 2)
    most = max(_SMALL, int(np.searchsorted(spent, _BUDGET * max(_LEAST, texts.height), "right")) - 1)
    followed = _where(texts, holders[texts.columns] <= most)
    similar = product(followed, transposed(followed), _FLOOR)
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
