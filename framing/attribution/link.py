"""From marked tokens to attributions: which content and which speaker belong to which cue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from framing.attribution.rules import Found
from framing.attribution.tokens import Token
from framing.records import Span
from framing.text import lower

_SHARES_SPEAKER = frozenset("and but or , then also ; — – -".split())


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
        if one.what == "Q":
            continue
        at = _nearest(cues, one)
        if one.what == "C":
            if at is None:
                loose.append(one)
            else:
                contents[at].append(one)
        elif at is not None:
            speakers[at].append(one)
    _share(line, cues, speakers)
    linked = [
        (cue.first, _found(line, contents[number], [cue], speakers[number]))
        for number, cue in enumerate(cues)
        if contents[number]
    ]
    linked += [(one.first, _found(line, [one], [], [])) for one in loose]
    return tuple(one for _, one in sorted(linked, key=lambda pair: pair[0]))


def _nearest(cues: Sequence[Segment], one: Segment) -> int | None:
    if one.side == "L":
        return max((n for n, cue in enumerate(cues) if cue.last < one.first), default=None)
    return min((n for n, cue in enumerate(cues) if cue.first > one.last), default=None)


def _share(line: Sequence[Token], cues: Sequence[Segment], speakers: dict[int, list[Segment]]) -> None:
    for number in range(1, len(cues)):
        cue = cues[number]
        before = line[cue.first - 1]
        same = line[cues[number - 1].first].sentence == line[cue.first].sentence
        if not speakers[number] and same and lower(before.text) in _SHARES_SPEAKER:
            speakers[number] = speakers[number - 1]


def _found(
    line: Sequence[Token], content: list[Segment], cue: list[Segment], speaker: list[Segment]
) -> Found:
    def spans(many: list[Segment]) -> tuple[Span, ...]:
        return tuple(Span(line[one.first].span.start, line[one.last].span.end) for one in many)

    return Found(spans(content), spans(cue), spans(speaker[:1]))
