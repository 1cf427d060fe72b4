"""What each article hands on of what somebody said, and how two such tellings differ, word by word."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from framing.compare.variants import stem
from framing.compare.voices import is_voice
from framing.compare.weights import LIGHT, STOP
from framing.records import Attribution, Piece, Span, TellingKind, Word
from framing.text import Reading

_PARTS = re.compile(r"[^-–]+")
# Words that may differ and still be another wording; more of them are another passage.
_FEW_INSIDE, _FEW_AT_AN_END = 6, 2
_MOVED = 4  # words in a row that stand at another place of a telling and are the same


@dataclass(frozen=True, slots=True)
class Told:
    """The words of one attribution, or of a quotation that is nobody's.

    `words` are those in quotation marks where `quoted`, else all of its content. `actor` is the key of the
    speaker, empty where it is not known; `place` counts among the article's attributions.
    """

    article: str
    place: int | None
    actor: str
    quoted: bool
    words: tuple[Word, ...]
    sentences: frozenset[int]

    @property
    def lowers(self) -> list[str]:
        return [word.lower for word in self.words]


def told_in(reading: Reading, given: Sequence[Attribution], keys: Sequence[str]) -> tuple[Told, ...]:
    """Everything that an article hands on: quoted words, and whole contents where some words are not quoted.

    Args:
        given: the attributions of the article.
        keys: the key of the speaker of each, empty where nobody is known.
    """
    every = list(_compared_words(reading))
    starts = [word.span.start for word in every]

    def within(spans: Iterable[Span]) -> list[Word]:
        return [w for s in spans for w in every[bisect_left(starts, s.start) : bisect_left(starts, s.end)]]

    found, heard = [], set[int]()
    for place, one in enumerate(given):
        if not is_voice(reading.article, one):
            continue
        words = within(one.content)
        quoted = [word for word in words if reading.is_quoted(word.span)] if one.kind != "indirect" else []
        heard.update(word.span.start for word in quoted)
        for is_quoted, some in ((True, quoted), (False, words if len(quoted) < len(words) else [])):
            if some:
                found.append(_told(reading, place, keys[place], is_quoted, some))
    for quote in reading.quotes:
        words = within([quote.inner])
        if words and not any(word.span.start in heard for word in words):
            found.append(_told(reading, None, "", True, words))
    return tuple(found)


def _compared_words(reading: Reading) -> Iterator[Word]:
    """The words of an article as they are compared: "[W]e" is one, and an editor's "[sic]" is none."""
    text, letter = reading.text, None
    for word in (word for line in reading.words for word in line):
        start, end = word.span.start, word.span.end
        bracketed = text[start - 1 : start] == "[" and text[end : end + 1] == "]"
        if bracketed and word.lower == "sic":
            continue
        if letter is not None and letter.span.end + 1 == start:
            yield from _units(Word(Span(letter.span.start, end), letter.lower + word.lower))
            letter = None
            continue
        if letter is not None:
            yield letter
        letter = word if bracketed and end - start == 1 else None
        if letter is None:
            yield from _units(word)
    if letter is not None:
        yield letter


def _units(word: Word) -> Iterator[Word]:
    """A word as it is compared: without dots, and its parts where it has hyphens ("F.B.I.", "tax-filing")."""
    for part in _PARTS.finditer(word.lower):
        span = Span(word.span.start + part.start(), word.span.start + part.end())
        yield Word(span, part.group().replace(".", ""))


def _told(reading: Reading, place: int | None, actor: str, quoted: bool, words: Sequence[Word]) -> Told:
    sentences = (reading.sentence_at(word.span.start) for word in words)
    inside = frozenset(sentence.index for sentence in sentences if sentence is not None)
    return Told(reading.article.id, place, actor, quoted, tuple(words), inside)


def passages(words: Sequence[Word], text: str) -> tuple[Span, ...]:
    """The passages of a text that some of its words make up, in order; other words in between part them.

    >>> from framing.text import words
    >>> text = "“We will,” she said, “not go.”"
    >>> [span.of(text) for span in passages([w for w in words(text) if w.lower not in ("she", "said")], text)]
    ['We will', 'not go']
    """
    found: list[list[Word]] = []
    for word in sorted(words, key=lambda one: one.span):
        if found and _go_on(found[-1][-1], word, text):
            found[-1].append(word)
        else:
            found.append([word])
    return tuple(Span(some[0].span.start, some[-1].span.end) for some in found)


def _go_on(one: Word, following: Word, text: str) -> bool:
    """Nothing but a few marks stands between two words."""
    between = text[one.span.end : following.span.start]
    return one.span.end <= following.span.start and len(between) < 8 and not any(map(str.isalnum, between))


def content_words(words: Iterable[str]) -> int:
    """How many lower-case words tell something: neither function words nor those of every news text."""
    return sum(word not in STOP and word not in LIGHT for word in words)


def longest_run(left: Sequence[str], right: Sequence[str]) -> list[str]:
    """The longest run of words that stands in both."""
    match = SequenceMatcher(None, left, right, autojunk=False).find_longest_match()
    return list(left[match.a : match.a + match.size])


def in_order(left: Sequence[str], right: Sequence[str]) -> list[str]:
    """The words that stand in both in the same order, in runs of two at least."""
    blocks = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
    return [word for block in blocks if block.size > 1 for word in left[block.a : block.a + block.size]]


def compared(
    of: Sequence[Word], own: Sequence[Word], of_text: str, own_text: str
) -> tuple[TellingKind, tuple[Piece, ...]]:
    """How a telling in quotation marks differs from the fullest one, and where.

    "verbatim" where no word differs, "cropped" where words are cut, or where each begins or ends elsewhere;
    "reworded" where a few other words stand in the place of some.

    Args:
        of, own: the words of the fullest telling and of this one, in order of place.
        of_text, own_text: the texts that they stand in.

    >>> from framing.text import words
    >>> left = "We will not go there."
    >>> for right in ("we will not go", "We won't go there."):
    ...     print(compared(words(left), words(right), left, right)[0])
    cropped
    reworded
    """
    left = [word.lower for word in of]
    own = in_order_of(left, own, own_text) or own
    right = [word.lower for word in own]
    found: list[Piece] = []
    runs = _moved(_runs(left, right), left, right)
    for run in runs:
        if run.same:
            found += _both(of[run.i : run.j], own[run.k : run.m], of_text, own_text)
            continue
        found += [Piece("cut", span, None) for span in passages(of[run.i : run.j], of_text)]
        found += [Piece("added", None, span) for span in passages(own[run.k : run.m], own_text)]
    kind = _kind(runs)
    return "reworded" if kind == "verbatim" and left != right else kind, tuple(found)


def in_order_of(left: Sequence[str], own: Sequence[Word], own_text: str) -> list[Word]:
    """The words of a telling in the order of another's, where each of its passages stands there; else none.

    >>> from framing.text import words
    >>> text = "He spoke of “a mess” and “the bridge”."
    >>> own = [word for word in words(text) if word.lower in ("a", "mess", "the", "bridge")]
    >>> [word.lower for word in in_order_of(["the", "bridge", "is", "a", "mess"], own, text)]
    ['the', 'bridge', 'a', 'mess']
    """
    placed: list[tuple[int, list[Word]]] = []
    for span in passages(own, own_text):
        some = [word for word in own if span.contains(word.span)]
        lowers = [word.lower for word in some]
        starts = (at for at in range(len(left)) if left[at : at + len(lowers)] == lowers)
        at = next((at for at in starts if all(at != other for other, _ in placed)), None)
        if at is None:
            return []
        placed.append((at, some))
    return [word for _, some in sorted(placed, key=lambda pair: pair[0]) for word in some]


@dataclass(frozen=True, slots=True)
class _Run:
    """Words `i` to `j` of the fullest telling and `k` to `m` of another: alike, or what each has alone."""

    i: int
    j: int
    k: int
    m: int
    same: bool = False


def _runs(left: Sequence[str], right: Sequence[str]) -> list[_Run]:
    """Both as runs, in order: alike, cut, or added. A lone function word between changes is no likeness."""
    steps = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    found: list[_Run] = []
    for number, (step, i, j, k, m) in enumerate(steps):
        around = [steps[at] for at in (number - 1, number + 1) if 0 <= at < len(steps)]
        wide = any(max(b - a, d - c) > _FEW_INSIDE for _, a, b, c, d in around)
        if step == "equal" and not (wide and j - i <= 2 and not content_words(left[i:j])):
            found.append(_Run(i, j, k, m, same=True))
        elif len(found) > 1 and not found[-1].same:
            found[-2:] = [_Run(found[-2].i, j, k, k), _Run(j, j, found[-1].k, m)]
        else:
            found += [_Run(i, j, k, k), _Run(j, j, k, m)]
    return found


def _moved(runs: list[_Run], left: Sequence[str], right: Sequence[str]) -> list[_Run]:
    """The runs with every passage that only stands elsewhere taken for the same."""
    while True:
        matches = []
        for one, cut in enumerate(runs):
            for other, added in enumerate(runs):
                if cut.same or added.same or cut.j - cut.i < _MOVED or added.m - added.k < _MOVED:
                    continue
                run = SequenceMatcher(None, left[cut.i : cut.j], right[added.k : added.m], autojunk=False)
                match = run.find_longest_match()
                i, k = cut.i + match.a, added.k + match.b
                if match.size >= _MOVED and content_words(left[i : i + match.size]) > 1:
                    matches.append((-match.size, one, other, i, k))
        if not matches:
            return [run for run in runs if run.i < run.j or run.k < run.m]
        minus, one, other, i, k = min(matches)
        j, m, cut, added = i - minus, k - minus, runs[one], runs[other]
        parts = {
            one: [_Run(cut.i, i, cut.k, cut.k), _Run(j, cut.j, cut.k, cut.k)],
            other: [
                _Run(added.i, added.i, added.k, k),
                _Run(i, j, k, m, same=True),
                _Run(added.i, added.i, m, added.m),
            ],
        }
        runs = [part for at, run in enumerate(runs) for part in parts.get(at, [run])]


def _kind(runs: Sequence[_Run]) -> TellingKind:
    kinds = set[TellingKind]()
    parts = [(same, list(some)) for same, some in groupby(runs, key=lambda run: run.same)]
    for number, (same, some) in enumerate(parts):
        if same:
            continue
        cut, added = sum(run.j - run.i for run in some), sum(run.m - run.k for run in some)
        inside = 0 < number < len(parts) - 1
        few = max(cut, added) <= (_FEW_INSIDE if inside else _FEW_AT_AN_END)
        kinds.add("reworded" if added and few and (inside or cut) else "cropped")
    return "verbatim" if not kinds else "reworded" if "reworded" in kinds else "cropped"


def _both(of: Sequence[Word], own: Sequence[Word], of_text: str, own_text: str) -> list[Piece]:
    """Words that both have, parted where either text breaks the quotation up."""
    found, first = list[Piece](), 0
    for at in range(1, len(of) + 1):
        if at < len(of) and _go_on(of[at - 1], of[at], of_text) and _go_on(own[at - 1], own[at], own_text):
            continue
        left = Span(of[first].span.start, of[at - 1].span.end)
        found.append(Piece("same", left, Span(own[first].span.start, own[at - 1].span.end)))
        first = at
    return found


def alike(of: Sequence[Word], own: Sequence[Word]) -> tuple[Piece, ...]:
    """The words of like stem that two tellings share, in order of the second; function words left out."""
    there: dict[str, Word] = {}
    for word in of:
        if word.lower not in STOP:
            there.setdefault(stem(word.lower), word)
    found: dict[str, Piece] = {}
    for word in own:
        if word.lower not in STOP and stem(word.lower) in there:
            found.setdefault(stem(word.lower), Piece("same", there[stem(word.lower)].span, word.span))
    return tuple(found.values())
