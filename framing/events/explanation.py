"""What speaks for and against two articles being the same event, as a record and in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

SHOWN = 6  # of the passages, how many are put in words
_WIDEST = 160  # characters of a passage that are put in words


@dataclass(frozen=True, slots=True)
class Meeting:
    """Where the groups of two articles would be joined.

    Attributes:
        larger, smaller: how many articles the two groups have.
        mean: log-odds of the pairs across, on average.
        log_odds: of the join, by this mean, the sizes and how near a third group is.
        needed: log-odds from which on a join stands.
    """

    larger: int
    smaller: int
    mean: float
    log_odds: float
    needed: float

    def in_words(self) -> str:
        """The same as a sentence."""
        groups = f"groups of {self.larger} and {self.smaller}" if self.larger > 1 else "the two alone"
        return (
            f"joined as {groups}: pairs across {self.mean:+.2f} on average; with sizes and the nearest third"
            f" group {self.log_odds:+.2f}, needed {self.needed:+.2f}"
        )


@dataclass(frozen=True, slots=True)
class Explanation:
    """What speaks for and against two articles reporting the same event.

    Attributes:
        same: True when they stand in one event.
        verdict: how that came about, in a sentence.
        compared: False where the pair was never looked at: too far apart in time, or neither is among the
            articles nearest to the other. Everything below is worked out all the same.
        probability: of this pair alone, in [0, 1]; the event also depends on the other articles.
        meeting: the join of the groups of both; None where they are too unlike to come near one.
        days_apart: None where a day is not known.
        names, words, numbers: what they share, most telling first.
        only_left, only_right: names that one of them alone has, most telling first.
        quotations: runs of words that both hold, longest first.
        weekdays: the weekdays that each names.
        parts: meaning of each evidence, its value, and what it adds to the log-odds against the usual pair,
            from the strongest argument for to the strongest against.
        copied: share of the shorter article's word runs that the other one holds, in [0, 1].
        origin: the id of the one that the other nearly repeats, None where neither is a copy of the other.
        changes: what the copy did with the origin's text: "added", "left out" or "reworded", the origin's
            words and the copy's.
    """

    left: str
    right: str
    same: bool
    verdict: str
    compared: bool
    probability: float
    days_apart: int | None
    names: tuple[str, ...]
    words: tuple[str, ...]
    numbers: tuple[str, ...]
    only_left: tuple[str, ...]
    only_right: tuple[str, ...]
    quotations: tuple[str, ...]
    weekdays: tuple[tuple[str, ...], tuple[str, ...]]
    parts: tuple[tuple[str, float, float], ...]
    copied: float
    origin: str | None = None
    changes: tuple[tuple[str, str, str], ...] = ()
    meeting: Meeting | None = None

    def in_words(self) -> str:
        """The same for a reader: the verdict, what they share and do not, and what weighed how much."""
        days = "not known" if self.days_apart is None else str(self.days_apart)
        lines = [
            f"{self.left} and {self.right}: {self.verdict}",
            f"chance that this pair alone is one event: {self.probability:.2f}",
            *([self.meeting.in_words()] if self.meeting else []),
            f"days between them: {days}",
            *_listed("names in both", self.names),
            *_listed("numbers in both", self.numbers),
            *_listed("words in both", self.words),
            *_listed(f"names in {self.left} alone", self.only_left),
            *_listed(f"names in {self.right} alone", self.only_right),
            *_listed(f"weekdays named in {self.left}", [day.title() for day in self.weekdays[0]]),
            *_listed(f"weekdays named in {self.right}", [day.title() for day in self.weekdays[1]]),
            *(f"words in a row in both: {_clipped(run)}" for run in self.quotations[:SHOWN]),
            *self._weighed("what spoke for one event", 1),
            *self._weighed("what spoke against it", -1),
        ]
        if self.origin is not None:
            lines += [f"near-copies: {self.copied:.0%} of the shorter one, likely origin {self.origin}"]
            lines += [f"  {kind}: {_change(here, there)}" for kind, here, there in self.changes[:SHOWN]]
        return "\n".join(lines)

    def _weighed(self, heading: str, sign: int) -> list[str]:
        """The evidence of one side, the strongest first, with what it adds to the log-odds."""
        told = sorted((part for part in self.parts if part[2] * sign > 0), key=lambda part: -part[2] * sign)
        lines = [f"  {weight:+.2f}  {what} (measured: {value:.2f})" for what, value, weight in told]
        return [f"{heading}, beside the usual pair:", *lines] if lines else []


def _listed(heading: str, found: Sequence[str]) -> list[str]:
    return [f"{heading}: {', '.join(found)}"] if found else []


def _change(here: str, there: str) -> str:
    return " → ".join(_clipped(" ".join(part.split())) for part in (here, there) if part)


def _clipped(passage: str) -> str:
    return f"“{passage}”" if len(passage) <= _WIDEST else f"“{passage[:_WIDEST]}…”"
