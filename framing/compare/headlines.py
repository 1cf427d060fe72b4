"""Headlines side by side: what each one says that no other does, and whether its body bears it out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from framing.compare.variants import stem
from framing.compare.vectors import Line, Vectors, weigh
from framing.compare.weights import STOP
from framing.records import Span
from framing.text import Reading


@dataclass(frozen=True, slots=True)
class Headline:
    """One article's headline.

    `own` are the words that stand in no other headline of the event, `unsupported` those that stand nowhere
    in the article's body (in no form), `supported` the share in [0, 1] of its weight that the nearest
    sentence of the body carries, `sentence` that sentence's index (None without a body). `quoted`: the words
    in quotation marks. `asks` and `shouts` tell of a question mark and an exclamation mark.
    """

    article: str
    span: Span
    own: tuple[Span, ...]
    unsupported: tuple[Span, ...]
    supported: float
    sentence: int | None
    quoted: tuple[Span, ...]
    asks: bool
    shouts: bool


def headlines(readings: Sequence[Reading]) -> tuple[Headline, ...]:
    """The headlines of an event, in the order given; articles without one are passed over.

    >>> from framing.records import Article
    >>> from framing.text import read
    >>> def article(name, title, body):
    ...     return read(Article(name, name, None, "unknown", title, title + chr(10) * 2 + body))
    >>> found = headlines([
    ...     article("a", "Thugs wreck square", "Young people wrecked the square."),
    ...     article("b", "Protest in square ends", "A protest in the square ended."),
    ... ])
    >>> [span.of("Thugs wreck square") for span in found[0].unsupported]
    ['Thugs']
    """
    found = weigh(readings)
    titles = Counter(
        term for line in found.lines if line.index == 0 for term in {_undotted(term) for term in line.terms}
    )
    return tuple(
        _headline(found, at, reading, titles)
        for at, reading in enumerate(readings)
        if reading.sentences and reading.sentences[0].index == 0
    )


def _headline(found: Vectors, at: int, reading: Reading, titles: Counter[str]) -> Headline:
    lines = [(n, line) for n, line in enumerate(found.lines) if line.article == at]
    head = next(n for n, line in lines if line.index == 0)
    body = [(n, line) for n, line in lines if line.index > 0]
    said = {term for _, line in body for term in line.terms}
    nearest = max(body, key=lambda each: (_covered(found, head, each[1]), -each[0]), default=None)
    span = found.lines[head].sentence.span
    own, unsupported = [], []
    for word in reading.words[0]:
        term = stem(word.lower)
        if word.lower in STOP or len(term) < 2 or term not in found.weight:
            continue
        if titles[_undotted(term)] == 1:
            own.append(word.span)
        if term not in said:
            unsupported.append(word.span)
    text = span.of(reading.text)
    return Headline(
        article=reading.article.id,
        span=span,
        own=tuple(own),
        unsupported=tuple(unsupported),
        supported=round(_covered(found, head, nearest[1]), 4) if nearest else 0.0,
        sentence=nearest[1].index if nearest else None,
        quoted=tuple(quote.span for quote in reading.quotes if span.contains(quote.span)),
        asks="?" in text,
        shouts="!" in text,
    )


def _undotted(term: str) -> str:
    """ "F.B.I." is the FBI."""
    return term.replace(".", "")


def _covered(found: Vectors, head: int, line: Line) -> float:
    shared = sum(found.weight[term] for term in found.lines[head].terms if term in set(line.terms))
    return min(1.0, shared / (found.mass[head] or 1.0))
