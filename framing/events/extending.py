"""New articles every day: yesterday's events are extended, never worked out again.

Looked at are the new articles and those known ones whose event lies within a season of them: the cost follows
the new articles and how much news a season holds, not the size of the archive. An event and a story keep the
id that they were first given. Known articles stay where they are: two known events are never joined, none is
parted, and a text that was told before its origin came in stays the origin.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from framing.events.copies import copies
from framing.events.finding import (
    Compared,
    compared,
    copied_pairs,
    identifier,
    stories,
    threshold_of,
)
from framing.events.grouping import FLOOR, group
from framing.events.neighbours import SEASON_DAYS, Days, days
from framing.records import Article, Placement

Ints = NDArray[np.int64]


def extend(
    previous: Sequence[Placement],
    articles: Sequence[Article],
    *,
    same_event: float = 0.5,
    max_gap_days: int = 4,
) -> tuple[Placement, ...]:
    """What was known, unchanged and in its order, then the new articles in order of their ids.

    Args:
        previous: yesterday's placements.
        articles: the new articles, and the known ones of the last two months or more; older ones may be left
            out. The first call, with nothing known, finds the same events as `discover`.

    Known articles without a day, in an event without one, are not compared with later ones.
    """
    known = {place.article: place for place in previous}
    fresh = [article for article in articles if article.id not in known]
    if not fresh:
        return tuple(previous)
    old = [article for article in articles if article.id in known]
    work = compared([*fresh, *_near(old, fresh, known)], max_gap_days=max_gap_days)
    event = _events(work, known, same_event=same_event, max_gap_days=max_gap_days)
    story = _stories(work, event, known)
    copy_of = _copies(work, event, known)
    added = (
        Placement(article.id, event[at], story[event[at]], copy_of.get(article.id))
        for at, article in enumerate(work.articles)
        if article.id not in known
    )
    return (*previous, *added)


def _near(
    old: Sequence[Article], fresh: Sequence[Article], known: Mapping[str, Placement]
) -> Iterator[Article]:
    """The known articles whose event lies within a season of a new article, in time."""
    when, since = days(old), days(fresh)
    dated = since.known if since.known.any() else np.ones(len(fresh), bool)
    first, last = int(since.first[dated].min()), int(since.last[dated].max())
    if not since.known.any() and when.known.any():
        first = last = int(when.last[when.known].max())
    close = {
        known[article.id].event
        for article, begin, end, sure in zip(old, when.first, when.last, when.known, strict=True)
        if sure and begin <= last + SEASON_DAYS and end >= first - SEASON_DAYS
    }
    return (article for article in old if known[article.id].event in close)


def _events(
    work: Compared, known: Mapping[str, Placement], *, same_event: float, max_gap_days: int
) -> tuple[str, ...]:
    """The event of each article of `work`: known events are taken as one thing each."""
    names = [known[a.id].event if a.id in known else "" for a in work.articles]
    numbers: dict[str, int] = {}
    node = np.array([numbers.setdefault(name or f" {at}", len(numbers)) for at, name in enumerate(names)])
    given = {number: name for name, number in numbers.items() if not name.startswith(" ")}
    left, right, likeness = _between(work, node, frozenset(given))
    spans = _spans(node, len(numbers), work.when)
    found = group(
        len(numbers),
        left,
        right,
        likeness,
        spans,
        branch=work.decide.branch,
        threshold=threshold_of(same_event),
        max_gap_days=max_gap_days,
        size=np.bincount(node),
    )
    strength = {
        (a, b): value for a, b, value in zip(left.tolist(), right.tolist(), likeness.tolist(), strict=True)
    }
    home: dict[int, str] = {}
    members = defaultdict[int, list[str]](list)
    for at, article in enumerate(work.articles):
        members[int(node[at])].append(article.id)
    for nodes in found:
        before = [number for number in nodes if number in given]
        label = identifier("e", [name for number in nodes for name in members[number]])
        for number in nodes:
            best = max(
                before,
                key=lambda other: (
                    strength.get((min(number, other), max(number, other)), FLOOR),
                    given[other],
                ),
                default=None,
            )
            home[number] = given.get(number, label if best is None else given[best])
    return tuple(home[int(number)] for number in node)


def _between(work: Compared, node: Ints, given: frozenset[int]) -> tuple[Ints, Ints, NDArray[np.float64]]:
    """Mean log-odds over the articles of every two nodes that were compared and are not both known."""
    size = np.bincount(node)
    one, two = node[work.pairs.left], node[work.pairs.right]
    left, right = np.minimum(one, two), np.maximum(one, two)
    is_known = np.isin(np.arange(len(size)), list(given))
    kept = (left != right) & ~(is_known[left] & is_known[right])
    keys, place = np.unique(left[kept] * len(size) + right[kept], return_inverse=True)
    above = np.bincount(place, weights=np.maximum(work.log_odds[kept] - FLOOR, 0.0), minlength=len(keys))
    left, right = keys // len(size), keys % len(size)
    return left, right, FLOOR + above / (size[left] * size[right])


def _spans(node: Ints, count: int, when: Days) -> Days:
    """The latest first and the earliest last day of each node: what is certain of all its articles."""
    latest = np.full(count, np.iinfo(np.int64).min)
    earliest = np.full(count, np.iinfo(np.int64).max)
    np.maximum.at(latest, node, when.first)
    np.minimum.at(earliest, node, when.last)
    return Days(latest, earliest, np.zeros(count, bool))


def _members(event: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """The positions of each event's articles."""
    found = defaultdict[str, list[int]](list)
    for at, name in enumerate(event):
        found[name].append(at)
    return {name: tuple(members) for name, members in found.items()}


def _stories(work: Compared, event: Sequence[str], known: Mapping[str, Placement]) -> dict[str, str]:
    """The story of every event of `work`; known events keep theirs."""
    story = {known[a.id].event: known[a.id].story for a in work.articles if a.id in known}
    groups = _members(event)
    names = list(groups)
    for chain in stories(work, list(groups.values())):
        told = [names[at] for at in chain]
        label = identifier("s", told)
        for name in told:
            label = story.get(name, label)  # of several known stories, the latest up to here
            story[name] = label
    return story


def _copies(work: Compared, event: Sequence[str], known: Mapping[str, Placement]) -> dict[str, str]:
    """What each new article nearly repeats: first a known one, then the likely origin among the new."""
    pairs = copied_pairs(work, list(_members(event).values()))
    ids = [article.id for article in work.articles]
    best: dict[str, tuple[float, str]] = {}
    among: list[tuple[int, int, float, float]] = []
    for left, right, in_right, in_left in pairs:
        if (ids[left] in known) == (ids[right] in known):
            among += [] if ids[left] in known else [(left, right, in_right, in_left)]
            continue
        new, old = (ids[right], ids[left]) if ids[left] in known else (ids[left], ids[right])
        share = max(in_right, in_left)
        best[new] = max(best.get(new, (0.0, "")), (share, known[old].copy_of or old))
    told = {new: origin for new, (_, origin) in best.items()}
    for copy in copies(work.articles, among, work.stream.lengths.tolist()):
        if copy.article not in told:
            told[copy.article] = told.get(copy.of, copy.of)
        elif copy.of not in told:
            told[copy.of] = told[copy.article]
    return told
