"""Sentences that carry labels, and how faults of theirs are told."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from framing.classifier.naming import BIAS
from framing.errors import FramingError

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Labelled:
    """One labelled sentence.

    `label` is the number of its label in the label set; `votes[k]` annotators gave it label k (one vote for
    the label where nothing else is known). `group` names what may not be parted in an evaluation: the page,
    or the sentence itself where unknown. `where` is the file and the row as a spreadsheet numbers it (the
    line, for JSON lines). `marked`: the words that annotators marked as loaded; None where nobody was asked.
    """

    text: str
    label: int
    votes: tuple[int, ...]
    outlet: str
    topic: str
    group: str
    where: str
    annotator: str = ""
    marked: tuple[str, ...] | None = None

    @property
    def shares(self) -> tuple[float, ...]:
        """Share of the annotators who gave each label; the sum is 1."""
        total = sum(self.votes)
        return tuple(count / total for count in self.votes)


@dataclass(frozen=True, slots=True)
class LabelSet:
    """Checked labels in a fixed order, the names of the labels, what was noticed, and the even splits.

    Nothing is learned from an even split; for how far the annotators agree it counts like every other one.
    """

    rows: tuple[Labelled, ...]
    labels: tuple[str, ...] = BIAS
    notes: tuple[str, ...] = ()
    ties: tuple[tuple[int, ...], ...] = ()

    @property
    def votes(self) -> list[tuple[int, ...]]:
        """For every sentence, how many annotators gave it each label."""
        return [*(row.votes for row in self.rows), *self.ties]


def digest(found: LabelSet) -> str:
    """SHA-256 over the checked labels: text, votes and groups, in their fixed order."""
    made = hashlib.sha256()
    for row in found.rows:
        cells = (row.text, row.label, *row.votes, row.outlet, row.topic, row.group)
        made.update(("\x1f".join(map(str, cells)) + "\x1e").encode())
    return made.hexdigest()


def refuse(faults: Mapping[str, Sequence[str]]) -> None:
    """Nothing where there is no fault.

    Args:
        faults: what is wrong -> where the rows stand.

    Raises:
        FramingError: it names every kind of fault with its rows.
    """
    if faults:
        lines = [f"{fault}: {some(rows)}" for fault, rows in faults.items()]
        raise FramingError(
            "the labels cannot be used as they are:\n" + "\n".join(f"  - {line}" for line in lines),
            hint="mend or delete these rows, then train again",
        )


def some(rows: Sequence[str]) -> str:
    """The first few, and how many more.

    >>> some(["row 1", "row 2", "row 3", "row 4", "row 5", "row 6"])
    'row 1, row 2, row 3, row 4, row 5 and 1 more'
    """
    shown = ", ".join(rows[:_SHOWN])
    return shown if len(rows) <= _SHOWN else f"{shown} and {len(rows) - _SHOWN} more"
