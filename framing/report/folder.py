"""Puts a report on the disk: the only part that writes. A report appears whole or not at all."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path

from framing.errors import FramingError
from framing.report import tables
from framing.report.columns import TABLES, columns, dictionary
from framing.report.outlet_pages import outlet_rows, outlets_page
from framing.report.places import file_name
from framing.report.redact import redacted
from framing.report.render import event_page, handout_page, index_page, methods_page
from framing.report.single import single_page
from framing.tables import umask
from framing.views import Site

MARKER = ".framing-report"
_KEPT = frozenset({".gitkeep", ".gitignore"})  # files that keep an empty folder in a repository

Progress = Callable[[int, int], None]


def write_site(
    site: Site,
    folder: Path,
    *,
    single_file: bool = False,
    handouts: bool = False,
    redact: int = 0,
    progress: Progress | None = None,
) -> None:
    """Write the report into `folder`, in place of the report that stands there.

    Args:
        single_file: all pages in one `index.html`, without the tables.
        handouts: beside each event of two articles or more a summary for a class, to print on two pages.
        redact: leave the articles out and quote no more than so many words in a row; 0: all is there.
        progress: hears how many pages are done, out of how many.

    It is written beside the folder first and swapped in when all of it is there; on failure the old report
    stays as it was.

    Raises:
        FramingError: the folder holds something that is not a report, or cannot be written.
    """
    target = folder.absolute()
    _check(target)
    shown = redacted(site, redact) if redact else site
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    except OSError as exc:
        raise FramingError(f"{folder}: {exc.strerror}", hint="choose another folder with --out") from exc
    try:
        if single_file:
            _write(temporary / "index.html", [single_page(shown)])
            _mark(temporary)
        else:
            _fill(shown, temporary, progress or _silent, handouts=handouts)
        _keep(target, temporary)
        temporary.chmod(0o777 & ~umask())
        _swap(temporary, target)
    except OSError as exc:
        raise FramingError(f"{folder}: {exc.strerror}", hint="choose another folder with --out") from exc
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _check(target: Path) -> None:
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise FramingError(f"{target}: this is not a folder", hint="choose another folder with --out")
    if not target.is_dir() or (target / MARKER).is_file():
        return
    if any(item.name not in _KEPT for item in target.iterdir()):
        raise FramingError(
            f"{target}: the folder holds files that are not a report of ours, and would be replaced",
            hint="choose a new or empty folder with --out",
        )


def _mark(folder: Path) -> None:
    _write(folder / MARKER, ["This folder is replaced whenever the report is made again.\n"])


def _fill(site: Site, folder: Path, progress: Progress, *, handouts: bool) -> None:
    pages = len(site.events)
    (folder / "events").mkdir()
    (folder / "data").mkdir()
    for number, report in enumerate(site.events, start=1):
        name = file_name(report.event.id)
        sheet = f"{name}.handout.html" if handouts and len(report.articles) > 1 else ""
        _write(folder / "events" / f"{name}.html", [event_page(report, site, handout=sheet)])
        if sheet:
            _write(folder / "events" / sheet, [handout_page(report, site)])
        if report.figures:
            (folder / "events" / name).mkdir()
        for figure, svg in report.figures:
            _write(folder / "events" / name / f"{figure}.svg", [svg])
            columns, rows = tables.figure_rows(report, figure, site)
            _write(folder / "events" / name / f"{figure}.csv", tables.csv_lines(columns, rows))
        progress(number, pages)
    _write(folder / "index.html", [index_page(site)])
    _write(folder / "methods.html", [methods_page(site)])
    _write(folder / "outlets.html", [outlets_page(site)])
    if site.outlet_figure:
        _write(folder / "outlets.svg", [site.outlet_figure])
    _fill_data(site, folder / "data")
    _write(folder / "data" / "report.json", [_manifest(site, folder)])
    _mark(folder)


def _fill_data(site: Site, folder: Path) -> None:
    hidden = bool(site.redacted)
    for table in TABLES:

        def rows(table: str = table) -> Iterable[tables.Row]:
            return (
                outlet_rows(site) if table == "outlets" else tables.rows(table, site.events, redacted=hidden)
            )

        _write(folder / f"{table}.jsonl", tables.jsonl(rows()))
        _write(folder / f"{table}.csv", tables.csv_lines(columns(table, redacted=hidden), rows()))
        tables.write_parquet(folder / f"{table}.parquet", table, rows(), redacted=hidden)
    _write(folder / "README.md", [dictionary(redacted=hidden)])


def _manifest(site: Site, folder: Path) -> str:
    """What made the report, and the digest of every file in it."""
    digests = {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    content = {
        "versions": dict(site.versions),
        "config": dict(site.config),
        "corpus": site.digest,
        "events": len(site.events),
        "redacted": site.redacted,
        "set_aside": len(site.set_aside),
        "lexicons": {name: entries for name, _, entries in site.lexicons},
        "models": [dict(card) for card in site.cards],
        "files": digests,
    }
    return json.dumps(content, ensure_ascii=False, indent=1, default=str) + "\n"


def _write(path: Path, parts: Iterable[str]) -> None:
    # A character that UTF-8 cannot hold (half of a surrogate pair) must not stop a report.
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
        file.writelines(parts)


def _keep(target: Path, temporary: Path) -> None:
    for name in sorted(_KEPT):
        if (target / name).is_file():
            shutil.copy2(target / name, temporary / name)


def _swap(temporary: Path, target: Path) -> None:
    """Put the new folder where the old one is; if that fails, the old one comes back."""
    if not target.exists():
        os.rename(temporary, target)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{target.name}.old.", dir=target.parent))
    os.rename(target, old / "report")
    try:
        os.rename(temporary, target)
    except OSError:
        os.rename(old / "report", target)
        raise
    finally:
        shutil.rmtree(old, ignore_errors=True)


def _silent(done: int, pages: int) -> None:
    """Tell nobody."""
