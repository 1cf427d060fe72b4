"""What is learned on top of sentence vectors: a logistic regression, and the tuned layers of the shipped
model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from framing.classifier.encoder import Encoded, Encoder
from framing.classifier.fitting import logistic
from framing.classifier.labelled import Labelled
from framing.classifier.linear import Floats

_STRENGTH = 0.002  # inverse penalty: few labels, 768 columns
_EVENNESS = 0.5
_LEAST_SPREAD = 0.01


@dataclass(frozen=True, slots=True)
class Head:
    """A logistic regression over standardised vectors. mean, spread: shape (768,); weight: (768, outputs)."""

    mean: Floats
    spread: Floats
    weight: Floats
    intercept: Floats

    def logits(self, vectors: Floats) -> Floats:
        """Log-odds, shape (sentences, outputs); each sentence's by itself."""
        each = [((vector - self.mean) / self.spread) @ self.weight + self.intercept for vector in vectors]
        return np.array(each).reshape(len(vectors), len(self.intercept))


@dataclass(frozen=True, slots=True)
class Tuned:
    """Copies of the encoder's layers, tuned to the labels: log-odds of biased, and of each word piece
    loaded.

    `weight` is what the log-odds count beside those of the words and of the head; `sha256` is of the weights.
    """

    raw: bytes
    sha256: str
    weight: float
    session: Any

    def read(self, encoded: Encoded) -> tuple[float, Floats]:
        """Log-odds of the sentence, and of each of its word pieces."""
        bias, tokens = self.session.run(("bias", "tokens"), {"embedded": encoded.embedded})
        return float(np.ravel(bias)[0]), np.asarray(tokens, dtype=np.float64).ravel()


@dataclass(frozen=True, slots=True)
class Read:
    """What is added to a sentence's log-odds, shape (outputs,); and of its word pieces the places, and the
    tuned layers' log-odds that each is loaded (empty where nothing was tuned)."""

    added: Floats
    tokens: Floats
    pieces: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Deep:
    """What is added to the words' log-odds: a head over frozen sentence vectors, or the tuned layers."""

    encoder: Encoder
    upper: Head | Tuned

    def read(self, text: str) -> Read:
        """What one sentence gets; the same for the same sentence."""
        if isinstance(self.upper, Head):
            encoded = self.encoder.read(text)
            return Read(self.upper.logits(encoded.vector[None, :])[0], np.zeros(0), encoded.pieces)
        encoded = self.encoder.read(text, vector=False)
        bias, tokens = self.upper.read(encoded)
        return Read(np.array([self.upper.weight * bias]), tokens, encoded.pieces)


def fit_head(vectors: Floats, rows: Sequence[Labelled]) -> Head:
    """Fit a head to the annotators' votes; the same rows give the same head.

    Args:
        vectors: of these rows, shape (rows, 768).
    """
    mean = _as_saved(vectors.mean(axis=0))
    spread = _as_saved(np.maximum(vectors.std(axis=0), _LEAST_SPREAD))
    weight, intercept = logistic((vectors - mean) / spread, rows, strength=_STRENGTH, evenness=_EVENNESS)
    return Head(mean, spread, weight, intercept)


def _as_saved(values: Floats) -> Floats:
    return values.astype(np.float32).astype(np.float64)
