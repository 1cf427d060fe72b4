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

_WORDS = {
    "en": """
        the of and to in that is was for it with as his on be at by had not are but from or have
        an they which one you were her all their there been has would what will who said this
    """,
    "es": """
        de la que el en y los se del las un por con una su para es al lo como más pero sus le ha o
        este sí porque esta entre cuando muy sin sobre también fue hasta donde dijo
    """,
    "fr": """
        de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il
        sont avec ou son mais comme on ses leur être cette été aux nous dit
    """,
    "de": """
        der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es
        an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über
    """,
    "it": """
        di e il la che in un a per è una del con non si da sono le dei al nel alla come più della
        ha i gli anche ma lo se delle su o questo dal stato nella
    """,
    "pt": """
        de a o que e do da em um para com não uma os no se na por mais as dos como mas ao ele das
        à seu sua ou quando muito nos já também pelo pela até disse
    """,
    "nl": """
        de van het een en in is dat op te voor met zijn die aan niet er om ook als naar bij uit
        heeft door maar over werd wordt hij ze tot deze nog
    """,
    "sv": """
        och i att det som en på är av för med till den har inte om ett han men var jag sig från så
        kan när de vi ska skulle eller efter också
    """,
    "da": """
        og i at det er en til af på for med den der som ikke de har et han om var fra men sig kan
        så efter også eller blev efter vil
    """,
    "pl": """
        i w na z się że do nie jest o to a jak po za od przez co tym ale dla jego są oraz było
        może tak który która które być już przed
    """,
    "tr": """
        ve bir bu da de için ile çok olarak daha olan gibi kadar sonra ancak en ise göre her ne o
        ya var olduğu dedi tarafından
    """,
    "id": """
        yang dan di dengan untuk dari ini pada tidak dalam itu akan ke adalah oleh juga telah
        sebagai karena ada mereka bisa atau saat tersebut
    """,
    "ro": """
        de și în la a cu pe că din nu o un care mai este pentru sa se au fost sunt prin dar ca
        după
    """,
    "fi": """
        ja on ei että se oli hän mutta ovat kun myös ole joka kuin sen mukaan niin tai jo vuoden
        voi
    """,
}
_NAMES = {
    "en": "English", "es": "Spanish", "fr": "French", "de": "German", "it": "Italian", "pt": "Portuguese",
    "nl": "Dutch", "sv": "Swedish", "da": "Danish or Norwegian", "pl": "Polish", "tr": "Turkish",
    "id": "Indonesian or Malay", "ro": "Romanian", "fi": "Finnish",
}  # fmt: skip
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
class Language:
    """A language, or a script where only that can be told: its code (BCP 47) and its name in English."""

    code: str
    name: str


def detect(text: str) -> Language | None:
    """The language of a text; None where it cannot be told.

    >>> detect("It rained on Friday.")
    >>> detect("Il a dit " + "que les prix de la ville ne sont pas dans le plan " * 4).name
    'French'
    """
    sample = _middle(text)
    script = _script(sample)
    if script:
        return Language(f"und-{_SCRIPTS.get(script, 'Zzzz')}", f"a language in {script.title()} script")
    found = _WORD.findall(sample.lower())
    if len(found) < _ENOUGH:
        return None
    profiles, counts = _profiles(), dict.fromkeys(_WORDS, 0)
    for word, times in Counter(found).items():
        for code in profiles.get(word, ()):
            counts[code] += times
    shares = sorted(((counts[code] / len(found), code) for code in _WORDS), reverse=True)
    (best, code), (second, _) = shares[:2]
    if best < _SHARE or best < _LEAD * second:
        return None
    return Language(code, _NAMES[code])


@cache
def _profiles() -> dict[str, tuple[str, ...]]:
    """The languages in which each small word is common."""
    found: dict[str, tuple[str, ...]] = {}
    for code, words in _WORDS.items():
        for word in dict.fromkeys(words.split()):
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
