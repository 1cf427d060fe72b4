"""Train the tagger: python -m framing.attribution.train GOLD.jsonl --parsed PARSED.jsonl --vectors V.npz.

PARSED.jsonl and V.npz come from `python -m framing.attribution.teach`, which needs spaCy, onnxruntime
and tokenizers; the training itself needs numpy alone. With --folds N it trains N taggers in N folders, each
without every Nth article: what they mark in those is marked as in articles never seen.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from framing.attribution import tagger
from framing.attribution.encode import UNKNOWN
from framing.attribution.examples import Example, Tagset, batches, example
from framing.attribution.network import Adam, Floats, Shape, Weights, fresh, slope
from framing.attribution.tagger import LABELS, NETWORKS, VECTORS, WORDS

CHAIN = ("labels.weight", "labels.bias", "moves")
WORD_DROPOUT = 0.12


def fit(
    gold: Sequence[Example],
    parsed: Sequence[Example],
    shape: Shape,
    vectors: Floats,
    *,
    warm_up: int,
    epochs: int,
    rate: float,
    tasks: float,
    seed: int,
    start: Weights | None = None,
) -> Iterator[tuple[str, float, Weights]]:
    """Train; after each pass over the examples yields its name, its mean loss and the weights so far.

    Args:
        gold: examples with attributions.
        parsed: examples with a parser's tags alone; they are learned first, `warm_up` times over.
        tasks: how much the parser's tags count beside the attributions, 0 or more.
        start: weights to begin with, which stay as they are; drawn where there are none.
    """
    rng = np.random.default_rng(seed)
    weights = (
        {name: some.copy() for name, some in start.items()} if start else fresh(shape, vectors.shape[1], rng)
    )
    for stage, passes, examples in (("parsed", warm_up, parsed), ("gold", epochs, gold)):
        chained = stage == "gold"
        names = [name for name in sorted(weights) if chained or name not in CHAIN]
        adam = Adam({}, {})
        total = passes * sum(1 for _ in batches(examples, np.random.default_rng(seed))) + 1
        done = 0
        for number in range(passes):
            losses = []
            for batch in batches(examples, rng):
                words = batch.ids[..., 0]
                dropped = rng.random(words.shape) < WORD_DROPOUT
                words[dropped] = UNKNOWN
                batch.ids[..., 1][dropped] = UNKNOWN
                loss, grads = slope(
                    shape,
                    weights,
                    vectors,
                    batch,
                    rng,
                    chain=1.0 if chained else 0.0,
                    tasks=tasks if chained else 1.0,
                )
                adam.step(weights, grads, _rate(rate, done, total), names)
                losses.append(loss)
                done += 1
            yield f"{stage} {number + 1}", float(np.mean(losses)), weights


def _rate(highest: float, done: int, total: int) -> float:
    """A rise over 100 steps, then half a cosine down to nearly nothing."""
    return highest * min((done + 1) / 100, 0.02 + 0.98 * (1 + math.cos(math.pi * done / max(1, total))) / 2)


def write(weights: Weights, shape: Shape, path: Path, *, balance: float, entities: bool = True) -> None:
    """Write what the tagger needs of a network, in half precision.

    Args:
        balance: what is added to the scores of the labels that begin a content or a cue; above 0 finds more.
        entities: whether the network has a say in what kinds of entity there are.
    """
    arrays: dict[str, Any] = {
        name: weights[name].astype(np.float16) for name in sorted(weights) if name[:4] != "task"
    }
    begins = np.array([label in ("B-CL", "B-CR", "B-Q") for label in LABELS])
    arrays["labels.bias"] = (weights["labels.bias"] + balance * begins).astype(np.float16)
    arrays["reaches"] = np.array(shape.reaches, np.int16)
    for kind in ("weight", "bias"):
        arrays[f"entities.{kind}"] = (weights[f"task3.{kind}"] * entities).astype(np.float16)
    np.savez_compressed(path, **arrays)


def write_words(words: Sequence[str], vectors: Floats, out: Path) -> Floats:
    """Write the words and their vectors, as whole numbers with a scale a row; gives back what was written."""
    scale = (np.abs(vectors).max(axis=1) / 127 + 1e-12).astype(np.float32)
    whole = np.round(vectors / scale[:, None]).astype(np.int8)
    out.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(out / VECTORS, **{"words": whole, "words.scale": scale})
    (out / WORDS).write_text("\n".join(words), encoding="utf-8")
    written: Floats = whole * scale[:, None]
    return written


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSONL file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def read_words(path: Path) -> tuple[list[str], Floats]:
    """The words and vectors that `teach` wrote, or those of the tagger in a folder."""
    if path.is_dir():
        model = tagger.load(path)
        return (path / WORDS).read_text(encoding="utf-8").split("\n"), model.vectors.astype(np.float32)
    stored = np.load(path, allow_pickle=False)
    vectors = np.concatenate([np.zeros((1, stored["vec"].shape[1])), stored["vec"] * 0.3]).astype(np.float32)
    return ["<unknown>", *(str(word) for word in stored["words"])], vectors


def main(arguments: Sequence[str] | None = None) -> None:
    """Train and write a tagger, or one a fold, from the command line."""
    options = _options(arguments)
    words, vectors = read_words(options.vectors)
    gold, warm, tagset = _examples(options, words)
    folders = [options.out / str(fold) for fold in range(options.folds)] or [options.out]
    written = [_write_words(options.vectors, words, vectors, folder) for folder in folders]
    every = range(len(gold))
    held = set(every[9 :: options.hold_out]) if options.hold_out else set()
    outs = [set(every[fold :: options.folds]) for fold in range(options.folds)] or [held]
    each = zip(options.widths, options.seeds, options.epochs, strict=True)
    for number, (width, seed, epochs) in enumerate(each, start=options.first):
        shape = Shape(width, tuple(options.reaches), len(LABELS), tagset.sizes, options.keep)
        train = partial(_fitted, options, shape, written[0])
        # The folds share what the parser teaches: none of it comes from articles with attributions.
        start = train([], warm, epochs=0, seed=seed, start=None) if options.folds else None
        for fold, (folder, out) in enumerate(zip(folders, outs, strict=True)):
            kept = [one for at, one in enumerate(gold) if at not in out]
            weights = train(kept, [] if start else warm, epochs=epochs, seed=seed + 10 * fold, start=start)
            path = folder / NETWORKS.replace("*", str(number))
            write(weights, shape, path, balance=options.balance, entities=not options.no_entities)


def _examples(
    options: argparse.Namespace, words: Sequence[str]
) -> tuple[list[Example], list[Example], Tagset]:
    """Those with attributions, all others that a parser tagged, and its tags."""
    lookup = {word: number for number, word in reversed(list(enumerate(words)))}
    parsed = {row["id"]: row for row in rows(options.parsed)}
    tagset = Tagset(
        tuple(sorted({tag for row in parsed.values() for tag in row["tag"]})),
        tuple(sorted({name for row in parsed.values() for name in row["dep"]})),
    )
    gold = [example(row, parsed.pop(row["id"], None), tagset, lookup) for row in rows(options.gold)]
    return gold, [example(row, row, tagset, lookup) for row in parsed.values()], tagset


def _write_words(source: Path, words: Sequence[str], vectors: Floats, out: Path) -> Floats:
    if not source.is_dir():
        return write_words(words, vectors, out)
    out.mkdir(parents=True, exist_ok=True)
    for name in (WORDS, VECTORS):
        (out / name).write_bytes((source / name).read_bytes())
    return vectors


def _fitted(
    options: argparse.Namespace,
    shape: Shape,
    vectors: Floats,
    gold: Sequence[Example],
    warm: Sequence[Example],
    *,
    epochs: int,
    seed: int,
    start: Weights | None,
) -> Weights:
    passes = {"warm_up": options.warm_up if warm else 0, "epochs": epochs}
    rates = {"rate": options.rate, "tasks": options.tasks}
    weights: Weights = {}
    for name, loss, latest in fit(gold, warm, shape, vectors, seed=seed, start=start, **passes, **rates):
        sys.stderr.write(f"width {shape.width}, {name}: loss {loss:.4f}\n")
        weights = latest
    return weights


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m framing.attribution.train", description=__doc__)
    parser.add_argument("gold", type=Path, help="rows with text, title and attributions")
    parser.add_argument("--parsed", type=Path, required=True, help="rows with a parser's tags")
    parser.add_argument(
        "--vectors", type=Path, required=True, help="word vectors, or the folder of a tagger that has them"
    )
    parser.add_argument("--out", type=Path, required=True, help="folder of the model")
    parser.add_argument("--hold-out", type=int, default=0, help="leave out every nth article (0: none)")
    parser.add_argument(
        "--folds", type=int, default=0, help="as many taggers, each without every nth article"
    )
    parser.add_argument("--widths", type=int, nargs="+", default=[96, 128], help="one a network")
    parser.add_argument("--first", type=int, default=1, help="number of the first: those before it stay")
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1], help="one a network")
    parser.add_argument("--no-entities", action="store_true", help="leave kinds of entity to the others")
    parser.add_argument("--balance", type=float, default=0.4, help="above 0 finds more, below 0 less")
    parser.add_argument("--reaches", type=int, nargs="+", default=[1, 2, 4, 8, 16, 1])
    parser.add_argument("--keep", type=float, default=0.9, help="share of the units that dropout keeps")
    parser.add_argument("--warm-up", type=int, default=1)
    parser.add_argument("--epochs", type=int, nargs="+", default=[8, 7], help="one a network")
    parser.add_argument("--rate", type=float, default=0.003)
    parser.add_argument("--tasks", type=float, default=0.3)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
