"""Unnamed sources: "officials said", "critics say", "according to people familiar with"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from framing.lexicons import Match, load
from framing.lexicons.inflection import forms
from framing.records import Evidence, Sentence, Span, Word
from framing.text import Reading

ORDER = 80
TITLE = "Unnamed sources"
MEANING = "Somebody is said to say or think something and we are not told who, as in “officials said”."
UNIT = "words"
LISTS = ("unnamed",)

_KINDS = {
    "official": "an official or insider without a name",
    "expert": "an expert without a name",
    "side": "a side of the dispute, with nobody named",
    "source": "a source without a name",
    "public": "a member of the public, or several, without a name",
    "nobody": "nobody in particular",
    "anonymity": "the text says that the name is kept back",
}
_SAYING = (
    "say tell add note warn argue claim allege insist contend maintain believe think fear suspect expect "
    "worry doubt report describe acknowledge concede admit confirm deny suggest estimate predict caution "
    "complain accuse question speculate explain stress assert counter reveal disclose indicate testify "
    "recall agree criticize criticise denounce condemn decry blast slam hail praise dismiss object "
    "respond reply declare announce point see write ask demand urge wonder hope lament hint view portray "
    "observe conclude blame attribute credit disagree dispute remark comment emphasize emphasise assume "
    "anticipate welcome brand regard"
).split()
_INVERTED = frozenset("said says say added explained noted wrote warned argued".split())
_CITING = frozenset("citing quoting cited quoted cites quotes".split())
_ONE = frozenset("a an one another".split())
_DETERMINERS = _ONE | frozenset(
    "two three four five some many several other most few both these those".split()
)
_DEFINITE = frozenset("the that this his her its their our my".split())
_MODIFIERS = frozenset(
    "senior top high-ranking high-level ranking local federal state city county national international "
    "foreign former current some many several other most few two three four five one another unnamed "
    "anonymous american european british russian chinese israeli iranian mexican western arab u.s u.n "
    "military intelligence government administration law enforcement security defense defence health "
    "public election campaign company industry legal political policy economic financial independent "
    "outside leading medical scientific human civil rights conservative liberal republican democratic gop "
    "party congressional senate house white police justice diplomatic environmental immigration trade "
    "labor labour union business market school university prominent longtime close well-placed "
    "knowledgeable informed veteran republicans democrats gun climate regional district provincial "
    "municipal hospital fire rescue emergency border counterterrorism counter-terrorism presidential "
    "anti-abortion abortion religious christian muslim gay lgbt student progressive moderate anti-trump "
    "pro-trump free-market constitutional tax energy technology tech cyber cybersecurity multiple "
    "unidentified early fierce vocal outspoken staunch".split()
)
# What may part the phrase from its verb: "experts at the university say".
_GAP = frozenset(
    "in at from on with within inside near around across close familiar briefed involved of".split()
)
_ASIDE = frozenset("speaking who citing requesting asking insisting".split())
_HELPERS = frozenset(
    "have has had also now then later still often privately publicly long already widely generally".split()
)
_ENDS_GAP = frozenset(
    "like including such named identified who that which and but or to not be been was were is are while "
    "when".split()
)
_BEFORE_NOBODY = frozenset("but and what as while though although that because".split())
# "a worker in his state": the word after these is a noun.
_BEFORE_NOUN = _DEFINITE | frozenset("a an of in at from on with".split())


def find(reading: Reading) -> Iterator[Evidence]:
    """The unnamed sources of an article (Bell, 1991; Stenvall, 2008), from the phrase to its verb."""
    introduced: set[str] = set()
    heads = load("unnamed", reading.language)
    for sentence, words in zip(reading.sentences, reading.words, strict=True):
        found: list[Evidence] = []
        for match in heads.matches(words):
            category = match.entry.category
            place = _place(reading.text, sentence, words, match, introduced)
            if place is None or (category == "anonymity" and found):
                continue
            span = Span(words[place[0]].span.start, words[place[1] - 1].span.end)
            if found and found[-1].span.end > span.start:
                continue
            introduced.add(match.entry.entry)
            found.append(
                Evidence("unnamed", span, note=f"{_KINDS[category]} (list: unnamed)", category=category)
            )
        yield from found


def _place(
    text: str, sentence: Sentence, words: Sequence[Word], match: Match, introduced: set[str]
) -> tuple[int, int] | None:
    """The first word and the end of "U.S. officials said", or None where nobody unnamed speaks."""
    category, end = match.entry.category, match.end
    if category == "anonymity":
        return match.first, end
    plural = _is_plural(words, match)
    if category == "nobody":
        free = match.first == 0 or words[match.first - 1].lower in _BEFORE_NOBODY
        verb = _verb_after(text, words, end, plural=True) if free else None
        return None if verb is None else (match.first, verb)
    if words[end - 1].lower.endswith("'s") or _is_named(text, sentence, words, end):
        return None
    first = _first_modifier(text, sentence, words, match.first)
    if not _is_open(words, first, match, introduced, plural=plural):
        return None
    before = [word.lower for word in words[max(0, first - 2) : first]]
    if before == ["according", "to"]:
        return first - 2, end
    if before and before[-1] in _CITING:
        return first - 1, end
    verb = _verb_after(text, words, end, plural=plural)
    if verb is not None:
        return first, verb
    if before and before[-1] in _INVERTED and _follows_quote(text, sentence, words[first - 1]):
        return first - 1, end
    return None


def _is_plural(words: Sequence[Word], match: Match) -> bool:
    if match.entry.pos == "x":
        return match.entry.entry.startswith(("people", "those", "passers"))
    return words[match.end - 1].lower != match.entry.entry.split()[-1]


def _is_named(text: str, sentence: Sentence, words: Sequence[Word], end: int) -> bool:
    """True when a name follows: "official Ann Lee", "the aide, Ann Lee", "critics such as Ann Lee"."""
    if end >= len(words):
        return False
    following = words[end]
    gap = text[words[end - 1].span.end : following.span.start].strip()
    if sentence.index > 0 and text[following.span.start].isupper() and gap in ("", ","):
        return True
    return following.lower in ("like", "including", "such", "named", "identified")


def _follows_quote(text: str, sentence: Sentence, verb: Word) -> bool:
    return text[sentence.span.start : verb.span.start].rstrip()[-1:] in ('"', "”", "'", "’")


def _first_modifier(text: str, sentence: Sentence, words: Sequence[Word], at: int) -> int:
    """Where "three senior White House" begins before its "officials"."""
    first = at
    while (
        first > 0 and at - first < 6 and text[words[first - 1].span.end : words[first].span.start].isspace()
    ):
        word = words[first - 1]
        if word.lower in _DETERMINERS or word.lower in _DEFINITE:
            return first - 1
        # The capital of a sentence's first word tells nothing.
        capital = text[word.span.start].isupper() and sentence.index > 0 and first > 1
        if not capital and word.lower.rstrip(".") not in _MODIFIERS:
            break
        first -= 1
    return first


def _is_open(words: Sequence[Word], first: int, match: Match, introduced: set[str], *, plural: bool) -> bool:
    """A plural, or one of several: "a source", "officials"; "the official" only after "an official"."""
    if match.entry.pos == "x":
        return True
    lead = words[first].lower if first < match.first else ""
    if lead in _DEFINITE:
        return match.entry.entry in introduced or (plural and match.entry.category == "source")
    return plural or lead in _ONE


def _verb_after(text: str, words: Sequence[Word], end: int, *, plural: bool) -> int | None:
    """The end of the verb of saying that the phrase is the subject of, or None."""
    if end >= len(words):
        return None
    limit = end
    gap = text[words[end - 1].span.end : words[end].span.start]
    aside = gap.strip() == "," and words[end].lower in _ASIDE
    if aside:
        limit = end + 14
    elif not gap.isspace():
        return None
    elif words[end].lower in _GAP or words[end - 1].lower in _GAP:
        limit = end + 7
    for at in range(end, min(len(words), max(limit, end + 3))):
        low = words[at].lower
        between = text[words[at - 1].span.end : words[at].span.start]
        if at > end and any(mark in between for mark in ('.;:"“”?!' if aside else ',.;:"“”?!')):
            return None
        if low in _saying(plural) and words[at - 1].lower not in _BEFORE_NOUN:
            return at + 1
        if low in _ENDS_GAP and not aside and words[at - 1].lower != "close":
            return None
        if at >= limit and low not in _HELPERS and not low.endswith("ly"):
            return None
    return None


@cache
def _saying(plural: bool) -> frozenset[str]:
    # Several people "say", one "says"; in headlines both stand without an article.
    found = set[str]()
    for verb in _SAYING:
        base, third, *rest = forms(verb, "v")
        found.update([base if plural else third, *(form for form in rest if not form.endswith("ing"))])
    return frozenset(found)
