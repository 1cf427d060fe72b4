"""Numbers as quantities: their value, how exact they are, and what they count."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from framing.compare.variants import stem
from framing.compare.weights import STOP
from framing.records import Span, Word

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SMALL = {
    **{word: float(value) for value, word in enumerate(_UNITS)},
    **{word: 20.0 + 10.0 * at for at, word in enumerate(_TENS)},
}
_SCALES = {
    "dozen": 12.0,
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "m": 1e6,
    "bn": 1e9,
    "k": 1e3,
}
_LARGE = ("hundred", "thousand", "million", "billion", "trillion")
_VAGUE = frozenset(
    "about around nearly almost roughly approximately some over under least most more less than "
    "estimated dozens hundreds thousands".split()
)
_FIGURE = re.compile(r"(\d+(?:[.,]\d+)*)(%|m|bn|k|s|st|nd|rd|th)?$")
_MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr "
    "jun jul aug sep sept oct nov dec".split()
)
_CURRENCY = "$€£¥"
_AGO = frozenset("ago earlier later".split())
# What is counted, where the word right behind a number is no more than a counter for it.
_EMPTY_UNITS = frozenset("people person more other others new additional men women".split())


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a sentence: `units` are the stems of what it counts, nearest first; `vague` as in "about".

    A day of the month or a year has the unit `date`, money `money`, a percentage `percent`, an age `age`,
    and "three years ago" `ago` before the years: it is a time, not how long something takes.
    """

    value: float
    units: tuple[str, ...]
    vague: bool
    span: Span


def quantities(words: Sequence[Word], text: str) -> tuple[Quantity, ...]:
    """The quantities of one sentence, in order of place.

    >>> from framing.text import words
    >>> text = "At least 12 people were killed and a dozen arrested; it cost $1.5 million, or 3%."
    >>> [(q.value, q.units[0], q.vague) for q in quantities(words(text), text)]
    [(12.0, 'die', True), (12.0, 'arrest', False), (1500000.0, 'money', False), (3.0, 'percent', False)]
    """
    found, at = [], 0
    while at < len(words):
        value, used, percent = _number(words, at)
        if used == 0 or value is None:
            at += 1
            continue
        found.append(_quantity(words, text, at, used, value, percent=percent))
        at += used
    return tuple(found)


def agree(one: Quantity, other: Quantity) -> bool:
    """True when two quantities may well be the same number: equal, or near where one of them is vague.

    >>> twelve, dozen = Quantity(12, ("die",), True, Span(0, 1)), Quantity(12.5, ("die",), False, Span(0, 1))
    >>> agree(twelve, dozen), agree(twelve, Quantity(20, ("die",), False, Span(0, 1)))
    (True, False)
    """
    if one.value == other.value:
        return True
    if "date" in one.units or "date" in other.units:
        return False
    room = (
        0.15
        if one.vague or other.vague or max(significant(one.value), significant(other.value)) == 1
        else 0.02
    )
    if max(one.value, other.value) < 10 and not (one.vague or other.vague):
        room = 0.0
    return abs(one.value - other.value) <= room * max(one.value, other.value)


def same_kind(one: Quantity, other: Quantity) -> bool:
    """True when two quantities count the same kind of thing: they share a unit near the number.

    >>> texts = "It took the money three years ago.", "It lasted ten years.", "It left five years ago."
    >>> from framing.text import words
    >>> ago, long, other = (quantities(words(text), text)[0] for text in texts)
    >>> same_kind(ago, long), same_kind(ago, other)
    (False, True)
    """
    if bool({"date", "money", "percent", "ago"} & {*one.units[:1], *other.units[:1]}):
        return one.units[:1] == other.units[:1] and (one.units[0] != "ago" or one.units == other.units)
    return bool(set(one.units) & set(other.units))


def significant(value: float) -> int:
    """Significant digits of a number: round ones have one.

    >>> significant(214), significant(3_180_000_000), significant(2000)
    (3, 3, 1)
    """
    return len(f"{value:.10g}".replace(".", "").split("e")[0].strip("0")) or 1


def _number(words: Sequence[Word], at: int) -> tuple[float | None, int, bool]:
    low = words[at].lower
    figure = _FIGURE.match(low)
    if figure:
        digits = figure.group(1)
        if ":" in digits or (figure.group(2) in ("st", "nd", "rd", "th", "s")):
            return None, 0, False
        value, scale = _parse(digits), figure.group(2)
        value *= _SCALES.get(scale or "", 1.0)
        used = 1
        while at + used < len(words) and words[at + used].lower in _LARGE:
            value *= _SCALES[words[at + used].lower]
            used += 1
        return value, used, scale == "%"
    return _spelled(words, at)


def _parse(digits: str) -> float:
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", digits):
        return float(digits.replace(",", ""))
    return float(digits.replace(",", ".", 1)) if digits.count(",") + digits.count(".") <= 1 else 0.0


def _spelled(words: Sequence[Word], at: int) -> tuple[float | None, int, bool]:
    total, current, used = 0.0, None, 0
    while at + used < len(words):
        low = words[at + used].lower
        parts = low.split("-")
        if all(part in _SMALL for part in parts):
            current = (current or 0.0) + sum(_SMALL[part] for part in parts)
        elif low in ("dozen", *_LARGE):
            if current is None and not (used == 0 and at and words[at - 1].lower in ("a", "half")):
                break
            current = (current or 1.0) * _SCALES[low]
            if low == "dozen" and "half" in [word.lower for word in words[max(0, at - 2) : at]]:
                current /= 2.0
            if _SCALES[low] >= 1e3:
                total, current = total + current, 0.0
        else:
            break
        used += 1
    if current is None or (used == 1 and words[at].lower in ("one", "zero")):
        return None, 0, False  # "one of them" counts nothing
    return total + current, used, False


def _quantity(
    words: Sequence[Word], text: str, at: int, used: int, value: float, *, percent: bool
) -> Quantity:
    span = Span(words[at].span.start, words[at + used - 1].span.end)
    before = [word.lower for word in words[max(0, at - 3) : at]]
    after = [word.lower for word in words[at + used : at + used + 5]]
    vague = any(word in _VAGUE for word in before)
    if text[max(0, span.start - 1)] in _CURRENCY or after[:1] in (["dollars"], ["euros"], ["pounds"]):
        return Quantity(value, ("money",), vague, span)
    if percent or after[:1] in (["percent"], ["per"], ["percentage"]):
        return Quantity(value, ("percent",), vague, span)
    if used == 1 and value < 120 and _is_age(text, span):
        return Quantity(value, ("age",), vague, span)
    if used == 1 and _is_date(span.of(text), value, before, after, vague=vague):
        return Quantity(value, ("date",), vague, span)
    if len(after) > 1 and after[1] in _AGO:
        return Quantity(value, ("ago", stem(after[0])), vague, span)
    return Quantity(value, _counted(after), vague, span)


def _is_date(written: str, value: float, before: Sequence[str], after: Sequence[str], *, vague: bool) -> bool:
    """A day of a month, or a year: four bare digits that count nobody ("2,000 homes" and "2000 people" do).

    "About 2000 homes" counts homes, "about 2000" is a year.
    """
    if not written.isdigit():
        return False
    if len(written) <= 2 and value <= 31 and (before[-1:] or [""])[0] in _MONTHS:
        return True
    if len(written) <= 2 and value <= 31 and (after[:1] or [""])[0] in _MONTHS:
        return True
    counts = (after[:1] or [""])[0]
    named = counts in _EMPTY_UNITS or (vague and counts.endswith("s") and counts not in STOP)
    return len(written) == 4 and 1900 <= value <= 2100 and not named


def _is_age(text: str, span: Span) -> bool:
    """As in "the mayor, 52, said"."""
    return text[: span.start].endswith(", ") and text[span.end : span.end + 1] in (",", ".")


def _counted(after: Sequence[str]) -> tuple[str, ...]:
    content = [word for word in after if word not in STOP]
    telling = [word for word in content if word not in _EMPTY_UNITS and not _FIGURE.match(word)]
    return tuple(stem(word) for word in telling[:2]) or tuple(stem(word) for word in content[:1])
