"""From log-odds to probabilities that can be believed, and to "cannot tell"."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from framing.classifier.linear import Floats
from framing.classifier.metrics import Truth

_FEWEST_JUDGED = 20
_NEVER = 2.0  # a probability that is never reached


@dataclass(frozen=True, slots=True)
class Calibration:
    """A sigmoid over log-odds (Platt, 1999): probability = 1 / (1 + exp(-(slope * logit + offset)))."""

    slope: float
    offset: float

    def probability(self, logit: Floats) -> Floats:
        """Probabilities, in the shape of `logit`."""
        odds = np.clip(self.slope * logit + self.offset, -30.0, 30.0)
        result: Floats = 1.0 / (1.0 + np.exp(-odds))
        return result


@dataclass(frozen=True, slots=True)
class Thresholds:
    """At or above `high` a sentence is called biased, at or below `low` neutral, between them unsure.

    `low` is -1, `high` 2 where no verdict of that kind was right often enough.
    """

    low: float
    high: float


def calibrate(logit: Floats, truth: Truth, weight: Floats) -> Calibration:
    """The sigmoid that fits labels of sentences the model had not seen; its slope is never negative.

    Args:
        weight: how much each sentence counts.

    >>> fitted = calibrate(np.array([-2.0, -1.0, 1.0, 2.0]), np.array([False, True, False, True]), np.ones(4))
    >>> 0 < fitted.slope < 1
    True
    """
    from scipy.optimize import minimize

    # Platt's targets keep the fit finite where the labels are parted without error.
    positives, negatives = float(weight[truth].sum()), float(weight[~truth].sum())
    target = np.where(truth, (positives + 1.0) / (positives + 2.0), 1.0 / (negatives + 2.0))

    def loss(at: Floats) -> tuple[float, Floats]:
        odds = at[0] * logit + at[1]
        gap = 1.0 / (1.0 + np.exp(-np.clip(odds, -30.0, 30.0))) - target
        value = float(np.average(np.logaddexp(0.0, odds) - target * odds, weights=weight))
        return value, np.array([np.average(gap * logit, weights=weight), np.average(gap, weights=weight)])

    found = minimize(
        loss, np.array([1.0, 0.0]), jac=True, method="L-BFGS-B", bounds=[(0.0, None), (None, None)]
    )
    return Calibration(float(found.x[0]), float(found.x[1]))


def thresholds(probability: Floats, truth: Truth, weight: Floats, *, error: float) -> Thresholds:
    """The widest verdicts that are wrong in at most `error` of the sentences (each kind by itself).

    Args:
        weight: how much each sentence counts.
        error: share of wrong verdicts that is borne, in (0, 0.5).

    >>> p = np.linspace(0.0, 1.0, 101)
    >>> found = thresholds(p, p > 0.6, np.ones(101), error=0.2)
    >>> found.low, found.high
    (0.49, 0.51)
    """
    high = _edge(probability, ~truth, weight, error=error)
    low = _edge(1.0 - probability, truth, weight, error=error)
    return Thresholds(low=round(1.0 - low, 6), high=round(high, 6))


def _edge(sureness: Floats, wrong: Truth, weight: Floats, *, error: float) -> float:
    """The least sureness above one half from which on at most a share `error` is wrong."""
    order = np.argsort(-sureness, kind="stable")
    order = order[sureness[order] > 0.5]
    judged, missed = np.cumsum(weight[order]), np.cumsum(weight[order] * wrong[order])
    enough = np.arange(1, len(order) + 1) >= min(_FEWEST_JUDGED, len(wrong) // 5)
    # The last of equal values stands for all of them.
    last = np.append(np.diff(sureness[order]) != 0, True) if len(order) else np.zeros(0, dtype=bool)
    fine = (missed <= error * judged) & enough & last
    return float(sureness[order][np.flatnonzero(fine)[-1]]) if fine.any() else _NEVER
