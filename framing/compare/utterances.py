"""The same utterance across the articles of an event: verbatim, cropped, reworded, or paraphrased.

Quotations that share a run of words are one utterance. Beside these, a quotation and a paraphrase, or two
quotations without such a run (a translation, or two ears), are one only where the same actor speaks, the
sentences say the same, and neither fits another better; where that is unsure, it is said.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise

from framing.compare.matrix import account_of
from framing.compare.tellings import (
    Told,
    alike,
    compared,
    content_words,
    in_order,
    in_order_of,
    longest_run,
    passages,
    told_in,
)
from framing.compare.variants import stem
from framing.compare.voices import actor_keys, actor_name
from framing.compare.weights import LIGHT, LIGHT_WEIGHT, STOP, rarity
from framing.records import Attribution, Comparison, Copy, Piece, Telling, TellingKind, Utterance
from framing.text import Reading

_LONG_RUN = 8  # words in a row that are one utterance whoever is named for them
_RUN, _RUN_CONTENT = 6, 2  # words in a row, and how many of them tell something
_SHORT_RUN, _SHORT_CONTENT = 4, 3
_SHORTEST = 5  # words of a quotation whose words stand in another one too, in their order but apart
# Shared weight of content words, as `rarity` gives it; chosen by eye on BASIL.
_SURE_SIMILARITY, _SURE_WEIGHT, _SURE_SHARE = 0.6, 6.0, 0.5
_HEAVY, _HEAVY_SHARE = 9.0, 0.4
# Words shared; two quotations of one speaker on one subject are more often two utterances.
_WORDS, _WORDS_OF_TWO_QUOTATIONS = 3, 4
_UNSURE_SIMILARITY, _UNSURE_WEIGHT, _UNSURE_SHARE = 0.45, 4.5, 0.4


def utterances(
    readings: Sequence[Reading],
    attributions: Mapping[str, Sequence[Attribution]],
    comparison: Comparison,
    copies: Sequence[Copy] = (),
) -> tuple[Utterance, ...]:
    """What two accounts or more hand on of what somebody said, those of most accounts first.

    Args:
        attributions: by article id; an article may be absent.
        comparison: of the same event; its pairs of sentences tell which of them say the same.
        copies: near-copies, which count as one account and are not compared with each other.

    >>> from framing import attribution
    >>> from framing.compare import compare
    >>> from framing.records import Article, Event
    >>> from framing.text import read
    >>> texts = (
    ...     "“We were met with water cannon at the gate,” Ana Lee said on Monday.",
    ...     "Ana Lee said they “were met with water cannon”.",
    ... )
    >>> rs = [read(Article(k, k, None, "unknown", "", t)) for k, t in zip("ab", texts)]
    >>> given = {r.article.id: attribution.find(r) for r in rs}
    >>> for one in utterances(rs, given, compare(Event("e", "", ("a", "b")), rs)):
    ...     for telling in one.tellings:
    ...         print(one.actor, telling.article, telling.kind)
    ...     print([piece.of.of(texts[0]) for piece in telling.pieces if piece.kind == "cut"])
    Ana Lee a fullest
    Ana Lee b cropped
    ['We', 'at the gate']
    """
    ordered = sorted(readings, key=lambda reading: reading.article.id)
    desk = _Desk(ordered, attributions, comparison, copies)
    groups = _Groups(len(desk.told))
    for i, j in _pairs_in_common(desk):
        if groups.find(i) != groups.find(j) and _same_words(desk.told[i], desk.told[j]):
            groups.join(i, j)
    reasons = _like_words(desk, groups)
    found = [_utterance(desk, members, reasons) for members in groups.members()]
    kept = [one for one in found if one is not None]
    return tuple(sorted(kept, key=lambda one: (-one.accounts, -_length(one), one.id)))


def _length(one: Utterance) -> int:
    return sum(len(part) for part in one.tellings[0].parts)


class _Desk:
    """Everything told in the event, and what is needed to compare it."""

    def __init__(
        self,
        readings: Sequence[Reading],
        attributions: Mapping[str, Sequence[Attribution]],
        comparison: Comparison,
        copies: Sequence[Copy],
    ) -> None:
        self.texts = {reading.article.id: reading.text for reading in readings}
        self.given = {name: tuple(attributions.get(name, ())) for name in self.texts}
        keys = actor_keys(self.texts, self.given)
        self.told = [
            told
            for reading in readings
            for told in told_in(reading, self.given[reading.article.id], keys[reading.article.id])
        ]
        self.account = account_of([reading.article for reading in readings], copies)
        self.aligned: dict[tuple[str, int], dict[tuple[str, int], float]] = defaultdict(dict)
        for overlap in comparison.overlaps:
            for pair in overlap.pairs:
                left, right = (overlap.left, pair.left), (overlap.right, pair.right)
                self.aligned[left][right] = self.aligned[right][left] = pair.similarity
        lines = [line for reading in readings for line in reading.words]
        self._count = len(lines)
        self._with = Counter(s for line in lines for s in {stem(word.lower) for word in line})

    def apart(self, one: Told, other: Told) -> bool:
        """Two accounts, not two articles: near-copies say nothing about each other."""
        return self.account[one.article] != self.account[other.article]

    def weights(self, told: Told) -> dict[str, float]:
        """Every content word by its stem, with what it is worth in this event."""
        return {
            stem(low): rarity(self._with[stem(low)], self._count) * (LIGHT_WEIGHT if low in LIGHT else 1.0)
            for low in told.lowers
            if low not in STOP
        }

    def similarity(self, one: Told, other: Told) -> float:
        """The best of their pairs of sentences that say the same, in [0, 1]."""
        rows = (self.aligned.get((one.article, at), {}) for at in one.sentences)
        return max((row.get((other.article, at), 0.0) for row in rows for at in other.sentences), default=0.0)


class _Groups:
    """What belongs together (union and find), the smallest number first."""

    def __init__(self, size: int) -> None:
        self._root = list(range(size))

    def find(self, one: int) -> int:
        while self._root[one] != one:
            one = self._root[one]
        return one

    def join(self, one: int, other: int) -> None:
        low, high = sorted((self.find(one), self.find(other)))
        self._root[high] = low

    def members(self) -> Iterator[list[int]]:
        found: dict[int, list[int]] = {}
        for one in range(len(self._root)):
            found.setdefault(self.find(one), []).append(one)
        return iter([found[key] for key in sorted(found) if len(found[key]) > 1])


def _pairs_in_common(desk: _Desk) -> Iterator[tuple[int, int]]:
    """Quotations of two accounts that share two words in a row, one of which tells something."""
    where: dict[tuple[str, str], set[int]] = defaultdict(set)
    for number, told in enumerate(desk.told):
        if told.quoted:
            lowers = told.lowers
            for pair in pairwise(lowers):
                if content_words(pair):
                    where[pair].add(number)
    pairs = {(i, j) for some in where.values() for i in some for j in some if i < j}
    return iter(sorted(pair for pair in pairs if desk.apart(desk.told[pair[0]], desk.told[pair[1]])))


def _same_words(one: Told, other: Told) -> bool:
    """True where the run of words that both quote can hardly be chance."""
    run = longest_run(one.lowers, other.lowers)
    telling = content_words(run)
    if one.actor and other.actor and one.actor != other.actor:
        return len(run) >= _LONG_RUN and telling > _RUN_CONTENT
    if len(run) >= _RUN and telling >= _RUN_CONTENT:
        return True
    shorter = min(len(one.words), len(other.words))
    if not (one.actor and other.actor):
        return len(run) == shorter >= _SHORT_RUN and telling >= _RUN_CONTENT
    if len(run) >= _SHORT_RUN and telling >= _SHORT_CONTENT:
        return True
    if len(run) == shorter:
        return telling >= 2 or (telling == 1 and len(run) >= 3)
    if 10 * len(run) >= 6 * shorter and len(run) >= 3 and telling + len(run) >= 5:
        return True
    kept = in_order(one.lowers, other.lowers)
    return shorter >= _SHORTEST and 10 * len(kept) >= 7 * shorter and content_words(kept) >= _RUN_CONTENT


@dataclass(frozen=True, slots=True)
class _Likeness:
    """Two tellings of one actor that share words but no run of them; `sure`: they are one utterance."""

    weight: float
    share: float
    sure: bool


def _like_words(desk: _Desk, groups: _Groups) -> dict[int, bool]:
    """Join what fits best both ways; which of the tellings were joined so, and whether that is sure.

    What is quoted in the same words already is not asked again, nor a paraphrase of the article's own.
    """
    linked = {i for members in groups.members() for i in members}
    done = {(desk.told[i].article, desk.told[i].place) for i in linked}
    open_ = [
        i
        for i, told in enumerate(desk.told)
        if told.actor and told.place is not None
        if i in linked or (told.article, told.place) not in done
    ]
    by_actor: dict[str, list[int]] = defaultdict(list)
    for i in open_:
        by_actor[desk.told[i].actor].append(i)
    weights = {i: desk.weights(desk.told[i]) for some in by_actor.values() if len(some) > 1 for i in some}
    rated: dict[tuple[int, int], _Likeness] = {}
    for some in by_actor.values():
        for i in some:
            for j in some:
                if i < j and not (i in linked and j in linked) and _worth(desk.told[i], desk.told[j], desk):
                    likeness = _likeness(desk, i, j, weights)
                    if likeness is not None:
                        rated[i, j] = likeness
    reasons: dict[int, bool] = {}
    best = _best(rated, desk)
    for (i, j), likeness in sorted(rated.items()):
        if best[i, desk.told[j].article] == j and best[j, desk.told[i].article] == i:
            groups.join(i, j)
            for one in (i, j):
                if one not in linked:
                    reasons[one] = reasons.get(one, True) and likeness.sure
    return reasons


def _worth(one: Told, other: Told, desk: _Desk) -> bool:
    return (one.quoted or other.quoted) and desk.apart(one, other)


def _likeness(desk: _Desk, i: int, j: int, weights: Mapping[int, Mapping[str, float]]) -> _Likeness | None:
    left, right = weights[i], weights[j]
    shared = sorted(left.keys() & right.keys())
    weight = sum(left[key] for key in shared)
    least = min(sum(left.values()), sum(right.values()))
    if len(shared) < 2 or weight < _UNSURE_WEIGHT or weight < _UNSURE_SHARE * least:
        return None
    enough = len(shared) >= (
        _WORDS_OF_TWO_QUOTATIONS if desk.told[i].quoted and desk.told[j].quoted else _WORDS
    )
    similarity, share = desk.similarity(desk.told[i], desk.told[j]), weight / least
    if similarity < _UNSURE_SIMILARITY:
        return None
    much = (weight >= _SURE_WEIGHT and share >= _SURE_SHARE) or (weight >= _HEAVY and share >= _HEAVY_SHARE)
    return _Likeness(weight, share, enough and much and similarity >= _SURE_SIMILARITY)


def _best(rated: Mapping[tuple[int, int], _Likeness], desk: _Desk) -> dict[tuple[int, str], int]:
    """For each telling and each other article the one there that is most like it."""
    found: dict[tuple[int, str], tuple[float, int]] = {}
    for (i, j), likeness in sorted(rated.items()):
        for one, other in ((i, j), (j, i)):
            key, value = (one, desk.told[other].article), (-likeness.weight, other)
            found[key] = min(found.get(key, value), value)
    return {key: other for key, (_, other) in found.items()}


def _utterance(desk: _Desk, members: Sequence[int], reasons: Mapping[int, bool]) -> Utterance | None:
    """The tellings of a group, one an article, beside the fullest of those in quotation marks."""
    by_article: dict[str, list[int]] = {}
    for i in members:
        by_article.setdefault(desk.told[i].article, []).append(i)
    merged = [_Merged(desk, some, reasons) for _, some in sorted(by_article.items())]
    quoted = [one for one in merged if one.quoted]
    if not quoted:
        return None
    fullest = min(quoted, key=lambda one: (one.sure is not None, -len(one.words), one.article))
    rest = sorted((one for one in merged if one is not fullest), key=lambda one: one.article)
    tellings = (
        Telling(fullest.article, "fullest", True, fullest.places, passages(fullest.words, fullest.text)),
        *(_telling(fullest, one) for one in rest),
    )
    if len({desk.account[telling.article] for telling in tellings}) < 2:
        return None
    seal = "\n".join(f"{t.article} {p.start} {p.end}" for t in tellings for p in t.parts)
    return Utterance(
        f"u{sha256(seal.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}",
        _actor(merged),
        tellings,
        len({desk.account[telling.article] for telling in tellings if telling.kind != "cannot tell"}),
    )


def _actor(merged: Sequence[_Merged]) -> str:
    """Whom most articles name for it; two names where as many name another: one of them was misread."""
    times = Counter(one.key for one in merged if one.key)
    shown = {
        key: max((one.actor for one in merged if one.key == key), key=lambda n: (len(n), n)) for key in times
    }
    most = sorted((key for key in times if times[key] == max(times.values())), key=lambda key: shown[key])
    return " or ".join(shown[key] for key in most[:2])


class _Merged:
    """All that one article has of an utterance: its quotations in order, or its paraphrases."""

    def __init__(self, desk: _Desk, some: Sequence[int], reasons: Mapping[int, bool]) -> None:
        told = [desk.told[i] for i in some]
        in_words = [one for one, i in zip(told, some, strict=True) if one.quoted and i not in reasons]
        kept = in_words or [one for one in told if one.quoted] or told
        known = [reasons[i] for one, i in zip(told, some, strict=True) if i in reasons and one in kept]
        self.sure: bool | None = None if in_words else all(known)
        self.quoted = kept[0].quoted
        self.article = kept[0].article
        self.text = desk.texts[self.article]
        kept = [one for one in kept if not any(_repeats(one, other) for other in kept)]
        self.words = sorted({word for one in kept for word in one.words}, key=lambda word: word.span)
        self.places = tuple(sorted({one.place for one in told if one.place is not None}))
        given = desk.given[self.article]
        known_as = [given[one.place] for one in told if one.actor and one.place is not None]
        names = [actor_name(self.text, item) for item in known_as]
        self.actor = max(names, key=lambda name: (len(name), name), default="")
        self.key = next((one.actor for one in told if one.actor), "")


def _repeats(one: Told, other: Told) -> bool:
    """A shorter run of the very words of another, as in a headline; of two alike the later."""
    if one is other or len(one.words) > len(other.words):
        return False
    if len(one.words) == len(other.words) and one.words[0].span < other.words[0].span:
        return False
    return len(longest_run(one.lowers, other.lowers)) == len(one.words)


def _telling(fullest: _Merged, one: _Merged) -> Telling:
    parts = passages(one.words, one.text)
    kind: TellingKind
    as_quoted = in_order_of([word.lower for word in fullest.words], one.words, one.text)
    if one.quoted and (one.sure is None or as_quoted):
        kind, found = compared(fullest.words, one.words, fullest.text, one.text)
        return Telling(one.article, kind, True, one.places, parts, found)
    shared = alike(fullest.words, one.words)
    kind = "cannot tell" if not one.sure else "other words" if one.quoted else "paraphrased"
    return Telling(one.article, kind, one.quoted, one.places, parts, shared, _reason(one, shared))


def _reason(one: _Merged, shared: Iterable[Piece]) -> str:
    words = dict.fromkeys(piece.own.of(one.text).lower() for piece in shared if piece.own)
    return f"the same speaker, sentences that say much the same, and the words {', '.join(words)}"
