"""The tagger as it is trained: its weights, its loss, and the slope of the loss, in numpy alone.

Dilated convolutions (Strubell et al., 2017) with layer normalisation (Ba et al., 2016) under a linear chain
(Lafferty et al., 2001); beside the chain, the same layers learn a parser's tags, so that they learn syntax.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.attribution.encode import BEGINNINGS, ENDINGS, FLAGS, FREQUENT, SHAPES

Floats = NDArray[Any]  # float32; the types of numpy's operators are wider than what they return
Ints = NDArray[np.int32]
Weights = dict[str, Floats]
Memory = tuple[Floats, Floats]
TABLES = (
    ("frequent", FREQUENT, 24),
    ("endings", ENDINGS, 24),
    ("beginnings", BEGINNINGS, 24),
    ("shapes", SHAPES, 12),
)


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the network: width, how far each layer reaches, labels of the chain and of the other tasks."""

    width: int
    reaches: tuple[int, ...]
    labels: int
    tasks: tuple[int, ...]
    keep: float = 0.9


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of tokens: `ids` (b, t, 5), `flags` (b, t, f), `labels` (b, t), `tasks` (b, t, k), `mask` (b, t).

    A task of -1 is not known; a mask of 0 is padding at the end of a row.
    """

    ids: Ints
    flags: Floats
    labels: Ints
    tasks: Ints
    mask: Floats


def fresh(shape: Shape, vectors: int, rng: np.random.Generator) -> Weights:
    """Weights to begin with; `vectors` is the width of the word vectors, which stay as they are."""

    def dense(rows: int, columns: int) -> Floats:
        scale = np.sqrt(2.0 / (rows + columns))
        drawn: Floats = (rng.standard_normal((rows, columns)) * scale).astype(np.float32)
        return drawn

    weights: Weights = {
        name: (rng.standard_normal((rows, wide)) * 0.1).astype(np.float32) for name, rows, wide in TABLES
    }
    inputs = vectors + sum(wide for _, _, wide in TABLES) + len(FLAGS)
    weights["input.weight"] = dense(inputs, shape.width)
    weights["input.bias"] = np.zeros(shape.width, np.float32)
    for number in range(len(shape.reaches)):
        weights[f"layer{number}.weight"] = dense(3 * shape.width, shape.width)
        weights[f"layer{number}.bias"] = np.zeros(shape.width, np.float32)
        weights[f"layer{number}.gain"] = np.ones(shape.width, np.float32)
        weights[f"layer{number}.offset"] = np.zeros(shape.width, np.float32)
    weights["gain"] = np.ones(shape.width, np.float32)
    weights["offset"] = np.zeros(shape.width, np.float32)
    for name, size in [("labels", shape.labels), *((f"task{n}", size) for n, size in enumerate(shape.tasks))]:
        weights[f"{name}.weight"] = dense(shape.width, size)
        weights[f"{name}.bias"] = np.zeros(size, np.float32)
    weights["moves"] = np.zeros((shape.labels, shape.labels), np.float32)
    return weights


def slope(
    shape: Shape,
    weights: Weights,
    vectors: Floats,
    batch: Batch,
    rng: np.random.Generator,
    *,
    chain: float,
    tasks: float,
) -> tuple[float, Weights]:
    """The loss of a batch and its gradient; `chain` and `tasks` weigh the two sides of the loss."""
    grads: Weights = {}
    rows = len(batch.mask)
    mask = batch.mask.reshape(-1, 1)
    drop = _Dropout(rng, shape.keep)
    x = _embedded(weights, vectors, batch)
    kept = drop(x.shape)
    inputs = x * kept
    x = (inputs @ weights["input.weight"] + weights["input.bias"]) * mask
    trail: list[tuple[Floats, Floats, Memory]] = []
    for number, reach in enumerate(shape.reaches):
        layer = f"layer{number}."
        normal, memory = _normal(x, weights[f"{layer}gain"], weights[f"{layer}offset"])
        wide = _spread(normal * mask, rows, reach)
        out: Floats = wide @ weights[f"{layer}weight"] + weights[f"{layer}bias"]
        gate: Floats = ((out > 0) * drop(out.shape) * mask).astype(np.float32)
        x = x + out * gate
        trail.append((wide, gate, memory))
    hidden, last = _normal(x, weights["gain"], weights["offset"])
    loss, back = _heads(weights, grads, hidden, batch, chain=chain, tasks=tasks)
    back = _normal_back(back, last, weights["gain"], grads, "")
    for number in reversed(range(len(shape.reaches))):
        layer = f"layer{number}."
        wide, gate, memory = trail[number]
        out = back * gate
        grads[f"{layer}weight"], grads[f"{layer}bias"] = wide.T @ out, out.sum(axis=0)
        inner = _gather(out @ weights[f"{layer}weight"].T, rows, shape.reaches[number]) * mask
        back = back + _normal_back(inner, memory, weights[f"{layer}gain"], grads, layer)
    back = back * mask
    grads["input.weight"], grads["input.bias"] = inputs.T @ back, back.sum(axis=0)
    _embedded_back((back @ weights["input.weight"].T) * kept, vectors.shape[1], batch, grads)
    return loss, grads


def _embedded(weights: Weights, vectors: Floats, batch: Batch) -> Floats:
    parts = [
        vectors[batch.ids[..., 0]],
        *(weights[name][batch.ids[..., 1 + number]] for number, (name, _, _) in enumerate(TABLES)),
        batch.flags,
    ]
    return np.concatenate(parts, axis=2, dtype=np.float32).reshape(batch.mask.size, -1)


def _embedded_back(spread: Floats, start: int, batch: Batch, grads: Weights) -> None:
    for number, (name, size, wide) in enumerate(TABLES):
        table = np.zeros((size, wide), np.float32)
        np.add.at(table, batch.ids[..., 1 + number].reshape(-1), spread[:, start : start + wide])
        grads[name] = table
        start += wide


class _Dropout:
    def __init__(self, rng: np.random.Generator, keep: float) -> None:
        self.rng, self.keep = rng, keep

    def __call__(self, shape: tuple[int, ...]) -> Floats:
        if self.keep >= 1:
            return np.ones(shape, np.float32)
        kept: Floats = (self.rng.random(shape, dtype=np.float32) < self.keep) * np.float32(1 / self.keep)
        return kept


def _normal(x: Floats, gain: Floats, offset: Floats) -> tuple[Floats, Memory]:
    centred = x - x.mean(axis=1, keepdims=True)
    inverse: Floats = 1 / np.sqrt(np.mean(centred * centred, axis=1, keepdims=True) + np.float32(1e-5))
    unit = centred * inverse
    return unit * gain + offset, (unit, inverse)


def _normal_back(back: Floats, memory: Memory, gain: Floats, grads: Weights, name: str) -> Floats:
    unit, inverse = memory
    grads[f"{name}gain"] = (back * unit).sum(axis=0)
    grads[f"{name}offset"] = back.sum(axis=0)
    inner = back * gain
    centred = inner - inner.mean(axis=1, keepdims=True)
    out: Floats = inverse * (centred - unit * np.mean(inner * unit, axis=1, keepdims=True))
    return out


def _spread(x: Floats, rows: int, reach: int) -> Floats:
    """Each token beside those `reach` before and after it in its row."""
    whole = x.reshape(rows, -1, x.shape[1])
    before, after = np.zeros_like(whole), np.zeros_like(whole)
    before[:, reach:], after[:, :-reach] = whole[:, :-reach], whole[:, reach:]
    return np.concatenate([before, whole, after], axis=2).reshape(len(x), -1)


def _gather(wide: Floats, rows: int, reach: int) -> Floats:
    """The reverse of `_spread`, for slopes."""
    before, here, after = np.split(wide.reshape(rows, -1, wide.shape[1]), 3, axis=2)
    out = here.copy()
    out[:, :-reach] += before[:, reach:]
    out[:, reach:] += after[:, :-reach]
    return out.reshape(len(wide), -1)


def _heads(
    weights: Weights, grads: Weights, hidden: Floats, batch: Batch, *, chain: float, tasks: float
) -> tuple[float, Floats]:
    loss, back = 0.0, np.zeros_like(hidden)
    mask = batch.mask.reshape(-1)
    for number in range(batch.tasks.shape[2]):
        gold = batch.tasks[..., number].reshape(-1)
        known = np.flatnonzero((gold >= 0) & (mask > 0))
        name = f"task{number}"
        here = hidden[known]
        scores = here @ weights[f"{name}.weight"] + weights[f"{name}.bias"]
        scores -= scores.max(axis=1, keepdims=True)
        share = np.exp(scores)
        share /= share.sum(axis=1, keepdims=True)
        at = np.arange(len(known)), gold[known]
        weight = np.float32(tasks / max(1, len(known)))
        loss -= float(np.log(share[at] + 1e-9).sum()) * float(weight)
        share[at] -= 1
        share *= weight
        grads[f"{name}.weight"] = here.T @ share
        grads[f"{name}.bias"] = share.sum(axis=0)
        back[known] += share @ weights[f"{name}.weight"].T
    if chain:
        scores = (hidden @ weights["labels.weight"] + weights["labels.bias"]).reshape(*batch.mask.shape, -1)
        weight = np.float32(chain / mask.sum())
        value, inner, moves = chain_slope(scores, weights["moves"], batch.labels, batch.mask)
        flat = inner.reshape(len(hidden), -1) * weight
        loss += value * float(weight)
        grads["labels.weight"] = hidden.T @ flat
        grads["labels.bias"] = flat.sum(axis=0)
        grads["moves"] = moves * weight
        back += flat @ weights["labels.weight"].T
    return loss, back


def chain_slope(scores: Floats, moves: Floats, gold: Ints, mask: Floats) -> tuple[float, Floats, Floats]:
    """Minus the log-probability of the gold labels under a linear chain, and its slopes.

    Args:
        scores: of each label at each place, shape (b, t, k).
        moves: of each label after each other, shape (k, k).
        gold: the right labels, shape (b, t).
        mask: 1 for a token, 0 for padding at the end of a row, shape (b, t).
    """
    rows, length, size = scores.shape
    top = scores.max(axis=2, keepdims=True)
    local = np.exp(scores - top).astype(np.float64)
    step = np.exp(moves).astype(np.float64)
    ahead = np.zeros((length, rows, size))
    scale = np.ones((length, rows, 1))
    behind = np.ones((length, rows, size))
    real = mask.T[:, :, None] > 0
    local = local.transpose(1, 0, 2)
    for at in range(length):
        now = local[0] if at == 0 else (ahead[at - 1] @ step) * local[at]
        scale[at] = np.where(real[at], now.sum(axis=1, keepdims=True), 1.0)
        ahead[at] = np.where(real[at], now / scale[at], ahead[at - 1])
    for at in range(length - 2, -1, -1):
        now = (local[at + 1] * behind[at + 1]) @ step.T / scale[at + 1]
        behind[at] = np.where(real[at + 1], now, behind[at + 1])
    share = ahead * behind * real
    pairs = np.where(real[1:], local[1:] * behind[1:] / scale[1:], 0.0)
    expected = np.einsum("tbi,tbj->ij", ahead[:-1], pairs, optimize=True) * step
    inner = share.transpose(1, 0, 2).astype(np.float32)
    row, column = np.nonzero(mask > 0)
    inner[row, column, gold[row, column]] -= 1
    seen = np.zeros((size, size))
    joined = mask[:, 1:] > 0
    np.add.at(seen, (gold[:, :-1][joined], gold[:, 1:][joined]), 1)
    value = float((np.log(scale[..., 0]) * real[..., 0]).sum() + (top[..., 0] * mask).sum())
    value -= float(scores[row, column, gold[row, column]].sum()) + float((seen * moves).sum())
    return value, inner, (expected - seen).astype(np.float32)


@dataclass(slots=True)
class Adam:
    """Adam (Kingma and Ba, 2015) with weights pulled towards zero and the gradient's length held to 1."""

    means: Weights
    squares: Weights
    steps: int = 0

    def step(self, weights: Weights, grads: Weights, rate: float, names: Sequence[str]) -> None:
        """Move `weights` in place against `grads`."""
        self.steps += 1
        length = np.sqrt(sum(float(np.vdot(grads[name], grads[name])) for name in names))
        shrink = np.float32(1.0 / max(1.0, length))
        first, second = 1 - 0.9**self.steps, 1 - 0.999**self.steps
        for name in names:
            grad = grads[name] * shrink
            mean = self.means.setdefault(name, np.zeros_like(grad))
            square = self.squares.setdefault(name, np.zeros_like(grad))
            mean += 0.1 * (grad - mean)
            square += 0.001 * (grad * grad - square)
            move = (mean / first) / (np.sqrt(square / second) + 1e-8) + 0.01 * weights[name]
            weights[name] -= np.float32(rate) * move
