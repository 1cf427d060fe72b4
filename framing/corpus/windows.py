"""Between which days an article without a date must have been published, by what its text says.

Only evidence that holds by itself is used: a day that is reported as past comes before the article, and "in
1914 … 105 years ago" is arithmetic. Nothing is guessed from how recent the news sounds, nor from what is
announced (old announcements are quoted for years); a side that stays open is `LATEST`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from framing.corpus.dates import FORMS, MONTH, full_dates, month_number, month_window, of_match

# An open end is a far day, not the last one there is: adding days to it must not fail.
EARLIEST, LATEST = date(1, 1, 1), date(2199, 12, 31)

_YEAR = r"(?:18|19|20)\d\d"
_ANY_YEAR = re.compile(rf"\b{_YEAR}\b")
_BORDER = re.compile(r"[!?\n]|(?<=\w\w\w)\.(?=\s|[\"”’])")
_REACH = 400  # characters on either side of a year in which its sentence is looked for
_QUOTED = re.compile(r"“[^”\n]*(?:”|$)|\"[^\"\n]*(?:\"|$)", re.MULTILINE)
_DID = (
    r"(?:was|were|had|did|took|began|became|died|won|lost|told|made|came|went|found|left|met|saw|fell|rose|said|gave|held"
    r"|ran|stood|broke|shot|got|\w{2,}(?<!ne)(?<!inde)ed)"
)
_TIME = (
    rf"(?P<time>{MONTH}\s+\d{{1,2}},?\s+{_YEAR}|\d{{1,2}}\s+{MONTH}\s+{_YEAR}|{MONTH}\s+{_YEAR}|{_YEAR})"
    r"\b(?!\s*[-–’'%]|\s+(?:dollars|prices|money|terms|elections?|campaigns?|races?))"
)
_NEAR = r"(?:(?!effective|next|until|before|to\b|for\b|by\b)[\w’'$-]+\s+)"
# What tells that a day lies behind the writer: "since May", "died there in 2018", "In 2018, the court ruled".
_PAST = (
    re.compile(rf"\b[Ss]ince\s+{_TIME}"),
    re.compile(rf"\b{_DID}\s+{_NEAR}{{0,3}}(?:back\s+)?(?:in|on|during)\s+(?:late\s+|early\s+|mid-)?{_TIME}"),
    re.compile(
        rf"(?:^|[.”\"]\s+)(?:Back )?(?:In|On|During)\s+(?:late\s+|early\s+|mid-)?{_TIME},?"
        rf"\s+{_NEAR}{{1,6}}?{_DID}\b"
    ),
)
_MODAL = re.compile(
    r"\b(?:will|would|could|can|may|might|should|if|be|become|going|proposed|proposal|bill|starting|running|win|winning)\b"
)
_BEFORE = 90  # characters before such a place in which a modal takes its force
_YEARS_AGO = re.compile(r"(?P<before>\b\w+\s+)?\b(?P<years>\d{1,3})\s+years\s+ago\b")
_ABOUT = frozenset("about around some nearly almost roughly over than approximately least".split())
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
# "on Friday" with no date beside it, and a date with its day: "Friday, Nov. 29, 2019"
_BARE = re.compile(
    rf"\bon\s+(?P<name>{'|'.join(_DAYS)})\b(?!,?\s+(?:{MONTH}|\d|the\s+\d|nights?\b|mornings\b))"
)
_DATED = re.compile(rf"\b(?P<name>{'|'.join(_DAYS)}),?\s+(?={MONTH}\s+\d|\d{{1,2}}\s+{MONTH})")
_DONE, _DONE_NEAR = re.compile(rf"\b{_DID}\b"), 90
_FORTNIGHT = timedelta(days=14)
_THIS_MONTH = re.compile(r"\b[Ee]arlier (?:this month,? )?in (?P<month>[A-Z][a-z]{2,8})\b(?!\s+\d)")


@dataclass(frozen=True, slots=True)
class Window:
    """The first and the last day that are possible; `EARLIEST` or `LATEST` where a side is open."""

    first: date = EARLIEST
    last: date = LATEST

    def narrowed(self, other: Window) -> Window:
        """The days that are in both."""
        return Window(max(self.first, other.first), min(self.last, other.last))

    @property
    def holds(self) -> bool:
        return self.first <= self.last


def inferred(text: str) -> tuple[date, date] | None:
    """The first and last day on which a text can have been published, None where nothing tells.

    >>> inferred("In 1914 the port was taken, 105 years ago. Nine died earlier in November.")
    (datetime.date(2019, 11, 1), datetime.date(2019, 11, 30))
    >>> inferred("It rained on Friday.")
    """
    sentences = _with_years(text)
    found = Window(_latest_past(sentences), LATEST)
    year = _year_by_arithmetic(sentences)
    if year is not None:
        closer = found.narrowed(Window(date(year, 1, 1), date(year, 12, 31)))
        found = closer if closer.holds else found
    month = _THIS_MONTH.search(text)
    if month and month_number(month["month"]) and found.first.year == found.last.year:
        closer = found.narrowed(Window(*month_window(found.first.year, month_number(month["month"]))))
        found = closer if closer.holds else found
    week = _fortnight(text)
    if week is not None:
        closer = found.narrowed(week)
        found = closer if closer.holds else found
    return None if found == Window() else (found.first, found.last)


def _fortnight(text: str) -> Window | None:
    """The two weeks from the latest date on, where the text says its day ("Friday, Nov. 29") and "on Friday".

    News names a day of the week alone for a week, some weeklies for two; that the day is that date's own, and
    the date the latest one in the text, keeps apart what is remembered. What is announced tells nothing.

    >>> _fortnight("He spoke on Friday, November 29, 2019. The mayor said on Friday that it was over.")
    Window(first=datetime.date(2019, 11, 29), last=datetime.date(2019, 12, 13))
    """
    own = _QUOTED.sub(lambda match: " " * len(match.group()), text)
    every = full_dates(own)
    latest = max((day for _, day in every), default=None)
    if latest is None:
        return None
    name = _DAYS[latest.weekday()]
    starts = {match.start() for match in _DATED.finditer(own) if match["name"] == name}
    if not any(day == latest and at in starts for at, day in every):
        return None
    for match in _BARE.finditer(own):
        near = own[max(0, match.start() - _DONE_NEAR) : match.end() + _DONE_NEAR]
        if match["name"] == name and _DONE.search(near) and not _MODAL.search(near):
            return Window(latest, latest + _FORTNIGHT)
    return None


def _latest_past(sentences: tuple[str, ...]) -> date:
    """The latest day that a sentence in the past tense reports; `EARLIEST` where there is none."""
    own = (
        _QUOTED.sub(" ", line) for line in sentences
    )  # in quotation marks somebody else speaks, at any time
    hits = ((line, match) for line in own for past in _PAST for match in past.finditer(line))
    return max(
        (
            _day(match["time"])
            for line, match in hits
            if not _MODAL.search(line, max(0, match.start() - _BEFORE), match.end())
        ),
        default=EARLIEST,
    )


def _day(time: str) -> date:
    """The first day that a time can mean: a day, a month or a year.

    >>> _day("December 5, 2019"), _day("May 2018"), _day("2018")
    (datetime.date(2019, 12, 5), datetime.date(2018, 5, 1), datetime.date(2018, 1, 1))
    """
    for form in FORMS:
        match = form.fullmatch(time)
        day = of_match(match) if match else None
        if day:
            return day
    return date(int(time[-4:]), month_number(time.split()[0]) or 1 if " " in time else 1, 1)


def _with_years(text: str) -> tuple[str, ...]:
    """The sentences that name a year, in order; only they are looked at."""
    found, end = list[str](), -1
    for match in _ANY_YEAR.finditer(text):
        if match.start() < end:
            continue
        before = text[max(0, match.start() - _REACH) : match.start()]
        start = match.start() - len(before) + max((m.end() for m in _BORDER.finditer(before)), default=0)
        close = _BORDER.search(text, match.end(), match.end() + _REACH)
        end = close.end() if close else min(len(text), match.end() + _REACH)
        found.append(text[start:end].strip())
    return tuple(found)


def _year_by_arithmetic(sentences: tuple[str, ...]) -> int | None:
    """The year that follows from a year and "so many years ago" in one sentence; None where two disagree."""
    years = set[int]()
    for sentence in sentences:
        ago = _YEARS_AGO.search(sentence)
        named = _ANY_YEAR.findall(sentence)
        if not ago or len(named) != 1 or int(ago["years"]) < 2:
            continue
        if (ago["before"] or "").strip().lower() in _ABOUT or int(ago["years"]) % 10 == 0:
            continue  # rounded
        years.add(int(named[0]) + int(ago["years"]))
    return years.pop() if len(years) == 1 else None
