"""From the paths a person names to the files to read: in name order, in whatever order they were named."""

from __future__ import annotations

import io
import os
import re
import stat
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import IO, TypeAlias

from framing.corpus.files import File, Kept
from framing.corpus.settings import Settings
from framing.errors import FramingError
from framing.records import SetAside

IGNORE_FILE = ".framingignore"
STDIN = "standard input"

Rules: TypeAlias = tuple[
    tuple[Path, re.Pattern[str], bool], ...
]  # of which folder, the pattern, folders only


def find(
    paths: Sequence[str | Path], *, settings: Settings, stdin: IO[bytes] | None = None
) -> tuple[tuple[File, ...], tuple[SetAside, ...]]:
    """The files behind `paths`, each once, and what cannot be opened (pipes, devices, broken links).

    Folders are searched recursively; hidden files, and what a folder's `.framingignore` names, are passed
    over; a folder that links back into itself is searched once; one that cannot be read is set aside.

    Raises:
        FramingError: a path does not exist.
    """
    found, aside = dict[str, Path](), list[SetAside]()
    for given in paths:
        if str(given) == "-":
            continue
        path = Path(given)
        if not os.path.lexists(path):
            raise FramingError(f"{given}: there is no such file or folder", hint="check the spelling")
        if path.is_dir():
            found.update(_inside(path, settings.depth, aside))
        else:
            found[path.as_posix()] = path
    files, seen = list[File](), set[str]()
    for name in sorted(found):
        path = found[name]
        real = os.path.realpath(path)
        if real in seen:
            continue  # named twice, or a link to a file that is read anyway
        seen.add(real)
        if _is(stat.S_ISREG, path):
            files.append(File(shown(name), settings, path))
        else:
            aside.append(SetAside(shown(name), *_why_not(path)))
    if any(str(given) == "-" for given in paths):
        files.append(File(STDIN, settings, opener=lambda: _standard_input(stdin), rows=True))
    return tuple(files), tuple(aside)


def _standard_input(stdin: IO[bytes] | None) -> IO[bytes]:
    import sys

    return io.BufferedReader(Kept(stdin if stdin is not None else sys.stdin.buffer))


def _is(kind: Callable[[int], bool], path: Path) -> bool:
    """True for a path that is there, may be looked at, and is of that kind."""
    try:
        return kind(os.stat(path).st_mode)
    except (OSError, ValueError):
        return False


def shown(name: str) -> str:
    """A name that can be printed and written: bytes that are no text, and line breaks, are spelled out."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape", "surrogatepass").decode("ascii")
        for char in name
    )


def _why_not(path: Path) -> tuple[str, str]:
    if path.is_symlink() and not path.exists():
        return "a link that leads nowhere", "remove the link, or bring back the file"
    return "not a regular file", "give files or folders"


def _inside(folder: Path, depth: int, aside: list[SetAside]) -> dict[str, Path]:
    found: dict[str, Path] = {}
    visited = set[tuple[int, int]]()
    # Links wait until all else was searched: a link never decides under which name a file is read.
    waiting: list[tuple[Path, Rules]] = [(folder, ())]
    links: list[tuple[Path, Rules]] = []
    while waiting or links:
        here, rules = waiting.pop() if waiting else links.pop(0)
        if len(here.parts) - len(folder.parts) > depth:
            where = shown(here.relative_to(folder).parts[0])
            aside.append(
                SetAside(
                    f"{shown(folder.as_posix())}/{where}",
                    f"folders are nested in it more than {depth} deep",
                    "bring the articles further up",
                )
            )
            continue
        try:
            identity = here.stat()
            if (identity.st_dev, identity.st_ino) in visited:
                continue
            visited.add((identity.st_dev, identity.st_ino))
            rules = (*rules, *_rules(here))
            children = sorted(here.iterdir(), key=lambda child: child.name)
        except OSError as exc:
            reason = f"the folder cannot be read ({exc.strerror})"
            aside.append(SetAside(shown(here.as_posix()), reason, "check its rights"))
            continue
        for child in children:
            if child.name.startswith(".") or _ignored(child, rules):
                continue
            if not _is(stat.S_ISDIR, child):
                found[child.as_posix()] = child
            elif child.is_symlink():
                links.append((child, rules))
            else:
                waiting.append((child, rules))
    return found


def _rules(folder: Path) -> Iterator[tuple[Path, re.Pattern[str], bool]]:
    listing = folder / IGNORE_FILE
    if not listing.is_file():
        return
    for line in listing.read_text(encoding="utf-8", errors="replace").splitlines():
        pattern = line.strip()
        if pattern and not pattern.startswith("#"):
            yield folder, glob(pattern.rstrip("/")), pattern.endswith("/")


def _ignored(path: Path, rules: Rules) -> bool:
    return any(
        pattern.fullmatch(path.relative_to(folder).as_posix())
        and (not only_folders or _is(stat.S_ISDIR, path))
        for folder, pattern, only_folders in rules
    )


@cache
def glob(pattern: str) -> re.Pattern[str]:
    """A file name pattern as a regular expression over the path below its folder.

    `*` and `?` stay within one name, `**` spans folders; a pattern without a slash holds at every depth.

    >>> bool(glob("*.json").fullmatch("a/truth.json")), bool(glob("notes/*").fullmatch("notes/a/b.txt"))
    (True, False)
    """
    prefix = "" if "/" in pattern else "(?:.*/)?"
    parts = re.split(r"(\*\*/?|\*|\?)", pattern.lstrip("/"))
    meaning = {"**": ".*", "**/": "(?:.*/)?", "*": "[^/]*", "?": "[^/]"}
    return re.compile(prefix + "".join(meaning.get(part, re.escape(part)) for part in parts), re.DOTALL)
