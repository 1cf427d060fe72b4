"""New articles every day: what was known stays, what is new finds its place."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing import corpus, events
from framing.records import Placement
from tests.test_events import CHESS, FLOOD, FLOOD_TOO, FOUR, MONDAY, PADDING, article

SAMPLE = corpus.load(["seeds"]).articles


@settings(max_examples=10, deadline=None)
@given(st.sets(st.sampled_from(range(len(SAMPLE)))))
def test_whatever_was_known_stays_and_every_article_has_a_place(chosen):
    known = events.discover([SAMPLE[at] for at in chosen]).placements
    found = events.extend(known, SAMPLE)
    assert found[: len(known)] == known
    assert sorted(place.article for place in found) == sorted(a.id for a in SAMPLE)
    story_of = {place.event: place.story for place in found}
    assert all(story_of[place.event] == place.story for place in found)


def test_with_nothing_known_the_result_is_that_of_scratch():
    scratch = events.discover(SAMPLE).placements
    assert sorted(events.extend((), SAMPLE), key=lambda p: p.article) == sorted(
        scratch, key=lambda p: p.article
    )


def test_nothing_new_changes_nothing():
    known = events.discover(FOUR).placements
    assert events.extend(known, FOUR) == known


@pytest.mark.parametrize("undated", [False, True])
def test_a_new_article_joins_its_event_which_keeps_its_id(undated):
    known = events.discover([FOUR[0], *FOUR[2:]]).placements
    late = replace(FOUR[1], published=None, date_from="unknown") if undated else FOUR[1]
    (added,) = events.extend(known, [FOUR[0], late, *FOUR[2:]])[3:]
    home = {place.article: place for place in known}
    assert (added.article, added.event, added.story) == ("b", home["a"].event, home["a"].story)


def test_articles_of_other_events_are_not_joined_and_change_no_id():
    known = events.discover(FOUR[:2]).placements
    found = events.extend(known, FOUR)
    assert len({place.event for place in found}) == 3


def test_known_articles_far_away_in_time_need_not_be_there():
    known = events.discover(FOUR).placements
    late = article("z", CHESS, MONDAY + timedelta(300))
    assert events.extend(known, [late])[-1].event not in {place.event for place in known}


def test_two_known_events_are_never_joined_by_a_new_article():
    known = (Placement("a", "e1", "s1"), Placement("b", "e2", "s2"))
    between = article("n", (FLOOD[0], FLOOD[1] + FLOOD_TOO[1]), MONDAY)
    found = events.extend(known, [*FOUR[:2], between])
    assert found[:2] == known
    assert found[2].event in ("e1", "e2")


def test_a_new_copy_names_the_known_text_and_a_copy_of_it_the_origin():
    first, second = article("a", FLOOD, MONDAY, source="Reuters"), article("b", FLOOD, MONDAY)
    known = events.discover([first, second, *FOUR[2:]]).placements
    run = article("n", (FLOOD[0], FLOOD[1] + PADDING), MONDAY + timedelta(1))
    found = {p.article: p for p in events.extend(known, [first, second, run, *FOUR[2:]])}
    assert found["n"].copy_of == ("b" if found["b"].copy_of is None else "a")
