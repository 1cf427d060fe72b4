"""What an outlet changed in a text that it nearly repeats."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Literal

from framing.records import Article, Change, Span

LEAST = 3  # words; what is shorter on both sides is spelling, not a change of matter

_WORD = re.compile(r"\w+")


def changes(origin: Article, copy: Article, *, least: int = LEAST) -> tuple[Change, ...]:
    """What the copy changed, in order of its text; passages of fewer than `least` words are passed over.

    Words are aligned by the longest runs in common (Ratcliff and Obershelp, 1988); headlines count as text.

    >>> one = Article("a", None, None, "unknown", "", "The dam burst on Monday, Roe said. Boats came.")
    >>> two = Article("b", None, None, "unknown", "", "The dam burst on Monday, Roe said. Shops shut early.")
    >>> [(c.kind, c.here.of(one.text), c.there.of(two.text)) for c in changes(one, two)]
    [('reworded', 'Boats came', 'Shops shut early')]
    """
    left, right = _words(origin), _words(copy)
    one = [span.of(origin.text).lower() for span in left]
    two = [span.of(copy.text).lower() for span in right]
    found = []
    for tag, a, b, c, d in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if tag != "equal" and max(b - a, d - c) >= least:
            kind: Literal["added", "left out", "reworded"] = (
                "added" if a == b else "left out" if c == d else "reworded"
            )
            found.append(Change(kind, _place(left, a, b), _place(right, c, d)))
    return tuple(found)


def _words(article: Article) -> list[Span]:
    gaps = sorted(left.span for left in article.left_out)
    spans = [Span(*match.span()) for match in _WORD.finditer(article.text)]
    return [span for span in spans if not any(gap.overlaps(span) for gap in gaps)]


def _place(words: Sequence[Span], start: int, end: int) -> Span:
    if start == end:
        at = words[start].start if start < len(words) else words[-1].end if words else 0
        return Span(at, at)
    return Span(words[start].start, words[end - 1].end)
