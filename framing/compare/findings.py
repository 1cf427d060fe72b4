"""What stands out when the articles of an event are compared: a few plain sentences, by rule.

Each sentence quotes what the articles write, so that a reader can check it; none says why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from framing.compare.actors import Actor, ActorIn
from framing.compare.keyness import Keyword
from framing.compare.naming import Naming
from framing.compare.numbers import Disagreement, NumberAt
from framing.compare.variants import stem
from framing.compare.weights import LIGHT, STOP
from framing.compare.wording import Difference, Words
from framing.records import Comparison, Copy, Event, Mention, Span
from framing.text import Reading
from framing.text import words as words_of

_MOST = 6  # findings of an event
_OF_A_KIND = 2
# Of the words quoted: in every article that says so at least, and in the one that lacks it at most.
_SHARED, _ABSENT = 0.5, 0.34
_LONGEST = 24  # words of a sentence that is quoted
_FEWEST = 5  # content words of it
_STOPS = frozenset(
    "on until over in out before after shortly against from at by with when while as was were had has have "
    "will would is are into to and that who which for".split()
)
_DOER = re.compile(
    r"(?:\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir) (?:[\w’'\-]+ ){0,3}"
    r"|(?:[A-Z][\w’']* ){1,3}(?:[\w’']+ )?)$"
)
_THE = re.compile(r"\b[Tt]he $")
_PARTICLE = re.compile(r" (?:off|out|up|down|short|away|back|over)\b")


@dataclass(frozen=True, slots=True)
class CompareFinding:
    """One plain sentence, and the places in the articles (id, span) that bear it out."""

    text: str
    places: tuple[tuple[str, Span], ...]


def findings(
    event: Event,
    readings: Sequence[Reading],
    comparison: Comparison,
    *,
    disagreements: Sequence[Disagreement] = (),
    differences: Sequence[Difference] = (),
    keywords: Sequence[Keyword] = (),
    actors: Sequence[Actor] = (),
    copies: Sequence[Copy] = (),
) -> tuple[CompareFinding, ...]:
    """At most six sentences, at most two of a kind: first the best of every kind, then the second best.

    Kinds, surest first: numbers that differ, acts without the one who did them, words for the same group,
    verbs around the same quotation, what one account alone leaves out, words that one outlet over-uses, who
    acts and who is acted upon. None where nothing is sure, and none between near-copies.

    >>> from framing.compare import compare
    >>> from framing.compare.numbers import disagreements
    >>> from framing.records import Article
    >>> from framing.text import read
    >>> texts = "The ferry had 214 people on board.", "The ferry had more than 200 people on board."
    >>> rs = [read(Article(k, k.upper(), None, "unknown", "", t)) for k, t in zip("ab", texts)]
    >>> event = Event("e", "", ("a", "b"))
    >>> compared = compare(event, rs)
    >>> for found in findings(event, rs, compared, disagreements=disagreements(rs, compared)):
    ...     print(found.text)
    One number, given in different ways: A has “214 people on board”; B has “more than 200 people on board”.
    """
    desk = _Desk(event, readings, copies)
    if len(set(desk.account.values())) < 2:
        return ()
    kinds = (
        _numbers(desk, disagreements),
        _agents(desk, differences),
        _groups(desk, actors),
        _verbs(desk, differences),
        _gaps(desk, comparison),
        _words(desk, keywords),
        _roles(desk, actors),
    )
    best = [[found for found, _ in zip(kind, range(_OF_A_KIND), strict=False)] for kind in kinds]
    ranked = [found for row in zip_longest(*best) for found in row if found is not None]
    return tuple(ranked[:_MOST])


class _Desk:
    """The articles of the event with their outlets' names and their accounts."""

    def __init__(self, event: Event, readings: Sequence[Reading], copies: Sequence[Copy]) -> None:
        from framing.compare.matrix import account_of

        by_id = {reading.article.id: reading for reading in readings}
        self.readings = [by_id[name] for name in event.articles]
        self.text = {reading.article.id: reading.text for reading in self.readings}
        self.name = {reading.article.id: _outlet(reading) for reading in self.readings}
        self.account = account_of([reading.article for reading in self.readings], copies)
        self.by_id = by_id

    def apart(self, one: str, other: str) -> bool:
        """True for articles of different outlets that are no copies of each other."""
        return self.account[one] != self.account[other] and self.name[one] != self.name[other]

    def quote(self, article: str, span: Span) -> str:
        words = re.sub('[“”"]', "", _flat(span.of(self.text[article])))  # half of a pair may stand inside
        return f"“{words}”"

    def onward(self, article: str, span: Span, most: int, allowed: str = "") -> Span:
        """The span and up to so many words behind it, to the next mark of punctuation."""
        text, end, low = self.text[article], span.end, ""
        for _ in range(most):
            word = re.compile(r" (on board|[^\W_](?:[\w'’.\-]*[^\W_])?)").match(text, end)
            if word is None or low == "on board":
                break
            verb = word.group(1).endswith("ing") and low not in ("a", "an", "the")
            low = word.group(1).lower()
            if verb or (low in _STOPS and low != allowed):
                break
            end = word.end()
        part = text[span.start : end]
        return Span(
            span.start, max(span.end, span.start + len(re.sub(r"(?: (?:a|an|the|of|were))+$", "", part)))
        )

    def closed(self, article: str, act: Span, span: Span) -> Span:
        """The span without a last participle on which more hangs: "indicted 12 men accused" of it."""
        text = self.text[article]
        last = re.search(r" \w+ed$", span.of(text))
        hangs = last is not None and span.start + last.start() > act.end and text.startswith(" ", span.end)
        return Span(span.start, span.start + last.start()) if last and hangs else span

    def doer(self, article: str, span: Span) -> Span:
        """The span and the rest of the name or noun with which it begins."""
        text = self.text[article]
        named = text[span.start].isupper()  # then the name is whole
        before = (_THE if named else _DOER).search(text[max(0, span.start - 60) : span.start])
        return Span(span.start - len(before.group()), span.end) if before else span


def _outlet(reading: Reading) -> str:
    article = reading.article
    if article.source and article.source.strip():
        return " ".join(article.source.split())
    file = article.path.replace("\\", "/").rsplit("/", 1)[-1]
    return f"unknown source ({file})" if file else "unknown source"


def _flat(text: str) -> str:
    return " ".join(text.split())


_ROUNDED = 1.25  # how far rounding takes a number, at most


def _numbers(desk: _Desk, found: Sequence[Disagreement]) -> Iterator[CompareFinding]:
    for each in sorted(found, key=lambda d: (d.kind != "different", -len({n.article for n in d.numbers}))):
        by: dict[str, NumberAt] = {}
        for number in each.numbers:
            in_body = desk.by_id[number.article].sentences[0].index != number.sentence
            if number.article not in by or (in_body and by[number.article].sentence == 0):
                by[number.article] = number
        shown: list[tuple[str, NumberAt]] = []
        for article in desk.text:
            seen = {desk.account[name] for name, _ in shown}
            if article in by and desk.account[article] not in seen:
                shown.append((article, by[article]))
        values = [number.value for _, number in shown]
        if each.kind != "different" and max(values, default=0.0) > _ROUNDED * min(values, default=0.0):
            continue  # too far apart for one number, and not sure to be two of the same thing
        if len(set(values)) < 2 or not _named_apart(desk, [a for a, _ in shown]):
            continue
        spans = [(name, _with_vague(desk, number)) for name, number in shown]
        rows = "; ".join(f"{desk.name[name]} has {desk.quote(name, span)}" for name, span in spans)
        how = "Numbers differ" if each.kind == "different" else "One number, given in different ways"
        yield CompareFinding(f"{how}: {rows}.", tuple(spans))


def _named_apart(desk: _Desk, articles: Sequence[str]) -> bool:
    return len({desk.name[article] for article in articles}) == len(articles)


def _with_vague(desk: _Desk, number: NumberAt) -> Span:
    """The number with "more than" or a sign of currency before it, and what it counts, if not money."""
    text = desk.text[number.article]
    before = re.search(
        r"(?:\b(?:more than|less than|at least|at most|about|around|nearly|almost|roughly|some|over|up to) )?"
        r"[$€£]?$",
        text[max(0, number.span.start - 14) : number.span.start],
        re.IGNORECASE,
    )
    start = number.span.start - (len(before.group()) if before else 0)
    whole = Span(start, number.span.end)
    is_money = before is not None and before.group()[-1:] in ("$", "€", "£")
    return whole if is_money else desk.onward(number.article, whole, 3, allowed="were")


def _agents(desk: _Desk, found: Sequence[Difference]) -> Iterator[CompareFinding]:
    """One for each outlet that leaves out who did it."""
    told = set()
    for each in found:
        if each.kind != "agent" or not desk.apart(each.left.article, each.right.article):
            continue
        silent, names = (
            (each.left, each.right) if each.note.startswith("no agent") else (each.right, each.left)
        )
        if silent.article in told:
            continue
        told.add(silent.article)
        full = desk.closed(
            names.article, names.span, desk.onward(names.article, desk.doer(names.article, names.span), 5)
        )
        more = _PARTICLE.match(desk.text[silent.article], silent.span.end)
        act = Span(silent.span.start, more.end() if more else silent.span.end)
        text = (
            f"{desk.name[silent.article]} writes {desk.quote(silent.article, act)} and does not name "
            f"who did it; {desk.name[names.article]} writes {desk.quote(names.article, full)}."
        )
        yield CompareFinding(text, ((silent.article, act), (names.article, full)))


def _place(words: Words) -> tuple[str, Span]:
    return words.article, words.span


def _groups(desk: _Desk, found: Sequence[Actor]) -> Iterator[CompareFinding]:
    """A group for which one article has words that take a side, and another has none of these."""
    for actor in found:
        own = {each.article: [n for n in each.namings if not n.quoted] for each in actor.by}
        sided = [name for name in own if any(n.marked for n in own[name])]
        plain = [name for name in own if own[name] and name not in sided]
        if actor.kind != "group" or not sided or not plain:
            continue
        side = max(sided, key=lambda name: sum(n.marked for n in own[name]))
        calm = max(plain, key=lambda name: len(own[name]))
        if not desk.apart(side, calm):
            continue
        strong = _different(desk, side, [n for n in own[side] if n.marked])
        mild = _different(desk, calm, own[calm])
        text = (
            f"{desk.name[calm]} speaks of {_listed(desk, calm, mild)}; "
            f"{desk.name[side]}, of {_listed(desk, side, strong)}."
        )
        yield CompareFinding(
            text, tuple((calm, n.span) for n in mild) + tuple((side, n.span) for n in strong)
        )


def _different(desk: _Desk, article: str, namings: Sequence[Naming]) -> list[Naming]:
    """The first naming by each noun, at most three."""
    by_noun = {naming.head.of(desk.text[article]).lower().rstrip("s"): naming for naming in reversed(namings)}
    return sorted(by_noun.values(), key=lambda naming: naming.span)[:3]


def _listed(desk: _Desk, article: str, namings: Sequence[Naming]) -> str:
    quoted = [desk.quote(article, naming.span) for naming in namings]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"


def _verbs(desk: _Desk, found: Sequence[Difference]) -> Iterator[CompareFinding]:
    told: set[str] = set()
    for each in found:
        left, right = each.left, each.right
        pair = {left.article, right.article}
        if each.kind != "reporting verb" or not desk.apart(left.article, right.article) or pair & told:
            continue
        told |= pair
        text = (
            f"Around words that both quote, {desk.name[left.article]} has the verb "
            f"{desk.quote(*_place(left))} and {desk.name[right.article]} {desk.quote(*_place(right))}."
        )
        yield CompareFinding(text, (_place(left), _place(right)))


def _gaps(desk: _Desk, comparison: Comparison) -> Iterator[CompareFinding]:
    """What every account but one says in much the same words, few of which that one has anywhere."""
    accounts, told = len(set(desk.account.values())), set[str]()
    for statement in comparison.statements if accounts >= 3 else ():
        lacking = [cell.article for cell in statement.cells if cell.state == "not said"]
        silent = {desk.account[cell.article] for cell in statement.cells if cell.mention is None}
        if statement.accounts != accounts - 1 or len(silent) != 1 or len(lacking) != 1:
            continue
        first = min(statement.mentions, key=lambda mention: (mention.sentence == 0, len(mention.span)))
        said = _content(first.span.of(desk.text[first.article]))
        words = _flat(first.span.of(desk.text[first.article])).rstrip(".")
        everywhere = min(_share(said, _content(m.span.of(desk.text[m.article]))) for m in statement.mentions)
        here = _share(said, _content(desk.text[lacking[0]]))
        quoted = any(mark in words for mark in '“”"')  # the other may hand it on in its own words
        if everywhere < _SHARED or here > _ABSENT or len(said) < _FEWEST or quoted or words in told:
            continue
        if len(words.split()) <= _LONGEST:
            told.add(words)
            text = f"No sentence was found in {desk.name[lacking[0]]} for what all the others say: {words}"
            yield CompareFinding(f"{text}.", tuple(_mentioned(m) for m in statement.mentions))


def _content(text: str) -> frozenset[str]:
    return frozenset(stem(word.lower) for word in words_of(text) if word.lower not in STOP | LIGHT)


def _share(these: frozenset[str], those: frozenset[str]) -> float:
    return len(these & those) / len(these) if these else 0.0


def _mentioned(mention: Mention) -> tuple[str, Span]:
    return mention.article, mention.span


def _words(desk: _Desk, found: Sequence[Keyword]) -> Iterator[CompareFinding]:
    for each in sorted(found, key=lambda word: (-word.z, word.source, word.term)):
        name = desk.name[each.spans[0][0]]
        times = f"{each.others} time{'s' if each.others != 1 else ''}" if each.others else "never"
        text = f"Outside quotation marks {name} has “{each.term}” {each.count} times"
        yield CompareFinding(f"{text}, all the others together {times}.", each.spans)


def _roles(desk: _Desk, found: Sequence[Actor]) -> Iterator[CompareFinding]:
    """Who acts in one article and is acted upon in another, where the intervals do not meet."""
    for actor in found:
        most = max(actor.by, key=lambda each: each.low)
        least = min(actor.by, key=lambda each: each.high)
        if most.low <= least.high or not desk.apart(most.article, least.article):
            continue
        text = (
            f"{actor.key[0].upper()}{actor.key[1:]} act or speak in {_of(most)} clear places in "
            f"{desk.name[most.article]}, and in {_of(least)} in {desk.name[least.article]}."
        )
        placed = ((each.article, n.head) for each in (most, least) for n in each.namings if n.role != "other")
        yield CompareFinding(text, tuple(placed))


def _of(each: ActorIn) -> str:
    return f"{each.agent} of {each.agent + each.object}"
