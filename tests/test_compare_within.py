"""Signs of one outlet against the others of one event."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.compare.within import apart, chance_of, clustering_of
from framing.paired import Counted
from framing.records import Tally


def rows(*told: tuple[str, int, float]) -> list[Counted]:
    """Outlet, account and hits of articles of 400 words."""
    return [
        Counted("e", outlet, number, account, (("loaded", Tally(hits, 400)),))
        for number, (outlet, account, hits) in enumerate(told, start=1)
    ]


@pytest.mark.parametrize(
    ("told", "clustering", "verdict"),
    [
        ([("A", 1, 14), ("B", 2, 2)], 1.0, "more"),
        ([("A", 1, 2), ("B", 2, 14)], 1.0, "fewer"),
        ([("A", 1, 14), ("B", 2, 2)], 4.0, "not certain"),  # the hits stand in a few sentences
        ([("A", 1, 6), ("B", 2, 2)], 1.0, "not certain"),
        ([("A", 1, 2), ("B", 2, 0)], 1.0, "cannot tell"),
        ([("A", 1, 14), ("B", 2, 2), ("B", 2, 30)], 1.0, "more"),  # a near-copy counts once
        ([("A", 1, 7), ("A", 3, 7), ("B", 2, 2), ("B", 4, 2)], 1.0, "not certain"),
    ],
)
def test_what_is_certain(told: list[tuple[str, int, float]], clustering: float, verdict: str) -> None:
    found = apart(rows(*told), {"loaded": clustering})
    assert next(row for row in found if row.outlet == "A").verdict == verdict


def test_a_copy_of_the_same_text_is_not_set_against_it() -> None:
    assert apart(rows(("A", 1, 14), ("B", 1, 2)), {}) == ()


@given(st.lists(st.integers(0, 9), min_size=1, max_size=30))
def test_hits_that_come_together_never_tell_more_than_one_each(hits: list[int]) -> None:
    assert 1.0 <= clustering_of([float(h) for h in hits]) <= max(1, *hits, 1)


@given(st.integers(0, 30), st.integers(0, 30), st.integers(1, 500), st.integers(1, 500))
def test_a_chance_is_one_and_does_not_care_who_comes_first(a: int, b: int, m: int, n: int) -> None:
    found = chance_of(Tally(a, m), Tally(b, n))
    assert 0.0 <= found <= 1.0
    assert found == pytest.approx(chance_of(Tally(b, n), Tally(a, m)))
