"""Sets of articles whose events are known: development sets, variants of them, mixtures not learned from."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import md5

import numpy as np
from numpy.typing import NDArray

from benchmarks._common import DATA
from benchmarks._news import news
from framing.events.background import Background
from framing.events.finding import is_copy
from framing.events.neighbours import Days, candidates, days, neighbours
from framing.events.pairs import pairs
from framing.events.stream import stream
from framing.events.vectors import vectors
from framing.records import Article

SETS = ("allsides", "basil", "ecbplus")
GAP = 4
FOLDS = 5

Floats = NDArray[np.float64]
Rows = list[dict[str, object]]


@dataclass(frozen=True)
class Measured:
    """The pairs of one set (or of many small ones side by side), measured, with the gold.

    Attributes:
        first: shape (pairs,), what is compared in any case; the others where there is a crowd alone.
        copy: shape (pairs,), near-copies.
        gold: shape (articles,), the event of each.
        fold: shape (articles,), from 0 to FOLDS - 1; articles of one event (of one topic, in ECB+) share it.
    """

    left: NDArray[np.int64]
    right: NDArray[np.int64]
    values: Floats
    likeness: Floats
    first: NDArray[np.bool_]
    copy: NDArray[np.bool_]
    when: Days
    gold: NDArray[np.str_]
    fold: NDArray[np.int64]

    @property
    def same(self) -> NDArray[np.bool_]:
        return np.asarray(self.gold[self.left] == self.gold[self.right])


def collection(name: str) -> str:
    """The collection that a set is made from: its name up to the first comma."""
    return name.split(",")[0]


def rows(name: str) -> Rows:
    lines = (DATA / "events" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def articles(found: Rows) -> list[Article]:
    made = []
    for row in found:
        day = date.fromisoformat(str(row["date"])[:10]) if row["date"] else None
        title, text = str(row["title"]), f"{row['title']}\n\n{row['text']}"
        source = str(row["source"]) or None
        made.append(Article(str(row["id"]), source, day, "stated" if day else "unknown", title, text))
    return made


def polnear() -> list[Article]:
    """Political news without events: words are counted there, and it hides the events of another set."""
    files = [DATA / "attribution" / f"polnear_{part}.jsonl" for part in ("train", "dev")]
    texts = [
        json.loads(line)["text"].strip()
        for path in files
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return [
        Article(f"p{n}", None, None, "unknown", text.partition("\n")[0], text) for n, text in enumerate(texts)
    ]


def measured(sets: Sequence[Rows], background: Background) -> Measured:
    """Each set on its own, then side by side."""
    parts: list[Measured] = []
    at = 0
    for number, found in enumerate(sets):
        row_of = {str(row["id"]): row for row in found}
        ordered = sorted(articles(found), key=lambda article: article.id)
        words, when = stream(ordered), days(ordered)
        weighed = vectors(words, background)
        near = neighbours(weighed, when)
        few = pairs(weighed, near, when, *candidates(near, when, max_gap_days=GAP))
        more = candidates(near, when, max_gap_days=GAP, crowded=np.ones(len(ordered), bool))
        result = pairs(weighed, near, when, *more, rivals=few.rivals)
        keys = (found.left * len(ordered) + found.right for found in (result, few))
        copy = is_copy(words, result)
        names = [str(row_of[a.id]["event"] or f"alone {a.id}") for a in ordered]
        folds = [
            part(str(row_of[a.id].get("topic") or name), FOLDS)
            for a, name in zip(ordered, names, strict=True)
        ]
        gold = np.array([f"{number}|{name}" for name in names])
        parts.append(
            Measured(
                result.left + at,
                result.right + at,
                result.values,
                result.likeness,
                np.isin(*keys),
                copy,
                when,
                gold,
                np.array(folds),
            )
        )
        at += len(ordered)
    when = Days(
        *(np.concatenate([getattr(p.when, key) for p in parts]) for key in ("first", "last", "known"))
    )
    joined = {
        key: np.concatenate([getattr(p, key) for p in parts])
        for key in ("left", "right", "values", "likeness", "first", "copy", "gold", "fold")
    }
    return Measured(when=when, **joined)


def fitted(background: Background) -> dict[str, list[Rows]]:
    """What the decision is fitted on: sets as they are, without dates, cut short, thinned, in small folders.

    ECB+ also with dates that tell nothing (both events of a topic in the same days), and a generated stream:
    the only events of many articles with dates.
    """
    a, b, e = (rows(name) for name in SETS)
    topics = list(by_topic(e).values())
    return {
        "allsides": [a],
        "allsides, no dates": [undated(a)],
        "allsides, 150 words": [_short(a)],
        "allsides, an eighth": [_thinned(a, 8, 0)],
        "allsides, an eighth, no dates": [undated(_thinned(a, 8, 1))],
        "allsides, small folders": _folders(a, 100, 4, 16, background),
        "basil": [b],
        "basil, no dates": [undated(b)],
        "basil, 150 words, no dates": [undated(_short(b))],
        "basil, small folders": _folders(b, 30, 4, 16, background),
        "ecbplus": [e],
        "ecbplus, a quarter": [_thinned(e, 4, 0)],
        "ecbplus, small folders": _folders(e, 60, 5, 25, background),
        "ecbplus, a topic a folder": topics,
        "ecbplus, two topics a folder": [
            one + two for one, two in zip(topics[::2], topics[1::2], strict=False)
        ],
        "ecbplus, dated within 60 days": [_dated(e, 60, 1)],
        "ecbplus, dated within a year": [_dated(e, 365, 2)],
        "ecbplus, a dated topic a folder": [_dated(topic, 5, 3 + n) for n, topic in enumerate(topics)],
        "generated, 400": [generated(400, 11)],
        "generated, 1,200, no dates": [undated(generated(1200, 12))],
        "generated, 1,500": [generated(1500, 13)],
    }


def crowded(background: Background) -> dict[str, list[Rows]]:
    """The same articles among more look-alikes, or among more that nothing is alike to: other crowds."""
    a, _, e = (rows(name) for name in SETS)
    large, small = _subjects(a, background, 18, 1), _subjects(a, background, 90, 2)
    others = [row for at, row in enumerate(_hidden()) if at % 2 == 0]
    return {
        "allsides, large subjects": large,
        "allsides, large subjects, no dates": [undated(found) for found in large],
        "allsides, small subjects, no dates": [undated(found) for found in small],
        "allsides, an eighth among polnear, no dates": [undated(_thinned(a, 8, 2)) + others],
        "ecbplus, a quarter among polnear": [_thinned(e, 4, 1) + others],
    }


def _hidden() -> Rows:
    """Articles of PolNeAR, which belong to no event."""
    return [
        {"id": p.id, "event": None, "source": "", "date": None, "title": p.title, "text": p.body}
        for p in polnear()
    ]


def unseen(background: Background) -> dict[str, list[Rows]]:
    """Sets that nothing is fitted on: mixtures, single subjects, and another generated stream."""
    a, b, e = (rows(name) for name in SETS)
    subjects = _subjects(a, background, 40, 3)
    others = [row for at, row in enumerate(_hidden()) if at % 2 == 1]
    return {
        "mixed, allsides and basil": [a + b],
        "mixed, all three, no dates": [undated(a) + undated(b) + e],
        "basil among polnear, no dates": [undated(b) + others],
        "allsides subjects": subjects,
        "allsides subjects, no dates": [undated(found) for found in subjects],
        "generated stream": [generated(3000, 7)],
        "generated, events of 20 to 80": [generated(1500, 21, (20, 80))],
        "generated, 20 to 80, no dates": [undated(generated(1500, 21, (20, 80)))],
        "generated, events of 60 to 150": [generated(1500, 21, (60, 150))],
        "generated, 60 to 150, no dates": [undated(generated(1500, 21, (60, 150)))],
    }


def by_topic(found: Rows) -> dict[str, Rows]:
    topics: dict[str, Rows] = {}
    for row in found:
        topics.setdefault(str(row["topic"]), []).append(row)
    return dict(sorted(topics.items()))


def undated(found: Rows) -> Rows:
    return [{**row, "date": None} for row in found]


def generated(size: int, seed: int, members: tuple[int, int] | None = None) -> Rows:
    return [
        {
            "id": a.id,
            "event": dict(a.extra)["event"],
            "source": a.source,
            "date": a.published.isoformat() if a.published else None,
            "title": a.title,
            "text": a.body,
        }
        for a in news(size, seed=seed, members=members)
    ]


def part(name: str, parts: int) -> int:
    """A number from 0 to parts - 1 that depends on the name alone."""
    return int(md5(name.encode(), usedforsecurity=False).hexdigest(), 16) % parts


def _dated(found: Rows, span: int, seed: int) -> Rows:
    """Each topic on three days within `span`, whatever its events."""
    chance, first = random.Random(seed), dict[object, date]()
    made: Rows = []
    for row in sorted(found, key=lambda row: str(row["id"])):
        first.setdefault(row["topic"], date(2015, 1, 1) + timedelta(chance.randrange(span)))
        day = first[row["topic"]] + timedelta(chance.randrange(3))
        made.append({**row, "date": day.isoformat()})
    return made


def _short(found: Rows) -> Rows:
    return [{**row, "text": " ".join(str(row["text"]).split()[:150])} for row in found]


def _thinned(found: Rows, parts: int, kept: int) -> Rows:
    return [row for row in found if part(str(row["event"] or row["id"]), parts) == kept]


def _folders(found: Rows, count: int, least: int, most: int, background: Background) -> list[Rows]:
    """What somebody might save on one subject: an article and those most like it, half of them undated."""
    ordered = sorted(found, key=lambda row: str(row["id"]))
    words = vectors(stream(articles(ordered)), background).words
    listed = [at for at, row in enumerate(ordered) if row["event"]]
    chance, made = random.Random(1), list[Rows]()
    for _ in range(count):
        at, size = chance.choice(listed), chance.randint(least, most)
        alike = (words[[at]] @ words.T).toarray().ravel()
        folder = [ordered[other] for other in sorted(np.argsort(-alike, kind="stable")[:size].tolist())]
        made.append(undated(folder) if chance.random() < 0.5 else folder)
    return made


def _subjects(found: Rows, background: Background, count: int, seed: int) -> list[Rows]:
    """The articles in heaps of one subject each, those of a few articles left out."""
    from sklearn.cluster import KMeans
    from sklearn.decomposition import TruncatedSVD

    ordered = sorted(found, key=lambda row: str(row["id"]))
    words = vectors(stream(articles(ordered)), background).words
    place = TruncatedSVD(80, random_state=0).fit_transform(words)
    place /= np.linalg.norm(place, axis=1, keepdims=True)
    heap = KMeans(count, n_init=2, random_state=seed).fit_predict(place)
    heaps = [[ordered[at] for at in np.flatnonzero(heap == number)] for number in range(count)]
    return [found for found in heaps if len(found) >= 6]


def sizes(found: Measured) -> NDArray[np.int64]:
    """How many articles the event of each article has, shape (articles,)."""
    _, place, count = np.unique(found.gold, return_inverse=True, return_counts=True)
    return np.asarray(count[place])


def named(sets: Mapping[str, list[Rows]], background: Background) -> dict[str, Measured]:
    return {name: measured(found, background) for name, found in sets.items()}
