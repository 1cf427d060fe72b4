"""Sentences, words and quotation marks as offsets."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.records import Article, LeftOut, Span
from framing.text import lower, paragraphs, plain, quotations, read, sentences, words

PIECES = [*"Ab. ,!?\n“”\"'’‘«»()0…-", "Mr.", "he ", "The "]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained. It stopped.", ["It rained.", "It stopped."]),
        ("Mr. Lee and Dr. A. B. Cho met.", ["Mr. Lee and Dr. A. B. Cho met."]),
        ("He works for the F.B.I. It is big.", ["He works for the F.B.I.", "It is big."]),
        ("She left Tenn. The mayor stayed.", ["She left Tenn.", "The mayor stayed."]),
        ("The U.S. Senate met at 5 p.m. on Friday.", ["The U.S. Senate met at 5 p.m. on Friday."]),
        ("“Stop.” She left.", ["“Stop.”", "She left."]),
        ("“Why now?” Mr. Obi asked on Friday.", ["“Why now?” Mr. Obi asked on Friday."]),
        ("“Why?” Obi asked: “Who?”", ["“Why?”", "Obi asked: “Who?”"]),
        ("“Why?” he asked.", ["“Why?” he asked."]),
        ("It fell... and broke. Then … silence.", ["It fell... and broke.", "Then … silence."]),
        ("It hurts. ... We will see.", ["It hurts. ...", "We will see."]),
        ("It cost $1.5 million. See No. 3 for more.", ["It cost $1.5 million.", "See No. 3 for more."]),
        ("No. He said no.", ["No.", "He said no."]),
        ("One line\n\nAnother line", ["One line", "Another line"]),
        ("", []),
    ],
)
def test_sentences(text, expected):
    assert [span.of(text) for span in sentences(text)] == expected


def test_hard_wrapped_text_is_parted_by_blank_lines_only():
    line = "word " * 11 + "ends here and goes"
    text = "\n\n".join("\n".join([line] * 4) for _ in range(3))
    assert len(paragraphs(text)) == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “it is over” twice.", ["it is over"]),
        ('The "reform" is here.', ["reform"]),
        ("The workers' plan and the owners' reply.", []),
        ("It's the dogs' day.", []),
        ("It was 'a mess', he said.", ["a mess"]),
        ("A «grand» plan", ["grand"]),
        ("A »grand« plan, a «small» one and a »third«.", ["grand", "small", "third"]),
        ("« We won », she said.", [" We won "]),
        ("“He told me ‘go’ and left,” she said.", ["He told me ‘go’ and left,"]),
        ("“It goes on", ["It goes on"]),
        ("A 6' wall and a 5\" pipe.", []),
        ("“One.”“Two.”", ["One.", "Two."]),
        ('He said: "No."', ["No."]),
        ("''We won,'' she said. ''At last.''", ["We won,", "At last."]),
        ("the ''reform'' of it", ["reform"]),
        ("``We won,'' she said", ["We won,"]),
        ("‘‘We won,’’ she said", ["We won,"]),
        ("''She asked, 'Who?'''", ["She asked, 'Who?'"]),
        ("''She said 'we won' and left,'' he said", ["She said 'we won' and left,"]),
        ("\"They won, '' he said", ["They won, "]),
        ('“We won," she said. "At last."', ["We won,", "At last."]),
        ('“We "won" it,” she said', ['We "won" it,']),
        ("A wall of 5' 11'' stands.", []),
        ("''It goes on", ["It goes on"]),
        ("It goes ''on", []),
        ('"He went,” she said. "He did.”', ["He went,", "He did."]),
        ('“He went" she said. “He did.”', ["He went", "He did."]),
        ("“He went,“ she said. “He did.”", ["He went,", "He did."]),
        ('"He said “yes” and left," she said.', ["He said “yes” and left,"]),
        ('"They cried "stop" and left," she said.', ['They cried "stop" and left,']),
        ('"We won, "he said.', ["We won, "]),
        ("”We won,” he said.", ["We won,"]),
        ("“ We won,” he said.", [" We won,"]),
    ],
)
def test_quotations(text, expected):
    assert [quote.inner.of(text) for quote in quotations(text, paragraphs(text))] == expected


@pytest.mark.parametrize("mark", ['"', "''"])
def test_a_quotation_runs_on_over_paragraphs(mark):
    text = f"{mark}It began early.\n\n{mark}It ended late,{mark} she said."
    found = quotations(text, paragraphs(text))
    assert [(q.inner.of(text), q.closed) for q in found] == [
        ("It began early.", False),
        ("It ended late,", True),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S.-led force", ["the", "u.s.", "led", "force"]),
        ("don’t stop", ["don't", "stop"]),
        ("4,873 people, 3.5% and the 2nd", ["4,873", "people", "3.5%", "and", "the", "2nd"]),
        ("well-known AT&T", ["well-known", "at&t"]),
        ("café", ["café"]),
    ],
)
def test_words(text, expected):
    assert [word.lower for word in words(text)] == expected


@given(st.text())
def test_plain_forms_keep_the_length(text):
    assert len(plain(text)) == len(lower(text)) == len(text)


@given(TEXTS)
def test_every_offset_is_where_it_says(text):
    spans = sentences(text)
    assert all(span.of(text).strip() == span.of(text) != "" for span in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert "".join("".join(span.of(text) for span in spans).split()) == "".join(text.split())
    for quote in quotations(text, paragraphs(text)):
        assert quote.span.contains(quote.inner)
    assert all(lower(word.span.of(text)) == word.lower for word in words(text))


def test_what_is_left_out_is_not_read():
    body = "It rained.\n\nSIGN UP NOW.\n\nIt stopped."
    text = f"Flood\n\n{body}"
    start = text.index("SIGN")
    gap = LeftOut(Span(start, start + len("SIGN UP NOW.")), "plea")
    reading = read(Article("a", None, None, "unknown", "Flood", text, left_out=(gap,)))
    assert [s.span.of(text) for s in reading.sentences] == ["Flood", "It rained.", "It stopped."]
    assert reading.word_counts() == (5, 0)
    assert reading.sentence_at(start) is None
    assert reading.words_of(reading.sentences[1])[0].lower == "it"


def test_an_article_without_headline_begins_with_sentence_one():
    reading = read(Article("a", None, None, "unknown", "", "“Rain,” she said."))
    assert [s.index for s in reading.sentences] == [1]
    assert reading.is_quoted(Span(1, 5))
    assert not reading.is_quoted(Span(8, 11))
