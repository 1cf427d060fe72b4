"""JSON: one article, or a list of them."""

from __future__ import annotations

import json
from collections.abc import Iterator

from framing.corpus.decoding import decode
from framing.corpus.files import File
from framing.corpus.loaders import jsonl
from framing.corpus.raw import Raw
from framing.errors import LoadError
from framing.records import SetAside

SUFFIXES = (".json", ".json.gz")


def load(file: File) -> Iterator[Raw | SetAside]:
    """The articles of a JSON file.

    Raises:
        LoadError: this is not JSON, or neither an object nor a list.
    """
    text = decode(file.read(), file.name).removeprefix("\ufeff")
    try:
        found = json.loads(text)
    except RecursionError as exc:
        raise LoadError(
            f"{file.name}: the JSON is nested too deep", hint="write an article as one flat object"
        ) from exc
    except ValueError as exc:
        if "Extra data" in str(exc):  # JSON lines under the wrong name
            yield from jsonl.load(file)
            return
        raise LoadError(
            f"{file.name}: this is not JSON ({exc})", hint="write one object or a list of them"
        ) from exc
    if isinstance(found, list):
        for number, item in enumerate(found, start=1):
            yield jsonl.row(item, f"{file.name} item {number}", file.name)
    elif isinstance(found, dict):
        yield jsonl.row(found, file.name, file.name)
    else:
        raise LoadError(
            f"{file.name}: this is neither an object nor a list", hint='write {"title": ..., "text": ...}'
        )
