"""Is this pair, is this group, one event? Two logistic models, shipped as plain JSON beside their card."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from framing import shipped
from framing.errors import ModelError
from framing.events.grouping import Branch
from framing.events.pairs import MEANING

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Decision:
    """Log-odds that a pair is the same event: intercept plus weight times evidence, summed.

    `centre` and `scale` bring each evidence to a common size, so that weights can be compared. `branch`
    judges groups by what their pairs say.
    """

    evidence: tuple[str, ...]
    weights: tuple[float, ...]
    centre: tuple[float, ...]
    scale: tuple[float, ...]
    intercept: float
    branch: Branch

    def parts(self, values: Floats) -> Floats:
        """What each evidence adds to the log-odds, shape (pairs, evidence); `values` as in `Pairs`."""
        at = [list(MEANING).index(name) for name in self.evidence]
        level = (values[:, at] - np.array(self.centre)) / np.array(self.scale)
        return np.asarray(level * np.array(self.weights))

    def log_odds(self, values: Floats) -> Floats:
        """Log-odds of the same event, shape (pairs,)."""
        at = [list(MEANING).index(name) for name in self.evidence]
        slope = np.array(self.weights) / np.array(self.scale)
        level, each = self.intercept - float(slope @ np.array(self.centre)), np.zeros(values.shape[1])
        each[at] = slope
        return np.asarray(values @ each + level)


@cache
def load(folder: Path | None = None, *, language: str = "en") -> Decision:
    """Read `pair.json`.

    Raises:
        ModelError: the file is missing, damaged, or names evidence that this version does not measure.
    """
    path = (folder or shipped.model("events", language)) / "pair.json"
    try:
        row = json.loads(path.read_text(encoding="utf-8"))
        decision = Decision(
            evidence=tuple(row["evidence"]),
            weights=tuple(map(float, row["weights"])),
            centre=tuple(map(float, row["centre"])),
            scale=tuple(map(float, row["scale"])),
            intercept=float(row["intercept"]),
            branch=Branch(**{name: float(weight) for name, weight in row["branch"].items()}),
        )
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise ModelError(f"{path}: the model of pairs cannot be read ({exc})", hint=_HINT) from exc
    unknown = set(decision.evidence) - set(MEANING)
    if unknown:
        raise ModelError(f"{path}: unknown evidence {sorted(unknown)}", hint=_HINT)
    return decision


_HINT = "restore it from the project"
