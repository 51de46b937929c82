"""What single sentences teach: texts strung of them, and which sentence of an article tells a deed."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from nlp.classify import deeds, telling
from nlp.classify import train as training
from nlp.classify.deeds import Sentence
from nlp.classify.strung import strung
from nlp.labelled import Labelled, LabelledError
from nlp.records import Document
from nlp.tagger import features

SAVED = ("Chị Lan nuôi lợn đất lấy tiền mua sách.", "Cả xóm nuôi lợn đất suốt năm.", "Bà Tư nuôi lợn đất từ Tết.")
PLANTED = ("Thanh niên trồng hoa hai bên lối đi.", "Đoàn xã trồng hoa ven kênh.", "Các em trồng hoa trước cổng.")
IDLE = ("Trời hôm ấy nắng to.", "Ai cũng vui.", "Xe chạy qua cầu.")
BANK = [
    *(Sentence(text, ("thrift",), ("women",)) for text in SAVED),
    *(Sentence(text, ("environment", "culture"), ("youth",)) for text in PLANTED),
    *(Sentence(text, (), ()) for text in IDLE),
]


def article(identity: str, body: str) -> Labelled:
    return Labelled(identity, Document(title="Chuyện nuôi lợn đất", body=body), {}, "thu")


def test_sentences_are_read_with_fields_and_actors(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text(
        "thrift,social_welfare\twomen\tCác chị góp gạo.\n\t\tTrời nắng.\n", encoding="utf-8"
    )
    assert deeds.read(tmp_path) == [
        Sentence("Các chị góp gạo.", ("thrift", "social_welfare"), ("women",), file="a"),
        Sentence("Trời nắng.", (), (), file="a"),
    ]


def test_no_folder_holds_no_sentences(tmp_path: Path) -> None:
    assert deeds.read(tmp_path / "none") == deeds.of_articles(tmp_path / "none", []) == []


@pytest.mark.parametrize("line", ["thrift\tCác chị góp gạo.", "thrift\twomen\t ", "một câu trơn"])
def test_a_line_of_another_form_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.tsv").write_text(f"\t\tTrời nắng.\n{line}\n", encoding="utf-8")
    with pytest.raises(LabelledError, match=r"a\.tsv, line 2"):
        deeds.read(tmp_path)


def test_every_sentence_under_the_headline_is_there_with_what_it_tells(tmp_path: Path) -> None:
    row = article("a", "Trời nắng. Chị Lan góp gạo.")
    said = {"id": "a", "told": [["body", 11, 27, ["thrift"], ["women"]]]}
    (tmp_path / deeds.ARTICLES).write_text(json.dumps(said), encoding="utf-8")
    assert deeds.of_articles(tmp_path, [row]) == [
        Sentence("Trời nắng.", (), (), "a"),
        Sentence("Chị Lan góp gạo.", ("thrift",), ("women",), "a"),
    ]


def test_a_place_where_no_sentence_stands_is_named(tmp_path: Path) -> None:
    said = {"id": "a", "told": [["body", 3, 9, ["thrift"], []]]}
    (tmp_path / deeds.ARTICLES).write_text(json.dumps(said), encoding="utf-8")
    with pytest.raises(LabelledError, match="line 1: no sentence of a stands at"):
        deeds.of_articles(tmp_path, [article("a", "Trời nắng. Chị Lan góp gạo.")])


@pytest.mark.parametrize("line", ["{", "[]", '{"id": "a"}', '{"id": "a", "told": [[1]]}'])
def test_a_line_that_tells_nothing_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / deeds.ARTICLES).write_text(line, encoding="utf-8")
    with pytest.raises(LabelledError, match="line 1"):
        deeds.of_articles(tmp_path, [article("a", "Trời nắng.")])


def test_a_text_holds_sentences_of_one_writer() -> None:
    bank = [replace(one, text=f"{name}: {one.text}", file=name) for name in "ab" for one in BANK]
    assert all(("a: " in row.document.body) != ("b: " in row.document.body) for row in strung(bank))


def test_sentences_of_articles_that_are_not_there_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / deeds.ARTICLES).write_text('{"id": "b", "told": []}', encoding="utf-8")
    assert deeds.of_articles(tmp_path, [article("a", "Trời nắng.")]) == []


def test_every_deed_comes_into_two_texts_at_least() -> None:
    bodies = " ".join(row.document.body for row in strung(BANK))
    assert min(bodies.count(text) for text in (*SAVED, *PLANTED)) >= 1
    assert sum(bodies.count(text) for text in (*SAVED, *PLANTED)) >= 2 * len((*SAVED, *PLANTED))


def test_a_strung_text_has_the_fields_and_actors_of_its_sentences() -> None:
    for row in strung(BANK):
        told = [one for one in BANK if one.text in row.document.body]
        assert set(row.labels["fields"]) <= {field for one in told for field in one.fields}
        assert row.labels["actors"] == sorted({actor for one in told for actor in one.actors})


def test_the_field_told_most_stands_first() -> None:
    for row in strung([*BANK[:3], *(Sentence(text, ("culture",), ()) for text in PLANTED)]):
        body = row.document.body
        saved, planted = (sum(body.count(text) for text in some) for some in (SAVED, PLANTED))
        if saved != planted:
            assert row.labels["fields"][0] == ("thrift" if saved > planted else "culture")


def test_the_same_sentences_give_the_same_texts() -> None:
    assert strung(BANK) == strung(BANK)


def test_without_sentences_there_are_no_texts() -> None:
    assert strung([]) == []


def test_strung_texts_teach_fields_and_actors_and_are_not_measured_on() -> None:
    base = {"on_campaign": True, "exemplar": "none", "genre": "other", "fields": ["thrift"], "actors": ["women"]}
    other = {"on_campaign": False, "exemplar": "mixed", "genre": "document", "fields": ["culture"], "actors": ["youth"]}
    rows = [Labelled(str(i), Document(body=f"Bài số {i}. {SAVED[i % 3]}"), (base, other)[i % 4 == 3], "ab"[i % 2])
            for i in range(60)]  # fmt: skip
    rows += [Labelled(f"x{i}", Document(body=PLANTED[i % 3]), {**other, "on_campaign": True}, "a") for i in range(5)]
    texts = strung(BANK)
    data = training.prepare(rows, texts=texts, copied=False)
    taught = {name: bool(one.weight[len(rows) :].all()) for name, one in data.tasks.items()}
    assert taught == {"on_campaign": False, "exemplar": False, "genre": False, "fields": True, "actors": True}
    assert not any(one.scored[len(rows) :].any() for one in data.tasks.values())
    assert set(data.folds[len(rows) :]) == {-1}


def test_the_sentence_that_tells_the_deed_is_shown_and_not_the_headline() -> None:
    learned = telling.learn(BANK * 3)
    seen = features(Document(title=SAVED[1], body=f"{IDLE[0]} {SAVED[0]} {PLANTED[1]}"))[1]
    shown = learned.shown(seen, {"fields": ["thrift", "environment"], "actors": ["youth"]})
    assert {label: [span.text for span in spans] for label, spans in shown.items()} == {
        "fields:thrift": [SAVED[0]],
        "fields:environment": [PLANTED[1]],
        "actors:youth": [PLANTED[1]],
    }


def test_a_headline_is_shown_where_nothing_stands_under_it() -> None:
    seen = features(Document(title=SAVED[0]))[1]
    assert telling.learn(BANK * 3).shown(seen, {"fields": ["thrift"]})["fields:thrift"][0].field == "title"


def test_a_label_no_sentence_taught_shows_none() -> None:
    seen = features(Document(body=SAVED[0]))[1]
    assert telling.learn(BANK * 3).shown(seen, {"fields": ["economy"]}) == {"fields:economy": []}


def test_a_text_without_full_stops_shows_no_sentence() -> None:
    seen = features(Document(body="nuôi lợn đất " * 100))[1]
    assert telling.learn(BANK * 3).shown(seen, {"fields": ["thrift"]}) == {"fields:thrift": []}


def test_how_often_the_right_sentence_is_shown_is_counted_on_articles_left_out() -> None:
    left = [Sentence(SAVED[0], ("thrift",), (), "a"), Sentence(IDLE[0], (), (), "a")]
    found = telling.right([*BANK * 3, *left], {"a": 0})
    assert found == {"fields": [1, 1.0, 0.5]}
