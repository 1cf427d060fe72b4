"""How the model does on what it has not seen, beside baselines that show what the figures are worth."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from framing.classifier.baselines import baselines
from framing.classifier.calibration import UNSURE, Calibration, Thresholds, calibrate, thresholds
from framing.classifier.fitting import Recipe, Table, even_weights, fit
from framing.classifier.head import fit_head
from framing.classifier.labelled import Labelled
from framing.classifier.linear import Floats, Ints, Scored, score
from framing.classifier.metrics import Figure, Truth, by_label, called, measured
from framing.classifier.splits import Split, splits

Progress = Callable[[int, int, str], None]
"""Called with how many steps are done, how many there are, and what comes next."""

MODEL, FAST = "this model", "this model, fast way"
TARGET_ERROR = 0.2
"""Share of wrong verdicts that is borne before a sentence is called unsure: about how often one annotator
differs from the majority of the others."""


@dataclass(frozen=True, slots=True)
class SplitScores:
    """One split: scores by model and measure; figures by label; `judged` is the share of sentences that are
    not called unsure, `wrong` the share of those verdicts that is wrong."""

    name: str
    title: str
    folds: int
    scores: Mapping[str, Mapping[str, Figure]]
    labels: Sequence[Mapping[str, float]]
    judged: float
    wrong: float


@dataclass(frozen=True, slots=True)
class OutletError:
    """How often the model (by its likeliest label) is wrong on one outlet that it never saw."""

    outlet: str
    sentences: int
    labels: tuple[int, ...]
    wrong: float


@dataclass(frozen=True, slots=True)
class Judge:
    """From log-odds to verdicts."""

    calibration: Calibration
    thresholds: Thresholds


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All splits, the errors by outlet, and what was lacking.

    `fast` judges the words' log-odds alone, `full` those with the encoder's (None without it).
    `scored` are the rows by clues that were fitted without their `fold` (of pages, where these are known).
    """

    splits: tuple[SplitScores, ...]
    outlets: tuple[OutletError, ...]
    fast: Judge
    full: Judge | None
    lacking: tuple[str, ...]
    scored: tuple[Scored, ...]
    fold: Ints


@dataclass(frozen=True, slots=True)
class Material:
    """What is tested: the rows with what can be read of them once and for all.

    vectors: shape (rows, 768), None for words alone. unseen: split -> log-odds to be added, shape (rows,),
    that tuned layers gave to sentences they had not learned from; they take the place of the vectors.
    """

    rows: Sequence[Labelled]
    labels: int
    table: Table
    vectors: Floats | None = None
    unseen: Mapping[str, Floats] = field(default_factory=dict)


def evaluate_rows(
    material: Material,
    *,
    recipe: Recipe,
    seed: int,
    resamples: int,
    error: float = TARGET_ERROR,
    progress: Progress | None = None,
) -> Evaluation:
    """Test the recipe on every split that the labels allow.

    Args:
        resamples: how many times groups are drawn for each 95% interval.
        error: share of wrong verdicts that is borne, in (0, 0.5).
        progress: called before each fit.
    """
    rows = material.rows
    chosen, lacking = splits(rows, seed=seed)
    total = sum(map(_turns, chosen))
    fast: dict[str, Floats] = {}
    full: dict[str, Floats] = {}
    scored: dict[str, tuple[Scored, ...]] = {}
    for number, split in enumerate(chosen):
        before = sum(map(_turns, chosen[:number]))
        name = split.name
        scored[name], added = _unseen(material, split, recipe, progress, before, total)
        fast[name] = np.array([one.logit for one in scored[name]])
        full[name] = fast[name] + added
    ways = {MODEL: fast} if material.vectors is None else {MODEL: full, FAST: fast}
    tested, outlets = [], tuple[OutletError, ...]()
    for split in chosen:
        one, errors = _scored(material, split, ways, error=error, resamples=resamples, seed=seed)
        tested.append(one)
        outlets = errors if split.name == "outlet" else outlets
    by_fast = judge([fast[name] for name in _trusted(fast)], rows, error=error)
    by_full = judge([full[name] for name in _trusted(full, material)], rows, error=error)
    pages = _trusted(fast)[0]
    return Evaluation(
        tuple(tested),
        outlets,
        by_fast,
        None if material.vectors is None else by_full,
        lacking,
        scored[pages],
        next(split.fold for split in chosen if split.name == pages),
    )


def _turns(split: Split) -> int:
    return int(split.fold.max()) + 1


_FEW = 20
"""Sentences of one label; an outlet with fewer does not weigh as much as the others."""
_DRAWN = 0.5  # halfway towards equal weights, as in learning


def judge(seen: Sequence[Floats], rows: Sequence[Labelled], *, error: float) -> Judge:
    """Calibration and thresholds from the log-odds of sentences that were not learned from.

    How sure to be is learned from all sentences as they are. Where the middle lies is learned with the labels
    of every outlet weighing the same: otherwise the calibration would pass on how often the outlets of the
    labels are called biased, to outlets of which nothing is known. Even weights for both would make
    probabilities too timid: they count those sentences most whose label is rare in their outlet. For the
    thresholds the labels of every outlet are drawn towards equal weights.
    """
    logit = np.concatenate(seen)
    truth = np.tile(np.array([row.label for row in rows]), len(seen))
    even = np.tile(even_weights(rows, 1.0, few=_FEW), len(seen))
    slope = calibrate(logit, truth, np.ones(len(truth))).slope
    calibration = calibrate(logit, truth, even, slope=slope)
    drawn = np.tile(even_weights(rows, _DRAWN), len(seen))
    limits = thresholds(calibration.probability(logit), truth, drawn, error=error)
    return Judge(calibration, limits)


def _trusted(seen: Mapping[str, Floats], material: Material | None = None) -> list[str]:
    """The splits that calibration learns from: known and unknown outlets alike, where there are outlets."""
    names = [name for name in ("page", "outlet") if name in seen] or ["random"]
    if material is not None and material.unseen:
        return [name for name in names if name in material.unseen] or names
    return names


def _unseen(
    material: Material,
    split: Split,
    recipe: Recipe,
    progress: Progress | None,
    before: int,
    total: int,
) -> tuple[tuple[Scored, ...], Floats]:
    """Every sentence by a model that was fitted without its fold: by its words, and what the encoder adds.

    The log-odds are added as they are: no weight of theirs is fitted that could have seen the fold.
    """
    rows, tuned = material.rows, material.unseen.get(split.name)
    found: dict[int, Scored] = {}
    added = np.zeros((len(rows), 1 if material.labels == 2 else material.labels))
    for turn in range(_turns(split)):
        if progress is not None:
            progress(before + turn, total, f"testing: {split.title}")
        learned, tested = np.flatnonzero(split.fold != turn), np.flatnonzero(split.fold == turn)
        clues = fit(rows, material.table, recipe, learned)
        scored = score(clues, [rows[int(at)].text for at in tested])
        found.update(zip(tested.tolist(), scored, strict=True))
        if material.vectors is not None and tuned is None:
            head = fit_head(material.vectors[learned], [rows[int(at)] for at in learned])
            added[tested] = head.logits(material.vectors[tested])
    return tuple(found[at] for at in range(len(rows))), added if tuned is None else tuned[:, None]


def _scored(
    material: Material,
    split: Split,
    ways: Mapping[str, Mapping[str, Floats]],
    *,
    error: float,
    resamples: int,
    seed: int,
) -> tuple[SplitScores, tuple[OutletError, ...]]:
    rows = material.rows
    truth = np.array([row.label for row in rows])
    found = {}
    for name, seen in ways.items():
        names = _trusted(seen, None if name == FAST else material)
        if name == MODEL and material.unseen and split.name not in material.unseen:
            names = [
                split.name
            ]  # vectors stood in here for the tuned layers: other log-odds, calibrated apart
        trusted = [seen[one] for one in names]
        found[name] = _crossed(rows, split, seen[split.name], trusted, error)
    probability, verdict = found[MODEL]
    every = {
        **{name: values for name, (values, _) in found.items()},
        **baselines(rows, split, material.labels),
    }
    scores = {
        name: measured(truth, values, split.groups, resamples=resamples, seed=seed)
        for name, values in every.items()
    }
    judged = verdict != UNSURE
    wrong = float(np.mean(verdict[judged] != truth[judged])) if judged.any() else 0.0
    figures = by_label(truth, called(probability), material.labels)
    one = SplitScores(split.name, split.title, _turns(split), scores, figures, float(judged.mean()), wrong)
    return one, _outlet_errors(rows, probability, truth, material.labels)


def _crossed(
    rows: Sequence[Labelled],
    split: Split,
    own: Floats,
    trusted: Sequence[Floats],
    error: float,
) -> tuple[Floats, Ints]:
    """Probabilities and verdicts, each fold calibrated on the others."""
    probability = np.zeros((len(own), max(2, own.shape[1])))
    verdict = np.full(len(own), UNSURE, dtype=np.int64)
    for turn in range(_turns(split)):
        tested, others = split.fold == turn, split.fold != turn
        kept = [row for row, other in zip(rows, others, strict=True) if other]
        fitted = judge([values[others] for values in trusted], kept, error=error)
        probability[tested] = fitted.calibration.probability(own[tested])
        verdict[tested] = fitted.thresholds.verdict(probability[tested])
    return probability, verdict


def _outlet_errors(
    rows: Sequence[Labelled], probability: Floats, truth: Truth, labels: int
) -> tuple[OutletError, ...]:
    outlet, verdict = np.array([row.outlet for row in rows]), called(probability)
    found = []
    for name in sorted(set(outlet.tolist())):
        own = outlet == name
        wrong = float(np.mean(verdict[own] != truth[own]))
        sizes = tuple(np.bincount(truth[own], minlength=labels).tolist())
        found.append(OutletError(name, int(own.sum()), sizes, wrong))
    return tuple(found)
