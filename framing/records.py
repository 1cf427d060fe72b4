"""The nouns of the project: frozen records that every part hands to the next.

All offsets are characters (Unicode code points) of `Article.text`, end exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

DateFrom = Literal["stated", "metadata", "url", "dateline", "inferred", "unknown"]
SpeakerType = Literal[
    "named person",
    "named organisation",
    "document",
    "unnamed official",
    "unnamed other",
    "medium",
    "outlet",
    "none",
]
QuoteKind = Literal["direct", "mixed", "indirect"]
Stance = Literal["neutral", "doubting", "endorsing", "emotive", "hedged"]
CellState = Literal["said", "not said", "not yet known", "cannot tell"]
TellingKind = Literal[
    "fullest", "verbatim", "cropped", "reworded", "other words", "paraphrased", "cannot tell"
]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` up to, not including, `end`."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters themselves.

        >>> Span(4, 8).of("The dogs barked")
        'dogs'
        """
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def shift(self, by: int) -> Span:
        return Span(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; the headline is number 0, the body starts at 1."""

    index: int
    span: Span


@dataclass(frozen=True, slots=True)
class Word:
    """One word as it stands in the text, and its lower-case form with plain apostrophes."""

    span: Span
    lower: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage in quotation marks: `span` with its marks, `inner` without them."""

    span: Span
    inner: Span
    closed: bool = True


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Text that stands in the file but is not the article's: an advert, a share counter, a plea."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it was understood.

    `text` is the headline, a blank line, and the body; where there is no headline it is the body alone.
    `published` is None when the day is not known; `window` then holds the first and last day it can have
    been, if anything in the text tells. `source` and `author` are None when unknown. `language`: the code of
    that whose word lists and models it is read with.
    """

    id: str
    source: str | None
    published: date | None
    date_from: DateFrom
    title: str
    text: str
    url: str = ""
    author: str | None = None
    path: str = ""
    window: tuple[date, date] | None = None
    credits: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    warnings: tuple[str, ...] = ()
    extra: tuple[tuple[str, object], ...] = field(default=(), hash=False)
    language: str = "en"

    @property
    def body_start(self) -> int:
        """Where the body begins in `text`."""
        return len(self.title) + 2 if self.title else 0

    @property
    def body(self) -> str:
        return self.text[self.body_start :]

    @property
    def suspect(self) -> bool:
        """True when the text looks cut, so that nothing may be called missing from it."""
        return any(warning.startswith("suspect") for warning in self.warnings)

    def locate(self, span: Span) -> tuple[Literal["headline", "text"], int, int]:
        """Where a span stands as the command line counts: in the headline, or in the body alone.

        >>> a = Article("a", None, None, "unknown", "Flood", "Flood" + chr(10) * 2 + "It rained.")
        >>> a.locate(Span(0, 5)), a.locate(Span(7, 9))
        (('headline', 0, 5), ('text', 0, 2))
        """
        if self.title and span.end <= len(self.title):
            return "headline", span.start, span.end
        return "text", span.start - self.body_start, span.end - self.body_start


@dataclass(frozen=True, slots=True)
class SetAside:
    """A file, or a row of one, that was not read, with the reason and what to do about it."""

    path: str
    reason: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Corpus:
    """The articles that were understood, in a fixed order, and what was set aside."""

    articles: tuple[Article, ...]
    set_aside: tuple[SetAside, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """One place where one framing sign was found.

    `weight` is what it adds to the tally (1 for a word or phrase, the number of words for a passage).
    `category` is the sign's own subdivision, `note` says why in plain words and names the lexicon.
    `quoted` is True when the words stand in quotation marks: the speaker's words, not the outlet's.
    """

    feature: str
    span: Span
    weight: float = 1.0
    note: str = ""
    category: str = ""
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """Hits counted over words read. Add tallies; never average their rates.

    >>> (Tally(2, 100) + Tally(1, 200)).per_100
    1.0
    """

    hits: float = 0.0
    words: int = 0

    @property
    def per_100(self) -> float:
        return 100.0 * self.hits / self.words if self.words else 0.0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.hits + other.hits, self.words + other.words)


@dataclass(frozen=True, slots=True)
class Profile:
    """One framing sign in one article: counted in the outlet's own words and, apart, in quoted words."""

    article: str
    feature: str
    own: Tally
    quoted: Tally


@dataclass(frozen=True, slots=True)
class Signs:
    """Every framing sign of one article: the evidence in order of place, and one profile a sign."""

    article: str
    evidence: tuple[Evidence, ...]
    profiles: tuple[Profile, ...]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody is said to have said, thought or wanted something.

    `content`, `cue` and `speaker` are spans (empty where there is none; several where the text breaks them
    up). `actor` is the speaker as resolved within the article ("he" becomes the name), `stance` how the
    cue presents what is said. `role` are the places where the article states the actor's role or affiliation.
    """

    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    speaker: tuple[Span, ...]
    kind: QuoteKind
    speaker_type: SpeakerType
    actor: str | None = None
    stance: Stance = "neutral"
    role: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """One place where an article names somebody; `actor` is who that is: the fullest name it has for them."""

    span: Span
    actor: str
    kind: SpeakerType


@dataclass(frozen=True, slots=True)
class Voices:
    """Whom an article names, and whom it has say what; both in order of place."""

    named: tuple[Named, ...]
    attributions: tuple[Attribution, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the classifier says of one sentence.

    `label` is biased, neutral or unsure; of a model with labels of its own, one of these or unsure.
    `probability` is that of biased, or of the likeliest of those labels, and `chances` then has all of them.
    `reasons` are the words that moved it, with their weight; `loaded` are words that annotators would mark as
    loaded.
    """

    index: int
    span: Span
    probability: float
    label: str
    reasons: tuple[tuple[Span, float], ...] = ()
    chances: tuple[tuple[str, float], ...] = ()
    loaded: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Copy:
    """`article` nearly repeats `of`, the likely origin.

    Attributes:
        containment: share of the article's word runs that are found in the origin, in [0, 1].
        covered: share of the origin's word runs that are found in the article; None where it was not counted.
        why: what speaks for the origin; "unknown" where nothing tells which of the two was first.
        credits: agencies whose text the article says it runs, if not the origin's.
    """

    article: str
    of: str
    containment: float
    covered: float | None = None
    why: Literal["credited", "agency", "uncredited", "earlier", "longer", "unknown"] = "unknown"
    credits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A passage that a copy added, left out or put in other words.

    Attributes:
        kind: what the copy did with it.
        here: where it stands in the origin's text; empty for what was added.
        there: where it stands in the copy's text; empty for what was left out.
    """

    kind: Literal["added", "left out", "reworded"]
    here: Span
    there: Span


@dataclass(frozen=True, slots=True)
class Event:
    """One event: the articles that report it (ids in order of date, then id), and its first and last day."""

    id: str
    title: str
    articles: tuple[str, ...]
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """Events that follow each other, in order of time."""

    id: str
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Placement:
    """Where one article stands: its event, its story, and the article it nearly repeats, if any."""

    article: str
    event: str
    story: str
    copy_of: str | None = None


@dataclass(frozen=True, slots=True)
class Discovery:
    """Every article in exactly one event, every event in exactly one story, and the near-copies."""

    events: tuple[Event, ...]
    stories: tuple[Story, ...]
    copies: tuple[Copy, ...] = ()

    @property
    def placements(self) -> tuple[Placement, ...]:
        """Every article once, in the order of the events."""
        story_of = {event: story.id for story in self.stories for event in story.events}
        copy_of = {copy.article: copy.of for copy in self.copies}
        return tuple(
            Placement(article, event.id, story_of[event.id], copy_of.get(article))
            for event in self.events
            for article in event.articles
        )


@dataclass(frozen=True, slots=True)
class Mention:
    """The sentence in which one article makes a statement.

    `similarity`: how sure it is, in [0, 1], that it says the same as the statement's core.
    """

    article: str
    sentence: int
    span: Span
    similarity: float


@dataclass(frozen=True, slots=True)
class Cell:
    """Does this article make this statement? `mention` is there when it does.

    `again` are sentences in which it says the same once more.
    """

    article: str
    state: CellState
    mention: Mention | None = None
    again: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that is said in the event: a row of the inclusion matrix, one cell an article.

    `accounts` is the number of independent accounts that say it: near-copies count once.
    """

    id: str
    text: str
    cells: tuple[Cell, ...]
    accounts: int

    @property
    def mentions(self) -> tuple[Mention, ...]:
        return tuple(cell.mention for cell in self.cells if cell.mention is not None)

    @property
    def sentences(self) -> tuple[Mention, ...]:
        """Every sentence that makes the statement, those included that repeat it."""
        return tuple(
            one for cell in self.cells if cell.mention is not None for one in (cell.mention, *cell.again)
        )


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words of a telling set beside the fullest one of its utterance.

    "same" stands in both, "cut" in the fullest alone (`of` is its place there), "added" here alone (`own`).
    """

    kind: Literal["same", "cut", "added"]
    of: Span | None
    own: Span | None


@dataclass(frozen=True, slots=True)
class Telling:
    """How one article gives an utterance.

    `places` count among the article's attributions (none where nobody is named for the words). `parts` are
    the words: those in quotation marks where `quoted`, else the paraphrase. `pieces` set them beside the
    fullest telling, and `note` gives the reason where words alone do not.
    """

    article: str
    kind: TellingKind
    quoted: bool
    places: tuple[int, ...]
    parts: tuple[Span, ...]
    pieces: tuple[Piece, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Utterance:
    """Something said once, as the articles give it: the fullest telling comes first.

    `actor` is who says it as far as the articles tell. `accounts` counts those that give it, near-copies
    once and "cannot tell" not at all: 1 where it is unsure whether another gives it.
    """

    id: str
    actor: str
    tellings: tuple[Telling, ...]
    accounts: int


@dataclass(frozen=True, slots=True)
class SentencePair:
    """Sentence `left` of one article and `right` of another say the same; how sure that is, in [0, 1]."""

    left: int
    right: int
    similarity: float


@dataclass(frozen=True, slots=True)
class Overlap:
    """How much two articles of one event have in common: cosine of the whole, and the sentences that pair."""

    left: str
    right: str
    similarity: float
    pairs: tuple[SentencePair, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What an event's articles share and where they part."""

    event: str
    overlaps: tuple[Overlap, ...]
    statements: tuple[Statement, ...]
