"""The articles of an event as arrays, ready to be set against one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.attribution import tagger
from framing.compare import weights as w
from framing.compare.people import people
from framing.compare.variants import stem
from framing.compare.vectors import RUNS, Line, Vectors, word_forms
from framing.events import background
from framing.text import Reading

Floats = NDArray[np.float32]
Ints = NDArray[np.intp]
Words = tuple[str, ...]

_FIRST_PERSON = frozenset("i my mine me myself we us our ours ourselves".split())
_NEGATIONS = frozenset("not no never without neither nor nobody nothing cannot n't".split())


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One article, ready to be set against another.

    `terms` are its distinct terms (positions in the event's vocabulary, ascending), `has` says which sentence
    holds which (sentences × terms), `flat` lists the terms of each sentence one behind the other, from
    `starts[i]` on. `weight` weighs a term inside the event, `rare` inside the event and in news at large;
    `vectors` (terms × width) are unit vectors, zeros for names and numbers, for which nothing else stands.
    `centred` is the direction of each sentence away from the event's mean. `grams`, `runs` and `couples` map
    three words in a row, eight in a row, and two terms that stand close together to the sentences that hold
    them; `couple_mass` is what the couples of each sentence weigh. `lengths` counts words.
    """

    lines: tuple[Line, ...]
    terms: Ints
    has: Floats
    flat: Ints
    starts: Ints
    weight: Floats
    rare: Floats
    vectors: Floats
    centred: Floats
    grams: Mapping[Words, Sequence[int]]
    runs: Mapping[Words, Sequence[int]]
    couples: Mapping[Words, Sequence[int]]
    couple_weight: Mapping[Words, float]
    couple_mass: Floats
    lengths: Floats
    people: tuple[frozenset[str], ...]
    quoted: Floats
    own_voice: Floats
    negated: Floats
    language: str


def sides(found: Vectors, readings: Sequence[Reading]) -> tuple[Side, ...]:
    """The articles of an event, in the order of `readings`, which is that of `found`."""
    vocabulary = {term: at for at, term in enumerate(found.weight)}
    weight = _weights(found)
    meaning, common = _meanings(vocabulary, readings)
    rare = weight * np.clip(-np.log(common + w.COMMON_FLOOR) / w.COMMON_SCALE, *w.COMMON_RANGE)
    names = _names(found, vocabulary)
    centred = _centred(found, vocabulary, weight, meaning)
    compared = np.where(names[:, None], np.float32(0), meaning)
    persons = people(readings)
    result, first = [], 0
    for reading in readings:
        last = first + len(reading.sentences)
        lines = found.lines[first:last]
        result.append(
            _side(
                lines, reading, vocabulary, weight, rare, compared, centred[first:last], persons[first:last]
            )
        )
        first = last
    return tuple(result)


def _weights(found: Vectors) -> Floats:
    """Weights of terms as if all events were of one size: what is learned on one then holds for another."""
    values = np.array(
        [0.0 if term.startswith("#") else value for term, value in found.weight.items()], dtype=np.float32
    )
    scale: Floats = values * np.float32(w.RAREST / w.rarity(1, len(found.lines)))
    return scale


def _meanings(vocabulary: Mapping[str, int], readings: Sequence[Reading]) -> tuple[Floats, Floats]:
    """Of every term the unit vector of its words (zeros where none is known), and its share of all news."""
    language = readings[0].language if readings else "en"
    model, shares = tagger.load(language=language), background.load(language=language).shares
    total = np.zeros((len(vocabulary), model.vectors.shape[1]), dtype=np.float32)
    common = np.zeros(len(vocabulary), dtype=np.float32)
    counted: dict[str, int] = defaultdict(int)
    for reading in readings:
        for words in reading.words:
            for word in words:
                counted[word.lower] += 1
    for lower, count in sorted(counted.items()):
        for form, bare in word_forms(lower):
            at = vocabulary.get(stem(form))
            if at is None:
                continue
            common[at] = max(common[at], shares.get(bare, (0.0, 0.0))[0])
            known = model.vocabulary.get(bare)
            if known is not None:
                vector = model.vectors[known]
                total[at] += count * vector / max(float(np.linalg.norm(vector)), 1e-6)
    return unit(total), common


def _names(found: Vectors, vocabulary: Mapping[str, int]) -> NDArray[np.bool_]:
    """Which terms are names in most of their places, or numbers: no other word stands for them."""
    counts, names = np.zeros((2, len(vocabulary)))
    for line in found.lines:
        for term in line.terms:
            counts[vocabulary[term]] += 1
        for term in line.names:
            names[vocabulary[term]] += 1
    numbers = np.array([term.startswith("#") for term in vocabulary], dtype=np.bool_)
    result: NDArray[np.bool_] = (2 * names >= counts) | numbers
    return result


def _centred(found: Vectors, vocabulary: Mapping[str, int], weight: Floats, meaning: Floats) -> Floats:
    vectors = np.zeros((len(found.lines), meaning.shape[1]), dtype=np.float32)
    for at, line in enumerate(found.lines):
        terms = [vocabulary[term] for term in line.terms]
        vectors[at] = weight[terms] @ meaning[terms]
    vectors = unit(vectors)
    # Few sentences have no mean to speak of: drawn towards none.
    return unit(vectors - vectors.sum(axis=0) / (len(vectors) + w.MEAN_PRIOR))


def unit(vectors: Floats) -> Floats:
    """The rows at length 1; a row of zeros stays."""
    result: Floats = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), np.float32(1e-6))
    return result


def _side(
    lines: tuple[Line, ...],
    reading: Reading,
    vocabulary: Mapping[str, int],
    weight: Floats,
    rare: Floats,
    meaning: Floats,
    centred: Floats,
    persons: tuple[frozenset[str], ...],
) -> Side:
    places = [[vocabulary[term] for term in line.terms] for line in lines]
    terms = np.unique(np.array([at for row in places for at in row], dtype=np.intp))
    local = {int(at): n for n, at in enumerate(terms)}
    flat = [[local[at] for at in row] for row in places]
    has = np.zeros((len(lines), len(terms)), dtype=np.float32)
    for n, row in enumerate(flat):
        has[n, row] = 1.0
    words = [[word.lower for word in sentence] for sentence in reading.words]
    couples, couple_weight = _couples(
        lines, {term: float(weight[vocabulary[term]]) for line in lines for term in line.terms}
    )
    mass = np.zeros(len(lines), dtype=np.float32)
    for couple, holders in couples.items():
        mass[list(holders)] += couple_weight[couple]
    return Side(
        lines=lines,
        terms=terms,
        has=has,
        flat=np.array([at for row in flat for at in row], dtype=np.intp),
        starts=np.cumsum([0, *(len(row) for row in flat)], dtype=np.intp),
        weight=weight[terms],
        rare=rare[terms].astype(np.float32),
        vectors=meaning[terms],
        centred=centred,
        grams=_runs(lines, 3),
        runs=_runs(lines, 8),
        couples=couples,
        couple_weight=couple_weight,
        couple_mass=mass,
        lengths=np.array([len(row) for row in words], dtype=np.float32),
        people=persons,
        quoted=np.array([line.quoted for line in lines], dtype=np.float32),
        own_voice=np.array([not _FIRST_PERSON.isdisjoint(row) for row in words], dtype=np.float32),
        negated=np.array([_negated(row) for row in words], dtype=np.float32),
        language=reading.language,
    )


def _negated(words: Sequence[str]) -> bool:
    return any(word in _NEGATIONS or word.endswith(("n't", "n’t")) for word in words)


def _runs(lines: Sequence[Line], length: int) -> dict[Words, list[int]]:
    """Runs of as many words, with the sentences that hold them."""
    runs: dict[Words, list[int]] = defaultdict(list)
    for at, line in enumerate(lines):
        for run in line.runs[RUNS.index(length)]:
            runs[run].append(at)
    return runs


def _couples(
    lines: Sequence[Line], weight: Mapping[str, float]
) -> tuple[dict[Words, list[int]], dict[Words, float]]:
    """Terms that stand side by side, or with one between them, with the lesser of their weights."""
    couples: dict[Words, list[int]] = defaultdict(list)
    for at, line in enumerate(lines):
        near = {
            (min(one, other), max(one, other))
            for reach in (1, 2)
            for one, other in zip(line.terms, line.terms[reach:], strict=False)
        }
        for couple in sorted(near):  # weights are summed in this order
            couples[couple].append(at)
    return couples, {couple: min(weight[couple[0]], weight[couple[1]]) for couple in couples}
