"""One utterance in several articles: what is the same, what was cut, and what nobody can tell."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing import attribution
from framing.compare import compare
from framing.compare.tellings import compared
from framing.compare.utterances import utterances
from framing.compare.voices import actor_keys, actor_name, is_voice, whole_names
from framing.records import Article, Attribution, Copy, Event, SpeakerType, Utterance
from framing.text import Reading, read, words

SPEECH = "“We came with pushchairs and saucepans, and we were met with water cannon,” Ana Lee said on Friday."


def readings(*texts: str) -> list[Reading]:
    return [read(Article(chr(97 + at), f"Outlet {at}", None, "unknown", "", t)) for at, t in enumerate(texts)]


def found(*texts: str, copies: tuple[Copy, ...] = (), order: tuple[int, ...] = ()) -> tuple[Utterance, ...]:
    rs = readings(*texts)
    rs = [rs[at] for at in order] if order else rs
    given = {r.article.id: attribution.find(r) for r in rs}
    event = Event("e", "", tuple(sorted(given)))
    return utterances(rs, given, compare(event, rs, copies=copies), copies)


@pytest.mark.parametrize(
    ("other", "kind", "cut", "added"),
    [
        (SPEECH.replace("on Friday", "at the gate"), "verbatim", [], []),
        (
            "Ana Lee complained that they were “met with water cannon” on Friday.",
            "cropped",
            ["We came with pushchairs and saucepans, and we were"],
            [],
        ),
        (
            "“We came with buggies and saucepans, and we were met with water cannon,” said Ana Lee.",
            "reworded",
            ["pushchairs"],
            ["buggies"],
        ),
        (
            "“We came with pushchairs … and we were met with water cannon,” said Ana Lee.",
            "cropped",
            ["and saucepans"],
            [],
        ),
        (
            "Ana Lee said that people had come with pushchairs and saucepans and were met with water cannon.",
            "paraphrased",
            [],
            [],
        ),
    ],
)
def test_what_another_outlet_makes_of_it(other: str, kind: str, cut: list[str], added: list[str]) -> None:
    texts = {"a": SPEECH, "b": other}
    (one,) = found(SPEECH, other)
    fullest, telling = one.tellings
    assert (one.actor, one.accounts, fullest.article, telling.kind) == ("Ana Lee", 2, "a", kind)
    of, own = texts[fullest.article], texts[telling.article]
    assert [p.of.of(of) for p in telling.pieces if p.kind == "cut" and p.of] == cut
    assert [p.own.of(own) for p in telling.pieces if p.kind == "added" and p.own] == added
    assert all(piece.own is None or piece.own.of(own) in own for piece in telling.pieces)


@pytest.mark.parametrize(
    ("full", "other", "kind"),
    [
        ("“We will not pay for the wall,” Ana Lee said.", "“[W]e will not pay,” Ana Lee said.", "cropped"),
        (
            "“The state have lost its mind over the dam,” Ana Lee said.",
            "“The state have [sic] lost its mind over the dam,” Ana Lee said.",
            "verbatim",
        ),
        (
            "“It was a reckless plan, and the people of Halm paid for a shameful bargain,” Ana Lee said.",
            "Ana Lee spoke of “a shameful bargain” and “a reckless plan”.",
            "cropped",
        ),
    ],
)
def test_what_editors_do_to_a_quotation(full: str, other: str, kind: str) -> None:
    (one,) = found(full, other)
    assert [telling.kind for telling in one.tellings] == ["fullest", kind]


TRANSLATED = (
    "“We will defend our water and our land, and no foreign company will take the river from us,” "
    "President Ana Ruiz said on Monday.",
    "“Nobody may build on the graves of our fathers, and the government must stop the bulldozers,” "
    "Chief Tom Birk said in the village.",
    "“The minister lied to parliament about the prison, and he should resign today,” Ana Ruiz told us.",
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            TRANSLATED[0],
            "“We are going to protect our land and water; no company from abroad will have our river,” "
            "President Ana Ruiz said.",
        ),
        (
            TRANSLATED[0],
            "“Our land and our water will be defended. No foreign firm is going to take our river,” "
            "said Ana Ruiz.",
        ),
        (
            TRANSLATED[1],
            "“Our fathers’ graves are no building site; bulldozers must be stopped by the government,” "
            "Tom Birk told villagers.",
        ),
        (
            TRANSLATED[2],
            "“About the prison, parliament was lied to by the minister. He has to resign, and today,” "
            "said Ana Ruiz.",
        ),
    ],
)
def test_a_translation_is_the_same_utterance(one: str, other: str) -> None:
    (utterance,) = found(one, other)
    assert {telling.kind for telling in utterance.tellings[1:]} <= {"other words", "reworded", "cannot tell"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (TRANSLATED[0], "“The company has never shown us its plans for the river,” President Ana Ruiz said."),
        (TRANSLATED[0], "“The land is dry and the water is dirty,” Ana Ruiz said on a visit to the river."),
        (TRANSLATED[1], "“The government has sent nobody to the village,” Tom Birk said."),
        (TRANSLATED[2], "“Parliament must see the minister’s letters about the prison,” Ana Ruiz said."),
        (TRANSLATED[0], TRANSLATED[2]),
    ],
)
def test_another_quotation_on_the_same_subject_is_never_claimed_to_be_the_same(one: str, other: str) -> None:
    told = [telling.kind for utterance in found(one, other) for telling in utterance.tellings[1:]]
    assert set(told) <= {"cannot tell"}


@pytest.mark.parametrize(
    "other",
    [
        "“I have been a nurse for thirty years and I have never seen this,” Ana Lee said.",
        "“The water was cold,” Ana Lee said on Friday.",
        "Tom Birk said the marchers had come with pushchairs and saucepans.",
        "The marchers came with pushchairs and saucepans.",
    ],
)
def test_another_quotation_is_another_utterance(other: str) -> None:
    assert found(SPEECH, other) == ()


def test_near_copies_are_one_account() -> None:
    assert found(SPEECH, SPEECH, copies=(Copy("b", "a", 1.0),)) == ()
    (one,) = found(SPEECH, SPEECH, SPEECH, copies=(Copy("b", "a", 1.0),))
    assert (one.accounts, len(one.tellings)) == (2, 3)


def test_what_is_unsure_is_said_and_not_counted() -> None:
    quoted = (
        "“You have balanced the books on the backs of people who have nothing left to give,” Ana Lee said."
    )
    (one,) = found(quoted, "Ana Lee said that the books had been balanced at the expense of the poorest.")
    assert one.tellings[1].kind == "cannot tell"
    assert one.accounts == 1
    assert "books" in one.tellings[1].note


def test_words_of_nobody_are_found_where_they_are_quoted() -> None:
    (one,) = found(SPEECH, "A banner read: “we were met with water cannon and saucepans, and we were met”.")
    assert {telling.article for telling in one.tellings} == {"a", "b"}


def test_the_order_of_articles_changes_nothing() -> None:
    texts = (SPEECH, "Ana Lee said they were “met with water cannon”.", SPEECH.replace("on Friday", "later"))
    made = {found(*texts, order=order) for order in permutations(range(3))}
    assert len(made) == 1


@given(st.lists(st.sampled_from("we will not go there today or ever my friends".split()), max_size=12))
def test_a_diff_tells_every_word_once(some: list[str]) -> None:
    left, right = "We will not go there today.", " ".join(some)
    kind, pieces = compared(words(left), words(right), left, right)
    for side, kinds in (("of", ("same", "cut")), ("own", ("same", "added"))):
        text = left if side == "of" else right
        spans = [getattr(piece, side) for piece in pieces if piece.kind in kinds]
        told = [word.lower for span in sorted(spans) for word in words(text, span)]
        assert told == [word.lower for word in words(text)]
    assert (kind == "verbatim") == ([w.lower for w in words(left)] == [w.lower for w in words(right)])


@pytest.mark.parametrize(
    ("names", "one"),
    [
        (("Andrés Manuel López Obrador", "López Obrador", "Mr. Obrador", "AMLO"), True),
        (("James B. Comey", "James Comey", "Comey"), True),
        (("Jim Mattis", "James Mattis", "Mattis"), True),
        (("Mike B. Tolan", "Michael B. Tolan"), True),
        (("Rudy Tolan", "Rudolph W. Tolan"), True),
        (("Thomas M. Tolan III", "Tolan"), True),
        (("Robert S. Tolan III", "Robert Tolan", "Tolan"), True),
        (("Odo Tolan Jr.", "Odo Tolan"), False),
        (("Jim Tolan", "Jim Mattis"), False),
        (("Mira Tolan", "Odo Tolan"), False),
        (("Friends of Mira Tolan", "Mira Tolan"), False),
    ],
)
def test_one_actor_under_several_names(names: tuple[str, ...], one: bool) -> None:
    assert (len(set(whole_names(names).values())) == 1) == one


def test_names_that_one_article_keeps_apart_are_two_actors() -> None:
    names = ("Mira Tolan", "Tolan")
    assert whole_names(names)["tolan"] == "mira tolan"
    assert "tolan" not in whole_names(names, apart=[names])
    kin = ("Odo Tolan", "Odo Tolan Jr", "Tolan")
    assert whole_names(kin)["tolan"] == "odo tolan"


def test_a_short_first_name_is_the_same_person_even_in_one_article() -> None:
    names = ("Jim Tolan", "James Tolan")
    assert whole_names(names, apart=[names])["jim tolan"] == "james tolan"


def test_who_is_nobody_in_particular_is_no_actor() -> None:
    kinds: list[SpeakerType] = ["unnamed other", "named person", "named person"]
    given = [Attribution((), (), (), "direct", kind, name) for kind, name in zip(kinds, "XXY", strict=True)]
    assert actor_keys({"a": ""}, {"a": given}) == {"a": ("", "x", "y")}


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        ("Ana Lee was accused of hiding the letter.", []),
        ("Ana Lee is expected to say that the dam is safe.", []),
        ("The council would probably need to close the dam.", []),
        ("The council did not respond to a request for comment.", []),
        ("The council is opposed to a new dam.", ["council"]),
        ("Ana Lee did not say whether the dam was safe.", []),
        ("Ana Lee was quoted as saying that “the dam is safe”.", ["Ana Lee"]),
    ],
)
def test_who_is_only_spoken_of_is_no_voice(text: str, voices: list[str]) -> None:
    article = Article("a", "A", None, "unknown", "", f"It rained in Halmer. {text}")
    said = [item for item in attribution.find(read(article)) if is_voice(article, item)]
    assert [actor_name(article.text, item) for item in said if item.speaker] == voices
