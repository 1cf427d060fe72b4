"""Where the words of a text stand, as arrays: no step of Python for a word or a character.

A word is a number with its separators (`\\d+(?:[.,]\\d+)*`) or a run of letters and digits (`\\w+`). All else
parts words, hyphens and apostrophes too, so that "drug-cartel" and "drug cartel" are the same words.
"""

from __future__ import annotations

import re
from functools import cache

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Hashes = NDArray[np.uint64]
Flags = NDArray[np.bool_]
Codes = NDArray[np.uint32]

_WORD, _DIGIT, _POINT, _MARK = 1, 2, 4, 8
_LAST_CODE = 0x110000
# An odd number with an inverse modulo 2**64, so that the hash of a word is a difference of running sums.
_BASE = 0x9E3779B97F4A7C15
_INVERSE = pow(_BASE, -1, 1 << 64)
MARGIN = 2
_BREAKS = "\n" * MARGIN  # so that the characters around a word can be looked at without leaving the text


@cache
def _kinds() -> NDArray[np.uint8]:
    """What each code point is, as the regular expressions see it."""
    every = "".join(map(chr, range(_LAST_CODE)))
    found = np.zeros(_LAST_CODE, np.uint8)
    kinds = ((r"\w+", _WORD), (r"\d+", _DIGIT), (r"[.,]", _POINT), ('[“”"\n]', _MARK))
    for pattern, kind in kinds:
        for match in re.finditer(pattern, every):
            found[match.start() : match.end()] |= kind
    return found


def codes(text: str) -> Codes:
    """The code points of a text, with MARGIN line breaks at both ends."""
    return np.frombuffer((_BREAKS + text + _BREAKS).encode("utf-32-le", "surrogatepass"), np.uint32)


def cut(text: Codes) -> tuple[Ints, Ints]:
    """Where each word starts and ends in `codes(text)`, in order.

    >>> text = "The 1,057th rise of 3.5 points, v2.1"
    >>> [(chr(10) * 2 + text)[a:b] for a, b in zip(*cut(codes(text)))]
    ['The', '1,057', 'th', 'rise', 'of', '3.5', 'points', 'v2', '1']
    """
    kinds = _kinds()[text]
    starts, ends = _stretches(kinds & _WORD)
    at = np.flatnonzero(kinds[starts] & _DIGIT)
    if not len(at):
        return starts, ends
    digit_starts, digit_ends = _stretches(kinds & _DIGIT)
    stop = digit_ends[np.searchsorted(digit_starts, starts[at])]
    rest = stop < ends[at]  # "19th": a number, then a word
    after = starts[at][0:0], ends[at][0:0]
    if rest.any():
        after = stop[rest], ends[at][rest]
    goes_on = ~rest & ((kinds[stop] & _POINT) > 0) & ((kinds[stop + 1] & _DIGIT) > 0)
    first, last = np.ones(len(starts), bool), np.ones(len(starts), bool)
    last[at[goes_on]] = first[at[goes_on] + 1] = False
    ends[at] = stop
    starts, ends = starts[first], ends[last]
    place = np.searchsorted(starts, after[0])
    return np.insert(starts, place, after[0]), np.insert(ends, place, after[1])


def _stretches(kinds: NDArray[np.integer]) -> tuple[Ints, Ints]:
    """Start and end of each stretch that is not zero; the first and the last entry are zero."""
    edges = np.flatnonzero((kinds[1:] > 0) != (kinds[:-1] > 0)) + 1
    return edges[0::2], edges[1::2]


def hashes(text: Codes, starts: Ints, ends: Ints) -> Hashes:
    """A 64-bit hash of each word that depends on its characters alone (Karp and Rabin, 1987)."""
    powers, inverses = _powers(1 << max(len(text) - 1, 1).bit_length())
    sums = np.empty(len(text) + 1, np.uint64)
    sums[0] = 0
    np.cumsum(text * powers[: len(text)], out=sums[1:])
    return np.asarray((sums[ends] - sums[starts]) * inverses[starts])


@cache
def _powers(count: int) -> tuple[Hashes, Hashes]:
    tables = []
    for base in (_BASE, _INVERSE):
        table = np.full(count, base, np.uint64)
        table[0] = 1
        tables.append(np.multiply.accumulate(table))
    return tables[0], tables[1]


def quoted(text: Codes, words: Ints) -> Flags:
    """Which of the words (by their starts) stand in quotation marks; a mark left open ends with its line."""
    at = np.flatnonzero(_kinds()[text] & _MARK)
    mark, place = text[at], np.arange(len(at))
    line = np.maximum.accumulate(np.where(mark == ord("\n"), place, 0))
    opened = np.maximum.accumulate(np.where(mark == ord("“"), place, -1))
    closed = np.maximum.accumulate(np.where(mark == ord("”"), place, -1))
    straight = np.cumsum(mark == ord('"'))
    inside = ((opened > closed) & (opened >= line)) | ((straight - straight[line]) % 2 == 1)
    # the text begins with a line break: every word has a mark before it
    return np.repeat(inside, np.diff(np.searchsorted(words, at), append=len(words)))


def first_places(found: Hashes) -> Ints:
    """For every hash the position of the first one that is equal to it.

    In a table without order the first hash takes a slot; those that meet another one there try again.

    >>> first_places(np.array([7, 9, 7, 8, 9], np.uint64)).tolist()
    [0, 1, 0, 3, 1]
    """
    places, pending = np.arange(len(found)), np.arange(len(found))
    bits = max(len(found), 1).bit_length() + 1
    table, mixed = np.empty(1 << bits, np.int64), found
    while len(pending):
        mixed = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(_BASE)
        slots = mixed >> np.uint64(64 - bits)
        table[slots[::-1]] = pending[::-1]  # the last one that is written stays: the first
        holder = table[slots]
        same = found[holder] == found[pending]
        places[pending[same]] = holder[same]
        pending, mixed = pending[~same], mixed[~same]
    return places


def numbered(found: Hashes) -> tuple[Ints, NDArray[np.int32]]:
    """Where each distinct hash stands first, and for every hash which of them it is."""
    places = first_places(found)
    first = places == np.arange(len(found))
    return np.flatnonzero(first), (np.cumsum(first, dtype=np.int32) - np.int32(1))[places]


class Numbers:
    """A number for every hash, in the order in which they are first met; a table with open addressing."""

    def __init__(self, slots: int = 1 << 16) -> None:
        self._bits = slots.bit_length() - 1
        self._keys = np.zeros(slots, np.uint64)
        self._ids = np.full(slots, -1, np.int32)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def of(self, found: Hashes) -> tuple[NDArray[np.int32], Ints]:
        """The number of every hash, and the positions in `found` of those that are new, in their order."""
        numbers = self._look_up(found)
        missing = np.flatnonzero(numbers < 0)
        if not len(missing):
            return numbers, missing
        fresh, which = numbered(found[missing])
        numbers[missing] = self._count + which
        given = np.arange(self._count, self._count + len(fresh), dtype=np.int32)
        self._count += len(fresh)
        if self._count * 2 > len(self._keys):
            self._grow()
        self._insert(found[missing[fresh]], given)
        return numbers, missing[fresh]

    def _slots(self, found: Hashes) -> Ints:
        mixed = (found ^ (found >> np.uint64(29))) * np.uint64(_BASE)
        return (mixed >> np.uint64(64 - self._bits)).astype(np.int64)

    def _look_up(self, found: Hashes) -> NDArray[np.int32]:
        slots = self._slots(found)
        numbers = self._ids[slots]
        pending = np.flatnonzero((self._keys[slots] != found) & (numbers >= 0))
        slots = slots[pending]
        while len(pending):
            slots = (slots + 1) & (len(self._keys) - 1)
            numbers[pending] = self._ids[slots]
            other = (self._keys[slots] != found[pending]) & (numbers[pending] >= 0)
            pending, slots = pending[other], slots[other]
        return numbers

    def _insert(self, keys: Hashes, ids: NDArray[np.int32]) -> None:
        slots = self._slots(keys)
        while len(keys):
            free = np.flatnonzero(self._ids[slots] < 0)
            _, first = np.unique(slots[free], return_index=True)
            placed = free[first]
            self._keys[slots[placed]], self._ids[slots[placed]] = keys[placed], ids[placed]
            left = np.ones(len(keys), bool)
            left[placed] = False
            keys, ids, slots = keys[left], ids[left], (slots[left] + 1) & (len(self._keys) - 1)

    def _grow(self) -> None:
        kept = self._ids >= 0
        keys, ids = self._keys[kept], self._ids[kept]
        while self._count * 2 > len(self._keys):
            self._bits += 1
            self._keys = np.zeros(1 << self._bits, np.uint64)
        self._ids = np.full(1 << self._bits, -1, np.int32)
        self._insert(keys, ids)
