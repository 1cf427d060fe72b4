"""Stories and near-copies, against what readers say (gold/STORIES.md)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from benchmarks import _story_gold as gold
from benchmarks._common import table
from framing.events import copies, stories
from framing.events.pairs import pairs as measure
from framing.events.runs import RUN_WORDS, quoted_runs, runs
from framing.events.stream import stream

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
HALVES = ("tune", "report")
HEAD = ("", "pairs", "precision", "recall", "precision, weighted", "recall, weighted")


def scores(right: Flags, said: Flags, weight: Floats) -> tuple[str, ...]:
    """Precision, recall, and both with every pair counted for those it stands for."""

    def ratio(above: float, below: float) -> str:
        return f"{above / below:.3f}" if below else "–"

    hit = right & said
    return (
        f"{int(hit.sum())}/{int(said.sum())} = {ratio(hit.sum(), said.sum())}",
        f"{int(hit.sum())}/{int(right.sum())} = {ratio(hit.sum(), right.sum())}",
        ratio(weight[hit].sum(), weight[said].sum()),
        ratio(weight[hit].sum(), weight[right].sum()),
    )


def average_precision(right: Flags, likeness: Floats) -> float:
    """Mean precision at each right pair, likest first."""
    order = np.argsort(-likeness, kind="stable")
    ranked = right[order]
    return float((np.cumsum(ranked)[ranked] / (np.flatnonzero(ranked) + 1)).mean())


def of_stories() -> None:
    """Links between events against the labels, with the events as they are labelled."""
    pairs = list(gold.labelled("stories"))
    print(f"{len(pairs)} pairs of events; {gold.agreement(pairs)}\n")
    told: dict[tuple[str, str, str], tuple[float, bool]] = {}
    for name in gold.SETS:
        told |= linked(name, [pair for pair in pairs if pair.set == name])
    lines = []
    for half in HALVES:
        mine = [pair for pair in pairs if pair.half == half and pair.label != "unclear"]
        right = np.array([pair.label != "not" for pair in mine])
        found = [told[pair.set, pair.one, pair.two] for pair in mine]
        likeness, one = np.array([value for value, _ in found]), np.array([same for _, same in found])
        weight = np.array([pair.weight for pair in mine])
        ap = f"{average_precision(right, likeness):.3f} of {right.mean():.3f}"
        lines.append((f"{half}, one story", len(mine), *scores(right, one, weight), ap))
        alone = likeness >= stories.SAME_STORY
        lines.append((f"{half}, likeness of the two alone", len(mine), *scores(right, alone, weight), ""))
    head = (*HEAD, "average precision")
    print(table(head, lines), "\n")


def linked(name: str, pairs: Sequence[gold.Labelled]) -> dict[tuple[str, str, str], tuple[float, bool]]:
    """Likeness of each pair of events, 0 where they were not compared, and whether they are in one story."""
    found = gold.gold_events(name)
    work, count = found.work, len(found.number)
    left, right = stories.follow_ups(work.found, work.when, found.event)
    measured = measure(work.vectors, work.found, work.when, left, right, rivals=work.pairs.rivals)
    one, two, likeness = stories.alike(found.event, count, measured, work.when)
    like = {(a, b): value for a, b, value in zip(one.tolist(), two.tolist(), likeness.tolist(), strict=True)}
    chains = stories.link(found.event, count, measured, work.when)
    story = {event: at for at, chain in enumerate(chains) for event in chain}
    sizes = np.bincount([len(chain) for chain in chains])
    print(f"{name}: {count} events, stories by size", {n: int(k) for n, k in enumerate(sizes) if k and n})
    made = {}
    for pair in pairs:
        a, b = sorted((found.number[pair.one], found.number[pair.two]))
        made[name, pair.one, pair.two] = (like.get((a, b), 0.0), story[a] == story[b])
    return made


def of_copies() -> None:
    """Near-copies and their origins against the labels, wherever the two articles stand."""
    pairs = list(gold.labelled("copies"))
    print(f"{len(pairs)} pairs of articles; {gold.agreement(pairs)}\n")
    articles = gold.all_articles()
    place = {article.id: at for at, article in enumerate(articles)}
    words = stream(articles)
    every, quoted = runs(words)
    left = np.array([place[pair.one] for pair in pairs])
    right = np.array([place[pair.two] for pair in pairs])
    both = np.asarray(every[left].multiply(every[right]).sum(axis=1), np.float64).ravel()
    told = np.maximum(
        np.asarray(quoted[left].multiply(every[right]).sum(axis=1), np.float64).ravel(),
        np.asarray(quoted[right].multiply(every[left]).sum(axis=1), np.float64).ravel(),
    )
    total = np.maximum(words.lengths - RUN_WORDS + 1, 1)
    inside = {at: quoted_runs(words, at) for at in {*left.tolist(), *right.tolist()}}
    outlet = [(article.source or "").casefold() for article in articles]
    shared = copies.Shared(
        both,
        told,
        total[left],
        total[right],
        np.array([inside[at] for at in left.tolist()]),
        np.array([inside[at] for at in right.tolist()]),
        np.array([outlet[a] == outlet[b] != "" for a, b in zip(left.tolist(), right.tolist(), strict=True)]),
    )
    in_right, in_left = np.minimum(both / total[left], 1.0), np.minimum(both / total[right], 1.0)
    certain = copies.whole(in_right, in_left, words.lengths[left], words.lengths[right])
    rules = {
        "0.6 of all runs (before)": certain,
        "as shipped": copies.copied(shared),
        "one line for one outlet and for two": copies.copied(replace(shared, one_outlet=shared.runs < 0)),
    }
    weight = np.array([pair.weight for pair in pairs])
    label = np.array([pair.label for pair in pairs])
    half = np.array([pair.half for pair in pairs])
    lines = []
    for name, said in rules.items():
        for part in HALVES:
            mine = (half == part) & (label != "unclear")
            found = scores(label[mine] == "copy", said[mine], weight[mine])
            lines.append((f"{part}, {name}", int(mine.sum()), *found))
    print(table(HEAD, lines), "\n")
    wrong = []
    known = [at for at, pair in enumerate(pairs) if pair.origin]
    for at in known:
        two = articles[left[at]], articles[right[at]]
        sides = [(0, 1, float(in_right[at]), float(in_left[at]))]
        (copy,) = copies.copies(two, sides, [int(words.lengths[left[at]]), int(words.lengths[right[at]])])
        if copy.of != getattr(pairs[at], pairs[at].origin or ""):
            wrong.append(f"{copy.article} of {copy.of}")
    print(f"origin: right for {len(known) - len(wrong)} of {len(known)}", *wrong, sep="\n  ")


def main() -> None:
    """Links between events, near-copies and their origins."""
    of_stories()
    of_copies()


if __name__ == "__main__":
    main()
