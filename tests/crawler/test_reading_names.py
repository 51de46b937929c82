"""Who made an article, and what only looks like a name."""

import tomllib
from pathlib import Path

import pytest

from crawler.reading.house import House
from crawler.reading.names import Byline, byline, declared, is_person
from crawler.reading.stamps import unstamped

HOUSE = House.of(("Báo Quảng Ninh", "Báo Hà Giang"), ("baoquangninh.vn",))
WRITTEN = tomllib.loads((Path(__file__).parent / "cases" / "names.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("line", "author", "credit", "photo"), WRITTEN["bylines"])
def test_people_are_authors_and_agencies_credits(line, author, credit, photo):
    assert byline(line, HOUSE) == Byline(author or None, credit or None, photo or None)


@pytest.mark.parametrize("line", [*WRITTEN["others"], "a." * 20000, "(" * 5000, "Ảnh:" * 25, "- " * 55])
def test_what_is_no_byline_is_left_in_the_text(line):
    assert byline(line, HOUSE) is None


@pytest.mark.parametrize(("line", "author", "credit"), WRITTEN["sure"])
def test_where_the_place_says_so_less_is_asked_of_a_name(line, author, credit):
    assert byline(line, HOUSE, sure=True) == Byline(author or None, credit or None)


@pytest.mark.parametrize(("value", "author"), WRITTEN["declared"])
def test_of_the_head_of_a_page_only_people_are_believed(value, author):
    made = declared(value, HOUSE)
    assert (made.author if made else None) == (author or None)


def test_no_declared_author_is_none():
    assert declared(None, HOUSE) is None


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
