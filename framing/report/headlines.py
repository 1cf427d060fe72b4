"""Headlines against their own text and against each other, as an event's page shows them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from framing.compare.headlines import Headline, headlines
from framing.compare.variants import stem
from framing.compare.voices import is_spoken_of
from framing.compare.weights import STOP
from framing.records import Article, Attribution, Span
from framing.report.facts import NAMED, content, tells
from framing.text import Reading, words
from framing.views import ArticleView, HeadlineView

_SAME = 0.6  # share of a headline's weight that a sentence carries, from where both say the same
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_ENDING = re.compile(r"(?:ies|ied|es|ed|ing|s|e)$")
_STANDS_FOR = {
    "gop": ("republican",),
    "dems": ("democrat",),
    "us": ("united states", "america"),
    "uk": ("united kingdom", "britain", "british"),
    "eu": ("european union",),
    "un": ("united nations",),
    "prez": ("president",),
    "nyc": ("new york",),
    "la": ("los angeles",),
    "wh": ("white house",),
}
_LABELS = frozenset(
    "opinion analysis watch video report exclusive breaking update editorial fact-check review poll listen "
    "live".split()
)
_QUOTES = "“”\"‘’'"


def headline_views(views: Sequence[ArticleView], readings: Sequence[Reading]) -> tuple[HeadlineView, ...]:
    """Every headline: what it alone has, what its text does not bear out, whose voice it has, what it drops.

    Nothing is called dropped where no sentence of the text carries most of the headline's words.
    """
    by_id = {view.article.id: view for view in views}
    return tuple(_view(by_id[each.article], each) for each in headlines(readings))


def _view(view: ArticleView, found: Headline) -> HeadlineView:
    voices = tuple(_spoken(view, found.span))
    same = found.sentence is not None and found.supported >= _SAME
    nearest = next((s.span for s in view.sentences if s.index == found.sentence), None) if same else None
    return HeadlineView(
        view.number,
        found.own,
        tuple(span for span in found.unsupported if not _likely_there(view.article, span)),
        found.sentence,
        found.supported,
        voices,
        _hedges(view, found.span, nearest) if nearest else (),
        _dropped(view, nearest) if nearest and not voices and not found.quoted else (),
    )


def _likely_there(article: Article, span: Span) -> bool:
    """True when the body has a word that begins like this one: a reader would find that it is there.

    Or another form of it ("ends", "ended"), or what an abbreviation stands for ("G.O.P.", "Republican").
    """
    word, body = span.of(article.text).casefold(), article.body.casefold()
    bare = word.replace(".", "")
    short = "." in word or span.of(article.text).isupper()
    if word[:4] in body or (short and re.search(rf"\b{re.escape(bare)}\b", body.replace(".", ""))):
        return True
    root = _ENDING.sub("", word)
    if len(root) > 2 and re.search(
        rf"\b{re.escape(root)}(?:e|e?s|e?d|e?r|ing|{re.escape(root[-1])}(?:ed|ing))?\b", body
    ):
        return True
    return any(meant in body for meant in _STANDS_FOR.get(bare, ()))


def _spoken(view: ArticleView, part: Span, *, named: bool = False) -> list[int]:
    """The attributions within a part of the text; those alone that give a speaker, where it is asked."""
    return [
        place
        for place, said in enumerate(view.attributions)
        if said.cue
        and not is_spoken_of(view.article.text, said)
        and not _is_label(view.article.text, said)
        and all(part.contains(span) for span in (*said.cue, *said.content, *said.speaker))
        and (not named or (said.speaker and _covers(said, part)))
    ]


def _is_label(text: str, said: Attribution) -> bool:
    """ "OPINION: Memos renew doubts": nobody's name, but what kind of text it is."""
    return bool(said.speaker) and said.speaker[0].of(text).strip().lower() in _LABELS


def _dropped(view: ArticleView, nearest: Span) -> tuple[int, ...]:
    """Speakers of the sentence of whom the headline has no word."""
    title, text = view.article.title.casefold(), view.article.text
    names = {
        place: f"{said.actor or ''} {' '.join(span.of(text) for span in said.speaker)}"
        for place, said in enumerate(view.attributions)
    }
    return tuple(
        place
        for place in _spoken(view, nearest, named=True)
        if not any(len(name) > 2 and name in title for name in names[place].casefold().split())
        and not _DAYS & set(names[place].casefold().split())
    )


def _covers(said: Attribution, part: Span) -> bool:
    """What is said makes up most of the sentence: else the headline may tell of something else in it."""
    return said.speaker_type in NAMED and 2 * sum(len(span) for span in said.content) >= len(part)


def _hedges(view: ArticleView, head: Span, nearest: Span) -> tuple[Span, ...]:
    """Words of doubt in the sentence, where the headline has none, nor marks of quotation."""
    found = [e.span for e in view.evidence if e.feature == "hedges" and e.weight > 0 and not e.quoted]
    doubted = any(head.contains(span) for span in found)
    marked = any(mark in head.of(view.article.text) for mark in _QUOTES)
    if doubted or marked or not tells(view.article.title.casefold()):
        return ()  # a headline without a verb claims nothing
    said = content(view.article.title)
    return tuple(span for span in found if nearest.contains(span) and _of_it(view.article.text, span, said))


def _of_it(text: str, hedge: Span, said: frozenset[str]) -> bool:
    """True where both words that follow the doubt are the headline's: else it doubts something else."""
    behind = (stem(word.lower) for word in words(text, Span(hedge.end, min(len(text), hedge.end + 90))))
    telling = list(islice((word for word in behind if word not in STOP), 2))
    return len(telling) == 2 and said.issuperset(telling)
