"""Speakers: what type each one is, and which actor of the article "he", "Mr. Lee" and "the president" are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from framing.attribution.genders import HE_TITLES, MEN, SHE_TITLES, WOMEN
from framing.attribution.names import PERSON_TITLES, SUFFIXES, Name, as_told
from framing.attribution.nobody import in_small_letters, is_nobody
from framing.attribution.phrases import describes, head, is_common, is_described, type_of
from framing.attribution.turns import Turn, turn_at
from framing.records import Quote, Span, SpeakerType
from framing.text import lower

Gender = Literal["he", "she"]

_HE = frozenset("he his him himself".split())
_SHE = frozenset("she her hers herself".split())
_THEY = frozenset("they their them both it its".split())
_OUTLET = frozenset("i we my our me us".split())
_RELATIVE = frozenset("who which that whose".split())
_ROLES = frozenset(
    "president senator governor congressman congresswoman secretary minister chancellor mayor judge "
    "chairman chairwoman sheriff representative ambassador director commissioner speaker leader candidate "
    "nominee billionaire spokesman spokeswoman attorney general pope king queen prince premier "
    "professor".split()
)


_KINDS: dict[str, SpeakerType] = {"person": "named person", "medium": "medium", "people": "unnamed other"}
_NOT_HELD = frozenset(
    "for former ex against late opponent rival aide adviser son daughter wife husband".split()
)
_KIN = frozenset(
    "wife husband son sons daughter daughters brother sister father mother lady widow widower cousin uncle "
    "aunt nephew niece children grandson granddaughter".split()
)
_BEFORE = re.compile(r"(?:^|\s)((?:[\w'-]+ ){0,3}[\w'-]+)\s$|((?:the|[\w]+'s) [\w\s-]{3,40}), $")
_AFTER = re.compile(r", (?:who is |now |then )?(?:the|a|an|[\w.]+'s?) ([^,.;]{0,60})")
_HELD = {
    "rep": ("congressman", "congresswoman", "representative"),
    "sen": ("senator",),
    "gov": ("governor",),
    "representative": ("congressman", "congresswoman", "representative"),
}
_LEADERS = ("leader", "president", "minister", "chancellor", "premier")
_US = {"u.s.": "us", "american": "us"}
_LESSER = frozenset("vice deputy assistant acting former ex".split())
_PLAIN_STARTS = frozenset({"the"})
_ARTICLE = re.compile(r"^(?:the|an?|his|her|its|their|our|my|this|that)\s+", re.IGNORECASE)
_INSIDE = re.compile(
    r"\b(?:for|of|to|with|by|from|in|at|on|within|inside|near|including|against|behind|among)\s+(?:the\s+)?"
    rf"(?:(?:then|us|u\.s\.|{'|'.join(map(re.escape, sorted(PERSON_TITLES)))})\s+)*$"
)
_APPOSITION = re.compile(r",\s*(?:[\w.]+\s+)?$")


# "Of Lee, he said": "he" is not Lee.
_FRONTED = re.compile(
    r"(?:\A|\n|[.!?][”\"’]? )(?:Of|About|As for|Asked about|Regarding) (?:[A-Z]\w+\.? ){0,2}\Z"
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Of what type a speaker is, and who it is as far as the article tells."""

    type: SpeakerType
    actor: str | None


@dataclass(slots=True)
class Actors:
    """The persons and organisations of one article, by every form of name and role that it uses for them."""

    mentions: list[tuple[Span, str, SpeakerType]] = field(default_factory=list)
    quoted: set[Span] = field(default_factory=set)
    genders: dict[str, Gender] = field(default_factory=dict)
    by_words: dict[tuple[str, ...], tuple[str, SpeakerType]] = field(default_factory=dict)
    roles: dict[str, list[tuple[int, str, tuple[str, ...]]]] = field(default_factory=dict)
    others: set[tuple[str, ...]] = field(default_factory=set)
    """Full names whose bare last name is somebody else's in this article."""
    bodies: set[str] = field(default_factory=set)
    """Actors that are organisations or media, not places that stand for those who govern them."""
    turns: tuple[Turn, ...] = ()
    """Whose turn it is from where on, in an interview."""


def actors(text: str, found: Sequence[Name], *, headline: int = 0, quotes: Sequence[Quote] = ()) -> Actors:
    """Who is who in an article: full names lead, bare surnames, initials and titles follow.

    Args:
        text: of the article.
        found: the names in it.
        headline: where the headline ends, in which every word may have a capital.
        quotes: its quotations; who is named in one is not who "he" is outside.

    >>> from framing.attribution.names import PERSON_TITLES, Name
    >>> known = actors("Ana Lee spoke. Lee left.", [Name(Span(0, 7), ("Ana", "Lee"), "person"),
    ...                                             Name(Span(15, 18), ("Lee",), "other")])
    >>> [(at.start, actor) for at, actor, _ in known.mentions]
    [(0, 'Ana Lee'), (15, 'Ana Lee')]
    """
    known = Actors()
    found = as_told(found, text)
    lasts = {name.words[-1] for name in found if len(name.words) > 1 and name.kind == "person"}
    found = [name for name in found if name.words[-1] in lasts or not is_nobody(name, text)]  # Theresa May
    body = [name for name in found if name.span.start >= headline]
    known.others.update(_key(name.words) for name in body if _is_other(name, body, text))
    for name in sorted(body, key=lambda n: (-len(n.words), n.span)):
        if len(name.words) > 1:
            _register(known, name)
    for name in sorted(body, key=lambda n: (-len(n.words), n.span)):
        _register_without_suffix(known, name)
    for name in sorted(body, key=lambda n: (n.kind != "person", n.span)):
        _register(known, name)
    for name in sorted(found, key=lambda n: n.span):
        if name.span.start < headline and _only_headline(known, name, text[headline:]):
            continue
        actor, kind = _entry(known, name)
        known.mentions.append((name.span, actor, kind))
        if name.kind in ("organisation", "medium"):
            known.bodies.add(actor)
        if kind == "named person":
            _note(known, name, actor, text)
    known.quoted.update(
        span for span, _, _ in known.mentions if any(quote.span.contains(span) for quote in quotes)
    )
    return known


def _only_headline(known: Actors, name: Name, body: str) -> bool:
    """True for words of a headline that are no name in the body, where they stand in small letters."""
    named = any(_key(name.words)[at:] in known.by_words for at in range(len(name.words)))
    return name.kind != "person" and not named and in_small_letters(name.words, body)


def _is_other(name: Name, body: Sequence[Name], text: str) -> bool:
    """True where "Mr. Lee" cannot be this Lee: "the first lady, Ana Lee", where Mr. Lee came before her.

    By the gender of titles and first names; or because the bare name came first and this one is kin.
    """
    if len(name.words) < 2:
        return False
    first, last = name.words[0].lower(), name.words[-1].lower()
    bare = [one for one in body if len(one.words) == 1 and one.words[0].lower() == last]
    wrong, right = (HE_TITLES, SHE_TITLES) if first in WOMEN else (SHE_TITLES, HE_TITLES)
    if first in WOMEN | MEN and any(one.title in wrong for one in bare):
        return not any(one.title in right for one in bare)
    before = re.findall(r"[\w-]+", lower(text[max(0, name.span.start - 40) : name.span.start]))
    full = [one for one in body if len(one.words) > 1 and one.words[-1].lower() == last]
    led = any(one.span.start < min(other.span.start for other in full) for one in bare)
    return led and bool(_KIN & set(before[-4:]))


def _entry(known: Actors, name: Name) -> tuple[str, SpeakerType]:
    """The actor of a name, or of the longest known name that it begins or ends with (in a headline)."""
    key = _key(name.words)
    parts = [key[:size] for size in range(len(key), 0, -1)] + [key[start:] for start in range(1, len(key))]
    if name.kind == "people":
        parts = [key]  # "Senate Republicans" are not the Senate
    for part in parts:
        if part in known.by_words:
            return _of_gender(known, name, known.by_words[part])
    _register(known, name)
    return known.by_words[key]


def _of_gender(known: Actors, name: Name, entry: tuple[str, SpeakerType]) -> tuple[str, SpeakerType]:
    """The actor of a name, or where "Mr." cannot be her, one of that last name whom he can be, or himself."""
    wanted = "he" if name.title in HE_TITLES else "she" if name.title in SHE_TITLES else None
    if wanted is None or known.genders.get(entry[0], wanted) == wanted:
        return entry
    last = _key(name.words)[-1:]
    same = (other for key, other in known.by_words.items() if len(key) > 1 and key[-1:] == last)
    fits = (other for other in same if known.genders.get(other[0]) == wanted)
    return next(fits, (f"{name.title.capitalize()} {' '.join(name.words)}", "named person"))


def _key(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.lower().rstrip(".") for word in words)


def _register(known: Actors, name: Name) -> None:
    """Let every shorter form of a name lead to it, unless that form is taken."""
    key = _key(name.words)
    if key in known.by_words:
        return
    # A place that says something stands for those who govern it.
    kind: SpeakerType = _KINDS.get(name.kind, "named organisation")
    entry = (" ".join(name.words), kind)
    known.by_words[key] = entry
    initials = "".join(word[0] for word in name.words if word[0].isupper()).lower()
    if len(initials) > 2:
        known.by_words.setdefault((initials,), entry)
    if kind == "named person":
        for start in range(1, 1 if key in known.others else len(key)):
            known.by_words.setdefault(key[start:], entry)
        if len(key) > 1 and key[0] in MEN | WOMEN:
            known.genders.setdefault(entry[0], "he" if key[0] in MEN else "she")
            known.by_words.setdefault(key[:1], entry)
    elif key[0] not in _PLAIN_STARTS and kind == "medium":
        known.by_words.setdefault(key[-1:], entry)


def _register_without_suffix(known: Actors, name: Name) -> None:
    """Let "Davis" lead to Thomas Davis III, where nobody else of the article has that name."""
    key = _key(name.words)
    if name.kind == "person" and len(key) > 1 and key[-1] in SUFFIXES and key not in known.others:
        for start in range(len(key) - 1):
            known.by_words.setdefault(key[start:-1], known.by_words[key])


def _note(known: Actors, name: Name, actor: str, text: str) -> None:
    """Gender and roles as the words around a name state them."""
    if name.title in HE_TITLES or name.title in SHE_TITLES:
        known.genders[actor] = "he" if name.title in HE_TITLES else "she"
    before = lower(text[max(0, name.span.start - 60) : name.span.start])
    ahead = _BEFORE.search(re.split(r"[.;:\n\"]", before.replace("u.s.", "us"))[-1])
    after = _AFTER.match(lower(text[name.span.end : name.span.end + 80]))
    stated = re.findall(r"[\w-]+", ahead.group(1) or ahead.group(2))[-4:] if ahead else []
    held = [role for word in stated[-2:] for role in _HELD.get(word, (word,)) if role in _ROLES]
    if stated and _NOT_HELD & set(stated):
        held = []
    if after:
        words = re.findall(r"[\w-]+", after.group(1))[:5]
        held += [word for word in words if word in _ROLES and not _NOT_HELD & set(words)]
        stated += words
    for role in held:
        known.roles.setdefault(role, []).append((name.span.start, actor, tuple(stated)))


def speaker(known: Actors, text: str, spans: tuple[Span, ...]) -> Speaker:
    """The type of a speaker and the actor that it is, as far as the article tells."""
    if not spans or not spans[0].of(text).strip():
        return Speaker("none", None)
    span = spans[0]
    if span.of(text).isupper() and _stands_alone(text, span):
        return Speaker("none", None)  # a heading between paragraphs
    words = re.findall(r"[\w.’'&-]+|[,(—–:]", lower(span.of(text)))
    if not words:
        return Speaker("none", None)
    if len(words) == 1:
        alone = _pronoun(known, words[0], span.start, text)
        if alone is not None:
            return alone
    return _noun_phrase(known, text, span, words)


def _stands_alone(text: str, span: Span) -> bool:
    return text[: span.start].endswith("\n") and text[span.end : span.end + 1] in ("", "\n")


def _pronoun(known: Actors, word: str, at: int, text: str) -> Speaker | None:
    if word in _OUTLET:
        whose = turn_at(known.turns, at)
        return Speaker("named person", whose) if whose else Speaker("outlet", None)
    if word in _HE or word in _SHE:
        gender: Gender = "he" if word in _HE else "she"
        actor = _last_person(known, at, gender, text)
        if actor is None:
            return Speaker("unnamed other", None)
        known.genders.setdefault(actor, gender)
        return Speaker("named person", actor)
    if word in _RELATIVE:
        return _antecedent(known, word, at, text)
    if word in _THEY:
        bodies = [m for m in known.mentions if m[0].start < at <= m[0].end + 300 and m[1] in known.bodies]
        if bodies and word in ("it", "its"):
            return Speaker(bodies[-1][2], bodies[-1][1])
        return Speaker("unnamed other", None)
    return None


def _antecedent(known: Actors, word: str, at: int, text: str) -> Speaker:
    """Whom "who" or "which" stands for: "Senator Ana Lee of Ohio, who" is she, not the state."""
    near = [m for m in known.mentions if m[0].end <= at <= m[0].end + 60]
    persons = [m for m in known.mentions if m[2] == "named person" and m[0].end <= at <= m[0].end + 90]
    if word in ("who", "whose") and persons and "\n" not in text[persons[-1][0].end : at]:
        between = text[persons[-1][0].end : at]
        if not re.search(r"[.;:]\s+[A-Z]|\bto\b|\band\b", between) or near[-1:] == persons[-1:]:
            near = persons
    if word in ("who", "whose") and near and _other_noun(text[near[-1][0].end : at]):
        return Speaker("unnamed other", None)
    if word == "that":  # "the arrest that shows it", with a name some words before, is not who was named
        near = [m for m in near if not text[m[0].end : at].strip()]
    if not near or (word in ("who", "whose") and near[-1][2] in ("named organisation", "medium")):
        return Speaker("unnamed other", None)
    return Speaker(near[-1][2], near[-1][1])


def _fronted(text: str, name: Span) -> bool:
    return _FRONTED.search(text, max(0, name.start - 40), name.start) is not None


def _other_noun(between: str) -> bool:
    """True where a noun that is not said of the name stands before "who": "met Lee, and a clerk who"."""
    noun = re.search(r"[a-z]{3,} $", between)
    return noun is not None and not re.match(r",? (?:an?|the|one|now|then|who)\b[^,;.]*$", between)


def _last_person(known: Actors, at: int, gender: Gender, text: str) -> str | None:
    """Whom a pronoun stands for: the first person named in the nearest sentence that names one."""
    fits = [
        (span.start, actor)
        for span, actor, kind in known.mentions
        if span.end <= at and kind == "named person" and span not in known.quoted
        if not describes(text[span.end : span.end + 60]) and not _fronted(text, span)
        if known.genders.get(actor, gender) == gender
    ]
    if not fits:
        return None
    last = fits[-1][0]
    begin = max(text.rfind(mark, 0, last) for mark in (". ", "\n", "” ", '" '))
    return next(actor for start, actor in fits if start > begin)


def _noun_phrase(known: Actors, text: str, span: Span, words: list[str]) -> Speaker:
    owned = re.sub(r"['’]s?$", "", span.of(text)) if words[-1].endswith("'s") else span.of(text)
    words = [*words[:-1], words[-1].removesuffix("'s")]
    low, stated = lower(owned), _ARTICLE.sub("", owned).rstrip(" ,;:")
    named = _named(known, span, low)
    if named is not None:
        return named
    noun = (head(words) or [""])[-1]
    holder = _holder(known, span.start, noun, words)
    if holder is not None:
        return Speaker("named person", holder)
    return Speaker(type_of(noun) or "unnamed other", stated)


def _holder(known: Actors, at: int, noun: str, words: list[str]) -> str | None:
    """Who holds the role that a phrase names: "the president", "the Mexican leader", not "a minister"."""
    if words[0] not in ("the", "that", "this"):
        return None
    roles = _LEADERS if noun == "leader" else (noun,)
    held = sorted((*entry, role) for role in roles for entry in known.roles.get(role, []))
    described = [_US.get(word, word) for word in words[1 : words.index(noun)]] if noun in words else []
    # "The American president" is not whoever was introduced as the Mexican one.
    fits = [
        (start, actor, set(stated), role)
        for start, actor, stated, role in held
        if all(any(word[:4] == other[:4] for other in stated) for word in described)
    ]
    # Nor is "the president" the vice president, or another country's where somebody is just "President".
    plain = [one for one in fits if one[2] <= {one[3]}]
    less = [one for one in fits if not (one[2] & _LESSER) - set(described)]
    fits = plain if plain and not described else less
    before = [actor for start, actor, _, _ in fits if start < at]
    if before:
        return before[-1]
    return fits[0][1] if fits else None


def _named(known: Actors, span: Span, low: str) -> Speaker | None:
    """The name that the phrase is about: not one that owns it ("Lee's aide") or follows a preposition."""
    fits: list[tuple[bool, int, Speaker]] = []
    for at, actor, kind in known.mentions:
        if not (span.start <= at.start < span.end):
            continue
        before, after = low[: at.start - span.start], low[at.end - span.start :]
        if not before and type_of(low[: len(at)]):
            continue  # "Critics said": a capital of the sentence's, not of a name
        if re.match(r"(?:'s|')\s", after) or is_common(after) or is_described(after):
            continue
        if _INSIDE.search(before) and not _APPOSITION.search(before):
            continue
        fits.append((kind != "named person", at.start, Speaker(kind, actor)))
    return min(fits, key=lambda fit: fit[:2])[2] if fits else None
