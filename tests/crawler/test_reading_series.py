"""Series and articles on several pages: what belongs together, and what only looks so."""

import pytest
from lxml import html

from crawler.reading import series
from crawler.reading.paging import further
from crawler.reading.series import Series

URL = "https://bao-mau.test/xa-hoi/hoc-bac-tu-viec-nho-1001.html"


@pytest.mark.parametrize(
    ("title", "part"),
    [
        ("Bài 2: Giữ lời hứa với dân", Series(None, 2, False)),
        ("Bài cuối: Giữ lời hứa với dân", Series(None, None, True)),
        ("Kỳ 3 - Người giữ lửa", Series(None, 3, False)),
        ("Phần 1. Người giữ lửa", Series(None, 1, False)),
        ("KỲ CUỐI: NGƯỜI GIỮ LỬA", Series(None, None, True)),
        ("Học Bác từ việc nhỏ - Bài 2: Giữ lời hứa", Series("Học Bác từ việc nhỏ", 2, False)),
        ("Học Bác từ việc nhỏ: Bài 2 - Giữ lời hứa", Series("Học Bác từ việc nhỏ", 2, False)),
        ("Học Bác từ việc nhỏ (Bài 2): Giữ lời hứa", Series("Học Bác từ việc nhỏ", 2, False)),
        ("Học Bác từ việc nhỏ (Kỳ cuối)", Series("Học Bác từ việc nhỏ", None, True)),
        ("Học Bác từ việc nhỏ - Kỳ 1", Series("Học Bác từ việc nhỏ", 1, False)),
        ("Học Bác từ việc nhỏ (Bài 4 và hết)", Series("Học Bác từ việc nhỏ", 4, True)),
        ("Bài 3 (bài cuối): Giữ lời hứa", Series(None, 3, True)),
        ("Phần III: Giữ lời hứa", Series(None, 3, False)),
        ("Bài IV - Giữ lời hứa", Series(None, 4, False)),
        ("Kỳ thứ 2: Giữ lời hứa", Series(None, 2, False)),
    ],
)
def test_a_headline_tells_the_part(title, part):
    assert series.of(title) == part


@pytest.mark.parametrize(
    "title",
    [
        "Kỳ họp thứ 3 bàn việc nước",
        "Bài học từ Chỉ thị 05",
        "Học sinh làm bài 2 lần mới đạt",
        "Phần 3 triệu đồng đã trao tận tay",
        "Kỳ 2 năm học này có gì mới",
        "Nửa nhiệm kỳ 2020 - 2025: Những việc đã làm",
        "Bài: Thu Hà",
        "Bài viết 1: ý kiến bạn đọc",
        "",
        "Bài " * 200,
        "bài 2 " * 60,
    ],
)
def test_other_headlines_name_no_part(title):
    assert series.of(title) is None


def test_the_kicker_names_the_series():
    assert series.of("Bài 2: Giữ lời hứa", ["Xã hội", "Loạt bài: Học Bác từ việc nhỏ"]) == Series(
        "Học Bác từ việc nhỏ", 2
    )


def test_the_links_to_other_parts_are_found():
    body = html.fromstring(
        '<div><p>Mở đầu.</p><p><a href="/bai-1-998.html">Bài 1: Nghe dân</a></p><p><a href="/khac.html">Tin khác</a></p></div>'
    )
    assert series.parts([body], URL) == [(Series(None, 1), "https://bao-mau.test/bai-1-998.html")]


@pytest.mark.parametrize(
    ("line", "is_one"), [("(Còn nữa)", True), ("Tiếp theo và hết", True), ("Còn nữa chứ chưa hết việc", False)]
)
def test_a_line_that_says_the_series_goes_on(line, is_one):
    assert series.is_continuation(line) is is_one


def pages(inside: str = "", below: str = "", head: str = "", url: str = URL) -> list[str]:
    tree = html.document_fromstring(
        f"<html><head>{head}</head><body><div><h1>Họp dân</h1><div id='t'><p>Chi bộ họp.</p>{inside}</div>{below}</div></body></html>"
    )
    return further(tree, url, [tree.get_element_by_id("t")])


@pytest.mark.parametrize(
    ("url", "links"),
    [
        (URL, ["?page=2", "?page=3"]),
        (URL, ["/xa-hoi/hoc-bac-tu-viec-nho-1001.html?trang=2"]),
        (URL, ["/xa-hoi/hoc-bac-tu-viec-nho-1001-p2.html", "/xa-hoi/hoc-bac-tu-viec-nho-1001-p3.html"]),
        ("https://bao-mau.test/tin/hoc-bac", ["/tin/hoc-bac/2", "/tin/hoc-bac/3"]),
        ("https://bao-mau.test/tin/hoc-bac", ["/tin/hoc-bac/trang-2"]),
        ("https://bao-mau.test/12-hoc-bac", ["?start=1", "?start=2"]),
        ("https://bao-mau.test/tin.aspx?id=7", ["?id=7&page=2"]),
    ],
)
def test_the_page_numbers_under_an_article_lead_to_its_other_pages(url, links):
    numbers = "".join(f'<a href="{link}">{number}</a> ' for number, link in enumerate(links, 2))
    assert [address.split("bao-mau.test")[1] for address in pages(below=f"<div>Trang 1 {numbers}</div>", url=url)] == [
        html.urljoin(url, link).split("bao-mau.test")[1] for link in links
    ]


def test_the_head_names_the_next_page():
    assert pages(head='<link rel="next" href="?page=2">') == [f"{URL}?page=2"]


@pytest.mark.parametrize(
    ("inside", "below", "head"),
    [
        ("", "", '<link rel="next" href="/xa-hoi/bai-khac-1002.html">'),
        ('<a href="/xa-hoi/bai-khac-1002.html">2</a>', "", ""),
        ("", '<a href="?start=20">2</a>', ""),
        ("", '<a href="?page=7">7</a>', ""),
        ("", '<a href="https://khac.test/xa-hoi/hoc-bac-tu-viec-nho-1001.html?page=2">2</a>', ""),
        ('<a href="?page=2">xem ý kiến</a>', "", ""),
        ('<a href="javascript:trang(2)">2</a>', "", ""),
        ('<a href="http://[hong">2</a>', "", ""),
    ],
)
def test_other_links_are_no_further_pages(inside, below, head):
    assert pages(inside, below, head) == []


def test_the_last_page_names_those_before_it():
    assert pages(inside='<a href="?page=1">1</a>', url=f"{URL}?page=2") == [f"{URL}?page=1"]


def test_a_page_full_of_numbers_gives_none():
    assert pages(inside="".join(f'<a href="?page={n}">{n}</a>' for n in range(2, 900, 2))) == []
