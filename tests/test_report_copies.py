"""What a page says of near-copies: how near, whose text it likely is and why, and what was changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from framing import events
from framing.records import Article, Copy, Story
from framing.report.copied import changed, copy_rows, told
from framing.report.render import event_page
from tests.report_sample import event_report, site

TEXT = (
    "The harbour board of Lund voted on Monday to sell the ferry quay to a builder of hotels. Forty people "
    "stood in the hall because the chairs were taken. The mayor left before the count, and two members who "
    "had asked for a delay walked out with him. The sale must still be approved by the county in spring."
)
OWN = " The hotel would have nine floors. A fisherman has hung a black flag from his boat in protest."


def copy_of(one: Article, two: Article) -> Copy:
    (found,) = events.discover([one, two]).copies
    return found


def made(name: str, source: str, day: int | None, text: str = TEXT, credits: tuple[str, ...] = ()) -> Article:
    when = date(2024, 3, day) if day else None
    title = "Lund sells its ferry quay"
    found = Article(name, source, when, "stated" if when else "unknown", title, f"{title}\n\n{text}")
    return replace(found, credits=credits)


@pytest.mark.parametrize(
    ("one", "two", "origin", "why", "credits"),
    [
        (made("a", "Reuters", 5), made("b", "Post", 4, credits=("Reuters",)), "a", "credited", ()),
        (made("a", "Post", 4), made("b", "Reuters", 5), "b", "agency", ()),
        (
            made("a", "Post", 4, credits=("AP",)),
            made("b", "Mail", 5),
            "b",
            "uncredited",
            ("Associated Press",),
        ),
        (made("a", "Post", 5), made("b", "Mail", 4), "b", "earlier", ()),
        (made("a", "Post", 4), made("b", "Mail", 4, TEXT + OWN), "b", "longer", ()),
        (made("a", "Post", None), made("b", "Mail", 4, TEXT + OWN), "b", "unknown", ()),
        (made("a", "Post", 4), made("b", "Mail", 4), "a", "unknown", ()),
    ],
)
def test_the_likely_origin_and_why(one, two, origin, why, credits):
    found = copy_of(one, two)
    assert (found.of, found.why, found.credits) == (origin, why, credits)


def test_both_shares_are_told():
    found = copy_of(made("a", "Post", 4), made("b", "Mail", 5, TEXT + OWN))
    assert found.containment < 0.85 < 0.95 < (found.covered or 0)


@pytest.mark.parametrize(
    ("copy", "words"),
    [
        (Copy("b", "a", 0.9, 0.95), "almost the same text as Post: 90%"),
        (Copy("b", "a", 0.3, 0.9), "text of Post with passages of its own: 90%"),
        (Copy("b", "a", 0.9, 0.3), "runs a part of the text of Post: 90%"),
        (Copy("b", "a", 0.7, 0.3), "runs text, partly in other words, of Post: 70%"),
    ],
)
def test_a_near_copy_is_told_as_it_is(copy, words):
    assert words in told(copy, "Mail", "Post")


def test_what_is_missing_from_a_cut_text_was_not_left_out():
    whole, short = made("a", "Post", 4), made("b", "Mail", 5, TEXT[: TEXT.index(" and two members")])
    assert {change.kind for change in changed(whole, short)} == {"left out"}
    cut = replace(short, warnings=("suspect: ends early",))
    assert cut.suspect
    assert changed(whole, cut) == ()


def test_a_page_row_of_a_near_copy():
    report = event_report()
    (row,) = copy_rows(report).values()
    assert row.origin == "Likely origin: The Bay Ledger, which came first. It credits Reuters."
    assert row.cut == "unknown source (wire.txt)"
    assert [change.kind for change in row.rows] == ["reworded"]
    assert row.rows[0].places == ("a1-s0", "a3-s0")


@pytest.mark.parametrize(("count", "listed"), [(9, 9), (30, 7)])
def test_of_a_long_story_the_events_around_come_first(count, listed):
    first = event_report()
    names = [f"e{number:02}" for number in range(count)]
    story = Story("long", tuple(names))
    reports = [replace(first, event=replace(first.event, id=name), story=story) for name in names]
    page = event_page(reports[count // 2], replace(site(), events=tuple(reports), stories=(story,)))
    found = page[page.index('class="storyline"') :]
    found = found[: found.index("</section>")]
    assert f"Part of a story of {count} events" in found
    assert found[: found.index("</ol>")].count("<li") == listed
    assert found.count("<li") == (count if listed == count else count + listed)
    assert ("All events of the story" in found) == (listed < count)
