"""How much of the text is quotation."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from framing.records import Evidence, Span
from framing.text import Reading

ORDER = 90
TITLE = "Quotation"
MEANING = "The share of all words that stands in quotation marks: how far the sources speak for themselves."
UNIT = "share"
ABOUT_MARKS = True


def find(reading: Reading) -> Iterator[Evidence]:
    """The passages in quotation marks; each weighs as many words as it holds."""
    words = [word.span for line in reading.words for word in line]
    starts, ends = [span.start for span in words], [span.end for span in words]
    for quote in reading.quotes:
        count = bisect_right(ends, quote.span.end) - bisect_left(starts, quote.span.start)
        if count > 0:
            plural = "word" if count == 1 else "words"
            inner = quote.inner.of(reading.text)
            lead = len(inner) - len(inner.lstrip())
            span = Span(quote.inner.start + lead, quote.inner.start + len(inner.rstrip()))
            yield Evidence(
                "quotation", span, weight=float(count), note=f"{count} {plural} in quotation marks"
            )
