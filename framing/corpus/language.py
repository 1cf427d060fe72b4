"""Which language a text is written in: by its script, then by its most common small words.

Deterministic and small on purpose: it only has to tell whether a text may be analysed. Function words as a
profile of a language: Ingle (1976); a text that is too short or mixed is left undetermined.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from framing.lexicons.languages import supported

# ISO 15924, by the first word of the letters' names
_SCRIPTS = {
    "arabic": "Arab", "armenian": "Armn", "bengali": "Beng", "cjk": "Hani", "cyrillic": "Cyrl",
    "devanagari": "Deva", "georgian": "Geor", "greek": "Grek", "hangul": "Kore", "hebrew": "Hebr",
    "hiragana": "Jpan", "katakana": "Jpan", "tamil": "Taml", "telugu": "Telu", "thai": "Thai",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_FOREIGN = re.compile(r"[^\W\d_\u0000-\u036f\u1e00-\u1eff]")  # letters of no Latin script
_READ = 1500  # characters of a text that are looked at
_ENOUGH = 20  # words; fewer tell nothing
_SHARE = 0.12  # of the words must be the language's small words: half of what its own texts hold
_LEAD = 1.5  # times as many as of any other language


@dataclass(frozen=True, slots=True)
class Detected:
    """A language, or a script where only that can be told: its code (BCP 47) and its name in English."""

    code: str
    name: str


def detect(text: str) -> Detected | None:
    """The language of a text; None where it cannot be told.

    >>> detect("It rained on Friday.")
    >>> detect("Il a dit " + "que les prix de la ville ne sont pas dans le plan " * 4).name
    'French'
    """
    sample = _middle(text)
    script = _script(sample)
    if script:
        return Detected(f"und-{_SCRIPTS.get(script, 'Zzzz')}", f"a language in {script.title()} script")
    found = _WORD.findall(sample.lower())
    if len(found) < _ENOUGH:
        return None
    profiles, counts = _profiles(), dict.fromkeys(_languages(), 0)
    for word, times in Counter(found).items():
        for code in profiles.get(word, ()):
            counts[code] += times
    shares = sorted(((counts[code] / len(found), code) for code in counts), reverse=True)
    (best, code), (second, _) = shares[:2]
    if best < _SHARE or best < _LEAD * second:
        return None
    return _languages()[code][0]


@cache
def _languages() -> dict[str, tuple[Detected, tuple[str, ...]]]:
    """Every language that can be told, with its small words: those of `languages.tsv`, and before them those
    with a folder."""
    rows = files(__package__).joinpath("languages.tsv").read_text(encoding="utf-8").splitlines()
    listed = (row.split("\t") for row in rows if not row.startswith("#"))
    found = {code: (Detected(code, name), tuple(words.split())) for code, name, words in listed}
    return found | {one.code: (Detected(one.code, one.name), one.common) for one in supported()}


@cache
def _profiles() -> dict[str, tuple[str, ...]]:
    """The languages in which each small word is common."""
    found: dict[str, tuple[str, ...]] = {}
    for code, (_, words) in _languages().items():
        for word in dict.fromkeys(words):
            found[word] = (*found.get(word, ()), code)
    return found


def _middle(text: str) -> str:
    """The part that is looked at: not the very beginning, where names and menus stand."""
    start = max(0, min(len(text) - _READ, len(text) // 10))
    return text[start : start + _READ]


def _script(sample: str) -> str:
    """The script of most letters, where it is not the Latin one."""
    if sample.isascii():
        return ""
    foreign = _FOREIGN.findall(sample)
    if 2 * len(foreign) <= sum(map(str.isalpha, sample)):
        return ""
    names = Counter(unicodedata.name(char, "unknown").split()[0] for char in foreign)
    return min(names, key=lambda name: (-names[name], name)).lower()
