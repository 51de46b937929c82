"""Links that must never be followed: none of them is, and each is counted."""

import pytest

from crawler.addresses import refusal
from crawler.discovery import MAX_LINKS, feed, section, sitemap
from tests.crawler.lists import HOME, PAPER, A, addresses, html, loc, rss, urlset

HARM = ["javascript:a()", "data:text/html,x", "file:///etc/passwd", "ftp://bao-mau.test/a-b-c-1234.html", "s3://kho/a"]
COUNTED = {"javascript": 1, "data": 1, "file": 1, "ftp": 1, "s3": 1}


def test_a_sections_refused_links_are_counted_by_scheme():
    found = section(html([A, *HARM]).encode(), f"{HOME}/chuyen-hay", PAPER)
    assert addresses(found) == [A]
    assert found.refused == COUNTED


def test_a_feeds_refused_links_are_counted_by_scheme():
    items = "".join(f"<item><link>{link}</link></item>" for link in [A, *HARM])
    assert feed(rss(items), f"{HOME}/rss", PAPER).refused == COUNTED


def test_a_sitemaps_refused_links_are_counted_by_scheme():
    assert sitemap(urlset("".join(map(loc, [A, *HARM]))), f"{HOME}/s.xml", PAPER).refused == COUNTED


def test_an_indexs_refused_links_are_counted_by_scheme():
    body = "<sitemapindex>" + "".join(f"<sitemap><loc>{one}</loc></sitemap>" for one in HARM) + "</sitemapindex>"
    found = sitemap(body.encode(), f"{HOME}/s.xml", PAPER)
    assert found == {"sitemap": []}
    assert found.refused == COUNTED


def test_a_meta_refresh_leads_nowhere_and_is_counted():
    page = html([A], '<meta http-equiv="Refresh" content="0; url=/quet-duong-moi-sang-100725.html">')
    found = section(page.encode(), f"{HOME}/chuyen-hay", PAPER)
    assert addresses(found) == [A]
    assert found.refused == {"meta_refresh": 1}


@pytest.mark.parametrize(
    ("link", "why"),
    [
        ("java\nscript:a()", "javascript"),
        (" \tJAVASCRIPT:a()", "javascript"),
        ("\x00javascript:a()", "javascript"),
        ("mailto:toasoan@bao-mau.test", "mailto"),
        ("zalo://chat", "other_scheme"),
        ("http://127.0.0.1/", "numeric_host"),
        ("http://0x7f000001/", "numeric_host"),
        ("http://017700000001/", "numeric_host"),
        ("http://127.1:8080/", "numeric_host"),
        ("http://[::1]/", "numeric_host"),
        ("//localhost/", "numeric_host"),
        ("http://ai@10.0.0.1/", "numeric_host"),
        ("https://la.test/", None),
        ("http://24h.test/", None),
        ("/gop-gao", None),
        ("gop-gao:1", "other_scheme"),
        ("", None),
        ("a" * 2_000_000, None),
    ],
)
def test_the_reason_of_a_refusal_has_a_name(link, why):
    assert refusal(link) == why


def test_the_sources_own_addresses_are_never_refused():
    assert section(html([A, "/xa-hoi"]).encode(), f"{HOME}/chuyen-hay", PAPER).refused == {}


def test_traps_among_the_sources_own_addresses_are_counted_by_rule():
    links = [A, "/a/b/a/b/gop-gao-nuoi-em-1077.html", "/lich-cong-tac/2026-05-12", f"{A}?sort=moi", f"{A}?sort=cu"]
    found = section(html(links).encode(), f"{HOME}/chuyen-hay", PAPER)
    assert addresses(found) == [A]
    assert found.trapped == {"repeated_path": 1, "calendar": 1, "facet": 2}


def test_a_session_id_is_taken_out_of_a_link():
    links = [f"{A};jsessionid=0A1B2C3D4E5F60718293A4B5C6D7E8F9", f"{A}?PHPSESSID=0a1b2c3d4e5f60718293"]
    found = section(html(links).encode(), f"{HOME}/chuyen-hay", PAPER)
    assert addresses(found) == [A]


def test_a_list_of_a_million_entries_is_read_as_far_as_its_standard_goes():
    body = urlset("<url/>" * 1_000_000 + loc(A))
    assert sitemap(body, f"{HOME}/s.xml", PAPER) == {"article": []}


def test_a_feed_of_very_many_entries_is_read_up_to_a_bound():
    items = "".join(f"<item><link>/a-b-c-{n}.html</link></item>" for n in range(100_000, 200_000))
    assert len(feed(rss(items), f"{HOME}/rss", PAPER)["article"]) == MAX_LINKS


def test_many_refused_links_are_counted_and_cost_little():
    page = html([*(f"javascript:a({n})" for n in range(15_000)), A])
    found = section(page.encode(), f"{HOME}/chuyen-hay?page=2", PAPER)
    assert found.refused["javascript"] == 5_000  # as many links as a page is read for
