"""How sure it is that two sentences say the same: a logistic model over what speaks for it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from framing import shipped
from framing.compare.evidence import EVIDENCE, evidence, shared_quotation
from framing.compare.sides import Floats, Side
from framing.errors import ModelError

VERBATIM = 0.8
"""The least where two sentences share eight words in a row: quoted or copied, whatever else they say."""


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """The weight of each row of evidence, in the order of EVIDENCE, and what is added to their sum."""

    weights: Floats
    intercept: float

    def of(self, rows: Floats) -> Floats:
        """The probability for every two sentences; `rows` has shape (len(EVIDENCE), left, right)."""
        score = np.tensordot(self.weights, rows, axes=1) + np.float32(self.intercept)
        result: Floats = 1.0 / (1.0 + np.exp(-score))
        return result


@cache
def load(folder: Path | None = None, *, language: str = "en") -> Model:
    """The model of a folder; without one, the model that ships with the package for that language.

    Raises:
        ModelError: the folder holds no model, or one for other evidence.
    """
    path = (folder or shipped.model("statements", language)) / "model.json"
    hint = "restore it from the project"
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        weights = stored["weights"]
        model = Model(
            np.array([float(weights[name]) for name in EVIDENCE], np.float32), float(stored["intercept"])
        )
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise ModelError(
            f"{path}: the model of statements cannot be read ({type(exc).__name__}: {exc})", hint=hint
        ) from exc
    if len(weights) != len(EVIDENCE):
        raise ModelError(f"{path}: the model was made by another version", hint=hint)
    return model


def similarity(left: Side, right: Side) -> Floats:
    """How sure it is that two sentences of two articles say the same, shape (left, right), in [0, 1].

    For a sentence and the one likest to it: the probability that the other article says it.
    """
    likely = load(language=left.language).of(evidence(left, right))
    result: Floats = np.where(shared_quotation(left, right), np.maximum(likely, VERBATIM), likely)
    return result
