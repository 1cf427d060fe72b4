"""Outlet against outlet over many events: what is called certain, and what is not."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.compare.multiple import holm
from framing.compare.profiles import FEWEST_EVENTS, profiles
from framing.paired import Counted, OutletProfiles, PairedRate
from framing.records import Tally


def row(event: int, outlet: str, hits: float, words: int = 400, account: int | None = None) -> Counted:
    number = "ABC".index(outlet) + 1
    mine = (("loaded", Tally(hits, words)),)
    return Counted(f"e{event}", outlet, number, account or number, mine)


def events(hits: list[tuple[float, ...]]) -> list[Counted]:
    """One event a tuple, one outlet a number."""
    return [
        row(at, outlet, each)
        for at, some in enumerate(hits)
        for outlet, each in zip("ABC", some, strict=False)
    ]


def pair(found: OutletProfiles, one: str = "A", other: str = "B") -> PairedRate:
    return next(each for each in found.paired if (each.outlet, each.other) == (one, other))


@pytest.mark.parametrize(
    ("hits", "verdict"),
    [
        ([(6, 2)] * 10, "more"),
        ([(2, 6)] * 10, "fewer"),
        ([(3, 3)] * 10, "not certain"),
        ([(6, 2), (2, 6)] * 5, "not certain"),
        ([(40, 0), *[(1, 1)] * 9], "not certain"),  # one event alone
        ([(6, 2)] * (FEWEST_EVENTS - 1), "cannot tell"),
        ([(1, 0)] * 9, "cannot tell"),  # hardly any hits
    ],
)
def test_what_is_certain(hits: list[tuple[float, ...]], verdict: str) -> None:
    found = pair(profiles(events(hits)))
    assert found.verdict == verdict
    assert found.events == len(hits)
    assert found.low <= found.difference <= found.high


def test_only_shared_events_count() -> None:
    alone = [row(100 + n, "A", 90) for n in range(20)]
    assert profiles(events([(3, 3)] * 10) + alone) == profiles(events([(3, 3)] * 10))


def test_a_near_copy_counts_once_and_not_between_those_who_run_it() -> None:
    rows = events([(6, 2)] * 10)
    twice = Counted("e0", "A", 9, 1, (("loaded", Tally(90, 400)),))
    assert pair(profiles([*rows, twice])) == pair(profiles(rows))
    same = [row(50, "A", 90, account=7), row(50, "B", 90, account=7)]
    assert pair(profiles([*rows, *same])) == pair(profiles(rows))


def test_three_outlets_are_set_against_the_others_too() -> None:
    found = profiles(events([(6, 2, 2)] * 12))
    assert found.outlets == ("A", "B", "C")
    assert found.shared == (("A", "B", 12), ("A", "C", 12), ("B", "C", 12))
    assert pair(found, "A", "").verdict == "more"
    assert pair(found, "A", "").theirs == Tally(48, 9600)
    assert pair(found, "B", "C").verdict == "not certain"
    assert found.tested == 6


def test_outlets_beyond_the_most_are_named() -> None:
    found = profiles(events([(6, 2, 2)] * 6 + [(1, 1)]), most_outlets=2)
    assert (found.outlets, found.left_out) == (("A", "B"), ("C",))


@pytest.mark.parametrize("rows", [[], events([(6.0,)] * 20)])
def test_nothing_to_compare(rows: list[Counted]) -> None:
    assert profiles(rows) == OutletProfiles()


@given(st.randoms(use_true_random=False))
def test_the_order_of_the_articles_does_not_matter(shuffler: random.Random) -> None:
    rows = events([(6, 2, 1), (3, 1, 4), (2, 2, 0), (5, 1, 1), (4, 4, 2), (3, 0, 1), (7, 2, 2)])
    mixed = list(rows)
    shuffler.shuffle(mixed)
    assert profiles(mixed) == profiles(rows)


def test_alike_outlets_are_seldom_called_different() -> None:
    """Sides of events thrown at random: fewer than 1 in 10 such corpora may show even one difference."""
    drawn, wrong = random.Random(5), 0
    for _ in range(60):
        hits = [(drawn.choice((0, 1, 2, 9)), drawn.choice((0, 1, 2, 9))) for _ in range(14)]
        wrong += pair(profiles(events(hits))).verdict in ("more", "fewer")
    assert wrong <= 6


@given(st.lists(st.floats(0, 1), max_size=8))
def test_holm_never_makes_a_chance_smaller_and_keeps_the_order(chances: list[float]) -> None:
    adjusted = holm(chances)
    assert all(a >= c - 1e-9 for a, c in zip(adjusted, chances, strict=True))
    ranked = sorted(range(len(chances)), key=lambda at: chances[at])
    assert [adjusted[at] for at in ranked] == sorted(adjusted)
