"""How common words are in news at large, for corpora too small to tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from framing import shipped
from framing.errors import ModelError

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Background:
    """Share of articles that hold a term, and of its mentions that begin with a capital; in [0, 1]."""

    shares: dict[str, tuple[float, float]]

    def of(self, vocabulary: Sequence[str]) -> tuple[Floats, Floats]:
        """Both shares of every term, shape (terms,); 0 for a term that is not in the table."""
        found = [self.shares.get(word, (0.0, 0.0)) for word in vocabulary]
        pairs = np.array(found, np.float32).reshape(len(vocabulary), 2)
        return pairs[:, 0], pairs[:, 1]


@cache
def load(folder: Path | None = None, *, language: str = "en") -> Background:
    """Read the table `background.tsv`: a term, articles in 10,000 that hold it, capitals in 100 mentions.

    Raises:
        ModelError: the table is missing or damaged.
    """
    path = (folder or shipped.model("events", language)) / "background.tsv"
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        rows = [line.split("\t") for line in lines if not line.startswith("#")]
        return Background({word: (int(df) / 10_000, int(cap) / 100) for word, df, cap in rows})
    except (OSError, ValueError) as exc:
        raise ModelError(
            f"{path}: the table of word frequencies cannot be read ({exc})",
            hint="restore it from the project",
        ) from exc
