"""Sentences and paragraphs as offsets.

Punkt (Kiss and Strunk, 2006) with an abbreviation set of our own, and rules that mend what Punkt parts
wrongly: initials, closing marks, ellipses. No trained data is needed.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from framing.records import Span
from framing.text.plain import plain

_ABBREVIATIONS = frozenset(
    """
    mr mrs ms mx dr prof rev hon sen sens rep reps gov govs gen lt col maj capt cpl sgt cmdr adm pres supt
    atty asst dep det insp fr sr jr esq st ste mt ft ave blvd rd dept univ assn bros inc ltd co corp llc plc
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri
    vol pp fig eds approx est vs v viz cf al
    ala ariz ark calif colo conn del fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev okla
    ore pa tenn tex va vt wash wis wyo d.c u.s u.k u.n e.u n.y n.j n.c s.c n.d s.d r.i n.h n.m w.va u.s.a
    a.m p.m e.g i.e ph.d b.a m.a d.d.s r-ky d-calif
    """.split()
)
# With a capital, these begin a sentence even after an abbreviation ("… in Tenn. The …") or an ellipsis.
_STARTERS = frozenset(
    """
    a all also although an and another any as asked at because both but by despite during each earlier even
    every for from he her here his how however i if in instead it its last later many meanwhile more most my
    no nor not now of on one or other others our she since so some still such that the their then there these
    they this those though to under until we what when where whether which while who why with you your
    """.split()
)
# After these an upper-case word is nearly always a name, so that no sentence begins there.
_TITLES = re.compile(
    r"(?:^|[\s(\"'])(?:Mr|Mrs|Ms|Mx|Dr|Prof|Rev|Hon|Sens?|Reps?|Govs?|Gen|Lt|Col|Maj|Capt|Cpl|Sgt|Cmdr|Adm"
    r"|Pres|Supt|Atty|Insp|Fr|St|Ste|Mt|Ft|vs)\.$"
)
_NUMBER = re.compile(r"\bNos?\.$")
_INITIAL = re.compile(r"(?:^|[\s.(\"'])[A-Z]\.$")
_OPENS_LOW = re.compile(r"[\s\"'(\[]*[a-z,;:]")
# '"Why?" Mr. Obama asked on Friday.' is one sentence; '"Why?" Obama asked: "Who?"' opens a new one.
_TAG = re.compile(
    r"(?:[A-Z][\w.'-]*\s+){1,4}(?:said|says|asked|asks|tweeted|wrote|writes|added|told|replied|shouted"
    r"|demanded|wondered|exclaimed|declared)\b(?!\s*[,:]|\s+that\b)"
)
_OPENING = re.compile(r"[A-Z][\w']*")
_CLOSERS = re.compile(r"[\"'\)\]]+(?=\s|$)")


@cache
def _punkt() -> Any:
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

    parameters = PunktParameters()
    parameters.abbrev_types = set(_ABBREVIATIONS)
    parameters.sent_starters = set(_STARTERS)
    return PunktSentenceTokenizer(parameters)


def paragraphs(text: str) -> tuple[Span, ...]:
    """The paragraphs of a text, without the white space around them.

    A line break parts paragraphs, unless the text is wrapped at a fixed width and blank lines part them.

    >>> [p.of("One.\\nTwo.\\n\\nThree.") for p in paragraphs("One.\\nTwo.\\n\\nThree.")]
    ['One.', 'Two.', 'Three.']
    """
    pattern = r"\n[^\S\n]*\n" if _is_wrapped(text) else r"\n"
    found, start = [], 0
    for end, after in [*((m.start(), m.end()) for m in re.finditer(pattern, text)), (len(text), len(text))]:
        span = _trim(text, Span(start, end))
        if len(span):
            found.append(span)
        start = after
    return tuple(found)


def _is_wrapped(text: str) -> bool:
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < 6 or "\n\n" not in text or max(map(len, lines)) > 120:
        return False
    blocks = [block.split("\n") for block in re.split(r"\n\s*\n", text.strip())]
    inner = [line for block in blocks for line in block[:-1]]
    return len(inner) >= len(lines) / 2 and sum(len(line) >= 50 for line in inner) >= 0.8 * len(inner)


def sentences(text: str, part: Span | None = None) -> tuple[Span, ...]:
    """The sentences of a text, or of one part of it, in order, without white space around them.

    >>> text = 'Dr. A. B. Lee (D-Calif.) spoke at 5 p.m. on Friday. “No.” He left...  and came back.'
    >>> [s.of(text) for s in sentences(text)]
    ['Dr. A. B. Lee (D-Calif.) spoke at 5 p.m. on Friday.', '“No.”', 'He left...  and came back.']
    """
    whole = part or Span(0, len(text))
    found: list[Span] = []
    for paragraph in paragraphs(whole.of(text)):
        found += _in_paragraph(text, paragraph.shift(whole.start))
    return tuple(found)


def _in_paragraph(text: str, paragraph: Span) -> list[Span]:
    flat = plain(paragraph.of(text))
    pieces: list[tuple[int, int]] = []  # each begins where the last one ended
    for start, end in _punkt().span_tokenize(flat):
        if pieces and _belongs_to_last(flat[pieces[-1][0] : pieces[-1][1]], flat[start:end]):
            pieces[-1] = (pieces[-1][0], end)
            continue
        closers = _CLOSERS.match(flat, start) if pieces else None
        if closers and _lacks_close(flat[pieces[-1][0] : pieces[-1][1]], closers.group()):
            # '… over. " Then': the mark closes the sentence before
            pieces[-1] = (pieces[-1][0], closers.end())
        begin = pieces[-1][1] if pieces else start
        if flat[begin:end].strip():
            pieces.append((begin, end))
    return [_trim(text, Span(paragraph.start + s, paragraph.start + e)) for s, e in pieces]


def _belongs_to_last(before: str, piece: str) -> bool:
    if _OPENS_LOW.match(piece) or not any(char.isalnum() for char in piece):
        return True
    if piece[:1].isdigit() and _NUMBER.search(before):
        return True
    if _TITLES.search(before) or (before.endswith(('?"', '!"')) and _TAG.match(piece)):
        return True
    opening = _OPENING.match(piece)
    return bool(opening and _INITIAL.search(before) and opening.group().lower() not in _STARTERS)


def _lacks_close(before: str, closers: str) -> bool:
    mark = closers[0]
    return before.count(mark) % 2 == 1 if mark in "\"'" else before.count("(") > before.count(")")


def _trim(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
