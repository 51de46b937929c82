"""The model file: what is refused, what loads, and what a judgement looks like."""

import hashlib
import json
import pickle
from pathlib import Path

import numpy as np
import pytest
import skops.io

from nlp.classify import store
from nlp.classify.axes import Axis
from nlp.classify.counts import Counts
from nlp.classify.features import Features, Found, featurise
from nlp.classify.model import Classifiers, ModelError, load, save
from nlp.classify.vectors import Both, Vocabulary
from nlp.records import Document, Span

WORDS = ["học", "nuôi", "tiết_kiệm", "đường"]
CLUES = ["field:thrift", "field:thrift:share"]


def axis(labels: list[str], several: bool, **weights: list[float]) -> Axis:
    columns = WORDS + CLUES
    matrix = np.zeros((len(labels), len(columns)), dtype=np.float32)
    for name, values in weights.items():
        matrix[:, columns.index(name)] = values
    return Axis(labels, matrix, np.zeros(len(labels), dtype=np.float32), several, 4.0, unsure=0.0 if several else 0.4)


@pytest.fixture
def classifiers() -> Classifiers:
    axes = {
        "on_campaign": axis(["on_campaign"], True, học=[2.0]),
        "exemplar": axis(["collective", "individual", "none"], False, nuôi=[2.0, 0.0, 0.0]),
        "genre": axis(["document", "model_report", "other"], False, nuôi=[0.0, 2.0, 0.0]),
        "fields": axis(["economy", "security", "thrift"], True, tiết_kiệm=[-2.0, -2.0, 2.0]),
        "actors": axis(["women", "youth"], True, tiết_kiệm=[-1.0, -1.0]),
    }
    return Classifiers(Vocabulary(WORDS, CLUES, np.ones(len(WORDS), dtype=np.float32)), axes, "test")


@pytest.fixture
def folder(tmp_path: Path, classifiers: Classifiers) -> Path:
    save(tmp_path, classifiers.vocabulary, classifiers.axes, {})
    return tmp_path


def swap(folder: Path, data: bytes) -> None:
    """Put another file in the model's place, with a manifest that vouches for it."""
    manifest = json.loads((folder / store.MANIFEST).read_text(encoding="utf-8"))
    manifest["sha256"] = hashlib.sha256(data).hexdigest()
    (folder / store.FILE).write_bytes(data)
    (folder / store.MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")


def read(body: str) -> Features:
    return featurise(Document(body=body), Found([], [], [], [], []))


def test_a_missing_model_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="guong train"):
        load(tmp_path)


def test_an_altered_file_is_refused(folder: Path) -> None:
    data = bytearray((folder / store.FILE).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / store.FILE).write_bytes(bytes(data))
    with pytest.raises(ModelError, match="not the file its manifest names"):
        load(folder)


def test_a_pickle_is_refused(folder: Path) -> None:
    swap(folder, pickle.dumps({"tokens": "a"}))
    with pytest.raises(ModelError, match="refused"):
        load(folder)


def test_a_type_nobody_named_is_refused(folder: Path) -> None:
    swap(folder, skops.io.dumps({"tokens": Path("x")}))
    with pytest.raises(ModelError, match="refused"):
        load(folder)


def test_a_model_of_another_shape_is_refused(folder: Path) -> None:
    swap(folder, skops.io.dumps({"tokens": "a", "clues": "b"}))
    with pytest.raises(ModelError, match="another version"):
        load(folder)


def test_a_manifest_that_is_no_manifest_is_refused(folder: Path) -> None:
    (folder / store.MANIFEST).write_text("[]", encoding="utf-8")
    with pytest.raises(ModelError, match="guong train"):
        load(folder)


def test_what_was_saved_judges_the_same(folder: Path, classifiers: Classifiers) -> None:
    seen = read("Chị em nuôi quỹ tiết kiệm, học Bác.")
    assert load(folder).judge(seen) == classifiers.judge(seen)


def test_the_same_content_gives_the_same_bytes(tmp_path: Path, classifiers: Classifiers) -> None:
    for name in ("a", "b"):
        save(tmp_path / name, classifiers.vocabulary, classifiers.axes, {})
    assert (tmp_path / "a" / store.FILE).read_bytes() == (tmp_path / "b" / store.FILE).read_bytes()


def test_labels_over_the_threshold_are_given_with_their_scores(classifiers: Classifiers) -> None:
    judged = classifiers.judge(read("nuôi quỹ tiết kiệm"))
    assert judged.fields == ["thrift"]
    assert judged.scores["fields"]["thrift"] > 0.9


def test_an_article_always_has_a_field(classifiers: Classifiers) -> None:
    assert len(classifiers.judge(read("không có gì")).fields) >= 1


def test_an_article_may_have_no_actor(classifiers: Classifiers) -> None:
    assert classifiers.judge(read("nuôi quỹ tiết kiệm")).actors == []


def test_a_unit_without_a_person_is_collective(classifiers: Classifiers) -> None:
    assert classifiers.judge(read("nuôi quỹ tiết kiệm")).exemplar == "collective"


def test_where_nothing_speaks_no_genre_and_no_exemplar_is_given(classifiers: Classifiers) -> None:
    judged = classifiers.judge(read("không có gì"))
    assert (judged.genre, judged.exemplar) == (None, None)


def test_evidence_is_what_pulled_most(classifiers: Classifiers) -> None:
    judged = classifiers.judge(read("Các chị nuôi quỹ tiết kiệm."))
    assert judged.evidence["fields"][0] == Span("body", 17, 26, "tiết kiệm")


def test_evidence_does_not_show_a_word_twice(classifiers: Classifiers) -> None:
    shown = classifiers.judge(read("Các chị nuôi quỹ tiết kiệm rồi lại nuôi quỹ tiết kiệm.")).evidence["genre"]
    assert len({(span.start, span.end) for span in shown}) == len(shown)


def test_the_sentence_that_pulled_most_is_shown(classifiers: Classifiers) -> None:
    judged = classifiers.judge(read("Trời đẹp. Các chị nuôi quỹ tiết kiệm. Xe chạy."))
    assert [span.text for span in judged.evidence["fields:sentence"]] == ["Các chị nuôi quỹ tiết kiệm."]


def test_a_text_without_full_stops_is_no_sentence_to_show(classifiers: Classifiers) -> None:
    judged = classifiers.judge(read("nuôi quỹ tiết kiệm " + "xã " * 1000))
    assert judged.evidence["fields:sentence"] == []


def test_scores_of_all_labels_are_told_where_none_is_given(classifiers: Classifiers) -> None:
    judged = classifiers.judge(read("không có gì"))
    assert judged.scores["exemplar_all"] == pytest.approx(
        dict.fromkeys(("collective", "individual", "none"), 1 / 3), abs=1e-3
    )


def test_the_score_of_the_likeliest_label_is_told_where_none_is_given(classifiers: Classifiers) -> None:
    assert classifiers.judge(read("không có gì")).scores["genre"] == pytest.approx(1 / 3, abs=1e-3)


def test_scores_never_fall_where_decisions_rise() -> None:
    one = Axis(["a"], None, None, True, a=0.5, c=3.0, b=[0.2])
    scores = one.calibrated(np.linspace(-3, 3, 61)[:, None]).ravel()
    assert (np.diff(scores) >= 0).all()


def test_a_row_is_not_longer_for_a_longer_text() -> None:
    vocabulary = Vocabulary(["a", "b"], [], np.ones(2, dtype=np.float32))
    articles = [Features(text, {}, [], {}) for text in ("a b", "a b " * 50)]
    rows = [vocabulary.row(one, Both(vocabulary.tokens).columns(one.split())[0]) for one in articles]
    assert rows[0][1] == pytest.approx(rows[1][1])


def test_a_word_of_too_few_articles_is_not_learned() -> None:
    articles = [Features(text, {}, [], {}) for text in ("xã họp", "xã vui", "xã lạ")]
    assert Counts(articles).vocabulary([True] * 3).tokens == ["xã"]


def test_an_article_and_its_copies_count_once_for_the_vocabulary() -> None:
    articles = [Features(text, {}, [], {}) for text in ("xã", "xã", "xã", "thôn")]
    assert Counts(articles, [0, 0, 0, 1]).vocabulary([True] * 4).tokens == []
