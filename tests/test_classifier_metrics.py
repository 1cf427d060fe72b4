"""The measures, against values known from elsewhere."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask
from sklearn.metrics import f1_score, roc_auc_score

from framing.classifier.agreement import krippendorff_alpha, one_against_others
from framing.classifier.evaluation import judge
from framing.classifier.labelled import Labelled
from framing.classifier.metrics import auc, brier, calibration_error, macro_f1, measured, two
from framing.classifier.splits import assign, topic_groups

VOTES = st.integers(2, 4).flatmap(
    lambda labels: st.lists(
        st.tuples(*[st.integers(0, 3)] * labels).filter(lambda votes: sum(votes) > 1), min_size=2
    )
)
CASES = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 20)), min_size=2, max_size=40)
THREE = st.lists(st.tuples(st.integers(0, 2), *[st.integers(1, 20)] * 3), min_size=6, max_size=40)


@given(VOTES)
def test_alpha_is_krippendorffs(votes: list[tuple[int, ...]]) -> None:
    found = krippendorff_alpha(votes)
    given_labels = [[label for label, count in enumerate(own) for _ in range(count)] for own in votes]
    data = [
        (f"coder {coder}", str(unit), str(label))
        for unit, labels in enumerate(given_labels)
        for coder, label in enumerate(labels)
    ]
    if len({label for _, _, label in data}) > 1:
        assert found == pytest.approx(AnnotationTask(data).alpha())
    else:
        assert found is None


def test_one_against_others_passes_over_ties() -> None:
    # For whoever said the first label the others tie; the two who did not are against a majority.
    assert one_against_others([(2, 1, 1)]) == 0.0
    assert one_against_others([(1, 1, 0)]) == 0.0
    assert one_against_others([(0, 0, 4)]) == 1.0
    assert one_against_others([(1, 0, 0)]) is None


@given(CASES)
def test_f1_and_auc_are_the_usual_ones(cases: list[tuple[int, int]]) -> None:
    truth = np.array([label for label, _ in cases])
    probability = np.array([points / 20 for _, points in cases])
    called = probability >= 0.5
    usual = f1_score(truth, called, average="macro", labels=[0, 1], zero_division=0)
    assert macro_f1(truth, two(probability)) == pytest.approx(usual)
    if len(set(truth.tolist())) == 2:
        assert auc(truth, two(probability)) == pytest.approx(roc_auc_score(truth, probability))


@given(THREE)
def test_of_three_labels_too(cases: list[tuple[int, int, int, int]]) -> None:
    truth = np.array([case[0] for case in cases])
    probability = np.array([np.array(case[1:]) / sum(case[1:]) for case in cases])
    usual = f1_score(
        truth,
        2 - probability[:, ::-1].argmax(axis=1),
        average="macro",
        labels=[0, 1, 2],
        zero_division=0,
    )
    assert macro_f1(truth, probability) == pytest.approx(usual)
    if len(set(truth.tolist())) == 3:
        each = [roc_auc_score(truth == label, probability[:, label]) for label in range(3)]
        assert auc(truth, probability) == pytest.approx(sum(each) / 3)


def test_calibration_and_brier() -> None:
    truth = np.array([1, 0, 0, 0])
    assert calibration_error(truth, two(np.full(4, 0.25))) == 0.0
    assert calibration_error(truth, two(np.full(4, 0.95))) == pytest.approx(0.7)
    assert brier(truth, two(np.full(4, 0.5))) == 0.25
    assert brier(truth, np.array([[0.0, 1.0, 0.0]] * 4)) == 0.75


def outlet_rows(outlet: str, labels: list[int]) -> list[Labelled]:
    return [Labelled("x", label, (1 - label, label), outlet, "", "", "") for label in labels]


def test_outlets_shift_the_middle_and_do_not_make_timid() -> None:
    # Log-odds that are right as they are, of an outlet that is mostly biased and one that is mostly not.
    odds = np.repeat([3.0, 1.0, -1.0, -3.0], 200)
    right = 1.0 / (1.0 + np.exp(-odds))
    truth = (np.tile(np.arange(200) + 0.5, 4) / 200 < right).astype(int).tolist()
    rows = [*outlet_rows("A", truth[:400]), *outlet_rows("B", truth[400:])]
    fitted = judge([odds[:, None]], rows, error=0.2).calibration
    assert fitted.slope == pytest.approx(1.0, abs=0.05)
    assert fitted.offset[0] == pytest.approx(0.0, abs=0.05)
    # A once more, which is mostly biased: the middle stays where A and B have it.
    more = judge([np.append(odds, odds[:400])[:, None]], [*rows, *rows[:400]], error=0.2).calibration
    assert more.offset[0] == pytest.approx(fitted.offset[0], abs=0.2)
    # One sentence of another outlet does not weigh as much as an outlet.
    odd = judge([np.append(odds, -3.0)[:, None]], [*rows, *outlet_rows("C", [1])], error=0.2).calibration
    assert odd.offset[0] == pytest.approx(fitted.offset[0], abs=0.2)


def test_intervals_hold_the_value_and_depend_on_the_groups() -> None:
    draw = np.random.default_rng(3)
    truth = (draw.random(200) < 0.5).astype(int)
    probability = two(np.clip(truth * 0.4 + draw.random(200) * 0.6, 0, 1))
    alone = measured(truth, probability, [str(n) for n in range(200)], resamples=100, seed=1)
    few = measured(truth, probability, [str(n // 50) for n in range(200)], resamples=100, seed=1)
    for found in (alone, few):
        assert all(
            figure.low <= figure.value <= figure.high for figure in found.values() if figure.value > 0.2
        )
    assert alone["auc"] != few["auc"]


@given(st.lists(st.sampled_from("abcdefgh"), min_size=3), st.integers(0, 3))
def test_no_group_is_parted(groups: list[str], seed: int) -> None:
    fold = assign(groups, folds=3, seed=seed)
    for name in set(groups):
        assert len({int(turn) for turn, group in zip(fold, groups, strict=True) if group == name}) == 1


def test_topics_that_differ_in_spelling_are_one() -> None:
    assert len(set(topic_groups(["taxes", "Taxes", "student-debt", "student debt"]))) == 2
