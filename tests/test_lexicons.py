"""The word lists and the inflection of their entries."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

import framing.lexicons
from framing.errors import FramingError
from framing.lexicons import Lexicon, load, parse
from framing.lexicons.inflection import forms
from framing.text import words

NAMES = ("absolutes", "adjectival", "boosters", "hedges", "loaded", "reporting", "unnamed")
STANCES = {"neutral", "doubting", "endorsing", "emotive", "hedged"}


def found(lexicon: Lexicon, text: str) -> list[str]:
    return [span.of(text) for span, _ in lexicon.find(words(text))]


@pytest.mark.parametrize(
    ("entry", "pos", "expected"),
    [
        ("slam", "v", "slam slams slammed slamming"),
        ("claim", "v", "claim claims claimed claiming"),
        ("reveal", "v", "reveal reveals revealed revealing"),
        ("deny", "v", "deny denies denied denying"),
        ("vie", "v", "vie vies vied vying"),
        ("panic", "v", "panic panics panicked panicking"),
        ("suit", "v", "suit suits suited suiting"),
        ("quip", "v", "quip quips quipped quipping"),
        ("rebut", "v", "rebut rebuts rebutted rebutting"),
        ("admit", "v", "admit admits admitted admitting"),
        ("label", "v", "label labels labeled labelled labeling labelling"),
        ("veto", "v", "veto vetoes vetoed vetoing"),
        ("decree", "v", "decree decrees decreed decreeing"),
        ("singe", "v", "singe singes singed singeing"),
        ("say", "v", "say says said saying"),
        ("write", "v", "write writes wrote written writing"),
        ("mob", "n", "mob mobs"),
        ("crony", "n", "crony cronies"),
        ("oligarch", "n", "oligarch oligarchs"),
        ("witch", "n", "witch witches"),
        ("strongman", "n", "strongman strongmen"),
        ("crisis", "n", "crisis crises"),
        ("hero", "n", "hero heroes"),
        ("ego", "n", "ego egos"),
        ("thief", "n", "thief thieves"),
        ("bleak", "a", "bleak bleaker bleakest"),
        ("grim", "a", "grim grimmer grimmest"),
        ("ugly", "a", "ugly uglier ugliest"),
        ("brave", "a", "brave braver bravest"),
        ("brutal", "a", "brutal"),
        ("far-right", "a", "far-right"),
        ("never", "x", "never"),
        ("sadly", "r", "sadly"),
    ],
)
def test_an_entry_is_looked_for_in_all_its_forms(entry: str, pos: str, expected: str) -> None:
    assert " ".join(forms(entry, pos)) == expected


@pytest.mark.parametrize(
    ("entry", "pos", "form"),
    [
        ("point out", "v", "pointed out"),
        ("witch hunt", "n", "witch hunts"),
        ("slap in the face", "n", "slaps in the face"),
        ("house of cards", "n", "houses of cards"),
    ],
)
def test_a_phrase_inflects_the_word_that_carries_it(entry: str, pos: str, form: str) -> None:
    assert form in forms(entry, pos)


@pytest.mark.parametrize("name", NAMES)
def test_a_list_says_where_its_ideas_come_from(name: str) -> None:
    text = files(framing.lexicons).joinpath("en", f"{name}.tsv").read_text(encoding="utf-8")
    heading = [line for line in text.splitlines() if line.startswith("#")]
    spelled_out = {match[1] for line in heading if (match := re.match(r"#   (\S+) {2,}\S", line))}
    lexicon = load(name)
    assert lexicon.title
    assert {entry.source for entry in lexicon.entries} <= spelled_out
    assert all(entry.entry == entry.entry.lower() for entry in lexicon.entries)


@pytest.mark.parametrize("name", ["loaded", "reporting"])
def test_an_entry_that_is_ruled_out_somewhere_says_in_which_sense_it_counts(name: str) -> None:
    guarded = [e for e in load(name).entries if e.unless or e.not_after or e.not_before]
    assert [e.entry for e in guarded if not e.sense] == []


def test_every_reporting_verb_has_a_stance() -> None:
    lexicon = load("reporting")
    assert {entry.category for entry in lexicon.entries} == STANCES
    assert sum(entry.source != "thought" for entry in lexicon.entries) >= 180
    stance = {entry.entry: entry.category for entry in lexicon.entries}
    expected = {
        "say": "neutral",
        "claim": "doubting",
        "allege": "doubting",
        "reveal": "endorsing",
        "point out": "endorsing",
        "slam": "emotive",
        "blast": "emotive",
        "suggest": "hedged",
    }
    assert {verb: stance[verb] for verb in expected} == expected


@pytest.mark.parametrize(
    ("name", "least"), [("loaded", 500), ("hedges", 80), ("boosters", 80), ("absolutes", 60)]
)
def test_the_lists_are_substantial(name: str, least: int) -> None:
    assert len(load(name).entries) >= least


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The regime’s army fled.", ["regime"]),
        ("A radical plan", ["radical"]),
        ("She had radical surgery.", []),
        ("They met in a toxic mood.", ["toxic"]),
        ("The toxic waste leaked.", []),
        ("A witch hunt, he said.", ["witch hunt"]),
        ("The tax regime is simple.", []),
    ],
)
def test_only_the_sense_that_counts_is_found(text: str, expected: list[str]) -> None:
    assert found(load("loaded"), text) == expected


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("slam\temotive", "2 columns"),
        ("slam\temotive\tq\town", "part of speech"),
        ("slam\temotive\tv\town\nslam\temotive\tv\town", "stands twice"),
        ("slam\temotive\tv\town\t\tfar away", "rules nothing out"),
        ("slam\temotive\tv\town\t\t_", "rules nothing out"),
    ],
)
def test_a_broken_line_is_named(line: str, message: str) -> None:
    with pytest.raises(FramingError, match=message) as caught:
        parse(line, name="demo")
    assert "demo.tsv line" in str(caught.value)
    assert caught.value.hint


def test_the_longest_entry_wins() -> None:
    lexicon = parse("far\ta\tx\town\nfar right\tb\tx\town\nright wing\tc\tx\town", name="demo")
    assert found(lexicon, "the far right wing") == ["far right"]
    assert found(lexicon, "the far left") == ["far"]


@given(st.lists(st.sampled_from("the mob’s regime slammed point pointed out witch hunt Never – a.".split())))
def test_what_is_found_is_an_entry_in_order_of_place(parts: list[str]) -> None:
    text = " ".join(parts)
    for name in NAMES:
        lexicon = load(name)
        end = 0
        for span, entry in lexicon.find(words(text)):
            assert span.start >= end
            end = span.end
            key = tuple(word.lower for word in words(span.of(text)))
            assert lexicon.by_form[key] == entry
