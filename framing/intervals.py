"""Intervals for counts: what a small number can and cannot show."""

from __future__ import annotations

from functools import lru_cache

from framing.records import Tally


@lru_cache(maxsize=65536)
def poisson(hits: float, *, level: float = 0.95) -> tuple[float, float]:
    """The exact interval for the mean of a Poisson count (Garwood, 1936).

    Args:
        hits: the count, zero or more.
        level: how often the interval should hold the true mean, in (0, 1).

    >>> low, high = poisson(0)
    >>> low, round(high, 2)
    (0.0, 3.69)
    """
    from scipy.special import chdtri  # scipy takes a while to import, and help texts need none of it

    tail = (1.0 - level) / 2.0
    low = float(chdtri(2.0 * hits, 1.0 - tail)) / 2.0 if hits > 0 else 0.0
    return low, float(chdtri(2.0 * hits + 2.0, tail)) / 2.0


def rate_per_100(tally: Tally, *, level: float = 0.95) -> tuple[float, float]:
    """The exact Poisson interval of a tally's rate per 100 words; (0, 0) where no word was read.

    >>> low, high = rate_per_100(Tally(3, 200))
    >>> round(low, 2), round(high, 2)
    (0.31, 4.38)
    """
    if not tally.words:
        return 0.0, 0.0
    low, high = poisson(tally.hits, level=level)
    return 100.0 * low / tally.words, 100.0 * high / tally.words


def share(hits: float, trials: float, *, level: float = 0.95) -> tuple[float, float]:
    """The interval of a share, in [0, 1] (Wilson, 1927); (0, 1) where there was no trial.

    >>> low, high = share(1, 2)
    >>> round(low, 2), round(high, 2)
    (0.09, 0.91)
    """
    if not trials:
        return 0.0, 1.0
    from scipy.special import ndtri

    z = float(ndtri(1.0 - (1.0 - level) / 2.0))
    p = hits / trials
    centre = (p + z * z / (2 * trials)) / (1 + z * z / trials)
    half = z / (1 + z * z / trials) * (p * (1 - p) / trials + z * z / (4 * trials * trials)) ** 0.5
    return max(0.0, centre - half), min(1.0, centre + half)
