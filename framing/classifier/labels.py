"""Labelled sentences: read from tables, checked before anything is learned from them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from framing.classifier.labelled import Labelled, LabelSet, refuse, some
from framing.classifier.marked import marked_words
from framing.classifier.naming import LABELS, UNSURE, about_bias, names_of
from framing.classifier.repeats import join_near_duplicates, votes_joined, without_duplicates
from framing.classifier.tables import read_rows
from framing.errors import FramingError

COLUMNS: dict[str, tuple[str, ...]] = {
    "text": ("text", "sentence", "content"),
    "label": ("label", "bias", "class", "label_bias"),
    "votes_biased": ("votes_biased",),
    "votes": ("votes",),
    "outlet": ("outlet", "source", "publisher"),
    "topic": ("topic", "subject"),
    "page": ("url", "page", "link", "article"),
    "annotator": ("annotator", "annotator_id", "rater", "reader"),
}
"""The columns that are looked for, and the names each goes by."""

FEWEST = 10
"""Fewer sentences than this of one label are refused: nothing can be learned, let alone measured."""

_ANNOTATOR = re.compile(r"(?:annotator|rater|coder|reader)[ _-]?\w+", re.IGNORECASE)
_WRONG_VOTES = "votes_biased and votes are not whole numbers with 0 <= votes_biased <= votes"


@dataclass(frozen=True, slots=True)
class _Raw:
    """One row as it was read: its cells by part, and the label each annotator gave."""

    cells: Mapping[str, str]
    given: tuple[str, ...]
    where: str
    marked: tuple[str, ...] | None


def read_labels(
    paths: Sequence[Path],
    *,
    text: str | None = None,
    label: str | None = None,
    annotators: Sequence[str] = (),
    fewest: int = FEWEST,
    known: Sequence[str] = (),
) -> LabelSet:
    """Read and check labelled sentences of one or several tables (.csv, .tsv, .jsonl, .xlsx).

    Labels are biased and neutral (or 1 and 0, yes and no), or any others, two or many.

    Args:
        text, label: names of the columns; found by their usual names when not given.
        annotators: one column an annotator, each with a label; the majority is the label then. Columns called
            annotator_1, annotator_2 and so on are found where there is no column of labels.
        fewest: how many sentences each label needs at the least.
        known: the labels to expect, in their order, where a model has set them; otherwise those of the rows.

    Raises:
        FramingError: a file or column is missing, or rows are wrong; every kind of fault with its rows.
    """
    raw, unsure = _read(paths, text=text, label=label, annotators=annotators)
    words_given = [word for row in raw for word in row.given]
    labels, meaning = names_of(words_given, fewest=max(2, fewest))
    if known and tuple(known) != labels:
        labels, meaning = tuple(known), LABELS if about_bias(known) else {name: name for name in known}
    found: list[Labelled] = []
    faults: dict[str, list[str]] = defaultdict(list)
    for one in raw:
        _take(one, labels, meaning, found, faults)
    refuse(faults)
    voted, split, ties = votes_joined(found, len(labels))
    unique, notes = without_duplicates(voted)
    if unsure:
        notes = (*notes, f"labelled unsure and passed over: {some(unsure)}")
    notes = (*notes, *split)
    _check_counts(unique, labels, fewest)
    grouped, joined = join_near_duplicates(unique)
    return LabelSet(tuple(grouped), labels, (*notes, *joined), ties)


def _read(
    paths: Sequence[Path], *, text: str | None, label: str | None, annotators: Sequence[str]
) -> tuple[list[_Raw], list[str]]:
    """The rows of all tables as they were read, and where those stand that are labelled unsure."""
    raw: list[_Raw] = []
    unsure: list[str] = []
    for path in sorted({Path(p) for p in paths}):
        rows = read_rows(path)
        if not rows:
            raise FramingError(f"{path}: there is no row in it", hint="give a table with labelled sentences")
        every = {name: cell for _, row in rows for name, cell in row.items()}
        names, each = _columns(path, every, text=text, label=label, annotators=annotators)
        for number, row in rows:
            where = f"{path.name} row {number}"
            cells = {part: _cell(row, column) for part, column in names.items()}
            given = tuple(_cell(row, name).lower() for name in each) or (cells["label"].lower(),)
            decided = tuple(word for word in given if word not in UNSURE and (word or not each))
            if decided:
                raw.append(_Raw(cells, decided, where, marked_words(row)))
            else:
                unsure.append(where)
    return raw, unsure


def _columns(
    path: Path, row: Mapping[str, object], *, text: str | None, label: str | None, annotators: Sequence[str]
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Which column of this table plays which part, and the columns of the annotators."""
    by_lower = {str(name).strip().lower(): str(name) for name in row}
    for name in (text, label, *annotators):
        if name is not None and name not in row:
            raise FramingError(
                f"{path}: there is no column {name!r}", hint=f"its columns are: {', '.join(map(str, row))}"
            )
    names = {
        part: by_lower[alias]
        for part, aliases in COLUMNS.items()
        for alias in reversed(aliases)
        if alias in by_lower
    }
    names |= {lower: name for lower, name in by_lower.items() if lower.startswith("votes_")}
    names |= {part: given for part, given in (("text", text), ("label", label)) if given is not None}
    each = tuple(annotators)
    if not each and "label" not in names:
        each = tuple(str(name) for name in row if _ANNOTATOR.fullmatch(str(name).strip()))
    wanted = ("text",) if len(each) > 1 or annotators else ("text", "label")
    for part in wanted:
        if part not in names:
            raise FramingError(
                f"{path}: no column holds the {part}",
                hint=f"call it {COLUMNS[part][0]!r}, or name it; its columns are: {', '.join(map(str, row))}",
            )
    return names, each


def _take(
    raw: _Raw,
    labels: Sequence[str],
    meaning: Mapping[str, str],
    found: list[Labelled],
    faults: dict[str, list[str]],
) -> None:
    """Understand one row, or note its fault."""
    cells = raw.cells
    if not cells["text"]:
        faults["the text is empty"].append(raw.where)
        return
    if not all(raw.given):
        faults["the label is empty"].append(raw.where)
        return
    for word in raw.given:
        if word not in meaning:
            known = "biased, neutral (or 1, 0)" if about_bias(labels) else ", ".join(labels)
            faults[f"unknown label {word!r}; known are: {known}"].append(raw.where)
            return
    votes = [0] * len(labels)
    for word in raw.given:
        votes[labels.index(meaning[word])] += 1
    label = votes.index(max(votes))
    if votes.count(max(votes)) > 1:
        faults["the annotators are split evenly"].append(raw.where)
        return
    if len(raw.given) == 1:
        try:
            votes = _counted(cells, labels) or votes
        except ValueError:
            faults[_WRONG_VOTES].append(raw.where)
            return
    found.append(
        Labelled(
            text=cells["text"],
            label=label,
            votes=tuple(votes),
            outlet=cells.get("outlet", ""),
            topic=cells.get("topic", ""),
            group=cells.get("page", "") or f"sentence: {cells['text']}",
            where=raw.where,
            annotator=cells.get("annotator", ""),
            marked=raw.marked,
        )
    )


def _counted(cells: Mapping[str, str], labels: Sequence[str]) -> list[int] | None:
    """The votes for each label, from the columns votes_<label> (and `votes`, the sum); None where not given.

    Raises:
        ValueError: they are no whole numbers, or do not add up.
    """
    given = {name: cells.get(f"votes_{name}", "") for name in labels}
    total = cells.get("votes", "")
    if not any(given.values()):
        if total and "votes_biased" in cells:
            raise ValueError
        return None
    votes = {name: int(float(count)) for name, count in given.items() if count}
    if total and len(votes) == len(labels) - 1:
        (left,) = (name for name in labels if name not in votes)
        votes[left] = int(float(total)) - sum(votes.values())
    counts = [votes.get(name, -1) for name in labels]
    if min(counts) < 0 or sum(counts) == 0 or (total and int(float(total)) != sum(counts)):
        raise ValueError
    return counts


def _cell(row: Mapping[str, object], column: str) -> str:
    value = row.get(column)
    return "" if value is None else str(value).strip()


def _check_counts(rows: Sequence[Labelled], labels: Sequence[str], fewest: int) -> None:
    if len(labels) < 2:
        raise FramingError(
            f"every sentence is labelled {labels[0] if labels else 'unsure'}; two labels are needed",
            hint="label sentences of another kind too",
        )
    for number, name in enumerate(labels):
        own = [row.where for row in rows if row.label == number]
        if len(own) < fewest:
            at = f" ({some(own)})" if own else ""
            raise FramingError(
                f"only {len(own)} sentences are labelled {name}{at}; at least {fewest} are needed",
                hint="label more sentences of that kind, or mend the label if it is a slip",
            )
