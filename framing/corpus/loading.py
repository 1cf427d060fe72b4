"""The road from paths to articles, one at a time."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO

from framing.corpus import finding, loaders
from framing.corpus.files import File
from framing.corpus.language import detect
from framing.corpus.raw import Raw
from framing.corpus.understand import article, digest
from framing.errors import FramingError, LoadError
from framing.records import Article, Corpus, SetAside

_NAMED = 3  # reasons that are named when nothing could be read


def load(
    paths: Sequence[str | Path],
    *,
    language: str = "en",
    max_file_mb: int = 512,
    stdin: IO[bytes] | None = None,
    progress: Callable[[str], None] | None = None,
) -> Corpus:
    """Every article in files and folders, in the order of file names, and what was set aside.

    Folders are searched recursively; `-` reads JSON lines from standard input. `language` is the code of the
    language to keep ("en"); the empty string keeps all. `progress` is told the name of each file.

    Raises:
        FramingError: a path does not exist, or not one article could be read.
    """
    articles, aside = list[Article](), list[SetAside]()
    for found in stream(paths, language=language, max_file_mb=max_file_mb, stdin=stdin, progress=progress):
        if isinstance(found, Article):
            articles.append(found)
        else:
            aside.append(found)
    return Corpus(tuple(articles), tuple(aside))


def stream(
    paths: Sequence[str | Path],
    *,
    language: str = "en",
    max_file_mb: int = 512,
    stdin: IO[bytes] | None = None,
    progress: Callable[[str], None] | None = None,
) -> Iterator[Article | SetAside]:
    """The same as `load`, one at a time: the memory holds one article, and 16 bytes for each before it.

    Raises:
        FramingError: as `load`, when the first item is asked for, or at the end where there was no article.
    """
    files, aside = finding.find(paths, limit=max_file_mb * 1_000_000, stdin=stdin)
    yield from aside
    reasons, seen = list(aside[:_NAMED]), dict[str, bytes]()
    for file in files:
        if progress is not None:
            progress(file.name)
        for raw in _read(file):
            found = _understood(raw, language, seen) if isinstance(raw, Raw) else raw
            if isinstance(found, SetAside) and len(reasons) < _NAMED:
                reasons.append(found)
            yield found
    if not seen:
        raise _nothing(paths, reasons)


def _read(file: File) -> Iterator[Raw | SetAside]:
    try:
        yield from loaders.read(file)
    except LoadError as exc:
        yield _aside(file.name, exc)


def _aside(where: str, exc: LoadError) -> SetAside:
    """What is set aside stands under its place, so that the reason need not repeat it."""
    return SetAside(where, exc.message.removeprefix(f"{where}: "), exc.hint)


def _understood(raw: Raw, language: str, seen: dict[str, bytes]) -> Article | SetAside:
    try:
        found = article(raw)
    except LoadError as exc:
        return _aside(raw.where, exc)
    spoken = detect(found.body)
    if language and spoken is not None and spoken.code != language:
        return SetAside(
            raw.where,
            f"the text is in {spoken.name}",
            f"only {language!r} is analysed; framing extract still prints it",
        )
    content, before = digest(found), seen.get(found.id)
    if before == content:
        return SetAside(
            raw.where, f"the same article as an earlier one (id {_short(found.id)})", "nothing is lost"
        )
    if before is not None:
        return SetAside(
            raw.where,
            f"another article already has the id {_short(found.id)}",
            "give every article an id of its own, or none",
        )
    seen[found.id] = content
    return found


def _short(name: str) -> str:
    return "".join(char if unicodedata.category(char)[0] != "C" else "�" for char in name[:60])


def _nothing(paths: Sequence[str | Path], reasons: list[SetAside]) -> FramingError:
    where = ", ".join(str(path) for path in paths) or "no path was given"
    if not reasons:
        kinds = ", ".join(sorted(loaders.loaders()))
        return FramingError(f"{where}: there is no article here", hint=f"give files of these kinds: {kinds}")
    listed = "; ".join(f"{aside.path}: {aside.reason}" for aside in reasons)
    return FramingError(
        f"{where}: not one article could be read ({listed})",
        hint=reasons[0].hint or "give files with articles",
    )
