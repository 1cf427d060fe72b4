"""Plain sentences that are sure in most events: what all say, whom all quote, headlines, days, lengths."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from framing.attribution.cues import reporting_forms
from framing.compare.variants import stem
from framing.compare.weights import STOP
from framing.lexicons.inflection import irregular
from framing.records import Mention, Statement
from framing.report.arrange import day
from framing.report.places import article_place, as_said, evidence_place, sentence_place, shorten, voice_place
from framing.text import words
from framing.views import ArticleView, EventReport, Finding

NAMED = frozenset({"named person", "named organisation"})
_SHARED = 0.6  # share of a statement's words that every article's sentence must hold to be called the same
_FEWEST = 5  # content words below which a sentence tells too little
_LONGEST = 40  # words of a sentence that is quoted whole
_LONGER = 2.0  # times as many words, from where it is worth a sentence
_STRONG = {"loaded": "a loaded word", "absolutes": "a superlative or absolute", "boosters": "a booster"}
_LEANING = frozenset(
    "he she it they we i you his her their its our my this that these those and but so there one".split()
)
_HELPERS = frozenset(
    "is are was were am has have had will would shall should can could may might must do does did".split()
)
# "However, he" leans on "he" and on what was said before.
_CONNECTS = frozenset(
    "however still instead also meanwhile moreover nevertheless nonetheless then yet later".split()
)
# "called this restraint" points at another sentence; "this bill" may stand alone.
_POINTS = re.compile(
    r"\b(?:this|these|those)(?=\s?[“”\"‘’.,;:?!]|\s(?:is|was|are|were|has|had|would|will|in|on|as|and|that|to|for)\b)",
    re.IGNORECASE,
)


def all_say(report: EventReport) -> Iterator[Finding]:
    """What every account says in nearly the same words, where one of the sentences can stand alone."""
    texts = {view.article.id: view.article.text for view in report.articles}
    number = {view.article.id: view.number for view in report.articles}
    found = []
    for statement in report.comparison.statements:
        if statement.accounts < max(2, report.accounts) or len(statement.mentions) < len(report.articles):
            continue
        core = _plain(statement, texts)
        if core is not None:
            found.append((core.sentence, statement, core))
    for _, statement, core in sorted(found, key=lambda row: (row[0], row[1].id)):
        places = tuple(sentence_place(number[m.article], m.sentence) for m in statement.mentions)
        who = "Both articles" if len(report.articles) == 2 else f"All {len(report.articles)} articles"
        said = as_said(report.articles[number[core.article] - 1], core, _LONGEST)
        yield Finding(f"{who} say this: ", places, "all", statement.id, (number[core.article],), said)


def _plain(statement: Statement, texts: dict[str, str]) -> Mention | None:
    """The shortest sentence whose words nearly all stand in each of the others."""
    found = {mention: content(mention.span.of(texts[mention.article])) for mention in statement.mentions}
    for mention in sorted(statement.mentions, key=lambda m: (len(m.span), m.article)):
        text, own = mention.span.of(texts[mention.article]), found[mention]
        if mention.sentence == 0 or leans(text) or len(own) < _FEWEST or not tells(text):
            continue
        if _POINTS.search(text):
            continue
        if balanced(text) and len(text.split()) <= _LONGEST:
            shares = [len(own & other) / len(own) for other in found.values()]
            if min(shares) >= _SHARED:
                return mention
    return None


def leans(text: str) -> bool:
    """True where a sentence opens with a word that points at another one.

    >>> leans("However, he left."), leans("Meanwhile Lee left."), leans("The mayor left.")
    (True, True, False)
    """
    first = next((word.lower for word in words(text)), "it").split("'")[0]
    return first in _LEANING | _CONNECTS


def tells(text: str) -> bool:
    """False for a passage without a verb of its own, such as a caption or a name with its role.

    >>> tells("Ana Lee, owner of the mill."), tells("Ana Lee owned the mill."), tells("Ana Lee runs the mill")
    (False, True, True)
    """
    small = [word.lower for word in words(text) if text[word.span.start].islower()]
    return any(
        low in _verbs() or low.endswith(("ed", "n't", "n’t")) or (low.endswith("s") and low not in STOP)
        for low in small
    )


@cache
def _verbs() -> frozenset[str]:
    known = {form for base, past in irregular().items() for form in (base, *past)}
    return frozenset(known | reporting_forms().keys()) | _HELPERS


def in_quotes(report: EventReport, number: int, place: int) -> bool:
    """Whether words of an attribution stand in quotation marks."""
    return report.articles[number - 1].attributions[place].kind != "indirect"


def ended(text: str) -> str:
    """A sentence with its full stop, and with one only: "Lee Jr."."""
    return text if text.endswith(".") else f"{text}."


def content(text: str) -> frozenset[str]:
    """The stems of the words of a sentence that carry its meaning."""
    return frozenset(stem(word.lower) for word in words(text) if word.lower not in STOP)


def balanced(text: str) -> bool:
    """No quotation mark stands alone, so that the words can be read on their own.

    >>> balanced('It was "very unfair", he said.'), balanced('Very unfair," he said.')
    (True, False)
    """
    return text.count('"') % 2 == 0 and text.count("“") == text.count("”")


def all_quote(report: EventReport) -> Iterator[Finding]:
    """The people and bodies whom every account quotes by name, or else reports; papers are not among them."""
    accounts = {view.number: view.account for view in report.articles}
    named = [voice for voice in report.voices if voice.speaker_type in NAMED]
    for verb, counts in (("quote", in_quotes), ("report what", None)):
        heard = [
            voice
            for voice in named
            if len({accounts[n] for n, place in voice.said if counts is None or counts(report, n, place)})
            == report.accounts
        ][:3]
        if not heard:
            continue
        names = [voice.name for voice in heard]
        listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
        who = f"Both accounts {verb}" if report.accounts == 2 else f"All {report.accounts} accounts {verb}"
        said = " said, thought or wanted" if counts is None else ""
        places = dict.fromkeys(voice_place(*said) for voice in heard for said in voice.said)
        yield Finding(ended(f"{who} {listed}{said}"), tuple(places), "quoted", names[0])
        return


def headlines(report: EventReport) -> Iterator[Finding]:
    """A headline that asks, shouts or judges where no other does."""
    titled = [view for view in report.articles if view.article.title.strip()]
    if len({view.account for view in titled}) < 2 or len(titled) < len(report.articles):
        return
    for sign, what in {
        "question_headline": "asks a question",
        "exclamation_headline": "ends with an exclamation mark",
        **{sign: f"has {name}" for sign, name in _STRONG.items()},
    }.items():
        found = [(view, _in_headline(view, sign)) for view in titled]
        having = [(view, places) for view, places in found if places]
        if len({view.account for view, _ in having}) != 1:
            continue
        view, places = having[0]
        shown = (view.evidence[place].span.of(view.article.text) for place in places)
        quoted = f": “{shorten(next(shown), 4)}”" if sign in _STRONG else ""
        rest = "the other does not" if len(titled) == 2 else "no other does"
        text = f"The headline of {view.label} {what}{quoted}; {rest}."
        addresses = tuple(evidence_place(view.number, place) for place in places)
        yield Finding(text, addresses, "headline", sign, (view.number,))


def _in_headline(view: ArticleView, sign: str) -> list[int]:
    end = len(view.article.title)
    return [
        place
        for place, found in enumerate(view.evidence)
        if found.feature == sign and found.weight > 0 and not found.quoted and found.span.end <= end
    ]


def days(report: EventReport) -> Iterator[Finding]:
    """Who came out first, where every day is known and the account differs."""
    dated = [(view.article.published, view) for view in report.articles]
    known = [(when, view) for when, view in dated if when and view.article.date_from != "inferred"]
    if len(known) < len(dated) or len({when for when, _ in known}) < 2:
        return
    first = min(when for when, _ in known)
    early = [view for when, view in known if when == first]
    late = max((when for when, _ in known), default=first)
    gap = (late - first).days
    names = _names(early)
    text = (
        f"{names} came out first, on {day(first)}; the last came {gap} day{'s' if gap > 1 else ''} later, "
        "so that what became known in between can be missing from the first."
    )
    places = tuple(article_place(view.number) for _, view in known)
    yield Finding(text, places, "days", "", tuple(view.number for view in early))


def lengths(report: EventReport) -> Iterator[Finding]:
    """The longest text against the shortest, where one is at least twice the other and neither looks cut."""
    whole = [(view.own + view.quoted, view) for view in report.articles if not view.article.suspect]
    if len(whole) < 2 or len(whole) < len(report.articles):
        return
    most, long = max(whole, key=lambda pair: (pair[0], -pair[1].number))
    least, short = min(whole, key=lambda pair: (pair[0], pair[1].number))
    if least and most / least >= _LONGER:
        text = (
            f"{long.label} has {most} words and {short.label} {least}: what is missing there may be "
            "missing for want of room."
        )
        places = (article_place(long.number), article_place(short.number))
        yield Finding(text, places, "length", "", (long.number, short.number))


def _names(views: Sequence[ArticleView]) -> str:
    names = [view.label for view in views]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
