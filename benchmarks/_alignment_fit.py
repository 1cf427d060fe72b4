"""Fit the model of statements on the half `tune` of the gold: `python -m benchmarks.alignment fit`."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from benchmarks._alignment_gold import GoldCell
from framing import shipped
from framing.compare.evidence import EVIDENCE, evidence, shared_quotation
from framing.compare.sides import Floats, sides
from framing.compare.similarity import VERBATIM, Model
from framing.compare.vectors import weigh
from framing.records import Article
from framing.text import Reading, read

REGULARISATION = 0.05  # scikit-learn's C, for standardised evidence
FOLDS = 6
Pair = tuple[str, str]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """An event, whole or two articles of it: evidence of its pairs, which of them are the same, its cells.

    `same` holds 1 where readers link two sentences, 0 where they do not, 2 where they name the one as the
    nearest of a cell `partly` said, which is not learned from.
    """

    event: str
    whole: bool
    evidence: Mapping[Pair, Floats]
    copied: Mapping[Pair, Flags]
    same: Mapping[Pair, Floats]
    cells: Sequence[tuple[str, int, str, bool]]


def known(event: str, members: Sequence[Article], gold: Sequence[GoldCell]) -> Iterable[Known]:
    """The event itself, and every two of its articles as if they were all: events come in all sizes."""
    readings = {article.id: read(article) for article in sorted(members, key=lambda article: article.id)}
    names = list(readings)
    for chosen in dict.fromkeys([tuple(names), *combinations(names, 2)]):
        part = {name: readings[name] for name in chosen}
        cells = [cell for cell in gold if cell.article in part and cell.other in part]
        yield _known(event, part, cells, whole=len(part) == len(readings))


def _known(event: str, readings: Mapping[str, Reading], gold: Sequence[GoldCell], *, whole: bool) -> Known:
    ordered = list(readings.values())
    prepared = dict(zip(readings, sides(weigh(ordered), ordered), strict=True))
    pairs = list(combinations(readings, 2))
    same = {
        (a, b): np.zeros((len(readings[a].sentences), len(readings[b].sentences)), dtype=np.float32)
        for a, b in pairs
    }

    def row(name: str, at: int) -> int:
        sentence = readings[name].sentence_at(at)
        if sentence is None:
            raise LookupError(f"{name}: no sentence at character {at}")
        return sentence.index - readings[name].sentences[0].index

    for label, value in (("partly", 2.0), ("said", 1.0)):
        for cell in gold:
            if cell.label != label:
                continue
            i = row(cell.article, cell.start)
            for j in (row(cell.other, at) for at in cell.at):
                if (cell.article, cell.other) in same:
                    same[cell.article, cell.other][i, j] = value
                else:
                    same[cell.other, cell.article][j, i] = value
    return Known(
        event,
        whole,
        {(a, b): evidence(prepared[a], prepared[b]) for a, b in pairs},
        {(a, b): shared_quotation(prepared[a], prepared[b]) for a, b in pairs},
        same,
        [
            (cell.article, row(cell.article, cell.start), cell.other, cell.label == "said")
            for cell in gold
            if cell.label != "partly"
        ],
    )


def fit(events: Sequence[Known]) -> Model:
    """Ridge logistic regression over pairs, then set to the scale of cells (Platt, 1999).

    The second step makes the similarity of a sentence's likest one in another article the probability that
    the article says it; it changes the order of no two pairs.
    """
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    rows = np.concatenate(
        [one.evidence[pair].reshape(len(EVIDENCE), -1).T for one in events for pair in one.same]
    )
    same = np.concatenate([one.same[pair].ravel() for one in events for pair in one.same])
    scaler = StandardScaler().fit(rows[same < 2])
    pairs = LogisticRegression(C=REGULARISATION, max_iter=2000).fit(
        scaler.transform(rows[same < 2]), same[same < 2]
    )
    weights = pairs.coef_[0] / scaler.scale_
    raw = Model(weights.astype(np.float32), float(pairs.intercept_[0] - weights @ scaler.mean_))
    likely, said = cells(raw, events)
    scores = np.log(likely / (1.0 - likely))
    scale = LogisticRegression(C=1e6).fit(scores[:, None], said)
    slope = float(scale.coef_[0, 0])
    return Model(raw.weights * np.float32(slope), raw.intercept * slope + float(scale.intercept_[0]))


def cells(model: Model, events: Sequence[Known], *, copied: bool = False) -> tuple[Floats, Flags]:
    """Of every cell the similarity of the likest sentence, and whether readers call it said."""
    likely, said = [], []
    for one in events:
        found = {pair: model.of(rows) for pair, rows in one.evidence.items()}
        if copied:
            found = {
                pair: np.where(one.copied[pair], np.maximum(values, VERBATIM), values)
                for pair, values in found.items()
            }
        for article, at, other, label in one.cells:
            values = found[article, other][at] if (article, other) in found else found[other, article][:, at]
            likely.append(float(values.max()))
            said.append(label)
    return np.array(likely), np.array(said)


def cross_validated(events: Sequence[Known]) -> tuple[Floats, Flags]:
    """What `cells` gives for whole events, by models that saw nothing of the event."""
    order = {name: at % FOLDS for at, name in enumerate(sorted({one.event for one in events}))}
    parts = []
    for fold in range(FOLDS):
        model = fit([one for one in events if order[one.event] != fold])
        parts.append(
            cells(model, [one for one in events if one.whole and order[one.event] == fold], copied=True)
        )
    return np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])


def main(events: Mapping[str, Sequence[Article]], gold: Iterable[GoldCell]) -> None:
    """Fit, write the model where it ships, and print what thresholds give on events left out."""
    by_event: dict[str, list[GoldCell]] = defaultdict(list)
    for cell in gold:
        if cell.half == "tune":
            by_event[cell.event].append(cell)
    all_known = [one for name, found in sorted(by_event.items()) for one in known(name, events[name], found)]
    likely, said = cross_validated(all_known)
    for threshold in np.arange(0.2, 0.81, 0.05):
        over, under = likely >= threshold, likely < threshold
        print(
            f"{threshold:.2f}: said precision {said[over].mean():.3f}, recall {over[said].mean():.3f};"
            f" not said precision {1 - said[under].mean():.3f}, recall {under[~said].mean():.3f}"
        )
    model = fit(all_known)
    stored = {
        "weights": {
            name: round(float(weight), 4) for name, weight in zip(EVIDENCE, model.weights, strict=True)
        },
        "intercept": round(model.intercept, 4),
    }
    folder = shipped.model("statements")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.json").write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")
