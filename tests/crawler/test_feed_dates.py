"""A day from a feed is a day, and stands only where the page gives none."""

from dataclasses import replace

import pytest

from corpus.records import Article
from crawler.keeping import dated

UNDATED = Article(url="http://baothu.test/bai-00001.html", source="thu", title="Chuyện", body="Một việc nhỏ.",
                  fetched_at="2024-06-11T01:00:00Z")  # fmt: skip


def test_it_is_a_day_with_its_basis():
    found = dated(UNDATED, "2024-06-10")
    assert (found.published_at, found.published_basis, found.published_raw) == ("2024-06-10", "feed", "2024-06-10")


def test_what_the_page_printed_stays():
    found = dated(replace(UNDATED, published_raw="tháng Sáu vừa qua"), "2024-06-10")
    assert found.published_raw == "tháng Sáu vừa qua"


def test_the_pages_own_date_goes_first():
    own = replace(UNDATED, published_at="2024-06-09T13:08:37+07:00", published_basis="page")
    assert dated(own, "2024-06-10") == own


@pytest.mark.parametrize("day", ["2024-06-20", "2099-01-01", "1970-01-01", "0001-01-01", "chưa rõ", "", None])
def test_a_day_nobody_can_believe_is_none(day):
    assert dated(UNDATED, day) == UNDATED


def test_a_record_dated_by_another_program_takes_the_day_too():
    assert dated(replace(UNDATED, fetched_at="hôm qua"), "2024-06-10").published_at == "2024-06-10"
