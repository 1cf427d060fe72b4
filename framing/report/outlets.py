"""What is counted in every article that outlets are compared by, taken from the pages' own numbers."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from framing.compare.profiles import profiles
from framing.compare.voices import is_voice
from framing.compare.within import apart, clustering_of
from framing.paired import Counted, OutletProfiles
from framing.records import Tally
from framing.report.arrange import CLASSIFIER, Described
from framing.views import ArticleView, EventReport, SignApart, SignText

_OF_VOICES = "voices"
VOICE_SIGNS = (
    Described("voice_person", "Named people", "Voices that are a person with a name.", _OF_VOICES),
    Described("voice_organisation", "Named organisations", "Voices that are a named body.", _OF_VOICES),
    Described("voice_unnamed", "Unnamed voices", "Voices without a name, officials or others.", _OF_VOICES),
    Described("voice_document", "Documents", "Voices that are a report, a law, a letter.", _OF_VOICES),
    Described("voice_direct", "Word for word", "Voices quoted directly and in full.", _OF_VOICES),
)
"""Shares of all voices: who speaks, and how."""


def outlet_signs(signs: Sequence[SignText]) -> tuple[SignText, ...]:
    """Everything that outlets are compared by: the framing signs, the classifier, and shares of voices."""
    return (*signs, CLASSIFIER, *VOICE_SIGNS)


def signs_apart(report: EventReport, signs: Sequence[SignText]) -> tuple[tuple[SignApart, ...], int]:
    """The signs in which an outlet differs from the others for certain, and among how many comparisons."""
    tested = {sign.id for sign in outlet_signs(signs) if sign.unit != "headline"}
    rows = [
        replace(each, tallies=tuple((sign, tally) for sign, tally in each.tallies if sign in tested))
        for each in counted(report)
    ]
    clustering = {sign: clustering_of(_hits(report, sign)) for sign in tested}
    found = apart(rows, clustering)
    sure = tuple(
        SignApart(
            one.outlet, one.numbers, one.sign, one.mine, one.theirs, one.adjusted, one.verdict == "more"
        )
        for one in found
        if one.verdict in ("more", "fewer")
    )
    return sure, sum(one.verdict != "cannot tell" for one in found)


def _hits(report: EventReport, sign: str) -> list[float]:
    """What each sentence of the event adds to a sign."""
    found: list[float] = []
    for view in report.articles:
        starts = [sentence.span.start for sentence in view.sentences]
        hits = [0.0] * len(starts)
        for evidence in view.evidence:
            if evidence.feature == sign and evidence.weight > 0 and not evidence.quoted:
                hits[max(0, bisect_right(starts, evidence.span.start) - 1)] += evidence.weight
        found += hits
    return found or [0.0]


def outlet_profiles(reports: Iterable[EventReport]) -> OutletProfiles:
    """The outlets of all events, compared on the events that they share."""
    return profiles(row for report in reports for row in counted(report))


def counted(report: EventReport) -> Iterator[Counted]:
    """One row an article of a known outlet; of an event of one outlet there is nothing to compare."""
    outlets = {view.article.source for view in report.articles}
    if len(outlets - {None}) < 2:
        return
    for view in report.articles:
        if view.article.source:
            rates = [(rate.feature, rate.own) for rate in report.rates if rate.number == view.number]
            outlet = " ".join(view.article.source.split())
            tallies = (*rates, *_voices(view))
            yield Counted(report.event.id, outlet, view.number, view.account, tallies)


def _voices(view: ArticleView) -> Iterator[tuple[str, Tally]]:
    heard = [item for item in view.attributions if is_voice(view.article, item)]
    types, kinds = Counter(item.speaker_type for item in heard), Counter(item.kind for item in heard)
    found = {
        "voice_person": types["named person"],
        "voice_organisation": types["named organisation"],
        "voice_unnamed": types["unnamed official"] + types["unnamed other"],
        "voice_document": types["document"],
        "voice_direct": kinds["direct"],
    }
    for sign in VOICE_SIGNS:
        yield sign.id, Tally(float(found[sign.id]), len(heard))
