"""Agentless passives: "shots were fired", and nobody fired them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from framing.lexicons import load
from framing.lexicons.inflection import irregular
from framing.records import Evidence, Span, Word
from framing.text import Reading

ORDER = 70
TITLE = "Agentless passives"
MEANING = "Sentences that say what was done and not who did it, such as “shots were fired”."
UNIT = "words"
LISTS = ("adjectival", "irregular")

_BE = frozenset("is are was were be been being isn't aren't wasn't weren't".split())
_GET = frozenset("get gets got gotten getting".split())
_STARTS = _BE | _GET
# With "get" only what happens to somebody: "got married" and "got involved" are no passives.
_AFTER_GET = frozenset(
    "killed shot arrested fired hit caught hurt beaten attacked robbed deported detained injured elected "
    "charged indicted convicted punished banned blocked rejected passed paid cut hacked sued kicked "
    "thrown".split()
)
_AUXILIARIES = frozenset(
    "has have had having will would can could may might must shall should to is are was were be been "
    "being not hasn't haven't hadn't won't wouldn't can't couldn't mustn't shouldn't cannot".split()
)
_BETWEEN = frozenset(
    "not never also already still ever then later soon once again first recently just now since even only "
    "often always all both instead thus either so far yet subsequently".split()
)
_NEGATED_ADJECTIVE = re.compile(
    r"un(?!cover|der|dergo|earth|fold|ited|load|lock|leash|masked|seat|veil|wind|tangle|packed|done)"
)
# "by Friday", "by mistake", "by raising taxes" name no agent; nor does "by 5 percent", but "by 5 men" does.
_NO_AGENT = frozenset(
    "then now mid late early monday tuesday wednesday thursday friday saturday sunday january february "
    "march april may june july august september october november december mistake accident law default "
    "phone email mail telephone text name nature far next nearly about almost more less as half "
    "noon midnight tomorrow yesterday tonight contrast "
    "comparison definition car train boat plane air land sea force hand means way virtue using".split()
)
_NUMBER = re.compile(r"[\d$]|(?:one|two|three|four|five|six|seven|eight|nine|ten)$")
_PEOPLE = re.compile(
    r"(?!percent|points|votes|years|months|weeks|days|hours|minutes|times|dollars|miles|feet).+s$"
    r"|.*men$|people$|of$"
)
_DEGREES = frozenset("very so too more most quite deeply highly".split())
# Participles of verbs that take no object are no passives: "is gone".
_NO_OBJECT = frozenset(
    "abide arise become bleed cling come fall go have lie rise sit sleep spring stand strive swim wake "
    "weep".split()
)
_TIME = frozenset(
    "end time start beginning middle close deadline year week month day summer fall spring winter".split()
)


def find(reading: Reading) -> Iterator[Evidence]:
    """The passives of an article that name nobody who acts (Quirk et al., 1985: the short passive)."""
    for words in reading.words:
        end = -1
        for at, word in enumerate(words):
            if at <= end or word.lower not in _STARTS:
                continue
            participle = _participle_after(reading, words, at)
            if participle is None or _has_agent(reading.text, words, participle):
                continue
            end = participle
            first = _first_auxiliary(reading.text, words, at)
            span = Span(words[first].span.start, words[participle].span.end)
            yield Evidence(
                "passives", span, note="says what was done, not who did it", category=_kind(word.lower)
            )


def _kind(low: str) -> str:
    return "get" if low in _GET else "be"


def _participle_after(reading: Reading, words: Sequence[Word], at: int) -> int | None:
    """The place of the participle that a form of "be" or "get" governs; adverbs may stand between."""
    for to in range(at + 1, min(at + 5, len(words))):
        if not _joined(reading.text, words[to - 1], words[to]):
            return None
        low = words[to].lower
        if low in _BE:
            return None  # "is being investigated": found from "being"
        if words[at].lower in _GET:
            return to if low in _AFTER_GET else None
        if _is_participle(low, reading.language):
            return to if _is_passive(words, at, to) else None
        if low not in _BETWEEN and not (low.endswith("ly") and len(low) > 4):
            return None
    return None


def _joined(text: str, left: Word, right: Word) -> bool:
    return text[left.span.end : right.span.start].isspace()


@cache
def _is_participle(low: str, language: str) -> bool:
    if low in _irregular() or (low.endswith("ed") and len(low) > 3):
        return (
            (low,) not in load("adjectival", language).by_form
            and "-" not in low
            and not _NEGATED_ADJECTIVE.match(low)
        )
    return False


@cache
def _irregular() -> frozenset[str]:
    return frozenset(participle for base, (_, participle) in irregular().items() if base not in _NO_OBJECT)


def _is_passive(words: Sequence[Word], at: int, to: int) -> bool:
    """Passes over "is set to" and what has a degree, as adjectives do: "was deeply divided"."""
    following = words[to + 1].lower if to + 1 < len(words) else ""
    form = words[to].lower
    if form in ("set", "bound", "meant", "left") and following == "to":
        return False
    if form == "used" and following == "to" and words[at].lower not in ("was", "were", "been", "being"):
        return False  # "they are used to it"
    return words[to - 1].lower not in _DEGREES


def _has_agent(text: str, words: Sequence[Word], participle: int) -> bool:
    """True when "by" and somebody follow in the same clause."""
    for at in range(participle + 1, min(participle + 9, len(words))):
        between = text[words[at - 1].span.end : words[at].span.start]
        if any(mark in between for mark in ".;:!?—"):
            return False
        low = words[at].lower
        if low == "by" and at + 1 < len(words):
            return not _no_agent(words, at + 1)
        if low in _BE and at > participle + 1:
            return False
    return False


def _no_agent(words: Sequence[Word], at: int) -> bool:
    low = words[at].lower
    following = words[at + 1].lower if at + 1 < len(words) else ""
    if _NUMBER.match(low):
        return not _PEOPLE.match(following)
    if low in _NO_AGENT or (low.endswith("ing") and low not in ("nothing", "beijing")):
        return True
    return low in ("the", "this", "that", "an", "a") and following in _TIME


def _first_auxiliary(text: str, words: Sequence[Word], at: int) -> int:
    first = at
    while first > 0 and at - first < 4 and _joined(text, words[first - 1], words[first]):
        low = words[first - 1].lower
        if low not in _AUXILIARIES and low not in _BETWEEN:
            break
        first -= 1
    while words[first].lower in _BETWEEN or words[first].lower in ("not", "to"):
        first += 1
    return min(first, at)
