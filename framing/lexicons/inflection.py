"""The inflected forms of an English word: what a word list's entry is looked for as."""

from __future__ import annotations

from functools import cache

from framing.lexicons.languages import table

_VOWELS = "aeiou"
# Verbs of more than one syllable whose last consonant doubles all the same.
_DOUBLES = frozenset(
    "abhor acquit admit allot annul commit compel confer control debar defer demur deter dispel distil embed "
    "enrol entrap equip excel expel extol forbid forget fulfil handicap hobnob impel incur infer instil "
    "kidnap occur omit outwit patrol permit prefer program propel rebel rebut recur refer regret remit repel "
    "submit transfer transmit worship zigzag".split()
)
_OES = frozenset(
    "do echo embargo fiasco go hero mosquito potato tomato tornado torpedo undergo veto volcano".split()
)
_HARD_CH = frozenset("eunuch matriarch monarch oligarch patriarch stomach tech".split())
_NOT_MEN = frozenset("caiman german human ottoman roman shaman talisman".split())
_NOUNS = {
    "child": "children",
    "foot": "feet",
    "knife": "knives",
    "life": "lives",
    "person": "people",
    "thief": "thieves",
    "wife": "wives",
    "wolf": "wolves",
}
_DEGREES = {"bad": ["worse", "worst"], "far": ["further", "furthest"], "good": ["better", "best"]}
# The noun of a phrase stands before the first of these: "slaps in the face".
_AFTER_NOUN = frozenset("against for from in of on over to under with".split())


@cache
def irregular() -> dict[str, tuple[str, str]]:
    """Base form to past and participle, from `irregular.tsv`."""
    rows = (
        line.split("\t")
        for line in table("en", "irregular").splitlines()
        if line and not line.startswith("#")
    )
    return {base: (past, participle) for base, past, participle in rows}


def forms(entry: str, pos: str) -> tuple[str, ...]:
    """Every form of an entry, its base form first.

    Verbs inflect their first word; nouns their last, or the one before a preposition. Where American and
    British spelling differ ("labeled", "labelled"), both are given.

    >>> forms("point out", "v")
    ('point out', 'points out', 'pointed out', 'pointing out')
    >>> forms("mob", "n"), forms("bleak", "a")
    (('mob', 'mobs'), ('bleak', 'bleaker', 'bleakest'))
    >>> forms("slap in the face", "n")
    ('slap in the face', 'slaps in the face')
    """
    words = entry.split()
    if pos == "v":
        found = [" ".join([form, *words[1:]]) for form in _verb(words[0])]
    elif pos == "n":
        at = next((n for n, word in enumerate(words) if n and word in _AFTER_NOUN), len(words)) - 1
        found = [" ".join([*words[:at], form, *words[at + 1 :]]) for form in (words[at], _noun(words[at]))]
    elif pos == "a" and len(words) == 1:
        found = [entry, *_degrees(entry)]
    else:
        found = [entry]
    return tuple(dict.fromkeys(found))


def _verb(base: str) -> list[str]:
    past, participle = irregular().get(base, ("", ""))
    found = [base, _plural(base)]
    found += [past, participle] if past else _with_ending(base, "ed")
    return [*found, *_with_ending(base, "ing")]


def _noun(word: str) -> str:
    if word in _NOUNS:
        return _NOUNS[word]
    if word.endswith("man") and word not in _NOT_MEN:
        return f"{word[:-2]}en"
    return f"{word[:-2]}es" if word.endswith("sis") else _plural(word)


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return f"{word[:-1]}ies"
    if word in _HARD_CH:
        return f"{word}s"
    return f"{word}es" if word.endswith(("s", "x", "z", "ch", "sh")) or word in _OES else f"{word}s"


def _with_ending(word: str, ending: str) -> list[str]:
    """The word with -ed, -ing, -er or -est: one form, or the American and the British one."""
    if word.endswith("e"):
        if ending.startswith("e"):
            return [f"{word}{ending[1:]}"]
        if word.endswith("ie"):
            return [f"{word[:-2]}y{ending}"]
        return [f"{word if word.endswith(('ee', 'oe', 'ye', 'inge')) else word[:-1]}{ending}"]
    if word.endswith("y") and word[-2:-1] not in _VOWELS and ending != "ing":
        return [f"{word[:-1]}i{ending}"]
    if word.endswith("ic"):
        return [f"{word}k{ending}"]
    if _doubles(word):
        return [f"{word}{word[-1]}{ending}"]
    if len(word) > 4 and word[-1] == "l" and word[-2] in _VOWELS and word[-3] not in _VOWELS:
        return [f"{word}{ending}", f"{word}l{ending}"]
    return [f"{word}{ending}"]


def _syllables(word: str) -> int:
    vowels = f"{_VOWELS}y"
    return sum(a in vowels and b not in vowels for a, b in zip(word, f"{word[1:]} ", strict=True))


def _doubles(word: str) -> bool:
    if len(word) < 3 or word[-1] in f"{_VOWELS}wxy" or word[-2] not in _VOWELS:
        return False
    if word[-3] in _VOWELS and not word[:-2].endswith("qu"):
        return False
    return word in _DOUBLES or _syllables(word) == 1


def _degrees(word: str) -> list[str]:
    if word in _DEGREES:
        return _DEGREES[word]
    if "-" in word or (_syllables(word) - word.endswith("e") > 1 and not word.endswith("y")):
        return []
    return [*_with_ending(word, "er")[:1], *_with_ending(word, "est")[:1]]
