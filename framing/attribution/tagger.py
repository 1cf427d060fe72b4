"""The shipped tagger: marks every token of an article as content, cue, speaker, or none of them.

A stack of dilated convolutions over the tokens (Strubell et al., 2017) with a linear chain on top (Lafferty
et al., 2001), run in numpy. The labels also say on which side of its cue a content or speaker stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from framing import shipped
from framing.attribution.encode import FLAGS, Encoded, encode
from framing.attribution.tokens import Token
from framing.errors import ModelError
from framing.text import Reading

LABELS = ("O", "B-CL", "I-CL", "B-CR", "I-CR", "B-Q", "I-Q", "B-SL", "I-SL", "B-SR", "I-SR")
WORDS, VECTORS, NETWORKS = "words.txt", "vectors.npz", "network-*.npz"
Floats = NDArray[np.float32]
_SPEAKERS = np.array([label[2:3] == "S" for label in LABELS])
_TO_RIGHT = np.array([label[2:] == "SR" for label in LABELS])
_EAGER = np.array([2.5 * label.startswith("B-S") for label in LABELS], dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Layer:
    """One convolution of width 3 whose outer taps stand `reach` tokens away."""

    reach: int
    weight: Floats
    bias: Floats
    gain: Floats
    offset: Floats


@dataclass(frozen=True, slots=True)
class Network:
    """The weights of one network; `tables` are those of frequent words, endings, beginnings and shapes."""

    tables: tuple[Floats, ...]
    weight: Floats
    bias: Floats
    layers: tuple[Layer, ...]
    gain: Floats
    offset: Floats
    label_weight: Floats
    label_bias: Floats
    entity_weight: Floats
    entity_bias: Floats
    moves: Floats


@dataclass(frozen=True, slots=True)
class Tagger:
    """The words that it knows by themselves, their vectors, and the networks whose scores are averaged."""

    vocabulary: dict[str, int]
    vectors: Floats
    networks: tuple[Network, ...]


@dataclass(frozen=True, slots=True)
class Tags:
    """One label of LABELS and one kind of entity a token.

    `eager` are the labels of a reading that marks more speakers. `speaker`, shape (n, 2), is how far the best
    label of a speaker scores above all others, and a cue to the right of it above a cue to the left.
    """

    labels: tuple[str, ...]
    entities: tuple[int, ...]
    eager: tuple[str, ...]
    speaker: Floats


def load(folder: Path | None = None, *, language: str = "en") -> Tagger:
    """The tagger of a folder; without one, the tagger that ships with the package for that language.

    Raises:
        ModelError: the folder holds no tagger, or its files do not fit together.
    """
    return _load(folder or shipped.model("attribution", language))


@cache
def _load(folder: Path) -> Tagger:
    hint = "install the package again, or train one: python -m framing.attribution.train --help"
    try:
        words = (folder / WORDS).read_text(encoding="utf-8").split("\n")
        stored = _arrays(folder / VECTORS)
        vectors = stored["words"] * stored["words.scale"][:, None]
        networks = tuple(_network(_arrays(path)) for path in sorted(folder.glob(NETWORKS)))
    except (OSError, ValueError, KeyError, BadZipFile) as exc:
        raise ModelError(f"{folder}: there is no usable attribution model ({exc})", hint=hint) from exc
    if not networks:
        raise ModelError(f"{folder}: there is no attribution model", hint=hint)
    for network in networks:
        inputs = vectors.shape[1] + sum(table.shape[1] for table in network.tables) + len(FLAGS)
        if network.weight.shape[0] != inputs or len(words) != len(vectors):
            raise ModelError(f"{folder}: the attribution model was made by another version", hint=hint)
    vocabulary = {word: number for number, word in reversed(list(enumerate(words)))}
    return Tagger(vocabulary, vectors, networks)


def _arrays(path: Path) -> dict[str, Floats]:
    with np.load(path, allow_pickle=False) as stored:
        return {name: stored[name].astype(np.float32) for name in stored.files}


def _network(arrays: dict[str, Floats]) -> Network:
    layers = tuple(
        Layer(
            int(reach),
            arrays[f"layer{number}.weight"],
            arrays[f"layer{number}.bias"],
            arrays[f"layer{number}.gain"],
            arrays[f"layer{number}.offset"],
        )
        for number, reach in enumerate(arrays["reaches"])
    )
    return Network(
        tables=tuple(arrays[name] for name in ("frequent", "endings", "beginnings", "shapes")),
        weight=arrays["input.weight"],
        bias=arrays["input.bias"],
        layers=layers,
        gain=arrays["gain"],
        offset=arrays["offset"],
        label_weight=arrays["labels.weight"],
        label_bias=arrays["labels.bias"],
        entity_weight=arrays["entities.weight"],
        entity_bias=arrays["entities.bias"],
        moves=arrays["moves"],
    )


def _forbidden() -> Floats:
    """Minus a lot wherever an "I-" label would follow anything but its own "B-" or itself."""
    barred = np.zeros((len(LABELS), len(LABELS)), dtype=np.float32)
    for after, label in enumerate(LABELS):
        if label.startswith("I-"):
            for before in range(len(LABELS)):
                if before not in (after, after - 1):
                    barred[before, after] = -1e4
    return barred


def tag(model: Tagger, reading: Reading, line: Sequence[Token]) -> Tags:
    """The labels of an article's tokens, the likeliest sequence as a whole."""
    if not line:
        return Tags((), (), (), np.zeros((0, 2), dtype=np.float32))
    encoded = encode(reading, line, model.vocabulary)
    vectors = model.vectors[encoded.ids[:, 0]]
    share = np.float32(1 / len(model.networks))
    given = [_scores(network, encoded, vectors) for network in model.networks]
    scores, entities = (sum(parts[1:], start=parts[0]) * share for parts in zip(*given, strict=True))
    moves = sum((network.moves for network in model.networks), start=_forbidden()) * share
    labels, eager = (
        tuple(LABELS[at] for at in _best_path(some, moves)) for some in (scores, scores + _EAGER)
    )
    right, left = scores[:, _TO_RIGHT].max(axis=1), scores[:, _SPEAKERS & ~_TO_RIGHT].max(axis=1)
    above = np.maximum(right, left) - scores[:, ~_SPEAKERS].max(axis=1)
    speaker = np.stack([above, right - left], axis=1)
    return Tags(labels, tuple(entities.argmax(axis=1).tolist()), eager, speaker)


def _scores(network: Network, encoded: Encoded, vectors: Floats) -> tuple[Floats, Floats]:
    """Of every label and of every kind of entity, at every token."""
    parts = [table[encoded.ids[:, 1 + column]] for column, table in enumerate(network.tables)]
    x = np.concatenate([vectors, *parts, encoded.flags], axis=1) @ network.weight + network.bias
    for layer in network.layers:
        x = x + _convolved(layer, x)
    h = _normal(x, network.gain, network.offset)
    return (
        h @ network.label_weight + network.label_bias,
        h @ network.entity_weight + network.entity_bias,
    )


def _normal(x: Floats, gain: Floats, offset: Floats) -> Floats:
    centred = x - x.mean(axis=1, keepdims=True)
    spread = np.sqrt(np.mean(centred * centred, axis=1, keepdims=True) + np.float32(1e-5))
    normal: Floats = centred / spread * gain + offset
    return normal


def _convolved(layer: Layer, x: Floats) -> Floats:
    h = _normal(x, layer.gain, layer.offset)
    reach = min(layer.reach, len(h))
    before, after = np.zeros_like(h), np.zeros_like(h)
    before[reach:], after[: len(h) - reach] = h[: len(h) - reach], h[reach:]
    out: Floats = np.maximum(np.concatenate([before, h, after], axis=1) @ layer.weight + layer.bias, 0)
    return out


def _best_path(scores: Floats, moves: Floats) -> list[int]:
    """Viterbi (1967): the sequence of labels with the highest sum of scores and moves."""
    best = scores[0]
    back = np.zeros(scores.shape, dtype=np.intp)
    for at in range(1, len(scores)):
        options = best[:, None] + moves
        options.argmax(axis=0, out=back[at])
        best = options.max(axis=0) + scores[at]
    path = [int(best.argmax())]
    for at in range(len(scores) - 1, 0, -1):
        path.append(int(back[at, path[-1]]))
    return path[::-1]
