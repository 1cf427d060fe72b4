"""The command line: parse, call one function, print.

Only the standard library and click are imported at the top, so that help is quick.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from framing.errors import FramingError
from framing.version import __version__

if TYPE_CHECKING:
    from framing.config import Config
    from framing.records import Article, SetAside
    from framing.tables import Row

_FILE = click.Path(path_type=Path)
_TOLD = 20  # files set aside that are named one by one on standard error


class _Program(click.Group):
    """Turns an error the user can mend into one message and status 2."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except FramingError as exc:
            click.echo(f"framing: {exc}", err=True)
            ctx.exit(2)
        except BrokenPipeError:
            # The reader (`head`, say) has seen enough; nothing may complain when Python flushes at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)


@click.group(cls=_Program, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="framing")
def main() -> None:
    """Compare how different sources cover the same event, and how they frame it.

    PATH is a file or a folder (searched recursively), or - for JSONL on standard input.
    """
    # Records by the hundred thousand, none in a cycle: looking for cycles often costs a fifth of the time.
    gc.set_threshold(50_000, 20, 20)


def _reads_articles(command: Callable[..., None]) -> Callable[..., None]:
    """The arguments of every command that reads articles."""
    command = click.option("--jobs", type=int, help="Processes for the work per event; 0: one a core.")(
        command
    )
    command = click.option("--columns", help="What tables call our columns: title=headline,text=body.")(
        command
    )
    command = click.option("--config", type=_FILE, help="A TOML file with a table [tool.framing].")(command)
    return click.argument("paths", nargs=-1, required=True, metavar="PATH...")(command)


def _uses_classifier(command: Callable[..., None]) -> Callable[..., None]:
    """The options of every command that asks the classifier."""
    command = click.option("--model", type=_FILE, help="A classifier's folder (default: the shipped one).")(
        command
    )
    return click.option(
        "--classifier",
        type=click.Choice(["full", "fast"]),
        help="Full: with sentence vectors, better; fast: words alone, fifteen times as fast.",
    )(command)


def _prints_rows(command: Callable[..., None]) -> Callable[..., None]:
    return click.option("--out", type=_FILE, help="Write to this .jsonl, .csv or .parquet file.")(command)


@main.command()
@_reads_articles
@click.option("--out", type=_FILE, default=Path("reports"), show_default=True, help="The folder to write.")
@_uses_classifier
@click.option("--single-file", is_flag=True, help="All pages in one index.html, without the tables.")
@click.option("--handout", is_flag=True, help="Beside each event two pages for a class, with questions.")
@click.option("--redact", is_flag=True, help="Leave the articles out; short quotations stay.")
@click.option(
    "--quote",
    type=click.IntRange(min=1),
    default=12,
    show_default=True,
    help="With --redact: how many words in a row may be quoted.",
)
def report(
    paths: tuple[str, ...],
    out: Path,
    single_file: bool,
    handout: bool,
    redact: bool,
    quote: int,
    **flags: Any,
) -> None:
    """Write the comparison pages: index.html, events/, methods.html, data/."""
    from framing import pipeline

    config = _config(**flags)
    with _progress() as progress:
        site = pipeline.make_report(
            paths,
            out,
            config,
            stdin=sys.stdin.buffer,
            progress=progress,
            single_file=single_file,
            handouts=handout,
            redact=quote if redact else 0,
        )
    _tell_set_aside(site.set_aside)
    click.echo(f"{len(site.events)} events: open {out / 'index.html'}", err=True)


@main.command()
@_reads_articles
@_prints_rows
def extract(paths: tuple[str, ...], out: Path | None, **flags: Any) -> None:
    """Print each article as it was understood."""
    from framing import tables

    _write(map(tables.article_row, _articles(paths, _config(**flags), every_language=True)), out)


@main.command()
@_reads_articles
@_prints_rows
@click.option("--engine", help="dask: processes of this machine; dask=ADDRESS: a running cluster.")
@click.option("--previous", type=_FILE, help="Yesterday's rows: what is new is added to them.")
@click.option("--explain", nargs=2, metavar="A B", help="Say why two articles are one event or are not.")
def events(
    paths: tuple[str, ...],
    out: Path | None,
    explain: tuple[str, str] | None,
    previous: Path | None,
    **flags: Any,
) -> None:
    """Print the event and the story of every article, and what it nearly repeats.

    With --previous FILE (a .jsonl, .csv or .parquet that this command wrote) PATH holds the new articles and
    those of the last two months at least: the rows of the file stay, with their ids, and the new articles
    follow. A known row changes its event only where a new article shows that an event is two, or that two are
    one.

    With --explain A B (two ids) print instead what spoke for and against the two being one event: in words on
    standard error, as one row on standard output.
    """
    from framing import pipeline, tables

    config = _config(**flags)
    before = tables.read_placements(previous) if previous else None
    articles = tuple(_articles(paths, config))
    if explain:
        found = pipeline.explain(*explain, articles, config)
        click.echo(found.in_words(), err=True)
        _write([tables.explanation_row(found)], out)
        return
    places = (
        pipeline.discover(articles, config).placements
        if before is None
        else pipeline.extend(before, articles, config)
    )
    _write(tables.event_rows(places), out)


@main.command()
@_reads_articles
@_prints_rows
def features(paths: tuple[str, ...], out: Path | None, **flags: Any) -> None:
    """Print every framing sign found, one row an evidence."""
    from framing import tables
    from framing.features import measure
    from framing.text import read

    def rows(article: Article) -> Iterator[Row]:
        return tables.feature_rows(article, measure(read(article)).evidence)

    _write((row for article in _articles(paths, _config(**flags)) for row in rows(article)), out)


@main.command()
@_reads_articles
@_prints_rows
def attribution(paths: tuple[str, ...], out: Path | None, **flags: Any) -> None:
    """Print who is quoted saying what, one row an attribution."""
    from framing import tables
    from framing.attribution import find
    from framing.text import read

    def rows(article: Article) -> Iterator[Row]:
        return tables.attribution_rows(article, find(read(article)))

    _write((row for article in _articles(paths, _config(**flags)) for row in rows(article)), out)


@main.command()
@_reads_articles
@_prints_rows
@_uses_classifier
def classify(paths: tuple[str, ...], out: Path | None, **flags: Any) -> None:
    """Say how likely each sentence is biased wording, and which words say so.

    Rows with a text and no title are single sentences; others are articles. A model with labels of its own
    says how likely each of them is.
    """
    from framing import pipeline, tables

    config = _config(**flags)
    found = pipeline.classified(_articles(paths, config), config)
    _write(
        (
            tables.verdict_row(article.id, article.text, verdict)
            for article, verdicts in found
            for verdict in verdicts
        ),
        out,
    )


@main.command()
@_reads_articles
@_prints_rows
def compare(paths: tuple[str, ...], out: Path | None, **flags: Any) -> None:
    """Print who says what of each event, one row a sentence."""
    from framing import pipeline, tables

    config = _config(**flags)
    articles = {article.id: article for article in _articles(paths, config)}
    discovery = pipeline.discover(tuple(articles.values()), config)

    def rows() -> Iterator[Row]:
        for event in discovery.events:
            members = [articles[member] for member in event.articles]
            compared = pipeline.compare_event(event, members, discovery.copies, config)
            yield from tables.statement_rows(compared, members)

    _write(rows(), out)


@main.command()
@click.argument("labels", nargs=-1, required=True, type=_FILE, metavar="LABELS...")
@click.option("--out", type=_FILE, default=Path("models/own"), show_default=True, help="The folder to write.")
@click.option("--text", help="The column of the sentences, if it is not found.")
@click.option("--label", help="The column of the labels, if it is not found.")
@click.option(
    "--annotator", "annotators", multiple=True, help="A column of one annotator's labels; once for each."
)
@click.option("--labels", "known", help="The labels to expect, as in conflict,economy; others are slips.")
@click.option("--licence", default="not stated", help="What the card says of the labels' licence.")
@click.option("--language", default="en", show_default=True, help="Whose word lists and encoder are used.")
@click.option(
    "--fast", is_flag=True, help="Words alone, without sentence vectors: quicker, less often right."
)
def train(
    labels: tuple[Path, ...],
    out: Path,
    text: str | None,
    label: str | None,
    annotators: tuple[str, ...],
    known: str | None,
    licence: str,
    language: str,
    fast: bool,
) -> None:
    """Train the classifier on labelled sentences; writes a model and its card.

    Labels are biased and neutral (or 1 and 0), or any others, two or many.
    """
    from framing import classifier

    with _progress() as progress:
        card = classifier.train(
            labels,
            out,
            text=text,
            label=label,
            annotators=annotators,
            known=tuple(name.strip().lower() for name in (known or "").split(",") if name.strip()),
            licence=licence,
            language=language,
            fast=fast,
            progress=lambda done, total, what: progress(what, done, total),
        )
    click.echo(card.in_words(), err=True)
    click.echo(f"the model stands in {out}: use it with --model {out}", err=True)


@main.command()
@click.argument("what", type=click.Choice(["events", "classifier", "attribution", "extraction"]))
@_reads_articles
@_uses_classifier
def evaluate(what: str, paths: tuple[str, ...], **flags: Any) -> None:
    """Score a part against the gold in the rows: a table on standard error, JSON on standard output."""
    from framing import evaluation

    scores = evaluation.evaluate(what, paths, _config(**flags), stdin=sys.stdin.buffer)
    click.echo(evaluation.as_table(scores), err=True)
    click.echo(json.dumps(scores, ensure_ascii=False, indent=2, sort_keys=True))


@main.command()
@click.argument("urls", nargs=-1, required=True, metavar="URL...")
@click.option("--into", type=_FILE, required=True, help="The folder to save the pages in.")
def fetch(urls: tuple[str, ...], into: Path) -> None:
    """Save web pages, as their robots.txt allows, one request a second a host.

    The names of the saved files go to standard output, what was refused to standard error.
    """
    from framing import fetch as fetching

    found = fetching.fetch(urls, into, progress=lambda line: click.echo(line, err=True))
    for page in found.saved:
        click.echo(page.path)
    if found.refused:
        click.echo(f"{len(found.refused)} refused:", err=True)
    for refusal in found.refused:
        click.echo(f"  {refusal.url}: {refusal.reason}", err=True)
    if not found.saved:
        raise FramingError(
            "no page was saved", hint="see the reasons above; pages you have saved by hand will do"
        )


def _config(*, config: Path | None = None, **flags: Any) -> Config:
    from framing.config import load

    given: dict[str, object] = {k: str(v) if isinstance(v, Path) else v for k, v in flags.items()}
    return load(config, flags=given)


def _articles(paths: tuple[str, ...], config: Config, *, every_language: bool = False) -> Iterator[Article]:
    """The articles one by one; what was set aside is told on standard error at the end."""
    from framing import pipeline
    from framing.records import SetAside

    set_aside: list[SetAside] = []
    for found in pipeline.stream(paths, config, stdin=sys.stdin.buffer, every_language=every_language):
        if isinstance(found, SetAside):
            set_aside.append(found)
        else:
            yield found
    _tell_set_aside(set_aside)


def _write(rows: Iterable[Row], out: Path | None) -> None:
    from framing import tables

    tables.write(rows, out, sys.stdout)


def _tell_set_aside(set_aside: Iterable[SetAside]) -> None:
    told = list(set_aside)
    if told:
        click.echo(f"{len(told)} set aside:", err=True)
    for item in told[:_TOLD]:
        click.echo(f"  {item.path}: {item.reason}" + (f" ({item.hint})" if item.hint else ""), err=True)
    if len(told) > _TOLD:
        click.echo(f"  and {len(told) - _TOLD} more", err=True)


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar on a terminal; silence in a pipe."""
    if not sys.stderr.isatty():
        yield lambda what, done, total: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("starting", total=None)
        yield lambda what, done, total: bar.update(
            task, description=what, completed=done, total=total or None
        )
