"""Sparse matrices by rows, and their product in numpy alone."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_CELLS, _AT_ONCE = 1_000_000, 100  # cells and rows of a product that are summed at once


@dataclass(frozen=True, slots=True)
class Rows:
    """Row ``r`` has ``values[starts[r]:starts[r + 1]]`` in the ``columns`` of the same places, 0 elsewhere."""

    starts: Ints
    columns: Ints
    values: Floats
    width: int

    @property
    def height(self) -> int:
        return len(self.starts) - 1

    @property
    def numbers(self) -> Ints:
        """The row of every value."""
        return np.repeat(np.arange(self.height), np.diff(self.starts))


def rows_of(numbers: Ints, columns: Ints, values: Floats, shape: tuple[int, int]) -> Rows:
    """The matrix of ``shape`` with these values, each in its row and column; none is given twice."""
    order = np.argsort(numbers, kind="stable")
    starts = np.concatenate(([0], np.cumsum(np.bincount(numbers, minlength=shape[0]))))
    return Rows(starts, columns[order], values[order], shape[1])


def transposed(matrix: Rows) -> Rows:
    return rows_of(matrix.columns, matrix.numbers, matrix.values, (matrix.width, matrix.height))


def product(one: Rows, other: Rows, floor: float = 0.0) -> Rows:
    """``one`` times ``other``, without what is not above the floor; a block of rows at a time, so that the memory
    does not grow with the square of the height."""
    at_once = max(1, min(_AT_ONCE, _CELLS // max(1, other.width)))
    firsts = range(0, one.height, at_once)
    blocks = [_block(one, other, first, min(first + at_once, one.height), floor) for first in firsts]
    cells = np.concatenate([cells for cells, _ in blocks]) if blocks else np.zeros(0, np.int64)
    values = np.concatenate([values for _, values in blocks]) if blocks else np.zeros(0)
    return rows_of(*np.divmod(cells, max(1, other.width)), values, (one.height, other.width))


def _block(one: Rows, other: Rows, first: int, last: int, floor: float) -> tuple[Ints, Floats]:
    """The cells, counted along all rows, and the values of rows ``first`` to ``last`` of the product."""
    begin, end = one.starts[first], one.starts[last]
    columns = one.columns[begin:end]
    amounts = other.starts[columns + 1] - other.starts[columns]
    met = np.repeat(other.starts[columns] - (np.cumsum(amounts) - amounts), amounts) + np.arange(amounts.sum())
    rows = np.repeat(np.arange(last - first), np.diff(one.starts[first : last + 1]))
    cells = np.repeat(rows * other.width, amounts) + other.columns[met]
    sums = np.bincount(
        cells, np.repeat(one.values[begin:end], amounts) * other.values[met], minlength=(last - first) * other.width
    )
    filled = np.flatnonzero(sums > floor)
    return filled.astype(np.int64) + first * other.width, sums[filled].astype(np.float64)
