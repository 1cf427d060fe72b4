"""What a language brings besides its word lists: its name, its small words, how it writes dates.

A language is a folder `framing/lexicons/<code>` that holds a `language.toml`, and a folder `models/<code>`.
Nothing else names it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from framing.errors import FramingError

_FILE = "language.toml"
_COUNTS = {"months": 12, "weekdays": 7}


@dataclass(frozen=True, slots=True)
class Language:
    """A language that is analysed.

    code: BCP 47, the name of its folder. name: in English. common: its small words, in lower case.
    months, weekdays: every way to write each, from January and from Monday on.
    """

    code: str
    name: str
    common: tuple[str, ...]
    months: tuple[tuple[str, ...], ...]
    weekdays: tuple[tuple[str, ...], ...]


@cache
def supported() -> tuple[Language, ...]:
    """Every language that has a folder, in order of their codes.

    >>> [language.name for language in supported() if language.code == "en"]
    ['English']

    Raises:
        FramingError: a `language.toml` breaks the format.
    """
    folders = sorted(files(__package__).iterdir(), key=lambda folder: folder.name)
    return tuple(
        parse(folder.joinpath(_FILE).read_text(encoding="utf-8"), code=folder.name)
        for folder in folders
        if folder.joinpath(_FILE).is_file()
    )


def table(language: str, name: str) -> str:
    """The text of a table in a language's folder; empty where it has none of that name."""
    path = files(__package__).joinpath(language, f"{name}.tsv")
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def parse(text: str, *, code: str) -> Language:
    """Read a `language.toml`.

    Raises:
        FramingError: it is not TOML, a key is missing, or there are not 12 months and 7 days.
    """
    where = f"{code}/{_FILE}"
    try:
        found = tomllib.loads(text)
        name, common = str(found["name"]), str(found["common"])
        months, weekdays = (_names(found[key], key, where) for key in _COUNTS)
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as exc:
        raise FramingError(f"{where}: {exc}", hint="write name, common, months and weekdays") from exc
    return Language(code, name, tuple(common.split()), months, weekdays)


def _names(rows: Sequence[str], key: str, where: str) -> tuple[tuple[str, ...], ...]:
    found = tuple(tuple(str(row).split()) for row in rows)
    if len(found) != _COUNTS[key] or not all(found):
        raise FramingError(f"{where}: {len(found)} {key}", hint=f"write {_COUNTS[key]}, none of them empty")
    return found
