"""An article as it is read: sentences, words and quotations, worked out once and handed to every part."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from framing.records import Article, Quote, Sentence, Span, Word
from framing.text.quotations import quotations
from framing.text.sentences import paragraphs, sentences
from framing.text.words import words


@dataclass(frozen=True, slots=True)
class Reading:
    """An article with its sentences, the words of each sentence, its paragraphs and its quotations.

    What the article marks as left out is in none of them. `words[i]` are the words of `sentences[i]`.
    The first sentence is the headline (index 0) where the article has one.
    """

    article: Article
    paragraphs: tuple[Span, ...]
    sentences: tuple[Sentence, ...]
    words: tuple[tuple[Word, ...], ...]
    quotes: tuple[Quote, ...]

    @property
    def text(self) -> str:
        return self.article.text

    @property
    def language(self) -> str:
        return self.article.language

    def quote_at(self, span: Span) -> Quote | None:
        """The quotation in which a span stands, or None."""
        at = bisect_right(self.quotes, span.start, key=lambda quote: quote.span.start) - 1
        if at >= 0 and self.quotes[at].span.contains(span):
            return self.quotes[at]
        return None

    def is_quoted(self, span: Span) -> bool:
        """True when the whole span stands in quotation marks."""
        return self.quote_at(span) is not None

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence in which a character stands, or None (white space, text that is left out)."""
        at = bisect_right(self.sentences, offset, key=lambda sentence: sentence.span.start) - 1
        if at >= 0 and offset < self.sentences[at].span.end:
            return self.sentences[at]
        return None

    def words_of(self, sentence: Sentence) -> tuple[Word, ...]:
        """The words of one of this reading's sentences."""
        return self.words[sentence.index - self.sentences[0].index]

    def word_counts(self) -> tuple[int, int]:
        """How many words are the outlet's own, and how many stand in quotation marks."""
        # By bisection: asking word by word costs more than everything else that counts.
        starts = [word.span.start for line in self.words for word in line]
        ends = [word.span.end for line in self.words for word in line]
        quoted = sum(
            max(0, bisect_right(ends, quote.span.end) - bisect_left(starts, quote.span.start))
            for quote in self.quotes
        )
        return len(starts) - quoted, quoted


def read(article: Article) -> Reading:
    """Read an article: everything that is left out of it is passed over.

    >>> a = Article("a", None, None, "unknown", "Flood", "Flood" + chr(10) * 2 + 'Rain. “Wet,” she said.')
    >>> [s.span.of(a.text) for s in read(a).sentences]
    ['Flood', 'Rain.', '“Wet,” she said.']
    """
    text = article.text
    parts = _kept(article)
    blocks = [block.shift(part.start) for part in parts for block in paragraphs(part.of(text))]
    head = (Span(0, len(article.title)),) if article.title.strip() else ()
    spans = [span for block in blocks for span in sentences(text, block)]
    found = (
        *(Sentence(0, span) for span in head),
        *(Sentence(number, span) for number, span in enumerate(spans, start=1)),
    )
    everything = (*head, *blocks)
    return Reading(
        article=article,
        paragraphs=everything,
        sentences=found,
        words=tuple(words(text, sentence.span) for sentence in found),
        quotes=quotations(text, everything),
    )


def _kept(article: Article) -> list[Span]:
    """The parts of the body that are the article's own."""
    parts, start = [], article.body_start
    for gap in sorted(left.span for left in article.left_out):
        if gap.start > start:
            parts.append(Span(start, gap.start))
        start = max(start, gap.end)
    if start < len(article.text):
        parts.append(Span(start, len(article.text)))
    return parts
