"""Saved web pages: the article without the page around it.

The body by trafilatura (Barbaresi, 2021), the day by what the page states, else by htmldate (Barbaresi,
2020). Where the body looks cut the article carries a warning that begins with "suspect".
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from framing.corpus import dates, headlines, metadata, outlets
from framing.corpus.decoding import decode
from framing.corpus.files import File
from framing.corpus.loaders.plain import mended
from framing.corpus.metadata import Metadata
from framing.corpus.raw import Raw
from framing.corpus.timing import within
from framing.errors import LoadError
from framing.records import SetAside

SUFFIXES = (".html", ".htm", ".xhtml", ".html.gz", ".htm.gz")

# What parsers and extractors raise on pages that are broken in ways nobody thought of; a bug of ours would
# show in the tests with whole pages.
_BROKEN = (ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError, RecursionError)
_FEW = 60  # words: a body of fewer is hardly a whole article
_LATEST = "2199-12-31"  # htmldate would take today, and the same page must give the same day tomorrow
_LOCAL = 3  # days by which what readers see may differ from the data; more, and it is another article's day
_OPTIONS = {"original_date": True, "extensive_search": False, "max_date": _LATEST}


def load(file: File) -> Iterator[Raw | SetAside]:
    """The one article of a page.

    Raises:
        LoadError: this is not a page, or no article was found on it.
    """
    yield extract(file.read(), file.name, file)


def extract(data: bytes, where: str, file: File, *, url: str = "", charset: str = "") -> Raw:
    """The article of a page's bytes.

    Args:
        where: how messages name the place; `file` is the file in which it stands.
        url: the address from which it came, where that is known; the page's own canonical one goes before it.
        charset: the encoding that came with it (an HTTP header, a MIME part); what the page says comes after.

    Raises:
        LoadError: this is not a page, no article was found on it, or it took too long.
    """
    text = decode(data, where, page=True, declared=charset)
    if not text.strip():
        raise LoadError(f"{where}: the file is empty", hint="save the page again")
    with within(file.settings.seconds, where):
        try:
            tree = _tree(text)
            if tree is None:
                raise LoadError(f"{where}: this is not a web page", hint="save the page again as HTML")
            said = metadata.of_page(tree)
            if not said.url:
                said = replace(said, url=metadata.address(url) or metadata.saved_from(text))
            document = _document(tree, said.url)
            fallback = "" if document is not None else _baseline(text)
            return _raw(where, file.name, said, document, fallback, tree)
        except _BROKEN as exc:
            raise LoadError(
                f"{where}: the page could not be taken apart ({type(exc).__name__})",
                hint="copy the article's text into a .txt file",
            ) from exc


def _tree(text: str) -> Any:
    from trafilatura import load_html

    return load_html(text.encode("utf-8", "replace"))


def _document(tree: Any, url: str) -> Any:
    from trafilatura import bare_extraction

    return bare_extraction(
        tree,
        url=url or None,
        include_comments=False,
        with_metadata=True,
        date_extraction_params=dict(_OPTIONS),
    )


def _baseline(text: str) -> str:
    from trafilatura import baseline

    return str(baseline(text)[1])


def _raw(where: str, path: str, said: Metadata, document: Any, fallback: str, tree: Any) -> Raw:
    extracted = (document.text or "") if document is not None else fallback
    body, warnings = _body(extracted, said, fell_back=document is None)
    if not body.strip():
        raise LoadError(
            f"{where}: no article was found on the page", hint="copy the article's text into a .txt file"
        )
    url = said.url or (document.url if document is not None else "") or ""
    day, known = _day(said, document, url, tree)
    return Raw(
        where,
        path,
        "page",
        {
            "title": _title(said, document),
            "text": body,
            "source": _outlet(said, document, url),
            "date": day,
            "date_from": known,
            "url": url,
            "author": said.author
            or html.unescape((document.author or "") if document is not None else "")
            or None,
        },
        warnings,
    )


def _body(extracted: str, said: Metadata, *, fell_back: bool) -> tuple[str, tuple[str, ...]]:
    """The body, from the page's own data where the extractor found much less, and what makes it suspect."""
    body, own = mended(extracted).strip(), _own_body(said)
    words, stated = len(body.split()), len(own.split())
    warnings: list[str] = []
    if stated > _FEW and words < 0.6 * stated:
        warnings.append("the text was taken from the page's own data, where more of it stands")
        body, words, fell_back = own, stated, False
    if fell_back:
        warnings.append("suspect: no article stood out on the page, and all its paragraphs were taken")
    if said.words > _FEW and words < 0.6 * said.words:
        warnings.append(f"suspect: the page speaks of {said.words} words, and {words} were found")
    elif not said.free and words < 4 * _FEW:
        warnings.append("suspect: the page is behind a paywall, and little of it was found")
    elif words < _FEW and len(said.description.split()) > words:
        warnings.append("suspect: the body is shorter than the page's own summary")
    return body, tuple(warnings)


def _own_body(said: Metadata) -> str:
    text = re.sub(r"<(?:/p|br\s*/?)>", "\n", said.body)
    return mended(html.unescape(re.sub(r"<[^<>]{1,300}>", "", text))).strip()


def _title(said: Metadata, document: Any) -> str:
    """The headline that the page shows; else as its data has it; else its title without the outlet's name."""
    found = (document.title or "") if document is not None else ""
    told, shown = _line(said.title or found), _line(said.headline)
    if shown and _akin(shown, told, _line(found), _line(said.window)):
        # The data's headline may be a part of what the heading holds ("News: Flood").
        return told if told and told.casefold() in shown.casefold() and len(told.split()) > 3 else shown
    if told.endswith(("...", "…")) and _line(found).startswith(told.rstrip(".… ")):
        told = _line(found)
    return _without_outlet(told, said, document)


def _line(text: str) -> str:
    return " ".join(html.unescape(mended(text)).split())


def _akin(shown: str, *others: str) -> bool:
    """A heading that opens another account of the title, or shares three words and half of the shorter."""
    words = set(re.findall(r"\w+", shown.casefold()))
    told = [other.casefold() for other in others if other]
    if not told or any(other.startswith(shown.casefold()) for other in told):
        return True
    bags = [set(re.findall(r"\w+", other)) for other in told]
    return any(2 * len(words & bag) >= max(6, min(len(words), len(bag))) for bag in bags)


def _without_outlet(title: str, said: Metadata, document: Any) -> str:
    """The title without " | The Outlet" at its end, where the page says that this is its name."""
    names = {said.site, (document.sitename or "") if document is not None else ""}
    found = re.fullmatch(r"(?P<title>.{8,})\s+[|–—·»-]\s+(?P<outlet>[^|–—·»]{2,60})", title)
    if not found:
        return title
    keys = {outlets.key(name) for name in names if name} | {outlets.domain(said.url).split(".")[0]}
    ends_so = outlets.key(found["outlet"]) in keys or outlets.known().of_name(found["outlet"])
    return found["title"].strip() if ends_so else title


def _day(said: Metadata, document: Any, url: str, tree: Any) -> tuple[date | None, str]:
    """The day of publication: by the address, under the headline, as it stands in the data."""
    in_url = dates.in_url(url)
    if in_url:
        return in_url, "url"
    shown = (headlines.credit_line(piece) for piece in metadata.under_headline(tree))
    day = next((one.day for one in shown if one and one.day and not one.updated), None)
    if day and (said.day is None or abs((day - said.day).days) <= _LOCAL):
        return day, "dateline"
    if said.day:
        return said.day, "metadata"
    stated = dates.stated(document.date) if document is not None and document.date else None
    if stated and stated.day and not _only_revised(stated.day, tree):
        return stated.day, "metadata"
    return None, "unknown"


def _only_revised(day: date, tree: Any) -> bool:
    """True where the page names this day only as that of its last change."""
    text = " ".join(str(tree.text_content()).split())
    places = [text[max(0, at - 45) : at].lower() for at, found in dates.full_dates(text) if found == day]
    return bool(places) and all(re.search(r"modif|updat|edited|changed|revis", place) for place in places)


def _outlet(said: Metadata, document: Any, url: str) -> str | None:
    """The outlet by the address where the list knows it, else as the page says, else the bare domain."""
    table = outlets.known()
    by_url = table.of_url(url) if url else None
    named = said.site or (document.sitename if document is not None else "") or ""
    if by_url and by_url != outlets.domain(url):
        return by_url
    return table.of_name(named) or named.strip().removeprefix("www.") or by_url
