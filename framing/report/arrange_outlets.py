"""The comparison of outlets over many events, arranged as the sentences and rows that a template prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from framing.compare.profiles import FEWEST_EVENTS
from framing.compare.profiles import sides as counting
from framing.paired import OTHERS, Counted, PairedRate
from framing.records import Tally
from framing.report.arrange import CLASSIFIER, group_place
from framing.report.figures import Panel, Point
from framing.report.outlets import VOICE_SIGNS, counted, outlet_signs
from framing.report.places import file_name
from framing.views import EventReport, SignText, Site

MOST_PAIRS = 15
"""Pairs of outlets whose tables stand on the page; all stand in the data."""
MOST_EVENTS = 40
"""Events a sign that are listed on the page, those with most hits."""

_OF = {
    "words": " per 1,000 words of its own",
    "share": "% of words",
    "sentences": "% of sentences",
    "headline": "% of headlines",
    "voices": "% of voices",
}
_PANEL = {"share": ", % of words", "sentences": ", %", "headline": ", %", "voices": ", % of voices"}
_LESS = frozenset({"share"})


def scale(unit: str) -> float:
    """By what a rate per 100 is multiplied to be shown: signs among words are shown per 1,000 words."""
    return 10.0 if unit == "words" else 1.0


def measure(unit: str) -> str:
    """What stands behind a rate.

    >>> measure("share")
    '% of words'
    """
    return _OF.get(unit, "%")


def noun(sign: SignText) -> str:
    """What there is more or less of, within a sentence."""
    if sign.id == CLASSIFIER.id:
        return "sentences that the classifier calls biased"
    low = sign.title[:1].lower() + sign.title[1:]
    return {"headline": f"{low}s", "voices": f"“{low}” among the voices"}.get(sign.unit, low)


@dataclass(frozen=True, slots=True)
class Sure:
    """One difference that is certain, in a sentence, and the sign whose counts bear it out."""

    text: str
    sign: str


def certain(site: Site) -> tuple[Sure, ...]:
    """The differences that hold after correction, outlet against outlet before outlet against all others."""
    signs = {sign.id: sign for sign in outlet_signs(site.signs)}
    rows = [row for row in site.outlets.paired if row.verdict in ("more", "fewer")]
    ranked = sorted(rows, key=lambda row: (row.other == OTHERS, list(signs).index(row.sign)))
    return tuple(Sure(_sentence(row, signs[row.sign], site.outlets.tested), row.sign) for row in ranked)


def _sentence(row: PairedRate, sign: SignText, tested: int) -> str:
    by, unit = scale(sign.unit), measure(sign.unit)
    low, high = sorted((abs(by * row.low), abs(by * row.high)))
    more = "more" if row.verdict == "more" else "less" if sign.unit in _LESS else "fewer"
    who = "other outlets cover as well" if row.other == OTHERS else "both cover"
    percent = "%" if unit.startswith("%") else ""
    return (
        f"On the {row.events} events that {who}, {row.outlet} has {more} {noun(sign)} than "
        f"{row.other or 'these together'}: {by * row.mine.per_100:.1f}{percent} against "
        f"{by * row.theirs.per_100:.1f}{unit}. The difference, {by * abs(row.difference):.1f} "
        f"({low:.1f}–{high:.1f}), holds after correction for {tested} comparisons."
    )


def signed(value: float) -> str:
    """A difference with its sign.

    >>> signed(1.25), signed(-0.31), signed(-0.04)
    ('+1.2', '−0.3', '0.0')
    """
    shown = f"{value:+.1f}".replace("-", "−")
    return "0.0" if shown[1:] == "0.0" else shown


@dataclass(frozen=True, slots=True)
class SignRow:
    """One sign; a cell an outlet (or a pair of outlets): None where nothing was counted."""

    sign: SignText
    cells: tuple[PairedRate | None, ...]


def sign_rows(site: Site) -> tuple[SignRow, ...]:
    """Every sign found at least once, with each outlet against all others of the same events."""
    outlets = site.outlets.outlets
    rows = {(row.outlet, row.sign): row for row in site.outlets.paired if row.other == OTHERS}
    if len(outlets) == 2:
        rows = {(row.outlet, row.sign): row for row in site.outlets.paired}
        rows |= {(row.other, row.sign): _turned(row) for row in site.outlets.paired}
    found = []
    for sign in outlet_signs(site.signs):
        cells = tuple(rows.get((outlet, sign.id)) for outlet in outlets)
        if any(cell and (cell.mine.hits or cell.theirs.hits) for cell in cells):
            found.append(SignRow(sign, cells))
    return tuple(found)


def _turned(row: PairedRate) -> PairedRate:
    from dataclasses import replace

    turned = {"more": "fewer", "fewer": "more"}
    return replace(
        row,
        outlet=row.other,
        other=row.outlet,
        mine=row.theirs,
        theirs=row.mine,
        low=-row.high,
        high=-row.low,
        verdict=turned.get(row.verdict, row.verdict),  # type: ignore[arg-type]
    )


@dataclass(frozen=True, slots=True)
class PairRows:
    """Two outlets, how many events they share, and every sign in both."""

    left: str
    right: str
    events: int
    rows: tuple[tuple[SignText, PairedRate], ...]


def pair_rows(site: Site) -> tuple[PairRows, ...]:
    """The pairs that share enough events to be tested, most shared events first."""
    signs = {sign.id: sign for sign in outlet_signs(site.signs)}
    found = []
    for left, right, events in site.outlets.shared:
        if events >= FEWEST_EVENTS:
            rows = [row for row in site.outlets.paired if (row.outlet, row.other) == (left, right)]
            kept = tuple((signs[row.sign], row) for row in rows if row.mine.hits or row.theirs.hits)
            found.append(PairRows(left, right, events, kept))
    return tuple(sorted(found, key=lambda pair: (-pair.events, pair.left, pair.right)))


@dataclass(frozen=True, slots=True)
class Place:
    """One article's count of a sign and where its page shows it; a near-copy may not count."""

    tally: Tally
    link: str
    copy: bool


@dataclass(frozen=True, slots=True)
class SignEvents:
    """The events in which a sign stands: title, and the counts of each outlet's articles."""

    sign: SignText
    rows: tuple[tuple[EventReport, tuple[tuple[Place, ...], ...]], ...]
    more: int


def sign_events(site: Site) -> Iterator[SignEvents]:
    """The counts behind every number, event by event; those with most hits first."""
    outlets, switches = site.outlets.outlets, _switches(site)
    by_event = [(report, tuple(counted(report))) for report in site.events]
    by_event = [(report, group) for report, group in by_event if _shared(group, outlets)]
    for sign in outlet_signs(site.signs):
        rows = []
        for report, group in by_event:
            cells = tuple(tuple(_places(report, group, o, sign.id, switches[sign.id])) for o in outlets)
            hits = sum(place.tally.hits for cell in cells for place in cell)
            if hits:
                rows.append((hits, report, cells))
        rows.sort(key=lambda row: (-row[0], row[1].event.id))
        if rows:
            kept = tuple((report, cells) for _, report, cells in rows[:MOST_EVENTS])
            yield SignEvents(sign, kept, max(0, len(rows) - MOST_EVENTS))


def shared_events(site: Site) -> int:
    """How many events two of the outlets cover."""
    return sum(_shared(tuple(counted(report)), site.outlets.outlets) for report in site.events)


def _shared(group: Sequence[Counted], outlets: Sequence[str]) -> bool:
    return any(all(counting(group, outlet, OTHERS)) for outlet in outlets)


def _switches(site: Site) -> dict[str, str]:
    numbered = {sign.id: str(number) for number, sign in enumerate(site.signs, start=1)}
    return numbered | {CLASSIFIER.id: "v"} | {sign.id: "q" for sign in VOICE_SIGNS}


def _places(
    report: EventReport, group: Iterable[Counted], outlet: str, sign: str, switch: str
) -> Iterator[Place]:
    seen: set[int] = set()
    for each in group:
        tally = dict(each.tallies).get(sign)
        if each.outlet == outlet and tally is not None:
            place = group_place(each.number, switch) if tally.hits else f"a{each.number}"
            link = f"events/{file_name(report.event.id)}.html#{place}"
            copied = any(other.account == each.account and other.outlet != outlet for other in group)
            yield Place(tally, link, copied or each.account in seen)
            seen.add(each.account)


def outlet_panels(site: Site) -> tuple[Panel, ...]:
    """One panel a sign: an outlet's rate, and the interval of its difference from that of the others."""
    found = []
    for row in sign_rows(site):
        if row.sign.unit == "headline":
            continue
        by = scale(row.sign.unit)
        points = tuple(_point(cell, by) for cell in row.cells)
        if any(points):
            found.append(Panel(row.sign.title + _PANEL.get(row.sign.unit, ""), points))
    return tuple(found)


def _point(cell: PairedRate | None, by: float) -> Point | None:
    if cell is None or not cell.mine.words or not cell.theirs.words:
        return None
    other, sure = cell.theirs.per_100, cell.verdict in ("more", "fewer")
    low, high = max(0.0, other + cell.low), max(0.0, other + cell.high)
    if cell.verdict == "cannot tell":  # a line over a handful of events would only stretch the scale
        low = high = cell.mine.per_100
    return Point(by * cell.mine.per_100, by * low, by * high, by * other, sure)
