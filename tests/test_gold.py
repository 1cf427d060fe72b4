"""One event's page, kept as a file: whoever changes a page sees what changed.

`make gold` renews it; read the difference before it is committed.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from report_sample import event_report, site

from framing import report

GOLD = Path(__file__).parent / "gold" / "baths.html"
_OWN_FILES = re.compile(r"<style>.*?</style>|<script>.*?</script>|(?:'|&#39;)sha256-[^'&]*(?:'|&#39;)", re.S)
_DRAWN = re.compile(r"<svg .*?</svg>", re.S)


def test_one_event_s_page() -> None:
    page = _comparable(report.event_page(event_report(), site()))
    if os.environ.get("FRAMING_GOLD") == "renew":
        GOLD.parent.mkdir(exist_ok=True)
        GOLD.write_text(page, encoding="utf-8")
    assert page == GOLD.read_text(encoding="utf-8"), "if this is meant, renew with: make gold"


def _comparable(page: str) -> str:
    """The page without style, script and drawing: those have their own tests and differ with versions."""
    return _DRAWN.sub("<svg></svg>", _OWN_FILES.sub("", page))
