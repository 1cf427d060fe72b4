"""Pages as text: templates print what they are given and escape what `marks` and `figures` did not build."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from framing.report import arrange, arrange_outlets, arrange_words, figures, marks, places
from framing.report import handout as handouts
from framing.report.columns import TABLES
from framing.report.copied import copy_rows
from framing.report.heard import heard_rows, share_rows
from framing.report.outlets import outlet_signs
from framing.report.utterances import utterance_rows
from framing.views import ArticleView, EventReport, Site

if TYPE_CHECKING:
    from jinja2 import Environment

_WIDE = 12  # articles beyond which a table with one column an article cannot be read
_STORY, _NEAR = 9, 3  # events of a story that a page lists; of a longer one, how many on either side


def index_page(site: Site) -> str:
    """The list of events, newest first, stories as threads, and what was set aside."""
    return page("index.html", "index", site, root="", **index_parts(site))


def index_parts(site: Site) -> dict[str, object]:
    """What the template of the index prints."""
    reports = {report.event.id: report for report in site.events}
    threads = [
        [reports[name] for name in reversed(story.events) if name in reports] for story in site.stories
    ]
    shown = {report.event.id for thread in threads for report in thread}
    threads += [[report] for report in site.events if report.event.id not in shown]
    threads = sorted((thread for thread in threads if thread), key=_newest, reverse=True)
    outlets = sorted(
        {view.article.source for report in site.events for view in report.articles if view.article.source},
        key=str.casefold,
    )
    counts = {"articles": sum(len(report.articles) for report in site.events)}
    found = {report.event.id: _signs_of(report, site) for report in site.events}
    every = {token for tokens in found.values() for token in tokens}
    titles = [(number, sign.title) for number, sign in enumerate(site.signs, start=1)]
    return {
        "threads": threads,
        "outlets": outlets,
        "counts": counts,
        "tables": TABLES,
        "found": {event: " ".join(tokens) for event, tokens in found.items()},
        "marked": [(number, title) for number, title in titles if f"f{number}" in every],
        "differing": [(number, title) for number, title in titles if f"d{number}" in every],
        "stories": [(at, thread[-1].title) for at, thread in enumerate(threads, start=1) if len(thread) > 1],
    }


def _signs_of(report: EventReport, site: Site) -> tuple[str, ...]:
    """Signs that an event is found by: "f3" where the third stands in it, "d3" where sources differ in it."""
    hits = {rate.feature for rate in report.rates if rate.own.hits}
    apart = {finding.about for finding in report.findings if finding.kind == "sign"}
    return tuple(
        f"{letter}{number}"
        for number, sign in enumerate(site.signs, start=1)
        for letter, held in (("f", hits), ("d", apart))
        if sign.id in held
    )


def event_page(report: EventReport, site: Site, *, handout: str = "") -> str:
    """The page of one event; `handout` is the address of its handout, where there is one."""
    parts = event_parts(report, site)
    return page("event.html", "event", site, root="../", handout=handout, **parts)


def handout_page(report: EventReport, site: Site) -> str:
    """The two-page summary of an event for a class."""
    sheet = handouts.handout(report, site.signs)
    return page("handout.html", "handout", site, root="../", report=report, sheet=sheet)


def methods_page(site: Site) -> str:
    """What every number means, with which word lists and models, settings and versions it was made."""
    return page("methods.html", "methods", site, root="", **methods_parts(site))


def methods_parts(site: Site) -> dict[str, object]:
    """What the template of the methods prints."""
    return {"cards": [_card(card) for card in site.cards]}


def _around(story: Sequence[EventReport], event: str) -> Sequence[EventReport]:
    """The events of a story that stand around one of them; all where they are few."""
    at = next((place for place, other in enumerate(story) if other.event.id == event), 0)
    return story if len(story) <= _STORY else story[max(at - _NEAR, 0) : at + _NEAR + 1]


def event_parts(report: EventReport, site: Site) -> dict[str, object]:
    """What the template of an event prints."""
    switches = {sign.id: str(number) for number, sign in enumerate(site.signs, start=1)}
    off = {marks.VOICE, *(switches[sign.id] for sign in site.signs if is_passage(sign.unit))}
    by_id = {other.event.id: other for other in site.events}
    story = [by_id[name] for name in report.story.events if name in by_id]
    lines = arrange.line_places(report)
    found = {e.feature for view in report.articles for e in view.evidence}
    return {
        "report": report,
        "story": story if len(story) > 1 else [],
        "around": _around(story, report.event.id),
        "days_of": arrange.time_line(report),
        "statements": arrange.statements(report),
        "voices": arrange.voice_rows(report),
        "utterances": utterance_rows(report),
        "shares": share_rows(report),
        "heard": heard_rows(report),
        "heads": arrange_words.head_rows(report),
        "wordings": arrange_words.difference_rows(report),
        "numbers": arrange_words.number_rows(report),
        "actors": arrange_words.actor_rows(report),
        "terms": arrange_words.term_rows(report),
        "model": str(site.cards[0].get("name", "")) if site.cards else "",
        "rates": list(arrange.rate_rows(report, site.signs)),
        "overlaps": arrange.overlap_rows(report),
        "sign_titles": {sign.id: sign.title for sign in outlet_signs(site.signs)},
        "figures": {name: figures.inline(svg) for name, svg in report.figures},
        "signs_shown": [sign for sign in site.signs if sign.id in found],
        "texts": [_text(view, site, switches, off) for view in report.articles],
        "lines": Markup(json.dumps(lines, separators=(",", ":"))),  # addresses and numbers alone
        "switches": switches | {arrange.CLASSIFIER.id: "v"},
        "off": off,
        "copies": copy_rows(report),
        "wide": len(report.articles) > _WIDE,
        "judged": any(view.verdicts for view in report.articles),
    }


def is_passage(unit: str) -> bool:
    """True for a sign that covers whole passages, whose marks would hide all others."""
    return unit == "share"


def _text(view: ArticleView, site: Site, switches: dict[str, str], off: set[str]) -> dict[str, object]:
    found = marks.layers(view, switches)
    return {
        "view": view,
        "html": marks.article_text(view, found, off),
        "groups": arrange.evidence_groups(view, site.signs, switches),
        "voices": arrange.voice_items(view),
        "verdicts": [
            (label, [verdict for verdict in view.verdicts if verdict.label == label])
            for label in ("biased", "unsure")
            if any(verdict.label == label for verdict in view.verdicts)
        ],
    }


def _newest(thread: list[EventReport]) -> tuple[str, str]:
    days = [str(report.event.last or report.event.first or "") for report in thread]
    return max(days), thread[0].event.id


@dataclass(frozen=True, slots=True)
class Scores:
    """One way in which a model was tested, as a table: value and 95% interval of each measure."""

    title: str
    measures: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    judged: float | None
    wrong: float | None


def _card(card: Mapping[str, object]) -> tuple[list[tuple[str, object]], list[Scores]]:
    """A model's card: what is said of it, and its scores."""
    splits = card.get("splits")
    scores = [_scores(split) for split in splits] if isinstance(splits, list | tuple) else []
    told = {**card, "outlets": _outlets(card)} if card.get("outlets") else card
    said = [
        (str(key).replace("_", " "), value) for key, value in told.items() if key != "splits" or not scores
    ]
    return said, scores


def _outlets(card: Mapping[str, Any]) -> dict[str, str]:
    """By outlet what the card's rows of numbers say, in words."""
    return {
        name: f"{size} sentence{'s' if size != 1 else ''} ("
        + ", ".join(f"{count} {label}" for count, label in zip(counts, card["labels"], strict=True))
        + f"); {wrong:.0%} called wrongly by a model that never saw the outlet"
        for name, size, counts, wrong in card["outlets"]
    }


def _scores(split: Mapping[str, Any]) -> Scores:
    names = tuple(next(iter(split["scores"].values()), {}))
    rows = tuple(
        (model, tuple("{:.3f} ({:.3f}–{:.3f})".format(*measured[name]) for name in names))
        for model, measured in split["scores"].items()
    )
    measures = tuple(name.replace("_", " ") for name in names)
    return Scores(str(split["title"]), measures, rows, split.get("judged"), split.get("wrong"))


_SCRIPTS = {
    "index": ("index", "start"),
    "event": ("event", "figures", "labels", "start"),
    "outlets": ("outlets", "figures", "start"),
    "single": ("event", "figures", "labels", "index", "outlets", "start"),
}


def page(template: str, kind: str, site: Site, **values: object) -> str:
    style = _static("page.css")
    code = "".join(_static(f"{name}.js") for name in _SCRIPTS.get(kind, ()))
    shell = {
        "layout": "base.html",
        "style": Markup(style),  # our own file
        "script": Markup(code),  # our own file
        "policy": _policy(style, code),
        "language": dict(site.config).get("language", "en"),
    }
    return rendered(template, kind, site, **shell, **values)


def rendered(template: str, kind: str, site: Site, **values: object) -> str:
    """A template with what all of them need."""
    defaults = {"single": False, "handout": "", "root": ""}
    return _environment().get_template(template).render({**defaults, "site": site, "kind": kind, **values})


def _policy(style: str, code: str) -> str:
    """Nothing may load and nothing may run but this very style and this very script."""
    script = f"script-src '{_digest(code)}'" if code else "script-src 'none'"
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; {script}; img-src data:; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(sha256(text.encode()).digest()).decode()


@cache
def _static(name: str) -> str:
    return files("framing.report").joinpath("static", name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("framing.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "day": arrange.day,
        "shorten": places.shorten,
        "file": places.file_name,
        "link": safe_link,
        "group": arrange.group_place,
        "by": arrange_outlets.scale,
        "measure": arrange_outlets.measure,
        "signed": arrange_outlets.signed,
    }
    environment.globals |= {
        "days": arrange.days,
        "dots": arrange.dots,
        "published": arrange.published,
        "states": arrange.STATES,
        "many": arrange.STATES_OF_MANY,
        "is_mapping": lambda value: isinstance(value, Mapping),
        "is_list": lambda value: isinstance(value, list | tuple),
    }
    return environment


def safe_link(url: str) -> str:
    """The address when a page may link to it (http and https alone), else nothing.

    >>> safe_link("https://a.example/b"), safe_link("javascript:alert(1)"), safe_link(" HTTP://x.example")
    ('https://a.example/b', '', 'HTTP://x.example')
    """
    plain = url.strip()
    return plain if plain.lower().startswith(("http://", "https://")) else ""
