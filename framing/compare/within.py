"""Signs that one outlet shows more or less than the others of the same event, beyond chance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from framing.compare.multiple import holm
from framing.compare.profiles import sides
from framing.paired import OTHERS, Counted, Standing
from framing.records import Tally

_LEVEL = 0.05
_FEWEST = 3  # hits on the side that has more, below which nothing is said to stand out


@dataclass(frozen=True, slots=True)
class Apart:
    """One sign in one outlet's articles of an event (by number), and in all others' together.

    `chance` is how often so large a difference comes about where all write alike, `adjusted` the same for
    all comparisons of the event. "cannot tell": too few hits.
    """

    outlet: str
    numbers: tuple[int, ...]
    sign: str
    mine: Tally
    theirs: Tally
    chance: float
    adjusted: float
    verdict: Standing


def apart(
    counted: Sequence[Counted], clustering: Mapping[str, float], *, level: float = _LEVEL
) -> tuple[Apart, ...]:
    """Every sign of every outlet against the others of one event, after Holm's correction for all of them.

    Near-copies count once, and not against each other.

    Args:
        clustering: by sign, how many hits tell as much as one that stands alone (1 or more): hits come
            together in a sentence, and counts are divided by it (the design effect of Rao and Scott, 1992).
        level: how often even one difference may be called certain where all write alike.
    """
    signs = list(dict.fromkeys(sign for each in counted for sign, _ in each.tallies))
    outlets = sorted({each.outlet for each in counted})
    rows = []
    for outlet in outlets:
        mine, theirs = sides(counted, outlet, OTHERS)
        for sign in signs if mine and theirs else ():
            one, other = (_total(side, sign) for side in (mine, theirs))
            if one.words and other.words:
                chance = chance_of(one, other, clustering.get(sign, 1.0))
                numbers = tuple(each.number for each in mine)
                rows.append(Apart(outlet, numbers, sign, one, other, chance, 1.0, _verdict(one, other)))
    tried = [row for row in rows if row.verdict != "cannot tell"]
    adjusted = iter(holm([row.chance for row in tried]))
    judged = [row if row.verdict == "cannot tell" else _judged(row, next(adjusted), level) for row in rows]
    return tuple(judged)


def chance_of(one: Tally, other: Tally, clustering: float = 1.0) -> float:
    """How often two counts lie so far apart where their rates are the same, in (0, 1].

    Given both counts, that of the one is binomial (Przyborowski and Wilenski, 1940); two-sided.

    >>> round(chance_of(Tally(8, 400), Tally(1, 400)), 3), chance_of(Tally(2, 400), Tally(2, 400))
    (0.039, 1.0)
    """
    from scipy.special import betainc  # scipy takes a while to import

    hits, total = one.hits / clustering, (one.hits + other.hits) / clustering
    share = one.words / (one.words + other.words)
    above = float(betainc(hits, total - hits + 1.0, share)) if hits > 0 else 1.0
    below = float(betainc(total - hits, hits + 1.0, 1.0 - share)) if hits < total else 1.0
    return min(1.0, 2.0 * min(above, below))


def clustering_of(hits: Sequence[float]) -> float:
    """Variance over mean of the hits of sentences, at least 1: what hits that come together tell.

    >>> clustering_of([1, 0, 0, 1, 0]), clustering_of([4, 0, 0, 0])
    (1.0, 3.0)
    """
    total = sum(hits)
    return max(1.0, sum(h * h for h in hits) / total - total / len(hits)) if total else 1.0


def _total(side: Sequence[Counted], sign: str) -> Tally:
    return sum((tally for each in side for name, tally in each.tallies if name == sign), Tally())


def _verdict(one: Tally, other: Tally) -> Standing:
    more = max(one, other, key=lambda tally: tally.per_100)
    return "not certain" if more.hits >= _FEWEST else "cannot tell"


def _judged(row: Apart, adjusted: float, level: float) -> Apart:
    more: Standing = "more" if row.mine.per_100 > row.theirs.per_100 else "fewer"
    return replace(row, adjusted=adjusted, verdict=more if adjusted <= level else "not certain")
