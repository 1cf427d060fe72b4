"""Plain sentences about what stands out in an event, by rule, each with the places that bear it out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from framing.records import EventReport, Evidence, Finding, Mention, Rate, SignText, Statement, Tally
from framing.report.places import evidence_place, sentence_place, shorten, voice_place

_MOST = 5  # findings on a page
_LEVEL = 0.05  # how often an event in which all write alike may show a difference of signs
_FEWEST = 3  # hits below which nothing is said to stand out


def what_stands_out(report: EventReport, signs: Sequence[SignText]) -> tuple[Finding, ...]:
    """At most five: signs that differ for certain, gaps, voices, copies; none where nothing is sure."""
    if len(report.articles) < 2:
        return ()
    rated = {sign.id: sign.title for sign in signs if sign.unit == "words"}
    found = [*_signs(report, rated), *_gaps(report), *_voices(report), *_copies(report)]
    return tuple(found[:_MOST])


def _signs(report: EventReport, titles: Mapping[str, str]) -> Iterator[Finding]:
    """Signs that one article shows more often than the others together, beyond chance; the surest two.

    Given both counts, that of the one article is binomial where all write alike (Przyborowski and
    Wilenski, 1940); the level is shared among all comparisons of the event (Bonferroni).
    """
    level = _LEVEL / max(1, len(titles) * len(report.articles))
    found = []
    for feature, title in titles.items():
        row = [rate for rate in report.rates if rate.feature == feature]
        for rate in row:
            others = sum((other.own for other in row if other is not rate), Tally())
            chance = _chance(rate.own, others)
            if rate.own.hits >= _FEWEST and chance < level:
                found.append((chance, _sign(report, rate, others, title)))
    yield from (finding for _, finding in sorted(found, key=lambda pair: pair[0])[:2])


def _chance(one: Tally, others: Tally) -> float:
    """How probable at least so many of all the hits in `one` would be if its rate were that of `others`."""
    if not one.words or not others.words:
        return 1.0
    from scipy.special import bdtrc  # scipy takes a while to import

    both = one + others
    return float(bdtrc(int(one.hits) - 1, int(both.hits), one.words / both.words)) if one.hits >= 1 else 1.0


def _sign(report: EventReport, rate: Rate, others: Tally, title: str) -> Finding:
    view = report.articles[rate.number - 1]
    text = (
        f"{title}: {view.label} has {rate.own.per_100:.1f} per 100 words of its own, "
        f"the others together {others.per_100:.1f}."
    )
    places = tuple(
        evidence_place(view.number, place)
        for place, evidence in enumerate(view.evidence)
        if _counts(evidence, rate.feature)
    )
    return Finding(text, places)


def _counts(evidence: Evidence, feature: str) -> bool:
    return evidence.feature == feature and not evidence.quoted and evidence.weight > 0


def _gaps(report: EventReport) -> Iterator[Finding]:
    """What every account but one says, where that one is known not to say it."""
    if report.accounts < 3:
        return
    number = {view.article.id: view for view in report.articles}
    gaps = []
    for statement in report.comparison.statements:
        silent = {number[c.article].account for c in statement.cells if c.state != "said"}
        lacking = [number[c.article] for c in statement.cells if c.state == "not said"]
        if statement.accounts == report.accounts - 1 and len(lacking) == len(silent) == 1:
            gaps.append((lacking[0].label, statement))
    for label, statement in gaps[:2]:
        by, words = _plainest(report, statement)
        text = f"Only {label} does not say what {by} puts like this: {shorten(words, 24)}"
        yield Finding(text, _mentions(report, statement))


def _plainest(report: EventReport, statement: Statement) -> tuple[str, str]:
    """The mention with the fewest marks, headlines last: one outlet's loaded words are not everybody's."""
    views = {view.article.id: view for view in report.articles}

    def marks(mention: Mention) -> tuple[bool, int]:
        found = views[mention.article].evidence
        return mention.sentence == 0, sum(e.weight > 0 and mention.span.contains(e.span) for e in found)

    best = min(statement.mentions, key=marks)
    return views[best.article].label, best.span.of(views[best.article].article.text)


def _mentions(report: EventReport, statement: Statement) -> tuple[str, ...]:
    number = {view.article.id: view.number for view in report.articles}
    return tuple(sentence_place(number[m.article], m.sentence) for m in statement.mentions)


def _voices(report: EventReport) -> Iterator[Finding]:
    """The named person whom only one account quotes, more than once."""
    accounts = {view.number: view for view in report.articles}
    for voice in report.voices:
        heard = {accounts[number].account for number, _ in voice.said}
        if len(heard) == 1 and voice.speaker_type == "named person" and len(voice.said) > 1:
            places = tuple(voice_place(number, place) for number, place in voice.said)
            labels = dict.fromkeys(accounts[number].label for number, _ in voice.said)
            first, *copies = labels
            shared = f" (and its near-copy in {', '.join(copies)})" if copies else ""
            yield Finding(f"Only {first}{shared} quotes {voice.name}.", places)
            return


def _copies(report: EventReport) -> Iterator[Finding]:
    label = {view.article.id: view.label for view in report.articles}
    for view in report.articles:
        if view.copy is not None:
            yield Finding(
                f"{view.label} runs almost the same text as {label[view.copy.of]}: "
                f"{view.copy.containment:.0%} of its runs of words are found there.",
                (f"a{view.number}",),
            )
