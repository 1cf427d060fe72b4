"""How far reading may go, and what the columns of a table are called: what every file carries with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from framing.errors import FramingError

KEYS = ("id", "source", "date", "title", "text", "url", "author")
MB = 1_000_000
MAX_TEXT = 2_000_000  # characters of one article; the longest novels are shorter


@dataclass(frozen=True, slots=True)
class Settings:
    """Bounds on what one file can cost, and the names of columns.

    file_mb: a file that must be held whole (JSON that is not JSON lines, a piece of parquet).
    article_mb: one page, one text, one line of JSON, one row of a table, one record of a web archive.
    ratio: times its own size that a packed file may unpack to, once that is more than `file_mb`.
    members: files in one zip folder.
    depth: lists and objects inside each other in a row, folders inside each other.
    seconds: of work on one article.
    columns: our name and theirs, for tables that call them otherwise.
    """

    file_mb: int = 512
    article_mb: int = 32
    ratio: int = 100
    members: int = 100_000
    depth: int = 60
    seconds: int = 60
    columns: tuple[tuple[str, str], ...] = ()

    @property
    def file_bytes(self) -> int:
        return self.file_mb * MB

    @property
    def article_bytes(self) -> int:
        """Never more than a whole file may have."""
        return min(self.article_mb, self.file_mb) * MB


def columns(written: str) -> tuple[tuple[str, str], ...]:
    """The names of columns as a person writes them: ours, an equals sign, theirs, commas between.

    >>> columns("title=headline, text=Full text")
    (('title', 'headline'), ('text', 'Full text'))

    Raises:
        FramingError: a part is not of this form, or a name is none of ours or is given twice.
    """
    found: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in written.split(","))):
        ours, equals, theirs = (piece.strip() for piece in part.partition("="))
        if not equals or not theirs:
            raise FramingError(f"columns: {part!r} names no column", hint="write title=headline,text=body")
        if ours not in KEYS:
            near = get_close_matches(ours, KEYS, n=1, cutoff=0.0)[0]
            raise FramingError(f"columns: there is no {ours!r}", hint=f"did you mean {near!r}?")
        if found.setdefault(ours, theirs) != theirs:
            raise FramingError(f"columns: {ours} is given twice", hint="keep one of them")
    return tuple(found.items())


def column(ours: str, names: tuple[tuple[str, str], ...]) -> str:
    """What a table calls one of our columns.

    >>> column("title", (("title", "headline"),)), column("text", ())
    ('headline', 'text')
    """
    return dict(names).get(ours, ours)


def renamed(fields: Mapping[str, object], names: tuple[tuple[str, str], ...]) -> Mapping[str, object]:
    """A row under our names. A column that had such a name before is carried along as "... as given".

    >>> renamed({"headline": "Flood", "title": "7", "text": "It rained."}, (("title", "headline"),))
    {'title': 'Flood', 'title as given': '7', 'text': 'It rained.'}
    """
    ours = {theirs: our for our, theirs in names if theirs in fields and theirs != our}
    if not ours:
        return fields
    taken, moved = set(ours.values()), dict[str, object]()
    for key, value in fields.items():
        kept = f"{key} as given" if key in taken and key not in ours else key
        moved[ours.get(key, kept)] = value
    return moved
