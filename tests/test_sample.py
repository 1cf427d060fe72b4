"""The road held to what was planted in the sample corpus (seeds/truth.json).

The truth is what was planted, not all there is: it measures what is found, not what is found besides.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest

from framing import attribution, compare, features, pipeline
from framing.config import Config
from framing.records import Article, Span
from framing.text import read


class Sample:
    """The sample corpus as the road understands it, and the truth about it, under the truth's own keys."""

    def __init__(self, folder: Path) -> None:
        self.truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
        self.corpus = pipeline.load([folder])
        rows = {key for key, value in self.truth["articles"].items() if value["row"] is not None}
        self.articles: dict[str, Article] = {}
        for article in self.corpus.articles:
            file = Path(article.path.split(":")[0]).relative_to(folder).as_posix()
            key = f"{file}#{article.id}"
            self.articles[key if key in rows else file] = article
        self.key_of = {article.id: key for key, article in self.articles.items()}
        self.readings = {key: read(article) for key, article in self.articles.items()}
        self.discovery = pipeline.discover(self.corpus.articles)
        self.attributions = {key: attribution.find(reading) for key, reading in self.readings.items()}
        self.evidence = {key: features.measure(reading).evidence for key, reading in self.readings.items()}

    def spans(self, key: str, passage: str) -> list[Span]:
        """Where a planted passage stands in the text as it was understood."""
        text, found, at = self.articles[key].text, [], 0
        while (at := text.find(passage, at)) >= 0:
            found.append(Span(at, at + len(passage)))
            at += 1
        return found

    def found(self, key: str, passage: str, *signs: str) -> bool:
        """True when one of these signs has evidence that touches the passage."""
        return any(
            evidence.span.overlaps(span)
            for evidence in self.evidence[key]
            for span in self.spans(key, passage)
            if evidence.feature in signs
        )


@pytest.fixture(scope="module")
def sample(seeds: Path) -> Sample:
    return Sample(seeds)


def share(results: dict[object, bool], floor: float) -> None:
    """At least `floor` of the results are true; names those that are not."""
    missed = [key for key, right in results.items() if not right]
    assert len(missed) <= (1 - floor) * len(results), f"{len(missed)} of {len(results)} missed: {missed}"


def test_every_article_is_read_and_nothing_is_set_aside(sample):
    assert set(sample.articles) == set(sample.truth["articles"])
    assert sample.corpus.set_aside == ()


def test_dates_and_outlets_are_right_or_said_to_be_unknown(sample):
    for key, true in sample.truth["articles"].items():
        found = sample.articles[key]
        assert found.source in (true["source"], None), key
        assert found.published is None or found.published.isoformat() == true["date"], key
    share({key: a.published is not None for key, a in sample.articles.items()}, 0.96)
    share({key: a.source is not None for key, a in sample.articles.items()}, 0.95)


def test_the_events_are_those_that_were_planted(sample):
    planted = {frozenset(event["members"]) for event in sample.truth["events"]}
    found = {frozenset(sample.key_of[i] for i in event.articles) for event in sample.discovery.events}
    assert found == planted


def test_taking_an_event_out_changes_no_other(sample):
    every = {event.id: set(event.articles) for event in sample.discovery.events}
    for name, members in every.items():
        rest = [article for article in sample.articles.values() if article.id not in members]
        assert {event.id for event in pipeline.discover(rest).events} == every.keys() - {name}


def test_the_stories_are_those_that_were_planted(sample):
    members = {event["id"]: frozenset(event["members"]) for event in sample.truth["events"]}
    planted = {tuple(members[event] for event in story) for story in sample.truth["stories"]}
    keys = {e.id: frozenset(sample.key_of[i] for i in e.articles) for e in sample.discovery.events}
    assert {tuple(keys[event] for event in story.events) for story in sample.discovery.stories} == planted


def test_the_near_copies_are_found_and_the_rewrite_is_not(sample):
    planted = {
        frozenset((c["article"], c["of"]))
        for c in sample.truth["copies"]
        if c["kind"].startswith("near-copy")
    }
    found = {frozenset((sample.key_of[c.article], sample.key_of[c.of])) for c in sample.discovery.copies}
    assert found == planted


def test_what_is_not_the_article_is_left_out(sample):
    def left_out(key: str, passage: str) -> bool:
        spans = sample.spans(key, passage)
        if not spans:  # the page's text never had it
            return True
        return any(left.span.overlaps(span) for left in sample.articles[key].left_out for span in spans)

    share(
        {(i["article"], i["text"]): left_out(i["article"], i["text"]) for i in sample.truth["left_out"]}, 0.9
    )


@pytest.mark.parametrize(
    ("list_name", "signs", "floor"),
    [
        ("loaded", ("loaded", "absolutes", "boosters", "reporting", "scare_quotes"), 0.8),
        # "about 40 seconds" is a rounded figure: "about" before a number is no hedge here
        ("hedges", ("hedges",), 0.75),
        ("passives", ("passives",), 0.9),
        ("unnamed", ("unnamed",), 0.8),
        # two of seven stand in a sentence that says whose word it is ("what she called an ...")
        ("scare_quotes", ("scare_quotes",), 0.7),
        ("questions_and_exclamations", ("question_headline", "exclamation_headline"), 1.0),
    ],
)
def test_planted_signs_are_found(sample, list_name, signs, floor):
    items = sample.truth[list_name]
    share({(i["article"], i["text"]): sample.found(i["article"], i["text"], *signs) for i in items}, floor)


def test_planted_quotes_are_found_with_their_speaker(sample):
    def overlap(a: Span, b: Span) -> int:
        return max(0, min(a.end, b.end) - max(a.start, b.start))

    contents, speakers = {}, {}
    for item in sample.truth["quotes"]:
        key, name = item["article"], (item["article"], item["content"][:60])
        spans = sample.spans(key, item["content"])
        best = max(
            sample.attributions[key],
            key=lambda found: sum(overlap(c, s) for c in found.content for s in spans[:1]),
        )
        covered = sum(overlap(c, s) for c in best.content for s in spans[:1])
        contents[name] = covered >= 0.5 * len(item["content"])
        if contents[name] and item["actor"]:
            speakers[name] = bool(best.actor) and item["actor"].split()[-1] in str(best.actor)
    share(contents, 0.9)
    share(speakers, 0.85)


def test_planted_omissions_are_not_said_and_the_fact_is_said_elsewhere(sample):
    statements = defaultdict(list)
    for event in sample.discovery.events:
        readings = [sample.readings[sample.key_of[i]] for i in event.articles]
        compared = compare.compare(
            event,
            readings,
            copies=sample.discovery.copies,
            same_statement=Config().same_statement,
        )
        for statement in compared.statements:
            for mention in statement.sentences:
                statements[sample.key_of[mention.article]].append((mention.span, statement))
    shown, silent, together = {}, {}, {}
    for item in sample.truth["omissions"]:
        said = {
            place["article"]: [
                statement
                for span, statement in statements[place["article"]]
                if any(span.overlaps(s) for s in sample.spans(place["article"], place["text"]))
            ]
            for place in item["said_by"]
        }
        for missing in item["missing_from"]:
            states = [
                cell.state
                for found in said.values()
                for statement in found
                for cell in statement.cells
                if sample.key_of[cell.article] == missing
            ]
            shown[item["fact"], missing] = any(state != "said" for state in states)
            silent[item["fact"], missing] = "said" not in states
        if len(said) > 1:
            ids = [statement.id for found in said.values() for statement in {s.id: s for s in found}.values()]
            together[item["fact"]] = len(ids) > len(set(ids))
    # A sentence with two facts stands in a statement of each, and who tells the one may leave out the other.
    share(shown, 0.95)
    share(silent, 0.75)
    share(together, 0.7)


def test_shared_quotations_of_eight_words_are_aligned(sample):
    aligned = {}
    for event in sample.discovery.events:
        keys = {sample.key_of[i] for i in event.articles}
        readings = [sample.readings[sample.key_of[i]] for i in event.articles]
        compared = compare.compare(event, readings, same_statement=Config().same_statement)
        pairs = {
            frozenset(((o.left, p.left), (o.right, p.right))) for o in compared.overlaps for p in o.pairs
        }
        for item in sample.truth["shared_quotes"]:
            if len(item["text"].split()) < 8 or not set(item["verbatim"]) <= keys:
                continue
            places = [
                {
                    (sample.articles[key].id, sentence.index)
                    for sentence in sample.readings[key].sentences
                    if any(sentence.span.overlaps(span) for span in sample.spans(key, item["text"]))
                }
                for key in item["verbatim"]
            ]
            first, rest = places[0], places[1:]
            aligned[item["text"][:50]] = all(
                any(frozenset((a, b)) in pairs for a in first for b in other) for other in rest
            )
    share(aligned, 0.99)
