"""Labelled sentences: read from tables, checked before anything is learned from them."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from framing.classifier.tables import read_rows
from framing.errors import FramingError
from framing.text import words

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

LABELS: dict[str, bool] = {
    **dict.fromkeys(("biased", "1", "1.0", "true", "yes"), True),
    **dict.fromkeys(("neutral", "non-biased", "not biased", "unbiased", "0", "0.0", "false", "no"), False),
}
"""What a label may be called: True means biased."""

UNSURE = frozenset({"unsure", "no agreement", "cannot tell", "?"})
"""Labels that decide nothing: such rows are passed over, and the card says how many."""

FEWEST = 10
"""Fewer sentences than this of one label are refused: nothing can be learned, let alone measured."""

_RUN = 4  # words; two sentences that share most of their runs of four words are near-duplicates
_NEAR = 0.75
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Labelled:
    """One labelled sentence.

    `votes_biased` of `votes` annotators called it biased (1 of 1 or 0 of 1 where only a label is given).
    `group` names what may not be parted in an evaluation: the page, or the sentence itself where unknown.
    `where` is the file and the row as a spreadsheet numbers it (the line, for JSON lines).
    """

    text: str
    biased: bool
    votes_biased: int
    votes: int
    outlet: str
    topic: str
    group: str
    where: str
    annotator: str = ""

    @property
    def share(self) -> float:
        """Share of the annotators who called the sentence biased, in [0, 1]."""
        return self.votes_biased / self.votes


@dataclass(frozen=True, slots=True)
class LabelSet:
    """Checked labels in a fixed order, what was mended, and which annotator columns were read."""

    rows: tuple[Labelled, ...]
    notes: tuple[str, ...] = ()


def read_labels(
    paths: Sequence[Path],
    *,
    text: str | None = None,
    label: str | None = None,
    annotators: Sequence[str] = (),
    fewest: int = FEWEST,
) -> LabelSet:
    """Read and check labelled sentences of one or several tables (.csv, .tsv, .jsonl, .xlsx).

    Args:
        text, label: names of the columns; found by their usual names when not given.
        annotators: one column an annotator, each with a label; the majority is the label then.
        fewest: how many sentences each label needs at the least.

    Raises:
        FramingError: a file or column is missing, or rows are wrong; every kind of fault with its rows.
    """
    found: list[Labelled] = []
    unsure: list[str] = []
    faults: dict[str, list[str]] = defaultdict(list)
    for path in sorted({Path(p) for p in paths}):
        rows = read_rows(path)
        if not rows:
            raise FramingError(f"{path}: there is no row in it", hint="give a table with labelled sentences")
        names = _columns(path, rows[0][1], text=text, label=label, annotators=annotators)
        for number, row in rows:
            where = f"{path.name} row {number}"
            if not annotators and _cell(row, names["label"]).lower() in UNSURE:
                unsure.append(where)
            else:
                _take(row, where, names, annotators, found, faults)
    _refuse(faults)
    voted, split = _votes_joined(found)
    unique, notes = _without_duplicates(voted)
    if unsure:
        notes = (*notes, f"labelled unsure and passed over: {_some(unsure)}")
    notes = (*notes, *split)
    _check_counts(unique, fewest)
    grouped, joined = _join_near_duplicates(unique)
    return LabelSet(tuple(grouped), (*notes, *joined))


def digest(found: LabelSet) -> str:
    """SHA-256 over the checked labels: text, votes and groups, in their fixed order."""
    made = hashlib.sha256()
    for row in found.rows:
        cells = (row.text, row.biased, row.votes_biased, row.votes, row.outlet, row.topic, row.group)
        made.update(("\x1f".join(map(str, cells)) + "\x1e").encode())
    return made.hexdigest()


def _columns(
    path: Path, row: Mapping[str, object], *, text: str | None, label: str | None, annotators: Sequence[str]
) -> dict[str, str]:
    """Which column of this table plays which part."""
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
    names |= {part: given for part, given in (("text", text), ("label", label)) if given is not None}
    wanted = ("text",) if annotators else ("text", "label")
    for part in wanted:
        if part not in names:
            raise FramingError(
                f"{path}: no column holds the {part}",
                hint=f"call it {COLUMNS[part][0]!r}, or name it; its columns are: {', '.join(map(str, row))}",
            )
    return names


def _take(
    row: Mapping[str, object],
    where: str,
    names: Mapping[str, str],
    annotators: Sequence[str],
    found: list[Labelled],
    faults: dict[str, list[str]],
) -> None:
    """Understand one row, or note its fault."""
    cells = {part: _cell(row, column) for part, column in names.items()}
    if not cells["text"]:
        faults["the text is empty"].append(where)
        return
    given = [_cell(row, name).lower() for name in annotators] or [cells["label"].lower()]
    for word in given:
        if word not in LABELS:
            known = "biased, neutral (or 1, 0)"
            faults[f"unknown label {word!r}; known are: {known}"].append(where)
            return
    if annotators:
        votes, for_biased = len(given), sum(LABELS[word] for word in given)
        if 2 * for_biased == votes:
            faults["the annotators are split evenly"].append(where)
            return
        biased = 2 * for_biased > votes
    else:
        biased = LABELS[given[0]]
        counts = _votes(cells, biased)
        if counts is None:
            faults["votes_biased and votes are not whole numbers with 0 <= votes_biased <= votes"].append(
                where
            )
            return
        for_biased, votes = counts
    found.append(
        Labelled(
            text=cells["text"],
            biased=biased,
            votes_biased=for_biased,
            votes=votes,
            outlet=cells.get("outlet", ""),
            topic=cells.get("topic", ""),
            group=cells.get("page", "") or f"sentence: {cells['text']}",
            where=where,
            annotator=cells.get("annotator", ""),
        )
    )


def _cell(row: Mapping[str, object], column: str) -> str:
    value = row.get(column)
    return "" if value is None else str(value).strip()


def _votes(cells: Mapping[str, str], biased: bool) -> tuple[int, int] | None:
    for_biased, votes = cells.get("votes_biased", ""), cells.get("votes", "")
    if not for_biased and not votes:
        return int(biased), 1
    try:
        counts = int(float(for_biased)), int(float(votes))
    except ValueError:
        return None
    return counts if 0 <= counts[0] <= counts[1] and counts[1] > 0 else None


def _refuse(faults: Mapping[str, Sequence[str]]) -> None:
    if faults:
        lines = [f"{fault}: {_some(rows)}" for fault, rows in faults.items()]
        raise FramingError(
            "the labels cannot be used as they are:\n" + "\n".join(f"  - {line}" for line in lines),
            hint="mend or delete these rows, then train again",
        )


def _some(rows: Sequence[str]) -> str:
    shown = ", ".join(rows[:_SHOWN])
    return shown if len(rows) <= _SHOWN else f"{shown} and {len(rows) - _SHOWN} more"


def _key(text: str) -> str:
    return " ".join(word.lower for word in words(text)) or text


def _votes_joined(rows: Sequence[Labelled]) -> tuple[list[Labelled], tuple[str, ...]]:
    """One row a sentence where several named annotators labelled it, their labels as its votes.

    A sentence on which they are split evenly is passed over, and told.
    """
    alone = [row for row in rows if not row.annotator]
    by_text: dict[str, dict[str, Labelled]] = defaultdict(dict)
    faults: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row.annotator:
            seen = by_text[_key(row.text)].setdefault(row.annotator, row)
            if seen.biased != row.biased:
                faults["one annotator gave the same sentence both labels"].append(
                    f"{seen.where} and {row.where}"
                )
    _refuse(faults)
    split: list[str] = []
    for by_annotator in by_text.values():
        each = sorted(by_annotator.values(), key=lambda row: (row.annotator, row.where))
        for_biased = sum(row.biased for row in each)
        if 2 * for_biased == len(each):
            split.append(each[0].where)
        else:
            majority = 2 * for_biased > len(each)
            alone.append(replace(each[0], biased=majority, votes_biased=for_biased, votes=len(each)))
    return alone, (f"the annotators are split evenly, passed over: {_some(split)}",) if split else ()


def _without_duplicates(rows: Sequence[Labelled]) -> tuple[list[Labelled], tuple[str, ...]]:
    """Every sentence once; a sentence with both labels is refused."""
    first: dict[str, Labelled] = {}
    repeated: list[str] = []
    faults: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        seen = first.setdefault(_key(row.text), row)
        if seen is row:
            continue
        if seen.biased != row.biased:
            faults["the same sentence has both labels"].append(f"{seen.where} and {row.where}")
        else:
            repeated.append(f"{row.where} (as {seen.where})")
    _refuse(faults)
    # Sorted by the text, so that neither the order of rows nor of files changes the model.
    unique = sorted(first.values(), key=lambda row: (row.text, row.where))
    note = f"repeated sentences were counted once: {_some(repeated)}"
    return unique, (note,) if repeated else ()


def _check_counts(rows: Sequence[Labelled], fewest: int) -> None:
    for biased, name in ((True, "biased"), (False, "neutral")):
        count = sum(row.biased is biased for row in rows)
        if count < fewest:
            raise FramingError(
                f"only {count} sentences are labelled {name}; at least {fewest} are needed",
                hint="label more sentences of that kind",
            )


def _join_near_duplicates(rows: Sequence[Labelled]) -> tuple[list[Labelled], tuple[str, ...]]:
    """Groups that share a near-duplicate become one, so that no evaluation learns one and tests the other."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.get(name, name) != name:
            name = parent[name]
        return name

    pairs = [(a, b) for a, b in _near_pairs([row.text for row in rows]) if rows[a].group != rows[b].group]
    for a, b in pairs:
        low, high = sorted((root(rows[a].group), root(rows[b].group)))
        parent[high] = low
    if not pairs:
        return list(rows), ()
    shown = [f"{rows[a].where} and {rows[b].where}" for a, b in pairs]
    note = (
        f"{len(pairs)} pairs of near-duplicates stand on different pages, which were joined: {_some(shown)}"
    )
    return [replace(row, group=root(row.group)) for row in rows], (note,)


def _near_pairs(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    runs = [_runs(text) for text in texts]
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, own in enumerate(runs):
        shared: dict[int, int] = defaultdict(int)
        for run in sorted(own):
            for other in holders[run]:
                shared[other] += 1
            # A run that very many sentences hold ("the president of the") marks no copy.
            if len(holders[run]) < 50:
                holders[run].append(number)
        for other in sorted(shared):
            if shared[other] >= _NEAR * min(len(own), len(runs[other])) and shared[other] >= 3:
                yield other, number


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    lowers = [word.lower for word in words(text)]
    return frozenset(tuple(lowers[at : at + _RUN]) for at in range(len(lowers) - _RUN + 1))
