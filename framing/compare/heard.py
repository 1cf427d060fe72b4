"""How much each voice is heard in each article, where it first speaks, and whether who is spoken of speaks.

Shares are of the words in quotation marks. Words of one quotation are not independent of each other, so that
an interval counts quotations, not words: Wilson's (1927), with Kish's (1965) effective number of quotations.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from framing import intervals
from framing.compare.voices import actor_keys, actor_name, is_voice, name_key, told_apart, whole_names
from framing.lexicons.inflection import forms
from framing.records import Attribution, Span
from framing.text import Reading, words
from framing.views import Heard, VoiceShare

_ATTACKS = frozenset(
    form
    for verb in (
        "accuse attack bash belittle blame blast castigate chide condemn criticise criticize decry denounce "
        "deride fault lambaste mock rebuke ridicule rip savage scold slam threaten upbraid"
    ).split()
    for form in forms(verb, "v")
)


def shares_by_type(
    readings: Sequence[Reading], attributions: Mapping[str, Sequence[Attribution]]
) -> tuple[VoiceShare, ...]:
    """How the quoted words of each article are shared among the types of speakers that the event has.

    "none" are words for which nobody is found. An article without quoted words has no share.

    >>> from framing import attribution
    >>> from framing.records import Article
    >>> from framing.text import read
    >>> text = "“It will hold,” Ana Lee said. “No,” critics said."
    >>> reading = read(Article("a", None, None, "unknown", "", text))
    >>> found = shares_by_type([reading], {"a": attribution.find(reading)})
    >>> [(s.name, s.words, s.total) for s in found]
    [('named person', 3, 4), ('unnamed other', 1, 4)]
    """
    found = [
        share
        for reading in readings
        for share in _shares(reading, *_typed(attributions.get(reading.article.id, ())))
    ]
    return _complete(readings, attributions, found, sorted({share.name for share in found}))


def _typed(given: Sequence[Attribution]) -> tuple[Sequence[Attribution], list[str]]:
    return given, [item.speaker_type for item in given]


def _complete(
    readings: Sequence[Reading],
    attributions: Mapping[str, Sequence[Attribution]],
    found: Sequence[VoiceShare],
    names: Sequence[str],
) -> tuple[VoiceShare, ...]:
    """By name and article; a share of nothing where an article quotes others alone."""
    every = {(share.article, share.name): share for share in found}
    return tuple(
        every.get((reading.article.id, name)) or _nothing(reading, attributions, name)
        for name in names
        for reading in readings
        if reading.word_counts()[1]
    )


def shares_by_actor(
    readings: Sequence[Reading], attributions: Mapping[str, Sequence[Attribution]], *, most: int = 6
) -> tuple[VoiceShare, ...]:
    """The same for the actors with the most quoted words of the event, in every article of it.

    Args:
        most: so many actors; whoever is nobody in particular is none.
    """
    names = _names(readings, attributions)
    found = [
        share
        for reading in readings
        for share in _shares(
            reading, attributions.get(reading.article.id, ()), names.by_article[reading.article.id]
        )
        if share.name and share.name != "none"
    ]
    total: dict[str, int] = defaultdict(int)
    for share in found:
        total[share.name] += share.words
    shown = sorted(total, key=lambda name: (-total[name], name))[:most]
    return _complete(readings, attributions, found, shown)


def _shares(reading: Reading, given: Sequence[Attribution], names: Sequence[str]) -> tuple[VoiceShare, ...]:
    """By name, in order of how much; words in quotation marks that are nobody's count as "none"."""
    parts = quoted_words(reading, given)
    total = reading.word_counts()[1]
    by_name: dict[str, list[int]] = defaultdict(list)
    for place, (name, count) in enumerate(zip(names, parts, strict=True)):
        if count and name:
            by_name[name].append(place)
    sizes = [count for count in parts if count] + [total - sum(parts)] * (total > sum(parts))
    rows = [(name, sum(parts[place] for place in places), tuple(places)) for name, places in by_name.items()]
    rest = total - sum(count for name, count in zip(names, parts, strict=True) if name)
    if rest > 0:
        rows = [row for row in rows if row[0] != "none"]
        known = sum(row[1] for row in rows)
        nobody = tuple(place for place, name in enumerate(names) if name in ("", "none") and parts[place])
        rows.append(("none", total - known, nobody))
    return tuple(
        VoiceShare(reading.article.id, name, count, total, *_interval(count, total, sizes), places)
        for name, count, places in sorted(rows, key=lambda row: (row[0] == "none", -row[1], row[0]))
    )


def quoted_words(reading: Reading, given: Sequence[Attribution]) -> tuple[int, ...]:
    """How many words in quotation marks each attribution of an article holds; none is counted twice."""
    quoted = [w.span for line in reading.words for w in line if reading.is_quoted(w.span)]
    starts, taken, found = [span.start for span in quoted], set[int](), []
    for item in given:
        held = {
            at
            for part in item.content
            for at in range(bisect_left(starts, part.start), bisect_left(starts, part.end))
        }
        found.append(len(held - taken))
        taken |= held
    return tuple(found)


def _interval(count: int, total: int, sizes: Sequence[int]) -> tuple[float, float]:
    effective = sum(sizes) ** 2 / sum(size * size for size in sizes)
    return intervals.share(effective * count / total, effective)


def _nothing(reading: Reading, attributions: Mapping[str, Sequence[Attribution]], name: str) -> VoiceShare:
    total = reading.word_counts()[1]
    parts = quoted_words(reading, attributions.get(reading.article.id, ()))
    sizes = [count for count in parts if count] + [total - sum(parts)] * (total > sum(parts))
    return VoiceShare(reading.article.id, name, 0, total, *_interval(0, total, sizes), ())


@dataclass(frozen=True, slots=True)
class _Names:
    """The key and the name of each attribution's actor, by article, and the name to each key."""

    by_article: dict[str, list[str]]
    shown: dict[str, str]
    keys: Mapping[str, Sequence[str]]


def _names(readings: Sequence[Reading], attributions: Mapping[str, Sequence[Attribution]]) -> _Names:
    texts = {reading.article.id: reading.text for reading in readings}
    keys = actor_keys(texts, attributions)
    shown: dict[str, str] = {}
    for article, row in sorted(keys.items()):
        for place, key in enumerate(row):
            name = actor_name(texts[article], attributions[article][place])
            best = shown.get(key, "")
            if key and (name_key(name) == key, len(name), name) > (name_key(best) == key, len(best), best):
                shown[key] = name
    by_article = {article: [shown.get(key, "") for key in row] for article, row in keys.items()}
    return _Names(by_article, shown, keys)


def heard(
    readings: Sequence[Reading],
    attributions: Mapping[str, Sequence[Attribution]],
    persons: Mapping[str, Mapping[str, Sequence[Span]]],
) -> tuple[Heard, ...]:
    """Who speaks and who is spoken of, by actor and article, those heard most first.

    A person is spoken of where what another is said to say names them; by "he" alone they are not counted,
    nor by a speaker who is nobody in particular. An article has a row where it names or hears the actor;
    an actor has rows where two articles hear it, or one and another speaks of it.

    Args:
        persons: name, then article id, to the places where the article names them.
    """
    names = _names(readings, attributions)
    whole = whole_names([*names.shown.values(), *persons], apart=map(told_apart, attributions.values()))
    where = {whole.get(name_key(name), name_key(name)): spans for name, spans in persons.items()}
    titles = {whole.get(name_key(name), name_key(name)): name for name in persons}
    titles |= {whole.get(key, key): name for key, name in names.shown.items()}
    keys = {article: [whole.get(key, key) for key in row] for article, row in names.keys.items()}
    rows: dict[str, list[Heard]] = {}
    for key, title in titles.items():
        for reading in readings:
            at = where.get(key, {}).get(reading.article.id, ())
            row = _heard(
                reading,
                attributions.get(reading.article.id, ()),
                keys[reading.article.id],
                title,
                key,
                at,
            )
            if at or row.voice:
                rows.setdefault(key, []).append(row)
    kept = [some for some in rows.values() if _worth_a_row(some)]
    kept.sort(key=lambda some: (-sum(len(one.voice) + len(one.spoken_of) for one in some), some[0].name))
    return tuple(row for some in kept for row in some)


def _worth_a_row(rows: Sequence[Heard]) -> bool:
    hearing = sum(bool(row.voice) for row in rows)
    return hearing > 1 or any(row.spoken_of for row in rows)


def _heard(
    reading: Reading,
    given: Sequence[Attribution],
    keys: Sequence[str],
    name: str,
    key: str,
    named: Sequence[Span],
) -> Heard:
    own, others, attacks = [], [], []
    for place, (item, who) in enumerate(zip(given, keys, strict=True)):
        if not is_voice(reading.article, item):
            continue
        if who == key:
            own.append(place)
        elif who and any(part.contains(span) for part in item.content for span in named):
            others.append(place)
            lowers = {word.lower for part in item.cue for word in words(reading.text, part)}
            if lowers & _ATTACKS:
                attacks.append(place)
    starts = sorted(part.start for place in own for part in (given[place].content or given[place].cue))
    position = None
    if starts:
        every = [word.span.start for line in reading.words for word in line]
        position = round(bisect_left(every, starts[0]) / max(1, len(every)), 4)
    return Heard(reading.article.id, name, tuple(own), position, tuple(others), tuple(attacks))
