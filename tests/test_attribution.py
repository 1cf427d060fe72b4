"""Who says what: found, linked, resolved and scored."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing import attribution
from framing.attribution.link import link, segments
from framing.attribution.names import PERSON, PLACE, names
from framing.attribution.speakers import actors, speaker
from framing.attribution.tokens import tokens
from framing.errors import FramingError
from framing.records import Article, Attribution, Span
from framing.text import Reading, read


def reading(text: str, title: str = "") -> Reading:
    whole = f"{title}\n\n{text}" if title else text
    return read(Article("a", None, None, "unknown", title, whole))


def found(text: str, title: str = "") -> tuple[tuple[str, Attribution], ...]:
    whole = reading(text, title)
    return tuple((whole.text, one) for one in attribution.find(whole))


def words(text: str, one: Attribution) -> tuple[str, str, str]:
    return (
        " | ".join(part.of(text) for part in one.speaker),
        " | ".join(part.of(text) for part in one.cue),
        " | ".join(part.of(text) for part in one.content),
    )


@pytest.mark.parametrize(
    ("text", "speaker", "cue", "content", "kind"),
    [
        (
            "“The dam will hold,” Mayor Ana Lee said.",
            "Mayor Ana Lee",
            "said",
            "“The dam will hold,”",
            "direct",
        ),
        ('"We are ready," she said.', "she", "said", '"We are ready,"', "direct"),
        (
            "The minister said that taxes would rise next year.",
            "The minister",
            "said",
            "that taxes would rise next year",
            "indirect",
        ),
        (
            "According to police, the man fled on foot.",
            "police",
            "According to",
            "the man fled on foot",
            "indirect",
        ),
        (
            "The bridge is unsafe, according to the report.",
            "the report",
            "according to",
            "The bridge is unsafe",
            "indirect",
        ),
        (
            "Smith said the plan was “a disaster” for farmers.",
            "Smith",
            "said",
            "the plan was “a disaster” for farmers",
            "mixed",
        ),
        (
            "“I will stay,” Brown said, “and I will fight for every vote.”",
            "Brown",
            "said",
            "“I will stay,” | “and I will fight for every vote.”",
            "direct",
        ),
    ],
)
def test_forms_of_speech(text: str, speaker: str, cue: str, content: str, kind: str) -> None:
    ((whole, one),) = found(text)
    assert words(whole, one) == (speaker, cue, content)
    assert one.kind == kind


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("According to two officials, Lee said the dam was safe.", ["two officials"]),
        ("As the Halm Courier first reported, the mayor sold the land in May.", ["the Halm Courier"]),
        ("The law was hailed by farmers, who said it would help them.", ["who"]),
        ("It rained. He has been called a hero.", [""]),
        ("The plan appears to have failed, Ana Lee said.", ["Ana Lee"]),
        (
            "Tom Birk, 54, a farmer who lost his barn, said the state had done nothing.",
            ["Tom Birk, 54, a farmer who lost his barn,"],
        ),
        ("“I am done,” Lee said. Then Birk stood up. “So am I,” he said.", ["Lee", "he"]),
        ("The board is also focused on building new homes.", ["The board"]),
        (
            "(CNN) Massachusetts Sen. Ana Lee took a step toward a run on Monday, announcing that she is "
            "forming a committee.",
            ["Massachusetts Sen. Ana Lee"],
        ),
    ],
)
def test_who_speaks_is_chosen_among_those_named(text: str, speakers: list[str]) -> None:
    assert [words(whole, one)[0] for whole, one in found(text)][-len(speakers) :] == speakers


def test_a_quotation_left_open_is_of_the_one_who_goes_on_with_it() -> None:
    ((whole, one),) = found("“The law is clear. It says so.\n\n“We will follow it,” Ana Lee said.")
    assert words(whole, one) == ("Ana Lee", "said", "“The law is clear. It says so. | “We will follow it,”")


def test_what_a_headline_says_ends_with_it() -> None:
    whole, one = found("The budget passed.", "Critics say budget hurts poor")[0]
    assert words(whole, one) == ("Critics", "say", "budget hurts poor")


def test_a_quotation_that_goes_on_belongs_to_its_speaker() -> None:
    text = "“We have lost everything,” Maria Stone said. “The water came at night.”"
    ((whole, one),) = found(text)
    assert [part.of(whole) for part in one.content] == [
        "“We have lost everything,”",
        "“The water came at night.”",
    ]


def test_a_quotation_within_a_sentence_is_not_of_the_one_before() -> None:
    text = "“We will fight,” Ana Lee said. When Tom Birk wrapped up — “I will win!” — the balloons fell."
    contents = [[part.of(whole) for part in one.content] for whole, one in found(text)]
    assert ["“We will fight,”"] in contents
    assert ["“I will win!”"] in contents


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        (
            "Ana Lee said the dam was safe. “It will hold,” she said. Mr. Brown said he disagreed. "
            "“It leaks,” Lee said.",
            ["Ana Lee", "Ana Lee", "Brown", "Ana Lee"],
        ),
        (
            "President Andrés Manuel López Obrador said no troops would come. "
            "“Never,” López Obrador said. “It is our land,” the president said. "
            "AMLO said he would not yield.",
            ["Andrés Manuel López Obrador"] * 4,
        ),
        (
            "President Brown said the dam was safe. His wife, Maria Brown, said she was afraid. "
            "“It will hold,” Mr. Brown said.",
            ["Brown", "Maria Brown", "Brown"],
        ),
        (
            "HALMER — Ana Lee said on Friday that the dam was safe. “It will hold,” she said on Monday.",
            ["Ana Lee", "Ana Lee"],
        ),
        (
            "Maria Brown said she was afraid. “It will not hold,” Ms. Brown said.",
            ["Maria Brown", "Maria Brown"],
        ),
        (
            "Brown lawyer Jo Perrin left the court on Friday. He said that the case was over.",
            ["Jo Perrin"],
        ),
        (
            "Ana Lee met Tom Birk. Of Birk, she said that he was late. Of Lee, he said that she was early.",
            ["Ana Lee", "Tom Birk"],
        ),
        (
            "Former Representative Tom M. Birk III said the dam was safe. “It will hold,” Mr. Birk said.",
            ["Tom M. Birk III"] * 2,
        ),
        (
            "Tom Birk said the dam was safe. Tom Birk Jr. said it was not. “It will hold,” Mr. Birk said.",
            ["Tom Birk", "Tom Birk Jr.", "Tom Birk"],
        ),
        (
            "The reporter met Tom Birk.\n\nMaria Stone\n\nWhy do you think so?\n\nTom Birk\n\nI think that "
            "the dam is safe.\n\nMaria Stone\n\nWill it hold?\n\nTom Birk\n\nI believe that it will.",
            ["Tom Birk", "Tom Birk"],
        ),
    ],
)
def test_actors_are_resolved(text: str, actors: list[str]) -> None:
    assert [one.actor for _, one in found(text)] == actors


@pytest.mark.parametrize(
    ("text", "speaker_type"),
    [
        ("“We will win,” Ana Lee said.", "named person"),
        ("A spokesman for the ministry said the road was open.", "unnamed official"),
        ("Critics said the law went too far.", "unnamed other"),
        ("Backers of the law say it will help.", "unnamed other"),
        ("Earlier she said the law went too far.", "unnamed other"),
        ("The report said the plant was unsafe.", "document"),
        ("According to a report by the bank, the plant is unsafe.", "document"),
        ("The New York Times reported that the deal was dead.", "medium"),
        ("The Justice Department said it would appeal.", "named organisation"),
    ],
)
def test_speaker_types(text: str, speaker_type: str) -> None:
    ((_, one),) = found(text)
    assert one.speaker_type == speaker_type


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Mexican President Ana Lee said it was over.", ["Mexican President"]),
        ("But Senator Ana Lee said it was over.", ["Senator"]),
        ("Sen. Ana Lee, D-Calif., said it was over.", ["Sen.", "D-Calif."]),
        ("Ana Lee, a spokeswoman for the bank, said it was over.", ["a spokeswoman for the bank"]),
        ("Ana Lee of the Harbour Board said it was over.", ["of the Harbour Board"]),
        ("Minister Ana Lee came. “Over,” she said. Lee, the mayor’s rival, left.", ["Minister"]),
        ("Ana Lee, who ran for president, said it was over.", []),
        ("Ana Lee said it was over.", []),
    ],
)
def test_roles_are_kept_as_stated(text: str, roles: list[str]) -> None:
    whole, one = found(text)[0]
    assert one.actor == "Ana Lee"
    assert [span.of(whole) for span in one.role] == roles


@pytest.mark.parametrize(
    ("text", "actor", "speaker_type"),
    [
        (
            "The Office of Management and Budget said it would wait.",
            "Office of Management and Budget",
            "named organisation",
        ),
        (
            "The Fish and Wildlife Service said it would wait.",
            "Fish and Wildlife Service",
            "named organisation",
        ),
        ("The White House on Wednesday said it would wait.", "White House", "named organisation"),
        ("House Republicans said they would wait.", "House Republicans", "unnamed other"),
        ("Senator Ana Lee of Ohio, who voted no, said she would wait.", "Ana Lee", "named person"),
        ("A source within the Harbour Board said it would wait.", None, "unnamed other"),
        ("A number of officials said they would wait.", None, "unnamed official"),
        ("Three senior officials speaking on condition of anonymity said so.", None, "unnamed official"),
        ("Senator Steve King said he would wait.", "Steve King", "named person"),
        ("Senator Donald J. Perrin said he would wait.", "Donald J. Perrin", "named person"),
        (
            "The Courier, which was at Mr. Stone's Fort Halmer home, posted video of the arrest that showed "
            "a team of agents banging on the door.",
            "Courier",
            "medium",
        ),
        ("We asked to see the letter.", None, "outlet"),
        (
            "It rained. Halm Point, which runs the ferry, said it would wait.",
            "Halm Point",
            "named organisation",
        ),
        (
            "It rained. “It is a disgrace,” fumed mother-of-three Lena Storr, 41.",
            "Lena Storr",
            "named person",
        ),
        (
            "It rained. In a book by Bob Lee, which came out on Monday, Bob Lee said no.",
            "Bob Lee",
            "named person",
        ),
        ("It rained. Councillor Dorrit Lane said she would wait.", "Dorrit Lane", "named person"),
        (
            "It rained. State Senate President Pro Tem David Long said he would wait.",
            "David Long",
            "named person",
        ),
        ("President Harrow met Harrow Glass staff. Harrow said it would wait.", "Harrow", "named person"),
        ("Staff at Harrow Glass met. Harrow said it would wait.", "Harrow", "named organisation"),
        ("It rained. Bosses insisted that safety was their first concern.", None, "unnamed other"),
        ("It rained. Her report says that the dam was safe.", "report", "document"),
        ("It rained. The PBMs said they would wait.", None, "unnamed other"),
        ("It rained. Reuters said it would wait.", "Reuters", "medium"),
        ("It rained. Beyond Halmer, Ana Lee said she would wait.", "Ana Lee", "named person"),
        ("It rained. Birk’s daughter, Ivara, said she would wait.", "Ivara", "named person"),
        ("Theresa May came. May said she would wait.", "Theresa May", "named person"),
        ("U.S. President Tom Birk came. The U.S. president said so.", "Tom Birk", "named person"),
        ("President Tom Birk came. The president over the weekend said so.", "Tom Birk", "named person"),
        ("It rained. Echoing Birk, Prime Minister Ana Lee said she would wait.", "Ana Lee", "named person"),
        ("It rained. Special Agent Birk said he would wait.", "Birk", "named person"),
        ("Tom Birk met a clerk who said that he would wait.", None, "unnamed other"),
        (
            "It rained. Tom Birk, a clerk at the dam who said that he would wait, left.",
            "Tom Birk",
            "named person",
        ),
    ],
)
def test_whose_name_it_is(text: str, actor: str | None, speaker_type: str) -> None:
    for _, one in found(text):
        assert one.speaker_type == speaker_type
        assert actor is None or one.actor == actor
    assert found(text)


@pytest.mark.parametrize(
    ("text", "entities", "named"),
    [
        ("District of Columbia Joseph diMarco", (PLACE, 0, PLACE, PERSON, 0), "Joseph diMarco"),
        ("Columbia Joseph diMarco", (PLACE, PERSON, 0), "Joseph diMarco"),
        ("Paris Hilton", (PLACE, PERSON), "Paris Hilton"),
        ("Said Joseph Perrin", (0, PERSON, PERSON), "Joseph Perrin"),
        ("Paris Republicans Thursday", (PLACE, 0, 0), "Thursday"),
        ("Donald J. Perrin", (PERSON, PERSON, PERSON, PERSON), "Donald J. Perrin"),
    ],
)
def test_where_a_name_begins_and_ends(text: str, entities: tuple[int, ...], named: str) -> None:
    line = tokens(reading(f"It rained. {text}"))
    assert [" ".join(name.words) for name in names(line, (0, 0, 0, *entities))][-1] == named


@pytest.mark.parametrize(
    ("source", "speaker_type"),
    [("The Halm Times", "outlet"), ("Halm Times", "outlet"), ("Courier", "medium")],
)
def test_a_medium_that_names_itself_is_the_outlet(source: str, speaker_type: str) -> None:
    text = "It rained. The Halm Times has learned that the mayor will resign."
    (one,) = attribution.find(read(Article("a", source, None, "unknown", "", text)))
    assert one.speaker_type == speaker_type


def test_a_man_is_not_the_woman_of_his_name() -> None:
    text = (
        "Hillary Brown said she would run. Former Mayor Bill Brown left early. "
        "“It will hold,” Mr. Brown said. “It will,” Mrs. Brown said."
    )
    assert [one.actor for _, one in found(text)] == ["Hillary Brown", "Bill Brown", "Hillary Brown"]


def test_a_vice_president_is_not_the_president() -> None:
    text = (
        "President Ana Lee met Vice President Tom Birk. “It will hold,” the president said. "
        "The vice president said he agreed."
    )
    assert [one.actor for _, one in found(text)] == ["Ana Lee", "Tom Birk"]


def test_a_word_with_a_capital_is_not_always_a_name() -> None:
    text = "It rained. Hunters said they had seen nothing. The hunters left."
    assert [(one.speaker_type, one.actor) for _, one in found(text)] == [("unnamed other", "Hunters")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (  # the last name between commas before the verb is whose it is
            "US Attorney General William Barr will visit Mexico next week to discuss further cooperation, "
            "Mexico’s foreign secretary, Marcelo Ebrard, had previously said.",
            [("Mexico’s foreign secretary, Marcelo Ebrard", "had previously said")],
        ),
        (  # "adding" goes on with the same speaker, whoever reports it
            "Lopez Obrador said on Friday that his government is committed to fighting crime on its own "
            "terms, adding that “armed foreigners cannot intervene in our territory,” according to Reuters.",
            [("Lopez Obrador", "said"), ("Lopez Obrador", "adding")],
        ),
    ],
)
def test_who_is_named_is_who_says_it(text: str, said: list[tuple[str, str]]) -> None:
    assert [words(whole, one)[:2] for whole, one in found(text)] == said


def test_headline_that_ends_with_who_says_it() -> None:
    whole, one = found("It rained all day.", "Bridge is safe, says mayor")[0]
    assert words(whole, one) == ("mayor", "says", "Bridge is safe")


@pytest.mark.parametrize(
    ("headline", "speaker", "content"),
    [
        ("Minister: We will not pay for the wall", "Minister", "We will not pay for the wall"),
        ("Ana Lee to Birk: Stay home", "Ana Lee", "Stay home"),
        ("“It is over”: Minister quits after vote", "Minister", "“It is over”"),
        ("‘We will not pay’: Ana Lee turns down the wall", "Ana Lee", "‘We will not pay’"),
    ],
)
def test_headline_with_a_colon(headline: str, speaker: str, content: str) -> None:
    whole, one = found("The talks went on for days.", headline)[0]
    assert words(whole, one) == (speaker, ":", content)


@pytest.mark.parametrize(
    "headline",
    [
        "Flood: What we know so far",
        "“The Bridge”: a new film opens",
        "Anthony Lee Photo Scandal: Flood Breaks Its Banks",
        "Obama Lee Fiscal Cliff Meeting: Grasping For Last-Minute Solution",
    ],
)
def test_a_colon_is_not_always_somebody_s(headline: str) -> None:
    assert found("It rained all day.", headline) == ()


@pytest.mark.parametrize(
    "text",
    [
        "The river rose two metres overnight. Three bridges were closed.",
        "That said, the Senate bill would make the tax code even more progressive.",
    ],
)
def test_nothing_is_found_where_nobody_speaks(text: str) -> None:
    assert found(text) == ()


def test_a_lone_mark_is_nobody() -> None:
    whole = reading("It rained [said so].")
    assert speaker(actors(whole.text, ()), whole.text, (Span(10, 11),)).type == "none"


@given(st.text(alphabet="Aab “”\"'’‘.,:\n said Mr. Lee she that", max_size=200))
def test_spans_stand_in_the_text_and_apart(text: str) -> None:
    whole = reading(text)
    for one in attribution.find(whole):
        assert one.content
        parts = sorted((*one.content, *one.cue))
        for part in (*parts, *one.speaker):
            assert 0 <= part.start < part.end <= len(text)
            assert part.of(text).strip() == part.of(text)
        assert not any(left.overlaps(right) for left, right in pairwise(parts))


@given(st.text(max_size=120))
def test_tokens_are_where_they_say_and_leave_out_only_space(text: str) -> None:
    whole = reading(text)
    line = tokens(whole)
    assert all(token.span.of(text) == token.text for token in line)
    kept = "".join("".join(s.span.of(text).split()) for s in whole.sentences)
    assert "".join("".join(token.text.split()) for token in line) == kept


def test_contents_go_to_the_cue_on_their_side() -> None:
    line = tokens(reading("A said b , C added d ."))
    labels = ["B-SR", "B-Q", "B-CL", "O", "B-SR", "B-Q", "B-CL", "O"]
    texts = [(one.speaker[0], one.content[0]) for one in link(line, labels)]
    assert [(s.of("A said b , C added d ."), c.of("A said b , C added d .")) for s, c in texts] == [
        ("A", "b"),
        ("C", "d"),
    ]
    assert [one.what for one in segments(labels)] == ["S", "Q", "C", "S", "Q", "C"]


def gold_row(text: str, content: str, kind: str = "indirect") -> dict[str, object]:
    def at(part: str) -> list[dict[str, int]]:
        return [{"start": text.index(part), "end": text.index(part) + len(part)}]

    one = {"content": at(content), "cue": at("said"), "source": at("Ana Lee"), "quote_type": kind}
    return {"id": "r", "title": "", "text": text, "attributions": [one]}


def test_scores_of_a_perfect_answer() -> None:
    scores = attribution.evaluate([gold_row("Ana Lee said the dam was safe.", "the dam was safe")])
    for name in ("content_f1", "character_f1", "recall_indirect", "speaker_right", "cue_f1"):
        assert scores[name] == 1.0, name
    assert scores["errors"] == {}


def test_what_is_missed_is_counted_by_kind() -> None:
    row = gold_row("Ana Lee said so. The water rose.", "The water rose.", "direct")
    scores = attribution.evaluate([row])
    assert scores["recall_direct"] == 0.0
    assert any(name.startswith(("missed", "too", "parted")) for name in scores["errors"])


@pytest.mark.parametrize(
    "row",
    [
        {"text": "No attributions."},
        {"text": "x", "attributions": [{"content": [{"start": 0, "end": 9}], "quote_type": "direct"}]},
    ],
)
def test_rows_that_cannot_be_scored_are_refused(row: dict[str, object]) -> None:
    with pytest.raises(FramingError, match="row 1"):
        attribution.evaluate([row])


def test_who_is_named_in_a_quotation_is_not_who_speaks_next() -> None:
    text = "Mr. Fox said the war was lost. “Mr. Lee chose this war,” he wrote. He added that it must end."
    assert [one.actor for _, one in found(text)] == ["Fox"] * 3


def test_another_holder_of_a_role_is_not_taken_for_the_one_introduced() -> None:
    text = "Mexican President Ana Ruiz said no. The American president said he would wait."
    assert [one.actor for _, one in found(text)] == ["Ana Ruiz", "American president"]


@pytest.mark.data
def test_quality_does_not_fall(data: Path) -> None:
    lines = (data / "attribution" / "polnear_dev.jsonl").read_text(encoding="utf-8").splitlines()
    scores = attribution.evaluate(json.loads(line) for line in lines)
    floor = {"content_f1": 0.75, "character_f1": 0.88, "recall_direct": 0.955, "speaker_right": 0.88}
    assert {name: scores[name] for name in floor if scores[name] < floor[name]} == {}
