"""The phrases that speakers are named with: their head, and what type of speaker a common noun is."""

from __future__ import annotations

import re

from framing.records import SpeakerType

_DOCUMENTS = frozenset(
    "report reports study studies poll polls survey surveys statement statements letter letters "
    "document documents memo memos filing filings lawsuit complaint indictment email emails e-mail "
    "e-mails book bill law analysis data figures affidavit transcript order ruling review article "
    "articles tweet tweets op-ed editorial record records research results numbers census warrant text "
    "message messages release video ad ads advertisement headline story stories agreement resolution "
    "petition testimony audit estimates indictments endorsement response "
    "cover picture pictures photo photos footage returns speech remarks comments disclosures list pages "
    "excerpts findings announcement announcements".split()
)
_MEDIA = frozenset(
    "newspaper newspapers magazine network paper outlet outlets blog website site media press reporter "
    "reporters journalist journalists news broadcaster station agency's anchor columnist".split()
)
_OFFICIALS = frozenset(
    "official officials spokesman spokeswoman spokesperson spokespeople officer officers authorities "
    "police government administration aide aides adviser advisers advisor advisors prosecutor "
    "prosecutors lawmaker lawmakers senator senators representative representatives congressman "
    "congresswoman president minister ministers governor governors mayor mayors judge judges justices "
    "diplomat diplomats ambassador investigator investigators agent agents department ministry agency "
    "secretary director commissioner commander commanders military court courts committee council "
    "regulators staff staffers staffer operative operatives regime sheriff deputies detective "
    "detectives attorney".split()
)
_OTHERS = frozenset(
    "critics critic experts expert sources source people person voters voter supporters supporter "
    "opponents opponent activists activist analysts analyst observers observer allies ally campaign "
    "campaigns lawyer lawyers attorneys residents resident witnesses witness family families friends "
    "friend man woman men women students student professor researchers researcher scientists scientist "
    "economists economist strategist strategists consultant advocates advocate protesters protester "
    "leaders leader members member donors donor fans workers employees many some others most few "
    "candidates candidate team rivals rival pollster pollsters survey group groups organisers "
    "boss bosses executive executives passenger passengers parents neighbours neighbors campaigners owners "
    "shareholders investors unions "
    "backers proponents detractors liberals conservatives managers "
    "organizers users readers insiders insider".split()
)
_CUT = frozenset(
    "by about for of in at from with within inside who that which on to near as speaking familiar close "
    "involved including briefed over during , ( — – :".split()
)
_QUANTITIES = frozenset(
    "series number majority handful couple dozens scores hundreds thousands lot group set string pair host "
    "some many most several few all both one two three four five six".split()
)
_TYPES: tuple[tuple[frozenset[str], SpeakerType], ...] = (
    (_DOCUMENTS, "document"),
    (_MEDIA, "medium"),
    (_OFFICIALS, "unnamed official"),
    (_OTHERS, "unnamed other"),
)
_PHRASE_ENDS = re.compile(rf"(?=\s(?:{'|'.join(sorted(w for w in _CUT if w.isalpha()))}|and|or|but)\b)")
_LED_BY = re.compile(
    r"(?:['’]s?)? (?:(?:campaign|defen[sc]e|senior|chief|top|former|longtime|personal) )*([a-z]+) [A-ZÀ-ÖØ-Þ]"
)
_NO_NOUNS = frozenset(  # what may follow a name without being what it describes
    "himself herself itself themselves alone too also both then now once later again the a an this that last "
    "next over out up down through since until while when where if than not said says told".split()
)


def type_of(noun: str) -> SpeakerType | None:
    """The type of speaker that a lower-case common noun names, if it is one that is known.

    >>> type_of("spokesman"), type_of("critics"), type_of("river")
    ('unnamed official', 'unnamed other', None)
    """
    return next((kind for nouns, kind in _TYPES if noun in nouns), None)


def head(words: list[str]) -> list[str]:
    """The words up to the first preposition or comma, after the last possessive."""
    end = next((n for n, word in enumerate(words) if n and word in _CUT), len(words))
    if words[end - 1 : end] and words[end - 1] in _QUANTITIES and words[end : end + 1] == ["of"]:
        return head(words[end + 1 :])  # "a number of officials"
    first = words[:end]
    owner = max((n for n, word in enumerate(first[:-1]) if word.endswith(("'s", "s'"))), default=-1)
    return first[owner + 1 :]


def is_described(after: str) -> bool:
    """True when a phrase ends in a common noun that a name only describes, whatever it is: "a TV star"."""
    found = re.match(r"((?:\s+[a-z][\w-]*){1,3})(?=$|,|\s[(—–])", _PHRASE_ENDS.split(after)[0])
    words = found.group(1).split() if found else []
    return bool(words) and not _NO_NOUNS & set(words) and not words[-1].endswith(("ed", "ly"))


def describes(after: str) -> bool:
    """True when a name only says whose somebody named behind it is: "Lee attorney Jo Roe", "Lee's aide Jo".

    >>> describes(" attorney Jo Roe said"), describes("’s top aide Jo Roe"), describes(" told Jo Roe")
    (True, True, False)
    """
    found = _LED_BY.match(after)
    return found is not None and type_of(found.group(1)) in ("unnamed official", "unnamed other")


def is_common(after: str) -> bool:
    """True when a common noun follows that the name only describes: "Trump aides", "Lee's lawyer"."""
    ahead = _PHRASE_ENDS.split(after)[0] if after.strip() else after
    word = re.match(r"(?:'s?)?\s+(?:[\w-]+\s+){0,2}?([\w-]+)(?=$|,)", ahead)
    return word is not None and type_of(word.group(1)) is not None
