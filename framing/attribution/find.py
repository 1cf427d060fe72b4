"""The attributions of an article."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import accumulate

from framing.attribution import choose, tagger
from framing.attribution.cues import stance_of
from framing.attribution.link import Found, link
from framing.attribution.mentions import page_of
from framing.attribution.names import names
from framing.attribution.repair import sure_forms, whole_quotations, without_what_follows
from framing.attribution.roles import stated_roles
from framing.attribution.speakers import Actors, Speaker, actors, speaker
from framing.attribution.tokens import Token, tokens
from framing.attribution.turns import turns
from framing.records import Attribution, Named, QuoteKind, Span, Voices
from framing.text import Reading, lower


def find(reading: Reading) -> tuple[Attribution, ...]:
    """Who says, thinks or wants what in an article, in order of place.

    The outermost attribution only: what somebody in a quotation says that another has said is part of it.

    Raises:
        ModelError: the tagger that ships with the package is not there.

    >>> from framing.records import Article
    >>> from framing.text import read
    >>> text = "Ana Lee, the mayor, claimed that the bridge is safe. “It will hold,” she said."
    >>> for one in find(read(Article("a", None, None, "unknown", "", text))):
    ...     print(one.actor, one.stance, one.kind, [part.of(text) for part in one.content])
    Ana Lee doubting indirect ['that the bridge is safe']
    Ana Lee neutral direct ['“It will hold,”']
    """
    return voices(reading).attributions


def voices(reading: Reading) -> Voices:
    """Whom an article names, and its attributions; `find` is this without the names.

    Raises:
        ModelError: the tagger that ships with the package is not there.
    """
    line, tags, labels = marked(tagger.load(language=reading.language), reading)
    headline = bool(reading.article.title.strip())
    known = actors(
        reading.text,
        tuple(names(line, tags.entities)),
        headline=reading.article.body_start if headline else 0,
        quotes=reading.quotes,
    )
    known.turns = turns(reading.text, reading.paragraphs, known.mentions)
    quoted = Quoted(reading)
    roles = stated_roles(
        reading.text, [one for one in known.mentions if one[0].start >= reading.article.body_start]
    )
    page, weights = page_of(line, tags, labels), choose.load(language=reading.language)
    return Voices(
        tuple(Named(*mention) for mention in known.mentions),
        tuple(
            _attribution(reading, known, quoted, roles, choose.choose(weights, page, found))
            for found in link(line, labels)
        ),
    )


def marked(model: tagger.Tagger, reading: Reading) -> tuple[tuple[Token, ...], tagger.Tags, tuple[str, ...]]:
    """The tokens of an article, what the tagger says of them, and its labels as quotation marks mend them."""
    line = tokens(reading)
    tags = tagger.tag(model, reading, line)
    labels = whole_quotations(reading, line, tags.labels)
    labels = without_what_follows(reading, line, labels)
    headline = bool(reading.article.title.strip())
    return line, tags, sure_forms(line, labels, tags.entities, headline=headline)


def _attribution(
    reading: Reading, known: Actors, quoted: Quoted, roles: Mapping[str, tuple[Span, ...]], found: Found
) -> Attribution:
    who = speaker(known, reading.text, found.speaker)
    if who.type in ("medium", "named organisation") and _name(who.actor) == _name(reading.article.source):
        who = Speaker("outlet", None)
    return Attribution(
        content=found.content,
        cue=found.cue,
        speaker=found.speaker,
        kind=quoted.kind(found.content),
        speaker_type=who.type,
        actor=who.actor,
        stance=stance_of(reading.text, found.cue, reading.language),
        role=roles.get(who.actor or "", ()),
    )


def _name(outlet: str | None) -> str:
    """An outlet's name as it is compared: small letters alone, without "the" and what a web address adds.

    >>> _name("The New York Times"), _name("nytimes.com"), _name("New York Times")
    ('newyorktimes', 'nytimes', 'newyorktimes')
    """
    bare = re.sub(r"^(?:the|www\.)\s*|\.(?:com|org|net|co\.uk)$", "", lower(outlet or "").strip())
    return "".join(char for char in bare if char.isalnum())


class Quoted:
    """How many words of any passage of an article stand in quotation marks."""

    def __init__(self, reading: Reading) -> None:
        spans = [word.span for line in reading.words for word in line]
        self._starts = [span.start for span in spans]
        self._within = [0, *accumulate(int(reading.is_quoted(span)) for span in spans)]

    def kind(self, content: Sequence[Span]) -> QuoteKind:
        """Direct when all words stand in quotation marks, indirect when none does, mixed otherwise."""
        every = within = 0
        for part in content:
            first, last = bisect_left(self._starts, part.start), bisect_left(self._starts, part.end)
            every += last - first
            within += self._within[last] - self._within[first]
        if not within:
            return "indirect"
        return "direct" if within == every else "mixed"
