"""Whose words they are: a choice among the mentions around a cue (conditional logit, McFadden, 1974)."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing import shipped
from framing.attribution.link import Found
from framing.attribution.mentions import ITSELF, Floats, Page
from framing.errors import ModelError
from framing.records import Span

WEIGHTS = "speakers.json"
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
    "asked opens the sentence",
)
_MARKED, _SCORE, _PERSON, _RELATES = map(
    ITSELF.index,
    ("marked as speaker", "mean score as speaker", "personal pronoun", "relative pronoun"),
)
_BE = frozenset("is are was were be been being 's 're ’s ’re get got gets".split())
_PAST = ("ed", "en", "wn", "de", "ld", "ought")
_SEEMS = frozenset("seem seems seemed appear appears appeared".split())


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
    asked: bool


def _cue(page: Page, found: Found) -> _Cue:
    at = found.cue or found.content
    first, end = bisect_left(page.starts, at[0].start), bisect_left(page.starts, at[-1].end)
    if found.cue:
        end = bisect_left(page.starts, at[0].end)
    words = page.words[first:end] if found.cue else []
    opens = first == 0 or page.sentence[first - 1] != page.sentence[first]
    led = [*page.words[max(0, first - 2) : first], *words]
    return _Cue(
        first,
        end,
        passive=any(w in _BE for w in led) and any(w.endswith(_PAST) for w in words),
        participle=bool(words) and (words[0].endswith("ing") or words[0] == "to"),
        by=bool(words) and (words[-1] == "by" or words[0] == "according"),
        seems=bool(words) and words[-1] in _SEEMS,
        missing=not found.cue,
        asked=opens and bool(words) and words[0].endswith("ed"),
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
    nobody = (1, not place, cue.passive, cue.missing, cue.participle, cue.seems, cue.by, best, cue.asked)
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
