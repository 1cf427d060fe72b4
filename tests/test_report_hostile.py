"""Articles that would like to run, load or leave the folder: the whole road, from files to pages."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

pytest.importorskip("playwright.sync_api")
from browser_sample import browser, page  # noqa: F401  # fixtures

from framing import pipeline, report
from framing.config import Config
from framing.views import Site

EVIL = "\"'><script>window.hit = 1</script><img src=x onerror=window.hit=1><svg onload=window.hit=1>{{7*7}}"
BODY = (
    "The council of Ostmere Bay voted on Tuesday to close the Lark Street baths. {evil} “We cannot heat a"
    " pool that leaks,” said Mira {evil} Tolan, the treasurer. The vote was {number} to 8."
)
WAYS: dict[str, dict[str, object]] = {
    "folder": {"handouts": True},
    "one file": {"single_file": True},
    "without texts": {"redact": 12},
}


def rows() -> list[dict[str, object]]:
    """The same event in rows that are hostile in every field that may hold text."""
    names = [
        "../../up",
        "/etc/passwd",
        "a\nb",
        EVIL,
        "..",
        "con\\..\\x",
        "a" * 300,
        "%2e%2e%2f",
        "\u202egnp",
        "-rf",
    ]
    return [
        {
            "id": name,
            "title": f"Council votes to close baths {EVIL}",
            "text": "\n\n".join(BODY.format(evil=EVIL, number=number + part) for part in range(4)),
            "source": f"{EVIL} {number}",
            "author": EVIL,
            "date": "2031-03-04",
            "url": (
                "javascript:window.hit=1",
                "data:text/html,<script>window.hit=1</script>",
                f"https://a.b/{EVIL}",
            )[number % 3],
            EVIL: EVIL,
        }
        for number, name in enumerate(names)
    ]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("in")
    lines = [*(json.dumps(row) for row in rows()), '{"id": "<script>"']
    (folder / "<script>window.hit=1<script>\n.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (folder / "<img src=x onerror=window.hit=1>.txt").write_text(
        f"{EVIL}\nBy {EVIL}\nMarch 4, 2031\n\n{BODY.format(evil=EVIL, number=7)}\n", encoding="utf-8"
    )
    (folder / "<svg onload=window.hit=1>.pdf").write_bytes(b"%PDF")
    return pipeline.build([folder], Config(jobs=1))


@pytest.fixture(scope="module", params=sorted(WAYS))
def out(request: pytest.FixtureRequest, hostile: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("out")
    report.write_site(hostile, root / "out", **WAYS[request.param])  # type: ignore[arg-type]
    assert [path.name for path in root.iterdir()] == ["out"]
    return root / "out"


class _Parts(HTMLParser):
    """What could run or load on a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if ("rel", "icon") in attrs or "download" in dict(attrs):
            return  # the empty picture, and figures to save: made by the page, never followed
        for name, value in attrs:
            address = (value or "").strip().lower()
            if name.startswith("on") or name in ("srcdoc", "style", "action", "formaction"):
                self.found.append(f"{tag} {name}={value}")
            if name in ("href", "src", "xlink:href") and address.startswith(("javascript:", "data:", "//")):
                self.found.append(f"{tag} {name}={value}")
            if name == "src" or tag in ("iframe", "object", "embed", "img", "base"):
                self.found.append(f"{tag} {name}={value}")


def test_nothing_in_a_page_runs_loads_or_leads_to_a_script(out: Path) -> None:
    scripts = set()
    for path in sorted(out.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        parts = _Parts()
        parts.feed(text)
        assert parts.found == []
        scripts |= set(re.findall(r"(?s)<script[^>]*>(.*?)</script>", text))
        assert "{{7*7}}" in text or path.name == "methods.html"
    assert not [script for script in scripts if "window.hit" in script]


def test_every_file_has_a_plain_name_inside_the_folder(out: Path) -> None:
    for path in out.rglob("*"):
        assert re.fullmatch(r"[A-Za-z0-9._-]{1,80}", path.name), path
        assert not path.is_symlink()
        assert path.resolve().is_relative_to(out.resolve())


@pytest.mark.browser
def test_in_the_browser_nothing_of_it_runs(out: Path, page: object) -> None:  # noqa: F811
    pages = sorted(out.rglob("*.html"))
    assert pages
    for path in pages:
        page.goto(path.as_uri())  # type: ignore[attr-defined]
        assert page.evaluate("window.hit === undefined")  # type: ignore[attr-defined]
        assert page.locator("img, iframe, object, embed").count() == 0  # type: ignore[attr-defined]
