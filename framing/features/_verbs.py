"""Whether a word that may be a noun or an adjective stands as a verb: by its neighbours, without a tagger."""

from __future__ import annotations

import re
from collections.abc import Sequence

from framing.lexicons import Match
from framing.records import Word

_DETERMINERS = frozenset(
    "a an the this these those his her its their our my your any some no each every such what which more "
    "most many several few both all another other of in on for from under with by about without despite "
    "amid over against at into as one two three four five six new own".split()
)
_ANY_NUMBER = frozenset("who which also never then now still again even often repeatedly".split())
_BEFORE_BASE = _ANY_NUMBER | frozenset(
    "they we you i to will would can could should must may might not n't don't didn't doesn't people men "
    "women police both all some many others".split()
)
_BEFORE_THIRD = _ANY_NUMBER | frozenset("he she it".split())
_AGENT = re.compile(
    r".*(?:er|or|man|woman|men|women|ist|ian|ee|president|agent|report|study|chief|official|critic|people|police|"
    r"aide|ally|party|government|group|campaign|ministry|witness|lawsuit|statement|letter)$"
)
_OUTLET = frozenset("times news".split())  # "the Times report": an s, and one outlet
# After these "that" opens a clause, "suggested that claims be heard"; after another noun it stands for it,
# "a letter that claims".
_OPENS_CLAUSE = re.compile(r".*(?:ed|said|says?|ing|means?|fact|recommendation|suggestion)$")
_NOT_AGENTS = frozenset(
    "other further earlier later former latter major minor prior senior junior newer greater bigger "
    "whether or for over under after however her per popular similar clear another higher lower larger "
    "humanitarian smaller stronger better deeper longer cyber terror".split()
)
_LEADING = frozenset("after amid over on about with from of for by against despite following to in".split())
_AFTER_NOUN = frozenset(
    "of by on in against was were is are has have had from made about between over".split()
)


def is_verb(text: str, words: Sequence[Word], match: Match) -> bool:
    """True when a verb list's match is likely used as a verb.

    "Critics attack the plan", not "the attack"; "he alleged", not "the alleged plot".
    """
    before = words[match.first - 1] if match.first else None
    form = words[match.first].lower
    base = match.entry.entry.split()[0]
    if form not in (base, f"{base}s", f"{base}es", f"{base[:-1]}ies"):
        return before is None or not (before.lower in _DETERMINERS - {"by"} or before.lower.endswith("'s"))
    if before is None or (match.end - match.first == 1 and _is_followed_as_noun(text, words, match)):
        return False
    if form != base and _behind_preposition(text, words, match):
        return False
    if base == "state" and not _states_something(text, words, match):
        return False
    if before.lower == "that":
        return _is_relative(words, match.first - 1, plural=form == base)
    return _can_be_subject(text, before, plural=form == base)


def _behind_preposition(text: str, words: Sequence[Word], match: Match) -> bool:
    """ "After Trump comments": a preposition leads the name, and nothing that could be an object follows."""
    place = match.first
    while place and text[words[place - 1].span.start].isupper() and words[place - 1].lower not in _LEADING:
        place -= 1
    if place == match.first or not place or words[place - 1].lower not in _LEADING:
        return False
    after = words[match.end].lower if match.end < len(words) else ""
    return not after or after in _AFTER_NOUN or text[match.span.end : match.span.end + 1] in (",", ".", ";")


def _states_something(text: str, words: Sequence[Word], match: Match) -> bool:
    """A letter that states that, not nine states: the noun is so common that what follows decides."""
    after = text[match.span.end : match.span.end + 3].lstrip(" ,:")
    following = words[match.end].lower if match.end < len(words) else ""
    return following in ("that", "clearly", "plainly", "only") or after[:1] in ("“", '"', "‘")


def _is_relative(words: Sequence[Word], at: int, *, plural: bool) -> bool:
    """Whether the "that" at a place stands for a subject: "a letter that claims", "groups that claim"."""
    if at == 0:
        return False
    low = words[at - 1].lower
    if plural:
        return low.endswith("s") and not low.endswith(("ss", "us", "'s", "says"))
    return low.isalpha() and not low.endswith("s") and _OPENS_CLAUSE.match(low) is None


def _is_followed_as_noun(text: str, words: Sequence[Word], match: Match) -> bool:
    if match.end < len(words) and words[match.end].lower in _AFTER_NOUN:
        return True
    # "They slam the plan": verbs of criticism take an object.
    after = text[match.span.end : match.span.end + 1]
    return match.entry.category == "emotive" and after in (",", ".", ";", "?", "")


def _can_be_subject(text: str, word: Word, *, plural: bool) -> bool:
    low = word.lower
    if low in (_BEFORE_BASE if plural else _BEFORE_THIRD) or low.endswith("ly"):
        return True
    if low in _DETERMINERS or low in _NOT_AGENTS or low in _BEFORE_BASE or low.endswith(("'s", "ous", "ss")):
        return False
    if plural:
        return low.endswith("s") and not low.endswith("us") and low not in _OUTLET
    return (text[word.span.start].isupper() and "-" not in low) or _AGENT.match(low) is not None
