"""Opening a file within bounds: size, also once unpacked, and a clear message for everything that fails."""

from __future__ import annotations

import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TypeAlias

from framing.corpus.settings import MB, Settings
from framing.errors import LoadError

_DEFAULT = Settings()
_Source: TypeAlias = IO[bytes] | io.RawIOBase | gzip.GzipFile
_DAMAGED = (EOFError, zlib.error, gzip.BadGzipFile, lzma.LZMAError, zipfile.BadZipFile)


@dataclass(frozen=True, slots=True)
class File:
    """A file to read: its name as messages and pages show it, where its bytes are, how far reading may go.

    The bytes are those of `path`, or come from `opener` (standard input, a file in a zip folder); `size` is
    how many there are before anything is unpacked, 0 where that is not known.
    """

    name: str
    settings: Settings = _DEFAULT
    path: Path | None = None
    opener: Callable[[], IO[bytes] | io.RawIOBase] | None = field(default=None, compare=False)
    size: int = 0
    rows: bool = False  # JSON lines, whatever the name says: standard input

    @contextmanager
    def open(self, *, whole: int | None = None) -> Iterator[io.BufferedReader]:
        """The bytes of the file, unpacked where its name ends in `.gz`.

        A file that is read a piece at a time may have any size; what is unpacked may not grow out of all
        proportion. `whole` is the most bytes that it may have because it will be held in memory.

        Raises:
            LoadError: the file cannot be opened, is damaged, or goes over its bounds; while it is read, too.
        """
        try:
            with self._source(whole) as source:
                yield io.BufferedReader(_Bounded(source, self, whole), buffer_size=1 << 17)
        except OSError as exc:
            raise LoadError(
                f"{self.name}: it cannot be read ({exc.strerror or exc})",
                hint="check the file and its rights",
            ) from exc

    def read(self, *, article: bool = True) -> bytes:
        """All bytes of a file that holds one article, else of one that must be held whole.

        Raises LoadError as `open` does.
        """
        limit = self.settings.article_bytes if article else self.settings.file_bytes
        with self.open(whole=limit) as stream:
            return stream.read()

    @property
    def packed_size(self) -> int:
        """Bytes before anything is unpacked; 0 where that is not known."""
        return self.path.stat().st_size if self.path is not None else self.size

    def _source(self, whole: int | None) -> _Source:
        if self.path is not None and whole is not None and self.packed_size > whole:
            raise self.too_large(whole)
        if self.opener is not None:
            source: _Source = self.opener()
        elif self.path is not None:
            source = self.path.open("rb")
        else:
            raise LoadError(f"{self.name}: there is nothing to open", hint="name a file")
        if self.name.lower().endswith(".gz") and not self.rows:
            return _Unpacked(source)
        return source

    def too_large(self, limit: int) -> LoadError:
        """The error of a file that goes over its bound."""
        setting = "max_article_mb" if limit == self.settings.article_bytes else "max_file_mb"
        return LoadError(
            f"{self.name}: it is larger than {limit // MB} MB",
            hint=f"raise {setting} in the configuration, or part the file",
        )

    def bomb(self) -> LoadError:
        """The error of a packed file that unpacks to far more than any text does."""
        return LoadError(
            f"{self.name}: it unpacks to more than {self.settings.ratio} times its size",
            hint="unpack it by hand if you trust it",
        )


class _Unpacked(gzip.GzipFile):
    """A gzip stream that closes the file below it."""

    def __init__(self, source: _Source) -> None:
        super().__init__(fileobj=source, mode="rb")
        self._below = source

    def close(self) -> None:
        super().close()
        self._below.close()


class _Bounded(io.RawIOBase):
    """A stream that counts what it gives and turns damage into a LoadError."""

    def __init__(self, source: _Source, file: File, whole: int | None) -> None:
        self._file, self._whole, self._given = file, whole, 0
        # One piece at a time: what is whole before the damage is read, too.
        self._take = source.read1 if isinstance(source, gzip.GzipFile) else source.read
        self._most = max(file.settings.file_bytes, file.settings.ratio * file.packed_size)
        self._packed = file.packed_size > 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # any buffer will do
        try:
            data = self._take(len(buffer)) or b""
        except _DAMAGED as exc:
            raise LoadError(
                f"{self._file.name}: the packed file is damaged or cut short ({str(exc)[:80]})",
                hint="fetch it again",
            ) from exc
        self._given += len(data)
        if self._whole is not None and self._given > self._whole:
            raise self._file.too_large(self._whole)
        if self._packed and self._given > self._most:
            raise self._file.bomb()
        buffer[: len(data)] = data
        return len(data)


class Kept(io.RawIOBase):
    """A stream that is not ours to close: standard input."""

    def __init__(self, source: IO[bytes]) -> None:
        self._stream = source

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # any buffer will do
        data = self._stream.read(len(buffer)) or b""
        buffer[: len(data)] = data
        return len(data)
