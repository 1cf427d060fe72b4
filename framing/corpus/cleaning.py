"""What stands in an article's text and is not the article: whole lines, marked with the reason, never cut.

The patterns are a table, `left_out.tsv`. Those called sure hold in every input, also in rows that are taken
exactly as given; the others where text was copied from a page, some only above the first or below the last
paragraph. A wrong omission is worse than a missed plea, so every pattern must cover the whole line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from framing.errors import FramingError
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

_PLACES = ("sure", "any", "head", "tail", "kicker", "list")
_LONGEST = 600  # characters of a line that can be left out

# What the patterns of the table have in common.
_PARTS = {
    "{mail}": r"[\w.+-]+@\s?[\w-]+(?:\.[\w-]+)+",
    "{name}": r"(?!\w+[’']s )(?:[A-Z][\w.’'-]*\s+){1,4}(?:[A-Z][\w.’'-]*)?",
    "{network}": r"(?:Twitter|X|Facebook|Instagram|Threads|Bluesky|Mastodon|Telegram)",
    "{agency}": (
        r"(?:Getty(?: Images)?|AP|A\.P\.|AFP|Reuters|REUTERS|EPA|EFE|Shutterstock|iStock|Flickr|Alamy|Staff"
        r"|Unsplash|Wiki(?:media )?Commons|Wikimedia|Bloomberg|Pool|Zuma|ZUMA|NurPhoto|Anadolu|Xinhua"
        r"|UPI|TNS|DPA|dpa|PA)"
    ),
    "{moderation}": (
        r"(?:moderat\w+|welcome|removed|deleted|respectful|abusive|hateful|civil|off-topic|offensive)"
    ),
    "{role}": (
        r"(?:reporter|writer|editor|correspondent|columnist|contributor|journalist|producer|blogger|host|author"
        r"|photographer|bureau chief|director|fellow|covers|writes|reports|reporting|freelance\w*)"
    ),
    "{visit}": r"(?:visit|circle back|click|check out|see|go to|follow|subscribe|download)",
    "{share}": (
        r"(?:share|tweet|facebook|twitter|x|e-?mail|print|pin(?: it)?|pinterest|linked ?in|whatsapp|telegram"
        r"|reddit|tumblr|flipboard|copy(?: link)?|comments?|save|more|like|bookmark|messenger|sms|instagram"
        r"|threads|\+1|on|via|\d[\d.,]*+\s?+[km]?+)"
    ),
    "{plea}": (
        r"(?:subscribe|sign[ -]?up|join|follow|like us|get|donate|support (?:us|our|independent|the)|click"
        r"|tap|download|register|enter your|never miss|don[’']t miss|want (?:more|to|the)|help us|receive"
        r"|become an?|stay (?:informed|up to date|updated|connected|on top|tuned)|be the first|consider"
        r"|make a (?:gift|donation)|thank you for reading|enjoy(?:ed|ing)?|keep up|send us|have (?:a|you)"
        r"|got a|liked)"
    ),
    "{what}": (
        r"(?:newsletters?|inbox|subscri\w+|e-?mails?|updates?|alerts?|notifications?|telegram|whatsapp|facebook"
        r"|twitter|instagram|youtube|tiktok|channel|app\b|podcasts?|donat\w+|member(?:ship)?\b|patreon|paypal|rss"
        r"|sign[ -]?up|free trial|supporter|journalism|contribut\w+)"
    ),
    "{you}": r"(?:\byou|\bour\b|\bus\b|\bhere\b|\bnow\b|\bfree\b|\bdaily\b|\btoday\b|\blatest\b|!)",
}


@dataclass(frozen=True, slots=True)
class Rules:
    """All patterns of one place as one, and the reason of each by the number of its group."""

    pattern: re.Pattern[str]
    reasons: tuple[str, ...]

    def reason(self, line: str) -> str | None:
        """Why a line is left out, None if it is not."""
        match = self.pattern.fullmatch(line) if len(line) <= _LONGEST else None
        return self.reasons[int((match.lastgroup or "r0")[1:])] if match else None


def parse(text: str, *, name: str) -> dict[str, Rules]:
    """Read a table of patterns: reason, place and pattern, parted by tabs.

    Raises:
        FramingError: a line breaks the format; says in which line and how.
    """
    rows: dict[str, list[tuple[str, str]]] = {place: [] for place in _PLACES}
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("#") or not line.strip():
            continue
        reason, place, pattern = (*line.split("\t"), "", "")[:3]
        for part, meaning in _PARTS.items():
            pattern = pattern.replace(part, meaning)
        try:
            re.compile(pattern)
            rows[place].append((reason, pattern))
        except (re.error, KeyError) as exc:
            raise FramingError(
                f"{name} line {number}: {exc}", hint=f"reason, one of {', '.join(_PLACES)}, pattern"
            ) from exc
    return {place: _together(found) for place, found in rows.items()}


def _together(rows: list[tuple[str, str]]) -> Rules:
    named = (f"(?P<r{number}>{pattern})" for number, (_, pattern) in enumerate(rows))
    return Rules(re.compile("|".join(named) or "(?!)"), tuple(reason for reason, _ in rows))


@cache
def rules() -> dict[str, Rules]:
    """The patterns of this package's own table, by the place where they hold."""
    table = files(__package__).joinpath("left_out.tsv").read_text(encoding="utf-8")
    return parse(table, name="left_out.tsv")


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
    return tuple(LeftOut(span, reason) for span, reason in found if reason)
