"""Bylines, date lines and datelines in the styles of many newsrooms, line by line."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.corpus import bylines
from framing.corpus.datelines import dateline

D4, D5 = date(2031, 3, 4), date(2031, 3, 5)
DAYS = {
    "Tuesday, March 4, 2031": D4,
    "Tue., Mar. 4, 2031": D4,
    "4 MARCH 2031": D4,
    "4th of March, 2031": D4,
    "04-Mar-2031": D4,
    "04.03.2031": D4,
    "18:45 04.03.2031": D4,
    "2031-03-04T18:45:00Z": D4,
    "2031-03-04T23:45:00-05:00": D4,
    "2031/03/04 18:45": D4,
    "March 4th 2031, 6:45:12 pm": D4,
    "Mar 04, 2031, 06:45PM EST": D4,
    "March 4, 20314:46 PM ET": D4,
    "Posted at 18:45, 4 Mar 2031": D4,
    "First published: Tuesday 4 March, 2031, 6.45pm": D4,
    "Published 6:45 PM EST, Tue March 4, 2031": D4,
    "Updated 10:12 AM ET, Wed March 5, 2031": D5,
    "Last Updated: 5th March, 2031 11:20 IST": D5,
    "Wednesday 05 March 2031 (updated Thursday 06 March 2031)": D5,
    "Mar 4, 2031 | 18:45": D4,
    "Tuesday 4 March 2031 18:45, UK": D4,
    "Published: 4 Mar, 2031 CET. Updated: Tue 4 Mar 2031 18:45 CET": D4,
    "Published: Mar. 4, 2031 at 6:45 PM EST|Updated: 2 hours ago": D4,
    "March 4, 2031 | Updated: March 5, 2031 8:10 a.m.": D4,
    "TNN / Mar 4, 2031, 04:12 IST": D4,
    "Source: Xinhua| 2031-03-04 18:45:12|Editor: huaxia": D4,
    "India News Press Trust of India Updated: March 04, 2031 6:45 pm IST": D4,
    "Modified: 14/03/2031 - 19:02": date(2031, 3, 14),
    "03/04/31 6:45 PM ET": D4,
    "4/3/2031": None,
    "Issued on: 04/03/2031 - 18:45": None,
}
WRITERS = {
    "By Jane Doe and John Roe, CNN": ("Jane Doe and John Roe", "CNN", None),
    "By Jane Doe, John Roe and Ann Lee": ("Jane Doe, John Roe and Ann Lee", None, None),
    "Jane Doe, USA TODAY": ("Jane Doe", "USA Today", None),
    "Jane Doe | Staff Writer": ("Jane Doe", None, None),
    "By Jane Doe @janedoe": ("Jane Doe", None, None),
    "By Jane Doe, news reporter": ("Jane Doe", None, None),
    "By Jane Doe Global News": ("Jane Doe", "Global News", None),
    "By Jane Doe in Nairobi": ("Jane Doe", None, None),
    "Analysis by Jane Doe, CNN": ("Jane Doe", "CNN", None),
    "By Al Jazeera Staff": (None, "Al Jazeera", None),
    "By Associated Press": (None, None, None),
    "By Jane Doe Mar 4, 2031 6:45 PM": ("Jane Doe", None, D4),
    "Jane Doe March 4, 2031": ("Jane Doe", None, D4),
    "Jane Doe Published March 4, 2031 Updated March 4, 2031 10:32am": ("Jane Doe", None, D4),
    "by Jane Doe on March 4, 2031 in News": ("Jane Doe", None, D4),
    "Jane Doe · CBC News · Posted: Mar 04, 2031 6:45 PM EST": ("Jane Doe", "CBC News", D4),
    "BBC News, Ostmere Bay": (None, "BBC News", None),
}
OTHERS = (
    "A vote on March 4, 2031 closed it",
    "By March 4, 2031, the pool was shut",
    "Jane Doe said so on March 4, 2031",
    "Born March 4, 2031",
    "By the time Jane Doe came, it had closed",
    "Reuters, London and other agencies",
    "Words fail",
    "Jane Doe / AP",
    "In News",
)
DATELINES = {
    "WASHINGTON (AP) — It rained.": "Associated Press",
    "London (CNN) It rained.": "CNN",
    "Mumbai, March 4 (PTI) It rained.": "Press Trust of India",
    "LAGOS, March 4, 2031 (Reuters) - It rained.": "Reuters",
    "KYIV, Ukraine — It rained.": None,
}


@pytest.mark.parametrize("line", DAYS)
def test_a_date_line_gives_its_day_or_none_where_it_can_be_read_in_two_ways(line: str) -> None:
    found = bylines.credit_line(line)
    assert found is not None
    assert found.day == DAYS[line]


@pytest.mark.parametrize("line", WRITERS)
def test_a_byline_gives_writer_outlet_and_day(line: str) -> None:
    found = bylines.credit_line(line) or bylines.outlet_line(line)
    assert found is not None
    assert (found.author, found.outlet, found.day) == WRITERS[line]


@pytest.mark.parametrize("line", OTHERS)
def test_a_sentence_is_no_byline(line: str) -> None:
    assert bylines.credit_line(line) is None


@pytest.mark.parametrize("opening", DATELINES)
def test_a_dateline_gives_its_agency(opening: str) -> None:
    found = dateline(opening)
    assert found is not None
    assert found.agency == DATELINES[opening]


@pytest.mark.parametrize(
    "opening",
    ["It rained - a lot.", "Rain: it fell.", "The Mayor (left) Sang.", "Vale County (VCP) Police came."],
)
def test_a_sentence_is_no_dateline(opening: str) -> None:
    assert dateline(opening) is None


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.sampled_from(["%B %d, %Y", "%d %b %Y", "%Y-%m-%d"]))
def test_every_day_is_read_as_it_is_written(day: date, style: str) -> None:
    found = bylines.credit_line(f"Published {day.strftime(style)} 18:45 GMT")
    assert found is not None
    assert found.day == day
