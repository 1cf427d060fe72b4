"""The lines around an article's body that say who and when: byline and date line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from framing.corpus import outlets
from framing.corpus.dates import FORMS, MONTH, WEEKDAY, YEAR, of_match
from framing.corpus.outlets import AGENCIES

_PERSON = (
    r"[^\W\d_a-z][\w.’'-]*(?:\s+(?:(?:de|van|von|der|la|del|al|bin|di|da|el)\s+)*"
    rf"(?!{WEEKDAY}\b|{MONTH}\s+\d)[^\W\d_a-z][\w.’'-]*){{0,4}}"
)
_ROLES = (
    r"(?:Staff|Senior|Chief|Associate|Contributing|Political|Foreign|News|National|White House|Special"
    r"|Reporter|Correspondent|Editor|Writer|Columnist)"
)
_NEXT = rf"(?!(?:{MONTH}|{WEEKDAY}|{_ROLES})\b){_PERSON}"
_BY = re.compile(
    r"(?:(?:(?:[Aa]nalysis|[Ss]tory|[Rr]eview|[Oo]pinion|[Cc]ommentary|[Ww]ords|[Tt]ext)\s+)?[Bb]y|BY|[Ww]ords"
    r"|[Ww]ritten by|WRITTEN BY|[Rr]eported by|[Aa]uthor:|[Pp]osted by|[Pp]ublished by)[:\s]\s*"
    rf"(?P<who>{_PERSON}(?:(?:,|\s+and|\s*&|,\s+and)\s+{_NEXT}){{0,4}})(?:,?\s+{_ROLES}[\w ]{{0,40}}"
    r"|\s+in\s+[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+){0,2}(?=$|\s*[|,·•–—-])"
    r"|,\s+[\w’' -]{0,40}\b(?:correspondent|reporter|editor|writer|columnist|presenter|producer))?"
)
_LABEL = (
    r"(?i:(?:(?:first |originally |last )?(?:published|posted|updated|modified|created|issued|date|on)\b"
    r"(?: date| on| at)?\s*:?\s*)*)"
)
_ZONE = r"(?:,?\s*\bUK\b|\s*\(?(?:local time|[A-Z]{2,5}|[A-Z]{3,4}[+-]\d+|[+-]\d{2}:?\d{2})\)?)?"
_CLOCK = (
    rf"(?i:(?:\s*[,|@T–-]|\s+at)?\s*\d{{1,2}}(?:[:.]\d{{2}}){{1,2}}\s*(?:[ap]\.?\s?m\.?)?{_ZONE}"
    r"|(?:\s*,|\s+at)?\s*\d{1,2}\s?[ap]\.?m\.?(?:\s+[A-Z]{2,4})?)"
)
_AGO = re.compile(
    r"(?i:(?:(?:updated|published|posted):? )?\d+ (?:minutes?|hours?|days?|weeks?|months?|years?) ago)\W*"
)
_READ = re.compile(
    r"(?i:\d+\W?min(?:ute)?s?(?:\W?read)?|(?:comments?|share|views?|print|e-?mail)\W*\d*"
    r"|\d[\d.,]*\s?(?:comments?|views?|shares?))\W*"
)
_SIGNED = re.compile(rf"(?P<who>{_PERSON}),\s+(?:{_ROLES}\s*){{1,4}}(?:,.{{0,40}})?")
_FOR = re.compile(rf"(?:[Bb]y|BY)\s+(?P<who>{_PERSON}?),?\s+(?:for|FOR)\s+(?:the )?(?P<outlet>[^,|]{{3,60}})")
_NAME = re.compile(
    r"[A-Z][a-z’'-]+(?: (?:[A-Z]\.|[A-Z][\w’'-]*[a-z])| (?:de|van|von|der|la|del|al|bin)){1,3}"
)
# "Jane Doe", or with the desk or place from which she writes: "Jane Doe in London"
_ALONE = re.compile(
    rf"(?P<who>{_NAME.pattern})(?: in [A-Z][\w’'-]+(?:(?: and)? [A-Z][\w’'-]+){{0,3}})?"
    r"|(?P<first>[A-Z][a-z’'-]+(?: [A-Z]\.)? [A-Z][\w’'-]*[a-z]),? (?:[\w’'-]+ ){0,5}"
    r"(?:[Cc]orrespondent|[Rr]eporter|[Ee]ditor|[Ww]riter|columnist)"
)
# "Jane Doe Published March 4, 2031", "India News Vale News Agency Updated: March 04, 2031"
_LED = re.compile(
    r"(?P<who>[A-Z][\w.’'&-]*(?:[ |/]+(?:[A-Z][\w.’'&-]*|of|the|and|for|de)){0,9}?)\s+"
    r"(?=(?:Published|Updated|Posted|Modified|Last|First)\b)"
)
_STAFF = re.compile(r"(?:\s+(?:Staff|Reporters?|Correspondents?|Desk|Bureau|Newsroom|Web|Online))+$")
_LABELLED = re.compile(r"(?P<label>Source|Editor|Writer|Author|Photo)s?: ?(?P<what>[^:]{2,40})")
# What else stands behind a byline: an account, the section ("in News")
_ASIDE = re.compile(r"\s*@\w{2,20}\b|\s+in\s+[A-Z][\w,& ]{2,40}$")
_ROLE = re.compile(rf"(?:{_ROLES}\s*){{1,4}}")
_PLACE_OR_SECTION = re.compile(r"[A-Z][\w’'-]*(?: (?:(?:&|and|of) )?[A-Z][\w’'-]*){0,2}")
_HOUSED = re.compile(rf"(?P<who>{_NAME.pattern}) \((?P<outlet>[^()]{{3,40}})\)")
_LONGEST_OUTLET = 4  # words of an outlet's name right behind a writer's
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_ZONES = (
    r"(?:UTC|GMT|BST|CET|CEST|EST|EDT|ET|CST|CDT|CT|MST|MDT|MT|PST|PDT|PT|IST|PKT|WAT|EAT|CAT|SAST|GST|MSK|SGT|HKT|JST"
    r"|AEST|AEDT|AWST|NZST|NZDT)"
)
# Month first, as the clock of the United States tells: "03/04/31 6:45 PM ET"
_AMERICAN = re.compile(
    r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?:20)?(?P<year>\d\d)"
    r"(?=,?\s+(?:at )?\d{1,2}:\d\d\s*[AaPp]\.?[Mm]\.?\s+(?:ET|EST|EDT|CT|CDT|MT|MDT|PT|PST|PDT)\b)"
)
_MOMENT = re.compile(
    rf"(?P<day>{YEAR}-\d\d-\d\d)T(?P<clock>\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?"
)
_GLUED = re.compile(rf"({YEAR})(?=\d{{1,2}}:\d\d)")
_PARTS = re.compile(r"\s+[|•●·–—/-]+\s+|\s*[|•●·]\s*")
# Words of a section's name: "World News" beside a date is nobody.
_SECTIONS = frozenset(
    """News World Politics Business Opinion Sport Sports Health Science Technology Culture Travel Education
    Economy Environment Editorial Latest Breaking Top Middle East""".split()
)


@dataclass(frozen=True, slots=True)
class Credits:
    """What one line under a headline tells: writer, day, outlet; `updated` where the day is a revision's."""

    author: str | None = None
    day: date | None = None
    updated: bool = False
    outlet: str | None = None


def credit_line(line: str) -> Credits | None:
    """What a line says that holds nothing but byline, date and the like; None for every other line.

    >>> credit_line("By Jane Doe | Updated December 2, 2019 at 3:05 p.m. ET | 4 min read")
    Credits(author='Jane Doe', day=datetime.date(2019, 12, 2), updated=True, outlet=None)
    >>> credit_line("By Friday the river had risen.")
    """
    if len(line) > 200 or not line.strip():
        return None
    found = _whole(line)
    if found is not None:
        return found
    parts = [part for part in _PARTS.split(line) if part and part.strip()]
    if len(parts) < 2:
        return None
    each = [_whole(part.strip(" ,;")) or outlet_line(part.strip()) for part in parts]
    if any(one and one.day for one in each) or any(_ROLE.fullmatch(part.strip()) for part in parts):
        # Beside a date or role a name alone is the writer's, and capitals are an agency's.
        each = [one or _beside_date(part.strip()) for one, part in zip(each, parts, strict=True)]
    known = [one for one in each if one is not None]
    if len(known) < len(each) or not any(one.day or one.author or one.outlet for one in known):
        return None
    days = sorted((one.updated, number, one.day) for number, one in enumerate(known) if one.day)
    return Credits(
        author=next((one.author for one in known if one.author), None),
        day=days[0][2] if days else None,
        updated=days[0][0] if days else False,
        outlet=next((one.outlet for one in known if one.outlet), None),
    )


def _beside_date(part: str) -> Credits | None:
    writer = alone(part)
    if writer:
        return Credits(writer)
    if _ROLE.fullmatch(part) or _PLACE_OR_SECTION.fullmatch(part):
        return Credits()
    told = _LABELLED.fullmatch(part)
    if told:
        return (outlet_line(told["what"]) if told["label"] == "Source" else None) or Credits()
    return Credits() if re.fullmatch(r"[A-Z]{2,5}", part) else None


def outlet_line(part: str) -> Credits | None:
    """The outlet where a part names nothing else: alone, with its town, with an agency, or its address."""
    if _MAIL.fullmatch(part):
        return Credits()
    table = outlets.known()
    name, comma, place = part.partition(", ")
    if comma and not re.fullmatch(r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}", place):
        return None
    found = [
        table.of_name(_STAFF.sub("", one.strip())) for one in (name.split("/") if "/" in name else [name])
    ]
    if not all(found):
        return None
    return Credits(outlet=next((one for one in found if one not in AGENCIES), None))


def _whole(line: str) -> Credits | None:
    """One part of such a line: a byline (a date may follow), a date with its label, a reading time."""
    if _AGO.fullmatch(line) or _READ.fullmatch(line) or re.fullmatch(_CLOCK, line):
        return Credits()
    dated = _dated(line)
    if dated is not None:
        return dated
    match = _BY.match(line)
    if not match or _FOR.fullmatch(line):
        return _posted(line)
    rest = _ASIDE.sub("", line[match.end() :]).strip(" ,;.-–—|")
    author, outlet = _apart(match["who"].strip(" ,"))
    author, outlet = (author, outlet) if outlet else _run_together(author)
    house = None if outlet else outlet_line(author)
    if house is None and not _is_person(author):
        return None
    writer = None if house else author
    outlet = house.outlet if house else outlet
    if not rest:
        return Credits(writer, outlet=outlet)
    after = _dated(rest) or outlet_line(rest)
    return Credits(writer, after.day, after.updated, after.outlet or outlet) if after else None


def _posted(line: str) -> Credits | None:
    """A date and then a byline ("Posted on March 4, 2031 by Jane Doe"), or a name and what it does there."""
    sent = _FOR.fullmatch(line)
    if sent and _is_person(sent["who"]):
        name = (
            sent["outlet"].title() if sent["outlet"].isupper() and " " in sent["outlet"] else sent["outlet"]
        )
        outlet = outlets.known().of_name(name) or (name if outlets.sounds_like_one(name) else None)
        return Credits(sent["who"], outlet=outlet) if outlet else None
    led = _LED.match(line)
    dated = _dated(line[led.end() :]) if led else None
    if led and dated:
        house = outlet_line(led["who"])
        return Credits(alone(led["who"]), dated.day, dated.updated, house.outlet if house else None)
    starts = [match.start() for form in FORMS for match in form.finditer(line)]
    writer = alone(line[: min(starts)].strip(" ,|·-–—")) if starts else None
    dated = _dated(line[min(starts) :]) if writer else None
    if writer and dated:
        return Credits(writer, dated.day, dated.updated)
    housed = _HOUSED.fullmatch(line)
    people, house_name = (
        (housed["who"], outlets.known().of_name(housed["outlet"])) if housed else _apart(line)
    )
    if house_name and alone(people):
        return Credits(people, outlet=house_name)
    signed = _SIGNED.fullmatch(line)
    if signed and _is_person(signed["who"]):
        return Credits(signed["who"])
    day, by, who = line.rpartition(" by ")
    dated, match = (_dated(day), _BY.fullmatch(f"by {who}")) if by else (None, None)
    if dated is None or match is None or not _is_person(match["who"]):
        return None
    return Credits(match["who"], dated.day, dated.updated)


def alone(line: str) -> str | None:
    """The writer where a line holds two to four capitalised words and at most desk or place; None for others.

    It is one only beside a date line: "Jane Doe" above "March 4, 2031", not the same words as a heading.

    >>> alone("Jane Doe"), alone("Council votes"), alone("WORLD NEWS")
    ('Jane Doe', None, None)
    """
    match = _ALONE.fullmatch(line)
    return match["who"] or match["first"] if match and _is_person(line) else None


def _apart(names: str) -> tuple[str, str | None]:
    """The writers of a byline, and the outlet after them: "Jane Doe, Vale Post"."""
    people, comma, last = names.rpartition(", ")
    known = outlets.known().of_name(last)
    if comma and (known or outlets.sounds_like_one(last)):
        return people, known or last
    return names, None


def _run_together(names: str) -> tuple[str, str | None]:
    """The same where nothing parts them: "Jane Doe Global News"."""
    words = names.split()
    for at in range(max(2, len(words) - _LONGEST_OUTLET), len(words)):
        known = outlets.known().of_name(" ".join(words[at:]))
        if known:
            return " ".join(words[:at]), known
    return names, None


def _is_person(name: str) -> bool:
    """Not a time or a thing: "By Friday", "By The Numbers"."""
    first = name.split()[0].strip(".,")
    return not _SECTIONS & set(name.split()) and not re.fullmatch(
        rf"{WEEKDAY}|{MONTH}|The|A|An|This|That|All|Then|Now|Noon|Midnight|Law|Contrast", first
    )


def _dated(line: str) -> Credits | None:
    """A line, or part of one, that holds dates with their labels and clock times and nothing else."""
    line = _MOMENT.sub(r"\g<day> \g<clock> UTC", line)
    line = _AMERICAN.sub(r"20\g<year>-\g<month>-\g<day>", _GLUED.sub(r"\1 ", line))
    rest, days = line, list[tuple[bool, int, date]]()
    for form in FORMS:
        for match in form.finditer(line):
            day = of_match(match)
            rest = rest.replace(match.group(), "\0")
            if day is None:
                continue  # "3/4/2031" is a date, but no day that can be told
            label = line[: match.start()].lower()
            last = max(label.rfind("updat"), label.rfind("modif"))
            days.append((last > max(label.rfind("publish"), label.rfind("posted"), -1), match.start(), day))
    if "\0" not in rest:
        return None
    rest = re.sub(rf"{_LABEL}(?:{_CLOCK},?\s*)?\0(?:{_CLOCK}|\s+{_ZONES}\b)?", "", rest)
    if re.search(r"\w", re.sub(_CLOCK, "", rest)):
        return None
    updated, _, day = min(days, default=(False, 0, None))
    return Credits(None, day, updated)
