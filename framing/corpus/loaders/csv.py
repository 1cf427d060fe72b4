"""Tables as text: a heading, then one article a line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from framing.corpus.decoding import encoding_of, not_text
from framing.corpus.files import File
from framing.corpus.raw import Raw
from framing.errors import LoadError
from framing.records import SetAside

SUFFIXES = (".csv", ".csv.gz", ".tsv", ".tsv.gz")

_MAX_CELL = 32_000_000  # characters
_SNIFF = 1 << 16


def load(file: File) -> Iterator[Raw | SetAside]:
    """The articles of a table; cells are kept exactly as they are written.

    Raises:
        LoadError: there is no heading with a column `text`, or the file is damaged.
    """
    # The limit is the csv module's own and holds for the process; its default is shorter than some articles.
    csv.field_size_limit(max(csv.field_size_limit(), _MAX_CELL))
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
    first = text.readline()
    separator = "\t" if ".tsv" in file.name.lower() else max(",;\t", key=first.count)
    heading = [cell.strip() for cell in next(csv.reader([first], delimiter=separator), [])]
    heading = [cell.lower() if cell.lower() in KNOWN else cell for cell in heading]
    if "text" not in heading:
        raise LoadError(
            f"{file.name}: there is no column named text (there are: {', '.join(heading)[:200] or 'none'})",
            hint="the first line names the columns: id, source, date, title, text, url, author",
        )
    for number, cells in enumerate(_cells(text, separator, file), start=1):
        if not cells:
            continue
        place = f"{file.name} row {number}"
        if len(cells) > len(heading):
            reason = f"{len(cells)} cells under {len(heading)} columns"
            yield SetAside(place, reason, "put quotes around a cell that holds the separator")
        else:
            yield Raw(place, file.name, "row", dict(zip(heading, cells, strict=False)))


def _cells(text: io.TextIOWrapper, separator: str, file: File) -> Iterator[list[str]]:
    # Strict, because a quote that is never closed would swallow the rest of the file without a word.
    reader = csv.reader(text, delimiter=separator, strict=True)
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


KNOWN = ("id", "source", "date", "title", "text", "url", "author")
