"""The page that sets outlet against outlet, and the table behind it."""

from __future__ import annotations

from collections.abc import Iterator

from framing.compare.profiles import FEWEST_EVENTS, FEWEST_HITS
from framing.report import arrange_outlets, figures, render
from framing.report.columns import columns
from framing.report.tables import Row, csv_lines
from framing.views import Site


def outlets_page(site: Site) -> str:
    """Which outlets differ on the events that they share, with the counts behind it."""
    return render.page("outlets.html", "outlets", site, root="", **outlets_parts(site))


def outlets_parts(site: Site) -> dict[str, object]:
    """What the template of the outlets prints."""
    found = site.outlets
    shared = {(one, other): events for one, other, events in found.shared}
    shared |= {(other, one): events for (one, other), events in shared.items()}
    return {
        "certain": arrange_outlets.certain(site),
        "shared": shared,
        "signs": arrange_outlets.sign_rows(site),
        "pairs": arrange_outlets.pair_rows(site),
        "events_of": list(arrange_outlets.sign_events(site)),
        "events": arrange_outlets.shared_events(site),
        "figure": figures.inline(site.outlet_figure) if site.outlet_figure else "",
        "csv": "".join(csv_lines(columns("outlets"), outlet_rows(site))),
        "fewest": FEWEST_EVENTS,
        "fewest_hits": FEWEST_HITS,
        "most_pairs": arrange_outlets.MOST_PAIRS,
    }


def outlet_rows(site: Site) -> Iterator[Row]:
    """One row a sign and two outlets (or an outlet and all others)."""
    for row in site.outlets.paired:
        yield {
            "outlet": row.outlet,
            "other": row.other,
            "feature": row.sign,
            "events": row.events,
            "hits": row.mine.hits,
            "words": row.mine.words,
            "per_100": round(row.mine.per_100, 4),
            "other_hits": row.theirs.hits,
            "other_words": row.theirs.words,
            "other_per_100": round(row.theirs.per_100, 4),
            "difference": round(row.difference, 4),
            "low": round(row.low, 4),
            "high": round(row.high, 4),
            "chance": round(row.chance, 6),
            "adjusted": round(row.adjusted, 6),
            "verdict": row.verdict,
            "page": f"outlets.html#counts-{row.sign}",
        }
