"""Pictures: their address however lazily it is given, caption and credit apart, no headline for a caption."""

import pytest
from lxml import html

from crawler.reading import pictures
from crawler.reading.blocks import Block, Picture

TITLE = "Chi bộ xóm Đồng Lạc giữ nếp họp dân"
URL = "https://bao-mau.test/xa-hoi/mot-bai.html"


@pytest.mark.parametrize(
    ("text", "caption", "credit"),
    [
        ("Giờ học ở bản. Ảnh: Thu Hà", "Giờ học ở bản.", "Thu Hà"),
        ("Giờ học ở bản. (Ảnh: Thu Hà)", "Giờ học ở bản.", "Thu Hà"),
        ("Giờ học ở bản - Ảnh: THU HÀ", "Giờ học ở bản", "Thu Hà"),
        ("Giờ học ở bản. Ảnh: THU HÀ/TTXVN", "Giờ học ở bản.", "Thu Hà/TTXVN"),
        ("Giờ học ở bản. Ảnh : Thu Hà", "Giờ học ở bản.", "Thu Hà"),
        ("Giờ học ở bản. ẢNH: THU HÀ", "Giờ học ở bản.", "Thu Hà"),
        ("Giờ học ở bản. Ảnh Thu Hà", "Giờ học ở bản.", "Thu Hà"),
        ("Giờ học ở bản. Ảnh TTXVN", "Giờ học ở bản.", "TTXVN"),
        ("Giờ học ở bản. Ảnh: T. Hà", "Giờ học ở bản.", "T. Hà"),
        ("Giờ học ở bản. Ảnh: Tư liệu", "Giờ học ở bản.", "Tư liệu"),
        ("Giờ học ở bản. Nguồn: Báo Nhân Dân", "Giờ học ở bản.", "Báo Nhân Dân"),
        ("Giờ học ở bản (Nguồn ảnh: Internet)", "Giờ học ở bản", "Internet"),
        ("Giờ học ở bản. Ảnh: H'Hen Niê", "Giờ học ở bản.", "H'Hen Niê"),
        ("Ảnh: Thu Hà", None, "Thu Hà"),
        ("Ảnh minh họa: Thu Hà", "Ảnh minh họa", "Thu Hà"),
        ("Giờ học ở bản. Ảnh minh họa. Nguồn: Internet", "Giờ học ở bản. Ảnh minh họa.", "Internet"),
        ("Ảnh minh họa", "Ảnh minh họa", None),
        ("Ảnh có tính minh họa", "Ảnh có tính minh họa", None),
        ("Giờ học ở bản. Ảnh chụp ngày 10/6/2024", "Giờ học ở bản. Ảnh chụp ngày 10/6/2024", None),
        ("Triển lãm ảnh: nửa thế kỷ làm theo lời dặn", "Triển lãm ảnh: nửa thế kỷ làm theo lời dặn", None),
        ("Ảnh trên: bà con gặt lúa. Ảnh dưới: sân phơi của hợp tác xã.", "Ảnh trên: bà con gặt lúa. Ảnh dưới: sân phơi của hợp tác xã.", None),
        ("Hình 1: Sơ đồ kênh", "Hình 1: Sơ đồ kênh", None),
        ("Ảnh: Bà con gặt lúa. Năm nay lúa tốt hơn mọi năm.", "Ảnh: Bà con gặt lúa. Năm nay lúa tốt hơn mọi năm.", None),
        ("Ảnh: Bà con gặt lúa", "Ảnh: Bà con gặt lúa", None),
        ("Ảnh: Nhân vật cung cấp", None, "Nhân vật cung cấp"),
        ("Giờ học ở bản.", "Giờ học ở bản.", None),
        ("", None, None),
    ],
)  # fmt: skip
def test_the_credit_leaves_the_caption(text, caption, credit):
    assert pictures.split_credit(text) == (caption, credit)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Ảnh có tính minh họa", True),
        ("Sân kho ngày mùa. Ảnh minh hoạ", True),
        ("Ảnh minh họa (Internet)", True),
        ("Họa sĩ minh họa sách cho trẻ em", False),
        (None, False),
    ],
)
def test_a_picture_that_only_illustrates_is_known(text, is_one):
    assert pictures.is_illustrative(text) is is_one


@pytest.mark.parametrize(
    ("markup", "url"),
    [
        ('<img src="/a.jpg">', "/a.jpg"),
        ('<img src="/blank.gif" data-src="/a.jpg">', "/a.jpg"),
        ('<img src="data:image/gif;base64,R0lGOD" data-original="/a.jpg">', "/a.jpg"),
        ('<img src="/s.jpg" data-srcset="/s.jpg 300w, /l.jpg 1024w, /m.jpg 600w">', "/l.jpg"),
        ('<img srcset="/s.jpg 1x, /l.jpg 2x">', "/l.jpg"),
        ('<picture><source srcset="/l.webp 900w"><img alt=""></picture>', "/l.webp"),
        ('<img data-src=" /a.jpg\n">', "/a.jpg"),
        ('<img src="data:image/gif;base64,R0lGOD">', None),
        ('<img src="/images/placeholder.png">', None),
        ('<img src="javascript:alert(1)">', None),
        ('<img alt="không có gì">', None),
        ('<img srcset="' + ", " * 5000 + '">', None),
    ],
)
def test_a_lazy_page_gives_its_picture(markup, url):
    img = html.fromstring(f"<div>{markup}</div>").find(".//img")
    assert pictures.address(img) == url


def image(*lines: str, alt: str = "", url: str = "/a.jpg") -> list[dict[str, str | None]]:
    return pictures.as_images([Picture(url, alt, list(lines))], TITLE, URL)


def test_the_headline_is_no_caption():
    assert image(TITLE)[0]["caption"] is None


def test_a_caption_printed_twice_is_one():
    assert image("Buổi họp dân.", "Buổi họp dân.")[0]["caption"] == "Buổi họp dân."


def test_a_picture_that_runs_code_is_none():
    assert image("Buổi họp dân.", url="javascript:alert(1)")[0]["url"] is None


def test_caption_and_credit_are_kept_apart_from_the_text():
    items = [
        Block("Đoạn một của bài viết về xóm."),
        Picture("/a.jpg"),
        Block("Buổi họp dân. Ảnh: Thu Hà", align="center", italic=1.0),
        Block("Đoạn hai của bài viết về xóm."),
    ]
    found, blocks = pictures.gather(items)
    assert [block.text for block in blocks] == ["Đoạn một của bài viết về xóm.", "Đoạn hai của bài viết về xóm."]
    assert pictures.as_images(found, TITLE, URL) == [
        {"url": "https://bao-mau.test/a.jpg", "caption": "Buổi họp dân.", "credit": "Thu Hà"}
    ]


@pytest.mark.parametrize("text", ["Ảnh: " * 20_000, "Ảnh" * 20_000, "(" * 50_000, "Nguồn - " * 10_000])
def test_a_hostile_caption_is_read(text):
    assert len(pictures.split_credit(text)) == 2
