"""The whole road: same input, same bytes; real input; what is written and what is not."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from framing import pipeline
from framing.cli import main
from framing.config import Config


def tree(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


def rows(seeds: Path) -> list[dict[str, object]]:
    """The sample corpus as rows, so that their order can be changed."""
    return [
        {
            "id": article.id,
            "source": article.source,
            "date": article.published.isoformat() if article.published else None,
            "title": article.title,
            "text": article.body,
        }
        for article in pipeline.load([seeds]).articles
    ]


def test_same_articles_same_bytes_whatever_the_order_and_the_processes(seeds, tmp_path, monkeypatch):
    articles = rows(seeds)
    written = []
    for number, jobs in enumerate((1, 2)):
        folder = tmp_path / str(number)
        folder.mkdir()
        monkeypatch.chdir(folder)
        random.Random(number).shuffle(articles)
        lines = "".join(json.dumps(row) + "\n" for row in articles)
        Path("articles.jsonl").write_text(lines, encoding="utf-8")
        site = pipeline.make_report(["articles.jsonl"], "site", Config(jobs=jobs))
        assert len(site.events) > 5
        # The only thing that may differ is what the settings table says of the processes.
        written.append(
            {
                name: content
                for name, content in tree(folder / "site").items()
                if name
                not in ("methods.html", "data/report.json", "data/articles.jsonl", "data/articles.csv")
            }
        )
    assert written[0] == written[1]


def test_a_report_is_written_whole_and_names_what_was_set_aside(seeds, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("heartbreak.txt", "mayhem.txt"):
        (folder / name).write_bytes((seeds / "articles" / "daily-flash" / name).read_bytes())
    (folder / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    main(["report", str(folder), "--out", str(tmp_path / "site")], standalone_mode=False)
    index = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert "photo.png" in index
    assert {path.name for path in tmp_path.iterdir()} == {"in", "site"}


@pytest.mark.data
def test_the_five_raw_articles_are_grouped_by_what_they_say(data, tmp_path):
    names = sorted((data / "seeds").glob("*.txt"))
    for number, path in enumerate(reversed(names)):
        (tmp_path / f"page-{number}.txt").write_bytes(path.read_bytes())
    found = pipeline.load([tmp_path])
    assert found.set_aside == ()
    original = {f"page-{number}.txt": path.name[:3] for number, path in enumerate(reversed(names))}
    number_of = {article.id: original[Path(article.path).name] for article in found.articles}
    discovery = pipeline.discover(found.articles)
    events = {event.id: tuple(sorted(number_of[i] for i in event.articles)) for event in discovery.events}
    assert sorted(events.values()) == [("000", "002"), ("001",), ("003",), ("004",)]
    stories = {frozenset(events[event] for event in story.events) for story in discovery.stories}
    assert stories == {frozenset({("000", "002"), ("001",)}), frozenset({("003",)}), frozenset({("004",)})}
    sources = {number_of[article.id]: article.source for article in found.articles}
    assert sources["000"] == "American Military News"
    assert sources["003"] == "Antiwar.com"
    dates = {number_of[a.id]: a.published.isoformat() for a in found.articles if a.published}
    assert dates == {"000": "2019-12-02"}


@pytest.mark.data
def test_the_events_of_basil_are_found(data):
    found = pipeline.load([data / "events" / "basil.jsonl"])
    discovery = pipeline.discover(found.articles)
    gold: dict[object, set[str]] = {}
    for article in found.articles:
        gold.setdefault(dict(article.extra)["event"], set()).add(article.id)
    planted = {frozenset(members) for members in gold.values()}
    events = {frozenset(event.articles) for event in discovery.events}
    mixed = [sorted(event) for event in events if not any(event <= members for members in planted)]
    assert mixed == []
    assert len(planted & events) == 71
