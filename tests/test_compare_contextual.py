"""What a network reads of each sentence, and how the words of two sentences meet."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing import shipped
from framing.compare import contextual
from framing.compare.passages import BEFORE, LONGEST_PASSAGE, LONGEST_SENTENCE, passages
from framing.errors import ModelError
from framing.records import Article
from framing.text import Reading, read

pieces = st.lists(st.lists(st.integers(3, 99), min_size=1, max_size=120), max_size=30)


def reading(name: str, *sentences: str) -> Reading:
    return read(Article(name, name, None, "unknown", "", "\n".join(sentences)))


def likeness(left: str, right: str) -> float:
    found = contextual.met(*(contextual.read(reading("a", text)) for text in (left, right)))
    return float(found[contextual.FEATURES.index("both met"), 0, 0])


@given(pieces)
def test_every_sentence_stands_in_one_passage(sentences: list[list[int]]) -> None:
    found = list(passages(sentences, start=1, end=2))
    held = [list(one.pieces[first:last]) for one in found for first, last in one.sentences]
    assert held == [sentence[:LONGEST_SENTENCE] for sentence in sentences]
    for one in found:
        assert (one.pieces[0], one.pieces[-1]) == (1, 2)
        assert len(one.pieces) <= max(LONGEST_PASSAGE + 1, BEFORE + LONGEST_SENTENCE + 2)


@pytest.mark.parametrize(
    ("left", "more", "less"),
    [
        ("The senator denounced the veto.", "Vale criticised the veto.", "Vale signed the veto."),
        ("Two men died in the fire.", "The blaze killed two people.", "The fire was put out by two men."),
        ("The firm will shed 400 jobs.", "400 workers are to be laid off.", "The firm has 400 workers."),
    ],
)
def test_other_words_for_the_same_meet_better(left: str, more: str, less: str) -> None:
    assert likeness(left, more) > likeness(left, less)


def test_a_sentence_meets_itself_and_nothing_better() -> None:
    text = contextual.read(reading("a", "The river burst its banks on Sunday.", "Ortwin sued the bank."))
    found = contextual.met(text, text)
    assert np.allclose(np.diagonal(found, axis1=1, axis2=2), 1.0, atol=1e-5)
    assert (found[0, 0, 1], found[0, 1, 0]) < (1.0, 1.0)


def test_meeting_is_the_same_from_either_side() -> None:
    left = contextual.read(reading("a", "The river burst its banks.", "Two men died."))
    right = contextual.read(reading("b", "The blaze killed two.", "It rained.", "Banks were shut."))
    there, back = contextual.met(left, right), contextual.met(right, left).transpose(0, 2, 1)
    assert np.allclose(there[[1, 0, 2, 3, 4, 5]], back, atol=1e-6)


def test_an_article_without_sentences_meets_nothing() -> None:
    empty, text = contextual.read(reading("a", "")), contextual.read(reading("b", "Two men died."))
    assert contextual.met(empty, text).shape == (len(contextual.FEATURES), 0, 1)
    assert contextual.met(text, empty).shape == (len(contextual.FEATURES), 1, 0)


def test_a_network_that_is_not_the_one_of_the_card_is_refused(tmp_path: Path) -> None:
    source = shipped.model("statements")
    for name in ("card.json", "network.npz"):
        (tmp_path / name).write_bytes((source / name).read_bytes())
    (tmp_path / "layers.onnx").write_bytes(b"other")
    with pytest.raises(ModelError, match="not the file that the card beside it names"):
        contextual.load(tmp_path)
