"""Outlet against outlet: frozen records of what was counted in articles of the same events."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from framing.records import Tally

Standing = Literal["more", "fewer", "not certain", "cannot tell"]

OTHERS = ""
"""In place of an outlet: all the others that cover the same events."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted in one article of an event: by sign, the hits and what they were looked for in.

    `number` is the article's place in the event; `account` is shared by near-copies.
    """

    event: str
    outlet: str
    number: int
    account: int
    tallies: tuple[tuple[str, Tally], ...]


@dataclass(frozen=True, slots=True)
class PairedRate:
    """One sign in an outlet and in another (or in all others), on the events that both cover.

    `low` and `high` bound the difference of the two rates per 100 (95%). `chance` is how often so large a
    difference comes about where both write alike, `adjusted` the same for all comparisons together.
    """

    outlet: str
    other: str
    sign: str
    events: int
    mine: Tally
    theirs: Tally
    low: float
    high: float
    chance: float
    adjusted: float
    verdict: Standing

    @property
    def difference(self) -> float:
        """Of the rates per 100: above 0 where `outlet` has more."""
        return self.mine.per_100 - self.theirs.per_100


@dataclass(frozen=True, slots=True)
class OutletProfiles:
    """Outlets over many events, those first that share most events with others.

    `left_out` are outlets beyond the most that are compared; `shared`: how many events every two share;
    `tested`: among how many comparisons the certain ones were found.
    """

    outlets: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    shared: tuple[tuple[str, str, int], ...] = ()
    paired: tuple[PairedRate, ...] = ()
    tested: int = 0
