"""Records as rows, and rows as JSONL, CSV, Parquet or a pandas table.

The keys and their order are those that scripts rely on. Places are `[start, end]` in the `text`, or in the
`title` where `in` is `headline`, as the input gave them.
"""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from itertools import islice
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryFile
from typing import IO, TYPE_CHECKING, Literal

from framing.errors import FramingError
from framing.records import Article, Attribution, Comparison, Evidence, Placement, Span, Verdict

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, object]
Place = Literal["headline", "text"]
_PARQUET_ROWS = 20_000  # rows held in memory at a time


def article_row(article: Article) -> Row:
    """The article as it was understood; other keys of the input follow untouched."""
    row: Row = {
        "path": article.path,
        "id": article.id,
        "source": article.source,
        "date": article.published.isoformat() if article.published else None,
        "date_from": article.date_from,
        "title": article.title,
        "author": article.author,
        "url": article.url,
        "text": article.body,
        "left_out": [[*_place(article, left.span)[1:], left.reason] for left in article.left_out],
        "warnings": list(article.warnings),
    }
    return row | {key: value for key, value in article.extra if key not in row}


def event_rows(places: Iterable[Placement]) -> Iterator[Row]:
    """Every article once: its event, its story, and the article it nearly repeats."""
    for place in places:
        yield _fields(place)


def read_placements(path: Path) -> tuple[Placement, ...]:
    """The rows of `event_rows` from a `.jsonl`, `.csv` or `.parquet` file.

    Raises:
        FramingError: the file is not there, is damaged, or its rows are not those of `framing events`.
    """
    hint = "give a file that `framing events --out` has written"
    if path.suffix not in _WRITERS:
        raise FramingError(f"{path}: the ending {path.suffix!r} is not known", hint=hint)
    try:
        rows = _read_rows(path)
        return tuple(
            Placement(
                _id(row["article"]),
                _id(row["event"]),
                _id(row["story"]),
                _id(row["copy_of"]) if row["copy_of"] else None,
            )
            for row in rows
        )
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise FramingError(f"{path}: yesterday's events cannot be read ({exc!r})", hint=hint) from exc


def _read_rows(path: Path) -> list[Row]:
    if path.suffix == ".parquet":
        import pyarrow.parquet as pq

        return list(pq.read_table(path).to_pylist())
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file)) if path.suffix == ".csv" else [json.loads(line) for line in file]


def _id(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise TypeError(f"{value!r} is no id")
    return value


def explanation_row(explanation: object) -> Row:
    """Why two articles are one event or are not: one row, a key each field of the record.

    `parts` are `{evidence, value, weight}`, `changes` `{kind, here, there}`.
    """
    row = _fields(explanation)
    for key, names in (("parts", ("evidence", "value", "weight")), ("changes", ("kind", "here", "there"))):
        cells = row[key]
        assert isinstance(cells, tuple)
        row[key] = [dict(zip(names, cell, strict=True)) for cell in cells]
    return row


def feature_rows(article: Article, evidence: Iterable[Evidence]) -> Iterator[Row]:
    """One row an evidence."""
    for found in evidence:
        where, start, end = _place(article, found.span)
        yield {
            "article": article.id,
            "feature": found.feature,
            "in": where,
            "start": start,
            "end": end,
            "weight": found.weight,
        }


def attribution_rows(article: Article, attributions: Iterable[Attribution]) -> Iterator[Row]:
    """One row an attribution; spans that lie in the headline are told by `in`."""
    for found in attributions:
        every = (*found.content, *found.cue, *found.speaker)
        if not every:
            continue
        yield {
            "article": article.id,
            "kind": found.kind,
            "content": [list(_place(article, span)[1:]) for span in found.content],
            "cue": [list(_place(article, span)[1:]) for span in found.cue],
            "speaker": [list(_place(article, span)[1:]) for span in found.speaker],
            "speaker_type": found.speaker_type,
            "in": _place(article, every[0])[0],
        }


def verdict_row(article_id: str, text: str, verdict: Verdict) -> Row:
    """One sentence's verdict; the reasons are places in the sentence.

    `loaded` has the places of loaded words. A model with labels of its own gives `probabilities` instead,
    one a label.
    """
    base = verdict.span.start
    row: Row = {
        "id": article_id,
        "index": verdict.index,
        "text": verdict.span.of(text),
        "probability": round(verdict.probability, 6),
        "label": verdict.label,
        "reasons": [[span.start - base, span.end - base, round(w, 6)] for span, w in verdict.reasons],
    }
    if not verdict.chances:
        row["loaded"] = [[span.start - base, span.end - base] for span in verdict.loaded]
    if verdict.chances:
        row["probabilities"] = {label: round(chance, 6) for label, chance in verdict.chances}
    return row


def statement_rows(comparison: Comparison, articles: Sequence[Article]) -> Iterator[Row]:
    """Who says what of the event: one row a sentence that makes a statement."""
    by_id = {article.id: article for article in articles}
    for statement in comparison.statements:
        for mention in statement.sentences:
            where, start, end = _place(by_id[mention.article], mention.span)
            yield {
                "event": comparison.event,
                "statement": statement.id,
                "article": mention.article,
                "in": where,
                "start": start,
                "end": end,
                "similarity": round(mention.similarity, 6),
            }


def to_pandas(records: Iterable[object]) -> pd.DataFrame:
    """Records (or rows) as a pandas table, one column a field; a span becomes `(start, end)`.

    >>> from framing.records import Copy
    >>> to_pandas([Copy("b", of="a", containment=0.9)]).to_dict("records")
    [{'article': 'b', 'of': 'a', 'containment': 0.9, 'covered': None, 'why': 'unknown', 'credits': ()}]
    """
    import pandas as pd

    return pd.DataFrame.from_records([_fields(record) for record in records])


def _fields(record: object) -> Row:
    if isinstance(record, dict):
        return record
    if not is_dataclass(record):
        raise TypeError(f"a record or a row is needed, not {type(record).__name__}")
    return {field.name: _simple(getattr(record, field.name)) for field in fields(record)}


def _simple(value: object) -> object:
    if isinstance(value, Span):
        return value.start, value.end
    if isinstance(value, tuple):
        return tuple(_simple(part) for part in value)
    return _fields(value) if is_dataclass(value) else value


def write(rows: Iterable[Row], out: Path | None, stream: IO[str]) -> int:
    """Write rows to a file, in the format that its ending names, or as JSONL to `stream`; returns how many.

    The file appears whole or not at all. In CSV and Parquet a list is written as JSON text.

    Raises:
        FramingError: the ending is none of .jsonl, .csv, .parquet, or the folder is not there.
    """
    if out is None:
        return _write_jsonl(rows, stream)
    if out.suffix not in _WRITERS:
        raise FramingError(
            f"{out}: the ending {out.suffix!r} is not known", hint=f"use one of {' '.join(_WRITERS)}"
        )
    if not out.parent.is_dir():
        raise FramingError(f"{out.parent}: there is no such folder", hint="make it first, or name another")
    with NamedTemporaryFile("wb", dir=out.parent, prefix=f".{out.name}.", delete=False) as file:
        name = Path(file.name)
    try:
        count = _WRITERS[out.suffix](rows, name)
        name.chmod(0o666 & ~umask())
        os.replace(name, out)
    finally:
        name.unlink(missing_ok=True)
    return count


def _write_jsonl_file(rows: Iterable[Row], path: Path) -> int:
    with path.open("w", encoding="utf-8", newline="") as file:
        return _write_jsonl(rows, file)


def _place(article: Article, span: Span) -> tuple[Place, int, int]:
    return article.locate(span)


def _write_jsonl(rows: Iterable[Row], stream: IO[str]) -> int:
    count = 0
    for count, row in enumerate(rows, start=1):  # noqa: B007 (the count is the result)
        stream.write(json_line(row))
    return count


def json_line(row: Row) -> str:
    """One row as a line of JSON; a character that UTF-8 cannot hold is escaped.

    >>> json_line({"a": "é", "b": [1, 2]})
    '{"a": "é", "b": [1, 2]}\\n'
    """
    line = json.dumps(row, ensure_ascii=False, default=str)
    if any("\ud800" <= char <= "\udfff" for char in line):
        line = json.dumps(row, default=str)
    return f"{line}\n"


def _flat(row: Row) -> Row:
    return {key: _cell(value) for key, value in row.items()}


def _cell(value: object) -> object:
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, int) and value.bit_length() > 63:
        return str(value)  # larger than a column of whole numbers can hold
    return value


def _spool(rows: Iterable[Row], file: IO[str]) -> dict[str, set[type]]:
    """Put the rows on disk and return the columns with the types that they hold: rows need not be alike."""
    columns: dict[str, set[type]] = {}
    for row in rows:
        flat = _flat(row)
        for key, value in flat.items():
            columns.setdefault(key, set()).add(type(value))
        file.write(json.dumps(flat, default=str) + "\n")
    file.seek(0)
    return columns


def _write_csv(rows: Iterable[Row], path: Path) -> int:
    count = 0
    with (
        TemporaryFile("w+", encoding="utf-8") as spool,
        path.open("w", encoding="utf-8", newline="", errors="backslashreplace") as file,
    ):
        columns = _spool(rows, spool)
        writer = csv.DictWriter(file, list(columns), lineterminator="\n")
        writer.writeheader()
        for line in spool:
            writer.writerow(json.loads(line))
            count += 1
    return count


def _write_parquet(rows: Iterable[Row], path: Path) -> int:
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {str: pa.string(), bool: pa.bool_(), int: pa.int64(), float: pa.float64()}
    count = 0
    with TemporaryFile("w+", encoding="utf-8") as spool:
        columns = {key: types - {type(None)} for key, types in _spool(rows, spool).items()}
        wanted = {
            key: float if types == {int, float} else next(iter(types)) if len(types) == 1 else str
            for key, types in columns.items()
        }
        schema = pa.schema([(key, kinds.get(kind, pa.string())) for key, kind in wanted.items()])
        with pq.ParquetWriter(path, schema) as writer:
            while lines := list(islice(spool, _PARQUET_ROWS)):
                chunk = [json.loads(line) for line in lines]
                cells = {
                    key: [None if (value := row.get(key)) is None else kind(value) for row in chunk]
                    for key, kind in wanted.items()
                }
                writer.write_table(pa.table(cells, schema=schema))
                count += len(chunk)
    return count


_WRITERS = {".jsonl": _write_jsonl_file, ".csv": _write_csv, ".parquet": _write_parquet}


def umask() -> int:
    """The rights that this process takes from new files; those of temporary files are narrower."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
