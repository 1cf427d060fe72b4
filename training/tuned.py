"""Tuning copies of the encoder's layers: first on the reader's labels, then on those of annotators."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from framing.classifier.encoder import session_of
from training.network import LAYERS, WIDTH, layer, quantised
from training.pace import follow, warmed
from training.sentences import BATCH, Sentence, batches

READER_EPOCHS, EPOCHS, RATE, HEAD_RATE, DECAY, DROPOUT = 2, 2, 2e-4, 1e-3, 0.01, 0.1
LOWER = 0.85
"""Each layer learns at this share of the pace of the one above (Howard and Ruder, 2018)."""
TOKENS, OPINION, RARE = 0.5, 0.3, 3.0
"""Weight of the loss on marked words and on the kind of opinion; how much more a marked word counts."""
HIDDEN = 0.3
"""How often a sentence is shown with words hidden."""
SEED = 0
KEPT = 0.9  # of what annotators changed


class Tuned(nn.Module):
    """The layers, and what is read off them: biased or not, marked words, kind of opinion."""

    def __init__(self, weights: dict[str, Tensor]) -> None:
        super().__init__()
        self.layers = nn.ModuleList(layer(weights, at, dropout=DROPOUT) for at in range(LAYERS))
        self.bias, self.tokens, self.opinion = nn.Linear(WIDTH, 1), nn.Linear(WIDTH, 1), nn.Linear(WIDTH, 3)
        self.dropout = nn.Dropout(DROPOUT)
        for head in self.heads:
            nn.init.normal_(head.weight, std=0.02)
            nn.init.zeros_(head.bias)

    @property
    def heads(self) -> tuple[nn.Linear, ...]:
        return self.bias, self.tokens, self.opinion

    def forward(self, x: Tensor, present: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Log-odds a sentence, log-odds a place, and three scores a sentence."""
        for each in self.layers:
            x = each(x, present)
        mean = self.dropout((x * present[:, :, None]).sum(1) / present.sum(1, keepdim=True))
        return self.bias(mean).squeeze(-1), self.tokens(self.dropout(x)).squeeze(-1), self.opinion(mean)


class Shipped(nn.Module):
    """The same for one sentence without padding, as it is shipped."""

    def __init__(self, tuned: Tuned) -> None:
        super().__init__()
        self.tuned = tuned

    def forward(self, embedded: Tensor) -> tuple[Tensor, Tensor]:
        """From (1, places, 384) to (1,) and (places,)."""
        x = embedded
        for each in self.tuned.layers:
            x = each(x)
        return self.tuned.bias(x.mean(1)).reshape(1), self.tuned.tokens(x).reshape(-1)


def begun(weights: dict[str, Tensor], reader: Sequence[Sentence]) -> Tuned:
    """Layers that have seen the reader's labels alone."""
    torch.manual_seed(SEED)
    return _tune(Tuned(weights), reader, epochs=READER_EPOCHS)


def finished(start: Tuned, annotators: Sequence[Sentence]) -> Tuned:
    """Layers that went on to learn from annotators, drawn a little back to where they began.

    The mean of the weights before and after does as well on like sentences and better on others (Wortsman and
    others, 2022).
    """
    torch.manual_seed(SEED)
    after = _tune(start, annotators, epochs=EPOCHS)
    with torch.no_grad():
        for new, old in zip(after.parameters(), start.parameters(), strict=True):
            new.lerp_(old, 1.0 - KEPT)
    return after


def _tune(start: Tuned, sentences: Sequence[Sentence], *, epochs: int) -> Tuned:
    """Learn from `sentences`, going on from `start`, which stays as it is.

    On one thread of one kind of processor the outcome is the same.
    """
    dice = np.random.default_rng(SEED)
    network = copy.deepcopy(start).train()
    mean = copy.deepcopy(start).eval()
    steps = epochs * -(-len(sentences) // BATCH)
    optimizer = _optimizer(network)
    pace = warmed(optimizer, steps)
    for _ in range(epochs):
        for batch in batches(sentences, dice):
            optimizer.zero_grad()
            _loss(network, batch, dice).backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            pace.step()
            follow(mean, network)
    return mean


def _optimizer(network: Tuned) -> torch.optim.Optimizer:
    groups = []
    for above, each in enumerate(reversed(network.layers)):
        own, rate = list(each.parameters()), RATE * LOWER**above
        groups.append({"params": [one for one in own if one.ndim > 1], "weight_decay": DECAY, "lr": rate})
        groups.append({"params": [one for one in own if one.ndim == 1], "weight_decay": 0.0, "lr": rate})
    heads = [one for head in network.heads for one in head.parameters()]
    groups.append({"params": heads, "weight_decay": 0.0, "lr": HEAD_RATE})
    return torch.optim.AdamW(groups)


def _loss(network: Tuned, batch: Sequence[Sentence], dice: np.random.Generator) -> Tensor:
    shown = [
        one.shown[int(dice.integers(1, len(one.shown))) if dice.random() < HIDDEN else 0] for one in batch
    ]
    x, present = _padded(shown)
    marked = nn.utils.rnn.pad_sequence([torch.tensor(one.marked) for one in batch], batch_first=True)
    counted = present * torch.tensor([[float(one.marks_count)] for one in batch])
    with torch.autocast("cpu", torch.bfloat16):  # less than half the time
        bias, tokens, opinion = (found.float() for found in network(x, present))
    share = torch.tensor([one.share for one in batch])
    weight = torch.tensor([one.weight for one in batch])
    loss = (binary_cross_entropy_with_logits(bias, share, reduction="none") * weight).mean()
    each = binary_cross_entropy_with_logits(tokens, marked, reduction="none", pos_weight=torch.tensor(RARE))
    loss = loss + TOKENS * (each * counted).sum() / counted.sum().clamp(min=1.0)
    kind = torch.tensor([one.opinion for one in batch])
    if (kind >= 0).any():
        loss = loss + OPINION * cross_entropy(opinion, kind, ignore_index=-1)
    return loss


def _padded(shown: Sequence[np.ndarray]) -> tuple[Tensor, Tensor]:
    """Sentences as one block, and 1 where a place is one of theirs, 0 where it is padding."""
    x = nn.utils.rnn.pad_sequence([torch.tensor(one, dtype=torch.float32) for one in shown], batch_first=True)
    sizes = torch.tensor([len(one) for one in shown])
    return x, (torch.arange(x.shape[1]) < sizes[:, None]).float()


def odds(network: Tuned, shown: Sequence[np.ndarray]) -> np.ndarray:
    """Log-odds of many sentences, shape (sentences,), in half precision; from their embeddings."""
    order = sorted(range(len(shown)), key=lambda at: len(shown[at]))
    found = np.zeros(len(shown))
    for start in range(0, len(order), BATCH):
        own = order[start : start + BATCH]
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
            found[own] = network(*_padded([shown[at] for at in own]))[0].float().numpy()
    return found


def write(network: Tuned, path: Path) -> None:
    """The tuned layers as ONNX: embedded -> bias, tokens."""
    places = {"embedded": 1, "tokens": 0}
    example = torch.zeros(1, 7, WIDTH)
    quantised(Shipped(network), example, path, names=["embedded", "bias", "tokens"], places=places)


def as_shipped(network: Tuned) -> Callable[[np.ndarray], tuple[float, np.ndarray]]:
    """What reads log-odds of a sentence and of its word pieces off its embeddings, with weights as they are
    shipped: their rounding shifts log-odds a little."""
    with TemporaryDirectory() as folder:
        write(network, Path(folder) / "tuned.onnx")
        session = session_of((Path(folder) / "tuned.onnx").read_bytes())

    def read(embedded: np.ndarray) -> tuple[float, np.ndarray]:
        bias, tokens = session.run(("bias", "tokens"), {"embedded": embedded[None].astype(np.float32)})
        return float(np.ravel(bias)[0]), np.ravel(tokens)

    return read
