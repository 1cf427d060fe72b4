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


# Names that Python reads and that no page means; some of them take time by the square of a length.
_NEVER = frozenset(
    ("idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem", "utf-7")
)


def encoding_of(head: bytes, *, page: bool = False, declared: str = "") -> str:
    """The name of the encoding in which a file is written, judged by its first bytes.

    A page's own word counts (after `declared`, which came with it), unless its bytes are UTF-8 beyond chance.

    >>> encoding_of("naïve".encode()), encoding_of("naïve".encode("cp1252"))
    ('utf-8', 'cp1252')
    >>> encoding_of('<meta charset="windows-1251">река'.encode("cp1251"), page=True)
    'cp1251'
    """
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    if page and len(head) > 3 and not head[1] and head[0] and not head[3]:
        return "utf-16-le"
    if page and len(head) > 3 and not head[0] and head[1] and not head[2]:
        return "utf-16-be"
    utf8 = _is_utf8(head)
    for name in (declared, _declared(head)) if page else ():
        known = _known(name)
        # Bytes that happen to be UTF-8 and hold other than ASCII are hardly anything else, whatever is said.
        if known and not (utf8 and not head.isascii()) and _reads(head, known):
            return known
    return "utf-8" if utf8 else "cp1252"


def _declared(head: bytes) -> str:
    match = _XML.search(head[:1000]) or _DECLARED.search(head[:8000])
    return match[1].decode("ascii", "replace") if match else ""


def _known(name: str) -> str:
    """The name by which Python reads an encoding; empty where it does not, or must not."""
    small = name.strip("\"' ").lower()
    try:
        found = codecs.lookup(_MEANT.get(small, small)).name if small else ""
    except (LookupError, ValueError):
        return ""
    # What was found by ASCII letters is not written in units of two bytes.
    return "" if found in _NEVER or found.startswith(("utf-16", "utf-32")) else found


def _reads(head: bytes, name: str) -> bool:
    """True where the bytes can be read so, but for few: one stray letter does not make a page another one."""
    try:
        text = head.decode(name, "replace")
    except (LookupError, ValueError):  # "rot13" is a codec, but none of bytes
        return False
    return 200 * text.count("\ufffd") <= len(text) + 200


def _is_utf8(head: bytes) -> bool:
    try:
        # The end of a first part may stand in the middle of a letter.
        codecs.getincrementaldecoder("utf-8")().decode(head, final=False)
    except UnicodeDecodeError:
        return False
    return True


def decode(data: bytes, name: str, *, page: bool = False, declared: str = "") -> str:
    """The text of a file; `declared` is the encoding that came with a page.

    Raises:
        LoadError: these bytes are no text.
    """
    encoding = encoding_of(data, page=page, declared=declared)
    if b"\0" in data and not encoding.startswith(("utf-16", "utf-32")):
        raise not_text(name)
    try:
        text = data.decode(encoding)
    except ValueError:
        # Windows-1252 leaves five bytes without meaning; Latin-1 reads any byte.
        text = data.decode(encoding, "replace") if page else data.decode("latin-1")
    if "\0" in text or len(_CONTROL.findall(text)) > 2 + len(text) // 200:
        raise not_text(name)
    return text


def not_text(name: str) -> LoadError:
    """The error of a file that holds something other than text."""
    return LoadError(f"{name}: this is not text", hint="save the article as text in UTF-8, or as a web page")
