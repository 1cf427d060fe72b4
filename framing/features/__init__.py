"""The framing signs, one file each, and the one function that measures them all.

A sign is a module of this folder whose name does not begin with "_". It has

    ORDER     where it stands among the signs
    TITLE     what it is called on a page
    MEANING   one plain sentence: what it shows
    UNIT      "words" (a rate per 100 words), "share" (of all words), or "headline" (yes or no, per headline)
    find      a function from a `Reading` to its `Evidence`s, in order of place, none of them overlapping

and, where its evidence is the quotation marks themselves, `ABOUT_MARKS = True`: putting words in marks is
the outlet's doing, so that all of it counts as the outlet's own; and, where it rests on word lists, `LISTS`,
their names: in a language that does not have them all the sign is not looked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from framing.lexicons import has
from framing.records import Evidence, Profile, Signs, Tally
from framing.text import Reading


@dataclass(frozen=True, slots=True)
class Sign:
    """One framing sign as pages describe it; `id` is the name of its file."""

    id: str
    title: str
    meaning: str
    unit: str
    order: int


def signs(language: str = "en") -> tuple[Sign, ...]:
    """Every framing sign that is looked for in a language, in the order that the signs declare.

    >>> [sign.id for sign in signs()][:3]
    ['loaded', 'hedges', 'boosters']
    """
    return tuple(sign for sign, _ in _modules(language))


def measure(reading: Reading) -> Signs:
    """Find every framing sign in one article, counted in the outlet's own words and, apart, in quoted ones.

    A sign's words are those it was looked for in: the outlet's own or the quoted ones; for a "share" all
    words; for a "headline" 1 where the article has a headline, else 0.

    >>> from framing.records import Article
    >>> from framing.text import read
    >>> text = "The disgraceful vote" + chr(10) * 2 + '“It was a farce,” she said.'
    >>> found = measure(read(Article("a", None, None, "unknown", text[:20], text)))
    >>> [(e.feature, e.span.of(text), e.quoted) for e in found.evidence if e.feature == "loaded"]
    [('loaded', 'disgraceful', False), ('loaded', 'farce', True)]
    >>> [(p.own, p.quoted) for p in found.profiles if p.feature == "loaded"]
    [(Tally(hits=1.0, words=5), Tally(hits=1.0, words=4))]
    """
    own, quoted = reading.word_counts()
    evidence: list[Evidence] = []
    profiles: list[Profile] = []
    for sign, module in _modules(reading.language):
        found: Sequence[Evidence] = tuple(module.find(reading))
        if not getattr(module, "ABOUT_MARKS", False):
            found = [replace(e, quoted=True) if reading.is_quoted(e.span) else e for e in found]
        evidence += found
        words = {"words": (own, quoted), "share": (own + quoted, 0)}.get(
            sign.unit, (_headlines(reading),) * 2
        )
        profiles.append(
            Profile(
                article=reading.article.id,
                feature=sign.id,
                own=Tally(float(sum(e.weight for e in found if not e.quoted)), words[0]),
                quoted=Tally(float(sum(e.weight for e in found if e.quoted)), words[1]),
            )
        )
    rank = {sign.id: at for at, (sign, _) in enumerate(_modules(reading.language))}
    evidence.sort(key=lambda e: (e.span, rank[e.feature]))
    return Signs(reading.article.id, tuple(evidence), tuple(profiles))


@cache
def _modules(language: str) -> tuple[tuple[Sign, ModuleType], ...]:
    names = sorted(info.name for info in iter_modules(__path__) if not info.name.startswith("_"))
    found = []
    for name in names:
        module = import_module(f"{__name__}.{name}")
        if all(has(needed, language) for needed in getattr(module, "LISTS", ())):
            found.append((Sign(name, module.TITLE, module.MEANING, module.UNIT, module.ORDER), module))
    return tuple(sorted(found, key=lambda pair: (pair[0].order, pair[0].id)))


def _headlines(reading: Reading) -> int:
    return 1 if reading.sentences and reading.sentences[0].index == 0 else 0
