"""Why two articles are, or are not, taken for the same event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from framing.errors import FramingError
from framing.events import decision
from framing.events.finding import Compared, compared, groups_of
from framing.events.pairs import EVIDENCE, Pairs, pairs
from framing.events.vectors import WEEKDAYS
from framing.records import Article

MOST = 12  # entries shown in each list


@dataclass(frozen=True, slots=True)
class Explanation:
    """What speaks for and against two articles reporting the same event.

    Attributes:
        same: True when they stand in one event.
        probability: of this pair alone, in [0, 1]; the event also depends on the other articles.
        days_apart: None where a day is not known.
        names, words, numbers: what they share, most telling first.
        only_left, only_right: names that one of them alone has, most telling first.
        quotations: runs of words that both hold, longest first.
        weekdays: the weekdays that each names.
        parts: meaning of each evidence, its value, and what it adds to the log-odds against the usual pair,
            from the strongest argument for to the strongest against.
        copied: share of the shorter article's word runs that the other one holds, in [0, 1].
    """

    left: str
    right: str
    same: bool
    probability: float
    days_apart: int | None
    names: tuple[str, ...]
    words: tuple[str, ...]
    numbers: tuple[str, ...]
    only_left: tuple[str, ...]
    only_right: tuple[str, ...]
    quotations: tuple[str, ...]
    weekdays: tuple[tuple[str, ...], tuple[str, ...]]
    parts: tuple[tuple[str, float, float], ...]
    copied: float


def explain(
    a: str, b: str, articles: Sequence[Article], *, same_event: float = 0.5, max_gap_days: int = 4
) -> Explanation:
    """What spoke for and against joining the articles with the ids `a` and `b`, among all the articles.

    Raises:
        FramingError: there is no article with such an id, or both are the same one.
    """
    work = compared(articles, max_gap_days=max_gap_days)
    place = {article.id: at for at, article in enumerate(work.articles)}
    for name in (a, b):
        if name not in place:
            raise FramingError(
                f"there is no article {name!r}", hint="take ids from the rows of `framing events`"
            )
    if a == b:
        raise FramingError(f"{a!r} is given twice", hint="give two different articles")
    left, right = place[a], place[b]
    one, two = np.array([left], np.int64), np.array([right], np.int64)
    measured = pairs(work.vectors, work.found, work.when, one, two)
    groups = groups_of(work, same_event=same_event, max_gap_days=max_gap_days)
    return _explanation(work, measured, any(left in members and right in members for members in groups))


def _explanation(work: Compared, measured: Pairs, same: bool) -> Explanation:
    left, right = int(measured.left[0]), int(measured.right[0])
    one, two = work.articles[left], work.articles[right]
    model = decision.load()
    added = model.parts(measured.values)[0]
    value = dict(zip(EVIDENCE, measured.values[0].tolist(), strict=True))
    parts = [
        (EVIDENCE[name], round(value[name], 4), round(float(part), 3))
        for name, part in zip(model.evidence, added, strict=True)
    ]
    known = bool(work.when.known[left] and work.when.known[right])
    runs = common_runs(work, left, right)
    shortest = max(min(int(work.stream.lengths[left]), int(work.stream.lengths[right])) - 3, 1)
    numbers = work.stream.number
    return Explanation(
        left=one.id,
        right=two.id,
        same=same,
        probability=round(float(1 / (1 + np.exp(-model.log_odds(measured.values)[0]))), 4),
        days_apart=int(work.when.gap(measured.left, measured.right)[0]) if known else None,
        names=_shared(work, left, right, work.vectors.is_name),
        words=_shared(work, left, right, ~work.vectors.is_name & ~numbers),
        numbers=_shared(work, left, right, numbers),
        only_left=_alone(work, left, right),
        only_right=_alone(work, right, left),
        quotations=runs,
        weekdays=(_days(work, left), _days(work, right)),
        parts=tuple(sorted(parts, key=lambda part: (-part[2], part[0]))),
        copied=round(min(float(np.expm1(value["runs"])) / shortest, 1.0), 4),
    )


def _row(work: Compared, at: int) -> dict[int, float]:
    row = work.vectors.words[[at]]
    return dict(zip(row.indices.tolist(), row.data.tolist(), strict=True))


def _shared(
    work: Compared, left: int, right: int, kind: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> tuple[str, ...]:
    one, two = _row(work, left), _row(work, right)
    both = [term for term in one if term in two and kind[term]]
    both.sort(key=lambda term: (-one[term] * two[term], work.stream.vocabulary[term]))
    return tuple(work.stream.vocabulary[term] for term in both[:MOST])


def _alone(work: Compared, left: int, right: int) -> tuple[str, ...]:
    one, two = _row(work, left), _row(work, right)
    only = [term for term in one if term not in two and work.vectors.is_name[term]]
    only.sort(key=lambda term: (-one[term], work.stream.vocabulary[term]))
    return tuple(work.stream.vocabulary[term] for term in only[:MOST])


def _days(work: Compared, at: int) -> tuple[str, ...]:
    return tuple(name for day, name in enumerate(WEEKDAYS) if work.vectors.weekdays[at, day] > 0)


def common_runs(work: Compared, left: int, right: int, *, least: int = 5) -> tuple[str, ...]:
    """Runs of at least `least` words that both articles hold, longest first, as the left one writes them."""
    stream = work.stream
    forms = stream.forms[stream.starts[left] : stream.starts[left + 1]]
    one = stream.terms[forms].tolist()
    two = stream.terms[stream.forms[stream.starts[right] : stream.starts[right + 1]]].tolist()
    places: dict[tuple[int, ...], list[int]] = {}
    for at in range(len(two) - least + 1):
        places.setdefault(tuple(two[at : at + least]), []).append(at)
    found, at = list[tuple[int, int]](), 0
    while at <= len(one) - least:
        starts = places.get(tuple(one[at : at + least]), [])
        length = max((_match(one, two, at, start) for start in starts), default=0)
        if length:
            found.append((length, at))
        at += max(length, 1)
    found.sort(key=lambda run: (-run[0], run[1]))
    texts = [" ".join(stream.spelling[form] for form in forms[at : at + length]) for length, at in found]
    return tuple(dict.fromkeys(texts))[:MOST]


def _match(one: list[int], two: list[int], left: int, right: int) -> int:
    length = 0
    while (
        left + length < len(one) and right + length < len(two) and one[left + length] == two[right + length]
    ):
        length += 1
    return length
