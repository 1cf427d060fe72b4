"""Who is in an event and how each outlet names, describes and places them: as who acts, or is acted upon.

Persons by their names, resolved within each article; groups by a table of words for the same people.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Literal
from unicodedata import normalize

from framing import intervals
from framing.attribution.names import BODIES, DAYS
from framing.attribution.phrases import is_common
from framing.compare.naming import TITLES, Lines, Naming, modifies, naming
from framing.compare.voices import name_key, whole_names
from framing.compare.weights import STOP
from framing.records import Named, Word
from framing.text import Reading

ActorKind = Literal["person", "group", "place", "thing"]


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
    readings: Sequence[Reading], named: Mapping[str, Sequence[Named]] | None = None
) -> tuple[Actor, ...]:
    """The actors that two articles or more name, those named most first; in order of name where equal.

    Args:
        named: by article id, who is named where in it; without it there are groups and places alone.

    >>> from framing.records import Article
    >>> from framing.text import read
    >>> texts = "Police arrested nine masked rioters.", "Nine protesters were arrested, officers said."
    >>> found = actors([read(Article(k, k, None, "unknown", "", t)) for k, t in zip("ab", texts)])
    >>> for each in found:
    ...     print(each.key, [(a.article, a.agent, a.object) for a in each.by])
    police [('a', 1, 0), ('b', 1, 0)]
    protesters [('a', 0, 1), ('b', 0, 1)]
    """
    lines = [Lines(reading) for reading in sorted(readings, key=lambda reading: reading.article.id)]
    given = {at.reading.article.id: tuple((named or {}).get(at.reading.article.id, ())) for at in lines}
    people, shown = _people(given)
    found: dict[tuple[ActorKind, str], dict[str, list[Naming]]] = {}
    for at in lines:
        name = at.reading.article.id
        for kind, key, one in (*_persons(at, given[name], people), *_grouped(at)):
            found.setdefault((kind, key), {}).setdefault(name, []).append(one)
    for article, place, one in _places(lines, shown):
        found.setdefault(("place", place), {}).setdefault(article, []).append(one)
    texts = {at.reading.article.id: at.text for at in lines}
    rows = [
        _actor(kind, shown[key] if kind == "person" else _name(key, kind, by, texts), by)
        for (kind, key), by in found.items()
        if len(by) > 1 and (kind != "person" or _is_somebody(shown[key], by))
    ]
    return tuple(
        sorted(rows, key=lambda row: (-sum(len(each.namings) for each in row.by), row.kind, row.key))
    )


def _is_somebody(name: str, by: Mapping[str, Sequence[Naming]]) -> bool:
    """False for one bare word without a title: a company or a place as likely as a person."""
    return " " in name or any(TITLES.intersection(one.before) for each in by.values() for one in each)


def _name(key: str, kind: ActorKind, by: Mapping[str, Sequence[Naming]], texts: Mapping[str, str]) -> str:
    """For a group the plain noun that the event has most often."""
    if kind == "place":
        return key.title()
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


_WHERE = frozenset("in at near off from outside around".split())


def _people(
    named: Mapping[str, Sequence[Named]],
) -> tuple[dict[str, str], dict[str, str]]:
    """Every name that the event's articles have for somebody to that somebody's key; the key to a name.

    A person is who is called one more often than anything else. The name is the fullest, without the middle
    initial that some articles leave out, with its accents.
    """
    apart = [{one.actor for one in each if one.kind == "named person"} for each in named.values()]
    every = Counter((one.actor, one.kind) for each in named.values() for one in each)
    whole = whole_names((name for name, _ in every), apart=apart)
    key = {name: whole.get(name_key(name), name_key(name)) for name, _ in every}
    votes, forms = Counter[str](), dict[str, Counter[str]]()
    for (name, kind), times in every.items():
        votes[key[name]] += times if kind == "named person" else -times
        forms.setdefault(key[name], Counter())[name] += times
    shown = {
        who: min(names, key=lambda name: (name_key(name) != who, -len(normalize("NFD", name)), name))
        for who, names in forms.items()
        if votes[who] > 0
    }
    return {name: who for name, who in key.items() if who in shown}, shown


def _persons(
    at: Lines, named: Sequence[Named], people: Mapping[str, str]
) -> Iterator[tuple[ActorKind, str, Naming]]:
    """Every mention of a person, as the phrase around the name."""
    lines = list(at)
    ends = [sentence.span.end for sentence in at.reading.sentences]
    for one in named:
        who = people.get(one.actor)
        place = bisect_right(ends, one.span.start)
        if who is None or place == len(lines):
            continue
        index, line = lines[place]
        parts = set(name_key(one.actor).split()) | set(who.split())
        held = [n for n, w in enumerate(line) if w.span.overlaps(one.span) and name_key(w.lower) in parts]
        if held:
            end = held[-1] + 1
            aside = at.touch(line, end - 1) and is_common(f" {line[end].lower}")  # "Trump aides"
            yield "person", who, naming(at, index, line, held[0], end, alone=aside)


def _runs(at: Lines, line: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words, first and end, without leading function words and titles."""
    first = 0
    while first < len(line):
        end = first
        while end < len(line) and at.capital(line[end]) and line[end].lower not in DAYS:
            end += 1
            if line[end - 1].lower.endswith("'s") or not at.touch(line, end - 1):
                break
        start = first
        while start < end and (line[start].lower in STOP or line[start].lower in TITLES):
            start += 1
        if start < end:
            yield start, end
        first = max(end, first + 1)


def _places(articles: Iterable[Lines], people: Iterable[str]) -> Iterator[tuple[str, str, Naming]]:
    """Names that stand behind "in" or "near" in the event at least twice, and mostly; by article."""
    where, total = Counter[str](), Counter[str]()
    found = list[tuple[str, str, Naming]]()
    persons = {part for who in people for part in (who, who.rsplit(" ", 1)[-1])}
    for at in articles:
        for index, line in at:
            for first, end in _runs(at, line) if index else ():
                name = " ".join(word.lower.removesuffix("'s").removesuffix("'") for word in line[first:end])
                total[name] += 1
                where[name] += int(
                    first > 0 and line[first - 1].lower in _WHERE and at.touch(line, first - 1)
                )
                place = naming(at, index, line, first, end, alone=True)
                found.append((at.reading.article.id, name, place))
    for article, name, place in found:
        settled = where[name] >= 2 and 2 * where[name] >= total[name] and name not in persons
        if settled and not BODIES & set(name.split()):
            yield article, name, place


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


def _grouped(at: Lines) -> Iterator[tuple[ActorKind, str, Naming]]:
    families = _families()
    for index, line in at:
        for place, word in enumerate(line):
            pair = f"{line[place - 1].lower}-{word.lower}" if place else word.lower
            name = pair if pair in families else word.lower
            if name not in families or _in_a_name(at, line, place):
                continue
            if at.touch(line, place) and modifies(at, line, place):
                continue
            kind, key, marked = families[name]
            yield kind, key, replace(naming(at, index, line, place, place + 1), marked=marked)


def _in_a_name(at: Lines, line: Sequence[Word], place: int) -> bool:
    """ "Judge" before a name, "Tenants" in "Tenants' Union": a capital beside a capital."""
    if not at.capital(line[place]) or line[place].span.of(at.text).isupper():
        return False
    behind = place + 1 < len(line) and at.capital(line[place + 1])
    return behind or (place > 0 and at.touch(line, place - 1) and at.capital(line[place - 1]))
