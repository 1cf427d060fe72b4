"""In the browser: every number opens what it counts, pages hold when enlarged, two readers' labels agree."""

from __future__ import annotations

from pathlib import Path

import pytest

sync_api = pytest.importorskip("playwright.sync_api")
from browser_sample import browser, folder, page  # noqa: E402, F401  # fixtures

from framing.classifier.agreement import krippendorff_alpha  # noqa: E402
from framing.classifier.labels import read_labels  # noqa: E402

pytestmark = pytest.mark.browser

# Every link to evidence outside the texts is followed; what the drawer then holds stands beside its words.
_FOLLOWED = """() => [...document.querySelectorAll('main section:not(.texts) a[data-show]')].map((link) => {
    const inView = (box) => box.bottom > 0 && box.top < innerHeight;
    const slips = () => [...document.querySelectorAll('#drawer .slip')];
    document.getElementById('drawer').hidden = true;
    link.click();
    const open = !document.getElementById('drawer').hidden;
    const cell = link.closest('.rates td');
    return {
        words: link.textContent.trim(),
        counted: cell ? cell.parentElement.querySelector('th').textContent.trim() : '',
        slips: open ? slips().length : 0,
        there: !open && inView(document.querySelector(link.getAttribute('href')).getBoundingClientRect()),
        empty: open && slips().some((slip) => !slip.textContent.trim()),
    };
})"""
# Cells of tables that hold a number other than 0 and no way to its evidence in their row. Quoted words for
# which no speaker was found are a remainder, and have no place of their own yet.
_BARE = """() => [...document.querySelectorAll('main section:not(.texts) td')]
    .filter((cell) => /[1-9]/.test([...cell.childNodes].filter((one) => one.nodeType === 3)
        .map((one) => one.textContent).join('')))
    .filter((cell) => !cell.parentElement.querySelector('a[href^="#"]'))
    .map((cell) => cell.textContent.trim())"""


def test_every_number_opens_what_it_counts(page: sync_api.Page, folder: Path) -> None:  # noqa: F811
    page.goto((folder / "events/baths.html").as_uri())
    found = page.evaluate(_FOLLOWED)
    assert len(found) > 20
    assert [link for link in found if not (link["slips"] or link["there"]) or link["empty"]] == []
    counts = [link for link in found if link["words"].isdigit() and link["counted"]]
    places = [link for link in counts if link["counted"] not in ("Quotation", "Classifier")]
    assert len(places) > 5
    assert [link for link in places if int(link["words"]) != link["slips"]] == []
    assert page.evaluate(_BARE) == []


def test_every_shared_address_shows_its_evidence(page: sync_api.Page, folder: Path) -> None:  # noqa: F811
    address = (folder / "events/baths.html").as_uri()
    page.goto(address)
    places = page.evaluate("[...document.querySelectorAll('.group li[id], .s[id]')].map((one) => one.id)")
    assert len(places) > 30
    wrong = []
    for place in places:
        page.evaluate("(place) => { location.hash = place; }", place)
        page.wait_for_function("(place) => location.hash === `#${place}`", arg=place)
        shown = page.evaluate(
            """(place) => { const one = document.getElementById(place);
            return one.getClientRects().length > 0 && document.querySelectorAll('.s.at').length === 1; }""",
            place,
        )
        wrong += [] if shown else [place]
    assert wrong == []


@pytest.fixture(params=["200% zoom", "200% text"])
def enlarged(request: pytest.FixtureRequest, page: sync_api.Page) -> sync_api.Page:  # noqa: F811
    """A page as it is laid out in a window of 1,280 pixels when all of it, or its text, is twice as large."""
    if request.param == "200% zoom":
        session = page.context.new_cdp_session(page)
        size = {"width": 640, "height": 450, "deviceScaleFactor": 2, "mobile": False}
        session.send("Emulation.setDeviceMetricsOverride", size)
    else:
        page.add_init_script(
            "addEventListener('DOMContentLoaded', () => {"
            " document.documentElement.style.fontSize = '200%'; })"
        )
    return page


# What is cut off where nothing scrolls, and what sticks out of the window.
_CUT = """() => [...document.querySelectorAll('main *, header *, footer *')].filter((one) => {
    if (!one.getClientRects().length || one.closest('svg, .hidden, .skip')) return false;
    const style = getComputedStyle(one);
    return ['hidden', 'clip'].includes(style.overflowX) && one.scrollWidth > one.clientWidth + 1;
}).map((one) => `${one.tagName}.${one.className}`)"""


@pytest.mark.parametrize("name", ["index.html", "methods.html", "events/baths.html"])
def test_pages_hold_when_enlarged(enlarged: sync_api.Page, folder: Path, name: str) -> None:  # noqa: F811
    enlarged.goto((folder / name).as_uri())
    size = enlarged.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert size[0] <= size[1]
    assert enlarged.evaluate(_CUT) == []


def test_two_readers_files_tell_how_far_they_agree(
    page: sync_api.Page,  # noqa: F811
    folder: Path,  # noqa: F811
    tmp_path: Path,
) -> None:
    given = {"A B": ("biased", "neutral", "neutral"), "C D": ("biased", "neutral", "biased")}
    places = ("sentence 1, article 2", "sentence 1, article 1", "sentence 3, article 2")
    paths = []
    for who, labels in given.items():
        page.goto((folder / "events/baths.html").as_uri())
        page.click("#label-on")
        page.fill("#label-who", who)
        for place, label in zip(places, labels, strict=True):
            page.get_by_label(f"Label of {place}").select_option(label)
        with page.expect_download() as waited:
            page.click("#label-save")
        paths.append(tmp_path / waited.value.suggested_filename)
        waited.value.save_as(paths[-1])
        page.click("#label-clear")
    found = read_labels(paths, fewest=1)
    assert len(found.rows) == 2
    assert sorted(found.votes) == [(0, 2), (1, 1), (2, 0)]
    assert krippendorff_alpha(found.votes) == pytest.approx(4 / 9, abs=0.01)
