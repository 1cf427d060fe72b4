"""How well sentences are aligned and omissions found: `python -m benchmarks.alignment [tune] [report]`.

The gold is in `gold/` (ids, offsets and labels; `GUIDELINE.md` says how it was made), the articles in
$FRAMING_DATA or in ../shared/data. Settings were chosen on the half `tune`; the half `report` counts.
The model is made by `python -m training.statements`.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks._alignment_gold import GoldCell, articles, gold_cells
from framing.compare import compare
from framing.records import Article, CellState, Comparison, Event
from framing.text import Reading, read

REDRAWN = 1000  # times that events are drawn again for an interval
MANY = 50  # articles that are taken as one event, to time it

Place = tuple[str, int]  # an article and a sentence of it


@dataclass(frozen=True, slots=True)
class Compared:
    """An event with its readings by article and its comparison."""

    readings: Mapping[str, Reading]
    comparison: Comparison

    def place(self, article: str, at: int) -> Place:
        """The sentence that stands at a character of an article's text."""
        sentence = self.readings[article].sentence_at(at)
        if sentence is None:
            raise LookupError(f"{article}: no sentence at character {at}")
        return article, sentence.index

    def pairs(self) -> set[frozenset[Place]]:
        """The sentences that are aligned."""
        return {
            frozenset(((overlap.left, pair.left), (overlap.right, pair.right)))
            for overlap in self.comparison.overlaps
            for pair in overlap.pairs
        }

    def states(self) -> dict[tuple[Place, str], CellState]:
        """What the matrix tells of a sentence in another article, for sentences that stand in a statement."""
        order: tuple[CellState, ...] = ("said", "cannot tell", "not yet known", "not said")
        found: dict[tuple[Place, str], CellState] = {}
        for statement in self.comparison.statements:
            for mention in statement.sentences:
                for cell in statement.cells:
                    key = ((mention.article, mention.sentence), cell.article)
                    found[key] = min(cell.state, found.get(key, "not said"), key=order.index)
        return found


def compared(event: str, members: Sequence[Article]) -> Compared:
    readings = {article.id: read(article) for article in members}
    found = compare(Event(event, "", tuple(sorted(readings))), list(readings.values()))
    return Compared(readings, found)


def pair_counts(event: Compared, gold: Sequence[GoldCell]) -> Counter[str]:
    """Pairs found, wanted and both, without pairs named as the nearest of a cell `partly` said."""
    named: dict[str, set[frozenset[Place]]] = defaultdict(set)
    for cell in gold:
        one = event.place(cell.article, cell.start)
        named[cell.label] |= {frozenset((one, event.place(cell.other, at))) for at in cell.at}
    wanted, found = named["said"], event.pairs() - (named["partly"] - named["said"])
    return Counter(wanted=len(wanted), found=len(found), right=len(wanted & found))


def cell_counts(event: Compared, gold: Sequence[GoldCell]) -> Counter[str]:
    """How often each label meets each state of the matrix, as "said -> not said"."""
    states, counts = event.states(), Counter[str]()
    for cell in gold:
        state = states.get((event.place(cell.article, cell.start), cell.other), "no statement")
        counts[f"{cell.label} -> {'not said' if state == 'not yet known' else state}"] += 1
    return counts


def scores(counts: Counter[str]) -> dict[str, float]:
    """Precision and recall of pairs, of *said* and of *not said*; `partly` counts for neither."""
    said, missing = counts["said -> said"], counts["not said -> not said"]
    labels = {
        label: sum(n for key, n in counts.items() if key.startswith(f"{label} -> "))
        for label in ("said", "not said")
    }
    return {
        "pair precision": _share(counts["right"], counts["found"]),
        "pair recall": _share(counts["right"], counts["wanted"]),
        "said precision": _share(said, said + counts["not said -> said"]),
        "said precision, partly counted as wrong": _share(
            said, said + counts["not said -> said"] + counts["partly -> said"]
        ),
        "said recall": _share(said, labels["said"]),
        "not said precision": _share(missing, missing + counts["said -> not said"]),
        "not said recall": _share(missing, labels["not said"]),
    }


def by_event(events: Mapping[str, Sequence[Article]], gold: Iterable[GoldCell]) -> Iterator[Counter[str]]:
    """Of every event that has gold how its pairs and its cells meet it, and how many statements there are."""
    cells: dict[str, list[GoldCell]] = defaultdict(list)
    for cell in gold:
        cells[cell.event].append(cell)
    for name, found in sorted(cells.items()):
        event = compared(name, events[name])
        rows = Counter(statements=len(event.comparison.statements))
        yield pair_counts(event, found) + cell_counts(event, found) + rows


def counted(events: Mapping[str, Sequence[Article]], gold: Iterable[GoldCell]) -> Counter[str]:
    """The same of all events together."""
    return sum(by_event(events, gold), Counter[str]())


def measured(events: Mapping[str, Sequence[Article]], gold: Iterable[GoldCell]) -> dict[str, object]:
    """Every score with its 95% interval, by drawing events again: cells of one event are not independent."""
    counts = list(by_event(events, gold))
    total, draw = sum(counts, Counter[str]()), Random(1)
    redrawn = [scores(sum(draw.choices(counts, k=len(counts)), Counter[str]())) for _ in range(REDRAWN)]
    table = {}
    for name, value in scores(total).items():
        ordered = sorted(score[name] for score in redrawn)
        low, high = ordered[REDRAWN // 40], ordered[-REDRAWN // 40 - 1]
        table[name] = f"{value:.3f} ({low:.2f}-{high:.2f})"
    return {"events": len(counts), **table, "counts": dict(sorted(total.items()))}


def agreement(gold: Iterable[GoldCell]) -> dict[str, object]:
    """Agreement of two readers over the cells that both labelled, with Cohen's kappa (1960)."""
    twice = [(cell.first, cell.second) for cell in gold if cell.second is not None]
    same = _share(sum(one == other for one, other in twice), len(twice))
    first, second = Counter(one for one, _ in twice), Counter(other for _, other in twice)
    chance = sum(first[label] * second[label] for label in first) / max(1, len(twice)) ** 2
    return {
        "cells": len(twice),
        "agreement": round(same, 3),
        "kappa": round((same - chance) / (1 - chance), 3),
        "counts": {f"{one}, {other}": n for (one, other), n in sorted(Counter(twice).items())},
    }


def speed(events: Mapping[str, Sequence[Article]]) -> dict[str, object]:
    """Processor seconds for the slowest event, and for MANY articles taken as one event."""
    readings = {name: [read(article) for article in members] for name, members in sorted(events.items())}
    times = [_timed(members) for members in readings.values()]
    crowd = [reading for members in readings.values() for reading in members][:MANY]
    return {"event_max_s": round(max(times), 3), f"{MANY}_articles_s": round(_timed(crowd), 2)}


def _timed(readings: Sequence[Reading]) -> float:
    event = Event("e", "", tuple(reading.article.id for reading in readings))
    start = time.process_time()
    compare(event, readings)
    return time.process_time() - start


def _share(part: int, whole: int) -> float:
    return part / max(1, whole)


def main(*wanted: str) -> None:
    """Print the figures of the wanted halves (of both without any)."""
    folder = Path(os.environ.get("FRAMING_DATA", "../shared/data"))
    events, gold = articles(folder), list(gold_cells())
    result: dict[str, object] = {"labelled_twice": agreement(gold)}
    for half in wanted or ("tune", "report"):
        result[half] = measured(events, (cell for cell in gold if cell.half == half))
    result["speed"] = speed(events)
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main(*sys.argv[1:])
