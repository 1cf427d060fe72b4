"""A model: trained, saved, loaded, and its verdicts with reasons."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.classifier import Model, ModelCard, evaluate, load, train
from framing.classifier.encoder import load as load_encoder
from framing.classifier.fitting import Recipe, fit, table_of
from framing.classifier.labels import read_labels
from framing.classifier.linear import score
from framing.classifier.pieces import list_signs
from framing.errors import FramingError, ModelError
from framing.shipped import model as shipped_folder

SLANTED = "The reckless minister caved in to greedy bullies, what a disgrace!"
PLAIN = "The council will vote on 9 April."
SENTENCES = st.lists(
    st.text(max_size=80) | st.sampled_from([SLANTED, PLAIN, "“So-called” İstanbul… 3.5%"]), max_size=6
)


@pytest.fixture(scope="module")
def sample(seeds: Path) -> Path:
    return seeds / "labels" / "sample.csv"


@pytest.fixture(scope="module")
def trained(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[ModelCard, Path]:
    out = tmp_path_factory.mktemp("models") / "sample"
    return train([sample], out, resamples=20), out


@pytest.fixture(scope="module")
def model(trained: tuple[ModelCard, Path]) -> Model:
    return load(trained[1])


@pytest.fixture(scope="module")
def shipped() -> Model:
    return load(fast=True)


@pytest.fixture(scope="module")
def full() -> Model:
    return load()


def test_the_sample_trains_a_model_that_tells_tone_from_report(model: Model) -> None:
    slanted, plain = model.classify([SLANTED, PLAIN])
    assert slanted.probability > 0.5 > plain.probability
    assert slanted.label == "biased"
    assert "reckless" in [span.of(SLANTED) for span, weight in slanted.reasons if weight > 0]


def test_the_card_tells_of_every_split_baseline_and_outlet(trained: tuple[ModelCard, Path]) -> None:
    card, folder = trained
    assert [split.name for split in card.splits] == ["random", "page", "topic", "outlet"]
    for split in card.splits:
        assert set(split.scores) == {
            "this model",
            "this model, fast way",
            "majority label",
            "outlet alone",
            "words alone",
        }
        for low_high in (three for own in split.scores.values() for three in own.values()):
            assert low_high[1] <= low_high[2]
    assert sum(size for _, size, _, _ in card.outlets) == card.data["sentences"]
    assert ModelCard.from_json((folder / "card.json").read_text(encoding="utf-8")) == card
    words = (folder / "README.md").read_text(encoding="utf-8")
    assert load(folder).card.in_words() == words
    for said in ("licence", "Krippendorff", "outlet alone", str(card.data["sha256"]), "unsure"):
        assert said.lower() in words.lower()


def test_training_again_gives_the_same_bytes_and_says_that_nothing_changed(
    sample: Path, trained: tuple[ModelCard, Path], tmp_path: Path
) -> None:
    lines = sample.read_text(encoding="utf-8").splitlines(keepends=True)
    shuffled = tmp_path / sample.name
    shuffled.write_text("".join([lines[0], *sorted(lines[1:])]), encoding="utf-8")
    train([shuffled], tmp_path / "again", resamples=20)
    for name in ("clues.txt", "weights.npz", "model.json", "card.json", "README.md"):
        assert (tmp_path / "again" / name).read_bytes() == (trained[1] / name).read_bytes(), name
    card = train([shuffled], tmp_path / "again", resamples=20)
    assert card.changes == ("nothing: the labels, the settings and the scores are the same",)
    shuffled.write_text("".join(lines[:-30]), encoding="utf-8")
    card = train([shuffled], tmp_path / "again", resamples=20)
    assert any(change.startswith("other labels: 239 sentences before, 209 now") for change in card.changes)


@pytest.mark.parametrize(("strength", "kept"), [(1e-9, True), (1.0, False)])
def test_learning_begins_with_a_prior_and_few_labels_leave_it(
    sample: Path, strength: float, kept: bool
) -> None:
    rows, signs = read_labels([sample]).rows, list_signs()
    first, second = rows[::2], rows[1::2]
    prior = fit(first, table_of(first, signs=signs), Recipe())
    clues = fit(second, table_of(second, signs=signs, prior=prior), Recipe(strength=strength, clues=50))
    assert set(prior.vocabulary) <= set(clues.vocabulary)
    known = [clues.vocabulary[name] for name in sorted(prior.vocabulary)]
    before = prior.weight[[prior.vocabulary[name] for name in sorted(prior.vocabulary)]]
    assert np.allclose(clues.weight[known], before, atol=1e-4) == kept
    assert len(clues.vocabulary) <= len(prior.vocabulary) + 50


def test_progress_is_told(sample: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    train([sample], tmp_path / "m", resamples=2, progress=lambda *step: told.append(step))
    stages = [[step for step in told if step[2].startswith(what)] for what in ("reading", "testing")]
    for stage in stages:
        assert [done for done, _, _ in stage] == list(range(len(stage)))
        assert {total for _, total, _ in stage} == {len(stage)}


def test_labels_without_outlets_or_pages_are_tested_on_what_is_left(sample: Path, tmp_path: Path) -> None:
    rows = [
        json.dumps({"text": f"{'A vile' if n % 2 else 'One'} plan number {n} of the town.", "label": n % 2})
        for n in range(40)
    ]
    path = tmp_path / "bare.jsonl"
    path.write_text("\n".join(rows), encoding="utf-8")
    card = train([path], tmp_path / "m", resamples=2)
    assert [split.name for split in card.splits] == ["random"]
    assert len([note for note in card.notes if "was not possible" in note]) == 3
    assert load(tmp_path / "m").classify(["A vile plan."])[0].probability > 0.5


def test_a_folder_that_is_no_model_is_not_replaced(sample: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(FramingError, match="is no model"):
        train([sample], tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def _cut_short(folder: Path) -> None:
    (folder / "weights.npz").write_bytes((folder / "weights.npz").read_bytes()[:100])


def _swap_weights(folder: Path) -> None:
    np.savez(folder / "weights.npz", idf=np.ones(2, np.float32), weight=np.array([object(), None]))


def _fewer_clues(folder: Path) -> None:
    (folder / "clues.txt").write_text("w one\n", encoding="utf-8")


def _other_format(folder: Path) -> None:
    settings = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    (folder / "model.json").write_text(json.dumps({**settings, "format": 99}), encoding="utf-8")


def _no_card(folder: Path) -> None:
    (folder / "card.json").unlink()


def _odd_number(folder: Path) -> None:
    settings = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    odd = {**settings, "full": {**settings["full"], "slope": ["x"]}}
    (folder / "model.json").write_text(json.dumps(odd), encoding="utf-8")


@pytest.mark.parametrize(
    "damage", [_cut_short, _swap_weights, _fewer_clues, _other_format, _no_card, _odd_number]
)
def test_a_damaged_model_is_refused(
    damage: Callable[[Path], None], trained: tuple[ModelCard, Path], tmp_path: Path
) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    for path in trained[1].iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    damage(folder)
    with pytest.raises(ModelError) as caught:
        load(folder)
    assert "make train" in caught.value.hint


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no such folder"):
        load(tmp_path / "none")


@given(SENTENCES)
def test_reasons_stand_in_their_sentence_and_add_up(shipped: Model, texts: list[str]) -> None:
    for text, verdict, one in zip(texts, shipped.classify(texts), score(shipped.clues, texts), strict=True):
        assert 0.0 < verdict.probability < 1.0
        for span, weight in verdict.reasons:
            assert 0 <= span.start < span.end <= len(text)
            assert not span.of(text).isspace()
            assert math.isfinite(weight)
        total = float(shipped.clues.intercept[0]) + float(one.shares.sum())
        assert math.isclose(one.logit[0], total, abs_tol=1e-9)


@given(SENTENCES)
def test_a_verdict_does_not_depend_on_its_batch(shipped: Model, texts: list[str]) -> None:
    alone = [shipped.classify([text])[0] for text in texts]
    together = shipped.classify([*texts, SLANTED, *texts[::-1]])[: len(texts)]
    for one, other in zip(alone, together, strict=True):
        assert (one.probability, one.label, one.reasons) == (other.probability, other.label, other.reasons)


def test_a_full_verdict_does_not_depend_on_its_batch(full: Model) -> None:
    texts = [SLANTED, PLAIN, "", "ⵣⴰⵎⵓ", f"{SLANTED} " * 40]
    alone = [full.classify([text])[0] for text in texts]
    for one, other in zip(alone, full.classify(texts[::-1])[::-1], strict=True):
        assert (one.probability, one.label, one.reasons) == (other.probability, other.label, other.reasons)


def test_a_full_reason_is_what_the_verdict_loses_without_the_word(full: Model) -> None:
    (verdict,) = full.classify([SLANTED])
    (span, weight), *_ = verdict.reasons
    rest = f"{SLANTED[: span.start]}{SLANTED[span.end :]}"
    odds = [math.log(p / (1 - p)) for p in full.probabilities([SLANTED, rest])[:, 1]]
    # The words' part of the sum is shared out in the whole sentence, so the two differ a little.
    assert odds[0] - odds[1] == pytest.approx(weight, rel=0.35)


def test_the_fast_way_needs_no_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    assert load(fast=True).classify([SLANTED])[0].label == "biased"


@pytest.mark.parametrize("name", ["embeddings.onnx", "encoder.onnx", "tokenizer.json"])
def test_another_encoder_is_refused(name: str, tmp_path: Path) -> None:
    for path in shipped_folder("sentences").iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(ModelError, match="not the file"):
        load_encoder(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(ModelError, match="missing"):
        load_encoder(tmp_path)


@pytest.mark.parametrize("text", ["", "   ", "!!!", "ⵣⴰⵎⵓ", "12:30"])
def test_nothing_to_go_by_is_never_called_biased(shipped: Model, text: str) -> None:
    assert shipped.classify([text])[0].label != "biased"


def test_the_shipped_model_gives_reasons_that_read_well(shipped: Model) -> None:
    (verdict,) = shipped.classify([SLANTED])
    assert verdict.label == "biased"
    assert {"disgrace", "greedy"} & {span.of(SLANTED) for span, weight in verdict.reasons if weight > 0}


def test_an_outlets_name_moves_nothing(shipped: Model) -> None:
    named, other = shipped.classify(["Breitbart reported the vote.", "Reuters reported the vote."])
    assert named.probability == other.probability


def test_scoring_labels_says_when_the_model_learned_from_them(
    model: Model, sample: Path, tmp_path: Path
) -> None:
    scores = evaluate([sample], model)
    assert scores["trained on these"] is True
    assert scores["sentences"] == 239
    lines = sample.read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "part.csv").write_text("".join(lines[:80]), encoding="utf-8")
    assert evaluate([tmp_path / "part.csv"], model)["trained on these"] is False
