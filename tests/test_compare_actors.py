"""Actors of an event: how they are named, described, and placed in the clause."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing import attribution, corpus
from framing.compare.actors import Actor, actors
from framing.records import Article
from framing.text import Reading, read


def reading(name: str, text: str) -> Reading:
    return read(Article(name, name, None, "unknown", "", text))


def people(*texts: str) -> tuple[Actor, ...]:
    readings = [reading(name, text) for name, text in zip("abcd", texts, strict=False)]
    return actors(readings, {each.article.id: attribution.voices(each).named for each in readings})


def actor(found: tuple[Actor, ...], key: str) -> Actor:
    return next(each for each in found if each.key == key)


@pytest.mark.parametrize(
    ("text", "agent", "object_"),
    [
        ("Police arrested nine protesters on Grain Square.", 0, 1),
        ("Nine protesters were arrested on Grain Square.", 0, 1),
        ("The protesters smashed two windows.", 1, 0),
        ("Two windows were smashed by protesters.", 1, 0),
        ("The protesters said that they would come back.", 1, 0),
        ("“We were there,” said protesters.", 1, 0),
        ("There were clashes with protesters.", 0, 0),
        ("Protesters arrested on Sunday went home.", 0, 0),
        ("“The protesters smashed it,” he said.", 0, 0),
    ],
)
def test_who_acts_and_who_is_acted_upon(text: str, agent: int, object_: int) -> None:
    found = actor(actors([reading("a", text), reading("b", "Some protesters came.")]), "protesters")
    first = found.by[0]
    assert (first.agent, first.object) == (agent, object_)
    assert 0.0 <= first.low <= first.high <= 1.0


@pytest.mark.parametrize(
    ("text", "phrase", "marked"),
    [
        ("Masked rioters ran away.", "Masked rioters", True),
        ("They were peaceful demonstrators.", "peaceful demonstrators", False),
        ("Police arrested protesters.", "protesters", False),
        ("It was held by the Tenants' Union and demonstrators.", "demonstrators", False),
    ],
)
def test_what_a_group_is_called(text: str, phrase: str, marked: bool) -> None:
    other = reading("b", "Many protesters came, and protesters left.")
    (naming,) = actor(actors([reading("a", text), other]), "protesters").by[0].namings
    assert (naming.span.of(text), naming.marked) == (phrase, marked)


def test_a_person_is_one_person_under_every_name() -> None:
    texts = (
        "Police chief Anton Krell, 52, praised them. Mr Krell said more.",
        "Anton Krell, who leads the force, spoke.",
    )
    found = actor(people(*texts), "Anton Krell")
    assert found.kind == "person"
    assert [n.span.of(texts[0]) for n in found.by[0].namings] == ["Police chief Anton Krell", "Mr Krell"]
    described = found.by[1].namings[0].described
    assert described is not None
    assert described.of(texts[1]) == "who leads the force"


@pytest.mark.parametrize(
    ("texts", "key", "phrases"),
    [
        (  # a last name of two words, with and without its accents
            (
                "President Andrés Ibarra Lozano spoke on Monday. Ibarra Lozano said he would not go.",
                "Andres Ibarra Lozano, the president, refused. Mr. Ibarra Lozano said more.",
            ),
            "Andrés Ibarra Lozano",
            [
                ["President Andrés Ibarra Lozano", "Ibarra Lozano"],
                ["Andres Ibarra Lozano", "Mr. Ibarra Lozano"],
            ],
        ),
        (  # a middle initial that one article leaves out
            ("Donald J. Perrin said no. Mr. Perrin left.", "Donald Perrin said no."),
            "Donald Perrin",
            [["Donald J. Perrin", "Mr. Perrin"], ["Donald Perrin"]],
        ),
        (  # a long title is whole, and a noun before a clause without "that" is no part of the name
            (
                "Today Health and Human Services Secretary Anna Holt said no. The plan Holt made will go. "
                "Echoing Holt, he left.",
                "On Tuesday White House Chief Strategist Anna Holt said no. The angry Holt left.",
            ),
            "Anna Holt",
            [
                ["Health and Human Services Secretary Anna Holt", "Holt", "Holt"],
                ["White House Chief Strategist Anna Holt", "angry Holt"],
            ],
        ),
        (  # nothing stands before "Mr.", and "no surprise" is no name for her
            (
                "Anna Holt lives in Marle, N.Y. Mr. Perrin spoke. It is no surprise Anna Holt would go.",
                "Anna Holt said no. Mr. Perrin said no.",
            ),
            "Anna Holt",
            [["Anna Holt", "Anna Holt"], ["Anna Holt"]],
        ),
        (
            ("Donald Perrin said no. That is a word Mr. Perrin likes.", "Donald Perrin said no."),
            "Donald Perrin",
            [["Donald Perrin", "Mr. Perrin"], ["Donald Perrin"]],
        ),
        (
            ("Donald Perrin said no. Former Perrin lawyer Odo Weir left.", "Donald Perrin said no."),
            "Donald Perrin",
            [["Donald Perrin", "Perrin"], ["Donald Perrin"]],
        ),
        (  # who only describes an aide is named without what describes the aide
            ("Anna Holt said no. The cautious Holt aide left.", "Anna Holt said no."),
            "Anna Holt",
            [["Anna Holt", "Holt"], ["Anna Holt"]],
        ),
    ],
)
def test_what_a_person_is_called(texts: tuple[str, ...], key: str, phrases: list[list[str]]) -> None:
    found = actor(people(*texts), key)
    named = [[n.span.of(text) for n in each.namings] for each, text in zip(found.by, texts, strict=True)]
    assert (found.kind, named) == ("person", phrases)


@pytest.mark.parametrize(
    ("text", "described"),
    [
        ("Anna Holt, a former judge, said no.", ["a former judge"]),
        (
            "Anna Holt, whose office spent 2.3 million crowns on it, said no.",
            ["whose office spent 2.3 million crowns on it"],
        ),
        ("The dean joined Anna Holt, a White House aide confirmed.", []),
        ("The fixer for Mrs. Anna Holt, who left on Monday, said no.", []),
        ("Anna Holt, a lawyer for Mr. Perrin, said no.", ["a lawyer for Mr. Perrin"]),
        (
            "Anna Holt, who rose at the F.B.I. to be its head, said no.",
            ["who rose at the F.B.I. to be its head"],
        ),
        ("It gave the head, Anna Holt, a chance to say no, and she did.", []),
    ],
)
def test_what_stands_behind_a_name_describes_it_or_says_who_says_so(text: str, described: list[str]) -> None:
    found = actor(people(text, "Anna Holt said no."), "Anna Holt")
    assert [n.described.of(text) for n in found.by[0].namings if n.described] == described


def test_a_bare_word_without_a_title_is_nobody() -> None:
    found = people("Vellmar said that it would pay.", "Vellmar said nothing.")
    assert [each for each in found if each.kind == "person"] == []


def test_what_one_article_alone_names_is_not_compared() -> None:
    assert actors([reading("a", "Rioters ran away."), reading("b", "It rained.")]) == ()


@given(st.permutations(["Police arrested rioters.", "Officers met protesters.", "A mob ran past cops."]))
def test_the_order_of_the_articles_does_not_matter(texts: list[str]) -> None:
    readings = [reading(text[:3], text) for text in texts]
    assert actors(readings) == actors(sorted(readings, key=lambda each: each.article.id))


def test_the_sample_s_relabelled_groups_are_found(seeds) -> None:
    """At least ten of eleven: two or more of the articles' words for the group stand in one actor."""
    truth = json.loads((seeds / "truth.json").read_text(encoding="utf-8"))
    by_path = {a.path.split(":")[0]: a for a in corpus.load([seeds]).articles}
    by_id = {a.id: a for a in by_path.values()} | {a.id: a for a in corpus.load([seeds]).articles}

    def article(key: str) -> Article:
        file, _, row = key.partition("#")
        return by_id[row] if row else by_path[str(seeds / file)]

    events = {e["id"]: [read(article(key)) for key in e["members"]] for e in truth["events"]}
    found = 0
    for row in truth["labels"]:
        wanted = {article(key).id: text for key, text in row["by"].items()}
        texts = {r.article.id: r.text for r in events[row["event"]]}
        heads = [
            {b.article for b in each.by for n in b.namings if _inside(texts, wanted, b.article, n.head.start)}
            for each in actors(events[row["event"]])
        ]
        found += any(len(names) >= 2 for names in heads)
    assert found >= 10


def _inside(texts: dict[str, str], wanted: dict[str, str], name: str, start: int) -> bool:
    at = texts[name].find(wanted[name]) if name in wanted else -1
    return 0 <= at <= start < at + len(wanted.get(name, ""))
