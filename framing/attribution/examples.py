"""Examples for the tagger: gold attributions and a parser's tags, turned into numbers a token."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from framing.attribution.encode import FLAGS, encode
from framing.attribution.evaluate import Gold, article_of, gold_of
from framing.attribution.names import NO_ENTITY, ORGANISATION, OTHER, PERSON, PLACE
from framing.attribution.network import Batch, Floats, Ints
from framing.attribution.tagger import LABELS
from framing.attribution.tokens import Token, tokens
from framing.text import read

FARTHEST = 12  # heads further away than this many tokens count as this far
_ENTITIES = {"": NO_ENTITY, "PERSON": PERSON, "ORG": ORGANISATION}
_PLACES = frozenset({"GPE", "NORP", "LOC", "FAC"})


@dataclass(frozen=True, slots=True)
class Example:
    """An article in numbers; `labels` and `tasks` as in `network.Batch`, one row a token."""

    ids: Ints
    flags: Floats
    labels: Ints
    tasks: Ints


@dataclass(frozen=True, slots=True)
class Tagset:
    """The tags of the parser that taught, in the order of their numbers."""

    tags: tuple[str, ...]
    relations: tuple[str, ...]

    @property
    def sizes(self) -> tuple[int, ...]:
        return len(self.tags), len(self.relations), 2 * FARTHEST + 1, OTHER + 1


def labels_of(line: Sequence[Token], gold: Sequence[Gold]) -> list[int]:
    """The label of every token: which part of an attribution it is, and on which side of its cue.

    >>> from framing.records import Article, Span
    >>> line = tokens(read(Article("a", None, None, "unknown", "", "Lee said so.")))
    >>> one = Gold((Span(9, 11),), (Span(4, 8),), (Span(0, 3),), "indirect")
    >>> [LABELS[number] for number in labels_of(line, [one])]
    ['B-SR', 'B-Q', 'B-CL', 'O']
    """
    found = [0] * len(line)
    starts = [token.span.start for token in line]
    for one in gold:
        cue = one.cue[0].start if one.cue else None
        for what, parts in (("C", one.content), ("S", one.speaker), ("Q", one.cue)):
            for part in parts:
                side = "" if what == "Q" else "L" if cue is None or part.start > cue else "R"
                number = LABELS.index(f"B-{what}{side}")
                at = max(0, bisect_left(starts, part.start) - 1)
                while at < len(line) and starts[at] < part.end:
                    middle = (line[at].span.start + line[at].span.end) / 2
                    if part.start <= middle <= part.end:
                        found[at] = number
                        number = LABELS.index(f"I-{what}{side}")
                    at += 1
    return found


def example(
    row: Mapping[str, Any], parsed: Mapping[str, Any] | None, tagset: Tagset, words: Mapping[str, int]
) -> Example:
    """One gold or parsed row as an example; tasks are -1 where the parser's row is missing or differs."""
    reading = read(article_of(row))
    line = tokens(reading)
    encoded = encode(reading, line, words)
    labels = (
        labels_of(line, gold_of(row, str(row.get("id", "")))) if "attributions" in row else [0] * len(line)
    )
    tasks = np.full((len(line), len(tagset.sizes)), -1, np.int32)
    if parsed is not None and len(parsed["tag"]) == len(line):
        tasks[:, 0] = [tagset.tags.index(tag) for tag in parsed["tag"]]
        tasks[:, 1] = [tagset.relations.index(name) for name in parsed["dep"]]
        tasks[:, 2] = np.clip(parsed["head"], -FARTHEST, FARTHEST) + FARTHEST
        tasks[:, 3] = [_entity(kind) for kind in parsed["ent"]]
    return Example(encoded.ids, encoded.flags, np.array(labels, np.int32), tasks)


def _entity(kind: str) -> int:
    return PLACE if kind in _PLACES else _ENTITIES.get(kind, OTHER)


def batches(
    examples: Sequence[Example], rng: np.random.Generator, *, rows: int = 4, length: int = 512
) -> Iterator[Batch]:
    """All examples once, cut into pieces and packed into rows of `length` tokens, in a drawn order."""
    pieces = [piece for one in examples for piece in _pieces(one, rng, length)]
    packed: list[list[Example]] = []
    room = 0
    for at in rng.permutation(len(pieces)):
        piece = pieces[at]
        if len(piece.ids) > room:
            packed.append([])
            room = length
        packed[-1].append(piece)
        room -= len(piece.ids)
    order = rng.permutation(len(packed))
    for at in range(0, len(order), rows):
        yield _batch([packed[row] for row in order[at : at + rows]], length)


def _pieces(one: Example, rng: np.random.Generator, length: int) -> Iterator[Example]:
    size = len(one.ids)
    first = size if size <= length else int(rng.integers(length // 2, length + 1))
    start, end = 0, first
    while start < size:
        yield Example(one.ids[start:end], one.flags[start:end], one.labels[start:end], one.tasks[start:end])
        start, end = end, end + length


def _batch(packed: Sequence[Sequence[Example]], length: int) -> Batch:
    rows, tasks = len(packed), packed[0][0].tasks.shape[1]
    batch = Batch(
        ids=np.zeros((rows, length, packed[0][0].ids.shape[1]), np.int32),
        flags=np.zeros((rows, length, len(FLAGS)), np.float32),
        labels=np.zeros((rows, length), np.int32),
        tasks=np.full((rows, length, tasks), -1, np.int32),
        mask=np.zeros((rows, length), np.float32),
    )
    for row, pieces in enumerate(packed):
        at = 0
        for piece in pieces:
            here = slice(at, at + len(piece.ids))
            batch.ids[row, here], batch.flags[row, here] = piece.ids, piece.flags
            batch.labels[row, here], batch.tasks[row, here] = piece.labels, piece.tasks
            batch.mask[row, here] = 1
            at += len(piece.ids)
    return batch
