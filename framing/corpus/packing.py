"""How a server packed a page for its way (Content-Encoding, RFC 9110), where an archive kept it so."""

from __future__ import annotations

from framing.errors import LoadError

_ZSTD = b"\x28\xb5\x2f\xfd"  # how such data begins (RFC 8878)


def unpacked(data: bytes, packing: str, where: str, *, limit: int) -> bytes:
    """The bytes of a page that an archive kept packed; at most one more than `limit`.

    Crawlers may keep a page unpacked under the head that says otherwise: what begins with a tag is one.

    >>> unpacked(b"<p>It rained.</p>", "br", "a.warc record 1", limit=100)
    b'<p>It rained.</p>'

    Raises:
        LoadError: it is damaged, or packed in a way that is not read.
    """
    if packing in ("", "identity") or data.lstrip()[:1] == b"<":
        return data
    if packing == "br":
        return _brotli(data, where, limit)
    name = "zstd" if data.startswith(_ZSTD) else packing[:40]
    raise LoadError(
        f"{where}: the page is packed as {name!r}, which is not read",
        hint="let the crawler ask for gzip, or unpack the archive's records",
    )


def _brotli(data: bytes, where: str, limit: int) -> bytes:
    try:
        import brotli
    except ImportError as exc:
        raise LoadError(
            f"{where}: the page is packed as 'br', and the package brotli is not installed",
            hint="install brotli, or let the crawler ask for gzip",
        ) from exc
    unpacker, pieces, size = brotli.Decompressor(), list[bytes](), 0
    try:
        # A piece at a time: a few bytes may stand for gigabytes.
        while not unpacker.is_finished() and size <= limit:
            piece = unpacker.process(data, output_buffer_limit=min(1 << 20, limit + 1 - size))
            if not piece and (not data or unpacker.can_accept_more_data()):
                break  # cut short: what is there is read
            data = b""
            pieces.append(piece)
            size += len(piece)
    except brotli.error as exc:
        raise LoadError(f"{where}: the packed page is damaged", hint="fetch the page again") from exc
    return b"".join(pieces)[: limit + 1]
