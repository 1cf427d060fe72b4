"""Word lists, one entry a line, each with where the idea comes from.

A list is a tab-separated file `lexicons/<language>/<name>.tsv`. Lines that begin with `#` are its heading:
the first one is its title. The columns:

    entry     the base form, in lower case; several words where it is a phrase
    category  the list's own subdivision
    pos       v verb, n noun, a adjective, r adverb, x as it stands: says which forms are looked for too
    source    where the idea comes from: a short key, spelled out in the file's heading
    sense     empty, or the only sense in which the entry counts, in plain words
    unless    empty, or words (commas between them) that rule it out when they stand in the same sentence
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from framing.errors import FramingError
from framing.lexicons.inflection import forms
from framing.records import Span, Word

COLUMNS = ("entry", "category", "pos", "source", "sense", "unless")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a word list."""

    entry: str
    category: str
    pos: str
    source: str
    sense: str = ""
    unless: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A word list in which every inflected form leads to its entry."""

    name: str
    title: str
    entries: tuple[Entry, ...]
    by_form: dict[tuple[str, ...], Entry]
    longest: int

    def find(self, words: Sequence[Word]) -> Iterator[tuple[Span, Entry]]:
        """The entries that stand in one sentence, longest first where they overlap, in order of place.

        >>> from framing.text import words
        >>> text = "Critics slammed the controversial plan."
        >>> [(span.of(text), entry.category) for span, entry in load("reporting").find(words(text))]
        [('slammed', 'emotive')]
        """
        lowers = [word.lower for word in words]
        present = frozenset(lowers)
        at = 0
        while at < len(lowers):
            for length in range(min(self.longest, len(lowers) - at), 0, -1):
                entry = self.by_form.get(tuple(lowers[at : at + length]))
                if entry is not None and not (entry.unless & present):
                    yield Span(words[at].span.start, words[at + length - 1].span.end), entry
                    at += length - 1
                    break
            at += 1


@cache
def load(name: str, language: str = "en") -> Lexicon:
    """Read a word list of this package.

    Raises:
        FramingError: the file breaks the format; says in which line and how.
    """
    text = files(__package__).joinpath(language, f"{name}.tsv").read_text(encoding="utf-8")
    return parse(text, name=name)


def parse(text: str, *, name: str) -> Lexicon:
    """Read a word list from the text of its file.

    >>> lexicon = parse("# Demo" + chr(10) + "slam\\temotive\\tv\\town", name="demo")
    >>> lexicon.title, sorted(lexicon.by_form)
    ('Demo', [('slam',), ('slammed',), ('slamming',), ('slams',)])

    Raises:
        FramingError: a line has too few columns, an unknown part of speech, or stands twice.
    """
    title, entries, by_form = "", list[Entry](), dict[tuple[str, ...], Entry]()
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("#") or not line.strip():
            title = title or line.lstrip("# ").strip()
            continue
        entry = _entry(line, f"{name}.tsv line {number}")
        if any(entry.entry == other.entry and entry.pos == other.pos for other in entries):
            raise FramingError(f"{name}.tsv line {number}: {entry.entry!r} stands twice", hint="keep one")
        entries.append(entry)
        for form in forms(entry.entry, entry.pos):
            by_form.setdefault(tuple(form.split()), entry)
    return Lexicon(name, title, tuple(entries), by_form, max(map(len, by_form), default=0))


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
    return Entry(
        entry, category, pos, source, sense, frozenset(w.strip() for w in unless.split(",") if w.strip())
    )
