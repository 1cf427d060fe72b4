"""What each article is about, as sparse vectors: words, lead, headline, names, runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.events.background import Background
from framing.events.counting import Keys, Matrix, blocks, counted_rows, frequencies, keyed, only, spread
from framing.events.engine import threads
from framing.events.runs import runs
from framing.events.stream import Stream
from framing.events.tokens import Flags, Ints

Floats = NDArray[np.float32]

PRIOR_ARTICLES = 300.0  # the background counts as much as this many articles of the corpus
LEAD_WORDS = 60
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Vectors:
    """One row an article in every matrix; rows have length 1 unless said otherwise.

    Attributes:
        words: weighted terms of the whole article.
        lead: weighted terms of the headline and the first words of the body.
        title: weighted terms of the headline.
        names: weighted terms that are written with a capital.
        runs: runs of four words that at least two articles hold, and not very many; 1 where they are.
        quotes: those of the runs that stand in quotation marks.
        weekdays: shape (n, 7), mentions of each weekday, square root.
        weight: shape (terms,), how telling each term is (smoothed inverse frequency; Spärck Jones, 1972).
        is_name: shape (terms,).
    """

    words: Matrix
    lead: Matrix
    title: Matrix
    names: Matrix
    runs: Matrix
    quotes: Matrix
    weekdays: Floats
    weight: Floats
    is_name: Flags


def vectors(stream: Stream, background: Background) -> Vectors:
    """Weigh the words of every article, against the corpus and against news at large."""
    n = len(stream)
    found, quotes = runs(stream)  # first: it takes the most room while it works
    share, capital_share = background.of(stream.vocabulary)
    ends = stream.starts[:-1] + stream.title
    whole = _counts(stream, stream.starts[:-1], stream.starts[1:])
    lead = _counts(stream, stream.starts[:-1], np.minimum(ends + LEAD_WORDS, stream.starts[1:]))
    title = _counts(stream, stream.starts[:-1], ends)
    frequency = frequencies(whole)
    weight = np.log((n + PRIOR_ARTICLES + 1) / (frequency + PRIOR_ARTICLES * share + 0.5)).astype(np.float32)
    # a word that no other of many articles holds joins nothing: it only makes a long article look unlike
    weight[frequency < 2] *= PRIOR_ARTICLES / (n + PRIOR_ARTICLES)
    is_name = _names(stream, ends, capital_share, share)
    counts = (whole, lead, title, only(whole, is_name[whole.indices]))
    words, lead, title, names = threads(lambda counted: _weighted(counted, weight), counts)
    return Vectors(
        words=words,
        lead=lead,
        title=title,
        names=names,
        runs=found,
        quotes=quotes,
        weekdays=_weekdays(stream, whole),
        weight=weight,
        is_name=is_name,
    )


def _counts(stream: Stream, begin: Ints, end: Ints) -> Matrix:
    """How often each article holds each term that counts, among its words from `begin` to `end`."""

    def keys(rows: slice) -> Keys:
        row, at = spread(begin[rows], end[rows])
        terms = stream.terms[stream.forms[at]]
        counted = ~stream.stop[terms]
        return keyed(row[counted], terms[counted])

    return counted_rows(len(stream), len(stream.vocabulary), keys)


def _weighted(counts: Matrix, weight: Floats) -> Matrix:
    """Damped counts times weight, each row of length 1 (a row of nothing stays nothing)."""
    return _of_length_1(
        counts, lambda part: (np.float32(1.0) + np.log(counts.data[part])) * weight[counts.indices[part]]
    )


def unit(matrix: Matrix) -> Matrix:
    """The matrix with every row that is not empty scaled to length 1."""
    return _of_length_1(matrix, lambda part: matrix.data[part].astype(np.float32))


def _of_length_1(matrix: Matrix, values: Callable[[slice], Floats]) -> Matrix:
    """The matrix with these values for a slice of its entries, every row that is not empty of length 1."""
    data = np.empty(len(matrix.indices), np.float32)
    for rows in blocks(matrix.shape[0]):
        ends = matrix.indptr[rows.start : rows.stop + 1]
        entries, counts = slice(ends[0], ends[-1]), np.diff(ends)
        part, row = values(entries), np.repeat(np.arange(len(counts)), counts)
        squares = np.bincount(row, weights=part.astype(np.float64) ** 2, minlength=len(counts))
        length = np.sqrt(np.where(squares > 0, squares, 1.0)).astype(np.float32)
        data[entries] = part / length[row]
    return Matrix((data, matrix.indices, matrix.indptr), shape=matrix.shape)


def _names(stream: Stream, ends: Ints, capital_share: Floats, share: Floats) -> Flags:
    """Terms that are mostly written with a capital in running text, here and in news at large."""
    every = np.zeros(len(stream.spelling), np.int64)
    for rows in blocks(len(stream)):
        _, at = spread(ends[rows], stream.starts[1:][rows])
        every += np.bincount(stream.forms[at], minlength=len(every))
    size = len(stream.vocabulary)
    capitals = np.bincount(stream.terms, weights=every * stream.capital, minlength=size)
    prior = PRIOR_ARTICLES * share
    mentions = np.bincount(stream.terms, weights=every, minlength=size)
    part = (capitals + prior * capital_share) / np.maximum(mentions + prior, 1e-9)
    return np.asarray((part > 0.7) & ~stream.stop & ~stream.number)


def _weekdays(stream: Stream, counts: Matrix) -> Floats:
    place = {word: at for at, word in enumerate(stream.vocabulary)}
    found = np.zeros((len(stream), len(WEEKDAYS)), np.float32)
    for day, name in enumerate(WEEKDAYS):
        if name in place:
            found[:, day] = np.sqrt(counts[:, [place[name]]].toarray().ravel())
    return found
