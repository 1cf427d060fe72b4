"""How a finished model does on labelled sentences that somebody brings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from framing.classifier.calibration import UNSURE
from framing.classifier.labelled import Labelled, digest
from framing.classifier.labels import read_labels
from framing.classifier.linear import Ints, score
from framing.classifier.metrics import Truth, by_label, called, measured
from framing.classifier.model import Model
from framing.classifier.wordlevel import score_words

_RESAMPLES, _SEED = 200, 0


def evaluate(paths: Sequence[Path], model: Model) -> dict[str, object]:
    """Score a model on tables of labelled sentences, as `framing evaluate classifier` prints it.

    Each measure comes with its 95% interval by bootstrap over pages. `judged` is the share of sentences not
    called unsure, `wrong` the share of those verdicts that is wrong; `labels` gives precision, recall and F1
    of each label, `outlets`, for each, the number of sentences and the share of which the likeliest label is
    wrong. `trained on these` tells whether the model learned from exactly these labels: its scores mean
    nothing then, and the card has better ones.

    `loaded words` gives precision, recall and F1 over words, where the rows have a column `biased_words`.

    Raises:
        FramingError: the tables cannot be used; says which rows and why.
    """
    found = read_labels(paths, fewest=0, known=model.labels)
    texts = [row.text for row in found.rows]
    truth = np.array([row.label for row in found.rows])
    probability = model.probabilities(texts)
    groups = [row.group for row in found.rows]
    scores = measured(truth, probability, groups, resamples=_RESAMPLES, seed=_SEED)
    verdict = model.judge.thresholds.verdict(probability)
    judged = verdict != UNSURE
    figures = by_label(truth, called(probability), len(model.labels))
    scores_of_words = _loaded_words(found.rows, model)
    return {
        "sentences": len(found.rows),
        **{name: {"value": one.value, "low": one.low, "high": one.high} for name, one in scores.items()},
        "labels": dict(zip(model.labels, figures, strict=True)),
        "judged": float(judged.mean()),
        "wrong": float(np.mean(verdict[judged] != truth[judged])) if judged.any() else 0.0,
        "outlets": _outlets(found.rows, called(probability), truth),
        **({"loaded words": scores_of_words} if scores_of_words else {}),
        "trained on these": model.card.data.get("sha256") == digest(found),
    }


def _loaded_words(rows: Sequence[Labelled], model: Model) -> dict[str, float] | None:
    if model.words is None or all(row.marked is None for row in rows):
        return None
    texts = [row.text for row in rows]
    return score_words(rows, [model.loaded(text) for text in texts], score(model.clues, texts))


def _outlets(rows: Sequence[Labelled], verdict: Ints, truth: Truth) -> dict[str, dict[str, float]]:
    names = np.array([row.outlet for row in rows])
    missed = verdict != truth
    return {
        name or "unknown": {
            "sentences": int((names == name).sum()),
            "wrong": float(missed[names == name].mean()),
        }
        for name in sorted(set(names.tolist()))
    }
