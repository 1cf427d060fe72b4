"""The one road: files, corpus, events; per event attribution, signs, verdicts, comparison, report.

Work per event is independent: `_report` takes all it needs and may run in any process.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, TypedDict, TypeVar

from framing import attribution, classifier, compare, corpus, events, features
from framing.config import Config
from framing.errors import ConfigError, ModelError
from framing.lexicons.languages import supported
from framing.records import (
    Article,
    Comparison,
    Copy,
    Corpus,
    Discovery,
    Event,
    Placement,
    SetAside,
    Story,
    Verdict,
)
from framing.text import Reading, read

if TYPE_CHECKING:
    from framing.classifier import Model
    from framing.views import EventReport, Site

_In = TypeVar("_In")
_Out = TypeVar("_Out")
Progress = Callable[[str, int, int], None]  # what is being done, how much is done, out of how much
_BATCH, _SLICE = 16, 4096  # articles that a process classifies at a time, and that are held at a time
_FEW = 12  # fewer tasks than this are done before a second process has started


def load(
    paths: Sequence[str | Path], config: Config | None = None, *, stdin: IO[bytes] | None = None
) -> Corpus:
    """Read every article under the paths; what cannot be read is set aside with a reason.

    Raises:
        FramingError: a path is not there, nothing under the paths is an article, or the language that is set
            has no folder.
    """
    config = config or Config()
    return corpus.load(paths, language=_language(config), stdin=stdin, **_bounds(config))


def stream(
    paths: Sequence[str | Path],
    config: Config | None = None,
    *,
    stdin: IO[bytes] | None = None,
    every_language: bool = False,
) -> Iterator[Article | SetAside]:
    """The same as `load`, one at a time, so that a dump larger than the memory can be read."""
    config = config or Config()
    language = "" if every_language else _language(config)
    return corpus.stream(paths, language=language, stdin=stdin, **_bounds(config))


def _language(config: Config) -> str:
    """The language that is analysed, once it is known that there is a folder for it."""
    known = [one.code for one in supported()]
    if config.language not in known:
        raise ConfigError(
            f"language is {config.language!r}, which has no folder",
            hint=f"write one of {', '.join(known)}; another language is a folder in framing/lexicons and one "
            "in models",
        )
    return config.language


class _Bounds(TypedDict):
    """What the corpus is told of the configuration, besides the language."""

    max_file_mb: int
    max_article_mb: int
    max_article_seconds: int
    columns: str
    outlets_file: str


def _bounds(config: Config) -> _Bounds:
    return _Bounds(
        max_file_mb=config.max_file_mb,
        max_article_mb=config.max_article_mb,
        max_article_seconds=config.max_article_seconds,
        columns=config.columns,
        outlets_file=config.outlets,
    )


def discover(articles: Sequence[Article], config: Config | None = None) -> Discovery:
    """Group the articles into events and stories, and find the near-copies."""
    config = config or Config()
    with events.engine(config.engine) as run:
        return events.discover(
            articles, same_event=config.same_event, max_gap_days=config.max_gap_days, run=run
        )


def extend(
    previous: Sequence[Placement], articles: Sequence[Article], config: Config | None = None
) -> tuple[Placement, ...]:
    """Yesterday's placements, and those of the articles that are new; see `framing.events.extending`."""
    config = config or Config()
    with events.engine(config.engine) as run:
        return events.extend(
            previous, articles, same_event=config.same_event, max_gap_days=config.max_gap_days, run=run
        )


def explain(
    left: str, right: str, articles: Sequence[Article], config: Config | None = None
) -> events.Explanation:
    """What spoke for and against two of the articles, by their ids, being one event.

    Raises:
        FramingError: there is no article with such an id, or both are the same one.
    """
    config = config or Config()
    return events.explain(
        left, right, articles, same_event=config.same_event, max_gap_days=config.max_gap_days
    )


def compare_event(
    event: Event, articles: Iterable[Article], copies: Sequence[Copy] = (), config: Config | None = None
) -> Comparison:
    """Who says what of one event; of `articles`, those that are not the event's are passed over."""
    config = config or Config()
    by_id = {article.id: article for article in articles}
    readings = [read(by_id[member]) for member in event.articles]
    return compare.compare(event, readings, copies=copies, same_statement=config.same_statement)


@cache
def _model(folder: str, fast: bool, language: str) -> Model:
    return classifier.load(Path(folder) if folder else None, fast=fast, language=language)


def classifier_of(config: Config, *, fast: bool = False) -> Model:
    """The classifier that the configuration names, read once.

    Args:
        fast: which way to take where the configuration leaves it open.
    """
    fast = config.classifier == "fast" or (fast and not config.classifier)
    return _model(config.model, fast, config.language)


def verdicts(article: Article, model: Model) -> tuple[Verdict, ...]:
    """A verdict for each sentence of an article; one without a headline is a single sentence as it stands."""
    return _verdicts(read(article), model) if article.title else model.classify([article.text])


def classified(articles: Iterable[Article], config: Config) -> Iterator[tuple[Article, tuple[Verdict, ...]]]:
    """Every article with its sentences' verdicts, in order; the full way in several processes."""
    model = classifier_of(config)
    if model.deep is None:
        yield from ((article, verdicts(article, model)) for article in articles)
        return
    waiting = iter(articles)
    while some := list(islice(waiting, _SLICE)):
        tasks = [some[at : at + _BATCH] for at in range(0, len(some), _BATCH)]
        found = in_processes(partial(_classified, config=config), tasks, jobs=config.jobs)
        for own, each in zip(tasks, found, strict=True):
            yield from zip(own, each, strict=True)


def _classified(articles: Sequence[Article], config: Config) -> list[tuple[Verdict, ...]]:
    model = classifier_of(config)
    return [verdicts(article, model) for article in articles]


def _verdicts(reading: Reading, model: Model) -> tuple[Verdict, ...]:
    texts = [sentence.span.of(reading.text) for sentence in reading.sentences]
    return tuple(
        Verdict(
            index=sentence.index,
            span=sentence.span,
            probability=verdict.probability,
            label=verdict.label,
            reasons=tuple((span.shift(sentence.span.start), weight) for span, weight in verdict.reasons),
            chances=verdict.chances,
            loaded=tuple(span.shift(sentence.span.start) for span in verdict.loaded),
        )
        for sentence, verdict in zip(reading.sentences, model.classify(texts), strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Task:
    """All that the report of one event needs."""

    event: Event
    story: Story
    articles: tuple[Article, ...]
    copies: tuple[Copy, ...]
    config: Config


def build(
    paths: Sequence[str | Path],
    config: Config | None = None,
    *,
    stdin: IO[bytes] | None = None,
    progress: Progress | None = None,
) -> Site:
    """Everything the report shows, worked out from files or folders of articles.

    Raises:
        FramingError: a path is not there, nothing under the paths is an article, or the model is damaged.
    """
    config = config or Config()
    from framing import report

    labels = classifier_of(config, fast=True).labels
    if not classifier.about_bias(labels):
        raise ModelError(
            f"{config.model}: this model tells {', '.join(labels)}; the report shows biased wording",
            hint="use this model with `framing classify`, and leave --model out here",
        )
    tell = progress or _silent
    tell("reading articles", 0, 0)
    found = load(paths, config, stdin=stdin)
    tell("finding events", 0, 0)
    discovery = discover(found.articles, config)
    tasks = _tasks(found, discovery, config)
    reports = []
    for number, done in enumerate(in_processes(_report, tasks, jobs=config.jobs), start=1):
        tell("comparing events", number, len(tasks))
        reports.append(done)
    return report.site(tuple(reports), found, discovery, config)


def make_report(
    paths: Sequence[str | Path],
    out: str | Path,
    config: Config | None = None,
    *,
    stdin: IO[bytes] | None = None,
    progress: Progress | None = None,
    single_file: bool = False,
    handouts: bool = False,
    redact: int = 0,
) -> Site:
    """Write the comparison pages of all articles under the paths into a folder; returns what they show.

    Args:
        single_file: all pages in one `index.html`, without the tables.
        handouts: beside each event two pages for a class, with questions.
        redact: leave the articles out and quote no more than so many words in a row; 0: all is there.
    """
    from framing import report

    site = build(paths, config, stdin=stdin, progress=progress)
    tell = progress or _silent
    report.write_site(
        site,
        Path(out),
        single_file=single_file,
        handouts=handouts,
        redact=redact,
        progress=lambda done, total: tell("writing pages", done, total),
    )
    return site


def in_processes(work: Callable[[_In], _Out], tasks: Sequence[_In], *, jobs: int) -> Iterator[_Out]:
    """The results of `work` in the order of `tasks`, from `jobs` processes (0: one a core).

    Few tasks are done in this process: starting another costs more than it saves.
    """
    wanted = min(jobs or os.cpu_count() or 1, len(tasks))
    if wanted < 2 or (not jobs and len(tasks) < _FEW):
        yield from map(work, tasks)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # Never a fork of this process: libraries in it may run threads, and a forked lock stays locked.
    context = get_context("forkserver" if os.name == "posix" else "spawn")
    if os.name == "posix":
        context.set_forkserver_preload(["framing.pipeline", "framing.report"])
    # The garbage collector as the command line sets it.
    with ProcessPoolExecutor(
        wanted, mp_context=context, initializer=gc.set_threshold, initargs=gc.get_threshold()
    ) as pool:
        yield from pool.map(work, tasks, chunksize=max(1, len(tasks) // (wanted * 16)))


def _silent(what: str, done: int, total: int) -> None:
    """Tell nobody."""


def _tasks(found: Corpus, discovery: Discovery, config: Config) -> list[_Task]:
    by_id = {article.id: article for article in found.articles}
    story_of = {event: story for story in discovery.stories for event in story.events}
    return [
        _Task(
            event=event,
            story=story_of[event.id],
            articles=tuple(by_id[member] for member in event.articles),
            copies=tuple(copy for copy in discovery.copies if copy.article in event.articles),
            config=config,
        )
        for event in discovery.events
    ]


def _report(task: _Task) -> EventReport:
    from framing import report

    readings = [read(article) for article in task.articles]
    model = classifier_of(task.config, fast=True)
    voices = {reading.article.id: attribution.voices(reading) for reading in readings}
    return report.assemble(
        task.event,
        task.story,
        readings,
        signs={reading.article.id: features.measure(reading) for reading in readings},
        attributions={name: each.attributions for name, each in voices.items()},
        named={name: each.named for name, each in voices.items()},
        verdicts={reading.article.id: _verdicts(reading, model) for reading in readings},
        comparison=compare.compare(
            task.event, readings, copies=task.copies, same_statement=task.config.same_statement
        ),
        copies=task.copies,
    )
