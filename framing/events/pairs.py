"""What speaks for and against two articles reporting the same event, as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import fields as dataclass_fields

import numpy as np
from numpy.typing import NDArray

from framing.events.counting import Matrix, distinct
from framing.events.engine import Run, threads
from framing.events.neighbours import Days, Neighbours, cosines, heaviest, listed
from framing.events.vectors import PRIOR_ARTICLES, Vectors

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

# Name and meaning of every number. What has one meaning was weighed together: `explain` adds it up.
_IN_A_ROW = "words in a row in common, above all quoted ones"
EVIDENCE = {
    "words": "words in common, rare ones weighing more",
    "lead": "words in common in headline and first lines",
    "headline": "words of one headline in the other article's first lines",
    "names": "names in common",
    "local": "words in common that are rare among similar articles",
    "runs": _IN_A_ROW,
    "quotes": _IN_A_ROW,
    "usual": "how alike all articles of the subject are",
    "weekday": "the same weekdays are named",
    "gap": "days between them",
    "crowd": "how few articles can be of the same days",
    "chosen": "few articles and no days: a folder that somebody chose",
}
# How alike the first, second ... of the articles most like each of the two is, the higher and the lower of
# both: where many are alike, likeness says little, unless they are many that tell the same.
RANKS = (1, 2, 3, 5, 9)
RIVALS = {
    f"{side}_{rank}": "how alike other articles are to the two" for rank in RANKS for side in ("high", "low")
}
MEANING = {**EVIDENCE, **RIVALS}
# The likeness of two articles in one number: what each evidence adds. The five cosines count alike; how few
# articles can meet by chance, a day apart and the same weekdays are small corrections. Chosen by hand.
LIKENESS = {
    **dict.fromkeys(("words", "lead", "headline", "names", "local"), 0.2),
    "quotes": 0.02,
    "usual": -0.05,
    "weekday": 0.07,
    "gap": -0.04,
    "crowd": 0.02,
    "chosen": -0.09,
}
_LIKENESS = np.array([LIKENESS.get(name, 0.0) for name in EVIDENCE])

UNLIKE = 0.1  # likeness under which another article is no rival: whether there are such says nothing
CROWD_DAYS = 4
_BITS = (1 << 32) - 1
TOGETHER = 1 << 13  # pairs that are measured together


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of articles (left < right) with what speaks for and against them.

    Attributes:
        values: shape (pairs, evidence), columns in the order of MEANING.
        rivals: shape (n, ranks), likeness of the articles most like each article, at RANKS; UNLIKE for none.
    """

    left: Ints
    right: Ints
    values: Floats
    rivals: Floats

    @property
    def likeness(self) -> Floats:
        """How alike the two articles of each pair are in one number, shape (pairs,); about 0 to 1."""
        return np.asarray(self.values[:, : len(EVIDENCE)] @ _LIKENESS)


def pairs(
    vectors: Vectors,
    found: Neighbours,
    when: Days,
    left: Ints,
    right: Ints,
    *,
    rivals: Floats | None = None,
    run: Run = threads,
) -> Pairs:
    """Measure each pair.

    Args:
        rivals: as in `Pairs`; taken from these pairs where it is not given.
    """
    compared = Rows(vectors.lead, vectors.title, vectors.names, found.local, vectors.runs, vectors.quotes)
    order = np.argsort(when.first[left], kind="stable")  # near in time: few articles a block
    blocks = [order[start : start + TOGETHER] for start in range(0, len(order), TOGETHER)]
    alike = np.zeros((len(left), len(dataclass_fields(Rows))))
    work = (_cut(compared, left[block], right[block]) for block in blocks)
    for block, values in zip(blocks, run(overlap, work), strict=True):
        alike[block] = values
    usual = np.log(found.usual + 0.005)
    dated = when.known[left] & when.known[right]
    columns = (
        np.sqrt(_words(vectors, found, left, right)),
        *alike.T,
        0.5 * (usual[left] + usual[right]),
        weekday(found.weekdays, when, left, right),
        np.where(dated, when.gap(left, right), 0),
        crowd(when, left, right),
        # what was saved by hand is of one subject, so that all of it is alike
        np.where(dated, 0.0, PRIOR_ARTICLES / (PRIOR_ARTICLES + len(when.known))),
    )
    evidence = np.column_stack(columns).astype(np.float64)
    alike = np.maximum(evidence @ _LIKENESS, 0.0)
    if rivals is None:
        rivals = np.maximum(highest(len(when.known), left, right, alike, ranks=RANKS), UNLIKE)
    one, two = rivals[left], rivals[right]
    both = np.stack((np.maximum(one, two), np.minimum(one, two)), axis=2).reshape(len(left), len(RIVALS))
    return Pairs(left, right, np.hstack((evidence, both)), rivals)


def _words(vectors: Vectors, found: Neighbours, left: Ints, right: Ints) -> Floats:
    """Cosine of the heaviest words of each pair, as it was found with the neighbours, shape (pairs,)."""
    alike = listed(found, left, right)
    missing = np.flatnonzero(alike == 0)
    if len(missing):
        one, two = (heaviest(vectors.words[side[missing]]) for side in (left, right))
        alike[missing] = cosines(one, np.arange(len(missing)), np.arange(len(missing)), two)
    return alike


def highest(n: int, left: Ints, right: Ints, values: Floats, *, ranks: Sequence[int]) -> Floats:
    """The values of each article's pairs at the ranks, highest first; 0 where it has fewer; shape (n, ranks).

    Args:
        values: shape (pairs,), 0 or more.
    """
    bits = values.astype(np.float32).view(np.uint32).astype(np.uint64)
    row = np.concatenate((left, right)).astype(np.uint64)
    # one number that sorts by article and falling value: the bits of a number from 0 up sort as it does
    keys = np.sort((row << np.uint64(32)) | (np.uint64(_BITS) - np.concatenate((bits, bits))))
    ends = np.cumsum(np.bincount(row.astype(np.int64), minlength=n))
    starts = np.concatenate(([0], ends[:-1]))
    found = np.zeros((n, len(ranks)))
    for column, rank in enumerate(ranks):
        rows = np.flatnonzero(starts + rank <= ends)
        chosen = np.uint64(_BITS) - (keys[starts[rows] + rank - 1] & np.uint64(_BITS))
        found[rows, column] = chosen.astype(np.uint32).view(np.float32)
    return found


@dataclass(frozen=True, slots=True)
class Rows:
    """What is compared of some articles, one row an article in each (see `Vectors` and `Neighbours`)."""

    lead: Matrix
    title: Matrix
    names: Matrix
    local: Matrix
    runs: Matrix
    quotes: Matrix


def _cut(rows: Rows, left: Ints, right: Ints) -> tuple[Rows, Ints, Ints]:
    """The rows of the pairs' articles alone, and where the two of each pair stand among them."""
    at = distinct(np.concatenate((left, right)))
    kept = Rows(*(getattr(rows, field.name)[at] for field in dataclass_fields(Rows)))
    return kept, np.searchsorted(at, left), np.searchsorted(at, right)


def overlap(block: tuple[Rows, Ints, Ints]) -> Floats:
    """The evidence of words of a block of pairs, from "lead" to "quotes", shape (pairs, 6)."""
    rows, left, right = block
    headline = np.maximum(
        cosines(rows.title, left, right, rows.lead), cosines(rows.title, right, left, rows.lead)
    )
    # the first words in common tell the most: in a dense subject more of the same is no more evidence
    lead, headline, names, local = (
        np.sqrt(np.maximum(alike, 0.0))
        for alike in (
            cosines(rows.lead, left, right),
            headline,
            cosines(rows.names, left, right),
            cosines(rows.local, left, right),
        )
    )
    quoted = np.maximum(
        cosines(rows.quotes, left, right, rows.runs), cosines(rows.quotes, right, left, rows.runs)
    )
    runs = cosines(rows.runs, left, right)
    return np.column_stack((lead, headline, names, local, np.log1p(runs), np.log1p(quoted)))


def crowd(when: Days, left: Ints, right: Ints) -> Floats:
    """How likely two articles are to meet by chance, the logarithm of one over their number.

    Where both days are known: of the dated articles that are published in a day, around these days; where
    one is not: of all articles and PRIOR_ARTICLES more. Where few can meet, two that are alike share an event
    more often.
    """
    day = when.first[when.known]
    in_order, around = np.sort(day), np.ones(len(when.first))
    around[when.known] = np.searchsorted(in_order, day + CROWD_DAYS, "right") - np.searchsorted(
        in_order, day - CROWD_DAYS, "left"
    )
    daily = np.log(around / (2 * CROWD_DAYS + 1))
    dated = when.known[left] & when.known[right]
    return np.asarray(
        np.where(dated, -0.5 * (daily[left] + daily[right]), -np.log(len(around) + PRIOR_ARTICLES))
    )


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
