"""How well sentences are aligned and omissions found: `python -m benchmarks.alignment [DATA]`.

The gold is in `gold/` (ids, offsets and labels; `GUIDELINE.md` says how it was made), the articles in DATA,
in $FRAMING_DATA or in ../shared/data. Settings were chosen on the half `tune`; the half `report` counts.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from framing.compare import compare
from framing.config import Config
from framing.intervals import share
from framing.records import Article, CellState, Comparison, Event
from framing.text import Reading, read

GOLD = Path(__file__).parent / "gold"
THRESHOLD = Config().same_statement


@dataclass(frozen=True, slots=True)
class Compared:
    """An event with its readings by article and its comparison."""

    readings: Mapping[str, Reading]
    comparison: Comparison

    def index(self, article: str, at: int) -> int:
        """The sentence that stands at a character of an article's text."""
        sentence = self.readings[article].sentence_at(at)
        if sentence is None:
            raise LookupError(f"{article}: no sentence at character {at}")
        return sentence.index

    def place(self, place: object) -> tuple[str, int]:
        """Article and sentence of a place in the gold: a list of article id and character."""
        if not isinstance(place, list):
            raise TypeError(f"no place: {place!r}")
        return str(place[0]), self.index(str(place[0]), int(place[1]))

    def similarity(self, left: tuple[str, int], right: tuple[str, int]) -> float:
        """Of two sentences (article, index); 0 where they are not aligned."""
        for overlap in self.comparison.overlaps:
            for one, other in ((left, right), (right, left)):
                if (overlap.left, overlap.right) == (one[0], other[0]):
                    found = [p.similarity for p in overlap.pairs if (p.left, p.right) == (one[1], other[1])]
                    return max(found, default=0.0)
        return 0.0

    def state(self, article: str, index: int, other: str) -> CellState | None:
        """What the matrix tells of one sentence in another article; None where it is in no statement."""
        states = set()
        for statement in self.comparison.statements:
            cells = {cell.article: cell for cell in statement.cells}
            mention = cells[article].mention
            if mention is not None and mention.sentence == index:
                states.add(cells[other].state)
        if not states and any(
            index == (pair.left if overlap.left == article else pair.right)
            for overlap in self.comparison.overlaps
            if {overlap.left, overlap.right} == {article, other}
            for pair in overlap.pairs
        ):
            return "said"  # its article says the same in another sentence, which stands in the matrix
        order: tuple[CellState, ...] = ("said", "cannot tell", "not yet known", "not said")
        return next((state for state in order if state in states), None)


def articles(folder: Path) -> dict[str, list[Article]]:
    """The articles of BASIL by event."""
    events: dict[str, list[Article]] = {}
    for row in rows(folder / "events" / "basil.jsonl"):
        text = f"{row['title']}\n\n{row['text']}" if row["title"] else str(row["text"])
        day = date.fromisoformat(str(row["date"]))
        article = Article(str(row["id"]), str(row["source"]), day, "stated", str(row["title"]), text)
        events.setdefault(str(row["event"]), []).append(article)
    return events


def rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def compared(event: str, members: Sequence[Article], *, same_statement: float) -> Compared:
    readings = {article.id: read(article) for article in members}
    ids = tuple(sorted(readings))
    found = compare(Event(event, "", ids), list(readings.values()), same_statement=same_statement)
    return Compared(readings, found)


def measure_pairs(
    events: Mapping[str, Sequence[Article]], gold: Iterable[Mapping[str, object]]
) -> dict[str, object]:
    """Precision and recall of `same`, as drawn and weighted by how many pairs each one stands for."""
    low = {name: compared(name, members, same_statement=0.01) for name, members in events.items()}
    scored = []
    for row in gold:
        event = low[str(row["event"])]
        left, right = (event.place(row[side]) for side in ("left", "right"))
        scored.append((event.similarity(left, right), row["label"] == "same", float(str(row["weight"]))))
    best = max(
        (
            (_precision_recall(scored, t)[1], t)
            for t, _, _ in scored
            if _precision_recall(scored, t)[0] >= 0.9
        ),
        default=(0.0, 1.0),
    )
    hits = sum(s >= THRESHOLD and same for s, same, _ in scored)
    said, positive = sum(s >= THRESHOLD for s, _, _ in scored), sum(same for _, same, _ in scored)
    precision, recall = _precision_recall(scored, THRESHOLD)
    return {
        "pairs": len(scored),
        "same": positive,
        "precision": round(precision, 3),
        "precision_interval": _rounded(share(hits, said)),
        "recall": round(recall, 3),
        "recall_interval": _rounded(share(hits, positive)),
        "recall_at_precision_0.9": round(best[0], 3),
    }


def measure_omissions(
    events: Mapping[str, Sequence[Article]], gold: Iterable[Mapping[str, object]]
) -> dict[str, object]:
    """How often `said` and `not said` (or not yet known) are right; `partly` counts for neither."""
    at_work = {name: compared(name, members, same_statement=THRESHOLD) for name, members in events.items()}
    table: dict[tuple[str, str], int] = {}
    for row in gold:
        event, article, other = at_work[str(row["event"])], str(row["article"]), str(row["other"])
        state = event.state(article, event.index(article, int(str(row["at"]))), other) or "no statement"
        state = "not said" if state == "not yet known" else state
        key = (str(row["label"]), state)
        table[key] = table.get(key, 0) + 1

    def n(label: str, state: str) -> int:
        return table.get((label, state), 0)

    said, missing = n("said", "said"), n("not said", "not said")
    shown_said, shown_missing = said + n("not said", "said"), missing + n("said", "not said")
    all_said = sum(count for (label, _), count in table.items() if label == "said")
    return {
        "cells": sum(table.values()),
        "said_precision": round(said / max(1, shown_said), 3),
        "said_precision_interval": _rounded(share(said, shown_said)),
        "said_recall": round(said / max(1, all_said), 3),
        "said_recall_interval": _rounded(share(said, all_said)),
        "not_said_precision": round(missing / max(1, shown_missing), 3),
        "not_said_precision_interval": _rounded(share(missing, shown_missing)),
        "table": {f"{label} -> {state}": count for (label, state), count in sorted(table.items())},
    }


def agreement(gold: Iterable[Mapping[str, object]]) -> dict[str, object]:
    """Agreement of the two passes over the rows that were labelled twice, and Cohen's kappa (1960)."""
    twice = [(str(row["label"]), str(row["second"])) for row in gold if "second" in row]
    if not twice:
        return {"rows": 0}
    same = sum(one == other for one, other in twice) / len(twice)
    chance = sum(
        (sum(a == label for a, _ in twice) / len(twice)) * (sum(b == label for _, b in twice) / len(twice))
        for label in {label for pair in twice for label in pair}
    )
    return {
        "rows": len(twice),
        "agreement": round(same, 3),
        "kappa": round((same - chance) / (1 - chance), 3),
    }


def speed(events: Mapping[str, Sequence[Article]], *, many: int = 50) -> dict[str, object]:
    """Processor seconds for each event, and for `many` articles taken as one event."""
    readings = {name: [read(article) for article in members] for name, members in sorted(events.items())}
    times = [_timed(members) for members in readings.values()]
    crowd = [reading for members in readings.values() for reading in members][:many]
    return {"event_max_s": round(max(times), 3), f"{many}_articles_s": round(_timed(crowd), 2)}


def _timed(readings: Sequence[Reading]) -> float:
    event = Event("e", "", tuple(reading.article.id for reading in readings))
    start = time.process_time()
    compare(event, readings)
    return time.process_time() - start


def _precision_recall(scored: Sequence[tuple[float, bool, float]], threshold: float) -> tuple[float, float]:
    hits = sum(score >= threshold and same for score, same, _ in scored)
    return (
        hits / max(1, sum(score >= threshold for score, _, _ in scored)),
        hits / max(1, sum(same for _, same, _ in scored)),
    )


def _rounded(interval: tuple[float, float]) -> tuple[float, float]:
    return round(interval[0], 3), round(interval[1], 3)


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("FRAMING_DATA", "../shared/data"))
    events = articles(folder)
    pairs, omissions = rows(GOLD / "pairs.jsonl"), rows(GOLD / "omissions.jsonl")
    result: dict[str, object] = {
        "threshold": THRESHOLD,
        "pairs_labelled_twice": agreement(pairs),
        "omissions_labelled_twice": agreement(omissions),
    }
    for half in ("tune", "report"):
        result[half] = {
            "pairs": measure_pairs(events, (row for row in pairs if row["half"] == half)),
            "omissions": measure_omissions(events, (row for row in omissions if row["half"] == half)),
        }
    result["speed"] = speed(events)
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
