"""Headlines: marked where they differ, against their own text, in whose voice, and what they drop."""

from __future__ import annotations

import pytest
from report_sample import article, site

from framing import attribution, features, report
from framing.records import Comparison, Event, Story
from framing.report.arrange_words import HeadRow, head_rows
from framing.text import read
from framing.views import EventReport

OTHER = "Rain falls on Marle\n\nIt rained on Marle all day."


def made(text: str) -> EventReport:
    readings = [read(article("a", "A", text)), read(article("b", "B", OTHER))]
    return report.assemble(
        Event("e", "x", ("a", "b")),
        Story("e", ("e",)),
        readings,
        {reading.article.id: features.measure(reading) for reading in readings},
        {reading.article.id: attribution.find(reading) for reading in readings},
        {},
        Comparison("e", (), ()),
    )


def first(text: str) -> HeadRow:
    return head_rows(made(text))[0]


@pytest.mark.parametrize(
    ("title", "body", "hedges"),
    [
        ("Mayor took bribes", "The mayor allegedly took bribes in Marle.", ("allegedly",)),
        ("Mayor allegedly took bribes", "The mayor allegedly took bribes in Marle.", ()),
        ("Mayor “took bribes”", "The mayor allegedly took bribes in Marle.", ()),
        ("Party offers plan", "The party has a plan, potentially offering a way out.", ()),
        ("The Marle list", "The mayor could be on the list in Marle.", ()),
        ("Mayor took bribes", "A bridge in the far north was allegedly closed.", ()),
    ],
)
def test_doubt_that_the_headline_drops(title: str, body: str, hedges: tuple[str, ...]) -> None:
    assert first(f"{title}\n\n{body}").hedges == hedges


@pytest.mark.parametrize(
    ("title", "body", "missing"),
    [
        ("March ends in chaos", "The march ended in Marle.", ["chaos"]),
        ("March rises", "The march is rising.", []),
        ("G.O.P. march", "Republicans march.", []),
        ("GOP march", "The G.O.P. will march.", []),
    ],
)
def test_a_word_of_the_headline_in_another_form_is_not_missing(
    title: str, body: str, missing: list[str]
) -> None:
    assert list(first(f"{title}\n\n{body}").unsupported) == missing


def test_of_whom_a_headline_speaks_is_not_who_speaks_in_it() -> None:
    row = first("Ines Kolar urged to step down by council\n\nThe council urged Ines Kolar to step down.")
    assert [who for who, _ in row.voices] == []
    label = first("OPINION: Memos renew doubts\n\nThe memos renew doubts in Marle.")
    assert [who for who, _ in label.voices] == []


def test_a_speaker_whom_the_headline_drops_and_one_whom_it_names() -> None:
    dropped = first("Harbour closed for a year\n\nThe harbour is closed for a year, Mayor Ines Kolar said.")
    assert [who for who, _ in dropped.speakers] == ["Ines Kolar"]
    body = "The harbour is closed for a year, Ines Kolar said."
    assert first(f"Harbour is closed, Ines Kolar says\n\n{body}").speakers == ()
    twice = first(f"Ines Kolar said the harbour is closed, and Ines Kolar said it will open\n\n{body}")
    assert [who for who, _ in twice.voices] == ["Ines Kolar"]
    named = first(f"Ines Kolar said the harbour is closed\n\n{body}")
    assert [who for who, _ in named.voices] == ["Ines Kolar"]


def test_the_words_that_no_other_headline_has_are_marked_in_place() -> None:
    found = made("Rain floods Marle\n\nRain floods the town of Marle.")
    row = head_rows(found)[0]
    assert "".join(words for words, _ in row.pieces) == "Rain floods Marle"
    assert [words for words, alone in row.pieces if alone] == list(row.own) == ["floods"]
    assert 'Rain <b class="alone-here">floods</b> Marle</a>' in report.event_page(found, site())
