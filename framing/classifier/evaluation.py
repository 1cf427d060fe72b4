"""How the model does on what it has not seen, beside baselines that show what the figures are worth."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from framing.classifier.baselines import baselines
from framing.classifier.calibration import Calibration, Thresholds, calibrate, thresholds
from framing.classifier.fitting import Recipe, Table, even_weights, fit, logits
from framing.classifier.labels import Labelled
from framing.classifier.linear import Floats, Ints
from framing.classifier.metrics import Figure, Truth, measured
from framing.classifier.splits import Split, splits

Progress = Callable[[int, int, str], None]
"""Called with how many steps are done, how many there are, and what comes next."""

MODEL = "this model"
TARGET_ERROR = 0.2
"""Share of wrong verdicts that is borne before a sentence is called unsure: about how often one annotator
differs from the majority of the others."""


@dataclass(frozen=True, slots=True)
class SplitScores:
    """One split: scores by model and measure; `judged` is the share of sentences that are not called
    unsure, `wrong` the share of those verdicts that is wrong."""

    name: str
    title: str
    folds: int
    scores: Mapping[str, Mapping[str, Figure]]
    judged: float
    wrong: float


@dataclass(frozen=True, slots=True)
class OutletError:
    """How often the model (0.5 parts the labels) is wrong on one outlet that it never saw."""

    outlet: str
    sentences: int
    biased: int
    wrong: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All splits, the errors by outlet, the calibration and thresholds that follow, and what was lacking."""

    splits: tuple[SplitScores, ...]
    outlets: tuple[OutletError, ...]
    calibration: Calibration
    thresholds: Thresholds
    lacking: tuple[str, ...]


def evaluate_rows(
    rows: Sequence[Labelled],
    table: Table,
    *,
    recipe: Recipe,
    seed: int,
    resamples: int,
    error: float = TARGET_ERROR,
    progress: Progress | None = None,
) -> Evaluation:
    """Test the recipe on every split that the labels allow.

    Args:
        table: of these rows, from `table_of`.
        resamples: how many times groups are drawn for each 95% interval.
        error: share of wrong verdicts that is borne, in (0, 0.5).
        progress: called before each fit.
    """
    chosen, lacking = splits(rows, seed=seed)
    truth = np.array([row.biased for row in rows])
    total = sum(map(_turns, chosen))
    seen: dict[str, Floats] = {}
    for number, split in enumerate(chosen):
        before = sum(map(_turns, chosen[:number]))
        seen[split.name] = _unseen_logits(rows, split, table, recipe, progress, before, total)
    trusted = [seen[name] for name in _trusted(seen)]
    scored, outlets = [], tuple[OutletError, ...]()
    for split in chosen:
        probability, verdict = _crossed(rows, split, seen[split.name], trusted, error)
        scores = {
            name: measured(truth, values, split.groups, resamples=resamples, seed=seed)
            for name, values in {MODEL: probability, **baselines(rows, split)}.items()
        }
        judged = verdict != 0
        wrong = float(np.mean((verdict > 0)[judged] != truth[judged])) if judged.any() else 0.0
        scored.append(
            SplitScores(split.name, split.title, _turns(split), scores, float(judged.mean()), wrong)
        )
        if split.name == "outlet":
            outlets = _outlet_errors(rows, probability, truth)
    calibration, limits = judge(trusted, rows, error=error)
    return Evaluation(tuple(scored), outlets, calibration, limits, lacking)


def _turns(split: Split) -> int:
    return int(split.fold.max()) + 1


def judge(
    seen: Sequence[Floats], rows: Sequence[Labelled], *, error: float
) -> tuple[Calibration, Thresholds]:
    """Calibration and thresholds from the log-odds of sentences that were not learned from.

    Every outlet's biased and neutral sentences weigh alike: otherwise the calibration would pass on how
    often the outlets of the labels are called biased, to outlets of which nothing is known.
    """
    logit = np.concatenate(seen)
    truth = np.tile(np.array([row.biased for row in rows]), len(seen))
    weight = np.tile(even_weights(rows, 1.0), len(seen))
    calibration = calibrate(logit, truth, weight)
    return calibration, thresholds(calibration.probability(logit), truth, weight, error=error)


def _trusted(seen: Mapping[str, Floats]) -> list[str]:
    """The splits that calibration learns from: known and unknown outlets alike, where there are outlets."""
    return [name for name in ("page", "outlet") if name in seen] or ["random"]


def _unseen_logits(
    rows: Sequence[Labelled],
    split: Split,
    table: Table,
    recipe: Recipe,
    progress: Progress | None,
    before: int,
    total: int,
) -> Floats:
    """Log-odds of every sentence from a model that was fitted without its fold."""
    found = np.zeros(len(rows))
    for turn in range(_turns(split)):
        if progress is not None:
            progress(before + turn, total, f"testing: {split.title}")
        learned, tested = np.flatnonzero(split.fold != turn), np.flatnonzero(split.fold == turn)
        clues = fit(rows, table, recipe, learned)
        found[tested] = logits(clues, [rows[int(at)].text for at in tested])
    return found


def _crossed(
    rows: Sequence[Labelled], split: Split, own: Floats, trusted: Sequence[Floats], error: float
) -> tuple[Floats, Ints]:
    """Probabilities and verdicts (1 biased, -1 neutral, 0 unsure), each fold calibrated on the others."""
    probability, verdict = np.zeros(len(own)), np.zeros(len(own), dtype=np.int64)
    for turn in range(_turns(split)):
        tested, others = split.fold == turn, split.fold != turn
        kept = [row for row, other in zip(rows, others, strict=True) if other]
        fitted, limits = judge([values[others] for values in trusted], kept, error=error)
        probability[tested] = fitted.probability(own[tested])
        verdict[tested & (probability >= limits.high)] = 1
        verdict[tested & (probability <= limits.low)] = -1
    return probability, verdict


def _outlet_errors(rows: Sequence[Labelled], probability: Floats, truth: Truth) -> tuple[OutletError, ...]:
    outlet = np.array([row.outlet for row in rows])
    found = []
    for name in sorted(set(outlet.tolist())):
        own = outlet == name
        wrong = float(np.mean((probability[own] >= 0.5) != truth[own]))
        found.append(OutletError(name, int(own.sum()), int(truth[own].sum()), wrong))
    return tuple(found)
