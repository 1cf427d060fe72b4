"""Tuning copies of the encoder's upper layers until the words of sentences that say the same meet."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits, normalize, softplus

from training.network import LAYERS, WIDTH, layer
from training.pace import follow, warmed

FROZEN = 3
"""So many lower layers stay as they are, so that what they give is worked out once."""
NARROW, INNER, MET = 64, 24, 6
EPOCHS, RATE, HEAD_RATE, DECAY, DROPOUT = 3, 2e-4, 1e-3, 0.01, 0.1
SAME, LIKE = 2.0, 10.0
"""How much more a pair that says the same counts; as how many of the others it stands for."""
SEED = 0

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """What the frozen layers give for a passage, (places, 384), and where its sentences stand in it."""

    lower: np.ndarray
    sentences: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """An event: its articles' passages, and of every two articles the evidence and which sentences are the
    same (1, 0, or 2 where that is not learned from).

    `evidence` has shape (left, right, inputs) and is standardised; `cells` are article, sentence, other
    article, and whether it is said there.
    """

    passages: Sequence[Sequence[Passage]]
    evidence: Mapping[Pair, np.ndarray]
    same: Mapping[Pair, np.ndarray]
    cells: Sequence[tuple[int, int, int, bool]]


class Late(nn.Module):
    """The upper layers, what of their output is compared, and what is made of how it meets."""

    def __init__(self, weights: Mapping[str, Tensor], start: np.ndarray, start_from: float) -> None:
        super().__init__()
        self.layers = nn.ModuleList(layer(weights, at, dropout=DROPOUT) for at in range(FROZEN, LAYERS))
        self.project = nn.Linear(WIDTH, NARROW, bias=False)
        self.weigh = nn.Linear(WIDTH, 1)
        self.straight = nn.Linear(MET + len(start), 1)
        self.inner, self.outer = nn.Linear(MET + len(start), INNER), nn.Linear(INNER, 1)
        with torch.no_grad():
            basis, _, _ = torch.linalg.svd(torch.randn(WIDTH, NARROW), full_matrices=False)
            self.project.weight.copy_(basis.T)
            for each in (self.weigh, self.outer, self.straight):
                nn.init.zeros_(each.weight)
                nn.init.zeros_(each.bias)
            self.weigh.bias.fill_(float(np.log(np.e - 1.0)))  # every word piece counts 1
            self.straight.weight[0, :MET] = 0.2
            self.straight.weight[0, MET:] = torch.tensor(0.7 * start, dtype=torch.float32)
            self.straight.bias.fill_(start_from)

    def forward(self, event: Known) -> dict[Pair, Tensor]:
        """Log-odds of every two sentences of every two articles, shape (left, right)."""
        read = [self._read(passages) for passages in event.passages]
        return {
            pair: self._meet(read[pair[0]], read[pair[1]], torch.from_numpy(rows))
            for pair, rows in event.evidence.items()
        }

    def _read(self, passages: Sequence[Passage]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        shown = [torch.from_numpy(one.lower).float() for one in passages]
        x, sizes = _padded(shown)
        present = (torch.arange(x.shape[1]) < sizes[:, None]).float()
        with torch.autocast("cpu", torch.bfloat16):  # less than half the time
            for each in self.layers:
                x = each(x, present)
        x = x.float()
        sentences, sizes = _padded(
            [x[at, first:last] for at, one in enumerate(passages) for first, last in one.sentences]
        )
        present = (torch.arange(sentences.shape[1]) < sizes[:, None]).float()
        weight = softplus(self.weigh(sentences).squeeze(-1)) * present
        mean = (sentences * weight[:, :, None]).sum(1) / weight.sum(1, keepdim=True)
        return normalize(self.project(sentences), dim=-1), weight, present, normalize(mean, dim=-1)

    def _meet(self, left: Sequence[Tensor], right: Sequence[Tensor], evidence: Tensor) -> Tensor:
        one, one_weight, one_there, one_mean = left
        two, two_weight, two_there, two_mean = right
        like = torch.einsum("itd,jud->ijtu", one, two)
        like = like.masked_fill((one_there[:, None, :, None] * two_there[None, :, None, :]) < 0.5, -1.0)
        ours = (like.amax(3) * one_weight[:, None]).sum(2) / one_weight.sum(1)[:, None]
        theirs = (like.amax(2) * two_weight[None]).sum(2) / two_weight.sum(1)[None]
        both = [ours, theirs, torch.minimum(ours, theirs), torch.maximum(ours, theirs), ours * theirs]
        met = torch.stack([*both, one_mean @ two_mean.T], -1)
        rows = torch.cat([(met - 0.5) * 4.0, evidence], -1)
        bent = nn.functional.gelu(self.inner(rows), approximate="tanh")
        found: Tensor = self.straight(rows).squeeze(-1) + self.outer(bent).squeeze(-1)
        return found


def learned(start: Late, events: Sequence[Known]) -> Late:
    """The running mean of the weights, after some rounds over events in a drawn order.

    On one thread of one kind of processor the outcome is the same.
    """
    torch.manual_seed(SEED)
    dice, network, mean = (
        np.random.default_rng(SEED),
        copy.deepcopy(start).train(),
        copy.deepcopy(start).eval(),
    )
    steps = EPOCHS * len(events)
    optimizer = _optimizer(network)
    pace = warmed(optimizer, steps)
    for epoch in range(EPOCHS):
        total = 0.0
        for at in dice.permutation(len(events)):
            optimizer.zero_grad()
            loss = _loss(network(events[at]), events[at])
            loss.backward()
            total += loss.item()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            pace.step()
            follow(mean, network)
        print(f"round {epoch + 1}: loss {total / len(events):.3f}", flush=True)
    return mean


def _optimizer(network: Late) -> torch.optim.Optimizer:
    own = list(network.layers.parameters())
    heads = [one for name, one in network.named_parameters() if not name.startswith("layers")]
    return torch.optim.AdamW(
        [
            {"params": [one for one in own if one.ndim > 1], "weight_decay": DECAY},
            {"params": [one for one in own if one.ndim == 1], "weight_decay": 0.0},
            {"params": heads, "weight_decay": 0.0, "lr": HEAD_RATE},
        ],
        lr=RATE,
    )


def _loss(found: Mapping[Pair, Tensor], event: Known) -> Tensor:
    """Of pairs, weighed so that those that say the same are heard, and of the likest of every cell."""
    total, counted = torch.zeros(()), 0.0
    for pair, odds in found.items():
        same = torch.from_numpy(event.same[pair])
        each = binary_cross_entropy_with_logits(
            odds, (same == 1).float(), reduction="none", pos_weight=torch.tensor(SAME)
        )
        total = total + (each * (same < 2)).sum()
        counted += LIKE * float((same == 1).sum()) + sum(odds.shape)
    loss = 2.0 * total / max(counted, 1.0)
    if not event.cells:
        return loss
    likest = [
        torch.logsumexp(found[one, two][at] if (one, two) in found else found[two, one][:, at], 0)
        for one, at, two, _ in event.cells
    ]
    said = torch.tensor([float(cell[3]) for cell in event.cells])
    return loss + binary_cross_entropy_with_logits(torch.stack(likest), said)


def _padded(rows: Sequence[Tensor]) -> tuple[Tensor, Tensor]:
    return nn.utils.rnn.pad_sequence(list(rows), batch_first=True), torch.tensor([len(row) for row in rows])


class Shipped(nn.Module):
    """All layers for one passage without padding, as they are shipped: frozen ones, then tuned ones."""

    def __init__(self, weights: Mapping[str, Tensor], network: Late) -> None:
        super().__init__()
        self.layers = nn.ModuleList([*(layer(weights, at) for at in range(FROZEN)), *network.layers])

    def forward(self, embedded: Tensor) -> Tensor:
        """From (1, places, 384) to the same."""
        for each in self.layers:
            embedded = each(embedded)
        return embedded
