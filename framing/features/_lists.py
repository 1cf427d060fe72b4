"""What the signs that rest on a word list have in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from framing.lexicons import Entry, Match, load
from framing.records import Evidence, Sentence, Word
from framing.text import Reading

# After these a capital letter opens something and need not be a name's.
_OPENERS = frozenset("\"“”'‘’«»„([:.!?…—–-•")


def listed(
    reading: Reading, feature: str, kinds: Mapping[str, str], *, named: frozenset[str] = frozenset()
) -> Iterator[Evidence]:
    """The entries of the list `feature` that stand in an article.

    Args:
        kinds: what an entry of each category is, in words for a reader.
        named: categories whose entries count even where they are written as names ("an Islamist").
    """
    for sentence, words, match in matches(reading, feature):
        category = match.entry.category
        if category in named or not is_name(reading.text, sentence, words, match.first):
            yield Evidence(
                feature, match.span, note=note(kinds[category], feature, match.entry), category=category
            )


def matches(reading: Reading, lexicon: str) -> Iterator[tuple[Sentence, Sequence[Word], Match]]:
    """Where the entries of a word list stand in an article, sentence by sentence."""
    entries = load(lexicon, reading.language)
    for sentence, words in zip(reading.sentences, reading.words, strict=True):
        for match in entries.matches(words):
            yield sentence, words, match


def note(kind: str, lexicon: str, entry: Entry) -> str:
    """Why an entry was marked, in plain words."""
    sense = f", in the sense: {entry.sense}" if entry.sense else ""
    return f"{kind} (list: {lexicon}{sense})"


def is_name(text: str, sentence: Sentence, words: Sequence[Word], at: int) -> bool:
    """True when a word is written with a capital inside a sentence of the body, and so is part of a name.

    Headlines may capitalise every word, and a word all in capitals is shouted, not named.
    """
    start, end = words[at].span.start, words[at].span.end
    if sentence.index == 0 or at == 0 or not text[start].isupper():
        return False
    if end - start > 1 and text[start:end].isupper():
        return False
    before = text[sentence.span.start : start].rstrip()
    return bool(before) and before[-1] not in _OPENERS
