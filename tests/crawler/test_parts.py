"""Articles printed on several pages: one article with every word of all of them, or none until they are had."""

import sqlite3
from pathlib import Path

import pytest

from crawler.parts import MOST
from tests.support.press import PARAGRAPHS, page, serving
from tests.support.run import guong

ARTICLE = "/chuyen-o-thon-so-00000.html"
SECOND, THIRD = f"{ARTICLE}?page=2", f"{ARTICLE}?page=3"
TEXTS = {2: "Sang tháng tư, tổ góp tiền mua được máy bơm, đặt ở đầu mương để nhà nào cũng tưới được ruộng của mình.",
         3: "Đến mùa gặt, cả xóm họp lại tính sổ, chia phần còn dư cho ba nhà neo người nhất và cùng nấu một bữa cơm chung."}  # fmt: skip
NEXT = "2026-11-24T01:00:00+07:00"


def numbers(count: int) -> str:
    links = "".join(f'<a href="{ARTICLE}?page={n}">{n}</a> ' for n in range(2, count + 1))
    return f'<div class="phan-trang"><a href="{ARTICLE}">1</a> {links}</div>'


def first(host: str, count: int = 3) -> bytes:
    """The first of `count` pages."""
    return page(0, host).replace(b"</main>", f"</main>{numbers(count)}".encode())


def further(host: str, number: int, count: int = 3) -> bytes:
    """A further page: headline and lead again, a text of its own."""
    whole = first(host, count).decode()
    for text in PARAGRAPHS:
        whole = whole.replace(f"<p>{text.format(n=0)}</p>", "")
    return whole.replace('<div id="content-detail">', f'<div id="content-detail"><p>{TEXTS[number]}</p>').encode()


@pytest.fixture
def press():
    with serving() as paper:
        paper.articles(1)
        paper.add(ARTICLE, first(paper.host))
        for number, path in ((2, SECOND), (3, THIRD)):
            paper.add(path, further(paper.host, number))
        yield paper


def crawl(press, folder, *more, **env):
    file = press.source(folder, sections=["/chuyen-hay"])
    return guong("crawl", "--sources", file, "--corpus", folder / "c.db", *more, **env)


def rows(folder, sql):
    with sqlite3.connect(folder / "c.db") as conn:
        return conn.execute(sql).fetchall()


def body(folder):
    [(text,)] = rows(folder, "SELECT body FROM articles")
    return text


def states(folder):
    return rows(folder, "SELECT kind, state FROM frontier WHERE kind IN ('article', 'part') ORDER BY url")


def test_the_texts_of_all_pages_are_one_article_in_order(press, tmp_path):
    done = crawl(press, tmp_path)
    assert done.returncode == 0, done.stderr
    assert body(tmp_path).split("\n")[-2:] == [TEXTS[2], TEXTS[3]]


def test_every_page_is_asked_for_once(press, tmp_path):
    crawl(press, tmp_path)
    assert [press.hits[path] for path in (ARTICLE, SECOND, THIRD)] == [1, 1, 1]


def test_headline_and_lead_of_later_pages_are_not_said_again(press, tmp_path):
    crawl(press, tmp_path)
    assert body(tmp_path).count("Câu chuyện thứ 0") == 0
    assert len(body(tmp_path).split("\n")) == len(PARAGRAPHS) + 2


def test_every_page_leads_to_the_article(press, tmp_path):
    crawl(press, tmp_path)
    urls = {url for (url,) in rows(tmp_path, "SELECT url FROM addresses")}
    assert {f"http://{press.host}{path}" for path in (ARTICLE, SECOND, THIRD)} <= urls
    assert states(tmp_path) == [("article", "done"), ("part", "known"), ("part", "known")]


def test_a_page_that_fails_leaves_the_article_for_the_next_run_whole(press, tmp_path):
    press.add(THIRD, b"", status=404)
    done = crawl(press, tmp_path)
    assert done.returncode == 1
    assert rows(tmp_path, "SELECT state, reason FROM frontier WHERE kind = 'article'") == [
        ("failed", "a further page of it answered 404")
    ]
    press.add(THIRD, further(press.host, 3))
    crawl(press, tmp_path, GUONG_NOW=NEXT)
    assert body(tmp_path).endswith(TEXTS[3])


def test_a_page_without_a_text_leaves_no_article_in_pieces(press, tmp_path):
    press.add(SECOND, b"<html><body><p>Ban tin dang cap nhat</p></body></html>")
    crawl(press, tmp_path)
    assert rows(tmp_path, "SELECT count(*) FROM articles") == [(0,)]
    assert rows(tmp_path, "SELECT kind FROM events") == [("part",)]


def test_a_page_that_robots_txt_forbids_is_not_asked_for(press, tmp_path):
    press.add("/robots.txt", f"User-agent: *\nDisallow: {THIRD}\n".encode(), Content_Type="text/plain")
    crawl(press, tmp_path)
    assert press.hits[THIRD] == 0
    assert states(tmp_path) == [("article", "disallowed")]


def test_an_edited_further_page_is_an_edited_article(press, tmp_path):
    crawl(press, tmp_path, GUONG_NOW="2024-06-11T01:00:00+07:00")
    press.add(THIRD, further(press.host, 3).replace("neo người".encode(), "đông con".encode()))
    crawl(press, tmp_path, GUONG_NOW="2024-06-12T01:00:00+07:00")
    assert "đông con" in body(tmp_path)
    assert rows(tmp_path, "SELECT count(*) FROM versions") == [(1,)]


def test_a_visit_that_misses_a_page_leaves_the_text_that_is_kept(press, tmp_path):
    crawl(press, tmp_path, GUONG_NOW="2024-06-11T01:00:00+07:00")
    press.add(THIRD, b"", status=500)
    crawl(press, tmp_path, GUONG_NOW="2024-06-12T01:00:00+07:00")
    assert body(tmp_path).endswith(TEXTS[3])


def test_a_paper_that_gives_the_first_page_for_every_number_is_read_once(press, tmp_path):
    for path in (SECOND, THIRD):
        press.add(path, first(press.host))
    crawl(press, tmp_path)
    assert len(body(tmp_path).split("\n")) == len(PARAGRAPHS)


def test_a_list_that_leads_to_a_later_page_gives_the_whole_article_where_it_begins(press, tmp_path):
    for number, path in ((1, ARTICLE), (2, SECOND), (3, THIRD)):  # numbers in the path look like articles to lists
        content = first(press.host) if number == 1 else further(press.host, number)
        for n in (2, 3):
            content = content.replace(f".html?page={n}".encode(), f"-p{n}.html".encode())
        press.add(path.replace(f".html?page={number}", f"-p{number}.html"), content)
    later = SECOND.replace(".html?page=2", "-p2.html")
    press.add("/chuyen-hay", f'<html><body><ul><li><a href="{later}">Chuyện</a></li></ul></body></html>'.encode())
    crawl(press, tmp_path)
    assert rows(tmp_path, "SELECT url FROM articles") == [(f"http://{press.host}{ARTICLE}",)]
    assert body(tmp_path).endswith(TEXTS[3])


def test_an_article_of_too_many_pages_is_not_stored_cut_off(press, tmp_path):
    press.add(ARTICLE, first(press.host, MOST + 2))
    crawl(press, tmp_path)
    assert rows(tmp_path, "SELECT state, reason FROM frontier WHERE kind = 'article'") == [
        ("missing", f"printed on more than {MOST + 1} pages")
    ]
    assert press.hits[SECOND] == 0


@pytest.fixture
def archive(press, tmp_path) -> Path:
    """The WARC file of a crawl."""
    crawl(press, tmp_path)
    [file] = (tmp_path / "warc").iterdir()
    return file


def test_a_replay_joins_them_too(press, archive, tmp_path):
    (tmp_path / "again").mkdir()
    done = crawl(press, tmp_path / "again", "--replay", archive)
    assert done.returncode == 0, done.stderr
    assert body(tmp_path / "again") == body(tmp_path)


def test_an_ingest_joins_them_too(press, archive, tmp_path):
    (tmp_path / "again").mkdir()
    file = press.source(tmp_path / "again", sections=["/chuyen-hay"])
    guong("ingest", archive, "--sources", file, "--corpus", tmp_path / "again" / "c.db")
    assert body(tmp_path / "again") == body(tmp_path)
    assert states(tmp_path / "again") == [("article", "done"), ("part", "known"), ("part", "known")]


def test_an_ingest_without_all_pages_stores_no_piece(press, tmp_path):
    press.routes.pop(THIRD)
    crawl(press, tmp_path)
    (tmp_path / "again").mkdir()
    file = press.source(tmp_path / "again", sections=["/chuyen-hay"])
    done = guong("ingest", tmp_path / "warc", "--sources", file, "--corpus", tmp_path / "again" / "c.db")
    assert rows(tmp_path / "again", "SELECT count(*) FROM articles") == [(0,)]
    assert "trang" in done.stdout
    assert "page 3 of it is not kept" in done.stderr
