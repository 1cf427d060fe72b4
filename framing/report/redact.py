"""A report without the articles: figures, counts and short quotations stay, the texts are blanked.

Every character keeps its place, so that all addresses and offsets hold; what may not be quoted is gone from
the records themselves, and therefore from every page, table and figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from framing.records import Comparison, Span, Statement, Utterance
from framing.report.places import shorten
from framing.views import ArticleView, EventReport, Finding, Site

QUOTE = 12
"""Words in a row that may be quoted where nothing else is said."""

_WORD = re.compile(r"\S+")
_QUOTED = re.compile(r"[“\"][^”\"]*[”\"]?")
_GAP = "…"


def redacted(site: Site, words: int = QUOTE) -> Site:
    """The site with no more than `words` words in a row of any article's body; headlines stay.

    A statement that one account alone makes loses its text: its count stays.

    Raises:
        ValueError: `words` is less than 1.
    """
    if words < 1:
        raise ValueError(f"a quotation needs at least one word, not {words}")
    return replace(site, events=tuple(_event(report, words) for report in site.events), redacted=words)


def _event(report: EventReport, words: int) -> EventReport:
    extra: dict[int, list[Span]] = {}
    for passage in _passages(report):
        extra.setdefault(passage[0], []).append(passage[1])
    return replace(
        report,
        articles=tuple(_view(view, extra.get(view.number, ()), words) for view in report.articles),
        comparison=_comparison(report.comparison, words),
        utterances=tuple(_utterance(each) for each in report.utterances),
        findings=tuple(_finding(finding, words) for finding in report.findings),
    )


def _passages(report: EventReport) -> Iterator[tuple[int, Span]]:
    for wording in report.wordings:
        for side in (wording.left, wording.right):
            yield side.number, side.span
    for actor in report.actors:
        for named in actor.named:
            yield named.passage.number, named.passage.span
            if named.described:
                yield named.passage.number, named.described.span
    for found in report.numbers:
        for passage in found.passages:
            yield passage.number, passage.span


def _view(view: ArticleView, extra: Iterable[Span], words: int) -> ArticleView:
    spans = [found.span for found in view.evidence]
    for said in view.attributions:
        spans += [*said.cue, *said.speaker, *said.role]
    judged = [verdict for verdict in view.verdicts if verdict.label != "neutral"]
    spans += [span for verdict in judged for span, _ in verdict.reasons]
    spans += extra
    article = view.article
    text = article.title + blanked(article.text, [*spans], words, start=len(article.title))
    kept = tuple(v if v in judged else replace(v, reasons=()) for v in view.verdicts)
    return replace(view, article=replace(article, text=text, extra=(), left_out=()), verdicts=kept)


def blanked(text: str, kept: Iterable[Span], words: int, *, start: int = 0) -> str:
    """The text from `start` on with all words blanked but those in `kept`, never more than so many in a row.

    As long as it was: an ellipsis begins each gap, and blanks fill it; line breaks stay.

    >>> blanked("It was a disgrace to us all, he said.", [Span(9, 17), Span(29, 36)], 3)
    '…        disgrace …          he said.'
    """
    spans = list(kept)
    out, row, gap, at = [], 0, False, start
    for match in _WORD.finditer(text, start):
        out.append(text[at : match.start()])
        at = match.end()
        word = Span(*match.span())
        row = row + 1 if any(span.overlaps(word) for span in spans) else 0
        if 0 < row <= words:
            out.append(match.group())
        else:
            out.append((" " if gap else _GAP) + " " * (len(word) - 1))
        gap = not 0 < row <= words
    out.append(text[at:])
    return "".join(out)


def _comparison(comparison: Comparison, words: int) -> Comparison:
    return replace(comparison, statements=tuple(_statement(each, words) for each in comparison.statements))


def _statement(statement: Statement, words: int) -> Statement:
    return replace(statement, text=shorten(statement.text, words) if statement.accounts > 1 else "")


def _utterance(utterance: Utterance) -> Utterance:
    """Without the words that two tellings share: in a row they could be a quotation."""
    return replace(utterance, tellings=tuple(replace(one, note="") for one in utterance.tellings))


def _finding(finding: Finding, words: int) -> Finding:
    """A finding about wording holds quotations of its own, so that its text is cut where they are long."""
    long = any(len(said.split()) > words for said in _QUOTED.findall(finding.text))
    text = shorten(finding.text, words) if long else finding.text
    return replace(finding, text=text, quote=shorten(finding.quote, words))
