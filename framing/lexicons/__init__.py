"""Word lists, one entry a line, each with where the idea comes from.

A list is a tab-separated file `lexicons/<language>/<name>.tsv`. Lines that begin with `#` are its heading:
the first one is its title. The columns:

    entry     the base form, in lower case; several words where it is a phrase
    category  the list's own subdivision
    pos       v verb, n noun, a adjective, r adverb, x as it stands: says which forms are looked for too
    source    where the idea comes from: a short key, spelled out in the file's heading
    sense     empty, or the only sense in which the entry counts, in plain words
    unless    empty, or what rules it out, with commas between: a word that stands in the same sentence
              ("volcano"), the word right before ("heart _") or the word right after ("_ into")

A possessive ending is passed over: "the regime's army" holds "regime", and only that is the evidence. The
forms that are looked for are English ones: lists of other languages say x, with a line for every form.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from framing.errors import FramingError
from framing.lexicons.inflection import forms
from framing.lexicons.languages import table
from framing.records import Span, Word

COLUMNS = ("entry", "category", "pos", "source", "sense", "unless")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a word list; `unless`, `not_after` and `not_before` are what rules it out.

    >>> entry = parse("rock\\temotive\\tv\\town\\t\\tband, punk _, _ music", name="d").entries[0]
    >>> [sorted(words) for words in (entry.unless, entry.not_after, entry.not_before)]
    [['band'], ['punk'], ['music']]
    """

    entry: str
    category: str
    pos: str
    source: str
    sense: str = ""
    unless: frozenset[str] = frozenset()
    not_after: frozenset[str] = frozenset()
    not_before: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that stands in a sentence: its words are `first` up to, not including, `end`."""

    first: int
    end: int
    span: Span
    entry: Entry


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A word list in which every inflected form leads to its entry.

    `lengths` holds, for each word that begins an entry, how many words such entries have, longest first.
    """

    name: str
    title: str
    entries: tuple[Entry, ...]
    by_form: dict[tuple[str, ...], Entry]
    lengths: dict[str, tuple[int, ...]]

    def find(self, words: Sequence[Word]) -> Iterator[tuple[Span, Entry]]:
        """The entries that stand in one sentence, longest first where they overlap, in order of place.

        >>> from framing.text import words
        >>> text = "Critics slammed the controversial bill."
        >>> [(span.of(text), entry.category) for span, entry in load("reporting").find(words(text))]
        [('slammed', 'emotive')]
        """
        for match in self.matches(words):
            yield match.span, match.entry

    def matches(self, words: Sequence[Word]) -> Iterator[Match]:
        """As `find`, with the places of the words in the sentence.

        >>> from framing.text import words
        >>> [(m.first, m.end) for m in load("reporting").matches(words("She lashed out."))]
        [(1, 3)]
        """
        lowers = [word.lower for word in words]
        bare = [low[:-2] if low.endswith("'s") else low for low in lowers]
        done = 0
        for at, low in enumerate(bare):
            lengths = self.lengths.get(low) or (low != lowers[at] and self.lengths.get(lowers[at]))
            if not lengths or at < done:
                continue
            for length in lengths:
                entry = self._entry_at(lowers, bare, at, at + length)
                if entry is not None and _unbroken(words, at, at + length):
                    done = at + length
                    whole = tuple(lowers[at:done]) in self.by_form
                    cut = 0 if whole else len(lowers[done - 1]) - len(bare[done - 1])
                    yield Match(at, done, Span(words[at].span.start, words[done - 1].span.end - cut), entry)
                    break

    def _entry_at(self, lowers: list[str], bare: list[str], at: int, end: int) -> Entry | None:
        if end > len(lowers):
            return None
        entry = self.by_form.get(tuple(lowers[at:end]))
        if entry is None and lowers[end - 1] != bare[end - 1]:
            entry = self.by_form.get((*lowers[at : end - 1], bare[end - 1]))
        if entry is None or (entry.unless and not entry.unless.isdisjoint(bare)):
            return None
        if entry.not_after and at and lowers[at - 1] in entry.not_after:
            return None
        if entry.not_before and end < len(lowers) and lowers[end] in entry.not_before:
            return None
        return entry


def _unbroken(words: Sequence[Word], at: int, end: int) -> bool:
    """True when nothing but one blank parts the words: no comma, no quotation mark."""
    return all(words[n + 1].span.start - words[n].span.end == 1 for n in range(at, end - 1))


def has(name: str, language: str = "en") -> bool:
    """True where a language has a word list of that name.

    >>> has("hedges"), has("hedges", "xx")
    (True, False)
    """
    return bool(table(language, name))


@cache
def load(name: str, language: str = "en") -> Lexicon:
    """Read a word list of this package; one that the language does not have is empty.

    Raises:
        FramingError: the file breaks the format; says in which line and how.
    """
    return parse(table(language, name), name=name)


def parse(text: str, *, name: str) -> Lexicon:
    """Read a word list from the text of its file.

    >>> lexicon = parse("# Demo" + chr(10) + "slam\\temotive\\tv\\town", name="demo")
    >>> lexicon.title, sorted(lexicon.by_form)
    ('Demo', [('slam',), ('slammed',), ('slamming',), ('slams',)])

    Raises:
        FramingError: a line has too few columns, an unknown part of speech, or stands twice.
    """
    title, entries, by_form = "", list[Entry](), dict[tuple[str, ...], Entry]()
    known: set[tuple[str, str]] = set()
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("#") or not line.strip():
            title = title or line.lstrip("# ").strip()
            continue
        entry = _entry(line, f"{name}.tsv line {number}")
        if (entry.entry, entry.pos) in known:
            raise FramingError(f"{name}.tsv line {number}: {entry.entry!r} stands twice", hint="keep one")
        known.add((entry.entry, entry.pos))
        entries.append(entry)
        for form in forms(entry.entry, entry.pos):
            by_form.setdefault(tuple(form.split()), entry)
    lengths: dict[str, set[int]] = {}
    for words in by_form:
        lengths.setdefault(words[0], set()).add(len(words))
    longest_first = {word: tuple(sorted(found, reverse=True)) for word, found in lengths.items()}
    return Lexicon(name, title, tuple(entries), by_form, longest_first)


def _entry(line: str, where: str) -> Entry:
    cells = [cell.strip() for cell in line.split("\t")]
    if not 4 <= len(cells) <= len(COLUMNS):
        raise FramingError(
            f"{where}: {len(cells)} columns",
            hint=f"part these by tabs: {', '.join(COLUMNS)} (the last two may be empty)",
        )
    cells += [""] * (len(COLUMNS) - len(cells))
    entry, category, pos, source, sense, unless = cells
    if pos not in ("v", "n", "a", "r", "x"):
        raise FramingError(f"{where}: part of speech is {pos!r}", hint="use v, n, a, r or x")
    return Entry(entry, category, pos, source, sense, *_guards(unless, where))


def _guards(unless: str, where: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    anywhere, before, after = set[str](), set[str](), set[str]()
    for guard in filter(None, (part.strip() for part in unless.split(","))):
        match guard.split():
            case [word] if word != "_":
                anywhere.add(word)
            case [word, "_"]:
                before.add(word)
            case ["_", word]:
                after.add(word)
            case _:
                raise FramingError(
                    f"{where}: {guard!r} rules nothing out", hint="write: word, word _, or _ word"
                )
    return frozenset(anywhere), frozenset(before), frozenset(after)
