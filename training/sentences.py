"""What is learned from: sentences of BABE and of the reader, with the embeddings of their word pieces."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from framing.classifier.encoder import session_of
from framing.classifier.fitting import even_weights
from framing.classifier.labels import read_labels
from framing.classifier.marked import places
from training.silver import Soft

LONGEST = 96  # word pieces
MASK = 103  # the word piece [MASK]
BATCH = 32
HIDE_NAME, HIDE_WORD, SHOWN = 0.4, 0.07, 2
"""How often a capitalised and any other word is hidden; how many such copies of a sentence are made.

Names are hidden more often: they tell the outlet and the topic, and those are not to be learned."""
OPINIONS = (
    "Entirely factual",
    "Somewhat factual but also opinionated",
    "Expresses writer’s opinion",
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is learned from one sentence; `shown` holds its embeddings, first whole, then with words hidden.

    marked: 1 for every word piece of a marked word, else 0; it counts where `marks_count`. share: of the
    annotators who call it biased. opinion: number of its kind, -1 where nobody said.
    """

    shown: tuple[np.ndarray, ...]
    marked: np.ndarray
    marks_count: bool
    share: float
    weight: float
    opinion: int


@dataclass(frozen=True, slots=True)
class Embedder:
    """The word pieces of the shipped encoder, and its embeddings, which stay as they are."""

    tokenizer: Any
    session: Any

    def shown(self, text: str, dice: np.random.Generator) -> tuple[np.ndarray, ...]:
        """The embeddings of a sentence, and of copies of it with words hidden."""
        cut = self.tokenizer.encode(text)
        variants = [np.array(cut.ids), *(hidden(cut.ids, cut.offsets, text, dice) for _ in range(SHOWN))]
        return tuple(self.of(ids) for ids in variants)

    def of(self, ids: Sequence[int] | np.ndarray) -> np.ndarray:
        """The embeddings of word pieces: shape (pieces, 384), half precision."""
        found: np.ndarray = self.session.run(["embedded"], {"ids": np.array([ids], dtype=np.int64)})[0][0]
        return found.astype(np.float16)


def embedder(folder: Path) -> Embedder:
    """The lower half of the encoder of a folder."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)
    return Embedder(tokenizer, session_of((folder / "embeddings.onnx").read_bytes()))


def of_annotators(path: Path, embeddings: Embedder) -> list[Sentence]:
    """The sentences of BABE in the order of `read_labels`."""
    raw = {row["text"].strip(): row for row in map(json.loads, path.read_text("utf-8").splitlines())}
    rows = read_labels([path]).rows
    dice = np.random.default_rng(0)
    made = []
    for row, weight in zip(rows, even_weights(rows, 0.5), strict=True):
        opinion = raw[row.text]["opinion"]
        made.append(
            Sentence(
                shown=embeddings.shown(row.text, dice),
                marked=marked(embeddings.tokenizer.encode(row.text).offsets, row.text, row.marked or ()),
                marks_count=bool(row.marked) or row.label == 0,
                share=row.shares[1],
                weight=float(weight),
                opinion=OPINIONS.index(opinion) if opinion in OPINIONS else -1,
            )
        )
    return made


def of_reader(found: Sequence[Soft], embeddings: Embedder) -> list[Sentence]:
    """The sentences that the reader labelled, all of the same weight."""
    dice = np.random.default_rng(1)
    return [
        Sentence(
            shown=embeddings.shown(one.text, dice),
            marked=marked(embeddings.tokenizer.encode(one.text).offsets, one.text, one.marked),
            marks_count=bool(one.marked) or one.share < 0.35,
            share=one.share,
            weight=1.0,
            opinion=-1,
        )
        for one in found
    ]


def hidden(
    ids: Sequence[int], offsets: Sequence[tuple[int, int]], text: str, dice: np.random.Generator
) -> np.ndarray:
    """The word pieces with some hidden, names above all; never the two that frame the sentence."""
    often = [HIDE_NAME if start > 2 and text[start].isupper() else HIDE_WORD for start, _ in offsets]
    drawn = dice.random(len(often)) < np.array(often)
    drawn[[0, -1]] = False
    return np.where(drawn, MASK, np.array(ids))


def marked(offsets: Sequence[tuple[int, int]], text: str, phrases: Sequence[str]) -> np.ndarray:
    """1 where a word piece is part of a marked phrase, else 0.

    >>> marked([(0, 0), (0, 1), (2, 6), (0, 0)], "A vile", ["vile"])
    array([0., 0., 1., 0.], dtype=float32)
    """
    spans = places(text, phrases)
    return np.array(
        [a < b and any(span.start < b and a < span.end for span in spans) for a, b in offsets], np.float32
    )


def batches(sentences: Sequence[Sentence], dice: np.random.Generator) -> list[list[Sentence]]:
    """Every sentence once, in batches of like length."""
    order = dice.permutation(len(sentences)).tolist()
    made = []
    for at in range(0, len(order), 16 * BATCH):
        near = sorted(order[at : at + 16 * BATCH], key=lambda one: len(sentences[one].marked))
        made += [near[start : start + BATCH] for start in range(0, len(near), BATCH)]
    random.Random(int(dice.integers(2**32))).shuffle(made)
    return [[sentences[one] for one in batch] for batch in made]
