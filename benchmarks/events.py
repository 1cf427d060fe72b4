"""Finding events: how good it is, and how its decision was made (`scale.py`: what it costs).

    python -m benchmarks.events quality            BCubed on the development sets beside the textbook
                                                   method; whole events and whole sets held out
    python -m benchmarks.events background         makes models/en/events/background.tsv
    python -m benchmarks.events train              makes models/en/events/pair.json

All read the development data (FRAMING_DATA, or ../shared/data beside the checkout).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict, replace

import numpy as np
from numpy.typing import NDArray

from benchmarks._event_sets import (
    FOLDS,
    GAP,
    SETS,
    Measured,
    Rows,
    articles,
    collection,
    crowded,
    fitted,
    measured,
    named,
    polnear,
    rows,
    sizes,
    unseen,
)
from framing import shipped
from framing.events.background import Background
from framing.events.decision import Decision
from framing.events.finding import dense, floors
from framing.events.grouping import CEILING, Branch, Joins, cut, joins, told
from framing.events.neighbours import days
from framing.events.pairs import MEANING
from framing.events.stream import stream
from framing.records import Article

Floats = NDArray[np.float64]

WEIGHT = {"generated": 0.5}  # made-up words count half as much as a real collection
LEAST = 0.25  # likeness of the pairs that are learned from: what is less alike is no question
STRENGTH = 0.3  # of the penalty's inverse; the weights hardly depend on it
THRESHOLDS = np.arange(0.06, 0.4, 0.01)


def fit(sets: Mapping[str, Measured], crowds: Mapping[str, Measured], *, fold: int | None = None) -> Decision:
    """The decision from all articles of the sets, or from those outside a fold.

    Collections weigh the same, as do the sets of each. A pair weighs less the larger its events are, since an
    article of a large event stands in many. From the crowds only branches are learned.
    """
    from sklearn.linear_model import LogisticRegression

    values, same, weight = [], [], []
    for name, found in sets.items():
        wide, truth = sizes(found), found.same
        each = 2.0 / (wide[found.left] + wide[found.right])
        kept = found.first & (found.likeness > LEAST)
        share = _share(sets, name) / each[kept & truth].sum()
        if fold is not None:
            kept &= (found.fold[found.left] != fold) & (found.fold[found.right] != fold)
        values.append(found.values[kept])
        same.append(truth[kept])
        weight.append(each[kept] * share)
    table, truth, each = np.vstack(values), np.concatenate(same), np.concatenate(weight)
    centre, scale = table.mean(axis=0).round(4), table.std(axis=0).round(4)
    model = LogisticRegression(C=STRENGTH, max_iter=1000)
    model.fit((table - centre) / scale, truth, sample_weight=each * len(each) / each.sum())
    numbers = [tuple(float(x) for x in row) for row in (model.coef_[0].round(4), centre, scale)]
    decision = Decision(tuple(MEANING), *numbers, round(float(model.intercept_[0]), 4), Branch())
    return replace(decision, branch=_branch({**sets, **crowds}, decision, fold))


def _share(sets: Mapping[str, Measured], name: str) -> float:
    """How much a set weighs, beside the other sets of its collection and beside other collections."""
    mine = collection(name)
    return WEIGHT.get(mine, 1.0) / sum(collection(other) == mine for other in sets)


def _branch(sets: Mapping[str, Measured], decision: Decision, fold: int | None) -> Branch:
    """Which joins are right, by the mean log-odds of their pairs, the sizes of what is joined, and rivals.

    Learned is the share of the pairs across a join that are of one event.
    """
    from sklearn.linear_model import LogisticRegression

    table, right, weight = [], [], []
    for name, found in sets.items():
        made = _joins(found, decision)
        held = np.zeros(len(found.gold), bool) if fold is None else found.fold == fold
        pure, clear = _purity(made, found.gold, held)
        each = np.sqrt(made.smaller)
        each *= _share(sets, name) / each.sum()
        of_sizes = told(made.larger), told(made.smaller)
        table.append(np.column_stack((made.mean, *of_sizes, made.rival))[clear])
        right.append(pure[clear])
        weight.append(each[clear])
    values, pure, each = np.vstack(table), np.concatenate(right), np.concatenate(weight)
    both = np.concatenate((each * pure, each * (1.0 - pure))) * len(each) / each.sum()
    truth = np.repeat([1, 0], len(each))
    model = LogisticRegression(C=1.0, max_iter=1000)
    model.fit(np.vstack((values, values))[both > 0], truth[both > 0], sample_weight=both[both > 0])
    return Branch(*model.coef_[0].round(4).tolist(), round(float(model.intercept_[0]), 4))


def _joins(found: Measured, decision: Decision) -> Joins:
    n, odds, first = len(found.gold), log_odds(found, decision), found.first
    crowded = dense(n, found.left[first], found.right[first], odds[first])
    kept = first | crowded[found.left] | crowded[found.right]
    left, right, odds = found.left[kept], found.right[kept], odds[kept]
    least = floors(n, left, right, odds)
    return joins(n, left, right, odds, found.when, max_gap_days=GAP, floor=least)


def _purity(made: Joins, gold: NDArray[np.str_], held: NDArray[np.bool_]) -> tuple[Floats, NDArray[np.bool_]]:
    """Share of the pairs across each join that are of one event, and whether it holds no held-out article."""
    members = {at: [at] for at in range(len(gold))}
    pure, clear = np.zeros(len(made.into)), np.ones(len(made.into), bool)
    for at, (into, gone) in enumerate(zip(made.into.tolist(), made.gone.tolist(), strict=True)):
        one, two = members[into], members.pop(gone)
        pure[at] = (gold[one][:, None] == gold[two][None]).mean()
        one += two
        clear[at] = not held[one].any()
    return pure, clear


def log_odds(found: Measured, decision: Decision) -> Floats:
    return np.where(found.copy, CEILING, decision.log_odds(found.values))


def parts(found: Measured, decision: Decision) -> Floats:
    """BCubed precision and recall of every article, shape (2, articles)."""
    made = _joins(found, decision)
    groups = cut(len(found.gold), made, decision.branch.log_odds(made) >= 0.0)
    labels = np.zeros(len(found.gold), np.int64)
    for number, members in enumerate(groups):
        labels[list(members)] = number
    return shares(found.gold, labels)


def shares(gold: NDArray[np.str_], labels: NDArray[np.int64]) -> Floats:
    """BCubed precision and recall of every article of a grouping, shape (2, articles)."""
    _, wanted = np.unique(gold, return_inverse=True)
    _, both, count = np.unique(wanted * len(gold) + labels, return_inverse=True, return_counts=True)
    return np.array([count[both] / np.bincount(labels)[labels], count[both] / np.bincount(wanted)[wanted]])


def f1(parts: Floats) -> float:
    precision, recall = parts.mean(axis=1)
    return float(2 * precision * recall / (precision + recall))


def quality() -> None:
    """Prints F1 of BCubed on each set, beside the textbook method at one fixed and at the best threshold.

    `fitted`: on everything. `events out`: without the events that are scored. `set out`: on other collections
    alone. From the last sets nothing is learned.
    """
    # frequencies from PolNeAR alone, so that no set's own words have been counted beforehand
    known = _counted(polnear())
    plain, thick, mixed = fitted(known), crowded(known), unseen(known)
    sets, crowds = named(plain, known), named(thick, known)
    usual = {name: _textbook(found) for name, found in {**plain, **thick, **mixed}.items()}
    fixed = int(np.mean([[f1(p) for p in usual[name]] for name in SETS], axis=0).argmax())
    full, folds = fit(sets, crowds), [fit(sets, crowds, fold=fold) for fold in range(FOLDS)]
    without = {
        mine: fit(
            *(
                {key: found for key, found in part.items() if collection(key) != mine}
                for part in (sets, crowds)
            )
        )
        for mine in sorted({collection(name) for name in sets})
    }
    print(f"textbook threshold {THRESHOLDS[fixed]:.2f}; {full.branch}")
    heads = ("textbook", "best", "fitted", "events out", "set out")
    print(f"{'BCubed F1':34}" + "".join(f"{head:>12}" for head in heads))
    for name, found in {**sets, **crowds}.items():
        scores = (
            f1(parts(found, full)),
            _events_out(found, folds),
            f1(parts(found, without[collection(name)])),
        )
        _line(name, usual[name], fixed, scores)
    for name, listed in mixed.items():
        _line(name, usual[name], fixed, (f1(parts(measured(listed, known), full)),))


def _line(name: str, usual: Floats, fixed: int, scores: tuple[float, ...]) -> None:
    every = (f1(usual[fixed]), max(map(f1, usual)), *scores)
    print(f"{name:34}" + "".join(f"{score:12.4f}" for score in every), flush=True)


def _events_out(found: Measured, folds: list[Decision]) -> float:
    """F1 where each article is scored by the decision that was made without the events of its fold."""
    chosen = np.zeros((2, len(found.gold)))
    for fold, decision in enumerate(folds):
        mine = found.fold == fold
        chosen[:, mine] = parts(found, decision)[:, mine]
    return f1(chosen)


def _textbook(sets: list[Rows]) -> Floats:
    return np.concatenate([textbook(found) for found in sets if len(found) > 1], axis=2)


def textbook(found: Rows) -> Floats:
    """What there is to beat: TF-IDF, cosine that fades within a week, average linkage; at each threshold.

    Returns:
        Precision and recall of every article, shape (thresholds, 2, articles).
    """
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform
    from sklearn.feature_extraction.text import TfidfVectorizer

    read = articles(found)
    gold = np.array([str(row["event"] or f"alone {row['id']}") for row in found])
    words = TfidfVectorizer(sublinear_tf=True, stop_words="english", min_df=2)
    found_in = words.fit_transform([article.text for article in read])
    when, every = days(read), np.arange(len(read))
    dated = when.known[:, None] & when.known[None]
    gap = np.where(dated, when.gap(*np.broadcast_arrays(every[:, None], every[None])), 0)
    far = np.clip(1.0 - (found_in @ found_in.T).toarray() * np.exp(-gap / 7.0), 0.0, 1.0)
    np.fill_diagonal(far, 0.0)
    tree = linkage(squareform(far, checks=False), "average")
    return np.array([shares(gold, fcluster(tree, 1.0 - t, "distance").astype(np.int64)) for t in THRESHOLDS])


def train() -> None:
    known = _counted(polnear())
    sets, crowds = named(fitted(known), known), named(crowded(known), known)
    model = fit(sets, crowds)
    row = {
        "evidence": list(model.evidence),
        "weights": list(model.weights),
        "centre": list(model.centre),
        "scale": list(model.scale),
        "intercept": model.intercept,
        "branch": asdict(model.branch),
    }
    (shipped.model("events") / "pair.json").write_text(json.dumps(row, indent=1) + "\n", encoding="utf-8")
    for name, found in {**sets, **crowds}.items():
        print(f"{name:34} {f1(parts(found, model)):.4f}")


def _counted(found: list[Article], *, least: int = 3) -> Background:
    """Share of articles that hold a term, and of its mentions outside headlines that begin with a capital."""
    from scipy import sparse

    words = stream(found)
    terms, size = words.terms[words.forms], len(words.vocabulary)
    # a copy: summing duplicates sorts the indices where they lie
    counts = sparse.csr_matrix((np.ones(len(terms)), terms.copy(), words.starts), shape=(len(found), size))
    counts.sum_duplicates()
    held = np.bincount(counts.indices, minlength=size)
    place = np.arange(len(terms)) - np.repeat(words.starts[:-1], words.lengths)
    body = place >= np.repeat(words.title, words.lengths)
    capital = np.bincount(terms, weights=words.capital[words.forms] & body, minlength=size)
    share = capital / np.maximum(np.bincount(terms, weights=body, minlength=size), 1)
    told = np.flatnonzero((held >= least) & ~words.number).tolist()
    return Background({words.vocabulary[t]: (float(held[t] / len(found)), float(share[t])) for t in told})


def background() -> None:
    every = [a for name in SETS for a in articles(rows(name))] + polnear()
    table = _counted(every, least=5)
    heading = (
        "# How common words are in news: a term, articles in 10,000 that hold it, capitals in 100 mentions"
        f" outside headlines. Counted over {len(every)} articles."
    )
    lines = [
        f"{word}\t{max(1, round(10_000 * held))}\t{round(100 * capital)}"
        for word, (held, capital) in sorted(table.shares.items())
        if len(word) <= 24
    ]
    (shipped.model("events") / "background.tsv").write_text(
        "\n".join([heading, *lines]) + "\n", encoding="utf-8"
    )
    print(len(lines), "terms")


def main() -> None:
    """Quality on the development sets."""
    quality()


if __name__ == "__main__":
    wanted = sys.argv[1] if len(sys.argv) > 1 else "quality"
    if wanted in ("quality", "background", "train"):
        {"quality": quality, "background": background, "train": train}[wanted]()
    else:
        sys.exit(__doc__)
