"""The page that sets outlet against outlet: its sentences, numbers, tables, and what leads where."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from report_sample import outlet_site, site, town_event

from framing import report
from framing.report import arrange_outlets
from framing.report.assemble import with_outlets
from framing.report.columns import columns
from framing.report.outlet_pages import outlet_rows, outlets_page
from framing.views import EventReport, Site


@pytest.fixture(scope="module")
def towns() -> Site:
    return outlet_site()


def test_what_differs_is_said_in_a_sentence(towns: Site) -> None:
    found = arrange_outlets.certain(towns)
    assert found[0].text == (
        "On the 15 events that both cover, Evening Flare has more loaded vocabulary than The Bay Ledger: "
        "283.5 against 0.0 per 1,000 words of its own. The difference, 283.5 (191.4–375.6), holds after "
        f"correction for {towns.outlets.tested} comparisons."
    )
    assert f"holds after correction for {towns.outlets.tested}" in outlets_page(towns)


def alike(number: int) -> EventReport:
    """An event in which both outlets have the same counts."""
    found = town_event(number)
    first = {rate.feature: rate.own for rate in reversed(found.rates)}
    return replace(found, rates=tuple(replace(rate, own=first[rate.feature]) for rate in found.rates))


@pytest.mark.parametrize(
    ("events", "words"),
    [
        (0, "so there is nothing to compare"),
        (5, "Cannot tell: no two outlets share 6 events or more."),
        (12, "No difference between outlets is certain on these events"),
    ],
)
def test_silent_where_nothing_is_sure(events: int, words: str) -> None:
    made = with_outlets(replace(site(), events=tuple(alike(number) for number in range(events))))
    assert words in outlets_page(made)


def test_every_rate_leads_to_counts_and_every_count_to_its_place(towns: Site, tmp_path: Path) -> None:
    report.write_site(towns, tmp_path / "r")
    page = (tmp_path / "r" / "outlets.html").read_text(encoding="utf-8")
    ids = set(re.findall(r' id="([^"]*)"', page))
    for target in re.findall(r' href="#([^"]*)"', page):
        assert target in ids
    links = set(re.findall(r' href="(events/[^"#]*)#([^"]*)"', page))
    assert len(links) > 20
    for file, place in links:
        assert f' id="{place}"' in (tmp_path / "r" / file).read_text(encoding="utf-8")
    found = list(csv.DictReader(io.StringIO((tmp_path / "r" / "data" / "outlets.csv").read_text("utf-8"))))
    assert tuple(found[0]) == columns("outlets")
    assert len(found) == len(list(outlet_rows(towns))) == len(towns.outlets.paired)
    assert (tmp_path / "r" / "outlets.svg").read_text(encoding="utf-8").startswith("<svg")


def test_the_page_is_the_same_whatever_the_order_of_the_events(towns: Site) -> None:
    turned = with_outlets(replace(towns, events=tuple(reversed(towns.events))))
    assert outlets_page(turned) == outlets_page(towns)
    assert turned.outlet_figure == towns.outlet_figure
