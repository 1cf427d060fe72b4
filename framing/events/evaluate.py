"""How good the events are: BCubed (Bagga and Baldwin, 1998) and pairs, and what went wrong."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from framing.events.finding import Compared, compared, groups_of
from framing.records import Article

WORST = 20


def bcubed(gold: Sequence[str], found: Sequence[str]) -> dict[str, float]:
    """BCubed precision, recall and F1 of two groupings of the same things, each in [0, 1].

    >>> bcubed(["a", "a", "b", "b"], ["x", "x", "x", "y"])["precision"]
    0.666...
    """
    both = Counter(zip(gold, found, strict=True))
    sizes_gold, sizes_found = Counter(gold), Counter(found)
    n = max(len(gold), 1)
    precision = sum(count * count / sizes_found[f] for (_, f), count in both.items()) / n
    recall = sum(count * count / sizes_gold[g] for (g, _), count in both.items()) / n
    return {"precision": precision, "recall": recall, "f1": _f1(precision, recall)}


def pairwise(gold: Sequence[str], found: Sequence[str]) -> dict[str, float]:
    """Precision, recall and F1 over pairs of things that stand together, each in [0, 1].

    >>> pairwise(["a", "a", "b", "b"], ["x", "x", "x", "y"])["recall"]
    0.5
    """
    right = _pairs(Counter(zip(gold, found, strict=True)))
    joined, wanted = _pairs(Counter(found)), _pairs(Counter(gold))
    precision, recall = right / joined if joined else 1.0, right / wanted if wanted else 1.0
    return {"precision": precision, "recall": recall, "f1": _f1(precision, recall)}


def _pairs(sizes: Counter[str] | Counter[tuple[str, str]]) -> int:
    return sum(count * (count - 1) // 2 for count in sizes.values())


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def evaluate(
    articles: Sequence[Article],
    gold: Mapping[str, str | None],
    *,
    same_event: float = 0.5,
    max_gap_days: int = 4,
) -> dict[str, object]:
    """Find events and score them against the gold; the gold is read only after they were found.

    Args:
        gold: an article's id to its event; None (or no entry) for an article that belongs to no listed
            event, which then counts as an event of its own.

    Returns:
        `articles`, `events` (found), `gold_events`, `bcubed` and `pairwise` (each with precision, recall,
        f1), `wrongly_joined` and `wrongly_parted`: rows of two ids, their headlines and the probability
        of the pair, worst first.
    """
    work = compared(articles, max_gap_days=max_gap_days)
    groups = groups_of(work, same_event=same_event, max_gap_days=max_gap_days)
    found = {at: f"g{number}" for number, members in enumerate(groups) for at in members}
    wanted = [gold.get(a.id) or f"alone:{a.id}" for a in work.articles]
    labels = [found[at] for at in range(len(work.articles))]
    joined, parted = _mistakes(work, wanted, labels)
    return {
        "articles": len(work.articles),
        "events": len(groups),
        "gold_events": len({name for name in gold.values() if name is not None}),
        "bcubed": bcubed(wanted, labels),
        "pairwise": pairwise(wanted, labels),
        "wrongly_joined": joined,
        "wrongly_parted": parted,
    }


def _mistakes(
    work: Compared, wanted: Sequence[str], labels: Sequence[str]
) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """The pairs that stand together and should not, and the other way round, worst first."""
    chance = {
        (int(a), int(b)): float(p)
        for a, b, p in zip(work.pairs.left, work.pairs.right, work.probability, strict=True)
    }
    joined = [pair for pair in _together(labels) if wanted[pair[0]] != wanted[pair[1]]]
    parted = [pair for pair in _together(wanted) if labels[pair[0]] != labels[pair[1]]]
    joined.sort(key=lambda pair: (-chance.get(pair, 0.0), pair))
    parted.sort(key=lambda pair: (chance.get(pair, 0.0), pair))
    rows = []
    for found in (joined, parted):
        rows.append(
            [
                {
                    "left": work.articles[a].id,
                    "right": work.articles[b].id,
                    "probability": round(chance.get((a, b), 0.0), 4),
                    "titles": [work.articles[a].title, work.articles[b].title],
                }
                for a, b in found[:WORST]
            ]
        )
    return rows[0], rows[1]


def _together(labels: Sequence[str]) -> list[tuple[int, int]]:
    groups = defaultdict[str, list[int]](list)
    for at, label in enumerate(labels):
        groups[label].append(at)
    return [pair for members in groups.values() for pair in combinations(members, 2)]
