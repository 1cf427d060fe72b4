"""A report's records arranged as the rows and cells that a template prints. Nothing new is counted here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from framing.corpus.windows import EARLIEST, LATEST
from framing.records import Article, Cell, Evidence, Overlap, Statement
from framing.report.figures import Panel, Point
from framing.report.places import (
    article_place,
    as_said,
    evidence_place,
    paired,
    sentence_place,
    shorten,
    voice_place,
)
from framing.report.voices import speaker
from framing.views import ArticleView, EventReport, Rate, SignText, Voice

_MONTHS = "January February March April May June July August September October November December".split()
DATE_FROM = {
    "stated": "as the article states",
    "metadata": "from the page’s own data",
    "url": "from the address",
    "dateline": "from the dateline",
    "inferred": "inferred from the text",
    "unknown": "not known",
}
STATES = {
    "said": "says it",
    "not said": "does not say it",
    "not yet known": "came out before anyone here said it",
    "cannot tell": "cannot tell",
}
STATES_OF_MANY = STATES | {"said": "say it", "not said": "do not say it"}


@dataclass(frozen=True, slots=True)
class Described:
    """What the pages tell of something that is counted like a framing sign."""

    id: str
    title: str
    meaning: str
    unit: str


CLASSIFIER = Described(
    "classifier",
    "Called biased (classifier)",
    "Sentences that a model, taught with labelled ones, takes for biased.",
    "sentences",
)
_OF_WHAT = {"share": ", % of words", "sentences": ", %"}


def day(value: date | None) -> str:
    """A day in words, the same whatever the machine's language.

    >>> day(date(2025, 3, 4)), day(None)
    ('4 March 2025', 'date not known')
    """
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}" if value else "date not known"


def days(first: date | None, last: date | None) -> str:
    """The first and last day, as short as it can be said.

    >>> days(date(2025, 3, 4), date(2025, 3, 6)), days(date(2025, 3, 4), date(2025, 4, 1))
    ('4–6 March 2025', '4 March – 1 April 2025')
    """
    if first is None or last is None or first == last:
        return day(first or last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last)}"
    if first.year == last.year:
        return f"{first.day} {_MONTHS[first.month - 1]} – {day(last)}"
    return f"{day(first)} – {day(last)}"


def published(article: Article) -> str:
    """The day of publication and how it is known, or between which days it must lie.

    >>> published(Article("a", None, None, "unknown", "", "", window=(date(2031, 3, 4), LATEST)))
    'date not known: not before 4 March 2031'
    """
    if article.published:
        return f"{day(article.published)}, {DATE_FROM[article.date_from]}"
    first, last = article.window or (EARLIEST, LATEST)
    if first > EARLIEST and last < LATEST:
        return f"date not known: between {day(first)} and {day(last)}"
    if first > EARLIEST:
        return f"date not known: not before {day(first)}"
    return "date not known" + (f": not after {day(last)}" if last < LATEST else "")


@dataclass(frozen=True, slots=True)
class Day:
    """One stop of the time line."""

    when: date | None
    articles: tuple[ArticleView, ...]


def time_line(report: EventReport) -> tuple[Day, ...]:
    """The articles by day of publication; those without a day come last."""
    stops: dict[date | None, list[ArticleView]] = {}
    for view in report.articles:
        stops.setdefault(view.article.published, []).append(view)
    ordered = sorted(stops, key=lambda when: (when is None, when or date.min))
    return tuple(Day(when, tuple(stops[when])) for when in ordered)


def dots(report: EventReport, *, most: int = 24) -> tuple[int, tuple[tuple[int, bool], ...]]:
    """The articles as dots on a small time line: its width, and the place and "is a copy" of each dot.

    Dots of one day touch; days stand apart by one step a day, three at most.
    """
    x, found, previous = 5, list[tuple[int, bool]](), None
    for stop in time_line(report):
        if found:
            gap = (stop.when - previous).days if stop.when and previous else 1
            x += 9 * min(gap, 3)
        for view in stop.articles:
            found.append((x, view.copy is not None))
            x += 9
        previous = stop.when
    kept = found[:most]
    return (kept[-1][0] if kept else 0) + 5, tuple(kept)


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement with one cell an article and the places of all its sentences."""

    statement: Statement
    text: str
    cells: tuple[tuple[ArticleView, Cell, tuple[str, ...]], ...]  # no place where nothing is said
    places: tuple[str, ...]

    def count(self, state: str) -> int:
        return sum(cell.state == state for _, cell, _ in self.cells)


@dataclass(frozen=True, slots=True)
class Statements:
    """The statements of an event by who makes them; `alone` is by article."""

    everyone: tuple[StatementRow, ...]
    some: tuple[StatementRow, ...]
    alone: tuple[tuple[ArticleView, tuple[StatementRow, ...]], ...]


def statements(report: EventReport) -> Statements:
    """Statements of all accounts, of some, and of one alone, each group in the order of the comparison."""
    rows = [_statement(report, found) for found in report.comparison.statements]
    everyone = tuple(r for r in rows if r.statement.accounts >= max(2, report.accounts))
    some = tuple(r for r in rows if 1 < r.statement.accounts < report.accounts)
    alone: dict[int, list[StatementRow]] = {}
    for row in rows:
        if row.statement.accounts == 1:
            first = next(view for view, _, places in row.cells if places)
            alone.setdefault(first.number, []).append(row)
    return Statements(everyone, some, tuple((report.articles[n - 1], tuple(alone[n])) for n in sorted(alone)))


def _statement(report: EventReport, found: Statement) -> StatementRow:
    views = {view.article.id: view for view in report.articles}
    cells = []
    for cell in found.cells:
        view = views[cell.article]
        said = (cell.mention, *cell.again) if cell.mention else ()
        cells.append((view, cell, tuple(sentence_place(view.number, one.sentence) for one in said)))
    cells.sort(key=lambda item: item[0].number)
    spoken = ((views[m.article], m) for m in found.mentions)
    words = next((as_said(v, m, 60) for v, m in spoken if m.span.of(v.article.text) == found.text), "")
    return StatementRow(
        found,
        words or paired(shorten(found.text, 60)),
        tuple(cells),
        tuple(place for *_, places in cells for place in places),
    )


@dataclass(frozen=True, slots=True)
class Cue:
    """One attribution as the table of voices shows it."""

    place: str
    words: str
    stance: str


@dataclass(frozen=True, slots=True)
class VoiceRow:
    """An actor, its cues in each article, and by article number the roles that the article states of it."""

    voice: Voice
    cells: tuple[tuple[ArticleView, tuple[Cue, ...]], ...]
    roles: dict[int, str]


def voice_rows(report: EventReport) -> tuple[VoiceRow, ...]:
    """One row an actor, one cell an article."""
    rows = []
    for voice in report.voices:
        cells = []
        for view in report.articles:
            cues = tuple(_cue(view, place) for number, place in voice.said if number == view.number)
            cells.append((view, cues))
        roles = {view.number: _roles(view, voice) for view in report.articles}
        rows.append(VoiceRow(voice, tuple(cells), roles))
    return tuple(rows)


def _roles(view: ArticleView, voice: Voice) -> str:
    """The roles of an actor in an article's own words, each once."""
    said = [view.attributions[place] for number, place in voice.said if number == view.number]
    spans = dict.fromkeys(span for one in said for span in one.role)
    words = (" ".join(span.of(view.article.text).split()) for span in spans)
    return "; ".join(dict.fromkeys(shorten(word, 12) for word in words))


def _cue(view: ArticleView, place: int) -> Cue:
    found = view.attributions[place]
    words = " … ".join(span.of(view.article.text) for span in found.cue)
    return Cue(voice_place(view.number, place), shorten(words, 5) or "no verb", found.stance)


@dataclass(frozen=True, slots=True)
class Note:
    """Why something is evidence, and the places where it was found for that reason."""

    why: str
    items: tuple[tuple[str, str, str], ...]  # place, words, place of the sentence


@dataclass(frozen=True, slots=True)
class Group:
    """One sign's evidence in one article, in the outlet's own words or in quoted ones."""

    place: str
    switch: str
    title: str
    where: str
    notes: tuple[Note, ...]


def evidence_groups(view: ArticleView, signs: Sequence[SignText], switches: dict[str, str]) -> list[Group]:
    """The evidence of an article by sign: counted, counted in quoted words, and marked but not counted."""
    parts: dict[tuple[str, str], list[tuple[int, Evidence]]] = {}
    for place, item in enumerate(view.evidence):
        part = "n" if item.weight <= 0 else "q" if item.quoted else ""
        parts.setdefault((item.feature, part), []).append((place, item))
    return [
        Group(
            f"{group_place(view.number, switches[sign.id])}{part}",
            switches[sign.id],
            sign.title,
            where,
            _notes(view, parts[sign.id, part]),
        )
        for sign in signs
        for part, where in (("", ""), ("q", "in quoted words"), ("n", "marked, not counted"))
        if (sign.id, part) in parts
    ]


def group_place(number: int, switch: str, *, quoted: bool = False) -> str:
    """Where all the evidence behind one number stands."""
    return f"{article_place(number)}-f{switch}{'q' if quoted else ''}"


def _notes(view: ArticleView, found: Sequence[tuple[int, Evidence]]) -> tuple[Note, ...]:
    notes: dict[str, list[tuple[str, str, str]]] = {}
    for place, item in found:
        words = shorten(item.span.of(view.article.text), 12) or "…"  # all of it left out of this copy
        notes.setdefault(item.note, []).append(
            (evidence_place(view.number, place), words, sentence_of(view, item.span.start))
        )
    return tuple(Note(why, tuple(items)) for why, items in notes.items())


def sentence_of(view: ArticleView, offset: int) -> str:
    """The place of the sentence that holds a character of the article's text."""
    for sentence in view.sentences:
        if sentence.span.start <= offset < sentence.span.end:
            return sentence_place(view.number, sentence.index)
    return article_place(view.number)


@dataclass(frozen=True, slots=True)
class VoiceItem:
    """One attribution in an article's list: who is said to have said what."""

    place: str
    sentence: str
    speaker: str
    speaker_type: str
    cue: str
    stance: str
    kind: str
    content: str


def voice_items(view: ArticleView) -> tuple[VoiceItem, ...]:
    """The attributions of an article in order."""
    text, rows = view.article.text, []
    for place, found in enumerate(view.attributions):
        spans = (*found.cue, *found.content, *found.speaker)
        given, resolved = speaker(view, found), found.actor or ""
        name = f"{given} ({resolved})" if given and resolved and resolved != given else given or resolved
        rows.append(
            VoiceItem(
                place=voice_place(view.number, place),
                sentence=sentence_of(view, min(span.start for span in spans)) if spans else "",
                speaker=name,
                speaker_type=found.speaker_type,
                cue=" … ".join(span.of(text) for span in found.cue),
                stance=found.stance,
                kind=found.kind,
                content=shorten(" … ".join(span.of(text) for span in found.content), 16),
            )
        )
    return tuple(rows)


def panels(report: EventReport, signs: Sequence[SignText]) -> tuple[Panel, ...]:
    """One panel a sign that was found at least once; yes or no per headline is no rate and has none."""
    found = []
    for sign in (*signs, CLASSIFIER):
        if sign.unit == "headline":
            continue
        by_number = {rate.number: rate for rate in report.rates if rate.feature == sign.id}
        if any(rate.own.hits for rate in by_number.values()):
            points = tuple(_point(by_number.get(view.number)) for view in report.articles)
            found.append(Panel(sign.title + _OF_WHAT.get(sign.unit, ""), points))
    return tuple(found)


def _point(rate: Rate | None) -> Point | None:
    return Point(rate.own.per_100, rate.low, rate.high) if rate and rate.own.words else None


def rate_rows(
    report: EventReport, signs: Sequence[SignText]
) -> Iterator[tuple[SignText, list[tuple[ArticleView, Rate | None]]]]:
    """One row a sign, and one for the classifier; one cell an article."""
    for sign in (*signs, CLASSIFIER):
        by_number = {rate.number: rate for rate in report.rates if rate.feature == sign.id}
        if by_number:
            yield sign, [(view, by_number.get(view.number)) for view in report.articles]


def square(report: EventReport) -> tuple[tuple[float, ...], ...]:
    """The likeness of every two articles, in the order of the page; 1 on the diagonal."""
    value = {(o.left, o.right): o.similarity for o in report.comparison.overlaps}
    ids = [view.article.id for view in report.articles]
    return tuple(
        tuple(1.0 if a == b else value.get((a, b), value.get((b, a), 0.0)) for b in ids) for a in ids
    )


def overlap_rows(
    report: EventReport,
) -> tuple[tuple[ArticleView, ArticleView, Overlap, tuple[str, ...]], ...]:
    """Every pair, most alike first, with the places of the sentences that pair."""
    views = {view.article.id: view for view in report.articles}
    rows = []
    for overlap in report.comparison.overlaps:
        left, right = views[overlap.left], views[overlap.right]
        places = tuple(
            place
            for pair in overlap.pairs
            for place in (
                sentence_place(left.number, pair.left),
                sentence_place(right.number, pair.right),
            )
        )
        rows.append((left, right, overlap, places))
    return tuple(sorted(rows, key=lambda row: (-row[2].similarity, row[0].number, row[1].number)))


def line_places(report: EventReport) -> dict[str, str]:
    """The first statement of each sentence that shares one with another article: what scrolls together."""
    found: dict[str, str] = {}
    for number, statement in enumerate(report.comparison.statements):
        if len(statement.mentions) > 1:
            for place in _statement(report, statement).places:
                found.setdefault(place, str(number))
    return found
