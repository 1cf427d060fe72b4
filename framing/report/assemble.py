"""Everything that an event's page shows, worked out from what the other parts found."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields, replace
from hashlib import sha256
from importlib import metadata
from importlib.resources import files
from pathlib import Path

from framing import classifier, features, intervals
from framing.compare.heard import heard, shares_by_actor, shares_by_type
from framing.compare.utterances import utterances
from framing.config import Config
from framing.errors import FramingError
from framing.lexicons import load
from framing.records import (
    Article,
    Attribution,
    Comparison,
    Copy,
    Corpus,
    Discovery,
    Event,
    Evidence,
    Named,
    Signs,
    Span,
    Story,
    Tally,
    Verdict,
)
from framing.report.arrange import CLASSIFIER, square
from framing.report.arrange import panels as sign_panels
from framing.report.arrange_outlets import outlet_panels
from framing.report.copied import changed
from framing.report.figures import overlap_figure, profile_figure
from framing.report.findings import what_stands_out
from framing.report.headlines import headline_views
from framing.report.heard import share_panels
from framing.report.outlets import outlet_profiles, signs_apart
from framing.report.voices import voices
from framing.report.wordings import plainest_title, worded
from framing.text import Reading
from framing.views import ArticleView, EventReport, Finding, NamedActor, Rate, SignText, Site

_LIBRARIES = ("framing", "matplotlib", "nltk", "numpy", "scikit-learn", "scipy", "seaborn", "trafilatura")


def assemble(
    event: Event,
    story: Story,
    readings: Sequence[Reading],
    signs: Mapping[str, Signs],
    attributions: Mapping[str, tuple[Attribution, ...]],
    verdicts: Mapping[str, tuple[Verdict, ...]],
    comparison: Comparison,
    copies: Sequence[Copy] = (),
    *,
    named: Mapping[str, Sequence[Named]] | None = None,
    shown: Sequence[SignText] | None = None,
    findings: Sequence[Finding] | None = None,
) -> EventReport:
    """What the page of one event shows, with every number worked out.

    Args:
        event: its order of articles is the order on the page.
        readings: one for every article of the event, in any order.
        signs, attributions, verdicts: by article id; an article may be absent.
        copies: those among other articles are passed over.
        named: by article id, who is named where; without it nobody is said to be called anything.
        shown: the framing signs in the order of the page; those of the package without it.
        findings: plain sentences to open the page with, instead of those found here.

    Raises:
        KeyError: an article of the event has no reading.
    """
    by_id = {reading.article.id: reading for reading in readings}
    ordered = [by_id[name] for name in event.articles]
    own_copies = [c for c in copies if c.article in event.articles and c.of in event.articles]
    views = _views(event, ordered, signs, attributions, verdicts, own_copies)
    kinds = tuple(features.signs(ordered[0].language) if shown is None else shown)
    report = EventReport(
        event=event,
        story=story,
        articles=views,
        accounts=len({view.account for view in views}),
        comparison=comparison,
        rates=_rates(views, ordered, signs, {sign.id for sign in kinds if sign.unit == "share"}),
        voices=voices(views),
    )
    differing, tested = signs_apart(report, kinds)
    compared = worded(event, views, ordered, comparison, own_copies, named or {})
    report = replace(
        report,
        apart=differing,
        compared=tested,
        title=plainest_title(report),
        headlines=headline_views(views, ordered) if len(views) > 1 else (),
        wordings=compared.wordings,
        numbers=compared.numbers,
        terms=compared.terms,
        actors=compared.actors,
        utterances=utterances(ordered, attributions, comparison, own_copies),
        by_actor=shares_by_actor(ordered, attributions),
        by_type=shares_by_type(ordered, attributions),
        heard=heard(ordered, attributions, _persons(compared.actors, views)) if len(views) > 1 else (),
    )
    sentences = what_stands_out(report, kinds, compared.findings) if findings is None else tuple(findings)
    return replace(report, findings=sentences, figures=draw(report, kinds))


def _persons(
    actors: Sequence[NamedActor], views: Sequence[ArticleView]
) -> dict[str, dict[str, tuple[Span, ...]]]:
    """Where each article names each person: name, article id, places."""
    found: dict[str, dict[str, tuple[Span, ...]]] = {}
    for actor in actors:
        if actor.kind == "person":
            where = found.setdefault(actor.name, {})
            for one in actor.named:
                name = views[one.passage.number - 1].article.id
                where[name] = (*where.get(name, ()), one.passage.span)
    return found


def draw(report: EventReport, signs: Sequence[SignText]) -> tuple[tuple[str, str], ...]:
    """The event's figures, name and SVG; one that has nothing to compare is left out."""
    labels = [view.label for view in report.articles]
    found = list[tuple[str, str]]()
    if len(labels) < 2:
        return ()
    if report.comparison.overlaps:
        found.append(("overlap", overlap_figure(labels, square(report))))
    if panels := share_panels(report):
        found.append(("voices", profile_figure(labels, panels, "voices")))
    if panels := sign_panels(report, signs):
        found.append(("signs", profile_figure(labels, panels)))
    return tuple(found)


def site(
    reports: Sequence[EventReport],
    corpus: Corpus,
    discovery: Discovery,
    config: Config,
    *,
    cards: Sequence[Mapping[str, object]] | None = None,
) -> Site:
    """Everything that the report folder holds, and what made it.

    Args:
        cards: of the models that were used; without it the card of the classifier that `config` names.

    Raises:
        ModelError: the classifier's folder is missing or damaged.
    """
    if cards is None:
        folder = Path(config.model) if config.model else None
        cards = [asdict(classifier.load(folder, fast=True, language=config.language).card)]
    return with_outlets(
        Site(
            events=tuple(reports),
            stories=discovery.stories,
            signs=tuple(features.signs(config.language)),
            set_aside=corpus.set_aside,
            config=tuple((item.name, str(getattr(config, item.name))) for item in fields(config)),
            versions=versions(),
            lexicons=lexicons(config.language),
            digest=corpus_digest(corpus),
            cards=tuple(cards),
        )
    )


def with_outlets(made: Site) -> Site:
    """The same site with its outlets compared on the events that they share."""
    compared = replace(made, outlets=outlet_profiles(made.events))
    panels = outlet_panels(compared)
    figure = profile_figure(compared.outlets.outlets, panels, "outlets") if panels else ""
    return replace(compared, outlet_figure=figure)


def versions() -> tuple[tuple[str, str], ...]:
    """The version of this package and of every library whose work the numbers rest on."""
    return tuple((name, _version(name)) for name in _LIBRARIES)


def corpus_digest(corpus: Corpus) -> str:
    """SHA-256 over everything that was read from the articles, whatever their order."""
    lines = sorted(
        json.dumps([a.id, a.source, str(a.published), a.title, a.text, a.url]) for a in corpus.articles
    )
    return sha256("\n".join(lines).encode()).hexdigest()


def lexicons(language: str = "en") -> tuple[tuple[str, str, int], ...]:
    """Name, title and number of entries of every word list of a language, in name order."""
    found = []
    for path in sorted(files("framing.lexicons").joinpath(language).iterdir(), key=lambda item: item.name):
        if not path.name.endswith(".tsv"):
            continue
        try:
            lexicon = load(path.name.removesuffix(".tsv"), language)
        except FramingError:
            continue  # a table of another shape, such as irregular verbs, is no word list
        if lexicon.entries:
            found.append((lexicon.name, lexicon.title, len(lexicon.entries)))
    return tuple(found)


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "not installed"


def _views(
    event: Event,
    readings: Sequence[Reading],
    signs: Mapping[str, Signs],
    attributions: Mapping[str, tuple[Attribution, ...]],
    verdicts: Mapping[str, tuple[Verdict, ...]],
    copies: Sequence[Copy],
) -> tuple[ArticleView, ...]:
    evidence = {name: found.evidence for name, found in signs.items()}
    accounts = _accounts(event.articles, copies)
    by_id = {reading.article.id: reading.article for reading in readings}
    copied = {copy.article: copy for copy in copies}
    return tuple(
        _view(
            number,
            label,
            reading,
            account=accounts[name],
            evidence=evidence.get(name, ()),
            attributions=attributions.get(name, ()),
            verdicts=verdicts.get(name, ()),
            copy=copied.get(name),
            origin=by_id[copied[name].of] if name in copied else None,
        )
        for number, (name, label, reading) in enumerate(
            zip(event.articles, _labels(readings), readings, strict=True), start=1
        )
    )


def _view(
    number: int,
    label: str,
    reading: Reading,
    *,
    account: int,
    evidence: tuple[Evidence, ...],
    attributions: tuple[Attribution, ...],
    verdicts: tuple[Verdict, ...],
    copy: Copy | None,
    origin: Article | None,
) -> ArticleView:
    own, quoted = reading.word_counts()
    return ArticleView(
        number=number,
        label=label,
        account=account,
        article=reading.article,
        paragraphs=reading.paragraphs,
        sentences=reading.sentences,
        own=own,
        quoted=quoted,
        evidence=evidence,
        attributions=attributions,
        verdicts=verdicts,
        copy=copy,
        changed=changed(origin, reading.article) if origin else (),
    )


def _labels(readings: Sequence[Reading]) -> list[str]:
    """The outlets; where one has several articles they are numbered."""
    names = [_label(reading) for reading in readings]
    many = {name for name, count in Counter(names).items() if count > 1}
    seen = Counter[str]()
    labels = []
    for name in names:
        seen[name] += 1
        labels.append(f"{name} ({seen[name]})" if name in many else name)
    return labels


def _label(reading: Reading) -> str:
    article = reading.article
    if article.source and article.source.strip():
        return " ".join(article.source.split())
    file_name = article.path.replace("\\", "/").rsplit("/", 1)[-1]
    return f"unknown source ({file_name})" if file_name else "unknown source"


def _accounts(articles: Sequence[str], copies: Sequence[Copy]) -> dict[str, int]:
    """A number for each article, the same for near-copies of each other; numbered from 1 in order."""
    root = {name: name for name in articles}

    def find(name: str) -> str:
        while root[name] != name:
            name = root[name]
        return name

    for copy in copies:
        root[find(copy.article)] = find(copy.of)
    numbers: dict[str, int] = {}
    for name in articles:
        numbers.setdefault(find(name), len(numbers) + 1)
    return {name: numbers[find(name)] for name in articles}


def _rates(
    views: Sequence[ArticleView], readings: Sequence[Reading], signs: Mapping[str, Signs], shares: set[str]
) -> tuple[Rate, ...]:
    found = []
    for view, reading in zip(views, readings, strict=True):
        profiles = signs[view.article.id].profiles if view.article.id in signs else ()
        for profile in profiles:
            if profile.feature in shares:
                low, high = _share(reading, profile.own)
            else:
                low, high = intervals.rate_per_100(profile.own)
            found.append(Rate(view.number, profile.feature, profile.own, low, high, profile.quoted))
        if view.verdicts:
            found.append(_judged(view))
    return tuple(found)


def _judged(view: ArticleView) -> Rate:
    """How many of the sentences are called biased, and (in place of quoted ones) how many unsure."""
    labels, total = Counter(verdict.label for verdict in view.verdicts), len(view.verdicts)
    low, high = intervals.share(labels["biased"], total)
    biased, unsure = Tally(labels["biased"], total), Tally(labels["unsure"], total)
    return Rate(view.number, CLASSIFIER.id, biased, 100.0 * low, 100.0 * high, unsure)


def _share(reading: Reading, whole: Tally) -> tuple[float, float]:
    """The interval of the share of quoted words, in percent: words of a sentence are not independent.

    A ratio over sentences drawn at random, by its linearised variance (Cochran, 1977).
    """
    lines, share = [line for line in reading.words if line], whole.per_100 / 100.0
    if len(lines) < 2:
        return 0.0, 100.0
    rest = [sum(reading.is_quoted(word.span) for word in line) - share * len(line) for line in lines]
    total = sum(len(line) for line in lines)
    error = (sum(r * r for r in rest) * len(lines) / (len(lines) - 1)) ** 0.5 / total
    return max(0.0, 100.0 * (share - 1.96 * error)), min(100.0, 100.0 * (share + 1.96 * error))
