"""By what an article is known: its id, as given or made of its content, and the sum that tells copies."""

from __future__ import annotations

import hashlib
import json

from framing.corpus.raw import Raw
from framing.errors import LoadError
from framing.records import Article


def identifier(raw: Raw, source: str | None, given: object, title: str, body: str) -> str:
    """The id as given, else one made of the content."""
    value = raw.fields.get("id")
    if value is not None and value == value and str(value).strip():  # NaN
        if isinstance(value, dict | list):
            raise LoadError(
                f"{raw.where}: id is {str(value)[:60]!r}", hint="write the id as text or a number"
            )
        return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    content = json.dumps([source, None if given is None else str(given), title, body], ensure_ascii=True)
    return "a" + hashlib.sha256(content.encode("ascii")).hexdigest()[:12]


def digest(found: Article) -> bytes:
    """A short sum of an article's content: two articles with one id are the same when it is equal."""
    content = json.dumps(
        [found.source, found.published and found.published.isoformat(), found.title, found.text],
        ensure_ascii=True,
    )
    return hashlib.sha256(content.encode("ascii")).digest()[:16]
