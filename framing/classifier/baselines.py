"""Baselines: what a model's scores have to be read against."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from framing.classifier.labelled import Labelled
from framing.classifier.linear import Floats, Ints
from framing.classifier.metrics import Truth
from framing.classifier.splits import Split

MAJORITY, OUTLET, WORDS = "majority label", "outlet alone", "words alone"


def baselines(rows: Sequence[Labelled], split: Split, labels: int) -> dict[str, Floats]:
    """Probabilities without reading a word (majority, outlet), and from words alone (TF-IDF, Salton 1988).

    Each sentence is given what a baseline that was fitted without its fold says, shape (rows, labels).
    """
    truth = np.array([row.label for row in rows])
    one_hot = np.eye(labels)[truth]
    outlet = np.array([row.outlet for row in rows])
    found = {name: np.zeros((len(rows), labels)) for name in (MAJORITY, OUTLET, WORDS)}
    for turn in range(int(split.fold.max()) + 1):
        learned, tested = np.flatnonzero(split.fold != turn), np.flatnonzero(split.fold == turn)
        rate = one_hot[learned].mean(axis=0)
        found[MAJORITY][tested] = rate
        for at in tested:
            same = learned[outlet[learned] == outlet[at]]
            # One sentence's worth of the overall rate keeps rare outlets from extremes.
            found[OUTLET][at] = (one_hot[same].sum(axis=0) + rate) / (len(same) + 1.0)
        found[WORDS][tested] = _words_alone(rows, learned, tested, truth, labels)
    return found


def _words_alone(rows: Sequence[Labelled], learned: Ints, tested: Ints, truth: Truth, labels: int) -> Floats:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    model = make_pipeline(TfidfVectorizer(sublinear_tf=True), LogisticRegression(max_iter=1000))
    model.fit([rows[int(at)].text for at in learned], truth[learned])
    found = np.zeros((len(tested), labels))
    found[:, model.classes_] = model.predict_proba([rows[int(at)].text for at in tested])
    return found
