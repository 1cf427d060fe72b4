"""What was found about wording, arranged as the rows that a template prints."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from framing.compare.voices import speaker_words
from framing.records import Span
from framing.report.places import sentence_place, shorten, voice_place
from framing.views import (
    ArticleView,
    EventReport,
    HeadlineView,
    KeyTerm,
    NamedActor,
    NamedAs,
    NumbersApart,
    Passage,
    Wording,
)

KINDS = {
    "reporting verb": "Reporting verb",
    "verb": "What was done",
    "label": "What it or they are called",
    "adjective": "Judging word",
    "agent": "Who did it",
}
_AGENT = "one names who did it, the other does not"
_NAMED_FIRST = "first who names who did it, then who does not"
_KINDS_OF_VERB = re.compile(r"(\w+) verb here, (\w+) there")
_MOST_PLACES = 60


@dataclass(frozen=True, slots=True)
class Said:
    """Some words of one article and the address of their sentence."""

    view: ArticleView
    words: str
    place: str


@dataclass(frozen=True, slots=True)
class WordingRow:
    """The same in other words, in two articles."""

    kind: str
    left: Said
    right: Said
    note: str


def wording_rows(report: EventReport) -> tuple[WordingRow, ...]:
    """One row a difference; which side lacks an agent is plain from the words."""
    return tuple(
        WordingRow(
            KINDS.get(found.kind, found.kind),
            _said(report, found.left),
            _said(report, found.right),
            _note(found),
        )
        for found in report.wordings
    )


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """One difference as the page shows it: who did something stands once, with all who name it or do not."""

    kind: str
    left: tuple[Said, ...]
    right: tuple[Said, ...]
    note: str

    @property
    def places(self) -> tuple[str, ...]:
        """The sentences of both sides, each once."""
        return tuple(dict.fromkeys(said.place for said in (*self.left, *self.right)))


@dataclass(slots=True)
class _Deed:
    """Differences that are shown as one."""

    kind: str
    left: set[Passage]
    right: set[Passage]
    notes: dict[str, None]


def difference_rows(report: EventReport) -> tuple[DifferenceRow, ...]:
    """The rows of `wording_rows`, those of one deed as one.

    Who did it: with all who name an agent, and all who name none. What was done or what somebody is called:
    between two articles, with all words for it ("hit", "hits" beside "smashes", "slammed").
    """
    deeds: list[_Deed] = []
    for found in report.wordings:
        silent_first = found.kind == "agent" and found.note.startswith("no agent")
        left, right = (found.right, found.left) if silent_first else (found.left, found.right)
        new = _Deed(
            found.kind, {left}, {right}, {_NAMED_FIRST if found.kind == "agent" else _note(found): None}
        )
        for one in [one for one in deeds if _same_deed(one, new)]:
            deeds.remove(one)
            new = _Deed(one.kind, one.left | new.left, one.right | new.right, one.notes | new.notes)
        deeds.append(new)
    return tuple(
        DifferenceRow(
            KINDS.get(one.kind, one.kind),
            _in_order(report, one.left),
            _in_order(report, one.right),
            ", ".join(note for note in one.notes if note),
        )
        for one in sorted(_by_agents(deeds), key=lambda one: min((p.number, p.span) for p in one.left))
    )


def _same_deed(one: _Deed, new: _Deed) -> bool:
    """True for who did it, left out in the same place; for words for a deed that two articles share."""
    if one.kind != new.kind or one.kind not in ("agent", "verb", "label"):
        return False
    if one.kind == "agent":
        return bool(one.right & new.right)
    pairs = [({p.number for p in each.left}, {p.number for p in each.right}) for each in (one, new)]
    return pairs[0] == pairs[1] and bool(one.left & new.left or one.right & new.right)


def _by_agents(deeds: Sequence[_Deed]) -> list[_Deed]:
    """Those of one kind with the very same agents as one: all who leave them out."""
    found: dict[object, _Deed] = {}
    for number, one in enumerate(deeds):
        key = frozenset(one.left) if one.kind == "agent" else number
        if key in found:
            found[key].right |= one.right
        else:
            found[key] = one
    return list(found.values())


def _in_order(report: EventReport, passages: Iterable[Passage]) -> tuple[Said, ...]:
    said = (_said(report, one) for one in sorted(passages, key=lambda p: (p.number, p.span)))
    found: dict[tuple[int, str], Said] = {}
    for one in said:
        found.setdefault((one.view.number, one.words.casefold()), one)
    return tuple(found.values())


def _note(found: Wording) -> str:
    """What the words themselves do not show; "here" and "there" mean nothing in a table."""
    if found.kind == "agent":
        return _AGENT
    kinds = _KINDS_OF_VERB.fullmatch(found.note)
    if kinds:
        return f"{kinds[1]} verb – {kinds[2]} verb"
    return "" if found.note.endswith(" there") else found.note.removesuffix(" on one side alone")


@dataclass(frozen=True, slots=True)
class NumberRow:
    """One quantity and how each article gives it."""

    found: NumbersApart
    said: tuple[Said, ...]

    @property
    def once(self) -> tuple[Said, ...]:
        """What each article has, the same words of it once, where they stand first."""
        found: dict[tuple[int, str], Said] = {}
        for one in self.said:
            found.setdefault((one.view.number, one.words.casefold()), one)
        return tuple(found.values())


def number_rows(report: EventReport) -> tuple[NumberRow, ...]:
    """One row a quantity on which the articles disagree."""
    return tuple(
        NumberRow(found, tuple(_said(report, p) for p in found.passages)) for found in report.numbers
    )


@dataclass(frozen=True, slots=True)
class TermRow:
    """A term of one source with the addresses of the sentences that hold it."""

    found: KeyTerm
    places: tuple[str, ...]


def term_rows(report: EventReport) -> tuple[TermRow, ...]:
    """One row a term that one source uses more than the others."""
    return tuple(
        TermRow(
            one,
            tuple(dict.fromkeys(sentence_place(p.number, p.sentence) for p in one.passages))[:_MOST_PLACES],
        )
        for one in report.terms
    )


@dataclass(frozen=True, slots=True)
class Naming:
    """One way in which an article names an actor, how often, and the sentences."""

    words: str
    count: int
    marked: bool
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One role of an actor in an article: how often, and the sentences."""

    words: str
    count: int
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActorCell:
    """How one article names and describes an actor, and which part it gives it.

    `parts` are counted in the outlet's own words; `low` and `high` bound the share of acting (95%).
    """

    view: ArticleView
    ways: tuple[Naming, ...]
    described: tuple[Naming, ...]
    parts: tuple[Part, ...]
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ActorRow:
    """One actor and how each article names it."""

    name: str
    kind: str
    cells: tuple[ActorCell, ...]


def actor_rows(report: EventReport, *, most: int = 16) -> tuple[ActorRow, ...]:
    """The actors whom the articles name differently, groups before persons; each in the order of the page."""
    rows = []
    for actor in report.actors:
        cells = tuple(_actor_cell(view, actor) for view in report.articles)
        ways = {way.words.casefold() for cell in cells for way in cell.ways}
        if len(ways) > 1 and actor.kind in ("group", "person"):
            rows.append(ActorRow(actor.name, actor.kind, cells))
    return tuple(sorted(rows, key=lambda row: row.kind != "group")[:most])


def _actor_cell(view: ArticleView, actor: NamedActor) -> ActorCell:
    own = [one for one in actor.named if one.passage.number == view.number and not one.quoted]
    roles = next((roles for roles in actor.roles if roles.number == view.number), None)
    parts = []
    for words, role in (("acts", "agent"), ("acted upon", "object")):
        places = [sentence_place(view.number, one.passage.sentence) for one in own if one.role == role]
        if places:
            parts.append(Part(words, len(places), tuple(dict.fromkeys(places))))
    described = [replace(one, passage=one.described, marked=False) for one in own if one.described]
    return ActorCell(
        view,
        _ways(view, own),
        _ways(view, described),
        tuple(parts),
        roles.low if roles else 0.0,
        roles.high if roles else 1.0,
    )


def _ways(view: ArticleView, named: Sequence[NamedAs]) -> tuple[Naming, ...]:
    """The different words, those used most first; a possessive is no other name."""
    found: dict[str, list[NamedAs]] = {}
    for one in named:
        found.setdefault(_way(view, one).casefold(), []).append(one)
    return tuple(
        Naming(
            _way(view, some[0]),
            len(some),
            some[0].marked,
            tuple(dict.fromkeys(sentence_place(view.number, one.passage.sentence) for one in some)),
        )
        for some in sorted(found.values(), key=lambda some: (-len(some), some[0].passage.span))
    )


def _way(view: ArticleView, one: NamedAs) -> str:
    words = shorten(one.passage.span.of(view.article.text), 8)
    return words.removesuffix("’s").removesuffix("'s").rstrip("’'")


@dataclass(frozen=True, slots=True)
class HeadRow:
    """One headline in pieces, each with whether no other headline has it; and what there is to say of it.

    `voices`: speaker and address of what it says in somebody's name. `hedges` and `speakers`: what the
    sentence at `body` has and the headline drops.
    """

    view: ArticleView
    pieces: tuple[tuple[str, bool], ...]
    own: tuple[str, ...]
    unsupported: tuple[str, ...]
    body: str  # the address of the sentence that comes nearest to it
    supported: float = 0.0
    voices: tuple[tuple[str, str], ...] = ()
    hedges: tuple[str, ...] = ()
    speakers: tuple[tuple[str, str], ...] = ()


def head_rows(report: EventReport) -> tuple[HeadRow, ...]:
    """One row an article, with or without a headline."""
    found = {head.number: head for head in report.headlines}
    return tuple(_head_row(view, found.get(view.number)) for view in report.articles)


def _head_row(view: ArticleView, head: HeadlineView | None) -> HeadRow:
    if head is None:
        return HeadRow(view, ((view.article.title, False),), (), (), "")
    return HeadRow(
        view,
        _pieces(view.article.title, head.own),
        _words(view, head.own),
        _words(view, head.unsupported),
        "" if head.sentence is None else sentence_place(view.number, head.sentence),
        head.supported,
        _speakers(view, head.voices),
        _words(view, head.hedges),
        _speakers(view, head.speakers),
    )


def _pieces(title: str, own: Sequence[Span]) -> tuple[tuple[str, bool], ...]:
    """A headline cut where words begin and end that no other has; together the whole headline."""
    parts, at = list[tuple[str, bool]](), 0
    for span in sorted(own):
        parts += [(title[at : span.start], False), (span.of(title), True)]
        at = span.end
    return tuple((words, alone) for words, alone in (*parts, (title[at:], False)) if words)


def _speakers(view: ArticleView, places: Sequence[int]) -> tuple[tuple[str, str], ...]:
    """Who speaks there, each once, with the address of the first thing said."""
    found: dict[str, str] = {}
    for place in places:
        said = view.attributions[place]
        name = said.actor or speaker_words(view.article.text, said) or "nobody named"
        found.setdefault(name, voice_place(view.number, place))
    return tuple(found.items())


def _words(view: ArticleView, spans: Sequence[Span]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(span.of(view.article.text) for span in spans))


def _said(report: EventReport, passage: Passage) -> Said:
    view = report.articles[passage.number - 1]
    words = shorten(passage.span.of(view.article.text), 12)
    return Said(view, words, sentence_place(passage.number, passage.sentence))
