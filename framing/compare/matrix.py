"""Statements: groups of sentences that say one thing, and which article says it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import combinations

from framing.compare.alignment import Alignment
from framing.compare.vectors import Vectors
from framing.compare.weights import COVERED, LINKED, MIN_CONTENT_WORDS, REPEATED, UNSURE_BAND
from framing.records import Article, Cell, Copy, Mention, Statement


@dataclass(frozen=True, slots=True)
class _Star:
    """A core sentence and, for every article that says the same, its nearest sentence."""

    core: int
    best: tuple[tuple[int, int], ...]  # article, line


def statements(
    found: Vectors,
    aligned: Alignment,
    articles: Sequence[Article],
    accounts: Mapping[str, str],
    *,
    same_statement: float,
) -> tuple[Statement, ...]:
    """The statements of an event, most accounts first, then in the order in which the articles make them.

    Each is a core sentence and the sentences near to it: no chains, so that all members resemble the core.
    `accounts` maps an article to the account that it belongs to.
    """
    stars = _stars(found, aligned, articles, accounts, same_statement)
    lengths = [sum(line.article == at for line in found.lines) for at in range(len(articles))]
    rows = []
    for star in stars:
        statement = _statement(star, found, aligned, articles, accounts, same_statement)
        places = [found.lines[line].index / max(1, lengths[at]) for at, line in star.best]
        rows.append((-statement.accounts, sum(places) / len(places), statement.id, statement))
    return tuple(row[-1] for row in sorted(rows, key=lambda row: row[:3]))


def _stars(
    found: Vectors,
    aligned: Alignment,
    articles: Sequence[Article],
    accounts: Mapping[str, str],
    threshold: float,
) -> list[_Star]:
    """Greedy: the sentence that most accounts share becomes a core; what it carries is spent."""
    lines = found.lines
    near = [
        [
            j
            for j, value in aligned.of[i].items()
            if value >= (threshold if lines[j].article != lines[i].article else max(threshold, REPEATED))
        ]
        for i in range(len(lines))
    ]

    def rank(i: int) -> tuple[float, ...]:
        others = {lines[j].article: 0.0 for j in near[i] if lines[j].article != lines[i].article}
        for j in near[i]:
            at = lines[j].article
            if at in others:
                others[at] = max(others[at], aligned[i, j])
        groups = {accounts[articles[at].id] for at in others} | {accounts[articles[lines[i].article].id]}
        headline = lines[i].index == 0
        return (-len(groups), float(headline), -sum(others.values()), lines[i].index, lines[i].article)

    worthy = [i for i, line in enumerate(lines) if line.content >= MIN_CONTENT_WORDS and not line.boilerplate]
    order = sorted(worthy, key=rank)
    spent = _Spent(found)
    stars: list[_Star] = []
    for i in order:
        others = [j for j in near[i] if lines[j].article != lines[i].article and not spent.together(i, j)]
        if not others and (lines[i].index == 0 or spent.share(i) >= COVERED):
            continue  # a headline alone is no statement, nor is what others have said already
        if others and spent.share(i) >= COVERED and all(spent.share(j) >= COVERED for j in others):
            continue
        star = _star(i, near[i] if others else (), found, aligned)
        if spent.told(star):
            spent.add(star, ())  # an earlier statement, once more in other sentences
        else:
            spent.add(star, [j for j in near[i] if lines[j].article == lines[i].article])
            stars.append(star)
    return stars


class _Spent:
    """What the statements so far have taken from each sentence."""

    def __init__(self, found: Vectors) -> None:
        self.found = found
        self.carried: list[set[str]] = [set() for _ in found.lines]
        self.rows: list[set[int]] = [set() for _ in found.lines]
        self.count = 0

    def share(self, i: int) -> float:
        """How much of a sentence's weight statements carry, in [0, 1]."""
        return sum(self.found.weight[term] for term in sorted(self.carried[i])) / (self.found.mass[i] or 1.0)

    def together(self, i: int, j: int) -> bool:
        """True when some statement already holds both."""
        return bool(self.rows[i] & self.rows[j])

    def told(self, star: _Star) -> bool:
        """True when two of the sentences stand together in an earlier statement."""
        lines = [line for _, line in star.best]
        return any(self.together(one, other) for one, other in combinations(lines, 2))

    def add(self, star: _Star, near: Sequence[int]) -> None:
        self.count += 1
        core = set(self.found.lines[star.core].terms)
        for line in {star.core, *(line for _, line in star.best), *near}:
            terms = set(self.found.lines[line].terms)
            # A sentence no longer than the core adds nothing to it.
            shorter = self.found.mass[line] <= 1.25 * self.found.mass[star.core]
            self.carried[line] |= terms if shorter else terms & core
            self.rows[line].add(self.count)


def _star(i: int, near: Sequence[int], found: Vectors, aligned: Alignment) -> _Star:
    """The core and, nearest first, what is near to it and not foreign to what was taken before."""
    lines = found.lines
    best: dict[int, int] = {lines[i].article: i}
    # A headline last: a sentence of the body says more.
    for j in sorted(near, key=lambda j: (lines[j].index == 0, -aligned[i, j], j)):
        if lines[j].article not in best and all(
            aligned[j, other] >= LINKED for other in best.values() if other != i
        ):
            best[lines[j].article] = j
    return _Star(i, tuple(sorted(best.items())))


def _statement(
    star: _Star,
    found: Vectors,
    aligned: Alignment,
    articles: Sequence[Article],
    accounts: Mapping[str, str],
    threshold: float,
) -> Statement:
    said = dict(star.best)
    days = [day for at in said if (day := articles[at].published) is not None]
    cells = []
    for at, article in enumerate(articles):
        if at in said:
            line = found.lines[said[at]]
            value = 1.0 if said[at] == star.core else aligned[star.core, said[at]]
            mention = Mention(article.id, line.index, line.sentence.span, round(value, 4))
            cells.append(Cell(article.id, "said", mention))
            continue
        nearest = max(
            (value for j, value in aligned.of[star.core].items() if found.lines[j].article == at), default=0.0
        )
        if article.suspect or nearest >= threshold - UNSURE_BAND:
            cells.append(Cell(article.id, "cannot tell"))
        elif days and article.published is not None and article.published < min(days):
            cells.append(Cell(article.id, "not yet known"))
        else:
            cells.append(Cell(article.id, "not said"))
    members = sorted((articles[at].id, found.lines[line].index) for at, line in star.best)
    core = found.lines[star.core]
    return Statement(
        id="s" + sha256(repr(members).encode()).hexdigest()[:12],
        text=core.sentence.span.of(articles[core.article].text),
        cells=tuple(cells),
        accounts=len({accounts[articles[at].id] for at in said}),
    )


def account_of(articles: Sequence[Article], copies: Sequence[Copy]) -> dict[str, str]:
    """The account that each article belongs to: near-copies are one, named by the first of their ids.

    >>> a, b = (Article(i, None, None, "unknown", "", "") for i in "ab")
    >>> account_of([a, b], [Copy("b", "a", 0.9)])
    {'a': 'a', 'b': 'a'}
    """
    root = {article.id: article.id for article in articles}

    def find(name: str) -> str:
        while root[name] != name:
            name = root[name]
        return name

    for copy in sorted(copies, key=lambda copy: (copy.article, copy.of)):
        if copy.article in root and copy.of in root:
            low, high = sorted((find(copy.article), find(copy.of)))
            root[high] = low
    return {name: find(name) for name in root}
