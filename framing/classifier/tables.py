"""Rows of a table of labels, whatever file it stands in."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from zipfile import BadZipFile

from framing.errors import FramingError

Row = tuple[int, Mapping[str, object]]
ENDINGS = (".csv", ".tsv", ".jsonl", ".xlsx")


def read_rows(path: Path) -> list[Row]:
    """The rows of a table with their numbers: as a spreadsheet counts (the heading is row 1), or the line.

    Raises:
        FramingError: the file is missing, is of another kind, or cannot be read; says where and how.
    """
    if not path.is_file():
        raise FramingError(f"{path}: there is no such file", hint="check the path of the labels")
    ending = path.suffix.lower()
    if ending in (".csv", ".tsv"):
        return _separated(path, "," if ending == ".csv" else "\t")
    if ending == ".jsonl":
        return _json_lines(path)
    if ending == ".xlsx":
        return _spreadsheet(path)
    raise FramingError(f"{path}: {ending or 'this'} is no kind of table", hint=f"use {', '.join(ENDINGS)}")


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as exc:
        raise FramingError(
            f"{path}: this is not UTF-8 text (byte {exc.start})", hint="save the table again as UTF-8"
        ) from exc


def _separated(path: Path, delimiter: str) -> list[Row]:
    reader = csv.reader(StringIO(_text_of(path), newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    try:
        heading = next(reader, [])
        for number, cells in enumerate(reader, start=2):
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(heading):
                raise FramingError(
                    f"{path} row {number}: {len(cells)} cells, but the heading has {len(heading)}",
                    hint="put a text that holds the separator into quotation marks",
                )
            rows.append((number, dict(zip(heading, cells, strict=True))))
    except csv.Error as exc:
        raise FramingError(
            f"{path} line {reader.line_num}: {exc}", hint="check the quotation marks around the texts"
        ) from exc
    return rows


def _json_lines(path: Path) -> list[Row]:
    rows: list[Row] = []
    for number, line in enumerate(_text_of(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as exc:
            raise FramingError(
                f"{path} row {number}: this is not JSON ({exc})", hint="mend the line"
            ) from exc
        if not isinstance(row, dict):
            raise FramingError(
                f"{path} row {number}: not an object", hint='write {"text": "...", "label": "biased"}'
            )
        rows.append((number, row))
    return rows


def _spreadsheet(path: Path) -> list[Row]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        sheet = load_workbook(path, read_only=True, data_only=True).active
    except (InvalidFileException, BadZipFile, KeyError, OSError, ValueError) as exc:
        raise FramingError(
            f"{path}: this is no spreadsheet that can be read ({exc})",
            hint="save it again as .xlsx, or as .csv",
        ) from exc
    lines = [] if sheet is None else list(sheet.iter_rows(values_only=True))
    if not lines:
        return []
    heading = ["" if cell is None else str(cell) for cell in lines[0]]
    return [
        (number, dict(zip(heading, cells, strict=False)))
        for number, cells in enumerate(lines[1:], start=2)
        if any(cell is not None for cell in cells)
    ]
