"""Articles cut into passages that a network reads in one go: a sentence is read with those beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LONGEST_SENTENCE = 96
LONGEST_PASSAGE = 160
BEFORE = 32  # of the sentence before a passage, its end is read again


@dataclass(frozen=True, slots=True)
class Passage:
    """Word pieces of some sentences in a row; `sentences` tells where each begins and ends among them."""

    pieces: tuple[int, ...]
    sentences: tuple[tuple[int, int], ...]


def passages(sentences: Sequence[Sequence[int]], *, start: int, end: int) -> Iterator[Passage]:
    """The sentences of an article, each in one passage, in order; `start` and `end` mark a passage.

    A passage holds as many sentences as fit, and begins with the end of the sentence before. Of a long
    sentence the first pieces are read.

    >>> [passage.pieces for passage in passages([[7, 8], [9]], start=1, end=2)]
    [(1, 7, 8, 9, 2)]
    """
    cut = [list(pieces[:LONGEST_SENTENCE]) for pieces in sentences]
    at = 0
    while at < len(cut):
        held = [start, *(cut[at - 1][-BEFORE:] if at else ())]
        places: list[tuple[int, int]] = []
        while at < len(cut) and (not places or len(held) + len(cut[at]) < LONGEST_PASSAGE):
            places.append((len(held), len(held) + len(cut[at])))
            held += cut[at]
            at += 1
        yield Passage((*held, end), tuple(places))
