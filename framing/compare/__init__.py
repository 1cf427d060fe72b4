"""Two or more articles of one event: aligned statements, who says what, and in which words."""

from __future__ import annotations

from collections.abc import Sequence

from framing.compare.alignment import Alignment, align
from framing.compare.matrix import account_of, statements
from framing.compare.vectors import Vectors, article_cosines, weigh
from framing.records import Comparison, Copy, Event, Overlap, SentencePair
from framing.text import Reading

__all__ = ["compare", "overlap_matrix"]


def compare(
    event: Event, readings: Sequence[Reading], *, copies: Sequence[Copy] = (), same_statement: float = 0.65
) -> Comparison:
    """What the articles of an event share and where they part: overlap of every pair, and the statements.

    Args:
        event: names the articles; its order is the order of the cells.
        readings: one for every article of the event, in any order.
        copies: near-copies among them; they count as one account.
        same_statement: probability at or above which two sentences say the same, in (0, 1).

    Raises:
        KeyError: an article of the event has no reading.
    """
    by_id = {reading.article.id: reading for reading in readings}
    ordered = [by_id[name] for name in event.articles]
    articles = [reading.article for reading in ordered]
    found = weigh(ordered)
    aligned = align(found, ordered)
    return Comparison(
        event=event.id,
        overlaps=_overlaps(event, found, aligned, same_statement),
        statements=statements(
            found, aligned, articles, account_of(articles, copies), same_statement=same_statement
        ),
    )


def overlap_matrix(comparison: Comparison, articles: Sequence[str]) -> tuple[tuple[float, ...], ...]:
    """The similarity of every two articles as a square, in the order of `articles`; 1 on the diagonal."""
    value = {(o.left, o.right): o.similarity for o in comparison.overlaps}
    value |= {(right, left): similarity for (left, right), similarity in value.items()}
    return tuple(tuple(1.0 if a == b else value.get((a, b), 0.0) for b in articles) for a in articles)


def _overlaps(event: Event, found: Vectors, aligned: Alignment, threshold: float) -> tuple[Overlap, ...]:
    cosines = article_cosines(found, len(event.articles))
    pairs: dict[tuple[int, int], list[SentencePair]] = {pair: [] for pair in cosines}
    for i, row in enumerate(aligned.of):
        for j, value in row.items():
            left, right = found.lines[i], found.lines[j]
            if value >= threshold and left.article < right.article:
                pairs[left.article, right.article].append(
                    SentencePair(left.index, right.index, round(value, 4))
                )
    return tuple(
        Overlap(
            event.articles[a],
            event.articles[b],
            round(cosine, 4),
            tuple(sorted(pairs[a, b], key=lambda pair: (pair.left, pair.right))),
        )
        for (a, b), cosine in cosines.items()
    )
