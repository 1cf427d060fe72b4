"""Which articles are worth comparing: the nearest in words, within a season, without a full matrix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.events.counting import Matrix, blocks, distinct, only, rows_of
from framing.events.engine import Run, processors, threads
from framing.events.padded import Padded, held, padded
from framing.events.vectors import Vectors, unit
from framing.records import Article

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

NEAREST = 40  # neighbours looked at for each article
CANDIDATES = 20  # of them, how many may be of the same event
FURTHER = 30  # the same for an article of which even the last candidate is likely
SEASON_DAYS = 45  # articles further apart do not tell what is usual in a subject
BLOCK = 512  # articles that look for their neighbours together
BLOCKS = 24  # a larger corpus is cut into no more blocks than this
REACH = 50_000  # postings looked through for an article: all of its ASKED terms in a hundred thousand a year
_MOST_ARTICLES = 1 << 24  # of a season: greater counts are not exact in 32 bits
_PLACE = 25  # bits for the place of an entry in its block of rows
CLOSE = 20  # neighbours among which a term is looked up
LEAST = 0.02
USUAL = 0.1  # cosine of articles of one subject, for corpora too small to tell
PRIOR_NEIGHBOURS = 0.5
HEAVY_TERMS = 100
ASKED = 64  # of them, with how many an article asks for its neighbours where all have more than MANY postings
MANY = 5_000  # the other terms find hardly any more
_FIRST, _LAST = 0, 10_000_000


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day each article can have been published; a day that nothing tells spans all time."""

    first: Ints
    last: Ints
    known: NDArray[np.bool_]

    def gap(self, left: NDArray[np.integer], right: NDArray[np.integer]) -> Ints:
        """The least number of days between the articles of each pair."""
        apart = np.maximum(self.first[left] - self.last[right], self.first[right] - self.last[left])
        return np.asarray(np.maximum(apart, 0))


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The nearest articles of each article.

    Attributes:
        nearest: shape (n, n), sparse, cosine of the heaviest terms (see `nearest_of`); at most NEAREST a row.
        usual: shape (n,), how alike an article is to the rest of its subject (see `usual`).
        local: each article's heaviest terms, weighed by how telling they are among its neighbours.
        weekdays: shape (n, 7), mentions of each weekday, weighed in the same way.
    """

    nearest: Matrix
    usual: Floats
    local: Matrix
    weekdays: NDArray[np.float32]


def days(articles: Sequence[Article]) -> Days:
    """When the articles can have been published."""
    spans = [
        (a.published.toordinal(), a.published.toordinal())
        if a.published
        else (a.window[0].toordinal(), a.window[1].toordinal())
        if a.window
        else (_FIRST, _LAST)
        for a in articles
    ]
    table = np.array(spans, np.int64).reshape(len(articles), 2)
    known = np.array([a.published is not None for a in articles], bool)
    return Days(table[:, 0], table[:, 1], known)


def neighbours(vectors: Vectors, when: Days, *, run: Run = threads) -> Neighbours:
    """The nearest articles of each, in blocks of time; an article costs no more than REACH postings."""
    n = vectors.words.shape[0]
    light = heaviest(vectors.words)
    order = np.lexsort((np.arange(n), when.last, when.first))
    everyone = bool(when.last.min(initial=_LAST) - when.first.max(initial=_FIRST) > -SEASON_DAYS)
    size = max(BLOCK, n // BLOCKS)
    times = [np.sort(order[start : start + size]) for start in range(0, n, size)]
    nears = [np.arange(n) if everyone else _season(when, block) for block in times]
    work = ((light[block], light[near]) for block, near in zip(times, nears, strict=True))
    found = [
        (block[at], near[other], value)
        for block, near, (at, other, value) in zip(times, nears, run(nearest_of, work), strict=True)
    ]
    row, column, value = (np.concatenate([part[at] for part in found]) for at in range(3))
    other = row != column
    nearest = Matrix((value[other], (row[other], column[other])), shape=(n, n))
    close = _close(nearest)
    telling = _telling(light, close)
    local = Matrix((light.data * telling.data, light.indices, light.indptr), shape=light.shape)
    return Neighbours(
        nearest,
        usual(nearest),
        local=unit(local),
        weekdays=_telling_days(vectors.weekdays, close),
    )


def nearest_of(rows: tuple[Matrix, Matrix]) -> tuple[Ints, Ints, NDArray[np.float32]]:
    """For each row of the first matrix the rows of the second that are most like it, and their cosines.

    A row whose terms stand in many of the others asks with its ASKED heaviest terms.
    """
    from sparse_dot_topn import sp_matmul_topn

    others = rows[1]
    reached = np.bincount(others.indices, minlength=others.shape[1])
    mine = _asking(rows[0], reached)
    asked, cut = _within_reach(mine, reached)
    found = sp_matmul_topn(
        asked, others.T.tocsr(), top_n=NEAREST + 1, threshold=LEAST, sort=True, n_threads=processors()
    )
    row, column, value = rows_of(found), found.indices.astype(np.int64), found.data
    # what common words would have added is made good for the articles that rare words found
    short = cut[row]
    value[short] = cosines(mine, row[short], column[short], others)
    return row, column, value


def _asking(rows: Matrix, reached: Ints) -> Matrix:
    """The rows; those of more than MANY postings with their ASKED heaviest terms alone, again of length 1."""
    row = rows_of(rows)
    many = np.bincount(row, weights=reached[rows.indices], minlength=rows.shape[0]) > MANY
    return unit(only(rows, ~many[row] | (_ranks(rows) < ASKED))) if many.any() else rows


def _within_reach(rows: Matrix, reached: Ints) -> tuple[Matrix, NDArray[np.bool_]]:
    """The rows with their rarest terms, as many as REACH articles hold between them, and which were cut."""
    cost, row = reached[rows.indices], rows_of(rows)
    cut = np.bincount(row, weights=cost, minlength=rows.shape[0]) > REACH
    if not cut.any():
        return rows, cut
    cheap = Matrix((_MOST_ARTICLES - cost, rows.indices, rows.indptr), shape=rows.shape)
    order = np.empty(len(row), np.int64)
    order[rows.indptr[row] + _ranks(cheap)] = np.arange(len(row))
    running = np.concatenate(([0], np.cumsum(cost[order])))
    kept = np.empty(len(row), bool)
    kept[order] = running[1:] - running[rows.indptr[row]] <= REACH
    return only(rows, kept), cut


def _close(nearest: Matrix) -> Matrix:
    """Ones for the few nearest articles of each."""
    found = only(nearest, _ranks(nearest) < CLOSE)
    found.data = np.ones_like(found.data, np.float32)
    return found


def _telling(light: Matrix, close: Matrix) -> Matrix:
    """A weight for each heavy term, small where every neighbour holds it: it only tells the subject."""
    rows = padded(light, HEAVY_TERMS)

    def weight(part: slice) -> NDArray[np.float32]:
        near = close[part]
        mine = Padded(rows.columns[part], rows.size)
        around = np.diff(near.indptr)[:, None]
        # its own share is added, so that a term that no neighbour holds weighs the most
        telling = np.log((around + 1.5) / (held(mine, rows, near) + 1)).astype(np.float32)
        return telling[mine.columns < mine.size]

    parts = list(threads(weight, blocks(light.shape[0], rows=BLOCK)))
    weights = np.concatenate(parts) if parts else light.data
    return Matrix((weights, light.indices, light.indptr), shape=light.shape)


def _telling_days(weekdays: NDArray[np.float32], close: Matrix) -> NDArray[np.float32]:
    """Weekdays that every neighbour names weigh little too."""
    named = (weekdays > 0).astype(np.float32)
    held = close @ named + named
    around = np.diff(close.indptr)[:, None]
    return np.asarray(weekdays * np.log((around + 1.5) / np.maximum(held, 1.0)), np.float32)


def _ranks(matrix: Matrix) -> Ints:
    """The rank of every entry in its row: 0 for the greatest (all are 0 or more; ties by column)."""
    ranks = np.empty(len(matrix.data), np.int64)
    for rows in blocks(matrix.shape[0]):
        begin, end = matrix.indptr[rows.start], matrix.indptr[rows.stop]
        lengths = np.diff(matrix.indptr[rows.start : rows.stop + 1])
        row = np.repeat(np.arange(len(lengths)), lengths)
        size = ~matrix.data[begin:end].astype(np.float32).view(np.uint32)
        # one number that sorts by row, falling size and place: sorting such is quickest
        keys = (row.astype(np.uint64) << np.uint64(57)) | (size.astype(np.uint64) << np.uint64(_PLACE))
        keys |= np.arange(len(row), dtype=np.uint64)
        keys.sort()
        order = (keys & np.uint64((1 << _PLACE) - 1)).astype(np.int64) + begin
        ranks[order] = np.arange(begin, end) - matrix.indptr[rows.start : rows.stop][row]
    return ranks


def heaviest(matrix: Matrix, *, terms: int = HEAVY_TERMS) -> Matrix:
    """Each row with only its heaviest entries (in order of column), scaled to length 1 again."""
    return unit(only(matrix, _ranks(matrix) < terms))


def usual(nearest: Matrix) -> Floats:
    """How alike each article is to the rest of its subject: mean cosine of the neighbours ranked 10 to 40.

    In a small corpus the farther half of the neighbours stands for them, steadied by USUAL.
    """
    row, around = rows_of(nearest), np.diff(nearest.indptr)
    deep = _ranks(nearest) >= np.clip(around // 2, 1, 10)[row]
    sums = np.bincount(row[deep], weights=nearest.data[deep], minlength=len(around))
    counts = np.bincount(row[deep], minlength=len(around))
    return np.asarray((sums + PRIOR_NEIGHBOURS * USUAL) / (counts + PRIOR_NEIGHBOURS))


def _season(when: Days, block: Ints) -> Ints:
    first, last = when.first[block].min() - SEASON_DAYS, when.last[block].max() + SEASON_DAYS
    return np.flatnonzero((when.first <= last) & (when.last >= first))


def candidates(
    found: Neighbours, when: Days, *, max_gap_days: int, crowded: NDArray[np.bool_] | None = None
) -> tuple[Ints, Ints]:
    """Pairs that may be one event (left < right): near in words for one of the two, and near in time.

    Args:
        crowded: shape (n,), the articles of which pairs are taken up to FURTHER; none where it is not given.
    """
    row, column = rows_of(found.nearest), found.nearest.indices
    near = when.gap(row, column) <= max_gap_days
    if crowded is None:
        return first_pairs(only(found.nearest, near), CANDIDATES)
    further = crowded[row[near]] | crowded[column[near]]
    return first_pairs(only(found.nearest, near), np.where(further, FURTHER, CANDIDATES))


def first_pairs(alike: Matrix, most: int | Ints) -> tuple[Ints, Ints]:
    """Every article with the `most` that are most like it, as pairs (left < right), each once, in order.

    Args:
        most: one number, or shape (entries,), how high each entry must rank in its row.
    """
    chosen = only(alike, _ranks(alike) < most)
    row, column, n = rows_of(chosen), chosen.indices.astype(np.int64), alike.shape[0]
    keys = distinct(np.minimum(row, column) * n + np.maximum(row, column))
    return keys // n, keys % n


def listed(found: Neighbours, left: Ints, right: Ints) -> Floats:
    """How alike the two articles of each pair are, as either is listed for the other; 0 for none."""
    if not len(left):
        return np.zeros(0)
    one, two = (np.asarray(found.nearest[a, b]).ravel() for a, b in ((left, right), (right, left)))
    return np.asarray(np.maximum(one, two), np.float64)


def cosines(matrix: Matrix, left: Ints, right: Ints, other: Matrix | None = None) -> Floats:
    """Dot product of row `left` of the matrix and row `right` of the other (or the same), shape (pairs,)."""
    against = matrix if other is None else other
    sums = [
        np.asarray(matrix[left[at : at + 4096]].multiply(against[right[at : at + 4096]]).sum(axis=1)).ravel()
        for at in range(0, len(left), 4096)
    ]
    return np.concatenate(sums) if sums else np.zeros(0)
