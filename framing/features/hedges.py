"""Hedges: words that hold back from saying that a thing is so."""

from __future__ import annotations

from collections.abc import Iterator

from framing.features._lists import is_name, matches, note
from framing.records import Evidence
from framing.text import Reading

ORDER = 20
TITLE = "Hedges"
MEANING = "Words that leave room for doubt, such as “may”, “allegedly” or “appears to”."
UNIT = "words"
LISTS = ("hedges",)

_KINDS = {
    "possibility": "hedge: says that something is possible",
    "likelihood": "hedge: says that something is likely or not",
    "appearance": "hedge: says how something seems",
    "hearsay": "hedge: says that others say so",
    "caution": "hedge: limits what is said",
}


def find(reading: Reading) -> Iterator[Evidence]:
    """The hedges of an article (Hyland, 2005); the month of May is none."""
    for sentence, words, match in matches(reading, "hedges"):
        following = words[match.end].lower if match.end < len(words) else ""
        if match.entry.entry == "may" and following[:1].isdigit():
            continue
        if not is_name(reading.text, sentence, words, match.first):
            category = match.entry.category
            yield Evidence(
                "hedges", match.span, note=note(_KINDS[category], "hedges", match.entry), category=category
            )
