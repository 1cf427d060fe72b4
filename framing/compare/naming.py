"""A name or noun in its clause: the phrase around it, what describes it, whether it acts or is acted upon.

By capitals and neighbouring words alone: what is unsure is neither role.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from framing.attribution.names import DAYS
from framing.compare.weights import STOP
from framing.features import passives
from framing.lexicons import load
from framing.lexicons.inflection import irregular
from framing.records import Span, Word
from framing.text import Reading

Role = Literal["agent", "object", "other"]


@dataclass(frozen=True, slots=True)
class Naming:
    """One place where an article names an actor.

    `span` is the whole phrase with title and adjectives, `head` the name or noun alone, `described` what
    stands behind it between commas (None without it). `marked`: the noun takes a side. `role` tells whether
    the actor does something there, or something is done to it.
    """

    sentence: int
    span: Span
    head: Span
    before: tuple[str, ...] = ()
    described: Span | None = None
    marked: bool = False
    quoted: bool = False
    role: Role = "other"


class Lines:
    """An article's words by sentence, and where its passives without an agent begin."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.text = reading, reading.text
        self.passive = {found.span.start for found in passives.find(reading)}
        self.reports = load("reporting", reading.language).by_form

    def __iter__(self) -> Iterator[tuple[int, Sequence[Word]]]:
        for sentence, line in zip(self.reading.sentences, self.reading.words, strict=True):
            yield sentence.index, line

    def touch(self, line: Sequence[Word], one: int) -> bool:
        """Nothing but white space stands between a word and the next, or the full stop of "Mr."."""
        if one + 1 >= len(line):
            return False
        between = self.text[line[one].span.end : line[one + 1].span.start]
        return between.isspace() or (between == ". " and line[one].lower in TITLES)

    def headline(self, line: Sequence[Word]) -> bool:
        return line[0].span.start < self.reading.article.body_start

    def capital(self, word: Word) -> bool:
        return self.text[word.span.start].isupper()

    def finite(self, low: str) -> bool:
        return _finite(low, self.reading.language)


TITLES = frozenset(
    "mr mrs ms dr sir lord lady president senator sen governor gov representative rep congressman minister "
    "secretary mayor judge justice professor captain chief prime deputy sheriff chancellor speaker gran "
    "attorney general councillor councilor".split()
)
_COURTESY = frozenset("mr mrs ms dr sir".split())
_NUMBERS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve dozen dozens hundreds".split()
)
_DETERMINERS = frozenset("a an the his her its their our my this that these those no some any all".split())
_BE = frozenset("was were been being is are be".split())
_HELPERS = frozenset("had has have did do does will would could can may might must should not also".split())
# ", whose office spent 2.3 million," to the next mark that is not within a number.
_BEHIND = re.compile(
    r", ((?:the|a|an|who|whose) "
    r"(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|St)\.|(?:[A-Z]\.){2,}|[^,.;:“”\"\n]|(?<=\d)[.,](?=\d)){3,80})"
    r"[,.](?!\d)"
)
# "The fixer for Mr. Lee, who": the fixer may be meant.
_OF_ANOTHER = re.compile(r"\b(?:for|of|to|by|with|from|against|behind) (?:then[- ])?\Z", re.IGNORECASE)
_PORTFOLIOS = frozenset("health housing trade environment energy education science food business".split())
_ADJECTIVES = TITLES | frozenset(
    "late young old new great poor good bad big little then former ex real first second future right left "
    "top angry hungry weary wary military contrary fellow wounded brave calm sad mad proud senior "
    "junior".split()
)
_ADJECTIVE = re.compile(
    r"(?:ed|ing|ous|ful|ive|al|ant|(?<!m)ent|ic|ish|less|able|ible|(?<![cgrt])y|ern|-\w+)\Z"
)
_NO_ADJECTIVES = frozenset(  # "the deal Lee made"
    "proposal deal goal trial appeal denial approval removal referral initiative narrative motive topic "
    "critic music traffic story energy money day way party army country city inquiry meeting briefing "
    "hearing building thing feeling warning ruling killing speed deed need".split()
)
_MOST_BEFORE = 3  # words that describe, before a noun


def naming(
    at: Lines, index: int, line: Sequence[Word], first: int, end: int, *, alone: bool = False
) -> Naming:
    """The phrase around the words `first` to `end` of a sentence; `alone`: titles at most, no role."""
    bare = end - first == 1 and at.capital(line[first])
    start = _start(at, line, first)
    led = _describe(line[start:first]) and (
        line[start - 1].lower in _DETERMINERS if start else not line[0].lower.endswith("ing")
    )
    if alone or at.headline(line) or (bare and not led):
        start = _titled(at, line, first)  # "the legislation Obama wants"
    elif first - start == _MOST_BEFORE and at.capital(line[first]):
        start = _whole_title(at, line, start)
    head = Span(line[first].span.start, line[end - 1].span.end)
    tail = _BEHIND.match(at.text, head.end)
    span = Span(line[start].span.start, head.end)
    return Naming(
        sentence=index,
        span=span,
        head=head,
        before=tuple(word.lower for word in line[start:first]),
        described=Span(*tail.span(1))
        if tail and not alone and _is_described(at, span, tail.group(1))
        else None,
        quoted=at.reading.is_quoted(head),
        role="other" if alone else _role(at, line, start, end),
    )


def _describe(before: Sequence[Word]) -> bool:
    """True for "the embattled Lee", and not for "the agenda Lee fought for" or "that once Lee left"."""
    return all(
        word.lower in _ADJECTIVES or (_ADJECTIVE.search(word.lower) and word.lower not in _NO_ADJECTIVES)
        for word in before
    )


def _whole_title(at: Lines, line: Sequence[Word], start: int) -> int:
    """Where the capitals of a title begin of which `_MOST_BEFORE` words are taken: "White House Chief of"."""
    titled = any(word.lower in TITLES for word in line[start : start + _MOST_BEFORE])
    while titled and start and at.capital(line[start]) and _goes_before(at, line, start):
        word, ahead = line[start - 1], line[start - 2].lower if start > 1 else ""
        if word.lower == "and" and ahead in _PORTFOLIOS and at.touch(line, start - 2):
            start -= 2
        elif at.capital(word) and word.lower not in STOP | DAYS | _NOT_BEFORE:
            start -= 1
        else:
            break
    return start


def _is_described(at: Lines, span: Span, behind: str) -> bool:
    """Whether what stands behind a name between commas is said of it."""
    another = _OF_ANOTHER.search(at.text, max(0, span.start - 14), span.start) is not None
    aside = (
        at.text[max(0, span.start - 2) : span.start] == ", "
    )  # "the head, Ana Lee, a chance to": no apposition
    return not _says(at, behind) and not (another if behind.startswith("who") else aside)


def _says(at: Lines, behind: str) -> bool:
    """ ", an aide confirmed" behind a name says who says so, and describes nobody."""
    last = behind.rsplit(" ", 1)[-1].lower()
    past = last in _SAID or (last.endswith("ed") and (last,) in at.reports)
    return past and not behind.startswith("who")


def _start(at: Lines, line: Sequence[Word], first: int) -> int:
    """Where the words that describe a noun begin; nothing is taken that may be a verb."""
    start = first
    while start and first - start < _MOST_BEFORE and _goes_before(at, line, start):
        low = line[start - 1].lower
        title = low in TITLES
        if (
            (low in STOP and not title)
            or low in _NOT_BEFORE
            or low.endswith(("'s", "n't", "ly"))
            or not low[0].isalpha()
        ):
            break
        plural = (
            low.endswith("s") and not low.endswith(("ous", "ss", "less")) and not at.capital(line[start - 1])
        )
        if low.startswith("year-") or (plural and not title):
            break
        if at.finite(low) or low.endswith("ing"):
            before = line[start - 2].lower if start > 1 and at.touch(line, start - 2) else ""
            return start - 1 if start == 1 or before in _BEFORE_ADJECTIVES else start
        start -= 1
    before = line[start - 1].lower if start and at.touch(line, start - 1) else ""
    if before == "no" and at.capital(line[first]):
        return first  # "It is no surprise Linda Vance would go"
    return start + 1 if start < first and before in _BEFORE_VERBS else start


def _goes_before(at: Lines, line: Sequence[Word], start: int) -> bool:
    """Whether the word before may belong to the phrase; none does before "Mr."."""
    return at.touch(line, start - 1) and line[start].lower not in _COURTESY


def _titled(at: Lines, line: Sequence[Word], first: int) -> int:
    """Where the titles before a name begin; outside the headline, with other capitals among them."""
    start = first
    while start and _goes_before(at, line, start):
        word = line[start - 1]
        part = at.capital(word) and word.lower not in STOP and not word.lower.endswith("'s")
        if TITLES.isdisjoint(word.lower.split("-")) and (at.headline(line) or not part):
            break
        start -= 1
    titled = any(TITLES.intersection(word.lower.split("-")) for word in line[start:first])
    return start if titled else first  # "Former Lee aides": a capital that begins a sentence is no title


_NOT_BEFORE = _NUMBERS | frozenset(
    "later earlier ago last next year night nightfall today yesterday tomorrow including during following "
    "according despite unlike like million".split()
)
_BEFORE_ADJECTIVES = frozenset("the a an as and his her their its some".split())
_BEFORE_VERBS = frozenset(
    "to not may can could would will should must they we i you who didn't don't".split()
)


@cache
def _finite(low: str, language: str) -> bool:
    return (
        low.endswith("ed")
        or any(low in past for past in irregular().values())
        or (low,) in load("reporting", language).by_form
    )


def _role(at: Lines, line: Sequence[Word], start: int, end: int) -> Role:
    left = start - 1
    while left >= 0 and (line[left].lower in _DETERMINERS | _NUMBERS or line[left].lower[0].isdigit()):
        left -= 1
    before = line[left].lower if left >= 0 and at.touch(line, left) else ""
    if line[end - 1].lower.endswith(("'s", "s'")):
        return "other"
    if before == "by":
        return "agent" if left and at.finite(line[left - 1].lower) else "other"
    if before in STOP - _HELPERS - _SAID and before not in _CONJUNCTIONS:
        return "other"
    if before and at.finite(before) and before not in _BE and (before,) not in at.reports:
        return "object"
    role = _as_subject(at, line, end) if at.touch(line, end - 1) else "other"
    return "agent" if role == "other" and before in _SAID else role


_CONJUNCTIONS = frozenset("and but that as when while after before".split())
_SAID = frozenset("said says added wrote insisted warned".split())


def _as_subject(at: Lines, line: Sequence[Word], place: int) -> Role:
    """The verb right behind a noun tells: acts, or (in a passive) is acted upon."""
    helped, be = False, False
    while place < len(line) and (line[place].lower in _HELPERS | _BE or line[place].lower.endswith("ly")):
        if line[place].span.start in at.passive:
            return "object"
        helped = helped or line[place].lower in _HELPERS
        be = be or line[place].lower in _BE
        place += 1
    if place >= len(line):
        return "other"
    low, after = line[place].lower, line[place + 1].lower if at.touch(line, place) else ""
    if be:
        if at.finite(low):
            return "object"
        return "agent" if low.endswith("ing") else "other"
    if (low,) in at.reports:
        return "agent"
    # "Protesters arrested on Sunday": without an object it may be a passive cut short.
    ends = not after or after in ("by", "on", "in", "at", "during", "after", "for", "with", "of")
    return "agent" if helped or (at.finite(low) and not ends) else "other"


def modifies(at: Lines, line: Sequence[Word], place: int) -> bool:
    """ "Police chief", "flood defences", "Judge Stroud": the next word is the noun."""
    after = line[place + 1].lower
    verb = after in _HELPERS or after in _BE or at.finite(after)
    return not (line[place].lower.endswith("s") or after in STOP or verb)
