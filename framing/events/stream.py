"""The words of many articles, read once, as arrays.

Every later step (weights, names, numbers, word runs) is arithmetic on these arrays: no text is read twice.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import count

import numpy as np
from numpy.typing import NDArray

from framing.records import Article

Ints = NDArray[np.int64]
Hashes = NDArray[np.uint64]
Flags = NDArray[np.bool_]

# Numbers with their separators; everything else breaks at hyphens and apostrophes, so that "drug-cartel"
# and "drug cartel" are the same words. Quotation marks and line breaks come along: they tell what is quoted.
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|\w+|[“”\"\n]")
_OPEN, _CLOSE, _STRAIGHT, _BREAK = range(4)
_MARKS = ("“", "”", '"', "\n")
_STOP = frozenset(
    """
    a an the and or but nor so yet if then than that this these those there here it its he she they them his
    her hers their theirs him we us our ours you your yours i me my mine who whom whose which what when where
    why how all any both each few more most other some such no not only own same too very can could will would
    shall should may might must do does did doing done have has had having be been being am is are was were of
    at by for with about against between into through during before after above below to from up down in out
    on off over under again further once as until while because also just s t d ll m re ve don didn doesn isn
    wasn aren weren won wouldn couldn shouldn hasn haven hadn ain o u mr mrs ms dr said say says saying told
    according one two first new like even many much still get got make made now well back including since
    """.split()
)


@dataclass(frozen=True, slots=True)
class Stream:
    """All words of all articles, in order, as numbers.

    Attributes:
        starts: shape (n + 1,), where each article's words begin in `forms`.
        title: shape (n,), how many of an article's words are its headline's.
        forms: shape (words,), number of the word as written, into `spelling`.
        quoted: shape (words,), True for words in quotation marks.
        spelling: every distinct form as written.
        terms: shape (forms,), number of the form's term: lower case, plural taken off.
        vocabulary: every distinct term.
        hashes: shape (terms,), 64-bit hashes that depend on the term alone.
        stop: shape (terms,), True for words that carry no matter.
        number: shape (terms,), True for numbers.
        capital: shape (forms,), True for forms that begin with a capital.
    """

    starts: Ints
    title: Ints
    forms: NDArray[np.int32]
    quoted: Flags
    spelling: tuple[str, ...]
    terms: NDArray[np.int32]
    vocabulary: tuple[str, ...]
    hashes: Hashes
    stop: Flags
    number: Flags
    capital: Flags

    def __len__(self) -> int:
        return len(self.title)

    @property
    def lengths(self) -> Ints:
        return np.diff(self.starts)


def term(form: str) -> str:
    """The term of a form: lower case, thousands commas and the plural's ending taken off (Harman, 1991).

    >>> [term(form) for form in ("Parties", "1,057", "Cartels", "Congress", "Crisis", "2,5")]
    ['party', '1057', 'cartel', 'congress', 'crisis', '2,5']
    """
    low = form.lower()
    if low[0].isdigit():
        return re.sub(r",(\d{3})", r"\1", low)
    if len(low) < 4 or not low.endswith("s") or low.endswith(("ss", "us", "is")):
        return low
    return low[:-3] + "y" if low.endswith("ies") and len(low) > 4 else low[:-1]


def stream(articles: Sequence[Article]) -> Stream:
    """Read the words of the articles once; what an article marks as left out is passed over.

    >>> a = Article("a", None, None, "unknown", "Flood", "Flood" + chr(10) * 2 + "The river rose.")
    >>> s = stream([a])
    >>> [s.spelling[i] for i in s.forms], s.title.tolist()
    (['Flood', 'The', 'river', 'rose'], [1])
    """
    numbers: defaultdict[str, int] = defaultdict(count().__next__)
    for mark in _MARKS:
        numbers[mark]  # the marks come first, so that they are told from words by number
    parts: list[NDArray[np.int32]] = []
    heads: list[int] = []
    for article in articles:
        tokens = _TOKEN.findall(_kept(article))
        heads.append(len(_TOKEN.findall(article.title)) if article.title else 0)
        parts.append(np.fromiter(map(numbers.__getitem__, tokens), np.int32, len(tokens)))
    raw = np.concatenate(parts) if parts else np.zeros(0, np.int32)
    bounds = np.concatenate(([0], np.cumsum([len(part) for part in parts], dtype=np.int64)))
    word = raw >= len(_MARKS)
    before = np.concatenate(([0], np.cumsum(word)))
    starts = before[bounds]
    spelling = tuple(numbers)[len(_MARKS) :]
    terms, vocabulary = _terms(spelling)
    return Stream(
        starts=starts,
        title=before[bounds[:-1] + np.array(heads, np.int64)] - starts[:-1],
        forms=raw[word] - np.int32(len(_MARKS)),
        quoted=_quoted(raw, bounds[:-1])[word],
        spelling=spelling,
        terms=terms,
        vocabulary=vocabulary,
        hashes=np.fromiter(map(_hash, vocabulary), np.uint64, len(vocabulary)),
        stop=_flags(word in _STOP for word in vocabulary),
        number=_flags(word[0].isdigit() for word in vocabulary),
        capital=_flags(form[0].isupper() for form in spelling),
    )


def _quoted(raw: NDArray[np.int32], article_starts: Ints) -> Flags:
    """Where quotation marks are open; a mark left open ends with its line."""
    place = np.arange(len(raw))
    begins = raw == _BREAK
    begins[article_starts[article_starts < len(raw)]] = True
    line = np.maximum.accumulate(np.where(begins, place, 0))
    opened = np.maximum.accumulate(np.where(raw == _OPEN, place, -1))
    closed = np.maximum.accumulate(np.where(raw == _CLOSE, place, -1))
    straight = np.cumsum(raw == _STRAIGHT)
    # the count at the line's first token leaves out a mark that is that token itself
    earlier = straight[line] - (raw[line] == _STRAIGHT)
    return np.asarray(((opened > closed) & (opened >= line)) | ((straight - earlier) % 2 == 1))


def _kept(article: Article) -> str:
    if not article.left_out:
        return article.text
    kept, at = [], 0
    for gap in sorted(left.span for left in article.left_out):
        kept.append(article.text[at : gap.start])
        at = max(at, gap.end)
    kept.append(article.text[at:])
    return "\n".join(kept)


def _terms(spelling: Sequence[str]) -> tuple[NDArray[np.int32], tuple[str, ...]]:
    numbers: defaultdict[str, int] = defaultdict(count().__next__)
    terms = np.fromiter((numbers[term(form)] for form in spelling), np.int32, len(spelling))
    return terms, tuple(numbers)


def _hash(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "little")


def _flags(values: Iterable[bool]) -> Flags:
    return np.fromiter(values, np.bool_)
