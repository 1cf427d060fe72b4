"""The plain sentences with which an event's comparison opens."""

from __future__ import annotations

import pytest

from framing.compare import compare
from framing.compare.actors import actors
from framing.compare.findings import CompareFinding, findings
from framing.compare.keyness import keywords
from framing.compare.numbers import disagreements
from framing.compare.wording import differences
from framing.records import Article, Copy, Event
from framing.text import read


def told(*texts: str, copies: tuple[Copy, ...] = ()) -> tuple[tuple[CompareFinding, ...], dict[str, str]]:
    names = "abcdefgh"[: len(texts)]
    by_name = dict(zip(names, texts, strict=True))
    readings = [read(Article(k, k.upper(), None, "unknown", "", text)) for k, text in by_name.items()]
    event = Event("e", "", tuple(names))
    comparison = compare(event, readings, copies=copies)
    found = findings(
        event,
        readings,
        comparison,
        disagreements=disagreements(readings, comparison),
        differences=differences(readings, comparison),
        keywords=keywords(readings),
        actors=actors(readings),
        copies=copies,
    )
    return found, by_name


@pytest.mark.parametrize(
    ("one", "other", "sentence"),
    [
        (
            "The ferry had 214 people on board.",
            "The ferry had about 200 people on board.",
            "One number, given in different ways: A has “214 people on board”; "
            "B has “about 200 people on board”.",
        ),
        (
            "In the evening the sirens were sounded.",
            "At nine the control room sounded the sirens.",
            "A writes “the sirens were sounded” and does not name who did it; "
            "B writes “the control room sounded the sirens”.",
        ),
        (
            "Two dozen officers were indicted.",
            "On Friday the Justice Department indicted officers accused of hacking emails.",
            "A writes “Two dozen officers were indicted” and does not name who did it; "
            "B writes “the Justice Department indicted officers”.",
        ),
        (
            "Masked rioters filled the square.",
            "In the market stood the demonstrators.",
            "B speaks of “demonstrators”; A, of “Masked rioters”.",
        ),
        (
            "“My officers acted with restraint,” she insisted on Sunday.",
            "On Sunday she said: “My officers acted with restraint.”",
            "Around words that both quote, A has the verb “insisted” and B “said”.",
        ),
    ],
)
def test_what_is_told(one: str, other: str, sentence: str) -> None:
    found, texts = told(one, other)
    assert [each.text for each in found] == [sentence]
    for name, span in found[0].places:
        assert span.of(texts[name])


@pytest.mark.parametrize(
    "texts",
    [
        ("The ferry hit the pier.", "The ferry struck the pier."),
        ("The ferry had 214 people on board.",),
        ("It rained in Marle.", "Shares fell in Halmer."),
    ],
)
def test_silent_where_nothing_is_sure(texts: tuple[str, ...]) -> None:
    assert told(*texts)[0] == ()


def test_near_copies_are_not_set_against_each_other() -> None:
    texts = ("The ferry had 214 people on board.", "The ferry had about 200 people on board.")
    assert told(*texts, copies=(Copy("b", "a", 0.9),))[0] == ()


def test_what_one_alone_does_not_say() -> None:
    said = "Inspectors found rusted bolts beneath the northern bridge on Tuesday."
    found, _ = told(said, said.replace("Tuesday", "Tuesday evening"), "The mayor opened a bakery in Marle.")
    assert any(each.text.startswith("No sentence was found in C") for each in found)


def test_at_most_six() -> None:
    one = " ".join(f"The {thing} was repaired. It had 2{n}4 {thing}s." for n, thing in enumerate(_THINGS))
    other = " ".join(f"Workers repaired the {t}. It had about 2{n}0 {t}s." for n, t in enumerate(_THINGS))
    assert 1 <= len(told(one, other)[0]) <= 6


_THINGS = ("bridge", "tower", "tunnel", "harbour", "chapel", "mill")
