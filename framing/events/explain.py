"""Why two articles are, or are not, taken for the same event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from statistics import fmean

import numpy as np

from framing.errors import FramingError
from framing.events.changes import changes
from framing.events.copies import copies
from framing.events.explanation import Explanation, Meeting
from framing.events.finding import Compared, compared, is_copy, joins_of, near_copies, shares, threshold_of
from framing.events.grouping import Joins, cut, meeting
from framing.events.neighbours import CANDIDATES, FURTHER
from framing.events.pairs import MEANING, Pairs, pairs
from framing.events.vectors import WEEKDAYS
from framing.records import Article

MOST = 12  # entries in each list


def explain(
    a: str, b: str, articles: Sequence[Article], *, same_event: float = 0.5, max_gap_days: int = 4
) -> Explanation:
    """What spoke for and against joining the articles with the ids `a` and `b`, among all the articles.

    Raises:
        FramingError: there is no article with such an id, or both are the same one.
    """
    known = {article.id for article in articles}
    for name in (a, b):
        if name not in known:
            raise FramingError(
                f"there is no article {name!r}", hint="take ids from the rows of `framing events`"
            )
    if a == b:
        raise FramingError(f"{a!r} is given twice", hint="give two different articles")
    work = compared(articles, max_gap_days=max_gap_days)
    place = {article.id: at for at, article in enumerate(work.articles)}
    left, right = place[a], place[b]
    one, two = np.array([left], np.int64), np.array([right], np.int64)
    measured = pairs(work.vectors, work.found, work.when, one, two, rivals=work.pairs.rivals)
    made = joins_of(work, max_gap_days=max_gap_days)
    branches, needed = work.decide.branch.log_odds(made), threshold_of(same_event)
    groups = cut(len(work.articles), made, branches >= needed)
    same = any(left in members and right in members for members in groups)
    met = _meeting(made, meeting(made, left, right), branches, needed)
    chance = float(1 / (1 + np.exp(-work.decide.log_odds(measured.values)[0])))
    apart = int(work.when.gap(measured.left, measured.right)[0])
    looked_at = (work.pairs.left == min(left, right)) & (work.pairs.right == max(left, right))
    reason = (
        f"at least {apart} days lie between them, and articles more than {max_gap_days} days apart are never"
        " one event"
        if apart > max_gap_days
        else f"neither is among the {CANDIDATES} articles most like the other, {FURTHER} where all are alike"
    )
    seen = bool(looked_at.any())
    verdict = _verdict(
        same, is_copy(work.stream, measured)[0] or chance >= same_event, "" if seen else reason
    )
    shown = _explanation(work, measured, same=same, verdict=verdict, seen=seen, chance=chance)
    return replace(shown, meeting=met)


def _meeting(made: Joins, at: int | None, branches: np.ndarray, needed: float) -> Meeting | None:
    if at is None:
        return None
    return Meeting(
        larger=int(made.larger[at]),
        smaller=int(made.smaller[at]),
        mean=round(float(made.mean[at]), 4),
        log_odds=round(float(branches[at]), 4),
        needed=round(needed, 4),
    )


def _verdict(same: bool, alone: bool, never: str) -> str:
    """How the pair came to stand together or apart; `never` says why it was never compared."""
    if never:
        joined = "one event, through other articles that are like both" if same else "two events"
        return f"{joined}; this pair was never compared: {never}"
    if same:
        return (
            "one event: the pair alone speaks for it"
            if alone
            else "one event, through the other articles of it: this pair alone would not be joined"
        )
    return (
        "two events, though the pair alone speaks for one: others are nearer, or do not fit on the whole"
        if alone
        else "two events: the pair alone speaks against one"
    )


def _explanation(
    work: Compared, measured: Pairs, *, same: bool, verdict: str, seen: bool, chance: float
) -> Explanation:
    left, right = int(measured.left[0]), int(measured.right[0])
    known = bool(work.when.known[left] and work.when.known[right])
    numbers = work.stream.number
    in_right, in_left = shares(work.stream, measured)
    origin, changed = _copied(work, measured, float(in_right[0]), float(in_left[0]))
    return Explanation(
        left=work.articles[left].id,
        right=work.articles[right].id,
        same=same,
        verdict=verdict,
        compared=seen,
        probability=round(chance, 4),
        days_apart=int(work.when.gap(measured.left, measured.right)[0]) if known else None,
        names=_shared(work, left, right, work.vectors.is_name),
        words=_shared(work, left, right, ~work.vectors.is_name & ~numbers),
        numbers=_shared(work, left, right, numbers),
        only_left=_alone(work, left, right),
        only_right=_alone(work, right, left),
        quotations=common_runs(work, left, right),
        weekdays=(_days(work, left), _days(work, right)),
        parts=_parts(work, measured),
        copied=round(max(float(in_right[0]), float(in_left[0])), 4),
        origin=origin,
        changes=changed,
    )


def _parts(work: Compared, measured: Pairs) -> tuple[tuple[str, float, float], ...]:
    """What each evidence adds, the strongest argument for one event first; of one meaning, one line."""
    values = dict(zip(MEANING, measured.values[0].tolist(), strict=True))
    levels, weights = defaultdict[str, list[float]](list), defaultdict[str, float](float)
    for name, part in zip(work.decide.evidence, work.decide.parts(measured.values)[0].tolist(), strict=True):
        levels[MEANING[name]].append(values[name])
        weights[MEANING[name]] += part
    parts = [(what, round(fmean(levels[what]), 4), round(weight, 3)) for what, weight in weights.items()]
    return tuple(sorted(parts, key=lambda part: (-part[2], part[0])))


def _copied(
    work: Compared, measured: Pairs, in_right: float, in_left: float
) -> tuple[str | None, tuple[tuple[str, str, str], ...]]:
    """The likely origin and what the other changed; None and nothing where they are no near-copies."""
    if not near_copies(work, measured)[0]:
        return None, ()
    left, right = int(measured.left[0]), int(measured.right[0])
    (copy,) = copies(work.articles, [(left, right, in_right, in_left)], work.stream.lengths.tolist())
    by_id = {work.articles[at].id: work.articles[at] for at in (left, right)}
    origin, other = by_id[copy.of], by_id[copy.article]
    found = changes(origin, other)
    return copy.of, tuple((c.kind, c.here.of(origin.text), c.there.of(other.text)) for c in found)


def _row(work: Compared, at: int) -> dict[int, float]:
    row = work.vectors.words[[at]]
    return dict(zip(row.indices.tolist(), row.data.tolist(), strict=True))


def _shared(
    work: Compared, left: int, right: int, kind: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> tuple[str, ...]:
    one, two = _row(work, left), _row(work, right)
    both = [term for term in one if term in two and kind[term]]
    both.sort(key=lambda term: (-one[term] * two[term], work.stream.vocabulary[term]))
    return _written(work, left, both[:MOST])


def _alone(work: Compared, left: int, right: int) -> tuple[str, ...]:
    one, two = _row(work, left), _row(work, right)
    only = [term for term in one if term not in two and work.vectors.is_name[term]]
    only.sort(key=lambda term: (-one[term], work.stream.vocabulary[term]))
    return _written(work, left, only[:MOST])


def _written(work: Compared, at: int, terms: Sequence[int]) -> tuple[str, ...]:
    """The terms as the article writes them most often."""
    stream = work.stream
    forms, counts = np.unique(stream.forms[stream.starts[at] : stream.starts[at + 1]], return_counts=True)
    spelt: dict[int, str] = {}
    for form in forms[np.argsort(-counts, kind="stable")].tolist():
        spelt.setdefault(int(stream.terms[form]), stream.spelling[form])
    return tuple(spelt[term] for term in terms)


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
