"""Time and peak memory of the whole road, from files to pages, each stage apart."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks._common import DATA, ROOT, clocked, table

INPUTS = {"sample corpus": ROOT / "seeds", "BASIL, 213 articles": DATA / "events" / "basil.jsonl"}
_WHOLE = """
import resource, sys
from framing.cli import main
try:
    main(["report", sys.argv[1], "--out", sys.argv[2]])
except SystemExit as exc:
    assert not exc.code, exc.code
who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
own, others = (resource.getrusage(part).ru_maxrss / 1024 for part in who)
print(f"{own:.0f} {others:.0f}")
"""


def whole(folder: Path, out: Path) -> tuple[float, str]:
    """Seconds and peak memory (this process, largest other process) of `framing report` as a user runs it."""
    started = perf_counter()
    command = [sys.executable, "-c", _WHOLE, str(folder), str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    own, others = done.stdout.split()
    return perf_counter() - started, f"{own} MB, {others} MB"


def stages(folder: Path, out: Path) -> dict[str, float]:
    """Seconds of each stage, one after the other in one process."""
    from framing import attribution, compare, features, pipeline, report
    from framing.config import Config
    from framing.text import read

    times: dict[str, float] = {}
    config = Config(jobs=1)
    with clocked(times, "load"):
        found = pipeline.load([folder], config)
    with clocked(times, "events"):
        discovery = pipeline.discover(found.articles, config)
    by_id = {article.id: article for article in found.articles}
    model = pipeline.classifier_of(config)
    for event in discovery.events:
        with clocked(times, "read"):
            readings = [read(by_id[member]) for member in event.articles]
        with clocked(times, "features"):
            list(map(features.measure, readings))
        with clocked(times, "attribution"):
            list(map(attribution.find, readings))
        with clocked(times, "classifier"):
            for reading in readings:
                pipeline.verdicts(reading.article, model)
        with clocked(times, "compare"):
            compare.compare(event, readings, same_statement=config.same_statement)
    site = pipeline.build([folder], config)
    with clocked(times, "pages"):
        report.write_site(site, out)
    return times


def main() -> None:
    rows = []
    for name, folder in INPUTS.items():
        if not folder.exists():
            continue
        with TemporaryDirectory() as temporary:
            seconds, memory = whole(folder, Path(temporary) / "whole")
            times = stages(folder, Path(temporary) / "stages")
        rows.append([name, f"{seconds:.1f}", memory, *(f"{value:.2f}" for value in times.values())])
        head = ["input", "whole, s", "peak (own, others)", *times]
    print(table(head, rows))
