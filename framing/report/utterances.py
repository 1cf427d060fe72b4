"""The same utterance in several articles, arranged as a template prints it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from framing.records import Piece, Span, Telling, TellingKind, Utterance
from framing.report.places import sentence_place, shorten, voice_place
from framing.report.voices import speaker
from framing.views import ArticleView, EventReport

KINDS: dict[TellingKind, str] = {
    "fullest": "the fullest",
    "verbatim": "word for word",
    "cropped": "cropped",
    "reworded": "reworded",
    "other words": "in other words",
    "paraphrased": "paraphrased",
    "cannot tell": "cannot tell whether it is the same",
}
_MOST_KEPT, _MOST_CHANGED, _MOST_WHOLE = 14, 40, 70  # words of a run that is shown
_NOT_WORTH_A_MARK = 6  # words that are shown rather than left out
_MORE_ALIKE = "[…]"  # words that both have; "…" parts what an article does not have together
_MOST_TELLINGS = 12
_OPENED = {"’": "‘", "”": "“"}


@dataclass(frozen=True, slots=True)
class Bit:
    """Some words of a telling: "same", "cut" or "added" beside the fullest; "" where nothing is compared."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class TellingRow:
    """How one article gives an utterance; `places` are the addresses that bear it out."""

    view: ArticleView
    kind: str
    speaker: str
    bits: tuple[Bit, ...]
    note: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UtteranceRow:
    """One utterance, who says it, and its tellings in the order of the comparison; `more` are not shown."""

    actor: str
    sure: bool
    tellings: tuple[TellingRow, ...]
    more: int


def utterance_rows(report: EventReport) -> tuple[UtteranceRow, ...]:
    """One row an utterance, in the order of the comparison."""
    views = {view.article.id: view for view in report.articles}
    return tuple(_row(one, views) for one in report.utterances)


def telling_places(view: ArticleView, telling: Telling) -> tuple[str, ...]:
    """The addresses of a telling's attributions, or of its sentence where nobody is named for the words."""
    if telling.places:
        return tuple(voice_place(view.number, place) for place in telling.places)
    start = telling.parts[0].start
    index = next((s.index for s in view.sentences if s.span.start <= start < s.span.end), 0)
    return (sentence_place(view.number, index),)


def speakers(view: ArticleView, telling: Telling) -> str:
    """The words by which an article names who says it; empty where it names nobody."""
    given = (speaker(view, view.attributions[place]) for place in telling.places)
    return ", ".join(dict.fromkeys(name.rstrip(",") for name in given if name))


def _row(one: Utterance, views: dict[str, ArticleView]) -> UtteranceRow:
    fullest = views[one.tellings[0].article]
    shown = one.tellings[:_MOST_TELLINGS]
    tellings = tuple(_telling(views[telling.article], fullest, telling) for telling in shown)
    return UtteranceRow(one.actor, one.accounts > 1, tellings, len(one.tellings) - len(shown))


def _telling(view: ArticleView, fullest: ArticleView, telling: Telling) -> TellingRow:
    text = view.article.text
    if telling.kind in ("cropped", "reworded", "verbatim"):
        bits = _bits(telling.pieces, fullest.article.text, text, whole=telling.kind == "verbatim")
    else:
        words = " … ".join(_whole(text, part) for part in telling.parts)
        bits = (Bit("", shorten(words, _MOST_WHOLE)),)
    return TellingRow(
        view,
        KINDS[telling.kind],
        shorten(speakers(view, telling), 10),
        bits,
        telling.note,
        telling_places(view, telling),
    )


def _bits(pieces: Sequence[Piece], of: str, own: str, *, whole: bool) -> tuple[Bit, ...]:
    found = []
    for piece in pieces:
        words = _whole(own, piece.own) if piece.own else _whole(of, piece.of) if piece.of else ""
        most = _MOST_KEPT if piece.kind == "same" and not whole else _MOST_CHANGED
        mark = _MORE_ALIKE if piece.kind == "same" else "…"
        found.append(Bit(piece.kind, _middle_out(" ".join(words.split()), most, mark)))
    return tuple(found)


def _whole(text: str, span: Span) -> str:
    """The words of a span, with the mark right behind it that closes a quotation opened within it.

    >>> _whole("do a ‘Frank Lee’ before", Span(0, 15))
    'do a ‘Frank Lee’'
    """
    words, behind = span.of(text), text[span.end : span.end + 1]
    opening = _OPENED.get(behind, "")
    return words + behind if opening and words.count(opening) > words.count(behind) else words


def _middle_out(text: str, most: int, mark: str) -> str:
    """About so many words: those at both ends, which stand beside what differs, and a mark between them.

    >>> _middle_out("one two three four five six seven eight nine ten eleven", 4, "[…]")
    'one two […] ten eleven'
    """
    words = text.split(" ")
    half = most // 2
    return text if len(words) <= most + _NOT_WORTH_A_MARK else " ".join([*words[:half], mark, *words[-half:]])
