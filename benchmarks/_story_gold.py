"""The gold of stories and of near-copies (see gold/STORIES.md), and the articles it is about."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks._common import DATA
from benchmarks._event_sets import articles, rows
from framing.events.finding import Compared, compared
from framing.records import Article

GOLD = Path(__file__).parent / "gold"
SETS = ("allsides", "basil")


@dataclass(frozen=True, slots=True)
class Labelled:
    """What a reader says of two events, or of two articles.

    `weight`: how many such pairs of the collection it stands for. `second`: the same reader's label when
    asked again, None where that was not done. `origin`: whose text it is ("one", "two"), where that is known.
    """

    half: str
    one: str
    two: str
    weight: float
    label: str
    second: str | None
    origin: str | None
    set: str


def labelled(name: str) -> Iterator[Labelled]:
    """The pairs of `stories` or of `copies`."""
    for line in (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        row = {"second": None, "origin": None, "set": "", **json.loads(line)}
        yield Labelled(**row)


@dataclass(frozen=True)
class GoldEvents:
    """One collection with its events as they are labelled, an article of none being an event of its own.

    Attributes:
        number: the place of each event in `groups`.
        event: shape (articles,), the event of each article of `work`.
    """

    work: Compared
    number: dict[str, int]
    event: NDArray[np.int64]

    @property
    def groups(self) -> tuple[tuple[int, ...], ...]:
        return tuple(tuple(np.flatnonzero(self.event == at).tolist()) for at in range(len(self.number)))


def gold_events(name: str) -> GoldEvents:
    found = rows(name)
    label = {str(row["id"]): str(row["event"] or f"alone {row['id']}") for row in found}
    work = compared(articles(found), max_gap_days=4)
    number = {event: at for at, event in enumerate(sorted(set(label.values())))}
    return GoldEvents(work, number, np.array([number[label[a.id]] for a in work.articles]))


def all_articles() -> list[Article]:
    """AllSides, BASIL and PolNeAR together; ids begin with the collection."""
    made = [_named(article, name) for name in SETS for article in articles(rows(name))]
    for part in ("train", "dev"):
        path = DATA / "attribution" / f"polnear_{part}.jsonl"
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            day = date.fromisoformat(row["date"]) if row["date"] else None
            text = str(row["text"]).strip()
            article = Article(
                row["id"], row["source"], day, "stated" if day else "unknown", row["title"], text
            )
            made.append(_named(article, "polnear"))
    return sorted(made, key=lambda article: article.id)


def _named(article: Article, name: str) -> Article:
    return replace(article, id=f"{name}:{article.id}")


def agreement(found: Sequence[Labelled]) -> str:
    """How often the reader says the same when asked again."""
    twice = [pair for pair in found if pair.second is not None]
    same = sum(pair.label == pair.second for pair in twice)
    sure = [pair for pair in twice if "unclear" not in (pair.label, pair.second)]
    parted = sum(pair.label != pair.second for pair in sure)
    return f"read again {len(twice)}: the same {same}; sure both times {len(sure)}, of them parted {parted}"
