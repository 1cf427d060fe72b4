"""Plain text as it was copied from a page: its title, and what around the body is not the article's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from framing.corpus import bylines, cleaning, naming
from framing.corpus.cleaning import AGAIN, BIO, BYLINE, DATE_LINE, RELATED, SECTION
from framing.corpus.datelines import dateline
from framing.records import LeftOut, Span

_LONGEST_TITLE = 220  # characters
_SENTENCE_TITLE = 16  # words: a line of more that ends in a full stop is a paragraph
_HEAD = 15  # lines; what stands lower is not around the title
_BELOW_SUMMARY = 6  # lines below a summary in which the byline may stand
_STEM = 5  # letters by which a word of the title is found again in the text
_STRANGE = 2  # lines above a title that share nothing with the text
_SEARCHED = 10  # lines at the top among which the title is looked for


@dataclass(frozen=True, slots=True)
class Scraped:
    """A copied text as it was understood; `left_out` counts in `text` (title, blank line, body)."""

    title: str
    text: str
    left_out: tuple[LeftOut, ...]
    author: str | None = None
    day: date | None = None
    outlet: str | None = None
    notes: tuple[str, ...] = ()


def understand(content: str, *, title: str | None = None) -> Scraped:
    """Part a copied text into title and body and mark what is not the article's. Nothing is cut.

    `title` is one that is known already (from front matter).

    >>> found = understand("12 SHARES\\nRiver floods\\n\\nIt rained, and it rained a lot.")
    >>> found.title, [left.span.of(found.text) for left in found.left_out]
    ('River floods', ['12 SHARES'])
    """
    above = 0
    if title is None:
        title, body, above = _parted(content)
    else:
        body = content.strip("\n")
    text = f"{title}\n\n{body}" if title else body
    start = len(title) + 2 if title else 0
    spans = cleaning.lines(text, start)
    reasons, about = _judged([span.of(text) for span in spans], title, above)
    left_out = tuple(LeftOut(span, why) for span, why in zip(spans, reasons, strict=True) if why)
    named = naming.outlet([(left.span.of(text), left.reason) for left in left_out])
    opening = next((span for span, why in zip(spans, reasons, strict=True) if why is None), None)
    place = dateline(opening.of(text)) if opening else None
    notes = []
    if about.outlet is None and named:
        notes.append(f"the source was worked out from {named[1]}")
    if about.updated:
        notes.append("the date is that of an update")
    return Scraped(
        title=title,
        text=text,
        left_out=left_out,
        author=about.author,
        day=about.day or (place.day if place else None),
        outlet=about.outlet or (named[0] if named else None),
        notes=tuple(notes),
    )


def _parted(content: str) -> tuple[str, str, int]:
    """The title, everything else in its order, and how many lines of that stood above the title."""
    spans = cleaning.lines(content)
    found = [_title_at(content, spans, number) for number in _may_be_titles(content, spans)]
    titles = [one for one in found if one is not None]
    if not titles or found[0] is None:
        return "", content.strip("\n"), 0
    title, end, number = _spoken_of(titles, [span.of(content) for span in spans])
    above, below = content[: spans[number].start].strip("\n"), content[end:].strip("\n")
    return title, f"{above}\n\n{below}" if above.strip() else below, number


def _may_be_titles(content: str, spans: tuple[Span, ...]) -> Iterator[int]:
    """The lines at the top that are nothing else, up to the first paragraph or byline below one of them."""
    seen = False
    for number, span in enumerate(spans[:_SEARCHED]):
        line = span.of(content)
        credit = bylines.credit_line(line) is not None
        if seen and (credit or cleaning.is_prose(line)):
            return
        if credit or cleaning.scraped(line, "head"):
            continue
        if cleaning.scraped(line, "kicker") == SECTION and _is_kicker(line, number, spans, content):
            continue
        seen = True
        yield number


def _title_at(content: str, spans: tuple[Span, ...], number: int) -> tuple[str, int, int] | None:
    """The title that begins with a line, where it ends, and its line; None where that is no title."""
    start, end = spans[number].start, _title_end(content, spans, number)
    title = " ".join(re.sub(r"^#{1,6}\s+|\s+#+$", "", content[start:end].strip()).split())
    return (title, end, number) if _is_title(title) and end < len(content.rstrip()) else None


def _spoken_of(titles: Sequence[tuple[str, int, int]], rows: Sequence[str]) -> tuple[str, int, int]:
    """The first line that may be the title; a later one where two or more above it have no word of the text
    and it has several."""
    text = {word for row in rows if cleaning.is_prose(row) for word in _stems(row)}
    shared = [len(_stems(title) & text) for title, _, _ in titles]
    for number, (many, one) in enumerate(zip(shared, titles, strict=True)):
        if many > 1 and number >= _STRANGE and not any(shared[:number]):
            return one
    return titles[0]


def _stems(row: str) -> set[str]:
    return {word[:_STEM] for word in re.findall(r"[^\W\d_]{4,}", row.casefold())}


def _is_title(line: str) -> bool:
    words = len(line.split())
    if not words or len(line) > _LONGEST_TITLE or line.endswith((":", ";", ",")):
        return False
    return words <= _SENTENCE_TITLE or not re.search(r"[.…][\"”’)]*$", line)


def _is_kicker(line: str, number: int, spans: tuple[Span, ...], content: str) -> bool:
    """A section's name above the title: short, and below it and others like it stand a title and a body."""
    if len(line.split()) > 2:
        return False
    rest = [span.of(content) for span in spans[number + 1 : number + 1 + _HEAD]]
    rest = [one for one in rest if not cleaning.scraped(one, "head")]
    while rest and len(rest[0].split()) <= 2 and cleaning.scraped(rest[0], "kicker") == SECTION:
        rest.pop(0)
    title_like = len(rest) > 1 and len(rest[0].split()) >= 4 and not cleaning.is_prose(rest[0])
    return title_like and _is_title(rest[0]) and any(cleaning.is_prose(one) for one in rest[1:])


def _title_end(content: str, spans: tuple[Span, ...], number: int) -> int:
    """Where the title ends: a title may be broken over two lines where the whole text is wrapped."""
    span = spans[number]
    if number + 2 < len(spans):
        following, after = spans[number + 1], spans[number + 2]
        gap, later = content[span.end : following.start], content[following.end : after.start]
        joined = content[span.start : following.end]
        if gap.count("\n") == 1 and later.count("\n") > 1 and len(span) >= 45 and _wrapped(content):
            lowered = following.of(content)[:1].islower() or not cleaning.is_prose(following.of(content))
            if lowered and _is_title(joined) and not bylines.credit_line(following.of(content)):
                return following.end
    return span.end


def _wrapped(content: str) -> bool:
    rows = [len(row) for row in content.split("\n") if row.strip()]
    return len(rows) > 5 and max(rows) <= 100 and "\n\n" in content


def _judged(rows: list[str], title: str, above: int) -> tuple[list[str | None], bylines.Credits]:
    """For every line why it is left out (None: it is the article's), and what the lines at the top tell.

    The first `above` lines stood over the title: what they are not otherwise, they are a section's name.
    """
    reasons: list[str | None] = [None] * len(rows)
    about = bylines.Credits()
    head = rows[:_HEAD]
    top, summary = _top(head, title)
    for number in range(top):
        row = rows[number]
        if number == summary:
            continue
        told = bylines.credit_line(row)
        if told is not None:
            reasons[number] = DATE_LINE if told.day and not told.author else BYLINE
            about = _together(about, told)
        elif _same(row, title):
            reasons[number] = AGAIN
        else:
            reasons[number] = _junk(row, "head") or (SECTION if number < above else None)
    about = _bare_names(rows, reasons, about, above, top)
    for number in range(top, len(rows)):
        reasons[number] = _junk(rows[number], "body")
    _mark_lists(rows, reasons, top)
    about = _from_below(rows, reasons, about, top)
    return reasons, about


def _top(head: list[str], title: str) -> tuple[int, int | None]:
    """How many lines stand above the text, and which of them is a summary of it.

    They end with the first paragraph; where byline or date stand below that one, it is a summary.
    """
    first = _opening(head, title, 0)
    for number in range(first + 1, min(len(head), first + 1 + _BELOW_SUMMARY)):
        if _opens(head[number], title):
            break
        told = bylines.credit_line(head[number])
        if told and (told.day or told.author):
            return _opening(head, title, number), first
    return first, None


def _opening(head: list[str], title: str, start: int) -> int:
    return next((at for at in range(start, len(head)) if _opens(head[at], title)), len(head))


def _bare_names(
    rows: list[str], reasons: list[str | None], about: bylines.Credits, above: int, top: int
) -> bylines.Credits:
    """Under the title a name alone is the writer's, or the outlet's, where a date line stands beside it."""
    # Upwards first: "Jane Doe", "Vale Post", "March 4, 2031" are known from the last line on.
    for number in (*range(top - 1, above - 1, -1), *range(above, top)):
        if reasons[number] is not None or not _beside_date(reasons, number, above, top):
            continue
        told = bylines.outlet_line(rows[number])
        name = None if told else bylines.alone(rows[number])
        if told or name:
            reasons[number] = BYLINE
            about = _together(about, told or bylines.Credits(author=name))
    return about


def _beside_date(reasons: list[str | None], number: int, above: int, top: int) -> bool:
    """True where only other lines of the page stand between a line and a byline or date line."""
    for step in (-1, 1):
        at = number + step
        while above <= at < top and reasons[at] is not None:
            if reasons[at] in (DATE_LINE, BYLINE):
                return True
            at += step
    return False


def _opens(row: str, title: str) -> bool:
    """True for the first line that can be a paragraph of the article."""
    return cleaning.is_prose(row) and not _same(row, title) and not _junk(row, "head")


def _junk(row: str, where: str) -> str | None:
    return cleaning.scraped(row, where)


def _from_below(
    rows: list[str], reasons: list[str | None], about: bylines.Credits, top: int
) -> bylines.Credits:
    """Judge the lines under the last paragraph, from the bottom up, until one is the article's."""
    for number in range(len(rows) - 1, top, -1):
        row = rows[number]
        told = bylines.credit_line(row)
        if told is not None and re.match(
            r"(?i)\W*(?:by|published|posted|updated|first|originally|last|written)\b", row
        ):
            reasons[number] = DATE_LINE if told.day and not told.author else BYLINE
            about = _together(about, told)
        # Below the text a line about comments may read like a plea, too.
        linked = reasons[number] if reasons[number] == RELATED else None
        again = BIO if about.author and row == about.author else None
        reasons[number] = reasons[number] if told else _junk(row, "tail") or linked or again
        if reasons[number] is None:
            break
    return about


def _mark_lists(rows: list[str], reasons: list[str | None], top: int) -> None:
    """Under a heading such as "Related articles" the short lines are links, up to the next paragraph."""
    number = top
    while number < len(rows):
        if not cleaning.opens_list(rows[number]):
            number += 1
            continue
        end = number + 1
        while end < len(rows) and not cleaning.is_prose(rows[end]) and len(rows[end].split()) <= 20:
            end += 1
        # Links in a row, or the end of the page: otherwise the heading may be the article's own.
        if end - number > 2 or end == len(rows) or reasons[number]:
            for at in range(number, end):
                reasons[at] = reasons[at] or RELATED
        number = end


def _together(one: bylines.Credits, other: bylines.Credits) -> bylines.Credits:
    """Two lines' knowledge; the day of publication goes before that of an update."""
    better = other if other.day and (not one.day or (one.updated and not other.updated)) else one
    return bylines.Credits(one.author or other.author, better.day, better.updated, one.outlet or other.outlet)


def _same(row: str, title: str) -> bool:
    def bare(line: str) -> str:
        return re.sub(r"\W+", "", line).casefold()

    return bool(title) and bare(row) == bare(title)
