"""Finding events in a generated year of news: cost beside scikit-learn's TfidfVectorizer, memory, growth.

    python -m benchmarks scale               10,000 and 100,000 articles (the larger takes minutes)
    python benchmarks/scale.py 10000         one size
    python benchmarks/scale.py daily 10000   the last 200 articles added to what is known, beside scratch
    python benchmarks/scale.py dask 10000    on a cluster of two processes, beside this one

What is counted: `discover(articles)`, from records in memory to events, stories and near-copies, beside
`TfidfVectorizer().fit_transform(texts)` on the same texts, right after it in one fresh process: processor
time (of all threads) and time on the clock, which says something on an idle machine alone. Peak memory
(VmHWM) holds the articles, Python and all libraries; it is read before the vectorizer runs.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time
from typing import NamedTuple, TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks._common import ROOT, table
from benchmarks._news import news

T = TypeVar("T")

SIZES = (10_000, 100_000)
NEW = 200


def one(size: int) -> dict[str, float]:
    """Seconds and peak memory in MB at one size; this process must be fresh."""
    from framing.events import discover
    from framing.events.evaluate import bcubed

    articles = news(size)
    discover(articles[:50])  # imports and tables are loaded before the clock runs
    found, mine = timed(lambda: discover(articles))
    peak = _peak()
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = [article.text for article in articles]
    TfidfVectorizer().fit_transform(texts[:50])
    _, usual = timed(lambda: TfidfVectorizer().fit_transform(texts))
    home = {name: event.id for event in found.events for name in event.articles}
    gold = [str(dict(article.extra)["event"]) for article in articles]
    scores = bcubed(gold, [home[article.id] for article in articles])
    return {
        "articles": size,
        "words": sum(text.count(" ") for text in texts),
        "discover": mine.processor,
        "discover, clock": mine.clock,
        "vectorizer": usual.processor,
        "vectorizer, clock": usual.clock,
        "peak": peak,
        "events": len(found.events),
        "copies": len(found.copies),
        "bcubed": scores["f1"],
    }


class Seconds(NamedTuple):
    processor: float
    clock: float


def timed(work: Callable[[], T]) -> tuple[T, Seconds]:
    """What the work gives, and the seconds that it took."""
    started, clock = process_time(), perf_counter()
    found = work()
    return found, Seconds(process_time() - started, perf_counter() - clock)


def dask(size: int) -> dict[str, float]:
    """Seconds on the clock here and on a cluster of two processes, and whether both find the same."""
    from distributed import LocalCluster

    from framing.events import discover, engine

    articles = news(size)
    here, alone = timed(lambda: discover(articles))
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster,
        engine(f"dask={cluster.scheduler_address}") as run,
    ):
        found, spread = timed(lambda: discover(articles, run=run))
    return {"here": alone.clock, "cluster": spread.clock, "identical": float(found == here)}


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
    rows, found = [], [measured(str(size)) for size in SIZES]
    for size, one_size in zip(SIZES, found, strict=True):
        processor, clock = (one_size["discover" + kind] / one_size["vectorizer" + kind] for kind in KINDS)
        rows.append(
            [
                f"{size:,}",
                f"{one_size['words'] / 1e6:.1f}",
                f"{one_size['discover']:.1f}",
                f"{processor:.2f}",
                f"{clock:.2f}",
                f"{one_size['peak']:.0f}",
                f"{one_size['bcubed']:.3f}",
            ]
        )
    print(table(HEAD, rows))
    growth = [found[-1]["discover" + kind] / found[0]["discover" + kind] for kind in KINDS]
    print(f"\n{SIZES[0]:,} to {SIZES[-1]:,} articles: {growth[0]:.1f} times the processor time, ", end="")
    print(f"{growth[1]:.1f} times the time on the clock")
    for name in ("daily", "dask"):
        figures = measured(name, str(SIZES[0])).items()
        print(f"\n{name}: " + ", ".join(f"{what} {value:.3f}" for what, value in figures))


KINDS = ("", ", clock")
HEAD = (
    "articles",
    "words (millions)",
    "discover, processor s",
    "times TfidfVectorizer's",
    "the same on the clock",
    "peak MB",
    "BCubed F1",
)


if __name__ == "__main__":
    jobs = {"daily": daily, "dask": dask}
    job, wanted = jobs.get(sys.argv[1], one), sys.argv[-1]
    print(json.dumps(job(int(wanted))))
