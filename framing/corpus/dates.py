"""Days as people and machines write them; a day that two readers would read differently is none."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from framing.lexicons.languages import supported


def _any(names: Iterable[Sequence[str]]) -> str:
    """A pattern for every way to write these names, in every language that has a folder."""
    written = sorted({form for forms in names for form in forms}, key=lambda form: (-len(form), form))
    return "(?:" + "|".join(re.escape(form) + (r"\.?" if len(form) < 5 else "") for form in written) + ")"


MONTH = _any(forms for language in supported() for forms in language.months)
WEEKDAY = _any(forms for language in supported() for forms in language.weekdays)
_NUMBER_OF = {
    form.lower(): number
    for language in supported()
    for number, forms in enumerate(language.months, start=1)
    for form in forms
}
YEAR = r"(?:1[6-9]|20|21)\d\d"
_YEARS = re.compile(YEAR)
_FIRST, _LAST = 1600, 2199
_LONGEST = 60  # characters of a date before or after its year

_MONTH_FIRST = rf"(?P<month>{MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>{YEAR})"
_DAY_FIRST = (
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\.|\s+(?:of|de))?[\s-]+"
    rf"(?P<month>{MONTH})(?:\s+de\b)?[\s,-]+(?P<year>{YEAR})"
)
_ISO = rf"(?P<year>{YEAR})(?P<sep>[-/.])(?P<month>\d{{1,2}})(?P=sep)(?P<day>\d{{1,2}})"
_NUMBERS = rf"(?P<first>\d{{1,2}})(?P<sep>[-/.])(?P<second>\d{{1,2}})(?P=sep)(?P<year>{YEAR})"
_CLOCK = (
    r"(?:[T,\s]|\bat\b|\|)*\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d{1,9})?)?\s*(?:[ap]\.?m\.?)?"
    r"\s*(?:Z|UTC|GMT|[A-Z]{1,2}S?T|[+-]\d{2}:?\d{2})?(?:\s*\(?[A-Z]{2,4}\)?)?"
)
_BEFORE = rf"(?:{WEEKDAY}\.?,?\s+)?"
FORMS = tuple(
    re.compile(rf"\b{_BEFORE}{form}(?!\d)", re.IGNORECASE)
    for form in (_MONTH_FIRST, _DAY_FIRST, _ISO, _NUMBERS)
)
_WHOLE = tuple(
    re.compile(rf"\s*{_BEFORE}{form}(?:{_CLOCK})?\s*", re.IGNORECASE)
    for form in (_MONTH_FIRST, _DAY_FIRST, _ISO, _NUMBERS)
)
_COMPACT = re.compile(rf"\s*(?P<year>{YEAR})(?P<month>\d\d)(?P<day>\d\d)(?:T?\d{{4,6}}Z?)?\s*")
_YEAR_MONTH = re.compile(
    rf"\s*(?P<year>{YEAR})-(?P<month>\d\d)\s*|\s*(?P<name>{MONTH})\s+(?P<year2>{YEAR})\s*", re.I
)
# "Mon Dec 02 10:00:00 +0000 2019", as Twitter and C write it
_CTIME = re.compile(
    rf"\s*{WEEKDAY}\s+(?P<month>{MONTH})\s+(?P<day>\d{{1,2}})\s+[\d:]{{5,8}}\s+(?:\S+\s+)?(?P<year>{YEAR})\s*"
)
_URL = re.compile(
    r"[/_.-](?P<year>(?:19[5-9]|20[0-4])\d)(?P<sep>[/-])(?P<month>\d{1,2}|[a-z]{3,9})(?P=sep)(?P<day>\d{1,2})(?=[/_.-]|$)"
    r"|[/_-](?P<year2>20[0-4]\d)(?P<month2>[01]\d)(?P<day2>[0-3]\d)(?=[/_.-]|$)",
    re.IGNORECASE,
)
_URL_MONTH = re.compile(r"/(?P<year>(?:19[5-9]|20[0-4])\d)/(?P<month>[01]?\d|[a-z]{3,9})/", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stated:
    """What a stated date says: a day, or only the first and last day it can mean."""

    day: date | None
    window: tuple[date, date] | None = None


def stated(value: object) -> Stated | None:
    """The day that a value states, as written (time zones never move it); None when it states none.

    >>> stated("2019-12-02T23:30:00-06:00").day, stated("December 02, 2019").day.isoformat()
    (datetime.date(2019, 12, 2), '2019-12-02')
    >>> stated("03/04/2019"), stated("soon")
    (None, None)
    """
    if isinstance(value, datetime):
        return _in_range(value.date())
    if isinstance(value, date):
        return _in_range(value)
    if not isinstance(value, str) or len(value) > 100:
        return None
    for form in (*_WHOLE, _COMPACT, _CTIME):
        match = form.fullmatch(value)
        if match:
            day = of_match(match)
            return Stated(day) if day else None
    match = _YEAR_MONTH.fullmatch(value)
    if match:
        number = _month(match["month"] or match["name"])
        return Stated(None, month_window(int(match["year"] or match["year2"]), number)) if number else None
    return None


def _in_range(day: date) -> Stated | None:
    return Stated(date(day.year, day.month, day.day)) if _FIRST <= day.year <= _LAST else None


def of_match(match: re.Match[str]) -> date | None:
    """The day of one match of `FORMS`; None when there is no such day or two readings of it."""
    found = match.groupdict()
    if found.get("first"):
        first, second = int(found["first"]), int(found["second"])
        if first <= 12 and second <= 12 and first != second and found["sep"] != ".":
            return None  # 3/4/2019 is in March or in April; with dots the day stands first everywhere
        day, month = (first, second) if second <= 12 else (second, first)
        if month > 12:
            return None
    else:
        day, month = int(found["day"]), _month(found["month"])
    return _date(int(found["year"]), month, day)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(name: str) -> int:
    """The number of a month's name or number; 0 for none.

    >>> _month("Sept."), _month("12"), _month("foo")
    (9, 12, 0)
    """
    if name.isdigit():
        return int(name) if 1 <= int(name) <= 12 else 0
    return _NUMBER_OF.get(name.lower().rstrip("."), 0)


def month_number(name: str) -> int:
    """The number of a month by its name, short or long; 0 for none."""
    return _month(name)


def month_window(year: int, month: int) -> tuple[date, date]:
    """The first and the last day of a month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def in_url(url: str) -> date | None:
    """The day that stands in an address, in the order year, month, day.

    >>> in_url("https://a.org/news/2019/12/02/flood.html"), in_url("https://a.org/news/2019/12/flood")
    (datetime.date(2019, 12, 2), None)
    """
    for match in _URL.finditer(url.split("?")[0]):
        year = match["year"] or match["year2"]
        day = _date(int(year), _month(match["month"] or match["month2"]), int(match["day"] or match["day2"]))
        if day:
            return day
    return None


def month_in_url(url: str) -> tuple[date, date] | None:
    """The month that stands in an address, as its first and last day."""
    match = _URL_MONTH.search(url.split("?")[0])
    number = _month(match["month"]) if match else 0
    return month_window(int(match["year"]), number) if match and number else None


def full_dates(text: str) -> tuple[tuple[int, date], ...]:
    """Every full date written in a text, with where it begins, in order of place.

    >>> [day.isoformat() for _, day in full_dates("On Dec. 5, 2019, and on 6 December 2019.")]
    ['2019-12-05', '2019-12-06']
    """
    found = {
        match.start(): day
        for start, end in _around_years(text)
        for form in FORMS
        for match in form.finditer(text, start, end)
        if (day := of_match(match)) is not None
    }
    return tuple(sorted(found.items()))


def _around_years(text: str) -> Iterator[tuple[int, int]]:
    """The stretches that can hold a full date, none of them overlapping: looking elsewhere costs the most."""
    start = end = -1
    for match in _YEARS.finditer(text):
        if match.start() - _LONGEST > end:
            if end > 0:
                yield start, end
            start = max(0, match.start() - _LONGEST)
        end = match.end() + _LONGEST
    if end > 0:
        yield start, end
