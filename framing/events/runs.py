"""Runs of words that several articles hold: what quotations and copied text leave behind."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.events.counting import Keys, Matrix, blocks, counted_rows, frequencies, keyed, spread
from framing.events.stream import Stream
from framing.events.tokens import Flags, Hashes, Ints

RUN_WORDS = 4
COMMON_RUN = 30  # a run that more articles hold is boilerplate
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MOST_BITS = 28


def runs(stream: Stream) -> tuple[Matrix, Matrix]:
    """Ones where an article holds a run that others hold too, and those of them that are quoted.

    Shape of both (articles, distinct runs); runs are told apart by 64 bits.
    """
    kept = _repeated(stream)
    ordered = np.sort(kept.hashes)
    again = ordered[1:][ordered[1:] == ordered[:-1]]
    distinct = again[np.concatenate((np.ones(min(len(again), 1), bool), again[1:] != again[:-1]))]
    column = np.searchsorted(distinct, kept.hashes)
    real = np.append(distinct, np.uint64(0))[column] == kept.hashes
    width = max(len(distinct), 1)

    def matrix(chosen: Flags) -> Matrix:
        def keys(rows: slice) -> Keys:
            row, at = spread(kept.starts[:-1][rows], kept.starts[1:][rows])
            mine = chosen[at]
            return keyed(row[mine], column[at[mine]])

        return counted_rows(len(stream), width, keys)

    found = matrix(real)
    frequency = frequencies(found)
    shared = (frequency > 1) & (frequency <= COMMON_RUN)
    return _ones(found, shared), _ones(matrix(real & kept.quoted), shared)


@dataclass(frozen=True, slots=True)
class _Runs:
    """Hashes of runs in order of articles; `starts`, shape (n + 1,), says where each article's begin."""

    hashes: Hashes
    quoted: Flags
    starts: Ints


def _repeated(stream: Stream) -> _Runs:
    """The runs that may stand more than once: a roomy table of counts says which."""
    bits = min(_MOST_BITS, int(stream.starts[-1]).bit_length() + 3)
    table = np.zeros(1 << bits, np.uint8)
    shift = np.uint64(64 - bits)
    for rows in blocks(len(stream)):
        slots = np.sort((_of(stream, rows)[0] >> shift).astype(np.uint32))
        first = np.flatnonzero(np.concatenate((np.ones(min(len(slots), 1), bool), slots[1:] != slots[:-1])))
        once = slots[first]
        table[once] = np.minimum(table[once] + np.minimum(np.diff(np.append(first, len(slots))), 2), 2)
    hashes, quoted, counts = [np.zeros(0, np.uint64)], [np.zeros(0, bool)], [np.zeros(0, np.int64)]
    for rows in blocks(len(stream)):
        found, inside, row = _of(stream, rows)
        again = table[found >> shift] > 1
        hashes.append(found[again])
        quoted.append(inside[again])
        counts.append(np.bincount(row[again], minlength=rows.stop - rows.start))
    starts = np.concatenate(([0], np.cumsum(np.concatenate(counts))))
    return _Runs(np.concatenate(hashes), np.concatenate(quoted), starts)


def _of(stream: Stream, rows: slice) -> tuple[Hashes, Flags, Ints]:
    """Hash, "is quoted" and row of every run of a block of articles."""
    begin, end = stream.starts[rows.start], stream.starts[rows.stop]
    words = stream.hashes[stream.terms[stream.forms[begin:end]]]
    quoted = stream.quoted[begin:end]
    starts = stream.starts[rows.start : rows.stop + 1] - begin
    row, at = spread(starts[:-1], np.maximum(starts[1:] - RUN_WORDS + 1, starts[:-1]))
    run, inside = np.zeros(len(at), np.uint64), np.ones(len(at), bool)
    for step in range(RUN_WORDS):
        run = run * _GOLDEN + words[at + step]
        inside &= quoted[at + step]
    return run, inside, row


def _ones(counts: Matrix, columns: Flags) -> Matrix:
    """Ones where the counts are, in the chosen columns alone."""
    chosen = columns[counts.indices]
    ends = np.concatenate(([0], np.cumsum(chosen)))[counts.indptr]
    ones: NDArray[np.float32] = np.ones(int(chosen.sum()), np.float32)
    return Matrix((ones, counts.indices[chosen], ends), shape=counts.shape)
