"""New articles every day: yesterday's events are extended, and what the new ones touch is worked out again.

Looked at are the new articles, the known ones whose event lies within a season of them, and those in events
that nothing dates: the cost follows the new articles and how much news a season holds, not the size of the
archive. Events are found among these as from scratch. Where such an event holds a new article it stands,
and so do those that share a known event with it, and so on; all other known articles stay where they are.
An event keeps the id under which most of its articles were known, and that one's story; a text that was told
before its origin came in stays the origin.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from framing.events.copies import copies
from framing.events.engine import Run, threads
from framing.events.finding import Compared, compared, copied_pairs, groups_of, identifier, stories
from framing.events.neighbours import SEASON_DAYS, days
from framing.records import Article, Placement


def extend(
    previous: Sequence[Placement],
    articles: Sequence[Article],
    *,
    same_event: float = 0.5,
    max_gap_days: int = 4,
    run: Run = threads,
) -> tuple[Placement, ...]:
    """What was known, in its order, then the new articles in order of their ids.

    Args:
        previous: yesterday's placements.
        articles: the new articles, and the known ones of the last two months or more; older ones may be left
            out. The first call, with nothing known, finds the same events as `discover`.
        run: called as `map` is; where the work on blocks of articles is done (see `engine`).
    """
    known = {place.article: place for place in previous}
    fresh = [article for article in articles if article.id not in known]
    if not fresh:
        return tuple(previous)
    old = [article for article in articles if article.id in known]
    work = compared([*fresh, *_near(old, fresh, known)], max_gap_days=max_gap_days, run=run)
    groups = groups_of(work, same_event=same_event, max_gap_days=max_gap_days)
    event = _events(work, groups, known)
    story = _stories(work, event, known, run)
    copy_of = _copies(work, event, known)
    home = {article.id: name for article, name in zip(work.articles, event, strict=True)}
    moved = (
        replace(place, event=home[place.article], story=story[home[place.article]])
        if home.get(place.article, place.event) != place.event
        else place
        for place in previous
    )
    added = (
        Placement(article.id, home[article.id], story[home[article.id]], copy_of.get(article.id))
        for article in work.articles
        if article.id not in known
    )
    return (*moved, *added)


def _near(
    old: Sequence[Article], fresh: Sequence[Article], known: Mapping[str, Placement]
) -> Iterator[Article]:
    """The known articles whose event lies within a season of a new article, or at no time that is known."""
    when, since = days(old), days(fresh)
    sure = since.known if since.known.any() else np.ones(len(fresh), bool)
    first, last = int(since.first[sure].min()), int(since.last[sure].max())
    if not since.known.any() and when.known.any():
        first = last = int(when.last[when.known].max())
    in_season = (when.first <= last + SEASON_DAYS) & (when.last >= first - SEASON_DAYS)
    events = [known[article.id].event for article in old]
    dated = [article.published is not None or article.window is not None for article in old]
    placed = {event for event, sure in zip(events, dated, strict=True) if sure}
    close = {
        event
        for event, sure, near in zip(events, dated, in_season.tolist(), strict=True)
        if near and (sure or event not in placed)
    }
    return (article for article, event in zip(old, events, strict=True) if event in close)


def _events(
    work: Compared, groups: Sequence[tuple[int, ...]], known: Mapping[str, Placement]
) -> tuple[str, ...]:
    """The event of each article of `work`: its group's where a new article reaches it, else the known one."""
    before = [known[article.id].event if article.id in known else "" for article in work.articles]
    reached = _reached(before, groups)
    taken: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for number in reached:
        for at in groups[number]:
            if before[at]:
                taken[before[at]][number] += 1
    claims: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    for name, held in taken.items():
        number, count = max(held.items(), key=lambda item: (item[1], -item[0]))
        claims[number].append((-count, name))
    found = list(before)
    for number in reached:
        ids = [work.articles[at].id for at in groups[number]]
        name = min(claims[number])[1] if claims[number] else identifier("e", ids)
        for at in groups[number]:
            found[at] = name
    return tuple(found)


def _reached(before: Sequence[str], groups: Sequence[tuple[int, ...]]) -> list[int]:
    """The groups with a new article, and those that share a known event with one that is reached."""
    numbers: dict[str, int] = {}
    links = [
        (number, len(groups) + numbers.setdefault(before[at], len(numbers)))
        for number, members in enumerate(groups)
        for at in members
        if before[at]
    ]
    size = len(groups) + len(numbers)
    one, other = np.array(links, np.int64).reshape(-1, 2).T
    graph = coo_matrix((np.ones(len(links), np.int8), (one, other)), shape=(size, size))
    part = connected_components(graph, directed=False)[1]
    new = {part[number] for number, members in enumerate(groups) if not all(before[at] for at in members)}
    return [number for number in range(len(groups)) if part[number] in new]


def _members(event: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """The positions of each event's articles."""
    found = defaultdict[str, list[int]](list)
    for at, name in enumerate(event):
        found[name].append(at)
    return {name: tuple(members) for name, members in found.items()}


def _stories(
    work: Compared, event: Sequence[str], known: Mapping[str, Placement], run: Run
) -> dict[str, str]:
    """The story of every event of `work`; known events keep theirs."""
    story = {known[a.id].event: known[a.id].story for a in work.articles if a.id in known}
    groups = _members(event)
    names = list(groups)
    for chain in stories(work, list(groups.values()), run=run):
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
