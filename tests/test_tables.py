"""Rows as scripts rely on them, and the files they are written to."""

from __future__ import annotations

import io
import json
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing import tables
from framing.errors import FramingError
from framing.records import Article, Attribution, Discovery, Event, Evidence, LeftOut, Span, Story, Verdict

ARTICLE = Article(
    id="a1",
    source="The Ledger",
    published=date(2025, 3, 4),
    date_from="stated",
    title="Flood",
    text="Flood\n\nRain fell, she said. Subscribe!",
    left_out=(LeftOut(Span(28, 38), "newsletter plea"),),
    extra=(("topic", "weather"), ("id", "never overwrites")),
)
ROWS = [{"a": 1, "b": [1, 2]}, {"a": 2.5, "b": None, "c": "x"}, {"a": None, "c": "y"}]


def test_an_article_row_counts_in_the_body_and_carries_other_keys_along():
    row = tables.article_row(ARTICLE)
    assert row["text"] == "Rain fell, she said. Subscribe!"
    assert [row["text"][s:e] for s, e, _ in row["left_out"]] == ["Subscribe!"]
    assert (row["id"], row["date"], row["topic"]) == ("a1", "2025-03-04", "weather")


def test_places_are_counted_in_headline_or_text():
    found = (Evidence("loaded", Span(0, 5)), Evidence("loaded", Span(7, 11)))
    rows = list(tables.feature_rows(ARTICLE, found))
    assert [(row["in"], row["start"], row["end"]) for row in rows] == [("headline", 0, 5), ("text", 0, 4)]


def test_an_attribution_row_keeps_empty_lists():
    found = Attribution((Span(7, 16),), (Span(22, 26),), (), "indirect", "none")
    (row,) = tables.attribution_rows(ARTICLE, [found])
    assert row == {
        "article": "a1",
        "kind": "indirect",
        "content": [[0, 9]],
        "cue": [[15, 19]],
        "speaker": [],
        "speaker_type": "none",
        "in": "text",
    }


def test_reasons_are_places_in_the_sentence():
    verdict = Verdict(1, Span(7, 27), 0.75, "biased", ((Span(7, 11), 0.5),))
    row = tables.verdict_row("a1", ARTICLE.text, verdict)
    assert row["text"] == "Rain fell, she said."
    assert row["reasons"] == [[0, 4, 0.5]]


def test_every_article_once():
    found = Discovery((Event("e1", "Flood", ("a1", "a2")),), (Story("s1", ("e1",)),))
    assert [row["article"] for row in tables.event_rows(found.placements)] == ["a1", "a2"]


@pytest.mark.parametrize("ending", [".jsonl", ".csv", ".parquet"])
def test_every_format_keeps_every_column(tmp_path, ending):
    out = tmp_path / f"rows{ending}"
    assert tables.write(ROWS, out, io.StringIO()) == 3
    read = {
        ".jsonl": lambda: pd.read_json(out, lines=True),
        ".csv": lambda: pd.read_csv(out),
        ".parquet": lambda: pd.read_parquet(out),
    }[ending]()
    assert list(read.columns) == ["a", "b", "c"]
    assert read["a"].tolist()[:2] == [1, 2.5]
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


def test_a_file_appears_whole_or_not_at_all(tmp_path):
    def rows():
        yield {"a": 1}
        raise FramingError("broken")

    with pytest.raises(FramingError, match="broken"):
        tables.write(rows(), tmp_path / "rows.csv", io.StringIO())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("name", "message"), [("rows.xml", "ending"), ("no/rows.csv", "no such folder")])
def test_a_bad_target_says_what_to_do(tmp_path, name, message):
    with pytest.raises(FramingError, match=message) as caught:
        tables.write(ROWS, tmp_path / name, io.StringIO())
    assert caught.value.hint


@given(st.dictionaries(st.text(max_size=3), st.text() | st.integers() | st.none(), min_size=1, max_size=3))
def test_a_line_of_json_can_be_written_and_read_back(row):
    line = tables.json_line(row)
    line.encode("utf-8")
    assert json.loads(line) == row
    assert line.count("\n") == 1
