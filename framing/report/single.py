"""A whole report in one file: every page a part of it, with its own addresses."""

from __future__ import annotations

import re
from collections.abc import Callable

from markupsafe import Markup

from framing.report import outlet_pages, render, tables
from framing.report.places import file_name
from framing.views import EventReport, Site

# Every value of an attribute is escaped, and so is every text: a plain quotation mark is ours.
_IDS = re.compile(r' (id|aria-labelledby|data-show|data-go)="([^"]*)"')
_LINK = re.compile(r' href="([^"]*)"')
_URL = re.compile(r"url\(#([\w-]+)\)")
_PAGE = re.compile(r"(?:\.\./)?(?:events/)?([\w-]+)\.html(?:#(.*))?")
_OWN = {"index": "page-index", "methods": "page-methods", "outlets": "page-outlets"}


def single_page(site: Site) -> str:
    """The index, the methods and every event in one self-contained page.

    An address of the event page `events/e1.html#a1-s2` is `#event-e1--a1-s2` here. The tables are not in it.
    """
    pages = [_part("index", _OWN["index"], site, render.index_parts(site))]
    pages += [_event(report, site) for report in site.events]
    pages.append(_part("outlets", _OWN["outlets"], site, outlet_pages.outlets_parts(site)))
    pages.append(_part("methods", _OWN["methods"], site, render.methods_parts(site)))
    return _linked(render.page("single.html", "single", site, pages=pages), _page_link)


def _event(report: EventReport, site: Site) -> Markup:
    csv = {
        name: "".join(tables.csv_lines(*tables.figure_rows(report, name, site))) for name, _ in report.figures
    }
    parts = render.event_parts(report, site) | {"figure_csv": csv, "root": "../"}
    return _part("event", f"event-{file_name(report.event.id)}", site, parts)


def _part(kind: str, place: str, site: Site, parts: dict[str, object]) -> Markup:
    values = parts | {"layout": "part.html", "place": place, "single": True}
    text = render.rendered(f"{kind}.html", kind, site, **values)
    head, rest = text.split(">", 1)  # the part's own id is whole
    return Markup(head + ">" + _prefixed(rest, f"{place}--"))  # our own templates escaped every word


def _prefixed(text: str, prefix: str) -> str:
    """The same with a prefix before every address within the page."""

    def ids(match: re.Match[str]) -> str:
        return f' {match.group(1)}="{" ".join(prefix + one for one in match.group(2).split())}"'

    text = _IDS.sub(ids, text)
    text = _URL.sub(lambda match: f"url(#{prefix}{match.group(1)})", text)
    return _linked(text, lambda link: f"#{prefix}{link[1:]}" if link.startswith("#") else _page_link(link))


def _linked(text: str, place: Callable[[str], str]) -> str:
    return _LINK.sub(lambda match: f' href="{place(match.group(1))}"', text)


def _page_link(link: str) -> str:
    """A link to another page of the report, as the address of that part."""
    match = _PAGE.fullmatch(link)
    if match is None:
        return link
    page = _OWN.get(match.group(1), f"event-{match.group(1)}")
    return f"#{page}--{match.group(2)}" if match.group(2) else f"#{page}"
