"""Citations of a labelled article against a reading: what counts as the same mention."""

from typing import Any

import pytest

from nlp.directives.scoring import answers
from nlp.evaluate import evaluate
from nlp.labelled import Labelled, LabelledError
from nlp.reading import Reading
from nlp.records import Directive, Document, Role, Span


def tag(*texts: str, role: Role = "context", **values: Any) -> Directive:
    return Directive([Span("body", i, i + len(t), t) for i, t in enumerate(texts)], role=role, **values)


def score(labels: list[dict[str, Any]], *found: Directive) -> dict[str, Any]:
    rows = [Labelled("1", Document(body="x"), {"citations": labels})]
    axes: dict[str, Any] = evaluate(rows, lambda row: Reading(directives=list(found)))["axes"]
    return axes


def test_a_mention_counts_when_span_and_document_agree() -> None:
    labels = [{"text": "Chỉ thị 05", "id": "CT05-2016"}, {"text": "Chỉ thị 03", "id": "CT03-2011"}]
    axis = score(labels, tag("Chỉ thị 05", id="CT05-2016"), tag("Chỉ thị 03", number="03-CT/TU"))["citations"]
    assert (axis["precision"], axis["recall"]) == (0.5, 0.5)


def test_spans_are_also_scored_alone() -> None:
    axis = score([{"text": "Chỉ thị 03", "id": "CT03-2011"}], tag("Chỉ thị 03", number="03-CT/TU"))["citation_spans"]
    assert (axis["precision"], axis["recall"]) == (1.0, 1.0)


def test_the_same_words_twice_are_two_mentions() -> None:
    labels = [{"text": "Chỉ thị 05", "id": "CT05-2016"}] * 2
    assert score(labels, tag("Chỉ thị 05", id="CT05-2016"))["citations"]["recall"] == 0.5


def test_open_candidates_are_compared_without_order() -> None:
    labels = [{"text": "Kế hoạch 03", "id": None, "candidates": ["KH03-2016", "KH03-2011"]}]
    found = tag("Kế hoạch 03", candidates=["KH03-2011", "KH03-2016"])
    assert score(labels, found)["citations"]["precision"] == 1.0


def test_roles_are_scored_on_mentions_found_right() -> None:
    labels = [
        {"text": "a", "id": "CT05-2016", "role": "operative"},
        {"text": "b", "id": "CT03-2011", "role": "context"},
    ]
    axis = score(labels, tag("a", id="CT05-2016", role="operative"))["citation_roles"]
    assert (axis["precision"], axis["support"]) == (1.0, 1)


def test_implied_documents_are_an_axis_of_their_own() -> None:
    labels = [{"text": "a", "id": "CT05-2016", "basis": "implied"}]
    axes = score(labels, tag("a", id="CT05-2016", basis="implied"))
    assert (axes["implied"]["recall"], axes["citations"]["recall"]) == (1.0, None)


def test_mentions_have_no_mean_over_labels() -> None:
    assert "per_label" not in score([{"text": "a", "id": "CT05-2016"}])["citations"]


BAD = [{"id": "CT05-2016"}, {"text": "a"}, {"text": "a", "number": "05-CT/TU", "basis": "implied"}]


@pytest.mark.parametrize("label", BAD)
def test_a_label_that_says_nothing_is_refused(label: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="citations"):
        list(answers([label], []))


def test_evaluation_names_the_article_of_a_bad_label() -> None:
    with pytest.raises(LabelledError, match=r"^1: citations"):
        score([{"text": "a"}])
