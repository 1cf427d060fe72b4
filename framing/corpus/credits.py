"""Whose report it is: the outlets and agencies to which an article gives what it says, apart from its own."""

from __future__ import annotations

import re

from framing.corpus import cleaning, naming
from framing.corpus.datelines import dateline
from framing.corpus.outlets import NAME, known
from framing.records import LeftOut

_OPENING, _SHORT = 12, 60  # lines at the top in which a dateline may stand, characters of a shorter one
_CREDIT = re.compile(
    r"(?:\b[Aa]ccording to|\breported by|\bas quoted by|\b[Ss]tory by|\b[Ss]ource:|\bcited by|\bciting"
    r"|\btold|\b(?:interview|report|article|op-ed) (?:with|by|in|from|on)|\bpublished (?:by|in)"
    rf"|\bquoted by|\b[Vv]ia)\s+((?:[Tt]he )?{NAME})"
)
_REPORTED = re.compile(
    r"\s(?:first |also |has |had |previously |earlier |later )?(?:report(?:ed|s)|contributed to this)\b"
)
_BRACKETS = re.compile(
    r"\((?:[Vv]ia |[Ss]ource: |[Pp]hoto: |Reporting by )?((?:[Tt]he )?[A-Z][\w .&/’'-]{1,40})\)"
)
_BACK = 60  # characters before "reported" in which a name may stand


def initials(name: str) -> str:
    """The first letters of a name's words: how agencies sign.

    >>> initials("Vale News Agency")
    'VNA'
    """
    return "".join(word[0] for word in name.removeprefix("The ").split() if word[0].isupper())


def named(text: str) -> tuple[str, ...]:
    """The outlets that a text names as where something was said or reported, in order of place.

    >>> named("“No,” she told the BBC, according to Reuters. BERLIN (AP) – NBC News reported the plan.")
    ('BBC News', 'Reuters', 'Associated Press', 'NBC News')
    """
    table = known()
    found = [
        (match.start(1), table.at_start(match[1]))
        for pattern in (_CREDIT, _BRACKETS)
        for match in pattern.finditer(text)
    ]
    for match in _REPORTED.finditer(text):
        before = text[max(0, match.start() - _BACK) : match.start()].rsplit("\n")[-1]
        found.append((match.start(), table.at_end(before)))
    return tuple(dict.fromkeys(name for _, name in sorted(found, key=lambda hit: hit[0]) if name))


def credited(text: str, source: str | None, left_out: tuple[LeftOut, ...]) -> tuple[str, ...]:
    """The outlets to which the article gives what it reports: in its sentences, dateline and credit lines."""
    told = [*named(text)]
    lines = (line.strip() for line in text.split("\n")[:_OPENING])
    signed = (found.agency for line in lines if len(line) > _SHORT and (found := dateline(line)))
    below = (naming.credited(left.span.of(text)) for left in left_out if left.reason == cleaning.CREDIT)
    own = {source, known().of_name(source), initials(source)} if source else set()
    return tuple(dict.fromkeys(name for name in (*told, *signed, *below) if name and name not in own))
