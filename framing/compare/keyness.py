"""Words and phrases that one outlet uses more than the others do in the same event.

Log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi and Quinn, 2008, Fightin' Words), with
false-discovery control over all terms of the event (Benjamini and Hochberg, 1995).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from framing.compare.weights import STOP
from framing.records import Span
from framing.text import Reading

_PRIOR_WORDS = 200.0  # the prior is the event's own word list, as if so many words of it had been read before
_Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Keyword:
    """A term that one outlet over-uses: `count` of its words, `others` of all others' together.

    `log_odds` with its 95% interval `low` to `high`; `q` is the share of false finds to expect among all
    terms at least as striking. `spans` are its occurrences (article, span), so that each can be opened.
    """

    source: str
    term: str
    count: int
    others: int
    log_odds: float
    low: float
    high: float
    z: float
    q: float
    spans: tuple[tuple[str, Span], ...]


def keywords(
    readings: Sequence[Reading], *, min_count: int = 4, false_finds: float = 0.05
) -> tuple[Keyword, ...]:
    """What each outlet over-uses, surest first, outlets in order of name.

    Words inside quotation marks are the speakers' and are not counted. Terms are words and pairs of words.
    Every term that the event has often enough is tried in every outlet, whichever has it: trying a term only
    where it is frequent would make chance look like choice.

    Args:
        readings: the articles of one event, near-copies left out; articles of one source are taken together.
        min_count: a term is tried where the event has it at least so often, and told where the outlet does.
        false_finds: the share of false finds to allow (Benjamini and Hochberg's q), in (0, 1]. Short
            articles hold few words, so that with 0.05 an event often has no key word at all; 1 gives every
            term tried that leans to the outlet, with its q.
    """
    places = _places(readings)
    if len(places) < 2:
        return ()
    counts = {
        source: Counter({term: len(found) for term, found in at.items()}) for source, at in places.items()
    }
    total: Counter[str] = sum(counts.values(), Counter())
    tried = [
        _measured(source, term, counts[source], total, places[source].get(term, ()))
        for source in sorted(counts)
        for term, count in sorted(total.items())
        if count >= min_count
    ]
    sure = [
        word for word in _adjusted(tried) if word.q <= false_finds and word.z > 0 and word.count >= min_count
    ]
    return tuple(sorted(_without_parts(sure), key=lambda word: (word.source, -word.z, word.term)))


def _places(readings: Sequence[Reading]) -> dict[str, dict[str, list[tuple[str, Span]]]]:
    found: dict[str, dict[str, list[tuple[str, Span]]]] = {}
    for reading in sorted(readings, key=lambda reading: reading.article.id):
        at = found.setdefault(reading.article.source or reading.article.id, {})
        for term, span in _terms(reading):
            at.setdefault(term, []).append((reading.article.id, span))
    return found


def _terms(reading: Reading) -> Iterator[tuple[str, Span]]:
    for words in reading.words:
        before = None
        for word in words:
            low = word.lower.removesuffix("'s").replace(".", "")  # one house writes F.B.I., another FBI
            own = not reading.is_quoted(word.span) and low not in STOP and any(c.isalpha() for c in low)
            if own and len(low) > 1:
                yield low, word.span
                if before is not None:
                    yield f"{before[0]} {low}", Span(before[1].start, word.span.end)
            before = (low, word.span) if own else None


def _measured(
    source: str,
    term: str,
    mine: Mapping[str, int],
    total: Mapping[str, int],
    spans: Sequence[tuple[str, Span]],
) -> Keyword:
    n_all, n_mine = sum(total.values()), sum(mine.values())
    n_others = n_all - n_mine
    count, others = mine[term], total[term] - mine[term]
    prior = _PRIOR_WORDS * total[term] / n_all
    rest = _PRIOR_WORDS - prior
    log_odds = math.log((count + prior) / (n_mine - count + rest)) - math.log(
        (others + prior) / (n_others - others + rest)
    )
    error = math.sqrt(1.0 / (count + prior) + 1.0 / (others + prior))
    z = log_odds / error
    p = math.erfc(abs(z) / math.sqrt(2.0))
    return Keyword(
        source,
        term,
        count,
        others,
        round(log_odds, 4),
        round(log_odds - _Z95 * error, 4),
        round(log_odds + _Z95 * error, 4),
        round(z, 4),
        p,
        tuple(spans),
    )


def _adjusted(tried: Sequence[Keyword]) -> list[Keyword]:
    """The same with `q` in place of p: Benjamini and Hochberg's step-up over everything that was tried."""
    from dataclasses import replace

    ordered = sorted(tried, key=lambda word: word.q)
    found, smallest = [], 1.0
    for rank in range(len(ordered), 0, -1):
        word = ordered[rank - 1]
        smallest = min(smallest, word.q * len(ordered) / rank)
        found.append(replace(word, q=round(smallest, 6)))
    return found


def _without_parts(sure: Sequence[Keyword]) -> list[Keyword]:
    """A word that nearly always stands in one of the phrases found says nothing beside it."""
    phrases = [word for word in sure if " " in word.term]
    return [
        word
        for word in sure
        if not any(
            word.source == phrase.source
            and word.term in phrase.term.split()
            and phrase.count >= 0.8 * word.count
            for phrase in phrases
        )
    ]
