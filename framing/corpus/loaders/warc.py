"""Web archives (WARC, ISO 28500), as crawlers write them: the pages that were answered with 200."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import BufferedReader
from warcio.exceptions import ArchiveLoadFailed

from framing.corpus import packing
from framing.corpus.files import File
from framing.corpus.loaders import page
from framing.corpus.raw import Raw
from framing.corpus.settings import MB
from framing.errors import LoadError
from framing.records import SetAside

SUFFIXES = (".warc", ".warc.gz")

_HEAD = MB  # bytes of the lines at the head of a record
_UNPACKED = ("gzip", "deflate")  # packings that warcio undoes, a piece at a time
_PAGES = ("text/html", "application/xhtml+xml")
# What warcio and zlib raise on archives that are broken in ways nobody thought of; LoadError goes through.
_BROKEN = (ValueError, TypeError, KeyError, IndexError, AttributeError, UnboundLocalError, OverflowError)


def load(file: File) -> Iterator[Raw | SetAside]:
    """The articles of an archive, one record at a time; what is no page is passed over.

    Raises:
        LoadError: this is not an archive, it is damaged, or a record unpacks to far more than its size.
    """
    number, pages = 0, 0
    for record in _records(file):
        number += 1
        if not _is_page(record):
            continue
        pages += 1
        yield _article(record, f"{file.name} record {number}", file)
    if not pages:
        raise LoadError(
            f"{file.name}: there is no page among its {number} records",
            hint="an archive for this holds responses of type text/html",
        )


def _records(file: File) -> Iterator[Any]:
    with file.open() as stream:
        pieces = _Pieces(stream)
        found = _Archive(pieces)
        found.reader = _Heads(pieces)
        try:
            yield from found
        except (ArchiveLoadFailed, *_BROKEN) as exc:
            raise LoadError(
                f"{file.name}: the archive is damaged here, or cut ({str(exc).strip()[:100]})",
                hint="what came before is read; fetch it again for the rest",
            ) from exc


class _Pieces:
    """A stream that gives what it has: one that waits for more would lose what stands before the damage."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream, self._at = stream, 0

    def read(self, size: int = -1) -> bytes:
        found = self._stream.read1(size)
        self._at += len(found)
        return found

    def tell(self) -> int:
        return self._at

    def close(self) -> None:
        """The file is closed by whom it was opened."""


class _Archive(ArchiveIterator):  # type: ignore[misc]  # warcio has no types
    """An archive whose damage is told by an error, not by lines on standard error."""

    INC_RECORD = ""


class _Heads(BufferedReader):  # type: ignore[misc]  # warcio has no types
    """The unpacked bytes; the lines at the head of a record may not go on for ever, for they are held."""

    _lines = 0

    def readline(self, length: int | None = None) -> bytes:
        line: bytes = super().readline(min(length or _HEAD, _HEAD))
        self._lines += len(line)
        if self._lines > _HEAD:
            raise ArchiveLoadFailed(f"the head of a record is longer than {_HEAD // MB} MB")
        return line

    def read(self, length: int | None = None) -> bytes:
        self._lines = 0
        found: bytes = super().read(length)
        return found


def _is_page(record: Any) -> bool:
    head = record.http_headers
    if record.rec_type != "response" or head is None:
        return False
    kind = (head.get_header("Content-Type") or "").split(";")[0].strip().lower()
    return head.get_statuscode() == "200" and kind in _PAGES


def _article(record: Any, where: str, file: File) -> Raw | SetAside:
    limit = file.settings.article_bytes
    try:
        data = _body(record, where, limit)
    except LoadError as exc:
        return SetAside(where, exc.message.removeprefix(f"{where}: "), exc.hint)
    except _BROKEN as exc:
        return SetAside(where, f"the record is damaged ({str(exc)[:80]})", "fetch the page again")
    if len(data) > limit:
        return SetAside(where, f"the page is larger than {limit // MB} MB", "raise max_article_mb")
    kind = record.http_headers.get_header("Content-Type") or ""
    charset = kind.lower().partition("charset=")[2].split(";")[0].strip(" \"'")
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    try:
        return page.extract(data, where, file, url=url.strip("<>"), charset=charset)
    except LoadError as exc:
        return SetAside(where, exc.message.removeprefix(f"{where}: "), exc.hint)


def _body(record: Any, where: str, limit: int) -> bytes:
    """The bytes of a page without the packing of its transport; at most one more than `limit`."""
    packed = (record.http_headers.get_header("Content-Encoding") or "").strip().lower().removeprefix("x-")
    record.http_headers.remove_header("Content-Encoding")
    if packed in _UNPACKED:
        record.http_headers.add_header("Content-Encoding", packed)
    stream, pieces, size = record.content_stream(), list[bytes](), 0
    while size <= limit and (piece := stream.read(min(1 << 16, limit + 1 - size))):
        pieces.append(piece)
        size += len(piece)
    data = b"".join(pieces)
    return data if packed in _UNPACKED else packing.unpacked(data, packed, where, limit=limit)
