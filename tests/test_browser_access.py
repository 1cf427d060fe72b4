"""The pages for everyone: keyboard, contrast and names by axe-core, print, a phone, one file, no texts."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from browser_sample import EVIL, browser, folder, page, redacted, single, sync_api

__all__ = ["browser", "folder", "page", "redacted", "single"]  # fixtures
pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parent.parent
NAMES = ["index.html", "methods.html", "outlets.html", "events/baths.html", "events/baths.handout.html"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def axe() -> str:
    """The source of axe-core, which is not ours to ship: npm install axe-core."""
    given = os.environ.get("FRAMING_AXE", "")
    for place in (given, "/usr/lib/node_modules", ROOT / "node_modules"):
        for path in (Path(place), Path(place) / "axe-core" / "axe.min.js"):
            if place and path.is_file():
                return path.read_text(encoding="utf-8")
    pytest.skip("axe-core is not here: npm install axe-core, and set FRAMING_AXE to its node_modules")


def violations(opened: sync_api.Page, axe: str) -> list[str]:
    opened.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    opened.evaluate(axe)
    found = opened.evaluate("(rules) => axe.run({ runOnly: rules })", RULES)["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", [*NAMES, "single", "redacted"])
def test_axe_finds_nothing(
    browser: object, folder: Path, single: Path, redacted: Path, axe: str, name: str, scheme: str
) -> None:
    where = {
        "single": f"{single.as_uri()}#event-baths",
        "redacted": (redacted / "events/baths.html").as_uri(),
    }
    context = browser.new_context(bypass_csp=True, color_scheme=scheme)  # type: ignore[attr-defined]
    opened = context.new_page()
    opened.goto(where.get(name, (folder / name).as_uri()))
    for click in ("#judge", "#label-on", ".m[data-on]"):
        for found in opened.locator(f"{click}:visible").all()[:1]:
            found.click()
    assert violations(opened, axe) == []
    context.close()


@pytest.mark.parametrize("name", NAMES)
def test_the_tab_key_reaches_everything_in_order(page: sync_api.Page, folder: Path, name: str) -> None:
    page.goto((folder / name).as_uri())
    reachable = """() => [
        ...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')
    ].filter((one) => one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true }))"""
    wanted = page.evaluate(f"({reachable})().length")
    seen = []
    for _ in range(wanted + 40):  # a date is a stop for each of its parts
        page.keyboard.press("Tab")
        at = page.evaluate(f"({reachable})().indexOf(document.activeElement)")
        if at >= 0 and at not in seen:
            seen.append(at)
    assert seen == list(range(wanted))


def test_the_first_stop_skips_to_the_content(page: sync_api.Page, folder: Path) -> None:
    page.goto((folder / "events/baths.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_number_opens_its_evidence_by_keyboard_and_gives_the_focus_back(
    page: sync_api.Page, folder: Path
) -> None:
    page.goto((folder / "events/baths.html").as_uri())
    page.focus(".rates td a")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "drawer"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "drawer-close"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('.rates') !== null")


def test_a_handout_is_two_pages(page: sync_api.Page, folder: Path) -> None:
    page.goto((folder / "events/baths.html").as_uri())
    page.click("text=Handout for a class")
    page.wait_for_url("**/baths.handout.html")  # a page that is still loading prints as one
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 2
    assert page.locator(".questions li").count() >= 4


def test_print_leaves_out_what_only_a_screen_needs(page: sync_api.Page, folder: Path) -> None:
    page.goto((folder / "events/baths.html").as_uri())
    page.emulate_media(media="print")
    for gone in (".top", "#pick", ".ev", ".get", "#label-on"):
        assert not page.locator(gone).first.is_visible()
    assert [page.locator(f"#a{n}").is_visible() for n in (1, 2, 3)] == [True, True, True]


@pytest.mark.parametrize("kind", ["svg", "png", "csv"])
def test_a_figure_is_saved(
    page: sync_api.Page, folder: Path, single: Path, kind: str, tmp_path: Path
) -> None:
    page.goto(f"{single.as_uri()}#event-baths")
    found = page.locator("#event-baths .figure-signs .get")
    wanted = found.locator("a" if kind == "csv" else f"button[data-as='{kind}']")
    with page.expect_download() as waited:
        wanted.click()
    assert waited.value.suggested_filename == f"signs.{kind}"
    waited.value.save_as(tmp_path / "file")
    made = (tmp_path / "file").read_bytes()
    begins = {"svg": b"<svg ", "png": b"\x89PNG", "csv": b"sign,source,hits"}[kind]
    assert made.startswith(begins)
    assert b"var(--" not in made


def test_one_file_holds_every_page(page: sync_api.Page, single: Path) -> None:
    shown = page.locator(".page:visible")  # another address shows another page a moment later
    page.goto(single.as_uri())
    sync_api.expect(shown).to_have_id("page-index")
    page.click(".card a:has-text('Lark Street')")
    sync_api.expect(shown).to_have_id("event-baths")
    page.click("#event-baths--a2 a.m:has-text('doomed')")
    assert "from the list loaded" in page.inner_text("#event-baths--drawer")
    assert page.url.endswith("#event-baths--a2-e2")
    page.goto(f"{single.as_uri()}#event-baths--a3-s2")
    page.reload()
    assert page.locator("#event-baths--a3-s2").is_visible()
    page.click("text=What the numbers mean")
    sync_api.expect(shown).to_have_id("page-methods")
    page.goto(f"{single.as_uri()}#event-evil")
    sync_api.expect(shown).to_have_id("event-evil")
    assert EVIL in page.inner_text("#event-evil")
    assert page.evaluate("window.hit") is None


def test_one_file_can_be_read_without_script(browser: object, single: Path) -> None:
    context = browser.new_context(java_script_enabled=False)  # type: ignore[attr-defined]
    opened = context.new_page()
    opened.goto(single.as_uri())
    assert opened.locator(".page:visible").count() == 7
    context.close()


def test_every_address_in_one_file_leads_somewhere(single: Path) -> None:
    text = single.read_text(encoding="utf-8")
    ids = re.findall(r' id="([^"]*)"', text)
    assert len(ids) == len(set(ids))
    links = (
        re.findall(r' href="#([^"]*)"', text) + " ".join(re.findall(r' data-show="([^"]*)"', text)).split()
    )
    assert set(links) <= set(ids)
    assert not re.search(r' href="[^"#:]+\.html', text)


def test_a_reader_s_labels_are_saved_as_rows_to_train_on(
    page: sync_api.Page, folder: Path, tmp_path: Path
) -> None:
    import json

    page.goto((folder / "events/baths.html").as_uri())
    page.click("#label-on")
    page.fill("#label-who", "M T")
    page.get_by_label("Label of sentence 1, article 2").select_option("biased")
    page.get_by_label("Label of sentence 1, article 1").select_option("neutral")
    page.reload()
    page.click("#label-on")
    assert "2 labelled: 1 biased, 1 neutral, 0 unsure" in page.inner_text("#label-count")
    page.fill("#label-who", "M T")
    page.evaluate(
        """() => {
            const marks = [...document.querySelectorAll('#a2 .m')];
            const mark = marks.find((one) => one.textContent === 'disgrace');
            document.getSelection().selectAllChildren(mark);
        }"""
    )
    page.wait_for_timeout(50)
    page.get_by_label("Label of sentence 2, article 2").select_option("biased")
    with page.expect_download() as waited:
        page.click("#label-save")
    assert waited.value.suggested_filename == "labels-baths-M-T.jsonl"
    waited.value.save_as(tmp_path / "labels.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "labels.jsonl").read_text("utf-8").splitlines()]
    assert [(row["label"], row["outlet"], row["annotator"]) for row in rows] == [
        ("neutral", "The Bay Ledger", "M T"),
        ("biased", "Evening Flare", "M T"),
        ("biased", "Evening Flare", "M T"),
    ]
    words = rows[2]["words"][0]
    assert (words["text"], words["label"]) == ("disgrace", "biased")
    assert rows[2]["text"][words["start"] : words["end"]] == "disgrace"
    assert rows[1]["text"].startswith("A doomed landmark")
    from framing.classifier.labels import read_labels

    assert len(read_labels([tmp_path / "labels.jsonl"], fewest=1).rows) == 3
    page.click("#label-clear")
    assert "0 labelled" in page.inner_text("#label-count")


def test_without_the_texts_every_number_still_opens_something(page: sync_api.Page, redacted: Path) -> None:
    page.goto((redacted / "events/baths.html").as_uri())
    assert "The articles are left out of this copy" in page.inner_text("main")
    page.locator(".rates td a").first.click()
    assert page.locator("#drawer .slip").count() > 0
    assert page.locator("#label-on").count() == 0
