"""What a large language model said of sentences, reading under `guideline.md`, and how far to trust it.

python -m training.silver BABE.jsonl

prints how far the readers agree with the annotators of BABE, on sentences that were mixed in blindly.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import framing
from framing.classifier.metrics import by_label, rank_auc

FILE = Path(__file__).with_name("silver.tsv")
MOST = 5
"""Votes that a sentence can get."""
_SHRUNK = 20
"""So many sentences of each number of votes, read as by all readers, are added to those of one reader."""
TESTED = frozenset(
    (
        *("Breitbart News", "Daily Beast", "MSNBC", "New York Times - News", "New York Times - Opinion"),
        *("Reuters", "breitbart", "nyt"),
    )
)
"""Sources of the articles that stand in BABE too: nothing is learned from their sentences, so that
an outlet which an evaluation leaves out was never seen in any way."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader said of one sentence. In the set "babe" there is no source, start or end."""

    reader: int
    set: str
    id: str
    source: str
    start: int | None
    end: int | None
    votes: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Soft:
    """A sentence with the share of annotators expected to call it biased, and the words they would mark."""

    text: str
    share: float
    marked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Agreement:
    """Readers and annotators on the same sentences. `shares[r][v]` is the share of annotators to be expected
    where reader r gave v votes: the mean of such sentences, drawn towards that of all readers.
    `sizes[r][v]` counts the sentences."""

    auc: float
    macro_f1: float
    correlation: float
    shares: Mapping[int, tuple[float, ...]]
    sizes: Mapping[int, tuple[int, ...]]


def readings() -> tuple[Reading, ...]:
    """Everything the readers said, in the order of the file."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Reading(
                int(row["reader"]),
                row["set"],
                row["id"],
                row["source"],
                int(row["start"]) if row["start"] else None,
                int(row["end"]) if row["end"] else None,
                int(row["votes"]),
                tuple(filter(None, row["words"].split("|"))),
            )
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        )


def learned(found: Sequence[Reading]) -> tuple[Reading, ...]:
    """Those to learn from: of articles whose source is not in BABE."""
    return tuple(one for one in found if one.set != "babe" and one.source not in TESTED)


def agreement(found: Sequence[Reading], babe: Mapping[str, Mapping[str, object]]) -> Agreement:
    """How far the readers agree with the annotators; sentences with three votes or more are called biased.

    Args:
        babe: id -> row of BABE.
    """
    own = [one for one in found if one.set == "babe"]
    rows = [babe[one.id] for one in own]
    votes, reader = np.array([one.votes for one in own]), np.array([one.reader for one in own])
    truth = np.array([row["label"] == "biased" for row in rows])
    share = np.array([int(str(row["votes_biased"])) / int(str(row["votes"])) for row in rows])
    each = by_label(truth.astype(np.int64), (votes > MOST / 2).astype(np.int64), 2)
    readers = sorted(set(reader.tolist()))
    return Agreement(
        rank_auc(truth, votes.astype(float)),
        sum(label["f1"] for label in each) / 2.0,
        float(np.corrcoef(votes, share)[0, 1]),
        {one: _shares(votes, share, reader == one) for one in readers},
        {one: tuple(np.bincount(votes[reader == one], minlength=MOST + 1).tolist()) for one in readers},
    )


def _shares(votes: np.ndarray, share: np.ndarray, own: np.ndarray) -> tuple[float, ...]:
    """Share of annotators for each number of votes of one reader, whose sentences are `own`."""
    found = []
    for count in range(MOST + 1):
        here = votes == count
        drawn = share[here & own].sum() + _SHRUNK * share[here].mean()
        found.append(round(float(drawn / ((here & own).sum() + _SHRUNK)), 3))
    return tuple(found)


def soft(
    found: Sequence[Reading], articles: Sequence[Path], shares: Mapping[int, Sequence[float]]
) -> tuple[Soft, ...]:
    """The sentences to learn from, with their text.

    Args:
        articles: files with the articles.
        shares: what each number of a reader's votes stands for, from `agreement`.
    """
    by_id = {article.id: article for article in framing.load(list(articles)).articles}
    made = []
    for one in learned(found):
        text = " ".join(by_id[one.id].text[one.start : one.end].split())
        made.append(Soft(text, shares[one.reader][one.votes], one.words))
    return tuple(made)


def write_soft(sentences: Sequence[Soft], path: Path) -> None:
    """Sentences as JSON lines of `text` and `share`."""
    rows = ({"text": one.text, "share": round(one.share, 4)} for one in sentences)
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text("".join(lines), encoding="utf-8", newline="\n")


def read_soft(path: Path) -> tuple[Soft, ...]:
    """What `write_soft` wrote."""
    rows = map(json.loads, path.read_text("utf-8").splitlines())
    return tuple(Soft(str(row["text"]), float(row["share"])) for row in rows)


def read_babe(path: Path) -> dict[str, dict[str, object]]:
    """The rows of BABE by their id."""
    return {row["id"]: row for row in map(json.loads, path.read_text("utf-8").splitlines())}


if __name__ == "__main__":
    told = agreement(readings(), read_babe(Path(sys.argv[1])))
    print(f"{sum(map(sum, told.sizes.values()))} sentences: AUC {told.auc:.3f}, ", end="")
    print(f"macro F1 {told.macro_f1:.3f}, correlation with the share of votes {told.correlation:.3f}")
    for one, shares in told.shares.items():
        for count, (share, size) in enumerate(zip(shares, told.sizes[one], strict=True)):
            print(f"reader {one}, {count} votes: {size} sentences, {share:.3f} of the annotators")
