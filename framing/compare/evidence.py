"""What speaks for two sentences saying the same: a few numbers for every two sentences of two articles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from framing.compare import weights as w
from framing.compare.quantities import agree, same_kind
from framing.compare.sides import Floats, Ints, Side, Words
from framing.compare.vectors import Line

EVIDENCE = (
    "covered",
    "shared",
    "meaning",
    "copied",
    "neighbouring",
    "neighbouring share",
    "second rarest",
    "around",
    "beside",
    "place",
    "people",
    "agreeing",
    "conflicting",
    "quoted",
    "headline",
    "voice",
    "negation",
)
"""The rows of what `evidence` gives, in this order (see there)."""


def evidence(left: Side, right: Side) -> Floats:
    """What speaks for every two sentences, shape (len(EVIDENCE), sentences left, sentences right).

    "covered": how much of each the other covers, words of like meaning included (geometric mean, in [0, 1]);
    "shared": logarithm of the shared weight of rare terms; "meaning": cosine of the sentences' vectors, away
    from the event's mean; "copied": share of runs of three words; "neighbouring": terms that stand close
    together in both (weight, and share); "second rarest": weight of the second rarest shared term;
    "around": how alike the sentences before both, or behind both, are; "beside": how alike each is to those
    beside the other; "place": how far apart in their articles; "people": share of persons that both speak
    of; "agreeing", "conflicting": quantities; "quoted", "headline": share of the two; "voice", "negation":
    only one of them speaks of "I" or "we", or says no.
    """
    if not left.lines or not right.lines:
        return np.zeros((len(EVIDENCE), len(left.lines), len(right.lines)), dtype=np.float32)
    _, ours, theirs = np.intersect1d(left.terms, right.terms, assume_unique=True, return_indices=True)
    covered = _covered(left, right, ours, theirs)
    rare, second = _rarest(left, right, ours, theirs)
    couples = _together(left.couples, right.couples, covered.shape, left.couple_weight)
    neighbouring = couples / np.sqrt(np.maximum(np.outer(left.couple_mass, right.couple_mass), 1e-6))
    grams = _together(left.grams, right.grams, covered.shape, None)
    around, beside = _context(covered)
    agreeing, conflicting = _quantities(left.lines, right.lines, rare)
    places = [_places(side) for side in (left, right)]
    headline = [np.array([line.index == 0 for line in side.lines], np.float32) for side in (left, right)]
    return np.stack(
        [
            covered,
            np.log1p(rare),
            left.centred @ right.centred.T,
            grams / np.maximum(np.minimum.outer(left.lengths, right.lengths), 1.0),
            np.log1p(couples),
            neighbouring,
            second,
            around,
            beside,
            np.abs(np.subtract.outer(*places)),
            _persons(left, right),
            agreeing,
            conflicting,
            np.add.outer(left.quoted, right.quoted) / 2,
            np.add.outer(*headline) / 2,
            np.not_equal.outer(left.own_voice, right.own_voice),
            np.not_equal.outer(left.negated, right.negated),
        ],
        dtype=np.float32,
        casting="unsafe",
    )


def shared_quotation(left: Side, right: Side) -> NDArray[np.bool_]:
    """Where two sentences share eight words in a row, shape (left, right)."""
    return _together(left.runs, right.runs, (len(left.lines), len(right.lines)), None) > 0


def _covered(left: Side, right: Side, ours: Ints, theirs: Ints) -> Floats:
    like = left.vectors @ right.vectors.T
    like = np.clip((like - w.LIKE_FLOOR) / (1.0 - w.LIKE_FLOOR), 0.0, 1.0)
    like[ours, theirs] = 1.0
    one = _coverage(left, _best(like, right))
    other = _coverage(right, _best(like.T, left))
    result: Floats = np.sqrt(one * other.T)
    return result


def _best(like: Floats, side: Side) -> Floats:
    """Of every term in a row the likest term of each sentence, shape (rows, sentences)."""
    best = np.zeros((like.shape[0], len(side.lines)), dtype=np.float32)
    filled = np.diff(side.starts) > 0
    if filled.any():
        best[:, filled] = np.maximum.reduceat(like[:, side.flat], side.starts[:-1][filled], axis=1)
    return best


def _coverage(side: Side, best: Floats) -> Floats:
    """The share of each sentence's weight that each sentence of the other article covers."""
    mass = np.maximum(side.has @ side.weight, np.float32(1e-6))
    result: Floats = ((side.has * side.weight) @ best) / mass[:, None]
    return result


def _rarest(left: Side, right: Side, ours: Ints, theirs: Ints) -> tuple[Floats, Floats]:
    """The shared weight of rare terms, and the weight of the second rarest of them."""
    rare = left.rare[ours]
    one, other = left.has[:, ours] * rare, right.has[:, theirs]
    shared = (one @ other.T).astype(np.float32)
    if len(ours) < 2:
        return shared, np.zeros_like(shared)
    each = one[:, None, :] * other[None, :, :]
    second: Floats = np.partition(each, len(ours) - 2, axis=2)[:, :, -2]
    return shared, second


def _together(
    left: Mapping[Words, Sequence[int]],
    right: Mapping[Words, Sequence[int]],
    shape: tuple[int, ...],
    weight: Mapping[Words, float] | None,
) -> Floats:
    """What two sentences both hold, counted or weighed."""
    total = np.zeros(shape, dtype=np.float32)
    for item in sorted(left.keys() & right.keys()):
        value = 1.0 if weight is None else weight[item]
        for one in left[item]:
            for other in right[item]:
                total[one, other] += value
    return total


def _context(covered: Floats) -> tuple[Floats, Floats]:
    """How alike the sentences before both or behind both are, and each to those beside the other."""
    wide = np.pad(covered, 1)
    around = np.maximum(wide[:-2, :-2], wide[2:, 2:])
    across = np.maximum(wide[1:-1, :-2], wide[1:-1, 2:])
    along = np.maximum(wide[:-2, 1:-1], wide[2:, 1:-1])
    return around.astype(np.float32), ((across + along) / 2).astype(np.float32)


def _places(side: Side) -> Floats:
    index = np.array([line.index for line in side.lines], dtype=np.float32)
    places: Floats = index / (index.max() + 1)
    return places


def _persons(left: Side, right: Side) -> Floats:
    """The share of persons that both speak of, of the one with fewer; one half where one speaks of nobody."""
    places = {name: at for at, name in enumerate(sorted(set().union(*left.people, *right.people)))}
    one, other = (_held(side.people, places) for side in (left, right))
    fewer = np.minimum.outer(one.sum(axis=1), other.sum(axis=1))
    shares: Floats = np.where(fewer > 0, one @ other.T / np.maximum(fewer, 1), 0.5)
    return shares


def _held(people: Sequence[frozenset[str]], places: Mapping[str, int]) -> Floats:
    held = np.zeros((len(people), len(places)), dtype=np.float32)
    for at, names in enumerate(people):
        held[at, [places[name] for name in names]] = 1.0
    return held


def _quantities(left: Sequence[Line], right: Sequence[Line], rare: Floats) -> tuple[Floats, Floats]:
    """How many quantities agree, and how many are of one kind or one value and do not."""
    agreeing, conflicting = np.zeros((2, *rare.shape), dtype=np.float32)
    ours = [i for i, line in enumerate(left) if line.quantities]
    theirs = [j for j, line in enumerate(right) if line.quantities]
    for i in ours:
        for j in theirs:
            if rare[i, j] > 0:
                found = [_numbers(left[i], right[j]), _numbers(right[j], left[i])]
                agreeing[i, j] = min(w.MAX_NUMBERS, max(one for one, _ in found))
                conflicting[i, j] = min(w.MAX_NUMBERS, max(other for _, other in found))
    return agreeing, conflicting


def _numbers(left: Line, right: Line) -> tuple[int, int]:
    agreeing = conflicting = 0
    for one in left.quantities:
        rivals = [other for other in right.quantities if same_kind(one, other)]
        if any(agree(one, other) for other in rivals):
            agreeing += 1
        elif rivals or any(one.value == other.value for other in right.quantities):
            conflicting += 1
    return agreeing, conflicting
