"""Words with their offsets."""

from __future__ import annotations

import re

from framing.records import Span, Word
from framing.text.plain import lower

# Abbreviations with inner dots (U.S., p.m.); words with inner apostrophes and hyphens; numbers with their
# separators, sign of percent and ordinal ending.
_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}"
    r"|[^\W\d_]+(?:['\-–&][^\W_]+)*"
    r"|\d+(?:[.,:]\d+)*(?:%|(?:st|nd|rd|th|s|m|bn|k)\b)?",
)


def words(text: str, span: Span | None = None) -> tuple[Word, ...]:
    """The words of a text, or of one span of it, in order.

    >>> [w.lower for w in words("Mr. O’Neill’s U.S. visit cost 1,200 dollars, up 3.5%.")]
    ['mr', "o'neill's", 'u.s.', 'visit', 'cost', '1,200', 'dollars', 'up', '3.5%']
    """
    part = span or Span(0, len(text))
    low = lower(part.of(text))
    return tuple(
        Word(Span(part.start + match.start(), part.start + match.end()), match.group())
        for match in _WORD.finditer(low)
    )
