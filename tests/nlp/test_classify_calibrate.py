"""From decision values to scores and answers."""

import numpy as np
import pytest

from nlp.classify.axes import Axis
from nlp.classify.calibrate import NEVER, calibrate, thresholds


def scores(decisions: np.ndarray, truth: np.ndarray, *, several: bool) -> np.ndarray:
    axis = Axis(
        [str(j) for j in range(truth.shape[1])], None, None, several, *calibrate(decisions, truth, several=several)
    )
    return np.asarray(axis.calibrated(decisions))


def test_calibrated_scores_are_the_share_of_right_answers() -> None:
    decisions = np.array([[2.0]] * 100 + [[-2.0]] * 100)
    truth = np.array([[1]] * 80 + [[0]] * 20 + [[1]] * 20 + [[0]] * 80)
    assert scores(decisions, truth, several=True)[0, 0] == pytest.approx(0.8, abs=0.02)


def test_scores_of_one_of_several_labels_add_up_to_one() -> None:
    rng = np.random.default_rng(2)
    truth = np.eye(3, dtype=int)[rng.integers(0, 3, 90)]
    assert scores(truth + rng.normal(0, 1, truth.shape), truth, several=False).sum(axis=1) == pytest.approx(1.0)


def test_a_common_label_has_a_shift_of_its_own() -> None:
    decisions = np.zeros((200, 2))
    truth = np.column_stack([np.arange(200) % 10 < 8, np.arange(200) % 10 < 2]).astype(int)
    found = scores(decisions, truth, several=True)[0]
    assert found[0] > 0.7 > 0.3 > found[1]


def test_a_rare_label_keeps_to_its_axis() -> None:
    decisions = np.concatenate([np.zeros((200, 1)), np.full((200, 1), NEVER)], axis=1)
    decisions[:3, 1] = 0.0
    truth = np.zeros((200, 2), dtype=int)
    truth[:100, 0], truth[:3, 1] = 1, 1
    assert scores(decisions, truth, several=True)[0, 1] < 0.65


def test_labels_of_one_kind_only_are_left_as_they_are() -> None:
    assert calibrate(np.zeros((5, 1)), np.ones((5, 1), dtype=int), several=True) == (1.0, 0.0, [0.0])


def test_the_threshold_parts_right_from_wrong() -> None:
    chosen = thresholds(np.array([[0.6], [0.55], [0.3], [0.2]]), np.array([[1], [1], [0], [0]]))[0]
    assert 0.3 < chosen <= 0.55


def test_the_threshold_of_a_rare_label_is_drawn_to_that_of_the_axis() -> None:
    common = np.linspace(0, 1, 400)
    rare = np.where(np.arange(400) < 2, 0.15, 0.05)
    truth = np.column_stack([common > 0.6, np.arange(400) < 2]).astype(int)
    first, second = thresholds(np.column_stack([common, rare]), truth)
    assert abs(first - second) < 0.1


def test_the_threshold_is_half_the_best_f1() -> None:
    scores, truth = np.array([[0.9], [0.8], [0.65], [0.2]]), np.array([[1], [0], [1], [1]])  # best: all, F1 6/7
    assert thresholds(scores, truth) == [round(3 / 7, 3)]
