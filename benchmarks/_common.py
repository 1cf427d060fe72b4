"""What several benchmarks share: where the data is, a clock, a table."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("FRAMING_DATA", ROOT.parent / "shared" / "data"))


@contextmanager
def clocked(times: dict[str, float], name: str) -> Iterator[None]:
    """Add the seconds spent inside to `times[name]`."""
    started = perf_counter()
    yield
    times[name] = times.get(name, 0.0) + perf_counter() - started


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)
