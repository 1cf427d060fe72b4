"""How alike two sentences are: shared rare words, names and numbers, less what speaks against it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from framing.compare import weights as w
from framing.compare.quantities import agree, same_kind
from framing.compare.vectors import Line, Vectors, verbatim_run


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known of two sentences, before it becomes one number.

    `cosine` is in [0, 1], as are `least` (the share of the longer sentence that the other one covers) and
    `around` (the cosine of the sentences before both or behind both, the higher one). `mass` is the
    shared weight, `run` the longest run of shared words; `agreeing` and `conflicting` count quantities;
    `quotes_apart` is True when both are quotations and share no run of words.
    """

    cosine: float
    least: float
    mass: float
    run: int
    agreeing: int
    conflicting: int
    around: float
    quotes_apart: bool


def signals(found: Vectors, i: int, j: int, shared: float) -> Signals:
    """The signals of sentences i and j, whose shared weight is `shared`."""
    left, right = found.lines[i], found.lines[j]
    one, other = found.mass[i] or 1.0, found.mass[j] or 1.0
    agreeing, conflicting = _numbers(left, right)
    run = verbatim_run(left, right)
    both_quote = min(left.quoted, right.quoted) > w.MOSTLY_QUOTED
    return Signals(
        cosine=shared / math.sqrt(one * other),
        least=shared / max(one, other),
        mass=shared,
        run=run,
        agreeing=min(agreeing, w.MAX_NUMBERS),
        conflicting=min(conflicting, w.MAX_NUMBERS),
        around=_around(found, i, j) if left.article != right.article else 0.0,
        quotes_apart=both_quote and run < w.RUN,
    )


def similarity(signs: Signals) -> float:
    """One number in [0, 1] for two sentences: how sure it is that they say the same.

    A logistic model whose weights were fitted to sentence pairs labelled by hand (see `weights`).

    >>> alike = Signals(0.6, 0.5, 12.0, run=4, agreeing=0, conflicting=0, around=0.1, quotes_apart=False)
    >>> apart = Signals(0.6, 0.5, 12.0, run=4, agreeing=0, conflicting=1, around=0.1, quotes_apart=False)
    >>> 1 > similarity(alike) > similarity(apart) > 0
    True
    """
    score = (
        w.BIAS
        + w.COSINE * signs.cosine
        + w.LEAST * signs.least
        + w.MASS * math.log1p(signs.mass)
        + w.RUN_SHARED * (signs.run >= w.RUN)
        + w.LONG_RUN_SHARED * (signs.run >= w.LONG_RUN)
        + w.AGREEING * signs.agreeing
        + w.CONFLICTING * signs.conflicting
        + w.AROUND * signs.around
        + w.QUOTES_APART * signs.quotes_apart
    )
    value = 1.0 / (1.0 + math.exp(-score))
    # The same quotation, or copied: whatever else the two sentences hold.
    return max(value, w.VERBATIM) if signs.run >= w.LONG_RUN else value


def _numbers(left: Line, right: Line) -> tuple[int, int]:
    agreeing = conflicting = 0
    for one in left.quantities:
        rivals = [other for other in right.quantities if same_kind(one, other)]
        if any(agree(one, other) for other in rivals):
            agreeing += 1
        elif rivals or any(one.value == other.value for other in right.quantities):
            conflicting += 1
    return agreeing, conflicting


def _around(found: Vectors, i: int, j: int) -> float:
    best, lines = 0.0, found.lines
    for left, right in ((i - 1, j - 1), (i + 1, j + 1)):
        if min(left, right) < 0 or max(left, right) >= len(lines):
            continue
        if lines[left].article == lines[i].article and lines[right].article == lines[j].article:
            best = max(best, found.cosine(left, right))
    return min(best, w.MOST_AROUND)
