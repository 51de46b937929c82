"""Looking sources over, on real sockets: what answers, what is read, what changed, and what is left alone."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from corpus.store import Corpus
from crawler.sources import read
from tests.support.press import serving
from tests.support.run import guong

HOME = """<html><head><title>Báo Thử</title>
<link rel="alternate" type="application/rss+xml" href="/rss/chuyen-hay.rss"></head><body>
<a href="/hoc-va-lam-theo-bac">Học và làm theo Bác</a> <a href="/the-thao">Thể thao</a>
<a href="/chuyen-o-thon-so-00000.html">Chuyện 0</a></body></html>"""


def feed(host, *numbers):
    items = "".join(
        f"<item><link>http://{host}/chuyen-o-thon-so-{n:05d}.html</link><pubDate>2024-06-{n + 1:02d}</pubDate></item>"
        for n in numbers
    )
    return f"<rss><channel>{items}</channel></rss>".encode()


def xml(press, path, text):
    press.add(path, text.encode() if isinstance(text, str) else text, Content_Type="text/xml")


@pytest.fixture
def paper():
    with serving() as press:
        press.articles(7)
        yield press


def check(press, folder, *more, code=0, **lists):
    """Check the paper; the answer for its one source."""
    file = press.source(folder, **(lists or {"sections": ["/chuyen-hay"]}))
    done = guong("sources", "check", "--sources", file, "--corpus", folder / "c.db", "--json", *more)
    assert done.returncode == code, done.stderr
    return json.loads(done.stdout)["checks"][0]


def answered(found, path):
    return next((one for one in found["answered"] if one["url"].endswith(path)), None)


def changes(found):
    return [one["what"] for one in found["changes"]]


@dataclass(frozen=True)
class Looked:
    """A paper with lists in every place, and what one check of it found."""

    host: str
    hits: dict[str, int]
    found: dict
    folder: Path

    def suggested(self, path):
        return next((one for one in self.found["suggestions"] if one["value"] == f"http://{self.host}{path}"), None)


@pytest.fixture(scope="module")
def looked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("looked")
    with serving() as press:
        host = press.host
        press.articles(7)
        press.add("/", HOME.encode())
        press.add("/cu", b"", status=301, Location="/chuyen-cu")
        press.articles(7, "/chuyen-cu")
        press.add("/robots.txt", f"Sitemap: http://{host}/bai.xml\n".encode(), Content_Type="text/plain")
        xml(press, "/bai.xml", f"<urlset><url><loc>http://{host}/chuyen-o-thon-so-00001.html</loc></url></urlset>")
        xml(press, "/rss/home.rss", feed(host, 1, 2, 3))
        xml(press, "/rss/chuyen-hay.rss", feed(host, 1))
        months = "".join(f"<sitemap><loc>http://{host}/sm-{m}.xml</loc></sitemap>" for m in ("2023-01", "2024-06"))
        xml(press, "/muc-luc.xml", f"<sitemapindex>{months}</sitemapindex>")
        xml(press, "/sm-2024-06.xml", f"<urlset><url><loc>http://{host}/chuyen-o-thon-so-00003.html</loc>"
            f"<lastmod>2024-06-03</lastmod></url></urlset>")  # fmt: skip
        found = check(press, folder, sections=["/chuyen-hay", "/cu", "/mat"], sitemaps=["/muc-luc.xml"])
        return Looked(host, dict(press.hits), found, folder)


def test_a_list_that_leads_to_articles_is_an_answer(looked):
    section = answered(looked.found, "/chuyen-hay")
    assert looked.found["answers"]
    assert (section["state"], section["status"], section["articles"]) == ("answers", 200, 7)


def test_a_list_without_days_has_those_of_the_articles_that_were_read(looked):
    assert answered(looked.found, "/chuyen-hay")["newest"] == "2024-06-10"


def test_five_articles_are_read_as_a_crawl_would(looked):
    assert len(looked.found["pages"]) == 5
    for one in looked.found["pages"]:
        assert (one["kind"], one["layout"], one["lead"]) == ("article", "font5", True)
        assert one["title"].startswith("Chuyện ở thôn số")
        assert one["date"] == "2024-06-10T13:08:37+07:00"
        assert one["characters"] > 300
        assert one["missing"] == ["author"]


def test_nothing_is_stored_in_a_corpus(looked):
    assert not (looked.folder / "c.db").exists()


def test_a_check_is_kept_beside_the_corpus(looked):
    assert json.loads((looked.folder / "checks" / "thu.json").read_text(encoding="utf-8")) == looked.found


def test_no_day_is_written_without_being_asked_for(looked):
    assert "verified" not in (looked.folder / "sources.toml").read_text(encoding="utf-8")


def test_a_list_of_the_file_that_is_gone_is_named(looked):
    assert [(one["what"], one["url"]) for one in looked.found["changes"]] == [
        ("list_status", f"http://{looked.host}/mat")
    ]


def test_a_feed_at_a_usual_place_is_suggested(looked):
    line = looked.suggested("/rss/home.rss")
    assert (line["key"], line["why"], line["articles"], line["newest"]) == ("feeds", "found_by_usual", 3, "2024-06-04")


def test_a_feed_the_home_page_names_is_suggested(looked):
    assert looked.suggested("/rss/chuyen-hay.rss")["why"] == "found_by_page"


def test_a_sitemap_that_robots_txt_names_is_suggested(looked):
    line = looked.suggested("/bai.xml")
    assert (line["key"], line["why"], line["articles"]) == ("sitemaps", "found_by_robots", 1)


def test_the_campaign_in_the_menu_is_suggested(looked):
    line = looked.suggested("/hoc-va-lam-theo-bac")
    assert (line["key"], line["why"]) == ("sections", "campaign_in_menu")


def test_other_sections_of_the_menu_are_not(looked):
    assert looked.suggested("/the-thao") is None


def test_a_list_that_moved_within_the_source_is_followed_and_suggested(looked):
    assert answered(looked.found, "/cu")["landed"] == f"http://{looked.host}/chuyen-cu"
    assert looked.suggested("/chuyen-cu")["why"] == "moved_from"


def test_of_an_index_the_newest_sitemap_is_read(looked):
    index = answered(looked.found, "/muc-luc.xml")
    assert (index["lists"], index["articles"], index["newest"]) == (2, 1, "2024-06-03")
    assert "/sm-2023-01.xml" not in looked.hits


def test_no_page_is_asked_for_twice(looked):
    assert [
        path for path, times in looked.hits.items() if times > 1 and path not in ("/robots.txt", "/chuyen-cu")
    ] == []


def test_robots_txt_is_asked_first_and_kept(paper, tmp_path):
    paper.add("/robots.txt", b"User-agent: *\nDisallow: /chuyen-o-\n", Content_Type="text/plain")
    found = check(paper, tmp_path)
    assert [one["state"] for one in found["pages"]] == ["refused"] * 5
    assert not [path for path in paper.hits if path.startswith("/chuyen-o-")]


def test_a_robots_txt_that_cannot_be_read_closes_the_host(paper, tmp_path):
    paper.add("/robots.txt", b"", status=500)
    found = check(paper, tmp_path, code=3)
    assert not found["answers"]
    assert set(paper.hits) == {"/robots.txt"}
    assert "robots_closed" in changes(found)


def test_a_source_none_of_whose_lists_answers_does_not_answer(paper, tmp_path):
    found = check(paper, tmp_path, code=3, sections=["/da-doi-cho"])
    assert not found["answers"]
    assert found["reason"] == "answered 404"


def test_a_second_check_tells_what_is_otherwise(paper, tmp_path):
    first = check(paper, tmp_path)
    assert first["last"] is None
    paper.add("/chuyen-hay", b"<html><body>Bao tri</body></html>", status=503)
    second = check(paper, tmp_path, code=3)
    assert second["last"] == first["at"]
    assert {"source_silent", "list_lost"} <= set(changes(second))


def test_no_check_runs_beside_a_crawl(paper, tmp_path):
    from crawler.manners import only_one

    file = paper.source(tmp_path, sections=["/chuyen-hay"])
    with only_one(tmp_path / "c.db"):
        done = guong("sources", "check", "--sources", file, "--corpus", tmp_path / "c.db")
    assert done.returncode == 3
    assert not paper.hits


def test_what_a_host_asks_of_a_check_holds_for_the_next_one(paper, tmp_path):
    Corpus(tmp_path / "c.db").close()
    paper.add("/chuyen-hay", b"", status=429, Retry_After="86400")
    check(paper, tmp_path, code=3)
    paper.hits.clear()
    found = check(paper, tmp_path, code=3)
    assert not paper.hits
    assert "left alone until" in found["reason"]


def test_the_day_is_written_for_a_source_that_answers(paper, tmp_path):
    check(paper, tmp_path, "--write")
    [source], _ = read(tmp_path / "sources.toml")
    assert source.verified != "never"


def test_no_day_is_written_for_a_source_that_does_not_answer(paper, tmp_path):
    check(paper, tmp_path, "--write", code=3, sections=["/da-doi-cho"])
    assert "verified" not in (tmp_path / "sources.toml").read_text(encoding="utf-8")


def test_the_gaps_between_requests_are_kept(paper, tmp_path):
    file = paper.source(tmp_path, delay=0.2, sections=["/chuyen-hay"])
    guong("sources", "check", "--sources", file, "--corpus", tmp_path / "c.db")
    gaps = [after - before for before, after in zip(paper.times, paper.times[1:], strict=False)]
    assert len(gaps) > 10
    assert min(gaps) >= 0.2


def test_a_hostile_page_harms_nobody(paper, tmp_path):
    paper.add("/", b"<html><body>" + b"<a href='/hoc-va-lam-theo-bac?x=1&y'>Hoc" * 60_000 + b"</body></html>")
    paper.add("/feed", b"<rss><channel>" + b"<item>" * 100_000, Content_Type="text/xml")
    found = check(paper, tmp_path)
    assert found["answers"]
    assert len(found["pages"]) == 5


def test_a_list_that_leads_to_a_stranger_is_not_followed(paper, tmp_path):
    paper.add("/chan", b"<html><body>Xin cho mot chut<a href='/x'>x</a></body></html>")
    with serving() as stranger:
        paper.add("/cu", b"", status=301, Location=f"http://{stranger.host}/x")
        found = check(paper, tmp_path, code=3, sections=["/cu", "/chan"])
        assert not stranger.hits
    answer = answered(found, "/cu")
    assert (answer["state"], answer["landed"]) == ("refused", f"http://{stranger.host}/x")
    assert answered(found, "/chan")["state"] == "unreadable"
