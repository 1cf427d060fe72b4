"""Evidence for two sentences saying the same, and the floors of what the matrix tells on labelled events."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.compare import compare, contextual
from framing.compare.evidence import EVIDENCE, evidence
from framing.compare.people import people
from framing.compare.sides import sides
from framing.compare.similarity import load, similarity
from framing.compare.vectors import weigh
from framing.errors import ModelError
from framing.records import Article, Event
from framing.text import Reading, read

FILLER = (
    "The concert hall in Osk reopened with a gala by the brass band.",
    "Voters in Prenn chose a bishop, and farmers brought in the hay.",
)


def reading(name: str, *sentences: str, title: str = "") -> Reading:
    body = "\n".join(sentences)
    return read(Article(name, name, None, "unknown", title, f"{title}\n\n{body}" if title else body))


def rows(left: str, right: str) -> dict[str, float]:
    """The evidence for two sentences, each beside an unrelated one."""
    both = [reading("a", left, FILLER[0]), reading("b", right, FILLER[1])]
    found = evidence(*sides(weigh(both), both))
    return dict(zip(EVIDENCE, found[:, 0, 0].tolist(), strict=True))


@pytest.mark.parametrize(
    ("name", "left", "more", "less"),
    [
        (
            "covered",
            "The senator criticised the veto.",
            "The senator denounced the veto.",
            "The senator cooked the veto.",
        ),
        ("shared", "Ortwin sued the dam company.", "The dam company was sued.", "The company met on Monday."),
        (
            "copied",
            "The river burst its banks on Sunday.",
            "The river burst its banks.",
            "Banks of the river burst.",
        ),
        ("agreeing", "Police arrested 12 looters.", "They held a dozen looters.", "They held 45 looters."),
        ("conflicting", "Police arrested 12 looters.", "They held 45 looters.", "They held a dozen looters."),
        ("negation", "Ortwin did not resign.", "Ortwin resigned.", "Ortwin never resigned."),
        ("voice", "“I will sue,” said Ortwin.", "Ortwin will sue.", "“We will sue,” said Ortwin."),
    ],
)
def test_evidence_grows_with_what_speaks_for_it(name: str, left: str, more: str, less: str) -> None:
    assert rows(left, more)[name] > rows(left, less)[name]


def test_one_number_of_two_things_is_no_shared_word() -> None:
    assert rows("The flood left 12 dead.", "Police arrested 12 looters.")["shared"] == 0.0


def test_a_pronoun_stands_for_who_was_named_last_and_not_in_the_headline() -> None:
    text = reading("a", "Mr. Ortwin left.", "He gave no reason.", title="Sen. Vale gives in")
    assert people([text]) == (frozenset({"vale"}), frozenset({"ortwin"}), frozenset({"ortwin"}))


words = st.sampled_from(
    "flood river town mayor dam killed 12 twelve boats Marle Torva said the a not I".split()
)
sentence = st.lists(words, min_size=1, max_size=12).map(lambda ws: " ".join(ws).capitalize() + ".")
body = st.lists(sentence, min_size=1, max_size=5)


@given(body, body)
def test_who_comes_first_changes_nothing(one: list[str], other: list[str]) -> None:
    both = [reading("a", *one), reading("b", *other)]
    left, right = sides(weigh(both), both)
    ours, theirs = map(contextual.read, both)
    there = similarity(left, right, contextual.met(ours, theirs))
    back = similarity(right, left, contextual.met(theirs, ours))
    assert there.shape == (len(left.lines), len(right.lines))
    assert np.allclose(there, back.T, atol=1e-5)
    assert ((there >= 0) & (there <= 1)).all()


def test_evidence_is_the_same_to_the_last_bit_in_every_process() -> None:
    code = """
import hashlib
from framing.compare.evidence import evidence
from framing.compare.sides import sides
from framing.compare.vectors import weigh
from framing.records import Article
from framing.text import read
texts = [
    "On Sunday the river Torva burst its banks, flooded the old town of Marle "
    "and left nine families homeless.",
    "Nine families of Marle lost their homes when the Torva, swollen by rain, "
    "flooded its old town on Sunday.",
]
both = [read(Article(name, name, None, "unknown", "", text)) for name, text in zip("ab", texts)]
print(hashlib.sha256(evidence(*sides(weigh(both), both)).tobytes()).hexdigest())
"""
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in "0123"
    }
    assert len(told) == 1


def test_a_sentence_that_repeats_a_statement_stands_in_its_cell() -> None:
    flood = "The river Torva burst its banks on Sunday and flooded the old town of Marle."
    articles = [
        reading("a", flood, "On Monday Marle’s old town, flooded when the Torva burst its banks, was dry."),
        reading("b", flood),
    ]
    found = compare(Event("e", "", ("a", "b")), articles)
    (statement,) = [row for row in found.statements if row.accounts == 2]
    assert {(one.article, one.sentence) for one in statement.sentences} == {("a", 1), ("a", 2), ("b", 1)}
    assert len(statement.mentions) == 2


def test_a_model_for_other_evidence_is_refused(tmp_path: Path) -> None:
    (tmp_path / "model.json").write_text(
        '{"inputs": ["covered"], "straight": [1.0], "inner": [[1.0]], "inner_from": [0.0], "outer": [1.0],'
        ' "slope": 1.0, "intercept": 0.0}'
    )
    with pytest.raises(ModelError, match="model of statements"):
        load(tmp_path)


@pytest.mark.data
@pytest.mark.parametrize(
    ("half", "said_precision", "said_recall", "not_said_precision"),
    [("tune", 0.88, 0.72, 0.90), ("report", 0.86, 0.58, 0.86)],
)
def test_what_the_matrix_tells_of_labelled_events(
    data: Path, half: str, said_precision: float, said_recall: float, not_said_precision: float
) -> None:
    from benchmarks._alignment_gold import articles, gold_cells
    from benchmarks.alignment import counted, scores

    found = scores(counted(articles(data), [cell for cell in gold_cells() if cell.half == half]))
    assert found["said precision"] >= said_precision
    assert found["said recall"] >= said_recall
    assert found["not said precision"] >= not_said_precision
