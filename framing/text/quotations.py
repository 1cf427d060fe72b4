"""Passages in quotation marks: every kind of mark, quotations that run over paragraphs, marks left open."""

from __future__ import annotations

import re

from framing.records import Quote, Span

_CLOSES = {"“": "”", "«": "»", "„": "“”", "‘": "’", '"': '"', "'": "'"}
_SINGLE = "'‘"
# A quotation may run on over paragraphs that each open with a mark and do not close it; without that sign
# an open mark ends with its paragraph.
_WORDLIKE = re.compile(r"\w")


def quotations(text: str, paragraphs: tuple[Span, ...]) -> tuple[Quote, ...]:
    """The quotations of a text in order, never inside one another; a mark left open ends with its paragraph.

    >>> text = 'He said “the ‘big’ one”. It\\'s the workers\\' "plan".'
    >>> [q.inner.of(text) for q in quotations(text, (Span(0, len(text)),))]
    ['the ‘big’ one', 'plan']
    """
    found: list[Quote] = []
    for number, paragraph in enumerate(paragraphs):
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        found += _in_paragraph(text, paragraph, following)
    return tuple(found)


def _in_paragraph(text: str, paragraph: Span, following: Span | None) -> list[Quote]:
    found: list[Quote] = []
    at = paragraph.start
    while at < paragraph.end:
        mark = text[at]
        if mark not in _CLOSES or not _can_open(text, at, paragraph):
            at += 1
            continue
        end = _closing(text, at, paragraph)
        if end is not None:
            found.append(Quote(Span(at, end + 1), Span(at + 1, end)))
            at = end + 1
        elif mark not in _SINGLE and _runs_on(text, at, mark, paragraph, following):
            found.append(Quote(Span(at, paragraph.end), Span(at + 1, paragraph.end), closed=False))
            break
        else:
            at += 1
    return found


def _can_open(text: str, at: int, paragraph: Span) -> bool:
    before = text[at - 1] if at > paragraph.start else " "
    after = text[at + 1] if at + 1 < paragraph.end else " "
    if after.isspace():
        return False
    if text[at] in "“«„":
        return True
    # "dogs' tails" and "it's" open nothing; "(‘yes’)" and "—'no'" do.
    return not (_WORDLIKE.match(before) or before in ".,!?%")


def _closing(text: str, opened: int, paragraph: Span) -> int | None:
    mark = text[opened]
    closers, depth = _CLOSES[mark], 0
    for at in range(opened + 1, paragraph.end):
        char = text[at]
        if char == mark and char not in closers:
            depth += 1
        elif char in closers:
            if mark in _SINGLE and not _can_close_single(text, at, paragraph):
                continue
            if depth == 0:
                return at if at > opened + 1 else None
            depth -= 1
    return None


def _can_close_single(text: str, at: int, paragraph: Span) -> bool:
    after = text[at + 1] if at + 1 < paragraph.end else " "
    before = text[at - 1]
    if _WORDLIKE.match(after) or before.isspace():
        return False
    # "the workers' plan": a plural's apostrophe before a lower-case word closes nothing, unless it is the
    # last such mark of its paragraph.
    if before == "s" and re.match(r"\s[a-z]", text[at + 1 : at + 3]):
        return not re.search(r"['’](?!\w)", text[at + 1 : paragraph.end])
    return True


def _runs_on(text: str, opened: int, mark: str, paragraph: Span, following: Span | None) -> bool:
    """An open mark quotes to the end of its paragraph when the next one opens again, or nothing closes it."""
    if following is not None and text[following.start] in _CLOSES and text[following.start] not in _SINGLE:
        return True
    rest = text[opened + 1 : paragraph.end]
    return mark in "“«„" and not any(close in rest for close in _CLOSES[mark])
