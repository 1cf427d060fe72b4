"""Near-copies: wire text that several outlets run, also where one has added paragraphs of its own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from framing.events.runs import RUN_WORDS
from framing.records import Article, Copy

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_Rank = tuple[int, bool, int, date, int, str]
_Why = Literal["credited", "agency", "uncredited", "earlier", "longer", "unknown"]

COPIED = 0.4  # share of an article's own word runs, outside quotation marks, that the other one holds
ONE_OUTLET = 0.6  # the same for two articles of one outlet, which repeats what it wrote as background
WHOLE = 0.6  # share of all word runs, quoted ones too, from which on two articles are of one event
NEARLY_ALL = 0.8  # the same, from which on they are near-copies, whatever stands in quotation marks
SHORTEST = 30  # words; shorter texts repeat each other without being copies
_WIRES = {
    "reuters": "reuters",
    "associated press": "ap",
    "the associated press": "ap",
    "ap": "ap",
    "afp": "afp",
    "agence france-presse": "afp",
    "upi": "upi",
    "united press international": "upi",
    "bloomberg": "bloomberg",
}
_AGENCIES = frozenset(_WIRES.values())
_NAMES = {
    "reuters": "Reuters",
    "ap": "Associated Press",
    "afp": "Agence France-Presse",
    "upi": "United Press International",
    "bloomberg": "Bloomberg",
}
_CREDIT = re.compile(r"\((Reuters|AP|AFP|UPI|Bloomberg)\)|\b(Associated Press|Agence France-Presse)\b")
_EDGE = 400  # characters at the beginning and at the end in which a credit stands


@dataclass(frozen=True, slots=True)
class Shared:
    """What the articles of each pair have in common in runs of words; every field of shape (pairs,).

    Attributes:
        runs: runs that stand in both, `quoted`: those of them in quotation marks.
        left_runs, right_runs: all runs of each of the two, `left_quoted`, `right_quoted`: in quotation marks.
        one_outlet: both are of one outlet.
    """

    runs: Floats
    quoted: Floats
    left_runs: Ints
    right_runs: Ints
    left_quoted: Ints
    right_quoted: Ints
    one_outlet: NDArray[np.bool_]

    @property
    def all(self) -> Floats:
        """The share of the shorter article's runs that the other holds."""
        return np.asarray(np.minimum(self.runs / np.minimum(self.left_runs, self.right_runs), 1.0))

    @property
    def own(self) -> Floats:
        """The same outside quotation marks, of either the greater; nan where both have little there."""
        shared = np.maximum(self.runs - self.quoted, 0.0)
        sides = (self.left_runs - self.left_quoted, self.right_runs - self.right_quoted)
        shares = [np.where(own >= SHORTEST, shared / np.maximum(own, 1), np.nan) for own in sides]
        return np.asarray(np.minimum(np.fmax(*shares), 1.0))


def whole(left_share: Floats, right_share: Floats, left_words: Ints, right_words: Ints) -> NDArray[np.bool_]:
    """Which pairs are of one event: the shorter one's runs stand in the other, both long enough to tell."""
    shorter = np.maximum(left_share, right_share)
    return (shorter >= WHOLE) & (np.minimum(left_words, right_words) >= SHORTEST)


def copied(shared: Shared) -> NDArray[np.bool_]:
    """Which pairs are near-copies by what is not quoted: two reports of one speech are none."""
    line = np.where(shared.one_outlet, ONE_OUTLET, COPIED)
    long = np.minimum(shared.left_runs, shared.right_runs) >= SHORTEST - RUN_WORDS + 1
    own = np.where(np.isnan(shared.own), shared.all >= WHOLE, shared.own >= line)
    return np.asarray(long & (own | (shared.all >= NEARLY_ALL)))


def copies(
    articles: Sequence[Article], pairs: Sequence[tuple[int, int, float, float]], words: Sequence[int]
) -> tuple[Copy, ...]:
    """Who repeats whom, in order of the copying article's id; an origin is never itself a copy.

    Args:
        pairs: near-copies as two positions in `articles`, the share of the first one's runs that stand in
            the second, and the share of the second one's that stand in the first.
        words: length of every article.
    """
    shares = defaultdict[int, dict[int, float]](dict)
    for a, b, in_b, in_a in pairs:
        shares[a][b], shares[b][a] = in_b, in_a
    credited = {at: _credits(articles[at]) for at in shares}
    ranked = sorted(shares, key=lambda at: _origin_rank(at, articles, shares, credited, words))
    found, origins = list[Copy](), dict[int, int]()  # an origin's rank
    for at in ranked:
        of = min((other for other in shares[at] if other in origins), key=origins.__getitem__, default=None)
        if of is None:
            origins[at] = len(origins)
        else:
            ranks = tuple(_origin_rank(each, articles, shares, credited, words) for each in (of, at))
            others = credited[at] - {_agency(articles[of].source)}
            found.append(
                Copy(
                    articles[at].id,
                    articles[of].id,
                    round(shares[at][of], 4),
                    round(shares[of][at], 4),
                    _why(*ranks),
                    tuple(sorted(_NAMES[name] for name in others & _AGENCIES)),
                )
            )
    return tuple(sorted(found, key=lambda copy: copy.article))


def _why(origin: _Rank, copy: _Rank) -> _Why:
    """The first thing that tells the origin from the copy; a day that is not known tells nothing."""
    if date.max in (origin[3], copy[3]) and origin[:3] == copy[:3]:
        return "unknown"
    reasons: tuple[_Why, ...] = ("credited", "agency", "uncredited", "earlier", "longer")
    if origin[:2] == copy[:2] and 0 < origin[2] < copy[2]:
        return "unknown"  # both credit somebody
    told = (why for why, one, other in zip(reasons, origin, copy, strict=False) if one != other)
    return next(told, "unknown")


def _origin_rank(
    at: int,
    articles: Sequence[Article],
    shares: dict[int, dict[int, float]],
    credited: dict[int, frozenset[str]],
    words: Sequence[int],
) -> _Rank:
    """Sorts the likely origin first: credited by others, an agency, crediting nobody, early, complete, by id.

    An agency's text can be dated after that of a paper which runs it: it is written through during the day.
    """
    name = _agency(articles[at].source)
    votes = sum(name in credited[other] for other in shares[at]) if name else 0
    own = credited[at] - {name}
    article = articles[at]
    return -votes, name not in _AGENCIES, len(own), article.published or date.max, -words[at], article.id


def _agency(name: str | None) -> str:
    low = (name or "").strip().lower()
    return _WIRES.get(low, low)


def _credits(article: Article) -> frozenset[str]:
    """Whose text an article says it runs."""
    edges = article.body[:_EDGE] + "\n" + article.text[-_EDGE:]
    named = [match.group(1) or match.group(2) for match in _CREDIT.finditer(edges)]
    return frozenset(_agency(name) for name in (*article.credits, *named))
