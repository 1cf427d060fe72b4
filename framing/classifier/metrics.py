"""How good probabilities are: macro F1, AUC, calibration error (ECE), Brier score, and figures for each
label.

`truth` is the number of each sentence's label, shape (n,); `probability` has shape (n, labels).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.classifier.linear import Floats, Ints

Truth = Ints
BINS = 10


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure with its 95% interval."""

    value: float
    low: float
    high: float


def called(probability: Floats) -> Ints:
    """The label that each sentence is called when none may be passed over: the likeliest.

    Of two labels the second wins a tie, so that 0.5 counts as biased.
    """
    last = probability.shape[1] - 1
    return np.asarray(last - probability[:, ::-1].argmax(axis=1), dtype=np.int64)


def by_label(truth: Truth, verdict: Ints, labels: int) -> list[dict[str, float]]:
    """For each label precision, recall, F1 (0 to 1) and how many sentences have it.

    >>> by_label(np.array([1, 1, 0]), np.array([1, 0, 0]), 2)[1]
    {'precision': 1.0, 'recall': 0.5, 'f1': 0.6666666666666666, 'sentences': 2}
    """
    found = []
    for label in range(labels):
        hits = float(np.sum((verdict == label) & (truth == label)))
        said, size = float(np.sum(verdict == label)), int(np.sum(truth == label))
        found.append(
            {
                "precision": hits / said if said else 0.0,
                "recall": hits / size if size else 0.0,
                "f1": 2.0 * hits / (said + size) if said + size else 0.0,
                "sentences": size,
            }
        )
    return found


def macro_f1(truth: Truth, probability: Floats) -> float:
    """Mean of the F1 of all labels, each sentence called by its likeliest; 0 to 1.

    >>> macro_f1(np.array([1, 1, 0, 0]), two(np.array([0.9, 0.4, 0.2, 0.1])))
    0.7333...
    """
    each = by_label(truth, called(probability), probability.shape[1])
    return sum(one["f1"] for one in each) / len(each)


def auc(truth: Truth, probability: Floats) -> float:
    """Chance that a sentence with a label scores above one without it (ties count half).

    For more than two labels the mean over the labels that occur (one against the rest; Hand and Till, 2001,
    do it by pairs); 0.5 where fewer than two occur.

    >>> auc(np.array([1, 0, 1, 0]), two(np.array([0.9, 0.5, 0.5, 0.1])))
    0.875
    """
    if probability.shape[1] == 2:
        return rank_auc(truth == 1, probability[:, 1])
    each = [
        rank_auc(truth == label, probability[:, label])
        for label in range(probability.shape[1])
        if 0 < int(np.sum(truth == label)) < len(truth)
    ]
    return sum(each) / len(each) if each else 0.5


def rank_auc(positive: NDArray[np.bool_], score: Floats) -> float:
    """Area under the ROC curve of one score; 0.5 where only one answer occurs."""
    positives, negatives = int(positive.sum()), int((~positive).sum())
    if not positives or not negatives:
        return 0.5
    _, inverse, counts = np.unique(score, return_inverse=True, return_counts=True)
    ranks = np.cumsum(counts) - (counts - 1) / 2.0
    above = float(ranks[inverse][positive].sum()) - positives * (positives + 1) / 2.0
    return above / (positives * negatives)


def calibration_error(truth: Truth, probability: Floats, *, bins: int = BINS) -> float:
    """Expected calibration error over bins of equal width (Naeini and others, 2015); 0 is perfect.

    Of two labels the probability of the second is judged, of more that of the likeliest (Guo and others,
    2017).

    >>> round(calibration_error(np.array([1, 0]), two(np.array([0.75, 0.75]))), 3)
    0.25
    """
    if probability.shape[1] == 2:
        stated, right = probability[:, 1], truth == 1
    else:
        stated, right = probability.max(axis=1), called(probability) == truth
    place = np.minimum((stated * bins).astype(int), bins - 1)
    gap = np.bincount(place, weights=stated - right, minlength=bins)
    return float(np.abs(gap).sum()) / len(truth)


def brier(truth: Truth, probability: Floats) -> float:
    """Half the mean squared distance of the probabilities from what is true (Brier, 1950); 0 is perfect."""
    true = np.eye(probability.shape[1])[truth]
    return float(np.mean(((probability - true) ** 2).sum(axis=1)) / 2.0)


def two(second: Floats) -> Floats:
    """Probabilities of two labels from those of the second; shape (n, 2)."""
    return np.column_stack([1.0 - second, second])


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
