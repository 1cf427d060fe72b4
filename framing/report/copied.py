"""What a page says of a near-copy: whose text it likely is, why, and what was changed in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from framing.events.changes import changes
from framing.records import Article, Change, Copy, Span
from framing.report.arrange import sentence_of
from framing.report.places import shorten
from framing.views import ArticleView, EventReport

MOST = 8  # passages that are shown, the longest
_MEETINGS = 2_000_000  # of equal words of both texts; more are not aligned: that would take seconds
NEARLY_ALL = 0.8  # share of both texts, from which on they are almost the same
_WHY = {
    "credited": "whose text it says it runs",
    "agency": "an agency’s text",
    "uncredited": "which credits nobody",
    "earlier": "which came first",
    "longer": "which is the longer one",
}
_WORDS = 24


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One passage: the origin's words and the copy's, and the sentences in which they stand."""

    kind: str
    here: str
    there: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CopyRow:
    """A near-copy in words; `passages` counts what was changed, `rows` are the longest of these.

    `cut` names the texts that look cut; `left` passages are not listed.
    """

    shares: str
    origin: str
    cut: str
    passages: str
    rows: tuple[ChangeRow, ...]
    left: int


def changed(origin: Article, copy: Article) -> tuple[Change, ...]:
    """What the copy did to its origin's text; nothing where aligning them would take too long.

    What a text that looks cut lacks was not left out, and what its origin lacks was not added, for certain.
    """
    one, two = Counter(origin.text.lower().split()), Counter(copy.text.lower().split())
    if sum(count * two[word] for word, count in one.items()) > _MEETINGS:
        return ()
    unsure = {"left out": copy.suspect, "added": origin.suspect}
    return tuple(change for change in changes(origin, copy) if not unsure.get(change.kind))


def copy_rows(report: EventReport) -> dict[int, CopyRow]:
    """What is said of each near-copy, by the number of its article."""
    by_id = {view.article.id: view for view in report.articles}
    return {
        view.number: _row(view, view.copy, by_id[view.copy.of])
        for view in report.articles
        if view.copy is not None
    }


def told(copy: Copy, label: str, origin: str) -> str:
    """The near-copy as a sentence."""
    covered = copy.containment if copy.covered is None else copy.covered
    if min(copy.containment, covered) >= NEARLY_ALL or copy.covered is None:
        return (
            f"{label} runs almost the same text as {origin}: "
            f"{copy.containment:.0%} of its runs of words are found there."
        )
    if covered > copy.containment:
        return (
            f"{label} runs text of {origin} with passages of its own: "
            f"{covered:.0%} of that text’s runs of words are found in it."
        )
    part = "a part of the text" if copy.containment >= NEARLY_ALL else "text, partly in other words,"
    return f"{label} runs {part} of {origin}: {copy.containment:.0%} of its runs of words are found there."


def _row(view: ArticleView, copy: Copy, origin: ArticleView) -> CopyRow:
    shares = f"{copy.containment:.0%} of its runs of words are in {origin.label}"
    if copy.covered is not None:
        shares += f", {copy.covered:.0%} of that text’s are in it"
    cut = [side.label for side in (view, origin) if side.article.suspect]
    kinds = Counter(change.kind for change in view.changed)
    passages = ", ".join(
        f"{kinds[kind]} passage{'s' if kinds[kind] > 1 else ''} {kind}"
        for kind in ("added", "left out", "reworded")
        if kinds[kind]
    )
    longest = sorted(view.changed, key=lambda change: -max(_size(change.here), _size(change.there)))[:MOST]
    rows = [
        _change(change, view, origin) for change in sorted(longest, key=lambda change: change.there.start)
    ]
    return CopyRow(
        shares,
        _whose(copy, origin.label),
        " and ".join(cut),
        passages,
        tuple(rows),
        len(view.changed) - len(rows),
    )


def _whose(copy: Copy, origin: str) -> str:
    agencies = ", ".join(copy.credits)
    if copy.why == "uncredited" and agencies:
        return f"It credits {agencies}, {origin} credits nobody: both may run a text that is not here."
    if copy.why == "unknown":
        whose = f"Which of it and {origin} was first cannot be told."
    else:
        whose = f"Likely origin: {origin}, {_WHY[copy.why]}."
    too = "also " if copy.why == "credited" else ""
    return f"{whose} It {too}credits {agencies}." if agencies else whose


def _size(span: Span) -> int:
    return span.end - span.start


def _change(change: Change, view: ArticleView, origin: ArticleView) -> ChangeRow:
    here = shorten(change.here.of(origin.article.text), _WORDS)
    there = shorten(change.there.of(view.article.text), _WORDS)
    places = tuple(
        sentence_of(side, span.start)
        for side, span, words in ((origin, change.here, here), (view, change.there, there))
        if words
    )
    return ChangeRow(change.kind, here, there, places)
