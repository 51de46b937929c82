"""What feeds, sitemaps and section pages lead to, and what hostile ones do not."""

import gzip
import os

import pytest

from crawler.discovery import MAX_LINKS, MAX_SECTION_LINKS, ListError, day, feed, section, sitemap
from crawler.sources import Source

HOME = "https://bao-mau.test"
PAPER = Source(
    "baomau", "Báo Mẫu", ("bao-mau.test", "bao-cu.test"), sections=(f"{HOME}/chuyen-hay-o-ban-lang-toi-day/",)
)
A, B = f"{HOME}/gop-gao-nuoi-em-100724.html", f"{HOME}/quet-duong-moi-sang-100725.html"


def addresses(found, kind="article"):
    return [item.url for item in found[kind]]


def days(found):
    return [item.dated for item in found["article"]]


def rss(items, head="", root="rss"):
    return f'<?xml version="1.0" encoding="utf-8"?>{head}<{root}><channel>{items}</channel></{root}>'.encode()


def urlset(entries, head=""):
    return f'<?xml version="1.0"?>{head}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'.encode()


def loc(url):
    return f"<url><loc>{url}</loc></url>"


def html(links, head=""):
    items = "".join(f'<li><a href="{link}">tin</a></li>' for link in links)
    return f"<!DOCTYPE html><html><head>{head}</head><body><ul>{items}</ul></body></html>"


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


# XML from strangers


@pytest.mark.parametrize("read", [feed, sitemap])
@pytest.mark.parametrize(
    "body",
    [
        b"", b"   ", b"\x00" * 100, b"\xff\xfe", "xin chào".encode(), b"{}", b"\x89PNG\r\n\x1a\n" + bytes(200), b"<", b"<!--x-->",
        b"<html><body>x</body></html>", b'<html xmlns="http://www.w3.org/1999/xhtml"/>', b"<la/>", b"<?xml version='1.0'?>",
        b"\x1f\x8bxin chao", b"\x1f\x8b", gzip.compress(b"<urlset/>")[:-12], gzip.compress(b"xin chao"),
        b'<?xml version="1.0" encoding="khong-co"?><la/>', bytes(range(256)),
    ],
    ids=range(19),
)  # fmt: skip
def test_what_is_no_list_is_refused_by_name(read, body):
    with pytest.raises(ListError, match=f"^{read.__name__}: "):
        read(body, f"{HOME}/x", PAPER)


@pytest.mark.parametrize(
    "broken",
    [
        f"<rss><channel><item><link>{A}</link></item><item><title>R & D</title><link>{B}</link></item></channel></rss>",
        f"\n\n<?xml version='1.0'?><rss><channel><item><link>{A}</link></item><item><link>{B}</link></item>",
        f"\ufeff<rss><channel><item><link>{A}</link></item><item><title>&nbsp;</title><link>{B}</link></item></channel></rss>",
    ],
)
def test_a_careless_feed_is_read_all_the_same(broken):
    assert addresses(feed(broken.encode(), f"{HOME}/rss", PAPER)) == [A, B]


@pytest.mark.parametrize("encoding", ["utf-16", "windows-1258", "windows-1252"])
def test_a_feed_in_another_encoding_is_read(encoding):
    body = f'<?xml version="1.0" encoding="{encoding}"?><rss><channel><item><title>Bo\u0300</title><link>{A}</link></item></channel></rss>'
    assert addresses(feed(body.encode(encoding, "replace"), f"{HOME}/rss", PAPER)) == [A]


def test_a_billion_laughs_stay_unread():
    laughs = '<!DOCTYPE rss [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12)
    )
    items = f"<item><link>{A}</link><title>&m;</title></item>"
    assert addresses(feed(rss(items, laughs + "]>"), f"{HOME}/rss", PAPER)) == [A]


def test_a_laughing_address_is_no_address():
    laughs = '<!DOCTYPE rss [<!ENTITY a "gop-gao-nuoi-em-100724">]>'
    items = f"<item><link>{HOME}/&a;.html</link></item><item><link>{B}</link></item>"
    assert addresses(feed(rss(items, laughs), f"{HOME}/rss", PAPER)) == [B]


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY x SYSTEM "file://{path}">',
        '<!ENTITY x SYSTEM "{path}">',
        '<!ENTITY % y SYSTEM "file://{path}"> %y; <!ENTITY x "x">',
    ],
)
def test_a_local_file_is_never_read(tmp_path, declared):
    secret = tmp_path / "secret"
    secret.write_text("gop-gao-nuoi-em-100724", encoding="ascii")
    head = f"<!DOCTYPE urlset [{declared.format(path=secret)}]>"
    before = secret.stat().st_atime_ns
    os.utime(secret, ns=(before - 10**12, secret.stat().st_mtime_ns))
    read_last = secret.stat().st_atime_ns
    found = sitemap(urlset(loc(f"{HOME}/&x;.html") + loc(B), head), f"{HOME}/s.xml", PAPER)
    assert addresses(found) == [B]
    assert secret.stat().st_atime_ns == read_last


def test_a_document_type_from_a_file_is_never_read(tmp_path):
    (tmp_path / "d.dtd").write_text('<!ENTITY x "gop-gao-nuoi-em-100724">', encoding="ascii")
    head = f'<!DOCTYPE urlset SYSTEM "file://{tmp_path}/d.dtd">'
    found = sitemap(urlset(loc(f"{HOME}/&x;.html") + loc(B), head), f"{HOME}/s.xml", PAPER)
    assert addresses(found) == [B]


def test_a_decompression_bomb_is_refused():
    bomb = gzip.compress(bytes(64 * 1024 * 1024), 9)
    with pytest.raises(ListError, match="larger than 16 MB"):
        sitemap(bomb, f"{HOME}/s.xml.gz", PAPER)


def test_deep_nesting_is_no_list_without_end():
    with pytest.raises(ListError):
        sitemap(b"<a>" * 100_000, f"{HOME}/s.xml", PAPER)


# Section pages


def test_a_section_gives_its_articles_in_order_each_once():
    links = [
        A,
        "/xa-hoi",
        "/quet-duong-moi-sang-100725.html",
        A + "#x",
        "javascript:void(0)",
        "https://la.test/a-b-c-1234.html",
    ]
    assert addresses(section(html(links).encode(), f"{HOME}/chuyen-hay", PAPER)) == [A, B]


def test_a_section_is_not_its_own_article():
    [itself] = PAPER.sections
    assert addresses(section(html([itself, A]).encode(), itself, PAPER)) == [A]


@pytest.mark.parametrize(
    ("base", "address"),
    [
        ("/tin/", f"{HOME}/tin/a-b-c-1234.html"),
        ("http://bao-cu.test/x/y", "http://bao-cu.test/x/a-b-c-1234.html"),
        ("", f"{HOME}/chuyen-hay/a-b-c-1234.html"),
        ("javascript:alert(1)", f"{HOME}/chuyen-hay/a-b-c-1234.html"),
    ],
)
def test_relative_links_follow_the_base_of_the_page(base, address):
    page = html(["a-b-c-1234.html"], f'<base target="_top"><base href="{base}">')
    assert addresses(section(page.encode(), f"{HOME}/chuyen-hay/", PAPER)) == [address]


def test_a_base_on_a_strangers_host_leads_nowhere():
    page = html(["a-b-c-1234.html", A], '<base href="https://la.test/">')
    assert addresses(section(page.encode(), f"{HOME}/chuyen-hay/", PAPER)) == [A]


DIACRITICS = "/chính-trị/góp-gạo-nuôi-em-nhỏ-mồ-côi"
ENCODED = f"{HOME}/ch%C3%ADnh-tr%E1%BB%8B/g%C3%B3p-g%E1%BA%A1o-nu%C3%B4i-em-nh%E1%BB%8F-m%E1%BB%93-c%C3%B4i"


@pytest.mark.parametrize("said", [None, "utf-8", "cp1252", "latin-1", "khong-co", "ascii", "cp1258"])
def test_a_utf8_page_gives_its_addresses_whatever_the_server_says(said):
    page = html([DIACRITICS], '<meta charset="windows-1252">')
    assert addresses(section(page.encode(), f"{HOME}/chuyen-hay", PAPER, said)) == [ENCODED]


def test_a_page_in_windows_1258_gives_its_addresses():
    text = "Tin của xã vừa qua, chuyện ở bản làng, người đảng viên ấy đã góp gạo nuôi em nhỏ từ đầu năm nay " * 5
    page = html(["/gop-gao-nuoi-em-100724.html"], "<title>tin</title>").replace("<ul>", f"<p>{text}</p><ul>")
    body = b"".join(cp1258(char) for char in page)
    assert addresses(section(body, f"{HOME}/chuyen-hay", PAPER, "windows-1258")) == [A]


def cp1258(char):
    """windows-1258 writes most Vietnamese letters as a base letter and a tone that follows it."""
    import unicodedata

    parts = unicodedata.normalize("NFD", char)
    tones = "".join(c for c in parts[1:] if c in "\u0300\u0301\u0303\u0309\u0323")
    rest = unicodedata.normalize("NFC", parts[0] + "".join(c for c in parts[1:] if c not in tones))
    return rest.encode("cp1258") + tones.encode("cp1258")


def test_broken_bytes_cost_only_the_address_they_stand_in():
    page = html([A, "/BROKEN-b-c-1234.html", B]).encode().replace(b"BROKEN", b"\xff\xe1\xba")
    assert addresses(section(page, f"{HOME}/chuyen-hay", PAPER, "utf-8")) == [A, B]


def test_a_page_that_no_encoding_fits_still_gives_its_plain_addresses():
    page = (
        html([A], "<title>\N{REPLACEMENT CHARACTER}</title>").encode().replace("\ufffd".encode(), b"\x81\x8d\x90" * 300)
    )
    assert addresses(section(page, f"{HOME}/chuyen-hay", PAPER, "utf-8")) == [A]


def test_a_page_that_closes_too_early_is_read_to_its_end():
    page = "<!DOCTYPE html><html></html><body>" + html([A])[len("<!DOCTYPE html><html>") :]
    assert addresses(section(page.encode(), f"{HOME}/chuyen-hay", PAPER)) == [A]


@pytest.mark.parametrize(
    "body",
    [
        b"", b"\x00" * 500, b"{}", "xin chào".encode(), b"\x89PNG\r\n\x1a\n" + bytes(200), html([]).encode(),
        html(["/xa-hoi", "https://la.test/a-b-c-1234.html"]).encode(), b"<html><body><div id=app></div><script>x</script></body></html>",
    ],
    ids=range(8),
)  # fmt: skip
def test_a_section_that_leads_to_no_article_never_looks_quiet(body):
    with pytest.raises(ListError, match=r"^section: "):
        section(body, f"{HOME}/chuyen-hay", PAPER)


def test_a_section_with_very_many_links_is_read_up_to_a_bound():
    page = html(f"/a-b-c-{n}.html" for n in range(100_000, 110_000))
    assert len(section(page.encode(), f"{HOME}/chuyen-hay", PAPER)["article"]) == MAX_SECTION_LINKS


@pytest.mark.parametrize(
    "body",
    [
        html(f"/a-b-c-{n}.html" for n in range(100_000, 300_000)),
        "<html><body>" + "<div>" * 100_000 + f'<a href="{A}">',
        "<html><body><a " + " ".join(f"a{n}=1" for n in range(100_000)) + f' href="{A}">',
    ],
    ids=["200,000 links", "100,000 levels", "100,000 attributes"],
)
def test_a_page_without_end_is_refused(body):
    with pytest.raises(ListError, match="more than"):
        section(body.encode(), f"{HOME}/chuyen-hay", PAPER)


def test_an_endless_link_costs_only_itself():
    page = html(["/" + "a-" * 1_000_000, "a." * 20_000, A])
    assert addresses(section(page.encode(), f"{HOME}/chuyen-hay", PAPER)) == [A]
