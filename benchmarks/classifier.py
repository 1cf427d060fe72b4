"""The classifier: sentences a second, its card's scores, and articles it never saw."""

from __future__ import annotations

import json
from time import process_time

import numpy as np

from benchmarks._common import DATA, table
from framing.classifier import load
from framing.classifier.metrics import auc


def main() -> None:
    model = load()
    rows = [
        (
            split.title,
            *(f"{split.scores['this model'][name][0]:.3f}" for name in ("macro_f1", "auc", "ece", "brier")),
        )
        for split in model.card.splits
    ]
    print(table(("tested on (from the card)", "macro F1", "AUC", "ECE", "Brier"), rows))
    path = DATA / "bias" / "basil.jsonl"
    if not path.is_file():
        print("\nthe development data is not here: set FRAMING_DATA to its folder")
        return
    marked = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    texts = [row["text"] for row in marked]
    model.classify(texts[:200])
    started = process_time()
    verdicts = model.classify(texts)
    speed = len(texts) / (process_time() - started)
    probability = np.array([verdict.probability for verdict in verdicts])
    any_bias = np.array([bool(row["spans"]) for row in marked])
    lexical = np.array([any(span["bias_type"] == "lexical" for span in row["spans"]) for row in marked])
    print(f"\nBASIL, {len(texts)} sentences of other outlets and annotators:")
    print(f"AUC any bias {auc(any_bias, probability):.3f}, lexical bias {auc(lexical, probability):.3f}")
    print(f"{speed:.0f} sentences a second on one core, reasons included")
