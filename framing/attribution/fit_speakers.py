"""Fit the choice of speakers.

python -m framing.attribution.fit_speakers GOLD.jsonl --folds FOLDS --out models/en/attribution

A tagger marks articles that it learned from better than others. So every article is marked by the one of
FOLDS (python -m framing.attribution.train --folds) that was trained without it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from framing.attribution import choose, tagger
from framing.attribution.choose import NOBODY, SEEN, Options, Weights
from framing.attribution.evaluate import OVERLAP, article_of, gold_of, overlap, pairs
from framing.attribution.find import marked
from framing.attribution.link import link
from framing.attribution.mentions import ITSELF, Floats, page_of
from framing.attribution.train import rows
from framing.text import read

FOLDS = 6


@dataclass(frozen=True, slots=True)
class Choice:
    """One attribution with gold: its options, and which are right (none: nobody is)."""

    article: int
    options: Options
    right: tuple[int, ...]


def choices(
    gold_rows: Sequence[dict[str, Any]], model: tagger.Tagger, *, numbers: Iterable[int]
) -> Iterator[Choice]:
    """Every attribution of some rows that is found and in the gold, if one of its options is right."""
    for number in numbers:
        row = gold_rows[number]
        reading, gold = read(article_of(row)), gold_of(row, f"row {number}")
        line, tags, labels = marked(model, reading)
        found = link(line, labels)
        page = page_of(line, tags, labels)
        for i, j in pairs([one.content for one in gold], [one.content for one in found]).items():
            options = choose.options_of(page, found[j])
            right = tuple(
                k for k, span in enumerate(options.spans) if overlap(gold[i].speaker, (span,)) >= OVERLAP
            )
            if right or not gold[i].speaker:
                yield Choice(number, options, right)


@dataclass(frozen=True, slots=True)
class _Table:
    """Choices as one table: the options of choice i are the rows where `of` is i."""

    rows: Floats
    nobody: Floats
    of: NDArray[np.intp]
    right: NDArray[np.bool_]
    named: NDArray[np.bool_]


def _table(some: Sequence[Choice]) -> _Table:
    sizes = [len(one.options.spans) for one in some]
    right = [np.isin(np.arange(size), one.right) for size, one in zip(sizes, some, strict=True)]
    return _Table(
        np.concatenate([one.options.rows for one in some]),
        np.stack([one.options.nobody for one in some]),
        np.repeat(np.arange(len(some)), sizes),
        np.concatenate(right),
        np.array([bool(one.right) for one in some]),
    )


def fit(some: Sequence[Choice], *, ridge: float) -> Weights:
    """The weights under which the right speakers are likeliest; `ridge` pulls them towards 0."""
    table, split = _table(some), len(ITSELF) + len(SEEN)

    def slope(theta: Floats) -> tuple[float, Floats]:
        scores, nobody = table.rows @ theta[:split], table.nobody @ theta[split:]
        top = nobody.copy()
        np.maximum.at(top, table.of, scores)
        scores, nobody = np.exp(scores - top[table.of]), np.exp(nobody - top)
        whole = nobody + np.bincount(table.of, scores, len(some))
        right = np.where(table.right, scores, 0.0)
        rights = np.bincount(table.of, right, len(some))
        wanted = right / np.where(table.named, rights, 1.0)[table.of]
        loss = -np.log(np.where(table.named, rights, nobody) / whole + 1e-12).sum()
        error = scores / whole[table.of] - wanted
        grad = np.concatenate([table.rows.T @ error, table.nobody.T @ (nobody / whole - ~table.named)])
        return float(loss + ridge * (theta @ theta) / 2), grad + ridge * theta

    start = np.zeros(split + len(NOBODY))
    theta = minimize(slope, start, jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    return Weights(theta[:split], theta[split:])


def right(some: Sequence[Choice], weights: Weights) -> int:
    """In how many the likeliest option is right."""
    return sum(_best(one.options, weights) in (one.right or (-1,)) for one in some)


def _best(options: Options, weights: Weights) -> int:
    """The likeliest option, -1 for nobody."""
    scores = options.rows @ weights.mention
    best = int(scores.argmax()) if len(scores) else -1
    return best if best >= 0 and scores[best] >= options.nobody @ weights.nobody else -1


def held_out_right(found: Sequence[Choice], *, ridge: float) -> int:
    """In how many the choice is right, each sixth of the articles chosen by weights fitted without them."""
    score = 0
    for fold in range(FOLDS):
        weights = fit([one for one in found if one.article % FOLDS != fold], ridge=ridge)
        score += right([one for one in found if one.article % FOLDS == fold], weights)
    return score


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit and write the weights from the command line."""
    options = _options(arguments)
    every = rows(options.gold)
    taggers = [tagger.load(folder) for folder in _folds(options.folds)]
    found = [
        one
        for fold, model in enumerate(taggers)
        for one in choices(every, model, numbers=range(fold, len(every), len(taggers)))
    ]
    score = held_out_right(found, ridge=options.ridge)
    sys.stderr.write(
        f"right in {score} of {len(found)} whose right speaker can be chosen, in {FOLDS} folds\n"
    )
    text = json.dumps(choose.dump(fit(found, ridge=options.ridge)), indent=1, ensure_ascii=False)
    (options.out / choose.WEIGHTS).write_text(text + "\n", encoding="utf-8")


def _folds(folder: Path) -> list[Path]:
    """The folders 0, 1, 2 ... in a folder, as the training writes them."""
    return sorted((one for one in folder.iterdir() if one.name.isdigit()), key=lambda one: int(one.name))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m framing.attribution.fit_speakers", description=__doc__)
    parser.add_argument("gold", type=Path, help="rows with text, title and attributions")
    parser.add_argument("--out", type=Path, required=True, help="folder of the tagger; the weights go there")
    parser.add_argument("--folds", type=Path, required=True, help="folder that training with --folds wrote")
    parser.add_argument("--ridge", type=float, default=1.0)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
