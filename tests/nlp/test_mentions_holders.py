"""Who runs a model and where, where a person lives, what a figure counts: sentences written before the rules read them."""

import json
from pathlib import Path
from typing import Any

import pytest

from nlp.mentions import find_figures, find_models, find_people
from nlp.mentions.running import LONGEST
from nlp.records import Document, Span
from nlp.text import normalise

CASES = [json.loads(line) for line in
         (Path(__file__).parent / "cases" / "holders.jsonl").read_text(encoding="utf-8").splitlines()]  # fmt: skip
FINDERS: dict[str, Any] = {"models": find_models, "people": find_people, "figures": find_figures}
NAMES = {"models": "name", "people": "name", "figures": "text"}
AXES = [("models", "holder"), ("models", "place"), ("people", "role"), ("people", "place"), ("figures", "of")]
# Precision before recall: what is shown must be right, what is missed may be found by a reader.
PRECISION, RECALL = 0.93, 0.85


def answers(kind: str, key: str) -> tuple[set[tuple[int, str]], set[tuple[int, str]]]:
    """(expected, found) as (number of the case, name → value); cases that do not say are left out."""
    gold: set[tuple[int, str]] = set()
    said: set[tuple[int, str]] = set()
    for number, case in enumerate(CASES):
        asked = {tag[NAMES[kind]]: tag[key] for tag in case.get(kind, []) if key in tag}
        gold |= {(number, f"{name} → {value}") for name, value in asked.items() if value is not None}
        doc = Document(normalise(case.get("title", "")), None, normalise(case["body"]))
        for tag in FINDERS[kind](doc) if kind in case else []:
            value = getattr(tag, key)
            value = value.text if isinstance(value, Span) else value
            if value is not None and (getattr(tag, NAMES[kind]) in asked or not case[kind]):
                said.add((number, f"{getattr(tag, NAMES[kind])} → {value}"))
    return gold, said


@pytest.mark.parametrize(("kind", "key"), AXES)
def test_what_is_found_is_right(kind: str, key: str) -> None:
    gold, said = answers(kind, key)
    assert len(said & gold) >= PRECISION * len(said), sorted(said - gold)


@pytest.mark.parametrize(("kind", "key"), AXES)
def test_most_of_what_is_there_is_found(kind: str, key: str) -> None:
    gold, said = answers(kind, key)
    assert len(said & gold) >= RECALL * len(gold), sorted(gold - said)


@pytest.mark.parametrize("body", [
    "Mô hình “Sân phơi chung” được Huyện ủy Quế Phong biểu dương.",
    "Mô hình “Sân phơi chung” giúp ích cho Hội Nông dân xã Hạnh Dịch.",
    "Anh em thợ mộc lập mô hình “Sân phơi chung”.",
    "Ai cũng nhắc mô hình “Sân phơi chung”. Hội Nông dân xã Hạnh Dịch họp sáng nay.",
])  # fmt: skip
def test_whoever_praises_or_gains_or_has_no_name_runs_nothing(body: str) -> None:
    [model] = find_models(Document(body=body))
    assert model.holder is None


@pytest.mark.parametrize("body", [
    "Mô hình “Sân phơi chung” của Đồn Biên phòng Bản Lầu có 12 hộ.",
    "Mô hình “Sân phơi chung” của Công đoàn Khu Kinh tế Vũng Áng có 12 hộ.",
])  # fmt: skip
def test_a_unit_word_within_a_name_is_no_place(body: str) -> None:
    [model] = find_models(Document(body=body))
    assert model.place is None


def test_a_holder_without_an_end_is_cut() -> None:
    [model] = find_models(Document(body="Mô hình “Sân phơi chung” của Hội Nông " + "Xa" * 500_000 + " có 12 hộ."))
    assert model.holder is None or len(model.holder.text) <= LONGEST


def test_a_share_that_fell_counts_the_same_before_and_after() -> None:
    found = find_figures(Document(body="Tỷ lệ hộ cận nghèo giảm từ 9,5% năm 2020 xuống còn 3%."))
    assert [figure.of and figure.of.text for figure in found] == ["hộ cận nghèo", "hộ cận nghèo"]


@pytest.mark.parametrize("body", ["Có 30% vắng. Họ xuống 12%.", "Tỷ lệ hộ nghèo còn 9%; thu ngân sách đạt 86%."])
def test_another_share_is_not_taken_for_the_one_before(body: str) -> None:
    assert find_figures(Document(body=body))[-1].of is None


def test_what_only_begins_like_a_counted_noun_is_none() -> None:
    assert find_figures(Document(body="Có 12 tổ chức xã hội tham gia.")) == []


def test_a_role_ends_with_its_place_where_a_verb_follows() -> None:
    body = ("Chị Lê Thị Nhã, hội viên thôn 2, xã Đắk Ha gom ve chai nuôi heo đất. Chị góp tiền giúp ba em nhỏ. "
            "Chị còn dạy chị em trong thôn làm men rượu cần, không lấy công của ai.")  # fmt: skip
    [person] = find_people(Document(title="Chị Lê Thị Nhã", body=body))
    assert person.role == "hội viên thôn 2, xã Đắk Ha"
