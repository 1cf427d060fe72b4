"""Words with a capital that are nobody's name: days, seats, datelines, the first word of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable

from framing.attribution.names import Name

# What has a capital for another reason than being somebody's name: days, and the first word of a sentence.
_NOBODY = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december sept oct nov dec jan feb aug today yesterday tomorrow "
    "instead earlier later unlike under other others another neither either nothing none part outside down "
    "following joining listening needless slightly updated close legal nine twenty one two three four five "
    "meanwhile however besides despite during since until while although because both each every "
    "several".split()
)
_ENDS = re.compile(r"[.!?:][”\"’]?\s$|[“\"‘]$")
_SEAT = re.compile(r"[RDI]-[A-Z]")  # R-Texas
_DATELINE = re.compile(r"\s*(?:[,(][^\n]{0,30}?)?\s*(?:—|–|--)\s")


def is_nobody(name: Name, text: str) -> bool:
    """True for a day, a seat in parliament, a dateline, or a word that merely begins a sentence."""
    if len(name.words) > 1 or name.kind == "person":
        return False
    (word,) = name.words
    if word.lower().rstrip(".") in _NOBODY or _SEAT.match(word):
        return True
    leads = not text[: name.span.start].strip(" ") or text[name.span.start - 1] == "\n"
    begins = leads or _ENDS.search(text, max(0, name.span.start - 3), name.span.start)
    if begins and not word.isupper() and in_small_letters((word,), text):
        return True  # "Tickets"
    return leads and word.isupper() and _DATELINE.match(text, name.span.end) is not None


def in_small_letters(words: Iterable[str], text: str) -> bool:
    """Whether each word stands without a capital in the text too, and never with one within a sentence."""
    return all(
        re.search(rf"(?<![\w./@#’'-]){re.escape(word.lower())}(?![\w./-])", text)
        and not re.search(rf"[a-z,] {re.escape(word)}\b", text)
        for word in words
    )
