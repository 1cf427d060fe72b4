"""Outlet against outlet in a real browser: from a sentence to its counts to the words on an event's page."""

from __future__ import annotations

import pytest
from browser_sample import browser, page, sync_api
from report_sample import outlet_site
from test_browser_access import axe, violations

from framing import report

__all__ = ["axe", "browser", "page"]  # fixtures
pytestmark = pytest.mark.browser

KINDS = {"folder": {}, "single": {"single_file": True}, "redacted": {"redact": 5}}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The address of the page in every kind of report."""
    found = {}
    for kind, options in KINDS.items():
        target = tmp_path_factory.mktemp(kind) / "reports"
        report.write_site(outlet_site(), target, **options)  # type: ignore[arg-type]
        name = "index.html#page-outlets" if kind == "single" else "outlets.html"
        found[kind] = f"{(target / 'index.html').as_uri().removesuffix('index.html')}{name}"
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_a_sentence_leads_to_its_counts_and_these_to_the_words(
    page: sync_api.Page, made: dict[str, str], kind: str
) -> None:
    page.goto(made[kind])
    where = page.locator("article.page:visible, body[data-page='outlets']").first
    assert "holds after correction for" in where.inner_text()
    where.locator(".findings .ev").first.click()
    counts = where.locator("[id$='counts-loaded']")
    assert counts.is_visible()
    counts.locator("tbody td a").first.click()
    drawer = page.locator("[id$='drawer']:visible")
    assert "doomed" in drawer.inner_text()
    assert page.locator(".group:visible h4").first.inner_text().startswith("Loaded vocabulary")


@pytest.mark.parametrize(("kind", "scheme"), [("folder", "light"), ("folder", "dark"), ("single", "light")])
def test_axe_finds_nothing(browser: object, made: dict[str, str], axe: str, kind: str, scheme: str) -> None:
    context = browser.new_context(bypass_csp=True, color_scheme=scheme)  # type: ignore[attr-defined]
    opened = context.new_page()
    opened.goto(made[kind])
    assert violations(opened, axe) == []
    context.close()


def test_the_tab_key_reaches_a_count(page: sync_api.Page, made: dict[str, str]) -> None:
    page.goto(made["folder"])
    page.focus(".findings .ev")
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector('#counts-loaded').closest('details').open")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#counts-loaded') !== null")


def test_the_page_is_in_the_nav_and_named_by_the_index(page: sync_api.Page, made: dict[str, str]) -> None:
    page.goto(made["folder"].replace("outlets.html", "index.html"))
    page.click(".lead >> text=Outlet against outlet")
    assert page.url.endswith("outlets.html")
    page.click("nav >> text=Events")
    page.click("nav >> text=Outlets")
    assert page.url.endswith("outlets.html")
    with page.expect_download() as waited:
        page.click("button[data-as='png']")
    assert waited.value.suggested_filename == "outlets.png"
