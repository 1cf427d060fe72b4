"""What the tagger sees of each token: its word, its ending, its shape, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from framing.attribution.cues import reporting_forms
from framing.attribution.tokens import Token
from framing.text import Reading, lower

UNKNOWN = 0
FREQUENT, ENDINGS, BEGINNINGS, SHAPES = 4000, 2048, 2048, 64
FLAGS = (
    "in quotation marks",
    "opens a quotation",
    "closes a quotation",
    "in a long quotation",
    "in a quotation left open",
    "first of its sentence",
    "last of its sentence",
    "first of its paragraph",
    "in the headline",
    "first sentence of its paragraph",
    "sentence holds a quotation",
    "paragraph opens with a quotation",
    "in brackets",
    "may report speech",
)
_LONG = 24  # characters; shorter ones are mostly terms and titles
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Encoded:
    """The tokens of an article as numbers, one row a token.

    `ids` has shape (n, 5): word, frequent word, ending, beginning, shape. `flags` has shape
    (n, len(FLAGS)), each 0 or 1.
    """

    ids: NDArray[np.int32]
    flags: NDArray[np.float32]


def normal_form(word: str) -> str:
    """A word as the vocabulary has it: lower case, plain apostrophes, every digit a 0.

    >>> normal_form("Mid-1990s")
    'mid-0000s'
    """
    return _DIGIT.sub("0", lower(word))


@lru_cache(maxsize=1 << 17)
def _looks(text: str) -> tuple[str, int, int, int, bool]:
    low = normal_form(text)
    shape = re.sub(r"[A-ZÀ-ÖØ-Þ]", "X", re.sub(r"[a-zß-öø-ÿ]", "x", text))
    shape = re.sub(r"(.)\1{2,}", r"\1\1", re.sub(r"\d", "d", shape))[:6]
    return (
        low,
        crc32(low[-3:].encode()) % ENDINGS,
        crc32(low[:4].encode()) % BEGINNINGS,
        crc32(shape.encode()) % SHAPES,
        low in reporting_forms(),
    )


def encode(reading: Reading, line: Sequence[Token], vocabulary: Mapping[str, int]) -> Encoded:
    """The numbers of every token of an article; `vocabulary` leads from a lower-case word to its row."""
    ids = np.zeros((len(line), 5), dtype=np.int32)
    flags = np.zeros((len(line), len(FLAGS)), dtype=np.float32)
    for number, token in enumerate(line):
        low, ending, beginning, shape, reports = _looks(token.text)
        word = vocabulary.get(low, UNKNOWN)
        ids[number] = (word, word if word < FREQUENT else UNKNOWN, ending, beginning, shape)
        flags[number, 13] = reports
    _places(reading, line, flags)
    _quotations(reading, line, flags)
    return Encoded(ids, flags)


def _places(reading: Reading, line: Sequence[Token], flags: NDArray[np.float32]) -> None:
    starts = {paragraph.start for paragraph in reading.paragraphs}
    headline = bool(reading.article.title.strip())
    first_sentence, depth = False, 0
    for number, token in enumerate(line):
        opens = number == 0 or line[number - 1].sentence != token.sentence
        row = flags[number]
        if opens:
            first_sentence, depth = token.span.start in starts, 0
        row[5] = opens
        row[6] = number + 1 == len(line) or line[number + 1].sentence != token.sentence
        row[7] = opens and first_sentence
        row[8] = headline and token.sentence == 0
        row[9] = first_sentence
        depth += token.text in "(["
        row[12] = depth > 0
        depth -= token.text in ")]" and depth > 0


def _quotations(reading: Reading, line: Sequence[Token], flags: NDArray[np.float32]) -> None:
    quotes, at = reading.quotes, 0
    holds: set[int] = set()
    for number, token in enumerate(line):
        while at < len(quotes) and quotes[at].span.end <= token.span.start:
            at += 1
        if at == len(quotes):
            break
        quote = quotes[at]
        if not quote.span.contains(token.span):
            continue
        row = flags[number]
        row[0] = 1
        row[1] = token.span.start == quote.span.start
        row[2] = quote.closed and token.span.end == quote.span.end
        row[3] = len(quote.inner) >= _LONG
        row[4] = not quote.closed
        holds.add(token.sentence)
    opened = False
    for number, token in enumerate(line):
        row = flags[number]
        if row[7]:
            opened = bool(row[1])
        row[10] = token.sentence in holds
        row[11] = opened
