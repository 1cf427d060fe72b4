"""Runs of words that several articles hold: what quotations and copied text leave behind."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from framing.events.counting import Keys, Matrix, blocks, changes, keyed, spread, unkeyed
from framing.events.engine import threads
from framing.events.stream import Stream
from framing.events.tokens import Flags, Hashes, Ints

RUN_WORDS = 4
COMMON_RUN = 30  # a run that more articles hold is boilerplate
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_ONE = np.uint64(1)


def runs(stream: Stream) -> tuple[Matrix, Matrix]:
    """Ones where an article holds a run that others hold too, and those of them that are quoted.

    Shape of both (articles, distinct runs). One number a run, its hash before its article, and one sort
    put the articles that hold a run side by side; runs are told apart by the bits that the article leaves
    (46 of 64 for 100,000 articles: some thirty of 66 million runs are then taken for another).
    """
    bits = np.uint64(len(stream).bit_length() + 1)
    kept = _repeated(_sorted(stream, bits), bits)
    # a run that stands in an article twice counts once, and is quoted where either is
    last = np.flatnonzero(np.append(changes(kept >> _ONE)[1:], np.ones(min(len(kept), 1), bool)))
    kept = kept[last]
    first = changes(kept >> bits)
    holders = np.diff(np.append(np.flatnonzero(first), len(kept)))
    shared = (holders > 1) & (holders <= COMMON_RUN)
    column = (np.cumsum(shared) - 1)[np.cumsum(first) - 1]
    kept, column = kept[np.repeat(shared, holders)], column[np.repeat(shared, holders)]
    article, quoted = (kept >> _ONE) & ((_ONE << (bits - _ONE)) - _ONE), (kept & _ONE) > 0
    size = len(stream), max(int(shared.sum()), 1)
    return _ones(keyed(article, column), size), _ones(keyed(article[quoted], column[quoted]), size)


def _sorted(stream: Stream, bits: np.uint64) -> Keys:
    """Every run of every article as one number: the hash's upper bits, the article, whether it is quoted."""
    ends = np.concatenate(([0], np.cumsum(np.maximum(stream.lengths - RUN_WORDS + 1, 0))))
    words, keys = stream.hashes[stream.terms], np.empty(ends[-1], np.uint64)

    def fill(rows: slice) -> None:
        run, quoted, article = _of(stream, words, rows)
        run &= ~((_ONE << bits) - _ONE)
        run |= (article.astype(np.uint64) << _ONE) | quoted
        keys[ends[rows.start] : ends[rows.stop]] = run

    for _ in threads(fill, blocks(len(stream))):
        pass
    keys.sort()
    return keys


def _of(stream: Stream, words: Hashes, rows: slice) -> tuple[Hashes, Flags, Ints]:
    """Hash, "is quoted" and article of every run of a block of articles."""
    begin, end = stream.starts[rows.start], stream.starts[rows.stop]
    hashes, quoted = words[stream.forms[begin:end]], stream.quoted[begin:end]
    starts = stream.starts[rows.start : rows.stop + 1] - begin
    row, at = spread(starts[:-1], np.maximum(starts[1:] - RUN_WORDS + 1, starts[:-1]))
    count = max(len(hashes) - RUN_WORDS + 1, 0)
    run, inside = np.zeros(count, np.uint64), np.ones(count, bool)
    for step in range(RUN_WORDS):
        run = run * _GOLDEN + hashes[step : step + count]
        inside &= quoted[step : step + count]
    return run[at], inside[at], row + rows.start


def quoted_runs(stream: Stream, article: int) -> int:
    """How many runs of an article stand in quotation marks from their first word to their last."""
    quoted = stream.quoted[stream.starts[article] : stream.starts[article + 1]]
    count = len(quoted) - RUN_WORDS + 1
    if count <= 0:
        return 0
    return int(np.logical_and.reduce([quoted[step : step + count] for step in range(RUN_WORDS)]).sum())


def _repeated(ordered: Keys, bits: np.uint64) -> Keys:
    """The sorted runs that stand next to another one with the same hash."""
    parts = [np.zeros(0, np.uint64)]
    step = 1 << 20  # looked through in parts: there can be as many as there are words
    for start in range(0, len(ordered), step):
        # with a neighbour on both sides, so that parts can be told apart from their surroundings
        around = ordered[max(start - 1, 0) : start + step + 1] >> bits
        new = changes(around)
        alone = new & np.append(new[1:], True)
        inner = slice(min(start, 1), min(start, 1) + min(step, len(ordered) - start))
        parts.append(ordered[start : start + step][~alone[inner]])
    return np.concatenate(parts)


def _ones(keys: Keys, shape: tuple[int, int]) -> Matrix:
    row, column = unkeyed(np.sort(keys))
    ends = np.concatenate(([0], np.cumsum(np.bincount(row, minlength=shape[0]))))
    ones: NDArray[np.float32] = np.ones(len(keys), np.float32)
    return Matrix((ones, column.astype(np.int32), ends), shape=shape)
