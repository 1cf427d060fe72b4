"""Whom a sentence speaks of: persons by surname, and those whom a pronoun stands for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from framing.compare.weights import STOP
from framing.text import Reading

_TITLES = frozenset("mr mrs ms dr sen rep gov president senator representative governor secretary".split())
_PRONOUNS = frozenset("he him his she her".split())
# "House" and "Court" stand alone too, and are no surnames.
_INSTITUTIONS = frozenset(
    """
    house court party senate committee department office street states city county university times post
    journal news york council agency bureau service union association commission center centre school church
    bank fund act bill law deal day air force guard army navy national district conference board caucus
    republican republicans democrat democrats democratic israel korea carolina dakota virginia jersey mexico
    hampshire hill administration american americans obama's trump's
    """.split()
)


def given_names(readings: Sequence[Reading]) -> frozenset[tuple[str, str]]:
    """Pairs such as (michael, steele) where the second also stands without the first."""
    pairs: Counter[tuple[str, str]] = Counter()
    alone: Counter[str] = Counter()
    for reading in readings:
        for words in reading.words[1:]:
            for place, word in enumerate(words):
                if not reading.text[word.span.start].isupper():
                    continue
                before = words[place - 1] if place else None
                joined = (
                    before is not None
                    and reading.text[before.span.start].isupper()
                    and reading.text[before.span.end : word.span.start] == " "
                    and before.lower not in STOP
                )
                if joined and before is not None:
                    pairs[(bare(before.lower), bare(word.lower))] += 1
                else:
                    alone[bare(word.lower)] += 1
    return frozenset(
        (given, name) for given, name in pairs if alone[name] and not {given, name} & _INSTITUTIONS
    )


def people(readings: Sequence[Reading]) -> tuple[frozenset[str], ...]:
    """The surnames of the persons that each sentence of an event speaks of, article by article.

    A person is known by a title, or by a first name somewhere in the event. A sentence that names nobody and
    holds "he" or "she" speaks of the person who was named last in the body.

    >>> from framing.records import Article
    >>> from framing.text import read
    >>> text = "Mayor Ortwin\\n\\nMr. Ortwin left. He gave no reason. The dam held."
    >>> [sorted(names) for names in people([read(Article("a", None, None, "unknown", "Mayor Ortwin", text))])]
    [['ortwin'], ['ortwin'], ['ortwin'], []]
    """
    known = {name for _, name in given_names(readings)} | _titled(readings)
    found = []
    for reading in readings:
        last: str | None = None
        for sentence, words in zip(reading.sentences, reading.words, strict=True):
            named = [
                name
                for word in words
                if reading.text[word.span.start].isupper() and (name := bare(word.lower)) in known
            ]
            meant = last is not None and not named and any(word.lower in _PRONOUNS for word in words)
            found.append(frozenset([last] if meant and last is not None else named))
            if named and sentence.index > 0:
                last = named[-1]
    return tuple(found)


def _titled(readings: Sequence[Reading]) -> set[str]:
    return {
        bare(after.lower)
        for reading in readings
        for words in reading.words
        for title, after in pairwise(words)
        if title.lower.rstrip(".") in _TITLES and reading.text[after.span.start].isupper()
    }


def bare(lower: str) -> str:
    """A lower-case word without the ending of a possessive, and without a full stop."""
    return lower.removesuffix("'s").removesuffix("'").rstrip(".")
