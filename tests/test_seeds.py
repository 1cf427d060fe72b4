"""The sample corpus holds what its `truth.json` says it holds, read here without the package's loaders."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
TRUTH: dict[str, Any] = json.loads((SEEDS / "truth.json").read_text(encoding="utf-8"))
ARTICLES: dict[str, dict[str, Any]] = TRUTH["articles"]
EVENTS: dict[str, list[str]] = {event["id"]: event["members"] for event in TRUTH["events"]}
EVENT_OF = {key: event for event, members in EVENTS.items() for key in members}
FRONT_MATTER = re.compile(r"---\n(.*?)\n---\n", re.DOTALL)
WEEK = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = {"March": 3, "April": 4}
BLOCKS = frozenset("p h1 h2 h3 li ul div figure figcaption aside footer header title button".split())


class _Page(HTMLParser):
    """The text of a page, a line a block, without its scripts and styles."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in ("script", "style")
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in ("script", "style")
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(data)


@cache
def record(key: str) -> dict[str, Any]:
    """`title` (None where the file does not name it apart), `text`, and what else the file names."""
    entry = ARTICLES[key]
    path = SEEDS / entry["file"]
    raw = path.read_text(encoding="utf-8")
    match path.suffix:
        case ".json":
            row: dict[str, Any] = json.loads(raw)
            return row
        case ".jsonl":
            return next(row for row in map(json.loads, raw.splitlines()) if row["id"] == entry["row"])
        case ".csv":
            return next(row for row in csv.DictReader(raw.splitlines(True)) if row["id"] == entry["row"])
        case ".html":
            page = _Page()
            page.feed(raw)
            return {"title": None, "text": "".join(page.parts)}
    head = FRONT_MATTER.match(raw)
    if head is None:
        return {"title": None, "text": raw}
    fields = dict(line.split(": ", 1) for line in head[1].splitlines())
    return {**fields, "text": raw[head.end() :]}


@cache
def text_of(key: str) -> str:
    found = record(key)
    return "\n\n".join(part for part in (found["title"], found["text"]) if part)


def placed() -> Iterator[tuple[str, str, str]]:
    """Every (list, article, substring) that `truth.json` claims."""
    for name in ("loaded", "hedges", "unnamed", "scare_quotes", "left_out", "questions_and_exclamations"):
        yield from ((name, item["article"], item["text"]) for item in TRUTH[name])
    for item in TRUTH["quotes"]:
        for part in ("content", "rest", "cue", "speaker"):
            if item.get(part):
                yield "quotes", item["article"], item[part]
    for item in TRUTH["shared_quotes"]:
        yield from (("shared_quotes", key, item["text"]) for key in item["verbatim"])
        for other in item["cropped"] + item["paraphrased"]:
            yield "shared_quotes", other["article"], other["text"]
    for item in TRUTH["omissions"]:
        yield from (("omissions", said["article"], said["text"]) for said in item["said_by"])
    for name in ("labels", "numbers"):
        for item in TRUTH[name]:
            yield from ((name, key, text) for key, text in item["by"].items())
    for item in TRUTH["passives"]:
        yield "passives", item["article"], item["text"]
        yield "passives", item["agent_named_by"]["article"], item["agent_named_by"]["text"]
    for item in TRUTH["multi_paragraph_quotes"]:
        yield from (("multi_paragraph_quotes", item["article"], text) for text in item["paragraphs"])


@pytest.mark.parametrize(("name", "key", "text"), tuple(placed()))
def test_what_was_planted_stands_where_it_should(name: str, key: str, text: str) -> None:
    assert key in ARTICLES, f"{name} names an article that is not there: {key}"
    assert text, f"{name} has an empty entry for {key}"
    assert text in text_of(key)


def test_every_file_is_an_article_and_every_article_has_a_file() -> None:
    files = {p.relative_to(SEEDS).as_posix() for p in (SEEDS / "articles").rglob("*") if p.is_file()}
    assert files == {entry["file"] for entry in ARTICLES.values()}
    rows = {key for key in ARTICLES if "#" in key}
    in_files = {
        f"articles/tna.jsonl#{json.loads(line)['id']}"
        for line in (SEEDS / "articles/tna.jsonl").read_text(encoding="utf-8").splitlines()
    }
    table = (SEEDS / "articles/tervane-ledger/export.csv").read_text(encoding="utf-8")
    in_files |= {
        f"articles/tervane-ledger/export.csv#{row['id']}" for row in csv.DictReader(table.splitlines(True))
    }
    assert rows == in_files


@pytest.mark.parametrize("key", sorted(ARTICLES))
def test_key_source_and_date_agree_with_the_file(key: str) -> None:
    entry, found = ARTICLES[key], record(key)
    assert key == entry["file"] + (f"#{entry['row']}" if entry["row"] else "")
    assert found.get("source", entry["source"]) == entry["source"]
    assert found.get("date", entry["date"]) == entry["date"]


@pytest.mark.parametrize("key", sorted(ARTICLES))
def test_an_article_is_the_length_of_a_news_item_in_paragraphs(key: str) -> None:
    most = 500 if key.endswith(".html") else 460  # the menus of a saved page count too
    assert 200 <= len(text_of(key).split()) <= most
    assert len(re.split(r"\n\s*\n", text_of(key).strip())) >= 6


def test_every_article_belongs_to_exactly_one_event_and_every_event_to_one_story() -> None:
    assert Counter(key for members in EVENTS.values() for key in members) == Counter(list(ARTICLES))
    assert Counter(event for story in TRUTH["stories"] for event in story) == Counter(list(EVENTS))


def test_an_event_holds_an_outlet_once() -> None:
    for event, members in EVENTS.items():
        outlets = [ARTICLES[key]["source"] for key in members]
        assert len(set(outlets)) == len(outlets), event


def test_the_variety_is_there() -> None:
    sizes = [len(members) for members in EVENTS.values()]
    assert 24 <= len(ARTICLES) <= 28
    assert sum(3 <= size <= 5 for size in sizes) >= 6
    assert sizes.count(1) == 1
    assert sum(entry["date"] is None for entry in ARTICLES.values()) == 1
    assert len({entry["source"] for entry in ARTICLES.values()}) >= 6
    assert {Path(entry["file"]).suffix for entry in ARTICLES.values()} == {
        ".txt",
        ".md",
        ".html",
        ".json",
        ".jsonl",
        ".csv",
    }
    raw = [e["file"] for e in ARTICLES.values() if e["file"].endswith(".txt")]
    assert sum(not (SEEDS / f).read_text(encoding="utf-8").startswith("---\n") for f in raw) >= 3
    assert any(len(story) > 1 for story in TRUTH["stories"])
    assert sum(copy["kind"].startswith("near-copy") for copy in TRUTH["copies"]) == 2
    assert any(copy["kind"] == "rewrite" for copy in TRUTH["copies"])


@pytest.mark.parametrize(
    ("name", "least"),
    [("quotes", 40), ("omissions", 10), ("loaded", 40), ("passives", 8), ("labels", 6), ("numbers", 6)],
)
def test_enough_is_planted(name: str, least: int) -> None:
    assert len(TRUTH[name]) >= least
    entries = [json.dumps(item, sort_keys=True) for item in TRUTH[name]]
    assert len(set(entries)) == len(entries), f"{name} has an entry twice"


def test_the_wire_story_is_repeated_nearly_word_for_word_and_the_rewrite_is_not() -> None:
    def runs(key: str) -> set[tuple[str, ...]]:
        words = re.findall(r"\w+", text_of(key).lower())
        return set(zip(*(words[n:] for n in range(5)), strict=False))

    for copy in TRUTH["copies"]:
        ours, wire = runs(copy["article"]), runs(copy["of"])
        share = len(ours & wire) / min(len(ours), len(wire))
        assert share > 0.8 if copy["kind"].startswith("near-copy") else share < 0.2


def test_a_shared_quotation_is_eight_words_or_more_in_two_outlets_at_least_ten_times() -> None:
    long = [q for q in TRUTH["shared_quotes"] if len(q["text"].split()) >= 8 and len(q["verbatim"]) >= 2]
    assert len(long) >= 10
    assert any(q["cropped"] for q in TRUTH["shared_quotes"])
    assert any(q["paraphrased"] for q in TRUTH["shared_quotes"])
    for quote in TRUTH["shared_quotes"]:
        told_in_part = [other["article"] for other in quote["cropped"] + quote["paraphrased"]]
        for key in told_in_part:
            assert quote["text"] not in text_of(key)


@pytest.mark.parametrize("quote", TRUTH["quotes"], ids=lambda q: q["content"][:30])
def test_a_quotation_has_its_marks_and_its_cue_and_speaker_are_near(quote: dict[str, Any]) -> None:
    text = text_of(quote["article"])
    paragraph = next(p for p in text.splitlines() if quote["content"] in p)
    at = paragraph.index(quote["content"])
    before = paragraph[max(0, at - 1) : at]
    match quote["kind"]:
        case "direct":
            assert before in ('"', "“", " ")
            assert '"' in paragraph[:at] or "“" in paragraph[:at]
        case "mixed":
            assert re.search(r"[\"“”]", paragraph[max(0, at - 1) : at + len(quote["content"]) + 1])
        case "indirect":
            assert not re.search(r"[\"“”]", quote["content"])
        case _:
            pytest.fail(f"unknown kind {quote['kind']!r}")
    for part in ("cue", "speaker"):
        assert quote[part] is None or quote[part] in paragraph
    assert (quote["cue"] is None) == (quote["speaker"] is None)


@pytest.mark.parametrize("item", TRUTH["omissions"], ids=lambda item: item["fact"][:40])
def test_a_fact_is_said_by_some_and_missing_from_the_others(item: dict[str, Any]) -> None:
    said, missing = [said["article"] for said in item["said_by"]], item["missing_from"]
    assert said
    assert missing
    assert sorted(said + missing) == sorted(EVENTS[item["event"]])
    for said_by in item["said_by"]:
        assert not any(said_by["text"] in text_of(key) for key in missing)


@pytest.mark.parametrize("name", ["labels", "numbers"])
def test_outlets_of_one_event_put_it_differently(name: str) -> None:
    for item in TRUTH[name]:
        assert set(item["by"]) <= set(EVENTS[item["event"]])
        assert len({text.lower() for text in item["by"].values()}) >= 2


def test_the_agent_of_a_passive_is_named_by_another_article_of_the_event() -> None:
    for item in TRUTH["passives"]:
        assert item["article"] != item["agent_named_by"]["article"]
        assert EVENT_OF[item["article"]] == EVENT_OF[item["agent_named_by"]["article"]] == item["event"]


def test_a_weekday_near_the_day_of_an_event_is_the_right_one() -> None:
    for event in TRUTH["events"]:
        day = WEEK[date.fromisoformat(event["date"]).weekday()]
        told = [key for key in event["members"] if day in text_of(key)]
        assert told, f"{event['id']}: nobody names {day}"


def test_a_weekday_that_stands_with_its_date_is_the_right_one() -> None:
    told = re.compile(rf"({'|'.join(WEEK)}),? (\d+) ({'|'.join(MONTHS)})\b")
    texts = [(SEEDS / "README.md").read_text(encoding="utf-8"), *map(text_of, ARTICLES)]
    found = {match.groups() for text in texts for match in told.finditer(text)}
    assert len(found) >= 9
    for weekday, day, month in found:
        assert weekday == WEEK[date(2025, MONTHS[month], int(day)).weekday()]


def test_what_is_no_article_is_ignored() -> None:
    patterns = (SEEDS / ".framingignore").read_text(encoding="utf-8").split()
    assert patterns == ["README.md", "truth.json", "labels/"]


def test_the_reader_is_told_that_all_of_it_is_invented() -> None:
    readme = (SEEDS / "README.md").read_text(encoding="utf-8")
    assert "invented" in readme
    assert "CC0" in readme
    assert set(re.findall(r"articles/[\w-]+(?:\.jsonl)?", readme)) >= {
        "articles/" + Path(entry["file"]).parts[1] for entry in ARTICLES.values()
    }
