"""Dates as this press prints them, and which of a page's dates is the article's."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from lxml import html

from crawler.reading import dates, dating
from crawler.reading.metadata import Metadata

NOW = date(2026, 11, 22)
CASES = Path(__file__).parent / "cases"
WRITTEN = tomllib.loads((CASES / "dates.toml").read_text(encoding="utf-8"))
PAGES = tomllib.loads((CASES / "dated_pages.toml").read_text(encoding="utf-8"))["page"]
BODY = "<p>Bí thư chi bộ mở sổ, đọc lại những việc dân hỏi kỳ trước rồi nói rõ việc nào xong, việc nào còn vướng.</p>"


@pytest.mark.parametrize(("text", "iso", "changed"), WRITTEN["printed"])
def test_a_printed_date_is_read_or_refused(text, iso, changed):
    stamp, modified = dates.printed(text, NOW)
    assert (stamp.iso if stamp else "", modified.iso if modified else "") == (iso, changed)


@pytest.mark.parametrize("text", WRITTEN["date_lines"])
def test_a_line_with_little_more_than_a_date_is_a_date_line(text):
    assert dates.is_date_line(text, NOW)


@pytest.mark.parametrize("text", [*WRITTEN["other_lines"], "x" * 5000 + " 10/06/2024"])
def test_a_line_that_tells_of_another_day_is_no_date_line(text):
    assert not dates.is_date_line(text, NOW)


@pytest.mark.parametrize(("value", "iso"), WRITTEN["machine"])
def test_a_machine_date_becomes_local_time_or_is_refused(value, iso):
    stamp = dates.machine(value, NOW)
    assert (stamp.iso if stamp else "") == iso


def test_no_machine_date_is_none():
    assert dates.machine(None, NOW) is None


@pytest.mark.parametrize(("url", "iso"), WRITTEN["urls"])
def test_an_address_may_carry_the_day(url, iso):
    stamp = dates.in_url(url, NOW)
    assert (stamp.iso if stamp else "") == iso


def test_the_raw_string_is_kept():
    stamp, _ = dates.printed("Cập nhật: 08:15 | 03/05/2026", NOW)
    assert stamp is not None
    assert stamp.raw == "08:15 | 03/05/2026"


def dated(case) -> dating.Dates:
    tree = html.document_fromstring(
        f"<html><body>{case.get('top', '')}<div class='main'>{case.get('above', '')}<h1>Chi bộ xóm Đồng Lạc họp dân</h1>"
        f"{case.get('beside', '')}<div id='text'>{BODY * 3}</div>{case.get('under', '')}</div></body></html>"
    )
    body = tree.get_element_by_id("text")
    meta = Metadata(published=case.get("declared"), modified=case.get("changed"))
    line = html.fromstring(f"<div>{case.get('inside', '')}</div>").text_content()
    lines = [line] if dates.is_date_line(line, NOW) else []
    url = case.get("url", "https://bao-mau.test/mot-bai-viet-1001.html")
    return dating.published(tree.find(".//h1"), [body], [], lines, meta, url, NOW)


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case["name"])
def test_of_several_dates_the_article_s_own_is_taken(case):
    found = dated(case)
    assert (
        found.published.iso if found.published else "",
        found.modified.iso if found.modified else "",
        found.basis or "",
    ) == (case.get("published", ""), case.get("modified", ""), case.get("basis", ""))


def test_a_place_the_layout_names_beats_a_contradicting_head():
    tree = html.document_fromstring(
        f"<body><h1>Họp dân</h1><b class='d'>05/05/2021 10:00</b><div id='t'>{BODY}</div></body>"
    )
    found = dating.published(
        tree.find(".//h1"),
        [tree.get_element_by_id("t")],
        tree.find_class("d"),
        [],
        Metadata(published="2019-01-23T08:00:00+07:00"),
        "https://bao-mau.test/mot-bai-viet-1001.html",
        NOW,
    )
    assert found.published.iso == "2021-05-05T10:00:00+07:00"


@pytest.mark.parametrize("text", ["1/" * 200, "10:10 " * 66, "10/06/2024 " * 36, "thứ " * 100, "(" * 400, "១០/០៦/២០២៤"])
def test_odd_text_raises_nothing(text):
    assert len(dates.find(text, NOW)) < 100


@pytest.mark.parametrize("inside", ["<span>" * 300 + "10/06/2024", "10/06/2024 " * 20000, "<b>10/06/2024</b>" * 5000])
def test_a_page_full_of_dates_gives_an_answer(inside):
    tree = html.document_fromstring(f"<body><div><h1>Họp dân</h1>{inside}<div id='t'>{BODY}</div></div></body>")
    assert dating.near_line(tree.find(".//h1"), [], NOW) in (None, "10/06/2024")


def test_a_date_in_a_text_that_holds_its_own_title_is_not_taken():
    tree = html.document_fromstring(
        f"<body><div id='t'><h1>Họp dân</h1>{BODY.replace('.', ' từ đầu năm đến nay.') * 2}<p>10/06/2024</p></div></body>"
    )
    assert dating.near_line(tree.find(".//h1"), [tree.get_element_by_id("t")], NOW) is None
