"""Sparse rows with few entries as a rectangle: what two rows share is looked up in a table, not merged."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.events.counting import Matrix, blocks, rows_of
from framing.events.tokens import Ints

Floats = NDArray[np.float32]

_TABLE_ROWS = 8  # rows whose entries stand in the table at once: it should stay in the processor's cache


@dataclass(frozen=True, slots=True)
class Padded:
    """Rows of a sparse matrix, each filled up to the same width.

    Attributes:
        columns: shape (n, width), the columns of each row's entries; after the last one of them `size`.
        values: shape (n, width), the entries; after the last one of them 0.
        size: number of columns of the matrix.
    """

    columns: Ints
    values: Floats
    size: int


def padded(matrix: Matrix, width: int) -> Padded:
    """The rows of a matrix, none of which has more than `width` entries."""
    columns = np.full((matrix.shape[0], width), matrix.shape[1], np.int64)
    values = np.zeros((matrix.shape[0], width), np.float32)
    row = rows_of(matrix)
    place = np.arange(len(row)) - matrix.indptr[row]
    columns[row, place], values[row, place] = matrix.indices, matrix.data
    return Padded(columns, values, matrix.shape[1])


def dots(mine: Padded, others: Padded, found: Matrix) -> Floats:
    """The dot product of row and column (rows of `mine` and of `others`) for every entry of `found`."""
    products = np.zeros(len(found.indices), np.float32)
    for _, entries, met in _met(mine, lambda rows: mine.values[rows], others, found):
        products[entries] = np.einsum("ij,ij->i", met, others.values[found.indices[entries]])
    return products


def held(mine: Padded, others: Padded, found: Matrix) -> NDArray[np.int64]:
    """How many of the rows of `others` that `found` gives it hold each entry of `mine`, shape (n, width)."""
    width = mine.columns.shape[1]
    counts = np.zeros(mine.columns.shape, np.int64)

    def places(rows: slice) -> NDArray[np.int32]:
        count = rows.stop - rows.start
        return np.arange(1, count * width + 1, dtype=np.int32).reshape(count, width)

    for rows, _, met in _met(mine, places, others, found):
        size = (rows.stop - rows.start) * width
        counts[rows] = np.bincount(met.ravel(), minlength=size + 1)[1:].reshape(-1, width)
    return counts


def _met(
    mine: Padded, filled: Callable[[slice], NDArray[np.generic]], others: Padded, found: Matrix
) -> Iterator[tuple[slice, slice, NDArray[Any]]]:
    """Rows of `mine`, the entries of `found` in these rows, and what each finds in the table.

    Args:
        filled: what stands in the table for the entries of some rows; where a row has no entry stands 0.
    """
    step = mine.size + 1
    table = np.zeros(_TABLE_ROWS * step, filled(slice(0, 1)).dtype)
    for rows in blocks(found.shape[0], rows=_TABLE_ROWS):
        ends, start = found.indptr[rows.start : rows.stop + 1], np.arange(rows.stop - rows.start) * step
        entries, own = slice(ends[0], ends[-1]), mine.columns[rows] + start[:, None]
        table[own] = filled(rows)
        wanted = others.columns[found.indices[entries]]
        wanted += np.repeat(start, np.diff(ends))[:, None]
        yield rows, entries, table[wanted]
        table[own] = 0
