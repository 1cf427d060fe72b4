"""The attributions of an article."""

from __future__ import annotations

from framing.attribution.cues import stance_of
from framing.attribution.names import names
from framing.attribution.rules import Found, find_spans
from framing.attribution.speakers import Actors, actors, speaker
from framing.attribution.tokens import tokens
from framing.records import Attribution, QuoteKind, Span
from framing.text import Reading


def find(reading: Reading) -> tuple[Attribution, ...]:
    """Who says, thinks or wants what in an article, in order of place.

    The outermost attribution only: what somebody in a quotation says that another has said is part of it.

    >>> from framing.records import Article
    >>> from framing.text import read
    >>> text = "Ana Lee, the mayor, claimed that the bridge is safe. “It will hold,” she said."
    >>> for one in find(read(Article("a", None, None, "unknown", "", text))):
    ...     print(one.actor, one.stance, one.kind, [part.of(text) for part in one.content])
    Ana Lee doubting indirect ['that the bridge is safe']
    Ana Lee neutral direct ['“It will hold,”']
    """
    spans = find_spans(reading)
    known = actors(reading.text, tuple(names(tokens(reading))))
    return tuple(_attribution(reading, known, found) for found in spans)


def _attribution(reading: Reading, known: Actors, found: Found) -> Attribution:
    who = speaker(known, reading.text, found.speaker)
    return Attribution(
        content=found.content,
        cue=found.cue,
        speaker=found.speaker,
        kind=kind_of(reading, found.content),
        speaker_type=who.type,
        actor=who.actor,
        stance=stance_of(reading.text, found.cue),
    )


def kind_of(reading: Reading, content: tuple[Span, ...]) -> QuoteKind:
    """Direct when all words stand in quotation marks, indirect when none does, mixed otherwise."""
    within = [
        reading.is_quoted(word.span)
        for sentence, line in zip(reading.sentences, reading.words, strict=True)
        if any(part.overlaps(sentence.span) for part in content)
        for word in line
        if any(part.contains(word.span) for part in content)
    ]
    if not any(within):
        return "indirect"
    return "direct" if all(within) else "mixed"
