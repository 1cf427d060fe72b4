"""Copied text, pages, dates, outlets and languages: what is found, and by which evidence."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing import corpus
from framing.corpus import cleaning, dates, outlets, windows
from framing.corpus.language import detect
from framing.errors import FramingError
from framing.records import Article

BODY = (
    "The river rose on Friday, and the mayor said that the old bridge would be closed for a week.\n\n"
    "“We will not take any risk,” she told reporters at the town hall.\n\n"
    "Nobody was hurt, and the schools were open again by the end of the day."
)


def plain(folder: Path, text: str) -> Article:
    (folder / "a.txt").write_text(text, encoding="utf-8")
    found = corpus.load([folder / "a.txt"])
    (article,) = found.articles
    return article


def left(article: Article) -> list[str]:
    return [one.span.of(article.text) for one in article.left_out]


TOPS = [
    ("River floods old town\n\n", []),
    ("Join our new Telegram channel and get the latest news!\n\nRiver floods old town\n\n", 1),
    ("12 SHARES\nRiver floods old town\n1.2K\n", 2),
    ("Home > World > Europe\nRiver floods old town\n", 1),
    ("World News\n\nRiver floods old town\n\n", 1),
    ("River floods old town\n\nRiver floods old town\n\n", 1),
    ("# River floods old town\n\n", []),
    ("River floods old town\nBy Jane Doe\nDecember 02, 2019\nShare Tweet Email\n3 min read\n", 4),
    ("River floods old town\nThe old town (Photographer/WikiCommons)\n", 1),
    ("By Jane Doe and John van der Roe\n\nRiver floods old town\n\n", 1),
    ("December 2, 2019\nRiver floods old town\n", 1),
]


@pytest.mark.parametrize(("top", "count"), TOPS)
def test_the_title_is_the_first_real_line(tmp_path, top, count):
    article = plain(tmp_path, top + BODY)
    assert article.title == "River floods old town"
    assert len(article.left_out) == (count or 0)
    assert article.text.startswith("River floods old town\n\n")
    assert BODY in article.text


def test_a_text_may_have_no_title(tmp_path):
    article = plain(tmp_path, BODY)
    assert (article.title, article.text) == ("", BODY)


BELOW = [
    ("- Advertisement -", "an advert"),
    ("Subscribe to our newsletter", "a plea to subscribe, follow or give"),
    ("Sign up here to get the latest offers delivered to your inbox.", "a plea to subscribe, follow or give"),
    ("If you value our journalism, please consider a donation today.", "a plea to subscribe, follow or give"),
    ("READ MORE: Bridge closed again", "a link to other articles"),
    ("News | Sport | Weather | Jobs", "a list of links or categories"),
    ("Tags: flood, bridge, river", "tags"),
    ("#flood #bridge", "tags"),
    ("Join the Discussion!", "about comments"),
    ("We welcome respectful comments. Abusive posts will be removed.", "about comments"),
    ("Jane Doe is a reporter at The Vale Courier.", "about the author"),
    ("Follow her on Twitter @janedoe", "about the author"),
    ("Disqus content widget", "left over from the page's controls"),
    ("The Associated Press contributed to this report.", "a credit line"),
    ("(Reporting by Jane Doe; Editing by John Roe)", "a credit line"),
    ("© 2019 The Vale Courier. All rights reserved.", "a note on rights"),
    ("Facebook Twitter WhatsApp Email", "a share counter or button"),
    ("(Photo by Jane Doe/Getty Images)", "a picture's caption or credit"),
    ("FILE PHOTO: Mayor Lee speaks at the dam in Halmer, May 4, 2031.", "a picture's caption or credit"),
    ("FILE - In this May 4, 2031, file photo, Mayor Lee speaks at the dam.", "a picture's caption or credit"),
    (
        "Mayor Lee listens at the dam in Halmer, May 4, 2031. REUTERS/Jo Doe/File Photo",
        "a picture's caption or credit",
    ),
    ("Mayor Lee listens at the dam in Halmer. (AP Photo/Jo Doe, File)", "a picture's caption or credit"),
    (
        "Mayor Lee and others discuss it in Halmer. Jo Doe/Handout via REUTERS",
        "a picture's caption or credit",
    ),
    ("(Corrects the spelling of a name in paragraph 22.)", "a credit line"),
]


@pytest.mark.parametrize(("line", "reason"), BELOW)
def test_what_stands_below_the_text_is_left_out(tmp_path, line, reason):
    article = plain(tmp_path, f"River floods old town\n\n{BODY}\n\n{line}\n")
    assert [(one.span.of(article.text), one.reason) for one in article.left_out] == [(line, reason)]


KEPT = [
    "The advertisement ran on Friday, the agency said.",
    "Follow-up talks are planned for next week, she said.",
    "He asked voters to subscribe to the idea of “one town”.",
    "Attorney general visit",
    "‘No other way’",
    "Get out, the judge told him, and he left the room.",
    "Support for the plan has fallen since the vote on the channel.",
    "“Join our channel and get free updates!” the flyer said.",
    "Share prices fell by 3% after the news.",
    "The comments were removed from the report by the ministry, officials said.",
    "By Friday the water had gone.",
    "In 2019 the river rose twice.",
    "Jane Doe is a reporter whom the mayor had never met, he told the court on Monday.",
]


@pytest.mark.parametrize("line", KEPT)
def test_the_articles_own_lines_stay(tmp_path, line):
    first, second, third = BODY.split("\n\n")
    article = plain(tmp_path, f"River floods old town\n\n{first}\n\n{line}\n\n{second}\n\n{third}")
    assert left(article) == []


def test_related_lists_end_with_the_next_paragraph(tmp_path):
    links = "Related articles\n\nBridge closed again\n\nMayor under fire\n\nTen floods in pictures"
    article = plain(tmp_path, f"River floods old town\n\n{BODY}\n\n{links}\n\n{BODY.splitlines()[0]} Again.")
    assert left(article) == links.split("\n\n")


@given(st.lists(st.text("aB .,!?|:@©\n-0“”’", max_size=60), max_size=12))
def test_marks_hold_in_any_text(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("any")
    text = "\n".join([*rows, "River floods old town and the mayor closes the bridge.", *rows, BODY])
    (folder / "a.txt").write_text(text, encoding="utf-8")
    (article,) = corpus.load([folder], language="").articles
    spans = [one.span for one in article.left_out]
    assert spans == sorted(set(spans))
    assert all(article.body_start <= span.start < span.end <= len(article.text) for span in spans)
    assert all("\n" not in span.of(article.text) for span in spans)


@pytest.mark.parametrize(
    "line", ["1" * 590, "1 " * 290, "a " * 290, "share" * 110, "A" * 500, "#a" * 290, "x@" * 290, "A b" * 150]
)
def test_no_line_makes_the_patterns_slow(line):
    import time

    before = time.process_time()
    for where in ("head", "body", "tail", "kicker"):
        cleaning.scraped(line + "$", where)
    assert time.process_time() - before < 1.0


def test_a_table_of_patterns_that_is_broken_says_where():
    with pytest.raises(FramingError, match="line 2"):
        cleaning.parse("# heading\nan advert\tsure\t(", name="own.tsv")


# --- who, when, where ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "author", "day"),
    [
        (
            "By Jane Doe | Updated December 2, 2019 at 3:05 p.m. ET | 4 min read",
            "Jane Doe",
            date(2019, 12, 2),
        ),
        ("December 02, 2019", None, date(2019, 12, 2)),
        ("Published: Mon 2 Dec 2019 10.30 GMT", None, date(2019, 12, 2)),
        ("Published 1 December 2019 · Updated 3 December 2019", None, date(2019, 12, 1)),
        ("By JANE DOE, December 2, 2019", "JANE DOE", date(2019, 12, 2)),
        ("By Jane Doe, Staff Writer", "Jane Doe", None),
        ("2019-12-02 23:59", None, date(2019, 12, 2)),
        ("12/02/2019", None, None),
        ("3 hours ago", None, None),
    ],
)
def test_byline_and_date_line(tmp_path, head, author, day):
    article = plain(tmp_path, f"River floods old town\n\n{head}\n\n{BODY}")
    assert (article.author, article.published) == (author, day)
    assert article.date_from == ("dateline" if day else "unknown")


def test_a_dateline_tells_the_day_only_with_its_year(tmp_path):
    with_year = plain(tmp_path, f"River floods old town\n\nBERLIN, Dec. 6, 2019 (Reuters) – {BODY}")
    assert (with_year.published, with_year.date_from, with_year.credits) == (
        date(2019, 12, 6),
        "dateline",
        ("Reuters",),
    )
    without = plain(tmp_path, f"River floods old town\n\nBERLIN, Dec. 6 (AP) – {BODY}")
    assert (without.published, without.credits) == (None, ("Associated Press",))


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("Jane Doe is the news editor of Antiwar.com, follow her on Twitter @jane.", "Antiwar.com"),
        ("Jane Doe is a reporter at The Vale Courier.", "The Vale Courier"),
        ("Join our verified AMN Telegram channel and get the latest news!", "American Military News"),
        ("CLICK HERE TO GET THE FOX NEWS APP", "Fox News"),
        ("© 2019 The Vale Courier. All rights reserved.", "The Vale Courier"),
        ("Copyright 2019 The Associated Press. All rights reserved.", None),
        ("*story by Aljazeera", "Al Jazeera"),
        ("420 Intel News | 420 Advertising | Business News", "420 Intel"),
        ("Subscribe to our newsletter", None),
        ("Get Vale Post alerts on your phone. Subscribe now.", "Vale Post"),
        ("Sign up to the Flash Blast and get the stories in your inbox.", None),
        ("Jane Doe is the Vale Flash News's crime editor.", "Vale Flash News"),
        ("Jane Doe is a correspondent for Latin America.", None),
        (
            "Vale Harbour Gazette. Your town, your news. Subscribe from 4 crowns a week.",
            "Vale Harbour Gazette",
        ),
    ],
)
def test_the_outlet_is_found_around_the_text(tmp_path, line, source):
    assert plain(tmp_path, f"River floods old town\n\n{BODY}\n\n{line}").source == source


def test_a_byline_may_name_the_outlet(tmp_path):
    article = plain(tmp_path, f"River floods old town\n\nBy Jane Doe, Vale Post\n\n{BODY}")
    assert (article.author, article.source) == ("Jane Doe", "Vale Post")


def test_an_agency_that_signs_is_credited(tmp_path):
    article = plain(tmp_path, f"River floods old town\n\nOLD TOWN (VNA) – {BODY}\n\n*story by VNA")
    assert (article.source, article.credits) == (None, ("VNA",))


def test_outlets_in_the_text_are_credits(tmp_path):
    article = plain(
        tmp_path, f"River floods old town\n\n{BODY}\n\nTwo died, NBC News reported, according to the BBC."
    )
    assert (article.source, article.credits) == (None, ("NBC News", "BBC News"))


@pytest.mark.parametrize(
    "name", ["nytimes.com", "www.nytimes.com", "The New York Times", "NYT", "new york times", "N.Y. Times"]
)
def test_one_name_for_an_outlet(name):
    assert outlets.known().of_name(name) == "The New York Times"


def test_a_table_of_outlets_may_not_contradict_itself():
    with pytest.raises(FramingError, match="line 2"):
        outlets.parse("Vale Post\tvale.example\nVale Times\tvale.example", name="own.tsv")


# --- dates ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2019-12-02", date(2019, 12, 2)),
        ("2019-12-02T23:30:00-06:00", date(2019, 12, 2)),
        ("2019-12-02T00:30:00Z", date(2019, 12, 2)),
        ("Mon, 02 Dec 2019 10:00:00 GMT", date(2019, 12, 2)),
        ("December 2nd, 2019 at 3:05 p.m.", date(2019, 12, 2)),
        ("20191202", date(2019, 12, 2)),
        ("13/02/2019", date(2019, 2, 13)),
        ("02.03.2019", date(2019, 3, 2)),
        ("Mon Dec 02 10:00:00 +0000 2019", date(2019, 12, 2)),
        ("03/04/2019", None),
        ("Mayo 5, 2019", None),
        ("2019-13-01", None),
        ("9" * 90, None),
    ],
)
def test_stated_dates(value, day):
    stated = dates.stated(value)
    assert (stated.day if stated else None) == day


@given(
    st.dates(date(1600, 1, 1), date(2199, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%Y/%m/%d", "%d.%m.%Y"]),
)
def test_a_date_survives_being_written(day, form):
    stated = dates.stated(day.strftime(form) if day.year > 999 else day.isoformat())
    assert stated is not None
    assert stated.day == day


def test_a_month_is_a_window(tmp_path):
    (tmp_path / "a.csv").write_text(f'date,text\n2019-12,"{BODY}"\n')
    (article,) = corpus.load([tmp_path]).articles
    assert (article.published, article.date_from, article.window) == (
        None,
        "inferred",
        (date(2019, 12, 1), date(2019, 12, 31)),
    )


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("It rained on Friday.", None),
        ("He has ruled since May 2018.", (date(2018, 5, 1), windows.LATEST)),
        ("In June 2023, he said that it was over.", (date(2023, 6, 1), windows.LATEST)),
        ("The vote will be held in 2030.", None),
        ("She could be elected in 2030.", None),
        ("“On January 20, 2031, we left,” he joked.", None),
        ("In 1914 the port was taken, about 100 years ago.", (date(1914, 1, 1), windows.LATEST)),
        ("Since 1914, 105 years ago, no one came.", (date(2019, 1, 1), date(2019, 12, 31))),
        (
            "Since 1914, 105 years ago, no one came. Nine died earlier in November.",
            (date(2019, 11, 1), date(2019, 11, 30)),
        ),
    ],
)
def test_windows_hold_only_what_the_text_tells(text, window):
    assert windows.inferred(text) == window


@pytest.mark.data
def test_windows_are_hardly_ever_wrong(data):
    found = corpus.load([data / "events" / "basil.jsonl"]).articles
    told = [(article.published, window) for article in found if (window := windows.inferred(article.body))]
    assert len(told) > 30
    assert all(article and first <= article <= last for article, (first, last) in told)


# --- languages --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (BODY, "en"),
        (
            "Der Fluss ist am Freitag gestiegen und die Brücke wird für eine Woche nicht mehr offen sein. "
            * 2,
            "de",
        ),
        (
            "El río subió el viernes y la alcaldesa dijo que el puente no se abrirá en una semana. " * 2,
            "es",
        ),
        ("Река поднялась в пятницу, и мост закрыли на неделю.", "und-Cyrl"),
        ("নদীর জল বেড়েছে এবং সেতু বন্ধ", "und-Beng"),
        ("Flood!", None),
        ("", None),
    ],
)
def test_languages(text, code):
    found = detect(text)
    assert (found.code if found else None) == code


# --- pages ------------------------------------------------------------------------------------------------

PARAGRAPHS = "".join(
    f"<p>{line} It was the {n}. flood of the year in the old town by the river.</p>"
    for n, line in enumerate(BODY.split("\n\n") * 3)
)
LD = (
    '<script type="application/ld+json">{"@context": "https://schema.org",'
    ' "@graph": [{"@type": ["NewsArticle"], "headline": "River floods old town", %s}]}</script>'
)


def page(folder: Path, head: str = "", body: str = PARAGRAPHS, *, top: str = "") -> Article:
    html = (
        f"<html><head><title>River floods old town | Vale Post</title>{head}</head><body><nav>"
        f"<a href='/'>Home</a></nav><article><h1>River floods old town</h1>{top}{body}"
        "</article></body></html>"
    )
    (folder / "a.html").write_text(html, encoding="utf-8")
    (article,) = corpus.load([folder / "a.html"]).articles
    return article


def test_a_page_is_understood(tmp_path):
    head = LD % (
        '"datePublished": "2019-12-02T23:30:00-06:00", "author": {"name": "Jane Doe"},'
        ' "publisher": {"name": "Vale Post"}'
    )
    article = page(tmp_path, head + '<link rel="canonical" href="https://vale.example/flood">')
    assert (
        article.title,
        article.author,
        article.source,
        article.published,
        article.date_from,
        article.url,
    ) == (
        "River floods old town",
        "Jane Doe",
        "Vale Post",
        date(2019, 12, 2),
        "metadata",
        "https://vale.example/flood",
    )
    assert "“We will not take any risk,”" in article.body
    assert not article.suspect


@pytest.mark.parametrize(
    ("head", "top", "day", "known"),
    [
        ('<link rel="canonical" href="https://a.example/2019/12/02/x">', "", date(2019, 12, 2), "url"),
        (
            '<meta property="article:published_time" content="2019-12-02T10:00:00Z">',
            "",
            date(2019, 12, 2),
            "metadata",
        ),
        ("", "<div>December 2, 2019</div>", date(2019, 12, 2), "dateline"),
        (
            '<meta property="article:published_time" content="2019-12-03T03:37:00+00:00">',
            '<time datetime="2019-12-02T23:37:00-04:00">late</time>',
            date(2019, 12, 2),
            "metadata",
        ),
        ("", "", None, "unknown"),
    ],
)
def test_the_day_of_a_page(tmp_path, head, top, day, known):
    article = page(tmp_path, head, top=top)
    assert (article.published, article.date_from) == (day, known)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (LD % '"isAccessibleForFree": false', PARAGRAPHS[:400]),
        (LD % '"wordCount": 3000', PARAGRAPHS),
    ],
)
def test_a_page_that_looks_cut_is_suspect(tmp_path, head, body):
    assert page(tmp_path, head, body).suspect


def test_the_pages_own_data_may_hold_more(tmp_path):
    text = " ".join(["The river rose again and the bridge was closed for the week."] * 60)
    article = page(tmp_path, LD % f'"articleBody": "{text}"', PARAGRAPHS[:400])
    assert article.body.count("The river rose again") == 60


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_pages_in_other_encodings(tmp_path, encoding):
    head = f"<meta charset='{encoding}'><title>Fl\u00e9od</title>"
    html = f"<html><head>{head}</head><body><h1>Fl\u00e9od</h1>{PARAGRAPHS}</body></html>"
    (tmp_path / "a.html").write_bytes(html.encode(encoding))
    (article,) = corpus.load([tmp_path]).articles
    assert article.title == "Fl\u00e9od"
    assert "“We will" in article.body


# --- the development data -----------------------------------------------------------------------------------


@pytest.mark.data
def test_the_raw_articles_are_understood(data, tmp_path):
    for number, path in enumerate(sorted((data / "seeds").glob("*.txt"), reverse=True)):
        (tmp_path / f"{number}.txt").write_bytes(path.read_bytes())  # by evidence in the texts, not by names
    four, three, two, one, zero = corpus.load([tmp_path]).articles
    assert [a.source for a in (zero, one, two, three, four)] == [
        "American Military News",
        None,
        "Al Jazeera",
        "Antiwar.com",
        "420 Intel",
    ]
    assert [a.published for a in (zero, one, two, three, four)] == [date(2019, 12, 2), None, None, None, None]
    assert two.window == (date(2019, 11, 1), date(2019, 11, 30))
    assert [len(a.left_out) for a in (zero, one, two, three, four)] == [3, 5, 1, 4, 5]
    assert all(20 < len(a.title) < 120 for a in (zero, one, two, three, four))


@pytest.mark.data
def test_pages_are_understood_no_worse_than_by_hand(data):
    scores = corpus.evaluate(data / "extraction")
    ours, hand, day = scores["framing"], scores["trafilatura"], scores["htmldate_original"]
    assert isinstance(ours, dict)
    assert isinstance(hand, dict)
    assert isinstance(day, dict)
    assert ours["body_f1"] >= hand["body_f1"]
    assert ours["with_kept"] >= hand["with_kept"]
    assert ours["title_right"] >= 0.9
    assert ours["date_right"] >= day["date_right"]
    assert ours["date_wrong"] < day["date_wrong"]
