"""The text of an article with its marks: nothing is added, nothing becomes markup."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_sample import SIGNS, articles, signs

from framing.records import Article, Comparison, Event, LeftOut, Span, Story
from framing.report import assemble
from framing.report.marks import Layer, article_text, highlighted, layers
from framing.text import read
from framing.views import ArticleView

TAGS = re.compile(r"<[^>]*>")
OURS = re.compile(
    r'<(a|span) class="m( z)?"( href="#a1-\w+")? (data-e="[\w ]+" )?data-f="[\w ]+"( data-on="\w+")?'
    r'( tabindex="-1")?>|</(a|span)>'
)
TEXTS = st.text(
    st.sampled_from("ab <>&\"'\n\r\t“”’;#é\u202e") | st.characters(exclude_categories=["Cs"]), max_size=60
)


def layer(name: str, switch: str, start: int, end: int) -> Layer:
    return Layer(name, switch, Span(start, end))


@pytest.mark.parametrize(
    ("found", "shown"),
    [
        ([], "He slammed it"),
        ([layer("e0", "1", 3, 10)], "He [1:slammed] it"),
        ([layer("e0", "1", 3, 10), layer("e1", "2", 3, 13)], "He [1:slammed][2: it]"),
        ([layer("e0", "1", 0, 6), layer("e1", "2", 3, 10)], "[1:He ][1:sla][2:mmed] it"),
        (
            [layer("e0", "1", 0, 10), layer("e1", "2", 0, 2), layer("e2", "2", 3, 10)],
            "[2:He](1: )[2:slammed] it",
        ),
        ([layer("e0", "9", 3, 10)], "He [:slammed] it"),
    ],
)
def test_the_shortest_mark_is_on_top(found: list[Layer], shown: str) -> None:
    page = highlighted("He slammed it", Span(0, 13), found, prefix="a1", off={"9"})
    on = re.sub(r'<a [^>]*data-on="(\w+)"[^>]*>', r"[\1:", page)
    on = re.sub(r'<span [^>]*data-on="(\w+)">', r"(\1:", on).replace("</span>", ")")
    assert re.sub(r"<a [^>]*>", "[:", on).replace("</a>", "]") == shown


def test_a_mark_in_pieces_is_one_stop_of_the_tab_key() -> None:
    page = highlighted(
        "one two three", Span(0, 13), [layer("e0", "1", 0, 13), layer("e1", "2", 4, 7)], prefix="a1"
    )
    assert page.count("<a ") == 3
    assert page.count('tabindex="-1"') == 1


@given(TEXTS, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from("12q"))))
def test_marks_add_nothing_to_the_text(text: str, places: list[tuple[int, int, str]]) -> None:
    found = [
        layer(f"e{number}", switch, min(a, b, len(text)), min(max(a, b), len(text)))
        for number, (a, b, switch) in enumerate(places)
    ]
    page = highlighted(text, Span(0, len(text)), [one for one in found if len(one.span)], prefix="a1")
    bare = OURS.sub("", page)
    assert "<" not in bare
    assert ">" not in bare
    assert unescape(bare) == text


@given(TEXTS, TEXTS, st.lists(st.tuples(st.integers(0, 130), st.integers(0, 130)), max_size=3))
def test_a_whole_article_is_its_text(title: str, body: str, gone: list[tuple[int, int]]) -> None:
    title = " ".join(title.split())
    text, start = (f"{title}\n\n{body}", len(title) + 2) if title else (body, 0)
    spans = [Span(max(a, start), min(b, len(text))) for a, b in gone]
    left = tuple(LeftOut(span, 'a "plea" <b>') for span in spans if span.start < span.end)
    item = replace(articles()[0], title=title, text=text, left_out=left)
    view = view_of(item)
    switches = {sign.id: str(number) for number, sign in enumerate(SIGNS)}
    page = article_text(view, layers(view, switches))
    assert unescape(TAGS.sub("", page)) == text


def view_of(item: Article) -> ArticleView:
    reading = read(item)
    found = {item.id: replace(signs(reading), profiles=())}
    event, story = Event("x", "x", (item.id,)), Story("x", ("x",))
    return assemble(event, story, [reading], found, {}, {}, Comparison("x", (), ()), shown=SIGNS).articles[0]


def test_what_is_left_out_is_shown_with_its_reason() -> None:
    page = article_text(view_of(articles()[0]), ())
    assert '<div class="out" data-why="plea">Subscribe to our newsletter' in page
