"""What a small network makes of each word where it stands, and how well the words of two sentences meet.

Every sentence is read once, among those beside it; two sentences are then compared word by word (late
interaction; Khattab and Zaharia, 2020), so that many articles cost little more than reading them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from framing import shipped
from framing.classifier import encoder
from framing.compare.passages import passages
from framing.compare.sides import Floats, Ints, unit
from framing.errors import ModelError
from framing.text import Reading

FEATURES = ("left met", "right met", "less met", "more met", "both met", "direction")
"""The rows of what `met` gives, in this order (see there)."""

_ROWS = 2048  # word pieces compared at a time
_FILES = ("layers.onnx", "network.npz")


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """Layers that read embeddings of word pieces in their passage, and what is made of their output.

    `projection` has shape (384, 64); `weighing` (384,) and `weighing_from` say how much a word piece counts.
    """

    embeddings: Any
    layers: Any
    tokenizer: Any
    projection: Floats
    weighing: Floats
    weighing_from: float

    def read(self, pieces: Sequence[int]) -> Floats:
        """One vector a word piece, shape (pieces, 384); passages are read alone, so nothing else moves it."""
        (embedded,) = self.embeddings.run(("embedded",), {"ids": np.array([pieces], dtype=np.int64)})
        found: Floats = self.layers.run(("read",), {"embedded": embedded})[0][0]
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """The word pieces of an article as its network reads them.

    `pieces` are unit vectors (pieces × 64) and `weight` what each counts; those of sentence i begin at
    `starts[i]`, and every sentence has at least one. `direction` is the unit vector of each sentence.
    """

    pieces: Floats
    weight: Floats
    starts: Ints
    direction: Floats


@cache
def load(folder: Path | None = None, *, language: str = "en") -> Network:
    """The network of a folder; without one, the network that ships with the package for that language.

    Raises:
        ModelError: a file is missing or is not the one that the folder's card names.
    """
    path = folder or shipped.model("statements", language)
    generic = encoder.load(language=language)
    try:
        digests = json.loads((path / "card.json").read_text(encoding="utf-8"))["sha256"]
        layers = encoder.session_of(encoder.checked(path / _FILES[0], digests[_FILES[0]]))
        encoder.checked(path / _FILES[1], digests[_FILES[1]])
        with np.load(path / _FILES[1], allow_pickle=False) as stored:
            projection, weighing = (np.asarray(stored[name], np.float32) for name in ("project", "weigh"))
            weighing_from = float(stored["weigh_from"])
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise ModelError(
            f"{path}: the model of statements cannot be read ({type(exc).__name__}: {exc})",
            hint="restore its folder from the project",
        ) from exc
    return Network(generic.embeddings, layers, generic.tokenizer, projection, weighing, weighing_from)


def read(reading: Reading) -> Context:
    """An article as its language's network reads it."""
    network = load(language=reading.language)
    read_by, lengths = [], []
    for passage in passages(cut(network.tokenizer, reading), **marks(network.tokenizer)):
        found = network.read(passage.pieces)
        for first, last in passage.sentences:
            read_by.append(found[first:last])
            lengths.append(last - first)
    starts = np.cumsum([0, *lengths[:-1]], dtype=np.intp)[: len(lengths)]
    vectors = np.concatenate(read_by) if read_by else np.zeros((0, len(network.projection)), np.float32)
    weight = np.logaddexp(0.0, vectors @ network.weighing + network.weighing_from).astype(np.float32)
    means = _sums(vectors * weight[:, None], starts)
    return Context(unit(vectors @ network.projection), weight, starts, unit(means))


def cut(tokenizer: Any, reading: Reading) -> list[list[int]]:
    """The word pieces of every sentence, at least one each."""
    texts = [" ".join(each.span.of(reading.text).split()) for each in reading.sentences]
    unknown = tokenizer.token_to_id("[UNK]")
    return [tokenizer.encode(text, add_special_tokens=False).ids or [unknown] for text in texts]


def marks(tokenizer: Any) -> dict[str, int]:
    """The word pieces that `start` and `end` a passage."""
    return {"start": tokenizer.token_to_id("[CLS]"), "end": tokenizer.token_to_id("[SEP]")}


def met(left: Context, right: Context) -> Floats:
    """How well the words of every two sentences meet, shape (len(FEATURES), left, right).

    "left met": the likeness of each word piece of the left sentence to the likest of the right one, on
    average, weighed; "right met": the other way round; the less and the more of the two, their product, and
    the cosine of the sentences' directions. Cosines in [-1, 1].
    """
    one, other = _met(left, right), _met(right, left).T
    both = [one, other, np.minimum(one, other), np.maximum(one, other), one * other]
    return np.stack([*both, left.direction @ right.direction.T])


def _met(left: Context, right: Context) -> Floats:
    shape = len(left.starts), len(right.starts)
    if not all(shape):
        return np.zeros(shape, np.float32)
    best = np.concatenate(
        [
            np.maximum.reduceat(left.pieces[at : at + _ROWS] @ right.pieces.T, right.starts, axis=1)
            for at in range(0, len(left.pieces), _ROWS)
        ]
    )
    return _sums(best * left.weight[:, None], left.starts) / _sums(left.weight[:, None], left.starts)


def _sums(rows: Floats, starts: Ints) -> Floats:
    """The sum of the rows of each sentence."""
    found: Floats = np.add.reduceat(rows, starts, axis=0) if len(starts) else rows
    return found
