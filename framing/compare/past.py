"""Whether a sentence tells of something that was over well before an article came out."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = "January February March April May June July August September October November December".split()
_LONG_AGO = re.compile(
    r"\b(?:(?:weeks?|months?|years?|decades?|centur(?:y|ies)) (?:ago|earlier|before)"
    rf"|last (?:week|month|year|decade|spring|summer|fall|autumn|winter|{'|'.join(_MONTHS)})"
    r"|(?:formerly|previously|in the past|years past))\b(?![’']s)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\d$€£.,])(1[5-9]\d\d|20\d\d)(?:s|’s|'s)?\b(?![,.]?\d|[ -](?:people|men|women))")
_RECENT = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[Tt]oday|[Tt]onight|[Yy]esterday|[Tt]omorrow)\b"
)
_MONTH = re.compile(rf"\b(?:[Ii]n|[Ss]ince|[Oo]f|[Ee]arly|[Ll]ate) ({'|'.join(_MONTHS)})\b")


def long_past(text: str, day: date) -> bool:
    """True when a sentence names a time that was past by weeks or more on a day, and no day of the week.

    A month without a year is the last one of that name, but for the month of the day and the two behind it.

    >>> day = date(2016, 6, 12)
    >>> long_past("He ran for president in 2008.", day), long_past("He will run in 2020.", day)
    (True, False)
    >>> long_past("She left office two years ago.", day), long_past("She left on Sunday.", day)
    (True, False)
    >>> long_past("Mails released on Friday tell of 2012.", day), long_past("Last year’s vote stands.", day)
    (False, False)
    >>> long_past("The plan was dropped in March.", day), long_past("The vote is due in July.", day)
    (True, False)
    """
    if _RECENT.search(text):
        return False
    if _LONG_AGO.search(text):
        return True
    if any(int(year) < day.year for year in _YEAR.findall(text)):
        return True
    return any((_MONTHS.index(month) + 1 - day.month) % 12 > 2 for month in _MONTH.findall(text))
