"""Sentences, words and quotation marks, always as offsets into the article's text."""

from framing.text.plain import lower, plain
from framing.text.quotations import quotations
from framing.text.reading import Reading, read
from framing.text.sentences import paragraphs, sentences
from framing.text.words import words

__all__ = ["Reading", "lower", "paragraphs", "plain", "quotations", "read", "sentences", "words"]
