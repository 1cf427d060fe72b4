"""Learning the weights of the fast model from soft labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from framing.classifier.labelled import Labelled
from framing.classifier.linear import BLOCKS, Clues, Floats, Ints, occurrences, values, vocabulary_of
from framing.classifier.pieces import Hidden, Signs, cut, hide
from framing.text import words

Matrix = Any  # a scipy sparse matrix or a plain array: sentences by columns
_FEWEST = {"w": 2, "p": 2, "c": 3, "s": 2}  # sentences a clue must stand in


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the fast model is fitted.

    strength: inverse of the penalty on large weights (C of a logistic regression).
    evenness: 0 counts every sentence the same; 1 gives every label of every outlet the same
        total weight, so that the outlet tells the label no more. Between them, a compromise.
    clues: how many clues are kept, by what each adds; beside those of a prior.
    """

    strength: float = 1.0
    evenness: float = 0.5
    clues: int = 20_000


@dataclass(frozen=True, slots=True)
class Table:
    """Where every clue stands in the labelled sentences: occurrence i is clue `number[i]` in row `row[i]`.

    prior: what is known of clues beforehand; `known` are their numbers there, -1 for the others.
    """

    names: tuple[str, ...]
    block: Ints
    least: Ints
    row: Ints
    number: Ints
    signs: Signs
    hidden: Hidden
    prior: Clues | None
    known: Ints


def table_of(rows: Sequence[Labelled], *, signs: Signs, prior: Clues | None = None) -> Table:
    """Read every labelled sentence once; any part of them can then be fitted quickly.

    Args:
        prior: weights learned elsewhere. They are where learning begins and what the penalty draws towards
            (Chelba and Acero, 2004), so that few labels change what many others taught only with good reason.
    """
    hidden = outlet_names(rows)
    forms = [hide(cut(row.text)[1], hidden) for row in rows]
    before = {} if prior is None else prior.vocabulary
    names = sorted({*vocabulary_of(forms, signs, fewest=_FEWEST), *before})
    block = np.array([BLOCKS[name[0]] for name in names], dtype=np.int64)
    clues = _clues(names, block, np.ones(len(names)), np.zeros((len(names), 1)), np.zeros(1), signs, hidden)
    number, left, _ = occurrences(clues, forms)
    row = np.searchsorted(np.cumsum([0, *map(len, forms)]), left, side="right") - 1
    known = np.array([before.get(name, -1) for name in names], dtype=np.int64)
    least = np.array([_FEWEST[name[0]] for name in names], dtype=np.int64)
    least[known >= 0] = 0
    return Table(tuple(names), block, least, row, number, signs, hidden, prior, known)


def fit(rows: Sequence[Labelled], table: Table, recipe: Recipe, learned: Ints | None = None) -> Clues:
    """Fit the clues' weights to the annotators' votes; the same rows give the same weights.

    Args:
        table: of these rows, from `table_of`.
        learned: numbers of the rows to learn from; all of them when not given.
    """
    chosen = np.arange(len(rows)) if learned is None else learned
    own = [rows[int(at)] for at in chosen]
    place = np.full(len(rows), -1, dtype=np.int64)
    place[chosen] = np.arange(len(chosen))
    here = place[table.row] >= 0
    row, number = place[table.row[here]], table.number[here]
    held = np.bincount(
        np.unique(row * len(table.names) + number) % len(table.names), minlength=len(table.names)
    )
    kept = np.flatnonzero(held >= table.least)
    fitted, spread = _weights(table, row, number, held, kept, own, recipe)
    new = np.flatnonzero(table.known[kept] < 0)
    if len(new) <= recipe.clues:
        return fitted
    worth = np.abs(fitted.weight).max(axis=1) * spread
    order = new[np.argsort(-worth[new], kind="stable")[: recipe.clues]]
    best = np.sort(np.append(order, np.flatnonzero(table.known[kept] >= 0)))
    start = fitted.weight[best], fitted.intercept
    return _weights(table, row, number, held, kept[best], own, recipe, start)[0]


def _clues(
    names: Sequence[str],
    block: Ints,
    idf: Floats,
    weight: Floats,
    intercept: Floats,
    signs: Signs,
    hidden: Hidden,
) -> Clues:
    vocabulary = {name: at for at, name in enumerate(names)}
    return Clues(vocabulary, block, idf, weight, intercept, signs, hidden)


def _weights(
    table: Table,
    row: Ints,
    number: Ints,
    held: Ints,
    kept: Ints,
    own: Sequence[Labelled],
    recipe: Recipe,
    start: tuple[Floats, Floats] | None = None,
) -> tuple[Clues, Floats]:
    """The kept clues with their weights, and how strongly each clue varies over the sentences."""
    import scipy.sparse as sp

    at = np.full(len(table.names), -1, dtype=np.int64)
    at[kept] = np.arange(len(kept))
    here = at[number] >= 0
    row, number, block = row[here], at[number[here]], table.block[kept]
    idf = np.where(block == BLOCKS["s"], 1.0, np.log((1.0 + len(own)) / (1.0 + held[kept])) + 1.0)
    centre = None
    if table.prior is not None:
        known = table.known[kept]
        idf = np.where(known >= 0, table.prior.idf[known], idf)
        centre = np.where(known[:, None] >= 0, table.prior.weight[known], 0.0)
    # Single precision, as it is saved: a model gives the same verdicts before and after saving.
    idf = idf.astype(np.float32).astype(np.float64)
    value, each = values(row, number, block, idf, len(own))
    matrix = sp.csr_matrix((value / each, (row, number)), shape=(len(own), len(kept)))
    learned, intercept = logistic(
        matrix, own, strength=recipe.strength, evenness=recipe.evenness, start=start, centre=centre
    )
    spread = np.sqrt(np.asarray(matrix.multiply(matrix).mean(axis=0)).ravel())
    names = [table.names[int(one)] for one in kept]
    return _clues(names, block, idf, learned, intercept, table.signs, table.hidden), spread


def logistic(
    matrix: Matrix,
    own: Sequence[Labelled],
    *,
    strength: float,
    evenness: float,
    start: tuple[Floats, Floats] | None = None,
    centre: Floats | None = None,
) -> tuple[Floats, Floats]:
    """Weights (columns of `matrix`, outputs) and intercepts (outputs,) fitted to the annotators' vote shares.

    One regression where there are two labels, else one a label against the rest. Single precision, as it is
    saved: a model gives the same verdicts before and after saving.

    Args:
        start: weights and intercepts to begin with, of a similar fit; saves time.
        centre: the weights that the penalty draws towards, shape (columns, outputs); 0 when not given.
    """
    shares, weight = np.array([one.shares for one in own]), even_weights(own, evenness)
    outputs = shares.T[1:] if shares.shape[1] == 2 else shares.T
    towards = np.zeros((matrix.shape[1], len(outputs))) if centre is None else centre
    first, intercept = (towards, np.zeros(len(outputs))) if start is None else start
    begin = np.vstack([first, intercept]).T
    fitted = [
        _regression(matrix, share, weight, strength, own, centred)
        for share, own, centred in zip(outputs, begin, towards.T, strict=True)
    ]
    learned = np.array([one[:-1] for one in fitted]).T.astype(np.float32).astype(np.float64)
    return learned, np.array([one[-1] for one in fitted])


def _regression(
    matrix: Matrix, share: Floats, weight: Floats, strength: float, first: Floats, centre: Floats
) -> Floats:
    """The weights, and last the intercept, of a penalised logistic regression on shares instead of labels.

    Args:
        first: where the search begins, the intercept last.
        centre: the weights at which the penalty is 0.
    """
    from scipy.optimize import minimize
    from scipy.special import expit

    total = float(weight.sum())

    def loss(at: Floats) -> tuple[float, Floats]:
        odds, away = matrix @ at[:-1] + at[-1], at[:-1] - centre
        value = weight @ (np.logaddexp(0.0, odds) - share * odds) + 0.5 / strength * (away @ away)
        gap = weight * (expit(odds) - share)
        return value / total, np.append(matrix.T @ gap + away / strength, gap.sum()) / total

    found = minimize(loss, first, jac=True, method="L-BFGS-B", options={"maxiter": 1000, "gtol": 1e-4})
    result: Floats = found.x
    return result


def even_weights(rows: Sequence[Labelled], evenness: float, *, few: int = 0) -> Floats:
    """One weight a sentence, mean 1: each outlet's labels are drawn towards equal totals.

    Args:
        evenness: 0 for the same weight everywhere, 1 for equal totals.
        few: where an outlet has about so many sentences of a label or fewer, they count less than that.
    """
    sizes = Counter((row.outlet, row.label) for row in rows)
    weight = np.array([(few + sizes[row.outlet, row.label]) ** -evenness for row in rows])
    scaled: Floats = weight * (len(rows) / weight.sum())
    return scaled


def outlet_names(rows: Sequence[Labelled]) -> Hidden:
    """The outlets' own names, as runs of lower-case words: nothing may be learned from them."""
    runs = (tuple(word.lower for word in words(row.outlet)) for row in rows)
    return frozenset(run for run in runs if run)
