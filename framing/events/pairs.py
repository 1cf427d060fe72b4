"""What speaks for and against two articles reporting the same event, as numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.events.neighbours import Days, Neighbours, cosines
from framing.events.vectors import Vectors

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

# Name and meaning of every number; the decision's card and `explain` print them.
EVIDENCE = {
    "words": "words in common, rare ones weighing more",
    "lead": "words in common in headline and first lines",
    "headline": "words of one headline in the other article's first lines",
    "names": "names in common",
    "numbers": "numbers in common",
    "pairs": "neighbouring words in common",
    "local": "words in common that are rare among similar articles",
    "runs": "runs of four words in common",
    "quotes": "quoted words in common",
    "unshared": "both quote at length and share no quotation",
    "contrast": "more alike than is usual in the subject",
    "weekday": "the same weekdays are named",
    "gap": "days between them",
    "dated": "the days of both are known",
    "crowd": "how many articles are of the same days",
}


CROWD_DAYS = 4


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of articles (left < right) with what speaks for and against them.

    Attributes:
        values: shape (pairs, evidence), columns in the order of EVIDENCE.
    """

    left: Ints
    right: Ints
    values: Floats


def pairs(vectors: Vectors, found: Neighbours, when: Days, left: Ints, right: Ints) -> Pairs:
    """Measure each pair."""
    words = cosines(vectors.words, left, right)
    headline = np.maximum(
        cosines(vectors.title, left, right, vectors.lead), cosines(vectors.title, right, left, vectors.lead)
    )
    # the first words in common tell the most: in a dense subject more of the same is no more evidence
    lead, headline, names, local = (
        np.sqrt(np.maximum(found_in, 0.0))
        for found_in in (
            cosines(vectors.lead, left, right),
            headline,
            cosines(vectors.names, left, right),
            cosines(found.local, left, right),
        )
    )
    contrast = np.log(words + 1e-3) - 0.5 * (
        np.log(found.usual[left] + 0.005) + np.log(found.usual[right] + 0.005)
    )
    dated = when.known[left] & when.known[right]
    crowd = np.log(when.crowd(within=CROWD_DAYS))
    quoted = np.log1p(
        np.maximum(
            cosines(vectors.quotes, left, right, vectors.runs),
            cosines(vectors.quotes, right, left, vectors.runs),
        )
    )
    columns = (
        words,
        lead,
        headline,
        names,
        cosines(vectors.numbers, left, right),
        cosines(vectors.pairs, left, right),
        local,
        np.log1p(cosines(vectors.runs, left, right)),
        quoted,
        np.where(quoted == 0, np.log1p(np.minimum(vectors.quoted[left], vectors.quoted[right])), 0.0),
        contrast,
        weekday(found.weekdays, when, left, right),
        np.where(dated, when.gap(left, right), 0),
        dated,
        0.5 * (crowd[left] + crowd[right]),
    )
    return Pairs(left, right, np.column_stack(columns).astype(np.float64))


def weekday(named: NDArray[np.float32], when: Days, left: Ints, right: Ints) -> Floats:
    """How far the same days are named: 1 all, 0 none of those named, a half where one names none.

    Args:
        named: shape (n, 7), how much each article names each weekday.

    "Friday" is the last Friday up to the day of publication; where that is unknown, any Friday.
    """
    one, two = named[left], named[right]
    week = np.arange(7)
    day_of = when.first[:, None] - (when.first[:, None] - 1 - week) % 7  # ordinal 1 was a Monday
    same = np.where((when.known[left] & when.known[right])[:, None], day_of[left] == day_of[right], True)
    length = np.linalg.norm(one, axis=1) * np.linalg.norm(two, axis=1)
    agree = (one * two * same).sum(axis=1) / np.where(length > 0, length, 1.0)
    return np.where(length > 0, agree, 0.5)
