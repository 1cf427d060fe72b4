"""What the tagger does not always see: whole quotations, "according to", a colon in a headline."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from framing.attribution.cues import reporting_forms
from framing.attribution.names import ORGANISATION, PERSON, PERSON_TITLES
from framing.attribution.tokens import Token
from framing.text import Reading, lower

_ENDS = frozenset(", . ; : ) ( — – - who which that in on at after when while as and but".split())
_NOUNS = frozenset(
    "minister president pm chancellor senator governor mayor judge ambassador spokesman spokeswoman "
    "spokesperson official officials police prosecutor prosecutors critics experts expert scientists "
    "researchers economist lawyer lawyers witness report study poll survey source sources ceo chief "
    "leader lawmaker lawmakers un eu nato who imf watchdog union regulator inquiry review".split()
)
_SAYS = frozenset("says say said warns warn claims claim insists admits vows tells".split())
_WHEN = frozenset(
    "first has have had also earlier previously yesterday monday tuesday wednesday thursday friday saturday "
    "sunday".split()
)
STATES_OF_MIND = frozenset(
    "focused worried concerned convinced committed determined divided interested opposed pleased dedicated "
    "surprised shocked disappointed frustrated alarmed excited thrilled outraged inclined prepared split "
    "upset".split()
)
_BE = frozenset("is are was were be been being 's 're ’s ’re".split())
_OPENS, _CLOSES = frozenset("“‘\"'«„"), frozenset("”’\"'»")
_ABOUT = frozenset("on in at after of".split())
_LONGEST_SPEAKER = 6  # tokens
SHARE = 0.6  # of a quotation's tokens that must be content for the whole to be


def whole_quotations(reading: Reading, line: Sequence[Token], labels: Sequence[str]) -> tuple[str, ...]:
    """The labels with every quotation that is mostly content made content throughout, its cue on one side.

    >>> from framing.records import Article
    >>> from framing.attribution.tokens import tokens
    >>> from framing.text import read
    >>> reading = read(Article("a", None, None, "unknown", "", "“No. It is so,” he said."))
    >>> labels = ["B-CL", "I-CL", "O", "B-CR", "I-CR", "I-CR", "I-CR", "I-CR", "B-SR", "B-Q", "O"]
    >>> whole_quotations(reading, tokens(reading), labels)[:8]
    ('B-CR', 'I-CR', 'I-CR', 'I-CR', 'I-CR', 'I-CR', 'I-CR', 'I-CR')
    """
    fixed = list(labels)
    starts = [token.span.start for token in line]
    for quote in reading.quotes:
        first, last = bisect_left(starts, quote.span.start), bisect_left(starts, quote.span.end)
        within = fixed[first:last]
        sides = Counter(label[2:] for label in within if label[2:3] == "C")
        if not sides or sides.total() < SHARE * len(within):
            continue
        side = min(sides, key=lambda name: (-sides[name], name))
        goes_on = first > 0 and fixed[first - 1][2:] == side and within[0][0] != "B"
        fixed[first:last] = [f"I-{side}"] * len(within)
        if not goes_on:
            fixed[first] = f"B-{side}"
        if last < len(fixed) and fixed[last][0] == "I" and fixed[last][2:] != side:
            fixed[last] = f"B{fixed[last][1:]}"
    return tuple(fixed)


def without_what_follows(reading: Reading, line: Sequence[Token], labels: Sequence[str]) -> tuple[str, ...]:
    """The labels with a content that opens with a quotation ended there, where a comma closes the quotation.

    The comma within the marks parts what was said from what the article says of it.

    >>> from framing.records import Article
    >>> from framing.attribution.tokens import tokens
    >>> from framing.text import read
    >>> reading = read(Article("a", None, None, "unknown", "", "He shouted “Now,” which woke us."))
    >>> labels = ["B-SR", "B-Q", "B-CL", *["I-CL"] * 6, "O"]
    >>> without_what_follows(reading, tokens(reading), labels)[2:]
    ('B-CL', 'I-CL', 'I-CL', 'I-CL', 'O', 'O', 'O', 'O')
    """
    fixed = list(labels)
    starts = [token.span.start for token in line]
    for number, quote in enumerate(reading.quotes):
        first, last = bisect_left(starts, quote.span.start), bisect_left(starts, quote.span.end)
        if (
            not quote.closed
            or fixed[first][:3] != "B-C"
            or not quote.inner.of(reading.text).rstrip().endswith(",")
        ):
            continue
        end = last
        while end < len(fixed) and fixed[end] == f"I-{fixed[first][2:]}":
            end += 1
        quoted_again = [
            one for one in reading.quotes[number + 1 : number + 2] if one.span.start < line[end - 1].span.end
        ]
        if quoted_again:
            continue
        fixed[last:end] = ["O"] * (end - last)
    return tuple(fixed)


def sure_forms(
    line: Sequence[Token], labels: Sequence[str], entities: Sequence[int], *, headline: bool
) -> tuple[str, ...]:
    """The labels with "according to", "as Lee said," and "Minister: we will not", where no content is yet.

    What a headline says ends with it.
    """
    fixed = list(labels)
    if headline:
        _end_with_headline(line, fixed)
    for first, last in _sentences(line):
        _as_reported(line, fixed, first, last)
        _that_said(line, fixed, first, last)
        if headline and line[first].sentence == 0:
            _colon(line, fixed, entities, first, last)
            _says(line, fixed, first, last)
        for at in range(first + 1, last):
            if fixed[at] == "B-Q":
                _of_mind(line, fixed, at, first, last)
                _named_last(line, fixed, entities, at, first)
                _adding(line, fixed, at, last)
        for at in range(first, last - 2):
            pair = lower(line[at].text), line[at + 1].text
            if pair == ("according", "to"):
                _according(line, fixed, at, first, last)
    return tuple(fixed)


def _sentences(line: Sequence[Token]) -> Iterator[tuple[int, int]]:
    first = 0
    for at in range(1, len(line) + 1):
        if at == len(line) or line[at].sentence != line[first].sentence:
            yield first, at
            first = at


def _end_with_headline(line: Sequence[Token], fixed: list[str]) -> None:
    at = next((at for at, token in enumerate(line) if token.sentence > 0), len(line))
    while at < len(line) and fixed[at][0] == "I":
        fixed[at] = "O"
        at += 1


def _as_reported(line: Sequence[Token], fixed: list[str], first: int, last: int) -> None:
    """ "As the Post first reported, the deal is off": who reports, the verb, and all that follows."""
    comma = next((at for at in range(first, min(last, first + 12)) if line[at].text == ","), last)
    stop = last - (line[last - 1].text in ".!?")
    verb = next((at for at in range(first + 2, comma) if lower(line[at].text) in reporting_forms()), comma)
    ends = verb + 1 == comma or lower(line[comma - 1].text) in _WHEN
    if lower(line[first].text) != "as" or verb == comma or not ends or stop - comma < 4:
        return
    if any(label[2:3] == "C" for label in fixed[first:last]):
        return
    speaker = verb - (line[verb - 1].text.endswith("ly") or lower(line[verb - 1].text) in _WHEN)
    fixed[first:comma] = ["O"] * (comma - first)
    _mark(fixed, "SR", first + 1, speaker)
    _mark(fixed, "Q", verb, verb + 1)
    _mark(fixed, "CL", comma + 1, stop)


def _that_said(line: Sequence[Token], fixed: list[str], first: int, last: int) -> None:
    """ "That said, the deal is off": nobody says it."""
    opening = [lower(token.text) for token in line[first : min(last, first + 3)]]
    cues = [at for at in range(first, last) if fixed[at] == "B-Q"]
    if opening == ["that", "said", ","] and cues == [first + 1]:
        fixed[first:last] = ["O"] * (last - first)


def _colon(line: Sequence[Token], fixed: list[str], entities: Sequence[int], first: int, last: int) -> None:
    """ "Minister: we will not", "Lee to Birk: Stay home", and "“It is over”: minister quits"."""
    at = next((at for at in range(first + 1, last) if line[at].text == ":"), last)
    if last - at < 3:
        return

    def speaks(token: int) -> bool:
        return entities[token] in (PERSON, ORGANISATION) or lower(line[token].text) in _NOUNS

    end = next((to for to in range(first + 1, at) if lower(line[to].text) == "to"), at)
    cues = [to for to in range(first, last) if fixed[to][2:3] == "Q"]
    # "Mayor Lee Flat Scandal: Police find a letter" is about Lee: who speaks stands last, or before "on".
    last_word = speaks(end - 1) or any(lower(line[to].text) in _ABOUT for to in range(first, end))
    if cues:
        if cues == [at] and not last_word and not speaks(at + 1):
            fixed[first:last] = ["O"] * (last - first)
    elif at < first + 8 and last_word and any(map(speaks, range(first, end))):
        fixed[first:last] = ["O"] * (last - first)
        _mark(fixed, "SR", first, end)
        _mark(fixed, "Q", at, at + 1)
        _mark(fixed, "CL", at + 1, last - (line[last - 1].text == "."))
    elif line[first].text in _OPENS and line[at - 1].text in _CLOSES and speaks(at + 1):
        fixed[first:last] = ["O"] * (last - first)
        _mark(fixed, "CR", first, at)
        _mark(fixed, "Q", at, at + 1)
        _mark(fixed, "SL", at + 1, next((to for to in range(at + 1, last) if not speaks(to)), last))


def _says(line: Sequence[Token], fixed: list[str], first: int, last: int) -> None:
    """ "Bridge is safe, says mayor": the last comma of a headline, a verb of saying, and who says it."""
    commas = [at for at in range(first + 2, last - 2) if line[at].text == ","]
    said = any(label[2:3] == "C" for label in fixed[first:last])
    if not commas or said or last - commas[-1] > _LONGEST_SPEAKER + 2:
        return
    at = commas[-1]
    if lower(line[at + 1].text) in _SAYS:
        _mark(fixed, "CR", first, at)
        _mark(fixed, "Q", at + 1, at + 2)
        _mark(fixed, "SL", at + 2, last)


def _named_last(
    line: Sequence[Token], fixed: list[str], entities: Sequence[int], cue: int, first: int
) -> None:
    """ "The dam holds, the minister, Ana Lee, had said": no content goes on to the name before its verb."""
    comma = cue - 1
    name = comma
    while name > first and entities[name - 1] == PERSON:
        name -= 1
    if fixed[comma] != "I-CR" or line[comma].text != "," or comma - name < 2 or line[name - 1].text != ",":
        return
    role = name - 1
    while role > first and line[role - 1].text != "," and name - role < _LONGEST_SPEAKER + 2:
        role -= 1
    described = line[role - 1].text == "," and lower(line[name - 2].text) in _NOUNS | PERSON_TITLES
    start = role if described else name
    if fixed[max(first, start - 4) : start] != ["I-CR"] * 4:
        return
    fixed[start - 1 : cue] = ["O"] * (cue - start + 1)
    _mark(fixed, "SR", start, comma)


def _of_mind(line: Sequence[Token], fixed: list[str], cue: int, first: int, last: int) -> None:
    """ "The council is focused on homes": what looks like a passive, and is the council's state of mind."""
    end = next((at for at in range(cue + 1, last) if fixed[at] != "I-Q"), last)
    words = [lower(token.text) for token in line[cue - 1 : end]]
    start = cue
    while start > first and fixed[start - 1] == "I-CR":
        start -= 1
    start -= fixed[start - 1] == "B-CR"
    if STATES_OF_MIND & set(words) and _BE & set(words) and first <= start < cue and fixed[start] == "B-CR":
        _mark(fixed, "SR", start, cue)


def _adding(line: Sequence[Token], fixed: list[str], cue: int, last: int) -> None:
    """ "He said so, adding that it holds": that is said by who spoke before, not by who reports it."""
    said = next((at for at in range(cue + 1, last) if fixed[at][2:3] in ("C", "Q")), cue)
    at = next((at for at in range(said + 1, last - 2) if fixed[at] == "B-CR"), cue)
    verb = lower(line[at].text)
    if fixed[said] != "B-CL" or line[at - 1].text != "," or fixed[at - 1] != "O":
        return
    end = next((to for to in range(at + 1, last) if fixed[to] != "I-CR"), last)
    if verb.endswith("ing") and verb in reporting_forms() and end > at + 1:
        reports = next((to for to in range(end, last) if fixed[to][2:3] == "C"), last)
        fixed[end:reports] = ["O"] * (reports - end)
        _mark(fixed, "Q", at, at + 1)
        _mark(fixed, "CL", at + 1, end)


def _according(line: Sequence[Token], fixed: list[str], at: int, first: int, last: int) -> None:
    end = at + 2
    while end < last and lower(line[end].text) not in _ENDS:
        end += 1
    stop = last - (line[last - 1].text in ".!?")
    if at == first:
        start = end + (end < last and line[end].text == ",")
        content, side = (start, stop), "CL"
    else:
        content, side = (first, at - (line[at - 1].text == ",")), "CR"
    if content[1] - content[0] < 2 or end == at + 2:
        return
    inside = fixed[content[0] : content[1]]
    free = set(inside) == {"O"}
    # What somebody says according to another is that other's: the outermost attribution is the one.
    spoken = next((label for label in inside if label[2:3] in ("C", "Q")), "")
    within = at == first and spoken == "B-Q"
    if (free or within) and not any(label[2:3] == "C" for label in fixed[at:end]):
        _mark(fixed, side, *content)
        _mark(fixed, "Q", at, at + 2)
        _mark(fixed, "SL", at + 2, end)


def _mark(fixed: list[str], kind: str, first: int, last: int) -> None:
    fixed[first:last] = [f"B-{kind}", *[f"I-{kind}"] * (last - first - 1)]
