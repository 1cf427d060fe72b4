"""What the comparison of wording found, by the numbers that the articles have on the page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from framing.compare.actors import Actor, actors
from framing.compare.findings import CompareFinding, findings
from framing.compare.keyness import Keyword, keywords
from framing.compare.naming import Naming
from framing.compare.numbers import Disagreement, disagreements
from framing.compare.wording import Difference, differences
from framing.records import Attribution, Comparison, Copy, Event, Named, Span
from framing.report.places import sentence_place
from framing.text import Reading
from framing.views import (
    ArticleView,
    EventReport,
    Finding,
    KeyTerm,
    NamedActor,
    NamedAs,
    NumbersApart,
    Passage,
    Roles,
    Wording,
)

PLAIN_SIGNS = frozenset({"loaded", "boosters", "absolutes", "question_headline", "exclamation_headline"})


_MOST_FOUND = 4  # of what the comparison of wording says stands out


@dataclass(frozen=True, slots=True)
class Worded:
    """Everything about wording that an event's page shows."""

    wordings: tuple[Wording, ...]
    numbers: tuple[NumbersApart, ...]
    terms: tuple[KeyTerm, ...]
    actors: tuple[NamedActor, ...]
    findings: tuple[Finding, ...]


def worded(
    event: Event,
    views: Sequence[ArticleView],
    readings: Sequence[Reading],
    comparison: Comparison,
    copies: Sequence[Copy],
    named: Mapping[str, Sequence[Named]],
) -> Worded:
    """The same fact in other words, numbers that disagree, over-used terms, actors, and what stands out."""
    given = {view.article.id: view.attributions for view in views}
    apart, other = disagreements(readings, comparison), differences(readings, comparison)
    first = {view.account: view.article.id for view in reversed(views)}
    used = keywords([reading for reading in readings if reading.article.id in first.values()])
    found = actors(readings, named)
    # What only one leaves out is said elsewhere, by a stricter rule.
    told = findings(
        event,
        readings,
        replace(comparison, statements=()),
        disagreements=apart,
        differences=[each for each in other if each.kind != "reporting verb" or _cues(each, given)],
        keywords=used,
        actors=found,
        copies=copies,
    )
    return Worded(
        _wordings(views, other),
        _numbers(views, apart),
        _terms(views, used),
        _actors(views, found),
        tuple(_finding(views, each) for each in told[:_MOST_FOUND]),
    )


def _cues(found: Difference, given: Mapping[str, Sequence[Attribution]]) -> bool:
    """True where both verbs hand on what somebody says, and are no other use of the word."""
    return all(
        any(side.span.overlaps(cue) for said in given.get(side.article, ()) for cue in said.cue)
        for side in (found.left, found.right)
    )


def _wordings(views: Sequence[ArticleView], differing: Sequence[Difference]) -> tuple[Wording, ...]:
    """One of each kind and choice of words, as found first."""
    number = {view.article.id: view.number for view in views}
    text = {view.article.id: view.article.text for view in views}
    found: dict[tuple[object, ...], Wording] = {}
    for each in differing:
        sides = (each.left, each.right)
        words = tuple(_bare(side.span.of(text[side.article])) for side in sides)
        left, right = (Passage(number[side.article], side.sentence, side.span) for side in sides)
        found.setdefault((each.kind, words, left.number), Wording(each.kind, left, right, each.note))
    return tuple(sorted(found.values(), key=lambda one: (one.left.number, one.left.span, one.right.number)))


def _bare(words: str) -> str:
    """Words as they are compared: small letters, without a first "the" or "a"."""
    return re.sub(r"^(?:the|an?) ", "", " ".join(words.casefold().split()))


def _numbers(views: Sequence[ArticleView], apart: Sequence[Disagreement]) -> tuple[NumbersApart, ...]:
    """Those that differ before those that are rounded."""
    number = {view.article.id: view.number for view in views}
    return tuple(
        NumbersApart(
            each.unit,
            each.kind,
            tuple(sorted((Passage(number[n.article], n.sentence, n.span) for n in each.numbers), key=_place)),
        )
        for each in apart
    )


def _actors(views: Sequence[ArticleView], found: Sequence[Actor]) -> tuple[NamedActor, ...]:
    number = {view.article.id: view.number for view in views}
    return tuple(
        NamedActor(
            each.key,
            each.kind,
            tuple(
                _named(number[one.article], n)
                for one in sorted(each.by, key=lambda one: number[one.article])
                for n in one.namings
            ),
            tuple(
                sorted(
                    (Roles(number[o.article], o.agent, o.object, o.low, o.high) for o in each.by),
                    key=lambda roles: roles.number,
                )
            ),
        )
        for each in found
    )


def _named(number: int, found: Naming) -> NamedAs:
    described = Passage(number, found.sentence, found.described) if found.described else None
    passage = Passage(number, found.sentence, found.span)
    return NamedAs(passage, found.marked, found.quoted, found.role, described)


def _finding(views: Sequence[ArticleView], found: CompareFinding) -> Finding:
    by_id = {view.article.id: view for view in views}
    passages = [_passage(by_id[article], span) for article, span in found.places]
    places = dict.fromkeys(sentence_place(p.number, p.sentence) for p in passages)
    return Finding(found.text, tuple(places), "wording", "", tuple(dict.fromkeys(p.number for p in passages)))


def _terms(views: Sequence[ArticleView], used: Sequence[Keyword]) -> tuple[KeyTerm, ...]:
    """Terms that one source uses more than the others, with every place where they stand."""
    by_id = {view.article.id: view for view in views}
    found = []
    for each in used:
        places = tuple(sorted((_passage(by_id[article], span) for article, span in each.spans), key=_place))
        source = by_id[each.source].label if each.source in by_id else each.source
        found.append(
            KeyTerm(
                source,
                each.term,
                each.count,
                each.others,
                each.log_odds,
                each.low,
                each.high,
                each.z,
                each.q,
                places,
            )
        )
    return tuple(found)


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
