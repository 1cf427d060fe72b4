"""What labelled sentences say more than once: several annotators, repeated and nearly repeated sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from framing.classifier.labelled import Labelled, refuse, some
from framing.text import words

_RUN = 4  # words; two sentences that share most of their runs of four words are near-duplicates
_NEAR = 0.75


def _key(text: str) -> str:
    return " ".join(word.lower for word in words(text)) or text


def votes_joined(
    rows: Sequence[Labelled], labels: int
) -> tuple[list[Labelled], tuple[str, ...], tuple[tuple[int, ...], ...]]:
    """One row a sentence where several named annotators labelled it, their labels as its votes.

    A sentence on which they are split evenly is passed over, and told; its votes come last.
    """
    alone = [row for row in rows if not row.annotator]
    by_text: dict[str, dict[str, Labelled]] = defaultdict(dict)
    faults: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row.annotator:
            seen = by_text[_key(row.text)].setdefault(row.annotator, row)
            if seen.label != row.label:
                faults["one annotator gave the same sentence two labels"].append(
                    f"{seen.where} and {row.where}"
                )
    refuse(faults)
    split: list[str] = []
    ties: list[tuple[int, ...]] = []
    for by_annotator in by_text.values():
        each = sorted(by_annotator.values(), key=lambda row: (row.annotator, row.where))
        votes = tuple(sum(row.label == label for row in each) for label in range(labels))
        if votes.count(max(votes)) > 1:
            split.append(each[0].where)
            ties.append(votes)
        else:
            alone.append(replace(each[0], label=votes.index(max(votes)), votes=votes))
    notes = (f"the annotators are split evenly, passed over: {some(split)}",) if split else ()
    return alone, notes, tuple(sorted(ties))


def without_duplicates(rows: Sequence[Labelled]) -> tuple[list[Labelled], tuple[str, ...]]:
    """Every sentence once; a sentence with two labels is refused."""
    first: dict[str, Labelled] = {}
    repeated: list[str] = []
    faults: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        seen = first.setdefault(_key(row.text), row)
        if seen is row:
            continue
        if seen.label != row.label:
            faults["the same sentence has two labels"].append(f"{seen.where} and {row.where}")
        else:
            repeated.append(f"{row.where} (as {seen.where})")
    refuse(faults)
    # Sorted by the text, so that neither the order of rows nor of files changes the model.
    unique = sorted(first.values(), key=lambda row: (row.text, row.where))
    note = f"repeated sentences were counted once: {some(repeated)}"
    return unique, (note,) if repeated else ()


def join_near_duplicates(rows: Sequence[Labelled]) -> tuple[list[Labelled], tuple[str, ...]]:
    """Groups that share a near-duplicate become one, so that no evaluation learns one and tests the other."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.get(name, name) != name:
            name = parent[name]
        return name

    pairs = [(a, b) for a, b in _near_pairs([row.text for row in rows]) if rows[a].group != rows[b].group]
    for a, b in pairs:
        low, high = sorted((root(rows[a].group), root(rows[b].group)))
        parent[high] = low
    if not pairs:
        return list(rows), ()
    shown = [f"{rows[a].where} and {rows[b].where}" for a, b in pairs]
    note = f"near-duplicates on different pages, which were joined: {some(shown)}"
    return [replace(row, group=root(row.group)) for row in rows], (note,)


def _near_pairs(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    runs = [_runs(text) for text in texts]
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, own in enumerate(runs):
        shared: dict[int, int] = defaultdict(int)
        for run in sorted(own):
            for other in holders[run]:
                shared[other] += 1
            # A run that very many sentences hold ("the president of the") marks no copy.
            if len(holders[run]) < 50:
                holders[run].append(number)
        for other in sorted(shared):
            if shared[other] >= _NEAR * min(len(own), len(runs[other])) and shared[other] >= 3:
                yield other, number


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    lowers = [word.lower for word in words(text)]
    return frozenset(tuple(lowers[at : at + _RUN]) for at in range(len(lowers) - _RUN + 1))
