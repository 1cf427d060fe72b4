"""Who speaks in the articles of an event: which names are one actor, and what counts as a voice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from unicodedata import combining, normalize

from framing.attribution.names import SUFFIXES
from framing.attribution.repair import STATES_OF_MIND
from framing.lexicons import load
from framing.records import Article, Attribution, SpeakerType
from framing.text import words

UNNAMED: frozenset[SpeakerType] = frozenset({"unnamed official", "unnamed other", "outlet", "none"})
"""The types of speakers who are nobody in particular: two of them need not be the same."""

_TITLES = re.compile(
    r"^(?:(?:the|mr|mrs|ms|mx|dr|prof|professor|president|minister|senator|sen|rep|gov|governor|mayor)\.?\s+)+",
    re.IGNORECASE,
)
# First names, each with the short forms that other articles may have.
_FIRST_NAMES = """
alexander alex
andrew andy drew
anthony tony
benjamin ben
bernard bernie
bradley brad
charles charlie chuck
catherine cathy kate
christopher chris
daniel dan danny
david dave davy
douglas doug
deborah debbie deb
donald don
edward ed eddie ted
elizabeth liz beth betsy
gregory greg
james jim jimmy
gerald jerry gerry
jacob jake
jeffrey jeff
jennifer jen jenny
jonathan jon
joseph joe
joshua josh
katherine kate kathy
kimberly kim
kenneth ken
lawrence larry
margaret maggie peggy
matthew matt
michael mike mick
nathaniel nate
nicholas nick
patrick pat
patricia pat
phillip phil
philip phil
raymond ray
richard dick rick rich
robert bob bobby rob
ronald ron ronnie
rudolph rudy
samuel sam
stephen steve
steven steve
susan sue
theodore ted
thomas tom
timothy tim
william bill will
"""
# What is not said, or not yet: "would need", "did not respond", "to discuss".
_UNSAID = re.compile(
    r"^to\s|\b(?:would|could|should|might|may|must|can)\b(?! (?:not|like|have)\b)|\bwill be\b|"
    r"(?:\bnot|n[’']t|\bnever) (?:\w+ly )?(?:respond|answer|say|mention|ask|accuse|comment|address|explain|"
    r"specify|elaborate|discuss|name|identify|said|mentioned|asked|accused|explained|determine)(?:ed)?\b"
)
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|been|being|be) (?:(?:\w+ly|also|now|long|still|already|once|first|to be) )*"
    r"(\w+ed|seen|known|told|said|thought|held|found)"
    r"(?: (?:as|to|of|by|about|in|within|on|for|over|from|with))?$"
)
_OBJECT_NEEDED = frozenset("urged told ordered advised warned pressed accused expected encouraged".split())
_JUNIOR = re.compile(r",? (jr|sr)\.?$")
_INITIAL = re.compile(r"(?<!\S)(\w)\.(?!\S)")
_OF = frozenset("at by for from in near of on with".split())  # "the boss of X" is not X


def is_voice(article: Article, item: Attribution) -> bool:
    """True where words are quoted, or the cue is a known verb of saying or thinking.

    Attribution in the wide sense also holds attitudes and deeds ("the rioters' anger"); who reads a table of
    voices does not expect them there.
    """
    if is_spoken_of(article.text, item):
        return False
    if item.kind != "indirect" or not item.cue:
        return True
    if _UNSAID.search(_cue(article.text, item)):
        return False
    return any(
        span.of(article.text).casefold().startswith("according")
        or any(load("reporting", article.language).find(words(article.text, span)))
        for span in item.cue
    )


def _cue(text: str, item: Attribution) -> str:
    return " ".join(" ".join(part.of(text).casefold().split()) for part in item.cue)


def is_spoken_of(text: str, item: Attribution) -> bool:
    """True where others say it of who stands before the verb: "Lee was accused of", "Lee urged to go"."""
    if not item.speaker or not item.cue or item.speaker[0].start > item.cue[0].start:
        return False
    cue = _cue(text, item)
    passive = _PASSIVE.search(cue)
    if passive is not None:
        return passive.group(1) not in STATES_OF_MIND
    content = item.content[0].of(text) if item.content else ""
    return cue in _OBJECT_NEEDED and content.startswith(("to ", "of "))


def speaker_words(text: str, item: Attribution) -> str:
    """The speaker in the article's own words; empty where there is none."""
    return " … ".join(" ".join(span.of(text).split()) for span in item.speaker)


def actor_name(text: str, item: Attribution) -> str:
    """The speaker as resolved within the article, else as it is given."""
    return " ".join((item.actor or speaker_words(text, item)).split())


def name_key(name: str) -> str:
    """A name without case, accents, titles, "the", a possessive and the full stops of initials.

    >>> name_key("President López Obrador’s"), name_key("the Mayor"), name_key("Tomas B. Weir")
    ('lopez obrador', 'mayor', 'tomas b weir')
    """
    bare = "".join(char for char in normalize("NFKD", name) if not combining(char))
    plain = _INITIAL.sub(r"\1", bare.casefold().replace("’", "'").removesuffix("'s"))
    return _JUNIOR.sub(r" \1", _TITLES.sub("", plain)).strip() or plain


def whole_names(names: Iterable[str], *, apart: Iterable[Iterable[str]] = ()) -> dict[str, str]:
    """The key of each name to the key of the one it stands for, where that is certain.

    A bare last name, or initials, stand for the only full name that they fit; a full name with a role in
    front ("joiner tomas weir") or a middle name for the same name without it.

    Args:
        apart: groups of names that one article has for different people.

    >>> found = whole_names(["Tomas Weir", "Weir", "joiner Tomas Weir", "Tomas B. Weir"])
    >>> found["weir"], found["joiner tomas weir"], found["tomas b weir"]
    ('tomas weir', 'tomas weir', 'tomas weir')
    """
    keys = sorted({name_key(name) for name in names if name})
    full = {key for key in keys if " " in key}
    # With a title ("Ms. Tolan") a name has not been looked up in its article, and tells nothing here.
    told = [{key for name in group if (key := name_key(name)) == name.casefold()} for group in apart]
    whole = {key: _formal(_without_middle(_without_role(key, full), full), full) for key in full}
    longer: dict[str, set[str]] = {}
    for key in sorted(full, key=lambda key: (key.split()[-1] in SUFFIXES, key)):
        parts = key.split()
        if parts[-1] not in SUFFIXES:
            longer.setdefault(parts[-1], set()).add(whole[key])
        elif parts[-2] not in longer:  # "Davis" is Thomas Davis III where no other Davis is
            longer[parts[-2]] = {whole[key]}
        if len(parts) > 2:
            longer.setdefault("".join(part[0] for part in parts), set()).add(whole[key])
    for key in keys:
        fits = {one for one in longer.get(key, ()) if not any({key, one} <= group for group in told)}
        if key not in full and len(fits) == len(longer.get(key, ())) == 1:
            (whole[key],) = fits
    return whole


def told_apart(items: Iterable[Attribution]) -> list[str]:
    """The actors that one article keeps apart, by their names there."""
    return sorted({item.actor for item in items if item.actor and item.speaker_type not in UNNAMED})


def _without_middle(key: str, full: set[str]) -> str:
    """Without a middle name, and without "III" ("Jr." tells a son from his father)."""
    parts = key.split()
    if parts[-1] in SUFFIXES - {"jr", "sr"} and len(parts) > 2:
        parts = parts[:-1]
    short = f"{parts[0]} {parts[-1]}"
    return short if 2 <= len(parts) <= 3 and short in full else key


def _formal(key: str, full: set[str]) -> str:
    """The name with the whole first name, where the event has it too: "jim mattis" is James N. Mattis.

    One article may have both: it quotes somebody who says Jim.
    """
    first, *rest = key.split()
    formal = _short_names().get(first, ())
    fits = [
        name
        for name in sorted(full)
        if name != key
        and (parts := name.split())[0] in formal
        and parts[-len(rest) :] == rest
        and len(parts) <= len(rest) + 2
    ]
    return _without_middle(fits[0], full) if len(fits) == 1 else key


@cache
def _short_names() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in _FIRST_NAMES.strip().splitlines():
        name, *short = line.split()
        for one in short:
            found[one] = (*found.get(one, ()), name)
    return found


def _without_role(key: str, full: set[str]) -> str:
    parts = key.split()
    for start in range(len(parts) - 2, 0, -1):
        tail = " ".join(parts[start:])
        if tail in full and not _OF & set(parts[:start]):
            return tail
    return key


def actor_keys(
    texts: Mapping[str, str], attributions: Mapping[str, Sequence[Attribution]]
) -> dict[str, tuple[str, ...]]:
    """By article, one key an attribution; the same key is the same actor in all of them.

    Speakers who are nobody in particular, and those without a name, have an empty key.

    Args:
        texts: by article id.
        attributions: by article id; an article may be absent.
    """
    given = {key: tuple(attributions.get(key, ())) for key in texts}
    whole = whole_names(
        (actor_name(texts[key], item) for key, items in given.items() for item in items),
        apart=map(told_apart, given.values()),
    )
    return {key: tuple(_key(texts[key], item, whole) for item in items) for key, items in given.items()}


def _key(text: str, item: Attribution, whole: Mapping[str, str]) -> str:
    if item.speaker_type in UNNAMED:
        return ""
    key = name_key(actor_name(text, item))
    return whole.get(key, key)
