"""Opening a file within bounds: size, also once unpacked, and a clear message for everything that fails."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from framing.errors import LoadError

_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class File:
    """A file to read: its name as messages and pages show it, where its bytes are, and how many may be read.

    `limit` (bytes) bounds what is read after unpacking, so that a small archive cannot fill the memory.
    """

    name: str
    limit: int
    path: Path | None = None
    stdin: IO[bytes] | None = field(default=None, compare=False)

    @contextmanager
    def open(self) -> Iterator[io.BufferedReader]:
        """The bytes of the file, unpacked where its name ends in `.gz`.

        Raises:
            LoadError: the file cannot be opened, is damaged, or larger than `limit`; while it is read, too.
        """
        try:
            with self._source() as source:
                yield io.BufferedReader(_Bounded(source, self), buffer_size=1 << 17)
        except OSError as exc:
            raise LoadError(
                f"{self.name}: it cannot be read ({exc.strerror or exc})",
                hint="check the file and its rights",
            ) from exc

    def read(self) -> bytes:
        """All bytes of the file. Raises LoadError as `open` does."""
        with self.open() as stream:
            return stream.read()

    def _source(self) -> IO[bytes] | gzip.GzipFile | _Kept:
        if self.stdin is not None:
            return _Kept(self.stdin)
        if self.path is None:
            raise LoadError(f"{self.name}: there is nothing to open", hint="name a file")
        if self.path.stat().st_size > self.limit:
            raise self.too_large()
        if self.name.lower().endswith(".gz"):
            return gzip.open(self.path, "rb")
        return self.path.open("rb")

    def too_large(self) -> LoadError:
        """The error of a file that goes over its bound."""
        return LoadError(
            f"{self.name}: it is larger than {self.limit // _MB} MB",
            hint="raise max_file_mb in the configuration, or part the file",
        )


class _Bounded(io.RawIOBase):
    """A stream that counts what it gives and turns damage into a LoadError."""

    def __init__(self, source: IO[bytes] | gzip.GzipFile | _Kept, file: File) -> None:
        self._source, self._file, self._given = source, file, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # any buffer will do
        try:
            data = self._source.read(len(buffer))
        except (EOFError, zlib.error, gzip.BadGzipFile) as exc:
            raise LoadError(
                f"{self._file.name}: the packed file is damaged or cut short ({exc})", hint="fetch it again"
            ) from exc
        self._given += len(data)
        if self._given > self._file.limit:
            raise self._file.too_large()
        buffer[: len(data)] = data
        return len(data)


class _Kept(io.RawIOBase):
    """Standard input, which is not ours to close."""

    def __init__(self, source: IO[bytes]) -> None:
        self._stream = source

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        return self._stream.read(size) or b""
