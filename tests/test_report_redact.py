"""A report without the texts, tables as Parquet, handouts."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_sample import SIGNS, articles, event_report, plain_event, site

from framing import report
from framing.records import Span
from framing.report import tables
from framing.report.columns import TABLES, columns
from framing.report.handout import handout
from framing.report.redact import blanked, redacted
from framing.views import Finding, Passage, Site, Wording


def runs(text: str, length: int) -> set[str]:
    words = text.split()
    return {" ".join(words[at : at + length]) for at in range(len(words) - length + 1)}


@given(
    st.text("ab c\n", max_size=80),
    st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=6),
    st.integers(1, 4),
)
def test_blanking_keeps_places_and_no_long_run(text: str, kept: list[tuple[int, int]], most: int) -> None:
    spans = [Span(min(pair), max(pair)) for pair in kept]
    made = blanked(text, spans, most)
    assert len(made) == len(text)
    in_a_row = 0
    for word in made.split():
        in_a_row = 0 if word.startswith("…") else in_a_row + 1
        assert in_a_row <= most
    for at, (before, after) in enumerate(zip(text, made, strict=True)):
        assert after in (before, " ", "…"), at
        assert before != "\n" or after == "\n"


@pytest.mark.parametrize("most", [3, 8])
def test_no_file_holds_more_words_in_a_row(tmp_path: Path, most: int) -> None:
    report.write_site(site(), tmp_path / "r", redact=most, handouts=True)
    report.write_site(site(), tmp_path / "one", redact=most, single_file=True)
    kinds = {".html", ".csv", ".jsonl", ".svg", ".json", ".md"}
    pages = [path for path in tmp_path.rglob("*") if path.suffix in kinds]
    assert len(pages) > 20
    for path in pages:
        shown = unescape(re.sub(r"<[^>]*>", "", path.read_text(encoding="utf-8")))
        found = runs(shown.replace("\\n", " "), most + 1)
        for article in articles():
            headlines = set().union(*(runs(one.title, most + 1) for one in articles()))
            assert runs(article.body, most + 1) & found <= headlines, path.name


def test_what_one_account_alone_says_keeps_its_count() -> None:
    found = redacted(site(), 4).events[0].comparison.statements
    assert [statement.text for statement in found] == ["The council of Ostmere …", "", ""]
    assert len(found) == len(site().events[0].comparison.statements)


def test_numbers_are_those_of_the_whole_texts() -> None:
    before, after = site().events[0], redacted(site(), 4).events[0]
    assert after.rates == before.rates
    assert after.figures == before.figures
    assert [view.own for view in after.articles] == [view.own for view in before.articles]


def test_a_quotation_needs_a_word() -> None:
    with pytest.raises(ValueError, match="at least one word"):
        redacted(site(), 0)


def test_parquet_holds_what_jsonl_holds(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    odd = plain_event("odd", "Half a pair \ud800", 3)
    report.write_site(site(odd), tmp_path / "a")
    report.write_site(site(odd), tmp_path / "b")
    for name in TABLES:
        path = tmp_path / "a" / "data" / f"{name}.parquet"
        assert path.read_bytes() == (tmp_path / "b" / "data" / f"{name}.parquet").read_bytes()
        found = pq.read_table(path)
        assert tuple(found.column_names) == columns(name)
        lines = (path.with_suffix(".jsonl")).read_text(encoding="utf-8").splitlines()
        assert found.num_rows == len(lines)
        for row, line in zip(found.to_pylist(), lines, strict=True):
            for column, value in json.loads(line).items():
                if isinstance(value, list | dict):
                    assert json.loads(row[column]) == value
                else:
                    held = (
                        value.encode("utf-8", "backslashreplace").decode()
                        if isinstance(value, str)
                        else value
                    )
                    assert row[column] == held


def test_the_dictionary_names_every_column_and_its_type(tmp_path: Path) -> None:
    report.write_site(site(), tmp_path / "r", redact=5)
    text = (tmp_path / "r" / "data" / "README.md").read_text(encoding="utf-8")
    assert "| `start` | whole number | first character in the article’s text |" in text
    assert "| `sentence_text` |" not in text
    assert "left out" in text
    for row in tables.rows("articles", site().events, redacted=True):
        assert "text" not in row


def test_a_handout_asks_about_what_was_found() -> None:
    found = (
        Finding("Only Evening Flare does not say: ", (), "gap", "s1", (2, 1), "The vote was 11 to 8."),
        Finding("Loaded vocabulary: …", (), "sign", "loaded", (2,)),
        Finding("Only The Bay Ledger quotes Mira Tolan.", (), "voice", "Mira Tolan", (1,)),
    )
    words = (Wording("verb", Passage(1, 1, Span(4, 9)), Passage(2, 1, Span(0, 7)), ""),)
    sheet = handout(replace(event_report(), findings=found, wordings=words), SIGNS)
    asked = " ".join(sheet.questions)
    assert "Evening Flare does not report this: The vote was 11 to 8." in asked
    assert "Loaded vocabulary in Evening Flare: “Furious”, “fiasco”, “doomed”" in asked
    assert "Mira Tolan speaks in The Bay Ledger alone" in asked
    assert 5 <= len(sheet.questions) <= 7
    assert sheet.columns == ("The Bay Ledger", "Evening Flare", "unknown source (wire.txt)")


def test_an_event_of_one_article_has_no_handout(tmp_path: Path) -> None:
    one = plain_event("one", "Title", 3)
    report.write_site(Site((one,), (one.story,), ()), tmp_path / "r", handouts=True)
    assert [path.name for path in (tmp_path / "r" / "events").iterdir()] == ["one.html"]
