"""What a page says of itself: JSON-LD (schema.org), Open Graph, meta elements, its canonical address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from html import unescape
from typing import Any

from framing.corpus import dates

_ARTICLE = re.compile(
    r"(?:news|report|blog|opinion|analysis|review|background|live|social|tech|scholarly|advertiser)?\w*(?:article|posting)",
    re.I,
)
_DEEPEST = 12  # levels of a JSON-LD block that are searched
_MOST = 2000  # of its objects
_TITLES = ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title", "title")
_PUBLISHED = tuple(
    """
    article:published_time og:article:published_time article:published og:published_time datepublished
    date.published parsely-pub-date sailthru.date dc.date.issued dcterms.created dc.date.created
    publish-date publish_date publication_date pubdate originalpublicationdate citation_publication_date
    cxenseparse:recs:publishtime article_date_original bt:pubdate analyticsattributes.articledate
    """.split()
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """A page's own account of its article; empty or None where it says nothing."""

    title: str = ""
    shared: str = ""  # the title that links from elsewhere show (Open Graph, else a meta element)
    headline: str = ""  # the heading that the page shows
    window: str = ""  # the title of the browser's window
    day: date | None = None
    author: str = ""
    site: str = ""
    url: str = ""
    body: str = ""
    description: str = ""
    words: int = 0
    free: bool = True


def of_page(tree: Any) -> Metadata:
    """The metadata of a parsed page (an lxml element)."""
    meta = _meta(tree)
    found = _article(tree)
    published = (_text(found.get("datePublished")), *(meta.get(name, "") for name in _PUBLISHED))
    canonical = tree.xpath("string((//link[@rel='canonical']/@href)[1])")
    return Metadata(
        title=_text(found.get("headline")) or meta.get("og:title", ""),
        shared=next((meta[name] for name in _TITLES if name in meta), ""),
        headline=_headline(tree),
        window=str(tree.xpath("string((//title)[1])")),
        day=next((day for value in published if value and (day := _local_day(value, tree))), None),
        author=_names(found.get("author")),
        site=_names(found.get("publisher")) or meta.get("og:site_name", ""),
        url=address(canonical) or address(meta.get("og:url", "")) or address(_text(found.get("url"))),
        body=_text(found.get("articleBody")),
        description=_text(found.get("description")) or meta.get("og:description", ""),
        words=_number(found.get("wordCount")),
        free=str(found.get("isAccessibleForFree", True)).strip().lower() != "false",
    )


def _local_day(value: str, tree: Any) -> date | None:
    """The day of a moment. One in world time is looked up in the page, which shows the outlet's own clock."""
    stated = dates.stated(value)
    if stated is None or stated.day is None:
        return None
    moment = _moment(value)
    if moment is not None and not moment.utcoffset():
        for element in tree.iterfind(".//time"):
            local = _moment(element.get("datetime") or "")
            if local is not None and local.utcoffset() and abs(local - moment) < timedelta(minutes=2):
                return local.date()
    return stated.day


def _moment(value: str) -> datetime | None:
    """A moment with its time zone, None for everything else."""
    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _headline(tree: Any) -> str:
    """The one first heading of a page; empty where there is none or more than one."""
    found = [" ".join(str(one.text_content()).split()) for one in tree.iterfind(".//h1")]
    filled = [one for one in found if one]
    return filled[0] if len(filled) == 1 else ""


def under_headline(tree: Any, *, pieces: int = 12) -> Iterator[str]:
    """The first pieces of text below the first heading: where a page shows writer and day."""
    below = False
    for element in tree.iter():
        if below and element.tag not in ("script", "style") and (element.text or "").strip():
            yield " ".join(element.text.split())
            pieces -= 1
        below = below or element.tag == "h1"
        if pieces <= 0:
            return


def _meta(tree: Any) -> dict[str, str]:
    """The first value of every meta element by its name or property."""
    found: dict[str, str] = {}
    for element in tree.iterfind(".//meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = (element.get("content") or "").strip()
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _article(tree: Any) -> Mapping[str, object]:
    """The article of the page's JSON-LD: the one with the longest account; empty where there is none."""
    best: Mapping[str, object] = {}
    for script in tree.iterfind(".//script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        for found in _objects(_parsed(script.text or "")):
            kinds = found.get("@type")
            named = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(kind, str) and _ARTICLE.fullmatch(kind) for kind in named) and _weight(
                found
            ) > _weight(best):
                best = found
    return best


def _weight(found: Mapping[str, object]) -> tuple[int, int]:
    return sum(key in found for key in ("headline", "datePublished", "author", "articleBody")), len(found)


def _parsed(text: str) -> object:
    text = re.sub(r"^\s*(?://)?\s*<!\[CDATA\[|(?://)?\s*\]\]>\s*$", "", text.strip()).strip(" ;\n")
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _objects(value: object) -> Iterator[Mapping[str, object]]:
    waiting, seen = [(value, 0)], 0
    while waiting and seen < _MOST:
        one, depth = waiting.pop(0)
        seen += 1
        if isinstance(one, dict):
            yield one
            waiting += [
                (inner, depth + 1)
                for inner in one.values()
                if depth < _DEEPEST and isinstance(inner, dict | list)
            ]
        elif isinstance(one, list):
            waiting += [
                (inner, depth + 1) for inner in one if depth < _DEEPEST and isinstance(inner, dict | list)
            ]


def _text(value: object) -> str:
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@value") or value.get("@id") or ""
    return value.strip() if isinstance(value, str) else ""


def _names(value: object) -> str:
    """The names of one or several people or organisations, commas between them."""
    several = value if isinstance(value, list) else [value]
    names = [_text(one.get("name")) if isinstance(one, dict) else _text(one) for one in several]
    return ", ".join(
        dict.fromkeys(unescape(name) for name in names if name and not name.startswith(("http:", "https:")))
    )


def _number(value: object) -> int:
    digits = re.sub(r"[^\d]", "", str(value)) if isinstance(value, str | int) else ""
    return int(digits[:7]) if digits else 0


def address(value: str) -> str:
    """The address that a value holds; empty where it holds none that a reader could open."""
    return value if re.match(r"https?://[^\s<>\"]+$", value) else ""


# What browsers and SingleFile write at the top of a page that they save.
_SAVED = re.compile(r"saved from url=\(\d{3,5}\)(\S{1,2000})|saved with SingleFile\s+url:\s*(\S{1,2000})")


def saved_from(text: str) -> str:
    """The address from which a page was saved, where the program that saved it wrote it down.

    >>> saved_from("<!-- saved from url=(0020)https://a.example/b -->")
    'https://a.example/b'
    """
    match = _SAVED.search(text[:3000])
    return address(match[1] or match[2]) if match else ""
