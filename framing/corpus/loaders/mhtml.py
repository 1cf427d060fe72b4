"""Pages saved as one file with their pictures (MHTML, RFC 2557), as browsers write them."""

from __future__ import annotations

import email
import email.message
import email.policy
from collections.abc import Iterator

from framing.corpus.files import File
from framing.corpus.loaders import page
from framing.corpus.raw import Raw
from framing.corpus.timing import within
from framing.errors import LoadError
from framing.records import SetAside

SUFFIXES = (".mhtml", ".mht", ".mhtml.gz", ".mht.gz")

_DEEPEST = 20  # parts inside each other
# What the email package raises on messages that are broken in ways nobody thought of.
_BROKEN = (ValueError, TypeError, KeyError, IndexError, AttributeError, LookupError, RecursionError)


def load(file: File) -> Iterator[Raw | SetAside]:
    """The one article of a saved page.

    Raises:
        LoadError: this is not MHTML, there is no page in it, or no article on the page.
    """
    data = file.read()
    with within(file.settings.seconds, file.name):
        try:
            message = email.message_from_bytes(data, policy=email.policy.compat32)
            part = _root(message)
            html = part.get_payload(decode=True) if part is not None else None
            charset = (part.get_content_charset() or "") if part is not None else ""
        except _BROKEN as exc:
            raise LoadError(
                f"{file.name}: the file is damaged ({type(exc).__name__})", hint="save the page again"
            ) from exc
    if part is None or not isinstance(html, bytes):
        raise LoadError(f"{file.name}: there is no web page in it", hint="save the page again")
    address = part.get("Content-Location") or message.get("Snapshot-Content-Location") or ""
    yield page.extract(html, file.name, file, url=str(address), charset=charset)


def _root(message: email.message.Message) -> email.message.Message | None:
    """The page itself: the part that the head names, else the first one that is a page."""
    start = str(message.get_param("start") or "")
    first = None
    waiting = [(message, 0)]
    while waiting:
        part, depth = waiting.pop(0)
        if part.is_multipart() and depth < _DEEPEST:
            inner = part.get_payload()
            waiting = [
                *((one, depth + 1) for one in inner if isinstance(one, email.message.Message)),
                *waiting,
            ]
        elif part.get_content_type() in ("text/html", "application/xhtml+xml"):
            if start and str(part.get("Content-ID") or "") == start:
                return part
            first = first if first is not None else part
    return first
