"""The words of a sentence that annotators marked as loaded, however a table writes them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from framing.records import Span

COLUMN = "biased_words"
_QUOTED = re.compile(r"'([^']*)'|\"([^\"]*)\"")


def marked_words(row: Mapping[str, object]) -> tuple[str, ...] | None:
    """The marked words of a row's column `biased_words`; None where there is no such column.

    >>> marked_words({"biased_words": "['vile', 'so-called']"}), marked_words({"biased_words": "vile; mob"})
    (('vile', 'so-called'), ('vile', 'mob'))
    """
    for name, value in row.items():
        if str(name).strip().lower() == COLUMN:
            found = value if isinstance(value, list) else _listed("" if value is None else str(value))
            return tuple(word for word in (str(one).strip() for one in found) if word)
    return None


def _listed(cell: str) -> Sequence[object]:
    cell = cell.strip()
    if not cell.startswith("["):
        return re.split(r"[;,|]", cell)
    try:
        found = json.loads(cell)
    except json.JSONDecodeError:
        # As Python prints a list of words.
        return [one or other for one, other in _QUOTED.findall(cell)]
    return found if isinstance(found, list) else []


def places(text: str, marked: Sequence[str]) -> tuple[Span, ...]:
    """Where the marked words stand in a sentence, each at every place, without regard to capitals.

    >>> places("A vile, vile Mob.", ["vile", "mob"])
    (Span(start=2, end=6), Span(start=8, end=12), Span(start=13, end=16))
    """
    found = {
        Span(*match.span())
        for word in marked
        for match in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE)
    }
    return tuple(sorted(found, key=lambda span: (span.start, span.end)))
