"""The sentences of an event as weighted terms."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from framing.compare.people import bare, given_names
from framing.compare.quantities import Quantity, quantities
from framing.compare.variants import acronyms, stem
from framing.compare.weights import (
    GIVEN_NAME_WEIGHT,
    LIGHT,
    LIGHT_WEIGHT,
    NAME_WEIGHT,
    NUMBER_WEIGHT,
    STOP,
    rarity,
)
from framing.records import Sentence, Word
from framing.text import Reading

RUNS = (8, 3)  # words in a row
_PARTS = re.compile(r"[-–&]")
_BOILERPLATE = re.compile(
    r"^\W*(?:read more|click here|sign up|subscribe|follow (?:us|him|her|\w+ on)|like us on|share this"
    r"|more from|watch (?:the|this|below|live)|see also|related|photo|image|advertisement|story continues"
    r"|editor'?s note|this (?:story|post|article) (?:has been|was|is)|correction|copyright"
    r"|all rights reserved)\b"
    r"|\bcontributed (?:to this (?:report|story|article)|reporting)\b|\bclick here\b"
    r"|\bfollow (?:her|him|them|\w+ \w+) on twitter\b|\bsign up for\b.*\bnewsletter\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of one article, ready to be compared.

    `article` is the position of the article, `terms` its distinct terms in order of place; of them `names`
    are names and `given` given names of persons who are called by their surname alone, too. `runs` are its
    runs of as many words as RUNS says, `content` says how many words carry content, `quoted` which share of
    its words stands in quotation marks. `boilerplate`: it is no part of the story ("Read more").
    """

    article: int
    sentence: Sentence
    terms: tuple[str, ...]
    names: frozenset[str]
    given: frozenset[str]
    runs: tuple[frozenset[tuple[str, ...]], ...]
    quantities: tuple[Quantity, ...]
    content: int
    quoted: float = 0.0
    boilerplate: bool = False

    @property
    def index(self) -> int:
        return self.sentence.index


@dataclass(frozen=True, slots=True)
class Vectors:
    """The sentences of an event, what a term weighs, and `mass`: what the terms of each sentence weigh."""

    lines: tuple[Line, ...]
    weight: Mapping[str, float]
    mass: tuple[float, ...]


def weigh(readings: Sequence[Reading]) -> Vectors:
    """Weigh the terms of every sentence; the order of `readings` is that of `Line.article`."""
    known = acronyms(reading.text for reading in readings)
    given = given_names(readings)
    lines = tuple(
        _line(at, reading, sentence, words, known, given)
        for at, reading in enumerate(readings)
        for sentence, words in zip(reading.sentences, reading.words, strict=True)
    )
    weight = _weights(lines)
    return Vectors(lines, weight, tuple(sum(weight[term] for term in line.terms) for line in lines))


def article_cosines(found: Vectors, articles: int) -> dict[tuple[int, int], float]:
    """Cosine in [0, 1] of every two articles, as bags of their terms with logarithmic counts."""
    bags: list[dict[str, float]] = []
    for at in range(articles):
        counts = Counter(term for line in found.lines if line.article == at for term in line.terms)
        bag = {term: (1.0 + math.log(n)) * found.weight[term] for term, n in sorted(counts.items())}
        norm = math.sqrt(sum(value * value for value in bag.values())) or 1.0
        bags.append({term: value / norm for term, value in bag.items()})
    return {
        (i, j): min(1.0, sum(value * bags[j].get(term, 0.0) for term, value in bags[i].items()))
        for i in range(articles)
        for j in range(i + 1, articles)
    }


def _line(
    at: int,
    reading: Reading,
    sentence: Sentence,
    words: Sequence[Word],
    known: Mapping[str, tuple[str, ...]],
    given: frozenset[tuple[str, str]],
) -> Line:
    text = reading.text
    terms: dict[str, None] = {}
    names: set[str] = set()
    firsts: set[str] = set()
    amounts = quantities(words, text)
    for place, word in enumerate(words):
        if any(amount.span.start <= word.span.start < amount.span.end for amount in amounts):
            continue
        following = words[place + 1].lower if place + 1 < len(words) else ""
        for form in _forms(word.lower, known):
            term = stem(form)
            terms[term] = None
            if text[word.span.start].isupper() and (place > 0 or form in known):
                names.add(term)
            if (bare(word.lower), bare(following)) in given:
                firsts.add(term)
    for amount in amounts:
        terms[f"#{amount.value:g}"] = None
    return Line(
        article=at,
        sentence=sentence,
        terms=tuple(terms),
        names=frozenset(names),
        given=frozenset(firsts),
        runs=_runs([word.lower for word in words]),
        quantities=amounts,
        content=len(terms),
        quoted=sum(reading.is_quoted(word.span) for word in words) / max(1, len(words)),
        boilerplate=bool(_BOILERPLATE.search(sentence.span.of(text))),
    )


def word_forms(lower: str) -> list[tuple[str, str]]:
    """A lower-case word and the parts of a compound, each with the bare form that lists of words have.

    >>> word_forms("fund-raiser's")
    [("fund-raiser's", 'fund-raiser'), ('fund', 'fund'), ("raiser's", 'raiser')]
    """
    forms = dict.fromkeys((lower, *_PARTS.split(lower)))
    return [(form, bare(form)) for form in forms]


def _forms(lower: str, known: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The content words in one word of the text: its parts, or what an acronym stands for."""
    acronym = known.get(bare(lower).replace(".", ""))
    if acronym is not None:
        return [word for word in acronym if word not in STOP]
    found = []
    for part in _PARTS.split(lower):
        word = bare(part)
        if word and word not in STOP and not (len(word) == 1 and word.isalpha()):
            found.append(part)
    return found


def _weights(lines: Sequence[Line]) -> dict[str, float]:
    frequency = Counter(term for line in lines for term in line.terms)
    names = Counter(term for line in lines for term in line.names)
    givens = Counter(term for line in lines for term in line.given)
    light = {stem(word) for word in LIGHT}
    found = {}
    for term, count in sorted(frequency.items()):
        value = rarity(count, len(lines))
        if term.startswith("#"):
            value *= NUMBER_WEIGHT
        elif term in light:
            value *= LIGHT_WEIGHT
        elif givens[term] * 2 >= count:
            value *= GIVEN_NAME_WEIGHT
        elif names[term] * 2 >= count:
            value *= NAME_WEIGHT
        found[term] = value
    return found


def _runs(lowers: Sequence[str]) -> tuple[frozenset[tuple[str, ...]], ...]:
    return tuple(
        frozenset(tuple(lowers[at : at + length]) for at in range(len(lowers) - length + 1))
        for length in RUNS
    )
