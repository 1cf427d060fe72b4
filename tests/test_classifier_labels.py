"""Labels are checked before anything is learned: every fault with its rows, and what to do."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from framing.classifier.labels import read_labels
from framing.errors import FramingError

HEADING = ("text", "label", "url")


def table(folder: Path, rows: Sequence[Sequence[str]], heading: Sequence[str] = HEADING) -> Path:
    path = folder / "labels.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([heading, *rows])
    return path


def plain(count: int, label: str) -> list[tuple[str, str, str]]:
    return [(f"Sentence {number} about {label} matters.", label, f"page {number}") for number in range(count)]


GOOD = [*plain(12, "biased"), *plain(12, "neutral")]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ([("", "biased", "p")], ("the text is empty", "row 26")),
        ([("One more.", "slanted", "p")], ("unknown label 'slanted'", "row 26", "biased, neutral")),
        ([("Same here.", "biased", "p"), ("same HERE", "neutral", "q")], ("two labels", "row 26", "row 27")),
        ([("a", "x", "p")] * 7, ("row 26, ", "and 2 more")),
        ([("", "biased", "p"), ("b", "x", "p")], ("the text is empty", "unknown label 'x'")),
    ],
)
def test_wrong_rows_are_named(
    tmp_path: Path, wrong: list[tuple[str, str, str]], said: tuple[str, ...]
) -> None:
    with pytest.raises(FramingError) as caught:
        read_labels([table(tmp_path, [*GOOD, *wrong])])
    assert caught.value.hint
    for words in said:
        assert words in str(caught.value)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("none.csv", None, "no such file"),
        ("labels.txt", "text,label", "no kind of table"),
        ("labels.csv", "", "no row"),
        ("labels.csv", "text,label\n", "no row"),
        ("labels.csv", "words,label\na,biased\n", "no column holds the text"),
        ("labels.csv", "text,verdict\na,biased\n", "no column holds the label"),
        ("labels.csv", "text,label\none, two,biased\n", "row 2: 3 cells"),
        ("labels.tsv", 'text\tlabel\n"open\tbiased\n', "line 2"),
        ("labels.jsonl", '{"text": "a"\n', "row 1: this is not JSON"),
        ("labels.jsonl", "[1]\n", "row 1: not an object"),
        ("labels.csv", b"text,label\n\xff\xfe,biased\n", "not UTF-8"),
        ("labels.csv", "text,label,votes_biased,votes\na,biased,6,5\n", "0 <= votes_biased <= votes"),
        ("labels.csv", "text,label,votes_biased,votes\na,biased,many,5\n", "row 2"),
        ("labels.csv", "text,label\na,biased\nb,neutral\n", "only 1 sentences are labelled"),
    ],
)
def test_wrong_tables_are_refused(tmp_path: Path, name: str, content: str | bytes | None, said: str) -> None:
    path = tmp_path / name
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(FramingError) as caught:
        read_labels([path])
    assert said in str(caught.value)
    assert caught.value.hint


def test_a_named_column_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(FramingError, match="no column 'words'"):
        read_labels([table(tmp_path, GOOD)], text="words")


def test_columns_are_found_or_named(tmp_path: Path) -> None:
    rows = [(text, "1" if label == "biased" else "no", url) for text, label, url in GOOD]
    found = read_labels([table(tmp_path, rows, ("Sentence", "coded", "link"))], label="coded")
    assert sum(row.label for row in found.rows) == 12
    assert {row.group for row in found.rows} == {f"page {number}" for number in range(12)}


def test_every_kind_of_table_reads_the_same(tmp_path: Path) -> None:
    comma = read_labels([table(tmp_path, GOOD)])
    lines = tmp_path / "labels.jsonl"
    lines.write_text("".join(json.dumps(dict(zip(HEADING, row, strict=True))) + "\n" for row in GOOD))
    tabs = tmp_path / "labels.tsv"
    tabs.write_text("".join("\t".join(row) + "\n" for row in [HEADING, *GOOD]))
    for path in (lines, tabs):
        other = read_labels([path])
        assert [(row.text, row.label) for row in other.rows] == [(row.text, row.label) for row in comma.rows]


def test_votes_are_soft_labels_whether_counted_or_one_column_each(tmp_path: Path) -> None:
    counted = [(text, label, "2" if label == "biased" else "1", "3") for text, label, _ in GOOD]
    soft = read_labels([table(tmp_path, counted, ("text", "label", "votes_biased", "votes"))])
    assert {round(row.shares[1], 2) for row in soft.rows} == {0.67, 0.33}
    each = [(text, "biased", label, label if label == "neutral" else "biased") for text, label, _ in GOOD]
    named = read_labels(
        [table(tmp_path, each, ("text", "ann", "ben", "cyd"))], annotators=("ann", "ben", "cyd")
    )
    assert sum(row.label for row in named.rows) == 12
    assert {sum(row.votes) for row in named.rows} == {3}


def test_repeated_sentences_count_once_and_near_copies_share_a_group(tmp_path: Path) -> None:
    near = "The council of the old harbour town will vote on the long awaited bridge on {}."
    rows = [*GOOD, GOOD[0], (near.format("Monday"), "neutral", "a"), (near.format("Friday"), "neutral", "b")]
    found = read_labels([table(tmp_path, rows)])
    assert len(found.rows) == 26
    assert len({row.group for row in found.rows if row.text.startswith("The council")}) == 1
    assert any("counted once" in note for note in found.notes)
    assert any("near-duplicates" in note for note in found.notes)


def test_the_order_of_rows_changes_nothing(tmp_path: Path) -> None:
    forward = read_labels([table(tmp_path, GOOD)])
    backward = read_labels([table(tmp_path, GOOD[::-1])])
    assert [row.text for row in forward.rows] == [row.text for row in backward.rows]


def test_a_spreadsheet_is_read_as_any_other_table(tmp_path: Path) -> None:
    path = tmp_path / "labels.xlsx"
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [(*HEADING, "note"), *((*row, None) for row in GOOD), (None, None, None, None)]:
        sheet.append(row)
    for number in (2, 3):  # a label typed as a number is a number in the file
        sheet.cell(number, 2, 1)
    book.save(path)
    found = read_labels([path])
    assert [row.text for row in found.rows] == [row.text for row in read_labels([table(tmp_path, GOOD)]).rows]
    sheet.cell(5, 2, "slanted")
    book.save(path)
    with pytest.raises(FramingError, match=r"'slanted'[^\n]*labels.xlsx row 5"):
        read_labels([path])


def test_a_file_that_is_no_spreadsheet_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "labels.xlsx"
    path.write_bytes(b"PK")
    with pytest.raises(FramingError, match="no spreadsheet"):
        read_labels([path])


def test_two_readers_files_become_votes_and_what_is_unsure_is_passed_over(tmp_path: Path) -> None:
    heading = ("text", "label", "annotator")
    for name in ("ann", "ben"):
        (tmp_path / name).mkdir()
    ann = [*((text, label, "ann") for text, label, _ in GOOD), ("It may rain in Elm today.", "unsure", "ann")]
    ben = [(text, label, "ben") for text, label, _ in GOOD[1:]]
    ben.append((GOOD[0][0], "neutral" if GOOD[0][1] == "biased" else "biased", "ben"))
    paths = [table(tmp_path / name, rows, heading) for name, rows in (("ann", ann), ("ben", ben))]
    found = read_labels(paths)
    assert len(found.rows) == len(GOOD) - 1
    assert {sum(row.votes) for row in found.rows} == {2}
    assert any("split evenly" in note for note in found.notes)
    assert any("unsure" in note for note in found.notes)


def test_one_reader_cannot_say_both(tmp_path: Path) -> None:
    rows = [*((text, label, "ann") for text, label, _ in GOOD)]
    rows.append((GOOD[0][0], "neutral" if GOOD[0][1] == "biased" else "biased", "ann"))
    with pytest.raises(FramingError, match="one annotator"):
        read_labels([table(tmp_path, rows, ("text", "label", "annotator"))])
