"""Zip folders: the files in them as if they stood in a folder. Nothing is ever unpacked to the disk."""

from __future__ import annotations

import dataclasses
import io
import struct
import zipfile
from collections.abc import Iterator
from typing import IO

from framing.corpus import loaders
from framing.corpus.files import File
from framing.corpus.finding import shown
from framing.corpus.raw import Raw
from framing.corpus.settings import MB
from framing.errors import LoadError
from framing.records import SetAside

SUFFIXES = (".zip",)

_INDEX = 64 * MB  # bytes of a zip folder's own list of files, which is held in memory some ten times over
_END, _END_64 = b"PK\x05\x06", b"PK\x06\x06"
_TAIL = (1 << 16) + 200  # bytes at the end in which the end record stands
_DAMAGED = (zipfile.BadZipFile, RuntimeError, NotImplementedError, ValueError, EOFError, struct.error)


def load(file: File) -> Iterator[Raw | SetAside]:
    """The articles in a zip folder, in the order of the names; what cannot be read in it is set aside.

    Raises:
        LoadError: this is no zip folder, it holds too many files, or it unpacks to far more than its size.
    """
    if file.path is None:
        raise LoadError(f"{file.name}: a zip folder in another one is not read", hint="unpack it first")
    try:
        with file.path.open("rb") as stream:
            _check_index(stream, file)
            with zipfile.ZipFile(stream) as folder:
                members = _members(folder, file)
                left = max(file.settings.file_bytes, file.settings.ratio * file.packed_size)
                for member in members:
                    counted = _Counted(left)
                    yield from _member(folder, member, file, counted)
                    left = counted.left
    except _DAMAGED as exc:
        raise LoadError(
            f"{file.name}: the zip folder is damaged ({str(exc)[:80]})", hint="zip it again"
        ) from exc


def _check_index(stream: IO[bytes], file: File) -> None:
    """Refuse a list of files that would fill the memory before its first name is seen."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - _TAIL))
    tail = stream.read()
    at, wide = tail.rfind(_END), tail.rfind(_END_64)
    if at < 0 or len(tail) < at + 22:
        raise zipfile.BadZipFile("its end is missing")
    count, index = struct.unpack("<HL", tail[at + 10 : at + 16])
    if wide >= 0 and len(tail) >= wide + 48:
        count, index = struct.unpack("<QQ", tail[wide + 32 : wide + 48])
    if count > file.settings.members or index > _INDEX:
        raise _too_many(file)


def _too_many(file: File) -> LoadError:
    return LoadError(
        f"{file.name}: there are more than {file.settings.members:,} files in it",
        hint="part it, or unpack it",
    )


def _members(folder: zipfile.ZipFile, file: File) -> list[zipfile.ZipInfo]:
    """The files in name order, without folders and what is hidden (also what macOS adds)."""
    found = [one for one in folder.infolist() if not one.is_dir() and not _hidden(one.filename)]
    if len(found) > file.settings.members:
        raise _too_many(file)
    return sorted(found, key=lambda one: (one.filename, one.header_offset))


def _hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) and part not in (".", "..") for part in name.split("/"))


class _Counted:
    """How many bytes may still be unpacked from one folder."""

    def __init__(self, left: int) -> None:
        self.left = left


def _member(
    folder: zipfile.ZipFile, member: zipfile.ZipInfo, file: File, counted: _Counted
) -> Iterator[Raw | SetAside]:
    # The name is only ever shown; without its "../" it cannot be taken for another place either.
    parts = [part for part in member.filename.split("/") if part not in ("", ".", "..")]
    name = f"{file.name}/{shown('/'.join(parts))}"
    inner = dataclasses.replace(
        file,
        name=name,
        path=None,
        opener=lambda: _Member(folder, member, file, counted),
        size=member.compress_size,
    )
    try:
        yield from loaders.read(inner)
    except LoadError as exc:
        if counted.left < 0:
            raise file.bomb() from exc
        yield SetAside(name, exc.message.removeprefix(f"{name}: "), exc.hint)
    except RuntimeError as exc:
        yield SetAside(name, f"it cannot be unpacked ({str(exc)[:80]})", "zip it without a password")


class _Member(io.RawIOBase):
    """One file of a folder, counted in what all of them may unpack to."""

    def __init__(
        self, folder: zipfile.ZipFile, member: zipfile.ZipInfo, file: File, counted: _Counted
    ) -> None:
        self._source, self._file, self._counted = folder.open(member), file, counted

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # any buffer will do
        data = self._source.read(len(buffer))
        self._counted.left -= len(data)
        if self._counted.left < 0:
            raise self._file.bomb()
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._source.close()
        super().close()
