"""The framing signs, each with what it finds and what it leaves alone."""

from __future__ import annotations

import json
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from pkgutil import iter_modules

import pytest
from hypothesis import given
from hypothesis import strategies as st

import framing.features
from framing.features import measure, signs
from framing.lexicons import load
from framing.records import Article, Evidence, LeftOut, Profile, Span
from framing.text import Reading, read, words


def reading(body: str, title: str = "") -> Reading:
    text = f"{title}\n\n{body}" if title else body
    return read(Article("a", None, None, "unknown", title, text))


def evidence(sign: str, body: str, title: str = "") -> tuple[Evidence, ...]:
    found = measure(reading(body, title)).evidence
    return tuple(e for e in found if e.feature == sign)


def marked(sign: str, body: str, title: str = "") -> list[str]:
    text = reading(body, title).text
    return [e.span.of(text) for e in evidence(sign, body, title)]


def profile(sign: str, body: str, title: str = "") -> Profile:
    return next(p for p in measure(reading(body, title)).profiles if p.feature == sign)


FILES = [info.name for info in iter_modules(framing.features.__path__) if not info.name.startswith("_")]


@pytest.mark.parametrize("name", FILES)
def test_each_file_keeps_the_contract(name: str) -> None:
    module = import_module(f"framing.features.{name}")
    assert isinstance(module.ORDER, int)
    assert module.TITLE
    assert module.MEANING.endswith(".")
    assert len(module.MEANING.split(". ")) == 1
    assert module.UNIT in ("words", "share", "headline")
    sample = reading(
        "Officials said the regime was never “serious”. Critics slammed the brutal plan. Shots were fired.",
        "Is this the worst? No!",
    )
    found = list(module.find(sample))
    assert all(e.feature == name and e.note for e in found)
    assert not any(e.quoted for e in found)  # set for all signs in one place


def test_signs_stand_in_their_declared_order() -> None:
    found = signs()
    assert [(sign.order, sign.id) for sign in found] == sorted((sign.order, sign.id) for sign in found)
    assert sorted(sign.id for sign in found) == sorted(FILES)
    assert len({sign.title for sign in found}) == len(found)


LOADED = [
    ("The brutal regime crushed a mob of fanatics.", ["brutal", "regime", "crushed", "mob", "fanatics"]),
    ("They called it collateral damage.", ["collateral damage"]),
    ("Far-right zealots and the Radical Party met.", ["Far-right", "zealots", "Radical"]),
    ("He had a heart attack after the car crash.", []),
    ("The council approved the budget on Tuesday.", []),
    ("The tax regime and the radical surgery were discussed.", []),
    ("The Dreadful Hour was shown at the Awful Theatre.", []),
    ("It was the Beautiful Game.", []),
]
HEDGES = [
    ("It may rain and perhaps snow.", ["may", "perhaps"]),
    ("In May and on May 5 it rained.", []),
    ("May 5 was dry.", []),
    ("He allegedly appears to have left.", ["allegedly", "appears to"]),
    ("She could not come and appeared in court.", []),
    ("Polls of likely voters are likely wrong.", ["likely"]),
]
BOOSTERS = [
    ("It is clearly and of course extremely bad.", ["clearly", "of course", "extremely"]),
    ("There is no doubt.", ["There is no doubt"]),
    ("Over the course of the year.", []),
    ("That very day she left.", []),
]
ABSOLUTES = [
    ("It never happened and was totally unprecedented.", ["never", "totally", "unprecedented"]),
    ("The worst storm in history", ["worst", "in history"]),
    ("It is the most dangerous road.", ["most dangerous"]),
    ("Most Americans saw the most recent poll every day.", []),
    ("All four came, and not everyone left.", []),
]
REPORTING = [
    ("She said no.", [("said", "neutral", 0.0)]),
    ("He claimed it was late.", [("claimed", "doubting", 1.0)]),
    ("She pointed out a flaw.", [("pointed out", "endorsing", 1.0)]),
    ("Critics slammed the plan.", [("slammed", "emotive", 1.0)]),
    ("He suggested a walk.", [("suggested", "hedged", 1.0)]),
    ("Critics attack the plan.", [("attack", "emotive", 1.0)]),
    ("The minister claims that it works.", [("claims", "doubting", 1.0)]),
    ("The claims of the minister and the attack were old.", []),
    ("The alleged plot failed.", []),
    ("The car slammed into a wall.", []),
    ("No invasion after Trump comments", []),
    ("It ended after Ana Lee claims about the vote.", []),
    ("It ended after Trump claims a win.", [("claims", "doubting", 1.0)]),
    ("Armed men unloaded on police with heavy weaponry.", []),
    ("The senator unloaded on police in a speech.", [("unloaded on", "emotive", 1.0)]),
    ("Militants attacked the base.", []),
    ("The Times Post rose.", []),
    ("She wants to go and thinks so.", []),
    ("He plans to reveal more.", []),
    ("The letter claims that it rained.", [("claims", "doubting", 1.0)]),
    ("It came with a letter that claims the rain was late.", [("claims", "doubting", 1.0)]),
    ("He asked that claims be heard, and the Times report was late.", [("asked", "neutral", 0.0)]),
    ("Nine states agreed, and no harbour states faced that claim or that promise.", []),
    ("The letter states that it rained.", [("states", "neutral", 0.0)]),
    ("The passwords were exposed, and it was revealed that he knew.", [("revealed", "endorsing", 1.0)]),
]
SCARE = [
    ("The so-called “reform” will cost jobs.", ["reform"]),
    ("They met for the so-called “Saucepan March.”", ["Saucepan March"]),
    ("Their 'peace plan' ended in war.", ["peace plan"]),
    ("She said the “reform” was late.", []),
    ("The film “Dark Water” opens.", []),
    ("Joe “Kid” Stone won.", []),
    ("The word “reform” has six letters.", []),
    ("“Yes,” she said.", []),
    ("The plan is “a long and very costly mistake” for all.", []),
    ("According to Mr Lee the “reform” was late.", []),
    ("It cost “40” euros.", []),
]
PASSIVES = [
    ("Shots were fired.", ["were fired"]),
    ("Three men had been badly beaten.", ["had been badly beaten"]),
    ("The case is being investigated.", ["is being investigated"]),
    ("Mistakes were not made.", ["were not made"]),
    ("He got arrested.", ["got arrested"]),
    ("It was built by Friday.", ["was built"]),
    ("It was built by the army.", []),
    ("He was attacked by two men.", []),
    ("Rates were cut by 5 percent.", ["were cut"]),
    ("The town is located in Ohio, and she was born there.", []),
    ("It is expected to rain and is based on facts.", []),
    ("They are interested and were deeply divided.", []),
    ("He is gone and has arrived.", []),
    ("They got married.", []),
    ("There were hundred people; it was indeed red.", []),
]
UNNAMED = [
    ("Officials said it was late.", ["Officials said"]),
    ("Critics say it failed.", ["Critics say"]),
    ("Two senior U.S. officials said so.", ["Two senior U.S. officials said"]),
    ("It was late, according to people familiar with the talks.", ["according to people familiar with"]),
    ("Experts at the university warned of rain.", ["Experts at the university warned"]),
    ("Many believe that it failed.", ["Many believe"]),
    ("He spoke on condition of anonymity.", ["condition of anonymity"]),
    ("“It is late,” said one official.", ["said one official"]),
    ("An aide said no. The aide said more.", ["An aide said", "The aide said"]),
    ("Official Ann Lee said no, and Ann Lee, an official, said more.", []),
    ("The aide said no.", []),
    ("She told officials to go.", []),
    ("Experts such as Ann Lee say no.", []),
    ("Officials were told to wait.", []),
    ("Many states agreed.", []),
]
TABLES = {
    "loaded": LOADED,
    "hedges": HEDGES,
    "boosters": BOOSTERS,
    "absolutes": ABSOLUTES,
    "scare_quotes": SCARE,
    "passives": PASSIVES,
    "unnamed": UNNAMED,
}


@pytest.mark.parametrize(
    ("sign", "body", "expected"), [(sign, *row) for sign, table in TABLES.items() for row in table]
)
def test_a_sign_finds_what_it_should_and_nothing_else(sign: str, body: str, expected: list[str]) -> None:
    assert marked(sign, body) == expected


@pytest.mark.parametrize(("body", "expected"), REPORTING)
def test_reporting_verbs_have_a_stance_and_plain_ones_no_weight(
    body: str, expected: list[tuple[str, str, float]]
) -> None:
    found = evidence("reporting", body)
    assert [(e.span.of(body), e.category, e.weight) for e in found] == expected
    assert profile("reporting", body).own.hits == sum(weight for *_, weight in expected)


@pytest.mark.parametrize(
    ("title", "question", "exclamation"),
    [
        ("Was it a plot?", ["Was it a plot?"], []),
        ("It was a plot!", [], ["It was a plot!"]),
        ("Was it a plot? - The Daily", ["Was it a plot?"], []),
        ("“Was it a plot?” asks mayor", ["Was it a plot?"], []),
        ("It was no plot", [], []),
    ],
)
def test_headlines_that_ask_or_exclaim(title: str, question: list[str], exclamation: list[str]) -> None:
    assert marked("question_headline", "Why? No!", title) == question
    assert marked("exclamation_headline", "Why? No!", title) == exclamation


def test_a_headline_counts_once_and_what_it_quotes_is_kept_apart() -> None:
    own = profile("question_headline", "Rain.", "Was it? Was it?")
    assert (own.own.hits, own.own.words, own.quoted.hits) == (1, 1, 0)
    quoted = profile("question_headline", "Rain.", "“Was it?” asks mayor")
    assert (quoted.own.hits, quoted.quoted.hits, quoted.quoted.words) == (0, 1, 1)
    assert profile("question_headline", "Why?").own.words == 0


def test_words_in_quotation_marks_are_counted_apart() -> None:
    found = profile("loaded", "A brutal day. “It was a brutal farce,” she said.")
    assert (found.own.hits, found.own.words) == (1, 5)
    assert (found.quoted.hits, found.quoted.words) == (2, 5)


def test_the_share_of_quotation_is_of_all_words() -> None:
    body = "She said: “It was late.” He left."
    found = profile("quotation", body)
    assert (found.own.hits, found.own.words, found.own.per_100) == (3, 7, pytest.approx(300 / 7))
    assert marked("quotation", body) == ["It was late."]


def test_marks_around_one_word_are_the_outlets_own() -> None:
    (only,) = evidence("scare_quotes", "The “reform” will cost jobs.")
    assert not only.quoted


def test_what_is_left_out_is_not_counted() -> None:
    text = "A calm day. Horrific deal! A calm night."
    gap = LeftOut(Span(12, 26), "advert")
    found = measure(read(Article("a", None, None, "unknown", "", text, left_out=(gap,))))
    assert not [e for e in found.evidence if e.feature == "loaded"]


def test_an_empty_article_has_no_evidence() -> None:
    found = measure(reading(""))
    assert found.evidence == ()
    assert {(p.own.hits, p.own.words) for p in found.profiles} == {(0, 0)}


PHRASES = st.lists(
    st.sampled_from(
        [
            "Critics slammed the regime’s brutal plan",
            "Shots were fired",
            "“Never,” officials said",
            "the “reform”",
            "She claimed that it may be a witch hunt",
            "the most dangerous mob",
            "clearly",
            "Is it?",
            "\n",
            ".",
            "“",
            "”",
            "'",
            "İstanbul’s",
        ]
    ),
    max_size=14,
)


def check_evidence(article: Article) -> None:
    held = read(article)
    found = measure(held)
    assert found == measure(read(article))
    assert list(found.evidence) == sorted(found.evidence, key=lambda e: e.span)
    for sign in signs():
        spans = [e.span for e in found.evidence if e.feature == sign.id]
        assert not any(a.overlaps(b) for a, b in pairwise(spans))
    own, quoted = held.word_counts()
    for each in found.profiles:
        mine = [e for e in found.evidence if e.feature == each.feature]
        assert each.own.hits + each.quoted.hits == pytest.approx(sum(e.weight for e in mine))
        if each.feature == "loaded":
            assert (each.own.words, each.quoted.words) == (own, quoted)
        if each.feature == "quotation":
            assert each.own.hits == quoted
    for e in found.evidence:
        check_place(held, e)


def check_place(held: Reading, e: Evidence) -> None:
    assert held.text[e.span.start : e.span.end].strip() == held.text[e.span.start : e.span.end]
    sentence = held.sentence_at(e.span.start)
    if e.feature == "quotation":
        return  # a quotation may run over several sentences
    assert sentence is not None
    assert sentence.span.contains(e.span)
    if e.feature in ("loaded", "hedges", "boosters", "reporting"):
        key = tuple(word.lower for word in words(e.span.of(held.text)))
        assert load(e.feature).by_form[key].category == e.category


@given(PHRASES, st.booleans())
def test_evidence_is_where_it_says(parts: list[str], titled: bool) -> None:
    body = " ".join(parts)
    title = "Was it a brutal plot?" if titled else ""
    check_evidence(Article("a", None, None, "unknown", title, f"{title}\n\n{body}" if titled else body))


@pytest.mark.data
def test_evidence_is_where_it_says_in_real_articles(data: Path) -> None:
    lines = (data / "events" / "basil.jsonl").read_text(encoding="utf-8").splitlines()
    for row in map(json.loads, lines[:40]):
        text = f"{row['title']}\n\n{row['text']}"
        check_evidence(Article(row["id"], row["source"], None, "unknown", row["title"], text))
