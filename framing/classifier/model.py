"""A trained model: sentences in, verdicts with reasons out; saved as text and plain arrays, never pickled."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from framing import shipped
from framing.classifier.calibration import Calibration, Thresholds
from framing.classifier.card import ModelCard
from framing.classifier.linear import BLOCKS, Clues, Scored, score
from framing.errors import ModelError
from framing.records import BiasLabel, Span, Verdict

FORMAT = 1
MOST_REASONS = 6
LEAST_WEIGHT = 0.05  # log-odds; weaker words are not shown as reasons

_RETRAIN = "train it again with `make train`, or name another folder with --model"


@dataclass(frozen=True, slots=True)
class Model:
    """A classifier of single sentences; its verdicts are exact sums over the words of each."""

    clues: Clues
    calibration: Calibration
    thresholds: Thresholds
    card: ModelCard

    def classify(self, texts: Sequence[str]) -> tuple[Verdict, ...]:
        """One verdict a sentence, in order; the same sentence gets the same verdict in any batch.

        `probability` (0 to 1) is the calibrated chance that most annotators would call the sentence biased.
        `reasons` are words and marks, strongest first, each with what it adds to the log-odds: above 0
        towards biased, below 0 towards neutral. A sentence without a known word is unsure.
        """
        return tuple(
            self._verdict(number, text, one)
            for number, (text, one) in enumerate(zip(texts, score(self.clues, texts), strict=True))
        )

    def _verdict(self, number: int, text: str, one: Scored) -> Verdict:
        odds = self.calibration.slope * one.logit + self.calibration.offset
        probability = 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds))))
        return Verdict(
            index=number,
            span=Span(0, len(text)),
            probability=probability,
            label=self._label(probability) if np.any(one.shares) else "unsure",
            reasons=self._reasons(one),
        )

    def _label(self, probability: float) -> BiasLabel:
        if probability >= self.thresholds.high:
            return "biased"
        return "neutral" if probability <= self.thresholds.low else "unsure"

    def _reasons(self, one: Scored) -> tuple[tuple[Span, float], ...]:
        weights = [float(share) * self.calibration.slope for share in one.shares]
        strong = [at for at, weight in enumerate(weights) if abs(weight) >= LEAST_WEIGHT]
        strong.sort(key=lambda at: (-abs(weights[at]), at))
        return tuple((Span(*one.places[at]), weights[at]) for at in strong[:MOST_REASONS])


def load(folder: Path | None = None) -> Model:
    """The model of a folder; without one, the shipped model.

    Raises:
        ModelError: the folder is missing, damaged, or was made by another version of the format.
    """
    path = Path(folder) if folder is not None else shipped.model("bias")
    if not path.is_dir():
        raise ModelError(f"{path}: there is no such folder", hint=_RETRAIN)
    try:
        settings = json.loads((path / "model.json").read_text(encoding="utf-8"))
        names = (path / "clues.txt").read_text(encoding="utf-8").split("\n")[:-1]
        raw = (path / "weights.npz").read_bytes()
        with np.load(path / "weights.npz", allow_pickle=False) as arrays:
            idf, weight = arrays["idf"], arrays["weight"]
        card = ModelCard.from_json((path / "card.json").read_text(encoding="utf-8"))
    except FileNotFoundError as exc:
        raise ModelError(f"{path}: {Path(exc.filename).name} is missing", hint=_RETRAIN) from exc
    except (OSError, ValueError, KeyError, TypeError, BadZipFile) as exc:
        raise ModelError(f"{path}: the model is damaged ({exc})", hint=_RETRAIN) from exc
    if not isinstance(settings, dict) or settings.get("format") != FORMAT:
        raise ModelError(f"{path}: the model is of another format than {FORMAT}", hint=_RETRAIN)
    _check(path, settings, names, idf, weight, raw)
    return _assembled(path, settings, names, idf, weight, card)


def _check(
    path: Path,
    settings: dict[str, object],
    names: Sequence[str],
    idf: np.ndarray,
    weight: np.ndarray,
    raw: bytes,
) -> None:
    """Refuse arrays that are not what was saved, before anything is computed with them."""
    wrong = ""
    if settings.get("weights_sha256") != hashlib.sha256(raw).hexdigest():
        wrong = "weights.npz is not the file that was saved with it"
    elif any(array.dtype != np.float32 or array.shape != (len(names),) for array in (idf, weight)):
        wrong = "clues.txt and weights.npz do not fit together"
    elif not (np.isfinite(idf).all() and np.isfinite(weight).all()):
        wrong = "a weight is not a number"
    elif any(name[:1] not in BLOCKS for name in names) or len(set(names)) != len(names):
        wrong = "clues.txt has a line that is no clue, or one twice"
    if wrong:
        raise ModelError(f"{path}: the model is damaged ({wrong})", hint=_RETRAIN)


def _assembled(
    path: Path,
    settings: dict[str, object],
    names: Sequence[str],
    idf: np.ndarray,
    weight: np.ndarray,
    card: ModelCard,
) -> Model:
    try:
        numbers = {
            key: float(settings[key])  # type: ignore[arg-type]  # a wrong type is refused just below
            for key in ("intercept", "slope", "offset", "low", "high")
        }
        signs = {str(form): tuple(map(str, found)) for form, found in dict(settings["signs"]).items()}  # type: ignore[call-overload]
        hidden = frozenset(tuple(map(str, run)) for run in settings["hidden"])  # type: ignore[attr-defined]
    except (KeyError, TypeError, ValueError) as exc:
        raise ModelError(f"{path}: the model is damaged (model.json: {exc})", hint=_RETRAIN) from exc
    clues = Clues(
        vocabulary={name: number for number, name in enumerate(names)},
        block=np.array([BLOCKS[name[0]] for name in names], dtype=np.int64),
        idf=idf.astype(np.float64),
        weight=weight.astype(np.float64),
        intercept=numbers["intercept"],
        signs=signs,
        hidden=hidden,
    )
    return Model(
        clues,
        Calibration(numbers["slope"], numbers["offset"]),
        Thresholds(numbers["low"], numbers["high"]),
        card,
    )


def save(model: Model, folder: Path) -> None:
    """Write a model and its card into a folder that exists; the same model gives the same bytes."""
    clues = model.clues
    names = sorted(clues.vocabulary, key=clues.vocabulary.__getitem__)
    np.savez_compressed(
        folder / "weights.npz", idf=clues.idf.astype(np.float32), weight=clues.weight.astype(np.float32)
    )
    settings = {
        "format": FORMAT,
        "weights_sha256": hashlib.sha256((folder / "weights.npz").read_bytes()).hexdigest(),
        "intercept": clues.intercept,
        "slope": model.calibration.slope,
        "offset": model.calibration.offset,
        "low": model.thresholds.low,
        "high": model.thresholds.high,
        "hidden": sorted(map(list, clues.hidden)),
        "signs": {form: list(found) for form, found in sorted(clues.signs.items())},
    }
    (folder / "clues.txt").write_text("".join(f"{name}\n" for name in names), encoding="utf-8", newline="\n")
    text = json.dumps(settings, ensure_ascii=False, indent=0)
    (folder / "model.json").write_text(text + "\n", encoding="utf-8", newline="\n")
    (folder / "card.json").write_text(model.card.to_json(), encoding="utf-8", newline="\n")
    (folder / "README.md").write_text(model.card.in_words(), encoding="utf-8", newline="\n")
