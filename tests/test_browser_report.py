"""The pages in a real browser: what a reader clicks, types and sees."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser_sample import EVIL, browser, folder, page, sync_api

__all__ = ["browser", "folder", "page"]  # fixtures
pytestmark = pytest.mark.browser


def test_a_mark_says_what_it_is_and_why(page: sync_api.Page, folder: Path) -> None:
    page.goto(f"{(folder / 'events/baths.html').as_uri()}")
    page.click("#a2 a.m:has-text('doomed')")
    drawer = page.locator("#drawer")
    assert drawer.is_visible()
    assert "Loaded vocabulary: “doomed”, from the list loaded" in drawer.inner_text()
    assert drawer.locator("mark").inner_text() == "doomed"
    page.keyboard.press("Escape")
    assert not drawer.is_visible()
    assert page.evaluate("document.activeElement.textContent") == "doomed"


def test_a_switch_takes_marks_away_and_brings_the_one_below(page: sync_api.Page, folder: Path) -> None:
    page.goto((folder / "events/baths.html").as_uri())
    mark = page.locator("#a2 a.m", has_text="disgrace")
    assert mark.get_attribute("data-on") == "1"
    page.uncheck("#switches input[data-f='1']")
    assert mark.get_attribute("data-on") is None
    assert mark.get_attribute("tabindex") == "-1"
    page.check("#switches input[data-f='4']")
    assert mark.get_attribute("data-on") == "4"
    page.click("#all-off")
    assert page.locator(".m[data-on]").count() == 0


def test_the_classifier_s_sentences_are_shaded_on_demand(page: sync_api.Page, folder: Path) -> None:
    page.goto((folder / "events/baths.html").as_uri())
    shaded = page.locator("#a2-s0")
    before = shaded.evaluate("e => getComputedStyle(e).backgroundColor")
    page.check("#judge")
    assert shaded.evaluate("e => getComputedStyle(e).backgroundColor") != before
    shaded.locator("a.p").click()
    assert "biased, probability 0.85 moved by: Furious" in page.inner_text("#drawer")


def test_a_number_opens_the_places_it_was_counted_from(page: sync_api.Page, folder: Path) -> None:
    page.goto((folder / "events/baths.html").as_uri())
    cell = page.locator(".rates tbody tr", has_text="Loaded vocabulary").locator("td").nth(1)
    count = cell.locator("a").first
    assert page.evaluate("() => document.querySelector('#drawer').hidden")
    count.click()
    assert page.locator("#drawer .slip").count() == int(count.inner_text())


def test_a_statement_opens_its_sentences_side_by_side(page: sync_api.Page, folder: Path) -> None:
    page.goto((folder / "events/baths.html").as_uri())
    page.click(".matrix .ev")
    assert page.locator("#drawer .slip .label").all_inner_texts() == [
        "The Bay Ledger",
        "Evening Flare",
        "unknown source (wire.txt)",
    ]
    page.locator("#drawer a").last.click()
    assert page.locator("#a3").is_visible()
    assert page.locator("#a3-s1.at").count() == 1


def test_an_address_of_evidence_can_be_shared(page: sync_api.Page, folder: Path) -> None:
    page.goto(f"{(folder / 'events/baths.html').as_uri()}#a3-s2")
    assert page.locator("#a3-s2").is_visible()
    page.goto(f"{(folder / 'events/baths.html').as_uri()}#a2-q1")
    assert "Insiders" in page.inner_text("#drawer")


def test_two_texts_at_a_time(page: sync_api.Page, folder: Path) -> None:
    page.goto((folder / "events/baths.html").as_uri())
    assert [page.locator(f"#a{n}").is_visible() for n in (1, 2, 3)] == [True, True, False]
    page.select_option("#left", "3")
    assert [page.locator(f"#a{n}").is_visible() for n in (1, 2, 3)] == [False, True, True]


def test_the_keyboard_reaches_every_mark(page: sync_api.Page, folder: Path) -> None:
    page.goto((folder / "events/baths.html").as_uri())
    wanted = page.locator(".pane:visible .m[data-on]:not([tabindex='-1'])").count()
    page.focus("#a1 .text")
    reached = set()
    for _ in range(wanted + 20):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate("document.activeElement.className === 'm' ? document.activeElement.hash : ''")
        )
    assert len(reached - {""}) == wanted
    page.focus("#a2 .m[data-on]")
    page.keyboard.press("Enter")
    assert page.locator("#drawer").is_visible()


def test_the_index_is_searched_filtered_and_sorted(page: sync_api.Page, folder: Path) -> None:
    page.goto((folder / "index.html").as_uri())
    shown = page.locator(".card:visible h3")
    assert shown.count() == 4
    page.fill("#find", "FERRY harbour")
    assert shown.all_inner_texts() == ["Ferry off Cape Vail is towed to harbour"]
    assert "1 of 4" in page.inner_text("#count")
    page.fill("#find", "")
    page.select_option("#outlet", "Evening Flare")
    assert shown.all_inner_texts() == ["Council votes to close the Lark Street baths"]
    page.select_option("#outlet", "")
    page.fill("#since", "2031-03-11")
    assert shown.count() == 2
    page.fill("#since", "")
    page.check("#several")
    assert shown.count() == 1
    page.uncheck("#several")
    page.select_option("#sign", "f1")
    assert shown.all_inner_texts() == ["Council votes to close the Lark Street baths"]
    page.select_option("#sign", "")
    page.select_option("#story", index=1)
    assert shown.count() == 2
    page.select_option("#story", "")
    page.select_option("#sort", "old")
    assert shown.first.inner_text().startswith("Council votes")
    page.fill("#find", "nothing of the kind")
    assert "No event fits" in page.inner_text("#count")


def test_a_script_in_a_title_stays_text(page: sync_api.Page, folder: Path) -> None:
    for name in ("index.html", "events/evil.html"):
        page.goto((folder / name).as_uri())
        assert EVIL in page.inner_text("main")
        assert page.evaluate("window.hit") is None


@pytest.mark.parametrize("name", ["index.html", "methods.html", "events/baths.html"])
@pytest.mark.parametrize("width", [320, 640, 1280])
def test_no_page_scrolls_sideways(page: sync_api.Page, folder: Path, name: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((folder / name).as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_script_everything_is_there(browser: object, folder: Path) -> None:
    context = browser.new_context(java_script_enabled=False)  # type: ignore[attr-defined]
    opened = context.new_page()
    opened.goto(f"{(folder / 'events/baths.html').as_uri()}")
    assert [opened.locator(f"#a{n}").is_visible() for n in (1, 2, 3)] == [True, True, True]
    assert opened.locator("#a2 .m[data-on]").count() > 0
    context.close()
