"""What makes events one story, and what makes a text a near-copy."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from benchmarks._story_gold import labelled
from benchmarks.stories import linked
from framing import events
from framing.events import stories
from framing.events.neighbours import days
from framing.events.pairs import EVIDENCE, MEANING, Pairs
from framing.records import Article

MONDAY = date(2024, 3, 4)
NEAR = stories.SAME_DATED_STORY + 0.05
FAR = stories.SAME_DATED_STORY - 0.05


def found(day_of: list[int], links: dict[tuple[int, int], float]) -> list[tuple[int, ...]]:
    """The stories of events of one article each, `day_of` days after a Monday, so alike as is given."""
    made = [
        Article(f"{at:02}", None, MONDAY + timedelta(day), "stated", "", "Words.")
        for at, day in enumerate(day_of)
    ]
    left, right = (np.array([pair[side] for pair in sorted(links)], np.int64) for side in (0, 1))
    values = np.zeros((len(links), len(MEANING)))
    # what each of the five cosines is, their weighted sum is
    alike = [list(EVIDENCE).index(name) for name in ("words", "lead", "headline", "names", "local")]
    values[:, alike] = np.array([links[pair] for pair in sorted(links)])[:, None]
    measured = Pairs(left, right, values, np.zeros((len(made), 0)))
    return list(stories.link(np.arange(len(made)), len(made), measured, days(made)))


THREE_AND_THREE = dict.fromkeys([(0, 1), (1, 2), (3, 4), (4, 5)], NEAR + 0.1)


@pytest.mark.parametrize(
    ("day_of", "links", "expected"),
    [
        ([0, 3], {(0, 1): NEAR}, [(0, 1)]),
        ([0, 3], {(0, 1): FAR}, [(0,), (1,)]),
        ([0, 46], {(0, 1): NEAR}, [(0,), (1,)]),
        # the first of a long affair and the last have nothing in common
        ([0, 30, 60], {(0, 1): NEAR, (1, 2): NEAR}, [(0, 1, 2)]),
        # events of a story stand in order of time
        ([9, 0, 4], {(0, 1): NEAR, (1, 2): NEAR}, [(1, 2, 0)]),
        # one link does not make one story of two long ones, a link from each event does
        ([0, 1, 2, 3, 4, 5], THREE_AND_THREE | {(2, 3): NEAR}, [(0, 1, 2), (3, 4, 5)]),
        (
            [0, 1, 2, 3, 4, 5],
            THREE_AND_THREE | {(0, 3): NEAR, (1, 4): NEAR, (2, 5): NEAR},
            [(0, 1, 2, 3, 4, 5)],
        ),
    ],
)
def test_events_that_are_linked_are_one_story(day_of, links, expected):
    assert found(day_of, links) == expected


TITLE = "Lund puts off harbour sale"
SPEECH = (
    "“We have come a long way with the harbour, and nobody in this town should be told by a board in the "
    "capital that its quays are worth less than a road. I will not sign away the pilots, the tugs or the "
    "two hundred people who keep the ferry running in winter, and I ask the ministry to come here and to "
    "say to their faces what it has written to me,” the mayor told the council."
)
OWN = (
    "The council of Lund met on Monday evening to talk about the sale of its harbour. Forty people stood "
    "in the hall because the chairs were taken. The vote was put off until the ministry has answered."
)
OTHER = (
    "A plan to sell the ferry port is in doubt. Ministers had hoped for a signature before Easter. Shares "
    "of the buyer fell by four percent in early trade, and a spokesman declined to comment on the delay."
)
PADDING = (
    " The sale was first proposed two years ago. Fishermen from Skarn have blocked the road twice since "
    "then. A hotel on the quay closed in autumn, and its owner blames the noise of the new cranes there."
)


def copied(one: str, two: str, *, outlets: tuple[str, str] = ("Lund Post", "The Ferry")) -> bool:
    made = [
        Article(name, outlet, MONDAY, "stated", TITLE, f"{TITLE}\n\n{text}")
        for name, outlet, text in zip("ab", outlets, (one, two), strict=True)
    ]
    discovery = events.discover(made)
    assert len(discovery.events) == 1
    return bool(discovery.copies)


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        (f"{OWN} {SPEECH}", f"{OTHER} {SPEECH}", False),  # two reports of one speech
        (f"{OWN} {SPEECH}", f"{OWN} {SPEECH} {PADDING}", True),
        (OWN + PADDING, OWN + " " + OTHER, True),  # half of each is its own
    ],
)
def test_a_copy_repeats_more_than_a_speech(one, two, expected):
    assert copied(one, two) == expected


def test_an_outlet_may_repeat_its_own_background():
    assert not copied(OTHER + PADDING, OWN + PADDING, outlets=("Lund Post", "Lund Post"))


# Floors under what was measured on labelled pairs when they were set; raise them when the figures rise.
@pytest.mark.data
def test_stories_keep_their_quality(data):
    pairs = [p for p in labelled("stories") if p.half == "report" and p.label != "unclear"]
    told = linked("allsides", [p for p in pairs if p.set == "allsides"])
    same = [(p.label != "not", told[p.set, p.one, p.two][1]) for p in pairs if p.set == "allsides"]
    hits = sum(right and said for right, said in same)
    assert hits / sum(said for _, said in same) >= 0.94
    assert hits / sum(right for right, _ in same) >= 0.57
