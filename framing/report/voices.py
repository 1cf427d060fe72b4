"""Who is quoted where: one row an actor, over all the articles of an event."""

from __future__ import annotations

from collections.abc import Sequence

from framing.compare.voices import actor_name, is_voice, name_key, speaker_words, told_apart, whole_names
from framing.records import Attribution, SpeakerType
from framing.views import ArticleView, Voice

UNNAMED: dict[SpeakerType, str] = {
    "unnamed official": "Unnamed officials",
    "unnamed other": "Unnamed others",
    "outlet": "The outlet itself",
    "none": "No speaker given",
}


def voices(views: Sequence[ArticleView]) -> tuple[Voice, ...]:
    """One row an actor: first those whom most articles quote, then those quoted most often, then by name.

    Names are matched without case, titles and "the"; a bare last name joins the one full name that ends
    with it, a name with a role the name without. Speakers without a name are one row a kind.
    """
    found: dict[tuple[str, str], list[tuple[int, int]]] = {}
    shown: dict[tuple[str, str], tuple[str, SpeakerType]] = {}
    whole = whole_names(
        (_actor(view, item) for view in views for item in view.attributions),
        apart=(told_apart(view.attributions) for view in views),
    )
    for view in views:
        for place, item in enumerate(view.attributions):
            if not is_voice(view.article, item):
                continue
            name = UNNAMED.get(item.speaker_type) or _actor(view, item) or UNNAMED["none"]
            key = (
                whole.get(name_key(name), name_key(name)),
                item.speaker_type if item.speaker_type in UNNAMED else "",
            )
            found.setdefault(key, []).append((view.number, place))
            best = shown.get(key)
            if best is None or _fits(name, key[0]) > _fits(best[0], key[0]):
                shown[key] = (name, best[1] if best else item.speaker_type)
    rows = [Voice(*shown[key], tuple(said)) for key, said in found.items()]
    return tuple(sorted(rows, key=_order))


def speaker(view: ArticleView, item: Attribution) -> str:
    """The speaker in the article's own words; empty where there is none."""
    return speaker_words(view.article.text, item)


def _actor(view: ArticleView, item: Attribution) -> str:
    return actor_name(view.article.text, item)


def _fits(name: str, key: str) -> tuple[bool, int]:
    return name_key(name) == key, len(name)


def _order(voice: Voice) -> tuple[bool, int, int, str]:
    articles = len({number for number, _ in voice.said})
    return voice.speaker_type in UNNAMED, -articles, -len(voice.said), voice.name.casefold()
