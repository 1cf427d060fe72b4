"""JSON lines: one article a line. A line that is broken is set aside, the rest goes on."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator

from framing.corpus.files import File
from framing.corpus.raw import Raw
from framing.corpus.settings import MB, renamed
from framing.errors import LoadError
from framing.records import SetAside

SUFFIXES = (".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz")

_PIECE = 1 << 20  # bytes of such a line that are passed over at a time
_GIVE_UP = 100  # so many broken lines and not one whole: this is something else


def load(file: File) -> Iterator[Raw | SetAside]:
    """The articles of a file of JSON lines."""
    whole, broken = 0, 0
    longest = file.settings.article_bytes  # a line is held in memory whole
    with file.open() as stream:
        for number, line in enumerate(iter(lambda: stream.readline(longest), b""), start=1):
            place = f"{file.name} line {number}"
            if len(line) == longest and not line.endswith(b"\n"):
                del line
                while (rest := stream.readline(_PIECE)) and not rest.endswith(b"\n"):
                    pass
                reason = f"the line is longer than {longest // MB} MB"
                yield SetAside(place, reason, "part the file, or raise max_article_mb")
                continue
            row_text = _without_mark(line, file.name) if number == 1 else line
            if not row_text.strip():
                continue
            found = parsed(row_text, place, file)
            yield found
            whole, broken = whole + isinstance(found, Raw), broken + isinstance(found, SetAside)
            if broken >= _GIVE_UP and not whole:
                raise LoadError(
                    f"{file.name}: none of its first {broken} lines is JSON",
                    hint="write one JSON object a line",
                )


def parsed(line: bytes | str, place: str, file: File) -> Raw | SetAside:
    """One JSON object as an article, or the reason why it is none."""
    try:
        found = json.loads(line)
    except RecursionError:
        return SetAside(place, "the JSON is nested too deep", "write an article as one flat object")
    except UnicodeDecodeError:
        return SetAside(place, "the line is not UTF-8", "save the file in UTF-8")
    except ValueError as exc:
        return SetAside(place, f"the line is not JSON ({exc})", "write one JSON object a line")
    return row(found, place, file)


def row(found: object, place: str, file: File) -> Raw | SetAside:
    """A parsed value as an article, or the reason why it is none."""
    if not isinstance(found, dict):
        return SetAside(place, "this is not a JSON object", 'write {"title": ..., "text": ...}')
    return Raw(place, file.name, "row", renamed(found, file.settings.columns))


def _without_mark(line: bytes, name: str) -> bytes:
    if line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise LoadError(f"{name}: the file is in UTF-16", hint="save it in UTF-8")
    return line.removeprefix(codecs.BOM_UTF8)
