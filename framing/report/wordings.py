"""What the comparison of wording found, by the numbers that the articles have on the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from framing.compare.headlines import headlines
from framing.compare.keyness import keywords
from framing.compare.numbers import disagreements
from framing.compare.wording import differences
from framing.records import (
    Article,
    ArticleView,
    Comparison,
    EventReport,
    HeadlineView,
    KeyTerm,
    NumbersApart,
    Passage,
    Span,
    Wording,
)
from framing.text import Reading

PLAIN_SIGNS = frozenset({"loaded", "boosters", "absolutes", "question_headline", "exclamation_headline"})


def wordings(
    views: Sequence[ArticleView], readings: Sequence[Reading], comparison: Comparison
) -> tuple[Wording, ...]:
    """The same fact in other words: one of each kind and choice of words, as found first."""
    number = {view.article.id: view.number for view in views}
    text = {view.article.id: view.article.text for view in views}
    found: dict[tuple[object, ...], Wording] = {}
    for each in differences(readings, comparison):
        sides = (each.left, each.right)
        words = tuple(side.span.of(text[side.article]).casefold() for side in sides)
        left, right = (Passage(number[side.article], side.sentence, side.span) for side in sides)
        found.setdefault((each.kind, words, left.number), Wording(each.kind, left, right, each.note))
    return tuple(sorted(found.values(), key=lambda one: (one.left.number, one.left.span, one.right.number)))


def numbers_apart(
    views: Sequence[ArticleView], readings: Sequence[Reading], comparison: Comparison
) -> tuple[NumbersApart, ...]:
    """Numbers on which the articles disagree, those that differ before those that are rounded."""
    number = {view.article.id: view.number for view in views}
    return tuple(
        NumbersApart(
            each.unit,
            each.kind,
            tuple(sorted((Passage(number[n.article], n.sentence, n.span) for n in each.numbers), key=_place)),
        )
        for each in disagreements(readings, comparison)
    )


def key_terms(views: Sequence[ArticleView], readings: Sequence[Reading]) -> tuple[KeyTerm, ...]:
    """Terms that one source uses more than the others, surest first, with every place where they stand."""
    by_id = {view.article.id: view for view in views}
    found = []
    for each in keywords(readings):
        places = tuple(sorted((_passage(by_id[article], span) for article, span in each.spans), key=_place))
        source = by_id[each.source].label if each.source in by_id else each.source
        found.append(
            KeyTerm(source, each.term, each.count, each.others, each.log_odds, each.low, each.high, places)
        )
    return tuple(found)


def headline_views(views: Sequence[ArticleView], readings: Sequence[Reading]) -> tuple[HeadlineView, ...]:
    """Every headline with the words that it alone has, and those that its own text does not have."""
    by_id = {view.article.id: view for view in views}
    return tuple(
        HeadlineView(
            by_id[each.article].number,
            each.own,
            tuple(span for span in each.unsupported if not _likely_there(by_id[each.article].article, span)),
            each.sentence,
        )
        for each in headlines(readings)
    )


def _likely_there(article: Article, span: Span) -> bool:
    """True when the body has a word that begins like this one: a reader would find that it is there."""
    return span.of(article.text)[:4].casefold() in article.body.casefold()


def plainest_title(report: EventReport) -> str:
    """The headline with the fewest signs that judge or stir; among equals the event's own, then the likest.

    Signs in quotation marks are the speaker's and do not count. It is for show: the event keeps its title.
    """
    like: dict[str, float] = {}
    for overlap in report.comparison.overlaps:
        for name in (overlap.left, overlap.right):
            like[name] = like.get(name, 0.0) + overlap.similarity

    def rank(view: ArticleView) -> tuple[int, bool, float, int]:
        title = view.article.title
        signs = sum(
            e.weight > 0 and not e.quoted and e.feature in PLAIN_SIGNS and e.span.end <= len(title)
            for e in view.evidence
        )
        return (
            signs + ("?" in title) + ("!" in title),
            title != report.event.title,
            -like.get(view.article.id, 0.0),
            view.number,
        )

    titled = [view for view in report.articles if view.article.title.strip()]
    return min(titled, key=rank).article.title if titled else report.event.title


def _passage(view: ArticleView, span: Span) -> Passage:
    index = next((s.index for s in view.sentences if s.span.start <= span.start < s.span.end), 0)
    return Passage(view.number, index, span)


def _place(passage: Passage) -> tuple[int, Span]:
    return passage.number, passage.span


def words_of(views: Mapping[int, ArticleView], passage: Passage) -> str:
    """The words of a passage, on one line."""
    return " ".join(passage.span.of(views[passage.number].article.text).split())
