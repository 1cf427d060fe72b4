"""Outlet against outlet over many events, on shared events only, so that what differs is not the agenda.

Every sign is counted in both outlets' accounts of the same events. If both wrote alike, either of the two
counts of an event could as well be the other's: that is what chance is measured by (a paired randomisation
test, Fisher, 1935). The interval is that of a ratio over events, by its linearised variance (Cochran, 1977).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from framing.compare.multiple import holm
from framing.paired import OTHERS, Counted, OutletProfiles, PairedRate, Standing
from framing.records import Tally

if TYPE_CHECKING:
    import numpy as np

FEWEST_EVENTS = 6
"""Even if five shared events all point one way, chance does so in 6 of 100 such cases."""
FEWEST_HITS = 10
_LEVEL = 0.05
_EXACT = 12  # shared events up to which every way to swap them is tried
_AT_ONCE = 4096
_SEED = 20_310_304


def profiles(
    counted: Iterable[Counted],
    *,
    most_outlets: int = 12,
    fewest_events: int = FEWEST_EVENTS,
    fewest_hits: int = FEWEST_HITS,
    level: float = _LEVEL,
) -> OutletProfiles:
    """Every sign of every outlet against the others of the same events, and against each other outlet.

    Near-copies count once for an outlet, and not at all between two outlets that both run the same text. With
    two outlets alone, "against the others" is the same and left out. What is called certain is so after
    Holm's correction for all comparisons tested.

    Args:
        most_outlets: those that share most events; the rest are named in `left_out`.
        fewest_events: shared events below which nothing is tested.
        fewest_hits: hits of both together below which a sign is not tested.
        level: how often even one difference may be called certain where all write alike.
    """
    by_event = _by_event(counted)
    ranked = _ranked(by_event)
    outlets, left_out = ranked[:most_outlets], ranked[most_outlets:]
    pairs = [(one, other) for one, other in combinations(outlets, 2)]
    sides = [(pair, _shared(by_event, *pair)) for pair in pairs]
    shared = tuple((*pair, len(found)) for pair, found in sides)
    if len(outlets) > 2:
        sides = [((one, OTHERS), _shared(by_event, one, OTHERS)) for one in outlets] + sides
    signs = list(dict.fromkeys(s for group in by_event.values() for each in group for s, _ in each.tallies))
    rows = [
        row
        for (one, other), found in sides
        if found
        for row in _compared(
            one, other, found, signs, fewest_events, fewest_hits, trials=40 * len(sides) * len(signs)
        )
    ]
    tried = [row for row in rows if row.verdict != "cannot tell"]
    adjusted = iter(holm([row.chance for row in tried]))
    judged = tuple(
        row if row.verdict == "cannot tell" else _judged(row, next(adjusted), level) for row in rows
    )
    return OutletProfiles(tuple(outlets), tuple(left_out), shared, judged, len(tried))


def _judged(row: PairedRate, adjusted: float, level: float) -> PairedRate:
    sure = adjusted <= level and row.low * row.high > 0
    verdict: Standing = "not certain" if not sure else "more" if row.difference > 0 else "fewer"
    return replace(row, adjusted=adjusted, verdict=verdict)


def _by_event(counted: Iterable[Counted]) -> dict[str, list[Counted]]:
    found: dict[str, list[Counted]] = {}
    for each in sorted(counted, key=lambda each: (each.event, each.number)):
        found.setdefault(each.event, []).append(each)
    return found


def _ranked(by_event: Mapping[str, Sequence[Counted]]) -> list[str]:
    """Outlets that share an event with another, most shared events first."""
    times: dict[str, int] = defaultdict(int)
    for group in by_event.values():
        outlets = {each.outlet for each in group}
        for outlet in outlets if len({each.account for each in group}) > 1 else ():
            times[outlet] += int(len(outlets) > 1)
    return sorted((o for o, n in times.items() if n), key=lambda outlet: (-times[outlet], outlet))


def sides(group: Sequence[Counted], one: str, other: str) -> tuple[tuple[Counted, ...], tuple[Counted, ...]]:
    """The articles of one event that count for an outlet and for another (or all others): one an account.

    An account that both have is neither's.

    >>> who = [("A", 1), ("B", 1), ("A", 2), ("B", 3)]
    >>> rows = [Counted("e", outlet, at, account, ()) for at, (outlet, account) in enumerate(who)]
    >>> [[each.number for each in side] for side in sides(rows, "A", "B")]
    [[2], [3]]
    """
    mine: dict[int, Counted] = {}
    theirs: dict[int, Counted] = {}
    for each in group:
        if each.outlet == one:
            mine.setdefault(each.account, each)
        elif other in (OTHERS, each.outlet):
            theirs.setdefault(each.account, each)
    both = mine.keys() & theirs.keys()
    return (
        tuple(each for account, each in mine.items() if account not in both),
        tuple(each for account, each in theirs.items() if account not in both),
    )


_Sides = tuple[tuple[Counted, ...], tuple[Counted, ...]]


def _shared(by_event: Mapping[str, Sequence[Counted]], one: str, other: str) -> list[_Sides]:
    found = [sides(group, one, other) for group in by_event.values()]
    return [pair for pair in found if pair[0] and pair[1]]


def _compared(
    one: str,
    other: str,
    found: Sequence[_Sides],
    signs: Sequence[str],
    fewest_events: int,
    fewest_hits: int,
    *,
    trials: int,
) -> Iterator[PairedRate]:
    """Every sign of one pair of sides."""
    import numpy as np

    counts = np.zeros((len(found), 2, len(signs), 2))  # event, side, sign, hits and words
    at = {sign: place for place, sign in enumerate(signs)}
    for event, pair in enumerate(found):
        for side, group in enumerate(pair):
            for each in group:
                for sign, tally in each.tallies:
                    counts[event, side, at[sign]] += tally.hits, tally.words
    total = counts.sum(axis=0)
    enough = len(found) >= fewest_events
    tried = (total[:, :, 0].sum(axis=0) >= fewest_hits) & (total[:, :, 1].min(axis=0) > 0) & enough
    chances = _chances(counts[:, :, tried], trials) if tried.any() else np.ones(0)
    chance = dict(zip(np.flatnonzero(tried).tolist(), chances.tolist(), strict=True))
    for place, sign in enumerate(signs):
        mine, theirs = (Tally(float(h), int(w)) for h, w in total[:, place])
        low, high = _interval(counts[:, :, place])
        verdict: Standing = "not certain" if place in chance else "cannot tell"
        p = chance.get(place, 1.0)
        yield PairedRate(one, other, sign, len(found), mine, theirs, low, high, p, 1.0, verdict)


def _chances(counts: np.ndarray, trials: int) -> np.ndarray:
    """How often a difference of rates at least as large comes about when the sides of events are swapped.

    Args:
        counts: shape (events, 2, signs, 2), hits and words of both sides.
        trials: at least so many ways to swap, drawn with a fixed seed, where there are too many for all.

    Returns:
        Shape (signs,), in (0, 1].
    """
    import numpy as np

    swap = (counts[:, 0] - counts[:, 1]).reshape(len(counts), -1)
    both, theirs = counts.sum(axis=(0, 1)), counts[:, 1].sum(axis=0)
    observed = np.abs(_difference(counts[:, 0].sum(axis=0), theirs))
    reached, done = np.zeros(counts.shape[2]), 0
    for kept in _swaps(len(counts), max(9_999, trials)):
        mine = theirs + (kept @ swap).reshape(len(kept), *theirs.shape)
        reached += (np.abs(_difference(mine, both - mine)) >= observed * (1 - 1e-9)).sum(axis=0)
        done += len(kept)
    exact = len(counts) <= _EXACT  # the observed way is one of them; else it is added
    chances: np.ndarray = reached / done if exact else (reached + 1) / (done + 1)
    return chances


def _swaps(events: int, trials: int) -> Iterator[np.ndarray]:
    """Which events stay as they are (1) and which are swapped (0), some thousand ways at a time."""
    import numpy as np

    if events <= _EXACT:
        yield (np.arange(2**events)[:, None] >> np.arange(events) & 1).astype(float)
        return
    drawn = np.random.default_rng(_SEED)
    for start in range(0, trials, _AT_ONCE):
        yield drawn.integers(0, 2, size=(min(_AT_ONCE, trials - start), events)).astype(float)


def _difference(mine: np.ndarray, theirs: np.ndarray) -> np.ndarray:
    """Of the rates; hits and words are along the last axis."""
    import numpy as np

    rates = (side[..., 0] / np.maximum(side[..., 1], 1e-9) for side in (mine, theirs))
    first, second = rates
    difference: np.ndarray = first - second
    return difference


def _interval(counts: np.ndarray) -> tuple[float, float]:
    """The 95% interval of the difference of two rates per 100, from counts of shape (events, 2, 2)."""
    import numpy as np
    from scipy.special import stdtrit

    events, total = len(counts), counts.sum(axis=0)
    if events < 2 or total[:, 1].min() <= 0:
        return -100.0, 100.0
    rates = total[:, 0] / total[:, 1]
    rest = (counts[:, :, 0] - rates * counts[:, :, 1]) * events / total[:, 1]
    apart = rest[:, 0] - rest[:, 1]
    error = float(np.sqrt((apart**2).sum() / (events * (events - 1))))
    middle, half = float(rates[0] - rates[1]), float(stdtrit(events - 1, 0.975)) * error
    return round(100.0 * (middle - half), 6), round(100.0 * (middle + half), 6)
