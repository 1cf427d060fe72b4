"""Feeds (RSS 0.9 to 2.0, RDF, Atom): one article an entry, whole texts and summaries told apart."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator, Mapping
from html.entities import html5
from typing import Any

from framing.corpus import dates, metadata, outlets
from framing.corpus.decoding import decode
from framing.corpus.files import File
from framing.corpus.loaders.plain import mended
from framing.corpus.raw import Raw
from framing.corpus.timing import within
from framing.errors import LoadError
from framing.records import SetAside

SUFFIXES = (".rss", ".atom", ".rdf", ".xml", ".rss.gz", ".atom.gz", ".xml.gz")

_FEEDS = frozenset(("rss", "rdf", "feed"))
_WHOLE = 200  # words of a description from which on it is taken for the text itself
_FEW = 60  # words: a text of fewer is hardly a whole article, whatever the feed calls it
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z]\w{1,30};)")
_BARE = re.compile(r"&(?!#?\w{1,31};)")
_CONTROL = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f]")
# Names without a space count, and those of these; media and the like have titles of their own.
_SPACES = ("w3.org/2005/Atom", "purl.org", "backend.userland.com", "my.netscape.com")
_BLOCK = frozenset(
    """address article aside blockquote br dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5
    h6 header hr li main nav ol p pre section table td th tr ul""".split()
)
_UNSEEN = frozenset(("script", "style", "noscript", "iframe", "object", "svg", "template", "head"))
_PUBLISHED = ("pubdate", "published", "issued", "date", "created")


def load(file: File) -> Iterator[Raw | SetAside]:
    """The articles of a feed, in its order.

    Raises:
        LoadError: this is no feed, or it is not XML; entities that it declares are refused.
    """
    text = decode(file.read(), file.name, page=True)
    # Feeds are full of HTML's names for letters, which XML does not know; those it declares are refused.
    text = _ENTITY.sub(lambda match: html.escape(html5.get(match[1], match[0])), _BARE.sub("&amp;", text))
    text = _CONTROL.sub("", re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", text))
    with within(file.settings.seconds, file.name):
        about, entries = _parsed(text, file)
    if about is None:
        raise LoadError(
            f"{file.name}: this is XML, and no feed", hint="save the article as a page or as text"
        )
    for number, entry in enumerate(entries, start=1):
        yield _article(entry, about, f"{file.name} entry {number}", file)


def _parsed(text: str, file: File) -> tuple[dict[str, str] | None, list[dict[str, str]]]:
    """What the feed says of itself (None where this is no feed), and its entries, by lower-case names."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError, iterparse

    about, entries, depth, kind = dict[str, str](), list[dict[str, str]](), 0, ""
    source = io.BytesIO(text.encode("utf-8", "replace"))
    try:
        for event, element in iterparse(source, events=("start", "end")):
            if event == "start":
                depth += 1
                kind = kind or _name(element)
                if depth > file.settings.depth:
                    raise LoadError(f"{file.name}: the XML is nested too deep", hint="fetch the feed again")
                continue
            depth -= 1
            if _name(element) in ("item", "entry"):
                entries.append(_fields(element))
                element.clear()
            elif _name(element) in ("channel", "feed"):
                about = _fields(element)
    except DefusedXmlException as exc:
        raise LoadError(
            f"{file.name}: it declares entities, which feeds do not need", hint="take out the DOCTYPE"
        ) from exc
    except (ParseError, ValueError) as exc:
        raise LoadError(f"{file.name}: this is not XML ({exc})", hint="fetch the feed again") from exc
    return (about if kind in _FEEDS else None), entries


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _fields(element: Any) -> dict[str, str]:
    """The first filled child of each name, and all authors."""
    found: dict[str, str] = {}
    for child in element:
        name, space = _name(child), str(child.tag).rpartition("}")[0]
        if space and not any(known in space for known in _SPACES):
            continue
        value = _link(child) if name == "link" else _text(child, name)
        if not value.strip():
            continue
        if name == "author" and name in found:
            found[name] = f"{found[name]}, {value}"
        found.setdefault(name, value)
    return found


def _link(child: Any) -> str:
    if child.get("rel", "alternate") != "alternate":
        return ""
    return str(child.get("href") or child.text or "").strip().replace("&amp;", "&")


def _text(child: Any, name: str) -> str:
    """What an element holds: its text, the names in an author, the markup of XHTML as text with line ends."""
    if name == "author":
        named = next((inner.text for inner in child if _name(inner) == "name" and inner.text), None)
        return str(named or child.text or "").strip()
    if name == "source":
        inner = next((inner.text for inner in child if _name(inner) == "title" and inner.text), None)
        return str(inner or child.text or "").strip()
    if child.get("type") == "xhtml" or len(child):
        return html.escape("".join(_pieces(child)).strip())
    if child.get("type") == "text":
        return html.escape(child.text or "")
    return str(child.text or "")


def _article(entry: Mapping[str, str], about: Mapping[str, str], where: str, file: File) -> Raw | SetAside:
    with_markup = entry.get("encoded") or entry.get("content") or ""
    whole = prose(with_markup)
    short = prose(entry.get("description") or entry.get("summary") or "")
    body, warnings = _body(whole, short)
    if not body:
        return SetAside(where, "the entry holds no text, only a link", "fetch the page behind it")
    url = metadata.address(entry.get("link", "").strip()) or metadata.address(entry.get("guid", "").strip())
    stated = next((found for key in _PUBLISHED if (found := dates.stated(entry.get(key, "").strip()))), None)
    if stated is None and (changed := dates.stated(entry.get("updated", "").strip())) and changed.day:
        warnings = (*warnings, f"the feed gives only the day of the last change, {changed.day}")
    return Raw(
        where,
        file.name,
        "page",
        {
            "title": " ".join(prose(entry.get("title", "")).split()),
            "text": body,
            "source": _outlet(entry, about, url),
            "date": stated.day if stated else None,
            "date_from": "metadata",
            "url": url,
            "author": " ".join((entry.get("creator") or entry.get("author") or "").split()) or None,
        },
        warnings,
    )


def _body(whole: str, short: str) -> tuple[str, tuple[str, ...]]:
    """The text of an entry, and what makes it suspect."""
    words, summary = len(whole.split()), len(short.split())
    if not words and summary >= _WHOLE:
        return short, ()
    if words <= summary:
        return short or whole, ("suspect: the feed holds only a summary of the article",) if short else ()
    if words < _FEW:
        return whole, ("suspect: the feed holds only the beginning of the article",)
    return whole, ()


def _outlet(entry: Mapping[str, str], about: Mapping[str, str], url: str) -> str | None:
    """The outlet by the address where the list knows it, else as the feed says, else the bare domain."""
    table = outlets.known()
    by_url = table.of_url(url) if url else None
    if by_url and by_url != outlets.domain(url):
        return by_url
    said = (entry.get("source") or about.get("title") or "").strip()
    first = re.split(r"\s+[|–—»:>-]+\s+", " ".join(said.split()))[0]
    return table.of_name(said) or table.of_name(first) or first or by_url


def prose(markup: str) -> str:
    """The text of a piece of HTML, a line a paragraph; scripts and the like are not text.

    >>> prose("<p>It <b>rained</b>.</p><script>x()</script><p>A lot &amp; long.</p>")
    'It rained.\\nA lot & long.'
    """
    if not markup.strip():
        return ""
    text = "".join(_pieces(tree)) if (tree := _tree(markup)) is not None else html.unescape(markup)
    return mended("\n".join(line for part in text.split("\n") if (line := " ".join(part.split()))))


def _tree(markup: str) -> Any:
    """The markup taken apart; None where there is none, or no sense in it."""
    if "<" not in markup:
        return None
    from lxml.etree import ParserError
    from lxml.html import fragment_fromstring

    try:
        return fragment_fromstring(markup, create_parent="div")
    except (ParserError, ValueError):
        return None


def _pieces(tree: Any) -> Iterator[str]:
    """The text of a tree in order, a line end around every block; without recursion, however deep it is."""
    waiting: list[Any] = [tree]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
            continue
        name = _name(one) if isinstance(one.tag, str) else ""
        edge = "\n" if name in _BLOCK else ""
        waiting.append((one.tail or "") if one is not tree else "")
        if not name or name in _UNSEEN:
            continue
        waiting.append(edge)
        waiting.extend(reversed(list(one)))
        yield edge + (one.text or "")
