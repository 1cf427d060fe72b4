"""Actors on the page and in the tables: names, descriptions and parts, each with its own sentences."""

from __future__ import annotations

import re
from datetime import date

import pytest
from report_sample import article, site

from framing import report
from framing.records import Comparison, Event, Story
from framing.report import arrange_words, tables
from framing.report.columns import columns
from framing.text import read
from framing.views import EventReport, NumbersApart

HOT = (
    "Riot on Grain Square\n\n"
    "Masked rioters smashed two windows. Police arrested nine rioters. Anton Krell, 52, spoke."
)
MILD = "A protest on Grain Square\n\nNine protesters were arrested. Anton Krell, who leads the force, spoke."


def square(articles: int) -> EventReport:
    """One event in so many articles, every second of them mild."""
    made = [article(f"g{at:02}", f"Outlet {at}", MILD if at % 2 else HOT, 3) for at in range(articles)]
    day = date(2031, 3, 3)
    event = Event("grain", "A protest", tuple(each.id for each in made), day, day)
    story = Story("grain", ("grain",))
    readings = [read(each) for each in made]
    return report.assemble(event, story, readings, {}, {}, {}, Comparison("grain", (), ()))


def test_what_an_article_says_twice_is_shown_once() -> None:
    made = square(2)
    first, second = made.articles
    spans = [
        (first, "Nine", "a1-s1"),
        (first, "nine", "a1-s2"),
        (second, "nine", "a2-s1"),
        (first, "ten", "a1-s3"),
    ]
    said = tuple(arrange_words.Said(*each) for each in spans)
    shown = arrange_words.NumberRow(NumbersApart("people", "rounded", ()), said).once
    assert [(one.view.number, one.words) for one in shown] == [(1, "Nine"), (2, "nine"), (1, "ten")]


@pytest.mark.parametrize("articles", [2, 14])
def test_each_part_opens_its_own_sentences(articles: int) -> None:
    found = square(articles)
    row = next(row for row in arrange_words.actor_rows(found) if row.kind == "group" and "rot" in row.name)
    parts = {part.words: (part.count, part.places) for part in row.cells[0].parts}
    assert parts == {"acts": (1, ("a1-s1",)), "acted upon": (1, ("a1-s2",))}
    page = report.event_page(found, site())
    assert re.search(r'data-show="a1-s1">acts 1</a>.*data-show="a1-s2">acted upon 1</a>', page)
    assert "who leads the force" in page
    assert f' id="a{articles}-s1"' in page


def test_the_tables_hold_every_naming_and_its_part() -> None:
    found = square(2)
    rows = list(tables.rows("actors", [found]))
    assert all(tuple(row) == columns("actors") for row in rows)
    hot = next(row for row in rows if row["actor"] == "protesters" and row["article"] == "g00")
    assert (hot["namings"], hot["agent"], hot["object"], hot["agent_share"]) == (2, 1, 1, 0.5)
    assert hot["low"] < 0.5 < hot["high"]  # type: ignore[operator]
    namings = [row for row in tables.rows("namings", [found]) if row["actor"] == "protesters"]
    assert [(row["words"], row["marked"], row["role"]) for row in namings] == [
        ("Masked rioters", 1, "agent"),
        ("rioters", 1, "object"),
        ("protesters", 0, "object"),
    ]
    text = {view.article.id: view.article.text for view in found.articles}
    for row in namings:
        assert text[str(row["article"])][row["start"] : row["end"]] == row["words"]  # type: ignore[misc]
