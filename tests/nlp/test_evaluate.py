"""Scores on cases counted by hand."""

from typing import Any

import pytest

from nlp.evaluate import as_json, calibration_error, evaluate
from nlp.labelled import Labelled
from nlp.reading import Reading
from nlp.records import Directive, Document, Locality, NamedModel, Person, Span, Unit


def score(*cases: tuple[dict[str, Any], Reading]) -> dict[str, Any]:
    """The axes of articles labelled and read so."""
    rows = [Labelled(str(i), Document(body="x"), labels) for i, (labels, _) in enumerate(cases)]
    readings = {str(i): reading for i, (_, reading) in enumerate(cases)}
    found: dict[str, Any] = evaluate(rows, lambda row: readings[row.id])["axes"]
    return found


def on(**labels: Any) -> dict[str, Any]:
    return {"on_campaign": True, **labels}


def place(name: str | None, level: str, province: str | None, role: str = "primary") -> Locality:
    return Locality(then=Unit(None, name, level, province), role=role)  # type: ignore[arg-type]  # both roles are given


YES, NO = Reading(on_campaign=True, campaign_score=0.9), Reading(on_campaign=False, campaign_score=0.1)


def test_campaign_precision_and_recall_are_those_of_yes() -> None:
    axis = score((on(), YES), (on(), NO), (on(), NO), ({"on_campaign": False}, YES), ({"on_campaign": False}, NO))
    figures = axis["on_campaign"]
    assert (figures["precision"], figures["recall"], figures["f1"], figures["accuracy"]) == (0.5, 0.3333, 0.4, 0.4)


def test_the_mean_over_yes_and_no_holds_both() -> None:
    axis = score((on(), YES), (on(), NO), ({"on_campaign": False}, NO))
    assert axis["on_campaign"]["macro_f1"] == pytest.approx(2 / 3, abs=1e-4)


def test_borderline_articles_are_left_out_of_the_clear_ones() -> None:
    axes = score((on(borderline=True), NO), (on(), YES))
    assert (axes["on_campaign"]["support"], axes["on_campaign_clear"]["support"]) == (2, 1)


def test_an_absent_key_is_not_scored() -> None:
    assert set(score((on(), YES))) == {"on_campaign", "on_campaign_clear"}


def test_an_article_without_any_label_is_not_scored() -> None:
    assert score(({}, YES)) == {}


def test_genre_and_exemplar_are_scored_on_articles_of_the_campaign() -> None:
    assert "genre" not in score(({"on_campaign": False, "genre": "other", "exemplar": "none"}, YES))


def test_fields_are_counted_label_by_label() -> None:
    axis = score((on(fields=["thrift", "culture"]), Reading(fields=["thrift", "economy", "security"])))["fields"]
    assert (axis["precision"], axis["recall"], axis["f1"]) == (0.3333, 0.5, 0.4)


def test_accuracy_of_fields_is_the_share_of_articles_exactly_right() -> None:
    axis = score(
        (on(fields=["thrift", "culture"]), Reading(fields=["culture", "thrift"])),
        (on(fields=["thrift"]), Reading(fields=["thrift", "culture"])),
    )["fields"]
    assert axis["accuracy"] == 0.5


def test_the_mean_over_labels_weighs_rare_and_common_ones_alike() -> None:
    axis = score(*[(on(genre="history"), Reading(genre="history"))] * 3, (on(genre="other"), Reading(genre="history")))[
        "genre"
    ]
    assert axis["macro_f1"] == pytest.approx((6 / 7 + 0) / 2, abs=1e-4)


def test_nothing_labelled_and_nothing_said_is_exactly_right_and_has_no_f1() -> None:
    axis = score((on(actors=[]), Reading(actors=[])))["actors"]
    assert (axis["accuracy"], axis["f1"], axis["precision"], axis["recall"]) == (1.0, None, None, None)


def test_nothing_said_where_something_was_labelled_is_zero() -> None:
    axis = score((on(actors=["women"]), Reading()))["actors"]
    assert (axis["precision"], axis["recall"], axis["f1"]) == (0.0, 0.0, 0.0)


def test_something_said_where_nothing_was_labelled_costs_precision() -> None:
    axis = score(
        (on(people=[]), Reading(people=[Person(name="Trần A")])),
        (on(people=["Lê B"]), Reading(people=[Person(name="Lê B")])),
    )
    assert (axis["people"]["precision"], axis["people"]["recall"]) == (0.5, 1.0)


def test_no_answer_is_not_the_label_none() -> None:
    axis = score((on(exemplar="none"), Reading(exemplar=None)))["exemplar"]
    assert axis["accuracy"] == 0.0


def test_no_answer_costs_no_precision() -> None:
    axis = score((on(genre="other"), Reading(genre=None)), (on(genre="other"), Reading(genre="other")))["genre"]
    assert (axis["precision"], axis["recall"]) == (1.0, 0.5)


def test_the_confusion_tells_what_was_said_for_what() -> None:
    axis = score((on(genre="history"), Reading(genre="commentary")), (on(genre="history"), Reading()))["genre"]
    assert axis["confusion"] == {"history": {"commentary": 1, "—": 1}}


def test_a_directive_outside_the_catalogue_is_not_scored() -> None:
    found = [Directive(id="CT05-2016"), Directive(id=None, number="04-QĐ/TU")]
    axis = score((on(directives=["CT05-2016"]), Reading(directives=found)))["directives"]
    assert axis["precision"] == 1.0


@pytest.mark.parametrize("labelled", [["CT03-2011"], ["CT03-2011", "CT05-2016"]])
def test_an_implied_document_is_right_where_it_is_listed_and_not_scored_where_not(labelled: list[str]) -> None:
    found = [Directive(id="CT03-2011"), Directive(id="CT05-2016", basis="implied")]
    assert score((on(directives=labelled), Reading(directives=found)))["directives"]["f1"] == 1.0


def test_a_document_that_is_cited_and_not_listed_is_wrong() -> None:
    found = [Directive(id="CT03-2011"), Directive(id="CT05-2016", basis="cited")]
    assert score((on(directives=["CT03-2011"]), Reading(directives=found)))["directives"]["precision"] == 0.5


def test_a_place_is_its_name_level_and_province() -> None:
    gold = {"name": "Châu Thành", "level": "district", "province": "An Giang"}
    axes = score((on(primary_locality=gold), Reading(localities=[place("Châu Thành", "district", "Long An")])))
    assert (axes["primary_locality"]["accuracy"], axes["primary_province"]["accuracy"]) == (0.0, 0.0)


def test_the_province_may_be_right_where_the_place_is_not() -> None:
    gold = {"name": "Uông Bí", "level": "district", "province": "Quảng Ninh"}
    axes = score((on(primary_locality=gold), Reading(localities=[place("Quảng Ninh", "province", "Quảng Ninh")])))
    assert (axes["primary_locality"]["accuracy"], axes["primary_province"]["accuracy"]) == (0.0, 1.0)


def test_a_national_article_is_right_when_it_is_called_national() -> None:
    gold = {"name": None, "level": "national", "province": None}
    axes = score((on(primary_locality=gold), Reading(localities=[place(None, "national", None)])))
    assert (axes["primary_locality"]["accuracy"], axes["primary_province"]["accuracy"]) == (1.0, 1.0)


def test_no_place_found_is_not_national() -> None:
    gold = {"name": None, "level": "national", "province": None}
    assert score((on(primary_locality=gold), Reading()))["primary_locality"]["recall"] == 0.0


def test_places_that_are_only_mentioned_do_not_answer() -> None:
    gold = {"name": "Huế", "level": "province", "province": "Huế"}
    mentioned = [place("Huế", "province", "Huế", "mentioned")]
    assert score((on(primary_locality=gold), Reading(localities=mentioned)))["primary_locality"]["accuracy"] == 0.0


def test_names_are_the_same_whatever_their_marks_and_signs() -> None:
    axis = score((on(models=["Hũ gạo - tình thương"]), Reading(models=[NamedModel(name="Hũ gạo tình thương")])))
    assert axis["models"]["f1"] == 1.0


def test_calibration_error_is_the_gap_between_score_and_share() -> None:
    assert calibration_error([(0.9, True)] * 6 + [(0.9, False)] * 4) == pytest.approx(0.3)


def test_calibration_error_weighs_bins_by_their_articles() -> None:
    assert calibration_error([(0.95, True)] * 3 + [(0.55, False)]) == pytest.approx((3 * 0.05 + 0.55) / 4)


def test_a_score_of_one_falls_into_the_last_bin() -> None:
    assert calibration_error([(1.0, True)]) == 0.0


def test_a_sure_no_that_is_right_is_well_calibrated() -> None:
    axis = score(({"on_campaign": False}, Reading(on_campaign=False, campaign_score=0.0)))["on_campaign"]
    assert axis["calibration_error"] == 0.0


def test_every_field_given_is_right_or_wrong_by_itself() -> None:
    reading = Reading(fields=["thrift", "culture"], scores={"fields": {"thrift": 1.0, "culture": 0.5}})
    assert score((on(fields=["thrift"]), reading))["fields"]["calibration_error"] == 0.25


def test_errors_name_the_article_the_labels_and_the_evidence() -> None:
    row = Labelled("bai-1", Document(title="Đầu đề", body="x"), on(genre="history"))
    reading = Reading(on_campaign=True, genre="other", evidence={"genre": [Span("body", 0, 1, "x")]})
    errors = evaluate([row], lambda _: reading)["errors"]
    assert errors == [
        {"id": "bai-1", "title": "Đầu đề", "axis": "genre", "gold": ["history"], "said": ["other"], "evidence": ["x"]}
    ]


def test_json_holds_errors_only_when_asked_for() -> None:
    result = evaluate([Labelled("a", Document(body="x"), on())], lambda _: NO)
    assert ("errors" in as_json(result, errors=True), "errors" in as_json(result, errors=False)) == (True, False)
