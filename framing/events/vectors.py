"""What each article is about, as sparse vectors: words, lead, headline, names, numbers, runs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from framing.events.background import Background
from framing.events.stream import Flags, Stream

Matrix = sparse.csr_matrix
Floats = NDArray[np.float32]

PRIOR_ARTICLES = 300.0  # the background counts as much as this many articles of the corpus
LEAD_WORDS = 60
RUN_WORDS = 4
PAIR_BITS = 20
RUN_BITS = 24
COMMON_RUN = 30  # a run that more articles hold is boilerplate
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Vectors:
    """One row an article in every matrix; rows have length 1 unless said otherwise.

    Attributes:
        words: weighted terms of the whole article.
        lead: weighted terms of the headline and the first words of the body.
        title: weighted terms of the headline.
        names: weighted terms that are written with a capital.
        numbers: weighted numbers.
        pairs: neighbouring terms, hashed.
        runs: runs of four words that at least two articles hold, hashed; counts of 0 or 1.
        quotes: those of the runs that stand in quotation marks.
        quoted: shape (n,), how many words stand in quotation marks.
        weekdays: shape (n, 7), mentions of each weekday, square root.
        weight: shape (terms,), how telling each term is (smoothed inverse frequency; Spärck Jones, 1972).
        is_name: shape (terms,).
    """

    words: Matrix
    lead: Matrix
    title: Matrix
    names: Matrix
    numbers: Matrix
    pairs: Matrix
    runs: Matrix
    quotes: Matrix
    quoted: Floats
    weekdays: Floats
    weight: Floats
    is_name: Flags


def vectors(stream: Stream, background: Background) -> Vectors:
    """Weigh the words of every article, against the corpus and against news at large."""
    n, size = len(stream), len(stream.vocabulary)
    terms = stream.terms[stream.forms]
    place = np.arange(len(terms)) - np.repeat(stream.starts[:-1], stream.lengths)
    title_end = np.repeat(stream.title, stream.lengths)
    in_title, in_lead = place < title_end, place < title_end + LEAD_WORDS
    counted = ~stream.stop[terms]
    share, capital_share = background.of(stream.vocabulary)
    whole = _counts(terms, counted, stream.starts, size)
    frequency = np.bincount(whole.indices, minlength=size)
    weight = np.log((n + PRIOR_ARTICLES + 1) / (frequency + PRIOR_ARTICLES * share + 0.5)).astype(np.float32)
    is_name = _names(stream, terms, ~in_title, capital_share, share)
    lead = _counts(terms, counted & in_lead, stream.starts, size)
    title = _counts(terms, counted & in_title, stream.starts, size)
    runs, quotes = _runs(stream, terms)
    return Vectors(
        words=_weighted(whole, weight),
        lead=_weighted(lead, weight),
        title=_weighted(title, weight),
        names=_weighted(whole, weight * is_name),
        numbers=_weighted(whole, weight * stream.number),
        pairs=_pairs(stream, terms, counted, n),
        runs=runs,
        quotes=quotes,
        quoted=np.diff(np.concatenate(([0], np.cumsum(stream.quoted)))[stream.starts]).astype(np.float32),
        weekdays=_weekdays(stream, whole),
        weight=weight,
        is_name=is_name,
    )


def _counts(columns: NDArray[np.int32], kept: Flags, starts: NDArray[np.int64], size: int) -> Matrix:
    ends = np.concatenate(([0], np.cumsum(kept)))[starts]
    chosen = columns[kept]
    found = Matrix((np.ones(len(chosen), np.float32), chosen, ends), shape=(len(starts) - 1, size))
    found.sum_duplicates()
    return found


def _weighted(counts: Matrix, weight: Floats) -> Matrix:
    """Damped counts times weight, each row of length 1 (a row of nothing stays nothing)."""
    data = (1.0 + np.log(counts.data)) * weight[counts.indices]
    return unit(Matrix((data.astype(np.float32), counts.indices, counts.indptr), shape=counts.shape))


def unit(matrix: Matrix) -> Matrix:
    """The matrix with every row that is not empty scaled to length 1."""
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    squares = np.bincount(rows, weights=matrix.data.astype(np.float64) ** 2, minlength=matrix.shape[0])
    length = np.sqrt(np.where(squares > 0, squares, 1.0))
    data = (matrix.data / length[rows]).astype(np.float32)
    return Matrix((data, matrix.indices, matrix.indptr), shape=matrix.shape)


def _names(
    stream: Stream, terms: NDArray[np.int32], body: Flags, capital_share: Floats, share: Floats
) -> Flags:
    """Terms that are mostly written with a capital in running text, here and in news at large."""
    size = len(stream.vocabulary)
    capitals = np.bincount(terms, weights=stream.capital[stream.forms] & body, minlength=size)
    every = np.bincount(terms, weights=body, minlength=size)
    prior = PRIOR_ARTICLES * share
    part = (capitals + prior * capital_share) / np.maximum(every + prior, 1e-9)
    return np.asarray((part > 0.7) & ~stream.stop & ~stream.number)


def _pairs(stream: Stream, terms: NDArray[np.int32], counted: Flags, n: int) -> Matrix:
    if len(terms) < 2:
        return Matrix(np.zeros((n, 1), np.float32))
    hashes = stream.hashes[terms]
    first, second = hashes[:-1], hashes[1:]
    kept = counted.copy()
    kept[:-1] &= counted[1:]
    kept[_ends(stream)] = False
    column = np.zeros(len(terms), np.int32)
    column[:-1] = ((first * _GOLDEN + second) >> np.uint64(64 - PAIR_BITS)).astype(np.int32)
    counts = _counts(column, kept, stream.starts, 1 << PAIR_BITS)
    frequency = np.bincount(counts.indices, minlength=1 << PAIR_BITS)
    weight = np.log((n + PRIOR_ARTICLES + 1) / (frequency + 0.5)).astype(np.float32)
    return _weighted(counts, weight)


def _ends(stream: Stream) -> NDArray[np.int64]:
    return stream.starts[1:][stream.lengths > 0] - 1


def _runs(stream: Stream, terms: NDArray[np.int32]) -> tuple[Matrix, Matrix]:
    """Runs of words that more than one article holds, and those of them that are quoted."""
    hashes, words = stream.hashes[terms], len(terms)
    bits = RUN_BITS if words > 1_000_000 else RUN_BITS - 2
    last = np.zeros(words, bool)
    last[_ends(stream)] = True
    run, kept, quoted = np.zeros(words, np.uint64), np.ones(words, bool), np.ones(words, bool)
    for step in range(RUN_WORDS):
        run = run * _GOLDEN + np.roll(hashes, -step)
        quoted &= np.roll(stream.quoted, -step)
        if step < RUN_WORDS - 1:
            kept &= ~np.roll(last, -step)
    column = (run >> np.uint64(64 - bits)).astype(np.int32)
    kept[kept] = np.bincount(column[kept], minlength=1 << bits)[column[kept]] > 1
    found = _counts(column, kept, stream.starts, 1 << bits)
    frequency = np.bincount(found.indices, minlength=1 << bits)
    shared = (frequency > 1) & (frequency <= COMMON_RUN)
    return _only(found, shared), _only(_counts(column, kept & quoted, stream.starts, 1 << bits), shared)


def _only(counts: Matrix, columns: Flags) -> Matrix:
    """Ones where the counts are, in the chosen columns alone."""
    chosen = columns[counts.indices]
    ends = np.concatenate(([0], np.cumsum(chosen)))[counts.indptr]
    ones = np.ones(int(chosen.sum()), np.float32)
    return Matrix((ones, counts.indices[chosen], ends), shape=counts.shape)


def _weekdays(stream: Stream, counts: Matrix) -> Floats:
    place = {word: at for at, word in enumerate(stream.vocabulary)}
    found = np.zeros((len(stream), len(WEEKDAYS)), np.float32)
    for day, name in enumerate(WEEKDAYS):
        if name in place:
            found[:, day] = np.sqrt(counts[:, [place[name]]].toarray().ravel())
    return found
