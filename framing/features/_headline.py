"""What the signs of the headline have in common."""

from __future__ import annotations

from framing.records import Span
from framing.text import Reading


def headline_to(reading: Reading, mark: str) -> Span | None:
    """The headline's first words up to a mark (those in quotation marks, where the mark stands in them).

    The outlet's own mark goes before one that it quotes. None where there is no headline or no such mark.
    """
    if not reading.sentences or reading.sentences[0].index != 0:
        return None
    head = reading.sentences[0].span
    quoted = None
    for at in range(head.start, head.end):
        if reading.text[at] == mark:
            quote = reading.quote_at(Span(at, at + 1))
            if quote is None:
                return Span(head.start, at + 1)
            quoted = quoted or quote.inner
    return quoted
