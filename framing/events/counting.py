"""Counts of things in rows, from arrays of keys: sorted in blocks that fit the processor's cache."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from framing.events.engine import threads
from framing.events.tokens import Ints

Matrix = sparse.csr_matrix
Keys = NDArray[np.uint64]
Number = TypeVar("Number", np.int64, np.uint64)

BLOCK = 128  # rows
_BITS = np.uint64(32)
_COLUMN = np.uint64((1 << 32) - 1)


def blocks(n: int, *, rows: int = BLOCK) -> Iterator[slice]:
    """Slices that cover the rows from 0 to `n`, in order."""
    for start in range(0, n, rows):
        yield slice(start, min(start + rows, n))


def spread(begin: Ints, end: Ints) -> tuple[Ints, Ints]:
    """Every position from `begin` to `end` of each row, and the row (counted from 0) it belongs to.

    >>> [found.tolist() for found in spread(np.array([5, 9]), np.array([7, 10]))]
    [[0, 0, 1], [5, 6, 9]]
    """
    lengths = end - begin
    row = np.repeat(np.arange(len(lengths)), lengths)
    shift = begin - np.concatenate(([0], np.cumsum(lengths)[:-1]))
    return row, np.arange(len(row)) + shift[row]


def keyed(row: NDArray[np.integer], column: NDArray[np.integer]) -> Keys:
    """Row and column as one number each that sorts by row and then by column; both under 2**32."""
    return np.asarray((row.astype(np.uint64) << _BITS) | column.astype(np.uint64))


def unkeyed(keys: Keys) -> tuple[Ints, Ints]:
    """Row and column of every key."""
    return (keys >> _BITS).astype(np.int64), (keys & _COLUMN).astype(np.int64)


def counted_rows(n: int, columns: int, keys: Callable[[slice], Keys]) -> Matrix:
    """A matrix of how often each key is there, shape (n, columns).

    Args:
        keys: the keys of a block of rows, rows counted from the block's first, in any order.
    """

    def counted(rows: slice) -> tuple[NDArray[np.float32], NDArray[np.int32], Ints]:
        found = np.sort(keys(rows))
        first = np.flatnonzero(changes(found))
        row, column = unkeyed(found[first])
        counts = np.diff(np.append(first, len(found))).astype(np.float32)
        return counts, column.astype(np.int32), np.bincount(row, minlength=rows.stop - rows.start)

    none = np.zeros(0, np.float32), np.zeros(0, np.int32), np.zeros(0, np.int64)
    data, indices, held = (
        np.concatenate(parts) for parts in zip(none, *threads(counted, blocks(n)), strict=True)
    )
    return Matrix((data, indices, np.concatenate(([0], np.cumsum(held)))), shape=(n, columns))


def distinct(found: NDArray[Number]) -> NDArray[Number]:
    """Every value once, in order: by sorting, which for many values is far quicker than `numpy.unique`."""
    ordered = np.sort(found)
    return np.asarray(ordered[changes(ordered)])


def changes(ordered: NDArray[np.generic]) -> NDArray[np.bool_]:
    """Where a value differs from the one before it; the first one always does."""
    return np.concatenate((np.ones(min(len(ordered), 1), bool), ordered[1:] != ordered[:-1]))


def rows_of(matrix: Matrix) -> Ints:
    """The row of every entry, in the order in which they are stored."""
    return np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))


def only(matrix: Matrix, chosen: NDArray[np.bool_]) -> Matrix:
    """The matrix with the chosen ones of its entries alone; `chosen` has one flag an entry."""
    ends = np.concatenate(([0], np.cumsum(chosen)))[matrix.indptr]
    return Matrix((matrix.data[chosen], matrix.indices[chosen], ends), shape=matrix.shape)


def frequencies(counts: Matrix) -> Ints:
    """In how many rows each column stands, shape (columns,)."""
    found = np.zeros(counts.shape[1], np.int64)
    for start in range(0, len(counts.indices), 1 << 22):
        found += np.bincount(counts.indices[start : start + (1 << 22)], minlength=len(found))
    return found
