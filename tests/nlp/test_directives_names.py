"""Documents named without a number, and the campaign's directive implied by its name and the day."""

import pytest

from nlp.directives import find_directives
from nlp.records import Directive, Document
from nlp.text import normalise

ERA_1 = "học tập và làm theo tấm gương đạo đức Hồ Chí Minh"
ERA_2 = "học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"
ERA_3 = "học tập, thực hành tư tưởng, đạo đức, phương pháp, phong cách Hồ Chí Minh"


def read(text: str, day: str | None = None) -> list[Directive]:
    return find_directives(Document(body=normalise(text), published_at=day))


def pairs(text: str, day: str | None = None) -> list[tuple[str | None, str]]:
    return [(d.id, d.basis) for d in read(text, day)]


NAMES = [
    (f"Xã tổng kết Cuộc vận động “H{ERA_1[1:]}”.", "2009-03-01", "CT06-2006"),
    (f"Xã tổng kết Cuộc vận động “H{ERA_1[1:]}”.", None, "CT06-2006"),
    ("Xã tổng kết Cuộc vận động, ai cũng làm theo Bác.", "2009-03-01", "CT06-2006"),
    ("Xã họp Ban Chỉ đạo Cuộc vận động, ai cũng làm theo Bác.", "2009-03-01", "CT06-2006"),
    (
        "Bác Hồ ghét phong bì.\nSau hai năm thực hiện Cuộc vận động, phòng tiếp dân vắng phong bì.",
        "2009-03-01",
        "CT06-2006",
    ),
    ("Chi bộ xử lý người vi phạm những điều đảng viên không được làm.", "2013-03-01", "QD47-2011"),
    ("Chi bộ xử lý người vi phạm 19 điều đảng viên không được làm.", "2023-03-01", "QD37-2021"),
    ("Chi bộ học Quy định về những điều đảng viên không được làm.", "2026-09-01", "QD207-2026"),
    ("Chi bộ soi vào 27 biểu hiện suy thoái.", "2018-09-01", "NQTW4-XII"),
]


@pytest.mark.parametrize(("text", "day", "wanted"), NAMES)
def test_a_name_that_means_one_document_cites_it(text: str, day: str | None, wanted: str) -> None:
    assert pairs(text, day) == [(wanted, "cited")]


NO_NAMES = [
    ("Xã tổng kết Cuộc vận động, ai cũng làm theo Bác.", None),
    ("Xã tổng kết Cuộc vận động, ai cũng làm theo Bác.", "2018-03-01"),
    ("Xã tổng kết Cuộc vận động, ai cũng vui.", "2009-03-01"),
    ("Bác Hồ vui.\nXã tổng kết Cuộc vận động, ai cũng vui.\nCuộc vận động “Hai không” cũng vậy.", "2009-03-01"),
    ("Xã tổng kết cuộc vận động, ai cũng làm theo Bác.", "2009-03-01"),
    ("Cuộc vận động, ai cũng làm theo Bác.", "2009-03-01"),
    ("Xã tổng kết Cuộc vận động “Toàn dân đoàn kết”, làm theo Bác.", "2009-03-01"),
    ("Xã tổng kết Cuộc vận động người Việt dùng hàng Việt, làm theo Bác.", "2009-03-01"),
    ("Chi bộ xử lý người vi phạm những điều đảng viên không được làm.", "2008-03-01"),
]


@pytest.mark.parametrize(("text", "day"), NO_NAMES)
def test_a_name_outside_its_years_or_of_another_movement_cites_nothing(text: str, day: str | None) -> None:
    assert pairs(text, day) == []


def test_a_title_behind_its_number_is_no_second_document() -> None:
    text = "Chi bộ học Quy định 47-QĐ/TW “Về những điều đảng viên không được làm”."
    assert pairs(text, "2023-03-01") == [("QD47-2011", "cited")]


def test_the_undated_rule_of_conduct_stays_open() -> None:
    found = read("Chi bộ học Quy định về những điều đảng viên không được làm.")[0]
    assert (found.id, found.candidates) == (None, ["QD47-2011", "QD37-2021", "QD207-2026"])


IMPLIED = [
    (ERA_1, "2008-03-01", ["CT06-2006"]),
    (ERA_1, "2013-03-01", ["CT03-2011"]),
    (ERA_1, "2020-03-01", []),
    (ERA_1, None, []),
    (ERA_2, "2018-03-01", ["CT05-2016"]),
    (ERA_2, "2014-03-01", []),
    (ERA_2, "2026-09-01", []),
    (ERA_2, None, ["CT05-2016"]),
    (ERA_3, "2026-09-01", ["CT07-2026"]),
    (ERA_3, "2020-09-01", []),
    ("làm theo Bác", "2018-03-01", []),
    ("học Bác mỗi ngày", "2018-03-01", []),
]


@pytest.mark.parametrize(("name", "day", "wanted"), IMPLIED)
def test_the_campaign_name_implies_the_directive_of_its_era(name: str, day: str | None, wanted: list[str]) -> None:
    assert pairs(f"Chi bộ đẩy mạnh {name}.", day) == [(identity, "implied") for identity in wanted]


def test_an_implied_directive_scores_below_a_cited_one() -> None:
    implied, cited = (
        read(f"Chi bộ đẩy mạnh {name}.", "2018-03-01")[0] for name in (ERA_2, f"Chỉ thị 05-CT/TW về {ERA_2}")
    )
    assert (implied.basis, cited.basis, implied.score < cited.score) == ("implied", "cited", True)


def test_an_undated_article_implies_with_less_weight() -> None:
    dated, undated = (read(f"Chi bộ đẩy mạnh {ERA_2}.", day)[0].score for day in ("2018-03-01", None))
    assert undated < dated


def test_a_cited_document_of_the_chain_leaves_nothing_to_imply() -> None:
    assert pairs(f"Thực hiện Kết luận 01-KL/TW, chi bộ đẩy mạnh {ERA_2}.", "2022-03-01") == [("KL01-2021", "cited")]


@pytest.mark.parametrize("menu", [f"Thời sự | {ERA_2} | Ảnh", f"Thời sự – {ERA_2} – Ảnh"])
def test_a_menu_implies_nothing(menu: str) -> None:
    assert pairs(menu, "2018-03-01") == []


def test_a_list_of_duties_implies_only_context() -> None:
    text = f"Quý tới, xã làm đường; trồng cây; {ERA_2}; thu thuế; dọn kênh."
    assert [(d.id, d.role) for d in read(text, "2018-03-01")] == [("CT05-2016", "context")]


FAMILY = [
    ("2013-01-01", ["QD101-2012"]),
    ("2017-06-01", ["QD101-2012", "QD55-2016"]),
    ("2024-06-01", ["QD101-2012", "QD55-2016", "QD08-2018"]),
    ("2010-06-01", []),
    (None, []),
]


@pytest.mark.parametrize(("day", "wanted"), FAMILY)
def test_rules_on_setting_an_example_imply_those_older_than_the_article(day: str | None, wanted: list[str]) -> None:
    found = pairs("Huyện thực hiện các quy định về trách nhiệm nêu gương.", day)
    assert found == [(identity, "implied") for identity in wanted]


def test_an_undated_article_is_as_old_as_what_it_cites() -> None:
    text = "Xã học Quy định 144-QĐ/TW ngày 09/5/2024.\nXã thực hiện các quy định của Đảng về nêu gương."
    assert [d.id for d in read(text) if d.basis == "implied"] == ["QD101-2012", "QD55-2016", "QD08-2018"]


def test_numbers_beside_the_phrase_say_which_rules_are_meant() -> None:
    text = "Xã thực hiện các quy định về nêu gương: Quy định 101-QĐ/TW, Quy định 08-QĐi/TW."
    assert pairs(text, "2020-03-01") == [("QD101-2012", "cited"), ("QD08-2018", "cited")]
