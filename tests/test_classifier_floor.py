"""A quality floor: the shipped model may get better, never quietly worse.

To lower a floor, write the new figure here and the reason into `LOWERED`; a floor below `FIRST` without a
reason fails.
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from framing import shipped
from framing.classifier import load
from framing.classifier.labelled import digest
from framing.classifier.labels import read_labels
from framing.classifier.metrics import rank_auc

FIRST = {"page": (0.735, 0.815), "outlet": (0.700, 0.780)}  # split -> macro F1, AUC
FLOOR = {"page": (0.810, 0.885), "outlet": (0.795, 0.875)}
FAST_FLOOR = {"page": (0.765, 0.846), "outlet": (0.748, 0.828)}
LOWERED = ""
MOST_ECE = 0.04  # both ways, on every split
OTHER_DATA_AUC = 0.670  # the fast way, on all of BASIL
FULL_AUC = 0.715  # the full way, on a part of it
WORDS_F1 = 0.58
DIGEST = "ec38585d8b7a30a47f6da172d61b3b60441e38e028f45af662d2543bab8fd03a"


def test_a_lower_floor_has_a_reason() -> None:
    lower = any(new < old for split in FIRST for new, old in zip(FLOOR[split], FIRST[split], strict=True))
    assert bool(LOWERED) == lower


def test_the_card_keeps_the_floor() -> None:
    card = load(fast=True).card
    for split, (least_f1, least_auc) in FLOOR.items():
        assert (card.score(split, "macro_f1") or 0.0) >= least_f1
        assert (card.score(split, "auc") or 0.0) >= least_auc


def test_the_card_keeps_the_floor_of_the_fast_way() -> None:
    scores = {split.name: split.scores["this model, fast way"] for split in load(fast=True).card.splits}
    for split, (least_f1, least_auc) in FAST_FLOOR.items():
        assert scores[split]["macro_f1"][0] >= least_f1
        assert scores[split]["auc"][0] >= least_auc


def test_probabilities_can_be_believed() -> None:
    for split in load(fast=True).card.splits:
        for way in ("this model", "this model, fast way"):
            assert split.scores[way]["ece"][0] <= MOST_ECE


def test_the_card_keeps_the_floor_of_loaded_words() -> None:
    assert max(own["f1"] for own in load(fast=True).card.words.values()) >= WORDS_F1


def test_the_shipped_model_is_small() -> None:
    folders = [shipped.model(name) for name in ("bias", "sentences")]
    assert sum(path.stat().st_size for folder in folders for path in folder.iterdir()) <= 40_000_000


@pytest.mark.data
def test_the_card_is_of_these_labels(data: Path) -> None:
    assert load(fast=True).card.data["sha256"] == digest(read_labels([data / "bias" / "babe.jsonl"]))


@pytest.mark.data
def test_the_fast_way_on_sentences_of_other_articles(data: Path) -> None:
    lines = (data / "bias" / "basil.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    verdicts = load(fast=True).classify([row["text"] for row in rows])
    marked = np.array([bool(row["spans"]) for row in rows])
    assert rank_auc(marked, np.array([verdict.probability for verdict in verdicts])) >= OTHER_DATA_AUC


@pytest.mark.data
def test_the_full_way_on_a_fixed_part_of_other_articles(data: Path) -> None:
    lines = (data / "bias" / "basil.jsonl").read_text(encoding="utf-8").splitlines()[:5600:14]
    assert sha256("\n".join(lines).encode()).hexdigest() == DIGEST
    rows = [json.loads(line) for line in lines]
    probability = load().probabilities([row["text"] for row in rows])[:, 1]
    assert rank_auc(np.array([bool(row["spans"]) for row in rows]), probability) >= FULL_AUC
