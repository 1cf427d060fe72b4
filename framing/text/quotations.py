"""Passages in quotation marks: every kind of mark, quotations that run over paragraphs, marks left open."""

from __future__ import annotations

import re

from framing.records import Quote, Span

# Two single marks stand for a double one in wires and typescripts; three are a single one within a double.
_MARK = re.compile(r"``|''|‘‘|’’|[“”«»„‘’\"']")
_SINGLE = "'‘"
_OPENS = frozenset(("“", "„", '"', "''", "``", "‘‘", "”", "«", "»", *_SINGLE))
_DOUBLE = frozenset(("“", "„", "”", '"', "''", "``", "‘‘", "’’"))
_CLOSES = {"«": "»", "»": "«", "‘": "’", "'": "'"}
_ALIKE = frozenset(('"', "''"))  # the same mark opens and closes
_CURLY = "“«„"
# A quotation may run on over paragraphs that each open with a mark and do not close it; without that sign
# an open mark ends with its paragraph.
_WORDLIKE = re.compile(r"\w")


def quotations(text: str, paragraphs: tuple[Span, ...]) -> tuple[Quote, ...]:
    """The quotations of a text in order, never inside one another; a mark left open ends with its paragraph.

    >>> text = 'He said “the ‘big’ one”. It\\'s the workers\\' "plan", a \\'\\'mess\\'\\'.'
    >>> [q.inner.of(text) for q in quotations(text, (Span(0, len(text)),))]
    ['the ‘big’ one', 'plan', 'mess']
    """
    found: list[Quote] = []
    marks = [_marks(text, paragraph) for paragraph in paragraphs]
    for number, paragraph in enumerate(paragraphs):
        following = marks[number + 1] if number + 1 < len(paragraphs) else []
        goes_on = bool(following) and following[0].start == paragraphs[number + 1].start
        opens_next = following[0].of(text) if goes_on else ""
        found += _in_paragraph(text, paragraph, marks[number], opens_next)
    return tuple(found)


def _marks(text: str, paragraph: Span) -> list[Span]:
    """Every mark of a paragraph."""
    found, at = [], paragraph.start
    while match := _MARK.search(text, at, paragraph.end):
        start, end = match.span()
        ends_inner = text[start : start + 3] == "'''" and start > paragraph.start
        if ends_inner and not text[start - 1].isspace():
            end = start + 1  # “'so'” with plain marks: the single one closes first
        found.append(Span(start, end))
        at = end
    return found


def _in_paragraph(text: str, paragraph: Span, marks: list[Span], opens_next: str) -> list[Quote]:
    found: list[Quote] = []
    at = 0
    while at < len(marks):
        opened, mark = marks[at], marks[at].of(text)
        at += 1
        if mark not in _OPENS or not _can_open(text, opened, paragraph):
            continue
        closed = _closing(text, mark, marks[at:], paragraph)
        if closed is not None and closed.start > opened.end:
            found.append(Quote(Span(opened.start, closed.end), Span(opened.end, closed.start)))
            at = marks.index(closed) + 1
        elif (
            closed is None
            and mark not in _SINGLE
            and _runs_on(text, opened, paragraph, marks[at:], opens_next)
        ):
            whole = Span(opened.start, paragraph.end)
            found.append(Quote(whole, Span(opened.end, paragraph.end), closed=False))
            break
    return found


def _can_open(text: str, mark: Span, paragraph: Span) -> bool:
    before = text[mark.start - 1] if mark.start > paragraph.start else " "
    after = text[mark.end] if mark.end < paragraph.end else " "
    if mark.of(text) in ("“", "«", "„", "``", "‘‘"):
        return not after.isspace() or (before.isspace() and mark.end < paragraph.end)
    if after.isspace():
        return False
    if mark.of(text) == "”":  # typed the wrong way round
        return before.isspace() and _WORDLIKE.match(after) is not None
    # "dogs' tails" and "it's" open nothing; "(‘yes’)" and "—'no'" do.
    return not (_WORDLIKE.match(before) or before in ".,!?%")


def _closing(text: str, mark: str, later: list[Span], paragraph: Span) -> Span | None:
    if mark in _CLOSES:
        return _closing_alike(text, mark, later, paragraph)
    doubles = [one for one in later if one.of(text) in _DOUBLE]
    depth = 0
    for one in doubles:
        # Where a mark stands says more than which it is: “so" is closed as well, and “so“ too.
        if one.of(text) not in ("”", "’’") and _can_open(text, one, paragraph):
            depth += 1
        elif depth:
            depth -= 1
        else:
            return one
    return next((one for one in doubles if mark in _ALIKE and one.of(text) in _ALIKE), None)


def _closing_alike(text: str, mark: str, later: list[Span], paragraph: Span) -> Span | None:
    """The mark that closes a single one or an angular one, of its own kind."""
    depth = 0
    for one in later:
        here = one.of(text)
        if here != _CLOSES[mark]:
            depth += here == mark
        elif mark in _SINGLE and not _can_close_single(text, one.start, paragraph):
            continue
        elif depth == 0:
            return one
        else:
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


def _runs_on(text: str, opened: Span, paragraph: Span, later: list[Span], opens_next: str) -> bool:
    """Whether an open mark quotes to the end of its paragraph.

    It does when the next paragraph opens again, or when no double mark follows that could have closed it and
    it is one that cannot close, or leads its paragraph.
    """
    if opens_next in _OPENS and opens_next not in _SINGLE:
        return True
    if any(one.of(text) in _DOUBLE or one.of(text) == "»" for one in later):
        return False
    return opened.of(text) in _CURLY or opened.start == paragraph.start
