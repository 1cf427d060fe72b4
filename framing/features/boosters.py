"""Boosters: words that press a point and leave no room for doubt."""

from __future__ import annotations

from collections.abc import Iterator

from framing.features._lists import listed
from framing.records import Evidence
from framing.text import Reading

ORDER = 30
TITLE = "Boosters"
MEANING = "Words that press a point and shut out doubt, such as “clearly”, “of course” or “extremely”."
UNIT = "words"
LISTS = ("boosters",)

_KINDS = {
    "certainty": "booster: says that there is no doubt",
    "agreement": "booster: takes the reader's agreement as given",
    "proof": "booster: says that the matter is settled",
    "intensity": "booster: makes a word stronger",
}


def find(reading: Reading) -> Iterator[Evidence]:
    """The boosters of an article (Hyland, 2005)."""
    return listed(reading, "boosters", _KINDS)
