"""The same fact in other words: the differences in aligned sentences that matter, and no others.

What counts as a difference: another reporting verb for the same quotation; another word of the same small
family ("protesters", "rioters"); a loaded word that one sentence has and the other puts otherwise or leaves
out; an agent that one article names and another drops ("was killed" beside "police killed"), wherever the
two say so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Literal

from framing.compare.variants import stem
from framing.compare.weights import LIGHT, STOP
from framing.features import passives
from framing.lexicons import load
from framing.lexicons.inflection import irregular
from framing.records import Comparison, Span, Word
from framing.text import Reading

DifferenceKind = Literal["reporting verb", "verb", "label", "adjective", "agent"]

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
            left = _Side(by_id[overlap.left], pair.left)
            right = _Side(by_id[overlap.right], pair.right)
            for each in _compared(left, right):
                found.setdefault((each.left, each.right), each)
    for each in _agents(readings):
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
    table = files(__package__).joinpath("choices.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line.startswith(("label", "verb"))]
    for number, (name, plain, marked) in enumerate(rows):
        kind: DifferenceKind = "verb" if name == "verb" else "label"
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


def _agents(readings: Sequence[Reading]) -> Iterator[Difference]:
    """Passives without an agent, each with the first clause of another article that says who did it.

    The sentences need not be aligned: the verb and what it is done to must be the same. A passive whose
    own article says elsewhere who did it leaves nobody out.
    """
    ordered = sorted(readings, key=lambda reading: reading.article.id)
    deeds = {reading.article.id: tuple(_deeds(reading)) for reading in ordered}
    for reading in ordered:
        for deed in _done(reading):
            if any(_same_deed(deed, own) for own in deeds[reading.article.id]):
                continue
            for other in ordered:
                told = (each for each in deeds[other.article.id] if _same_deed(deed, each))
                named = None if other is reading else next(told, None)
                if named is not None:
                    yield _agent(deed, named)


def _agent(deed: _Deed, named: _Deed) -> Difference:
    if deed.words.article < named.words.article:
        return Difference("agent", deed.words, named.words, "no agent here; the other says who did it")
    return Difference("agent", named.words, deed.words, "says who did it; the other names no agent")


# Verbs for one and the same deed; what it is done to must be the same as well.
_DEEDS = """
fire use deploy turn employ
end cut-short guillotine curtail close
delay put-off postpone
eliminate cut axe shed scrap
search rummage
"""
_PARTICLES = frozenset("off out up down away back over short".split())
_BE = frozenset("was were been being is are be am".split())
_MODAL = frozenset("would could can should may might must".split())
_NOT = frozenset("not never n't didn't hadn't hasn't haven't won't wouldn't couldn't wasn't weren't".split())
_AUXILIARIES = _BE | _MODAL | _NOT | frozenset("have has had did do does will also then later".split())
_DETERMINERS = frozenset("a an the his her its their our my this that these those no some any all".split())
_OBJECT_REACH = 7  # words behind a verb in which what it is done to begins


@dataclass(frozen=True, slots=True)
class _Deed:
    """A verb with what it is done to, as stems; `verb` holds its particle ("put-off").

    `fact` is False for what may or should be done, `denied` True for what was not.
    """

    verb: str
    fact: bool
    denied: bool
    done_to: frozenset[str]
    words: Words


def _same_deed(one: _Deed, other: _Deed) -> bool:
    if not one.done_to & other.done_to or (one.fact, one.denied) != (other.fact, other.denied):
        return False
    return one.verb == other.verb or bool(_kin(one.verb) & _kin(other.verb))


@cache
def _kin(verb: str) -> frozenset[int]:
    rows = [{_verb(*name.split("-")) for name in line.split()} for line in _DEEDS.strip().splitlines()]
    return frozenset(number for number, row in enumerate(rows) if verb in row)


def _verb(word: str, particle: str = "") -> str:
    return f"{stem(word)}-{particle}" if particle in _PARTICLES else stem(word)


def _done(reading: Reading) -> Iterator[_Deed]:
    """The passives without an agent, each with its subject."""
    for found in passives.find(reading):
        sentence = reading.sentence_at(found.span.start)
        if sentence is None or sentence.index == 0 or reading.is_quoted(found.span):
            continue
        line = reading.words_of(sentence)
        first = next(at for at, word in enumerate(line) if word.span.start >= found.span.start)
        last = next(at for at, word in enumerate(line) if word.span.end >= found.span.end)
        start, heads = _subject(reading.text, line, first)
        if heads:
            after = line[last + 1].lower if last + 1 < len(line) else ""
            words = Words(reading.article.id, sentence.index, Span(line[start].span.start, found.span.end))
            mood = _mood(line[max(0, start - 2) : last])
            yield _Deed(_verb(line[last].lower, after), *mood, heads, words)


def _mood(helpers: Sequence[Word]) -> tuple[bool, bool]:
    """Whether it is told as a fact, and whether it is denied."""
    lowers = {word.lower for word in helpers}
    return not lowers & _MODAL, bool(lowers & _NOT)


def _subject(text: str, line: Sequence[Word], first: int) -> tuple[int, frozenset[str]]:
    """Where the subject of a passive begins, and its noun, or two joined by "and"; none where unsure."""
    at = first - 1
    while at >= 0 and (line[at].lower in _AUXILIARIES or line[at].lower.endswith("ly")):
        at -= 1
    if at < 0 or not _noun(line[at]) or not _touch(text, line, at, at + 1):
        return at, frozenset()
    heads, start = {stem(line[at].lower)}, at
    while start > 0 and _touch(text, line, start - 1, start):
        low = line[start - 1].lower
        if low == "and" and start > 1 and _noun(line[start - 2]) and not line[start - 2].lower.endswith("ed"):
            heads.add(stem(line[start - 2].lower))
        elif low in STOP and low not in _DETERMINERS:
            break
        start -= 1
        if low in _DETERMINERS:
            break
    before = line[start - 1].lower if start and _touch(text, line, start - 1, start) else ""
    return start, frozenset() if before in _PREPOSITIONS else frozenset(heads)


_PREPOSITIONS = frozenset("of in on at by for with from to into over under against between".split())


def _noun(word: Word) -> bool:
    low = word.lower
    light = low in STOP or low in LIGHT
    return not light and low[0].isalpha() and not low.endswith(("ly", "'s"))


def _touch(text: str, line: Sequence[Word], one: int, other: int) -> bool:
    """Nothing but white space stands between two neighbours."""
    return text[line[one].span.end : line[other].span.start].isspace()


def _deeds(reading: Reading) -> Iterator[_Deed]:
    """Active clauses: somebody, a verb, and the nouns close behind it."""
    for sentence, line in zip(reading.sentences, reading.words, strict=True):
        if sentence.index == 0:
            continue  # a headline leaves out "was": what looks active may be passive
        for at in range(1, len(line)):
            doer = _doer(reading, line, at)
            if doer is None:
                continue
            objects, particle = _objects(reading, line, at)
            if objects:
                span = Span(line[doer].span.start, line[at].span.end)
                words = Words(reading.article.id, sentence.index, span)
                yield _Deed(_verb(line[at].lower, particle), *_mood(line[doer:at]), objects, words)


def _doer(reading: Reading, line: Sequence[Word], at: int) -> int | None:
    """The place of who does it: a name, a plural, or a noun with an article before it."""
    low = line[at].lower
    if low in STOP or reading.is_quoted(line[at].span) or not low[0].isalpha():
        return None
    doer, helped, passive = at - 1, False, False
    while doer >= 0 and (line[doer].lower in _AUXILIARIES or line[doer].lower.endswith("ly")):
        helped = helped or not line[doer].lower.endswith("ly")
        passive = passive or line[doer].lower in _BE
        doer -= 1
    if doer < 0 or passive or not (helped or _is_past(low)) or not _noun(line[doer]):
        return None
    name = reading.text[line[doer].span.start].isupper()
    article = any(
        word.lower in _DETERMINERS or word.lower.endswith("'s") for word in line[max(0, doer - 3) : doer]
    )
    plural = line[doer].lower.endswith("s") or line[doer].lower == "police"
    return doer if name or plural or article else None


@cache
def _is_past(low: str) -> bool:
    return low.endswith("ed") or any(low == past for past, _ in irregular().values())


def _objects(reading: Reading, line: Sequence[Word], at: int) -> tuple[frozenset[str], str]:
    """The nouns behind a verb up to the first other word, and the particle of the verb."""
    found, particle = set(), ""
    for place in range(at + 1, min(at + 1 + _OBJECT_REACH, len(line))):
        between = reading.text[line[place - 1].span.end : line[place].span.start]
        low = line[place].lower
        if low in _PARTICLES:
            particle = low
            continue
        counted = low == "of" and line[place - 1].lower[0].isdigit()
        if any(mark in between for mark in ",.;:!?—–()") or (
            low in STOP and low not in _DETERMINERS and low != "and" and not counted
        ):
            break
        if _noun(line[place]):
            found.add(stem(low))
    return frozenset(found), particle
