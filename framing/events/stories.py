"""Stories: events that follow each other, with the same people and the same matter, days or weeks apart."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from framing.events.counting import only, rows_of
from framing.events.grouping import FLOOR, group
from framing.events.neighbours import Days, Neighbours, first_pairs
from framing.events.pairs import Pairs

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

STORY_DAYS = 45  # events further apart are not one story
FOLLOWERS = 8  # articles of other events looked at for each article
LEAST_ALIKE = 0.12  # cosine under which two articles are not of one story
SAME_STORY = -0.5  # log-odds, on average over the articles of two events
SAME_DATED_STORY = -2.0  # the same where the days of both are known to be near, for the closest articles


def follow_ups(found: Neighbours, when: Days, event: Ints) -> tuple[Ints, Ints]:
    """Pairs of articles (left < right) of different events that may be of one story."""
    row, column = rows_of(found.nearest), found.nearest.indices
    near = (found.nearest.data >= LEAST_ALIKE) & (when.gap(row, column) <= STORY_DAYS)
    return first_pairs(only(found.nearest, near & (event[row] != event[column])), FOLLOWERS)


def link(
    event: Ints, count: int, measured: Pairs, log_odds: Floats, when: Days
) -> tuple[tuple[int, ...], ...]:
    """The events of each story, in order of time, stories in order of their first event.

    Args:
        event: shape (articles,), the event of each article.
        count: number of events.
    """
    links = _links(event, measured, log_odds)
    keys = sorted(links)
    left = np.array([a for a, _ in keys], np.int64)
    right = np.array([b for _, b in keys], np.int64)
    spans, size = _spans(event, count, when), np.bincount(event, minlength=count)
    dated = spans.last - spans.first <= STORY_DAYS
    likeness = np.array(
        [
            _closest(links[a, b], size[a], size[b]) + SAME_STORY - SAME_DATED_STORY
            if dated[a] and dated[b]
            else FLOOR + sum(value - FLOOR for _, _, value in links[a, b]) / (size[a] * size[b])
            for a, b in keys
        ],
        np.float64,
    )
    found = group(count, left, right, likeness, spans, threshold=SAME_STORY, max_gap_days=STORY_DAYS)
    ordered = [tuple(sorted(chain, key=lambda at: (int(spans.first[at]), at))) for chain in found]
    return tuple(sorted(ordered))


def _links(
    event: Ints, measured: Pairs, log_odds: Floats
) -> dict[tuple[int, int], list[tuple[int, int, float]]]:
    """For every two events the pairs of their articles, the first event's article first, with log-odds."""
    links: defaultdict[tuple[int, int], list[tuple[int, int, float]]] = defaultdict(list)
    for left, right, value in zip(measured.left.tolist(), measured.right.tolist(), log_odds, strict=True):
        a, b = int(event[left]), int(event[right])
        pair = (left, right) if a < b else (right, left)
        links[min(a, b), max(a, b)].append((*pair, max(float(value), FLOOR)))
    return dict(links)


def _closest(links: list[tuple[int, int, float]], left_size: int, right_size: int) -> float:
    """The smaller event's articles, each with the one of the other event that is most like it: their mean.

    A follow-up repeats what went before in a sentence or two, so that one near article says more than the
    average over all.
    """
    side, size = (0, left_size) if left_size <= right_size else (1, right_size)
    best: dict[int, float] = {}
    for left, right, value in links:
        article = (left, right)[side]
        best[article] = max(best.get(article, FLOOR), value)
    return FLOOR + sum(value - FLOOR for value in best.values()) / float(size)


def _spans(event: Ints, count: int, when: Days) -> Days:
    """First and last day of each event: what is certain of its articles."""
    first = np.full(count, np.iinfo(np.int64).min)
    last = np.full(count, np.iinfo(np.int64).max)
    np.maximum.at(first, event, when.first)
    np.minimum.at(last, event, when.last)
    return Days(np.minimum(first, last), np.maximum(first, last), np.zeros(count, bool))
