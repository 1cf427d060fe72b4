"""What stands in an article's text and is not the article: whole lines, marked with the reason, never cut.

The patterns are a table, `left_out.tsv`, in the folder of each language; all of them hold at once, because an
article in one language may stand on the site of another. Those called sure hold in every input, also in rows
that are taken exactly as given; the others where text was copied from a page, some only above the first or
below the last paragraph. A wrong omission is worse than a missed plea, so every pattern must cover the whole
line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from framing.errors import FramingError
from framing.lexicons.languages import supported, table
from framing.records import LeftOut, Span

# The reasons that other parts ask for by name; the table holds the rest.
PLEA = "a plea to subscribe, follow or give"
RELATED = "a link to other articles"
LINKS = "a list of links or categories"
POLICY = "about comments"
BIO = "about the author"
CREDIT = "a credit line"
RIGHTS = "a note on rights"
SECTION = "the name of a section"
DATE_LINE = "the date line"
BYLINE = "the byline"
AGAIN = "the headline again"
POST = "the signature of an embedded post"

_POST = re.compile(
    r"(?:—|–|--) [^\n“”\"—–]{2,50} \(@\w{2,20}\) (?:January|February|March|April|May|June|July|August|"
    r"September|October|November|December) \d{1,2}, \d{4}|(?<!\S)(?:pic\.twitter\.com|https?://t\.co)/\w+"
)
_PLACES = ("sure", "any", "head", "tail", "kicker", "list", "cut")
_LONGEST = 600  # characters of a line that can be left out


@dataclass(frozen=True, slots=True)
class Rules:
    """All patterns of one place as one, and the reason of each by the number of its group."""

    pattern: re.Pattern[str]
    reasons: tuple[str, ...]

    def reason(self, line: str) -> str | None:
        """Why a line is left out, None if it is not."""
        match = self.pattern.fullmatch(line) if len(line) <= _LONGEST else None
        return self.reasons[int((match.lastgroup or "r0")[1:])] if match else None


def parse(text: str, *, name: str) -> dict[str, list[tuple[str, str]]]:
    """Read a table of patterns: reason, place and pattern, parted by tabs. Gives reason and pattern by place.

    A row whose place is "part" says what its first column, such as {name}, stands for in the rows below it.

    Raises:
        FramingError: a line breaks the format; says in which line and how.
    """
    rows: dict[str, list[tuple[str, str]]] = {place: [] for place in _PLACES}
    parts: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("#") or not line.strip():
            continue
        reason, place, pattern = (*line.split("\t"), "", "")[:3]
        for part, meaning in parts.items():
            pattern = pattern.replace(part, meaning)
        if place == "part":
            parts[reason] = pattern
            continue
        try:
            re.compile(pattern)
            rows[place].append((reason, pattern))
        except (re.error, KeyError) as exc:
            raise FramingError(
                f"{name} line {number}: {exc}", hint=f"reason, part or one of {', '.join(_PLACES)}, pattern"
            ) from exc
    return rows


def _together(rows: Sequence[tuple[str, str]]) -> Rules:
    named = (f"(?P<r{number}>{pattern})" for number, (_, pattern) in enumerate(rows))
    return Rules(re.compile("|".join(named) or "(?!)"), tuple(reason for reason, _ in rows))


@cache
def rules() -> dict[str, Rules]:
    """The patterns of every language with a folder, by the place where they hold."""
    name = "left_out"
    tables = [parse(table(one.code, name), name=f"{one.code}/{name}.tsv") for one in supported()]
    return {place: _together([row for rows in tables for row in rows[place]]) for place in _PLACES}


def sure(line: str) -> str | None:
    """Why a line is surely none of the article's, or None.

    >>> sure("- Advertisement -"), sure("The advertisement ran on Friday.")
    ('an advert', None)
    """
    return rules()["sure"].reason(line)


def scraped(line: str, where: str) -> str | None:
    """Why a line of copied text is none of the article's; `where` is "head", "body", "tail" or "kicker".

    >>> scraped("0 1,593", "head"), scraped("0 1,593", "body")
    ('a share counter or button', None)
    """
    # The place goes before "any": a line about comments below the text may read like a plea, too.
    places = ("sure", where, "any") if where in _PLACES else ("sure", "any")
    return next((why for place in places if (why := rules()[place].reason(line))), None)


def opens_list(line: str) -> bool:
    """True for a heading such as "Related articles": the short lines under it are links."""
    return len(line) < 80 and rules()["list"].reason(line) is not None


def ends_early(line: str) -> bool:
    """True for the last line of a text of which there was more, as it says.

    >>> ends_early("The mayor... Continue reading"), ends_early("He went on reading.")
    (True, False)
    """
    return rules()["cut"].reason(line) is not None


def is_prose(line: str) -> bool:
    """True for a line that reads as a paragraph: long, or a sentence with its full stop.

    >>> is_prose("It rained on Friday, and the river rose."), is_prose("Attorney general visit")
    (True, False)
    """
    words = len(line.split())
    return words > 30 or (words > 5 and re.search(r"[.!?…][\"”’')\]]*$", line) is not None)


def lines(text: str, start: int = 0) -> tuple[Span, ...]:
    """The lines of a text that hold something, without the white space around them."""
    found = []
    for match in re.finditer(r"[^\n]+", text[start:] if start else text):
        line = match.group()
        left, right = len(line) - len(line.lstrip()), len(line.rstrip())
        if left < right:
            found.append(Span(start + match.start() + left, start + match.start() + right))
    return tuple(found)


def surely_left_out(text: str, start: int) -> tuple[LeftOut, ...]:
    """The lines from `start` on that are surely none of the article's.

    >>> surely_left_out("Flood" + chr(10) * 2 + "ADVERTISEMENT" + chr(10) + "It rained.", 7)
    (LeftOut(span=Span(start=7, end=20), reason='an advert'),)
    """
    found = ((span, sure(span.of(text))) for span in lines(text, start) if len(span) <= _LONGEST)
    whole = [LeftOut(span, reason) for span, reason in found if reason]
    return tuple(sorted([*whole, *_posts(text, start, whole)], key=lambda left: left.span))


def _posts(text: str, start: int, whole: Sequence[LeftOut]) -> Iterator[LeftOut]:
    """Who signed an embedded post, and when, and addresses in it, where the line is not left out anyway.

    >>> text = "It rained. — Ana Lee (@analee) May 4, 2031 So it did."
    >>> [left.span.of(text) for left in surely_left_out(text, 0)]
    ['— Ana Lee (@analee) May 4, 2031']
    """
    if "(@" not in text and "t.co/" not in text and "twitter.com/" not in text:
        return
    for match in _POST.finditer(text, start):
        span = Span(*match.span())
        if not any(left.span.contains(span) for left in whole):
            yield LeftOut(span, POST)


def headline_again(text: str, start: int, title: str) -> tuple[LeftOut, ...]:
    """The first line from `start` on where it says the title once more, and more follows.

    >>> headline_again("Dam holds" + chr(10) * 2 + "Dam holds" + chr(10) + "It rained.", 11, "Dam holds")
    (LeftOut(span=Span(start=11, end=20), reason='the headline again'),)
    """
    begin = start + len(text[start:]) - len(text[start:].lstrip())
    line, _, rest = text[begin:].partition("\n")
    repeats = bool(rest.strip()) and line.split() == title.split() and sure(line) is None
    return (LeftOut(Span(begin, begin + len(line.rstrip())), AGAIN),) if repeats else ()


def kept(text: str, start: int, left_out: tuple[LeftOut, ...]) -> str:
    """The text from `start` on without the lines that are left out."""
    parts, at = [], start
    for left in left_out:
        parts.append(text[at : left.span.start])
        at = left.span.end
    return "".join([*parts, text[at:]]).strip()
