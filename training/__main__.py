"""Tune the layers and label sentences for the fast model (needs torch).

python -m training WEIGHTS DATA models/en/sentences OUT

DATA holds `bias/babe.jsonl`, `bias/basil.jsonl`, `events/allsides.jsonl`, `attribution/polnear_train.jsonl`.
Writes into the folder OUT `soft.jsonl` (the reader's sentences and others, with the share of annotators that
layers which saw the reader's labels alone expect to call them biased), `unseen.npz` (what tuned layers say of
sentences they did not learn from) and `tuned.onnx`.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from framing.classifier.labels import read_labels
from framing.classifier.metrics import rank_auc
from training.network import read_weights
from training.sentences import Sentence, embedder, of_annotators, of_reader
from training.silver import Soft, agreement, read_babe, readings, soft, write_soft
from training.tuned import Tuned, as_shipped, begun, finished, odds, write
from training.unlabelled import texts_of, unlabelled
from training.unseen import Unseen, save, turns

ARTICLES = ("events/allsides.jsonl", "attribution/polnear_train.jsonl")


def main(weights: Path, data: Path, encoder: Path, out: Path) -> None:
    """Everything in one run: the first step's layers are what all others go on from."""
    out.mkdir(parents=True, exist_ok=True)
    babe, articles = data / "bias" / "babe.jsonl", [data / name for name in ARTICLES]
    embeddings, found = embedder(encoder), readings()
    own = soft(found, articles, agreement(found, read_babe(babe)).shares)
    taught = of_reader(own, embeddings)
    start = begun(read_weights(weights), taught)
    print(f"learned from {len(own)} sentences of the reader", flush=True)
    more = unlabelled(
        articles,
        [*texts_of(babe), *texts_of(data / "bias" / "basil.jsonl")],
        known={(one.id, one.start) for one in found},
    )
    shown = (
        *(one.shown[0] for one in taught),
        *(embeddings.of(embeddings.tokenizer.encode(text).ids) for text in more),
    )
    texts = (*(one.text for one in own), *more)
    shares = (1.0 / (1.0 + np.exp(-odds(start, shown)))).tolist()
    write_soft([Soft(*pair) for pair in zip(texts, shares, strict=True)], out / "soft.jsonl")
    print(f"labelled {len(texts)} sentences", flush=True)
    annotators = of_annotators(babe, embeddings)
    write(finished(start, annotators), out / "tuned.onnx")
    save(_unseen(babe, start, annotators), out / "unseen.npz")


def _unseen(babe: Path, start: Tuned, sentences: Sequence[Sentence]) -> Unseen:
    rows = read_labels([babe]).rows
    biased = np.array([row.label == 1 for row in rows])
    found, tokens = dict[str, np.ndarray](), [np.zeros(0)] * len(rows)
    for name, fold in turns(rows).items():
        found[name] = np.zeros(len(rows))
        for turn in range(int(fold.max()) + 1):
            read = as_shipped(finished(start, [sentences[at] for at in np.flatnonzero(fold != turn)]))
            tested = np.flatnonzero(fold == turn)
            for at in tested:
                found[name][at], pieces = read(sentences[at].shown[0])
                tokens[at] = pieces if name == "page" else tokens[at]
            print(f"{name} {turn}: AUC {rank_auc(biased[tested], found[name][tested]):.4f}", flush=True)
    return Unseen(found, tuple(tokens))


if __name__ == "__main__":
    torch.set_num_threads(1)
    main(*map(Path, sys.argv[1:5]))
