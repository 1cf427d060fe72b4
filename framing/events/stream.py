"""The words of many articles, read once, as arrays.

Every later step (weights, names, numbers, word runs) is arithmetic on these arrays: no text is read twice.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import count

import numpy as np
from numpy.typing import NDArray

from framing.events import tokens
from framing.events.engine import Run, threads
from framing.events.tokens import Flags, Hashes, Ints
from framing.records import Article

BLOCK = 400_000  # characters looked at in one go: their arrays stay in the processor's cache
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


@dataclass(frozen=True, slots=True)
class Block:
    """The words of a few articles: what can be read apart from the rest, in any process.

    Attributes:
        hashes: shape (forms,), of every distinct form, in the order of first sight.
        places: shape (forms, 2), where each of them first starts and ends in the text of the block.
        forms: shape (words,), number of each word's form, into `hashes`.
        quoted: shape (words,), True for words in quotation marks.
        lengths: shape (articles,), how many words each article has.
        titles: shape (articles,), how many of them are its headline's.
    """

    hashes: Hashes
    places: Ints
    forms: NDArray[np.int32]
    quoted: Flags
    lengths: Ints
    titles: Ints


def stream(articles: Sequence[Article], *, run: Run = threads) -> Stream:
    """Read the words of the articles once; what an article marks as left out is passed over.

    >>> a = Article("a", None, None, "unknown", "Flood", "Flood" + chr(10) * 2 + "The river rose.")
    >>> s = stream([a])
    >>> [s.spelling[i] for i in s.forms], s.title.tolist()
    (['Flood', 'The', 'river', 'rose'], [1])
    """
    numbers, spelling = tokens.Numbers(), list[str]()
    forms, quoted = [np.zeros(0, np.int32)], [np.zeros(0, np.bool_)]
    lengths, titles = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for read, block in zip(_blocks(articles), run(read_block, _blocks(articles)), strict=True):
        found, fresh = numbers.of(block.hashes)
        text = _text([_kept(article) for article in read])
        spelling += [text[start:end] for start, end in block.places[fresh].tolist()]
        forms.append(found[block.forms])
        quoted.append(block.quoted)
        lengths.append(block.lengths)
        titles.append(block.titles)
    terms, vocabulary = _terms(spelling)
    return Stream(
        starts=np.concatenate(([0], np.cumsum(np.concatenate(lengths)))),
        title=np.concatenate(titles),
        forms=np.concatenate(forms),
        quoted=np.concatenate(quoted),
        spelling=tuple(spelling),
        terms=terms,
        vocabulary=vocabulary,
        hashes=np.fromiter(map(_hash, vocabulary), np.uint64, len(vocabulary)),
        stop=_flags(word in _STOP for word in vocabulary),
        number=_flags(word[0].isdigit() for word in vocabulary),
        capital=_flags(form[0].isupper() for form in spelling),
    )


def read_block(articles: Sequence[Article]) -> Block:
    """Read the words of a few articles."""
    kept = [_kept(article) for article in articles]
    codes = tokens.codes(_text(kept))
    begin, end = tokens.cut(codes)
    hashes = tokens.hashes(codes, begin, end)
    fresh, forms = tokens.numbered(hashes)
    bounds = np.cumsum([tokens.MARGIN] + [len(part) + 1 for part, _ in kept])
    first = np.searchsorted(begin, bounds)
    heads = np.array([head for _, head in kept], np.int64)
    return Block(
        hashes=hashes[fresh],
        places=np.column_stack((begin[fresh], end[fresh])) - tokens.MARGIN,
        forms=forms,
        quoted=tokens.quoted(codes, begin),
        lengths=np.diff(first),
        titles=np.searchsorted(begin, bounds[:-1] + heads) - first[:-1],
    )


def _blocks(articles: Sequence[Article]) -> Iterator[Sequence[Article]]:
    start, size = 0, 0
    for at, article in enumerate(articles):
        size += len(article.text)
        if size >= BLOCK:
            yield articles[start : at + 1]
            start, size = at + 1, 0
    if start < len(articles):
        yield articles[start:]


def _text(kept: Iterable[tuple[str, int]]) -> str:
    return "\n".join(part for part, _ in kept)


def _kept(article: Article) -> tuple[str, int]:
    """The text without what is left out, and where its headline ends."""
    title = len(article.title)
    if not article.left_out:
        return article.text, title
    kept, at, head, length = [], 0, 0, 0
    for start, end in (*sorted((left.span.start, left.span.end) for left in article.left_out), (None, 0)):
        part = article.text[at:start]
        head = length + min(len(part), title - at) if at < title else head
        kept.append(part)
        length += len(part) + 1
        at = max(at, end)
    return "\n".join(kept), head


def _terms(spelling: Sequence[str]) -> tuple[NDArray[np.int32], tuple[str, ...]]:
    numbers: defaultdict[str, int] = defaultdict(count().__next__)
    terms = np.fromiter((numbers[term(form)] for form in spelling), np.int32, len(spelling))
    return terms, tuple(numbers)


def _hash(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "little")


def _flags(values: Iterable[bool]) -> Flags:
    return np.fromiter(values, np.bool_)
