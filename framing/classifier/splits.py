"""Four ways to part labelled sentences into what is learned from and what is tested on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from framing.classifier.labelled import Labelled
from framing.classifier.linear import Ints

FOLDS = 5
_MOST_OUTLETS = 12  # beyond that, outlets are tested several at a time


@dataclass(frozen=True, slots=True)
class Split:
    """One way of testing: `fold[i]` is the turn in which sentence i is tested and not learned from.

    `groups` are what is drawn when the interval is estimated.
    """

    name: str
    title: str
    fold: Ints
    groups: tuple[str, ...]


def splits(rows: Sequence[Labelled], *, seed: int) -> tuple[tuple[Split, ...], tuple[str, ...]]:
    """Every split that these labels allow, and why the others are not possible."""
    sentences = [str(number) for number in range(len(rows))]
    pages = [row.group for row in rows]
    topics, outlets = topic_groups([row.topic for row in rows]), [row.outlet for row in rows]
    offers = (
        ("random", "sentences drawn at random", sentences, FOLDS, ""),
        ("page", "no page on both sides", pages, FOLDS, "a page (column url)"),
        ("topic", "no topic on both sides", topics, FOLDS, "a topic (column topic)"),
        ("outlet", "an outlet the model never saw", outlets, _MOST_OUTLETS, "an outlet (column outlet)"),
    )
    made: list[Split] = []
    lacking: list[str] = []
    for name, title, groups, most, needed in offers:
        if needed and not _enough(groups, len(rows)):
            lacking.append(f"the split by {name} was not possible: fewer than three groups; give {needed}")
            continue
        fold = assign(groups, folds=most, seed=seed)
        if _learnable(rows, fold):
            made.append(Split(name, title, fold, tuple(groups)))
        else:
            lacking.append(f"the split by {name} was not possible: a part to learn from lacks a label")
    return tuple(made), tuple(lacking)


def _enough(groups: Sequence[str], rows: int) -> bool:
    named = [group for group in groups if group]
    return len(set(named)) >= 3 and len(named) >= rows / 2 and len(set(named)) < rows


def _learnable(rows: Sequence[Labelled], fold: Ints) -> bool:
    label = np.array([row.label for row in rows])
    every = set(label.tolist())
    return all(set(label[fold != turn].tolist()) == every for turn in set(fold.tolist()))


def assign(groups: Sequence[str], *, folds: int, seed: int) -> Ints:
    """Whole groups into at most `folds` turns of nearly equal size; the same for the same groups.

    >>> assign(["a", "a", "b", "c"], folds=2, seed=0).tolist()
    [0, 0, 1, 1]
    """
    sizes = Counter(groups)
    names = sorted(sizes)
    mixed = [names[at] for at in np.random.default_rng(seed).permutation(len(names))]
    filled = [0] * min(folds, len(names))
    turn: dict[str, int] = {}
    for name in sorted(mixed, key=lambda group: -sizes[group]):
        turn[name] = filled.index(min(filled))
        filled[turn[name]] += sizes[name]
    return np.array([turn[group] for group in groups], dtype=np.int64)


def topic_groups(topics: Sequence[str]) -> list[str]:
    """Topics by one name each: hyphens, a plural s and initials make no other topic.

    >>> topic_groups(["gun-control", "Gun control", "blm", "black lives matter", "vaccines", "vaccine"])
    ['gun control', 'gun control', 'black live matter', 'black live matter', 'vaccine', 'vaccine']
    """
    plain = [
        " ".join(_singular(word) for word in topic.lower().replace("-", " ").split()) for topic in topics
    ]
    initials = {"".join(word[0] for word in name.split()): name for name in sorted(set(plain)) if " " in name}
    return [initials.get(name, name) for name in plain]


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
