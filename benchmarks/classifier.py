"""The classifier: sentences a second, its card's scores, and articles it never saw."""

from __future__ import annotations

import json
from time import process_time

import numpy as np

from benchmarks._common import DATA, table
from framing.classifier import load
from framing.classifier.metrics import MEASURES, rank_auc

WORDS = ("precision", "recall", "f1")


def main() -> None:
    card = load(fast=True).card
    rows = [
        (split.title, way, *(f"{split.scores[way][name][0]:.3f}" for name in MEASURES))
        for split in card.splits
        for way in split.scores
    ]
    print(table(("tested on (from the card)", "what", "macro F1", "AUC", "ECE", "Brier"), rows))
    print()
    words = [(name, *(f"{own[one]:.3f}" for one in WORDS)) for name, own in card.words.items()]
    print(table(("loaded words", *WORDS), words))
    path = DATA / "bias" / "basil.jsonl"
    if not path.is_file():
        print("\nthe development data is not here: set FRAMING_DATA to its folder")
        return
    marked = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    print(f"\nBASIL, {len(marked)} sentences of other outlets and annotators:")
    texts = [row["text"] for row in marked]
    any_bias = np.array([bool(row["spans"]) for row in marked])
    lexical = np.array([any(span["bias_type"] == "lexical" for span in row["spans"]) for row in marked])
    for way in ("fast", "full"):
        model = load(fast=way == "fast")
        model.classify(texts[:50])
        started = process_time()
        probability = model.probabilities(texts)[:, 1]
        speed = len(texts) / (process_time() - started)
        some = texts if way == "fast" else texts[::20]
        started = process_time()
        model.classify(some)
        reasoned = len(some) / (process_time() - started)
        any_auc, lexical_auc = rank_auc(any_bias, probability), rank_auc(lexical, probability)
        print(f"{way}: AUC any bias {any_auc:.3f}, lexical {lexical_auc:.3f}")
        print(f"{way}: {speed:.0f} sentences a second on one core, with reasons {reasoned:.0f}")


if __name__ == "__main__":
    main()
