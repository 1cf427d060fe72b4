"""Labels in, a tested model with its card out."""

from __future__ import annotations

import platform
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from pathlib import Path

import numpy as np

from framing.classifier import encoder as encoders
from framing.classifier.agreement import krippendorff_alpha, one_against_others
from framing.classifier.card import ModelCard, SplitCard
from framing.classifier.encoder import Encoder
from framing.classifier.evaluation import (
    TARGET_ERROR,
    Evaluation,
    Judge,
    Material,
    Progress,
    SplitScores,
    evaluate_rows,
)
from framing.classifier.fitting import Recipe, fit, table_of
from framing.classifier.head import Deep, Head, Tuned, fit_head
from framing.classifier.labelled import Labelled, LabelSet, digest
from framing.classifier.labels import read_labels
from framing.classifier.linear import Clues, Floats
from framing.classifier.model import Model
from framing.classifier.naming import about_bias
from framing.classifier.pieces import Signs, list_signs
from framing.classifier.storage import load, save
from framing.classifier.wordlevel import WordModel, learn, learnable
from framing.errors import FramingError, ModelError
from framing.version import __version__

SEED = 20240101
RESAMPLES = 200
_WORDS = "logistic regression over words, parts of words and word lists"
_VECTORS = (
    ",\nto whose log-odds those of a logistic regression over sentence vectors (a frozen MiniLM) are added"
)
_TUNED = ",\nto whose log-odds those of a MiniLM are added that was tuned to the labels"
_PASSES = 20  # steps of the progress in which sentences are encoded


@dataclass(frozen=True, slots=True)
class Tuning:
    """Tuned layers, with the log-odds (already weighted) that they gave to sentences they had not learned
    from.

    unseen: name of a split -> text -> log-odds; for the splits of `splits`, made with the same seed. tokens:
    text -> place of a word -> log-odds that annotators mark it, of the split by pages.
    """

    layers: Tuned
    unseen: Mapping[str, Mapping[str, float]]
    tokens: Mapping[str, Mapping[tuple[int, int], float]]


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
    fast: bool = False,
    tuning: Tuning | None = None,
    prior: Clues | None = None,
    known: Sequence[str] = (),
    notes: Sequence[str] = (),
    language: str = "en",
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
        recipe: how the weights of words are fitted.
        fast: words alone, without sentence vectors.
        tuning: layers that were tuned to these very labels.
        prior: weights of words that were learned from other labels; learning begins there.
        known: the labels to expect; any other is a fault.
        notes: what else the card says.
        language: the code of that whose word lists and sentence encoder are used.
        seed: of chance, by which splits and intervals are drawn.
        resamples: how many times groups are drawn for each interval.

    Raises:
        FramingError: the labels cannot be used, or `out` holds something else; says where and what to do.
    """
    out = Path(out)
    before = _model_before(out)
    found = read_labels(labels, text=text, label=label, annotators=annotators, known=known)
    recipe = recipe or Recipe()
    encoder = None if fast or not encoders.available(language) else encoders.load(language=language)
    signs = list_signs(language)
    vectors = None if encoder is None else _vectors(found.rows, encoder, progress)
    material = Material(
        found.rows,
        len(found.labels),
        table_of(found.rows, signs=signs, prior=prior),
        vectors,
        {} if tuning is None else _in_order(found.rows, tuning),
    )
    tested = evaluate_rows(
        material, recipe=recipe, seed=seed, resamples=resamples, error=error, progress=progress
    )
    deep = None
    if encoder is not None and vectors is not None:
        deep = Deep(encoder, fit_head(vectors, found.rows) if tuning is None else tuning.layers)
    clues = fit(found.rows, material.table, recipe)
    words = _words(found, tested, None, signs)
    tuned_words = words if tuning is None else _words(found, tested, tuning, signs)
    called = name or ", ".join(sorted(Path(p).name for p in labels))
    card = _card(found, tested, called, licence, deep, tuning)
    card = replace(card, recipe={**asdict(recipe)}, seed=seed, error=error)
    card = replace(card, words=_word_scores(words, tuned_words), notes=(*card.notes, *notes))
    card = replace(card, changes=changes(before, card))
    judge = tested.full or tested.fast
    model = Model(found.labels, clues, deep, judge, card, tuned_words and tuned_words[0])
    _write(model, tested.fast, words and words[0], out)
    return card


_Words = tuple[WordModel, dict[str, dict[str, float]]]


def _words(found: LabelSet, tested: Evaluation, tuning: Tuning | None, signs: Signs) -> _Words | None:
    """A model of the words that annotators marked, with its scores; None where too few were marked."""
    if not (about_bias(found.labels) and learnable(found.rows)):
        return None
    tuned = None
    if tuning is not None:
        tuned = [
            _at_places(one.places, tuning.tokens[row.text])
            for row, one in zip(found.rows, tested.scored, strict=True)
        ]
    return learn(found.rows, tested.scored, tested.fold, signs, tuned)


def _at_places(places: Sequence[tuple[int, int]], tokens: Mapping[tuple[int, int], float]) -> Floats:
    return np.array(
        [
            max((odds for (left, right), odds in tokens.items() if left < end and right > start), default=0.0)
            for start, end in places
        ]
    )


def _word_scores(fast: _Words | None, full: _Words | None) -> dict[str, dict[str, float]]:
    if fast is None or full is None:
        return {}
    (listed, alone), (_, best) = fast[1].items(), full[1].items()
    both = {} if full is fast else {f"{best[0]}, and tuned layers": best[1]}
    return dict((listed, alone)) | both


def _vectors(rows: Sequence[Labelled], encoder: Encoder, progress: Progress | None) -> Floats:
    found = []
    for part, own in enumerate(np.array_split(np.arange(len(rows)), _PASSES)):
        if progress is not None:
            progress(part, _PASSES, "reading sentences")
        found.append(encoders.vectors([rows[int(at)].text for at in own], encoder))
    return np.concatenate(found)


def _in_order(rows: Sequence[Labelled], tuning: Tuning) -> dict[str, Floats]:
    return {
        name: np.array([by_text[row.text] for row in rows]) for name, by_text in sorted(tuning.unseen.items())
    }


def _untuned(tested: Evaluation, tuning: Tuning | None) -> tuple[str, ...]:
    """Which splits the tuned layers were not tested on."""
    names = [split.name for split in tested.splits if tuning is not None and split.name not in tuning.unseen]
    if not names:
        return ()
    return (
        f"on the splits by {' and '.join(names)} a regression over frozen sentence vectors stood in for the "
        "tuned layers, which were not tuned anew for every part of these",
    )


def _card(
    found: LabelSet, tested: Evaluation, name: str, licence: str, deep: Deep | None, tuning: Tuning | None
) -> ModelCard:
    votes = found.votes
    also = "" if deep is None else _VECTORS if isinstance(deep.upper, Head) else _TUNED
    of = "biased wording" if about_bias(found.labels) else ", ".join(found.labels)
    judge = tested.full or tested.fast
    packages = ("numpy", "scikit-learn", "scipy", *(() if deep is None else ("onnxruntime", "tokenizers")))
    return ModelCard(
        name=f"Classifier of {of}, trained on {name}",
        kind=f"{_WORDS}{also}",
        labels=found.labels,
        data={
            "name": name,
            "licence": licence,
            "sha256": digest(found),
            "sentences": len(found.rows),
            "labels": {
                label: sum(row.label == number for row in found.rows)
                for number, label in enumerate(found.labels)
            },
        },
        recipe={},
        seed=0,
        agreement={
            "krippendorff_alpha": _rounded(krippendorff_alpha(votes)),
            "one_against_others": _rounded(one_against_others(votes)),
        },
        splits=tuple(_split_card(split) for split in tested.splits),
        outlets=tuple((one.outlet, one.sentences, one.labels, round(one.wrong, 4)) for one in tested.outlets),
        thresholds=dict(zip(found.labels, judge.thresholds.least, strict=True)),
        error=0.0,
        versions={
            "framing": __version__,
            "python": ".".join(platform.python_version_tuple()[:2]),
            **{package: version(package) for package in packages},
        },
        notes=(*found.notes, *tested.lacking, *_untuned(tested, tuning)),
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
        split.name,
        split.title,
        split.folds,
        scores,
        tuple({name: round(value, 4) for name, value in own.items()} for own in split.labels),
        round(split.judged, 4),
        round(split.wrong, 4),
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
        return load(out, fast=True).card
    except ModelError:
        return None  # a damaged model is replaced like any other; there is nothing to compare with


def _write(model: Model, fast: Judge, words: WordModel | None, out: Path) -> None:
    """Write beside the place and swap, so that nothing half-written is ever seen."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}-") as made:
        fresh, old = Path(made) / "fresh", Path(made) / "old"
        fresh.mkdir()
        save(model, fast, words, fresh)
        if out.exists():
            shutil.move(out, old)
        shutil.move(fresh, out)
