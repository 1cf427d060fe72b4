"""Who says what, found by rules: reporting verbs with a subject, "according to", headlines with a colon."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from framing.attribution.cues import is_phrase, reporting_forms, weak
from framing.attribution.tokens import Token, tokens
from framing.records import Quote, Span
from framing.text import Reading, lower

_AUXILIARIES = frozenset(
    "has have had also later then once repeatedly reportedly again further previously recently often "
    "would will could might may does did do never not n't n’t is are was were been be publicly".split()
)
_DETERMINERS = frozenset("a an the this that these those his her their its our my no any some".split())
_PRONOUNS = frozenset("he she they it we i who you".split())
_STOPS = frozenset(', ; : ( ) “ ” " « » – — -- ‘ [ ]'.split())
_CLAUSE = frozenset(
    "that because when while if as but and or where which after before since although than so".split()
)
_AFTER_NAME = frozenset(
    "who which that when while on at in after as before during to with by from because".split()
)
_CLOSERS = frozenset("” \" » ’ '".split())


@dataclass(frozen=True, slots=True)
class Found:
    """An attribution as it was found: spans only."""

    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    speaker: tuple[Span, ...]


def find_spans(reading: Reading) -> tuple[Found, ...]:
    """The attributions of an article by rules, in order of place."""
    found: list[Found] = []
    line: list[Token] = []
    every = tokens(reading)
    for number, token in enumerate(every):
        line.append(token)
        if number + 1 == len(every) or every[number + 1].sentence != token.sentence:
            new = _in_sentence(reading, line)
            loose = _loose_quotes(reading, line, new)
            if loose and not new and found:
                found[-1] = replace(found[-1], content=(*found[-1].content, *loose))
            elif loose and new:
                new[0] = replace(new[0], content=tuple(sorted((*new[0].content, *loose))))
            found += new
            line = []
    return tuple(found)


def _in_sentence(reading: Reading, line: list[Token]) -> list[Found]:
    lowers = tuple(lower(token.text) for token in line)
    quoted = [reading.is_quoted(token.span) for token in line]
    if line[0].sentence == 0 and reading.article.title:
        return _headline(line, lowers)
    for at in range(len(line)):
        if quoted[at]:
            continue
        size = is_phrase(lowers, at)
        if size:
            return [_according(reading, line, at, size)]
        if lowers[at] in reporting_forms() and (found := _verb(reading, line, lowers, quoted, at)):
            return [found]
    return []


def _headline(line: list[Token], lowers: tuple[str, ...]) -> list[Found]:
    for at, token in enumerate(line[:8]):
        if token.text == ":" and 0 < at < len(line) - 1 and line[0].text[0].isupper():
            speaker = Span(line[0].span.start, line[at - 1].span.end)
            return [Found((_join(line[at + 1 :]),), (token.span,), (speaker,))]
        if 0 < at < len(line) - 1 and lowers[at] in reporting_forms() and not weak(lowers[at]):
            speaker = Span(line[0].span.start, line[at - 1].span.end)
            return [Found((_join(line[at + 1 :]),), (token.span,), (speaker,))]
    return []


def _according(reading: Reading, line: list[Token], at: int, size: int) -> Found:
    end = at + size
    while (
        end < len(line) and line[end].text not in _STOPS | {"."} and lower(line[end].text) not in _AFTER_NAME
    ):
        end += 1
    cue = Span(line[at].span.start, line[at + size - 1].span.end)
    speaker = (_join(line[at + size : end]),) if end > at + size else ()
    parts = [_trimmed(line[:at]), _trimmed(line[end:])]
    return Found(tuple(_join(part) for part in parts if len(part) > 1), (cue,), speaker)


def _verb(
    reading: Reading, line: list[Token], lowers: tuple[str, ...], quoted: list[bool], at: int
) -> Found | None:
    before, after = _subject_before(line, lowers, quoted, at), _subject_after(line, lowers, quoted, at)
    start = before[0] if before else at
    left = _trimmed(line[:start])
    inverted = not before and after is not None
    if not before and not inverted:
        return None
    speaker_tokens = line[before[0] : before[1]] if before else line[after[0] : after[1]] if after else []
    right = line[(after[1] if inverted and after else at + 1) :]
    trailing = start > 0 and line[start - 1].text in {",", *_CLOSERS} and len(left) > 2
    parts: list[list[Token]] = []
    if trailing and (quoted[start - 1] or inverted or not _has_clause(right)):
        parts.append(left)
        opened = [n for n, token in enumerate(right) if reading.is_quoted(token.span)]
        if opened:
            parts.append(_trimmed(right[opened[0] :]))
    else:
        if lowers[at + 1 : at + 2] == ("of",) or (weak(lowers[at]) and lowers[at + 1 : at + 2] != ("that",)):
            return None
        parts.append(_trimmed(right))
    contents = tuple(_join(part) for part in parts if len(part) > 1)
    if not contents:
        return None
    return Found(contents, (line[at].span,), (_join(speaker_tokens),))


def _has_clause(right: list[Token]) -> bool:
    return len(_trimmed(right)) > 3 and right[0].text not in {".", ","}


def _subject_before(
    line: list[Token], lowers: tuple[str, ...], quoted: list[bool], at: int
) -> tuple[int, int] | None:
    end = at
    while end > 0 and lowers[end - 1] in _AUXILIARIES:
        end -= 1
    if end > 2 and line[end - 1].text == ",":  # "Smith, the mayor, said"
        earlier = [n for n in range(end - 1) if line[n].text == ","]
        if not earlier:
            return None
        end = earlier[-1]
    start = end
    while start > 0 and not quoted[start - 1] and line[start - 1].text not in _STOPS:
        if lowers[start - 1] in _CLAUSE:
            break
        start -= 1
    if start == end or quoted[end - 1]:
        return None
    last = lowers[end - 1]
    if last in _DETERMINERS - {"this", "that", "these", "those", "some"} or last == "to":
        return None
    return (start, end) if end - start <= 12 else None


def _subject_after(
    line: list[Token], lowers: tuple[str, ...], quoted: list[bool], at: int
) -> tuple[int, int] | None:
    if at == 0 or line[at - 1].text not in {",", "?", "!", *_CLOSERS}:
        return None
    end = at + 1
    while end < len(line) and not quoted[end] and line[end].text not in _STOPS | {"."}:
        if lowers[end] in _AFTER_NAME:
            break
        end += 1
    first = line[at + 1] if at + 1 < len(line) else None
    if end == at + 1 or first is None:
        return None
    named = first.text[0].isupper() or lowers[at + 1] in _DETERMINERS | _PRONOUNS
    return (at + 1, end) if named else None


def _loose_quotes(reading: Reading, line: list[Token], found: list[Found]) -> list[Span]:
    """Quotations of four words or more that no attribution of this sentence covers."""
    whole = Span(line[0].span.start, line[-1].span.end)
    loose = []
    for quote in _quotes_in(reading, whole):
        part = Span(max(quote.span.start, whole.start), min(quote.span.end, whole.end))
        covered = any(span.overlaps(part) for one in found for span in one.content)
        opens = part.start == whole.start or not quote.span.start >= whole.start
        if not covered and (opens or found) and part.of(reading.text).count(" ") >= 3:
            loose.append(part)
    return loose


def _quotes_in(reading: Reading, whole: Span) -> Iterator[Quote]:
    return (quote for quote in reading.quotes if quote.span.overlaps(whole))


def _trimmed(line: list[Token]) -> list[Token]:
    """Without the commas, colons and full stops at either end."""
    start, end = 0, len(line)
    while start < end and line[start].text in {",", ":", ";", ".", "—", "–"}:
        start += 1
    while end > start and line[end - 1].text in {",", ":", ";", ".", "—", "–"}:
        end -= 1
    return line[start:end]


def _join(line: list[Token]) -> Span:
    return Span(line[0].span.start, line[-1].span.end)
