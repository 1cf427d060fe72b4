"""Who is quoted where: one row an actor, over all the articles of an event."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from framing.lexicons import load
from framing.records import Attribution, SpeakerType
from framing.text import words
from framing.views import ArticleView, Voice

UNNAMED: dict[SpeakerType, str] = {
    "unnamed official": "Unnamed officials",
    "unnamed other": "Unnamed others",
    "outlet": "The outlet itself",
    "none": "No speaker given",
}
_TITLES = re.compile(
    r"^(?:(?:the|mr|mrs|ms|mx|dr|prof|professor|president|minister|senator|sen|rep|gov|governor|mayor)\.?\s+)+",
    re.IGNORECASE,
)

_OF = frozenset("at by for from in near of on with".split())  # "the boss of X" is not X


def voices(views: Sequence[ArticleView]) -> tuple[Voice, ...]:
    """One row an actor: first those whom most articles quote, then those quoted most often, then by name.

    Names are matched without case, titles and "the"; a bare last name joins the one full name that ends
    with it, a name with a role the name without. Speakers without a name are one row a kind.
    """
    found: dict[tuple[str, str], list[tuple[int, int]]] = {}
    shown: dict[tuple[str, str], tuple[str, SpeakerType]] = {}
    whole = _whole_names(_actor(view, item) for view in views for item in view.attributions)
    for view in views:
        for place, item in enumerate(view.attributions):
            if not is_voice(view, item):
                continue
            name = UNNAMED.get(item.speaker_type) or _actor(view, item) or UNNAMED["none"]
            key = (
                whole.get(_key(name), _key(name)),
                item.speaker_type if item.speaker_type in UNNAMED else "",
            )
            found.setdefault(key, []).append((view.number, place))
            best = shown.get(key)
            if best is None or _fits(name, key[0]) > _fits(best[0], key[0]):
                shown[key] = (name, best[1] if best else item.speaker_type)
    rows = [Voice(*shown[key], tuple(said)) for key, said in found.items()]
    return tuple(sorted(rows, key=_order))


def is_voice(view: ArticleView, item: Attribution) -> bool:
    """True where words are quoted, or the cue is a known verb of saying or thinking.

    Attribution in the wide sense also holds attitudes and deeds ("the rioters' anger"); who reads a table of
    voices does not expect them there.
    """
    if item.kind != "indirect" or not item.cue:
        return True
    text = view.article.text
    return any(
        span.of(text).casefold().startswith("according") or any(load("reporting").find(words(text, span)))
        for span in item.cue
    )


def speaker(view: ArticleView, item: Attribution) -> str:
    """The speaker as the article gives it, or as resolved; empty where there is none."""
    return " … ".join(" ".join(span.of(view.article.text).split()) for span in item.speaker)


def _actor(view: ArticleView, item: Attribution) -> str:
    return " ".join((item.actor or speaker(view, item)).split())


def _key(name: str) -> str:
    plain = name.casefold().replace("’", "'").removesuffix("'s")
    return _TITLES.sub("", plain).strip() or plain


def _fits(name: str, key: str) -> tuple[bool, int]:
    return _key(name) == key, len(name)


def _whole_names(names: Iterable[str]) -> dict[str, str]:
    """Each name to the one it stands for, where that is certain.

    A bare last name stands for the only full name that ends with it; a full name with a role in front
    ("joiner tomas weir") for the same name without it.
    """
    keys = sorted({_key(name) for name in names if name})
    full = {key for key in keys if " " in key}
    whole = {key: _without_role(key, full) for key in full}
    longer: dict[str, set[str]] = {}
    for key in full:
        longer.setdefault(key.rsplit(" ", 1)[1], set()).add(whole[key])
    for key in keys:
        if key not in full and len(longer.get(key, ())) == 1:
            (whole[key],) = longer[key]
    return whole


def _without_role(key: str, full: set[str]) -> str:
    words = key.split()
    for start in range(len(words) - 2, 0, -1):
        tail = " ".join(words[start:])
        if tail in full and not _OF & set(words[:start]):
            return tail
    return key


def _order(voice: Voice) -> tuple[bool, int, int, str]:
    articles = len({number for number, _ in voice.said})
    return voice.speaker_type in UNNAMED, -articles, -len(voice.said), voice.name.casefold()
