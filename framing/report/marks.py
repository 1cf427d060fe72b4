"""An article's text with its marks. The only place where markup is put around the words of an article."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from framing.records import Sentence, Span
from framing.report.places import article_place, sentence_place
from framing.views import ArticleView

VOICE = "q"  # the switch of the attributions; the switches of the signs are numbers


@dataclass(frozen=True, slots=True)
class Layer:
    """One piece of evidence as it lies over the text: its place on the page and the switch it belongs to."""

    place: str
    switch: str
    span: Span
    counted: bool = True


def layers(view: ArticleView, switches: dict[str, str]) -> tuple[Layer, ...]:
    """Every piece of evidence of an article; `switches` gives the switch of each sign.

    Attributions lie over their cue and speaker; what is said is not marked, so that marks stay readable.
    """
    signs = [
        Layer(f"e{place}", switches[found.feature], found.span, found.weight > 0)
        for place, found in enumerate(view.evidence)
        if found.feature in switches and len(found.span)
    ]
    voices = [
        Layer(f"q{place}", VOICE, span)
        for place, found in enumerate(view.attributions)
        for span in (*found.speaker, *found.cue)
        if len(span)
    ]
    return tuple(sorted([*signs, *voices], key=lambda layer: (layer.span, layer.switch, layer.place)))


def article_text(view: ArticleView, found: Sequence[Layer], off: Container[str] = ()) -> Markup:
    """The whole text: headline, paragraphs, sentences with their address, marks, and what is left out.

    Without its tags this is the article's text, character by character. Marks of the switches in `off`
    are there but not shown at first.
    """
    text, parts, at = view.article.text, list[Markup](), 0
    seen: set[str] = set()
    for span, reason in _blocks(view):
        if span.start < at:
            continue
        parts.append(escape(text[at : span.start]))
        if reason is not None:
            parts.append(_left_out(span.of(text), reason))
        else:
            parts.append(_paragraph(view, span, found, off, seen))
        at = span.end
    parts.append(escape(text[at:]))
    return Markup("").join(parts)


def highlighted(
    text: str,
    part: Span,
    found: Sequence[Layer],
    *,
    prefix: str,
    off: Container[str] = (),
    seen: set[str] | None = None,
) -> Markup:
    """One stretch of a text with its marks, as links to the evidence; adds nothing to the text.

    Where marks lie over each other the shortest is on top. `seen` holds the evidence that has a mark
    already: of several marks for one piece of evidence only the first is reached by the Tab key.

    >>> highlighted("a <b> c", Span(0, 7), [Layer("e0", "1", Span(2, 5))], prefix="a1")
    Markup('a <a class="m" href="#a1-e0" data-f="1" data-on="1">&lt;b&gt;</a> c')
    """
    done = seen if seen is not None else set()
    parts = []
    for span, over in _pieces(part, found):
        if not over:
            parts.append(escape(span.of(text)))
            continue
        ranked = sorted(
            over, key=lambda layer: (not layer.counted, len(layer.span), layer.switch, layer.place)
        )
        on = next((layer for layer in ranked if layer.switch not in off), None)
        parts.append(_mark(span.of(text), ranked, on, prefix, done))
    return Markup("").join(parts)


def _mark(words: str, ranked: Sequence[Layer], on: Layer | None, prefix: str, seen: set[str]) -> Markup:
    top = on or ranked[0]
    shown = Markup(' data-on="{}"').format(on.switch) if on else Markup("")
    again = Markup(' tabindex="-1"') if on is None or on.place in seen else Markup("")
    seen.add(top.place)
    kind = "m" if top.counted else "m z"
    under = Markup('data-f="{}"{}').format(" ".join(layer.switch for layer in ranked), shown)
    if len(ranked) > 1 or words.isspace():  # one piece alone is named by the link
        under = Markup('data-e="{}" {}').format(" ".join(layer.place for layer in ranked), under)
    if words.isspace():  # the gap between two pieces of one mark: a link of nothing has no name
        return Markup('<span class="{}" {}>{}</span>').format(kind, under, words)
    link = Markup('<a class="{}" href="#{}-{}" {}{}>{}</a>')
    return link.format(kind, prefix, top.place, under, again, words)


def _pieces(part: Span, found: Sequence[Layer]) -> Iterator[tuple[Span, list[Layer]]]:
    """The stretch cut wherever a mark begins or ends, with the marks over each piece."""
    over = [layer for layer in found if layer.span.overlaps(part)]
    edges = {part.start, part.end}
    for layer in over:
        edges |= {max(layer.span.start, part.start), min(layer.span.end, part.end)}
    cuts = sorted(edges)
    for start, end in pairwise(cuts):
        piece = Span(start, end)
        yield piece, [layer for layer in over if layer.span.contains(piece)]


def _blocks(view: ArticleView) -> list[tuple[Span, str | None]]:
    kept: list[tuple[Span, str | None]] = [(span, None) for span in view.paragraphs if len(span)]
    gone: list[tuple[Span, str | None]] = [
        (left.span, left.reason) for left in view.article.left_out if len(left.span)
    ]
    return sorted([*kept, *gone], key=lambda block: (block[0].start, -block[0].end))


def _left_out(words: str, reason: str) -> Markup:
    return Markup('<div class="out" data-why="{}">{}</div>').format(reason, words)


def _paragraph(
    view: ArticleView, span: Span, found: Sequence[Layer], off: Container[str], seen: set[str]
) -> Markup:
    text, at, parts = view.article.text, span.start, list[Markup]()
    inside = [s for s in view.sentences if span.contains(s.span)]
    for sentence in inside:
        parts.append(escape(text[at : sentence.span.start]))
        parts.append(_sentence(view, sentence, found, off, seen))
        at = sentence.span.end
    parts.append(escape(text[at : span.end]))
    tag = "h4" if inside and inside[0].index == 0 else "p"
    return Markup("<{0}>{1}</{0}>").format(Markup(tag), Markup("").join(parts))


def _sentence(
    view: ArticleView,
    sentence: Sentence,
    found: Sequence[Layer],
    off: Container[str],
    seen: set[str],
) -> Markup:
    words = highlighted(
        view.article.text, sentence.span, found, prefix=article_place(view.number), off=off, seen=seen
    )
    return Markup('<span class="s" id="{}">{}</span>').format(
        sentence_place(view.number, sentence.index), words
    )
