"""Plain text and Markdown: one article a file, with or without lines of front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import is_normalized

from framing.corpus.decoding import decode
from framing.corpus.files import File
from framing.corpus.raw import Raw
from framing.corpus.settings import MAX_TEXT
from framing.corpus.timing import within
from framing.errors import LoadError
from framing.records import SetAside

SUFFIXES = (".txt", ".md", ".markdown", ".text", ".txt.gz", ".md.gz")

KEYS = ("id", "title", "source", "date", "url", "author")
_FENCE = re.compile(r"---[ \t]*\n(.*?\n)---[ \t]*(?:\n|$)", re.DOTALL)
_DAMAGE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
# Line ends of other systems, marks that nobody sees, halves of letters.
_ODD = re.compile(r"[\x80-\x9f\u2028\u2029\u206a-\u206f\ud800-\udfff\ufeff\ufff9-\ufffc]")
_LINE = re.compile(r"([A-Za-z_][\w -]{0,30}?)[ \t]*:[ \t]*(.*)")


def load(file: File) -> Iterator[Raw | SetAside]:
    """The one article of a text file.

    Raises:
        LoadError: the file is empty or holds no text.
    """
    found = decode(file.read(), file.name)
    if len(found) > MAX_TEXT:
        raise LoadError(
            f"{file.name}: the text has {len(found):,} characters, more than any article",
            hint=f"part it; up to {MAX_TEXT:,} are read",
        )
    with within(file.settings.seconds, file.name):
        text = mended(found)
    fields, body = front_matter(text)
    if not body.strip():
        raise LoadError(f"{file.name}: the file is empty", hint="put the text of an article into it")
    yield Raw(file.name, file.name, "plain", {**fields, "text": body})


def mended(text: str) -> str:
    """The text with its line ends made one kind and its wrongly decoded letters mended; quotes stay curly.

    >>> mended("It\\u00e2\\u20ac\\u2122s “so”.\\r\\n")
    'It’s “so”.\\n'
    """
    if text.isascii() and not _DAMAGE.search(text):
        return text
    # A line at a time, as ftfy does it itself: most lines of most articles need no look.
    return "\n".join(
        line if _sound(line) else _fixed(line) for line in text.replace("\r\n", "\n").split("\n")
    )


def _sound(line: str) -> bool:
    """True where there is nothing that `_fixed` would change; a twentieth of its work."""
    from ftfy.badness import is_bad

    if _DAMAGE.search(line):
        return False
    return line.isascii() or (is_normalized("NFC", line) and not _ODD.search(line) and not is_bad(line))


def _fixed(line: str) -> str:
    import ftfy

    # Two-letter ligatures and wide letters are left alone: they are not damage.
    return ftfy.fix_text(
        line,
        uncurl_quotes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        unescape_html=False,
        normalization="NFC",
    )


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """What stands between two lines of `---` at the top (or in lines `title: ...`), and the rest.

    >>> front_matter("---\\ntitle: Flood\\ndate: 2019-12-02\\n---\\nIt rained.")
    ({'title': 'Flood', 'date': '2019-12-02'}, 'It rained.')
    """
    text = text.lstrip("\ufeff\n")
    fence = _FENCE.match(text)
    if fence:
        pairs = [_LINE.fullmatch(line.strip()) for line in fence[1].splitlines() if line.strip()]
        if pairs and all(pairs):
            return dict(_pair(pair) for pair in pairs if pair), text[fence.end() :]
    fields: dict[str, str] = {}
    at = 0
    for line in text.splitlines(keepends=True):
        pair = _LINE.fullmatch(line.strip())
        if not pair or pair[1].strip().lower() not in KEYS:
            break
        key, value = _pair(pair)
        fields[key] = value
        at += len(line)
    # One such line may be the article's own ("Source: the ministry"); two are a heading.
    return (fields, text[at:]) if len(fields) > 1 else ({}, text)


def _pair(pair: re.Match[str]) -> tuple[str, str]:
    value = pair[2].strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1]
    return pair[1].strip().lower(), value
