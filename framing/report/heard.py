"""How much each voice is heard, arranged as a template prints it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from framing.report.figures import Panel, Point
from framing.report.places import evidence_place, voice_place
from framing.views import ArticleView, EventReport, Heard, VoiceShare

TYPES = {
    "named person": "Named persons",
    "named organisation": "Named organisations",
    "document": "Documents",
    "unnamed official": "Unnamed officials",
    "unnamed other": "Unnamed others",
    "medium": "Other media",
    "outlet": "The outlet itself",
    "none": "Nobody found for it",
}
_MOST_PLACES, _MOST_ACTORS = 60, 12


@dataclass(frozen=True, slots=True)
class ShareCell:
    """A share in percent with its interval, and the addresses of the attributions behind it."""

    view: ArticleView
    share: VoiceShare | None
    places: tuple[str, ...]

    @property
    def text(self) -> str:
        if self.share is None or not self.share.total:
            return "–"
        return f"{100 * self.share.words / self.share.total:.0f}%"

    @property
    def interval(self) -> str:
        if self.share is None or not self.share.total:
            return ""
        return f"{100 * self.share.low:.0f}–{100 * self.share.high:.0f}"


@dataclass(frozen=True, slots=True)
class ShareRow:
    """One actor, or one type of speaker; one cell an article (no share where nothing is quoted)."""

    kind: str
    name: str
    cells: tuple[ShareCell, ...]


def share_rows(report: EventReport) -> tuple[ShareRow, ...]:
    """Actors with most quoted words first, then types of speakers in a fixed order."""
    actors = list(dict.fromkeys(one.name for one in report.by_actor))
    found = {one.name for one in report.by_type if one.words}
    kinds = [kind for kind in TYPES if kind in found]
    return (
        *(ShareRow("actor", name, _cells(report, report.by_actor, name)) for name in actors),
        *(ShareRow("type", TYPES[kind], _cells(report, report.by_type, kind)) for kind in kinds),
    )


def _cells(report: EventReport, shares: Sequence[VoiceShare], name: str) -> tuple[ShareCell, ...]:
    by_article = {one.article: one for one in shares if one.name == name}
    cells = []
    for view in report.articles:
        one = by_article.get(view.article.id)
        places = tuple(voice_place(view.number, place) for place in (one.places if one else ()))
        if one and one.words and name == "none":
            places = (*places, *_unclaimed(view))
        cells.append(ShareCell(view, one, places[:_MOST_PLACES]))
    return tuple(cells)


def _unclaimed(view: ArticleView) -> tuple[str, ...]:
    """The addresses of the quotations of which no attribution holds a word."""
    told = [part for item in view.attributions for part in item.content]
    return tuple(
        evidence_place(view.number, place)
        for place, found in enumerate(view.evidence)
        if found.feature == "quotation" and not any(part.overlaps(found.span) for part in told)
    )


def share_panels(report: EventReport) -> tuple[Panel, ...]:
    """One panel an actor or type of speaker: the share of the quoted words of each article, in percent."""
    return tuple(Panel(row.name + ", %", tuple(map(_point, row.cells))) for row in share_rows(report))


def _point(cell: ShareCell) -> Point | None:
    one = cell.share
    if one is None or not one.total:
        return None
    return Point(100.0 * one.words / one.total, 100.0 * one.low, 100.0 * one.high)


@dataclass(frozen=True, slots=True)
class HeardCell:
    """Of one actor in one article; `heard` is None where the article neither names nor hears it."""

    view: ArticleView
    heard: Heard | None
    first: str
    spoken_of: tuple[str, ...]

    @property
    def position(self) -> str:
        """Where it first speaks, in words."""
        if self.heard is None or self.heard.position is None:
            return ""
        return f"first heard at {100 * self.heard.position:.0f}%"


@dataclass(frozen=True, slots=True)
class HeardRow:
    """One actor, one cell an article."""

    name: str
    cells: tuple[HeardCell, ...]


def heard_rows(report: EventReport) -> tuple[HeardRow, ...]:
    """One row an actor, those heard most first."""
    names = list(dict.fromkeys(one.name for one in report.heard))[:_MOST_ACTORS]
    by_place = {(one.name, one.article): one for one in report.heard}
    return tuple(
        HeardRow(name, tuple(_heard(view, by_place.get((name, view.article.id))) for view in report.articles))
        for name in names
    )


def _heard(view: ArticleView, one: Heard | None) -> HeardCell:
    if one is None:
        return HeardCell(view, None, "", ())
    starts = {
        place: min((part.start for part in (found.content or found.cue)), default=0)
        for place, found in enumerate(view.attributions)
    }
    first = min(one.voice, key=lambda place: starts[place], default=None)
    return HeardCell(
        view,
        one,
        "" if first is None else voice_place(view.number, first),
        tuple(voice_place(view.number, place) for place in one.spoken_of),
    )
