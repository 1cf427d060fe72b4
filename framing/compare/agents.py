"""Agents that one article names and another drops: "was searched" beside "the deputy head searched"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from framing.compare.variants import stem
from framing.compare.weights import LIGHT, STOP
from framing.features import passives
from framing.lexicons.inflection import irregular
from framing.records import Span, Word
from framing.text import Reading


@dataclass(frozen=True, slots=True)
class Deed:
    """A verb with what it is done to, as stems; `verb` holds its particle ("put-off").

    `fact` is False for what may or should be done, `denied` True for what was not.
    """

    verb: str
    fact: bool
    denied: bool
    done_to: frozenset[str]
    article: str
    sentence: int
    span: Span


def dropped_agents(readings: Sequence[Reading]) -> Iterator[tuple[Deed, Deed]]:
    """Passives without an agent, each with the first clause of another article that says who did it.

    The sentences need not be aligned: the verb and what it is done to must be the same. A passive whose
    own article says elsewhere who did it leaves nobody out.
    """
    ordered = sorted(readings, key=lambda reading: reading.article.id)
    deeds = {reading.article.id: tuple(_deeds(reading)) for reading in ordered}
    for reading in ordered:
        for deed in _done(reading):
            if any(_same_deed(deed, own) for own in deeds[reading.article.id]):
                continue
            for other in ordered:
                told = (each for each in deeds[other.article.id] if _same_deed(deed, each))
                named = None if other is reading else next(told, None)
                if named is not None:
                    yield deed, named


# Verbs for one and the same deed; what it is done to must be the same as well.
_DEEDS = """
fire use deploy turn employ
end cut-short guillotine curtail close
delay put-off postpone
eliminate cut axe shed scrap put-out
search rummage
kill shoot murder slay execute
arrest detain jail seize hold
injure wound hurt
approve pass adopt
reject block veto defeat
announce unveil release publish
cancel scrap call-off abandon drop
evacuate clear empty
demolish destroy bulldoze raze
attack bomb strike hit shell
award grant hand-over
warn alert notify
withhold hide conceal
question interview interrogate
charge indict prosecute
raise increase lift
reduce cut slash lower
remove pull take-down dismantle
"""
_PARTICLES = frozenset("off out up down away back over short".split())
_BE = frozenset("was were been being is are be am".split())
_MODAL = frozenset("would could can should may might must".split())
_NOT = frozenset("not never n't didn't hadn't hasn't haven't won't wouldn't couldn't wasn't weren't".split())
_AUXILIARIES = _BE | _MODAL | _NOT | frozenset("have has had did do does will also then later".split())
_DETERMINERS = frozenset("a an the his her its their our my this that these those no some any all".split())
_MOST_BEFORE = 3  # words that describe who does it
_OBJECT_REACH = 7  # words behind a verb in which what it is done to begins


def _same_deed(one: Deed, other: Deed) -> bool:
    if not one.done_to & other.done_to or (one.fact, one.denied) != (other.fact, other.denied):
        return False
    return one.verb == other.verb or bool(_kin(one.verb) & _kin(other.verb))


@cache
def _kin(verb: str) -> frozenset[int]:
    rows = [{_verb(*name.split("-")) for name in line.split()} for line in _DEEDS.strip().splitlines()]
    return frozenset(number for number, row in enumerate(rows) if verb in row)


def _verb(word: str, particle: str = "") -> str:
    return f"{stem(word)}-{particle}" if particle in _PARTICLES else stem(word)


def _done(reading: Reading) -> Iterator[Deed]:
    """The passives without an agent, each with its subject."""
    for found in passives.find(reading):
        sentence = reading.sentence_at(found.span.start)
        if sentence is None or sentence.index == 0 or reading.is_quoted(found.span):
            continue
        line = reading.words_of(sentence)
        first = next(at for at, word in enumerate(line) if word.span.start >= found.span.start)
        last = next(at for at, word in enumerate(line) if word.span.end >= found.span.end)
        start, heads = _subject(reading.text, line, first)
        if heads:
            after = line[last + 1].lower if last + 1 < len(line) else ""
            end = line[last + 1].span.end if after in _PARTICLES else found.span.end
            span = Span(line[start].span.start, end)
            mood = _mood(line[max(0, start - 2) : last])
            yield Deed(_verb(line[last].lower, after), *mood, heads, reading.article.id, sentence.index, span)


def _mood(helpers: Sequence[Word]) -> tuple[bool, bool]:
    """Whether it is told as a fact, and whether it is denied."""
    lowers = {word.lower for word in helpers}
    return not lowers & _MODAL, bool(lowers & _NOT)


def _subject(text: str, line: Sequence[Word], first: int) -> tuple[int, frozenset[str]]:
    """Where the subject of a passive begins, and its noun, or two joined by "and"; none where unsure."""
    at = first - 1
    while at >= 0 and (line[at].lower in _AUXILIARIES or line[at].lower.endswith("ly")):
        at -= 1
    if at < 0 or not _noun(line[at]) or not _touch(text, line, at, at + 1):
        return at, frozenset()
    heads, start = {stem(line[at].lower)}, at
    while start > 0 and _touch(text, line, start - 1, start):
        low = line[start - 1].lower
        if low == "and" and start > 1 and _noun(line[start - 2]) and not line[start - 2].lower.endswith("ed"):
            heads.add(stem(line[start - 2].lower))
        elif low in STOP and low not in _DETERMINERS:
            break
        start -= 1
        if _count(low):
            heads.add(low)
        if low in _DETERMINERS or _count(low):
            break
    before = line[start - 1].lower if start and _touch(text, line, start - 1, start) else ""
    if before == "of" and start > 1 and line[start - 2].lower in _SUMS:
        before = ""  # "a total of 640 positions": they are what it is done to, all the same
    return start, frozenset() if before in _PREPOSITIONS else frozenset(heads)


_SUMS = frozenset("total sum number dozens hundreds thousands".split())
_PREPOSITIONS = frozenset("of in on at by for with from to into over under against between".split())


def _noun(word: Word) -> bool:
    low = word.lower
    light = low in STOP or low in LIGHT
    return not light and low[0].isalpha() and not low.endswith(("ly", "'s"))


def _count(low: str) -> bool:
    """A number in figures that tells what is meant: two digits or more, and no year."""
    return low[0].isdigit() and len(low) > 1 and not (len(low) == 4 and low.startswith(("19", "20")))


def _touch(text: str, line: Sequence[Word], one: int, other: int) -> bool:
    """Nothing but white space stands between two neighbours."""
    return text[line[one].span.end : line[other].span.start].isspace()


def _deeds(reading: Reading) -> Iterator[Deed]:
    """Active clauses: somebody, a verb, and the nouns close behind it."""
    for sentence, line in zip(reading.sentences, reading.words, strict=True):
        if sentence.index == 0:
            continue  # a headline leaves out "was": what looks active may be passive
        for at in range(1, len(line)):
            doer = _doer(reading, line, at)
            if doer is None:
                continue
            objects, particle = _objects(reading, line, at)
            if objects:
                span = Span(line[_named_from(reading, line, doer)].span.start, line[at].span.end)
                verb, mood = _verb(line[at].lower, particle), _mood(line[doer:at])
                yield Deed(verb, *mood, objects, reading.article.id, sentence.index, span)


def _doer(reading: Reading, line: Sequence[Word], at: int) -> int | None:
    """The place of who does it: a name, a plural, or a noun with an article before it."""
    low = line[at].lower
    if low in STOP or reading.is_quoted(line[at].span) or not low[0].isalpha():
        return None
    doer, helped, passive = at - 1, False, False
    while doer >= 0 and (line[doer].lower in _AUXILIARIES or line[doer].lower.endswith("ly")):
        helped = helped or not line[doer].lower.endswith("ly")
        passive = passive or line[doer].lower in _BE
        doer -= 1
    if doer < 0 or passive or not (helped or _is_past(low)) or not _noun(line[doer]):
        return None
    name = reading.text[line[doer].span.start].isupper()
    article = any(
        word.lower in _DETERMINERS or word.lower.endswith("'s") for word in line[max(0, doer - 3) : doer]
    )
    plural = line[doer].lower.endswith("s") or line[doer].lower == "police"
    return doer if name or plural or article else None


def _named_from(reading: Reading, line: Sequence[Word], doer: int) -> int:
    """Where the words begin that end with who does it: "Justice Department", "(the) deputy head"."""
    start = doer
    if not _in_name(reading.text, line[doer]):
        while start and doer - start < _MOST_BEFORE and _touch(reading.text, line, start - 1, start):
            low = line[start - 1].lower
            if low in _DETERMINERS:
                return start
            if not _noun(line[start - 1]) or _is_past(low):
                break
            start -= 1
        return doer
    while start and _touch(reading.text, line, start - 1, start) and _in_name(reading.text, line[start - 1]):
        start -= 1
    return start


def _in_name(text: str, word: Word) -> bool:
    return text[word.span.start].isupper() and word.lower not in STOP


@cache
def _is_past(low: str) -> bool:
    return low.endswith("ed") or any(low == past for past, _ in irregular().values())


def _objects(reading: Reading, line: Sequence[Word], at: int) -> tuple[frozenset[str], str]:
    """The nouns behind a verb up to the first other word, and the particle of the verb."""
    found, particle = set(), ""
    for place in range(at + 1, min(at + 1 + _OBJECT_REACH, len(line))):
        between = reading.text[line[place - 1].span.end : line[place].span.start]
        low = line[place].lower
        if low in _PARTICLES:
            particle = low
            continue
        counted = low == "of" and line[place - 1].lower[0].isdigit()
        if any(mark in between for mark in ",.;:!?—–()") or (
            low in STOP and low not in _DETERMINERS and low != "and" and not counted
        ):
            break
        if _noun(line[place]):
            found.add(stem(low))
        elif _count(low):
            found.add(low)
    return frozenset(found), particle
