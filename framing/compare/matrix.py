"""Statements: groups of sentences that say one thing, and which article says it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import combinations

from framing.compare.alignment import Alignment
from framing.compare.past import long_past
from framing.compare.vectors import Vectors
from framing.compare.weights import CERTAIN, COVERED, LINKED, MIN_CONTENT_WORDS, UNSURE
from framing.records import Article, Cell, Copy, Mention, Statement


@dataclass(frozen=True, slots=True)
class _Star:
    """A core sentence and, for every article that says the same, its likest sentence."""

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

    Each is a core sentence and the sentences that say the same as it: no chains, so that all members resemble
    the core. `accounts` maps an article to the account that it belongs to.
    """
    table = _Table(found, aligned, articles, accounts, same_statement)
    stars = _stars(table)
    repeats = _repeats(table, stars)
    lengths = [sum(line.article == at for line in found.lines) for at in range(len(articles))]
    rows = []
    for star, again in zip(stars, repeats, strict=True):
        statement = _statement(table, star, again)
        places = [found.lines[line].index / max(1, lengths[at]) for at, line in star.best]
        rows.append((-statement.accounts, sum(places) / len(places), statement.id, statement))
    return tuple(row[-1] for row in sorted(rows, key=lambda row: row[:3]))


@dataclass(frozen=True, slots=True)
class _Table:
    """All that statements are made of."""

    found: Vectors
    aligned: Alignment
    articles: Sequence[Article]
    accounts: Mapping[str, str]
    threshold: float

    def near(self, i: int, *, least: float = 0.0) -> list[int]:
        """The sentences of other articles that say the same as sentence i, at least so surely."""
        return [j for j, value in self.aligned.of[i].items() if value >= max(least, self.threshold)]

    def likest(self, i: int) -> dict[int, float]:
        """How sure it is that each other article says what sentence i says, where anything speaks for it."""
        best: dict[int, float] = {}
        for j, value in self.aligned.of[i].items():
            at = self.article(j)
            best[at] = max(best.get(at, 0.0), value)
        return best

    def article(self, i: int) -> int:
        return self.found.lines[i].article

    def is_headline(self, i: int) -> bool:
        return self.found.lines[i].index == 0

    def linked(self, i: int, others: Iterable[int], core: int) -> bool:
        """True when sentence i is not foreign to any of the others that stand in another article.

        A core can tell two facts: sentences that have little of it in common are about one each.
        """
        return all(
            self.aligned[i, other] >= (LINKED if self._about(core, i, other) else self.threshold)
            for other in others
            if self.article(other) != self.article(i)
        )

    def _about(self, core: int, one: int, other: int) -> bool:
        """True unless what two sentences share with the core is mostly not the same."""
        words = set(self.found.lines[core].terms)
        ours, theirs = (words.intersection(self.found.lines[line].terms) for line in (one, other))
        return self.weight(ours & theirs) >= 0.5 * min(self.weight(ours), self.weight(theirs))

    def weight(self, terms: Iterable[str]) -> float:
        """What some terms weigh together."""
        return sum(self.found.weight[term] for term in sorted(terms))

    def rank(self, i: int) -> tuple[float, ...]:
        """What comes first becomes a core: most accounts, no headline, most alike."""
        best = {at: value for at, value in self.likest(i).items() if value >= self.threshold}
        groups = {self.accounts[self.articles[at].id] for at in (*best, self.article(i))}
        line = self.found.lines[i]
        return (-len(groups), float(self.is_headline(i)), -sum(best.values()), line.index, line.article)


def _stars(table: _Table) -> list[_Star]:
    """Greedy: the sentence that most accounts share becomes a core; what it carries is spent."""
    lines = table.found.lines
    worthy = [i for i, line in enumerate(lines) if line.content >= MIN_CONTENT_WORDS and not line.boilerplate]
    spent = _Spent(table)
    stars: list[_Star] = []
    for i in sorted(worthy, key=table.rank):
        others = [j for j in table.near(i) if not spent.together(i, j)]
        if not others and (table.is_headline(i) or spent.share(i) >= COVERED):
            continue  # a headline alone is no statement, nor is what others have said already
        if others and spent.repeats(i, others):
            continue
        star = _star(table, i, table.near(i) if others else ())
        if not spent.told(star):
            stars.append(star)
        spent.add(star)
    return stars


class _Spent:
    """What the statements so far have taken from each sentence."""

    def __init__(self, table: _Table) -> None:
        self.table = table
        self.carried: list[set[str]] = [set() for _ in table.found.lines]
        self.rows: list[set[int]] = [set() for _ in table.found.lines]
        self.members: list[set[int]] = []

    def share(self, i: int) -> float:
        """How much of a sentence's weight statements carry, in [0, 1]."""
        return self.table.weight(self.carried[i]) / (self.table.found.mass[i] or 1.0)

    def together(self, i: int, j: int) -> bool:
        """True when some statement already holds both."""
        return bool(self.rows[i] & self.rows[j])

    def repeats(self, i: int, others: Sequence[int]) -> bool:
        """True when statements carry `others`, and carry sentence i too or have its article say them."""
        if any(self.share(j) < COVERED for j in others):
            return False
        return self.share(i) >= COVERED or all(self.table.article(i) in self._articles(j) for j in others)

    def _articles(self, i: int) -> set[int]:
        """The articles that say what sentence i says, as far as statements tell."""
        return {self.table.article(line) for row in self.rows[i] for line in self.members[row]}

    def told(self, star: _Star) -> bool:
        """True when an earlier statement holds two of the sentences, or all of them say what it says."""
        lines = [line for _, line in star.best]
        if any(self.together(one, other) for one, other in combinations(lines, 2)):
            return True
        articles = {at for at, _ in star.best}
        near = [{line, *self.table.near(line, least=CERTAIN)} for line in lines]
        return len(lines) > 1 and any(
            articles <= {self.table.article(member) for member in members}
            and all(same & members for same in near)
            for members in self.members
        )

    def add(self, star: _Star) -> None:
        found = self.table.found
        core = set(found.lines[star.core].terms)
        members = {star.core, *(line for _, line in star.best)}
        for line in members:
            terms = set(found.lines[line].terms)
            # A sentence no longer than the core adds nothing to it.
            shorter = found.mass[line] <= 1.25 * found.mass[star.core]
            self.carried[line] |= terms if shorter else terms & core
            self.rows[line].add(len(self.members))
        self.members.append(members)


def _star(table: _Table, i: int, near: Sequence[int]) -> _Star:
    """The core and, of every other article, the likest sentence that is not foreign to the others."""
    best: dict[int, int] = {table.article(i): i}
    # A headline last: a sentence of the body says more.
    for j in sorted(near, key=lambda j: (table.is_headline(j), -table.aligned[i, j], j)):
        others = [line for line in best.values() if line != i]
        if table.article(j) not in best and table.linked(j, others, i):
            best[table.article(j)] = j
    return _Star(i, tuple(sorted(best.items())))


def _repeats(table: _Table, stars: Sequence[_Star]) -> list[list[int]]:
    """For each statement the sentences that stand in none, and repeat what their article says there."""
    rows: dict[int, list[int]] = {}
    for number, star in enumerate(stars):
        for _, line in star.best:
            rows.setdefault(line, []).append(number)
    repeats: list[list[int]] = [[] for _ in stars]
    for i in range(len(table.found.lines)):
        if i in rows:
            continue
        options = [
            (-table.aligned[i, j], number)
            for j in table.near(i)
            for number in rows.get(j, ())
            if table.article(i) in dict(stars[number].best)
        ]
        if options:
            repeats[min(options)[1]].append(i)
    return repeats


def _statement(table: _Table, star: _Star, repeats: Sequence[int]) -> Statement:
    found, articles = table.found, table.articles
    said = dict(star.best)
    days = [day for at in said if (day := articles[at].published) is not None]
    core = found.lines[star.core].sentence.span.of(articles[table.article(star.core)].text)
    likest = table.likest(star.core)
    cells = []
    for at, article in enumerate(articles):
        if at in said:
            again = tuple(_mention(table, star, line) for line in repeats if table.article(line) == at)
            cells.append(Cell(article.id, "said", _mention(table, star, said[at]), again))
        elif article.suspect or likest.get(at, 0.0) >= UNSURE * table.threshold:
            cells.append(Cell(article.id, "cannot tell"))
        elif days and _too_early(article, min(days), core):
            cells.append(Cell(article.id, "not yet known"))
        else:
            cells.append(Cell(article.id, "not said"))
    members = sorted((articles[at].id, found.lines[line].index) for at, line in star.best)
    return Statement(
        id="s" + sha256(repr(members).encode()).hexdigest()[:12],
        text=core,
        cells=tuple(cells),
        accounts=len({table.accounts[articles[at].id] for at in said}),
    )


def _too_early(article: Article, first: date, text: str) -> bool:
    """True when an article came out before the first that tells something which was not long past then."""
    day = article.published
    return day is not None and day < first and not long_past(text, day)


def _mention(table: _Table, star: _Star, line: int) -> Mention:
    """A sentence of a statement, with how sure it is that it says the same as another of its sentences."""
    others = [table.aligned[line, other] for at, other in star.best if at != table.article(line)]
    value = 1.0 if line == star.core else table.aligned[star.core, line] or max(others, default=0.0)
    sentence = table.found.lines[line].sentence
    return Mention(table.articles[table.article(line)].id, sentence.index, sentence.span, round(value, 4))


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
