"""Interviews and transcripts: whose turn it is, by the name that leads a paragraph or stands alone in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence

from framing.records import Span, SpeakerType

Turn = tuple[int, str]
_COLON = re.compile(r"(?: \([^)\n]{1,40}\))?\s?:\s")


def turns(
    text: str, paragraphs: Sequence[Span], mentions: Iterable[tuple[Span, str, SpeakerType]]
) -> tuple[Turn, ...]:
    """Where each turn of an interview begins and who speaks in it, in order; nothing for other articles.

    Two persons at least lead two paragraphs each, all in the same way.

    >>> text = "Ana Lee" + chr(10) + "Why?" + chr(10) + "Jo Roe" + chr(10) + "I think so."
    >>> lines = [Span(0, 7), Span(8, 12), Span(13, 19), Span(20, 31)]
    >>> turns(text, lines, [(lines[0], "Ana Lee", "named person"), (lines[2], "Jo Roe", "named person")])
    ()
    """
    ends = {paragraph.start: paragraph.end for paragraph in paragraphs}
    led = [(at, actor) for at, actor, kind in mentions if kind == "named person" and at.start in ends]
    alone = [(at.start, actor) for at, actor in led if at.end == ends[at.start] and " " in at.of(text)]
    colon = [(at.start, actor) for at, actor in led if _COLON.match(text, at.end)]
    return _kept(alone) or _kept(colon)


def _kept(found: Sequence[Turn]) -> tuple[Turn, ...]:
    often = [actor for actor, times in Counter(actor for _, actor in found).items() if times > 1]
    return tuple(found) if len(often) > 1 else ()


def turn_at(found: Sequence[Turn], at: int) -> str | None:
    """Whose turn it is at a character, or None where nobody's is."""
    number = bisect_right(found, at, key=lambda turn: turn[0]) - 1
    return found[number][1] if number >= 0 else None
