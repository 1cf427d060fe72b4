"""One file a format. A format is a module of this folder with two names:

    SUFFIXES: tuple[str, ...]                              how its files end, in lower case
    load(file: File) -> Iterator[Raw | SetAside]           the articles in one file, in order

`load` may raise LoadError: what came before it counts, the rest of the file is set aside. A new format is
one new module; nothing else names it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

from framing.corpus.files import File
from framing.corpus.raw import Raw
from framing.errors import LoadError
from framing.records import SetAside


class Loader(Protocol):
    """What every module of this folder offers."""

    SUFFIXES: tuple[str, ...]

    def load(self, file: File) -> Iterator[Raw | SetAside]:
        """The articles in one file, in order."""


@cache
def loaders() -> dict[str, Loader]:
    """Every loader by the ending of its files.

    >>> ".txt" in loaders(), ".docx" in loaders()
    (True, False)
    """
    modules = sorted(module.name for module in iter_modules(__path__))
    every = [cast(Loader, import_module(f"{__name__}.{name}")) for name in modules]
    return {suffix: loader for loader in every for suffix in loader.SUFFIXES}


def read(file: File) -> Iterator[Raw | SetAside]:
    """The articles in one file, by the loader for the ending of its name.

    Raises:
        LoadError: no loader reads such files, or the file is damaged.
    """
    known = loaders()
    name = ".jsonl" if file.rows else file.name.lower()
    suffix = max((known_one for known_one in known if name.endswith(known_one)), key=len, default=None)
    if suffix is None:
        kinds = ", ".join(sorted(known))
        raise LoadError(f"{file.name}: files of this kind are not read", hint=f"save it as one of {kinds}")
    yield from known[suffix].load(file)
