"""Which sitemaps are worth asking for, and where robots.txt says they are."""

import pytest

from corpus.frontier import Found
from crawler.discovery import days_covered, due, in_range, robots
from tests.crawler.lists import HOME, PAPER, addresses

# Days in a name


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("sitemap-2019-05.xml", "2019-05-01", "2019-05-31"),
        ("sitemaps/news-2024-6.xml", "2024-06-01", "2024-06-30"),
        ("sitemap_article_202406.xml", "2024-06-01", "2024-06-30"),
        ("sitemap-202402.xml.gz", "2024-02-01", "2024-02-29"),
        ("sitemaps/2024/06.xml", "2024-06-01", "2024-06-30"),
        ("sitemap-06-2024.xml", "2024-06-01", "2024-06-30"),
        ("sitemap-2024-thang-6.xml", "2024-06-01", "2024-06-30"),
        ("sitemap.aspx?nam=2024&thang=6", "2024-06-01", "2024-06-30"),
        ("sitemap-20240610.xml", "2024-06-10", "2024-06-10"),
        ("sitemap/2024-06-10.xml", "2024-06-10", "2024-06-10"),
        ("sitemap-2024.xml", "2024-01-01", "2024-12-31"),
        ("sitemap-2024-w23.xml", "2024-01-01", "2024-12-31"),
        ("sitemap-2024-06-2.xml", "2024-06-01", "2024-06-30"),
        ("sitemap-2024-13.xml", "2024-01-01", "2024-12-31"),
    ],
)
def test_a_name_tells_the_days_it_covers(name, first, last):
    assert [day.isoformat() for day in days_covered(f"{HOME}/{name}")] == [first, last]


@pytest.mark.parametrize(
    "name",
    ["sitemap.xml", "sitemap-12.xml", "sitemap-12024.xml", "sitemap-202413.xml", "sitemap_200001-250000.xml",
     "sitemap-2023-2024.xml", "news-sitemap.xml", "sitemap-1824.xml", "?" + "2024" * 500_000],
)  # fmt: skip
def test_a_name_that_says_nothing_sure_tells_nothing(name):
    assert days_covered(f"{HOME}/{name}") is None


@pytest.mark.parametrize(
    ("since", "until", "wanted"),
    [
        (None, None, True),
        ("2024-06-30", None, True),
        ("2024-07-01", None, False),
        (None, "2024-06-01", True),
        (None, "2024-05-31", False),
        ("2024-06-10", "2024-06-12", True),
    ],
)
def test_back_fill_takes_the_sitemaps_of_its_days(since, until, wanted):
    assert in_range(f"{HOME}/sitemap-2024-06.xml", since, until) is wanted


def test_back_fill_takes_every_sitemap_whose_name_says_nothing():
    assert in_range(f"{HOME}/sitemap-7.xml", "2024-07-01", "2024-07-02")


# Changes since the last visit


@pytest.mark.parametrize(
    ("dated", "visited", "wanted"),
    [
        ("2024-06-09", "2024-06-10", False),
        ("2024-06-10", "2024-06-10", True),
        ("2024-06-11", "2024-06-10", True),
        (None, "2024-06-10", True),
        ("2024-06-09", None, True),
        ("2024-06-10", "2024-06-09T16:59:00Z", True),
        ("2024-06-09", "2024-06-09T17:00:00Z", False),  # midnight in Hà Nội
        ("2024-06-09", "hôm qua", True),
    ],
)
def test_a_sitemap_that_did_not_change_is_not_due(dated, visited, wanted):
    assert due(Found(f"{HOME}/sitemap-7.xml", dated), visited) is wanted


def test_the_sitemap_of_the_current_month_is_due_whatever_its_index_says():
    assert due(Found(f"{HOME}/sitemap-2024-06.xml", "2024-06-01"), "2024-06-10")


def test_the_sitemap_of_a_month_gone_by_is_not():
    assert not due(Found(f"{HOME}/sitemap-2024-05.xml", "2024-06-01"), "2024-06-10")


# robots.txt


def test_robots_names_sitemaps_in_order_each_once():
    text = (
        "\ufeffUser-agent: *\r\nDisallow: /tim-kiem\r\nSITEMAP : /sitemap.xml\r\n"
        f"sitemap:{HOME}/news.xml # tin mới\r\nSitemap: {HOME}/sitemap.xml\r\n"
    )
    found = robots(text.encode(), f"{HOME}/robots.txt", PAPER)
    assert addresses(found, "sitemap") == [f"{HOME}/sitemap.xml", f"{HOME}/news.xml"]


def test_sitemaps_of_strangers_and_local_files_are_not_taken():
    text = "Sitemap: https://la.test/s.xml\nSitemap: file:///etc/passwd\nSitemap: http://2130706433/s.xml\n"
    found = robots(text.encode(), f"{HOME}/robots.txt", PAPER)
    assert found == {"sitemap": []}
    assert found.refused == {"file": 1, "numeric_host": 1}


@pytest.mark.parametrize(
    "body",
    [b"", b"Sitemap:", b"# Sitemap: /a.xml", b"<html>\nSitemap: /a.xml", b"\xff\xfe\x00", b"Sitemap: " + b"/" * 400_000,
     b"\n" * 2_000_000],
    ids=range(7),
)  # fmt: skip
def test_what_names_no_sitemap_gives_none(body):
    assert robots(body, f"{HOME}/robots.txt", PAPER) == {"sitemap": []}


def test_a_robots_txt_without_end_names_a_bounded_number():
    body = "".join(f"Sitemap: /s{n}.xml\n" for n in range(100_000)).encode()
    assert len(robots(body, f"{HOME}/robots.txt", PAPER)["sitemap"]) == 100
