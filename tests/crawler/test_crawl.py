"""A crawl on real sockets: what comes in, what is refused, what is lost (nothing)."""

import random
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest

from tests.support.press import Press, page, serving
from tests.support.run import ROOT, command, environment, guong


@pytest.fixture
def press() -> "Press":
    with serving() as paper:
        yield paper


def rows(corpus: Path, sql: str) -> list[tuple]:
    conn = sqlite3.connect(corpus)
    try:
        return conn.execute(sql).fetchall()
    finally:
        conn.close()


def crawl(press: Press, tmp_path: Path, *more: object, **lists: list[str]) -> subprocess.CompletedProcess[str]:
    sources = press.source(tmp_path, **lists)
    return guong("crawl", "--sources", sources, "--corpus", tmp_path / "c.db", *more)


def test_a_killed_crawl_goes_on_where_it_was(press, tmp_path):
    press.articles(120)
    sources = press.source(tmp_path, sections=["/chuyen-hay"])
    line = command("crawl", "--sources", sources, "--corpus", tmp_path / "c.db")
    chance = random.Random(5)
    for _ in range(3):
        process = subprocess.Popen(
            line, cwd=ROOT, env=environment(), stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        )
        before = sum(press.hits.values())
        while sum(press.hits.values()) < before + 20 and process.poll() is None:
            time.sleep(0.05)
        time.sleep(chance.random() / 2)
        process.send_signal(signal.SIGKILL)
        process.wait()
    done = guong("crawl", "--sources", sources, "--corpus", tmp_path / "c.db")
    assert done.returncode == 0, done.stderr
    assert rows(tmp_path / "c.db", "SELECT count(*), count(DISTINCT url), count(DISTINCT title) FROM articles") == [
        (120, 120, 120)
    ]
    assert rows(tmp_path / "c.db", "SELECT count(*) FROM frontier WHERE kind = 'article' AND state <> 'done'") == [(0,)]
    assert rows(tmp_path / "c.db", "PRAGMA integrity_check") == [("ok",)]


def test_a_second_crawl_asks_for_no_article_again(press, tmp_path):
    press.articles(5)
    crawl(press, tmp_path, sections=["/chuyen-hay"])
    press.hits.clear()
    crawl(press, tmp_path, sections=["/chuyen-hay"])
    assert set(press.hits) == {"/robots.txt", "/chuyen-hay"}


def test_a_list_that_did_not_change_is_asked_for_conditionally(press, tmp_path):
    press.articles(2)
    press.add("/chuyen-hay", press.routes["/chuyen-hay"][2], ETag='"a1"')
    crawl(press, tmp_path, sections=["/chuyen-hay"])
    done = crawl(press, tmp_path, sections=["/chuyen-hay"])
    assert done.returncode == 0
    assert rows(tmp_path / "c.db", "SELECT lists, found FROM run_sources WHERE run_id = 2") == [(1, 0)]


def test_every_response_is_in_the_archive_and_every_article_names_its_record(press, tmp_path):
    from crawler.warc import response_at

    press.articles(3)
    crawl(press, tmp_path, sections=["/chuyen-hay"])
    places = rows(tmp_path / "c.db", "SELECT url, warc FROM articles")
    assert len(places) == 3
    for url, place in places:
        name, _, offset = place.partition("#")
        assert response_at(tmp_path / "warc" / name, int(offset)).url == url


def test_a_night_can_be_replayed_from_its_archive(press, tmp_path):
    press.articles(4)
    sources = press.source(tmp_path, sections=["/chuyen-hay"])
    guong("crawl", "--sources", sources, "--corpus", tmp_path / "c.db")
    press.hits.clear()
    guong("crawl", "--sources", sources, "--replay", tmp_path / "warc", "--corpus", tmp_path / "again.db")
    same = "SELECT url, title, body, published_at FROM articles ORDER BY url"
    assert rows(tmp_path / "again.db", same) == rows(tmp_path / "c.db", same)
    assert not press.hits


def test_robots_txt_is_obeyed_and_the_refusal_is_written_down(press, tmp_path):
    press.articles(3)
    press.add("/robots.txt", b"User-agent: *\nDisallow: /chuyen-o-thon-so-00001.html\n", Content_Type="text/plain")
    crawl(press, tmp_path, sections=["/chuyen-hay"])
    assert press.hits["/chuyen-o-thon-so-00001.html"] == 0
    assert rows(tmp_path / "c.db", "SELECT count(*) FROM articles") == [(2,)]
    assert rows(tmp_path / "c.db", "SELECT kind FROM events") == [("robots",)]


def test_a_robots_txt_that_answers_500_closes_the_host(press, tmp_path):
    press.articles(3)
    press.add("/robots.txt", b"", status=500)
    done = crawl(press, tmp_path, sections=["/chuyen-hay"])
    assert set(press.hits) == {"/robots.txt"}
    assert done.returncode != 0


def test_a_redirect_to_a_strangers_host_is_not_followed(press, tmp_path):
    with serving() as stranger:
        stranger.articles(1)
        press.articles(1)
        press.add(
            "/chuyen-o-thon-so-00000.html",
            b"",
            status=302,
            Location=f"http://{stranger.host}/chuyen-o-thon-so-00000.html",
        )
        crawl(press, tmp_path, sections=["/chuyen-hay"])
        assert not stranger.hits
    assert rows(tmp_path / "c.db", "SELECT state FROM frontier WHERE kind = 'article'") == [("refused",)]


def test_a_feed_and_a_sitemap_index_lead_to_articles(press, tmp_path):
    for n in range(4):
        press.add(f"/chuyen-o-thon-so-{n:05d}.html", page(n, press.host))
    link = f"http://{press.host}/chuyen-o-thon-so-{{:05d}}.html"
    items = "".join(f"<item><link>{link.format(n)}</link></item>" for n in (0, 1))
    press.add("/rss", f"<rss><channel>{items}</channel></rss>".encode(), Content_Type="application/rss+xml")
    press.add(
        "/sitemap.xml",
        f"<sitemapindex><sitemap><loc>http://{press.host}/s1.xml</loc></sitemap></sitemapindex>".encode(),
    )
    urls = "".join(f"<url><loc>{link.format(n)}</loc><lastmod>2024-06-10</lastmod></url>" for n in (2, 3))
    press.add("/s1.xml", f"<urlset>{urls}</urlset>".encode())
    done = crawl(press, tmp_path, feeds=["/rss"], sitemaps=["/sitemap.xml"])
    assert done.returncode == 0, done.stderr
    assert rows(tmp_path / "c.db", "SELECT count(*) FROM articles") == [(4,)]


def test_a_sitemap_that_lists_itself_ends(press, tmp_path):
    press.add("/sitemap.xml", f"<sitemapindex><sitemap><loc>http://{press.host}/sitemap.xml</loc></sitemap>"
                              f"<sitemap><loc>http://{press.host}/b.xml</loc></sitemap></sitemapindex>".encode())  # fmt: skip
    press.add(
        "/b.xml", f"<sitemapindex><sitemap><loc>http://{press.host}/sitemap.xml</loc></sitemap></sitemapindex>".encode()
    )
    crawl(press, tmp_path, sitemaps=["/sitemap.xml"])
    assert press.hits["/sitemap.xml"] == 1
    assert press.hits["/b.xml"] == 1


def test_a_feed_that_is_no_xml_is_named_and_the_rest_goes_on(press, tmp_path):
    press.articles(2)
    press.add("/rss", b"xin ch\xc3\xa0o, m\xc3\xa1y ch\xe1\xbb\xa7 \xc4\x91ang b\xe1\xba\xa3o tr\xc3\xac")
    done = crawl(press, tmp_path, feeds=["/rss"], sections=["/chuyen-hay"])
    assert done.returncode == 1
    assert rows(tmp_path / "c.db", "SELECT count(*) FROM articles") == [(2,)]
    assert rows(tmp_path / "c.db", "SELECT kind, url FROM events") == [("feed_unreadable", f"http://{press.host}/rss")]


@pytest.mark.parametrize(
    ("what", "body", "headers"),
    [
        ("empty", b"", {}),
        ("not HTML", b"\x89PNG\r\n\x1a\n" + bytes(2000), {"Content_Type": "image/png"}),
        ("20 MB", b"<html><body><p>" + b"chu " * 5_000_000 + b"</p></body></html>", {}),
        ("truncated", page(1, "x"), {"Content_Length": "9999999"}),
        ("a death in the parser", b"<html><body>" + b"<div>" * 100_000, {}),
    ],
)
def test_a_bad_page_is_written_down_and_the_others_come_in(press, tmp_path, what, body, headers):
    press.articles(3)
    press.add("/chuyen-o-thon-so-00001.html", body, **headers)
    crawl(press, tmp_path, sections=["/chuyen-hay"])
    assert rows(tmp_path / "c.db", "SELECT count(*) FROM articles") == [(2,)], what
    [(state, reason)] = rows(tmp_path / "c.db", "SELECT state, reason FROM frontier WHERE url LIKE '%00001.html'")
    assert state in ("missing", "failed", "skipped")
    assert reason


def test_a_page_in_windows_1258_is_stored_in_unicode(press, tmp_path):
    press.articles(1)
    text = page(0, press.host).decode().replace('<meta charset="utf-8">', "")
    import unicodedata

    legacy = "".join(c if _fits(c) else unicodedata.normalize("NFD", c) for c in text)
    legacy = unicodedata.normalize("NFC", legacy)
    body = b"".join(_cp1258(c) for c in text)
    press.add("/chuyen-o-thon-so-00000.html", body, Content_Type="text/html; charset=windows-1258")
    crawl(press, tmp_path, sections=["/chuyen-hay"])
    [(title, found)] = rows(tmp_path / "c.db", "SELECT title, body FROM articles")
    assert title == "Chuyện ở thôn số 0"
    assert "chi hội trưởng, kể rằng ban đầu" in found


def _fits(char: str) -> bool:
    try:
        char.encode("cp1258")
    except UnicodeEncodeError:
        return False
    return True


def _cp1258(char: str) -> bytes:
    """windows-1258 writes most Vietnamese letters as a base letter and a tone that follows it."""
    import unicodedata

    if _fits(char):
        return char.encode("cp1258")
    parts = unicodedata.normalize("NFD", char)
    tones = "".join(c for c in parts[1:] if c in "\u0300\u0301\u0303\u0309\u0323")
    base = unicodedata.normalize("NFC", parts[0] + "".join(c for c in parts[1:] if c not in tones))
    return base.encode("cp1258") + tones.encode("cp1258")


def test_two_crawls_at_once_are_refused(press, tmp_path):
    from crawler.manners import only_one

    press.articles(1)
    with only_one(tmp_path / "c.db"):
        done = guong(
            "crawl",
            "--sources",
            press.source(tmp_path, sections=["/chuyen-hay"]),
            "--corpus",
            tmp_path / "c.db",
            GUONG_LANG="en",
        )
    assert done.returncode == 3
    assert "another crawl" in done.stderr
    assert not press.hits


def test_a_source_that_does_not_answer_never_looks_quiet(press, tmp_path):
    done = crawl(press, tmp_path, sections=["/khong-co"])
    assert done.returncode == 3
    assert rows(tmp_path / "c.db", "SELECT failed, lists FROM run_sources") == [(1, 0)]


def test_scrapy_users_can_list_and_crawl(press, tmp_path):
    import sys

    press.articles(2)
    sources = press.source(tmp_path, sections=["/chuyen-hay"])
    scrapy = [sys.executable, "-m", "scrapy"]
    listed = subprocess.run([*scrapy, "list"], cwd=ROOT, capture_output=True, text=True, timeout=60, env=environment())
    assert listed.stdout.split() == ["press"]
    args = [
        "-a",
        "source=thu",
        "-a",
        f"sources={sources}",
        "-a",
        f"corpus={tmp_path / 'c.db'}",
    ]
    subprocess.run(
        [*scrapy, "crawl", "press", *args], cwd=ROOT, env=environment(), capture_output=True, timeout=60, check=True
    )
    assert rows(tmp_path / "c.db", "SELECT count(*) FROM articles") == [(2,)]


def test_a_full_disk_is_named_and_the_next_run_completes(press, tmp_path):
    import resource

    press.articles(60)
    sources = press.source(tmp_path, sections=["/chuyen-hay"])
    line = command("crawl", "--sources", sources, "--corpus", tmp_path / "c.db")
    size = 400_000  # bytes a file may have: an empty corpus fits, sixty articles do not

    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, timeout=90, env=environment(GUONG_LANG="en"),
                          preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))  # fmt: skip
    assert done.returncode == 3, done.stderr
    assert "Error:" in done.stderr
    assert "Traceback" not in done.stderr
    stored = rows(tmp_path / "c.db", "SELECT count(*) FROM articles")[0][0]
    assert stored < 60
    assert guong("crawl", "--sources", sources, "--corpus", tmp_path / "c.db").returncode == 0
    assert rows(tmp_path / "c.db", "SELECT count(*), count(DISTINCT url) FROM articles") == [(60, 60)]
    assert rows(tmp_path / "c.db", "PRAGMA integrity_check") == [("ok",)]


def test_a_polite_stop_ends_the_run_and_loses_nothing(press, tmp_path):
    press.articles(120)
    sources = press.source(tmp_path, sections=["/chuyen-hay"])
    process = subprocess.Popen(command("crawl", "--sources", sources, "--corpus", tmp_path / "c.db"), cwd=ROOT,
                               env=environment(), stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)  # fmt: skip
    while sum(press.hits.values()) < 15 and process.poll() is None:
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=30) == 143
    assert rows(tmp_path / "c.db", "SELECT count(*) FROM runs WHERE ended_at IS NOT NULL") == [(1,)]
    assert guong("crawl", "--sources", sources, "--corpus", tmp_path / "c.db").returncode == 0
    assert rows(tmp_path / "c.db", "SELECT count(*), count(DISTINCT url) FROM articles") == [(120, 120)]


def test_a_limit_holds_per_source_and_the_rest_waits(press, tmp_path):
    press.articles(9)
    crawl(press, tmp_path, "--limit", "4", sections=["/chuyen-hay"])
    assert rows(tmp_path / "c.db", "SELECT count(*) FROM articles") == [(4,)]
    assert rows(tmp_path / "c.db", "SELECT count(*) FROM frontier WHERE kind = 'article' AND state = 'pending'") == [
        (5,)
    ]


def test_a_day_that_is_none_is_refused_before_the_first_request(press, tmp_path):
    press.articles(1)
    done = crawl(press, tmp_path, "--since", "hôm qua", sections=["/chuyen-hay"])
    assert done.returncode != 0
    assert not press.hits


def test_the_pause_between_two_requests_is_kept(press, tmp_path):
    press.articles(3)
    sources = press.source(tmp_path, delay=0.4, sections=["/chuyen-hay"])
    guong("crawl", "--sources", sources, "--corpus", tmp_path / "c.db")
    gaps = [b - a for a, b in zip(press.times, press.times[1:], strict=False)]
    assert len(gaps) == 4
    assert min(gaps) > 0.35  # the server's clock may see them a little closer than they were sent


def test_a_crawl_delay_longer_than_ours_is_kept(press, tmp_path):
    press.articles(2)
    press.add("/robots.txt", b"User-agent: *\nCrawl-delay: 1\n", Content_Type="text/plain")
    crawl(press, tmp_path, sections=["/chuyen-hay"])
    gaps = [b - a for a, b in zip(press.times[1:], press.times[2:], strict=False)]
    assert gaps
    assert min(gaps) > 0.9


def test_a_list_that_could_not_be_read_is_not_taken_for_unchanged(press, tmp_path):
    press.articles(2)
    press.add("/rss", b"b\xe1\xba\xa3o tr\xc3\xac", ETag='"same"')
    for _ in range(2):
        assert crawl(press, tmp_path, feeds=["/rss"], sections=["/chuyen-hay"]).returncode == 1
    assert rows(tmp_path / "c.db", "SELECT kind FROM events") == [("feed_unreadable",)] * 2
