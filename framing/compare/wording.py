"""The same fact in other words: the differences in aligned sentences that matter, and no others.

What counts as a difference: another reporting verb for the same quotation; another word of the same small
family ("protesters", "rioters"); a loaded word that one sentence has and the other puts otherwise or leaves
out; an agent that one sentence names and the other drops ("was killed" beside "police killed").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from itertools import pairwise
from typing import Literal

from framing.compare.variants import stem
from framing.compare.weights import STOP
from framing.lexicons import load
from framing.records import Comparison, Span, Word
from framing.text import Reading

DifferenceKind = Literal["reporting verb", "verb", "label", "adjective", "agent"]

# Families of words for the same people or deed, of which an outlet chooses one: plain words before the bar,
# words that take a side, stir or shrink behind it. Two plain words are no difference.
_CHOICES = """
label: protester protesters demonstrator demonstrators marchers | rioter rioters mob thugs yobs agitators
label: protest protests demonstration demonstrations march | riot riots rampage mayhem violence unrest
label: gunman gunmen fighter fighters | militant militants terrorist terrorists rebel rebels extremists
label: migrants immigrants | aliens refugees illegals invaders
label: war conflict | invasion operation intervention incursion aggression
label: government administration | regime junta
label: crash collision accident | disaster tragedy horror catastrophe carnage
label: workers employees staff | grafters workforce positions
label: executives managers management | boss bosses fat-cats
label: changes plan plans | reform reforms overhaul cuts cutbacks
label: police officers | cops
label: child children pupils | kids youngsters
verb: died killed | slain murdered slaughtered perished butchered
verb: dismissed fired | sacked axed ousted dumped
verb: hit struck collided hits strikes | smashed slammed crashed rammed ploughed smashes slams
verb: criticized criticised | slammed blasted attacked ripped lashed condemned denounced rebuked savaged
verb: rejected refused declined | dismissed rebuffed snubbed scorned spurned
verb: ended cancelled canceled closed | scrapped axed dropped abandoned gutted killed
verb: rose increased | soared surged rocketed exploded
verb: fell dropped | plunged plummeted slumped tumbled collapsed crashed
verb: entered | invaded stormed
verb: hurt injured wounded | battered maimed
verb: broke damaged | wrecked trashed smashed destroyed vandalised vandalized
"""
_PASSIVE = re.compile(
    r"\b(?:was|were|been|being|is|are|be)\s+(?:\w+ly\s+)?(\w+(?:ed|en|wn|ot|ut|id|ld|nt|pt|ght))\b"
)
_REACH = 6  # words between a passive and its "by"
_MAX_SWAP = 3  # words on either side of a swap


@dataclass(frozen=True, slots=True)
class Words:
    """Words as they stand in one article; an empty span marks where the other article has more."""

    article: str
    sentence: int
    span: Span


@dataclass(frozen=True, slots=True)
class Difference:
    """Two aligned sentences say it differently; `note` tells in plain words what the difference is."""

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
            left = _Side(by_id[overlap.left], pair.left)
            right = _Side(by_id[overlap.right], pair.right)
            for each in _compared(left, right):
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

    def quoted(self) -> set[tuple[str, ...]]:
        """Runs of four words inside quotation marks."""
        lowers = [w.lower if self.reading.is_quoted(w.span) else "" for w in self.words]
        runs = {tuple(lowers[at : at + 4]) for at in range(len(lowers) - 3)}
        return {run for run in runs if all(run)}


def _compared(left: _Side, right: _Side) -> Iterator[Difference]:
    yield from _choices(left, right)
    yield from _reporting(left, right)
    yield from _swaps(left, right)
    yield from _agents(left, right)
    for each in _agents(right, left):
        yield Difference(each.kind, each.right, each.left, each.note)


def _choices(left: _Side, right: _Side) -> Iterator[Difference]:
    """Words of one family, one on either side, at least one of them marked."""
    families = _families()
    for number in sorted({n for word in left.own for n in families.get(word.lower, {})}):
        mine = [word for word in left.own if number in families.get(word.lower, {})]
        others = [word for word in right.own if number in families.get(word.lower, {})]
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


@dataclass(frozen=True, slots=True)
class _Choice:
    kind: DifferenceKind
    marked: bool


@cache
def _families() -> dict[str, dict[int, _Choice]]:
    found: dict[str, dict[int, _Choice]] = {}
    for number, line in enumerate(_CHOICES.strip().splitlines()):
        name, _, words = line.partition(": ")
        kind: DifferenceKind = "verb" if name == "verb" else "label"
        plain, _, marked = words.partition(" | ")
        for part, is_marked in ((plain, False), (marked, True)):
            for word in part.split():
                found.setdefault(word, {})[number] = _Choice(kind, is_marked)
    return found


def _reporting(left: _Side, right: _Side) -> Iterator[Difference]:
    """The verbs that hand on one and the same quotation, where they are of different kinds."""
    one, other = _cue(left), _cue(right)
    if one is None or other is None or one[1] == other[1] or not left.quoted() & right.quoted():
        return
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
        for span, entry in load("reporting").find(side.own)
        if entry.category != "neutral" or entry.entry in _PLAIN
    ]
    return found[0] if len(found) == 1 else None


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
        if sum(word.lower not in STOP for word in shared) < 2:
            continue
        loaded = [
            (side, span, entry)
            for side, part in enumerate((a, b))
            for span, entry in load("loaded").find(part)
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


_KIND_OF: dict[str, DifferenceKind] = {"v": "verb", "n": "label"}


def _spanned(words: Sequence[Word], before: Word) -> Span:
    if words:
        return Span(words[0].span.start, words[-1].span.end)
    return Span(before.span.end, before.span.end)


def _agents(left: _Side, right: _Side) -> Iterator[Difference]:
    """A passive without its agent on the left; on the right the same verb, with somebody who does it."""
    if 0 in (left.index, right.index):
        return  # a headline leaves out "was": what looks active may be passive
    for base, span in _agentless(left).items():
        for doer, word, behind in zip(right.own, right.own[1:], range(2, len(right.own) + 1), strict=False):
            if stem(word.lower) != base or not word.lower.endswith(_PAST):
                continue
            rest = right.own[behind : behind + _REACH]
            passive = doer.lower in _BE
            named = passive and _by_somebody(rest)
            active = not passive and _names_somebody(doer, right.reading.text) and _has_object(rest)
            if named or active:
                yield Difference(
                    "agent",
                    left.place(span),
                    right.place(Span(doer.span.start, word.span.end)),
                    "no agent here; the other says who did it",
                )
                break


_PAST = ("ed", "t", "n", "de", "ew", "ld", "ook", "ave")
_BE = frozenset("was were been being is are be had have has".split())


def _by_somebody(behind: Sequence[Word]) -> bool:
    """ "by" and no number, which would be a date or an amount."""
    return any(one.lower == "by" and not after.lower[0].isdigit() for one, after in pairwise(behind))


def _has_object(behind: Sequence[Word]) -> bool:
    """An active verb is followed by what it is done to; "men accused of" is passive."""
    return bool(behind) and behind[0].lower not in _NO_OBJECT


_NO_OBJECT = frozenset(
    "of in with by for on at and or to from after as when that while but over during late".split()
)
_MONTHS = frozenset(
    "january february march april may june july august september october november december monday tuesday "
    "wednesday thursday friday saturday sunday".split()
)


def _names_somebody(doer: Word, text: str) -> bool:
    """The word before an active verb: a name, or a plural noun such as "officers" or "police"."""
    low = doer.lower
    if low in STOP or low in _MONTHS or low.endswith(("ly", "'s", "ing")):
        return False
    return text[doer.span.start].isupper() or low.endswith("s") or low == "police"


def _agentless(side: _Side) -> dict[str, Span]:
    text = side.reading.text
    start, end = side.own[0].span.start if side.own else 0, side.own[-1].span.end if side.own else 0
    found, reporting = {}, load("reporting").by_form
    for match in _PASSIVE.finditer(text, start, end):
        span = Span(*match.span())
        behind = [w.lower for w in side.own if w.span.start >= span.end][:_REACH]
        verb = match.group(1).lower()
        if "by" in behind or verb == "not" or side.reading.is_quoted(span) or (verb,) in reporting:
            continue  # "was announced": who announces is not what matters
        found[stem(verb)] = span
    return found
