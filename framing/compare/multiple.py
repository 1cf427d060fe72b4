"""Many comparisons at once: which of them hold."""

from __future__ import annotations

from collections.abc import Sequence


def holm(chances: Sequence[float]) -> tuple[float, ...]:
    """Each probability adjusted for all of them, in the order given (Holm, 1979).

    Calling those at or below a level certain errs in even one of them no more often than the level says,
    however the comparisons hang together. That is the promise that a sentence read on its own needs; a list
    to browse may allow a share of false finds instead (`keyness`).

    Args:
        chances: p-values in [0, 1].

    >>> holm([0.01, 0.04, 0.03])
    (0.03, 0.06, 0.06)
    """
    adjusted, largest = [1.0] * len(chances), 0.0
    for rank, at in enumerate(sorted(range(len(chances)), key=lambda at: chances[at])):
        largest = max(largest, min(1.0, round(chances[at] * (len(chances) - rank), 12)))
        adjusted[at] = largest
    return tuple(adjusted)
