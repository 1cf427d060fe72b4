"""Addresses on an event's page: every piece of evidence has one, and it stays the same."""

from __future__ import annotations

import re
from hashlib import sha256

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
