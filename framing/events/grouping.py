"""Groups of articles from what is known of their pairs: join the closest, then mend what can be mended.

Average linkage (Sokal and Michener, 1958) on log-odds, over the pairs that are worth comparing alone; every
other pair counts as unlike. Two articles of a group are never further apart in time than the gap allowed.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from framing.events.counting import changes
from framing.events.neighbours import Days

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

FLOOR = -7.0  # log-odds of a pair that was not compared
CEILING = 6.0
_ROUNDING = 1e-6  # averages are compared after additions


def group(
    n: int, left: Ints, right: Ints, log_odds: Floats, when: Days, *, threshold: float, max_gap_days: int
) -> tuple[tuple[int, ...], ...]:
    """Every article in one group; groups in order of their first member, members in order.

    Args:
        n: number of articles.
        left, right, log_odds: shape (pairs,), the pairs that were compared.
        threshold: groups whose pairs have this log-odds on average, or more, are joined.
    """
    chain = _chains(n, left, right, log_odds, when, threshold, max_gap_days)
    inside = chain[left] == chain[right]
    order = np.flatnonzero(inside)[np.argsort(chain[left[inside]], kind="stable")]
    above = np.clip(log_odds, FLOOR, CEILING) - FLOOR
    pairs = list(zip(left[order].tolist(), right[order].tolist(), above[order].tolist(), strict=True))
    # `first` is the earliest last day, `last` the latest first day: what is certain of each member
    first, last = when.last.tolist(), when.first.tolist()
    groups: list[tuple[int, ...]] = [(at,) for at in np.flatnonzero(np.bincount(chain)[chain] == 1).tolist()]
    ends = [*np.flatnonzero(changes(chain[left[order]])).tolist(), len(order)]
    for begin, end in pairwise(ends):
        found = _Groups(pairs[begin:end], first, last, threshold, max_gap_days)
        groups += (tuple(sorted(members)) for members in found.joined())
    return tuple(sorted(groups))


def _chains(
    n: int, left: Ints, right: Ints, log_odds: Floats, when: Days, threshold: float, max_gap_days: int
) -> NDArray[np.int32]:
    """The chain of likely pairs in which each article stands, shape (n,): no group reaches further.

    Two groups are joined only where one of their pairs, at least, is as high as their average must be.
    """
    may = (log_odds >= threshold - _ROUNDING) & (when.gap(left, right) <= max_gap_days)
    graph = coo_matrix((np.ones(int(may.sum()), np.int8), (left[may], right[may])), shape=(n, n))
    return np.asarray(connected_components(graph, directed=False)[1], np.int32)


class _Groups:
    """The groups of one chain so far. `links[a][b]`: sum over their pairs of log-odds above the floor."""

    def __init__(
        self,
        pairs: list[tuple[int, int, float]],
        first: list[int],
        last: list[int],
        threshold: float,
        max_gap: int,
    ) -> None:
        self.links: defaultdict[int, dict[int, float]] = defaultdict(dict)
        for a, b, above in pairs:
            self.links[a][b] = self.links[b][a] = above
        self.members = {at: [at] for at in self.links}
        self.first = {at: first[at] for at in self.links}
        self.last = {at: last[at] for at in self.links}
        self.threshold, self.max_gap = threshold, max_gap
        self.queue: list[tuple[float, int, int]] = []

    def joined(self) -> list[list[int]]:
        """Join the likeliest two groups until none is likely enough."""
        for a, links in self.links.items():
            for b in links:
                if a < b:
                    self._offer(a, b)
        while self.queue:
            value, a, b = heapq.heappop(self.queue)
            if a in self.members and b in self.members and -value == round(self._average(a, b), 9):
                self._join(a, b)
        return list(self.members.values())

    def _average(self, a: int, b: int) -> float:
        return FLOOR + self.links[a].get(b, 0.0) / (len(self.members[a]) * len(self.members[b]))

    def _offer(self, a: int, b: int) -> None:
        value = self._average(a, b)
        if value >= self.threshold:
            apart = max(self.last[a], self.last[b]) - min(self.first[a], self.first[b])
            if apart <= self.max_gap:
                heapq.heappush(self.queue, (-round(value, 9), min(a, b), max(a, b)))

    def _join(self, a: int, b: int) -> None:
        mine = self.links[a]
        self.members[a] += self.members.pop(b)
        self.first[a] = min(self.first[a], self.first.pop(b))
        self.last[a] = max(self.last[a], self.last.pop(b))
        for other, value in self.links.pop(b).items():
            theirs = self.links[other]
            del theirs[b]
            if other != a:
                mine[other] = theirs[a] = mine.get(other, 0.0) + value
        for other in mine:
            self._offer(a, other)
