"""The command line as scripts rely on it: keys, formats, exit status, one clear message."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import framing
from framing.cli import main

KEYS = {
    "extract": "path id source date date_from title author url text left_out warnings",
    "events": "article event story copy_of",
    "features": "article feature in start end weight",
    "attribution": "article kind content cue speaker speaker_type in",
    "classify": "id index text probability label reasons",
    "compare": "event statement article in start end similarity",
}
ARTICLES = [
    {
        "id": f"n{number}",
        "source": source,
        "date": "2025-05-02",
        "title": "Bridge in Elmora closed after cracks are found",
        "text": f"{extra}\n\nThe Elmora bridge was closed on Friday after inspectors found three cracks in a "
        "pillar.\n\n“Nobody was ever in danger,” said Ida Brandt, the city engineer. Critics slammed it.",
        "event": "must never be read",
    }
    for number, (source, extra) in enumerate(
        [
            ("Elmora Post", "Traffic was sent over the old ferry road."),
            ("The Valley", "Shops near it are empty."),
        ]
    )
]


def run(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)


def rows(result: Result) -> list[dict[str, object]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    text = "".join(json.dumps(article) + "\n" for article in ARTICLES)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "articles.jsonl").write_text(text, encoding="utf-8")
    return tmp_path / "in"


@pytest.mark.parametrize("command", KEYS)
def test_rows_have_the_keys_that_scripts_rely_on(folder, command):
    found = rows(run(command, folder))
    assert found
    for row in found:
        assert list(row)[: len(KEYS[command].split())] == KEYS[command].split()


@pytest.mark.parametrize("command", ["features", "attribution", "compare"])
def test_offsets_count_in_the_input_as_it_was_given(folder, command):
    texts = {str(article["id"]): article for article in ARTICLES}
    for row in rows(run(command, folder)):
        article = texts[row["article"]]
        whole = article["title" if row["in"] == "headline" else "text"]
        spans = (
            [[row["start"], row["end"]]] if "start" in row else row["content"] + row["cue"] + row["speaker"]
        )
        for start, end in spans:
            assert 0 <= start < end <= len(whole)
            assert whole[start:end] == whole[start:end].strip()


def test_columns_may_have_other_names(tmp_path):
    (tmp_path / "dump.csv").write_text(
        "headline,body\nFlood in Elmora,It rained for days.\n", encoding="utf-8"
    )
    (row,) = rows(run("extract", tmp_path, "--columns", "title=headline,text=body"))
    assert (row["title"], row["text"]) == ("Flood in Elmora", "It rained for days.")


def test_one_event_and_no_gold_is_read(folder):
    assert len({row["event"] for row in rows(run("events", folder))}) == 1


def test_a_join_is_explained_in_words_and_as_a_row(folder):
    result = run("events", folder, "--explain", "n1", "n0")
    (row,) = rows(result)
    assert (row["left"], row["right"], row["same"], row["days_apart"]) == ("n1", "n0", True, 0)
    assert "Elmora" in row["names"]
    assert any("nobody was ever in danger" in found.lower() for found in row["quotations"])
    assert {"evidence", "value", "weight"} == set(row["parts"][0])
    assert row["verdict"] in result.stderr
    assert "names in both: Elmora" in result.stderr


@pytest.mark.parametrize("ending", ["jsonl", "csv", "parquet"])
def test_yesterdays_rows_stay_and_new_ones_follow(folder, tmp_path, ending):
    before = tmp_path / f"before.{ending}"
    (line, *_) = (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    assert run("events", "-", "--out", before, stdin=line + "\n").exit_code == 0
    first, second = rows(run("events", folder, "--previous", before))
    assert (first["article"], second["article"]) == ("n0", "n1")
    assert (first["event"], first["copy_of"]) == (second["event"], None)


def test_jsonl_is_read_from_standard_input(folder):
    text = (folder / "articles.jsonl").read_text(encoding="utf-8")
    assert rows(run("extract", "-", stdin=text))[0]["id"] == "n0"


@pytest.mark.parametrize("ending", ["jsonl", "csv", "parquet"])
def test_out_names_the_format(folder, tmp_path, ending):
    out = tmp_path / f"rows.{ending}"
    result = run("features", folder, "--out", out)
    assert result.exit_code == 0
    assert result.stdout == ""
    assert out.stat().st_size > 0


def test_a_row_without_title_is_a_single_sentence():
    text = "The disgraceful mayor slammed her shameful critics."
    (row,) = rows(run("classify", "-", stdin=json.dumps({"id": "s1", "text": text}) + "\n"))
    assert (row["id"], row["text"]) == ("s1", text)
    assert row["label"] in ("biased", "neutral", "unsure")
    assert 0 <= row["probability"] <= 1
    assert all(text[start:end] for start, end, _ in row["reasons"])


def test_what_is_set_aside_is_told_on_standard_error_alone(folder):
    (folder / "broken.json").write_text("{", encoding="utf-8")
    (folder / "cut.jsonl.gz").write_bytes(gzip.compress(b'{"title": "A"}')[:-9])
    result = run("extract", folder)
    assert [row["id"] for row in rows(result)] == ["n0", "n1"]
    assert "broken.json" in result.stderr
    assert "cut.jsonl.gz" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["extract", "nowhere"], "nowhere"),
        (["report", "nowhere"], "nowhere"),
        (["extract", "{empty}"], "empty"),
        (["features", "{folder}", "--out", "rows.xml"], ".xml"),
        (["report", "{folder}", "--config", "none.toml"], "none.toml"),
        (["report", "{folder}", "--config", "{bad}"], "same_event"),
        (["classify", "{folder}", "--model", "nomodel"], "nomodel"),
        (["events", "{folder}", "--explain", "n0", "n7"], "'n7'"),
        (["events", "{folder}", "--previous", "none.jsonl"], "none.jsonl"),
        (["events", "{folder}", "--previous", "{bad}"], "bad.toml"),
        (["events", "{folder}", "--previous", "{folder}/articles.jsonl"], "articles.jsonl"),
        (["train", "nolabels.csv"], "nolabels.csv"),
        (["evaluate", "events", "{plain}"], "event"),
    ],
)
def test_what_the_user_can_mend_is_one_message_and_status_2(folder, tmp_path, arguments, message):
    (tmp_path / "empty").mkdir()
    (tmp_path / "bad.toml").write_text("[tool.framing]\nsame_evnt = 0.5\n")
    (tmp_path / "plain.txt").write_text("A headline\n\nSome text about the town council and its plans.\n")
    places = {"empty": tmp_path / "empty", "folder": folder, "bad": tmp_path / "bad.toml"}
    result = run(*(str(a).format(**places, plain=tmp_path / "plain.txt") for a in arguments))
    assert result.exit_code == 2, result.output
    assert message in result.stderr
    assert "what to do" in result.stderr
    assert "Traceback" not in result.output
    assert result.stdout == ""


def test_a_failed_report_leaves_nothing_behind(tmp_path):
    assert run("report", tmp_path / "nowhere", "--out", tmp_path / "site").exit_code == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [*KEYS, "report", "train", "evaluate", "fetch"])
def test_every_command_has_a_help_and_stands_in_the_readme(command):
    result = run(command, "--help")
    assert result.exit_code == 0
    assert command in (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


def test_every_name_of_the_python_interface_is_there():
    for name in framing.__all__:
        assert getattr(framing, name).__doc__, name


def test_the_makefile_lists_its_targets():
    makefile = (Path(__file__).parent.parent / "Makefile").read_text(encoding="utf-8")
    for target in "help install report train test check bench clean".split():
        assert f"\n{target}:" in makefile
