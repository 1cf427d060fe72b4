"""JSON: one article, or a list of them, which is read an item at a time and may have any size."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

from framing.corpus.decoding import decode, encoding_of
from framing.corpus.files import File
from framing.corpus.loaders import jsonl
from framing.corpus.raw import Raw
from framing.errors import LoadError
from framing.records import SetAside

SUFFIXES = (".json", ".json.gz")

_PIECE = 1 << 18  # characters that are read at a time
_SPACE = " \t\r\n"


def load(file: File) -> Iterator[Raw | SetAside]:
    """The articles of a JSON file.

    Raises:
        LoadError: this is not JSON, or neither an object nor a list.
    """
    with file.open() as stream:
        head = stream.peek(_PIECE)[:_PIECE]
        encoding = encoding_of(head)
        start = head.decode(encoding, "ignore").lstrip("\ufeff" + _SPACE)
        if start.startswith("["):
            text = io.TextIOWrapper(stream, encoding)
            try:
                yield from _items(text, file)
            except UnicodeDecodeError as exc:
                raise _not_json(file, f"the rest of the file is not {encoding}") from exc
            return
    if _is_lines(start):
        yield from jsonl.load(file)
        return
    found = _parsed(decode(file.read(), file.name).removeprefix("\ufeff"), file)
    if not isinstance(found, dict):
        raise LoadError(
            f"{file.name}: this is neither an object nor a list", hint='write {"title": ..., "text": ...}'
        )
    yield jsonl.row(found, file.name, file)


def _is_lines(start: str) -> bool:
    """True where the first line is an object of its own and more follows: JSON lines under the wrong name."""
    first, end, rest = start.partition("\n")
    if not end or not rest.strip():
        return False
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def _parsed(text: str, file: File) -> object:
    try:
        return json.loads(text)
    except RecursionError as exc:
        raise _too_deep(file) from exc
    except ValueError as exc:
        raise _not_json(file, str(exc)) from exc


def _items(text: io.TextIOWrapper, file: File) -> Iterator[Raw | SetAside]:
    """The items of a list, of which only one is held at a time."""
    number, buffer, at = 0, text.read(_PIECE).lstrip("\ufeff" + _SPACE), 1
    while True:
        buffer, at = _next(text, buffer, at)
        if buffer[at : at + 1] == "]":
            return
        if number:
            if buffer[at : at + 1] != ",":
                raise _not_json(file, f"after item {number} a comma is missing, or the end of the list")
            buffer, at = _next(text, buffer, at + 1)
        number += 1
        found, buffer, at = _item(text, buffer, at, f"item {number}", file)
        yield jsonl.row(found, f"{file.name} item {number}", file)


def _item(text: io.TextIOWrapper, buffer: str, at: int, place: str, file: File) -> tuple[object, str, int]:
    """The item that begins at `at`, and the piece with the place after it."""
    decoder = json.JSONDecoder()
    while True:
        try:
            found, end = decoder.raw_decode(buffer, at)
            if end < len(buffer):  # else a number may go on in the next piece
                return found, buffer, end
            reason = "the list does not end"
        except RecursionError as exc:
            raise _too_deep(file) from exc
        except ValueError as exc:
            reason = str(exc)
        if len(buffer) - at > file.settings.article_bytes:
            raise _not_json(file, f"{place} is broken, or longer than {file.settings.article_mb} MB")
        # Twice as much each time: an item that is read again and again costs no more than twice its length.
        more = text.read(max(_PIECE, len(buffer) - at))
        if not more:
            raise _not_json(file, f"{place}: {reason}")
        buffer, at = buffer[at:] + more, 0


def _next(text: io.TextIOWrapper, buffer: str, at: int) -> tuple[str, int]:
    """Go on to what is no white space, reading on where the piece ends."""
    while True:
        while buffer[at : at + 1] and buffer[at] in _SPACE:
            at += 1
        if at < len(buffer):
            return buffer, at
        buffer, at = text.read(_PIECE), 0
        if not buffer:
            return "", 0


def _not_json(file: File, reason: str) -> LoadError:
    return LoadError(f"{file.name}: this is not JSON ({reason})", hint="write one object or a list of them")


def _too_deep(file: File) -> LoadError:
    return LoadError(f"{file.name}: the JSON is nested too deep", hint="write an article as one flat object")
