"""Every table behind the pages as rows, and rows as the text of CSV and JSONL files.

`start` and `end` are characters of the article's `text`, which is its headline, a blank line and its body.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

from framing.records import Span
from framing.report import arrange, voice_tables
from framing.report.arrange_words import number_rows, term_rows, wording_rows
from framing.report.columns import columns, kind_of
from framing.report.places import (
    article_place,
    evidence_place,
    file_name,
    sentence_place,
    verdict_place,
    voice_place,
)
from framing.views import ArticleView, EventReport, Rate, Site

Row = dict[str, object]
_AT_ONCE = 10_000  # rows of a Parquet table that are in memory together


def rows(name: str, reports: Iterable[EventReport], *, redacted: bool = False) -> Iterator[Row]:
    """The rows of one of `TABLES`, event by event; each has all the columns, in their order."""
    named = columns(name, redacted=redacted)
    for report in reports:
        for row in _MAKERS[name](report):
            yield {column: row[column] for column in named}


def jsonl(found: Iterable[Row]) -> Iterator[str]:
    """One line of JSON a row."""
    for row in found:
        yield json.dumps(row, ensure_ascii=False) + "\n"


def csv_lines(columns: Iterable[str], found: Iterable[Row]) -> Iterator[str]:
    """A heading, then one line a row.

    A text that a spreadsheet would take for a formula gets an apostrophe in front; JSONL has it as it is.

    >>> list(csv_lines(["a", "b"], [{"a": "=1+1", "b": -1}]))
    ['a,b\\n', "'=1+1,-1\\n"]
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    names = list(columns)
    writer.writerow(names)
    for row in found:
        yield out.getvalue()
        out.seek(0)
        out.truncate()
        writer.writerow([_cell(row[name]) for name in names])
    yield out.getvalue()


def write_parquet(path: Path, name: str, found: Iterable[Row], *, redacted: bool = False) -> None:
    """One table as a Parquet file; the types of its columns are those of the dictionary."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {"whole number": pa.int64(), "number": pa.float64(), "text": pa.string()}
    schema = pa.schema([(c, kinds[kind_of(name, c)]) for c in columns(name, redacted=redacted)])
    rest = iter(found)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        while some := list(islice(rest, _AT_ONCE)):
            made = {
                c: [_plain(row[c], schema.field(c).type == pa.string()) for row in some] for c in schema.names
            }
            writer.write_table(pa.table(made, schema=schema))


def _plain(value: object, text: bool) -> object:
    """A value as its column holds it; half of a surrogate pair, which UTF-8 cannot hold, is escaped."""
    if not text or value is None:
        return value
    if isinstance(value, list | tuple | dict):
        value = json.dumps(value, ensure_ascii=False)
    return str(value).encode("utf-8", "backslashreplace").decode("utf-8")


def figure_rows(report: EventReport, name: str, site: Site) -> tuple[list[str], list[Row]]:
    """The columns and rows of the numbers that one of an event's figures draws."""
    if name == "overlap":
        columns = ["left", "right", "likeness", "shared_sentences"]
        return columns, [
            {"left": a.label, "right": b.label, "likeness": o.similarity, "shared_sentences": len(o.pairs)}
            for a, b, o, _ in arrange.overlap_rows(report)
        ]
    if name == "voices":
        columns = ["by", "name", "source", "quoted_words", "all_quoted_words", "share", "low", "high"]
        return columns, [{column: row[column] for column in columns} for row in voice_tables.shares(report)]
    columns = ["sign", "source", "hits", "words", "per_100", "low", "high", "quoted_hits", "quoted_words"]
    return columns, [
        {"sign": sign.id, "source": view.label, **_rate(rate)}
        for sign, cells in arrange.rate_rows(report, site.signs)
        for view, rate in cells
        if rate is not None
    ]


def _cell(value: object) -> object:
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + value
    if isinstance(value, list | tuple | dict):
        return json.dumps(value, ensure_ascii=False)
    return value


def _articles(report: EventReport) -> Iterator[Row]:
    for view in report.articles:
        article = view.article
        yield _base(report, view, article_place(view.number)) | {
            "story": report.story.id,
            "source": article.source,
            "label": view.label,
            "date": article.published.isoformat() if article.published else None,
            "date_from": article.date_from,
            "title": article.title,
            "author": article.author,
            "url": article.url,
            "path": article.path,
            "account": view.account,
            "copy_of": view.copy.of if view.copy else None,
            "words_own": view.own,
            "words_quoted": view.quoted,
            "warnings": "; ".join(article.warnings),
            "text": article.text,
        }


def _sentences(report: EventReport) -> Iterator[Row]:
    for view in report.articles:
        verdicts = {verdict.index: verdict for verdict in view.verdicts}
        for sentence in view.sentences:
            verdict = verdicts.get(sentence.index)
            shaded = verdict is not None and verdict.label != "neutral"
            place = (verdict_place if shaded else sentence_place)(view.number, sentence.index)
            yield (
                _base(report, view, place)
                | _span(sentence.span)
                | {
                    "sentence": sentence.index,
                    "text": sentence.span.of(view.article.text),
                    "probability": round(verdict.probability, 6) if verdict else None,
                    "label": verdict.label if verdict else None,
                }
            )


def _evidence(report: EventReport) -> Iterator[Row]:
    for view in report.articles:
        for place, found in enumerate(view.evidence):
            yield (
                _base(report, view, evidence_place(view.number, place))
                | _span(found.span)
                | {
                    "feature": found.feature,
                    "words": found.span.of(view.article.text),
                    "weight": found.weight,
                    "category": found.category,
                    "quoted": int(found.quoted),
                    "note": found.note,
                }
            )


def _attributions(report: EventReport) -> Iterator[Row]:
    for view in report.articles:
        text = view.article.text
        for place, found in enumerate(view.attributions):
            spans = {
                "content": found.content,
                "cue": found.cue,
                "speaker": found.speaker,
                "role": found.role,
            }
            yield _base(report, view, voice_place(view.number, place)) | {
                "kind": found.kind,
                "actor": found.actor,
                "speaker_type": found.speaker_type,
                "stance": found.stance,
                **{key: " … ".join(_line(span.of(text)) for span in some) for key, some in spans.items()},
                "spans": {key: [[span.start, span.end] for span in some] for key, some in spans.items()},
            }


def _statements(report: EventReport) -> Iterator[Row]:
    views = {view.article.id: view for view in report.articles}
    for statement in report.comparison.statements:
        for cell in statement.cells:
            view, mention = views[cell.article], cell.mention
            place = sentence_place(view.number, mention.sentence) if mention else article_place(view.number)
            yield _base(report, view, place) | {
                "statement": statement.id,
                "text": statement.text,
                "accounts": statement.accounts,
                "state": cell.state,
                "sentence": mention.sentence if mention else None,
                "again": [one.sentence for one in cell.again],
                "similarity": round(mention.similarity, 6) if mention else None,
                "sentence_text": mention.span.of(view.article.text) if mention else None,
            }


def _pairs(report: EventReport) -> Iterator[Row]:
    for overlap in report.comparison.overlaps:
        yield {
            "event": report.event.id,
            "left": overlap.left,
            "right": overlap.right,
            "likeness": round(overlap.similarity, 6),
            "shared": len(overlap.pairs),
            "sentences": [[pair.left, pair.right, round(pair.similarity, 6)] for pair in overlap.pairs],
        }


def _profiles(report: EventReport) -> Iterator[Row]:
    for rate in report.rates:
        view = report.articles[rate.number - 1]
        yield _base(report, view, article_place(view.number)) | {
            "source": view.article.source,
            "feature": rate.feature,
            **_rate(rate),
        }


def _rate(rate: Rate) -> Row:
    return {
        "hits": rate.own.hits,
        "words": rate.own.words,
        "per_100": round(rate.own.per_100, 4),
        "low": round(rate.low, 4),
        "high": round(rate.high, 4),
        "quoted_hits": rate.quoted.hits,
        "quoted_words": rate.quoted.words,
    }


def _base(report: EventReport, view: ArticleView, place: str) -> Row:
    return {"event": report.event.id, "article": view.article.id, "page": _page(report, place)}


def _page(report: EventReport, place: str) -> str:
    return f"events/{file_name(report.event.id)}.html#{place}"


def _line(words: str) -> str:
    return " ".join(words.split())


def _span(span: Span) -> Row:
    return {"start": span.start, "end": span.end}


def _wordings(report: EventReport) -> Iterator[Row]:
    for row, found in zip(wording_rows(report), report.wordings, strict=True):
        yield {
            "event": report.event.id,
            "kind": found.kind,
            "left": row.left.view.article.id,
            "left_page": _page(report, row.left.place),
            "left_words": row.left.words,
            "right": row.right.view.article.id,
            "right_page": _page(report, row.right.place),
            "right_words": row.right.words,
            "note": row.note,
        }


def _numbers(report: EventReport) -> Iterator[Row]:
    for number, row in enumerate(number_rows(report), start=1):
        for said, passage in zip(row.said, row.found.passages, strict=True):
            yield (
                _base(report, said.view, said.place)
                | _span(passage.span)
                | {"quantity": number, "kind": row.found.kind, "unit": row.found.unit, "words": said.words}
            )


def _terms(report: EventReport) -> Iterator[Row]:
    for row in term_rows(report):
        yield {
            "event": report.event.id,
            "source": row.found.source,
            "term": row.found.term,
            "count": row.found.count,
            "others": row.found.others,
            "log_odds": row.found.log_odds,
            "low": row.found.low,
            "high": row.found.high,
            "z": row.found.z,
            "q": row.found.q,
            "pages": [_page(report, place) for place in row.places],
        }


def _actors(report: EventReport) -> Iterator[Row]:
    for actor in report.actors:
        for roles in actor.roles:
            view, clear = report.articles[roles.number - 1], roles.agent + roles.object
            own = [n for n in actor.named if n.passage.number == view.number and not n.quoted]
            places = [sentence_place(view.number, n.passage.sentence) for n in own]
            yield _base(report, view, places[0] if places else article_place(view.number)) | {
                "actor": actor.name,
                "kind": actor.kind,
                "namings": len(own),
                "words": _counted(_line(n.passage.span.of(view.article.text)) for n in own),
                "described": [_line(n.described.span.of(view.article.text)) for n in own if n.described],
                "agent": roles.agent,
                "object": roles.object,
                "agent_share": round(roles.agent / clear, 4) if clear else None,
                "low": roles.low if clear else None,
                "high": roles.high if clear else None,
            }


def _counted(words: Iterable[str]) -> list[list[object]]:
    return [[word, count] for word, count in Counter(words).most_common()]


def _namings(report: EventReport) -> Iterator[Row]:
    for actor in report.actors:
        for found in actor.named:
            passage, view = found.passage, report.articles[found.passage.number - 1]
            yield (
                _base(report, view, sentence_place(passage.number, passage.sentence))
                | _span(passage.span)
                | {
                    "actor": actor.name,
                    "kind": actor.kind,
                    "words": _line(passage.span.of(view.article.text)),
                    "marked": int(found.marked),
                    "quoted": int(found.quoted),
                    "role": found.role,
                }
            )


_MAKERS: dict[str, Callable[[EventReport], Iterator[Row]]] = {
    "articles": _articles,
    "sentences": _sentences,
    "evidence": _evidence,
    "attributions": _attributions,
    "utterances": voice_tables.utterances,
    "shares": voice_tables.shares,
    "heard": voice_tables.heard,
    "statements": _statements,
    "pairs": _pairs,
    "profiles": _profiles,
    "wordings": _wordings,
    "numbers": _numbers,
    "terms": _terms,
    "actors": _actors,
    "namings": _namings,
}
