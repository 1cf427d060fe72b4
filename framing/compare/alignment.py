"""Which sentences of two articles say the same: many to many, since one may carry what others part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from threadpoolctl import threadpool_limits

from framing.compare import contextual
from framing.compare.sides import sides
from framing.compare.similarity import similarity
from framing.compare.vectors import Vectors
from framing.text import Reading

_LEAST = 0.05  # what is less likely than this is not kept


@dataclass(frozen=True, slots=True)
class Alignment:
    """How sure it is that two sentences of different articles say the same; `of[i]` maps j to it.

    Pairs that are hardly likely are left out, and so are boilerplate and sentences without a content word.
    """

    of: tuple[Mapping[int, float], ...]

    def __getitem__(self, pair: tuple[int, int]) -> float:
        return self.of[pair[0]].get(pair[1], 0.0)


def align(found: Vectors, readings: Sequence[Reading]) -> Alignment:
    """Compare every two sentences of different articles; `readings` are those of `found`, in its order."""
    rows: list[dict[int, float]] = [{} for _ in found.lines]
    if len(readings) < 2:  # most events of a stream: nothing to read it for
        return Alignment(tuple(rows))
    starts = np.cumsum([0, *(len(reading.sentences) for reading in readings)]).tolist()
    worth = [bool(line.terms) and not line.boilerplate for line in found.lines]
    # The products are small: threads would wait for one another for longer than they work.
    with threadpool_limits(limits=1, user_api="blas"):
        contexts = [contextual.read(reading) for reading in readings]
        for (a, left), (b, right) in combinations(enumerate(sides(found, readings)), 2):
            likely = similarity(left, right, contextual.met(contexts[a], contexts[b]))
            for i, j in np.argwhere(likely >= _LEAST).tolist():
                one, other = starts[a] + i, starts[b] + j
                if worth[one] and worth[other]:
                    rows[one][other] = rows[other][one] = float(likely[i, j])
    return Alignment(tuple(dict(sorted(row.items())) for row in rows))
