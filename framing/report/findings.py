"""Plain sentences about what stands out in an event, by rule, each with the places that bear it out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, zip_longest

from framing.compare.variants import stem
from framing.compare.weights import STOP
from framing.records import Evidence, Mention, Statement
from framing.report.arrange import CLASSIFIER
from framing.report.copied import told
from framing.report.facts import (
    all_quote,
    all_say,
    balanced,
    content,
    days,
    ended,
    headlines,
    in_quotes,
    leans,
    lengths,
    tells,
)
from framing.report.outlets import outlet_signs
from framing.report.places import as_said, evidence_place, sentence_place, verdict_place, voice_place
from framing.text import words
from framing.views import ArticleView, EventReport, Finding, SignApart, SignText, Voice

_MOST = 6  # findings on a page
_OF_A_KIND = 2
_LEAST_SHARED = 0.4  # share of a statement's words in every sentence that says it, from where it is the same
_MOST_THERE = 0.3  # share of a statement's words near each other, beyond which a text may say it after all
_FEWEST_WORDS = 5  # content words below which a sentence is too common to be missed
_WINDOW = 40  # words: about two sentences


def what_stands_out(
    report: EventReport, signs: Sequence[SignText], wording: Sequence[Finding] = ()
) -> tuple[Finding, ...]:
    """At most six, of each kind the best before the second best; nothing unsure.

    Kinds: copies, wording, signs that differ for certain, gaps, headlines, who is quoted by one or by all,
    what all say, days, lengths.
    """
    if len({view.account for view in report.articles}) < 2:
        return tuple(_copies(report))[:_MOST]
    titles = {sign.id: sign.title for sign in outlet_signs(signs)}
    kinds = (
        _copies(report),
        wording[:_OF_A_KIND],
        _signs(report, titles),
        _gaps(report),
        headlines(report),
        _voices(report),
        all_say(report),
        all_quote(report),
        days(report),
        lengths(report),
        wording[_OF_A_KIND:],
    )
    ranked = [islice(kind, _OF_A_KIND) for kind in kinds]
    found = [finding for row in zip_longest(*ranked) for finding in row if finding is not None]
    return tuple(found[:_MOST])


def _signs(report: EventReport, titles: Mapping[str, str]) -> Iterator[Finding]:
    """Signs that one outlet shows more often than the others together, for certain; the surest first."""
    for row in sorted(report.apart, key=lambda row: (row.adjusted, row.outlet, row.feature)):
        if row.more and row.feature in titles:
            yield _sign(report, row, titles[row.feature])


def _sign(report: EventReport, row: SignApart, title: str) -> Finding:
    views = [report.articles[number - 1] for number in row.numbers]
    of = {CLASSIFIER.id: "% of sentences", "quotation": "% of words"}
    unit = (
        "% of voices"
        if row.feature.startswith("voice_")
        else of.get(row.feature, " per 100 words of its own")
    )
    text = (
        f"{title}: {_outlet(report, row)} has {row.own.per_100:.1f}{unit}, "
        f"the others together {row.others.per_100:.1f}{'%' if unit.startswith('%') else ''}."
    )
    places = tuple(place for view in views for place in _places(view, row.feature))
    return Finding(text, places, "sign", row.feature, row.numbers)


def _outlet(report: EventReport, row: SignApart) -> str:
    return report.articles[row.numbers[0] - 1].label if len(row.numbers) == 1 else row.outlet


def _places(view: ArticleView, feature: str) -> list[str]:
    if feature == CLASSIFIER.id:
        return [verdict_place(view.number, v.index) for v in view.verdicts if v.label == "biased"]
    if feature.startswith("voice_"):
        return [voice_place(view.number, place) for place in range(len(view.attributions))]
    return [
        evidence_place(view.number, place)
        for place, evidence in enumerate(view.evidence)
        if _counts(evidence, feature)
    ]


def _counts(evidence: Evidence, feature: str) -> bool:
    return evidence.feature == feature and not evidence.quoted and evidence.weight > 0


def _gaps(report: EventReport) -> Iterator[Finding]:
    """What every account but one says, where that one is known not to say it; the surest two."""
    if report.accounts < 3:
        return
    views = {view.article.id: view for view in report.articles}
    found = []
    for statement in report.comparison.statements:
        silent = {views[c.article].account for c in statement.cells if c.state != "said"}
        lacking = [views[c.article] for c in statement.cells if c.state == "not said"]
        if statement.accounts != report.accounts - 1 or not len(lacking) == len(silent) == 1:
            continue
        core = _core(report, statement)
        if core is None or _also_elsewhere(report, statement, lacking[0].article.id):
            continue
        if not _same(report, statement):
            continue
        there = _there(statement.text, lacking[0].article.text)
        if there <= _MOST_THERE:
            marked = _marked(views[core.article], core)
            found.append((marked, there, statement, core, lacking[0]))
    said = set[str]()
    for _, _, statement, core, missing in sorted(found, key=lambda item: item[:2]):
        if statement.text not in said and len(said) < 2:
            said.add(statement.text)
            text = f"Only {missing.label} does not say what {views[core.article].label} puts like this: "
            numbers = (missing.number, *(views[m.article].number for m in statement.mentions))
            shown = as_said(views[core.article], core, 30)
            yield Finding(text, _mentions(report, statement), "gap", statement.id, numbers, shown)


def _same(report: EventReport, statement: Statement) -> bool:
    """True when each sentence that says it holds enough of its words: likeness alone may be of a topic."""
    texts = {view.article.id: view.article.text for view in report.articles}
    own = content(statement.text)
    shares = [len(own & content(m.span.of(texts[m.article]))) for m in statement.mentions]
    return min(shares) >= _LEAST_SHARED * len(own)


def _core(report: EventReport, statement: Statement) -> Mention | None:
    """The sentence that a statement is made of, where it can stand alone: no headline, no "she" in front."""
    texts = {view.article.id: view.article.text for view in report.articles}
    if leans(statement.text) or not tells(statement.text):
        return None
    for mention in statement.mentions:
        if mention.span.of(texts[mention.article]) == statement.text and mention.sentence > 0:
            return mention if balanced(statement.text) else None
    return None


def _also_elsewhere(report: EventReport, statement: Statement, missing: str) -> bool:
    """True when another statement with a sentence of this one is made there, or may be."""
    own = {(mention.article, mention.sentence) for mention in statement.mentions}
    for other in report.comparison.statements:
        if other.id != statement.id and own & {(m.article, m.sentence) for m in other.mentions}:
            state = next((cell.state for cell in other.cells if cell.article == missing), "not said")
            if state in ("said", "cannot tell"):
                return True
    return False


def _there(words_said: str, text: str) -> float:
    """The largest share of a sentence's words that stand close together in a text, in [0, 1].

    A sentence of few words is a poor witness: it counts as there.
    """
    wanted = {stem(word.lower) for word in words(words_said) if word.lower not in STOP}
    if len(wanted) < _FEWEST_WORDS:
        return 1.0
    stems = [stem(word.lower) for word in words(text)]
    hits = [(at, word) for at, word in enumerate(stems) if word in wanted]
    best = 0
    for first, (start, _) in enumerate(hits):
        near = {word for at, word in hits[first : first + 2 * _WINDOW] if at < start + _WINDOW}
        best = max(best, len(near))
    return best / len(wanted)


def _marked(view: ArticleView, mention: Mention) -> int:
    """How many signs stand in the sentence: one outlet's loaded words are not everybody's."""
    return sum(e.weight > 0 and mention.span.contains(e.span) for e in view.evidence)


def _mentions(report: EventReport, statement: Statement) -> tuple[str, ...]:
    number = {view.article.id: view.number for view in report.articles}
    return tuple(sentence_place(number[m.article], m.sentence) for m in statement.mentions)


def _voices(report: EventReport) -> Iterator[Finding]:
    """The named person whom only one account quotes, more than once; no other speaker has the last name."""
    accounts = {view.number: view for view in report.articles}
    for voice in report.voices:
        heard = {accounts[number].account for number, _ in voice.said}
        if (
            len(heard) == 1
            and voice.speaker_type == "named person"
            and len(voice.said) > 1
            and any(in_quotes(report, *said) for said in voice.said)
            and " " in voice.name
            and not _maybe_elsewhere(report, voice, heard)
        ):
            places = tuple(voice_place(number, place) for number, place in voice.said)
            labels = dict.fromkeys(accounts[number].label for number, _ in voice.said)
            first, *copies = labels
            shared = f" (and its near-copy in {', '.join(copies)})" if copies else ""
            numbers = tuple(dict.fromkeys(number for number, _ in voice.said))
            yield Finding(
                ended(f"Only {first}{shared} quotes {voice.name}"), places, "voice", voice.name, numbers
            )
            return


def _maybe_elsewhere(report: EventReport, voice: Voice, heard: set[int]) -> bool:
    """True when another account has a speaker of that last name: one name may be written in two ways."""
    last = voice.name.split()[-1].casefold()
    return any(
        last in f"{said.actor or ''} {' '.join(s.of(view.article.text) for s in said.speaker)}".casefold()
        for view in report.articles
        if view.account not in heard
        for said in view.attributions
    )


def _copies(report: EventReport) -> Iterator[Finding]:
    label = {view.article.id: view.label for view in report.articles}
    for view in report.articles:
        if view.copy is not None:
            yield Finding(
                told(view.copy, view.label, label[view.copy.of]),
                (f"a{view.number}",),
                "copy",
                view.copy.of,
                (view.number,),
            )
