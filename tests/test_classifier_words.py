"""Loaded words as annotators marked them: read from tables, learned, shown as places."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.classifier import Model, evaluate, load, train
from framing.classifier.labels import read_labels
from framing.classifier.marked import places
from framing.classifier.wordlevel import best_threshold, precision_recall

TEXT = "The reckless minister caved in to greedy bullies, what a disgrace!"


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (["vile", "mob rule"], ("vile", "mob rule")),
        ('["vile", "mob rule"]', ("vile", "mob rule")),
        ("['vile', \"mob's rule\"]", ("vile", "mob's rule")),
        ("vile; mob rule", ("vile", "mob rule")),
        ("[]", ()),
        ("", ()),
        (None, ()),
    ],
)
def test_marked_words_are_read_however_they_are_written(tmp_path: Path, cell: object, words: object) -> None:
    rows = [{"text": f"Sentence {n} of the day.", "label": n % 2, "biased_words": cell} for n in range(20)]
    path = tmp_path / "labels.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert {row.marked for row in read_labels([path]).rows} == {words}


@pytest.mark.parametrize(
    ("text", "marked", "found"),
    [
        ("A vile, VILE mob.", ["vile"], ["vile", "VILE"]),
        ("The revile of the mobs.", ["vile", "mob"], []),
        ("So-called “experts”.", ["so-called", "experts"], ["So-called", "experts"]),
        ("It is (not) a+b.", ["a+b", "(not)"], ["(not)", "a+b"]),
    ],
)
def test_marked_words_are_found_whole(text: str, marked: list[str], found: list[str]) -> None:
    assert [span.of(text) for span in places(text, marked)] == found


@pytest.fixture(scope="module")
def trained(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The sample labels, with the words of a short list marked wherever they stand."""
    slanted = set("vile reckless greedy disgrace shameful bullies radical mob elites scandal".split())
    folder = tmp_path_factory.mktemp("words")
    with (seeds / "labels" / "sample.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        held = {word.strip(".,!?“”'\"").lower() for word in row["text"].split()}
        long = [word for word in held if len(word) > 7] if row["label"] == "biased" else []
        row["biased_words"] = ";".join(sorted({*held & slanted, *long}))
    path = folder / "labels.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    card = train([path], folder / "model", fast=True, resamples=2)
    assert set(card.words) == {"word list of loaded words alone", "learned, with the word lists"}
    return folder / "model", path


def test_loaded_words_are_learned_and_scored(trained: tuple[Path, Path]) -> None:
    model = load(trained[0])
    assert "Loaded words, as annotators marked them" in model.card.in_words()
    scores = evaluate([trained[1]], model)["loaded words"]
    assert isinstance(scores, dict)
    assert scores["f1"] > 0.5  # on what it learned from


def test_a_damaged_word_model_is_refused(trained: tuple[Path, Path], tmp_path: Path) -> None:
    from framing.errors import ModelError

    for path in trained[0].iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "words.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ModelError):
        load(tmp_path)


@pytest.mark.parametrize("fast", [True, False])
def test_the_shipped_model_shows_loaded_words_as_places(fast: bool) -> None:
    model: Model = load(fast=fast)
    (verdict,) = model.classify([TEXT])
    found = [span.of(TEXT) for span in verdict.loaded]
    assert "reckless" in found
    assert not {"The", "in", "to", "what", "a", "!"} & set(found)
    assert verdict.loaded == model.loaded(TEXT)


@given(st.lists(st.tuples(st.integers(0, 10), st.booleans()), min_size=1, max_size=30))
def test_no_threshold_gives_a_higher_f1(cases: list[tuple[int, bool]]) -> None:
    chance, marked = np.array([c / 10 for c, _ in cases]), np.array([m for _, m in cases])
    best = precision_recall(marked, chance >= best_threshold(chance, marked))["f1"]
    assert best >= max(precision_recall(marked, chance >= least)["f1"] for least in set(chance.tolist()))
