"""The gold of statements, and the articles it is about."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from framing.records import Article, DateFrom

GOLD = Path(__file__).parent / "gold" / "cells.jsonl"


@dataclass(frozen=True, slots=True)
class GoldCell:
    """What readers say of one sentence in one other article.

    `start` is where the sentence begins, `at` where the sentences begin that the first reader names; `first`
    and `second` are the readers' own labels (None where there is no second), `label` the one that counts.
    """

    event: str
    half: str
    article: str
    start: int
    other: str
    label: str
    at: tuple[int, ...]
    first: str
    second: str | None


def articles(folder: Path, name: str = "basil") -> dict[str, list[Article]]:
    """The articles of a set by event, as its rows give them."""
    events: dict[str, list[Article]] = {}
    for line in (folder / "events" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = f"{row['title']}\n\n{row['text']}" if row["title"] else str(row["text"])
        day = date.fromisoformat(row["date"]) if row["date"] else None
        known: DateFrom = "stated" if day else "unknown"
        article = Article(str(row["id"]), str(row["source"]), day, known, str(row["title"]), text)
        events.setdefault(str(row["event"]), []).append(article)
    return events


def gold_cells() -> Iterator[GoldCell]:
    """The labelled cells; where readers were asked again (`settled`), what they settled on."""
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        event = row["article"].rsplit("_", 1)[0]
        for number, (label, *at) in row["cells"].items():
            second = row.get("second", {}).get(number, [None])[0]
            settled = row.get("settled", {}).get(number, label)
            other = f"{event}_{number}"
            yield GoldCell(
                event, row["half"], row["article"], row["at"], other, settled, tuple(at), label, second
            )
