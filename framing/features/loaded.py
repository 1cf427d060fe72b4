"""Loaded vocabulary: words that judge, stir, or name in one side's way."""

from __future__ import annotations

from collections.abc import Iterator

from framing.features._lists import listed
from framing.records import Evidence
from framing.text import Reading

ORDER = 10
TITLE = "Loaded words"
MEANING = (
    "Words that judge, stir up feeling, label people or soften a hard fact where a plainer word would do."
)
UNIT = "words"
LISTS = ("loaded",)

_KINDS = {
    "evaluative": "judging word: says that something is good or bad",
    "emotive": "emotive word: stirs feeling or dramatises",
    "label": "label: a contested name for people or a cause",
    "euphemism": "euphemism: a soft name for a hard thing",
}


def find(reading: Reading) -> Iterator[Evidence]:
    """The loaded words of an article; the idea: Wiebe et al. (2004), Recasens et al. (2013)."""
    return listed(reading, "loaded", _KINDS, named=frozenset({"label"}))
