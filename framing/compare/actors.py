"""Who is in an event and how each outlet names, describes and places them: as who acts, or is acted upon.

By capitals, a table of words for the same people, and neighbouring words; what is unsure is neither role.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Literal

from framing import intervals
from framing.compare.weights import STOP
from framing.features import passives
from framing.lexicons import load
from framing.lexicons.inflection import irregular
from framing.records import Attribution, Span, Word
from framing.text import Reading

ActorKind = Literal["person", "group", "place", "thing"]
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


@dataclass(frozen=True, slots=True)
class ActorIn:
    """An actor in one article: every naming, in order of place.

    `agent` and `object` count the namings outside quotation marks with that role; `low` and `high` bound
    the share of agents among both (95%, Wilson), in [0, 1].
    """

    article: str
    namings: tuple[Naming, ...]
    agent: int
    object: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, place, group or thing that at least two articles of the event name.

    `key` is the fullest name of a person; for a group the plainest word that stands for it. Words of one
    group ("protesters", "rioters") mean much the same people, not always the very same ones.
    """

    key: str
    kind: ActorKind
    by: tuple[ActorIn, ...]


def actors(
    readings: Sequence[Reading], attributions: Mapping[str, Sequence[Attribution]] | None = None
) -> tuple[Actor, ...]:
    """The actors that two articles or more name, those named most first; in order of name where equal.

    Args:
        attributions: by article id; speakers that they call persons are persons here, and "said" of them
            counts as acting.

    >>> from framing.records import Article
    >>> from framing.text import read
    >>> texts = "Police arrested nine masked rioters.", "Nine protesters were arrested, officers said."
    >>> found = actors([read(Article(k, k, None, "unknown", "", t)) for k, t in zip("ab", texts)])
    >>> for each in found:
    ...     print(each.key, [(a.article, a.agent, a.object) for a in each.by])
    police [('a', 1, 0), ('b', 1, 0)]
    protesters [('a', 0, 1), ('b', 0, 1)]
    """
    ordered = sorted(readings, key=lambda reading: reading.article.id)
    lines = {reading.article.id: _Lines(reading) for reading in ordered}
    people, places = _people_and_places(list(lines.values()), attributions or {})
    found: dict[tuple[ActorKind, str], dict[str, list[Naming]]] = {}
    for name, at in lines.items():
        for kind, key, naming in (*_named(at, people, places), *_grouped(at)):
            found.setdefault((kind, key), {}).setdefault(name, []).append(naming)
    texts = {name: at.text for name, at in lines.items()}
    rows = [_actor(kind, _key(key, kind, by, texts), by) for (kind, key), by in found.items() if len(by) > 1]
    return tuple(
        sorted(rows, key=lambda row: (-sum(len(each.namings) for each in row.by), row.kind, row.key))
    )


def _key(key: str, kind: ActorKind, by: Mapping[str, Sequence[Naming]], texts: Mapping[str, str]) -> str:
    """For a group the plain noun that the event has most often."""
    if kind in ("person", "place"):
        return key
    nouns = Counter(n.head.of(texts[name]).lower() for name in by for n in by[name] if not n.marked)
    return min(nouns, key=lambda noun: (-nouns[noun], noun != key, noun)) if nouns else key


def _actor(kind: ActorKind, key: str, by: Mapping[str, Sequence[Naming]]) -> Actor:
    rows = []
    for article, namings in sorted(by.items()):
        own = Counter(naming.role for naming in namings if not naming.quoted)
        low, high = intervals.share(own["agent"], own["agent"] + own["object"])
        ordered = tuple(sorted(namings, key=lambda naming: naming.head))
        rows.append(ActorIn(article, ordered, own["agent"], own["object"], round(low, 4), round(high, 4)))
    return Actor(key, kind, tuple(rows))


class _Lines:
    """An article's words by sentence, and where its passives without an agent begin."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.text = reading, reading.text
        self.passive = {found.span.start for found in passives.find(reading)}

    def __iter__(self) -> Iterator[tuple[int, Sequence[Word]]]:
        for sentence, line in zip(self.reading.sentences, self.reading.words, strict=True):
            yield sentence.index, line

    def touch(self, line: Sequence[Word], one: int) -> bool:
        """Nothing but white space stands between a word and the next."""
        return one + 1 < len(line) and self.text[line[one].span.end : line[one + 1].span.start].isspace()

    def capital(self, word: Word) -> bool:
        return self.text[word.span.start].isupper()


_TITLES = frozenset(
    "mr mrs ms dr sir lord lady president senator sen governor gov representative rep congressman minister "
    "secretary mayor judge justice professor captain chief prime deputy sheriff chancellor speaker gran "
    "attorney general".split()
)
_ORGANISATION = frozenset(
    "union board council party alliance ministry court company agency group committee commission house "
    "assembly university hospital school association institute bank department police office service "
    "lines line ferries glass water capital news times post street square road bay river chamber".split()
)
_WHERE = frozenset("in at near off from outside around".split())
_DAYS = frozenset(
    "january february march april may june july august september october november december monday tuesday "
    "wednesday thursday friday saturday sunday".split()
)


def _runs(at: _Lines, line: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words, first and end, without leading function words and titles."""
    first = 0
    while first < len(line):
        end = first
        while end < len(line) and at.capital(line[end]) and line[end].lower not in _DAYS:
            end += 1
            if line[end - 1].lower.endswith("'s") or not at.touch(line, end - 1):
                break
        start = first
        while start < end and (line[start].lower in STOP or line[start].lower in _TITLES):
            start += 1
        if start < end:
            yield start, end
        first = max(end, first + 1)


def _plain(word: Word) -> str:
    return word.lower.removesuffix("'s").removesuffix("'")


def _people_and_places(
    articles: Sequence[_Lines], attributions: Mapping[str, Sequence[Attribution]]
) -> tuple[dict[str, str], dict[str, str]]:
    """Last names to full names, and place names to themselves, of the whole event."""
    full: Counter[str] = Counter()
    where: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for at in articles:
        known = {
            part.of(at.text)
            for each in attributions.get(at.reading.article.id, ())
            if each.speaker_type == "named person"
            for part in each.speaker
        }
        for index, line in at:
            for first, end in _runs(at, line) if index else ():
                name = " ".join(_plain(word) for word in line[first:end])
                total[name] += 1
                before = line[first - 1].lower if first else ""
                where[name] += int(before in _WHERE and at.touch(line, first - 1))
                if 2 <= end - first <= 3 and not _ORGANISATION & set(name.split()):
                    span = Span(line[first].span.start, line[end - 1].span.end)
                    sure = _acts_like_a_person(at, line, first, end)
                    full[name] += int(sure or any(span.of(at.text) in said for said in known))
    people: dict[str, set[str]] = {}
    for name, times in full.items():
        if times:
            people.setdefault(name.rsplit(" ", 1)[1], set()).add(name)
    last = {key: min(names) for key, names in people.items() if len(names) == 1}
    bodies = _ORGANISATION | {"congress"}
    settled = {
        name: name
        for name, count in where.items()
        if count >= 2
        and 2 * count >= total[name]
        and name.rsplit(" ", 1)[-1] not in last
        and not bodies & set(name.split())
    }
    return last, settled


def _acts_like_a_person(at: _Lines, line: Sequence[Word], first: int, end: int) -> bool:
    """An age or a description in commas behind the name, a title before it, or a verb of speech beside it."""
    if first and line[first - 1].lower in _TITLES and at.touch(line, first - 1):
        return True
    if re.compile(r", (?:\d\d|who|whose)\b").match(at.text, line[end - 1].span.end):
        return True
    near = [line[place].lower for place in (first - 1, end) if 0 <= place < len(line)]
    return any((low,) in load("reporting").by_form for low in near)


def _named(
    at: _Lines, people: Mapping[str, str], places: Mapping[str, str]
) -> Iterator[tuple[ActorKind, str, Naming]]:
    for index, line in at:
        for first, end in _runs(at, line):
            name = " ".join(_plain(word) for word in line[first:end])
            whole = people.get(name.rsplit(" ", 1)[-1])
            if whole is not None and (name == whole or " " not in name):
                yield "person", whole.title(), _naming(at, index, line, first, end)
            elif name in places and index:
                yield "place", name.title(), _naming(at, index, line, first, end, alone=True)


@cache
def _families() -> dict[str, tuple[ActorKind, str, bool]]:
    """Every word of the table's groups and things: its kind, the family's first word, and whether marked."""
    found: dict[str, tuple[ActorKind, str, bool]] = {}
    table = files(__package__).joinpath("choices.tsv").read_text(encoding="utf-8")
    for line in table.splitlines():
        name, plain, marked = line.split("\t") if line.startswith(("group", "thing")) else ("", "", "")
        kind: ActorKind = "thing" if name == "thing" else "group"
        for part, is_marked in ((plain, False), (marked, True)):
            for word in part.split():
                found.setdefault(word, (kind, plain.split()[0], is_marked))
    return found


def _grouped(at: _Lines) -> Iterator[tuple[ActorKind, str, Naming]]:
    families = _families()
    for index, line in at:
        for place, word in enumerate(line):
            pair = f"{line[place - 1].lower}-{word.lower}" if place else word.lower
            name = pair if pair in families else word.lower
            if name not in families or _in_a_name(at, line, place):
                continue
            if at.touch(line, place) and _modifies(at, line, place):
                continue
            kind, key, marked = families[name]
            yield kind, key, replace(_naming(at, index, line, place, place + 1), marked=marked)


def _in_a_name(at: _Lines, line: Sequence[Word], place: int) -> bool:
    """ "Judge" before a name, "Tenants" in "Tenants' Union": a capital beside a capital."""
    if not at.capital(line[place]) or line[place].span.of(at.text).isupper():
        return False
    behind = place + 1 < len(line) and at.capital(line[place + 1])
    return behind or (place > 0 and at.touch(line, place - 1) and at.capital(line[place - 1]))


def _modifies(at: _Lines, line: Sequence[Word], place: int) -> bool:
    """ "Police chief", "flood defences", "Judge Stroud": the next word is the noun."""
    after = line[place + 1].lower
    verb = after in _HELPERS or after in _BE or _finite(after)
    return not (line[place].lower.endswith("s") or after in STOP or verb)


_NUMBERS = frozenset("one two three four five six seven eight nine ten eleven twelve dozens hundreds".split())
_DETERMINERS = frozenset("a an the his her its their our my this that these those no some any all".split())
_BE = frozenset("was were been being is are be".split())
_HELPERS = frozenset("had has have did do does will would could can may might must should not also".split())
_MOST_BEFORE = 3  # words that describe, before a noun


def _naming(
    at: _Lines, index: int, line: Sequence[Word], first: int, end: int, *, alone: bool = False
) -> Naming:
    start = first if alone else _start(at, line, first)
    head = Span(line[first].span.start, line[end - 1].span.end)
    tail = re.compile(r", ((?:the|a|an|who|whose) [^,.;:“”\"\n]{3,80})[,.]").match(at.text, head.end)
    return Naming(
        sentence=index,
        span=Span(line[start].span.start, head.end),
        head=head,
        before=tuple(word.lower for word in line[start:first]),
        described=Span(*tail.span(1)) if tail and not alone else None,
        quoted=at.reading.is_quoted(head),
        role="other" if alone else _role(at, line, start, end),
    )


def _start(at: _Lines, line: Sequence[Word], first: int) -> int:
    """Where the words that describe a noun begin; nothing is taken that may be a verb."""
    start = first
    while start and first - start < _MOST_BEFORE and at.touch(line, start - 1):
        low = line[start - 1].lower
        title = low in _TITLES
        if (
            (low in STOP and not title)
            or low in _NOT_BEFORE
            or low.endswith(("'s", "ly"))
            or not low[0].isalpha()
        ):
            break
        plural = (
            low.endswith("s") and not low.endswith(("ous", "ss", "less")) and not at.capital(line[start - 1])
        )
        if low.startswith("year-") or (plural and not title):
            break
        if _finite(low) or low.endswith("ing"):
            before = line[start - 2].lower if start > 1 and at.touch(line, start - 2) else ""
            return start - 1 if start == 1 or before in _BEFORE_ADJECTIVES else start
        start -= 1
    verb = start < first and start and at.touch(line, start - 1) and line[start - 1].lower in _BEFORE_VERBS
    return start + 1 if verb else start


_NOT_BEFORE = _NUMBERS | frozenset(
    "later earlier ago last next year night nightfall today yesterday tomorrow including during following "
    "according despite million".split()
)
_BEFORE_ADJECTIVES = frozenset("the a an as and his her their its some".split())
_BEFORE_VERBS = frozenset(
    "to not may can could would will should must they we i you who didn't don't".split()
)


@cache
def _finite(low: str) -> bool:
    return (
        low.endswith("ed")
        or any(low in past for past in irregular().values())
        or (low,) in load("reporting").by_form
    )


def _role(at: _Lines, line: Sequence[Word], start: int, end: int) -> Role:
    left = start - 1
    while left >= 0 and (line[left].lower in _DETERMINERS | _NUMBERS or line[left].lower[0].isdigit()):
        left -= 1
    before = line[left].lower if left >= 0 and at.touch(line, left) else ""
    if line[end - 1].lower.endswith(("'s", "s'")):
        return "other"
    if before == "by":
        return "agent" if left and _finite(line[left - 1].lower) else "other"
    if before in STOP - _HELPERS - _SAID and before not in _CONJUNCTIONS:
        return "other"
    if before and _finite(before) and before not in _BE and (before,) not in load("reporting").by_form:
        return "object"
    role = _as_subject(at, line, end) if at.touch(line, end - 1) else "other"
    return "agent" if role == "other" and before in _SAID else role


_CONJUNCTIONS = frozenset("and but that as when while after before".split())
_SAID = frozenset("said says added wrote insisted warned".split())


def _as_subject(at: _Lines, line: Sequence[Word], place: int) -> Role:
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
        if _finite(low):
            return "object"
        return "agent" if low.endswith("ing") else "other"
    if (low,) in load("reporting").by_form:
        return "agent"
    # "Protesters arrested on Sunday": without an object it may be a passive cut short.
    ends = not after or after in ("by", "on", "in", "at", "during", "after", "for", "with", "of")
    return "agent" if helped or (_finite(low) and not ends) else "other"
