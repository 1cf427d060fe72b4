"""Parquet tables: one article a row, read a piece at a time."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from framing.corpus.files import File
from framing.corpus.raw import Raw
from framing.corpus.settings import KEYS, column, renamed
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

    number, most = 0, file.settings.file_bytes
    wanted = column("text", file.settings.columns)
    try:
        with ParquetFile(_source(file)) as table:
            if wanted not in table.schema_arrow.names:
                raise LoadError(
                    f"{file.name}: there is no column named {wanted} "
                    f"(there are: {', '.join(table.schema_arrow.names)[:200]})",
                    hint=f"name the columns {', '.join(KEYS)}, or say --columns text=theirs",
                )
            groups = [table.metadata.row_group(at) for at in range(table.metadata.num_row_groups)]
            if any(group.total_byte_size > most for group in groups):
                raise LoadError(
                    f"{file.name}: a piece of it is larger than {file.settings.file_mb} MB",
                    hint="write it with a smaller row_group_size, or raise max_file_mb",
                )
            for batch in table.iter_batches(batch_size=_BATCH):
                if batch.nbytes > most:
                    raise file.too_large(most)
                for found in batch.to_pylist():
                    number += 1
                    fields = renamed(found, file.settings.columns)
                    yield Raw(f"{file.name} row {number}", file.name, "row", fields)
    except (ArrowException, OSError, ValueError, OverflowError) as exc:
        raise LoadError(
            f"{file.name}: the parquet file is damaged ({str(exc)[:120]})", hint="write it again"
        ) from exc


def _source(file: File) -> Path | io.BytesIO:
    """Parquet is read from its end: one that stands in a zip folder must be held whole."""
    return file.path if file.path is not None else io.BytesIO(file.read(article=False))
