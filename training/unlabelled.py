"""News sentences without a label, to be read by a model: evenly from many sources, none of them tested on."""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

import framing
from training.silver import TESTED

SIZE = 20_000
SEED = 7
RUN = 8  # words in a row that a sentence may not share with what is tested on
_SHORTEST, _LONGEST = 7, 55  # words
_NOT_WORD = re.compile(r"\W+")


def unlabelled(
    articles: Sequence[Path],
    tested: Iterable[str],
    *,
    known: Collection[tuple[str, int | None]] = (),
    size: int = SIZE,
) -> tuple[str, ...]:
    """Sentences of articles, from every source about as many; the same for the same articles.

    Args:
        articles: files, one after the other.
        tested: texts with which no run of eight words may be shared.
        known: article and start of sentences that are labelled already.
    """
    barred = {run for text in tested for run in runs(text)}
    by_source: dict[str, list[str]] = defaultdict(list)
    seen: set[str] = set()
    for source, text in _sentences(articles, known):
        plain = _plain(text)
        if plain not in seen and not barred.intersection(runs(text)):
            by_source[source].append(text)
        seen.add(plain)
    dice = random.Random(SEED)
    drawn: list[str] = []
    own = (by_source[name] for name in by_source if name not in TESTED)
    smallest_first = sorted(own, key=len)
    for at, texts in enumerate(smallest_first):
        share = min(len(texts), (size - len(drawn)) // (len(smallest_first) - at))
        drawn += dice.sample(texts, share)
    dice.shuffle(drawn)
    return tuple(drawn)


def _sentences(
    articles: Sequence[Path], known: Collection[tuple[str, int | None]]
) -> Iterator[tuple[str, str]]:
    """Source and text of each sentence of a usual length, headlines left out."""
    for article in (one for path in articles for one in framing.load([path]).articles):
        for sentence in framing.read(article).sentences:
            if sentence.index == 0 or (article.id, sentence.span.start) in known:
                continue
            text = " ".join(article.text[sentence.span.start : sentence.span.end].split())
            if _SHORTEST <= len(_plain(text).split()) <= _LONGEST and (text[0].isupper() or text[0] in '"“‘'):
                yield article.source or "", text


def runs(text: str) -> set[tuple[str, ...]]:
    """Every run of eight lower-case words.

    >>> len(runs("one two three four five six seven eight nine"))
    2
    """
    words = _plain(text).split()
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def _plain(text: str) -> str:
    return _NOT_WORD.sub(" ", text.lower()).strip()


def texts_of(path: Path) -> list[str]:
    """The column `text` of JSON lines."""
    return [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines()]
