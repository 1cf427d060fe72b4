"""Numbers, wording, keyness and headlines of one event."""

from __future__ import annotations

import pytest

from framing.compare import compare
from framing.compare.headlines import headlines
from framing.compare.keyness import keywords
from framing.compare.numbers import disagreements, values
from framing.compare.quantities import quantities
from framing.compare.variants import acronyms, stem
from framing.compare.wording import differences
from framing.records import Article, Event, Span
from framing.text import Reading, read, words


def reading(name: str, *sentences: str, title: str = "") -> Reading:
    body = "\n".join(sentences)
    text = f"{title}\n\n{body}" if title else body
    return read(Article(name, name, None, "unknown", title, text))


def of(readings: list[Reading], article: str, span: Span) -> str:
    return next(span.of(r.text) for r in readings if r.article.id == article)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("At least 12 people were killed.", [(12, "die", True)]),
        ("a dozen arrests", [(12, "arrest", False)]),
        ("half a dozen boats", [(6, "boat", False)]),
        ("twenty-three protesters", [(23, "protest", False)]),
        ("3.18 billion crowns", [(3.18e9, "crown", False)]),
        ("nearly $5m in fines", [(5e6, "money", True)]),
        ("rose 3.5% to 40 percent", [(3.5, "percent", False), (40, "percent", False)]),
        ("closed three years ago for ten years", [(3, "ago", False), (10, "year", False)]),
        ("on March 12, 2021", [(12, "date", False), (2021, "date", False)]),
        ("the mayor, 52, said one of them", [(52, "age", False)]),
        ("the 45th president in the 1990s", []),
        ("1,200 homes", [(1200, "home", False)]),
        ("2,000 homes were hit in 2011", [(2000, "home", False), (2011, "date", False)]),
        ("about 2000 homes, built about 1950", [(2000, "home", True), (1950, "date", True)]),
        ("1950 people fled", [(1950, "flee", False)]),
        ("on 12 March in 2010 elections", [(12, "date", False), (2010, "date", False)]),
        ("in March 214 people", [(214, "peopl", False)]),
    ],
)
def test_quantities(text: str, found: list[tuple[float, str, bool]]) -> None:
    assert [(q.value, q.units[0], q.vague) for q in quantities(words(text), text)] == found


@pytest.mark.parametrize(
    ("one", "other"),
    [("killed", "died"), ("resignation", "resigned"), ("GOP".lower(), "republicans"), ("mayor's", "mayor")],
)
def test_variants_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_acronyms_are_found_where_they_are_spelled_out() -> None:
    assert acronyms(["The Port Safety Board met; the P.S.B. was late."]) == {
        "psb": ("port", "safety", "board")
    }


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Police arrested 12 looters in Marle.", "In Marle police arrested 45 looters.", "different"),
        ("The ferry had 214 people on board.", "The ferry had more than 200 people on board.", "rounded"),
        ("Police arrested 12 looters in Marle.", "Police arrested a dozen looters in Marle.", None),
        ("37 people were injured.", "Dozens were injured.", "rounded"),
        ("More than 2,000 homes were hit.", "In all 2,314 homes were flooded.", "rounded"),
        ("Some 640 positions will go.", "Nearly 700 jobs will go.", None),
        ("In all 640 positions will go.", "Nearly 700 jobs will go.", "rounded"),
        ("Dozens were injured.", "700 people were injured.", None),
        ("The flood of 2019 hit Marle.", "The flood of 2020 hit Marle.", None),
        ("The mill in Marle shut three years ago.", "The mill in Marle shut for ten years.", None),
        ("The mill in Marle shut three years ago.", "The mill in Marle shut five years ago.", "different"),
        ("The dam cost 51 million crowns.", "The dam cost about 50 million crowns.", "rounded"),
        (
            "Ortwin was paid $5,687 for a speech in Osk.",
            "The brass band in Prenn bought about $5,500 worth of drums.",
            None,
        ),
        ("Taxes rose 3 percent in Marle.", "Taxes in Marle brought 40 million crowns.", None),
    ],
)
def test_numbers_on_which_articles_disagree(one: str, other: str, kind: str | None) -> None:
    readings = [reading("a", one), reading("b", other)]
    found = disagreements(readings, compare(Event("e", "", ("a", "b")), readings))
    assert [d.kind for d in found] == ([kind] if kind else [])
    assert all(set(values(d)) == {"a", "b"} for d in found)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (
            "Masked rioters threw stones at the bank on Grain Square.",
            "Protesters threw stones at the bank on Grain Square.",
            [("label", "rioters", "Protesters")],
        ),
        (
            "The court strikes down the ban on phones in school.",
            "The court slammed the ban on phones in school.",
            [],
        ),
        (
            "Eleven baton rounds were fired on Grain Square.",
            "Police fired eleven baton rounds on Grain Square.",
            [("agent", "Eleven baton rounds were fired", "Police fired")],
        ),
        (
            "“My officers acted with restraint,” she insisted on Sunday.",
            "On Sunday she said: “My officers acted with restraint.”",
            [("reporting verb", "insisted", "said")],
        ),
        (
            "In the end the repair had been put off. It rained.",
            "Nobody was surprised: Strand Line put the repair off both times.",
            [("agent", "the repair had been put off", "Strand Line put")],
        ),
        (
            "A total of 640 positions will be eliminated. It rained.",
            "The owners will put 640 people out of work by May.",
            [("agent", "640 positions will be eliminated", "owners will put")],
        ),
        (
            "The order lets the governor use $36 million from the road fund.",
            "The order lets the governor divert $36 million from the road fund.",
            [("verb", "use", "divert")],
        ),
        ("He likes to use old maps of Marle.", "Some divert old maps of Marle.", []),
        (
            "The decision of the U.S. Supreme Court struck the law.",
            "The decision of the landmark Supreme Court struck the law.",
            [],
        ),
        (
            "Haas wrote on Sunday: “My officers acted with restraint there.”",
            "In her claim that the square was calm, Haas insisted “My officers acted with restraint there.”",
            [("reporting verb", "wrote", "insisted")],
        ),
        (
            "Haas wrote on Sunday: “My officers acted with restraint there.”",
            "Haas insisted all went well that day, then read: “My officers acted with restraint there.”",
            [],
        ),
        ("Critics of “The Old Sea Wall” cheered.", "“The Old Sea Wall” opened, critics claimed.", []),
        ("The sirens were not sounded.", "Workers sounded the sirens.", []),
        ("His bag was searched in class.", "Teachers may not search bags in class.", []),
        ("A bag was searched. A teacher searched the bag.", "The guards searched the bag.", []),
        ("Mr. Stone was charged on Friday.", "The 24-page indictment alleges that Stone lied.", []),
        (
            "The ferry hit the north pier at Kestry.",
            "The ferry struck the north pier at Kestry.",
            [],
        ),
    ],
)
def test_the_same_fact_in_other_words(one: str, other: str, expected: list[tuple[str, str, str]]) -> None:
    readings = [reading("a", one), reading("b", other)]
    found = differences(readings, compare(Event("e", "", ("a", "b")), readings))
    assert [
        (
            d.kind,
            of(readings, d.left.article, d.left.span),
            of(readings, d.right.article, d.right.span),
        )
        for d in found
    ] == expected


def test_key_words_are_the_outlets_own_and_open_their_places() -> None:
    loud = reading(
        "a", *["The thugs ran riot in the square again."] * 40, "“Heroes, heroes, heroes, heroes,” he said."
    )
    calm = reading("b", *["The protesters left the square again."] * 40)
    found = keywords([loud, calm])
    assert {(k.source, k.term) for k in found} >= {("a", "thugs ran"), ("b", "protesters left")}
    assert not any("heroes" in k.term or "square" in k.term.split() for k in found)
    for word in found:
        assert word.low < word.log_odds < word.high
        assert word.q <= 0.05
        assert len(word.spans) == word.count >= 4
        assert {of([loud, calm], name, span).lower() for name, span in word.spans} == {word.term}


def test_one_outlet_alone_has_no_key_words() -> None:
    assert keywords([reading("a", *["The thugs ran riot."] * 9)]) == ()


def test_headlines_side_by_side() -> None:
    readings = [
        reading("a", "The ferry struck the pier at Kestry.", title="Ferry strikes pier at Kestry"),
        reading("b", "The ferry struck the pier.", title="HORROR! Ferry hits “doomed” pier"),
        reading("c", "No headline here."),
    ]
    first, second = headlines(readings)
    assert (first.supported, first.unsupported) == (1.0, ())
    assert second.shouts
    assert not second.asks
    assert {of(readings, "b", span) for span in second.unsupported} == {"HORROR", "hits", "doomed"}
    assert [of(readings, "b", span) for span in second.quoted] == ["“doomed”"]
    assert "Kestry" in {of(readings, "a", span) for span in first.own}
