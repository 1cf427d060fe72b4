"""Which sentences of two articles say the same: many to many, since one may carry what others part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from framing.compare.similarity import signals, similarity
from framing.compare.vectors import Vectors

_WORTH_A_LOOK = 0.12  # cosine below which no two sentences say the same


@dataclass(frozen=True, slots=True)
class Alignment:
    """Similarity of every two sentences that share enough to be looked at; `of[i]` maps j to it."""

    of: tuple[Mapping[int, float], ...]

    def __getitem__(self, pair: tuple[int, int]) -> float:
        return self.of[pair[0]].get(pair[1], 0.0)


def align(found: Vectors) -> Alignment:
    """Compare every two sentences of an event, those of one article with each other too."""
    rows: list[dict[int, float]] = [{} for _ in found.lines]
    shared = found.shared
    for i, line in enumerate(found.lines):
        if not found.mass[i]:
            continue
        start, end = shared.indptr[i], shared.indptr[i + 1]
        columns, weights = shared.indices[start:end].tolist(), shared.data[start:end].tolist()
        for j, weight in zip(columns, weights, strict=True):
            if j <= i or not found.mass[j]:
                continue
            if weight * weight < _WORTH_A_LOOK**2 * found.mass[i] * found.mass[j]:
                continue
            if line.boilerplate or found.lines[j].boilerplate:
                continue
            rows[i][j] = rows[j][i] = similarity(signals(found, i, j, weight))
    return Alignment(tuple(dict(sorted(row.items())) for row in rows))
