"""What the fast model reads of a sentence: words, pairs of words, parts of words, and signs from word lists.

Every clue belongs to one piece of the sentence (a word or a mark), or to two neighbours; that is what makes
the reasons exact.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from framing.lexicons import load
from framing.text import lower

LEXICONS = ("loaded", "hedges", "boosters", "absolutes", "reporting")
# A trained model is tied to how its sentences were cut, so the pattern is the classifier's own: words and
# numbers as in framing.text, and beside them the marks that carry tone.
_PIECE = re.compile(
    r"(?:[^\W\d_]\.){2,}"
    r"|[^\W\d_]+(?:['\-–&][^\W_]+)*"
    r"|\d+(?:[.,:]\d+)*(?:%|(?:st|nd|rd|th|s|m|bn|k)\b)?"
    r"|--+|\.{3,}|[!?\"…:;()\[\]—–]"
)
_SHORTEST, _LONGEST = 2, 5  # characters in a part of a word, its borders included
_SAME_MARK = {"–": "—", "--": "—", "---": "—", "...": "…", "....": "…"}
HIDDEN = ""
"""Stands for a piece from which nothing is learned."""

Hidden = frozenset[tuple[str, ...]]
"""Runs of lower-case words that give the outlet away, such as its own name."""

Signs = Mapping[str, tuple[str, ...]]
"""Word form -> the word-list categories it stands in."""


def cut(text: str) -> tuple[list[tuple[int, int]], list[str]]:
    """The pieces of a sentence: where each stands, and its lower-case form.

    >>> cut("A “disaster” -- really!")[1]
    ['a', '"', 'disaster', '"', '—', 'really', '!']
    """
    places: list[tuple[int, int]] = []
    forms: list[str] = []
    for match in _PIECE.finditer(lower(text)):
        places.append(match.span())
        form = match.group()
        forms.append(_SAME_MARK.get(form, form))
    return places, forms


def hide(forms: Sequence[str], hidden: Hidden) -> list[str]:
    """The forms, with every run that gives the outlet away made invisible.

    >>> hide(["the", "daily", "sun", "and", "daily", "life"], frozenset({("daily", "sun")}))
    ['the', '', '', 'and', 'daily', 'life']
    """
    shown = list(forms)
    for run in hidden:
        if run[0] not in shown:
            continue
        size = len(run)
        for at in range(len(shown) - size + 1):
            if tuple(shown[at : at + size]) == run:
                shown[at : at + size] = [HIDDEN] * size
    return shown


def piece_clues(form: str, signs: Signs) -> list[str]:
    """The clues of one piece alone: itself, its word-list categories, its parts of two to five characters.

    >>> piece_clues("it", {"it": ("demo/x",)})
    ['w it', 's demo/x', 'c  i', 'c it', 'c t ', 'c  it', 'c it ', 'c  it ']
    """
    if form == HIDDEN:
        return []
    bordered = f" {form} "
    parts = [
        f"c {bordered[at : at + size]}"
        for size in range(_SHORTEST, min(_LONGEST, len(bordered)) + 1)
        for at in range(len(bordered) - size + 1)
    ]
    return [f"w {form}", *(f"s {sign}" for sign in signs.get(form, ())), *parts]


def pair_clue(left: str, right: str) -> str:
    """The clue of two neighbours; empty where one of them is hidden.

    >>> pair_clue("so", "called")
    'p so called'
    """
    return f"p {left} {right}" if left and right else ""


def list_signs(language: str = "en") -> dict[str, tuple[str, ...]]:
    """The single words of the project's word lists, in every form, with their categories.

    Words that count in one sense only (`unless`) are left out: the model learns those from the labels.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for name in LEXICONS:
        for form, entry in sorted(load(name, language).by_form.items()):
            if len(form) == 1 and not entry.unless:
                found[form[0]] += [name, f"{name}/{entry.category}"]
    return {form: tuple(dict.fromkeys(names)) for form, names in sorted(found.items())}
