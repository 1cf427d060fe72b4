"""Names in an article: runs of capitalised words, told apart as persons, organisations and other names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from framing.attribution.tokens import Token
from framing.records import Span

NameKind = Literal["person", "organisation", "medium", "people", "other"]

PERSON_TITLES = frozenset(
    "mr. mrs. ms. dr. sen. sens. rep. reps. gov. gen. lt. col. capt. sgt. prof. rev. mr mrs ms dr sir "
    "lord lady president senator governor congressman congresswoman secretary minister chancellor mayor "
    "judge justice chairman chairwoman attorney sheriff detective officer pope king queen prince "
    "princess general colonel captain sergeant professor ambassador representative director "
    "commissioner speaker premier deputy vice former then-candidate candidate nominee republican "
    "democratic democrat spokesman spokeswoman spokesperson lawyer strategist pollster billionaire "
    "councillor councilor councilman councilwoman alderman pro tem tempore "
    "reporter host agent special first foreign prime interior defense defence state treasury chief "
    "police".split()
)
_SURE_TITLES = frozenset(
    "mr. mrs. ms. dr. sen. rep. gov. gen. lt. col. capt. sgt. prof. rev. mr mrs ms dr sir".split()
)
_PLURAL_PLACES = frozenset(
    "texas kansas arkansas illinois massachusetts paris wales netherlands philippines honduras cyprus "
    "athens brussels states emirates laos barbados angeles vegas orleans bahamas nations".split()
)
_PARTICLES = frozenset("de la del van von der den bin al el da di du le ibn ben dos das".split())
BODIES = frozenset(
    "administration agency airlines airways alliance army assembly association authority bank board "
    "bureau cabinet "
    "campaign caucus cell center centre church club coalition college commission committee company "
    "conference congress corp corporation council court courts department directorate embassy "
    "federation force forces foundation front fund government group guard holdings house inc institute "
    "institution international kremlin league line lines ltd ministry movement nations navy network office "
    "organisation organization pac parliament party patrol pentagon police project school senate "
    "service services society state systems team trust union university utilities watch fbi cia nato "
    "doj dhs epa nra aclu naacp gop dnc rnc eu un irs nsa isis".split()
)
_MEDIA = frozenset(
    "times post news journal herald tribune gazette guardian telegraph examiner observer chronicle "
    "globe reuters politico buzzfeed breitbart cnn msnbc nbc abc cbs npr pbs bbc fox ap magazine "
    "newsweek time bloomberg axios vox slate atlantic yorker huffpost dispatch inquirer courier mirror "
    "independent register sun daily press tv radio broadcasting".split()
)
_NAMED_AFTER = frozenset({"bloomberg"})  # media that bear a person's name
_MEDIA_ALONE = frozenset(
    "reuters politico buzzfeed breitbart huffpost newsweek axios vox cnn msnbc nbc abc cbs npr pbs "
    "bbc".split()
)
_OTHER = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june "
    "july august september october november december america united states kingdom street avenue county "
    "city island iraq iran syria china russia mexico france germany israel canada washington york texas "
    "florida iowa ohio california europe asia africa english spanish republicans democrats christian "
    "muslim muslims jewish american americans act bill law amendment day war islam obamacare".split()
)
_LONGEST_IN_HEADLINE = 4  # words in a row with capitals
_JOINERS = frozenset("of on for and &".split())
DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december".split()
)
_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_NAMED_DAYS = frozenset("black good super ash bloody cyber holy fat".split())  # "Good Friday"
SUFFIXES = frozenset("jr sr ii iii iv".split())
_PARTIES = frozenset("republicans democrats conservatives liberals tories socialists greens".split())
_CAPITALISED = re.compile(r"[A-ZÀ-ÖØ-Þ]|(?:di|de|da|du|la|le|van|von|del|al|el)[A-Z]")  # "diGenova"
_NOT_NAMES = frozenset(
    "the a an and but or if in on at as when while after before for from with by to of it he she they "
    "we i this that these those his her their our my your its there here what who why how where not no "
    "yes so then now also yet still even some many most all both each every one two three four five "
    "beyond despite during until since under over against without within about among amid between "
    "unlike outside inside across behind near meanwhile however instead later earlier once "
    "like said says added asked told wrote tweeted "
    "echoing joining citing quoting calling speaking responding addressing defending praising accusing "
    "urging following including reacting referring noting adding".split()
)

_UNSURE = frozenset({"person", "organisation", "other"})
_LEADS = re.compile(r"(?:\A|\n|[.!?][”\"’]? )(?:The )?\Z")  # "a book by Lee, which" is not about Lee
_THING_BEHIND = re.compile(r", which\b")
# "Lee's daughter, Ivanka," is a person, "@LeeForAll" an account, "PBMs" are many.
_KIN = re.compile(
    r"\b(?:wife|husband|son|daughter|brother|sister|mother|father|niece|nephew|cousin|widow|fianc[ée]e?),? \Z"
)
_HANDLE = re.compile(r"@[“‘\"']?\Z")
_PLURAL_INITIALS = re.compile(r"[A-Z]{2,}s\Z")
_PERSON_BEHIND = re.compile(r", (?:who\b|(?:aged )?[1-9]\d(?=[,.;]))|\s\([1-9]\d\)")


# Kinds of entity that the tagger tells apart.
NO_ENTITY, PERSON, ORGANISATION, PLACE, OTHER = range(5)


@dataclass(frozen=True, slots=True)
class Name:
    """One mention of a name; `words` are its own words, `title` what stands before it ("mr.", "senator")."""

    span: Span
    words: tuple[str, ...]
    kind: NameKind
    title: str = ""


def names(line: Sequence[Token], entities: Sequence[int] = ()) -> Iterator[Name]:
    """The names among the tokens of an article, in order of place.

    Args:
        line: the tokens of the article.
        entities: the kind of entity of each token, if known.

    >>> from framing.records import Span
    >>> line = [Token("Mr.", Span(0, 3), 0), Token("Lee", Span(4, 7), 0)]
    >>> [(name.words, name.kind, name.title) for name in names(line)]
    [(('Lee',), 'person', 'mr.')]
    """
    at = 0
    while at < len(line):
        end = _run_end(line, at, entities)
        if end == at:
            at += 1
            continue
        for start, stop in _without_titles(line, at, end, entities):
            for first, last in _trimmed(line, start, stop, entities):
                yield _name(line, first, last, entities)
        at = end


def _run_end(line: Sequence[Token], at: int, entities: Sequence[int]) -> int:
    """Where a run of capitalised words ends; particles ("de la") and initials' dots may stand in it.

    So may "of", "on" and "and" in an organisation: "Office of Management and Budget".
    """
    if not _CAPITALISED.match(line[at].text) or line[at].text.lower() in _NOT_NAMES:
        return at
    end = at + 1
    if line[at].text.lower() in _WEEKDAYS:
        return end
    while end < len(line) and line[end].sentence == line[at].sentence:
        text = line[end].text
        if text.lower() in _WEEKDAYS and line[end - 1].text.lower() not in _NAMED_DAYS:
            break  # "Republicans Thursday"
        if _CAPITALISED.match(text) or (text == "." and len(line[end - 1].text) == 1):
            end += 1
            continue
        past = end
        while past < len(line) and line[past].text in _PARTICLES | _JOINERS and past - end < 2:
            past += 1
        if past == end or past == len(line) or not _CAPITALISED.match(line[past].text):
            break
        if line[end].text not in _PARTICLES and not _one_body(line, end, past, entities):
            break
        end = past + 1
    return end


def _one_body(line: Sequence[Token], end: int, past: int, entities: Sequence[int]) -> bool:
    """Whether "of", "on", "for" or "and" between capitals belongs to the name of one organisation.

    It does where the tagger says so; or in "Committee on Ethics", where a body comes first; or in "Fish and
    Wildlife Service", where one comes last.
    """
    if entities[end - 1 : past + 1].count(ORGANISATION) == past + 2 - end:
        return True
    before, after = line[end - 1].text.lower(), line[past].text.lower()
    if after in DAYS or PERSON in entities[end - 1 : past + 1] or past > end + 1:
        return False
    if line[end].text not in ("and", "&"):
        return before in BODIES
    if end > 2 and line[end - 2].text in ("of", "on") and line[end - 3].text.lower() in BODIES:
        return True  # "Office of Management and Budget"
    last = past
    while last + 1 < len(line) and _CAPITALISED.match(line[last + 1].text):
        last += 1
    return before not in BODIES and last > past and line[last].text.lower() in BODIES


def _without_titles(
    line: Sequence[Token], start: int, end: int, entities: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """The parts of a run between its titles: "New York Mayor Bill de Blasio" holds two names."""
    last = start
    for at in range(start, end):
        joined = at > start and line[at - 1].text in _JOINERS  # "Department of State"
        # "Steve King": a title with no name behind it is one.
        joined |= last < at == end - 1 and entities[at : at + 1] == (PERSON,)
        if line[at].text.lower() in PERSON_TITLES and not joined and not _names_a_body(line, at, end):
            if at > last:
                yield last, at
            last = at + 1
    if end > last:
        yield last, end


def _trimmed(
    line: Sequence[Token], start: int, end: int, entities: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Without words that are no part of the name: "War Pete Hegseth"; the names of a headline, one by one."""
    if not any(entities[start:end]):
        # In a headline every word may have a capital.
        if line[start].sentence or not entities or end - start <= _LONGEST_IN_HEADLINE:
            yield start, end
    elif line[start].sentence == 0:
        part = _JOINERS | {"."}  # "J.", "Office of Management"
        inside = [entities[at] != NO_ENTITY or line[at].text in part for at in range(start, end)]
        for named, run in groupby(range(start, end), key=lambda at: inside[at - start]):
            if named:
                places = list(run)
                yield places[0], places[-1] + 1
    else:
        person = entities[end - 1] == PERSON
        while start < end - 2 and entities[start] != PERSON:
            if not person and (entities[start] != PLACE or PERSON not in entities[start:end]):
                break  # "District of Columbia Joseph diGenova": a place is no first name of a person
            start += 1
        yield start, end


def _names_a_body(line: Sequence[Token], at: int, end: int) -> bool:
    """True for the first word of "State Department" or "Republican National Committee"."""
    return any(token.text.lower() in BODIES for token in line[at + 1 : end])


def _name(line: Sequence[Token], start: int, end: int, entities: Sequence[int]) -> Name:
    words = tuple(_with_stop(line, at) for at in range(start, end) if line[at].text != ".")
    before = line[start - 1].text.lower() if start else ""
    joined = start > 0 and line[start - 1].sentence == line[start].sentence
    title = before if joined and before in PERSON_TITLES else ""
    span = Span(line[start].span.start, line[end - 1].span.end)
    return Name(span, words, _kind(words, title, entities[start:end]), title)


def _with_stop(line: Sequence[Token], at: int) -> str:
    """A word of a name; an initial keeps the full stop that is a token of its own."""
    text = line[at].text
    stopped = len(text) == 1 and at + 1 < len(line) and line[at + 1].text == "."
    return f"{text}." if stopped else text


def _kind(words: tuple[str, ...], title: str, entities: Sequence[int]) -> NameKind:
    lowers = [word.lower() for word in words]
    known = [kind for kind in entities if kind != NO_ENTITY]
    kind = max(sorted(set(known)), key=known.count) if known else NO_ENTITY
    named_after = lowers[-1] in _NAMED_AFTER and len(words) > 1
    alone = len(words) == 1 and lowers[-1] in _MEDIA_ALONE and not title
    if lowers[-1] in _MEDIA and (alone or kind != PERSON or len(words) > 2) and not named_after:
        return "medium"
    if lowers[-1] in _PARTIES and any(word in BODIES for word in lowers):
        return "people"  # "House Republicans"
    if _PLURAL_INITIALS.match(words[-1]):
        return "people"
    if any(word in BODIES for word in lowers):
        return "organisation"
    if title in _SURE_TITLES or (kind == PERSON and lowers[0].rstrip(".") not in ("us", "u.s")):
        return "person"
    if kind == ORGANISATION:
        return "organisation"
    if kind != NO_ENTITY or any(word in _OTHER for word in lowers):
        return "people" if lowers[-1][-1] == "s" and lowers[-1] not in _PLURAL_PLACES else "other"
    if len(words) == 1:
        return "organisation" if words[0].isupper() and len(words[0]) > 1 else "other"
    return "person" if len(words) <= 5 and not entities else "other"


def as_told(found: Sequence[Name], text: str) -> list[Name]:
    """The names with the kind that the words around one of them tell: ", which", or ", who" and an age."""
    told: dict[tuple[str, ...], NameKind] = {}
    for name in found:
        if name.kind == "person" and _HANDLE.search(text, max(0, name.span.start - 2), name.span.start):
            told[name.words] = "other"
        elif name.kind in _UNSURE and _KIN.search(text, max(0, name.span.start - 12), name.span.start):
            told.setdefault(name.words, "person")
        if len(name.words) > 1 and name.kind in _UNSURE:
            leads = _LEADS.search(text, max(0, name.span.start - 8), name.span.start)
            if leads and _THING_BEHIND.match(text, name.span.end):
                told.setdefault(name.words, "organisation")
            elif _PERSON_BEHIND.match(text, name.span.end):
                told.setdefault(name.words, "person")
    told |= {(first,): "organisation" for first in _short_for_bodies(found)}
    return [replace(name, kind=told[name.words]) if name.words in told else name for name in found]


def _short_for_bodies(found: Sequence[Name]) -> Iterable[str]:
    """ "Harrow" where the article has Harrow Glass, and nobody of that name or with a title before it."""
    firsts = {name.words[0] for name in found if len(name.words) > 1 and name.kind == "organisation"}
    somebody = {
        word
        for name in found
        if name.title or (len(name.words) > 1 and name.kind == "person")
        for word in name.words
    }
    return sorted(firsts - somebody)
