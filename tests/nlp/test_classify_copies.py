"""Labelled articles in the forms a text may come in."""

import pytest

from nlp.classify.copies import capitals, compiled, copies, glued, lead, unmarked
from nlp.labelled import Labelled
from nlp.records import Document

DOC = Document("Xã Đồng Tâm", "Đường mới đã thông.", "Bà Lý hiến đất. Cả xóm góp công.\nXã khen.")


def row(genre: str = "organisational_report", exemplar: str = "none", *fields: str) -> Labelled:
    labels = {"on_campaign": True, "genre": genre, "exemplar": exemplar, "fields": list(fields), "actors": []}
    return Labelled("x", DOC, labels)


def test_the_lead_stands_alone() -> None:
    assert (lead(DOC).title, lead(DOC).sapo, lead(DOC).body) == ("", None, "Đường mới đã thông.")


def test_without_a_lead_the_first_sentence_does() -> None:
    assert lead(Document("Xã", None, DOC.body)).body == "Bà Lý hiến đất."


def test_an_empty_article_has_no_lead() -> None:
    assert lead(Document("Xã")).body == "Xã"


def test_marks_go_and_capitals_stay() -> None:
    assert unmarked(DOC).title == "Xa Dong Tam"


def test_all_is_in_capitals() -> None:
    assert capitals(DOC).sapo == "ĐƯỜNG MỚI ĐÃ THÔNG."


def test_glued_articles_have_the_fields_of_all() -> None:
    assert glued([row("other", "none", "thrift"), row("other", "none", "culture")]).labels["fields"] == [
        "thrift",
        "culture",
    ]


def test_where_fields_would_be_more_than_three_none_are_taught() -> None:
    whole = glued([row("other", "none", "thrift", "culture"), row("other", "none", "economy", "security")])
    assert "fields" not in whole.labels


@pytest.mark.parametrize(
    ("own", "held", "expected"),
    [
        ("none", ["collective"], "collective"),
        ("none", ["collective", "individual"], "mixed"),
        ("collective", ["individual"], "mixed"),
        ("mixed", ["collective"], "mixed"),
    ],
)
def test_a_report_with_examples_holds_up_what_they_do(own: str, held: list[str], expected: str) -> None:
    whole = compiled(row(exemplar=own), [row("model_report", label) for label in held])
    assert (whole.labels["genre"], whole.labels["exemplar"]) == ("organisational_report", expected)


def test_of_every_part_of_a_compiled_report_the_heaviest_field_counts() -> None:
    whole = compiled(row("organisational_report", "none", "party_building", "culture"), [row("model_report", "collective", "thrift")])  # fmt: skip
    assert whole.labels["fields"] == ["party_building", "thrift"]


def test_every_article_is_learned_without_marks_and_in_one_form_more() -> None:
    made = copies([row("other"), row("other")], [0, 0])
    assert sorted((copy.of, copy.kind) for copy in made) == [
        (0, "lead"), (0, "unmarked"), (1, "capitals"), (1, "unmarked")]  # fmt: skip


def test_reports_are_compiled_inside_a_cell_only() -> None:
    rows = [row(), row("model_report", "collective")]
    kinds = [[copy.kind for copy in copies(rows, cells)].count("long") for cells in ([0, 0], [0, 1])]
    assert kinds == [1, 0]


def test_articles_of_one_kind_are_glued_inside_a_cell_only() -> None:
    rows = [row("other") for _ in range(6)]
    kinds = [[copy.kind for copy in copies(rows, cells)].count("long") for cells in ([0] * 6, [0, 1, 2] * 2)]
    assert kinds == [1, 0]
