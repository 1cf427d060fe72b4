"""Addresses on an event's page: every piece of evidence has one, and it stays the same."""

from __future__ import annotations

import re
from hashlib import sha256

from framing.records import Mention
from framing.views import ArticleView

_OTHER_MARK = {"“": "”", "”": "“", '"': '"'}
_NEARLY_ALL = 0.9  # of a sentence in quotation marks, for it to be somebody's words
_OPENS = (1, 2)  # sentences; the headline may stand there again
_DATELINE = re.compile(
    r"\A(?:[A-ZÀ-Þ][A-ZÀ-Þ.’' -]{2,30}(?:, [A-Z][\w.]+)?(?: \([^)\n]{2,20}\))? (?:[—–―-]|--) "
    r"|(?:[A-Z][\w.’'-]+ ){0,3}\([A-Z][A-Z .]{1,10}[A-Z]\)(?: ?[—–―-]+)? )"
)
_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


def article_place(number: int) -> str:
    return f"a{number}"


def sentence_place(number: int, index: int) -> str:
    """Sentence 12 of article 1 is `a1-s12`; its headline is `a1-s0`."""
    return f"a{number}-s{index}"


def evidence_place(number: int, place: int) -> str:
    """`place` counts the article's evidence of every sign, from 0."""
    return f"a{number}-e{place}"


def voice_place(number: int, place: int) -> str:
    return f"a{number}-q{place}"


def verdict_place(number: int, index: int) -> str:
    return f"a{number}-v{index}"


def file_name(event_id: str) -> str:
    """A name for the event's page that is safe on any disk, whatever the id holds.

    >>> file_name("e12ab"), file_name("../../etc") == file_name("../../etc"), "/" in file_name("a/b")
    ('e12ab', True, False)
    """
    if _SAFE.fullmatch(event_id):
        return event_id
    return "x" + sha256(event_id.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def shorten(text: str, words: int) -> str:
    """At most so many words, with an ellipsis where some are left out.

    >>> shorten("It rained all day.", 2)
    'It rained …'
    """
    parts = text.split()
    return " ".join(parts) if len(parts) <= words else " ".join(parts[:words]) + " …"


def paired(text: str) -> str:
    """The text with the quotation mark that one at its other end lacks: a sentence out of a longer quotation.

    >>> paired("It held.”"), paired('"It held, he said.'), paired("“It held,” he said.")
    ('“It held.”', '"It held, he said."', '“It held,” he said.')
    """
    marks = [mark for mark in text if mark in _OTHER_MARK]
    if len(marks) == 1 and text.endswith(("”", '"')):
        return _OTHER_MARK[marks[0]] + text
    if len(marks) == 1 and text.startswith(("“", '"')):
        return text + _OTHER_MARK[marks[0]]
    return text


def without_dateline(text: str) -> str:
    """The first sentence of a text without where and by whom it was filed.

    >>> without_dateline("HALMER — It rained."), without_dateline("Halmer (TNA) It rained.")
    ('It rained.', 'It rained.')
    """
    return _DATELINE.sub("", text)


def as_said(view: ArticleView, mention: Mention, most: int) -> str:
    """A sentence as a finding quotes it; without its dateline, with the marks that it lacks.

    What lies in the middle of a quotation gets both.
    """
    text, span = mention.span.of(view.article.text), mention.span
    inside = any(
        found.feature == "quotation"
        and min(found.span.end, span.end) - max(found.span.start, span.start) >= _NEARLY_ALL * len(span)
        for found in view.evidence
    )
    shown = shorten(without_dateline(text) if mention.sentence in _OPENS else text, most)
    return f"“{shown}”" if inside and not any(mark in text for mark in '“”"') else paired(shown)
