"""The fast model: a logistic regression over clues, exact in its reasons, saved without pickle."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from framing.classifier.pieces import Hidden, Signs, cut, hide, pair_clue, piece_clues

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
BLOCKS = {"w": 0, "p": 0, "c": 1, "s": 2}
"""Words and pairs, parts of words, signs: each block has its own norm (the signs have none)."""

_CHUNK = 256  # sentences at a time; bounds memory, never changes a result
_COUNTS = 1.0 + np.log(np.arange(1, 4097))  # sublinear counts, from a table: the same bits for any batch


@dataclass(frozen=True, slots=True)
class Clues:
    """The clues that a model knows, with the weights of each.

    vocabulary: clue -> its number. block, idf: one entry a clue. weight: shape (clues, outputs), intercept:
    (outputs,). There is one output where there are two labels (log-odds of the second), else one a label.
    """

    vocabulary: Mapping[str, int]
    block: Ints
    idf: Floats
    weight: Floats
    intercept: Floats
    signs: Signs
    hidden: Hidden
    _known: dict[str, Ints] = field(default_factory=dict, compare=False, repr=False)

    def numbers(self, form: str) -> Ints:
        """The known clues of one piece, remembered for the next time it is met."""
        found = self._known.get(form)
        if found is None:
            known = (self.vocabulary.get(clue, -1) for clue in piece_clues(form, self.signs))
            found = np.array([number for number in known if number >= 0], dtype=np.int64)
            if len(self._known) < 200_000:
                self._known[form] = found
        return found


@dataclass(frozen=True, slots=True)
class Scored:
    """One sentence: its log-odds before calibration, where its pieces stand, and what each piece adds.

    logit: shape (outputs,); shares: (pieces, outputs). `intercept + shares.sum(axis=0)` is `logit`, up to
    rounding.
    """

    logit: Floats
    places: tuple[tuple[int, int], ...]
    shares: Floats


def score(clues: Clues, texts: Sequence[str]) -> list[Scored]:
    """Score sentences; a sentence's result does not depend on the others in the batch."""
    return [
        one
        for start in range(0, len(texts), _CHUNK)
        for one in _score_chunk(clues, texts[start : start + _CHUNK])
    ]


def _score_chunk(clues: Clues, texts: Sequence[str]) -> list[Scored]:
    cuts = [cut(text) for text in texts]
    forms = [hide(found, clues.hidden) for _, found in cuts]
    starts = np.cumsum([0, *map(len, forms)])
    number, left, right = occurrences(clues, forms)
    shares: Floats = np.zeros((int(starts[-1]), len(clues.intercept)))
    if len(number):
        row = np.searchsorted(starts, left, side="right") - 1
        value, each = values(row, number, clues.block, clues.idf, len(texts))
        for output in range(shares.shape[1]):
            half = value * clues.weight[number, output] / each / 2.0
            # bincount adds in the order given, so that the sum is the same bits for any batch.
            shares[:, output] += np.bincount(left, weights=half, minlength=len(shares))
            shares[:, output] += np.bincount(right, weights=half, minlength=len(shares))
    return [
        Scored(clues.intercept + np.array([math.fsum(one) for one in own.T]), tuple(places), own)
        for (places, _), own in zip(cuts, np.split(shares, starts[1:-1]), strict=True)
    ]


def occurrences(clues: Clues, forms: Sequence[Sequence[str]]) -> tuple[Ints, Ints, Ints]:
    """Every place where a known clue stands: its number, and its first and last piece.

    Pieces are counted through all the sentences, one after the other.
    """
    parts: list[Ints] = []
    pairs: list[tuple[int, int]] = []
    at = 0
    for sentence in forms:
        parts += [clues.numbers(form) for form in sentence]
        for place, (one, other) in enumerate(pairwise(sentence), start=at):
            number = clues.vocabulary.get(pair_clue(one, other), -1)
            if number >= 0:
                pairs.append((number, place))
        at += len(sentence)
    piece = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
    both = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    every = np.concatenate([np.zeros(0, dtype=np.int64), *parts, both[:, 0]])
    return every, np.concatenate([piece, both[:, 1]]), np.concatenate([piece, both[:, 1] + 1])


def values(row: Ints, number: Ints, block: Ints, idf: Floats, rows: int) -> tuple[Floats, Floats]:
    """What each occurrence's clue is worth in its sentence, and how often the clue stands there.

    Sublinear counts times idf; words and parts of words are each scaled to length 1 a sentence (Salton and
    Buckley, 1988), signs are counted plainly.
    """
    key, inverse, count = np.unique(row * len(idf) + number, return_inverse=True, return_counts=True)
    of_row, of_clue = key // len(idf), key % len(idf)
    worth = _COUNTS[np.minimum(count, len(_COUNTS)) - 1] * idf[of_clue]
    place = of_row * 3 + block[of_clue]
    norm = np.sqrt(np.bincount(place, weights=worth * worth, minlength=rows * 3))
    norm[2::3] = 1.0
    worth = worth / norm[place]
    return worth[inverse], count[inverse].astype(np.float64)


def vocabulary_of(forms: Sequence[Sequence[str]], signs: Signs, *, fewest: Mapping[str, int]) -> list[str]:
    """The clues that stand in enough sentences, sorted.

    Args:
        fewest: kind of clue (the letter it begins with) -> the least number of sentences.
    """
    known: dict[str, list[str]] = {}
    counts: dict[str, int] = {}
    for sentence in forms:
        here = {pair_clue(one, other) for one, other in pairwise(sentence)}
        for form in sentence:
            if form not in known:
                known[form] = piece_clues(form, signs)
            here.update(known[form])
        for clue in here - {""}:
            counts[clue] = counts.get(clue, 0) + 1
    return sorted(clue for clue, count in counts.items() if count >= fewest[clue[0]])
