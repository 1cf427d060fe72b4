"""How sure it is that two sentences say the same: what speaks for it, put together by a small network."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from framing import shipped
from framing.compare.contextual import FEATURES
from framing.compare.evidence import EVIDENCE, evidence, shared_quotation
from framing.compare.sides import Floats, Side
from framing.errors import ModelError

INPUTS = (*FEATURES, *EVIDENCE)
VERBATIM = 0.8
"""The least where two sentences share eight words in a row: quoted or copied, whatever else they say."""

_ROOT = np.float32(np.sqrt(2.0 / np.pi))


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """A straight sum of the inputs, and one of what `len(outer)` inner numbers make of them.

    `straight` has shape (len(INPUTS),), `inner` (inner numbers, len(INPUTS)). `slope` and `intercept` set
    the sum to the scale of cells.
    """

    straight: Floats
    inner: Floats
    inner_from: Floats
    outer: Floats
    slope: float
    intercept: float

    def of(self, rows: Floats) -> Floats:
        """The probability for every two sentences; `rows` has shape (len(INPUTS), left, right)."""
        turned = rows[[1, 0, *range(2, len(rows))]]  # as if the right article stood left
        score = np.float32(self.slope / 2) * (self._sum(rows) + self._sum(turned)) + np.float32(
            self.intercept
        )
        result: Floats = 1.0 / (1.0 + np.exp(-score))
        return result

    def _sum(self, rows: Floats) -> Floats:
        inner = np.tensordot(self.inner, rows, axes=1) + self.inner_from[:, None, None]
        # The rectifier of Hendrycks and Gimpel (2016), as they approximate it.
        bent = 0.5 * inner * (1.0 + np.tanh(_ROOT * inner * (1.0 + np.float32(0.044715) * inner * inner)))
        found: Floats = np.tensordot(self.straight, rows, axes=1) + np.tensordot(self.outer, bent, axes=1)
        return found


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
        inputs = tuple(stored["inputs"])
        straight, inner, inner_from, outer = (
            np.array(stored[name], np.float32) for name in ("straight", "inner", "inner_from", "outer")
        )
        model = Model(straight, inner, inner_from, outer, float(stored["slope"]), float(stored["intercept"]))
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise ModelError(
            f"{path}: the model of statements cannot be read ({type(exc).__name__}: {exc})", hint=hint
        ) from exc
    if inputs != INPUTS or inner.shape != (len(outer), len(INPUTS)):
        raise ModelError(f"{path}: the model of statements was made by another version", hint=hint)
    return model


def inputs(left: Side, right: Side, meeting: Floats) -> Floats:
    """What speaks for every two sentences of two articles, shape (len(INPUTS), left, right).

    Args:
        meeting: what `contextual.met` gives for the two.
    """
    return np.concatenate([meeting, evidence(left, right)])


def similarity(left: Side, right: Side, meeting: Floats) -> Floats:
    """How sure it is that two sentences of two articles say the same, shape (left, right), in [0, 1].

    For a sentence and the one likest to it: the probability that the other article says it.

    Args:
        meeting: what `contextual.met` gives for the two.
    """
    likely = load(language=left.language).of(inputs(left, right, meeting))
    result: Floats = np.where(shared_quotation(left, right), np.maximum(likely, VERBATIM), likely)
    return result
