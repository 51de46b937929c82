"""Small habits of pages, each told by a rule of its own."""

import pytest
from lxml import html

from crawler.reading import bylines, furniture, headings, kinds, names, pictures, trail
from crawler.reading.furniture import Makers
from crawler.reading.house import House
from crawler.reading.metadata import Metadata
from crawler.reading.opening import opening
from crawler.reading.parsing import parse
from crawler.reading.stamps import unstamped
from crawler.reading.walking import walk

HOUSE = House.of(("Báo Mẫu+ (BaoMauPlus)", "MAU.VN"), ("baomau.test",))


@pytest.mark.parametrize("line", [
    "* Mời bạn đọc vào chuyên mục Phóng sự xem các tin, bài liên quan.", "Nghe bài viết 00:00",
    "Video lễ ra mắt mô hình:", "Bấm để chia sẻ trên Twitter",
])  # fmt: skip
def test_furniture_with_marks_and_clocks_around_it(line):
    assert furniture.is_noise(line)


@pytest.mark.parametrize("line", ["Video được bà con xem đi xem lại.", "8:15, ông Lộc mở cửa nhà văn hóa thôn."])
def test_a_sentence_is_no_furniture(line):
    assert not furniture.is_noise(line)


@pytest.mark.parametrize(("lead", "bare"), [
    ("Baomau.vn - Sáng nay", "Sáng nay"), ("SGGP Nhiều năm qua", "Nhiều năm qua"), ("ND - Về xã", "Về xã"),
    ("SGGP tổ chức giải chạy", "SGGP tổ chức giải chạy"), ("TP.Vinh - Sáng nay", "TP.Vinh - Sáng nay"),
])  # fmt: skip
def test_stamps(lead, bare):
    assert unstamped(lead, HOUSE) == bare


def test_a_name_and_a_date_without_a_blank_between():
    element = html.fromstring('<p class="author">Lò Thị Inh<span>Thứ bảy, ngày 18/05/2019 21:30</span></p>')
    makers = Makers()
    assert bylines.take([element], makers, HOUSE) == [element]
    assert (makers.author, makers.date_lines) == ("Lò Thị Inh", ["Thứ bảy, ngày 18/05/2019 21:30"])


@pytest.mark.parametrize(("line", "author", "credit"), [
    ("Lò Inh/VOV-Tây Bắc", "Lò Inh", "VOV-Tây Bắc"), ("Lò Inh/MAU-Tây Bắc", "Lò Inh", None), ("Bởi", None, None),
])  # fmt: skip
def test_stations(line, author, credit):
    makers = Makers()
    bylines.take([html.fromstring(f'<p class="author">{line}</p>')], makers, HOUSE)
    assert (makers.author, makers.credit(makers.author)) == (author, credit)


def test_the_author_is_not_the_credit_as_well():
    makers = Makers(credits=["Minh Anh", "Nhịp sống mới"])
    assert (makers.credit("Minh Anh"), makers.credit(None)) == ("Nhịp sống mới", "Minh Anh")


def test_names_in_capitals_joined_by_a_small_word():
    assert names.byline("ĐÀO VĂN MẪN và VŨ HẢI NAM", HOUSE) == names.Byline("Đào Văn Mẫn và Vũ Hải Nam")


@pytest.mark.parametrize("name", ["Mẫu+", "BaoMauPlus", "MAU"])
def test_a_paper_owns_the_name_in_brackets_and_the_one_without_its_ending(name):
    assert HOUSE.owns(name)


def test_a_bracket_in_a_credit_stays_closed():
    assert pictures.split_credit("Buổi họp. Ảnh: Lò Inh (CTV)") == ("Buổi họp.", "Lò Inh (CTV)")


def test_a_row_of_data_is_one_line():
    table = "<table><thead><tr><th>Năm</th><th>Số hộ</th></tr></thead><tbody><tr><td><p>2023</p></td><td>42</td></tr></tbody>"
    assert [item.text for item in walk(html.fromstring(f"<div>{table}</table></div>"))] == ["Năm | Số hộ", "2023 | 42"]


def test_cells_that_hold_paragraphs_stay_apart():
    long = "Bà con trong xóm cùng nhau sửa lại con đường ra bến sông đã hỏng từ lâu. " * 3
    table = f"<div><table><tr><td>{long}</td><td>Ngắn</td></tr><tr><td>a</td><td>b</td></tr></table></div>"
    assert walk(html.fromstring(table))[0].text == long.strip()


def test_a_captioned_picture_between_title_and_text_belongs_to_the_article():
    tree = html.fromstring(
        '<body><h1>Tên bài</h1><img src="/mat.png"><figure><img src="/a.jpg"><figcaption>Bến sông.</figcaption></figure>'
        '<div id="b"><p>Chữ.</p></div></body>'
    )
    found = opening(tree.find("h1"), [tree.get_element_by_id("b")])
    assert [(picture.url, picture.lines) for picture in found] == [("/a.jpg", ["Bến sông."])]


@pytest.mark.parametrize(("title", "gone"), [
    ("Không tìm thấy trang - Báo Mẫu", True), ("Không tìm thấy trang yêu cầu", True), ("Xóm nhỏ không rác", False),
])  # fmt: skip
def test_titles_that_say_nothing_is_there(title, gone):
    assert kinds.says_gone(title) is gone


def test_the_name_of_every_page_of_a_portal_is_no_headline():
    assert headings.from_head(Metadata(page_title="Chi tiết tin"), HOUSE) == ""


def test_a_path_of_sections_is_known_by_a_part_of_its_name():
    tree = parse('<body><div class="layout__breadcrumb"><a>Trang chủ</a><a>Đời sống</a></div><p>x</p></body>')
    assert trail.section(tree, "Tên bài", frozenset({"layout__breadcrumb"})) == "Đời sống"
