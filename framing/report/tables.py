"""Every table behind the pages as rows, and rows as the text of CSV and JSONL files.

`start` and `end` are characters of the article's `text`, which is its headline, a blank line and its body.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator

from framing.records import ArticleView, EventReport, Rate, Site, Span
from framing.report import arrange
from framing.report.places import (
    article_place,
    evidence_place,
    file_name,
    sentence_place,
    verdict_place,
    voice_place,
)

Row = dict[str, object]

_WHERE = {
    "event": "id of the event",
    "article": "id of the article",
    "page": "the page, and on it the address, that shows this",
}
_SPAN = {"start": "first character in the article’s text", "end": "character after the last"}

_ABOUT = """
Each table is here as CSV and as JSONL with the same columns. Offsets count characters (Unicode code points)
of the article's `text`, end exclusive. In CSV a text that begins with one of `= + - @` has an apostrophe in
front, so that no spreadsheet runs it; JSONL has it as it is. `report.json` holds versions, settings and
digests.
"""

# The columns of each table in their order, with what they hold: the data dictionary.
TABLES: dict[str, dict[str, str]] = {
    "articles": {
        **_WHERE,
        "story": "id of the story of the event",
        "source": "the outlet; empty where it is not known",
        "label": "the name on the page",
        "date": "day of publication, ISO; empty where it is not known",
        "date_from": "how the day is known",
        "title": "the headline",
        "author": "the author, where known",
        "url": "the address, where known",
        "path": "the file it was read from",
        "account": "number of the independent account; near-copies share one",
        "copy_of": "id of the article it nearly repeats",
        "words_own": "words outside quotation marks",
        "words_quoted": "words in quotation marks",
        "warnings": "what to know of this text, parted by “; ”",
        "text": "headline, blank line, body: what the offsets count in",
    },
    "sentences": {
        **_WHERE,
        "sentence": "number of the sentence; the headline is 0",
        **_SPAN,
        "text": "the sentence",
        "probability": "the classifier’s probability of “biased”; empty where it was not asked",
        "label": "biased, neutral or unsure",
    },
    "evidence": {
        **_WHERE,
        "feature": "id of the framing sign",
        **_SPAN,
        "words": "the words",
        "weight": "what it adds to the tally",
        "category": "the sign’s own subdivision",
        "quoted": "1 where the words are the speaker’s, in quotation marks",
        "note": "why, and from which word list",
    },
    "attributions": {
        **_WHERE,
        "kind": "direct, mixed or indirect",
        "actor": "the speaker as resolved in the article",
        "speaker": "the speaker’s words in the article",
        "speaker_type": "what kind of speaker",
        "cue": "the words that attribute",
        "stance": "how the cue presents what is said",
        "content": "what is said, thought or wanted",
        "spans": "content, cue and speaker as lists of [start, end]",
    },
    "statements": {
        **_WHERE,
        "statement": "id of the statement",
        "text": "the statement, as one article puts it",
        "accounts": "how many independent accounts say it",
        "state": "said, not said, not yet known, cannot tell",
        "sentence": "number of the sentence that says it",
        "similarity": "likeness of that sentence to the statement, 0 to 1",
        "sentence_text": "the sentence that says it",
    },
    "pairs": {
        "event": "id of the event",
        "left": "id of an article",
        "right": "id of another article",
        "likeness": "cosine of their words, 0 to 1",
        "shared": "how many sentences pair",
        "sentences": "the pairs: [sentence of left, sentence of right, likeness]",
    },
    "profiles": {
        **_WHERE,
        "source": "the outlet",
        "feature": "id of the framing sign, or “classifier”: sentences it calls biased (quoted_hits: unsure)",
        "hits": "in the outlet’s own words",
        "words": "words outside quotation marks",
        "per_100": "hits per 100 words",
        "low": "lower end of its 95% interval",
        "high": "upper end",
        "quoted_hits": "hits in quoted words",
        "quoted_words": "words in quotation marks",
    },
}


def rows(name: str, reports: Iterable[EventReport]) -> Iterator[Row]:
    """The rows of one of `TABLES`, event by event; each has all the columns, in their order."""
    for report in reports:
        for row in _MAKERS[name](report):
            yield {column: row[column] for column in TABLES[name]}


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


def dictionary() -> str:
    """The data dictionary, as Markdown."""
    parts = [
        "# The tables behind the pages\n",
        _ABOUT,
    ]
    for name, columns in TABLES.items():
        parts.append(f"\n## {name}\n\n| column | what it holds |\n| --- | --- |\n")
        parts += [f"| `{column}` | {meaning} |\n" for column, meaning in columns.items()]
    return "".join(parts)


def figure_rows(report: EventReport, name: str, site: Site) -> tuple[list[str], list[Row]]:
    """The columns and rows of the numbers that one of an event's figures draws."""
    if name == "overlap":
        columns = ["left", "right", "likeness", "shared_sentences"]
        return columns, [
            {"left": a.label, "right": b.label, "likeness": o.similarity, "shared_sentences": len(o.pairs)}
            for a, b, o, _ in arrange.overlap_rows(report)
        ]
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
            spans = {"content": found.content, "cue": found.cue, "speaker": found.speaker}
            yield _base(report, view, voice_place(view.number, place)) | {
                "kind": found.kind,
                "actor": found.actor,
                "speaker_type": found.speaker_type,
                "stance": found.stance,
                **{key: " … ".join(span.of(text) for span in some) for key, some in spans.items()},
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
    page = f"events/{file_name(report.event.id)}.html#{place}"
    return {"event": report.event.id, "article": view.article.id, "page": page}


def _span(span: Span) -> Row:
    return {"start": span.start, "end": span.end}


_MAKERS: dict[str, Callable[[EventReport], Iterator[Row]]] = {
    "articles": _articles,
    "sentences": _sentences,
    "evidence": _evidence,
    "attributions": _attributions,
    "statements": _statements,
    "pairs": _pairs,
    "profiles": _profiles,
}
