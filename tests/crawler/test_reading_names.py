"""Who made an article, and what only looks like a name."""

import pytest

from crawler.reading.house import House
from crawler.reading.names import Byline, byline, is_person
from crawler.reading.stamps import unstamped

HOUSE = House.of(("Báo Quảng Ninh", "Báo Hà Giang"), ("baoquangninh.vn",))


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("LÊ CHÍ THÀNH", "Lê Chí Thành"),
        ("Thu Chung", "Thu Chung"),
        ("Tin, ảnh: CẨM HUỆ", "Cẩm Huệ"),
        ("Bài, ảnh: Đỗ Phương", "Đỗ Phương"),
        ("Thực hiện: Minh Khang - Thu Hà", "Minh Khang - Thu Hà"),
        ("Hoàng Anh – Trường Sơn", "Hoàng Anh – Trường Sơn"),
        ("MỸ LINH |", "Mỹ Linh"),
        ("Nguyễn Huế", "Nguyễn Huế"),
        ("Phương Thảo", "Phương Thảo"),
        ("Trang Anh", "Trang Anh"),
        ("Lê Chí Thành, Phó Trưởng ban Tuyên giáo", "Lê Chí Thành"),
        ("Minh Hà (tổng hợp)", "Minh Hà"),
        ("Y Ni Ksor", "Y Ni Ksor"),
        ("Hữu Nghĩa - CTV", "Hữu Nghĩa"),
    ],
)
def test_people_are_authors_in_name_case(line, author):
    made = byline(line, HOUSE)
    assert made is not None
    assert made.author == author


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("TTXVN", "TTXVN"),
        ("Theo TTXVN", "TTXVN"),
        ("Theo baoquangtri.vn", "baoquangtri.vn"),
        ("Theo Vietnam+", "Vietnam+"),
        ("Nguồn: https://baolaocai.vn/", "baolaocai.vn"),
        ("(Theo Báo Lào Cai)", "Báo Lào Cai"),
        ("Nguồn: Báo Nhân Dân", "Báo Nhân Dân"),
    ],
)
def test_agencies_and_papers_are_credits(line, credit):
    assert byline(line, HOUSE) == Byline(credit=credit)


@pytest.mark.parametrize("line", ["Nguồn:", "PV", "Theo baoquangninh.vn", "Nguồn: Báo Quảng Ninh"])
def test_the_paper_itself_is_neither_author_nor_credit(line):
    assert byline(line, HOUSE) == Byline()


def test_an_agency_in_brackets_stays_a_credit_beside_the_author():
    assert byline("Minh Hà (TTXVN)", HOUSE) == Byline(author="Minh Hà", credit="TTXVN")


def test_writer_and_photographer_in_one_line_are_told_apart():
    assert byline("Bài: ĐỖ NGUYÊN - Ảnh: HỒNG PHONG", HOUSE) == Byline(author="Đỗ Nguyên", photo="Hồng Phong")


def test_the_maker_of_the_pictures_is_no_author():
    assert byline("Ảnh: Thu Hà", HOUSE) == Byline(photo="Thu Hà")


@pytest.mark.parametrize(
    "line",
    [
        "Hồ Chí Minh",
        "Theo đồng chí Bí thư Đảng ủy xã, việc này còn phải làm lâu dài.",
        "Không riêng bà Oanh, nhiều người đã làm theo.",
        "Bộ phận giúp việc Ban Thường vụ Tỉnh ủy",
        "MỤC ĐÍCH, YÊU CẦU",
        "I. MỤC ĐÍCH",
        "Đảng bộ huyện Thoại Sơn",
        "Tin liên quan",
        "",
        "a." * 20000,
        "(" * 5000,
    ],
)
def test_what_is_no_byline_is_left_in_the_text(line):
    assert byline(line, HOUSE) is None


@pytest.mark.parametrize("text", ["Lan", "T.H"])
def test_one_word_is_a_name_only_where_the_place_says_so(text):
    assert (is_person(text), is_person(text, sure=True)) == (False, True)


@pytest.mark.parametrize(
    "printed",
    [
        "(TGAG)- %s",
        "(GLO)- %s",
        "(Báo Quảng Ngãi)- %s",
        "(QNO) - %s",
        "(CMO) %s",
        "(LĐTĐ) %s",
        "BHG - %s",
        "TCCS - %s",
        "%s",
    ],
)
def test_the_stamp_of_the_paper_leaves_the_lead(printed):
    lead = "Bốn năm qua, các cấp ủy đã làm được nhiều việc."
    assert unstamped(printed % lead, HOUSE) == lead


@pytest.mark.parametrize(
    "text", ["(Thứ hai) trời mưa.", "UBND - cơ quan hành chính ở địa phương.", "05-CT/TW là số của chỉ thị."]
)
def test_words_of_the_article_are_no_stamp(text):
    assert unstamped(text, HOUSE) == text
