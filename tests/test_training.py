"""How the shipped weights were made, as far as it needs no torch."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.sentences import BATCH, MASK, Sentence, batches, hidden, marked
from training.silver import (
    TESTED,
    Reading,
    Soft,
    agreement,
    learned,
    read_babe,
    read_soft,
    readings,
    soft,
    write_soft,
)
from training.unlabelled import runs, unlabelled
from training.unseen import Unseen, load, save


def reading(votes: int, *, of: str = "babe", number: int = 0, source: str = "") -> Reading:
    return Reading(1, of, f"b{number}", source, None, None, votes, ())


def test_every_reading_is_complete_and_stands_once() -> None:
    found = readings()
    assert len({(one.id, one.start) for one in found}) == len(found) > 10_000
    for one in found:
        assert 0 <= one.votes <= 5
        assert (one.start is None) == (one.source == "") == (one.set == "babe")
        assert one.start is None or one.end is None or one.start < one.end


def test_nothing_is_learned_from_outlets_that_are_tested() -> None:
    own = learned(
        [reading(1), reading(2, of="allsides", source="Reuters"), reading(3, of="polnear", source="x")]
    )
    assert [one.votes for one in own] == [3]
    assert not TESTED & {one.source for one in learned(readings())}


def test_agreement_says_what_votes_stand_for() -> None:
    given_votes, true_votes = [0, 1, 2, 3, 4, 5, 5], [0, 1, 1, 3, 4, 5, 4]
    babe: dict[str, dict[str, object]] = {
        f"b{at}": {"label": "biased" if true > 2 else "neutral", "votes_biased": true, "votes": 5}
        for at, true in enumerate(true_votes)
    }
    told = agreement([reading(votes, number=at) for at, votes in enumerate(given_votes)], babe)
    assert told.auc == told.macro_f1 == 1.0
    assert told.shares == {1: (0.0, 0.2, 0.2, 0.6, 0.8, 0.9)}
    assert told.sizes == {1: (1, 1, 1, 1, 1, 2)}


def test_votes_of_readers_stand_for_different_shares() -> None:
    babe: dict[str, dict[str, object]] = {
        f"b{at}": {"label": "biased", "votes_biased": at // 20, "votes": 5} for at in range(120)
    }
    first = [reading(at // 20, number=at) for at in range(120)]
    # The second reader gives a vote less than the first, so that a vote of his stands for more.
    second = [replace(one, reader=2, votes=max(0, one.votes - 1)) for one in first]
    told = agreement([*first, *second], babe)
    for votes in range(1, 5):
        assert told.shares[1][votes] < told.shares[2][votes] < (votes + 1) / 5


@pytest.mark.data
def test_the_reader_agrees_with_the_annotators(data: Path) -> None:
    told = agreement(readings(), read_babe(data / "bias" / "babe.jsonl"))
    assert {one: sum(sizes) for one, sizes in told.sizes.items()} == {1: 540, 2: 120, 3: 120}
    assert told.auc > 0.9
    for shares in told.shares.values():
        assert list(shares) == sorted(shares)


@pytest.mark.data
def test_what_was_read_stands_where_it_is_said_to(data: Path, tmp_path: Path) -> None:
    own = [one for one in learned(readings()) if one.set == "allsides"][:100]
    wanted = {one.id for one in own}
    lines = (data / "events" / "allsides.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    path = tmp_path / "some.jsonl"
    path.write_text("".join(line for line in lines if json.loads(line)["id"] in wanted), encoding="utf-8")
    found = soft(own, [path], {1: (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)})
    for one, sentence in zip(own, found, strict=True):
        assert sentence.share == one.votes / 5
        assert 7 <= len(re.findall(r"\w+", sentence.text)) <= 55
        assert sentence.text[0].isupper() or sentence.text[0] in '"“‘'


def test_soft_labels_come_back(tmp_path: Path) -> None:
    kept = (Soft("A “vile” plan.", 0.75), Soft("They met.", 0.125))
    write_soft(kept, tmp_path / "soft.jsonl")
    assert read_soft(tmp_path / "soft.jsonl") == kept


def test_unseen_log_odds_come_back(tmp_path: Path) -> None:
    kept = Unseen({"page": np.array([0.5, -1.0])}, (np.array([1.0, 2.0]), np.array([3.0])))
    save(kept, tmp_path / "unseen.npz")
    found = load(tmp_path / "unseen.npz")
    assert found.odds["page"].tolist() == [0.5, -1.0]
    assert [own.tolist() for own in found.tokens] == [[1.0, 2.0], [3.0]]


def articles(tmp_path: Path) -> Path:
    """Three sources; the first has more sentences than the others, the last stands in BABE."""
    rows = []
    for source, size in (("Daily Hill", 12), ("Valley Post", 4), ("Reuters", 4)):
        told = [
            f"In week {number} the council of {source} met {number} times and road {number} was closed."
            for number in range(size)
        ]
        rows.append({"id": source, "source": source, "title": f"News of {source}", "text": " ".join(told)})
    path = tmp_path / "articles.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_unlabelled_sentences_come_evenly_and_none_is_of_what_is_tested(tmp_path: Path) -> None:
    path = articles(tmp_path)
    told = "In week 2 the council of Valley Post met 2 times and road 2 was closed."
    found = unlabelled([path], [told], size=6)
    assert found == unlabelled([path], [told], size=6)
    assert sum("Daily Hill" in text for text in found) == sum("Valley Post" in text for text in found) == 3
    assert not any("Reuters" in text for text in found)
    assert not any(runs(text) & runs(told) for text in found)


@given(st.text(alphabet="Ab c", max_size=30), st.integers(0, 99))
def test_hiding_keeps_the_frame_and_hides_nothing_else(text: str, seed: int) -> None:
    places = [(0, 0), *((at, at + 1) for at in range(len(text))), (0, 0)]
    ids = list(range(len(places)))
    shown = hidden(ids, places, text, np.random.default_rng(seed)).tolist()
    assert (shown[0], shown[-1]) == (ids[0], ids[-1])
    assert all(one in (own, MASK) for one, own in zip(shown, ids, strict=True))


@pytest.mark.parametrize(
    ("phrases", "pieces"),
    [(["vile"], [2]), (["vile plan"], [2, 3]), (["plan", "a"], [1, 3]), (["lan"], []), ([], [])],
)
def test_marked_word_pieces(phrases: list[str], pieces: list[int]) -> None:
    found = marked([(0, 0), (0, 1), (2, 6), (7, 11), (0, 0)], "A vile plan", phrases)
    assert np.flatnonzero(found).tolist() == pieces


@given(st.lists(st.integers(1, 9), max_size=90), st.integers(0, 99))
def test_batches_hold_every_sentence_once(sizes: list[int], seed: int) -> None:
    every = [Sentence((), np.zeros(size), True, float(at), 1.0, -1) for at, size in enumerate(sizes)]
    made = batches(every, np.random.default_rng(seed))
    assert sorted(one.share for batch in made for one in batch) == list(range(len(sizes)))
    assert all(1 <= len(batch) <= BATCH for batch in made)
