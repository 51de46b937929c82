"""What feeds and sitemaps lead to."""

import gzip

import pytest

from crawler.discovery import MAX_LINKS, ListError, day, feed, sitemap
from tests.crawler.lists import HOME, PAPER, A, B, addresses, days, loc, rss, urlset

# Feeds


def test_an_rss_feed_gives_addresses_and_days():
    body = rss(
        f"<item><link>{A}</link><pubDate>Mon, 10 Jun 2024 13:08:37 +0700</pubDate></item><item><link>{B}</link></item>"
    )
    found = feed(body, f"{HOME}/rss", PAPER)
    assert addresses(found) == [A, B]
    assert days(found) == ["2024-06-10", None]


def test_an_rdf_feed_is_read():
    body = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel/><item rdf:about="{A}"><link>{A}</link>'
        "<dc:date>2024-06-10T13:08:37+07:00</dc:date></item></rdf:RDF>"
    ).encode()
    found = feed(body, f"{HOME}/rss", PAPER)
    assert addresses(found) == [A]
    assert days(found) == ["2024-06-10"]


def test_an_atom_entry_gives_its_alternate_link():
    body = (
        f'<feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="{HOME}/atom"/><entry>'
        f'<link rel="enclosure" href="{HOME}/a.jpg"/><link rel="alternate" href="{A}"/><link rel="edit" href="{B}"/>'
        "<published>2024-06-10T00:10:00+07:00</published><updated>2024-06-12T00:00:00Z</updated></entry></feed>"
    ).encode()
    found = feed(body, f"{HOME}/atom", PAPER)
    assert addresses(found) == [A]
    assert days(found) == ["2024-06-10"]


def test_a_link_in_another_namespace_does_not_replace_the_items_own():
    atom = '<a:link xmlns:a="http://www.w3.org/2005/Atom" rel="self" href="/rss"/>'
    assert addresses(feed(rss(f"<item>{atom}<link>{A}</link>{atom}</item>"), f"{HOME}/rss", PAPER)) == [A]


@pytest.mark.parametrize("empty", ["", "<link/>", "<link> </link>"])
def test_a_permanent_guid_stands_in_for_a_missing_link(empty):
    assert addresses(feed(rss(f"<item>{empty}<guid>{A}</guid></item>"), f"{HOME}/rss", PAPER)) == [A]


def test_a_guid_that_is_no_address_stands_in_for_nothing():
    items = f'<item><guid isPermaLink="false">{A}</guid></item><item><link>{B}</link></item>'
    assert addresses(feed(rss(items), f"{HOME}/rss", PAPER)) == [B]


def test_blanks_and_cdata_around_an_address_are_no_part_of_it():
    assert addresses(feed(rss(f"<item><link>\n <![CDATA[ {A} ]]>\n</link></item>"), f"{HOME}/rss", PAPER)) == [A]


def test_an_article_listed_twice_is_found_once():
    items = f"<item><link>{A}</link></item><item><link>{A}?utm_source=rss#x</link></item>"
    assert addresses(feed(rss(items), f"{HOME}/rss", PAPER)) == [A]


def test_a_relative_link_in_a_feed_is_taken_from_the_feeds_address():
    assert addresses(
        feed(rss("<item><link>/gop-gao-nuoi-em-100724.html</link></item>"), f"{HOME}/rss/a.rss", PAPER)
    ) == [A]


def test_articles_of_a_predecessor_host_are_found_and_a_strangers_are_not():
    old = "http://bao-cu.test/gop-gao-nuoi-em-100724.html"
    items = f"<item><link>https://la.test/gop-gao-nuoi-em-100724.html</link></item><item><link>{old}</link></item>"
    assert addresses(feed(rss(items), f"{HOME}/rss", PAPER)) == [old]


def test_a_feed_without_entries_is_an_empty_one():
    assert feed(rss(""), f"{HOME}/rss", PAPER) == {"article": []}


def test_a_feed_whose_entries_all_lead_elsewhere_is_refused():
    with pytest.raises(ListError, match="none of its 1 entries"):
        feed(rss("<item><link>https://la.test/gop-gao-nuoi-em-100724.html</link></item>"), f"{HOME}/rss", PAPER)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mon, 10 Jun 2024 23:08:37 +0700", "2024-06-10"),
        ("Mon, 10 Jun 2024 23:08:37 GMT", "2024-06-11"),
        ("Mon, 10 Jun 2024 23:08:37", "2024-06-10"),
        ("Mon, 10 Jun 2024 23:08:37 GMT+7", "2024-06-10"),
        ("2024-06-10", "2024-06-10"),
        (" 2024-06-10T23:30:00Z\n", "2024-06-11"),
        ("2024-06-10T23:30:00+07:00", "2024-06-10"),
        ("2024-06-10T23:30:00", "2024-06-10"),
        ("2024-06-10 23:30 (GMT+7)", "2024-06-10"),
        ("2024-13-45", None),
        ("2024-02-30T00:00:00Z", None),
        ("6/10/2024 1:08:37 PM", None),
        ("hôm qua", None),
        ("", None),
        (None, None),
        ("0001-01-01T00:00:00+14:00", None),
        ("9" * 100_000, None),
    ],
)
def test_a_lists_date_is_a_day_in_ha_noi_or_none(text, expected):
    assert day(text) == expected


@pytest.mark.parametrize("zone", ["UTC", "Asia/Ho_Chi_Minh", "America/Los_Angeles"])
def test_a_time_without_zone_gives_the_same_day_on_every_machine(zone, monkeypatch):
    import time

    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert day("Mon, 10 Jun 2024 23:08:37") == "2024-06-10"
    finally:
        monkeypatch.undo()
        time.tzset()


# Sitemaps


def test_a_sitemap_gives_addresses_and_days():
    body = urlset(f"<url><loc>{A}</loc><lastmod>2024-06-10T23:30:00Z</lastmod></url>{loc(B)}")
    found = sitemap(body, f"{HOME}/sitemap.xml", PAPER)
    assert addresses(found) == [A, B]
    assert days(found) == ["2024-06-11", None]


def test_a_sitemap_without_namespace_is_read():
    assert addresses(sitemap(f"<urlset>{loc(A)}</urlset>".encode(), f"{HOME}/s.xml", PAPER)) == [A]


def test_a_packed_sitemap_is_unpacked():
    assert addresses(sitemap(gzip.compress(urlset(loc(A))), f"{HOME}/sitemap.xml.gz", PAPER)) == [A]


def test_a_news_sitemap_gives_the_day_of_publication():
    body = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
        f'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><url><image:image><image:loc>{B}</image:loc></image:image>'
        f"<loc>{A}</loc><news:news><news:publication_date>2024-06-10T08:00:00+07:00</news:publication_date></news:news></url></urlset>"
    ).encode()
    found = sitemap(body, f"{HOME}/news.xml", PAPER)
    assert addresses(found) == [A]
    assert days(found) == ["2024-06-10"]


def test_an_index_leads_to_sitemaps_of_the_source_each_once():
    one, two = f"{HOME}/s-2024-06.xml", f"{HOME}/s-2024-07.xml.gz"
    parts = [one, two, one, "https://la.test/s.xml", "file:///etc/passwd"]
    body = "<sitemapindex>" + "".join(f"<sitemap><loc>{part}</loc></sitemap>" for part in parts) + "</sitemapindex>"
    assert addresses(sitemap(body.encode(), f"{HOME}/sitemap.xml", PAPER), "sitemap") == [one, two]


def test_an_index_that_lists_itself_does_not_lead_to_itself():
    body = f"<sitemapindex><sitemap><loc>{HOME}/sitemap.xml</loc></sitemap></sitemapindex>".encode()
    assert sitemap(body, f"{HOME}/sitemap.xml", PAPER) == {"sitemap": []}


def test_a_sitemap_of_sections_alone_is_no_error():
    assert sitemap(urlset(loc(f"{HOME}/xa-hoi")), f"{HOME}/s.xml", PAPER) == {"article": []}


def test_an_endless_sitemap_is_read_as_far_as_its_standard_goes():
    body = urlset("".join(loc(f"/a-b-c-{n}.html") for n in range(100_000, 300_000)))
    assert len(sitemap(body, f"{HOME}/s.xml", PAPER)["article"]) == MAX_LINKS
