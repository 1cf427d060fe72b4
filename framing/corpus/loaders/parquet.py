"""Parquet tables: one article a row, read a piece at a time."""

from __future__ import annotations

from collections.abc import Iterator

from framing.corpus.files import File
from framing.corpus.raw import Raw
from framing.errors import LoadError
from framing.records import SetAside

SUFFIXES = (".parquet",)

_BATCH = 256  # rows


def load(file: File) -> Iterator[Raw | SetAside]:
    """The articles of a parquet file.

    Raises:
        LoadError: this is not parquet, it is damaged, or has no column `text`.
    """
    from pyarrow import ArrowException
    from pyarrow.parquet import ParquetFile

    if file.path is None or file.path.stat().st_size > file.limit:
        raise file.too_large()
    number, unpacked = 0, 0
    try:
        with ParquetFile(file.path) as table:
            if "text" not in table.schema_arrow.names:
                raise LoadError(
                    f"{file.name}: there is no column named text "
                    f"(there are: {', '.join(table.schema_arrow.names)[:200]})",
                    hint="name the columns id, source, date, title, text, url, author",
                )
            for batch in table.iter_batches(batch_size=_BATCH):
                unpacked += batch.nbytes
                if unpacked > file.limit:
                    raise file.too_large()
                for found in batch.to_pylist():
                    number += 1
                    yield Raw(f"{file.name} row {number}", file.name, "row", found)
    except (ArrowException, OSError, ValueError, OverflowError) as exc:
        raise LoadError(
            f"{file.name}: the parquet file is damaged ({str(exc)[:120]})", hint="write it again"
        ) from exc
