"""Groups from pairs: which branches of the tree stand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.events.grouping import Branch, group
from framing.events.neighbours import Days

N = 7
PLAIN = Branch()
SIZES = Branch(mean=1.0, larger=1.0, smaller=-1.0)


def grouped(likely: dict[tuple[int, int], float], branch: Branch = PLAIN, **more: object) -> set[str]:
    """Groups as strings of digits, of those with two articles or more."""
    pairs = np.array(sorted(likely), np.int64).reshape(len(likely), 2)
    odds = np.array([likely[a, b] for a, b in sorted(likely)], np.float64)
    always = Days(np.zeros(N, np.int64), np.full(N, 9, np.int64), np.zeros(N, bool))
    found = group(
        N, pairs[:, 0], pairs[:, 1], odds, always, branch=branch, threshold=0.0, max_gap_days=4, **more
    )
    assert sorted(at for members in found for at in members) == list(range(N))
    return {"".join(map(str, members)) for members in found if len(members) > 1}


def clique(members: str, odds: float) -> dict[tuple[int, int], float]:
    return {(int(a), int(b)): odds for a in members for b in members if a < b}


@pytest.mark.parametrize(
    ("likely", "branch", "groups"),
    [
        ({}, PLAIN, set()),
        (clique("012", 2.0), PLAIN, {"012"}),
        (clique("012", -1.0), PLAIN, set()),
        # one pair alone is not enough where three others speak for it
        (clique("01", -0.5), SIZES, set()),
        (clique("0123", -0.5), SIZES, {"0123"}),
        # what joins two events loosely is undone, and both stand
        (clique("012", 3.0) | clique("345", 3.0) | {(2, 3): 2.0}, SIZES, {"012", "345"}),
        # a branch that does not stand by itself stands within a larger one that does
        (clique("01", -0.5) | clique("0123", -0.6) | {(0, 1): -0.5}, SIZES, {"0123"}),
    ],
)
def test_the_largest_branches_that_are_likely_enough_stand(likely, branch, groups):
    assert grouped(likely, branch) == groups


def test_pairs_that_were_not_looked_at_may_count_as_much_as_each_article_allows():
    likely = clique("012", 2.0) | clique("345", 2.0) | {(2, 3): 2.0}
    assert grouped(likely) == {"012", "345"}
    assert grouped(likely, floor=np.array([1.0] * 6 + [-9.0])) == {"012345"}
    assert grouped(likely, floor=np.array([1.0] * 3 + [-9.0] * 4)) == {"012", "345"}


ODDS = st.dictionaries(
    st.tuples(st.integers(0, N - 1), st.integers(0, N - 1)).filter(lambda pair: pair[0] < pair[1]),
    st.integers(-12, 12).map(lambda value: value / 2),
)


@given(ODDS)
def test_without_sizes_joining_further_and_cutting_back_changes_nothing(likely):
    assert grouped(likely) == grouped(likely, lowest=0.0)


@given(ODDS)
def test_a_kinder_branch_parts_nothing(likely):
    parted, joined = grouped(likely, PLAIN), grouped(likely, Branch(intercept=1.0))
    assert all(any(set(one) <= set(other) for other in joined) for one in parted)
