"""The tables of voices: utterances across articles, shares of quoted words, who is heard."""

from __future__ import annotations

from collections.abc import Iterator

from framing.records import Span
from framing.report.heard import heard_rows, share_rows
from framing.report.places import article_place, file_name, voice_place
from framing.report.utterances import speakers, telling_places
from framing.views import ArticleView, EventReport

Row = dict[str, object]


def utterances(report: EventReport) -> Iterator[Row]:
    """One row a telling of an utterance."""
    views = {view.article.id: view for view in report.articles}
    for one in report.utterances:
        for telling in one.tellings:
            view = views[telling.article]
            pieces = telling.pieces
            yield _base(report, view, telling_places(view, telling)[0]) | {
                "utterance": one.id,
                "actor": one.actor,
                "accounts": one.accounts,
                "telling": telling.kind,
                "quoted": int(telling.quoted),
                "speaker": speakers(view, telling),
                "words": " … ".join(" ".join(part.of(view.article.text).split()) for part in telling.parts),
                "spans": [_ends(part) for part in telling.parts],
                "fullest": one.tellings[0].article,
                "cut": [_ends(piece.of) for piece in pieces if piece.kind == "cut"],
                "added": [_ends(piece.own) for piece in pieces if piece.kind == "added"],
                "same": [_ends(piece.of) + _ends(piece.own) for piece in pieces if piece.kind == "same"],
                "note": telling.note,
            }


def shares(report: EventReport) -> Iterator[Row]:
    """One row an article and an actor or type of speaker."""
    for row in share_rows(report):
        for cell in row.cells:
            if cell.share is not None:
                place = cell.places[0] if cell.places else article_place(cell.view.number)
                yield _base(report, cell.view, place) | {
                    "source": cell.view.article.source,
                    "by": row.kind,
                    "name": row.name,
                    "quoted_words": cell.share.words,
                    "all_quoted_words": cell.share.total,
                    "share": _share(cell.share.words, cell.share.total),
                    "low": round(cell.share.low, 4),
                    "high": round(cell.share.high, 4),
                    "places": [voice_place(cell.view.number, at) for at in cell.share.places],
                }


def _share(words: int, total: int) -> float | None:
    return round(words / total, 4) if total else None


def heard(report: EventReport) -> Iterator[Row]:
    """One row an article and an actor that it names or hears."""
    for row in heard_rows(report):
        for cell in row.cells:
            if cell.heard is not None:
                number = cell.view.number
                yield _base(report, cell.view, cell.first or article_place(number)) | {
                    "source": cell.view.article.source,
                    "actor": row.name,
                    "position": cell.heard.position,
                    "voice": [voice_place(number, at) for at in cell.heard.voice],
                    "spoken_of": [voice_place(number, at) for at in cell.heard.spoken_of],
                    "attacked": [voice_place(number, at) for at in cell.heard.attacked],
                }


def _base(report: EventReport, view: ArticleView, place: str) -> Row:
    page = f"events/{file_name(report.event.id)}.html#{place}"
    return {"event": report.event.id, "article": view.article.id, "page": page}


def _ends(span: Span | None) -> list[int]:
    return [span.start, span.end] if span else []
