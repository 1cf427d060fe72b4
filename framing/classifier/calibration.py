"""From log-odds to probabilities that can be believed, and to "cannot tell"."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.classifier.linear import Floats, Ints
from framing.classifier.metrics import Truth, called, two

_FEWEST_JUDGED = 20
_NEVER = 2.0  # a probability that is never reached
UNSURE = -1
"""Stands for the label of a sentence of which the model cannot tell."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Log-odds to probabilities: a sigmoid (Platt, 1999) for two labels, a softmax for more (Guo and others,
    2017).

    Each output is multiplied by `slope` and its own part of `offset` added.
    """

    slope: float
    offset: tuple[float, ...]

    def probability(self, logit: Floats) -> Floats:
        """Probabilities, shape (n, labels), of log-odds, shape (n, outputs)."""
        odds = np.clip(self.slope * logit + np.array(self.offset), -30.0, 30.0)
        if odds.shape[1] == 1:
            return two(1.0 / (1.0 + np.exp(-odds[:, 0])))
        raised = np.exp(odds - odds.max(axis=1, keepdims=True))
        result: Floats = raised / raised.sum(axis=1, keepdims=True)
        return result


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How likely a label must at least be, and likeliest, for a sentence to be called so; else it is unsure.

    One entry a label; 2 where no verdict of that kind was right often enough.
    """

    least: tuple[float, ...]

    def verdict(self, probability: Floats) -> Ints:
        """The number of each sentence's label, or `UNSURE`."""
        likeliest = called(probability)
        reached = probability[np.arange(len(likeliest)), likeliest] >= np.array(self.least)[likeliest]
        return np.where(reached, likeliest, UNSURE)


def calibrate(logit: Floats, truth: Truth, weight: Floats, *, slope: float | None = None) -> Calibration:
    """The calibration that fits labels of sentences the model had not seen; its slope is never negative.

    Args:
        logit: shape (n, outputs).
        weight: how much each sentence counts.
        slope: keep this one, and find the offset alone.

    >>> fitted = calibrate(np.array([[-2.0], [-1.0], [1.0], [2.0]]), np.array([0, 1, 0, 1]), np.ones(4))
    >>> 0 < fitted.slope < 1
    True
    """
    from scipy.optimize import minimize

    outputs = logit.shape[1]
    labels = max(outputs, 2)
    # Platt's targets keep the fit finite where the labels are parted without error.
    size = np.array([float(weight[truth == label].sum()) for label in range(labels)])
    own = (size + 1.0) / (size + labels)
    target = np.repeat((1.0 / (size[truth] + labels))[:, None], labels, axis=1)
    target[np.arange(len(truth)), truth] = own[truth]

    def loss(at: Floats) -> tuple[float, Floats]:
        chance = Calibration(float(at[0]), tuple(at[1:])).probability(logit)
        value = -float(np.average((target * np.log(chance)).sum(axis=1), weights=weight))
        gap = (chance - target)[:, labels - outputs :]
        slope = np.average((gap * logit).sum(axis=1), weights=weight)
        return value, np.array([slope, *np.average(gap, axis=0, weights=weight)])

    found = minimize(
        loss,
        np.array([1.0 if slope is None else slope, *[0.0] * outputs]),
        jac=True,
        method="L-BFGS-B",
        bounds=[(0.0, None) if slope is None else (slope, slope), *[(None, None)] * outputs],
    )
    return Calibration(float(found.x[0]), tuple(float(one) for one in found.x[1:]))


def thresholds(probability: Floats, truth: Truth, weight: Floats, *, error: float) -> Thresholds:
    """The widest verdicts that are wrong in at most `error` of the sentences (each label by itself).

    Args:
        probability: shape (n, labels).
        weight: how much each sentence counts.
        error: share of wrong verdicts that is borne, in (0, 0.5).

    >>> p = np.linspace(0.0, 1.0, 101)
    >>> thresholds(two(p), (p > 0.6).astype(int), np.ones(101), error=0.2).least
    (0.51, 0.51)
    """
    likeliest = called(probability)
    least = []
    for label in range(probability.shape[1]):
        at = np.flatnonzero(likeliest == label)
        edge = _edge(probability[at, label], truth[at] != label, weight[at], error=error, of=len(truth))
        least.append(round(edge, 6))
    return Thresholds(tuple(least))


def _edge(sureness: Floats, wrong: NDArray[np.bool_], weight: Floats, *, error: float, of: int) -> float:
    """The least sureness from which on at most a share `error` is wrong."""
    order = np.argsort(-sureness, kind="stable")
    judged, missed = np.cumsum(weight[order]), np.cumsum(weight[order] * wrong[order])
    enough = np.arange(1, len(order) + 1) >= min(_FEWEST_JUDGED, of // 5)
    # The last of equal values stands for all of them.
    last = np.append(np.diff(sureness[order]) != 0, True) if len(order) else np.zeros(0, dtype=bool)
    fine = (missed <= error * judged) & enough & last
    return float(sureness[order][np.flatnonzero(fine)[-1]]) if fine.any() else _NEVER
