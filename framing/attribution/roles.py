"""The roles and affiliations that an article states of those whom it names, and where it states them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from framing.records import Span, SpeakerType

_NOUNS = (
    "activist|adviser|advisor|agent|aide|ambassador|analyst|anchor|archbishop|attorney|author|banker|billionaire|"
    "bishop|boss|candidate|captain|cardinal|ceo|chairman|chairwoman|chair|chancellor|chief|columnist|commander|"
    "commissioner|congressman|congresswoman|consultant|coordinator|correspondent|councillor|councilman|"
    "councilwoman|counsel|critic|democrat|deputy|detective|diplomat|director|doctor|driver|economist|editor|"
    "engineer|executive|expert|farmer|founder|general|governor|head|historian|host|inspector|investigator|"
    "investor|journalist|judge|justice|lawmaker|lawyer|leader|lecturer|librarian|lieutenant|manager|mayor|"
    "member|minister|monarch|neighbor|neighbour|nominee|nurse|officer|official|operative|organiser|organizer|"
    "owner|partner|pastor|physician|pilot|planner|politician|pollster|pope|premier|president|president-elect|"
    "priest|prince|princess|principal|producer|professor|prosecutor|representative|republican|researcher|"
    "resident|scientist|secretary|senator|sergeant|sheriff|speaker|spokesman|spokesperson|spokeswoman|"
    "strategist|student|superintendent|supporter|surgeon|teacher|treasurer|trustee|veteran|volunteer|voter|"
    "whip|witness|worker|writer"
)
_ABBREVIATED = r"(?:Sen|Rep|Gov|Gen|Lt|Col|Sgt|Prof|Capt|Amb|Rev)\."
_KNOWN = rf"(?:(?:{_NOUNS})(?![\w-])|{_ABBREVIATED})"
_STARTS = (
    "(?:While|But|Although|Though|If|When|As|And|After|Before|For|In|On|Because|Since|Meanwhile|Like|With)"
)
_BEFORE = re.compile(
    rf"(?:\b(?:the|a|an|its|his|her|their)\s+)?"
    rf"((?:(?:(?:Health|Housing|Trade|Environment|Energy|Education|Science|Food|Business)\s+and|"
    rf"(?!{_STARTS}\b)[A-Z][\w&’'-]*|(?:[A-Z]\.){{2,}}|former|then|acting|deputy|vice|senior|junior|chief|prime|foreign|interior|"
    rf"finance|defen[cs]e|national|state|federal|local|district|party|press|campaign|majority|minority|house|"
    rf"senate|white|retired|general|assistant|police|union|opposition|presidential|political|economic)\s+){{0,5}}"
    rf"(?i:{_KNOWN})(?:\s+(?i:{_KNOWN}))?)\s+$"
)
_AFTER = re.compile(
    rf",\s+(?!who\b(?!\s+is\b)|(?:or|and|but|one|any)\b)((?:(?:a|an|the|its|his|her|their|who\s+is|[A-Z][\w.]*[’']s)\s+)?"
    rf"(?:[\w.&’'-]+\s+){{0,6}}?(?i:{_KNOWN})(?:\s+(?:for|of|at|in|with|on|to)\s[^,.;:()“”\"\n]{{2,60}})?)"
    rf"(?=[,.;)—–]|\s+(?:said|says|told|added)\b)"
)
_PARTY = re.compile(r",?\s*\(?\b([RDI]-[A-Z][\w.]*)")
_OF = re.compile(
    r"\s((?:of|from) (?:the )?[A-Z][\w&’'-]*(?:\s(?:of |for |the )?[A-Z][\w&’'-]*){0,5})(?=[,.;]|\s[a-z])"
)
_CUT = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|St)$")  # a dot that ends no phrase
_ENOUGH = 3  # distinct ones of one actor


def stated_roles(
    text: str, mentions: Iterable[tuple[Span, str, SpeakerType]]
) -> Mapping[str, tuple[Span, ...]]:
    """By actor, where the article states its role or affiliation, each wording once, at most three.

    Args:
        mentions: place, actor and type of every name in the article, in order of place.

    >>> text = "Foreign Minister Ana Lee spoke. Tom Birk, a spokesman for the bank, met Kim Ode of Oxfam."
    >>> at = [(Span(text.index(n), text.index(n) + len(n)), n) for n in ("Ana Lee", "Tom Birk", "Kim Ode")]
    >>> found = stated_roles(text, [(span, name, "named person") for span, name in at])
    >>> {name: [span.of(text) for span in spans] for name, spans in found.items()}
    {'Ana Lee': ['Foreign Minister'], 'Tom Birk': ['a spokesman for the bank'], 'Kim Ode': ['of Oxfam']}
    """
    found: dict[str, list[Span]] = {}
    for span, actor, kind in mentions:
        if kind != "named person":
            continue
        known = found.setdefault(actor, [])
        for role in _at(text, span):
            same = {one.of(text).casefold() for one in known}
            if len(known) < _ENOUGH and role.of(text).casefold() not in same:
                known.append(role)
    return {actor: tuple(spans) for actor, spans in found.items() if spans}


def _at(text: str, name: Span) -> Iterable[Span]:
    start = max(text.rfind("\n", 0, name.start) + 1, name.start - 90)
    ahead = _BEFORE.search(text[start : name.start])
    if ahead:
        yield Span(start + ahead.start(1), start + ahead.end(1))
    party = _PARTY.match(text, name.end)
    if party:
        yield Span(*party.span(1))
    for pattern in (_AFTER, _OF):
        behind = pattern.match(text, name.end)
        if behind and not _CUT.search(behind.group(1)):
            yield Span(*behind.span(1))
            return
