"""Labels in, a tested model with its card out."""

from __future__ import annotations

import platform
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, replace
from importlib.metadata import version
from pathlib import Path

from framing.classifier.card import ModelCard, SplitCard
from framing.classifier.evaluation import TARGET_ERROR, Evaluation, Progress, SplitScores, evaluate_rows
from framing.classifier.fitting import Recipe, fit, table_of
from framing.classifier.labels import LabelSet, digest, read_labels
from framing.classifier.metrics import krippendorff_alpha, one_against_others
from framing.classifier.model import Model, load, save
from framing.classifier.pieces import list_signs
from framing.errors import FramingError, ModelError
from framing.version import __version__

SEED = 20240101
RESAMPLES = 200
_KIND = "logistic regression over words, parts of words and word lists"


def train(
    labels: Sequence[Path],
    out: Path,
    *,
    progress: Progress | None = None,
    text: str | None = None,
    label: str | None = None,
    annotators: Sequence[str] = (),
    name: str = "",
    licence: str = "not stated: ask whoever made the labels",
    error: float = TARGET_ERROR,
    recipe: Recipe | None = None,
    seed: int = SEED,
    resamples: int = RESAMPLES,
) -> ModelCard:
    """Check labelled sentences, test a model on them, fit it to all of them, and write it into a folder.

    The folder is replaced whole and only at the end; a folder that holds anything but a model is refused.

    Args:
        labels: tables of labelled sentences (.csv, .tsv, .jsonl, .xlsx); see `read_labels` for the columns.
        out: the folder to write.
        progress: called with steps done, steps in all, and what comes next.
        text, label, annotators: names of columns, where they are not the usual ones.
        name, licence: what the card says of the data.
        error: share of wrong verdicts that is borne before a sentence is called unsure, in (0, 0.5).
        resamples: how many times groups are drawn for each interval.

    Raises:
        FramingError: the labels cannot be used, or `out` holds something else; says where and what to do.
    """
    out = Path(out)
    before = _model_before(out)
    found = read_labels(labels, text=text, label=label, annotators=annotators)
    recipe = recipe or Recipe()
    table = table_of(found.rows, signs=list_signs())
    tested = evaluate_rows(
        found.rows,
        table,
        recipe=recipe,
        seed=seed,
        resamples=resamples,
        error=error,
        progress=progress,
    )
    clues = fit(found.rows, table, recipe)
    card = _card(found, tested, name or ", ".join(sorted(Path(p).name for p in labels)), licence)
    card = replace(card, recipe={**asdict(recipe)}, seed=seed, thresholds={**card.thresholds, "error": error})
    card = replace(card, changes=changes(before, card))
    _write(Model(clues, tested.calibration, tested.thresholds, card), out)
    return card


def _card(found: LabelSet, tested: Evaluation, name: str, licence: str) -> ModelCard:
    votes = [(row.votes_biased, row.votes) for row in found.rows]
    return ModelCard(
        name=f"Classifier of biased wording, trained on {name}",
        kind=_KIND,
        data={
            "name": name,
            "licence": licence,
            "sha256": digest(found),
            "sentences": len(found.rows),
            "biased": sum(row.biased for row in found.rows),
        },
        recipe={},
        seed=0,
        agreement={
            "krippendorff_alpha": _rounded(krippendorff_alpha(votes)),
            "one_against_others": _rounded(one_against_others(votes)),
        },
        splits=tuple(_split_card(split) for split in tested.splits),
        outlets=tuple((one.outlet, one.sentences, one.biased, round(one.wrong, 4)) for one in tested.outlets),
        thresholds={"low": tested.thresholds.low, "high": tested.thresholds.high},
        versions={
            "framing": __version__,
            "python": ".".join(platform.python_version_tuple()[:2]),
            **{package: version(package) for package in ("numpy", "scikit-learn", "scipy")},
        },
        notes=(*found.notes, *tested.lacking),
    )


def _split_card(split: SplitScores) -> SplitCard:
    scores = {
        model: {
            measure: (round(one.value, 4), round(one.low, 4), round(one.high, 4))
            for measure, one in own.items()
        }
        for model, own in split.scores.items()
    }
    return SplitCard(
        split.name, split.title, split.folds, scores, round(split.judged, 4), round(split.wrong, 4)
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def changes(before: ModelCard | None, after: ModelCard) -> tuple[str, ...]:
    """What is different from the model that stood in the folder before, in plain words."""
    if before is None:
        return ()
    said = []
    if before.data["sha256"] != after.data["sha256"]:
        said.append(
            f"other labels: {before.data['sentences']} sentences before, {after.data['sentences']} now"
        )
    if before.recipe != after.recipe:
        said.append("the settings are others")
    if before.versions != after.versions:
        said.append("the versions of what made it are others")
    for split in after.splits:
        for measure in ("macro_f1", "auc"):
            old, new = before.score(split.name, measure), after.score(split.name, measure)
            if old is not None and new is not None and old != new:
                said.append(f"{measure.replace('_', ' ')} on {split.title}: {old:.3f} before, {new:.3f} now")
    return tuple(said) or ("nothing: the labels, the settings and the scores are the same",)


def _model_before(out: Path) -> ModelCard | None:
    if not out.exists():
        return None
    if not out.is_dir() or (any(out.iterdir()) and not (out / "card.json").is_file()):
        raise FramingError(
            f"{out}: this is there already and is no model", hint="name an empty or a new folder with --out"
        )
    try:
        return load(out).card
    except ModelError:
        return None  # a damaged model is replaced like any other; there is nothing to compare with


def _write(model: Model, out: Path) -> None:
    """Write beside the place and swap, so that nothing half-written is ever seen."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}-") as made:
        fresh, old = Path(made) / "fresh", Path(made) / "old"
        fresh.mkdir()
        save(model, fresh)
        if out.exists():
            shutil.move(out, old)
        shutil.move(fresh, out)
