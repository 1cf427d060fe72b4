"""What is counted in every article that outlets are compared by, taken from the pages' own numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from framing.compare.profiles import profiles
from framing.compare.voices import is_voice
from framing.records import Counted, OutletProfiles, Tally
from framing.report.arrange import CLASSIFIER, Described
from framing.views import ArticleView, EventReport, SignText

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
    heard = [item for item in view.attributions if is_voice(view.article.text, item)]
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
