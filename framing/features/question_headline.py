"""Headlines that ask."""

from __future__ import annotations

from collections.abc import Iterator

from framing.features._headline import headline_to
from framing.records import Evidence
from framing.text import Reading

ORDER = 100
TITLE = "Question headline"
MEANING = "The headline asks a question, which can raise a suspicion without stating it."
UNIT = "headline"


def find(reading: Reading) -> Iterator[Evidence]:
    """The headline's question, if it asks one."""
    span = headline_to(reading, "?")
    if span is not None:
        yield Evidence("question_headline", span, note="the headline asks instead of stating")
