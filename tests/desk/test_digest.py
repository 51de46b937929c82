"""The morning page as text, HTML, Atom and JSON."""

import json
import re
import xml.etree.ElementTree as ET

import pytest
from lxml import etree

from desk.night.digest import ABSENT, EACH, atom, html, plain

ATOM = "{http://www.w3.org/2005/Atom}"
NOW = "2026-11-22T01:00:00Z"
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)")  # RFC 3339
HOSTILE = "<script>alert(1)</script>]]>&amp;\x00\x0b\ufffe\" onclick='x'"


def article(number=1, **changes):
    reason = {
        "what": "deeds",
        "weight": 9.1,
        "spans": [{"field": "body", "start": 0, "end": 3, "text": "Chị Na gom gạo"}],
    }
    return {"id": f"{number}", "url": f"https://thu.test/{number}", "title": f"Bài {number}", "source": "thu", "source_name": "Báo Thử",
            "published_at": "2026-11-21T08:00:00+07:00", "place": "Ba Chẽ", "genre": None, "exemplar": None, "people": ["Lê Thị Mai"],
            "models": ["Hũ gạo"], "fields": ["thrift"], "score": 9.1, "reasons": [reason], "copies": 0, "members": [], **changes}  # fmt: skip


def found(*articles, **changes):
    ids = [one["id"] for one in articles]
    return {"since": "2026-11-21", "stored": 3, "on_campaign": 2, "untagged": 0, "copies_left_out": 0, "not_heard": [], **ABSENT,
            "best": ids, "provinces": [{"province": "Quảng Ninh", "articles": list(articles)}] if articles else [],
            "fields": [{"field": "thrift", "ids": ids}] if ids else [], **changes}  # fmt: skip


REPEAT = {**article(7), "first": {**article(8), "surely": True}, "copies": 1}
MODEL = {
    "name": "Hũ gạo",
    "province": "Quảng Ninh",
    "place": "Ba Chẽ",
    "id": "1",
    "url": "https://thu.test/1",
    "title": "Bài 1",
    "elsewhere": 2,
}
PARTS = ("Chị Na gom gạo", "tiết kiệm", "MÔ HÌNH MỚI THẤY", "đã có ở 2 tỉnh khác", "ĐÃ ĐĂNG Ở NƠI KHÁC", "đăng lại của Báo Thử",
         "5 trang không đọc được thân bài", "2 bài không có ngày đăng")  # fmt: skip


@pytest.mark.parametrize("form", [plain, html])
def test_every_part_of_the_page_is_there(form):
    page = form(found(article(), new_models=[MODEL], repeats=[REPEAT], bodies_missing=5, undated=2))
    assert [part for part in PARTS if part not in page] == []


def test_many_stories_begin_with_the_best():
    assert "ĐỌC TRƯỚC" in plain(found(*(article(n) for n in range(6))))


def test_a_long_province_is_cut_and_counted():
    assert "… và 2 bài nữa" in html(found(*(article(n) for n in range(EACH + 2))))


def test_nothing_new_is_said():
    assert "Không có bài mới" in html(found())


def test_the_feed_has_what_atom_requires():
    feed = etree.fromstring(atom(found(article(1), article(2, published_at="2026-11-21")), NOW).encode())
    assert feed.tag == f"{ATOM}feed"
    for part in (feed, *feed.findall(f"{ATOM}entry")):
        assert (
            len(part.findall(f"{ATOM}id"))
            == len(part.findall(f"{ATOM}title"))
            == len(part.findall(f"{ATOM}updated"))
            == 1
        )
        assert part.find(f"{ATOM}author/{ATOM}name").text
        assert DATE.fullmatch(part.find(f"{ATOM}updated").text)
        assert part.find(f"{ATOM}id").text.startswith("urn:uuid:")
    assert len({one.text for one in feed.iter(f"{ATOM}id")}) == 3


def test_an_entry_keeps_its_name():
    names = [
        [one.text for one in ET.fromstring(atom(found(article()), now)).iter(f"{ATOM}id")]
        for now in (NOW, "2027-01-01T00:00:00Z")
    ]
    assert names[0] == names[1]


@pytest.mark.parametrize("published", [None, "2026-11-21", "hôm qua"])
def test_an_entry_has_a_moment_whatever_its_date(published):
    assert all(
        DATE.fullmatch(one.text)
        for one in ET.fromstring(atom(found(article(published_at=published)), NOW)).iter(f"{ATOM}updated")
    )


@pytest.mark.parametrize("url", ["https://thu.test/1", "javascript:alert(1)", "https://[", '"><x y="'])
def test_hostile_words_are_words_in_the_feed(url):
    bad = article(title=HOSTILE, url=url, source_name=HOSTILE, place=HOSTILE, people=[HOSTILE], models=[HOSTILE])
    feed = ET.fromstring(atom(found(bad), NOW))
    assert {one.tag.removeprefix(ATOM) for one in feed.iter()} <= {"feed", "id", "title", "updated", "author", "name", "generator", "entry",
                                                                    "published", "link", "category", "summary", "content"}  # fmt: skip
    assert all(one.get("href") == "https://thu.test/1" for one in feed.iter(f"{ATOM}link"))


@pytest.mark.parametrize("url", ["javascript:alert(1)", '"><script>'])
def test_hostile_words_are_words_on_the_page(url):
    bad = article(title=HOSTILE, url=url, source_name=HOSTILE)
    page = html(found(bad, new_models=[{**MODEL, "name": HOSTILE}], repeats=[{**REPEAT, "title": HOSTILE, "url": url}]))
    assert "<script" not in page
    assert 'href="javascript' not in page


def test_the_page_loads_nothing_and_may_run_nothing():
    page = html(found(article(), new_models=[MODEL], repeats=[REPEAT]))
    assert not re.search(r"(?i)\bsrc=|@import|url\(|<link|<img|<script", page)
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page


def test_the_commands_answer(ask, night, tmp_path):
    on = ("--since", "today", "--corpus", night.path)
    data = json.loads(ask("digest", "--json", *on).stdout)
    assert data["best"]
    assert "Guong:" in ask("digest", *on).stdout
    ET.fromstring(ask("digest", "--format", "atom", *on).stdout)
    file = tmp_path / "sang.html"
    ask("digest", "--format", "html", "-o", file, *on)
    assert file.read_text("utf-8").startswith("<!DOCTYPE html>")


def test_a_day_that_is_none_is_a_wrong_usage(ask, night):
    result = ask("digest", "--since", "khi nào", "--corpus", night.path)
    assert (result.exit_code, "không phải là ngày" in result.stderr) == (2, True)


@pytest.mark.parametrize("form", [plain, html])
def test_a_day_without_a_crawl_is_not_shown_as_a_quiet_one(form):
    assert "không có lượt thu thập nào" in form(found(crawls=0))


@pytest.mark.parametrize("form", [plain, html])
def test_a_quiet_day_is_said_to_be_one(form):
    page = form(found(crawls=1))
    assert "Không có bài mới nào" in page
    assert "không có lượt thu thập nào" not in page


def test_points_have_a_comma_in_vietnamese():
    assert "9,1 điểm" in plain(found(article()))
