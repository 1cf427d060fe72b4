"""Plain sentences that are sure in most events, and silence where they are not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from report_sample import article, event_report

from framing.records import Copy, Mention, Span, Statement
from framing.report import facts
from framing.report.arrange_words import difference_rows, wording_rows
from framing.report.places import as_said, paired
from framing.views import EventReport, Passage, Voice, Wording


@pytest.fixture(scope="module")
def baths() -> EventReport:
    return event_report()


def two(found: EventReport, **more: object) -> EventReport:
    """The first two articles alone, which are no copies."""
    return replace(found, articles=found.articles[:2], accounts=2, **more)  # type: ignore[arg-type]


def test_who_came_first(baths: EventReport) -> None:
    (one,) = facts.days(two(baths))
    assert one.text.startswith("The Bay Ledger came out first, on 4 March 2031; the last came 1 day later")
    assert one.places == ("a1", "a2")
    assert list(facts.days(baths)) == []  # the day of the third is not known


@pytest.mark.parametrize(("words", "told"), [((300, 140), True), ((300, 160), False)])
def test_lengths(baths: EventReport, words: tuple[int, int], told: bool) -> None:
    views = [replace(view, own=own, quoted=0) for view, own in zip(baths.articles, words, strict=False)]
    found = list(facts.lengths(replace(baths, articles=tuple(views))))
    assert bool(found) is told
    assert not found or found[0].text.startswith("The Bay Ledger has 300 words and Evening Flare 140")


def test_a_text_that_looks_cut_is_not_called_short(baths: EventReport) -> None:
    assert list(facts.lengths(baths)) == []


def test_a_headline_that_judges_alone(baths: EventReport) -> None:
    (one,) = facts.headlines(two(baths))
    assert one.text == "The headline of Evening Flare has a loaded word: “Furious”; the other does not."
    assert one.places == ("a2-e0", "a2-e1")


def test_whom_all_quote(baths: EventReport) -> None:
    heard = Voice("Mira Tolan", "named person", ((1, 0), (2, 0)))
    (one,) = facts.all_quote(two(baths, voices=(heard,)))
    assert (one.text, one.places) == ("Both accounts quote Mira Tolan.", ("a1-q0", "a2-q0"))
    assert list(facts.all_quote(two(baths, voices=(replace(heard, said=((1, 0),)),)))) == []
    unquoted = [
        replace(view, attributions=tuple(replace(said, kind="indirect") for said in view.attributions))
        for view in baths.articles
    ]
    (one,) = facts.all_quote(two(replace(baths, articles=tuple(unquoted)), voices=(heard,)))
    assert one.text == "Both accounts report what Mira Tolan said, thought or wanted."
    paper = replace(heard, speaker_type="document")
    assert list(facts.all_quote(two(baths, voices=(paper,)))) == []


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        (
            "The council of Ostmere Bay closed the old baths.",
            "Ostmere Bay closed its old council baths.",
            True,
        ),
        ("The council of Ostmere Bay closed the old baths.", "A pool was shut by the town this week.", False),
        ("It closed the old baths of Ostmere Bay.", "The Ostmere Bay council closed its old baths.", True),
        ("It closed the old town baths today.", "It closed the old town baths today.", False),
        (
            "However, the council of Ostmere Bay closed old baths.",
            "However, the council of Ostmere Bay closed old baths.",
            False,
        ),
        ("Jo Tolan, owner of Ostmere Bay Baths.", "Jo Tolan, owner of Ostmere Bay Baths.", False),
        ("That's the old town baths council.", "That's the old town baths council.", False),
        ("Ostmere Bay council said this was old duty.", "Old Ostmere Bay council said this was duty.", False),
        ("Ostmere Bay council called this “old duty”.", "Ostmere Bay council called this “old duty”.", False),
        (
            'The council of Ostmere Bay closed the baths," she said.',
            "It closed the council baths of Ostmere Bay.",
            False,
        ),
    ],
)
def test_what_all_say_stands_in_each_of_them(one: str, other: str, told: bool) -> None:
    made = event_report()
    views, mentions = [], []
    for view, name, text in zip(made.articles, "ab", (one, other), strict=False):
        item = article(name, name, f"Title\n\n{text}", 3)
        span = type(view.sentences[0].span)(7, 7 + len(text))
        views.append(replace(view, article=item))
        mentions.append(Mention(name, 1, span, 0.9))
    cells = tuple(
        replace(made.comparison.statements[0].cells[0], article=m.article, mention=m) for m in mentions
    )
    compared = replace(made.comparison, statements=(Statement("s", one, cells, 2),))
    found = list(facts.all_say(replace(made, articles=tuple(views), accounts=2, comparison=compared)))
    assert bool(found) is told
    for finding in found:
        assert finding.text == "Both articles say this: "
        assert finding.quote in (one, other)
        assert finding.places == ("a1-s1", "a2-s1")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("I have never seen it.”", "“I have never seen it.”"),
        ('I have never seen it."', '"I have never seen it."'),
        ("“We came with pans …", "“We came with pans …”"),
        ("“We came,” she said. “It rained", "“We came,” she said. “It rained"),
        ('“We came," she said.', '“We came," she said.'),
        ("She called it “unfair”.", "She called it “unfair”."),
        ("It rained.", "It rained."),
    ],
)
def test_a_sentence_out_of_a_quotation_gets_the_mark_it_lacks(text: str, shown: str) -> None:
    assert paired(text) == shown


@pytest.mark.parametrize(
    ("text", "sentence", "shown"),
    [
        ("OSTMERE BAY — The council closed it.", 1, "The council closed it."),
        ("HALMER, Tervane (TNA) - The council closed it.", 1, "The council closed it."),
        ("HALMER — The council closed it.", 7, "HALMER — The council closed it."),
        ("The council — all of it — closed it.", 1, "The council — all of it — closed it."),
    ],
)
def test_a_dateline_is_no_part_of_what_is_said(text: str, sentence: int, shown: str) -> None:
    view = replace(event_report().articles[0], article=article("a", "a", text, 3), evidence=())
    mention = Mention("a", sentence, type(view.sentences[0].span)(0, len(text)), 0.9)
    assert as_said(view, mention, 40) == shown


def test_between_copies_only_the_copy_is_told(baths: EventReport) -> None:
    from framing.report.findings import what_stands_out

    pair = (baths.articles[0], replace(baths.articles[2], copy=Copy("wire", "lark", 0.92)))
    found = what_stands_out(replace(baths, articles=pair, accounts=1), ())
    assert [finding.kind for finding in found] == ["copy"]


def test_one_deed_is_one_row(baths: EventReport) -> None:
    def found(left: Passage, right: Passage, note: str) -> Wording:
        return Wording("agent", left, right, note)

    told, silent, third = Passage(1, 1, Span(0, 6)), Passage(2, 1, Span(0, 7)), Passage(3, 1, Span(0, 7))
    other = Passage(3, 2, Span(0, 3))
    deeds = (
        found(told, silent, "says who did it; the other names no agent"),
        found(third, told, "no agent here; the other says who did it"),
        found(other, silent, "no agent here; the other says who did it"),
    )
    rows = difference_rows(replace(baths, wordings=deeds))
    assert [(len(row.left), len(row.right)) for row in rows] == [(1, 2), (1, 1)]
    assert [said.view.number for said in (*rows[0].left, *rows[0].right)] == [1, 2, 3]
    assert len(wording_rows(replace(baths, wordings=deeds))) == 3


def test_many_words_for_one_deed_are_one_row() -> None:
    def found(left: int, right: int, number: int = 2) -> Wording:
        one, other = Span(left, left + 3), Span(right, right + 3)
        return Wording("verb", Passage(1, 1, one), Passage(number, 1, other), "")

    made = replace(
        event_report(), wordings=(found(0, 0), found(4, 4), found(0, 4), found(0, 0, 3), found(9, 9))
    )
    rows = difference_rows(made)
    assert [(len(row.left), len(row.right)) for row in rows] == [(2, 2), (1, 1), (1, 1)]
