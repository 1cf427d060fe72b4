"""Groups of articles from what is known of their pairs: join the closest, then mend what can be mended.

Average linkage (Sokal and Michener, 1958) on log-odds, over the pairs that are worth comparing alone; every
other pair counts as unlike. Two articles of a group are never further apart in time than the gap allowed.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from framing.events.neighbours import Days

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

FLOOR = -7.0  # log-odds of a pair that was not compared
CEILING = 6.0
_ROUNDING = 1e-6  # averages are compared after additions


@dataclass(slots=True)
class _Groups:
    """The groups so far. `links[a][b]`: sum over their pairs of log-odds above the floor."""

    members: dict[int, list[int]]
    links: dict[int, dict[int, float]]
    first: dict[int, int]
    last: dict[int, int]
    max_gap: int
    queue: list[tuple[float, int, int]] = field(default_factory=list)

    def average(self, a: int, b: int) -> float:
        return FLOOR + self.links[a].get(b, 0.0) / (len(self.members[a]) * len(self.members[b]))

    def near(self, a: int, b: int) -> bool:
        # `first` is the earliest last day, `last` the latest first day: what is certain of each member
        return max(self.last[a], self.last[b]) - min(self.first[a], self.first[b]) <= self.max_gap

    def offer(self, a: int, b: int, threshold: float) -> None:
        value = self.average(a, b)
        if value >= threshold and self.near(a, b):
            heapq.heappush(self.queue, (-round(value, 9), min(a, b), max(a, b)))


def group(
    n: int, left: Ints, right: Ints, log_odds: Floats, when: Days, *, threshold: float, max_gap_days: int
) -> tuple[tuple[int, ...], ...]:
    """Every article in one group; groups in order of their first member, members in order.

    Args:
        n: number of articles.
        left, right, log_odds: shape (pairs,), the pairs that were compared.
        threshold: groups whose pairs have this log-odds on average, or more, are joined.
    """
    likely = _likely(n, left, right, log_odds, when, threshold, max_gap_days)
    left, right, log_odds = left[likely], right[likely], log_odds[likely]
    groups = _start(n, left, right, log_odds, when, max_gap_days)
    for a, links in groups.links.items():
        for b in links:
            if a < b:
                groups.offer(a, b, threshold)
    while groups.queue:
        value, a, b = heapq.heappop(groups.queue)
        if a in groups.members and b in groups.members and -value == round(groups.average(a, b), 9):
            _join(groups, a, b, threshold)
    return tuple(sorted(tuple(sorted(found)) for found in groups.members.values()))


def _likely(
    n: int, left: Ints, right: Ints, log_odds: Floats, when: Days, threshold: float, max_gap_days: int
) -> NDArray[np.bool_]:
    """Pairs whose ends a chain of pairs joins that may each be one group: no group reaches further.

    Two groups are joined only where one of their pairs, at least, is as high as their average must be.
    """
    may = (log_odds >= threshold - _ROUNDING) & (when.gap(left, right) <= max_gap_days)
    graph = coo_matrix((np.ones(int(may.sum()), np.int8), (left[may], right[may])), shape=(n, n))
    chain = connected_components(graph, directed=False)[1]
    return np.asarray(chain[left] == chain[right])


def _start(n: int, left: Ints, right: Ints, log_odds: Floats, when: Days, max_gap_days: int) -> _Groups:
    links: dict[int, dict[int, float]] = defaultdict(dict)
    for a, b, value in _edges(left, right, log_odds):
        links[a][b] = links[b][a] = value
    return _Groups(
        members={at: [at] for at in range(n)},
        links=links,
        first=dict(enumerate(when.last.tolist())),
        last=dict(enumerate(when.first.tolist())),
        max_gap=max_gap_days,
    )


def _edges(left: Ints, right: Ints, log_odds: Floats) -> Iterator[tuple[int, int, float]]:
    above = np.clip(log_odds, FLOOR, CEILING) - FLOOR
    kept = above > 0
    return zip(left[kept].tolist(), right[kept].tolist(), above[kept].tolist(), strict=True)


def _join(groups: _Groups, a: int, b: int, threshold: float) -> None:
    groups.members[a] += groups.members.pop(b)
    groups.first[a] = min(groups.first[a], groups.first.pop(b))
    groups.last[a] = max(groups.last[a], groups.last.pop(b))
    for other, value in groups.links.pop(b).items():
        del groups.links[other][b]
        if other != a:
            total = groups.links[a].get(other, 0.0) + value
            groups.links[a][other] = groups.links[other][a] = total
    for other in groups.links[a]:
        groups.offer(a, other, threshold)
