"""A replay answers from WARC files as the recorded servers did, and the crawler notices no difference."""

import asyncio
import gzip
import json

import pytest
from scrapy import Request
from scrapy.utils.test import get_crawler

from crawler.replay import Index, ReplayHandler
from crawler.warc import Archive, WarcError
from tests.support.press import page
from tests.support.run import guong

HOST = "bao-mau.test"
URL = f"https://{HOST}/gop-gao-nuoi-em-100724.html"
HTML = [("Content-Type", "text/html; charset=utf-8")]


def keep(path, *answers):
    archive = Archive(path)
    for answer in answers:
        archive.write(*answer)
    archive.close()
    return path


@pytest.fixture
def path(tmp_path):
    return tmp_path / "dem.warc.gz"


def ask(path, url=URL, **headers):
    """What the replay answers to one request; header names are written with underscores."""
    handler = ReplayHandler(get_crawler(settings_dict={"GUONG_REPLAY": str(path)}))
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return asyncio.run(handler.download_request(Request(url, headers=named)))


def test_a_recorded_page_is_answered_whole(path):
    keep(path, (URL, 200, HTML, "<p>Góp gạo</p>".encode()))
    response = ask(path)
    assert (response.status, response.url, response.text) == (200, URL, "<p>Góp gạo</p>")


def test_the_answer_names_its_record_and_the_day_of_the_visit(path):
    keep(path, (URL, 200, HTML, b"x"))
    request = Request(URL)
    handler = ReplayHandler(get_crawler(settings_dict={"GUONG_REPLAY": str(path)}))
    asyncio.run(handler.download_request(request))
    assert request.meta["warc"] == "dem.warc.gz#0"
    assert request.meta["fetched_at"].endswith("Z")


@pytest.mark.parametrize(
    "url",
    [
        URL + "?x=1",
        URL.replace("https", "http"),
        URL.replace("bao-", "www.bao-"),
        URL.upper(),
        f"https://{HOST}/robots.txt",
    ],
)
def test_an_address_that_is_not_in_the_files_answers_404(path, url):
    keep(path, (URL, 200, HTML, b"x"))
    assert ask(path, url).status == 404


@pytest.mark.parametrize("status", [301, 302, 404, 410, 429, 500, 503])
def test_a_status_is_answered_as_recorded(path, status):
    keep(path, (URL, status, [("Location", "/moi.html"), ("Retry-After", "7")], b""))
    response = ask(path)
    assert (response.status, response.headers["Location"], response.headers["Retry-After"]) == (
        status,
        b"/moi.html",
        b"7",
    )


def test_every_header_of_a_name_is_answered(path):
    keep(path, (URL, 200, [*HTML, ("Link", "<a>"), ("Link", "<b>")], b"x"))
    assert ask(path).headers.getlist("Link") == [b"<a>", b"<b>"]


@pytest.mark.parametrize("name", ["Transfer-Encoding", "Connection", "Keep-Alive"])
def test_headers_of_the_recorded_connection_are_dropped(path, name):
    keep(path, (URL, 200, [*HTML, (name, "chunked")], b"<p>xin chao</p>"))
    response = ask(path)
    assert name not in response.headers
    assert response.body == b"<p>xin chao</p>"


def test_a_packed_body_is_answered_packed_with_its_header(path):
    body = gzip.compress(b"<p>xin chao</p>")
    keep(path, (URL, 200, [*HTML, ("Content-Encoding", "gzip")], body))
    response = ask(path)
    assert (response.body, response.headers["Content-Encoding"]) == (body, b"gzip")


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"If_None_Match": '"a1"'}, 304),
        ({"If_None_Match": '"a2"'}, 200),
        ({"If_Modified_Since": "Mon, 10 Jun 2024 06:00:00 GMT"}, 304),
        ({"If_Modified_Since": "Mon, 10 Jun 2019 06:00:00 GMT"}, 200),
        ({"If_None_Match": '"a2"', "If_Modified_Since": "Mon, 10 Jun 2024 06:00:00 GMT"}, 200),
        ({"If_None_Match": '"a1"', "If_Modified_Since": "Mon, 10 Jun 2019 06:00:00 GMT"}, 304),
        ({}, 200),
    ],
)
def test_a_conditional_request_is_answered_by_its_validators(path, asked, status):
    validators = [("ETag", '"a1"'), ("Last-Modified", "Mon, 10 Jun 2024 06:00:00 GMT")]
    keep(path, (URL, 200, [*HTML, *validators], b"x"))
    assert ask(path, **asked).status == status


def test_a_page_recorded_without_validators_is_always_given(path):
    keep(path, (URL, 200, HTML, b"x"))
    assert ask(path, If_None_Match='"a1"', If_Modified_Since="Mon, 10 Jun 2024 06:00:00 GMT").status == 200


def test_of_several_recordings_the_last_one_answers(path):
    keep(path, (URL, 200, HTML, b"cu"), (URL, 200, HTML, b"moi"))
    assert ask(path).body == b"moi"


def test_a_recorded_304_does_not_hide_the_page_it_speaks_of(path):
    keep(path, (URL, 200, [*HTML, ("ETag", '"a1"')], b"x"), (URL, 304, [("ETag", '"a1"')], b""))
    assert (ask(path).status, ask(path).body) == (200, b"x")


@pytest.mark.parametrize("asked", ["/chính-trị/mốc-son", "/ch%C3%ADnh-tr%E1%BB%8B/m%E1%BB%91c-son"])
@pytest.mark.parametrize("recorded", ["/chính-trị/mốc-son", "/ch%C3%ADnh-tr%E1%BB%8B/m%E1%BB%91c-son"])
def test_an_address_with_diacritics_is_found_in_either_spelling(path, recorded, asked):
    keep(path, (f"https://{HOST}{recorded}", 200, HTML, b"x"))
    assert ask(path, f"https://{HOST}{asked}").body == b"x"


def test_a_folder_answers_from_all_its_files_the_later_name_last(tmp_path):
    keep(tmp_path / "1.warc.gz", (URL, 200, HTML, b"cu"), (URL + "?1", 200, HTML, b"mot"))
    keep(tmp_path / "sau" / "2.warc.gz", (URL, 200, HTML, b"moi"))
    assert (ask(tmp_path).body, ask(tmp_path, URL + "?1").body) == (b"moi", b"mot")


def test_a_file_that_a_killed_crawl_cut_short_gives_what_stands_before_the_cut(path):
    keep(path, (URL, 200, HTML, b"x"), (URL + "?1", 200, HTML, bytes(range(256)) * 20))
    path.write_bytes(path.read_bytes()[:-60])
    index = Index(path)
    assert index.get(URL).body == b"x"
    assert index.get(URL + "?1") is None


def test_a_damaged_file_does_not_silence_the_others(tmp_path):
    (tmp_path / "a.warc.gz").write_bytes(b"xin chao" * 99)
    keep(tmp_path / "b.warc.gz", (URL, 200, HTML, b"x"))
    assert Index(tmp_path).get(URL).body == b"x"


def test_files_that_give_nothing_at_all_are_refused(path):
    path.write_bytes(b"xin chao" * 99)
    with pytest.raises(WarcError, match=r"dem\.warc\.gz"):
        Index(path)


# The whole crawl, under replay


@pytest.fixture
def crawl(tmp_path):
    """Crawl recorded answers of one section; returns the articles stored, by address."""

    def run(*answers, section=f"https://{HOST}/chuyen-hay", code=0):
        keep(tmp_path / "dem.warc.gz", *answers)
        (tmp_path / "s.toml").write_text(
            f'[[source]]\nid = "baomau"\nname = "Báo Mẫu"\nprovince = "22"\nhosts = ["{HOST}"]\nsections = ["{section}"]\n',
            encoding="utf-8",
        )
        corpus = tmp_path / "c.db"
        done = guong(
            "crawl", "--sources", tmp_path / "s.toml", "--replay", tmp_path / "dem.warc.gz", "--corpus", corpus
        )
        assert done.returncode == code, done.stderr
        lines = guong("export", "--format", "jsonl", "--corpus", corpus).stdout.splitlines()
        return {article["url"]: article["title"] for article in map(json.loads, lines)}

    return run


def listing(*paths):
    links = "".join(f'<li><a href="{path}">tin</a></li>' for path in paths)
    return (f"https://{HOST}/chuyen-hay", 200, HTML, f"<html><body><ul>{links}</ul></body></html>".encode())


ARTICLE = f"https://{HOST}/chuyen-o-thon-so-00001.html"


def test_redirects_are_followed_in_a_replay(crawl):
    articles = crawl(
        listing("/gop-gao-nuoi-em-100724.html"),
        (URL, 301, [("Location", "/chuyen-o-thon-so-00001.html")], b""),
        (ARTICLE, 200, HTML, page(1, HOST).replace(b"http://", b"https://")),
    )
    assert articles == {ARTICLE: "Chuyện ở thôn số 1"}


def test_packed_pages_are_read_in_a_replay(crawl):
    packed = gzip.compress(page(1, HOST).replace(b"http://", b"https://"))
    articles = crawl(
        listing("/chuyen-o-thon-so-00001.html"), (ARTICLE, 200, [*HTML, ("Content-Encoding", "gzip")], packed)
    )
    assert articles == {ARTICLE: "Chuyện ở thôn số 1"}


def test_an_article_with_diacritics_in_its_address_is_read_in_a_replay(crawl):
    raw = "/xã-hội/chuyện-ở-thôn-số-một-hôm-nay"
    url = f"https://{HOST}/x%C3%A3-h%E1%BB%99i/chuy%E1%BB%87n-%E1%BB%9F-th%C3%B4n-s%E1%BB%91-m%E1%BB%99t-h%C3%B4m-nay"
    text = page(1, HOST).replace(f"http://{HOST}/chuyen-o-thon-so-00001.html".encode(), url.encode())
    assert crawl(listing(raw), (url, 200, HTML, text)) == {url: "Chuyện ở thôn số 1"}


def test_robots_txt_is_obeyed_in_a_replay(crawl):
    robots = (
        f"https://{HOST}/robots.txt",
        200,
        [("Content-Type", "text/plain")],
        b"User-agent: *\nDisallow: /chuyen-o\n",
    )
    answer = (ARTICLE, 200, HTML, page(1, HOST))
    other = f"https://{HOST}/thon-so-hai-00002.html"
    second = page(2, HOST).replace(f"http://{HOST}/chuyen-o-thon-so-00002.html".encode(), other.encode())
    articles = crawl(
        robots, listing("/chuyen-o-thon-so-00001.html", "/thon-so-hai-00002.html"), answer, (other, 200, HTML, second)
    )
    assert articles == {other: "Chuyện ở thôn số 2"}
