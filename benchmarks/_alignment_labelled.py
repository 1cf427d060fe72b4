"""Events with what readers say of every two of their sentences, and what is known for and against it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from benchmarks._alignment_gold import GoldCell
from framing.compare.sides import Floats, Side, sides
from framing.compare.vectors import weigh
from framing.text import Reading

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Labelled:
    """An event: its articles by id, ready to be compared, and what readers say.

    `same` holds for every two articles 1 where readers link two sentences, 0 where they do not, 2 where they
    name the one as the nearest of a cell `partly` said, which is not learned from. `cells` are an article,
    the number of a sentence in it, another article, and whether that says it; not those `partly` said.
    """

    event: str
    readings: Mapping[str, Reading]
    sides: Mapping[str, Side]
    same: Mapping[Pair, Floats]
    cells: Sequence[tuple[str, int, str, bool]]


def labelled(event: str, readings: Mapping[str, Reading], gold: Sequence[GoldCell]) -> Labelled:
    """An event of these articles, in the order of their ids."""
    names = sorted(readings)
    ordered = [readings[name] for name in names]

    def row(name: str, at: int) -> int:
        sentence = readings[name].sentence_at(at)
        if sentence is None:
            raise LookupError(f"{name}: no sentence at character {at}")
        return sentence.index - readings[name].sentences[0].index

    same = {
        (a, b): np.zeros((len(readings[a].sentences), len(readings[b].sentences)), dtype=np.float32)
        for a, b in combinations(names, 2)
    }
    for label, value in (("partly", 2.0), ("said", 1.0)):
        for cell in (cell for cell in gold if cell.label == label):
            i = row(cell.article, cell.start)
            for j in (row(cell.other, at) for at in cell.at):
                if (cell.article, cell.other) in same:
                    same[cell.article, cell.other][i, j] = value
                else:
                    same[cell.other, cell.article][j, i] = value
    cells = [
        (cell.article, row(cell.article, cell.start), cell.other, cell.label == "said")
        for cell in gold
        if cell.label != "partly"
    ]
    prepared = dict(zip(names, sides(weigh(ordered), ordered), strict=True))
    return Labelled(event, dict(zip(names, ordered, strict=True)), prepared, same, cells)


def likeliest(event: Labelled, found: Mapping[Pair, Floats]) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Of every cell the greatest of the values found for its sentence, and whether it is said."""
    values = [
        float((found[one, two][at] if (one, two) in found else found[two, one][:, at]).max())
        for one, at, two, _ in event.cells
    ]
    return np.array(values, np.float32), np.array([said for *_, said in event.cells], np.bool_)
