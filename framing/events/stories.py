"""Stories: events that follow each other, with the same people and the same matter, days or weeks apart.

A link between two events joins the stories they stand in: of a long affair the first event and the last have
little in common. Two stories of several events each need more than one link: a single event in between, of
which each side tells a little, does not make them one.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from framing.events.counting import changes, distinct, only, rows_of
from framing.events.neighbours import Days, Neighbours, first_pairs
from framing.events.pairs import Pairs

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

STORY_DAYS = 45  # events further apart do not follow each other
BRIDGES = 3  # events on either side (or all, where they are fewer) with a link, for two stories to be one
FOLLOWERS = 8  # articles of other events looked at for each article
LEAST_ALIKE = 0.12  # cosine under which two articles are not of one story
SAME_STORY = 0.415  # likeness of one story, on average over the articles of two events
SAME_DATED_STORY = 0.345  # the same where the days of both are known to be near, for the closest articles
FLOOR = 0.115  # likeness of articles that were not compared


def follow_ups(found: Neighbours, when: Days, event: Ints) -> tuple[Ints, Ints]:
    """Pairs of articles (left < right) of different events that may be of one story."""
    row, column = rows_of(found.nearest), found.nearest.indices
    near = (found.nearest.data >= LEAST_ALIKE) & (when.gap(row, column) <= STORY_DAYS)
    return first_pairs(only(found.nearest, near & (event[row] != event[column])), FOLLOWERS)


def link(event: Ints, count: int, measured: Pairs, when: Days) -> tuple[tuple[int, ...], ...]:
    """The events of each story, in order of time, stories in order of their first event.

    Args:
        event: shape (articles,), the event of each article.
        count: number of events.
    """
    left, right, likeness = alike(event, count, measured, when)
    spans = _spans(event, count, when)
    linked = np.flatnonzero((likeness >= SAME_STORY) & (spans.gap(left, right) <= STORY_DAYS))
    order = linked[np.lexsort((right[linked], left[linked], -np.round(likeness[linked], 9)))]
    found = _joined(count, list(zip(left[order].tolist(), right[order].tolist(), strict=True)))
    ordered = [tuple(sorted(chain, key=lambda at: (int(spans.first[at]), at))) for chain in found]
    return tuple(sorted(ordered))


def _joined(count: int, links: list[tuple[int, int]]) -> list[list[int]]:
    """The stories that the links make, the first link first; one that BRIDGES holds back is tried again."""
    story, events = list(range(count)), {at: [at] for at in range(count)}
    other = defaultdict[int, set[int]](set)
    for a, b in links:
        other[a].add(b)
        other[b].add(a)
    waiting, before = links, len(links) + 1
    while len(waiting) < before:
        before, tried, waiting = len(waiting), waiting, []
        for a, b in tried:
            large, small = sorted((story[a], story[b]), key=lambda at: (-len(events[at]), at))
            if large == small:
                continue
            if _bridged(events[small], events[large], other):
                for at in events[small]:
                    story[at] = large
                events[large] += events.pop(small)
            else:
                waiting.append((a, b))
    return list(events.values())


def _bridged(small: list[int], large: list[int], other: dict[int, set[int]]) -> bool:
    """Whether enough events on both sides have a link to the other side."""
    there = set(large)
    links = [other[at] & there for at in small]
    here, reached = sum(map(bool, links)), len(set[int]().union(*links))
    return min(here, reached) >= min(BRIDGES, len(small))


def alike(event: Ints, count: int, measured: Pairs, when: Days) -> tuple[Ints, Ints, Floats]:
    """Pairs of events (left < right) and how likely they are of one story: from SAME_STORY on they are.

    Args:
        event, count: as `link` takes them.
    """
    one, two = event[measured.left], event[measured.right]
    pair = np.minimum(one, two) * count + np.maximum(one, two)
    keys = distinct(pair)
    left, right = keys // count, keys % count
    spans, size = _spans(event, count, when), np.bincount(event, minlength=count)
    dated = spans.last - spans.first <= STORY_DAYS
    above, place = np.maximum(measured.likeness, FLOOR) - FLOOR, np.searchsorted(keys, pair)
    smaller = np.where((size[one] < size[two]) | ((size[one] == size[two]) & (one < two)), one, two)
    article = np.where(smaller == one, measured.left, measured.right)
    likeness = FLOOR + np.where(
        dated[left] & dated[right],
        _closest(place, article, above) / np.minimum(size[left], size[right]) + SAME_STORY - SAME_DATED_STORY,
        np.bincount(place, weights=above, minlength=len(keys)) / (size[left] * size[right]),
    )
    return left, right, likeness


def _closest(place: Ints, article: Ints, above: Floats) -> Floats:
    """The greatest value of each article of the smaller event of a pair of events, summed by these pairs.

    A follow-up repeats what went before in a sentence or two, so that one near article says more than the
    average over all.

    Args:
        place, article, above: shape (pairs of articles,): the two events, the smaller event's article, value.
    """
    order = np.lexsort((article, place))
    place, article = place[order], article[order]
    first = np.flatnonzero(changes(place) | changes(article))
    best = np.maximum.reduceat(above[order], first) if len(first) else above
    return np.bincount(place[first], weights=best, minlength=int(place.max(initial=-1)) + 1).astype(
        np.float64
    )


def _spans(event: Ints, count: int, when: Days) -> Days:
    """First and last day of each event: what is certain of its articles."""
    first = np.full(count, np.iinfo(np.int64).min)
    last = np.full(count, np.iinfo(np.int64).max)
    np.maximum.at(first, event, when.first)
    np.minimum.at(last, event, when.last)
    return Days(np.minimum(first, last), np.maximum(first, last), np.zeros(count, bool))
