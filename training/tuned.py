"""Tune copies of the upper layers on BABE and write them as ONNX (the generic encoder is only read).

python -m training.tuned WEIGHTS BABE.jsonl models/en/sentences models/en/bias/tuned.onnx

About five minutes on one core. The lower layers stay as they are, so what they give is worked out once.
"""

from __future__ import annotations

import copy
import json
import random
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from tokenizers import Encoding, Tokenizer
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from framing.classifier.fitting import even_weights
from framing.classifier.labels import read_labels
from training.network import LAYERS, SHARED, WIDTH, layer, quantised, read_weights

LONGEST = 96  # word pieces
MASK = 103  # the word piece [MASK]
EPOCHS, BATCH, RATE, HEAD_RATE, DECAY, DROPOUT = 3, 32, 2.5e-4, 1e-3, 0.01, 0.1
TOKENS, OPINION, RARE = 0.5, 0.3, 3.0
"""Weight of the loss on marked words and on the kind of opinion; how much more a marked word counts."""
HIDDEN, HIDE_NAME, HIDE_WORD = 0.3, 0.4, 0.07
"""How often a sentence is shown with words hidden; then, how often a capitalised and any other word is.

Names are hidden more often: they tell the outlet and the topic, and those are not to be learned."""
AVERAGED = 0.97  # of the running mean of the weights
OPINIONS = (
    "Entirely factual",
    "Somewhat factual but also opinionated",
    "Expresses writer’s opinion",
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is learned from one sentence; `shown` holds what the shared layers give for it, first unhidden."""

    shown: tuple[np.ndarray, ...]
    marked: np.ndarray
    marks_count: bool
    share: float
    weight: float
    opinion: int


class Tuned(nn.Module):
    """The upper layers, and what is read off them: biased or not, marked words, kind of opinion."""

    def __init__(self, weights: dict[str, Tensor]) -> None:
        super().__init__()
        self.layers = nn.ModuleList(layer(weights, at, dropout=DROPOUT) for at in range(SHARED, LAYERS))
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

    def forward(self, lower: Tensor) -> tuple[Tensor, Tensor]:
        """From (1, places, 384) to (1,) and (places,)."""
        x = lower
        for each in self.tuned.layers:
            x = each(x)
        return self.tuned.bias(x.mean(1)).reshape(1), self.tuned.tokens(x).reshape(-1)


def read(path: Path, encoder: Path) -> list[Sentence]:
    """The sentences of BABE in the order of `read_labels`."""
    raw = {row["text"].strip(): row for row in map(json.loads, path.read_text("utf-8").splitlines())}
    rows = read_labels([path]).rows
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)
    session = onnxruntime.InferenceSession(encoder / "encoder.onnx", _single(), ["CPUExecutionProvider"])
    dice = np.random.default_rng(0)
    made = []
    for row, weight in zip(rows, even_weights(rows, 0.5), strict=True):
        own = raw[row.text]
        cut = tokenizer.encode(row.text)
        variants = [np.array(cut.ids), *(_hidden(cut, row.text, dice) for _ in range(2))]
        made.append(
            Sentence(
                shown=tuple(session.run(["lower"], {"ids": ids[None]})[0][0] for ids in variants),
                marked=_marked(cut, row.text, own["biased_words"]),
                marks_count=bool(own["biased_words"]) or row.label == 0,
                share=row.shares[1],
                weight=float(weight),
                opinion=OPINIONS.index(own["opinion"]) if own["opinion"] in OPINIONS else -1,
            )
        )
    return made


def _single() -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return options


def _hidden(cut: Encoding, text: str, dice: np.random.Generator) -> np.ndarray:
    """The word pieces with some hidden, names above all; never the two that frame the sentence."""
    often = [HIDE_NAME if start > 2 and text[start].isupper() else HIDE_WORD for start, _ in cut.offsets]
    drawn = dice.random(len(often)) < np.array(often)
    drawn[[0, -1]] = False
    return np.where(drawn, MASK, cut.ids)


def _marked(cut: Encoding, text: str, phrases: Sequence[str]) -> np.ndarray:
    """1 where a word piece is part of a phrase that annotators marked, else 0."""
    spans = [
        match.span()
        for phrase in phrases
        for match in re.finditer(rf"(?<!\w){re.escape(phrase.lower())}(?!\w)", text.lower())
    ]
    inside = [any(left < end and start < right for left, right in spans) for start, end in cut.offsets]
    return np.array(
        [a < b and within for (a, b), within in zip(cut.offsets, inside, strict=True)], np.float32
    )


def tune(weights: dict[str, Tensor], sentences: Sequence[Sentence], *, seed: int = 0) -> Tuned:
    """Learn from `sentences`. On one thread of one kind of processor the outcome is the same."""
    torch.manual_seed(seed)
    dice = np.random.default_rng(seed)
    network = Tuned(weights).train()
    mean = copy.deepcopy(network).eval()
    steps = EPOCHS * -(-len(sentences) // BATCH)
    optimizer = _optimizer(network)
    pace = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda at: min((at + 1) / (0.1 * steps), max(0.02, (steps - at) / (0.9 * steps)))
    )
    for _ in range(EPOCHS):
        for batch in _batches(sentences, dice):
            optimizer.zero_grad()
            _loss(network, batch, dice).backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            pace.step()
            with torch.no_grad():
                for kept, new in zip(mean.parameters(), network.parameters(), strict=True):
                    kept.lerp_(new, 1.0 - AVERAGED)
    return mean


def _optimizer(network: Tuned) -> torch.optim.Optimizer:
    own = list(network.layers.parameters())
    return torch.optim.AdamW(
        [
            {"params": [one for one in own if one.ndim > 1], "weight_decay": DECAY},
            {"params": [one for one in own if one.ndim == 1], "weight_decay": 0.0},
            {
                "params": [one for head in network.heads for one in head.parameters()],
                "weight_decay": 0.0,
                "lr": HEAD_RATE,
            },
        ],
        lr=RATE,
    )


def _batches(sentences: Sequence[Sentence], dice: np.random.Generator) -> list[list[Sentence]]:
    """Every sentence once, in batches of like length."""
    order = dice.permutation(len(sentences)).tolist()
    batches = []
    for at in range(0, len(order), 16 * BATCH):
        near = sorted(order[at : at + 16 * BATCH], key=lambda one: len(sentences[one].marked))
        batches += [near[start : start + BATCH] for start in range(0, len(near), BATCH)]
    random.Random(int(dice.integers(2**32))).shuffle(batches)
    return [[sentences[one] for one in batch] for batch in batches]


def _loss(network: Tuned, batch: Sequence[Sentence], dice: np.random.Generator) -> Tensor:
    shown = [one.shown[int(dice.integers(1, 3)) if dice.random() < HIDDEN else 0] for one in batch]
    x = nn.utils.rnn.pad_sequence([torch.tensor(one) for one in shown], batch_first=True)
    marked = nn.utils.rnn.pad_sequence([torch.tensor(one.marked) for one in batch], batch_first=True)
    sizes = torch.tensor([len(one.marked) for one in batch])
    present = (torch.arange(x.shape[1]) < sizes[:, None]).float()
    counted = present * torch.tensor([[float(one.marks_count)] for one in batch])
    bias, tokens, opinion = network(x, present)
    share = torch.tensor([one.share for one in batch])
    weight = torch.tensor([one.weight for one in batch])
    loss = (binary_cross_entropy_with_logits(bias, share, reduction="none") * weight).mean()
    each = binary_cross_entropy_with_logits(tokens, marked, reduction="none", pos_weight=torch.tensor(RARE))
    loss = loss + TOKENS * (each * counted).sum() / counted.sum().clamp(min=1.0)
    kind = torch.tensor([one.opinion for one in batch])
    if (kind >= 0).any():
        loss = loss + OPINION * cross_entropy(opinion, kind, ignore_index=-1)
    return loss


def write(network: Tuned, path: Path) -> None:
    """The tuned layers as ONNX: lower -> bias, tokens."""
    places = {"lower": 1, "tokens": 0}
    example = torch.zeros(1, 7, WIDTH)
    quantised(Shipped(network), example, path, names=["lower", "bias", "tokens"], places=places)


if __name__ == "__main__":
    torch.set_num_threads(1)
    folder, labels, encoder, out = map(Path, sys.argv[1:])
    published = read_weights(folder)
    write(tune(published, read(labels, encoder)), out)
