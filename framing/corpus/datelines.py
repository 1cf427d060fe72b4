"""The dateline with which a first paragraph opens: place, agency and day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from framing.corpus import outlets
from framing.corpus.dates import FORMS, MONTH, WEEKDAY, YEAR, of_match

_DATELINE = re.compile(
    r"(?P<place>[^\W\d_a-z](?:[^\W\d_a-z]|[ .’'-]){2,40}(?:,\s+[A-Z][\w.]{1,20}){0,2})?,?\s*"
    rf"(?:\(?(?:{WEEKDAY}\.?,?\s+)?(?P<date>{MONTH}\s+\d{{1,2}}(?:,\s+{YEAR})?"
    rf"|\d{{1,2}}\s+{MONTH}(?:\s+{YEAR})?)\)?)?,?\s*"
    r"(?:\((?P<agency>[A-Z][\w .&’'/-]{1,40})\))?\s*(?:[–—-]{1,2}|:)\s+(?=\S)"
)
# "London (CNN) It rained": an agency that is known needs no dash behind it
_SIGNED_PLACE = re.compile(
    rf"(?P<place>(?:[A-Z][\w.’'-]*,? ?){{1,4}}?),?\s*(?P<date>{MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{MONTH})?,?\s*"
    r"\((?P<agency>[A-Z][\w .&’'/-]{1,40})\)\s+(?=[A-Z“\"])"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """How a first paragraph opens: "MEXICO CITY, Dec. 6 (Reuters) – ". `day` only where its year is there."""

    place: str
    agency: str | None = None
    day: date | None = None


def dateline(paragraph: str) -> Dateline | None:
    """The dateline of a first paragraph, or None.

    >>> dateline("BERLIN, Dec. 6, 2019 (Reuters) – It rained.")
    Dateline(place='BERLIN', agency='Reuters', day=datetime.date(2019, 12, 6))
    >>> dateline("It rained – a lot.")
    """
    opening = paragraph[:200]
    signed_place = _SIGNED_PLACE.match(opening)
    if signed_place and (agency := outlets.known().of_name(signed_place["agency"])):
        return Dateline(signed_place["place"].strip(" ,"), agency)
    match = _DATELINE.match(opening)
    if not match or not (match["place"] or match["agency"]):
        return None
    place = (match["place"] or "").strip(" ,")
    if place and not re.match(r"[^\W\d_a-z]{2}", place):
        return None  # "I – ", not a place in capitals
    agency = _agency(match["agency"] or "")
    day = None
    for form in FORMS:
        found = form.fullmatch(match["date"] or "")
        day = day or (of_match(found) if found else None)
    return Dateline(place, agency, day)


def _agency(signed: str) -> str | None:
    """Who signs a dateline: an outlet that is known, sounds like one, or stands in capitals."""
    known = outlets.known().of_name(signed)
    called = re.fullmatch(r"[A-Z]{2,5}", signed) or outlets.sounds_like_one(signed)
    return known or (signed if called else None)
