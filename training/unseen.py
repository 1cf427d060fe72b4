"""What the tuned layers say of sentences they did not learn from.

python -m training.unseen WEIGHTS BABE.jsonl models/en/sentences unseen.npz [SPLIT TURN]

Writes the log-odds of every sentence, in the order of `read_labels`, once with its page and once with its
group of outlets left out; about three minutes a turn, ten turns. With a split and a turn, only that one.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from framing.classifier.labelled import Labelled
from framing.classifier.labels import read_labels
from framing.classifier.metrics import rank_auc
from framing.classifier.splits import splits
from training.network import read_weights
from training.tuned import Sentence, Tuned, read, tune

SEED = 20240101
OUTLETS = {"Reuters": 0, "Breitbart": 1, "Alternet": 2, "Federalist": 3, "New York Times": 3}
"""Outlets by turn; the others (MSNBC, Daily Beast, Daily Stormer) share the turn 4."""


def turns(rows: Sequence[Labelled]) -> dict[str, np.ndarray]:
    """Split -> the turn in which each sentence is left out."""
    page = next(split.fold for split in splits(rows, seed=SEED)[0] if split.name == "page")
    return {"page": page, "outlet": np.array([OUTLETS.get(row.outlet, 4) for row in rows])}


def log_odds(network: Tuned, sentences: Sequence[Sentence]) -> np.ndarray:
    """One a sentence."""
    with torch.inference_mode():
        one = [torch.tensor(sentence.shown[0])[None] for sentence in sentences]
        return np.array([network(x, torch.ones(1, x.shape[1]))[0].item() for x in one])


def main(weights: Path, labels: Path, encoder: Path, out: Path, *only: str) -> None:
    """Tune without each turn, and write what it says of that turn."""
    published, sentences = read_weights(weights), read(labels, encoder)
    rows = read_labels([labels]).rows
    biased = np.array([row.label == 1 for row in rows])
    found: dict[str, np.ndarray] = {}
    for name, fold in turns(rows).items():
        found[f"{name}_fold"], found[name] = fold, np.full(len(rows), np.nan)
        for turn in range(int(fold.max()) + 1):
            if only and only != (name, str(turn)):
                continue
            tested = np.flatnonzero(fold == turn)
            network = tune(published, [sentences[at] for at in np.flatnonzero(fold != turn)])
            found[name][tested] = log_odds(network, [sentences[at] for at in tested])
            print(f"{name} {turn}: AUC {rank_auc(biased[tested], found[name][tested]):.3f}", flush=True)
    np.savez(out, **found)


if __name__ == "__main__":
    torch.set_num_threads(1)
    main(*map(Path, sys.argv[1:5]), *sys.argv[5:])
