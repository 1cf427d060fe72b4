"""Superlatives and absolutes: all or nothing, the most or the least."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from framing.features._lists import is_name, matches, note
from framing.records import Evidence, Span, Word
from framing.text import Reading

ORDER = 40
TITLE = "Superlatives and absolutes"
MEANING = "Words that go to the extreme, such as “never”, “totally”, “worst” or “unprecedented”."
UNIT = "words"
LISTS = ("absolutes",)

_KINDS = {
    "absolute": "absolute: allows no exception",
    "superlative": "superlative: the most or the least",
    "unparalleled": "says that the like was never seen",
}
_BEFORE_MOST = frozenset("the its his her their our my your america's nation's country's world's".split())
_ADJECTIVE = re.compile(
    r".{2,}(?:ful|ous|ive|able|ible|al|ant|ent|ic|ary|some|less|ed|ing|ular|ish|ile|ite|id|st|me)$"
)
# What is merely the newest or the usual; and nouns that the endings let through.
_PLAIN = frozenset(
    "recent recently part basic common commonly americans time cited watched frequent "
    "senior parents students government president percent event moment agreement residents talent "
    "agent".split()
)


def find(reading: Reading) -> Iterator[Evidence]:
    """The extremes of an article (Pomerantz, 1986): from the list, and superlatives with "most"."""
    found = [
        Evidence(
            "absolutes",
            match.span,
            note=note(_KINDS[match.entry.category], "absolutes", match.entry),
            category=match.entry.category,
        )
        for sentence, words, match in matches(reading, "absolutes")
        if not is_name(reading.text, sentence, words, match.first)
    ]
    listed = {evidence.span.start for evidence in found}
    for words in reading.words:
        found += (evidence for evidence in _most(words) if evidence.span.start not in listed)
    return iter(sorted(found, key=lambda evidence: evidence.span))


def _most(words: Sequence[Word]) -> Iterator[Evidence]:
    """ "the most dangerous", not "most Americans" and not "the most recent"."""
    for at, word in enumerate(words[1:-1], start=1):
        if word.lower not in ("most", "least"):
            continue
        before, after = words[at - 1].lower, words[at + 1].lower
        possessive = before.endswith("'s")
        if (before in _BEFORE_MOST or possessive) and after not in _PLAIN and _ADJECTIVE.match(after):
            span = Span(word.span.start, words[at + 1].span.end)
            yield Evidence(
                "absolutes",
                span,
                note=f"{_KINDS['superlative']} (built with “{word.lower}”)",
                category="superlative",
            )
