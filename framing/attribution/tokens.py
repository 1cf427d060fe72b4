"""Tokens of an article for the tagger: words, clitics and marks, each with its offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass

from framing.records import Span
from framing.text import Reading

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"
    r"|(?:Mr|Mrs|Ms|Dr|Sens?|Reps?|Govs?|Gen|Lt|Col|Capt|Sgt|St|Prof|Rev|Jr|Sr)\.(?=\W|$)"
    r"|\$?\d+(?:[.,:]\d+)*%?"
    r"|[^\W\d_]+?(?=n['’]t\b)|n['’]t\b"
    r"|['’](?:s|re|ve|ll|d|m)\b"
    r"|[^\W_]+(?:['’][^\W\d_]{3,}|[-–&‐‑][^\W_]+)*"
    r"|\.{2,}|-{2,}|…"
    r"|\S",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """One token; `sentence` is the index in `Reading.sentences` of the sentence that it stands in."""

    text: str
    span: Span
    sentence: int


def tokens(reading: Reading) -> tuple[Token, ...]:
    """The tokens of an article in order of place.

    >>> from framing.records import Article
    >>> from framing.text import read
    >>> article = Article("a", None, None, "unknown", "", "“It can’t be,” Mr. O’Neill’s aide said.")
    >>> [token.text for token in tokens(read(article))]
    ['“', 'It', 'ca', 'n’t', 'be', ',', '”', 'Mr.', 'O’Neill', '’s', 'aide', 'said', '.']
    """
    text = reading.text
    return tuple(
        Token(match.group(), Span(match.start(), match.end()), number)
        for number, sentence in enumerate(reading.sentences)
        for match in _TOKEN.finditer(text, sentence.span.start, sentence.span.end)
    )
