"""All that could be a speaker in an article, with what is told of each by its words and marks alone."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from framing.attribution.cues import reporting_forms
from framing.attribution.link import Segment, segments
from framing.attribution.names import names
from framing.attribution.tagger import Tags
from framing.attribution.tokens import Token
from framing.text import lower

Floats = NDArray[np.float64]
# The signs of a mention by itself.
ITSELF = (
    "marked as speaker",
    "marked by the eager reading",
    "marked by neither",
    "mean score as speaker",
    "highest score as speaker",
    "personal pronoun",
    "relative pronoun",
    "possessive",
    "has a capital",
    "after a preposition",
    "before a comma",
    "before who or that",
    "opens its sentence",
    "length",
    "cut at a comma",
    "cut before what it says or when",
    "holds what it says or when",
)
_PERSONAL = frozenset("he she they i we it you".split())
_RELATIVE = frozenset("who which that whose what".split())
_POSSESSIVE = frozenset("his her their its my our".split())
_ASIDE = frozenset((",", "—", "–", "(", "who"))
_WHEN = frozenset("on in at during after before via".split())
_GENITIVE = frozenset(("'s", "’s", "'", "’"))
_PREPOSITIONS = frozenset("of for in with on at from about to".split())


@dataclass(frozen=True, slots=True)
class Mentions:
    """All that could be a speaker in an article: at which tokens, and their signs (n, len(ITSELF))."""

    first: NDArray[np.intp]
    end: NDArray[np.intp]
    itself: Floats
    side: Floats


@dataclass(frozen=True, slots=True)
class Page:
    """An article as the choice of speakers sees it; counts are of what stands before a token."""

    line: Sequence[Token]
    starts: Sequence[int]
    words: Sequence[str]
    sentence: NDArray[np.intp]
    mentions: Mentions
    cues: NDArray[np.intp]
    speakers: NDArray[np.intp]
    content: NDArray[np.intp]
    sure: frozenset[int]


def page_of(line: Sequence[Token], tags: Tags, labels: Sequence[str]) -> Page:
    """What the choice needs to know of an article: `labels` as they were mended, `tags` as they came."""
    words = [lower(token.text) for token in line]
    sentence = np.array([token.sentence for token in line], dtype=np.intp)
    return Page(
        line=line,
        starts=[token.span.start for token in line],
        words=words,
        sentence=sentence,
        mentions=_mentions(line, words, tags, labels),
        cues=_counted(label == "B-Q" for label in labels),
        speakers=_counted(label[:3] == "B-S" for label in labels),
        content=_counted(label[2:3] == "C" for label in labels),
        sure=frozenset(
            at
            for at, (mended, came) in enumerate(zip(labels, tags.labels, strict=True))
            if mended[:3] == "B-S" and came[2:3] != "S"
        ),
    )


def _counted(marks: Iterable[bool]) -> NDArray[np.intp]:
    return np.concatenate([[0], np.cumsum([int(mark) for mark in marks], dtype=np.intp)]).astype(np.intp)


def _mentions(line: Sequence[Token], words: Sequence[str], tags: Tags, labels: Sequence[str]) -> Mentions:
    marked = {_unbracketed(words, one) for one in segments(labels) if one.what == "S"}
    eager = {_unbracketed(words, one) for one in segments(tags.eager) if one.what == "S"}
    whole = sorted(marked | eager)
    at_comma = {place for one in whole for place in _cut(words, *one, at=_ASIDE)} - marked - eager
    at_verb = {place for one in whole for place in _cut(words, *one, at=_goes_on())} - marked - eager
    places = sorted({*whole, *at_comma, *at_verb, *_named(line, words, tags)})
    total = np.concatenate([[0.0], np.cumsum(tags.speaker[:, 1], dtype=np.float64)])
    rows, sides = np.zeros((len(places), len(ITSELF))), np.zeros(len(places))
    for row, (first, end) in enumerate(places):
        scores = tags.speaker[first:end, 0]
        rows[row] = (
            (first, end) in marked,
            (first, end) in eager,
            (first, end) not in marked | eager,
            np.tanh(scores.mean() / 3),
            np.tanh(scores.max() / 3),
            *_form(line, words, first, end),
            (first, end) in at_comma,
            (first, end) in at_verb,
            any(_cut(words, first, end, at=_goes_on())),
        )
        sides[row] = (total[end] - total[first]) / (end - first)
    return Mentions(
        np.array([first for first, _ in places], dtype=np.intp),
        np.array([end for _, end in places], dtype=np.intp),
        rows,
        sides,
    )


def _unbracketed(words: Sequence[str], one: Segment) -> tuple[int, int]:
    """Where a speaker stands, without what a bracket opened before it closes in it: "(CNN) Ana Lee"."""
    inside = words[one.first : one.last + 1]
    closed = inside.index(")") + 1 if ")" in inside else 0
    if "(" in inside[:closed] or closed == len(inside):
        closed = 0
    return one.first + closed, one.last + 1


def _named(line: Sequence[Token], words: Sequence[str], tags: Tags) -> Iterator[tuple[int, int]]:
    starts = [token.span.start for token in line]
    for name in names(line, tags.entities):
        yield bisect_left(starts, name.span.start), bisect_left(starts, name.span.end)
    for at, word in enumerate(words):
        if word in _PERSONAL or word in _RELATIVE or word in _POSSESSIVE:
            yield at, at + 1


def _cut(words: Sequence[str], first: int, end: int, *, at: Container[str]) -> Iterator[tuple[int, int]]:
    """ "Ana Lee" out of "Ana Lee, who is the mayor" or "Ana Lee on Monday": up to the first of some words."""
    stop = next((place for place in range(first + 1, end) if words[place] in at), end)
    if stop < end:
        yield first, stop


@cache
def _goes_on() -> frozenset[str]:
    return frozenset(reporting_forms()) | _WHEN


def _form(line: Sequence[Token], words: Sequence[str], first: int, end: int) -> tuple[float, ...]:
    """The signs of ITSELF that the words of a mention and those beside it give."""
    before = words[first - 1] if first else ""
    after = words[end] if end < len(words) else ""
    word = words[first] if end == first + 1 else ""
    return (
        word in _PERSONAL,
        word in _RELATIVE,
        words[end - 1] in _GENITIVE or word in _POSSESSIVE or after in ("'s", "’s"),
        line[first].text[:1].isupper() or line[end - 1].text[:1].isupper(),
        before in _PREPOSITIONS,
        after == ",",
        after in ("who", "that", "which"),
        first == 0 or line[first - 1].sentence != line[first].sentence,
        min(end - first, 15) / 15,
    )
