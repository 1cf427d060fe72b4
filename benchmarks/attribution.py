"""Attribution: scores on the annotated articles, words a second, time to load, size of what ships."""

from __future__ import annotations

import json
from time import process_time

from threadpoolctl import threadpool_limits

from benchmarks._common import DATA, table
from framing import shipped
from framing.attribution import evaluate, find, tagger
from framing.attribution.evaluate import article_of
from framing.text import read

TARGETS = {"content_f1": 0.72, "character_f1": 0.85, "recall_direct": 0.96, "speaker_right": 0.88}


def main() -> None:
    folder = shipped.model("attribution")
    started = process_time()
    tagger.load()
    size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
    print(f"loads in {process_time() - started:.2f} s, {size:.1f} MB\n")
    path = DATA / "attribution" / "polnear_dev.jsonl"
    if not path.is_file():
        print("the development data is not here: set FRAMING_DATA to its folder")
        return
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    scores = evaluate(rows)
    print(
        table(
            ("score", "measured", "wanted"),
            [
                (name, f"{value:.3f}", f"{TARGETS[name]:.2f}" if name in TARGETS else "")
                for name, value in scores.items()
                if isinstance(value, float)
            ],
        )
    )
    print("\nerrors: " + ", ".join(f"{name} {number}" for name, number in scores["errors"].items()))
    readings = [read(article_of(row)) for row in rows]
    words = sum(len(line) for reading in readings for line in reading.words)
    with threadpool_limits(1):  # idle threads of the linear algebra would count as time spent
        started = process_time()
        for reading in readings:
            find(reading)
        speed = words / (process_time() - started)
    print(f"\n{speed:.0f} words a second on one core, once the text is read")
