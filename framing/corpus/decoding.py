"""Bytes to text: what the file says of itself first, then UTF-8, then what Windows writes."""

from __future__ import annotations

import codecs
import re

from framing.errors import LoadError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})""", re.IGNORECASE)
# Pages that say so mean Windows-1252: the WHATWG encoding standard (2014) reads them that way.
_MEANT = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
}


def encoding_of(head: bytes, *, page: bool = False) -> str:
    """The name of the encoding in which a file is written, judged by its first bytes.

    >>> encoding_of("naïve".encode()), encoding_of("naïve".encode("cp1252"))
    ('utf-8', 'cp1252')
    """
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    declared = (_XML.search(head[:1000]) or _DECLARED.search(head[:8000])) if page else None
    if _is_utf8(head):
        return "utf-8"
    if declared:
        name = declared[1].decode("ascii", "replace").lower()
        try:
            codecs.lookup(name)
        except LookupError:
            return "cp1252"
        return _MEANT.get(name, name)
    return "cp1252"


def _is_utf8(head: bytes) -> bool:
    try:
        # The end of a first part may stand in the middle of a letter.
        codecs.getincrementaldecoder("utf-8")().decode(head, final=False)
    except UnicodeDecodeError:
        return False
    return True


def decode(data: bytes, name: str, *, page: bool = False) -> str:
    """The text of a file.

    Raises:
        LoadError: these bytes are no text.
    """
    encoding = encoding_of(data, page=page)
    if b"\0" in data and not encoding.startswith(("utf-16", "utf-32")):
        raise not_text(name)
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, ValueError, LookupError):
        # Windows-1252 leaves five bytes without meaning; Latin-1 reads any byte.
        text = data.decode("utf-8", "replace") if page else data.decode("latin-1")
    if "\0" in text or len(_CONTROL.findall(text)) > 2 + len(text) // 200:
        raise not_text(name)
    return text


def not_text(name: str) -> LoadError:
    """The error of a file that holds something other than text."""
    return LoadError(f"{name}: this is not text", hint="save the article as text in UTF-8, or as a web page")
