"""Finding events in a generated year of news: cost beside scikit-learn's TfidfVectorizer, memory, growth.

    python -m benchmarks scale               10,000 and 100,000 articles (the larger takes minutes)
    python benchmarks/scale.py 10000         one size
    python benchmarks/scale.py daily 10000   the last 200 articles added to what is known, beside scratch

What is counted: `discover(articles)`, from records in memory to events, stories and near-copies, beside
`TfidfVectorizer().fit_transform(texts)` on the same texts, in one process of its own, processor time. Peak
memory (VmHWM) holds the articles, Python and all libraries; it is read before the vectorizer runs.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks._common import ROOT, table
from benchmarks._news import news

SIZES = (10_000, 100_000)
NEW = 200


def one(size: int) -> dict[str, float]:
    """Seconds of processor time and peak memory in MB at one size; this process must be fresh."""
    from framing.events import discover
    from framing.events.evaluate import bcubed

    articles = news(size)
    discover(articles[:50])  # imports and tables are loaded before the clock runs
    started, wall = process_time(), perf_counter()
    found = discover(articles)
    mine, wall = process_time() - started, perf_counter() - wall
    peak = _peak()
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = [article.text for article in articles]
    TfidfVectorizer().fit_transform(texts[:50])
    started = process_time()
    TfidfVectorizer().fit_transform(texts)
    usual = process_time() - started
    home = {name: event.id for event in found.events for name in event.articles}
    gold = [str(dict(article.extra)["event"]) for article in articles]
    scores = bcubed(gold, [home[article.id] for article in articles])
    return {
        "articles": size,
        "words": sum(text.count(" ") for text in texts),
        "discover": mine,
        "discover, wall": wall,
        "vectorizer": usual,
        "peak": peak,
        "events": len(found.events),
        "copies": len(found.copies),
        "bcubed": scores["f1"],
    }


def daily(size: int) -> dict[str, float]:
    """Seconds of processor time to add the last articles to what is known, and to begin from scratch."""
    from framing.events import discover, extend
    from framing.events.evaluate import bcubed

    articles = sorted(news(size), key=lambda article: (str(article.published or ""), article.id))
    known = discover(articles[:-NEW]).placements
    started = process_time()
    found = extend(known, articles)
    mine = process_time() - started
    started = process_time()
    scratch = discover(articles).placements
    anew = process_time() - started
    home, other = ({p.article: p.event for p in places} for places in (found, scratch))
    agreed = bcubed([other[a.id] for a in articles], [home[a.id] for a in articles])
    fresh = [a.id for a in articles[-NEW:]]
    sides = [
        {name: frozenset(a for a, event in side.items() if event == side[name]) for name in fresh}
        for side in (home, other)
    ]
    same = sum(sides[0][name] == sides[1][name] for name in fresh) / NEW
    return {
        "extend": mine,
        "scratch": anew,
        "agreement": agreed["f1"],
        "new articles in the same event": same,
    }


def _peak() -> float:
    """The most memory this process has held, in MB (Linux)."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def measured(*arguments: str) -> dict[str, float]:
    """The same from a fresh process with one thread."""
    command = [sys.executable, str(Path(__file__)), *arguments]
    environment = os.environ | {"OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return dict(json.loads(done.stdout))


def main() -> None:
    rows, seconds = [], []
    for size in SIZES:
        found = measured(str(size))
        seconds.append(found["discover"])
        rows.append(
            [
                f"{size:,}",
                f"{found['words'] / 1e6:.1f}",
                f"{found['vectorizer']:.1f}",
                f"{found['discover']:.1f}",
                f"{found['discover'] / found['vectorizer']:.2f}",
                f"{found['peak']:.0f}",
                f"{found['bcubed']:.3f}",
            ]
        )
    head = "articles, words (millions), TfidfVectorizer s, discover s, ratio, peak MB, BCubed F1".split(", ")
    print(table(head, rows))
    day = measured("daily", str(SIZES[0]))
    print("\n" + ", ".join(f"{name} {value:.3f}" for name, value in day.items()))
    print(f"\n{SIZES[0]:,} to {SIZES[-1]:,} articles: {seconds[-1] / seconds[0]:.1f} times the time")


if __name__ == "__main__":
    print(json.dumps(daily(int(sys.argv[2])) if sys.argv[1] == "daily" else one(int(sys.argv[1]))))
