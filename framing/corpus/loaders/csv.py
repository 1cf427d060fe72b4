"""Tables as text: a heading, then one article a line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from framing.corpus.decoding import encoding_of, not_text
from framing.corpus.files import File
from framing.corpus.raw import Raw
from framing.corpus.settings import KEYS, MB, column, renamed
from framing.errors import LoadError
from framing.records import SetAside

SUFFIXES = (".csv", ".csv.gz", ".tsv", ".tsv.gz")

_SNIFF = 1 << 16


def load(file: File) -> Iterator[Raw | SetAside]:
    """The articles of a table; cells are kept exactly as they are written.

    Raises:
        LoadError: there is no heading with a column `text`, or the file is damaged.
    """
    # The limit is the csv module's own and holds for the process; its default is shorter than some articles.
    csv.field_size_limit(max(csv.field_size_limit(), file.settings.article_bytes))
    with file.open() as stream:
        head = stream.peek(_SNIFF)
        encoding = encoding_of(head)
        if b"\0" in head and not encoding.startswith(("utf-16", "utf-32")):
            raise not_text(file.name)
        text = io.TextIOWrapper(stream, encoding, newline="")
        try:
            yield from _rows(text, file)
        except UnicodeDecodeError as exc:
            raise LoadError(
                f"{file.name}: the rest of the file is not {encoding}", hint="save it in UTF-8"
            ) from exc


def _rows(text: io.TextIOWrapper, file: File) -> Iterator[Raw | SetAside]:
    columns = file.settings.columns
    known = {*KEYS, *(column(key, columns).lower() for key in KEYS)}
    theirs = {name.lower(): name for _, name in columns}
    first = text.readline(_SNIFF)
    separator = "\t" if ".tsv" in file.name.lower() else max(",;\t", key=first.count)
    heading = [cell.strip() for cell in next(csv.reader([first], delimiter=separator), [])]
    heading = [theirs.get(cell.lower(), cell.lower()) if cell.lower() in known else cell for cell in heading]
    wanted = column("text", columns)
    if wanted not in heading:
        raise LoadError(
            f"{file.name}: there is no column named {wanted} "
            f"(there are: {', '.join(heading)[:200] or 'none'})",
            hint=f"name the columns {', '.join(KEYS)}, or say --columns text=theirs",
        )
    for number, cells in enumerate(_cells(text, separator, file), start=1):
        if not cells:
            continue
        place = f"{file.name} row {number}"
        if len(cells) > len(heading):
            reason = f"{len(cells)} cells under {len(heading)} columns"
            yield SetAside(place, reason, "put quotes around a cell that holds the separator")
        else:
            fields = dict(zip(heading, cells, strict=False))
            yield Raw(place, file.name, "row", renamed(fields, columns))


def _lines(text: io.TextIOWrapper, file: File) -> Iterator[str]:
    """The lines of the file, none of them longer than may be held."""
    longest = file.settings.article_bytes
    while line := text.readline(longest):
        if len(line) == longest and not line.endswith("\n"):
            raise LoadError(
                f"{file.name}: a line is longer than {longest // MB} MB",
                hint="part the file, or raise max_article_mb",
            )
        yield line


def _cells(text: io.TextIOWrapper, separator: str, file: File) -> Iterator[list[str]]:
    # Strict, because a quote that is never closed would swallow the rest of the file without a word.
    reader = csv.reader(_lines(text, file), delimiter=separator, strict=True)
    number = 0
    try:
        for cells in reader:
            number += 1
            yield cells
    except csv.Error as exc:
        raise LoadError(
            f"{file.name}: the table is broken after row {number} ({exc})",
            hint="check the quotes; a quote inside a cell is written twice",
        ) from exc
