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


def events_in(places):
    found = {}
    for place in places:
        found.setdefault(place.event, set()).add(place.article)
    return found


@settings(max_examples=10, deadline=None)
@given(st.sets(st.sampled_from(range(len(SAMPLE)))))
def test_every_article_has_a_place_and_known_rows_change_only_beside_new_articles(chosen):
    known = events.discover([SAMPLE[at] for at in chosen]).placements
    found = events.extend(known, SAMPLE)
    beside = {place.article for place in found[len(known) :]}  # and what shares an event with them, and so on
    for _ in found:
        for members in [*events_in(known).values(), *events_in(found).values()]:
            beside |= members if members & beside else set()
    for was, now in zip(known, found, strict=False):
        assert (was.article, was.copy_of) == (now.article, now.copy_of)
        assert was == now or was.article in beside
    assert sorted(place.article for place in found) == sorted(a.id for a in SAMPLE)
    story_of = {place.event: place.story for place in found}
    assert all(story_of[place.event] == place.story for place in found)


SCRATCH = events.discover(SAMPLE)


@pytest.mark.parametrize("at", range(len(SCRATCH.events)))
def test_articles_of_another_event_change_no_id(at):
    later = set(SCRATCH.events[at].articles)
    known = events.discover([article for article in SAMPLE if article.id not in later]).placements
    found = events.extend(known, SAMPLE)
    assert found[: len(known)] == known
    assert {place.event for place in found[len(known) :]} == {SCRATCH.events[at].id}


@pytest.mark.parametrize("at", range(len(SAMPLE)))
def test_a_new_article_finds_the_event_of_scratch(at):
    known = events.discover([*SAMPLE[:at], *SAMPLE[at + 1 :]]).placements
    name = SAMPLE[at].id
    found = next(m for m in events_in(events.extend(known, SAMPLE)).values() if name in m)
    assert found == next(set(event.articles) for event in SCRATCH.events if name in event.articles)


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


def test_two_known_events_that_a_new_article_shows_to_be_one_are_joined_under_a_known_id():
    known = (Placement("a", "e1", "s1"), Placement("b", "e2", "s2"))
    between = article("n", (FLOOD[0], FLOOD[1] + FLOOD_TOO[1]), MONDAY)
    found = events.extend(known, [*FOUR[:2], between])
    assert {(place.event, place.story) for place in found} == {("e1", "s1")}


def test_a_known_event_that_a_new_article_shows_to_be_two_is_parted_and_keeps_its_id_once():
    known = (Placement("a", "e1", "s1"), Placement("c", "e1", "s1"), Placement("d", "e2", "s2"))
    found = {place.article: place.event for place in events.extend(known, FOUR)}
    assert found["a"] == found["b"] == "e1"
    assert found["c"] not in ("e1", "e2")
    assert found["d"] == "e2"


def test_a_new_copy_names_the_known_text_and_a_copy_of_it_the_origin():
    first, second = article("a", FLOOD, MONDAY, source="Reuters"), article("b", FLOOD, MONDAY)
    known = events.discover([first, second, *FOUR[2:]]).placements
    run = article("n", (FLOOD[0], FLOOD[1] + PADDING), MONDAY + timedelta(1))
    found = {p.article: p for p in events.extend(known, [first, second, run, *FOUR[2:]])}
    assert found["n"].copy_of == ("b" if found["b"].copy_of is None else "a")
