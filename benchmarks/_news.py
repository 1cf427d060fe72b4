"""A generated year of news: made-up words, in proportions like those of real news; same seed, same articles.

Words follow Zipf's law with new ones to the end (Heaps), a good third of them function words. A third of the
articles are of a few running subjects in which the same people do the same things every day. Events have one
article to some dozens; an eighth of the articles of larger events run a wire text, cut and padded with
paragraphs of their own; some articles have no date.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from framing.records import Article, DateFrom

Strings = NDArray[np.object_]

WORDS = 40_000
SUBJECTS, RUNNING = 600, 12
RUNNING_SHARE = 0.35
COPIES = 0.12
UNDATED = 0.08
MEDIAN_WORDS = 480
FIRST_DAY = date(2023, 1, 1)
_FUNCTION = (
    "the of to and a in that for is on with was by it as at be from he his this have has an are were not but"
    " they who which their had will more been its would or about after her she up one said when out than all"
    " we if there over can into no some what also last time other new people two years first could so any"
).split()
_ONSETS = "b br c ch d dr f fl g gr h j k l m n p pr qu r s sh st t th tr v w y z".split()
_VOWELS = "a e i o u a e i o ai ea ou".split()
_CODAS = ["", "", "", "", "n", "r", "l", "s", "t", "nd", "st", "m"]


@dataclass(frozen=True)
class _World:
    """What all articles draw from: words by frequency, and each subject's own words and names."""

    words: Strings
    share: NDArray[np.float64]
    subject_words: NDArray[np.int64]
    subject_names: Strings


def news(size: int, *, seed: int = 7, members: tuple[int, int] | None = None) -> list[Article]:
    """So many articles, in order of events; the gold event stands in `extra`.

    Args:
        members: the least and the most articles of an event; without it most have one, a few up to 20.
    """
    chance = np.random.default_rng(seed)
    world = _world(chance)
    made: list[Article] = []
    for number, event in enumerate(_events(chance, members)):
        made += _event(chance, world, number, event)
        if len(made) >= size:
            break
    return made[:size]


def _events(chance: np.random.Generator, members: tuple[int, int] | None) -> Iterator[int]:
    """How many articles each event has."""
    while members:
        yield int(chance.integers(*members))
    while True:
        for found in chance.zipf(2.0, 1000):
            yield int(min(found, 20))


def _world(chance: np.random.Generator) -> _World:
    # frequent words are short (Zipf's law of abbreviation), with some noise
    words = np.array(sorted(_spelled(chance, WORDS), key=lambda w: len(w) + w.count("e")), dtype=object)
    share = 1.0 / (np.arange(WORDS) + 30.0)
    share /= share.sum()
    subject_words = chance.integers(300, WORDS, (SUBJECTS, 300))
    names = np.array([word.capitalize() for word in _spelled(chance, SUBJECTS * 25)], dtype=object)
    return _World(words, np.cumsum(share), subject_words, names.reshape(SUBJECTS, 25))


def _spelled(chance: np.random.Generator, count: int) -> list[str]:
    """Words of one to four syllables, each once."""
    found: dict[str, None] = {}
    while len(found) < count:
        syllables = chance.integers(1, 5)
        picks = chance.integers(0, 1 << 30, (syllables, 3))
        parts = [
            _ONSETS[a % len(_ONSETS)] + _VOWELS[b % len(_VOWELS)] + _CODAS[c % len(_CODAS)]
            for a, b, c in picks.tolist()
        ]
        found["".join(parts)] = None
    return list(found)


def _event(chance: np.random.Generator, world: _World, number: int, size: int) -> list[Article]:
    running = chance.random() < RUNNING_SHARE
    subject = int(chance.integers(0, RUNNING) if running else chance.integers(RUNNING, SUBJECTS))
    day = FIRST_DAY + timedelta(int(chance.integers(0, 365)))
    own = world.words[chance.integers(500, WORDS, 14)]
    new_names = [word.capitalize() for word in _spelled(chance, 3)]
    known = world.subject_names[subject]
    names = np.array([*new_names, *known[chance.integers(0, 6 if running else 25, 5)]], dtype=object)
    numbers = np.array([str(chance.integers(3, 9000)) for _ in range(5)], dtype=object)
    special = np.concatenate([own, names, names, numbers])
    quotes = [_plain(chance, world, subject, special, int(chance.integers(8, 26))) for _ in range(3)]
    made: list[Article] = []
    wire: list[str] = []
    for member in range(size):
        if wire and chance.random() < COPIES:
            paragraphs = [part for part in wire if chance.random() > 0.1]
            extra = int(chance.integers(0, 1 + len(wire) // 2))
            own_text = _paragraphs(chance, world, subject, special, quotes, extra * 45)
            cut = int(chance.integers(0, len(paragraphs) + 1))
            paragraphs[cut:cut] = own_text[:extra]
        else:
            length = int(np.clip(chance.lognormal(np.log(MEDIAN_WORDS), 0.6), 60, 4000))
            paragraphs = _paragraphs(chance, world, subject, special, quotes, length)
            wire = wire or paragraphs
        title = " ".join([names[0], *_plain(chance, world, subject, special, int(chance.integers(4, 11)))])
        text = f"{title}\n\n" + "\n\n".join(paragraphs)
        if chance.random() < 0.5:
            text = text.replace(" “", ' "').replace("”", '"')
        when = None if chance.random() < UNDATED else day + timedelta(int(chance.choice([0, 0, 0, 1, 1, 2])))
        name = f"n{chance.integers(0, 1 << 40):011x}-{number}-{member}"
        stated: DateFrom = "stated" if when else "unknown"
        gold = (("event", str(number)),)
        made.append(Article(name, f"Outlet {chance.integers(0, 200)}", when, stated, title, text, extra=gold))
    return made


def _plain(
    chance: np.random.Generator, world: _World, subject: int, special: Strings, length: int
) -> list[str]:
    """Words: function words, words of news at large, of the subject and of the event; a few never seen."""
    kind, place = chance.random(length), chance.random(length)
    found = np.empty(length, object)
    bounds = np.searchsorted([0.45, 0.70, 0.87, 0.93, 0.9988], kind)
    function = np.array(_FUNCTION, dtype=object)
    picks = (
        function[(place**2 * len(function)).astype(int)],
        world.words[np.minimum(np.searchsorted(world.share, place), WORDS - 1)],
        world.words[world.subject_words[subject][(place**2 * 300).astype(int)]],
        world.subject_names[subject][(place**2 * 25).astype(int)],
        special[(place * len(special)).astype(int)],
    )
    for at, words in enumerate(picks):
        found[bounds == at] = words[bounds == at]
    fresh = np.flatnonzero(bounds == len(picks))
    if len(fresh):
        found[fresh] = _spelled(chance, len(fresh))
    return found.tolist()


def _paragraphs(
    chance: np.random.Generator,
    world: _World,
    subject: int,
    special: Strings,
    quotes: list[list[str]],
    length: int,
) -> list[str]:
    words = _plain(chance, world, subject, special, length)
    made, sentences, at = list[str](), list[str](), 0
    while at < length:
        step = int(chance.integers(8, 32))
        line = " ".join(words[at : at + step])
        sentences.append(line[:1].upper() + line[1:] + ".")
        at += step
        if chance.random() < 0.12:
            quote = " ".join(quotes[int(chance.integers(0, len(quotes)))])
            sentences.append(f"It was “{quote}”, {special[14]} said.")
        if len(sentences) >= 3:
            made.append(" ".join(sentences))
            sentences = []
    return [*made, " ".join(sentences)] if sentences else made
