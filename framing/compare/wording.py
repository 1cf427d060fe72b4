"""The same fact in other words: the differences in aligned sentences that matter, and no others.

What counts as a difference: another reporting verb for the same quotation; another word of the same small
family ("protesters", "rioters"), for some families only between the same words ("use", "divert"); a loaded
word that one sentence has and the other puts otherwise or leaves out; an agent that one article names and
another drops ("was killed" beside "police killed"), wherever the two say so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files
from itertools import pairwise, product, zip_longest
from typing import Literal

from framing.compare.agents import Deed, dropped_agents
from framing.compare.variants import stem
from framing.compare.weights import STOP
from framing.lexicons import load
from framing.records import Comparison, Span, Word
from framing.text import Reading

DifferenceKind = Literal["reporting verb", "verb", "label", "adjective", "agent"]

_SURE = 0.75  # similarity from which sentences are compared word by word
_MAX_SWAP = 3  # words on either side of a swap


@dataclass(frozen=True, slots=True)
class Words:
    """Words as they stand in one article; an empty span marks where the other article has more."""

    article: str
    sentence: int
    span: Span


@dataclass(frozen=True, slots=True)
class Difference:
    """Two sentences say it differently; `note` tells in plain words what the difference is."""

    kind: DifferenceKind
    left: Words
    right: Words
    note: str


def differences(readings: Sequence[Reading], comparison: Comparison) -> tuple[Difference, ...]:
    """What matters in how aligned sentences are worded, in order of place; each pair of places once.

    >>> from framing.compare import compare
    >>> from framing.records import Article, Event
    >>> from framing.text import read
    >>> texts = (
    ...     "“We were met with water cannon,” she said of the rioters.",
    ...     "The protesters, she claimed, “were met with water cannon” there.",
    ... )
    >>> rs = [read(Article(k, k, None, "unknown", "", t)) for k, t in zip("ab", texts)]
    >>> for d in differences(rs, compare(Event("e", "", ("a", "b")), rs)):
    ...     print(d.kind, d.left.span.of(texts[0]), "/", d.right.span.of(texts[1]))
    reporting verb said / claimed
    label rioters / protesters
    """
    by_id = {reading.article.id: reading for reading in readings}
    found: dict[tuple[Words, Words], Difference] = {}
    for overlap in comparison.overlaps:
        for pair in overlap.pairs:
            if pair.similarity < _SURE:
                continue
            left = _Side(by_id[overlap.left], pair.left)
            right = _Side(by_id[overlap.right], pair.right)
            for each in _compared(left, right):
                found.setdefault((each.left, each.right), each)
    for passive, named in dropped_agents(readings):
        each = _agent(passive, named)
        found.setdefault((each.left, each.right), each)
    return tuple(
        sorted(found.values(), key=lambda d: (d.left.article, d.right.article, d.left.span, d.right.span))
    )


class _Side:
    """One sentence with its words outside quotation marks."""

    def __init__(self, reading: Reading, index: int) -> None:
        at = index - reading.sentences[0].index
        self.reading, self.index = reading, index
        self.words = reading.words[at]
        self.own = tuple(word for word in self.words if not reading.is_quoted(word.span))
        self.stems = tuple(stem(word.lower) for word in self.own)

    def place(self, span: Span) -> Words:
        return Words(self.reading.article.id, self.index, span)

    def runs(self) -> dict[tuple[str, ...], Span]:
        """Runs of four quoted words that are no title ("In God We Trust"), and where they stand."""
        text = self.reading.text
        found: dict[tuple[str, ...], Span] = {}
        for at in range(len(self.words) - 3):
            run = self.words[at : at + 4]
            if all(map(self.reading.is_quoted, (word.span for word in run))) and not all(
                text[word.span.start].isupper() for word in run
            ):
                found.setdefault(tuple(word.lower for word in run), Span(run[0].span.start, run[-1].span.end))
        return found

    def beside(self, span: Span, runs: Sequence[Span]) -> bool:
        """True when few words stand between a span and a quotation that holds one of the runs."""
        quotes = [q.span for q in self.reading.quotes if any(q.span.contains(run) for run in runs)]
        return any(
            sum(low <= word.span.start < high for word in self.words) <= _FEW_BETWEEN
            for quote in quotes
            for low, high in ((span.end, quote.start), (quote.end, span.start))
            if low <= high
        )


_FEW_BETWEEN = 6  # words between a reporting verb and its quotation


def _compared(left: _Side, right: _Side) -> Iterator[Difference]:
    """The differences of two sentences, each place once."""
    told: list[Difference] = []
    for each in (*_choices(left, right), *_reporting(left, right), *_swaps(left, right)):
        if not any(one.left.span.overlaps(each.left.span) for one in told):
            told.append(each)
    yield from told


def _choices(left: _Side, right: _Side) -> Iterator[Difference]:
    """Words of one family, one on either side, at least one of them marked."""
    families = _families("label", "verb")
    for number in sorted({n for word in left.own for n in families.get(word.lower, {})}):
        mine, others = (_of_family(side, families, number) for side in (left, right))
        if len(mine) != 1 or len(others) != 1 or mine[0].lower.rstrip("s") == others[0].lower.rstrip("s"):
            continue  # several of a family stand for several things
        one, other = (families[word.lower][number] for word in (mine[0], others[0]))
        if one.marked or other.marked:
            yield Difference(
                one.kind,
                left.place(mine[0].span),
                right.place(others[0].span),
                f"“{mine[0].lower}” here, “{others[0].lower}” there",
            )


_PARTICLES = frozenset("down out off up back over".split())


def _of_family(side: _Side, families: Mapping[str, Mapping[int, _Choice]], number: int) -> list[Word]:
    """The outlet's own words of a family; with a particle a verb is another one ("strikes down")."""
    found = []
    for word, behind in zip_longest(side.own, side.own[1:]):
        choice = families.get(word.lower, {}).get(number)
        phrasal = behind is not None and behind.lower in _PARTICLES
        if choice is not None and not (choice.kind == "verb" and phrasal):
            found.append(word)
    return found


@dataclass(frozen=True, slots=True)
class _Choice:
    kind: DifferenceKind
    marked: bool


@cache
def _families(*names: str) -> dict[str, dict[int, _Choice]]:
    """The rows of these names in the table of choices: each word with its rows."""
    found: dict[str, dict[int, _Choice]] = {}
    table = files(__package__).joinpath("choices.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line.split("\t")[0] in names]
    for number, (name, plain, marked) in enumerate(rows):
        for part, is_marked in ((plain, False), (marked, True)):
            for word in part.split():
                found.setdefault(word, {})[number] = _Choice(_KINDS[name], is_marked)
    return found


_KINDS: dict[str, DifferenceKind] = {
    "label": "label",
    "verb": "verb",
    "slot-label": "label",
    "slot-verb": "verb",
    "slot-adjective": "adjective",
    "slot-reporting": "reporting verb",
}


def _reporting(left: _Side, right: _Side) -> Iterator[Difference]:
    """The verbs that hand on one and the same quotation, where they are of different kinds."""
    one, other = _cue(left), _cue(right)
    if one is None or other is None or one[1] == other[1]:
        return
    mine, others = left.runs(), right.runs()
    shared = mine.keys() & others.keys()
    if left.beside(one[0], [mine[run] for run in shared]) and right.beside(
        other[0], [others[run] for run in shared]
    ):
        yield Difference(
            "reporting verb",
            left.place(one[0]),
            right.place(other[0]),
            f"{one[1]} verb here, {other[1]} there",
        )


def _cue(side: _Side) -> tuple[Span, str] | None:
    """The only reporting verb of a sentence, with its category."""
    found = [
        (span, entry.category)
        for span, entry in load("reporting", side.reading.language).find(side.own)
        if (entry.category != "neutral" or entry.entry in _PLAIN) and not _is_noun(side, span)
    ]
    return found[0] if len(found) == 1 else None


def _is_noun(side: _Side, span: Span) -> bool:
    """As in "the United States", "his on-camera claim", "in the note"."""
    at = next(n for n, word in enumerate(side.words) if word.span.start >= span.start)
    before = {word.lower for word in side.words[max(0, at - 2) : at]}
    capital = at > 0 and side.index > 0 and side.reading.text[span.start].isupper()
    return capital or (side.words[at].lower in _NOUNS and bool(before & _DETERMINERS))


_NOUNS = frozenset(
    """
    claim claims note notes state states report reports comment comments attack attacks demand demands charge
    charges warning warnings call calls promise promises answer answers reply boast boasts joke jokes
    """.split()
)
_DETERMINERS = frozenset("a an the his her its their our my this that these those no some any".split())


_PLAIN = frozenset({"say", "tell", "write", "add", "state", "announce"})


def _swaps(left: _Side, right: _Side) -> Iterator[Difference]:
    """Loaded words where the other sentence has something else, or nothing, between the same words."""
    matcher = SequenceMatcher(a=left.stems, b=right.stems, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    for one, following in pairwise(blocks):
        a = left.own[one.a + one.size : following.a]
        b = right.own[one.b + one.size : following.b]
        if not (a or b) or max(len(a), len(b)) > _MAX_SWAP:
            continue
        shared = left.own[one.a : one.a + one.size] + left.own[following.a : following.a + following.size]
        around = sum(word.lower not in STOP for word in shared)
        slot = list(_slot(left, right, a, b)) if around else []
        yield from slot
        if slot or around < 2 or _is_name(left, a) or _is_name(right, b):
            continue
        loaded = [
            (side, span, entry)
            for side, part in enumerate((a, b))
            for span, entry in load("loaded", left.reading.language).find(part)
        ]
        if len(loaded) == 1:
            side, span, entry = loaded[0]
            spans = [
                _spanned(a, left.own[one.a + one.size - 1]),
                _spanned(b, right.own[one.b + one.size - 1]),
            ]
            spans[side] = span
            yield Difference(
                _KIND_OF.get(entry.pos, "adjective"),
                left.place(spans[0]),
                right.place(spans[1]),
                f"“{entry.entry}” ({entry.category}) on one side alone",
            )


def _is_name(side: _Side, words: Sequence[Word]) -> bool:
    """Where one names and the other describes, they do not say the same in other words."""
    return bool(words) and all(side.reading.text[word.span.start].isupper() for word in words)


def _slot(left: _Side, right: _Side, a: Sequence[Word], b: Sequence[Word]) -> Iterator[Difference]:
    """Between the same words, one plain and one marked word of a family."""
    families = _families("slot-label", "slot-verb", "slot-adjective", "slot-reporting")
    for one, other in product(a, b):
        rows = families.get(one.lower, {}), families.get(other.lower, {})
        for number in sorted(rows[0].keys() & rows[1].keys()):
            if rows[0][number].marked != rows[1][number].marked:
                yield Difference(
                    rows[0][number].kind,
                    left.place(one.span),
                    right.place(other.span),
                    f"“{one.lower}” here, “{other.lower}” there",
                )
                return


_KIND_OF: dict[str, DifferenceKind] = {"v": "verb", "n": "label"}


def _spanned(words: Sequence[Word], before: Word) -> Span:
    if words:
        return Span(words[0].span.start, words[-1].span.end)
    return Span(before.span.end, before.span.end)


def _agent(passive: Deed, named: Deed) -> Difference:
    here, there = (Words(deed.article, deed.sentence, deed.span) for deed in (passive, named))
    if here.article < there.article:
        return Difference("agent", here, there, "no agent here; the other says who did it")
    return Difference("agent", there, here, "says who did it; the other names no agent")
