"""Saved pages: what is understood of them, and what it costs on top of trafilatura alone."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time

from benchmarks._common import DATA, table
from framing import corpus
from framing.corpus import loaders
from framing.corpus.files import File
from framing.corpus.raw import Raw
from framing.corpus.understand import article

WAYS = {
    "framing": "framing",
    "trafilatura": "trafilatura by hand",
    "htmldate": "htmldate by hand",
    "htmldate_original": "htmldate by hand, original date",
}
ROUNDS = 3


def main() -> None:
    """Print the scores and the speed; the pages are read in turns, so that a busy machine is fair to all."""
    folder = DATA / "extraction"
    if not folder.is_dir():
        print("the development data is not here: set FRAMING_DATA to its folder", file=sys.stderr)
        return
    print(quality(corpus.evaluate(folder)))
    print()
    print(speed(sorted((folder / "html").glob("*.html"))))


def quality(scores: dict[str, object]) -> str:
    """The scores as a table; empty where a way says nothing of it."""
    keys = ("with_kept", "without_absent", "body_f1", "title_right", "date_right", "date_wrong")
    rows = []
    for key, name in WAYS.items():
        found = scores[key]
        assert isinstance(found, dict)
        rows.append([name, *(found.get(one, "") for one in keys)])
    return table([f"{scores['pages']} pages", *keys], rows)


def speed(pages: list[Path]) -> str:
    """Processor seconds of three ways over the same pages, the least of a few rounds each."""
    ways: dict[str, Callable[[Path], object]] = {
        "trafilatura: body alone": _body,
        "trafilatura: body and metadata": _by_hand,
        "framing: all of it": _ours,
    }
    least = dict.fromkeys(ways, float("inf"))
    for _ in range(ROUNDS):
        spent = dict.fromkeys(ways, 0.0)
        for page in pages:
            for name, way in ways.items():
                started = process_time()
                way(page)
                spent[name] += process_time() - started
        least = {name: min(least[name], spent[name]) for name in ways}
    by_hand = least["trafilatura: body and metadata"]
    rows = [
        [name, f"{seconds:.2f}", f"{len(pages) / seconds:.1f}", f"{seconds / by_hand - 1:+.0%}"]
        for name, seconds in least.items()
    ]
    return table(["way", "processor seconds", "pages per second", "on top"], rows)


def _body(page: Path) -> object:
    from trafilatura import extract

    return extract(page.read_bytes(), include_comments=False)


def _by_hand(page: Path) -> object:
    from trafilatura import bare_extraction

    return bare_extraction(page.read_bytes(), include_comments=False, with_metadata=True)


def _ours(page: Path) -> object:
    def found() -> Iterator[object]:
        for raw in loaders.read(File(page.name, path=page)):
            yield article(raw) if isinstance(raw, Raw) else raw

    return list(found())


if __name__ == "__main__":
    main()
