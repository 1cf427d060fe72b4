"""Models on disk: text and plain arrays, every file checked before it is used; nothing is ever unpickled."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from framing import shipped
from framing.classifier import encoder as encoders
from framing.classifier.calibration import Calibration, Thresholds
from framing.classifier.card import ModelCard
from framing.classifier.evaluation import Judge
from framing.classifier.head import Deep, Head, Tuned
from framing.classifier.linear import BLOCKS, Clues
from framing.classifier.model import Model
from framing.classifier.pieces import Signs
from framing.classifier.wordlevel import DENSE, WordModel
from framing.errors import ModelError

FORMAT = 2
_RETRAIN = "train it again with `make train`, or name another folder with --model"
_HEAD = ("mean", "spread", "head")
Arrays = dict[str, np.ndarray]


def load(folder: Path | None = None, *, fast: bool = False, language: str = "en") -> Model:
    """The model of a folder; without one, the shipped model for that language.

    Args:
        fast: words alone, without the encoder: fifteen times as fast, and less often right.

    Raises:
        ModelError: the folder is missing, damaged, or was made by another version of the format.
    """
    path = Path(folder) if folder is not None else shipped.model("bias", language)
    if not path.is_dir():
        raise ModelError(f"{path}: there is no such folder", hint=_RETRAIN)
    try:
        settings = json.loads((path / "model.json").read_text(encoding="utf-8"))
        names = (path / "clues.txt").read_text(encoding="utf-8").split("\n")[:-1]
        raw = (path / "weights.npz").read_bytes()
        with np.load(path / "weights.npz", allow_pickle=False) as found:
            arrays = {name: found[name] for name in found.files}
        card = ModelCard.from_json((path / "card.json").read_text(encoding="utf-8"))
    except FileNotFoundError as exc:
        raise ModelError(f"{path}: {Path(exc.filename).name} is missing", hint=_RETRAIN) from exc
    except (OSError, ValueError, KeyError, TypeError, BadZipFile) as exc:
        raise ModelError(f"{path}: the model is damaged ({exc})", hint=_RETRAIN) from exc
    if not isinstance(settings, dict) or settings.get("format") != FORMAT:
        raise ModelError(f"{path}: the model is of another format than {FORMAT}", hint=_RETRAIN)
    try:
        wrong = _fault(settings, names, arrays, raw)
        if wrong:
            raise ModelError(f"{path}: the model is damaged ({wrong})", hint=_RETRAIN)
        deep = None if fast or settings["full"] is None else _deep(path, settings, arrays, language)
        judge = _judge(settings["fast"] if deep is None else settings["full"])
        clues = _clues(settings, names, arrays)
        words = _words(path, settings, clues.signs, "fast" if deep is None else "full")
        return Model(tuple(settings["labels"]), clues, deep, judge, card, words)
    except (KeyError, TypeError, ValueError) as exc:
        raise ModelError(f"{path}: the model is damaged (model.json: {exc})", hint=_RETRAIN) from exc


def _fault(settings: Mapping[str, Any], names: Sequence[str], arrays: Arrays, raw: bytes) -> str:
    """What is wrong with arrays that are not what was saved, before anything is computed with them."""
    labels = settings["labels"]
    outputs = 1 if len(labels) == 2 else len(labels)
    shapes = {"idf": (len(names),), "weight": (len(names), outputs)}
    if settings["head_intercept"] is not None:
        width = encoders.WIDTH
        shapes |= {"mean": (width,), "spread": (width,), "head": (width, outputs)}
    if settings.get("weights_sha256") != hashlib.sha256(raw).hexdigest():
        return "weights.npz is not the file that was saved with it"
    if {name: array.shape for name, array in arrays.items()} != shapes:
        return "clues.txt and weights.npz do not fit together"
    if any(array.dtype != np.float32 or not np.isfinite(array).all() for array in arrays.values()):
        return "a weight is not a number"
    if any(name[:1] not in BLOCKS for name in names) or len(set(names)) != len(names):
        return "clues.txt has a line that is no clue, or one twice"
    if len(labels) < 2 or not all(isinstance(name, str) for name in labels):
        return "its labels are not two names or more"
    for judge in filter(None, (settings["fast"], settings["full"])):
        if len(judge["offset"]) != outputs or len(judge["least"]) != len(labels):
            return "its calibration does not fit its labels"
    return ""


def _clues(settings: Mapping[str, Any], names: Sequence[str], arrays: Arrays) -> Clues:
    return Clues(
        vocabulary={name: number for number, name in enumerate(names)},
        block=np.array([BLOCKS[name[0]] for name in names], dtype=np.int64),
        idf=arrays["idf"].astype(np.float64),
        weight=arrays["weight"].astype(np.float64),
        intercept=_numbers(settings["intercept"]),
        signs={str(form): tuple(map(str, found)) for form, found in dict(settings["signs"]).items()},
        hidden=frozenset(tuple(map(str, run)) for run in settings["hidden"]),
    )


def _deep(path: Path, settings: Mapping[str, Any], arrays: Arrays, language: str) -> Deep:
    encoder = encoders.load(language=language)
    if encoder.sha256 != settings["encoder_sha256"]:
        raise ModelError(f"{path}: the model was trained with another encoder", hint=_RETRAIN)
    if settings["tuned"] is None:
        mean, spread, weight = (arrays[name].astype(np.float64) for name in _HEAD)
        return Deep(encoder, Head(mean, spread, weight, _numbers(settings["head_intercept"])))
    sha256, share = str(settings["tuned"]["sha256"]), float(settings["tuned"]["weight"])
    try:
        raw = encoders.checked(path / "tuned.onnx", sha256)
    except FileNotFoundError as exc:
        raise ModelError(f"{path}: tuned.onnx is missing", hint=_RETRAIN) from exc
    return Deep(encoder, Tuned(raw, sha256, share, encoders.session_of(raw)))


def _words(path: Path, settings: Mapping[str, Any], signs: Signs, way: str) -> WordModel | None:
    if settings["words_sha256"] is None:
        return None
    try:
        own = json.loads(encoders.checked(path / "words.json", settings["words_sha256"]))[way]
    except FileNotFoundError as exc:
        raise ModelError(f"{path}: words.json is missing", hint=_RETRAIN) from exc
    clues = {str(name): float(weight) for name, weight in own["clues"].items()}
    dense = tuple(map(float, own["dense"]))
    if len(dense) != len(DENSE):
        raise ModelError(f"{path}: the model is damaged (words.json)", hint=_RETRAIN)
    return WordModel(clues, dense, float(own["intercept"]), float(own["least"]), signs)


def _numbers(values: object) -> np.ndarray:
    return np.array([float(one) for one in values], dtype=np.float64)  # type: ignore[attr-defined]  # refused above


def _judge(settings: Mapping[str, Any]) -> Judge:
    return Judge(
        Calibration(float(settings["slope"]), tuple(map(float, settings["offset"]))),
        Thresholds(tuple(map(float, settings["least"]))),
    )


def save(model: Model, fast: Judge, fast_words: WordModel | None, folder: Path) -> None:
    """Write a model and its card into a folder that exists; the same model gives the same bytes.

    Args:
        fast, fast_words: how the words' log-odds alone are judged, and loaded words found by them.
    """
    clues, deep = model.clues, model.deep
    names = sorted(clues.vocabulary, key=clues.vocabulary.__getitem__)
    arrays = {"idf": clues.idf, "weight": clues.weight}
    head = deep.upper if deep is not None and isinstance(deep.upper, Head) else None
    tuned = deep.upper if deep is not None and isinstance(deep.upper, Tuned) else None
    if head is not None:
        arrays |= dict(zip(_HEAD, (head.mean, head.spread, head.weight), strict=True))
    single = {name: array.astype(np.float32) for name, array in arrays.items()}
    np.savez_compressed(folder / "weights.npz", **single)  # type: ignore[arg-type]  # numpy's stub
    words = None
    if model.words is not None and fast_words is not None:
        both = {"fast": _of_words(fast_words), "full": _of_words(model.words)}
        words = (json.dumps(both, ensure_ascii=False, indent=0, sort_keys=True) + "\n").encode()
        (folder / "words.json").write_bytes(words)
    settings = {
        "format": FORMAT,
        "weights_sha256": hashlib.sha256((folder / "weights.npz").read_bytes()).hexdigest(),
        "labels": list(model.labels),
        "intercept": clues.intercept.tolist(),
        "fast": _as_json(fast),
        "full": None if deep is None else _as_json(model.judge),
        "encoder_sha256": None if deep is None else deep.encoder.sha256,
        "head_intercept": None if head is None else head.intercept.tolist(),
        "tuned": None if tuned is None else {"sha256": tuned.sha256, "weight": tuned.weight},
        "words_sha256": None if words is None else hashlib.sha256(words).hexdigest(),
        "hidden": sorted(map(list, clues.hidden)),
        "signs": {form: list(found) for form, found in sorted(clues.signs.items())},
    }
    if tuned is not None:
        (folder / "tuned.onnx").write_bytes(tuned.raw)
    (folder / "clues.txt").write_text("".join(f"{name}\n" for name in names), encoding="utf-8", newline="\n")
    text = json.dumps(settings, ensure_ascii=False, indent=0)
    (folder / "model.json").write_text(text + "\n", encoding="utf-8", newline="\n")
    (folder / "card.json").write_text(model.card.to_json(), encoding="utf-8", newline="\n")
    (folder / "README.md").write_text(model.card.in_words(), encoding="utf-8", newline="\n")


def _of_words(model: WordModel) -> dict[str, object]:
    return {
        "clues": dict(model.clues),
        "dense": list(model.dense),
        "intercept": model.intercept,
        "least": model.least,
    }


def _as_json(judge: Judge) -> dict[str, object]:
    calibration = judge.calibration
    return {
        "slope": calibration.slope,
        "offset": list(calibration.offset),
        "least": list(judge.thresholds.least),
    }
