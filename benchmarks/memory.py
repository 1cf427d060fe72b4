"""Peak memory and rate of reading a large file of JSON lines (MB=200, of long and of short rows).

The rows are made of the sample corpus's paragraphs, drawn by a fixed seed, each with an id of its own.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks._common import ROOT, table

MEGABYTES = int(os.environ.get("MB", "200"))
ROWS = {"long rows": (15, 40), "short rows": (1, 3)}  # paragraphs of an article, at least and at most
_MEASURED = """
import resource, sys, time
def peak():
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM")) / 1024
def spent():
    return resource.getrusage(resource.RUSAGE_SELF).ru_utime
"""
WAYS = {
    "framing extract": """
from framing.cli import main
try:
    main(["extract", sys.argv[1], "--out", sys.argv[2]])
except SystemExit as exc:
    assert not exc.code, exc.code
print(f"{peak():.0f} {spent():.1f}")
""",
    "loading for a report, all of it held": """
from framing import pipeline
found = pipeline.load([sys.argv[1]])
print(f"{peak():.0f} {spent():.1f}")
""",
}


def rows(paragraphs: tuple[int, int], size: int) -> Iterator[str]:
    """JSON lines of so many bytes together; the words are the sample corpus's, their order is chance."""
    chance = random.Random(7)
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").rglob("*.txt"))]
    known = [line for text in texts for line in text.split("\n") if len(line) > 80]
    written, number = 0, 0
    while written < size:
        body = "\n\n".join(chance.choices(known, k=chance.randint(*paragraphs)))
        row = {
            "id": f"r{number}",
            "title": f"Report {number} on the river",
            "source": f"Outlet {chance.randint(1, 60)}",
            "date": f"2024-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
            "text": body,
        }
        line = json.dumps(row, ensure_ascii=False) + "\n"
        yield line
        written, number = written + len(line.encode()), number + 1


def measured(way: str, source: Path, out: Path) -> list[str]:
    """Peak MB and processor seconds of one way in a process of its own."""
    command = [sys.executable, "-c", _MEASURED + way, str(source), str(out)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()


def main() -> None:
    if not Path("/proc/self/status").is_file():
        print("the peak is read from /proc, which this system does not have", file=sys.stderr)
        return
    found = []
    with TemporaryDirectory(dir=os.environ.get("TMPDIR")) as temporary:
        source, out = Path(temporary) / "dump.jsonl", Path(temporary) / "out.jsonl"
        for kind, paragraphs in ROWS.items():
            with source.open("w", encoding="utf-8") as file:
                count = sum(file.write(row) > 0 for row in rows(paragraphs, MEGABYTES * 1_000_000))
            for name, way in WAYS.items():
                peak, seconds = measured(way, source, out)
                out.unlink(missing_ok=True)
                rate = MEGABYTES / float(seconds)
                found.append([kind, f"{count:,}", name, peak, seconds, f"{rate:.1f}"])
                print(found[-1], file=sys.stderr, flush=True)
    print(table([f"{MEGABYTES} MB of", "rows", "way", "peak MB", "processor s", "MB/s"], found))
