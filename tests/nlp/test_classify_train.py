"""Training on a small part of the labelled articles."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from nlp.classify import store
from nlp.classify import train as training
from nlp.classify.card import write_card
from nlp.classify.learn import calibrate, targets, threshold
from nlp.classify.measure import cross_scores, figures
from nlp.classify.model import load
from nlp.classify.train import Trained, train
from nlp.labelled import Labelled, read
from nlp.paths import datasets
from nlp.records import Document


@pytest.fixture(scope="module")
def rows() -> list[Labelled]:
    return read([datasets() / "labelled"])[::4]


@pytest.fixture(scope="module")
def trained(rows: list[Labelled], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Trained]:
    folder = tmp_path_factory.mktemp("models")
    return folder, train(rows, folder)


def test_what_was_trained_can_be_loaded(trained: tuple[Path, Trained]) -> None:
    folder, outcome = trained
    assert load(folder).version == outcome.version


def test_the_same_labels_give_the_same_bytes(
    rows: list[Labelled], trained: tuple[Path, Trained], tmp_path: Path
) -> None:
    train(rows, tmp_path)
    names = (store.FILE, store.MANIFEST)
    assert [(tmp_path / n).read_bytes() for n in names] == [(trained[0] / n).read_bytes() for n in names]


def test_the_same_labels_give_the_same_card(
    rows: list[Labelled], trained: tuple[Path, Trained], tmp_path: Path
) -> None:
    first, second = (
        write_card(tmp_path, trained[1], rows).read_bytes(),
        write_card(tmp_path, trained[1], rows).read_bytes(),
    )
    assert first == second


def test_the_card_tells_every_axis_and_that_the_articles_are_synthetic(
    rows: list[Labelled], trained: tuple[Path, Trained], tmp_path: Path
) -> None:
    card = write_card(tmp_path, trained[1], rows).read_text(encoding="utf-8")
    assert all(f"## {name}\n" in card for name in ("on_campaign", "exemplar", "genre", "fields", "actors"))
    assert "synthetic" in card


def test_figures_come_from_left_out_folds_and_left_out_writers(trained: tuple[Path, Trained]) -> None:
    assert trained[1].axes.keys() == trained[1].writers.keys()


def test_too_few_articles_are_refused(rows: list[Labelled], tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="too few"):
        train(rows[:20], tmp_path)


def test_articles_of_one_kind_only_are_refused(
    rows: list[Labelled], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "features", lambda document: (None, None))
    one_kind = [replace(row, labels={**row.labels, "on_campaign": True}) for row in rows]
    with pytest.raises(ValueError, match="on_campaign"):
        train(one_kind, tmp_path)


def test_the_old_model_stays_when_training_fails(
    rows: list[Labelled], trained: tuple[Path, Trained], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, outcome = trained

    def broken(*_: object) -> None:
        raise RuntimeError("no power")

    monkeypatch.setattr(training, "fit", broken)
    monkeypatch.setattr(
        training, "unseen", lambda articles, asked, groups: {n: y - 0.5 for n, (_, _, y) in asked.items()}
    )
    with pytest.raises(RuntimeError):
        train(rows, folder)
    assert load(folder).version == outcome.version


def test_the_old_model_stays_when_writing_fails(trained: tuple[Path, Trained], monkeypatch: pytest.MonkeyPatch) -> None:
    folder, outcome = trained

    def broken(self: Path, data: bytes) -> int:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "write_bytes", broken)
    with pytest.raises(OSError, match="disk full"):
        store.write(folder, {"tokens": "x"}, {})
    assert load(folder).version == outcome.version


def row(**labels: object) -> Labelled:
    return Labelled("x", Document(body="x"), labels)


def test_exemplar_is_two_questions() -> None:
    articles = [row(on_campaign=True, exemplar=label) for label in ("individual", "mixed", "collective", "none")]
    person, unit = (targets(articles, name)[2].ravel().tolist() for name in ("person", "unit"))
    assert (person, unit) == ([1, 1, 0, 0], [0, 1, 1, 0])


def test_articles_off_the_campaign_teach_only_what_the_campaign_is() -> None:
    articles = [row(on_campaign=False, exemplar="mixed"), row(on_campaign=True, exemplar="mixed")]
    assert (targets(articles, "unit")[0], targets(articles, "on_campaign")[0]) == ([1], [0, 1])


def test_an_absent_label_teaches_nothing() -> None:
    assert targets([row(on_campaign=True), row(on_campaign=True, exemplar="none")], "unit")[0] == [1]


def test_a_label_of_too_few_articles_is_not_learned() -> None:
    articles = [row(on_campaign=True, fields=["thrift"])] * 3 + [row(on_campaign=True, fields=["thrift", "culture"])]
    assert targets(articles, "fields")[1] == ["thrift"]


def test_calibrated_scores_are_the_share_of_right_answers() -> None:
    decisions = np.array([[2.0]] * 100 + [[-2.0]] * 100)
    truth = np.array([[1]] * 80 + [[0]] * 20 + [[1]] * 20 + [[0]] * 80)
    a, b = calibrate(decisions, truth, "fields")
    assert 1 / (1 + np.exp(-(2 * a + b))) == pytest.approx(0.8, abs=0.02)


def test_the_threshold_parts_right_from_wrong() -> None:
    chosen = threshold(np.array([[0.6], [0.55], [0.3], [0.2]]), np.array([[1], [1], [0], [0]]))
    assert 0.3 < chosen <= 0.55


def test_cross_scores_give_at_most_three_fields_and_at_least_one() -> None:
    rng = np.random.default_rng(1)
    truth = (rng.random((60, 6)) < 0.5).astype(int)
    _, said = cross_scores("fields", list("abcdef"), truth + rng.normal(0, 0.5, truth.shape), truth, np.arange(60) % 5)
    assert {1 <= n <= 3 for n in said.sum(axis=1)} == {True}


def test_figures_on_a_case_counted_by_hand() -> None:
    truth, said = np.array([[1, 0], [1, 1], [0, 1]]), np.array([[1, 0], [1, 0], [1, 1]])
    found = figures(["a", "b"], truth, np.full((3, 2), 0.75), said, one=False)
    assert (found["f1"], found["micro_f1"], found["calibration_error"]) == ({"a": 0.8, "b": 0.667}, 0.75, 0.0)


def test_the_manifest_names_the_file_and_its_version(trained: tuple[Path, Trained]) -> None:
    manifest = json.loads((trained[0] / store.MANIFEST).read_text(encoding="utf-8"))
    assert manifest["sha256"].startswith(trained[1].version)
