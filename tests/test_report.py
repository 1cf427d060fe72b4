"""What a page shows: numbers, names, findings, rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from report_sample import SIGNS, article, articles, event_report, plain_event, signs, site

from framing import report
from framing.records import (
    Attribution,
    Cell,
    CellState,
    Comparison,
    Copy,
    Event,
    Evidence,
    Mention,
    Profile,
    Signs,
    Span,
    SpeakerType,
    Statement,
    Story,
    Tally,
)
from framing.report import arrange, tables
from framing.report.columns import TABLES
from framing.report.places import file_name
from framing.text import read
from framing.views import EventReport, Finding


@pytest.fixture(scope="module")
def baths() -> EventReport:
    return event_report()


def test_near_copies_are_one_account(baths: EventReport) -> None:
    assert [view.account for view in baths.articles] == [1, 2, 1]
    assert baths.accounts == 2


def test_labels_are_unique_and_say_what_is_unknown() -> None:
    items = [
        article("a", "The  Ledger", "One"),
        article("b", "The Ledger", "Two"),
        article("c", None, "Three", path="x/three.txt"),
        article("d", " ", "Four", path=""),
    ]
    made = report.assemble(
        Event("e", "One", ("a", "b", "c", "d")),
        Story("e", ("e",)),
        [read(item) for item in reversed(items)],
        {},
        {},
        {},
        Comparison("e", (), ()),
        shown=SIGNS,
    )
    labels = [view.label for view in made.articles]
    assert labels == ["The Ledger (1)", "The Ledger (2)", "unknown source (three.txt)", "unknown source"]


def test_order_of_readings_and_copies_of_other_events_change_nothing(baths: EventReport) -> None:
    readings = [read(item) for item in articles()]
    found = {reading.article.id: signs(reading) for reading in readings}

    def made(order: int, more: tuple[Copy, ...]) -> EventReport:
        copies = (Copy("wire", "lark", 0.92), *more)
        return report.assemble(
            baths.event, baths.story, readings[::order], found, {}, {}, baths.comparison, copies, shown=SIGNS
        )

    assert made(1, ()) == made(-1, (Copy("other", "lark", 1.0),))


@pytest.mark.parametrize(
    ("own", "others", "stands_out"),
    [
        (Tally(12, 200), Tally(1, 200), True),
        (Tally(6, 200), Tally(1, 200), False),  # may be chance
        (Tally(2, 4), Tally(0, 4000), False),  # too few hits to say anything
        (Tally(12, 200), Tally(0, 0), False),  # nothing to compare with
    ],
)
def test_a_sign_stands_out_only_for_certain(own: Tally, others: Tally, stands_out: bool) -> None:
    items = articles()[:2]
    evidence = (Evidence("loaded", items[0].left_out[0].span),)
    found = {
        item.id: Signs(item.id, evidence, (Profile(item.id, "loaded", tally, Tally()),))
        for item, tally in zip(items, (own, others), strict=True)
    }
    made = report.assemble(
        Event("e", "x", ("lark", "flare")),
        Story("e", ("e",)),
        [read(item) for item in items],
        found,
        {},
        {},
        Comparison("e", (), ()),
        shown=SIGNS,
    )
    signs_found = [finding for finding in made.findings if finding.kind == "sign"]
    assert bool(signs_found) is stands_out
    for finding in signs_found:
        assert finding.text.startswith("Loaded vocabulary: The Bay Ledger has 6.0 per 100 words")
        assert finding.places == ("a1-e0",)


GAP = "The council of Ostmere Bay ended a contract with the builder Harl and Sons in 2029."


@pytest.mark.parametrize(
    ("third", "state", "named"),
    [
        ("Rain fell on the town all day.", "not said", True),
        ("Rain fell on the town all day.", "cannot tell", False),
        ("In 2029 Ostmere Bay's council had ended the contract with Harl and Sons.", "not said", False),
    ],
)
def test_a_gap_is_named_only_where_it_is_sure(third: str, state: CellState, named: bool) -> None:
    made = gaps(GAP, third, state)
    assert [finding.quote for finding in made] == ([GAP] if named else [])
    for finding in made:
        assert finding.text == "Only C does not say what A puts like this: "
        assert (finding.kind, finding.numbers, finding.places) == ("gap", (3, 1, 2), ("a1-s1", "a2-s1"))


def test_a_gap_that_another_statement_leaves_open_is_not_named() -> None:
    assert gaps(GAP, "Rain fell.", "not said", also="cannot tell") == []
    assert len(gaps(GAP, "Rain fell.", "not said", also="not said")) == 1


@pytest.mark.parametrize(
    "words", ["She ended it.", "It was closed.", "He ended a long contract with Harl and Sons."]
)
def test_a_gap_can_be_understood_alone(words: str) -> None:
    assert gaps(words, "Rain fell.", "not said") == []


def gaps(said: str, third: str, state: CellState, *, also: CellState | None = None) -> list[Finding]:
    """What is said of a statement of A and B that C has not; `also`: C's cell of another such statement."""
    items = [article(n.lower(), n, f"Title {n}\n\n{t}") for n, t in (("A", said), ("B", said), ("C", third))]
    readings = [read(item) for item in items]
    span = readings[0].sentences[1].span
    cells = tuple(Cell(name, "said", Mention(name, 1, span, 1.0)) for name in "ab")
    statements = [Statement("s1", said, (*cells, Cell("c", state)), 2)]
    if also:
        statements.append(
            Statement("s2", "Something.", (cells[0], Cell("b", "not said"), Cell("c", also)), 1)
        )
    made = report.assemble(
        Event("e", "x", ("a", "b", "c")),
        Story("e", ("e",)),
        readings,
        {},
        {},
        {},
        Comparison("e", (), tuple(statements)),
        shown=SIGNS,
    )
    return [finding for finding in made.findings if finding.kind == "gap"]


@pytest.mark.parametrize(
    ("titles", "shown"),
    [
        (["Activists gut ban", "Court strikes down ban"], "Court strikes down ban"),
        (["Is the ban dead?", "Court ends ban!", "Court ends ban"], "Court ends ban"),
        (["Ban ends", "Ban is over"], "Ban ends"),
    ],
)
def test_the_plainest_headline_is_the_title(titles: list[str], shown: str) -> None:
    items = [article(str(n), f"Outlet {n}", f"{title}\n\nIt rained.") for n, title in enumerate(titles)]
    readings = [read(item) for item in items]
    found = {
        item.id: Signs(item.id, (Evidence("loaded", Span(0, 9)),) if "gut" in item.title else (), ())
        for item in items
    }
    event = Event("e", titles[0], tuple(item.id for item in items))
    made = report.assemble(event, Story("e", ("e",)), readings, found, {}, {}, Comparison("e", (), ()))
    assert made.title == shown
    assert made.event.title == titles[0]


@pytest.mark.parametrize(
    ("names", "rows"),
    [
        (["Mira Tolan", "Ms. Tolan", "TOLAN"], ["Mira Tolan"]),
        (["Mira Tolan", "Odo Tolan", "Tolan"], ["Mira Tolan", "Odo Tolan", "Tolan"]),
        (["Treasurer Mira Tolan", "Mira Tolan", "the Mira Tolan"], ["Mira Tolan"]),
        (["Friends of Mira Tolan", "Mira Tolan"], ["Friends of Mira Tolan", "Mira Tolan"]),
        (["Bay Council", "the Bay Council’s"], ["Bay Council"]),
    ],
)
def test_one_actor_is_one_row(names: list[str], rows: list[str]) -> None:
    found = [Attribution((), (), (), "indirect", "named person", name) for name in names]
    assert [name.removeprefix("the ").removesuffix("’s") for name in voice_names(found)] == rows


def test_unnamed_speakers_are_one_row_a_kind() -> None:
    kinds: list[SpeakerType] = ["unnamed other", "unnamed official", "unnamed other", "none", "named person"]
    found = [
        Attribution((), (), (), "indirect", kind, "X" if kind == "named person" else None) for kind in kinds
    ]
    assert voice_names(found) == ["X", "Unnamed others", "No speaker given", "Unnamed officials"]


def voice_names(found: list[Attribution]) -> list[str]:
    """The rows of an event in which every attribution stands in an article of its own."""
    items = [replace(articles()[0], id=f"lark{number}") for number in range(len(found))]
    made = report.assemble(
        Event("e", "x", tuple(item.id for item in items)),
        Story("e", ("e",)),
        [read(item) for item in items],
        {},
        {item.id: (one,) for item, one in zip(items, found, strict=True)},
        {},
        Comparison("e", (), ()),
        shown=SIGNS,
    )
    assert sum(len(voice.said) for voice in made.voices) == len(found)
    return [voice.name for voice in made.voices]


def test_statements_go_by_how_many_accounts_say_them(baths: EventReport) -> None:
    found = arrange.statements(baths)
    assert [row.statement.id for row in found.everyone] == ["s1"]
    assert found.some == ()
    assert [(view.label, [row.statement.id for row in rows]) for view, rows in found.alone] == [
        ("The Bay Ledger", ["s2"]),
        ("Evening Flare", ["s3"]),
    ]


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (None, None, "date not known"),
        (date(2031, 3, 4), date(2031, 3, 4), "4 March 2031"),
        (date(2031, 3, 4), date(2031, 3, 9), "4–9 March 2031"),
        (date(2031, 3, 30), date(2031, 4, 1), "30 March – 1 April 2031"),
        (date(2031, 12, 31), date(2032, 1, 1), "31 December 2031 – 1 January 2032"),
    ],
)
def test_days_in_words(first: date | None, last: date | None, text: str) -> None:
    assert arrange.days(first, last) == text


@pytest.mark.parametrize("name", ["../../etc", "a/b", "", ".hidden", "con:1", "x" * 200, "\udcff", "a\nb"])
def test_an_event_s_file_never_leaves_its_folder(name: str) -> None:
    assert file_name(name).isalnum()
    assert len(file_name(name)) == 17


def test_every_table_has_its_columns_and_every_place_is_on_a_page(baths: EventReport) -> None:
    page = report.event_page(baths, site())
    for name, named in TABLES.items():
        if name == "outlets":
            continue  # of the whole report: see test_report_outlets
        rows = list(tables.rows(name, [baths]))
        assert rows or name in ("wordings", "numbers", "terms", "utterances", "actors", "namings"), name
        for row in rows:
            assert list(row) == list(named)
            place = str(row.get("page", "#main")).rsplit("#", 1)[1]
            assert f' id="{place}"' in page, (name, place)


def test_spans_in_the_tables_are_where_they_say(baths: EventReport) -> None:
    text = {view.article.id: view.article.text for view in baths.articles}
    for row in tables.rows("evidence", [baths]):
        assert text[str(row["article"])][row["start"] : row["end"]] == row["words"]  # type: ignore[misc]
    for row in tables.rows("sentences", [baths]):
        assert text[str(row["article"])][row["start"] : row["end"]] == row["text"]  # type: ignore[misc]


def test_a_spreadsheet_runs_nothing() -> None:
    odd = plain_event("odd", "=HYPERLINK(1)", 3)
    line = list(tables.csv_lines(TABLES["articles"], tables.rows("articles", [odd])))[1]
    assert ",'=HYPERLINK(1)," in line
    assert '"title": "=HYPERLINK(1)"' in next(tables.jsonl(tables.rows("articles", [odd])))


def test_word_lists_are_named_with_their_entries() -> None:
    assert {name: entries for name, _, entries in report.lexicons()}["reporting"] > 0
