"""Comparison: statements, who says them, and how much two articles share."""

from __future__ import annotations

import json
import re
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.compare import compare, overlap_matrix
from framing.records import Article, Cell, Comparison, Copy, Event, Statement
from framing.text import Reading, read

FLOOD = (
    "The river Torva burst its banks on Sunday and flooded the old town of Marle.",
    "At least 12 people were killed, the mayor Lena Ortwin said.",
    "Ortwin blamed the provincial government for ignoring warnings about the dam.",
)


def article(name: str, *sentences: str, title: str = "", day: int | None = 1, warnings: tuple[str, ...] = ()):
    body = "\n".join(sentences)
    text = f"{title}\n\n{body}" if title else body
    published = date(2021, 5, day) if day else None
    return Article(name, name.upper(), published, "stated", title, text, warnings=warnings)


def compared(*articles: Article, copies: tuple[Copy, ...] = ()) -> Comparison:
    event = Event("e", "", tuple(a.id for a in articles))
    return compare(event, [read(a) for a in articles], copies=copies)


def statement(comparison: Comparison, words: str) -> Statement:
    found = [s for s in comparison.statements if words in s.text]
    assert len(found) == 1, [s.text for s in comparison.statements]
    return found[0]


def states(row: Statement) -> list[str]:
    return [cell.state for cell in row.cells]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (
            "At least 12 people were killed in the flood at Marle.",
            "A dozen people died in the Marle flood.",
            True,
        ),
        (
            "The flood at Marle left 12 people dead.",
            "Police in Marle arrested 12 people for looting shops.",
            False,
        ),
        (
            "“We warned them about this dam for ten long years,” said Ortwin.",
            "The mayor was bitter: “We warned them about this dam for ten long years.”",
            True,
        ),
        ("Ortwin asked the army for boats.", "The weather office expects a dry week in the hills.", False),
    ],
)
def test_two_sentences_say_the_same_or_not(one: str, other: str, same: bool) -> None:
    filler = ("The concert hall in Osk reopened with a gala by the brass band.",)
    left, right = (
        article("a", *filler, one),
        article("b", other, "Voters in Prenn chose a new bishop yesterday."),
    )
    (overlap,) = compared(left, right).overlaps
    assert bool(overlap.pairs) is same


def test_numbers_that_conflict_lower_the_similarity() -> None:
    def nearest(number: str) -> float:
        left = article("a", "Police arrested 12 looters in Marle on Monday.")
        (overlap,) = compared(left, article("b", f"Officers arrested {number} looters in Marle.")).overlaps
        return max((pair.similarity for pair in overlap.pairs), default=0.0)

    assert min(nearest("12"), nearest("twelve"), nearest("a dozen")) > nearest("45")


def test_every_state_of_a_cell() -> None:
    early = article("a", FLOOD[0], day=1)
    full = article("b", *FLOOD, day=2)
    late = article("c", "Marle's old town was flooded on Sunday when the river Torva burst its banks.", day=3)
    cut = article("d", FLOOD[0], day=3, warnings=("suspect: the text ends in the middle of a sentence",))
    found = compared(early, full, late, cut)
    assert states(statement(found, "burst its banks")) == ["said", "said", "said", "said"]
    assert states(statement(found, "ignoring warnings")) == [
        "not yet known",
        "said",
        "not said",
        "cannot tell",
    ]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("The concert hall in Osk was built in 1998 by a brass band.", "not said"),
        ("The concert hall in Osk was built three years ago by a brass band.", "not said"),
        ("The concert hall in Osk will be built by a brass band.", "not yet known"),
        ("The concert hall in Osk, built in 1998, collapsed on Monday night.", "not yet known"),
    ],
)
def test_what_was_long_past_was_known_already(text: str, state: str) -> None:
    early, late = article("a", FLOOD[0], day=1), article("b", FLOOD[0], text, day=3)
    assert states(statement(compared(early, late), text)) == [state, "said"]


def test_near_copies_are_one_account() -> None:
    articles = article("a", *FLOOD), article("b", *FLOOD), article("c", FLOOD[0])
    alone, together = compared(*articles), compared(*articles, copies=(Copy("b", "a", 1.0),))
    assert [s.accounts for s in alone.statements] == [3, 2, 2]
    assert [s.accounts for s in together.statements] == [2, 1, 1]


def test_short_sentences_and_boilerplate_make_no_statement() -> None:
    found = compared(article("a", FLOOD[0], "It was grim.", "Click here to read more about floods in Marle."))
    assert len(found.statements) == 1


def test_order_of_readings_changes_nothing() -> None:
    articles = [article("a", *FLOOD), article("b", *reversed(FLOOD)), article("c", FLOOD[2])]
    event = Event("e", "", ("a", "b", "c"))
    readings = [read(a) for a in articles]
    assert compare(event, readings) == compare(event, readings[::-1])


def test_overlap_matrix_is_symmetric() -> None:
    found = compared(
        article("a", *FLOOD), article("b", FLOOD[0]), article("c", "The bishop of Osk retired early.")
    )
    square = overlap_matrix(found, ["a", "b", "c"])
    assert square[0][1] == square[1][0] > square[0][2]
    assert [square[i][i] for i in range(3)] == [1.0, 1.0, 1.0]


def test_an_article_of_the_event_without_a_reading_is_refused() -> None:
    with pytest.raises(KeyError):
        compare(Event("e", "", ("a",)), [])


words = st.sampled_from(
    "flood river town mayor dam killed 12 twelve boats army Marle Torva said the a of".split()
)
sentence = st.lists(words, min_size=1, max_size=12).map(lambda ws: " ".join(ws).capitalize() + ".")
bodies = st.lists(sentence, min_size=0, max_size=6)


@given(st.lists(bodies, min_size=1, max_size=4))
def test_every_statement_has_one_cell_an_article_and_its_words_stand_there(texts: list[list[str]]) -> None:
    articles = [article(f"a{n}", *body) for n, body in enumerate(texts)]
    found = compared(*articles)
    by_id = {a.id: read(a) for a in articles}
    assert len({s.id for s in found.statements}) == len(found.statements)
    for row in found.statements:
        assert [cell.article for cell in row.cells] == [a.id for a in articles]
        assert all(_is_sound(cell, by_id[cell.article]) for cell in row.cells)
        assert 1 <= row.accounts <= len(row.mentions)
        assert any(m.span.of(by_id[m.article].text) == row.text for m in row.mentions)


def _is_sound(cell: Cell, reading: Reading) -> bool:
    if cell.mention is None:
        return cell.state != "said"
    places = {s.index: s.span for s in reading.sentences}
    return (
        cell.state == "said"
        and places[cell.mention.sentence] == cell.mention.span
        and 0 <= cell.mention.similarity <= 1
    )


def basil(data: Path) -> dict[str, list[Article]]:
    events: dict[str, list[Article]] = {}
    for line in (data / "events" / "basil.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = f"{row['title']}\n\n{row['text']}"
        day = date.fromisoformat(row["date"])
        events.setdefault(row["event"], []).append(
            Article(row["id"], row["source"], day, "stated", row["title"], text)
        )
    return events


@pytest.mark.data
def test_shared_quotations_of_eight_words_are_aligned(data: Path) -> None:
    found = missed = 0
    for name, articles in sorted(basil(data).items()):
        readings = [read(a) for a in articles]
        comparison = compare(Event(name, "", tuple(a.id for a in articles)), readings)
        for overlap in comparison.overlaps:
            left, right = (
                next(r for r in readings if r.article.id == i) for i in (overlap.left, overlap.right)
            )
            pairs = {(p.left, p.right) for p in overlap.pairs}
            for one, other in _shared_quotations(left, right):
                found += 1
                missed += (one, other) not in pairs
    assert found > 100
    assert missed <= 0.01 * found


def _shared_quotations(left: Reading, right: Reading) -> set[tuple[int, int]]:
    """Sentences that share a run of eight words which both have in quotation marks."""
    places: dict[tuple[str, ...], set[int]] = {}
    for index, run in _quoted_runs(left):
        places.setdefault(run, set()).add(index)
    return {(i, j) for j, run in _quoted_runs(right) for i in places.get(run, ())}


def _quoted_runs(reading: Reading) -> set[tuple[int, tuple[str, ...]]]:
    runs = set()
    for s, ws in zip(reading.sentences, reading.words, strict=True):
        quoted = [w.lower if reading.is_quoted(w.span) else "|" for w in ws]
        for at in range(len(quoted) - 7):
            run = tuple(quoted[at : at + 8])
            if "|" not in run:
                runs.add((s.index, run))
    return runs


@pytest.mark.data
def test_an_event_is_compared_in_time(data: Path) -> None:
    events = basil(data)
    three = [read(a) for a in max(events.values(), key=lambda each: sum(len(a.text) for a in each))]
    compare(Event("e", "", tuple(r.article.id for r in three)), three)  # imports
    start = time.process_time()
    compare(Event("e", "", tuple(r.article.id for r in three)), three)
    assert time.process_time() - start < 0.6  # twice the target: machines differ


def test_statement_ids_are_made_of_members() -> None:
    one, two = compared(article("a", *FLOOD)), compared(article("a", *FLOOD))
    assert [s.id for s in one.statements] == [s.id for s in two.statements]
    assert all(re.fullmatch(r"s[0-9a-f]{12}", s.id) for s in one.statements)
