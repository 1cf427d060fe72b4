"""Scare quotes: one to three words in quotation marks that nobody is said to have said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from framing.features._verbs import is_verb
from framing.lexicons import load
from framing.records import Evidence, Quote, Sentence, Span, Word
from framing.text import Reading

ORDER = 60
TITLE = "Scare quotes"
MEANING = (
    "One to three words in quotation marks, with no speaker given: the marks keep the word at a distance."
)
UNIT = "words"
LISTS = ("reporting",)
ABOUT_MARKS = True

_LONGEST = 3  # words
_SPEECH_BEFORE = re.compile(r"[,:]\s*$")
# The word itself is what is talked about, or it is the name of a work.
_MENTION = frozenset(
    "word words term terms phrase phrases name names named title titled entitled called dubbed nicknamed "
    "labeled labelled label slogan hashtag chant chants chanting motto known film movie show series song "
    "book novel play album program programme episode documentary podcast magazine column headline caption "
    "sign signs sitcom drama comedy musical tune single track essay article memoir read reads reading "
    "spelled keyword wrote asked answer answered means meaning codenamed code-named host hosts anchor "
    "on's".split()
)
# "the so-called “march”": the outlet steps back from the word, whoever used it first.
_DISTANCED = re.compile(r"\b(?:so-called|self-styled|supposed|purported)\s+$", re.IGNORECASE)
_ATTRIBUTED = re.compile(
    r"\baccording to\b|\b(?:his|her|their|whose|in the) (?:words?|phrase|view|opinion)\b|\bquot",
    re.IGNORECASE,
)


def find(reading: Reading) -> Iterator[Evidence]:
    """Short passages in quotation marks that stand in no attributed sentence."""
    for quote in reading.quotes:
        sentence = reading.sentence_at(quote.span.start)
        if sentence is None or not quote.closed or not sentence.span.contains(quote.span):
            continue
        words = reading.words_of(sentence)
        inside = [word for word in words if quote.inner.contains(word.span)]
        if 1 <= len(inside) <= _LONGEST and _is_scare(reading, quote, sentence, words, inside):
            span = Span(inside[0].span.start, inside[-1].span.end)
            yield Evidence("scare_quotes", span, note="in quotation marks, and no speaker is given for it")


def _is_scare(
    reading: Reading, quote: Quote, sentence: Sentence, words: Sequence[Word], inside: Sequence[Word]
) -> bool:
    text = reading.text
    if _DISTANCED.search(text[sentence.span.start : quote.span.start]):
        return True
    if len(inside) == len(words) or _SPEECH_BEFORE.search(text[sentence.span.start : quote.span.start]):
        return False
    if not _is_word_like(quote.inner.of(text)) or _is_title_or_name(text, quote, sentence, words, inside):
        return False
    before = [word.lower for word in words if word.span.end <= quote.span.start][-3:]
    after = [word.lower for word in words if word.span.start >= quote.span.end][:1]
    if _MENTION.intersection(before) or _MENTION.intersection(after):
        return False
    return not _is_attributed(reading, sentence, words)


def _is_word_like(inner: str) -> bool:
    core = inner.strip().rstrip(",.;")
    return len(core) > 1 and core[0].isalpha() and not re.search(r"[.!?…:]", core)


def _is_title_or_name(
    text: str, quote: Quote, sentence: Sentence, words: Sequence[Word], inside: Sequence[Word]
) -> bool:
    if sentence.index > 0 and any(text[word.span.start].isupper() for word in inside):
        return True
    before = [word for word in words if word.span.end <= quote.span.start]
    after = [word for word in words if word.span.start >= quote.span.end]
    # Joaquín "el chapo" Guzmán
    return (
        sentence.index > 0
        and bool(before and after)
        and text[before[-1].span.start].isupper()
        and not before[-1].lower.endswith("'s")
        and before[-1] is not words[0]
        and text[after[0].span.start].isupper()
    )


def _is_attributed(reading: Reading, sentence: Sentence, words: Sequence[Word]) -> bool:
    """True when somebody speaks in the sentence: a verb, "according to", or a longer quotation says so."""
    text = reading.text
    if sentence.index == 0 and ":" in sentence.span.of(text):
        return True
    if _ATTRIBUTED.search(sentence.span.of(text)):
        return True
    for quote in reading.quotes:
        if quote.span.overlaps(sentence.span):
            held = [word for word in words if quote.inner.contains(word.span)]
            if len(held) > _LONGEST or not sentence.span.contains(quote.span):
                return True
    return any(
        not reading.is_quoted(match.span) and match.entry.source != "thought" and is_verb(text, words, match)
        for match in load("reporting", reading.language).matches(words)
    )
