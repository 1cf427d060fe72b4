"""Whose words they are: a choice among the mentions around a cue (conditional logit, McFadden, 1974)."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing import shipped
from framing.attribution.cues import reporting_forms
from framing.attribution.link import Found, segments
from framing.attribution.names import names
from framing.attribution.tagger import Tags
from framing.attribution.tokens import Token
from framing.errors import ModelError
from framing.records import Span
from framing.text import lower

Floats = NDArray[np.float64]
WEIGHTS = "speakers.json"
# Of a mention by itself.
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
# Of a mention as seen from a cue, or from the content where there is no cue.
SEEN = (
    "linked by rule",
    "marked on this side",
    "same sentence",
    "before the cue",
    "distance",
    "cues between",
    "speakers between",
    "content between",
    "within another content",
    "before a passive",
    "after by",
    "before a participle",
    "after according to",
    "next to the cue",
    "right before the cue",
    "right behind the cue",
    "in a sentence before",
    "in a sentence after",
    "no cue: next to the content",
    "no cue: same sentence",
    "no cue: in a sentence before",
    "no cue: marked",
    "personal pronoun right before the cue",
    "relative pronoun right before the cue",
)
# Of a cue that might be nobody's.
NOBODY = (
    "always",
    "none linked by rule",
    "passive",
    "no cue",
    "participle",
    "seems or appears",
    "according to",
    "highest score as speaker in the sentence",
)
_MARKED, _SCORE, _PERSON, _RELATES = map(
    ITSELF.index,
    ("marked as speaker", "mean score as speaker", "personal pronoun", "relative pronoun"),
)
_PERSONAL = frozenset("he she they i we it you".split())
_RELATIVE = frozenset("who which that whose what".split())
_POSSESSIVE = frozenset("his her their its my our".split())
_ASIDE = frozenset((",", "—", "–", "(", "who"))
_WHEN = frozenset("on in at during after before via".split())
_GENITIVE = frozenset(("'s", "’s", "'", "’"))
_PREPOSITIONS = frozenset("of for in with on at from about to".split())
_BE = frozenset("is are was were be been being 's 're ’s ’re get got gets".split())
_PAST = ("ed", "en", "wn", "de", "ld", "ought")
_SEEMS = frozenset("seem seems seemed appear appears appeared".split())


@dataclass(frozen=True, slots=True)
class Mentions:
    """All that could be a speaker in an article: at which tokens, and their signs (n, len(ITSELF))."""

    first: NDArray[np.intp]
    end: NDArray[np.intp]
    itself: Floats
    side: Floats


@dataclass(frozen=True, slots=True)
class Page:
    """An article as the choice sees it; counts are of what stands before a token."""

    line: Sequence[Token]
    starts: Sequence[int]
    words: Sequence[str]
    sentence: NDArray[np.intp]
    mentions: Mentions
    is_cue: NDArray[np.bool_]
    cues: NDArray[np.intp]
    speakers: NDArray[np.intp]
    content: NDArray[np.intp]
    sure: frozenset[int]


@dataclass(frozen=True, slots=True)
class Options:
    """Whom a content may belong to, and the signs: `rows` (k, ITSELF + SEEN), `nobody` (NOBODY,)."""

    spans: tuple[Span, ...]
    rows: Floats
    nobody: Floats


@dataclass(frozen=True, slots=True)
class Weights:
    """What each sign counts, in the order of ITSELF + SEEN and of NOBODY."""

    mention: Floats
    nobody: Floats


def load(folder: Path | None = None, *, language: str = "en") -> Weights:
    """The weights of a folder; without one, those that ship with the package for a language.

    Raises:
        ModelError: the folder has none, or they are of another version.
    """
    return _load(folder or shipped.model("attribution", language))


@cache
def _load(folder: Path) -> Weights:
    hint = "install the package again, or fit them: python -m framing.attribution.fit_speakers --help"
    try:
        stored = json.loads((folder / WEIGHTS).read_text(encoding="utf-8"))
        return Weights(
            np.array([float(stored["mention"][name]) for name in ITSELF + SEEN]),
            np.array([float(stored["nobody"][name]) for name in NOBODY]),
        )
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise ModelError(f"{folder}: there are no usable weights of speakers ({exc})", hint=hint) from exc


def dump(weights: Weights) -> Mapping[str, Mapping[str, float]]:
    """The weights by the name of their sign, as `load` reads them."""
    return {
        "mention": dict(zip(ITSELF + SEEN, (round(float(w), 4) for w in weights.mention), strict=True)),
        "nobody": dict(zip(NOBODY, (round(float(w), 4) for w in weights.nobody), strict=True)),
    }


def choose(weights: Weights, page: Page, found: Found) -> Found:
    """The attribution with the speaker that the signs speak for most, or with none.

    What a sure form names ("Bridge is safe, says mayor") is not asked again.
    """
    if found.speaker and bisect_left(page.starts, found.speaker[0].start) in page.sure:
        return found
    options = options_of(page, found)
    scores = options.rows @ weights.mention
    nobody = float(options.nobody @ weights.nobody)
    best = int(scores.argmax()) if len(scores) else -1
    if best < 0 or scores[best] < nobody:
        return replace(found, speaker=())
    return replace(found, speaker=(options.spans[best],))


def page_of(line: Sequence[Token], tags: Tags, labels: Sequence[str]) -> Page:
    """What `choose` needs to know of an article: `labels` as they were mended, `tags` as they came."""
    words = [lower(token.text) for token in line]
    sentence = np.array([token.sentence for token in line], dtype=np.intp)
    return Page(
        line=line,
        starts=[token.span.start for token in line],
        words=words,
        sentence=sentence,
        mentions=_mentions(line, words, tags, labels),
        is_cue=np.array([label[2:3] == "Q" for label in labels], dtype=bool),
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
    marked = {(one.first, one.last + 1) for one in segments(labels) if one.what == "S"}
    eager = {(one.first, one.last + 1) for one in segments(tags.eager) if one.what == "S"}
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


@dataclass(frozen=True, slots=True)
class _Cue:
    """Where an attribution is looked at from, and what kind of cue stands there."""

    first: int
    end: int
    passive: bool
    participle: bool
    by: bool
    seems: bool
    missing: bool


def _cue(page: Page, found: Found) -> _Cue:
    at = found.cue or found.content
    first, end = bisect_left(page.starts, at[0].start), bisect_left(page.starts, at[-1].end)
    if found.cue:
        end = bisect_left(page.starts, at[0].end)
    words = page.words[first:end] if found.cue else []
    led = [*page.words[max(0, first - 2) : first], *words]
    return _Cue(
        first,
        end,
        passive=any(w in _BE for w in led) and any(w.endswith(_PAST) for w in words),
        participle=bool(words) and (words[0].endswith("ing") or words[0] == "to"),
        by=bool(words) and (words[-1] == "by" or words[0] == "according"),
        seems=bool(words) and words[-1] in _SEEMS,
        missing=not found.cue,
    )


def options_of(page: Page, found: Found) -> Options:
    """Every mention in the sentences around a cue, outside of the cue and the content, and its signs."""
    cue, mentions = _cue(page, found), page.mentions
    ruled = tuple(found.speaker[:1])
    place = [(bisect_left(page.starts, s.start), bisect_left(page.starts, s.end)) for s in ruled]
    sentence, last = page.sentence[cue.first], page.sentence[cue.end - 1]
    here = page.sentence[mentions.first] if len(mentions.first) else mentions.first
    rule = np.zeros(len(here), dtype=bool)
    for first, end in place:
        rule |= (mentions.first == first) & (mentions.end == end)
    free = (here >= sentence - 1) & (here <= last + 1)
    for first, end in _taken(page, cue, found):
        free &= (mentions.end <= first) | (mentions.first >= end)
    at = np.flatnonzero(free | rule)
    rows = np.concatenate([mentions.itself[at], _seen(page, cue, at, rule[at])], axis=1)
    best = mentions.itself[at][here[at] == sentence, _SCORE].max(initial=-1.0)
    nobody = (1, not place, cue.passive, cue.missing, cue.participle, cue.seems, cue.by, best)
    spans = tuple(
        Span(page.line[first].span.start, page.line[end - 1].span.end)
        for first, end in zip(mentions.first[at].tolist(), mentions.end[at].tolist(), strict=True)
    )
    return Options(spans, rows, np.array(nobody, dtype=np.float64))


def _taken(page: Page, cue: _Cue, found: Found) -> Iterator[tuple[int, int]]:
    if not cue.missing:
        yield cue.first, cue.end
    for part in found.content:
        yield bisect_left(page.starts, part.start), bisect_left(page.starts, part.end)


def _seen(page: Page, cue: _Cue, at: NDArray[np.intp], rule: NDArray[np.bool_]) -> Floats:
    """The signs of SEEN for the mentions `at`, shape (len(at), len(SEEN))."""
    first, end, itself = page.mentions.first[at], page.mentions.end[at], page.mentions.itself[at]
    before = first < cue.first
    low, high = np.where(before, end, cue.end), np.where(before, cue.first, first)
    high = np.maximum(low, high)
    sentence, here = page.sentence[cue.first], page.sentence[first]
    same = (here == sentence) | (here == page.sentence[cue.end - 1])
    near = high - low <= 1
    cues = page.cues[high] - page.cues[low]
    previous = [page.words[one - 1] if one else "" for one in first.tolist()]
    side = page.mentions.side[at] * np.where(before, 1, -1)
    columns: tuple[Any, ...] = (
        rule,
        np.tanh(side / 3),
        same,
        before,
        np.log1p(high - low),
        np.minimum(cues, 3),
        np.minimum(page.speakers[high] - page.speakers[low], 3),
        page.content[high] > page.content[low],
        page.content[end] - page.content[first] == end - first,
        before & cue.passive,
        ~before & np.array([word == "by" for word in previous], dtype=bool),
        before & cue.participle,
        ~before & cue.by,
        near,
        near & before,
        near & ~before & same,
        here < sentence,
        here > page.sentence[cue.end - 1],
        near & cue.missing,
        same & cue.missing,
        (here < sentence) & cue.missing,
        (itself[:, _MARKED] > 0) & cue.missing,
        near & before & (itself[:, _PERSON] > 0),
        near & before & (itself[:, _RELATES] > 0),
    )
    return np.stack(columns, axis=1).astype(np.float64)
