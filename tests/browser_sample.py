"""A browser, and reports to look at in it, for several files of tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from report_sample import plain_event, site

from framing import report

sync_api = pytest.importorskip("playwright.sync_api")

EVIL = "<script>window.hit = 1</script><img src=x onerror='window.hit = 1'>"
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("site") / "reports"
    evil = plain_event("evil", EVIL, 20, text=f"{EVIL} “{EVIL}” he said.")
    report.write_site(site(evil), target, handouts=True)
    return target


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[object]:
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=ARGS)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: object) -> Iterator[object]:
    """A page that fails the test when it asks for anything but files, or complains."""
    wrong: list[str] = []
    opened = browser.new_page(viewport={"width": 1280, "height": 900})  # type: ignore[attr-defined]
    opened.on("console", lambda message: wrong.append(message.text))
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on(
        "request",
        lambda asked: wrong.append(asked.url) if not asked.url.startswith(("file:", "data:,")) else None,
    )
    yield opened
    opened.close()
    assert wrong == []


@pytest.fixture(scope="module")
def single(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same report in one file."""
    target = tmp_path_factory.mktemp("single") / "reports"
    evil = plain_event("evil", EVIL, 20, text=f"{EVIL} “{EVIL}” he said.")
    report.write_site(site(evil), target, single_file=True)
    return target / "index.html"


@pytest.fixture(scope="module")
def redacted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same report without the texts."""
    target = tmp_path_factory.mktemp("redacted") / "reports"
    report.write_site(site(), target, redact=5)
    return target
