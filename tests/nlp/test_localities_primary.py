"""Where an article mainly happens."""

from pathlib import Path

import pytest

from nlp.localities import find_localities
from nlp.records import Document, Locality
from nlp.text import normalise

SEEDS = Path(__file__).resolve().parents[2].parent / "shared" / "seeds"


def primary(title: str = "", lead: str = "", body: str = "", day: str | None = "2019-05-19", paper: str | None = None) -> Locality | None:  # fmt: skip
    found = find_localities(Document(title, lead or None, body, day, paper))
    assert all(x.role == "mentioned" for x in found[1:])
    return found[0] if found and found[0].role == "primary" else None


def test_one_commune_that_dominates():
    place = primary("Chuyện ở xã Lăng Can", "", "Bà con xã Lăng Can, huyện Lâm Bình, trồng rừng. Lăng Can nay đã xanh.")
    assert place is not None
    assert (place.then.name, place.then.level) == ("Lăng Can", "commune")


def test_several_communes_make_the_district():
    body = "Xã Lăng Can trồng rừng. Xã Thượng Lâm nuôi cá. Xã Khuôn Hà làm đường. Huyện Lâm Bình khen cả ba."
    place = primary("Ba nơi", "", body, paper="08")
    assert place is not None
    assert (place.then.name, place.then.level) == ("Lâm Bình", "district")


def test_several_districts_make_the_province():
    place = primary("", "", "Huyện Lâm Bình, huyện Na Hang, huyện Yên Sơn, huyện Hàm Yên thi đua.", paper="08")
    assert place is not None
    assert (place.then.name, place.then.level) == ("Tuyên Quang", "province")


def test_the_title_outweighs_a_passing_name():
    place = primary("Thoại Sơn học Bác", "Huyện Thoại Sơn có 30 mô hình.", "Đoàn huyện Châu Phú đến học.", paper="91")
    assert place is not None
    assert place.then.name == "Thoại Sơn"


def test_several_provinces_without_a_leader_are_national():
    place = primary("", "", "Đại biểu Hà Giang, Nghệ An, Cà Mau, Sơn La cùng báo cáo điển hình.")
    assert place is not None
    assert (place.then.level, place.then.code, place.then.name, place.then.province) == ("national", None, None, None)


def test_nothing_named_falls_back_to_the_paper():
    place = primary("Nêu gương", "", "Cán bộ đảng viên nêu gương.", paper="22")
    assert place is not None
    assert (place.then.name, place.basis) == ("Quảng Ninh", "source")


def test_the_fallback_is_less_sure_than_the_text():
    place = primary("Nêu gương", "", "Cán bộ đảng viên nêu gương.", paper="22")
    named = primary("Nêu gương", "", "Cán bộ đảng viên tỉnh Quảng Ninh nêu gương.", paper="22")
    assert place is not None
    assert named is not None
    assert place.score < named.score


def test_a_nameless_provincial_body_is_the_evidence_of_the_fallback():
    place = primary("Nêu gương", "", "Tỉnh ủy đã ban hành quy định.", paper="22")
    assert place is not None
    assert [s.text for s in place.spans] == ["Tỉnh ủy"]


def test_nothing_named_and_no_paper_gives_no_primary():
    assert primary("Nêu gương", "", "Tỉnh ủy đã ban hành quy định.") is None


def test_the_fallback_has_the_name_of_its_time():
    place = primary("Nêu gương", "", "Cán bộ đảng viên nêu gương.", paper="24", day="2026-08-01")
    assert place is not None
    assert place.then.name == "Bắc Ninh"


def test_nameless_phrases_speak_for_the_unit_named_before():
    body = "Xã Lăng Can, huyện Lâm Bình, đi đầu. Đảng ủy xã chỉ đạo. Toàn xã có 9 thôn. UBND xã vận động."
    place = primary("", "", body)
    assert place is not None
    assert place.then.name == "Lăng Can"


def seed(number: str, title_line: int, paper: str | None, day: str | None = None) -> Locality:
    files = sorted(SEEDS.glob(f"{number}_*.txt")) if SEEDS.is_dir() else []
    if not files:
        pytest.skip("the sample articles are not here")
    lines = [line for line in normalise(files[0].read_text(encoding="utf-8")).split("\n") if line.strip()]
    doc = Document(lines[title_line], lines[title_line + 1], "\n".join(lines[title_line + 2 :]), day, paper)
    return find_localities(doc)[0]


@pytest.mark.parametrize(
    ("number", "title_line", "paper", "name", "level", "province", "basis"),
    [
        ("000", 0, None, "Uông Bí", "district", "Quảng Ninh", "text"),
        ("001", 2, "91", "An Giang", "province", "An Giang", "text"),
        ("002", 0, "01", "Hà Nội", "province", "Hà Nội", "text"),
        ("003", 0, "19", "Phổ Yên", "district", "Thái Nguyên", "text"),
        ("004", 4, "22", "Quảng Ninh", "province", "Quảng Ninh", "source"),
    ],
)
def test_real_articles(number, title_line, paper, name, level, province, basis):
    place = seed(number, title_line, paper)
    assert (place.then.name, place.then.level, place.then.province, place.basis) == (name, level, province, basis)
