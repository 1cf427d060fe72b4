"""From articles to events, stories and near-copies: the steps, in order."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from framing.events import background, decision
from framing.events.copies import COPIED, SHORTEST, Shared, copied, copies, whole
from framing.events.counting import blocks
from framing.events.decision import Decision
from framing.events.engine import Run, threads
from framing.events.grouping import CEILING, FLOOR, Joins, cut, joins
from framing.events.neighbours import (
    CANDIDATES,
    FURTHER,
    Days,
    Neighbours,
    candidates,
    cosines,
    days,
    neighbours,
)
from framing.events.pairs import EVIDENCE, TOGETHER, Pairs, highest, pairs
from framing.events.runs import RUN_WORDS, quoted_runs
from framing.events.stories import follow_ups, link
from framing.events.stream import Stream, stream
from framing.events.vectors import Vectors, vectors
from framing.records import Article, Discovery, Event, Story

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

_LOUD = re.compile(r"[!?]|\.\.\.|…")
_CAPITALS = re.compile(r"\b[A-Z]{4,}\b.*\b[A-Z]{4,}\b")


STILL_LIKELY = -4.0  # log-odds of the last pair looked at, from which on more of the event were missed
LARGE = -5.0  # the same of the last pair that is looked at further, from which on others may be likely too


@dataclass(frozen=True, slots=True)
class Compared:
    """Everything that was worked out about a set of articles (in order of their ids)."""

    articles: tuple[Article, ...]
    stream: Stream
    vectors: Vectors
    when: Days
    found: Neighbours
    pairs: Pairs
    log_odds: Floats
    floor: Floats
    decide: Decision

    @property
    def probability(self) -> NDArray[np.float64]:
        """Chance that each pair is the same event, in [0, 1]."""
        return np.asarray(1.0 / (1.0 + np.exp(-self.log_odds)))


def discover(
    articles: Sequence[Article], *, same_event: float = 0.5, max_gap_days: int = 4, run: Run = threads
) -> Discovery:
    """Every article in one event, every event in one story, and which articles nearly repeat another.

    The result does not depend on the order of the articles. An event's id is made from the ids of its
    articles, a story's from those of its events.

    Args:
        same_event: probability at or above which groups of articles are one event, in (0, 1).
        max_gap_days: articles whose known days lie further apart are never one event.
        run: called as `map` is; where the work on blocks of articles is done (see `engine`).

    >>> text = "River floods Dale" + chr(10) * 2 + "The river Ash flooded Dale on Monday, Mayor Ann Roe said."
    >>> one = Article("a", "North", None, "unknown", "River floods Dale", text)
    >>> other = Article("b", "South", None, "unknown", "", "Sales of bicycles rose by nine percent in May.")
    >>> [event.title for event in discover([one, other]).events]
    ['River floods Dale', 'b']
    """
    if not articles:
        return Discovery((), ())
    work = compared(articles, max_gap_days=max_gap_days, run=run)
    groups = groups_of(work, same_event=same_event, max_gap_days=max_gap_days)
    events = events_of(work, groups)
    told = tuple(
        Story(identifier("s", chain), chain)
        for chain in (tuple(events[at].id for at in line) for line in stories(work, groups, run=run))
    )
    return Discovery(
        events, told, copies(work.articles, copied_pairs(work, groups), work.stream.lengths.tolist())
    )


def compared(articles: Sequence[Article], *, max_gap_days: int, run: Run = threads) -> Compared:
    """Read the articles once and measure the pairs that may be the same event."""
    ordered = tuple(sorted(articles, key=lambda article: article.id))
    words = stream(ordered, run=run)
    language = ordered[0].language if ordered else "en"
    weighed, decide = vectors(words, background.load(language=language)), decision.load(language=language)
    when = days(ordered)
    found = neighbours(weighed, when, run=run)
    measured = pairs(weighed, found, when, *candidates(found, when, max_gap_days=max_gap_days), run=run)
    log_odds = odds_of(words, measured, decide)
    crowded = dense(len(ordered), measured.left, measured.right, log_odds)
    least = floors(len(ordered), measured.left, measured.right, log_odds)
    work = Compared(ordered, words, weighed, when, found, measured, log_odds, least, decide)
    return _further(work, crowded, max_gap_days=max_gap_days, run=run) if crowded.any() else work


def _further(work: Compared, crowded: Flags, *, max_gap_days: int, run: Run) -> Compared:
    """The same with more pairs of the crowded articles."""
    left, right = candidates(work.found, work.when, max_gap_days=max_gap_days, crowded=crowded)
    measured = _measured(work, left, right, run=run)
    log_odds = odds_of(work.stream, measured, work.decide)
    least = floors(len(work.articles), left, right, log_odds)
    return replace(work, pairs=measured, log_odds=log_odds, floor=least)


def odds_of(words: Stream, measured: Pairs, decide: Decision) -> Floats:
    """Log-odds of the same event of every pair, shape (pairs,)."""
    return np.where(is_copy(words, measured), CEILING, decide.log_odds(measured.values))


def dense(n: int, left: Ints, right: Ints, log_odds: Floats) -> Flags:
    """The articles of which even the last of CANDIDATES pairs is likely, shape (n,)."""
    return np.asarray(_last_odds(n, left, right, log_odds)[:, 0] >= STILL_LIKELY)


def floors(n: int, left: Ints, right: Ints, log_odds: Floats) -> Floats:
    """Log-odds of the pairs of each article that were not compared, shape (n,).

    Where even the last of FURTHER is likely, the article is of a large event, and others of it were not
    looked at since enough were nearer: they count as much as the last of CANDIDATES.
    """
    last = _last_odds(n, left, right, log_odds)
    return np.where(last[:, 1] >= LARGE, last[:, 0], FLOOR)


def _last_odds(n: int, left: Ints, right: Ints, log_odds: Floats) -> Floats:
    """The log-odds of each article's pairs that rank as CANDIDATES and as FURTHER, shape (n, 2)."""
    above = np.clip(log_odds, FLOOR, CEILING) - FLOOR
    return FLOOR + highest(n, left, right, above, ranks=(CANDIDATES, FURTHER))


def is_copy(words: Stream, measured: Pairs) -> NDArray[np.bool_]:
    """Which of the measured pairs have so much text in common that they are one event."""
    in_right, in_left = shares(words, measured)
    return whole(in_right, in_left, words.lengths[measured.left], words.lengths[measured.right])


def shares(words: Stream, measured: Pairs) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The share of the left article's word runs that stand in the right one, and the other way round."""
    shared = np.expm1(measured.values[:, list(EVIDENCE).index("runs")])
    runs = np.maximum(words.lengths - RUN_WORDS + 1, 1)
    return np.minimum(shared / runs[measured.left], 1.0), np.minimum(shared / runs[measured.right], 1.0)


def copied_pairs(
    work: Compared, groups: Sequence[tuple[int, ...]]
) -> tuple[tuple[int, int, float, float], ...]:
    """The near-copies inside events, as `copies` takes them."""
    event = event_numbers(len(work.articles), groups)
    inside = np.flatnonzero(event[work.pairs.left] == event[work.pairs.right])
    within = Pairs(
        work.pairs.left[inside], work.pairs.right[inside], work.pairs.values[inside], work.pairs.rivals
    )
    chosen = np.flatnonzero(near_copies(work, within))
    in_right, in_left = shares(work.stream, within)
    return tuple(
        zip(
            within.left[chosen].tolist(),
            within.right[chosen].tolist(),
            in_right[chosen].tolist(),
            in_left[chosen].tolist(),
            strict=True,
        )
    )


def near_copies(work: Compared, measured: Pairs) -> NDArray[np.bool_]:
    """Which of some measured pairs are near-copies, padded, cut and reworked ones too."""
    left, right = measured.left, measured.right
    runs, quoted = (np.expm1(measured.values[:, list(EVIDENCE).index(name)]) for name in ("runs", "quotes"))
    # where two have next to nothing in common it does not matter how much of it is quoted
    many = np.unique(np.concatenate((left, right))[np.tile(runs >= COPIED * SHORTEST, 2)])
    inside = np.zeros(len(work.articles), np.int64)
    inside[many] = [quoted_runs(work.stream, at) for at in many.tolist()]
    total = np.maximum(work.stream.lengths - RUN_WORDS + 1, 1)
    outlet = [(article.source or "").casefold() for article in work.articles]
    one = [outlet[a] == outlet[b] != "" for a, b in zip(left.tolist(), right.tolist(), strict=True)]
    return copied(
        Shared(runs, quoted, total[left], total[right], inside[left], inside[right], np.array(one, bool))
    )


def events_of(work: Compared, groups: Sequence[tuple[int, ...]]) -> tuple[Event, ...]:
    """The events that the groups make: each named by its most central article."""
    near = _centrality(work.vectors, event_numbers(len(work.articles), groups), len(groups))
    return tuple(_event(work, found, near) for found in groups)


def _centrality(made: Vectors, event: Ints, count: int) -> NDArray[np.float64]:
    """How much words and headline of each article have in common with all of its event, shape (articles,)."""
    rows = np.flatnonzero(np.bincount(event, minlength=count)[event] > 1)
    one = np.ones(len(rows), np.float32)
    members = csr_matrix((one, (event[rows], rows)), shape=(count, len(event)))
    centres = (members @ made.words).tocsr()

    def alike(part: slice) -> NDArray[np.float64]:
        mine = rows[part]
        return cosines(made.words, mine, event[mine], centres) + cosines(
            made.title, mine, event[mine], centres
        )

    near = np.zeros(len(event))
    near[rows] = np.concatenate([np.zeros(0), *threads(alike, blocks(len(rows), rows=TOGETHER))])
    return near


def _event(work: Compared, members: tuple[int, ...], near: NDArray[np.float64]) -> Event:
    ordered = sorted((work.articles[at] for at in members), key=lambda a: (a.published or date.max, a.id))
    known = [article.published for article in ordered if article.published is not None]
    ids = tuple(article.id for article in ordered)

    def rank(at: int) -> tuple[float, str, str]:
        article = work.articles[at]
        return -round(float(near[at]), 6) * _plainness(article.title), article.title, article.id

    titled = [at for at in members if work.articles[at].title.strip()]
    title = work.articles[min(titled, key=rank)].title.strip() if titled else ids[0]
    return Event(identifier("e", ids), title, ids, min(known, default=None), max(known, default=None))


def event_numbers(count: int, groups: Sequence[tuple[int, ...]]) -> NDArray[np.int64]:
    """The position in `groups` of each article's group, shape (count,)."""
    place = np.zeros(count, np.int64)
    for number, members in enumerate(groups):
        place[list(members)] = number
    return place


def _plainness(title: str) -> float:
    """1 for a plain headline, less for one that shouts, asks, is cut off or is very short or long."""
    value = 1.0
    if _LOUD.search(title):
        value *= 0.6
    if _CAPITALS.search(title):
        value *= 0.7
    return value if 4 <= len(title.split()) <= 18 else value * 0.7


def stories(
    work: Compared, groups: Sequence[tuple[int, ...]], *, run: Run = threads
) -> tuple[tuple[int, ...], ...]:
    """The events (positions in `groups`) of each story, in order of time."""
    event = event_numbers(len(work.articles), groups)
    left, right = follow_ups(work.found, work.when, event)
    measured = _measured(work, left, right, run=run)
    return link(event, len(groups), measured, work.when)


def _measured(work: Compared, left: Ints, right: Ints, *, run: Run) -> Pairs:
    """The evidence of pairs (in order of left, then right), of which many were measured before."""
    before = np.append(work.pairs.left * len(work.articles) + work.pairs.right, len(work.articles) ** 2)
    keys = left * len(work.articles) + right
    place = np.searchsorted(before, keys)
    new = before[place] != keys
    rivals = work.pairs.rivals
    values = np.empty((len(keys), work.pairs.values.shape[1]))
    values[~new] = work.pairs.values[place[~new]]
    values[new] = pairs(
        work.vectors, work.found, work.when, left[new], right[new], rivals=rivals, run=run
    ).values
    return Pairs(left, right, values, rivals)


def identifier(kind: str, members: Sequence[str]) -> str:
    """An id that depends on the members alone: the kind's letter and ten hexadecimal digits.

    >>> identifier("e", ["b", "a"]) == identifier("e", ["a", "b"])
    True
    """
    return kind + sha256("\n".join(sorted(members)).encode()).hexdigest()[:10]


def threshold_of(same_event: float) -> float:
    """Log-odds of a probability in (0, 1)."""
    return math.log(same_event / (1.0 - same_event))


def groups_of(work: Compared, *, same_event: float, max_gap_days: int) -> tuple[tuple[int, ...], ...]:
    """The articles of each event, as positions in `work.articles`."""
    made = joins_of(work, max_gap_days=max_gap_days)
    return cut(len(work.articles), made, work.decide.branch.log_odds(made) >= threshold_of(same_event))


def joins_of(work: Compared, *, max_gap_days: int) -> Joins:
    """How the articles are joined, further than events reach."""
    pairs = work.pairs
    return joins(
        len(work.articles),
        pairs.left,
        pairs.right,
        work.log_odds,
        work.when,
        max_gap_days=max_gap_days,
        floor=work.floor,
    )
