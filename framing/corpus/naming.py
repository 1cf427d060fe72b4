"""Which outlet a copied text comes from, by what only that outlet would write about itself.

Every clue is a line that is left out of the article anyway (an imprint, the author's note, a plea), never a
sentence of the report: there other outlets are named. Each comes with its reason, the strongest first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from framing.corpus import outlets
from framing.corpus.cleaning import BIO, CREDIT, LINKS, PLEA, POLICY, RIGHTS
from framing.corpus.outlets import AGENCIES, NAME

_THE = r"(?:[Tt]he )?"
_ROLES = (
    r"(?:reporter|writer|editor|correspondent|columnist|contributor|journalist|producer|photographer"
    r"|bureau chief|blogger)"
)
_ASK = (
    r"(?:[Jj]oin|[Ss]ubscribe to|[Ff]ollow|[Ss]upport|[Gg]et|GET|[Dd]ownload|[Ss]ign up (?:for|to)"
    r"|[Dd]onate to|[Ll]ike|[Vv]isit)"
)
_YEARS = r"(?:\d{4}(?:\s?[-–]\s?\d{4})?)?"
# (reason of the line, pattern with the name in it, how a person would put the clue)
_CLUES: tuple[tuple[str, re.Pattern[str], str], ...] = (
    (
        RIGHTS,
        re.compile(rf"(?:©|\([Cc]\)|[Cc]opyright)\s*(?:©|\([Cc]\))?\s*{_YEARS},?\s*(?:by )?({_THE}{NAME})"),
        "the note on rights",
    ),
    (
        BIO,
        re.compile(rf"\b{_ROLES}s?\b[^.]{{0,60}}?\b(?:of|at|for|with|from)\s+({_THE}{NAME})"),
        "the note on the author",
    ),
    (
        BIO,
        re.compile(rf"\b(?:is|was) ({_THE}{NAME})[’']s?\s+(?:[a-z]\w*\s+){{0,3}}{_ROLES}\b"),
        "the note on the author",
    ),
    (
        BIO,
        re.compile(rf"\b(?:writes|reports|covers)\b[^.]{{0,60}}?\b(?:at|for)\s+({_THE}{NAME})"),
        "the note on the author",
    ),
    (POLICY, re.compile(rf"\b(?:against|on|at|of)\s+({_THE}{NAME})"), "the rules for comments"),
    (PLEA, re.compile(rf"\b{_ASK}\s+(?:\w+\s+){{0,4}}?({_THE}{NAME})"), "a plea for readers"),
    (RIGHTS, re.compile(rf"\bpermission (?:from|of) ({_THE}{NAME})"), "the note on rights"),
    (
        PLEA,
        re.compile(rf"\b(?:newsletters?|alerts?|updates|e-?mails?) from ({_THE}{NAME})"),
        "a plea for readers",
    ),
    (CREDIT, re.compile(rf"\bedited by ({_THE}{NAME}) staff"), "the note of its editors"),
    (PLEA, re.compile(rf"^\W*({_THE}(?:[A-Z][\w’'&-]*\s?){{2,5}})[.:!]\s"), "a plea for readers"),
)
# What follows an outlet's name in a plea.
_LAST = frozenset(
    """telegram whatsapp facebook twitter instagram youtube tiktok channel newsletter newsletters app podcast
    briefing alerts updates stories on""".split()
)
_GENERIC = (
    r"(?:News|Advertising|Jobs|Home|Homepage|Contact|Newsletter|Shop|Store|Subscriptions|Classifieds|Archives?"
    r"|Media Kit)"
)
_BY_OUTLET = re.compile(
    r"\W*(?i:story|report|article|source|republished|courtesy|originally published|(?:first )?published"
    r"|this (?:story|article) (?:first |originally )?appeared)\s?(?:by|from|on|in|at|:|of)*\s?"
    rf"({_THE}{NAME})"
)


def outlet(left_out: Sequence[tuple[str, str]]) -> tuple[str, str] | None:
    """The outlet that the lines around an article name, and by which clue; None where none does.

    Args:
        left_out: (line, reason why it is left out), in order of place.

    >>> outlet([("Jo Roe is a reporter at The Vale Courier.", BIO)])
    ('The Vale Courier', 'the note on the author')
    """
    for known_only in (True, False):
        for kind, pattern, clue in _CLUES:
            for line, reason in left_out:
                name = _named(pattern, line, known_only=known_only) if reason == kind else None
                if name and not (kind == RIGHTS and name in AGENCIES):
                    return name, clue
    for line, reason in left_out:
        if reason == LINKS and (name := _footer(line)):
            return name, "the links at the end"
    for line, reason in left_out:
        match = _BY_OUTLET.match(line) if reason == CREDIT else None
        name = outlets.known().at_start(match[1]) if match else None
        if name:
            return name, "the credit at the end, and nothing else names an outlet"
    return None


def _named(pattern: re.Pattern[str], line: str, *, known_only: bool) -> str | None:
    table = outlets.known()
    for match in pattern.finditer(line):
        if known_only:
            # The capital letters around a name may belong to the plea: "brand new AMN Telegram channel".
            words = match[1].split()
            found = next((n for at in range(len(words)) if (n := table.at_start(" ".join(words[at:])))), None)
        else:
            found = _unknown(match[1])
            found = (table.of_name(found) or found) if found else None
        if found:
            return found
    return None


def _unknown(name: str) -> str | None:
    """A name that the list does not know, where it sounds like an outlet's."""
    first = re.split(r"(?<=\w{3})[.!]\s", name)[0].rstrip(".,!’'")
    words = [re.sub(r"[’']s$", "", word) for word in first.split()]
    while words and words[-1].lower() in _LAST:
        words.pop()
    found = " ".join(words).removeprefix("the ")
    return found if words and outlets.sounds_like_one(found) else None


def credited(line: str) -> str | None:
    """The outlet or agency to which a credit line gives the report: known, sounding like one, or in capitals.

    >>> credited("*story by Aljazeera"), credited("*story by VNA"), credited("Report by Jane Doe")
    ('Al Jazeera', 'VNA', None)
    """
    match = _BY_OUTLET.match(line)
    if not match:
        return None
    name = match[1].rstrip(".,!")
    known = outlets.known().at_start(name)
    return known or (name if re.fullmatch(r"[A-Z]{2,5}", name) or outlets.sounds_like_one(name) else None)


def _footer(line: str) -> str | None:
    """The outlet whose name opens several links, as in "Vale Post News | Vale Post Jobs"."""
    items = [item.strip() for item in line.split("|")]
    stems = [re.sub(rf"\s+{_GENERIC}$", "", item) for item in items]
    table = outlets.known()
    listed = next((name for one in (*items, *stems) if (name := table.of_name(one))), None)
    if listed:
        return listed
    for stem, item in zip(stems, items, strict=True):
        words = stem.split()
        shared = sum(other.split()[:2] == words[:2] for other in items)
        if stem != item and 1 < len(words) < 5 and shared > 1:
            return stem
    return None
