"""The road from paths to articles, one at a time."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO

from framing.corpus import finding, loaders, outlets
from framing.corpus.files import File
from framing.corpus.identity import digest
from framing.corpus.language import detect
from framing.corpus.outlets import Outlets
from framing.corpus.raw import Raw
from framing.corpus.settings import Settings
from framing.corpus.settings import columns as columns_of
from framing.corpus.timing import within
from framing.corpus.understand import article
from framing.errors import FramingError, LoadError
from framing.lexicons.languages import supported
from framing.records import Article, Corpus, SetAside

_NAMED = 3  # reasons that are named when nothing could be read


def load(
    paths: Sequence[str | Path],
    *,
    language: str = "en",
    max_file_mb: int = 512,
    max_article_mb: int = 32,
    max_article_seconds: int = 60,
    columns: str = "",
    outlets_file: str | Path = "",
    stdin: IO[bytes] | None = None,
    progress: Callable[[str], None] | None = None,
) -> Corpus:
    """Every article in files and folders, in the order of file names, and what was set aside.

    Folders are searched recursively; `-` reads JSON lines from standard input. `language` is the code of the
    language to keep ("en"); the empty string keeps all. `progress` is told the name of each file.

    Args:
        max_file_mb: of a file that must be held whole, and unpacked; one read by rows may be larger.
        max_article_mb: of one page, text, line, row or record.
        max_article_seconds: of work on one article; 0 means no end.
        columns: what the columns of tables are called, as in "title=headline,text=body".
        outlets_file: a list of outlets that goes before the package's own: name, domains, other names, parted
            by tabs, commas inside a column. Empty for none.

    Raises:
        FramingError: a path does not exist, not one article could be read, or `columns` or the list of
            outlets is not of that form.
    """
    articles, aside = list[Article](), list[SetAside]()
    for found in stream(
        paths,
        language=language,
        max_file_mb=max_file_mb,
        max_article_mb=max_article_mb,
        max_article_seconds=max_article_seconds,
        columns=columns,
        outlets_file=outlets_file,
        stdin=stdin,
        progress=progress,
    ):
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
    max_article_mb: int = 32,
    max_article_seconds: int = 60,
    columns: str = "",
    outlets_file: str | Path = "",
    stdin: IO[bytes] | None = None,
    progress: Callable[[str], None] | None = None,
) -> Iterator[Article | SetAside]:
    """The same as `load`, one at a time: the memory holds one article, and 16 bytes for each before it.

    Raises:
        FramingError: as `load`, when the first item is asked for, or at the end where there was no article.
    """
    settings = Settings(
        file_mb=max_file_mb,
        article_mb=max_article_mb,
        seconds=max_article_seconds,
        columns=columns_of(columns),
    )
    table = outlets.extended(outlets_file)
    files, aside = finding.find(paths, settings=settings, stdin=stdin)
    yield from aside
    reasons, seen = list(aside[:_NAMED]), dict[str, bytes]()
    for file in files:
        if progress is not None:
            progress(file.name)
        for found in _articles(file, language, seen, table):
            if isinstance(found, SetAside) and len(reasons) < _NAMED:
                reasons.append(found)
            yield found
    if not seen:
        raise _nothing(paths, reasons)


def _articles(
    file: File, language: str, seen: dict[str, bytes], table: Outlets
) -> Iterator[Article | SetAside]:
    """What one file holds. The list of outlets is in force only while this works, not while others do."""
    found = _read(file)
    while True:
        with outlets.using(table):
            raw = next(found, None)
            if raw is None:
                return
            done = _understood(raw, language, seen, file.settings) if isinstance(raw, Raw) else raw
        yield done


def _read(file: File) -> Iterator[Raw | SetAside]:
    try:
        yield from loaders.read(file)
    except LoadError as exc:
        yield _aside(file.name, exc)


def _aside(where: str, exc: LoadError) -> SetAside:
    """What is set aside stands under its place, so that the reason need not repeat it."""
    return SetAside(where, exc.message.removeprefix(f"{where}: "), exc.hint)


def _understood(raw: Raw, language: str, seen: dict[str, bytes], settings: Settings) -> Article | SetAside:
    try:
        with within(settings.seconds, raw.where):
            found = article(raw)
    except LoadError as exc:
        return _aside(raw.where, exc)
    spoken = detect(found.body)
    if language and spoken is not None and spoken.code != language:
        return SetAside(raw.where, f"the text is in {spoken.name}", _another(spoken.code, language))
    written = spoken.code if spoken is not None else language
    if written and written != found.language:
        found = replace(found, language=written)
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


def _another(code: str, language: str) -> str:
    """What to do about an article in another language than the one that is analysed."""
    analysed = f'set language = "{code}" to analyse such articles instead'
    reason = analysed if code in {one.code for one in supported()} else f"only {language!r} is analysed"
    return f"{reason}; framing extract still prints it"


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
