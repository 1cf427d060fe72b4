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

from framing.corpus import bylines, dates, metadata, outlets, searched
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
_LOCAL = 3  # days by which what readers see may differ from the data; more, and it is another article's day
_DIGIT = re.compile(r"\d")


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
            body = _extracted(tree, said.url)
            return _raw(where, file.name, said, body, "" if body is not None else _baseline(text), tree)
        except _BROKEN as exc:
            raise LoadError(
                f"{where}: the page could not be taken apart ({type(exc).__name__})",
                hint="copy the article's text into a .txt file",
            ) from exc


def _tree(text: str) -> Any:
    from trafilatura import load_html

    return load_html(text.encode("utf-8", "replace"))


def _extracted(tree: Any, url: str) -> str | None:
    """The body as the extractor finds it; None where it finds no article."""
    from trafilatura import bare_extraction

    found = bare_extraction(tree, url=url or None, include_comments=False)
    return None if found is None else str(getattr(found, "text", None) or "")


def _baseline(text: str) -> str:
    from trafilatura import baseline

    return str(baseline(text)[1])


def _raw(where: str, path: str, said: Metadata, extracted: str | None, fallback: str, tree: Any) -> Raw:
    body, warnings = _body(fallback if extracted is None else extracted, said, fell_back=extracted is None)
    if not body.strip():
        raise LoadError(
            f"{where}: no article was found on the page", hint="copy the article's text into a .txt file"
        )
    known = searched.completed(said, tree)
    day, day_from = _day(known, tree)
    return Raw(
        where,
        path,
        "page",
        {
            "title": _title(known),
            "text": body,
            "source": _outlet(known),
            "date": day,
            "date_from": day_from,
            "url": known.url,
            "author": known.author or None,
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


def _title(known: Metadata) -> str:
    """The headline that the page shows; else as its data has it; else its title without the outlet's name."""
    told, shown, shared = _line(known.title), _line(known.headline), _line(known.shared)
    if shown and _akin(shown, told, shared, _line(known.window)):
        # The data's headline may be a part of what the heading holds ("News: Flood").
        return told if told and told.casefold() in shown.casefold() and len(told.split()) > 3 else shown
    if told.endswith(("...", "…")) and shared.startswith(told.rstrip(".… ")):
        told = shared
    return _without_outlet(told, known)


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


def _without_outlet(title: str, known: Metadata) -> str:
    """The title without " | The Outlet" at its end, where the page says that this is its name."""
    found = re.fullmatch(r"(?P<title>.{8,})\s+[|–—·»-]\s+(?P<outlet>[^|–—·»]{2,60})", title)
    if not found:
        return title
    keys = {outlets.key(known.site), outlets.domain(known.url).split(".")[0]} - {""}
    ends_so = outlets.key(found["outlet"]) in keys or outlets.known().of_name(found["outlet"])
    return found["title"].strip() if ends_so else title


def _day(known: Metadata, tree: Any) -> tuple[date | None, str]:
    """The day of publication: by the address, under the headline, in the data, else wherever it stands."""
    in_url = dates.in_url(known.url)
    if in_url:
        return in_url, "url"
    shown = (bylines.credit_line(piece) for piece in metadata.under_headline(tree) if _DIGIT.search(piece))
    day = next((one.day for one in shown if one and one.day and not one.updated), None)
    if day and (known.day is None or abs((day - known.day).days) <= _LOCAL):
        return day, "dateline"
    if known.day:
        return known.day, "metadata"
    found = searched.day(tree, known.url)
    return (found, "metadata") if found and not _only_revised(found, tree) else (None, "unknown")


def _only_revised(day: date, tree: Any) -> bool:
    """True where the page names this day only as that of its last change."""
    text = " ".join(str(tree.text_content()).split())
    places = [text[max(0, at - 45) : at].lower() for at, found in dates.full_dates(text) if found == day]
    return bool(places) and all(re.search(r"modif|updat|edited|changed|revis", place) for place in places)


def _outlet(known: Metadata) -> str | None:
    """The outlet by the address where the list knows it, else as the page says, else the bare domain."""
    table = outlets.known()
    by_url = table.of_url(known.url) if known.url else None
    if by_url and by_url != outlets.domain(known.url):
        return by_url
    return table.of_name(known.site) or known.site.strip().removeprefix("www.") or by_url
