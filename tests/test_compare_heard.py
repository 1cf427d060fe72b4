"""Shares of quoted words, who is heard first, and who is spoken of without a voice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing import attribution
from framing.compare.heard import heard, quoted_words, shares_by_actor, shares_by_type
from framing.records import Article, Attribution, Span
from framing.text import Reading, read
from framing.views import Heard

TEXT = "“We won,” Ana Lee said. “They cheated and lied,” Tom Birk said of Lee. The “plan” is dead."


def reading(text: str, name: str = "a") -> Reading:
    return read(Article(name, None, None, "unknown", "", text))


def attributions(*readings: Reading) -> dict[str, tuple[Attribution, ...]]:
    return {one.article.id: attribution.find(one) for one in readings}


def test_every_quoted_word_is_one_speaker_s_or_nobody_s() -> None:
    one = reading(TEXT)
    found = attributions(one)
    kinds, names = shares_by_type([one], found), shares_by_actor([one], found)
    assert [(s.name, s.words, s.total) for s in kinds] == [("named person", 6, 7), ("none", 1, 7)]
    assert [(s.name, s.words) for s in names] == [("Tom Birk", 4), ("Ana Lee", 2)]
    for share in (*kinds, *names):
        assert 0 <= share.low < share.words / share.total < share.high <= 1


def test_one_quotation_is_one_observation_however_long() -> None:
    short = reading("“We won,” Ana Lee said.")
    long = reading("“We won and we shall win again as long as the river runs,” Ana Lee said.")
    bounds = [[(s.low, s.high) for s in shares_by_type([one], attributions(one))] for one in (short, long)]
    assert bounds[0] == bounds[1]
    assert bounds[0][0][0] < 0.3


def test_who_is_not_quoted_has_a_share_of_nothing() -> None:
    critics, loud = reading("“No,” critics said.", "b"), reading(TEXT)
    found = attributions(critics, loud)
    none = {s.name: s for s in shares_by_type([critics, loud], found) if s.article == "b"}
    assert (none["named person"].words, none["named person"].low) == (0, 0.0)
    assert none["named person"].high > 0.5


def test_an_article_without_quotations_has_no_shares() -> None:
    quiet, loud = reading("It rained.", "b"), reading(TEXT)
    found = attributions(quiet, loud)
    assert {share.article for share in shares_by_type([quiet, loud], found)} == {"a"}
    assert {share.article for share in shares_by_actor([quiet, loud], found)} == {"a"}


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=6))
def test_no_word_is_counted_twice(ends: list[tuple[int, int]]) -> None:
    one = reading(TEXT)
    parts = [Attribution((Span(min(e), max(e)),), (), (), "mixed", "none") for e in ends]
    assert sum(quoted_words(one, parts)) <= one.word_counts()[1]


def rows(*texts: str, name: str = "Ana Lee") -> list[Heard]:
    readings = [reading(text, chr(97 + at)) for at, text in enumerate(texts)]
    persons = {
        name: {
            one.article.id: tuple(
                Span(at, at + 3) for at in range(len(one.text)) if one.text.startswith("Lee", at)
            )
            for one in readings
        }
    }
    return [row for row in heard(readings, attributions(*readings), persons) if row.name == name]


@pytest.mark.parametrize(
    ("text", "voice", "spoken_of", "attacked"),
    [
        ("Tom Birk said that Lee had lied. Ana Lee said that it was false.", 1, 1, 0),
        ("Tom Birk accused Ana Lee of fraud.", 0, 1, 1),
        ("Tom Birk said that it had rained. Ana Lee was there.", 0, 0, 0),
    ],
)
def test_who_is_spoken_of_and_who_speaks(text: str, voice: int, spoken_of: int, attacked: int) -> None:
    (_, row) = rows("Ana Lee said it was cold. Tom Birk said that Lee was wrong.", text)
    assert (len(row.voice), len(row.spoken_of), len(row.attacked)) == (voice, spoken_of, attacked)
    assert (row.position is None) == (voice == 0)


def test_the_place_of_the_first_voice() -> None:
    early, late = rows(
        "Ana Lee said it was cold.", "It rained all day in the valley. Ana Lee said it was cold."
    )
    assert early.position is not None
    assert late.position is not None
    assert early.position < late.position < 1


def test_whom_one_article_alone_hears_has_no_row() -> None:
    assert rows("Ana Lee said it was cold.", "It rained.") == []


def test_somebody_named_in_two_ways_has_one_row() -> None:
    texts = ("Ana María Lee Ruiz said it was cold. Tom Birk said that Lee Ruiz was wrong.",) * 2
    readings = [reading(text, name) for text, name in zip(texts, "ab", strict=True)]
    whole, short = "Ana María Lee Ruiz", "Lee Ruiz"
    persons = {
        name: {one.article.id: (Span(at := one.text.rindex(name), at + len(name)),) for one in readings}
        for name in (whole, short)
    }
    found = heard(readings, attributions(*readings), persons)
    assert {row.name for row in found if "Ruiz" in row.name} == {whole}
    assert all(row.voice for row in found if row.name == whole)
