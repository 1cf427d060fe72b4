"""Sparse rows with few entries as a rectangle: what two rows share is looked up in a table, not merged."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from framing.events.counting import Matrix, blocks, rows_of
from framing.events.tokens import Ints

_TABLE_ROWS = 8  # rows whose entries stand in the table at once: it should stay in the processor's cache


@dataclass(frozen=True, slots=True)
class Padded:
    """Where the rows of a sparse matrix have entries, each filled up to the same width.

    Attributes:
        columns: shape (n, width), the columns of each row's entries; after the last one of them `size`.
        size: number of columns of the matrix.
    """

    columns: Ints
    size: int


def padded(matrix: Matrix, width: int) -> Padded:
    """The places of the entries of a matrix, none of which has more than `width` entries."""
    columns = np.full((matrix.shape[0], width), matrix.shape[1], np.int64)
    row = rows_of(matrix)
    place = np.arange(len(row)) - matrix.indptr[row]
    columns[row, place] = matrix.indices
    return Padded(columns, matrix.shape[1])


def held(mine: Padded, others: Padded, found: Matrix) -> Ints:
    """How many of the rows of `others` that `found` gives it hold each entry of `mine`, shape (n, width)."""
    width, step = mine.columns.shape[1], mine.size + 1
    counts = np.zeros(mine.columns.shape, np.int64)
    table = np.zeros(_TABLE_ROWS * step, np.int32)  # where each column of a row stands, from 1; 0 for nowhere
    for rows in blocks(found.shape[0], rows=_TABLE_ROWS):
        ends, start = found.indptr[rows.start : rows.stop + 1], np.arange(rows.stop - rows.start) * step
        own = mine.columns[rows] + start[:, None]
        table[own] = np.arange(1, own.size + 1).reshape(own.shape)
        asked = others.columns[found.indices[ends[0] : ends[-1]]]
        asked += np.repeat(start, np.diff(ends))[:, None]
        counts[rows] = np.bincount(table[asked].ravel(), minlength=own.size + 1)[1:].reshape(-1, width)
        table[own] = 0
    return counts
