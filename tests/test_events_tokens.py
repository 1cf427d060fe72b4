"""Words as arrays are the words that the regular expressions find, and copies of hashes have one number."""

from __future__ import annotations

import re
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.events import tokens
from framing.events.runs import runs
from framing.events.stream import stream
from framing.records import Article, LeftOut, Span

WORDS = re.compile(r"\d+(?:[.,]\d+)*|\w+")
TEXTS = st.text(st.one_of(st.sampled_from("ab1९ .,'-“”\"\n²Éß"), st.characters()), max_size=60)


def cut(text: str) -> list[str]:
    starts, ends = tokens.cut(tokens.codes(text))
    margin = tokens.MARGIN
    return [text[a - margin : b - margin] for a, b in zip(starts.tolist(), ends.tolist(), strict=True)]


@given(TEXTS)
def test_words_are_those_of_the_regular_expression(text):
    assert cut(text) == WORDS.findall(text)


@given(st.lists(TEXTS, max_size=5))
def test_words_of_many_articles_are_those_of_each(texts):
    made = [Article(f"a{n}", None, None, "unknown", "", text) for n, text in enumerate(texts)]
    found = stream(made)
    spelt = [found.spelling[form] for form in found.forms]
    bounds = found.starts.tolist()
    assert [spelt[a:b] for a, b in pairwise(bounds)] == [WORDS.findall(t) for t in texts]
    assert len(set(found.spelling)) == len(found.spelling)


@given(st.lists(st.lists(st.integers(0, 40), max_size=30), max_size=8))
def test_numbers_are_given_in_the_order_of_first_sight(batches):
    numbers, seen = tokens.Numbers(slots=4), dict[int, int]()
    for batch in batches:
        found, fresh = numbers.of(np.array(batch, np.uint64) << np.uint64(40))
        new = [at for at, key in enumerate(batch) if key not in seen and key not in batch[:at]]
        for at in new:
            seen[batch[at]] = len(seen)
        assert fresh.tolist() == new
        assert found.tolist() == [seen[key] for key in batch]
    assert len(numbers) == len(seen)


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("He said “no way” and left", "no way"),
        ('He said "no way" and left', "no way"),
        ("He said “no way\nand left", "no way"),
        ('One " open\nTwo "shut" end', "open shut"),
        ("No marks", ""),
        ("” closed first “then", "then"),
    ],
)
def test_what_stands_in_quotation_marks(text, inside):
    found = stream([Article("a", None, None, "unknown", "", text)])
    spelt = [found.spelling[form] for form, quoted in zip(found.forms, found.quoted, strict=True) if quoted]
    assert " ".join(spelt) == inside


def test_the_headline_is_counted_and_what_is_left_out_is_not():
    text = "Flood in Dale\n\nAdvert here. The river rose."
    gap = LeftOut(Span(15, 27), "advert")
    found = stream([Article("a", None, None, "unknown", "Flood in Dale", text, left_out=(gap,))])
    spelt = [found.spelling[form] for form in found.forms]
    assert (spelt, found.title.tolist()) == (["Flood", "in", "Dale", "The", "river", "rose"], [3])


@settings(max_examples=200)
@given(st.lists(st.text("ab“”\n ", max_size=40), min_size=1, max_size=6))
def test_runs_are_the_four_words_that_two_articles_hold(texts):
    spaced = [" ".join(text) for text in texts]
    words = stream([Article(f"a{n}", None, None, "unknown", "", text) for n, text in enumerate(spaced)])
    held: list[dict[tuple[int, ...], bool]] = []  # every article's runs, and whether they are quoted
    for begin, end in pairwise(words.starts.tolist()):
        mine: dict[tuple[int, ...], bool] = {}
        for at in range(begin, end - 3):
            run = tuple(words.terms[words.forms[at : at + 4]].tolist())
            mine[run] = mine.get(run, False) or bool(words.quoted[at : at + 4].all())
        held.append(mine)
    found, quoted = ((matrix @ matrix.T).toarray() for matrix in runs(words))
    for one, other in product(range(len(held)), repeat=2):
        shared = [run for run in held[one] if run in held[other]]
        shared = [run for run in shared if sum(run in mine for mine in held) > 1]
        assert found[one, other] == len(shared)
        assert quoted[one, other] == sum(held[one][run] and held[other][run] for run in shared)


@given(st.lists(st.integers(0, 12)))
def test_the_first_place_of_each_hash_is_found(batch):
    found = tokens.first_places(np.array(batch, np.uint64) << np.uint64(50))
    assert found.tolist() == [batch.index(key) for key in batch]
