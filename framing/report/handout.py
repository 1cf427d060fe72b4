"""A two-page summary of an event for a class, with questions to discuss. Everything in it is made by rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from framing.report import arrange, arrange_words
from framing.report.places import paired, shorten
from framing.views import EventReport, Finding, SignText

_MOST_FINDINGS = 5
_MOST_HEADLINES, _MOST_ROWS, _MOST_VOICES, _MOST_WORDINGS, _MOST_QUESTIONS = 6, 6, 5, 4, 7
_LAST = (
    "What would you want to know that none of these articles tells? Where could you find out?",
    "Write one sentence about this event that the writers of all these articles could sign.",
)


@dataclass(frozen=True, slots=True)
class Handout:
    """What the two pages hold; `rows` are statements, `voices` names with the sources that carry them."""

    heads: tuple[tuple[str, str, str], ...]  # source, headline, day
    more: int
    findings: tuple[Finding, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]  # statement, states by source
    voices: tuple[tuple[str, str], ...]
    questions: tuple[str, ...]


def handout(report: EventReport, signs: Sequence[SignText]) -> Handout:
    """The summary of one event of two articles or more."""
    views = report.articles[:_MOST_HEADLINES]
    found = arrange.statements(report)
    rows = sorted((*found.everyone[:2], *found.some), key=lambda row: -row.count("not said"))[:_MOST_ROWS]
    voices = [row for row in arrange.voice_rows(report) if row.voice.speaker_type.startswith("named")]
    return Handout(
        heads=tuple(
            (
                view.label,
                shorten(view.article.title or "(no headline)", 24),
                arrange.day(view.article.published),
            )
            for view in views
        ),
        more=len(report.articles) - len(views),
        findings=report.findings[:_MOST_FINDINGS],
        columns=tuple(view.label for view in views),
        rows=tuple(
            (paired(shorten(row.text, 20)), tuple(cell.state for _, cell, _ in row.cells[:_MOST_HEADLINES]))
            for row in rows
        ),
        voices=tuple(
            (shorten(row.voice.name, 8), ", ".join(view.label for view, cues in row.cells if cues))
            for row in voices[:_MOST_VOICES]
        ),
        questions=tuple(questions(report, signs))[: _MOST_QUESTIONS - len(_LAST)] + _LAST,
    )


def questions(report: EventReport, signs: Sequence[SignText]) -> Iterator[str]:
    """Questions that this event's own evidence raises, the most telling first."""
    views = report.articles
    titles = {sign.id: sign.title for sign in signs}
    if len(views) > 1:
        yield (
            "Read the headlines aloud. Which words could be changed without changing the facts? "
            "What picture does each of them leave?"
        )
    for finding in report.findings:
        label = views[finding.numbers[0] - 1].label if finding.numbers else ""
        if finding.kind == "gap":
            yield (
                f"{label} does not report this: {finding.quote} "
                f"How would a reader of {label} alone understand the event? "
                "Can there be a good reason to leave it out?"
            )
        elif finding.kind == "sign":
            words = _words(report, finding)
            yield (
                f"{titles.get(finding.about, finding.about)} in {label}: {words}. "
                "Put a plain word for each. What is lost, and what is gained?"
            )
        elif finding.kind == "voice":
            yield (
                f"{finding.about} speaks in {label} alone. What does this voice add? "
                "Who else could have been asked?"
            )
        elif finding.kind == "wording":
            yield f"{finding.text} Does it matter? What does each of them let a reader see?"
        elif finding.kind == "copy":
            yield f"{label} runs text that another source runs too. Are these two sources, or one?"
    for row in arrange_words.wording_rows(report)[:_MOST_WORDINGS:2]:
        if row.left.words and row.right.words:
            yield (
                f"{row.left.view.label} writes “{row.left.words}”, "
                f"{row.right.view.label} “{row.right.words}”. "
                "Do both say the same? Which would you choose, and why?"
            )
    for number in arrange_words.number_rows(report)[:1]:
        given = "; ".join(f"{said.view.label}: {said.words}" for said in number.said[:4])
        yield f"The numbers are not the same ({given}). What may be the reason? Whom would you ask?"


def _words(report: EventReport, finding: Finding) -> str:
    """The first words behind a finding about a sign, each once."""
    view = report.articles[finding.numbers[0] - 1]
    words = [
        " ".join(found.span.of(view.article.text).split())
        for found in view.evidence
        if found.feature == finding.about and found.weight > 0 and not found.quoted
    ]
    return ", ".join(f"“{shorten(word, 4)}”" for word in list(dict.fromkeys(words))[:6])
