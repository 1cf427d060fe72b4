"""What is found on a page where its own data is silent: by trafilatura (Barbaresi, 2021) and htmldate (2020).

Both search the whole tree, which costs as much as a third of the extraction: they are asked only for what is
missing.
"""

from __future__ import annotations

import html
from dataclasses import replace
from datetime import date
from typing import Any

from framing.corpus import dates, metadata
from framing.corpus.metadata import Metadata

_LATEST = "2199-12-31"  # htmldate would take today, and the same page must give the same day tomorrow


def completed(said: Metadata, tree: Any) -> Metadata:
    """A page's own account, completed by what is found on it for title, writer, outlet and address."""
    if said.title and said.author and said.site and said.url:
        return said
    from trafilatura import metadata as theirs

    found = theirs.extract_meta_json(tree, theirs.examine_meta(tree))
    named = found.author if " " in (found.author or "") else ""  # one word is an account, not a name
    return replace(
        said,
        title=said.title or found.title or theirs.extract_title(tree) or "",
        author=said.author or html.unescape(named or theirs.extract_author(tree) or ""),
        site=said.site or _called(found.sitename or theirs.extract_sitename(tree) or ""),
        url=said.url or metadata.address(found.url or theirs.extract_url(tree) or ""),
    )


def _called(site: str) -> str:
    """The name of a site without the mark of an account; one in lower case is given capitals."""
    bare = site.lstrip("@")
    return bare.title() if bare[:1].islower() and "." not in bare else bare


def day(tree: Any, url: str) -> date | None:
    """The day that htmldate finds on a page."""
    from htmldate import find_date

    found = find_date(tree, url=url or None, original_date=True, extensive_search=False, max_date=_LATEST)
    stated = dates.stated(found) if found else None
    return stated.day if stated else None
