"""Files to articles, through the public door: what is read, what is set aside, what stays to the letter."""

from __future__ import annotations

import gzip
import inspect
import io
import json
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing import corpus
from framing.corpus import loaders
from framing.errors import FramingError
from framing.records import Article, Corpus

BODY = "The river rose on Friday, and the mayor said that the old bridge would be closed for a week."


def write(path: Path, *rows: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def only(found: Corpus) -> Article:
    assert not found.set_aside
    (article,) = found.articles
    return article


# --- loaders ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", sorted(loaders.loaders()))
def test_every_loader_keeps_the_contract(suffix):
    module = loaders.loaders()[suffix]
    assert suffix in module.SUFFIXES
    assert suffix == suffix.lower()
    assert suffix.startswith(".")
    assert list(inspect.signature(module.load).parameters) == ["file"]
    assert module.__doc__


def test_the_loaders_are_found_by_listing_their_folder():
    files = {path.stem for path in Path(loaders.__file__).parent.glob("*.py")} - {"__init__"}
    assert {one.__name__.rsplit(".", 1)[-1] for one in loaders.loaders().values()} == files


def tables(folder: Path) -> list[Path]:
    import pandas as pd

    frame = pd.DataFrame(
        [{"id": "1", "source": "Vale Post", "date": "2019-12-02", "title": "Flood", "text": BODY, "k": "v"}]
    )
    frame.to_csv(folder / "a.csv", index=False)
    frame.to_csv(folder / "a.tsv", index=False, sep="\t")
    frame.to_csv(folder / "b.csv", index=False, sep=";")
    frame.to_parquet(folder / "a.parquet")
    frame.to_json(folder / "a.json", orient="records")
    frame.to_json(folder / "a.jsonl", orient="records", lines=True)
    (folder / "a.jsonl.gz").write_bytes(gzip.compress((folder / "a.jsonl").read_bytes()))
    (folder / "b.json").write_text(json.dumps(frame.to_dict("records")[0]))
    (folder / "bom.jsonl").write_bytes(b"\xef\xbb\xbf" + (folder / "a.jsonl").read_bytes())
    return sorted(folder.iterdir())


def test_every_kind_of_table_gives_the_same_article(tmp_path):
    found = {only(corpus.load([path])) for path in tables(tmp_path)}
    seen = {(a.id, a.source, a.published, a.date_from, a.title, a.text, a.extra) for a in found}
    assert seen == {
        ("1", "Vale Post", date(2019, 12, 2), "stated", "Flood", f"Flood\n\n{BODY}", (("k", "v"),))
    }


def test_parquet_days_and_empty_cells(tmp_path):
    import pandas as pd

    moment = pd.Timestamp("2019-12-02 23:30", tz="America/Mexico_City")
    frame = pd.DataFrame(
        {"text": [BODY, BODY + " Again."], "date": [moment, pd.NaT], "title": [None, "Flood"]}
    )
    frame.to_parquet(tmp_path / "a.parquet")
    first, second = corpus.load([tmp_path / "a.parquet"]).articles
    assert (first.published, first.title, second.published, second.title) == (
        date(2019, 12, 2),
        "",
        None,
        "Flood",
    )


def test_front_matter_and_markdown(tmp_path):
    (tmp_path / "a.md").write_text(
        f"---\ntitle: 'Flood'\ndate: 2 December 2019\nsource: NYT\nmood: dark\n---\n# Flood\n\n{BODY}\n"
    )
    article = only(corpus.load([tmp_path]))
    assert (article.title, article.published, article.date_from, article.source) == (
        "Flood",
        date(2019, 12, 2),
        "stated",
        "The New York Times",
    )
    assert article.extra == (("mood", "dark"),)
    assert [left.reason for left in article.left_out] == ["the headline again"]


# --- rows are taken to the letter --------------------------------------------------------------------------


@given(
    st.text(
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=200
    ).filter(str.strip),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60),
)
def test_rows_keep_title_and_text_to_the_letter(text, title):
    line = json.dumps({"id": "x", "title": title, "text": text}).encode()
    found = next(iter(corpus.stream(["-"], language="", stdin=io.BytesIO(line))))
    assert isinstance(found, Article)
    assert (found.title, found.body) == (title, text)
    assert all(
        found.body_start <= left.span.start < left.span.end <= len(found.text) for left in found.left_out
    )


def test_csv_keeps_line_ends_inside_a_cell(tmp_path):
    (tmp_path / "a.csv").write_bytes(f'title,text\r\nFlood,"{BODY}\r\n  Next."\r\n'.encode())
    assert only(corpus.load([tmp_path])).body == f"{BODY}\r\n  Next."


def test_gold_labels_are_carried_and_change_nothing(tmp_path):
    plain = only(corpus.load([write(tmp_path / "a.jsonl", {"text": BODY})]))
    gold = only(
        corpus.load([write(tmp_path / "b.jsonl", {"text": BODY, "event": 7, "topic": {"deep": [1]}})])
    )
    assert gold.extra == (("event", 7), ("topic", {"deep": [1]}))
    assert (gold.id, gold.text, gold.published, gold.source) == (
        plain.id,
        plain.text,
        plain.published,
        plain.source,
    )


def test_only_sure_lines_are_left_out_of_rows(tmp_path):
    text = f"{BODY}\nADVERTISEMENT\nJoin our Telegram channel today!\n1,593\nRead more: Bridge closed"
    article = only(corpus.load([write(tmp_path / "a.jsonl", {"title": "Flood", "text": text})]))
    assert [left.span.of(article.text) for left in article.left_out] == [
        "ADVERTISEMENT",
        "Read more: Bridge closed",
    ]


@pytest.mark.parametrize(
    ("title", "text", "again"),
    [
        ("Dam holds", f"Dam holds\n\n{BODY}", ["Dam holds"]),
        ("Dam holds", f"\n  Dam  holds \n{BODY}", ["Dam  holds"]),
        ("Dam holds", f"Dam holds, the mayor says.\n{BODY}", []),
        ("Dam holds", f"{BODY}\nDam holds\n{BODY}", []),  # further down it is no repeated headline
        ("Dam holds", "Dam holds\n \n", []),  # it is all there is
        ("", BODY, []),
    ],
)
def test_a_row_whose_text_begins_with_its_title_says_it_once(tmp_path, title, text, again):
    article = only(corpus.load([write(tmp_path / "a.jsonl", {"title": title, "text": text})]))
    assert [left.span.of(article.text) for left in article.left_out] == again


@pytest.mark.parametrize(
    ("given_id", "expected"),
    [("../../etc", "../../etc"), (7, "7"), (7.0, "7"), ("", None), (None, None), ("a\nb", "a\nb")],
)
def test_ids(tmp_path, given_id, expected):
    article = only(corpus.load([write(tmp_path / "a.jsonl", {"id": given_id, "text": BODY})]))
    assert article.id == expected if expected else len(article.id) == 13 and article.id.startswith("a")


def test_an_id_that_is_taken(tmp_path):
    row = {"id": "1", "text": BODY}
    found = corpus.load([write(tmp_path / "a.jsonl", row, row, {"id": "1", "text": BODY + " More."})])
    assert [a.id for a in found.articles] == ["1"]
    assert [(s.path.rsplit(" ", 1)[-1], s.reason) for s in found.set_aside] == [
        ("2", "the same article as an earlier one (id 1)"),
        ("3", "another article already has the id 1"),
    ]
    assert all(aside.hint for aside in found.set_aside)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"text": BODY, "date": "soon"}, "date is 'soon'"),
        ({"text": BODY, "date": "03/04/2019"}, "date is '03/04/2019'"),
        ({"text": BODY, "date": "2019-02-30"}, "date is '2019-02-30'"),
        ({"text": BODY, "date": 1575244800}, "date is '1575244800'"),
        ({"text": BODY, "date": "0001-01-01T00:00:00Z"}, "date is '0001"),
        ({"title": "Flood"}, "there is no text"),
        ({"text": "  "}, "the text is empty"),
        ({"text": ["a"]}, "text is"),
        ({"text": BODY, "id": {"a": 1}}, "id is"),
        ({"text": BODY + "\x00"}, "NUL"),
        ({"text": BODY + "\ud800"}, "surrogate"),
        ({"text": BODY, "note": ["\udfff"]}, "surrogate"),
        ({"text": BODY, "deep": json.loads("[" * 200 + "]" * 200)}, "too deep"),
        (
            {"text": "La casa de la que el hombre y los otros se van por el camino con una mujer " * 3},
            "Spanish",
        ),
        (["no", "object"], "not a JSON object"),
    ],
)
def test_a_row_that_cannot_be_used_is_set_aside_and_the_rest_goes_on(tmp_path, row, reason):
    found = corpus.load([write(tmp_path / "a.jsonl", row, {"text": BODY})])
    assert len(found.articles) == 1
    (aside,) = found.set_aside
    assert aside.path.endswith("a.jsonl line 1")
    assert reason in aside.reason
    assert aside.hint


def test_a_broken_line_is_named_by_its_number(tmp_path):
    path = write(tmp_path / "a.jsonl", {"text": BODY})
    path.write_bytes(
        path.read_bytes()
        + b'\n{"text": \n\xff\xfe{}\n'
        + b"[" * 100_000
        + b"\n"
        + json.dumps({"text": BODY + "!"}).encode()
    )
    found = corpus.load([path])
    assert len(found.articles) == 2
    assert [aside.path.rsplit(" ", 1)[-1] for aside in found.set_aside] == ["3", "4", "5"]


def test_other_languages_can_be_asked_for(tmp_path):
    text = "La casa de la que el hombre y los otros se van por el camino con una mujer " * 3
    path = write(tmp_path / "a.jsonl", {"text": text})
    assert only(corpus.load([path], language="es")).body == text
    assert only(corpus.load([path], language="")).body == text
    with pytest.raises(FramingError, match="Spanish"):
        corpus.load([path])


# --- paths -------------------------------------------------------------------------------------------------


def test_folders_in_name_order_whatever_the_order_given(tmp_path):
    for name in ("b/2.jsonl", "a/10.jsonl", "a/2.jsonl", "c.jsonl", ".hidden.jsonl", "d/.git/x.jsonl"):
        write(tmp_path / name, {"id": name, "text": BODY + name})
    one, other = (
        corpus.load([tmp_path]),
        corpus.load([tmp_path / "c.jsonl", tmp_path / "b", tmp_path, tmp_path / "a"]),
    )
    assert [a.id for a in one.articles] == ["a/10.jsonl", "a/2.jsonl", "b/2.jsonl", "c.jsonl"]
    assert one == other


def test_ignore_files(tmp_path):
    for name in (
        "a.jsonl",
        "truth.json",
        "sub/truth.json",
        "sub/b.jsonl",
        "drafts/c.jsonl",
        "sub/drafts/d.jsonl",
    ):
        write(tmp_path / name, {"id": name, "text": BODY + name})
    (tmp_path / ".framingignore").write_text("# not articles\ntruth.json\n/drafts/\n\n")
    assert [a.id for a in corpus.load([tmp_path]).articles] == [
        "a.jsonl",
        "sub/b.jsonl",
        "sub/drafts/d.jsonl",
    ]
    assert only(corpus.load([tmp_path / "truth.json"])).id == "truth.json"


def test_links_and_what_is_no_file(tmp_path):
    write(tmp_path / "in" / "a.jsonl", {"text": BODY})
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in", target_is_directory=True)
    (tmp_path / "in" / "again.jsonl").symlink_to(tmp_path / "in" / "a.jsonl")
    (tmp_path / "in" / "gone.jsonl").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "in" / "pipe.jsonl")
    found = corpus.load([tmp_path])
    assert len(found.articles) == 1
    assert [(Path(s.path).name, s.reason) for s in found.set_aside] == [
        ("gone.jsonl", "a link that leads nowhere"),
        ("pipe.jsonl", "not a regular file"),
    ]


def test_unknown_kinds_are_set_aside(tmp_path):
    write(tmp_path / "a.jsonl", {"text": BODY})
    (tmp_path / "a.docx").write_bytes(b"PK")
    (aside,) = corpus.load([tmp_path]).set_aside
    assert "not read" in aside.reason
    assert ".txt" in aside.hint


@pytest.mark.parametrize("make", [lambda folder: folder / "nowhere", lambda folder: folder])
def test_nothing_to_read_is_an_error(tmp_path, make):
    (tmp_path / "a.docx").write_bytes(b"PK")
    with pytest.raises(FramingError) as caught:
        corpus.load([make(tmp_path)])
    assert str(tmp_path) in caught.value.message
    assert caught.value.hint


def test_standard_input(tmp_path):
    found = corpus.load(["-"], stdin=io.BytesIO(json.dumps({"text": BODY}).encode() + b"\n{"))
    assert len(found.articles) == 1
    assert found.set_aside[0].path == "standard input line 2"


def test_progress_is_told_each_file(tmp_path):
    write(tmp_path / "a.jsonl", {"text": BODY})
    told: list[str] = []
    corpus.load([tmp_path], progress=told.append)
    assert told == [(tmp_path / "a.jsonl").as_posix()]


# --- hostile input ------------------------------------------------------------------------------------------


def hostile() -> dict[str, bytes]:
    packed = gzip.compress(json.dumps({"text": BODY}).encode() * 50)
    return {
        "binary.txt": bytes(range(256)) * 20,
        "nul.txt": b"Flood\0\n\nIt rained.",
        "empty.txt": b"",
        "blank.txt": b" \n\n\t\n",
        "only_pleas.txt": b"ADVERTISEMENT\nSubscribe to our newsletter\n",
        "zip.csv": b"PK\x03\x04" + bytes(200),
        "no_text.csv": b"a,b\n1,2\n",
        "empty.csv": b"",
        "quote.csv": b'text\n"never closed' + b"x" * 1000,
        "noise.jsonl": bytes(range(1, 256)) * 50,
        "utf16.jsonl": json.dumps({"text": BODY}).encode("utf-16"),
        "cut.jsonl.gz": packed[: len(packed) // 2],
        "no_gzip.jsonl.gz": b"{}",
        "bomb.jsonl.gz": gzip.compress(b'{"text": "' + b"a" * 3_000_000),
        "large.txt": b"a" * 3_000_000,
        "deep.json": b"[" * 200_000,
        "number.json": b"5",
        "digits.json": b"1" * 10_000,
        "broken.json": b'{"text": ',
        "no.parquet": b"PAR1 and nothing",
        "empty.html": b"",
        "binary.html": bytes(range(256)) * 20,
        "frames.html": b"<html><frameset></frameset></html>",
        "nested.html": b"<div>" * 20_000,
        "entities.html": b'<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><html><body>&c;</body></html>',
        "deep_ld.html": b'<script type="application/ld+json">' + b"[" * 50_000 + b"</script>",
    }


@pytest.mark.parametrize("name", sorted(hostile()))
def test_no_file_is_too_hostile(tmp_path, name):
    write(tmp_path / "good.jsonl", {"id": "good", "text": BODY})
    (tmp_path / name).write_bytes(hostile()[name])
    found = corpus.load([tmp_path], max_file_mb=1)
    assert "good" in [article.id for article in found.articles]
    assert found.set_aside
    assert all(
        aside.reason and aside.path.startswith((tmp_path / name).as_posix()) for aside in found.set_aside
    )


def test_a_line_longer_than_any_article(tmp_path):
    path = write(tmp_path / "a.jsonl", {"text": "a" * 2_500_000}, {"text": BODY})
    found = corpus.load([path], max_article_mb=1)
    assert len(found.articles) == 1
    assert found.set_aside[0].path.endswith("line 1")


def test_names_that_cannot_be_printed(tmp_path):
    write(tmp_path / "good\n\x1b[31m.jsonl", {"text": BODY}, {"text": "  "})
    found = corpus.load([tmp_path])
    assert found.articles[0].path.isprintable()
    assert found.set_aside[0].path.isprintable()


@given(
    st.binary(max_size=300),
    st.sampled_from([".txt", ".html", ".json", ".jsonl", ".csv", ".jsonl.gz", ".parquet"]),
)
def test_any_bytes_under_any_name_end_well(tmp_path_factory, data, suffix):
    folder = tmp_path_factory.mktemp("any")
    (folder / f"a{suffix}").write_bytes(data)
    write(folder / "good.jsonl", {"id": "good", "text": BODY})
    found = corpus.load([folder], language="")
    assert "good" in [article.id for article in found.articles]
    for article in found.articles:
        assert article.text.encode("utf-8")
        assert all(0 <= left.span.start < left.span.end <= len(article.text) for left in article.left_out)


def test_a_long_file_is_read_a_line_at_a_time(tmp_path):
    import tracemalloc

    path = write(tmp_path / "a.jsonl", *({"id": str(n), "text": f"{n} {BODY} " * 200} for n in range(400)))
    corpus.load([write(tmp_path / "first.jsonl", {"text": BODY})])  # tables that are read once
    tracemalloc.start()
    count = sum(isinstance(found, Article) for found in corpus.stream([path]))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 400
    assert peak < path.stat().st_size / 4


# --- the development data ---------------------------------------------------------------------------------


@pytest.mark.data
@pytest.mark.parametrize("name", ["basil", "ecbplus"])
def test_rows_of_the_development_data(data, name):
    path = data / "events" / f"{name}.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    found = corpus.load([path])
    assert not found.set_aside
    assert [(a.id, a.title, a.body, a.source) for a in found.articles] == [
        (row["id"], row["title"] or "", row["text"], row["source"] or None) for row in rows
    ]
    assert [a.published.isoformat() if a.published else None for a in found.articles] == [
        row["date"] for row in rows
    ]
    assert sum(a.suspect for a in found.articles) < len(rows) / 50
