"""Fit the choice of speakers.

python -m framing.attribution.fit_speakers GOLD.jsonl --out models/en/attribution

The tagger must have been trained before. It marks articles that it learned from better than others, so those
held out of its training count more.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
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
    """One attribution with gold: its options, which are right (none: nobody is), and how much it counts."""

    article: int
    options: Options
    right: tuple[int, ...]
    weight: float


def choices(
    gold_rows: Sequence[dict[str, Any]], model: tagger.Tagger, *, held: set[int], weight: float
) -> Iterator[Choice]:
    """Every attribution that is found and in the gold, where the right speaker is among the options.

    Args:
        held: numbers of the rows that were held out of the tagger's training; they count `weight` times.
    """
    for number, row in enumerate(gold_rows):
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
                yield Choice(number, options, right, weight if number in held else 1.0)


def fit(some: Sequence[Choice], *, ridge: float) -> Weights:
    """The weights under which the right speakers are likeliest; `ridge` pulls them towards 0."""
    split = len(ITSELF) + len(SEEN)

    def slope(theta: Floats) -> tuple[float, Floats]:
        loss, grad = ridge * float(theta @ theta) / 2, ridge * theta
        for one in some:
            share = _shares(one.options, Weights(theta[:split], theta[split:]))
            right = list(one.right) or [-1]
            wanted = np.zeros_like(share)
            wanted[right] = share[right] / share[right].sum()
            loss -= one.weight * float(np.log(share[right].sum() + 1e-12))
            error = one.weight * (share - wanted)
            grad[:split] += one.options.rows.T @ error[:-1]
            grad[split:] += one.options.nobody * error[-1]
        return loss, grad

    start = np.zeros(split + len(NOBODY))
    theta = minimize(slope, start, jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    return Weights(theta[:split], theta[split:])


def _shares(options: Options, weights: Weights) -> Floats:
    scores = np.append(options.rows @ weights.mention, options.nobody @ weights.nobody)
    scores = np.exp(scores - scores.max())
    shares: Floats = scores / scores.sum()
    return shares


def right(some: Sequence[Choice], weights: Weights) -> int:
    """In how many the likeliest option is right."""
    best = (int(_shares(one.options, weights).argmax()) for one in some)
    return sum(
        at in one.right if one.right else at == len(one.options.spans)
        for at, one in zip(best, some, strict=True)
    )


def held_out_right(found: Sequence[Choice], unseen: Sequence[int], *, ridge: float) -> int:
    """In how many attributions of `unseen` articles the choice is right, each fold fitted without them."""
    score = 0
    for fold in range(FOLDS):
        out = set(unseen[fold::FOLDS])
        weights = fit([one for one in found if one.article not in out], ridge=ridge)
        score += right([one for one in found if one.article in out], weights)
    return score


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit and write the weights from the command line."""
    options = _options(arguments)
    every = rows(options.gold)
    held = set(range(9, len(every), options.hold_out)) if options.hold_out else set()
    used = [number for number in range(len(every)) if number in held or number % options.every == 0]
    kept = {at for at, number in enumerate(used) if number in held}
    model = tagger.load(options.out)
    found = list(choices([every[number] for number in used], model, held=kept, weight=options.weight))
    judged = [one for one in found if one.article in kept]
    if judged:
        score = held_out_right(found, sorted(kept), ridge=options.ridge)
        sys.stderr.write(f"right in {score} of {len(judged)} held out whose right speaker can be chosen\n")
    weights = fit(found, ridge=options.ridge)
    text = json.dumps(choose.dump(weights), indent=1, ensure_ascii=False)
    (options.out / choose.WEIGHTS).write_text(text + "\n", encoding="utf-8")


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m framing.attribution.fit_speakers", description=__doc__)
    parser.add_argument("gold", type=Path, help="rows with text, title and attributions")
    parser.add_argument("--out", type=Path, required=True, help="folder of the tagger; the weights go there")
    parser.add_argument("--hold-out", type=int, default=0, help="as it was given to the training (0: none)")
    parser.add_argument("--every", type=int, default=5, help="of the other articles, take every nth")
    parser.add_argument("--weight", type=float, default=3.0, help="how much an article held out counts")
    parser.add_argument("--ridge", type=float, default=1.0)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
