"""The gazetteer's tables: how many units, which codes, what became of them, and that they can be made again."""

import importlib.util
import subprocess
import sys
import tomllib
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from nlp.localities.gazetteer import Place
from nlp.localities.load import gazetteer

ROOT = Path(__file__).resolve().parents[2]


def place(name: str, level: str, *, former: bool) -> Place:
    found = gazetteer()
    return next(p for p in found.names[found.key(name)] if p.level == level and p.former is former)


def test_former_system_has_63_provinces_696_districts_10035_communes():
    counts = Counter(level for level, _ in gazetteer().former)
    assert counts == {"province": 63, "district": 696, "commune": 10_035}


def test_todays_system_has_34_provinces_and_3321_communes():
    counts = Counter(level for level, _ in gazetteer().current)
    assert counts == {"province": 34, "commune": 3_321}


def test_every_former_unit_has_an_heir():
    assert [p.name for p in gazetteer().former.values() if not p.heirs] == []


def test_every_unit_below_the_province_has_a_parent():
    everything = [*gazetteer().former.values(), *gazetteer().current.values()]
    assert [p.name for p in everything if p.level != "province" and p.parent is None] == []


@pytest.mark.parametrize(
    ("level", "code", "name", "province"),
    [
        ("district", "196", "Uông Bí", "Quảng Ninh"),
        ("district", "894", "Thoại Sơn", "An Giang"),
        ("district", "760", "Quận 1", "Hồ Chí Minh"),
        ("commune", "05869", "Hồng Tiến", "Thái Nguyên"),
        ("province", "24", "Bắc Giang", "Bắc Giang"),
    ],
)
def test_codes_of_the_former_system(level, code, name, province):
    unit = gazetteer().former[level, code].unit("2020-01-01")
    assert (unit.name, unit.province) == (name, province)


def test_one_code_means_two_provinces_in_two_systems():
    assert gazetteer().current["province", "24"].name == "Bắc Ninh"


def test_a_commune_can_be_divided_among_several():
    assert len(place("Thạch Bàn", "commune", former=True).heirs) > 1


def test_a_former_province_becomes_one_province():
    assert place("Hải Dương", "province", former=True).today().name == "Hải Phòng"


def test_a_former_district_becomes_the_communes_on_its_land():
    assert {u.name for u in place("Uông Bí", "district", former=True).today()} == {"Uông Bí", "Vàng Danh", "Yên Tử"}


def test_a_merged_old_province_with_one_heir_has_no_code_of_its_own():
    old = place("Hà Bắc", "province", former=True)
    assert (old.code, old.today().name) == (None, "Bắc Ninh")


@pytest.mark.parametrize(
    ("spelling", "name"),
    [("Đắc Lắc", "Đắk Lắk"), ("Daklak", "Đắk Lắk"), ("Bắc Cạn", "Bắc Kạn"), ("Kontum", "Kon Tum"),
     ("BR-VT", "Bà Rịa - Vũng Tàu"), ("TT-Huế", "Huế"), ("TPHCM", "Hồ Chí Minh")],
)  # fmt: skip
def test_spellings_lead_to_the_official_name(spelling, name):
    found = gazetteer()
    assert found.names[found.key(spelling)][0].name == name


def test_saigon_is_no_name_of_the_city():
    found = gazetteer()
    assert all(p.level == "commune" for p in found.names[found.key("Sài Gòn")])


@pytest.mark.parametrize(
    ("day", "word"),
    [("2010-01-01", "huyện"), ("2015-05-15", "thị xã"), ("2022-04-09", "thị xã"), ("2022-04-10", "thành phố")],
)
def test_the_rank_of_a_district_changes_with_the_day(day, word):
    assert gazetteer().former["district", "172"].word_on(day) == word


@pytest.mark.parametrize(("code", "first_day"), [("75", "2026-04-30"), ("22", "2026-09-01"), ("24", "2026-09-20")])
def test_provinces_that_became_central_cities_in_2026(code, first_day):
    assert gazetteer().current["province", code].word_on(first_day) == "thành phố"


def test_hue_bears_its_longer_name_until_2024():
    assert gazetteer().former["province", "46"].name_on("2024-12-31") == "Thừa Thiên Huế"


@pytest.fixture(scope="module")
def made_again(tmp_path_factory):
    """The folder of a fresh run of the generator."""
    if importlib.util.find_spec("vietnamadminunits") is None:
        pytest.skip("source package not installed")
    folder = tmp_path_factory.mktemp("gazetteer")
    script = ROOT / "datasets" / "make" / "gazetteer.py"
    subprocess.run([sys.executable, str(script), str(folder)], check=True, capture_output=True)
    return folder


@pytest.mark.parametrize("name", ["units.tsv", "successors.tsv", "former.tsv"])
def test_the_generator_gives_the_stored_bytes(made_again, name):
    assert (made_again / name).read_bytes() == (ROOT / "datasets" / "gazetteer" / name).read_bytes()


@pytest.mark.parametrize(("day", "province"), [("2008-07-31", "Hà Tây"), ("2008-08-01", "Hà Nội")])
def test_a_district_of_ha_tay_moves_to_ha_noi(day, province):
    assert gazetteer().former["district", "271"].unit(day).province == province


def test_me_linh_was_in_vinh_phuc_until_july_2008():
    assert gazetteer().former["district", "250"].unit("2008-07-31").province == "Vĩnh Phúc"


@pytest.mark.parametrize(
    "name",
    ["Hà Tây", "Bắc Thái", "Hà Bắc", "Nam Hà", "Hải Hưng", "Vĩnh Phú", "Minh Hải", "Sông Bé", "Hà Nam Ninh", "Nghệ Tĩnh",
     "Bình Trị Thiên", "Hà Sơn Bình", "Hà Tuyên", "Thuận Hải", "Phú Khánh", "Nghĩa Bình"],
)  # fmt: skip
def test_provinces_of_earlier_days_lead_to_one_of_today(name):
    old = place(name, "province", former=True)
    assert {heir.province.former for heir in old.heirs} == {False}


def test_a_town_split_off_its_district_begins_on_its_day():
    assert [gazetteer().former["district", "449"].valid(day) for day in ("2014-01-01", "2016-01-01")] == [False, True]


RANKS = tomllib.loads((ROOT / "datasets" / "gazetteer" / "ranks.toml").read_text(encoding="utf-8"))["status"]


@pytest.mark.parametrize("row", RANKS, ids=lambda row: f"{row['name']} {row['from']}")
def test_a_row_of_ranks_names_the_unit_of_its_code(row):
    unit = gazetteer().former["district", row["code"]].unit("2020-01-01")
    assert (unit.name, unit.province) == (row["name"], row["province"])


@pytest.mark.parametrize("row", RANKS, ids=lambda row: f"{row['name']} {row['from']}")
def test_the_rank_is_another_from_its_day_on(row):
    unit = gazetteer().former["district", row["code"]]
    before = (date.fromisoformat(row["from"]) - timedelta(days=1)).isoformat()
    assert (unit.word_on(before), unit.word_on(row["from"])) == (row["before"], row["word"])


@pytest.mark.parametrize(("code", "last_day"), [("75", "2026-04-29"), ("22", "2026-08-31"), ("24", "2026-09-19")])
def test_the_day_before_they_were_provinces_still(code, last_day):
    assert gazetteer().current["province", code].word_on(last_day) == "tỉnh"


@pytest.mark.parametrize(
    ("spelling", "name"),
    [("Đakrông", "Đa Krông"), ("Sapa", "Sa Pa"), ("Ban Mê Thuột", "Buôn Ma Thuột"), ("K'Bang", "KBang"),
     ("Bạch Long Vỹ", "Bạch Long Vĩ"), ("Yên Hưng", "Quảng Yên")],
)  # fmt: skip
def test_districts_are_found_by_the_spellings_of_the_press(spelling, name):
    assert place(spelling, "district", former=True).name == name


def test_yen_hung_was_the_name_until_the_town():
    unit = gazetteer().former["district", "206"]
    assert [unit.unit(day).name for day in ("2011-11-24", "2011-11-25")] == ["Yên Hưng", "Quảng Yên"]


def test_a_record_read_once_does_not_stand_for_another_day():
    unit = gazetteer().former["district", "271"]
    assert [unit.unit(day).province for day in ("2020-01-01", "2007-01-01")] == ["Hà Nội", "Hà Tây"]
