"""How well pages are understood, beside the two libraries used by hand on the same pages in the same run."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from framing.corpus import loaders
from framing.corpus.files import File
from framing.corpus.raw import Raw
from framing.corpus.understand import article
from framing.errors import FramingError, LoadError
from framing.records import Article


@dataclass(frozen=True, slots=True)
class Understood:
    """What one way of reading a page found: body (with the headline), title and day (ISO) or None."""

    body: str
    title: str | None
    day: str | None


Reader = Callable[[Path, str], Understood]


def evaluate(path: Path) -> dict[str, object]:
    """Extraction scores on annotated pages.

    Args:
        path: a folder with one `.jsonl` file, or that file. A row: `html_file` (beside the file), `with` and
            `without` (strings that the body must and must not hold), and where known `title`, `date`.

    Returns:
        For `framing`, `trafilatura` and `htmldate` by hand (`htmldate` as it comes, and asked for the
        original date): `with_kept`, `without_absent`, `title_right`, `date_right` as shares of the strings or
        pages that have such a gold, `date_wrong` as the number of pages where a false day was said, `body_f1`
        the harmonic mean of the first two. White space and letter case of titles do not count.

    Raises:
        FramingError: there is no such file, or a row lacks what is needed.
    """
    rows, folder = _rows(path)
    return {
        "pages": len(rows),
        "framing": _scores(rows, folder, _ours),
        "trafilatura": _scores(rows, folder, _trafilatura),
        "htmldate": _dates_only(rows, folder, original=False),
        "htmldate_original": _dates_only(rows, folder, original=True),
    }


def _rows(path: Path) -> tuple[list[Mapping[str, object]], Path]:
    if path.is_dir():
        found = sorted(path.glob("*.jsonl"))
        if len(found) != 1:
            raise FramingError(f"{path}: {len(found)} .jsonl files", hint="name the one with the annotations")
        path = found[0]
    if not path.is_file():
        raise FramingError(f"{path}: there is no such file", hint="check the spelling")
    rows: list[Mapping[str, object]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            row = json.loads(line)
        except ValueError as exc:
            raise FramingError(
                f"{path} line {number}: this is not JSON ({exc})", hint="mend the line"
            ) from exc
        if not isinstance(row, dict) or not isinstance(row.get("html_file"), str):
            raise FramingError(
                f"{path} line {number}: there is no html_file", hint="name the page of each row"
            )
        rows.append(row)
    return rows, path.parent


def _scores(rows: Sequence[Mapping[str, object]], folder: Path, read: Reader) -> dict[str, float | int]:
    kept = wanted = absent = unwanted = 0
    pairs: list[tuple[str, str | None]] = []
    titles: list[tuple[str, str | None]] = []
    for row in rows:
        found = read(folder / str(row["html_file"]), str(row.get("url") or ""))
        body = _spaced(f"{found.title or ''} {found.body}")
        with_, without = _strings(row.get("with")), _strings(row.get("without"))
        kept, wanted = kept + sum(one in body for one in with_), wanted + len(with_)
        absent, unwanted = absent + sum(one not in body for one in without), unwanted + len(without)
        if row.get("date"):
            pairs.append((str(row["date"]), found.day))
        if row.get("title"):
            titles.append((_plain(str(row["title"])), _plain(found.title or "")))
    share_kept, share_absent = _share(kept, wanted), _share(absent, unwanted)
    return {
        "with_kept": share_kept,
        "without_absent": share_absent,
        "body_f1": round(2 * share_kept * share_absent / ((share_kept + share_absent) or 1), 4),
        "title_right": _share(sum(gold == said for gold, said in titles), len(titles)),
        **_day_scores(pairs),
    }


def _dates_only(
    rows: Iterable[Mapping[str, object]], folder: Path, *, original: bool
) -> dict[str, float | int]:
    from htmldate import find_date

    pages = ((str(row["date"]), folder / str(row["html_file"])) for row in rows if row.get("date"))
    return _day_scores([(gold, find_date(page.read_bytes(), original_date=original)) for gold, page in pages])


def _day_scores(pairs: Sequence[tuple[str, str | None]]) -> dict[str, float | int]:
    return {
        "date_right": _share(sum(gold == said for gold, said in pairs), len(pairs)),
        "date_wrong": sum(said is not None and said != gold for gold, said in pairs),
        "dates": len(pairs),
    }


def _share(hits: int, of: int) -> float:
    return round(hits / of, 4) if of else 0.0


def _strings(value: object) -> list[str]:
    return [_spaced(one) for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _plain(title: str) -> str:
    return _spaced(title).casefold().replace("’", "'").replace("“", '"').replace("”", '"')


def _ours(page: Path, _url: str) -> Understood:
    try:
        raw = next((one for one in loaders.read(File(page.name, path=page)) if isinstance(one, Raw)), None)
        found = article(raw) if raw else None
    except LoadError:
        found = None
    if found is None:
        return Understood("", None, None)
    return Understood(
        _kept(found), found.title or None, found.published.isoformat() if found.published else None
    )


def _kept(found: Article) -> str:
    parts, at = [], found.body_start
    for left in found.left_out:
        parts.append(found.text[at : left.span.start])
        at = left.span.end
    return "".join([*parts, found.text[at:]])


def _trafilatura(page: Path, _url: str) -> Understood:
    from trafilatura import extract, extract_metadata, load_html

    data = page.read_bytes()
    said = extract_metadata(load_html(data))
    return Understood(
        extract(data, include_comments=False) or "", said.title if said else None, said.date if said else None
    )
