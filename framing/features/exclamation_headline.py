"""Headlines that exclaim."""

from __future__ import annotations

from collections.abc import Iterator

from framing.features._headline import headline_to
from framing.records import Evidence
from framing.text import Reading

ORDER = 110
TITLE = "Exclamation headline"
MEANING = "The headline ends a statement with an exclamation mark, which adds excitement or alarm."
UNIT = "headline"


def find(reading: Reading) -> Iterator[Evidence]:
    """The headline's exclamation, if it makes one."""
    span = headline_to(reading, "!")
    if span is not None:
        yield Evidence("exclamation_headline", span, note="the headline exclaims")
