"""From marked tokens to attributions: which content and which speaker belong to which cue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from framing.attribution.names import names
from framing.attribution.tokens import Token
from framing.records import Span
from framing.text import lower

_OPENING = frozenset("“ \" « » „ ‘ '".split())
_CLOSING = frozenset("” \" » « “ ’ '".split())
_PRONOUNS = frozenset("he she they i we it who".split())
_JOINS = frozenset('and but or , then also ; — – - ” " by before after while'.split())


@dataclass(frozen=True, slots=True)
class Found:
    """An attribution as it was found: spans only."""

    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    speaker: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of tokens with one label; `side` says where its cue stands: L before it, R after it."""

    what: str
    side: str
    first: int
    last: int


def segments(labels: Sequence[str]) -> tuple[Segment, ...]:
    """The runs of a sequence of labels, in order.

    >>> segments(["B-SR", "B-Q", "B-CL", "I-CL", "O"])[2]
    Segment(what='C', side='L', first=2, last=3)
    """
    found: list[Segment] = []
    for at, label in enumerate(labels):
        if label == "O":
            continue
        kind = label[2:]
        what, side = kind[0], kind[1:]
        last = found[-1] if found else None
        if label[0] == "I" and last and last.last == at - 1 and (last.what, last.side) == (what, side):
            found[-1] = Segment(what, side, last.first, at)
        else:
            found.append(Segment(what, side, at, at))
    return tuple(found)


def link(line: Sequence[Token], labels: Sequence[str]) -> tuple[Found, ...]:
    """The attributions that a sequence of labels spells out, in order of their cues.

    A content goes to the nearest cue on its side, several contents to one cue where they stand so. A cue
    without content is none; a cue without a speaker of its own shares the one before it in its sentence when
    a conjunction or a comma joins them.
    """
    found = segments(labels)
    cues = [one for one in found if one.what == "Q"]
    contents: dict[int, list[Segment]] = {number: [] for number in range(len(cues))}
    speakers: dict[int, list[Segment]] = {number: [] for number in range(len(cues))}
    loose: list[Segment] = []
    for one in found:
        at = None if one.what == "Q" else _nearest(cues, one)
        if one.what == "S" and at is not None:
            speakers[at].append(one)
        elif one.what == "C":
            at = _following(line, cues, one, at)
            at = _quoting(line, cues, contents, one, at)
            if at is not None and _belongs(line, cues[at], contents[at], one):
                contents[at].append(one)
            else:
                loose.append(one)
    loose = _led_on(line, contents, loose)
    _share(line, cues, speakers)
    linked = [
        (cue.first, _found(line, contents[number], [cue], speakers[number]))
        for number, cue in enumerate(cues)
        if contents[number]
    ]
    linked += [(run[0].first, _found(line, run, [], [])) for run in _runs(line, loose)]
    return tuple(one for _, one in sorted(linked, key=lambda pair: pair[0]))


def _following(
    line: Sequence[Token], cues: Sequence[Segment], one: Segment, nearest: int | None
) -> int | None:
    """The cue right behind a quotation that opens its sentence (“So,” he said), whatever side was marked."""
    if nearest is None or one.side == "R" or not _is_quotation(line, one):
        return nearest
    sentence = line[one.first].sentence
    if line[one.first - 1].sentence == sentence or line[cues[nearest].first].sentence == sentence:
        return nearest
    behind = next((n for n, cue in enumerate(cues) if cue.first > one.last), None)
    if behind is None or line[cues[behind].first].sentence != line[one.last].sentence:
        return nearest
    return behind


def _after(cue: Segment, one: Segment) -> bool:
    return cue.first > one.last


def _quoting(
    line: Sequence[Token],
    cues: Sequence[Segment],
    contents: dict[int, list[Segment]],
    one: Segment,
    nearest: int | None,
) -> int | None:
    """The cue that a quotation in a later sentence goes on from: the last one there that quotes."""
    if nearest is None or _after(cues[nearest], one) or not _opens(line, one):
        return nearest
    sentence = line[cues[nearest].first].sentence
    if line[one.first].sentence == sentence:
        return nearest
    for number in range(nearest, -1, -1):
        if line[cues[number].first].sentence != sentence:
            break
        if any(_is_quotation(line, part) for part in contents[number]):
            return number
    return nearest


def _belongs(line: Sequence[Token], cue: Segment, parts: Sequence[Segment], one: Segment) -> bool:
    """Whether a content goes with a cue and its parts: in a later sentence only a quotation going on does."""
    if _after(cue, one):
        return True
    opens = _opens(line, one)
    if parts and not opens and _is_quotation(line, parts[0]):
        return False
    last = line[max([cue.last, *(part.last for part in parts)])].sentence
    sentence = line[one.first].sentence
    if sentence == last:
        return True
    if line[one.first - 1].text == ":" and one.first - 1 != cue.last:
        return False
    if parts and line[one.first - 1].sentence == sentence:
        return False  # what stands before it in its sentence says whose it is
    return sentence == last + 1 and (opens or not parts)


def _led_on(
    line: Sequence[Token], contents: dict[int, list[Segment]], loose: Sequence[Segment]
) -> list[Segment]:
    """Give a quotation left open to the cue of the one that goes on with it; what is left has no cue."""
    left: list[Segment] = []
    for one in reversed(loose):
        opened = _opens(line, one) and not _is_quotation(line, one)
        after = [
            parts
            for parts in contents.values()
            if opened and any(part.first == one.last + 1 and _opens(line, part) for part in parts)
        ]
        if after:
            after[0].insert(0, one)
        else:
            left.insert(0, one)
    return left


def _runs(line: Sequence[Token], loose: Sequence[Segment]) -> list[list[Segment]]:
    """Contents without a cue, those together that are quotations which follow each other without a word."""
    runs: list[list[Segment]] = []
    for one in loose:
        before = runs[-1][-1] if runs else None
        if before and before.last + 1 == one.first and all(_opens(line, part) for part in (before, one)):
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _opens(line: Sequence[Token], part: Segment) -> bool:
    return line[part.first].text in _OPENING


def _is_quotation(line: Sequence[Token], part: Segment) -> bool:
    return _opens(line, part) and line[part.last].text in _CLOSING


def _nearest(cues: Sequence[Segment], one: Segment) -> int | None:
    if one.side == "L":
        return max((n for n, cue in enumerate(cues) if cue.last < one.first), default=None)
    return min((n for n, cue in enumerate(cues) if cue.first > one.last), default=None)


def _share(line: Sequence[Token], cues: Sequence[Segment], speakers: dict[int, list[Segment]]) -> None:
    """Give a cue without a speaker the one of the cue before it in its sentence, where the two are joined."""
    for number, cue in enumerate(cues):
        if speakers[number]:
            continue
        before = cues[number - 1] if number else cue
        if number and line[before.first].sentence == line[cue.first].sentence and _joined(line, cue):
            speakers[number] = speakers[number - 1]
        speakers[number] = speakers[number] or _first_named(line, cue)


def _first_named(line: Sequence[Token], cue: Segment) -> list[Segment]:
    """For "adding" or "to deny" alone in its sentence: the first name or pronoun that stands before it."""
    if not (_participle(line, cue) or lower(line[cue.first].text) == "to"):
        return []
    start = cue.first
    while start > 0 and line[start - 1].sentence == line[cue.first].sentence:
        start -= 1
    before = line[start : cue.first]
    spans = [token.span for token in before if lower(token.text) in _PRONOUNS]
    span = min([*spans, *(name.span for name in names(before))], default=None)
    if span is None:
        return []
    inside = [at for at in range(start, cue.first) if span.contains(line[at].span)]
    return [Segment("S", "R", inside[0], inside[-1])]


def _joined(line: Sequence[Token], cue: Segment) -> bool:
    """True for "and added", ", said", "by saying", "adding", "repeatedly calling"."""
    return _participle(line, cue) or lower(line[cue.first - 1].text) in _JOINS


def _participle(line: Sequence[Token], cue: Segment) -> bool:
    first, second = (lower(token.text) for token in (line[cue.first], line[min(cue.first + 1, cue.last)]))
    return first.endswith("ing") or (first.endswith("ly") and second.endswith("ing"))


def _found(
    line: Sequence[Token], content: list[Segment], cue: list[Segment], speaker: list[Segment]
) -> Found:
    def spans(many: list[Segment]) -> tuple[Span, ...]:
        return tuple(Span(line[one.first].span.start, line[one.last].span.end) for one in many)

    return Found(spans(content), spans(cue), spans(speaker[:1]))
