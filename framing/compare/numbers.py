"""Numbers on which articles disagree, each with the sentence in which it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import combinations, product
from typing import Literal

from framing.compare.quantities import Quantity, agree, quantities, same_kind, significant
from framing.compare.variants import stem
from framing.compare.weights import LIGHT, STOP
from framing.records import Comparison, Span, Word
from framing.text import Reading

_ROUNDED = 0.15  # relative difference up to which a vague number may be the exact one, rounded
_MOST_APART = 5  # times larger: then it is another thing that is counted
_LEAST_ROUNDED = 30  # smaller numbers are not rounded but wrong, or other ones


@dataclass(frozen=True, slots=True, order=True)
class NumberAt:
    """A number as one article gives it: `value` in plain units, `vague` where "about" or so stands by it."""

    article: str
    sentence: int
    span: Span
    value: float
    vague: bool


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One quantity for which articles give different numbers: `rounded` when they are near, else `different`.

    `unit` is what is counted, as far as the words behind the number tell ("money", "percent", or a stem).
    """

    unit: str
    kind: Literal["rounded", "different"]
    numbers: tuple[NumberAt, ...]


def disagreements(readings: Sequence[Reading], comparison: Comparison) -> tuple[Disagreement, ...]:
    """Numbers that count the same thing and differ between articles: those that differ, then rounded ones.

    `different` numbers stand in aligned sentences and have none of their kind beside them. `rounded` ones
    may stand anywhere in the event: a vague number here, and there the exact one that fits it best, of the
    same kind or in a sentence that shares two words (money and percentages only in aligned sentences, or
    where they round). Dates and ages are left out, and so is a number that the other article gives as well:
    then the two say the same.

    >>> from framing.compare import compare
    >>> from framing.records import Article, Event
    >>> from framing.text import read
    >>> texts = "Police arrested 12 looters in Marle.", "Police arrested 45 looters in Marle on Monday."
    >>> rs = [read(Article(k, k, None, "unknown", "", t)) for k, t in zip("ab", texts)]
    >>> found = disagreements(rs, compare(Event("e", "", ("a", "b")), rs))
    >>> [(d.unit, d.kind, [n.value for n in d.numbers]) for d in found]
    [('looter', 'different', [12.0, 45.0])]
    """
    counted = {reading.article.id: _counted(reading) for reading in readings}
    aligned = {
        ((overlap.left, pair.left), (overlap.right, pair.right))
        for overlap in comparison.overlaps
        for pair in overlap.pairs
    }
    support = Counter(value for found in counted.values() for value in {c.at.value for c in found})
    links: list[_Link] = []
    for left, right in combinations(sorted(counted), 2):
        pairs = [
            (one, other)
            for one, other in product(counted[left], counted[right])
            if not _given(one, counted[right]) and not _given(other, counted[left])
        ]
        links += [_link(*pair, "different") for pair in pairs if _different(*pair, counted, aligned)]
        rounded = [pair for pair in pairs if _rounded(*pair) and _one_matter(*pair, aligned)]
        links += [_link(*pair, "rounded") for pair in rounded if _fits_best(pair, rounded, support)]
    return tuple(_completed(each, counted) for each in _merged(links))


def _completed(found: Disagreement, counted: Mapping[str, Sequence[_Counted]]) -> Disagreement:
    """With the articles that give one of its exact numbers too: an odd one, or in like words."""
    every = {c.at: c for numbers in counted.values() for c in numbers}
    exact = [every[at] for at in found.numbers if not at.vague]
    heard = {at.article for at in found.numbers}
    more = [
        c.at
        for article, numbers in sorted(counted.items())
        if article not in heard
        for c in numbers
        for known in exact
        if c.at.value == known.at.value
        and _measured(c.quantity) == _measured(known.quantity)
        and ((c.at.value > 100 and c.at.value % 50) or len(c.words & known.words) >= 2)
    ]
    return replace(found, numbers=tuple(sorted({*found.numbers, *more})))


_Kind = Literal["rounded", "different"]
_Link = tuple[str, _Kind, NumberAt, NumberAt]
_Aligned = Set[tuple[tuple[str, int], tuple[str, int]]]


@dataclass(frozen=True, slots=True)
class _Counted:
    """A quantity with its place and the content words of its sentence."""

    quantity: Quantity
    at: NumberAt
    words: frozenset[str]
    people: bool
    bare: bool


def _counted(reading: Reading) -> list[_Counted]:
    article, found = reading.article.id, []
    for sentence, words in zip(reading.sentences, reading.words, strict=True):
        content = frozenset(
            stem(word.lower) for word in words if word.lower not in STOP and word.lower not in LIGHT
        )
        whole = [(q, False) for q in quantities(words, reading.text)]
        for q, bare in (*whole, *((q, True) for q in _bare(words))):
            if not {"date", "age"} & {*q.units}:
                place = NumberAt(article, sentence.index, q.span, q.value, q.vague)
                people = "people" in [word.lower for word in words if word.span.start >= q.span.end][:2]
                found.append(_Counted(q, place, content, people, bare))
    return found


# "Dozens": from two dozen up to where one would say "hundreds", with room on top.
_BARE = {"dozens": (24.0, 120.0), "hundreds": (200.0, 1200.0), "thousands": (2000.0, 12000.0)}
_FEW = frozenset("few several many".split())
_JOBS = frozenset(stem(word) for word in "jobs positions posts roles".split())


def _bare(words: Sequence[Word]) -> Iterator[Quantity]:
    """ "Dozens", "a few thousand": numbers without a number, at the least that they can mean."""
    for at, word in enumerate(words):
        few = at > 0 and words[at - 1].lower in _FEW
        name = word.lower + "s" if few else word.lower
        after = [each.lower for each in words[at + 1 : at + 6]]
        if name not in _BARE or after[:2] in (["of", "thousands"], ["of", "millions"]):
            continue
        if at > 1 and words[at - 1].lower == "of" and words[at - 2].lower in _BARE:
            continue  # "tens of thousands", "hundreds of thousands"
        if words[at - 1].lower == "of" and at and words[at - 2].lower == "tens":
            continue
        start = words[at - 1].span.start if few else word.span.start
        yield Quantity(_BARE[name][0], _behind(after), True, Span(start, word.span.end))


def _behind(after: Sequence[str]) -> tuple[str, ...]:
    """What is counted, by the words behind a number."""
    telling = [word for word in after[:5] if word not in STOP and word != "people" and word.isalpha()]
    return tuple(stem(word) for word in telling[:2])


def _given(one: _Counted, others: Sequence[_Counted]) -> bool:
    """True when the other article gives this very number too, of whatever it may be."""
    return any(one.quantity.value == other.quantity.value for other in others)


def _link(one: _Counted, other: _Counted, kind: _Kind) -> _Link:
    return _unit(one.quantity, other.quantity), kind, one.at, other.at


def _different(
    one: _Counted, other: _Counted, counted: Mapping[str, Sequence[_Counted]], aligned: _Aligned
) -> bool:
    left, right = one.quantity, other.quantity
    if not _side_by_side(one, other, aligned) or not same_kind(left, right) or agree(left, right):
        return False
    if one.bare or other.bare:
        return False
    low, high = sorted((left.value, right.value))
    # Millions are money as a rule, and one sentence on money aligns with another all too easily.
    if _measured(left) or _measured(right) or high >= 1e6 or high > _MOST_APART * low:
        return False
    return not any(
        third is not each
        and third.at.sentence == each.at.sentence
        and same_kind(third.quantity, each.quantity)
        for each in (one, other)
        for third in counted[each.at.article]
    )


def _side_by_side(one: _Counted, other: _Counted, aligned: _Aligned) -> bool:
    places = (one.at.article, one.at.sentence), (other.at.article, other.at.sentence)
    return bool({places, places[::-1]} & aligned)


def _one_matter(one: _Counted, other: _Counted, aligned: _Aligned) -> bool:
    """Money and shares are near each other by chance: their sentences are aligned, or the one rounds."""
    left, right = one.quantity, other.quantity
    return (
        not _measured(left)
        or _side_by_side(one, other, aligned)
        or (_rounds(left, right) and len(one.words & other.words) >= 2)
    )


def _rounded(one: _Counted, other: _Counted) -> bool:
    left, right = one.quantity, other.quantity
    if _measured(left) != _measured(right):
        return False
    kin = same_kind(left, right) or bool(_JOBS & {*left.units} and _JOBS & {*right.units})
    shared = len(one.words & other.words)
    people = one.people and other.people
    if one.bare or other.bare:
        return _within(one, other) and (kin or (people and shared >= 2))
    return _near(left, right) and (kin or shared >= 2 or (people and _rounds(left, right)))


def _within(left: _Counted, right: _Counted) -> bool:
    """One of them alone is bare, and the other lies where it may."""
    bare, other = (left, right) if left.bare else (right, left)
    low = bare.quantity.value
    high = next(high for least, high in _BARE.values() if least == low)
    return not other.bare and not _measured(other.quantity) and low <= other.quantity.value <= high


def _rounds(left: Quantity, right: Quantity) -> bool:
    """The vague one is the exact one, rounded to as many digits as the vague one has."""
    exact, vague = (right, left) if left.vague else (left, right)
    digits = significant(vague.value)
    told = significant(exact.value) >= 3 and not exact.vague and vague.vague
    return told and float(f"{exact.value:.{digits - 1}e}") == vague.value


def _fits_best(
    pair: tuple[_Counted, _Counted],
    rounded: Sequence[tuple[_Counted, _Counted]],
    support: Mapping[float, int],
) -> bool:
    """The exact number must be the likeliest that the vague one can stand for in that article."""

    def split(each: tuple[_Counted, _Counted]) -> tuple[_Counted, _Counted]:
        first, second = each
        exact_first = significant(first.at.value) >= significant(second.at.value)
        return (first, second) if exact_first else (second, first)

    def fit(exact: _Counted, vague: _Counted) -> tuple[bool, int, float]:
        kin = same_kind(exact.quantity, vague.quantity)
        return kin, support[exact.at.value], -abs(exact.at.value - vague.at.value)

    exact, vague = split(pair)
    rivals = [split(each)[0] for each in rounded if split(each)[1] is vague]
    return fit(exact, vague) == max(fit(rival, vague) for rival in rivals)


def _measured(number: Quantity) -> str:
    return number.units[0] if number.units[:1] in (("money",), ("percent",)) else ""


def _near(one: Quantity, other: Quantity) -> bool:
    """An exact number and a vaguer or rounder one near to it."""
    low, high = sorted((one.value, other.value))
    rounder = min(significant(one.value), significant(other.value)) < max(
        significant(one.value), significant(other.value)
    )
    vague = one.vague != other.vague or (rounder and not one.vague)
    return low >= _LEAST_ROUNDED and (high - low) / high <= _ROUNDED and vague and rounder


def _unit(one: Quantity, other: Quantity) -> str:
    shared = [unit for unit in one.units if unit in other.units]
    return (shared or list(one.units) or list(other.units) or [""])[0]


def _merged(links: Sequence[_Link]) -> tuple[Disagreement, ...]:
    """Links that share a number are one disagreement."""
    groups: list[tuple[set[NumberAt], list[tuple[str, str]]]] = []
    for unit, kind, one, other in links:
        near = [group for group in groups if group[0] & {one, other}]
        numbers: set[NumberAt] = {one, other}.union(*(group[0] for group in near))
        names = [name for group in near for name in group[1]] + [(unit, kind)]
        groups = [group for group in groups if group not in near] + [(numbers, names)]
    found = [
        Disagreement(
            unit=names[0][0],
            kind="different" if any(kind == "different" for _, kind in names) else "rounded",
            numbers=tuple(sorted(numbers)),
        )
        for numbers, names in groups
    ]
    return tuple(sorted(found, key=lambda each: (each.kind, each.numbers)))


def values(disagreement: Disagreement) -> Mapping[str, tuple[float, ...]]:
    """The numbers of a disagreement by article."""
    found: dict[str, tuple[float, ...]] = {}
    for number in disagreement.numbers:
        found[number.article] = (*found.get(number.article, ()), number.value)
    return found
