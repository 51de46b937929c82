"""Feeds and sitemaps from strangers: what is no list, what is careless, what means harm."""

import gzip
import os

import pytest

from crawler.discovery import ListError, feed, sitemap
from tests.crawler.lists import HOME, PAPER, A, B, addresses, loc, rss, urlset


@pytest.mark.parametrize("read", [feed, sitemap])
@pytest.mark.parametrize(
    "body",
    [
        b"", b"   ", b"\x00" * 100, b"\xff\xfe", "xin chào".encode(), b"{}", b"\x89PNG\r\n\x1a\n" + bytes(200), b"<", b"<!--x-->",
        b"<html><body>x</body></html>", b'<html xmlns="http://www.w3.org/1999/xhtml"/>', b"<la/>", b"<?xml version='1.0'?>",
        b"\x1f\x8bxin chao", b"\x1f\x8b", gzip.compress(b"<urlset/>", mtime=0)[:-12], gzip.compress(b"xin chao", mtime=0),
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
