"""A small event of our own writing, with every kind of record that a page can show."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from framing import report
from framing.records import (
    Article,
    Attribution,
    Cell,
    CellState,
    Comparison,
    Copy,
    Event,
    Evidence,
    LeftOut,
    Mention,
    Overlap,
    Profile,
    Quote,
    SentencePair,
    SetAside,
    Signs,
    Span,
    SpeakerType,
    Stance,
    Statement,
    Story,
    Tally,
    Verdict,
)
from framing.report.assemble import with_outlets
from framing.text import Reading, read
from framing.views import EventReport, Site


@dataclass(frozen=True)
class Sign:
    id: str
    title: str
    meaning: str
    unit: str


SIGNS = (
    Sign("loaded", "Loaded vocabulary", "Words that judge where a plain word would do.", "words"),
    Sign("hedges", "Hedges", "Words that make a claim less certain.", "words"),
    Sign("unnamed", "Unnamed sources", "Somebody is quoted without a name.", "words"),
    Sign("quotation", "Quotation", "Words that stand in quotation marks.", "share"),
)
LOADED = ("doomed", "furious", "chaos", "slammed", "fiasco", "disgrace")

_LARK = """Council votes to close the Lark Street baths

The council of Ostmere Bay voted on Tuesday to close the Lark Street baths, which have been open since 1911.

“We cannot heat a pool that leaks,” said Mira Tolan, the treasurer. Repairs would cost about 2.4 million.

The vote was 11 to 8. The baths may reopen if a buyer is found.

Swimmers' groups said they would appeal.

Subscribe to our newsletter for more news from the bay."""

_FLARE = """Furious swimmers slam baths fiasco

A doomed landmark was axed on Tuesday as councillors voted to close the Lark Street baths in scenes of chaos.

“It is a disgrace,” fumed Odo Brandt, who has swum there for 40 years. “They want to sell our childhood.”

Insiders claimed that a hotel firm has already seen the plans. The council refused to comment."""

_WIRE = """Ostmere Bay closes historic baths

The council of Ostmere Bay voted on Tuesday to close the Lark Street baths, which have been open since 1911.

“We cannot heat a pool that leaks,” said Mira Tolan, the council's treasurer. The vote was 11 to 8."""


def article(name: str, source: str | None, text: str, day: int | None = 4, **more: object) -> Article:
    """One of the sample articles; the first line is the headline."""
    made = Article(
        id=name,
        source=source,
        published=date(2031, 3, day) if day else None,
        date_from="stated" if day else "unknown",
        title=text.split("\n", 1)[0],
        text=text,
        url=f"https://{name}.example/baths",
        path=f"articles/{name}.txt",
    )
    return replace(made, **more)  # type: ignore[arg-type]


def place(text: str, words: str) -> Span:
    """Where some words stand, the first time."""
    start = text.index(words)
    return Span(start, start + len(words))


def articles() -> tuple[Article, ...]:
    plea = place(_LARK, "Subscribe to our newsletter for more news from the bay.")
    return (
        article("lark", "The Bay Ledger", _LARK, 4, author="Ines Kolar", left_out=(LeftOut(plea, "plea"),)),
        article("flare", "Evening Flare", _FLARE, 5),
        article("wire", None, _WIRE, None, credits=("NPA",), warnings=("suspect: ends early",), url=""),
    )


def signs(reading: Reading) -> Signs:
    """What stands in the short word list above, and every quotation."""
    found = []
    for line in reading.words:
        for word in line:
            for feature, words in (
                ("loaded", LOADED),
                ("hedges", ("may", "about")),
                ("unnamed", ("insiders",)),
            ):
                if word.lower in words:
                    quoted = reading.is_quoted(word.span)
                    note = f"“{word.lower}”, from the list {feature}"
                    found.append(Evidence(feature, word.span, 1.0, note, feature, quoted))
    found += [_passage(quote) for quote in reading.quotes]
    own, quoted_words = reading.word_counts()
    profiles = []
    for sign in SIGNS:
        hits = [e for e in found if e.feature == sign.id]
        profiles.append(
            Profile(
                reading.article.id,
                sign.id,
                Tally(sum(e.weight for e in hits if not e.quoted), own),
                Tally(sum(e.weight for e in hits if e.quoted), quoted_words),
            )
        )
    return Signs(reading.article.id, tuple(sorted(found, key=lambda e: e.span)), tuple(profiles))


def _passage(quote: Quote) -> Evidence:
    return Evidence("quotation", quote.span, 5.0, "a passage in quotation marks", quoted=True)


def said(
    text: str, content: str, cue: str, who: str, kind: SpeakerType, actor: str | None, stance: Stance
) -> Attribution:
    return Attribution(
        (place(text, content),), (place(text, cue),), (place(text, who),), "direct", kind, actor, stance
    )


def attributions() -> dict[str, tuple[Attribution, ...]]:
    leaks = "“We cannot heat a pool that leaks,”"
    disgrace, seen = "“It is a disgrace,”", "a hotel firm has already seen the plans"
    person: SpeakerType = "named person"
    return {
        "lark": (said(_LARK, leaks, "said", "Mira Tolan", person, "Mira Tolan", "neutral"),),
        "flare": (
            said(_FLARE, disgrace, "fumed", "Odo Brandt", person, "Odo Brandt", "emotive"),
            said(_FLARE, seen, "claimed", "Insiders", "unnamed other", None, "doubting"),
        ),
        "wire": (said(_WIRE, leaks, "said", "Mira Tolan", person, "Mira Tolan", "neutral"),),
    }


def verdicts(readings: tuple[Reading, ...]) -> dict[str, tuple[Verdict, ...]]:
    """Sentences with a loaded word are biased, questions unsure."""
    found = {}
    for reading in readings:
        rows = []
        for sentence, line in zip(reading.sentences, reading.words, strict=True):
            hits = [word for word in line if word.lower in LOADED]
            probability = 0.85 if len(hits) > 1 else 0.55 if hits else 0.1
            label = "biased" if probability > 0.6 else "unsure" if probability > 0.4 else "neutral"
            reasons = tuple((word.span, 0.4) for word in hits)
            rows.append(Verdict(sentence.index, sentence.span, probability, label, reasons))  # type: ignore[arg-type]
        found[reading.article.id] = tuple(rows)
    return found


def comparison(readings: tuple[Reading, ...]) -> Comparison:
    by_id = {reading.article.id: reading for reading in readings}

    def statement(name: str, accounts: int, where: dict[str, int | CellState]) -> Statement:
        cells, text = [], ""
        for key, at in where.items():
            if isinstance(at, int):
                span = by_id[key].sentences[at].span
                text = text or span.of(by_id[key].text)
                cells.append(Cell(key, "said", Mention(key, at, span, 0.9)))
            else:
                cells.append(Cell(key, at))
        return Statement(name, text, tuple(cells), accounts)

    return Comparison(
        "baths",
        (
            Overlap("lark", "flare", 0.34, (SentencePair(1, 1, 0.62),)),
            Overlap("lark", "wire", 0.88, (SentencePair(1, 1, 1.0), SentencePair(2, 2, 1.0))),
            Overlap("flare", "wire", 0.31, (SentencePair(1, 1, 0.6),)),
        ),
        (
            statement("s1", 2, {"lark": 1, "flare": 1, "wire": 1}),
            statement("s2", 1, {"lark": 3, "flare": "not said", "wire": "cannot tell"}),
            statement("s3", 1, {"lark": "not yet known", "flare": 4, "wire": "cannot tell"}),
        ),
    )


def event_report() -> EventReport:
    """The event of the closed baths in three articles, of which two are near-copies."""
    readings = tuple(read(item) for item in articles())
    return report.assemble(
        Event("baths", "Council votes to close the Lark Street baths", ("lark", "flare", "wire"), *_DAYS),
        Story("baths", ("baths",)),
        readings,
        {reading.article.id: signs(reading) for reading in readings},
        attributions(),
        verdicts(readings),
        comparison(readings),
        (Copy("wire", "lark", 0.92, 0.64, "earlier", ("Reuters",)),),
        shown=SIGNS,
    )


_DAYS = (date(2031, 3, 4), date(2031, 3, 5))


def plain_event(
    name: str, title: str, day: int, *, story: Story | None = None, text: str = ""
) -> EventReport:
    """An event of one article, of which nothing is known but its text."""
    item = article(name, f"Outlet {name}", f"{title}\n\n{text or 'It rained.'}", day)
    when = date(2031, 3, day)
    return report.assemble(
        Event(name, title, (name,), when, when),
        story or Story(name, (name,)),
        [read(item)],
        {},
        {},
        {},
        Comparison(name, (), ()),
        shown=SIGNS,
    )


def town_event(number: int) -> EventReport:
    """An event in two outlets, of which one is always hot and the other may doubt."""
    texts = {
        "Evening Flare": "A doomed plan ends in chaos\n\nThe furious town slammed a doomed plan. It rained.",
        "The Bay Ledger": "The town turns a plan down\n\nThe town turned a plan down, and it may rain.",
    }
    pair = [article(f"t{number}{at}", s, t, 1) for at, (s, t) in enumerate(texts.items())]
    readings = [read(each) for each in pair]
    name = f"town{number}"
    return report.assemble(
        Event(name, pair[1].title, tuple(each.id for each in pair), date(2031, 3, 1), date(2031, 3, 1)),
        Story(name, (name,)),
        readings,
        {reading.article.id: signs(reading) for reading in readings},
        {},
        {},
        Comparison(name, (), ()),
        shown=SIGNS,
    )


CARD = {
    "name": "sample",
    "trained_on": ["a", "b"],
    "thresholds": {"biased": 0.7},
    "splits": [
        {
            "title": "pages not seen",
            "scores": {"this model": {"macro_f1": (0.71, 0.65, 0.77), "auc": (0.8, 0.75, 0.85)}},
            "judged": 0.6,
            "wrong": 0.2,
        }
    ],
}


def site(*more: EventReport) -> Site:
    """A report of the baths, of two events of one story, and of what is given."""
    story = Story("ferry", ("ferry1", "ferry2"))
    reports = (
        event_report(),
        plain_event("ferry1", "Ferry runs aground off Cape Vail", 10, story=story),
        plain_event("ferry2", "Ferry off Cape Vail is towed to harbour", 12, story=story),
        *more,
    )
    stories = dict.fromkeys([one.story for one in reports])
    return Site(
        events=reports,
        stories=tuple(stories),
        signs=SIGNS,
        set_aside=(SetAside("articles/scan.pdf", "this is not text", "save the page as HTML"),),
        config=(("language", "en"), ("same_event", "0.5")),
        versions=(("framing", "0.1.0"),),
        lexicons=(("loaded", "Loaded words", 6),),
        digest="0" * 64,
        cards=(CARD,),
    )


def outlet_site() -> Site:
    """A report of many events that the same two outlets cover."""
    return with_outlets(site(*(town_event(number) for number in range(14))))
