"""Pages as text: safe, complete, the same every time."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_sample import event_report, plain_event, site

from framing import report
from framing.records import SetAside
from framing.report import figures
from framing.views import EventReport, Site

EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'{{7*7}}$x$"
VOID = {"meta", "link", "input", "br", "hr", "img"}


class Page(HTMLParser):
    """What a page holds: its tags in order, its ids, its links; fails where tags are not closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def values(self, name: str) -> list[str]:
        return [attrs[name] or "" for _, attrs in self.tags if name in attrs]


@pytest.fixture(scope="module")
def baths() -> EventReport:
    return event_report()


@pytest.fixture(scope="module")
def pages(baths: EventReport) -> dict[str, str]:
    evil = plain_event("evil", EVIL, 7, text=f"{EVIL} he said.\n\n{EVIL}")
    where = site(evil)
    where = Site(
        **{name: getattr(where, name) for name in Site.__slots__}
        | {"set_aside": (SetAside(EVIL, EVIL, EVIL),)}
    )
    return {
        "index": report.index_page(where),
        "methods": report.methods_page(where),
        "baths": report.event_page(baths, where),
        "evil": report.event_page(evil, where),
    }


NAMES = ["index", "methods", "baths", "evil"]


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_well_formed_and_says_its_language(pages: dict[str, str], name: str) -> None:
    page = Page(pages[name])
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert ("html", {"lang": "en"}) in page.tags
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    for here, there in pairwise(levels):
        assert there <= here + 1, levels


@pytest.mark.parametrize("name", NAMES)
def test_every_link_on_a_page_leads_somewhere(pages: dict[str, str], name: str) -> None:
    page = Page(pages[name])
    ids = set(page.values("id"))
    for target in [link[1:] for link in page.values("href") if link.startswith("#")]:
        assert target in ids
    for target in " ".join(page.values("data-show")).split():
        assert target in ids
    for attribute in ("aria-labelledby", "for", "aria-describedby"):
        for target in " ".join(page.values(attribute)).split():
            assert target in ids


@pytest.mark.parametrize("name", NAMES)
def test_nothing_loads_and_nothing_runs(pages: dict[str, str], name: str) -> None:
    page = Page(pages[name])
    assert not [key for _, attrs in page.tags for key in attrs if key.startswith("on") or key == "style"]
    assert not {"img", "iframe", "object", "embed", "base", "form-action"} & {tag for tag, _ in page.tags}
    for tag, attrs in page.tags:
        assert not attrs.get("src")
        if tag == "a" and (attrs["href"] or "").startswith("http"):
            assert "noopener" in (attrs["rel"] or "")
    policy = next(a["content"] for t, a in page.tags if t == "meta" and a.get("http-equiv")) or ""
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        for text in re.findall(rf"<{tag}>(.*?)</{tag}>", pages[name], re.S):
            assert base64.b64encode(sha256(text.encode()).digest()).decode() in policy


def test_a_script_in_a_title_stays_text(pages: dict[str, str]) -> None:
    for name in ("index", "evil"):
        assert "<script>alert" not in pages[name]
        assert "<img" not in pages[name]
        assert "49" not in re.sub(
            r"<style>.*?</style>|<script>.*?</script>|sha256-\S+", "", pages[name], flags=re.S
        )


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://a.example/x?a=1&b=2", 'href="https://a.example/x?a=1&amp;b=2"'),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("\x01javascript:alert(1)", None),
        ("//evil.example", None),
    ],
)
def test_only_web_addresses_are_links(url: str, shown: str | None) -> None:
    one = plain_event("one", "Title", 3)
    view = one.articles[0]
    one = replace(one, articles=(replace(view, article=replace(view.article, url=url)),))
    page = report.event_page(one, site())
    assert (shown in page) if shown else (">original</a>" not in page)


@given(st.text(max_size=40))
def test_no_title_breaks_a_page(title: str) -> None:
    one = plain_event("one", " ".join(title.split()) or "x", 3)
    where = site_of(one)
    for page in (report.event_page(one, where), report.index_page(where)):
        assert Page(page).tags.count(("script", {})) == 1


def site_of(*reports: EventReport) -> Site:
    return Site(events=reports, stories=tuple(one.story for one in reports), signs=())


def test_the_same_bytes_twice(baths: EventReport, pages: dict[str, str]) -> None:
    assert event_report() == baths
    assert report.event_page(event_report(), site()) == report.event_page(baths, site())


def test_figures_keep_text_as_text_and_hold_no_date(baths: EventReport) -> None:
    for name, svg in baths.figures:
        assert ">Evening Flare<" in svg
        assert "style=" not in svg
        assert not re.search(r"20\d\d-\d\d-\d\d", svg)
        assert name in ("overlap", "signs", "voices")


def test_a_figure_takes_any_label() -> None:
    labels = ["$x_1$", "<script>&", "日本", "a" * 99]
    svg = figures.overlap_figure(labels, [[1.0] * 4] * 4)
    assert ">$x_1$<" in svg
    assert ">&lt;script&gt;&amp;<" in svg
    assert figures.inline(svg).count("<text") == svg.count("<text")


def test_sizes() -> None:
    """1,000 events make an index of less than 1 MB."""
    one = event_report()
    many = tuple(
        replace(
            one, event=replace(one.event, id=f"e{n}"), story=replace(one.story, id=f"e{n}", events=(f"e{n}",))
        )
        for n in range(1000)
    )
    assert len(report.index_page(site_of(*many)).encode()) < 1_000_000


def test_a_report_of_nothing_says_so() -> None:
    assert "No event was found" in report.index_page(site_of())
    assert "No model was used" in report.methods_page(site_of())


def test_a_card_says_what_its_numbers_are() -> None:
    rows = [["Daily Flash", 1, [0, 1], 0.4], ["Commonground", 12, [9, 3], 0.25]]
    card = {"labels": ["neutral", "biased"], "outlets": rows, "notes": ["short", "long " * 20]}
    shown = report.methods_page(replace(site_of(), cards=(card,)))
    assert "1 sentence (0 neutral, 1 biased); 40% called wrongly" in shown
    assert "12 sentences (9 neutral, 3 biased); 25% called wrongly" in shown
    assert "<li>short</li>" in shown
