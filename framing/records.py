"""The nouns of the project: frozen records that every part hands to the next.

All offsets are characters (Unicode code points) of `Article.text`, end exclusive.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, Protocol

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
BiasLabel = Literal["biased", "neutral", "unsure"]


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
    been, if anything in the text tells. `source` and `author` are None when unknown.
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
    cue presents what is said.
    """

    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    speaker: tuple[Span, ...]
    kind: QuoteKind
    speaker_type: SpeakerType
    actor: str | None = None
    stance: Stance = "neutral"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the classifier says of one sentence; `reasons` are the words that moved it, with their weight."""

    index: int
    span: Span
    probability: float
    label: BiasLabel
    reasons: tuple[tuple[Span, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Copy:
    """`article` nearly repeats `of`; `containment` (0 to 1) is the share of its word runs found there."""

    article: str
    of: str
    containment: float


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
class Discovery:
    """Every article in exactly one event, every event in exactly one story, and the near-copies."""

    events: tuple[Event, ...]
    stories: tuple[Story, ...]
    copies: tuple[Copy, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """The sentence in which one article makes a statement; `similarity` (0 to 1) to the statement's core."""

    article: str
    sentence: int
    span: Span
    similarity: float


@dataclass(frozen=True, slots=True)
class Cell:
    """Does this article make this statement? `mention` is there when it does."""

    article: str
    state: CellState
    mention: Mention | None = None


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


@dataclass(frozen=True, slots=True)
class SentencePair:
    """Sentence `left` of one article and `right` of another say the same; cosine in [0, 1]."""

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


@dataclass(frozen=True, slots=True)
class ArticleView:
    """One article as its event's page shows it; `number` (from 1) is its address there: `a1`.

    `label` is the outlet, made unique on the page. `account` is shared by near-copies. `own` and `quoted`
    are words outside and inside quotation marks.
    """

    number: int
    label: str
    account: int
    article: Article
    paragraphs: tuple[Span, ...]
    sentences: tuple[Sentence, ...]
    own: int
    quoted: int
    evidence: tuple[Evidence, ...]
    attributions: tuple[Attribution, ...]
    verdicts: tuple[Verdict, ...]
    copy: Copy | None = None


@dataclass(frozen=True, slots=True)
class Rate:
    """One framing sign in one article: `low` and `high` bound the rate of `own` per 100 words (95%)."""

    number: int
    feature: str
    own: Tally
    low: float
    high: float
    quoted: Tally


@dataclass(frozen=True, slots=True)
class Voice:
    """One actor of an event; `said` names article numbers and places among the article's attributions."""

    name: str
    speaker_type: SpeakerType
    said: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One plain sentence; `places` are addresses on the page that bear it out, such as `a1-s12`.

    `kind` says by which rule ("sign", "gap", "voice", "copy"), `about` the sign, voice or statement,
    `numbers` the articles. `quote` ends the sentence: words of an article.
    """

    text: str
    places: tuple[str, ...] = ()
    kind: str = ""
    about: str = ""
    numbers: tuple[int, ...] = ()
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of one article of a page; `sentence` is the one they stand in."""

    number: int
    sentence: int
    span: Span


@dataclass(frozen=True, slots=True)
class Wording:
    """Two aligned sentences say the same in other words; an empty span: nothing in its place."""

    kind: str
    left: Passage
    right: Passage
    note: str


@dataclass(frozen=True, slots=True)
class NumbersApart:
    """One quantity that articles give differently; `kind` is "different" or "rounded"."""

    unit: str
    kind: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class NamedAs:
    """One place where an article names an actor; `marked`: the word takes a side."""

    passage: Passage
    marked: bool
    quoted: bool


@dataclass(frozen=True, slots=True)
class NamedActor:
    """Somebody whom two articles or more name; `roles`: article number, times as who acts, as acted upon."""

    name: str
    kind: str
    named: tuple[NamedAs, ...]
    roles: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class KeyTerm:
    """A term that one source uses more than the others: log-odds and its 95% interval."""

    source: str
    term: str
    count: int
    others: int
    log_odds: float
    low: float
    high: float
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class HeadlineView:
    """Of a headline: words no other headline has, words its own text has not, the sentence nearest to it."""

    number: int
    own: tuple[Span, ...]
    unsupported: tuple[Span, ...]
    sentence: int | None


@dataclass(frozen=True, slots=True)
class EventReport:
    """Exactly what an event's page shows: nothing is worked out after this.

    `accounts` counts independent ones. `figures` are names and SVG. `title` is the plainest of the headlines.
    """

    event: Event
    story: Story
    articles: tuple[ArticleView, ...]
    accounts: int
    comparison: Comparison
    rates: tuple[Rate, ...] = ()
    voices: tuple[Voice, ...] = ()
    findings: tuple[Finding, ...] = ()
    figures: tuple[tuple[str, str], ...] = ()
    title: str = ""
    headlines: tuple[HeadlineView, ...] = ()
    wordings: tuple[Wording, ...] = ()
    numbers: tuple[NumbersApart, ...] = ()
    terms: tuple[KeyTerm, ...] = ()
    actors: tuple[NamedActor, ...] = ()


class SignText(Protocol):
    """What the pages tell of a framing sign."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def meaning(self) -> str: ...
    @property
    def unit(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Site:
    """Everything that a report folder holds.

    `lexicons`: name, title and number of entries. `digest`: of the corpus. `cards`: model cards as read.
    `redacted`: the articles are left out, and no quotation is longer than so many words (0: all is there).
    """

    events: tuple[EventReport, ...]
    stories: tuple[Story, ...]
    signs: tuple[SignText, ...]
    set_aside: tuple[SetAside, ...] = ()
    config: tuple[tuple[str, str], ...] = ()
    versions: tuple[tuple[str, str], ...] = ()
    lexicons: tuple[tuple[str, str, int], ...] = ()
    digest: str = ""
    cards: tuple[Mapping[str, object], ...] = field(default=(), hash=False)
    redacted: int = 0
