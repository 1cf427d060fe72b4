"""How a finished model does on labelled sentences that somebody brings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from framing.classifier.labels import Labelled, digest, read_labels
from framing.classifier.metrics import Truth, measured
from framing.classifier.model import Model
from framing.records import Verdict

_RESAMPLES, _SEED = 200, 0


def evaluate(paths: Sequence[Path], model: Model) -> dict[str, object]:
    """Score a model on tables of labelled sentences, as `framing evaluate classifier` prints it.

    Each measure comes with its 95% interval by bootstrap over pages. `judged` is the share of sentences not
    called unsure, `wrong` the share of those verdicts that is wrong; `outlets` gives, for each, the number of
    sentences and the share that is on the wrong side of one half. `trained on these` tells whether the model
    learned from exactly these labels: its scores mean nothing then, and the card has better ones.

    Raises:
        FramingError: the tables cannot be used; says which rows and why.
    """
    found = read_labels(paths, fewest=1)
    verdicts = model.classify([row.text for row in found.rows])
    truth = np.array([row.biased for row in found.rows])
    probability = np.array([verdict.probability for verdict in verdicts])
    groups = [row.group for row in found.rows]
    scores = measured(truth, probability, groups, resamples=_RESAMPLES, seed=_SEED)
    judged = np.array([verdict.label != "unsure" for verdict in verdicts])
    called = np.array([verdict.label == "biased" for verdict in verdicts])
    return {
        "sentences": len(found.rows),
        "biased": int(truth.sum()),
        **{name: {"value": one.value, "low": one.low, "high": one.high} for name, one in scores.items()},
        "judged": float(judged.mean()),
        "wrong": float(np.mean(called[judged] != truth[judged])) if judged.any() else 0.0,
        "outlets": _outlets(found.rows, verdicts, truth),
        "trained on these": model.card.data.get("sha256") == digest(found),
    }


def _outlets(
    rows: Sequence[Labelled], verdicts: Sequence[Verdict], truth: Truth
) -> dict[str, dict[str, float]]:
    names = np.array([row.outlet for row in rows])
    missed = np.array([verdict.probability >= 0.5 for verdict in verdicts]) != truth
    return {
        name or "unknown": {
            "sentences": int((names == name).sum()),
            "wrong": float(missed[names == name].mean()),
        }
        for name in sorted(set(names.tolist()))
    }
