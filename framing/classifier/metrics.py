"""How good probabilities are: macro F1, AUC, calibration error, Brier score; and how far annotators agree."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.classifier.linear import Floats, Ints

Truth = NDArray[np.bool_]
BINS = 10


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure with its 95% interval."""

    value: float
    low: float
    high: float


def macro_f1(truth: Truth, probability: Floats) -> float:
    """Mean of the F1 of both labels, called at probability 0.5; 0 to 1.

    >>> macro_f1(np.array([True, True, False, False]), np.array([0.9, 0.4, 0.2, 0.1]))
    0.7333...
    """
    called = probability >= 0.5
    found = []
    for label in (True, False):
        hits = float(np.sum((called == label) & (truth == label)))
        size = float(np.sum(called == label) + np.sum(truth == label))
        found.append(2.0 * hits / size if size else 0.0)
    return sum(found) / 2.0


def auc(truth: Truth, probability: Floats) -> float:
    """Chance that a biased sentence scores above a neutral one (ties count half); 0.5 where one is lacking.

    >>> auc(np.array([True, False, True, False]), np.array([0.9, 0.5, 0.5, 0.1]))
    0.875
    """
    positives, negatives = int(truth.sum()), int((~truth).sum())
    if not positives or not negatives:
        return 0.5
    _, inverse, counts = np.unique(probability, return_inverse=True, return_counts=True)
    ranks = np.cumsum(counts) - (counts - 1) / 2.0
    above = float(ranks[inverse][truth].sum()) - positives * (positives + 1) / 2.0
    return above / (positives * negatives)


def calibration_error(truth: Truth, probability: Floats, *, bins: int = BINS) -> float:
    """Expected calibration error over bins of equal width (Naeini and others, 2015); 0 is perfect.

    >>> round(calibration_error(np.array([True, False]), np.array([0.75, 0.75])), 3)
    0.25
    """
    place = np.minimum((probability * bins).astype(int), bins - 1)
    gap = np.bincount(place, weights=probability - truth, minlength=bins)
    return float(np.abs(gap).sum()) / len(truth)


def brier(truth: Truth, probability: Floats) -> float:
    """Mean squared distance of the probability from what is true (Brier, 1950); 0 is perfect."""
    return float(np.mean((probability - truth) ** 2))


MEASURES: dict[str, Callable[[Truth, Floats], float]] = {
    "macro_f1": macro_f1,
    "auc": auc,
    "ece": calibration_error,
    "brier": brier,
}


def measured(
    truth: Truth, probability: Floats, groups: Sequence[str], *, resamples: int, seed: int
) -> dict[str, Figure]:
    """Every measure with a 95% interval by bootstrap over groups (Efron, 1979).

    Args:
        groups: one name a sentence; whole groups are drawn, as sentences of one group resemble each other.
    """
    _, member = np.unique(np.array(groups, dtype=object).astype(str), return_inverse=True)
    members: list[Ints] = [np.flatnonzero(member == number) for number in range(int(member.max()) + 1)]
    draw = np.random.default_rng(seed)
    samples: dict[str, list[float]] = {name: [] for name in MEASURES}
    for _ in range(resamples):
        rows = np.concatenate([members[at] for at in draw.integers(len(members), size=len(members))])
        for name, measure in MEASURES.items():
            samples[name].append(measure(truth[rows], probability[rows]))
    return {
        name: Figure(
            measure(truth, probability),
            *(float(np.percentile(samples[name], at)) for at in (2.5, 97.5)),
        )
        for name, measure in MEASURES.items()
    }


def krippendorff_alpha(votes: Sequence[tuple[int, int]]) -> float | None:
    """Agreement beyond chance on two labels (Krippendorff, 2004); 1 is perfect, 0 is chance.

    Args:
        votes: (for biased, all) of each sentence; sentences with one vote tell nothing and are passed over.

    None where no sentence has two votes or only one label was ever given.

    >>> krippendorff_alpha([(2, 2), (0, 2), (1, 2)])
    0.4444444444444444
    """
    paired = [(biased, total) for biased, total in votes if total > 1]
    size = sum(total for _, total in paired)
    for_biased = sum(biased for biased, _ in paired)
    expected = for_biased * (size - for_biased)
    if not expected:
        return None
    observed = sum(biased * (total - biased) / (total - 1) for biased, total in paired)
    return 1.0 - (size - 1) * observed / expected


def one_against_others(votes: Sequence[tuple[int, int]]) -> float | None:
    """How often one annotator agrees with the majority of the others, 0 to 1, where these do not tie.

    >>> one_against_others([(3, 3), (1, 4)])
    0.8571428571428571
    """
    agree, asked = 0, 0
    for biased, total in votes:
        for own, count in ((True, biased), (False, total - biased)):
            lead = 2 * (biased - own) - (total - 1)  # of the others: for biased less for neutral
            if lead:
                agree, asked = agree + count * ((lead > 0) == own), asked + count
    return agree / asked if asked else None
