"""Section, tags and language of an article."""

import json

import pytest
from lxml import html

from crawler.reading import trail
from crawler.reading.languages import language

TITLE = "Chi bộ xóm Đồng Lạc giữ nếp họp dân"


def tree(markup: str):
    return html.document_fromstring(f"<html><head></head><body>{markup}</body></html>")


def crumbs(*names: str) -> str:
    links = "".join(f'<li><a href="/{number}">{name}</a></li>' for number, name in enumerate(names))
    return f'<ul class="breadcrumb">{links}</ul>'


@pytest.mark.parametrize(
    ("markup", "name"),
    [
        (crumbs("Trang chủ", "Chính trị", "Xây dựng Đảng"), "Xây dựng Đảng"),
        (crumbs("Trang chủ", "Chính trị", TITLE), "Chính trị"),
        (crumbs("Trang chủ", "Làm theo gương Bác »"), "Làm theo gương Bác"),
        (crumbs("Trang chủ"), None),
        ("<ul class='menu'><li><a href='/a'>Chính trị</a></li></ul>", None),
        (crumbs("x" * 300), None),
        ("", None),
    ],
)
def test_the_section_is_the_last_of_the_path(markup, name):
    assert trail.section(tree(markup), TITLE) == name


def test_the_declared_path_goes_before_the_printed_one():
    items = [
        {"@type": "ListItem", "position": 2, "item": {"@id": "/b", "name": "Xây dựng Đảng"}},
        {"@type": "ListItem", "position": 1, "name": "Chính trị"},
        {"@type": "ListItem", "position": 3, "name": TITLE},
    ]
    data = json.dumps({"@graph": [{"@type": "BreadcrumbList", "itemListElement": items}]})
    page = tree(f'<script type="application/ld+json">{data}</script>{crumbs("Trang chủ", "Tin")}')
    assert trail.section(page, TITLE) == "Xây dựng Đảng"


@pytest.mark.parametrize(
    "data", ["[" * 50_000 + "BreadcrumbList", '{"@type":"BreadcrumbList","itemListElement":7}', "BreadcrumbList {"]
)
def test_a_broken_path_is_none(data):
    assert trail.section(tree(f"<script>{data}</script>"), TITLE) is None


def test_tags_are_the_links_marked_so():
    page = tree(
        '<div class="tags"><a rel="tag" href="/1">#học Bác</a>, <a rel="tag" href="/2">chi bộ</a> <a href="/3">Xem thêm</a></div>'
    )
    assert trail.tags(page) == ["học Bác", "chi bộ"]


def test_tags_stand_in_a_box_of_tags():
    page = tree(
        '<div class="article-tags"><a href="/0">Từ khóa:</a><a href="/1">học Bác</a><a href="/1">học Bác</a></div>'
    )
    assert trail.tags(page) == ["học Bác"]


def test_a_page_without_tags_has_none():
    assert trail.tags(tree("<p>Chi bộ họp.</p>")) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "Bí thư chi bộ mở sổ, đọc lại những việc dân hỏi kỳ trước rồi nói rõ việc nào xong, việc nào còn vướng.",
            "vi",
        ),
        ("The secretary of the cell opened the book and read to the people what was done and what was not.", "en"),
        (
            "Le secrétaire de la cellule a ouvert le cahier et il a lu aux habitants ce qui est fait et ce qui ne l'est pas.",
            "fr",
        ),
        ("支部书记打开本子,向村民们宣读上个月提出的问题,哪些已经办完,哪些还没有。", "zh"),
        ("លេខាសាខាបានបើកសៀវភៅ អានបញ្ហាដែលប្រជាជនបានសួរ", "km"),
        ("Секретарь ячейки открыл тетрадь и прочитал людям, что сделано и что нет.", "ru"),
        ("Phung khua buôn lă mnuih ƀuôn sang hdơr kơ Awa Hồ hlăm grăp hruê mơ̆ng bruă điêt đơ̆ng găp", None),
        ("Họp dân", None),
        ("", None),
        ("12 34 56", None),
    ],
)
def test_the_language_of_a_text(text, code):
    assert language(text) == code
