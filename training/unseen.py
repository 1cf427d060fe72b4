"""What tuned layers say of sentences that they did not learn from, on every split of the evaluation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from framing.classifier.labelled import Labelled
from framing.classifier.splits import splits

SEED = 20240101
OUTLETS = {"Reuters": 0, "Breitbart": 1, "Alternet": 2, "Federalist": 3, "New York Times": 3}
"""Outlets by turn; the others (MSNBC, Daily Beast, Daily Stormer) share the turn 4."""


@dataclass(frozen=True, slots=True)
class Unseen:
    """Of each sentence, in the order of `read_labels`, by layers that did not learn from its turn: log-odds
    for each split, shape (sentences,), and of the split by pages those of the word pieces."""

    odds: dict[str, np.ndarray]
    tokens: tuple[np.ndarray, ...]


def turns(rows: Sequence[Labelled]) -> dict[str, np.ndarray]:
    """Split -> the turn in which each sentence is left out: as in the evaluation, outlets by fewer turns."""
    found = {split.name: split.fold for split in splits(rows, seed=SEED)[0]}
    return {**found, "outlet": np.array([OUTLETS.get(row.outlet, 4) for row in rows])}


def save(found: Unseen, path: Path) -> None:
    """Write as arrays: the word pieces of all sentences one after the other, and how many each has."""
    sizes = np.array([len(own) for own in found.tokens])
    tokens = np.concatenate(found.tokens)
    np.savez_compressed(path, sizes=sizes, tokens=tokens, **found.odds)  # type: ignore[arg-type]  # no split is called allow_pickle


def load(path: Path) -> Unseen:
    """What `save` wrote."""
    with np.load(path, allow_pickle=False) as found:
        tokens = np.split(found["tokens"], np.cumsum(found["sizes"])[:-1])
        odds = {name: found[name] for name in found.files if name not in ("sizes", "tokens")}
    return Unseen(odds, tuple(tokens))
