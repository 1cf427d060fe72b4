"""Train the tagger: python -m framing.attribution.train GOLD.jsonl --parsed PARSED.jsonl --vectors V.npz.

PARSED.jsonl and V.npz come from `python -m framing.attribution.teach`, which needs spaCy, onnxruntime
and tokenizers; the training itself needs numpy alone.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

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
) -> Iterator[tuple[str, float, Weights]]:
    """Train; after each pass over the examples yields its name, its mean loss and the weights so far.

    Args:
        gold: examples with attributions.
        parsed: examples with a parser's tags alone; they are learned first, `warm_up` times over.
        tasks: how much the parser's tags count beside the attributions, 0 or more.
    """
    rng = np.random.default_rng(seed)
    weights = fresh(shape, vectors.shape[1], rng)
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


def write(weights: Weights, shape: Shape, path: Path, *, balance: float) -> None:
    """Write what the tagger needs of a network, in half precision.

    Args:
        balance: what is added to the scores of the labels that begin a content or a cue; above 0 finds more.
    """
    arrays: dict[str, Any] = {
        name: weights[name].astype(np.float16) for name in sorted(weights) if name[:4] != "task"
    }
    begins = np.array([label in ("B-CL", "B-CR", "B-Q") for label in LABELS])
    arrays["labels.bias"] = (weights["labels.bias"] + balance * begins).astype(np.float16)
    arrays["reaches"] = np.array(shape.reaches, np.int16)
    for kind in ("weight", "bias"):
        arrays[f"entities.{kind}"] = weights[f"task3.{kind}"].astype(np.float16)
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


def main(arguments: Sequence[str] | None = None) -> None:
    """Train and write a tagger from the command line."""
    options = _options(arguments)
    stored = np.load(options.vectors, allow_pickle=False)
    words = ["<unknown>", *(str(word) for word in stored["words"])]
    vectors = np.concatenate([np.zeros((1, stored["vec"].shape[1])), stored["vec"] * 0.3]).astype(np.float32)
    lookup = {word: number for number, word in reversed(list(enumerate(words)))}
    parsed = {row["id"]: row for row in rows(options.parsed)}
    tagset = Tagset(
        tuple(sorted({tag for row in parsed.values() for tag in row["tag"]})),
        tuple(sorted({name for row in parsed.values() for name in row["dep"]})),
    )
    gold_rows = rows(options.gold)
    held = set(range(9, len(gold_rows), options.hold_out)) if options.hold_out else set()
    kept = [row for number, row in enumerate(gold_rows) if number not in held]
    gold = [example(row, parsed.pop(row["id"], None), tagset, lookup) for row in kept]
    for number in held:
        parsed.pop(gold_rows[number]["id"], None)
    warm = [example(row, row, tagset, lookup) for row in parsed.values()]
    vectors = write_words(words, vectors, options.out)
    each = zip(options.widths, options.seeds, options.epochs, strict=True)
    for number, (width, seed, epochs) in enumerate(each, start=1):
        shape = Shape(width, tuple(options.reaches), len(LABELS), tagset.sizes, options.keep)
        passes = {"warm_up": options.warm_up, "epochs": epochs}
        rates = {"rate": options.rate, "tasks": options.tasks}
        weights: Weights = {}
        for name, loss, latest in fit(gold, warm, shape, vectors, seed=seed, **passes, **rates):
            sys.stderr.write(f"network {number}, {name}: loss {loss:.4f}\n")
            weights = latest
        write(weights, shape, options.out / NETWORKS.replace("*", str(number)), balance=options.balance)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m framing.attribution.train", description=__doc__)
    parser.add_argument("gold", type=Path, help="rows with text, title and attributions")
    parser.add_argument("--parsed", type=Path, required=True, help="rows with a parser's tags")
    parser.add_argument("--vectors", type=Path, required=True, help="word vectors")
    parser.add_argument("--out", type=Path, required=True, help="folder of the model")
    parser.add_argument("--hold-out", type=int, default=0, help="leave out every nth article (0: none)")
    parser.add_argument("--widths", type=int, nargs="+", default=[96, 128], help="one a network")
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1], help="one a network")
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
