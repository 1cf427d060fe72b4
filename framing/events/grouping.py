"""Groups of articles from what is known of their pairs: join further than is right, then keep what stands.

Average linkage (Sokal and Michener, 1958) on log-odds, over the pairs that are worth comparing alone; every
other pair counts as unlike. Two articles of a group are never further apart in time than the gap allowed.
Each join makes a branch; the largest branches that are likely enough become the groups. A branch of many
articles stands where its pairs are less alike: one article that tells something else lowers their average,
and many that agree make up for one pair that is alike by chance. Where a third group is nearly as close, a
join is less likely.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from framing.events.counting import changes
from framing.events.neighbours import Days

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

FLOOR = -9.7  # log-odds of a pair that was not compared
CEILING = 6.0
LOWEST = -3.0  # mean log-odds down to which groups are joined before branches are judged
MOST = 20  # articles; of larger groups the decision has not learned from enough
_ROUNDING = 1e-6  # averages are compared after additions


@dataclass(frozen=True, slots=True)
class Branch:
    """Log-odds that two groups are one event, by what their pairs say on average and by their sizes."""

    mean: float = 1.0
    larger: float = 0.0
    smaller: float = 0.0
    rival: float = 0.0
    intercept: float = 0.0

    def log_odds(self, made: Joins) -> Floats:
        """Log-odds of each join, shape (joins,)."""
        sizes = self.larger * told(made.larger) + self.smaller * told(made.smaller)
        return np.asarray(self.mean * made.mean + sizes + self.rival * made.rival + self.intercept)


def told(size: Floats) -> Floats:
    """What sizes in articles say: their logarithm, no more from MOST on."""
    return np.asarray(np.log(np.minimum(size, MOST)))


@dataclass(frozen=True, slots=True)
class Joins:
    """Joins of two groups, in their order; a group goes by its first member.

    Attributes:
        into, gone: shape (joins,), the group that goes on and the one that is joined to it.
        mean: shape (joins,), log-odds of the pairs between them, on average.
        larger, smaller: shape (joins,), their sizes in articles.
        rival: shape (joins,), the highest mean log-odds that either has with any third group.
    """

    into: Ints
    gone: Ints
    mean: Floats
    larger: Floats
    smaller: Floats
    rival: Floats


def group(
    n: int,
    left: Ints,
    right: Ints,
    log_odds: Floats,
    when: Days,
    *,
    branch: Branch,
    threshold: float,
    max_gap_days: int,
    lowest: float = LOWEST,
    floor: float | Floats = FLOOR,
) -> tuple[tuple[int, ...], ...]:
    """Every article in one group; groups in order of their first member, members in order.

    Args:
        n: number of articles.
        left, right, log_odds: shape (pairs,), the pairs that were compared.
        branch, threshold: groups are joined where `branch` gives them this log-odds or more.
        lowest, floor: see `joins`.
    """
    found = joins(n, left, right, log_odds, when, max_gap_days=max_gap_days, lowest=lowest, floor=floor)
    return cut(n, found, branch.log_odds(found) >= threshold)


def joins(
    n: int,
    left: Ints,
    right: Ints,
    log_odds: Floats,
    when: Days,
    *,
    max_gap_days: int,
    lowest: float = LOWEST,
    floor: float | Floats = FLOOR,
) -> Joins:
    """Join the closest two groups until the mean log-odds of none are at `lowest` or above.

    Args:
        floor: log-odds of a pair that was not compared; or shape (n,), the same for each article: of two
            articles the lower one counts, of two groups the lower mean.
    """
    chain = _chains(n, left, right, log_odds, when, lowest, max_gap_days)
    inside = chain[left] == chain[right]
    order = np.flatnonzero(inside)[np.argsort(chain[left[inside]], kind="stable")]
    floors = np.broadcast_to(np.asarray(floor, np.float64), (n,))
    lower = np.minimum(floors[left], floors[right])
    above = np.clip(log_odds, lower, CEILING) - lower
    pairs = list(zip(left[order].tolist(), right[order].tolist(), above[order].tolist(), strict=True))
    # `first` is the earliest last day, `last` the latest first day: what is certain of each member
    first, last, least = when.last.tolist(), when.first.tolist(), floors.tolist()
    made: list[tuple[int, int, float, int, int, float]] = []
    ends = [*np.flatnonzero(changes(chain[left[order]])).tolist(), len(order)]
    for begin, end in pairwise(ends):
        groups = _Groups(pairs[begin:end], first, last, least, lowest, max_gap_days)
        made += groups.joined()
    table = np.array(made, np.float64).reshape(len(made), 6)
    return Joins(table[:, 0].astype(np.int64), table[:, 1].astype(np.int64), *table[:, 2:].T)


def cut(n: int, found: Joins, stands: NDArray[np.bool_]) -> tuple[tuple[int, ...], ...]:
    """The largest branches that stand; an article of none is a group of its own.

    Args:
        stands: shape (joins,), whether each branch is one group.
    """
    into, gone, whole = found.into.tolist(), found.gone.tolist(), stands.tolist()
    kept: dict[int, bool] = {}  # whether the branch that a group went into stands as a whole
    for at in reversed(range(len(whole))):
        whole[at] = whole[at] or kept.get(into[at], False)
        kept[into[at]] = kept[gone[at]] = whole[at]
    members = {at: [at] for at in range(n)}
    for a, b, together in zip(into, gone, whole, strict=True):
        if together:
            members[a] += members.pop(b)
    return tuple(sorted(tuple(sorted(found)) for found in members.values()))


def _chains(
    n: int, left: Ints, right: Ints, log_odds: Floats, when: Days, threshold: float, max_gap_days: int
) -> NDArray[np.int32]:
    """The chain of likely pairs in which each article stands, shape (n,): no group reaches further.

    Two groups are joined only where one of their pairs, at least, is as high as their average must be.
    """
    may = (log_odds >= threshold - _ROUNDING) & (when.gap(left, right) <= max_gap_days)
    graph = coo_matrix((np.ones(int(may.sum()), np.int8), (left[may], right[may])), shape=(n, n))
    return np.asarray(connected_components(graph, directed=False)[1], np.int32)


def meeting(found: Joins, a: int, b: int) -> int | None:
    """The join at which the groups of two articles meet; None where they never do."""
    for at, (into, gone) in enumerate(zip(found.into.tolist(), found.gone.tolist(), strict=True)):
        if {into, gone} == {a, b}:
            return at
        a, b = into if a == gone else a, into if b == gone else b
    return None


class _Groups:
    """The groups of one chain so far. `links[a][b]`: sum over their pairs of log-odds above the floor."""

    def __init__(
        self,
        pairs: list[tuple[int, int, float]],
        first: list[int],
        last: list[int],
        floor: list[float],
        lowest: float,
        max_gap: int,
    ) -> None:
        self.links: defaultdict[int, dict[int, float]] = defaultdict(dict)
        for a, b, above in pairs:
            self.links[a][b] = self.links[b][a] = above
        self.size = dict.fromkeys(self.links, 1)
        self.first = {at: first[at] for at in self.links}
        self.last = {at: last[at] for at in self.links}
        self.floor = {at: floor[at] for at in self.links}  # of a group, the mean of its articles
        self.lowest, self.max_gap = lowest, max_gap
        self.queue: list[tuple[float, int, int]] = []

    def joined(self) -> list[tuple[int, int, float, int, int, float]]:
        """Join the likeliest two groups until none is likely enough; each join as the fields of `Joins`."""
        made = list[tuple[int, int, float, int, int, float]]()
        for a, links in self.links.items():
            for b in links:
                if a < b:
                    self._offer(a, b)
        while self.queue:
            value, a, b = heapq.heappop(self.queue)
            if a in self.size and b in self.size and -value == round(self._average(a, b), 9):
                one, two = self.size[a], self.size[b]
                rival = max(self._rival(a, b), self._rival(b, a))
                made.append((a, b, -value, max(one, two), min(one, two), rival))
                self._join(a, b)
        return made

    def _average(self, a: int, b: int) -> float:
        return min(self.floor[a], self.floor[b]) + self.links[a].get(b, 0.0) / (self.size[a] * self.size[b])

    def _rival(self, a: int, b: int) -> float:
        """The highest average of `a` with any group but `b`."""
        return max((self._average(a, other) for other in self.links[a] if other != b), default=FLOOR)

    def _offer(self, a: int, b: int) -> None:
        value = self._average(a, b)
        if value >= self.lowest:
            apart = max(self.last[a], self.last[b]) - min(self.first[a], self.first[b])
            if apart <= self.max_gap:
                heapq.heappush(self.queue, (-round(value, 9), min(a, b), max(a, b)))

    def _join(self, a: int, b: int) -> None:
        mine = self.links[a]
        one, two = self.size[a], self.size.pop(b)
        self.floor[a] = (one * self.floor[a] + two * self.floor.pop(b)) / (one + two)
        self.size[a] = one + two
        self.first[a] = min(self.first[a], self.first.pop(b))
        self.last[a] = max(self.last[a], self.last.pop(b))
        for other, value in self.links.pop(b).items():
            theirs = self.links[other]
            del theirs[b]
            if other != a:
                mine[other] = theirs[a] = mine.get(other, 0.0) + value
        for other in mine:
            self._offer(a, other)
