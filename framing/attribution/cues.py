"""Words that announce what somebody says, thinks or wants, and the stance that each takes."""

from __future__ import annotations

from functools import cache
from typing import cast, get_args

from framing import lexicons
from framing.lexicons.inflection import forms
from framing.records import Span, Stance
from framing.text import words

# Verbs that take what is said as a clause or a quotation, in every register of news.
_SPEECH = """
say tell add note write ask argue explain announce warn claim insist suggest acknowledge declare
describe continue conclude respond reply state predict reveal admit deny promise pledge vow recall
report tweet post believe think hope fear agree complain confirm contend maintain assert allege
reiterate stress emphasize emphasise indicate estimate observe remark recount testify concede quip
joke lament mention muse opine propose recommend signal speculate swear urge wonder worry assume
caution charge counter disclose decide demand doubt expect feel find guess imply inform know learn
mean notify object order protest realise realize rule show suspect threaten understand shout yell
whisper cry exclaim mutter snap interject retort repeat clarify advise instruct remind request
summarise summarize proclaim proffer crow fume rail scoff gush boast brag vent
""".split()
_KNOWN_STANCES = frozenset(get_args(Stance))


@cache
def reporting_forms() -> dict[str, str]:
    """Every inflected form of a reporting verb, and the verb."""
    return {form: verb for verb in _SPEECH for form in sorted(forms(verb, "v"))}


def stance_of(text: str, cue: tuple[Span, ...], language: str = "en") -> Stance:
    """How the words of a cue present what is said, by the list of reporting verbs; neutral when unknown.

    >>> stance_of("He claimed that", (Span(3, 10),)), stance_of("He said that", (Span(3, 7),))
    ('doubting', 'neutral')
    """
    lexicon = lexicons.load("reporting", language)
    found = [entry.category for part in cue for _, entry in lexicon.find(words(text, part))]
    known = [category for category in found if category in _KNOWN_STANCES]
    telling = [category for category in known if category != "neutral"]
    return cast(Stance, (telling or known or ["neutral"])[0])
