"""Near-copies: wire text that several outlets run, also where one has added paragraphs of its own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from framing.records import Article, Copy

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

COPIED = 0.6  # share of the shorter article's word runs that the other one holds
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
_CREDIT = re.compile(r"\((Reuters|AP|AFP|UPI|Bloomberg)\)|\b(Associated Press|Agence France-Presse)\b")
_EDGE = 400  # characters at the beginning and at the end in which a credit stands


def copied(left_share: Floats, right_share: Floats, left_words: Ints, right_words: Ints) -> NDArray[np.bool_]:
    """Which pairs are near-copies: the shorter one's runs stand in the other, both long enough to tell."""
    shorter = np.maximum(left_share, right_share)
    return (shorter >= COPIED) & (np.minimum(left_words, right_words) >= SHORTEST)


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
            found.append(Copy(articles[at].id, articles[of].id, round(shares[at][of], 4)))
    return tuple(sorted(found, key=lambda copy: copy.article))


def _origin_rank(
    at: int,
    articles: Sequence[Article],
    shares: dict[int, dict[int, float]],
    credited: dict[int, frozenset[str]],
    words: Sequence[int],
) -> tuple[int, int, date, int, str]:
    """Sorts the likely origin first: credited by others, crediting nobody, early, complete, then by id."""
    name = _agency(articles[at].source)
    votes = sum(name in credited[other] for other in shares[at]) if name else 0
    own = credited[at] - {name}
    article = articles[at]
    return -votes, len(own), article.published or date.max, -words[at], article.id


def _agency(name: str | None) -> str:
    low = (name or "").strip().lower()
    return _WIRES.get(low, low)


def _credits(article: Article) -> frozenset[str]:
    """Whose text an article says it runs."""
    edges = article.body[:_EDGE] + "\n" + article.text[-_EDGE:]
    named = [match.group(1) or match.group(2) for match in _CREDIT.finditer(edges)]
    return frozenset(_agency(name) for name in (*article.credits, *named))
