"""What the pages show: frozen records that `report` assembles from the nouns and `render` writes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from framing.paired import OutletProfiles
from framing.records import (
    Article,
    Attribution,
    Change,
    Comparison,
    Copy,
    Event,
    Evidence,
    Sentence,
    SetAside,
    Span,
    SpeakerType,
    Story,
    Tally,
    Utterance,
    Verdict,
)


@dataclass(frozen=True, slots=True)
class ArticleView:
    """One article as its event's page shows it; `number` (from 1) is its address there: `a1`.

    `label` is the outlet, made unique on the page. `account` is shared by near-copies. `own` and `quoted`
    are words outside and inside quotation marks. `changed` is what a near-copy did to its origin's text.
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
    changed: tuple[Change, ...] = ()


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
class SignApart:
    """One sign that an outlet's articles (by number) show more or less than all others, for certain.

    `adjusted` is the chance of it where all write alike, corrected for all comparisons of the event.
    """

    outlet: str
    numbers: tuple[int, ...]
    feature: str
    own: Tally
    others: Tally
    adjusted: float
    more: bool


@dataclass(frozen=True, slots=True)
class Voice:
    """One actor of an event; `said` names article numbers and places among the article's attributions."""

    name: str
    speaker_type: SpeakerType
    said: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class VoiceShare:
    """The quoted words of one actor, or of one type of speaker, in one article.

    `low` and `high` bound the share of `words` in `total` (95%), each in [0, 1]. `places` count among the
    article's attributions.
    """

    article: str
    name: str
    words: int
    total: int
    low: float
    high: float
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """An actor in one article: what it says, what others say of it.

    `position` is how much of the article stands before its first voice, in [0, 1] (None where it has none).
    `voice`, `spoken_of` and `attacked` count among the article's attributions: its own; those of others
    whose content names it; and those of these whose verb attacks ("accused", "slammed").
    """

    article: str
    name: str
    voice: tuple[int, ...]
    position: float | None
    spoken_of: tuple[int, ...] = ()
    attacked: tuple[int, ...] = ()


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
    """One place where an article names an actor; `marked`: the word takes a side.

    `role` is agent, object or other; `described` what stands behind the name between commas, if anything.
    """

    passage: Passage
    marked: bool
    quoted: bool
    role: str = "other"
    described: Passage | None = None


@dataclass(frozen=True, slots=True)
class Roles:
    """How often an actor acts in an article and is acted upon; the 95% interval of the share of the first."""

    number: int
    agent: int
    object: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class NamedActor:
    """Somebody whom two articles or more name."""

    name: str
    kind: str
    named: tuple[NamedAs, ...]
    roles: tuple[Roles, ...]


@dataclass(frozen=True, slots=True)
class KeyTerm:
    """A term that one source uses more than the others: log-odds with a 95% interval, z, and false finds."""

    source: str
    term: str
    count: int
    others: int
    log_odds: float
    low: float
    high: float
    z: float
    q: float
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class HeadlineView:
    """Of a headline: words no other headline has, words its own text has not, the sentence nearest to it.

    `supported`: the share of its words' weight that this sentence carries. `voices` are places among the
    article's attributions that lie in the headline. Where the two say the same: `hedges` and `speakers`
    (attributions) of the sentence that the headline drops.
    """

    number: int
    own: tuple[Span, ...]
    unsupported: tuple[Span, ...]
    sentence: int | None
    supported: float = 0.0
    voices: tuple[int, ...] = ()
    hedges: tuple[Span, ...] = ()
    speakers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class EventReport:
    """Exactly what an event's page shows: nothing is worked out after this.

    `accounts` counts independent ones. `apart` are signs that differ for certain, among `compared`
    comparisons. `figures` are names and SVG. `title` is the plainest of the headlines.
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
    utterances: tuple[Utterance, ...] = ()
    apart: tuple[SignApart, ...] = ()
    compared: int = 0
    by_actor: tuple[VoiceShare, ...] = ()
    by_type: tuple[VoiceShare, ...] = ()
    heard: tuple[Heard, ...] = ()


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
    `outlet_figure` is SVG, empty where there is nothing to draw.
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
    outlets: OutletProfiles = field(default_factory=OutletProfiles)
    outlet_figure: str = ""
