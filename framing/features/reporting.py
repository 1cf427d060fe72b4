"""Reporting verbs by stance: said, claimed, revealed, slammed.

Neutral verbs are marked and weigh nothing: a reader sees “said” beside “claimed”, and the rate counts only
the verbs that add a stance.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from framing.features._lists import is_name, matches
from framing.features._verbs import is_verb
from framing.lexicons import Match
from framing.records import Evidence, Word
from framing.text import Reading

ORDER = 50
TITLE = "Reporting verbs with a stance"
MEANING = (
    "Verbs that colour what a source says: “claimed” doubts it, “revealed” believes it, “slammed” heats it "
    "up (“said” is marked, not counted)."
)
UNIT = "words"
LISTS = ("reporting",)

_KINDS = {
    "neutral": "plain reporting verb: marked, not counted",
    "doubting": "reporting verb that keeps its distance from what is said",
    "endorsing": "reporting verb that takes what is said as true",
    "emotive": "reporting verb that says how heatedly it was said",
    "hedged": "reporting verb that weakens what is said",
}
# The list also holds verbs for attribution that report no words: thoughts, and acts such as "discuss".
_NOT_REPORTING = frozenset({"thought", "speech"})


_CLAUSE = 6  # words behind a verb in which its weapon stands
_ARMS = frozenset(
    "weapon weapons weaponry gun guns gunfire rifle rifles pistol pistols machetes bullets bombs grenades "
    "explosives knives missiles rockets mortars artillery tanks shells ammunition batons truncheons".split()
)
_BE = frozenset("is are was were be been being".split())


def find(reading: Reading) -> Iterator[Evidence]:
    """The reporting verbs of an article with their stance (Caldas-Coulthard, 1994; Recasens et al., 2013)."""
    for sentence, words, match in matches(reading, "reporting"):
        entry = match.entry
        if entry.source in _NOT_REPORTING or is_name(reading.text, sentence, words, match.first):
            continue
        if entry.category == "endorsing" and match.first and not _takes_as_true(words, match):
            continue
        if entry.category == "emotive" and _with_arms(words, match):
            continue
        if is_verb(reading.text, words, match):
            sense = f", in the sense: {entry.sense}" if entry.sense else ""
            yield Evidence(
                "reporting",
                match.span,
                weight=0.0 if entry.category == "neutral" else 1.0,
                note=f"{_KINDS[entry.category]} (list: reporting{sense})",
                category=entry.category,
            )


def _with_arms(words: Sequence[Word], match: Match) -> bool:
    """Nobody said a word where they "unloaded on police with heavy weaponry"."""
    behind = words[match.end : match.end + _CLAUSE]
    return any(word.lower in _ARMS for word in behind)


def _takes_as_true(words: Sequence[Word], match: Match) -> bool:
    """Passes over "to reveal", for nothing has been revealed yet, and "they were exposed": no words were."""
    before = words[match.first - 1].lower
    following = words[match.end].lower if match.end < len(words) else ""
    if before in _BE and not words[match.first].lower.endswith("ing"):
        return following in ("that", "to", "as") or words[max(match.first - 2, 0)].lower == "it"
    return before != "to"
