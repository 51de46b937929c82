"""Ambiguity, time, and what a unit is today."""

import pytest

from nlp.localities import find_localities
from nlp.records import Document, Locality, Unit


def read(text: str, day: str | None = "2019-05-19", paper: str | None = None) -> list[Locality]:
    return find_localities(Document(body=text, published_at=day, source_province=paper))


def one(found: list[Locality], name: str) -> Locality:
    return next(x for x in found if x.then.name == name)


def test_a_name_of_many_units_without_context_has_no_code():
    assert one(read("Xã Tân Thành làm đường."), "Tân Thành").then.code is None


def test_a_name_of_many_units_lists_its_candidates():
    assert len(one(read("Xã Tân Thành làm đường."), "Tân Thành").candidates) > 5


def test_an_ambiguous_name_scores_below_one_half():
    assert one(read("Xã Tân Thành làm đường."), "Tân Thành").score < 0.5


def test_a_district_name_of_two_provinces_without_context_stays_open():
    assert one(read("Huyện Chợ Mới làm đường."), "Chợ Mới").then.code is None


def test_the_province_of_the_paper_settles_a_district():
    assert one(read("Huyện Chợ Mới làm đường.", paper="91"), "Chợ Mới").then.province == "An Giang"


def test_a_district_of_two_home_provinces_stays_open():
    # The papers of Tiền Giang and Đồng Tháp are one since July 2025; each had a district Châu Thành.
    assert one(read("Huyện Châu Thành làm đường.", paper="82"), "Châu Thành").then.code is None


def test_the_district_named_elsewhere_settles_a_commune():
    found = read("Thị xã Phổ Yên đổi mới. Ở xã Hồng Tiến, dân hiến đất.")
    assert one(found, "Hồng Tiến").then.province == "Thái Nguyên"


def test_the_address_is_stronger_than_the_paper():
    found = read("Xã Hồng Tiến, huyện Kiến Xương, tỉnh Thái Bình.", paper="19")
    assert one(found, "Hồng Tiến").then.province == "Thái Bình"


def test_a_commune_outside_every_province_at_hand_is_not_guessed():
    found = read("Xã Thượng Yên Công làm đường ở An Giang.", paper="91")
    assert all(x.then.code != "06829" for x in found)


def test_the_unit_word_is_only_a_hint():
    assert one(read("TX Phổ Yên và xã Hồng Tiến.", day="2023-01-01"), "Hồng Tiến").then.code == "05869"


@pytest.mark.parametrize(
    ("day", "level"), [("2025-06-30", "district"), ("2025-07-01", "commune"), ("2026-08-27", "commune")]
)
def test_the_day_decides_between_two_systems(day, level):
    found = read("Người dân ở Uông Bí vui mừng.", day=day, paper="22")
    assert one(found, "Uông Bí").then.level == level


def test_a_district_named_as_such_after_its_end_is_the_former_one():
    assert one(read("Huyện Thoại Sơn từng làm điểm.", day="2026-01-10", paper="91"), "Thoại Sơn").then.code == "894"


def test_undated_with_districts_is_read_in_the_former_system():
    assert one(read("Huyện Thoại Sơn và An Giang.", day=None), "An Giang").then.code == "89"


def test_undated_with_a_special_zone_is_read_in_todays_system():
    assert one(read("Đặc khu Phú Quốc và tỉnh An Giang.", day=None), "An Giang").then.code == "91"


@pytest.mark.parametrize(
    ("day", "code", "province"),
    [("2024-12-31", "46", "Thừa Thiên Huế"), ("2025-03-01", "46", "Huế"), ("2026-03-01", "46", "Huế")],
)
def test_hue_through_time(day, code, province):
    unit = read("Nhân dân Huế thi đua.", day=day)[0].then
    assert (unit.code, unit.province) == (code, province)


@pytest.mark.parametrize(
    ("text", "day", "level"),
    [
        ("Cán bộ thành phố Bắc Ninh họp.", "2020-01-01", "district"),
        ("Cán bộ thành phố Bắc Ninh họp.", "2026-10-01", "province"),
        ("Cán bộ tỉnh Bắc Ninh họp.", "2020-01-01", "province"),
        ("Cán bộ thành phố Hải Dương họp.", "2020-01-01", "district"),
        ("Cán bộ thành phố Hải Phòng họp.", "2020-01-01", "province"),
    ],
)
def test_city_means_what_it_was_on_the_day(text, day, level):
    assert read(text, day=day)[0].then.level == level


def test_then_bears_the_province_of_its_time():
    assert one(read("Huyện ủy Kim Thành họp.", paper="31"), "Kim Thành").then.province == "Hải Dương"


def test_now_bears_the_province_of_today():
    now = one(read("Huyện ủy Kim Thành họp.", paper="31"), "Kim Thành").now
    assert isinstance(now, list)
    assert {unit.province for unit in now} == {"Hải Phòng"}


def test_a_commune_with_one_heir_has_one_unit_of_today():
    found = read("Phường Đắc Sơn, TP Phổ Yên.")
    assert one(found, "Đắc Sơn").now == Unit("05860", "Phổ Yên", "commune", "Thái Nguyên")


def test_a_unit_of_today_is_itself():
    found = read("Xã Thoại Sơn đổi mới.", day="2026-08-01", paper="91")[0]
    assert found.now == found.then


def test_a_commune_merged_before_2025_keeps_its_printed_name_without_a_code():
    found = one(read("Các xã Điền Công, Thượng Yên Công, TP Uông Bí.", day="2018-01-01"), "Điền Công")
    assert (found.then.code, found.then.province) == (None, "Quảng Ninh")


def test_a_commune_merged_before_2025_has_the_heir_of_its_successor():
    found = one(read("Xã Điền Công, TP Uông Bí, đổi mới.", day="2018-01-01"), "Điền Công")
    assert isinstance(found.now, list)
    assert "Vàng Danh" in {unit.name for unit in found.now}


def test_a_commune_the_gazetteer_lacks_is_kept_in_the_district_of_its_address():
    found = one(read("Xã Mường Khói, huyện Bát Xát, vào mùa."), "Mường Khói")
    assert (found.then.code, found.then.province, found.now) == (None, "Lào Cai", None)
