"""The inflected forms of an English word: what a word list's entry is looked for as."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

_VOWELS = "aeiou"
# Verbs of more than one syllable whose last consonant doubles all the same, since the stress lies on it.
_DOUBLES = frozenset(
    "admit allot commit compel confer control defer deter expel incur infer occur omit permit "
    "prefer propel rebut rebel recur refer regret remit repel submit transfer".split()
)


@cache
def irregular() -> dict[str, tuple[str, str]]:
    """Base form to past and participle, from `irregular.tsv`."""
    text = files(__package__).joinpath("en", "irregular.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {base: (past, participle) for base, past, participle in rows}


def forms(entry: str, pos: str) -> tuple[str, ...]:
    """Every form of an entry, its base form first: verbs inflect their first word, nouns their last.

    >>> forms("point out", "v")
    ('point out', 'points out', 'pointed out', 'pointing out')
    >>> forms("mob", "n"), forms("bleak", "a")
    (('mob', 'mobs'), ('bleak', 'bleaker', 'bleakest'))
    """
    words = entry.split()
    if pos == "v":
        found = [" ".join([form, *words[1:]]) for form in _verb(words[0])]
    elif pos == "n":
        found = [" ".join([*words[:-1], form]) for form in (words[-1], _plural(words[-1]))]
    elif pos == "a" and len(words) == 1:
        found = [entry, *_degrees(entry)]
    else:
        found = [entry]
    return tuple(dict.fromkeys(found))


def _verb(base: str) -> list[str]:
    past, participle = irregular().get(base, ("", ""))
    regular = _with_ending(base, "ed")
    return [base, _plural(base), past or regular, participle or regular, _with_ending(base, "ing")]


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "x", "z", "ch", "sh", "o")) else f"{word}s"


def _with_ending(word: str, ending: str) -> str:
    if word.endswith("e") and not word.endswith(("ee", "oe", "ye")):
        stem = f"{word[:-2]}y" if word.endswith("ie") and ending == "ing" else word[:-1]
        return f"{stem}{ending}"
    if word.endswith("ee") and ending.startswith("e"):
        return f"{word}{ending[1:]}"
    if word.endswith("y") and word[-2:-1] not in _VOWELS and ending != "ing":
        return f"{word[:-1]}i{ending}"
    return f"{word}{word[-1]}{ending}" if _doubles(word) else f"{word}{ending}"


def _doubles(word: str) -> bool:
    if len(word) < 3 or word[-1] in f"{_VOWELS}wxy" or word[-2] not in _VOWELS:
        return False
    if word[-3] in _VOWELS and word[-3:-1] != "ui":
        return False
    syllables = sum(
        a in f"{_VOWELS}y" and b not in f"{_VOWELS}y" for a, b in zip(word, f"{word[1:]} ", strict=True)
    )
    return syllables == 1 or word in _DOUBLES


def _degrees(word: str) -> list[str]:
    syllables = sum(
        a in f"{_VOWELS}y" and b not in f"{_VOWELS}y" for a, b in zip(word, f"{word[1:]} ", strict=True)
    )
    silent = word.endswith("e")
    if syllables - silent > 1 and not word.endswith("y"):
        return []
    return [_with_ending(word, "er"), _with_ending(word, "est")]
