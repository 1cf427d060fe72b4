"""Each part scored against the gold in the rows, and the scores as a table to read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

from framing import attribution, classifier, corpus, events, pipeline
from framing.config import Config
from framing.errors import FramingError
from framing.records import Corpus

Scores = dict[str, object]
_WIDEST = 100  # characters of one cell


def evaluate(what: str, paths: Sequence[str], config: Config, *, stdin: IO[bytes] | None = None) -> Scores:
    """Scores of one part: `what` is events, classifier, attribution or extraction.

    Gold stands in the rows: `event` for events, `label` for the classifier, `attributions`, or (for pages)
    `with` and `without`.

    Raises:
        FramingError: there is no such part, or the rows hold no gold for it.
    """
    parts: Mapping[str, Callable[[], Scores]] = {
        "events": lambda: _events(pipeline.load(paths, config, stdin=stdin), config),
        "classifier": lambda: classifier.evaluate(
            [Path(path) for path in paths], pipeline.classifier_of(config)
        ),
        "attribution": lambda: attribution.evaluate(_rows(pipeline.load(paths, config, stdin=stdin))),
        "extraction": lambda: corpus.evaluate(_only(paths)),
    }
    if what not in parts:
        raise FramingError(f"nothing called {what!r} can be scored", hint=f"use one of: {', '.join(parts)}")
    return parts[what]()


def as_table(scores: Mapping[str, object]) -> str:
    """The scores as lines of `name  value`, parts indented, lists of mistakes a line each.

    >>> print(as_table({"f1": 0.51234, "by kind": {"direct": 1.0}, "worst": [["a", "b"]]}))
    f1       0.512
    by kind
      direct  1.000
    worst
      a  b
    """
    return "\n".join(_lines(scores))


def _lines(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        width = max((len(str(key)) for key in value), default=0)
        for key, part in value.items():
            if isinstance(part, Mapping | list | tuple) and part:
                yield str(key)
                yield from (f"  {line}" for line in _lines(part))
            else:
                yield f"{key!s:{width}}  {_cell(part)}"
    elif isinstance(value, list | tuple):
        for part in value:
            cells = (
                part.values()
                if isinstance(part, Mapping)
                else part
                if isinstance(part, list | tuple)
                else [part]
            )
            yield "  ".join(map(_cell, cells))
    else:
        yield _cell(value)


def _cell(value: object) -> str:
    text = f"{value:.3f}" if isinstance(value, float) else str(value)
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"


def _events(found: Corpus, config: Config) -> Scores:
    extras = {article.id: dict(article.extra) for article in found.articles}
    if not any("event" in extra for extra in extras.values()):
        raise FramingError(
            "no row has a key 'event'", hint="give each row the id of its event, or null for none"
        )
    gold = {key: None if extra.get("event") is None else str(extra["event"]) for key, extra in extras.items()}
    return events.evaluate(
        found.articles, gold, same_event=config.same_event, max_gap_days=config.max_gap_days
    )


def _rows(found: Corpus) -> Iterator[Mapping[str, object]]:
    for article in found.articles:
        yield {"id": article.id, "title": article.title, "text": article.body, **dict(article.extra)}


def _only(paths: Sequence[str]) -> Path:
    if len(paths) != 1:
        raise FramingError(f"{len(paths)} paths were given", hint="name one folder, or one .jsonl file")
    return Path(paths[0])
