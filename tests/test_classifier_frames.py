"""Labels of one's own: three frames instead of biased and neutral, through the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from framing.classifier import load, train
from framing.classifier.labels import read_labels
from framing.cli import main
from framing.errors import FramingError

SAID = {
    "conflict": ("{} attacked {} over the {}.", "{} and {} clashed on the {}.", "{} blamed {} for the {}."),
    "economy": ("{} and {} counted what the {} costs.", "{} told {} that jobs and wages hang on the {}."),
    "morality": ("{} reminded {} that the {} is a duty.", "{} called it a sin of {} to leave the {} undone."),
}
PEOPLE = ("The mayor", "Ms Alder", "The union", "A bishop", "The ferry company", "Mr Quill", "The baker")
THINGS = ("bridge", "harbour", "school", "tax")


def sentences() -> list[dict[str, object]]:
    """A few dozen sentences a frame; pages and outlets cut across the frames."""
    rows: list[dict[str, object]] = []
    for label, patterns in SAID.items():
        for number, (who, thing) in enumerate((who, thing) for who in PEOPLE for thing in THINGS):
            whom = PEOPLE[(PEOPLE.index(who) + 1 + number % 3) % len(PEOPLE)].lower()
            rows.append(
                {
                    "text": patterns[number % len(patterns)].format(who, whom, thing),
                    "label": label.title(),
                    "outlet": ("Gazette", "Ledger", "Flash", "Courier")[number % 4],
                    "url": f"https://x.example/{number % 9}",
                    "topic": thing,
                }
            )
    return rows


def table(folder: Path, rows: list[dict[str, object]]) -> Path:
    path = folder / "frames.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def run(*arguments: object, stdin: str = "") -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments], input=stdin)


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("frames")
    labels = table(folder, sentences())
    result = run("train", labels, "--out", folder / "model")
    assert result.exit_code == 0, result.stderr
    return folder / "model", labels


def test_three_frames_are_learned_tested_and_told_in_the_card(trained: tuple[Path, Path]) -> None:
    card = json.loads((trained[0] / "card.json").read_text(encoding="utf-8"))
    assert card["labels"] == ["conflict", "economy", "morality"]
    # The sentences are so alike that their pages are joined to one.
    assert [split["name"] for split in card["splits"]] == ["random", "topic", "outlet"]
    for split in card["splits"]:
        assert split["scores"]["this model"]["macro_f1"][0] > 0.8
        assert split["scores"]["majority label"]["macro_f1"][0] < 0.35
        assert [own["sentences"] for own in split["labels"]] == [28, 28, 28]
    words = (trained[0] / "README.md").read_text(encoding="utf-8")
    for said in ("conflict, economy, morality", "labelled morality", "| economy |"):
        assert said in words


@pytest.mark.parametrize("way", ["full", "fast"])
@pytest.mark.parametrize(
    ("text", "label", "reason"),
    [
        ("Mr Quill attacked the council over the quay.", "conflict", "attacked"),
        ("The quay costs jobs and wages.", "economy", "costs"),
        ("Mr Quill reminded the baker that the quay is a duty.", "morality", "duty"),
    ],
)
def test_a_frame_is_told_with_its_probabilities_and_reasons(
    trained: tuple[Path, Path], way: str, text: str, label: str, reason: str
) -> None:
    stdin = json.dumps({"text": text}) + "\n"
    result = run("classify", "-", "--model", trained[0], "--classifier", way, stdin=stdin)
    row = json.loads(result.stdout)
    assert row["label"] == label
    assert row["probabilities"][label] == row["probability"] == max(row["probabilities"].values())
    assert sum(row["probabilities"].values()) == pytest.approx(1.0, abs=1e-5)
    assert reason in [text[start:end] for start, end, weight in row["reasons"] if weight > 0]


def test_scoring_needs_no_label_that_is_not_there(trained: tuple[Path, Path], tmp_path: Path) -> None:
    labels = table(tmp_path, [row for row in sentences() if row["label"] != "Economy"])
    scores = json.loads(run("evaluate", "classifier", labels, "--model", trained[0]).stdout)
    assert scores["labels"]["economy"]["sentences"] == 0
    assert scores["labels"]["morality"]["f1"] > 0.9
    wrong = table(tmp_path, [{"text": "One more.", "label": "sport"}])
    result = run("evaluate", "classifier", wrong, "--model", trained[0])
    assert result.exit_code == 2
    assert "conflict, economy, morality" in result.stderr


def test_a_report_of_biased_wording_needs_a_model_of_it(trained: tuple[Path, Path], seeds: Path) -> None:
    result = run("report", seeds / "articles", "--model", trained[0])
    assert result.exit_code == 2
    assert "conflict, economy, morality" in result.stderr


def test_two_labels_of_ones_own(tmp_path: Path) -> None:
    rows = [row for row in sentences() if row["label"] != "Economy"]
    train([table(tmp_path, rows)], tmp_path / "model", fast=True, resamples=2)
    model = load(tmp_path / "model")
    assert model.labels == ("conflict", "morality")
    text = "Mr Quill attacked the council over the quay."
    (verdict,) = model.classify([text])
    assert verdict.label == "conflict"
    assert dict(verdict.chances)["conflict"] == verdict.probability > 0.5
    assert next(span.of(text) for span, weight in verdict.reasons if weight > 0) == "attacked"


def test_votes_for_each_label_or_a_column_an_annotator(tmp_path: Path) -> None:
    rows = sentences()
    voted = [
        {**row, **{f"votes_{name}": 3 if name == str(row["label"]).lower() else 1 for name in SAID}}
        for row in rows
    ]
    assert {row.votes for row in read_labels([table(tmp_path, voted)]).rows} == {
        (3, 1, 1),
        (1, 3, 1),
        (1, 1, 3),
    }
    each = [
        {"text": row["text"], "rater_1": row["label"], "rater_2": row["label"], "rater_3": "economy"}
        for row in rows
    ]
    found = read_labels([table(tmp_path, each)])
    assert found.labels == ("conflict", "economy", "morality")
    assert {row.votes for row in found.rows} == {(2, 1, 0), (0, 3, 0), (0, 1, 2)}


@pytest.mark.parametrize(
    ("rows", "known", "said"),
    [
        ([{"text": "A slip.", "label": "econmy"}], (), "only 1 sentences are labelled econmy (frames"),
        ([{"text": "A slip.", "label": "econmy"}], tuple(SAID), "label 'econmy'; known are: conflict"),
        ([{"text": "No label.", "label": ""}], (), "the label is empty: frames.jsonl row 85"),
        ([{"text": "No.", "label": "economy", "votes_economy": "x"}], (), "row 85"),
    ],
)
def test_a_slip_in_a_label_is_named(
    tmp_path: Path, rows: list[dict[str, object]], known: tuple[str, ...], said: str
) -> None:
    with pytest.raises(FramingError) as caught:
        read_labels([table(tmp_path, [*sentences(), *rows])], known=known)
    assert said in str(caught.value)
