"""Training on a small part of the labelled articles."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from nlp.classify import store
from nlp.classify import train as training
from nlp.classify.card import write_card
from nlp.classify.copies import capitals, copies, unmarked
from nlp.classify.learn import Task, task
from nlp.classify.measure import answers, figures
from nlp.classify.model import load
from nlp.classify.train import Trained, train
from nlp.labelled import Labelled, read
from nlp.paths import datasets
from nlp.records import Document
from nlp.tagger import features

pytestmark = pytest.mark.usefixtures("read_once")


@pytest.fixture(scope="module")
def rows() -> list[Labelled]:
    known = read([datasets() / "labelled"])
    # Official reports share the phrases of the trade, which in so few articles would relate them to each other.
    known = [row for row in known if not row.file.startswith(("reports", "press", "stories"))]
    return known[:: max(1, len(known) // 70)]  # enough to learn something, little enough to learn it in seconds


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

    def at_once(articles: object, asked: dict[str, Task], *_: object) -> dict[str, object]:
        return {name: one.y - 0.5 for name, one in asked.items()}

    monkeypatch.setattr(training, "fit", broken)
    monkeypatch.setattr(training, "unseen", at_once)
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


def test_articles_off_the_campaign_teach_how_a_text_is_told_and_are_not_scored() -> None:
    articles = [row(on_campaign=False, exemplar="mixed"), *[row(on_campaign=True, exemplar="mixed")] * 3]
    one = task(articles, "exemplar")
    assert (one.weight.tolist(), one.scored.tolist()) == ([0.5, 1.0, 1.0, 1.0], [False, True, True, True])


def test_articles_off_the_campaign_teach_in_full_what_the_campaign_is() -> None:
    assert task([row(on_campaign=False), row(on_campaign=True)], "on_campaign").weight.tolist() == [1.0, 1.0]


def test_an_absent_label_teaches_nothing() -> None:
    one = task([row(on_campaign=True), *[row(on_campaign=True, exemplar="none")] * 3], "exemplar")
    assert one.weight.tolist() == [0.0, 1.0, 1.0, 1.0]


def test_an_article_taken_for_the_campaigns_does_not_teach_what_the_campaign_is() -> None:
    articles = [Labelled("x", Document(body="x"), {"genre": "other"}, "", assumed=True), row(on_campaign=True)]
    assert task(articles, "on_campaign").weight.tolist() == [0.0, 1.0]


def test_a_label_of_too_few_articles_is_not_learned() -> None:
    articles = [row(on_campaign=True, fields=["thrift"])] * 3 + [row(on_campaign=True, fields=["thrift", "culture"])]
    assert task(articles, "fields").labels == ["thrift"]


def test_fields_are_at_most_three_and_at_least_one() -> None:
    rng = np.random.default_rng(1)
    truth = (rng.random((60, 6)) < 0.5).astype(int)
    one = Task("fields", list("abcdef"), truth, np.ones(60), np.ones(60, dtype=bool))
    _, given = answers(one, truth + rng.normal(0, 0.5, truth.shape), np.arange(60) % 5)
    assert {1 <= n <= 3 for n in given.sum(axis=1)} == {True}


def test_figures_on_a_case_counted_by_hand() -> None:
    truth, given = np.array([[1, 0], [1, 1], [0, 1]]), np.array([[1, 0], [1, 0], [1, 1]])
    found = figures(["a", "b"], truth, np.full((3, 2), 0.75), given, one=False)
    assert (found["f1"], found["micro_f1"], found["calibration_error"]) == ({"a": 0.8, "b": 0.667}, 0.75, 0.0)


def test_an_interval_holds_its_figure() -> None:
    truth = np.eye(2, dtype=int)[np.arange(40) % 2]
    given = np.eye(2, dtype=int)[(np.arange(40) % 2) ^ (np.arange(40) % 5 == 0)]
    found = figures(["a", "b"], truth, np.full((40, 2), 0.8), given, one=True)
    low, high = found["intervals"]["accuracy"]
    assert low < found["accuracy"] < high


def test_where_no_answer_is_given_the_confusion_says_so() -> None:
    truth, given = np.array([[1, 0], [0, 1]]), np.array([[0, 0], [0, 1]])
    found = figures(["a", "b"], truth, np.full((2, 2), 0.5), given, one=True)
    assert (found["answered"], found["confusion"]) == (0.5, {"a": {"—": 1}, "b": {"b": 1}})


def test_every_span_of_the_evidence_is_the_text_that_stands_there(
    rows: list[Labelled], trained: tuple[Path, Trained]
) -> None:
    judge = load(trained[0]).judge
    for one in rows:
        shown = dict(one.document.fields())
        spans = [span for found in judge(features(one.document)[1]).evidence.values() for span in found]
        assert all(shown[span.field][span.start : span.end] == span.text for span in spans)


def test_every_answer_has_words_that_speak_for_it(rows: list[Labelled], trained: tuple[Path, Trained]) -> None:
    judge = load(trained[0]).judge
    for one in rows:
        judged = judge(features(one.document)[1])
        given = [name for name in ("exemplar", "genre", "fields", "actors") if getattr(judged, name)]
        assert all(judged.evidence[name] for name in given)


@pytest.mark.parametrize(
    ("change", "axis"),
    [
        pytest.param(unmarked, "on_campaign", id="unmarked-campaign"),
        pytest.param(unmarked, "genre", id="unmarked-genre"),
        pytest.param(capitals, "on_campaign", id="capitals-campaign"),
        pytest.param(capitals, "genre", id="capitals-genre"),
    ],
)
def test_most_articles_keep_their_label_in_another_form(
    rows: list[Labelled], trained: tuple[Path, Trained], change: Callable[[Document], Document], axis: str
) -> None:
    judge = load(trained[0]).judge
    asked = [one.document for one in rows if one.on_campaign][:30]
    said = [[getattr(judge(features(form)[1]), axis) for form in (document, change(document))] for document in asked]
    assert sum(whole == other for whole, other in said) >= 0.8 * len(said)


def test_a_text_of_3000_words_keeps_the_label_of_its_parts(rows: list[Labelled], trained: tuple[Path, Trained]) -> None:
    parts = [one for one in rows if one.on_campaign and one.labels["genre"] == "organisational_report"]
    body = "\n".join(one.document.body for one in parts)
    body = "\n".join([body] * (1 + 3000 // len(body.split())))
    judged = load(trained[0]).judge(features(replace(parts[0].document, body=body))[1])
    assert (judged.on_campaign, judged.genre) == (True, "organisational_report")


def test_decisions_teach_and_are_not_measured_on(rows: list[Labelled]) -> None:
    decided = [replace(one, labels={"genre": one.labels["genre"]}, file="decisions", assumed=True) for one in rows[55:]]
    data = training.prepare(rows[:55], decided, copied=False)
    genre = data.tasks["genre"]
    assert (genre.scored[55:].any(), genre.weight[55:].all(), set(data.folds[55:])) == (False, True, {-1})


def test_a_decision_on_a_held_out_text_is_held_out_with_it(rows: list[Labelled]) -> None:
    data = training.prepare(rows[:55], [replace(rows[7], id="again", file="decisions")], copied=False)
    assert data.folds[55] == data.folds[7]


def test_copies_stand_on_the_side_of_what_they_were_made_of(rows: list[Labelled]) -> None:
    data = training.prepare(rows)
    made = np.array([copy.of for copy in data.copies])
    assert (data.folds[len(rows) :] == data.folds[made]).all()


def test_articles_of_two_cells_are_never_glued(rows: list[Labelled]) -> None:
    one = [replace(rows[0], id=str(i)) for i in range(6)]
    assert not [copy for copy in copies(one, [0, 1, 0, 1, 2, 2]) if copy.kind == "long"]


def test_the_manifest_names_the_file_and_its_version(trained: tuple[Path, Trained]) -> None:
    manifest = json.loads((trained[0] / store.MANIFEST).read_text(encoding="utf-8"))
    assert manifest["sha256"].startswith(trained[1].version)
