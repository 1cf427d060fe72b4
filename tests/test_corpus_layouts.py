"""Whole copied pages in the layouts that newsrooms use: every line is the title, the article's, or left out.

A line that begins with `=` is the title, one with `~` is to be left out, every other one is the article's.
The texts are our own writing. More of them stand in `layouts.txt`: name, writer, outlet, day, and "suspect"
where the page says that there was more; parted by bars, in a line that begins with `##`.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from framing import corpus

P1 = "The council of Ostmere Bay voted on Tuesday to close the Lark Street baths, which opened in 1911."
P2 = "“We cannot heat a pool that leaks,” said Mira Tolan, the treasurer, after the meeting."
P3 = "Swimmers said they would appeal, and a second vote is expected before the summer."
P4 = "The baths had 40,000 visitors last year, about half as many as ten years ago."

# name: the copied text, then writer, outlet and day as they should be understood
LAYOUTS: dict[str, tuple[str, str | None, str | None, date | None]] = {
    "broadsheet with controls": (
        f"""
~Skip to content
~Subscribe
~Log in
~News | Sport | Culture | Lifestyle
=Council votes to close Lark Street baths
~By Ines Kolar
~Published March 4, 2031 | Updated March 5, 2031
~4 min read
~Share on Facebook
~Share on X
~Listen to this article
~4 min
{P1}
{P2}
~Advertisement
{P3}
~Read more: Ten pools that closed this year
{P4}
~Ines Kolar is a reporter at The Bay Ledger. Follow her on X @ineskolar.
~© 2031 The Bay Ledger. All rights reserved.
""",
        "Ines Kolar",
        "The Bay Ledger",
        date(2031, 3, 4),
    ),
    "agency": (
        f"""
=Ostmere Bay council closes historic baths
~By Ines Kolar and Odo Brandt
~March 4, 2031 5:12 PM UTC · Updated 2 hours ago
OSTMERE BAY, March 4 (Reuters) - {P1}
{P2}
{P3}
~Reporting by Ines Kolar; Editing by Odo Brandt
~Our Standards: The Thomson Reuters Trust Principles.
~Read Next
~Harbour bridge opens after repairs
~Ferry fares to rise in May
""",
        "Ines Kolar and Odo Brandt",
        None,
        date(2031, 3, 4),
    ),
    "byline and date on one line": (
        f"""
=Council votes to close Lark Street baths
~By Ines Kolar | Published: 4 March 2031, 10:30 GMT | Updated: 11:02 GMT, 5 March 2031
~124 shares
~37 View comments
{P1}
{P2}
~Scroll down for video
{P3}
~Share or comment on this article: Council votes to close Lark Street baths
~Most watched News videos
""",
        "Ines Kolar",
        None,
        date(2031, 3, 4),
    ),
    "broadcaster": (
        f"""
~Home
~News
~Sport
=Lark Street baths to close after council vote
~Published
~4 March 2031
~Share
~Image source, Getty Images
~Image caption, The baths on Lark Street opened in 1911
{P1}
{P2}
{P3}
~Have you used the baths? Email your stories to the newsroom at baths@bay.example.
~Related Topics
~Ostmere Bay
~Swimming
~More on this story
~Pool prices to rise
""",
        None,
        None,
        date(2031, 3, 4),
    ),
    "blog": (
        f"""
=Who killed the Lark Street baths?
~Posted on March 4, 2031 by Odo Brandt
{P1}
{P2}
{P3}
~Filed under: Ostmere Bay, Swimming
~Tagged baths, council, Lark Street
~Leave a Reply
~Your email address will not be published. Required fields are marked *
""",
        "Odo Brandt",
        None,
        date(2031, 3, 4),
    ),
    "cookies and newsletters": (
        f"""
~We use cookies to give you the best experience on our site. By continuing you accept our cookie policy.
~Accept all
~Manage preferences
=Lark Street baths to close, council decides
~Ines Kolar
~Tue, Mar 4, 2031, 5:12 PM
{P1}
~Sign up for our Morning Bay newsletter
~Enter your email address
{P2}
~Thank you for signing up!
{P3}
~This site is protected by reCAPTCHA and the Google Privacy Policy and Terms of Service apply.
""",
        "Ines Kolar",
        None,
        date(2031, 3, 4),
    ),
    "related links in between": (
        f"""
=Swimmers vow to fight for Lark Street baths
~by Ines Kolar, Bay Ledger
~Mar. 4, 2031
{P1}
~RELATED: Which pools are still open?
{P2}
~SEE ALSO: The baths in pictures
{P3}
~Also read
~Ferry fares to rise in May
~Harbour bridge opens after repairs
""",
        "Ines Kolar",
        "Bay Ledger",
        date(2031, 3, 4),
    ),
    "comments and policy": (
        f"""
=Council votes to close Lark Street baths
~4th March 2031
~By Ines Kolar
~Reporter
~12 Comments
{P1}
{P2}
{P3}
~Comments
~Comments are closed on this article.
~Please keep your comments respectful and on topic. We moderate all comments before they are published.
~Last updated: 5th March 2031 9:00 am
""",
        "Ines Kolar",
        None,
        date(2031, 3, 4),
    ),
    "captions and credits": (
        f"""
=Furious swimmers protest outside Lark Street baths
~The Lark Street baths in Ostmere Bay. (Photo: Odo Brandt)
~Odo Brandt/AFP via Getty Images
~Ines Kolar, Staff Writer
~March 4, 2031
PARIS (AP) — {P1}
{P2}
~Swimmers protest in front of the baths on Tuesday. Photograph: Odo Brandt/AP
{P3}
~___
~Associated Press writer Odo Brandt in Cape Vail contributed to this report.
~Copyright 2031 The Associated Press. All rights reserved. This material may not be published or broadcast.
""",
        "Ines Kolar",
        None,
        date(2031, 3, 4),
    ),
    "nonprofit": (
        f"""
=Closing the baths costs more than keeping them
~March 4, 2031
~Ines Kolar
{P1}
{P2}
{P3}
~Before you go …
~We rely on readers like you. Please consider a donation to support our independent journalism today.
~Donate now
~This article was originally published by Bay Watchers. Read the original article.
~Republish this article
~This work is licensed under a Creative Commons Attribution 4.0 International License.
""",
        "Ines Kolar",
        None,
        date(2031, 3, 4),
    ),
    "magazine": (
        f"""
~POLITICS
=The Long Goodbye of the Lark Street Baths
How a town gave up its oldest pool
~By Ines Kolar
~MARCH 4, 2031
~SHARE
~SAVE
~Audio: Listen to this story. To hear more, download our app.
{P1}
{P2}
{P3}
~About the Author
~Ines Kolar is a staff writer who covers towns by the sea.
~Explore More Topics
~Swimming, Ostmere Bay
""",
        "Ines Kolar",
        None,
        date(2031, 3, 4),
    ),
    "tabloid": (
        f"""
=FURY as Lark Street baths are axed
~EXCLUSIVE
~By INES KOLAR FOR THE BAY LEDGER
~PUBLISHED: 16:02 EST, 4 March 2031
~UPDATED: 09:10 EST, 5 March 2031
{P1}
{P2}
~CLICK HERE TO GET THE BAY LEDGER APP
{P3}
~Do you know more? Call our news desk on 555 0100.
~Advertisement - Continue Reading Below
{P4}
""",
        "INES KOLAR",
        "The Bay Ledger",
        date(2031, 3, 4),
    ),
}


def more_layouts() -> dict[str, tuple[str, ...]]:
    """The layouts of `layouts.txt`: the copied text, writer, outlet, day, "suspect" if so."""
    found = {}
    for block in (Path(__file__).parent / "layouts.txt").read_text(encoding="utf-8").split("## ")[1:]:
        heading, text = block.split("\n", 1)
        name, *expected = (cell.strip() for cell in heading.split("|"))
        found[name] = (text, *expected)
    return found


MORE = more_layouts()


@pytest.mark.parametrize("name", list(LAYOUTS))
def test_every_line_of_a_layout_is_understood(tmp_path: Path, name: str) -> None:
    marked, author, source, day = LAYOUTS[name]
    check(tmp_path, marked, (author, source, day), suspect=False)


@pytest.mark.parametrize("name", list(MORE))
def test_every_line_of_more_layouts_is_understood(tmp_path: Path, name: str) -> None:
    marked, author, source, day, *warned = MORE[name]
    known = (*(None if cell == "None" else cell for cell in (author, source)), date.fromisoformat(day))
    check(tmp_path, marked, known, suspect=bool(warned))


def check(folder: Path, marked: str, known: tuple[object, ...], *, suspect: bool) -> None:
    rows = marked.strip().split("\n")
    copied = "\n".join(row[1:] if row.startswith(("=", "~")) else row for row in rows)
    (folder / "a.txt").write_text(copied, encoding="utf-8")
    (article,) = corpus.load([folder]).articles
    gone = [one.span.of(article.text) for one in article.left_out]
    assert article.title == next(row[1:] for row in rows if row.startswith("="))
    assert gone == [row[1:] for row in rows if row.startswith("~")]
    assert (article.author, article.source, article.published) == known
    assert article.suspect == suspect
