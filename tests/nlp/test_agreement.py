"""How far coders agree, against figures of the literature."""

import json

import pytest

from nlp.agreement import agreement, alpha, kappa, masi
from nlp.coders import read_coders
from nlp.labelled import LabelledError

# Four observers, twelve units (. = not coded): the example by which alpha is usually explained; nominal alpha .743.
TABLE = ["1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .", "1 2 3 3 2 4 4 1 2 5 1 ."]
UNITS = [[value for value in column if value != "."] for column in zip(*(row.split() for row in TABLE), strict=True)]


def test_nominal_alpha_is_that_of_the_literature():
    assert round(alpha(UNITS), 3) == 0.743


def test_full_agreement_is_one():
    assert alpha([["a", "a"], ["b", "b"]]) == 1.0


def test_coders_who_agree_on_nothing_fall_below_chance():
    assert alpha([["a", "b"], ["b", "a"]]) < 0


def test_alpha_is_undefined_where_nothing_varies():
    assert alpha([["a", "a"], ["a", "a"]]) is None


def test_units_with_one_label_count_for_nothing():
    assert alpha([*UNITS, ["5"], ["5"]]) == alpha(UNITS)


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ({"a"}, {"a"}, 0),
        ({"a"}, {"b"}, 1),
        ({"a"}, {"a", "b"}, 1 - 1 / 2 * 2 / 3),
        ({"a", "b"}, {"b", "c"}, 1 - 1 / 3 * 1 / 3),
    ],
)
def test_masi_counts_half_a_match_as_half(one, other, distance):
    assert masi(frozenset(one), frozenset(other)) == pytest.approx(distance)


def test_kappa_is_that_of_the_literature():
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert kappa(pairs) == pytest.approx(0.4)


def test_kappa_is_undefined_where_chance_alone_agrees():
    assert kappa([("y", "y")] * 3) is None


def test_an_axis_without_pairs_says_so():
    found = agreement("genre", {"lan": {"1": "history"}, "minh": {"2": "history"}})
    assert (found.units, found.alpha, "two coders" in found.why) == (0, None, True)


def test_an_axis_without_variety_says_so():
    found = agreement("genre", {"lan": {"1": "history"}, "minh": {"1": "history"}})
    assert (found.same, found.alpha, "the same" in found.why) == (1.0, None, True)


def test_the_interval_holds_the_figure():
    coders = {"a": {str(i): i % 3 for i in range(60)}, "b": {str(i): (i + (i % 7 == 0)) % 3 for i in range(60)}}
    found = agreement("genre", coders)
    assert found.interval[0] < found.alpha < found.interval[1]


def test_sheets_of_two_kinds_are_read_together(tmp_path):
    (tmp_path / "lan.csv").write_text("id,genre,fields\r\n1,history,thrift|culture\r\n2,,\r\n", encoding="utf-8-sig")
    (tmp_path / "minh.jsonl").write_text(json.dumps({"id": "1", "genre": "commentary", "on_campaign": True}) + "\n")
    found = read_coders([tmp_path / "lan.csv", tmp_path / "minh.jsonl"])
    assert found == {
        "genre": {"lan": {"1": "history"}, "minh": {"1": "commentary"}},
        "fields": {"lan": {"1": frozenset(("thrift", "culture"))}},
        "on_campaign": {"minh": {"1": True}},
    }


@pytest.mark.parametrize(
    "row", ['{"genre": "history"}', '{"id": "1", "genre": "novel"}', '{"id": "1", "on_campaign": "maybe"}', "[]", "{"]
)
def test_a_row_that_cannot_be_read_is_named(tmp_path, row):
    (tmp_path / "lan.jsonl").write_text(row)
    with pytest.raises(LabelledError, match=r"lan\.jsonl"):
        read_coders([tmp_path / "lan.jsonl"])
