"""Night after night: what is asked for again, what is not, and what becomes of edited and withdrawn articles."""

import sqlite3

import pytest

from tests.support.press import PARAGRAPHS, page, serving
from tests.support.run import guong

FIRST, SECOND, FOURTH = (f"2024-06-1{n}T01:00:00+07:00" for n in (1, 2, 4))
ARTICLE = "/chuyen-o-thon-so-00000.html"


@pytest.fixture
def press():
    with serving() as paper:
        yield paper


def rows(path, sql):
    with sqlite3.connect(path) as conn:
        return conn.execute(sql).fetchall()


def night(press, folder, at, *more, **lists):
    lists = lists or {"sections": ["/chuyen-hay"]}
    press.hits.clear()
    return guong("crawl", "--sources", press.source(folder, **lists), "--corpus", folder / "c.db", *more, GUONG_NOW=at)


def test_an_article_is_looked_at_again_after_a_day_and_then_left_until_the_third(press, tmp_path):
    press.articles(1)
    night(press, tmp_path, FIRST)
    night(press, tmp_path, SECOND)
    assert press.hits[ARTICLE] == 1
    night(press, tmp_path, SECOND)
    assert press.hits[ARTICLE] == 0
    night(press, tmp_path, FOURTH)
    assert press.hits[ARTICLE] == 1


def test_an_article_of_long_ago_is_not_looked_at_again(press, tmp_path):
    press.articles(1)
    night(press, tmp_path, "2026-11-21T01:00:00+07:00")
    night(press, tmp_path, "2026-11-22T01:00:00+07:00")
    assert press.hits[ARTICLE] == 0


def test_a_visit_is_conditional_when_the_page_gave_a_mark(press, tmp_path):
    press.articles(1)
    press.add(ARTICLE, page(0, press.host), ETag='"v1"')
    night(press, tmp_path, FIRST)
    night(press, tmp_path, SECOND)
    assert rows(tmp_path / "c.db", "SELECT status, visits FROM frontier WHERE kind = 'article'") == [(304, 2)]


def test_an_edited_article_keeps_what_it_said_before(press, tmp_path):
    press.articles(1)
    night(press, tmp_path, FIRST)
    press.add(ARTICLE, page(0, press.host).replace("chi hội trưởng".encode(), "chi hội phó".encode()))
    done = night(press, tmp_path, SECOND)
    assert done.returncode == 0, done.stderr
    assert "chi hội phó" in rows(tmp_path / "c.db", "SELECT body FROM articles")[0][0]
    assert "chi hội trưởng" in rows(tmp_path / "c.db", "SELECT record FROM versions")[0][0]
    assert rows(tmp_path / "c.db", "SELECT edited FROM run_sources WHERE run_id = 2") == [(1,)]


def test_a_withdrawn_article_is_marked_and_kept(press, tmp_path):
    press.articles(2)
    night(press, tmp_path, FIRST)
    press.routes.pop(ARTICLE)
    done = night(press, tmp_path, SECOND)
    assert done.returncode == 0, done.stderr
    assert rows(tmp_path / "c.db", "SELECT count(*), count(withdrawn_at) FROM articles") == [(2, 1)]


def test_a_page_that_came_out_halved_does_not_replace_the_text(press, tmp_path):
    press.articles(1)
    night(press, tmp_path, FIRST)
    short = page(0, press.host)
    for text in PARAGRAPHS[1:]:
        short = short.replace(f"<p>{text.format(n=0)}</p>".encode(), b"")
    press.add(ARTICLE, short)
    done = night(press, tmp_path, SECOND)
    assert done.returncode == 1
    assert "chi hội trưởng" in rows(tmp_path / "c.db", "SELECT body FROM articles")[0][0]
    assert rows(tmp_path / "c.db", "SELECT kind FROM events") == [("shrunk",)]


def test_an_address_that_redirects_to_its_new_place_keeps_one_article(press, tmp_path):
    press.articles(1)
    night(press, tmp_path, FIRST)
    new = "/tin/chuyen-o-thon-so-00000-moi.html"
    press.add(new, page(0, press.host).replace(ARTICLE.encode(), new.encode()))
    press.add(ARTICLE, b"", status=301, Location=new)
    press.add("/chuyen-hay", f'<html><body><a href="{new}">Chuyện</a></body></html>'.encode())
    night(press, tmp_path, SECOND)
    assert rows(tmp_path / "c.db", "SELECT count(*) FROM articles") == [(1,)]


def test_a_section_is_read_on_while_its_pages_bring_only_news(press, tmp_path):
    press.articles(6)
    pages = {"/chuyen-hay": [0, 1], "/chuyen-hay?page=2": [2, 3], "/chuyen-hay?page=3": [4, 5]}

    def publish(order):
        for number, (path, which) in enumerate(order.items(), 1):
            links = "".join(f'<li><a href="/chuyen-o-thon-so-{n:05d}.html">Chuyện {n}</a></li>' for n in which)
            after = f'<a rel="next" href="/chuyen-hay?page={number + 1}">Trang sau</a>' if number < 3 else ""
            press.add(path, f"<html><body><ul>{links}</ul>{after}</body></html>".encode())

    publish(pages)
    night(press, tmp_path, FIRST)
    assert rows(tmp_path / "c.db", "SELECT count(*) FROM articles") == [(6,)]
    for n in (6, 7):
        press.add(f"/chuyen-o-thon-so-{n:05d}.html", page(n, press.host))
    publish({"/chuyen-hay": [6, 7], "/chuyen-hay?page=2": [0, 1], "/chuyen-hay?page=3": [2, 3]})
    night(press, tmp_path, SECOND)
    assert rows(tmp_path / "c.db", "SELECT count(*) FROM articles") == [(8,)]
    assert press.hits["/chuyen-hay?page=2"] == 1
    assert press.hits["/chuyen-hay?page=3"] == 0


def test_a_back_fill_takes_the_days_asked_for_and_goes_on_where_it_was_stopped(press, tmp_path):
    months = {"2023-01": [0], "2023-02": [1, 2], "2024-03": [3]}
    index = "".join(f"<sitemap><loc>http://{press.host}/sitemap-{m}.xml</loc></sitemap>" for m in months)
    press.add("/sitemap.xml", f"<sitemapindex>{index}</sitemapindex>".encode(), Content_Type="text/xml")
    for m, which in months.items():
        urls = "".join(f"<url><loc>http://{press.host}/chuyen-o-thon-so-{n:05d}.html</loc><lastmod>{m}-05</lastmod></url>"
                       for n in which)  # fmt: skip
        press.add(f"/sitemap-{m}.xml", f"<urlset>{urls}</urlset>".encode(), Content_Type="text/xml")
        for n in which:
            press.add(f"/chuyen-o-thon-so-{n:05d}.html", page(n, press.host))
    span = ("--since", "2023-01-01", "--until", "2023-12-31")
    done = night(press, tmp_path, FIRST, *span, "--limit", "1", sitemaps=["/sitemap.xml"])
    assert done.returncode == 0, done.stderr
    assert press.hits["/sitemap-2024-03.xml"] == 0
    night(press, tmp_path, FIRST, *span, sitemaps=["/sitemap.xml"])
    assert press.hits["/sitemap.xml"] == press.hits["/sitemap-2023-01.xml"] == 0
    assert rows(tmp_path / "c.db", "SELECT count(*) FROM articles") == [(3,)]


def test_a_back_fill_needs_both_ends(press, tmp_path):
    done = night(press, tmp_path, FIRST, "--until", "2023-12-31")
    assert done.returncode == 3
    assert not press.hits


def test_outside_the_window_nothing_is_asked_for(press, tmp_path):
    press.articles(1)
    done = night(press, tmp_path, "2024-06-11T12:00:00+07:00", "--window", "22:00-06:00")
    assert done.returncode == 3
    assert not press.hits


def test_when_the_window_closes_the_rest_waits(press, tmp_path):
    press.articles(60)
    sources = press.source(tmp_path, delay=0.5, sections=["/chuyen-hay"])
    done = guong("crawl", "--sources", sources, "--corpus", tmp_path / "c.db", "--window", "22:00-06:00",
                 GUONG_NOW="2024-06-11T05:59:45+07:00")  # fmt: skip
    assert done.returncode == 0, done.stderr
    [(stored,)] = rows(tmp_path / "c.db", "SELECT count(*) FROM articles")
    assert 0 < stored < 60
    assert rows(tmp_path / "c.db", "SELECT kind FROM events") == [("window",)]
    assert rows(tmp_path / "c.db", "SELECT DISTINCT state FROM frontier WHERE kind = 'article'") == [
        ("done",),
        ("pending",),
    ]


def test_robots_txt_is_kept_with_its_date_once_per_change(press, tmp_path):
    press.articles(1)
    press.add("/robots.txt", b"User-agent: *\nDisallow: /admin\n", Content_Type="text/plain")
    night(press, tmp_path, FIRST)
    night(press, tmp_path, SECOND)
    press.add("/robots.txt", b"User-agent: *\nDisallow: /\n", Content_Type="text/plain")
    night(press, tmp_path, FOURTH)
    found = rows(tmp_path / "c.db", "SELECT fetched_at, checked_at, status FROM robots ORDER BY fetched_at")
    assert [(a[:10], b[:10], c) for a, b, c in found] == [
        ("2024-06-10", "2024-06-11", 200),
        ("2024-06-13", "2024-06-13", 200),
    ]


def test_a_host_that_asks_for_hours_is_left_alone_until_then(press, tmp_path):
    press.articles(2)
    press.add("/chuyen-hay", b"", status=429, Retry_After="7200")
    assert night(press, tmp_path, FIRST).returncode == 3
    press.articles(2)
    night(press, tmp_path, "2024-06-11T02:00:00+07:00")
    assert not press.hits
    assert night(press, tmp_path, "2024-06-11T03:30:00+07:00").returncode == 0
    assert rows(tmp_path / "c.db", "SELECT count(*) FROM articles") == [(2,)]


def test_a_host_that_asks_for_a_second_is_asked_again_after_it(press, tmp_path):
    press.articles(1)
    press.add(ARTICLE, b"", status=503, Retry_After="1")
    night(press, tmp_path, FIRST)
    assert press.hits[ARTICLE] == 4  # once, and as often as one address may wait
    assert all(later - earlier >= 1 for earlier, later in zip(press.times[-4:], press.times[-3:], strict=False))


def test_a_host_that_stumbles_again_and_again_is_left_for_the_next_night(press, tmp_path):
    press.articles(30)
    for n in range(30):
        press.add(f"/chuyen-o-thon-so-{n:05d}.html", b"", status=500)
    assert night(press, tmp_path, FIRST).returncode == 1
    assert sum(press.hits.values()) <= 10
    assert ("host_down",) in rows(tmp_path / "c.db", "SELECT kind FROM events")
    press.articles(30)
    assert night(press, tmp_path, SECOND).returncode == 0
    assert rows(tmp_path / "c.db", "SELECT count(*) FROM articles") == [(30,)]


def test_a_paper_that_answers_500_for_a_week_is_caught_up_when_it_returns(press, tmp_path):
    press.articles(3)
    for day in range(11, 18):
        press.add("/chuyen-hay", b"", status=500)
        assert night(press, tmp_path, f"2024-06-{day}T01:00:00+07:00").returncode == 3
    press.articles(5)
    assert night(press, tmp_path, "2024-06-18T01:00:00+07:00").returncode == 0
    assert rows(tmp_path / "c.db", "SELECT count(*) FROM articles") == [(5,)]


def test_articles_that_answer_500_for_a_week_come_in_when_they_answer(press, tmp_path):
    press.articles(2)
    press.add(ARTICLE, b"", status=500)
    for day in range(11, 18):
        assert night(press, tmp_path, f"2024-06-{day}T01:00:00+07:00").returncode == 1
    press.articles(2)
    assert night(press, tmp_path, "2024-06-18T01:00:00+07:00").returncode == 0
    assert rows(tmp_path / "c.db", "SELECT count(*) FROM articles") == [(2,)]


def test_a_clock_that_ran_ahead_for_a_night_delays_no_visit(press, tmp_path):
    press.articles(1)
    night(press, tmp_path, "2025-06-11T01:00:00+07:00")
    article = page(0, press.host).replace(b"10/06/2024", b"10/06/2025")
    press.add(ARTICLE, article)
    night(press, tmp_path, SECOND)
    night(press, tmp_path, "2024-06-13T01:00:00+07:00")
    assert rows(tmp_path / "c.db", "SELECT count(*) FROM articles") == [(1,)]
    assert rows(tmp_path / "c.db", "SELECT published_at FROM articles")[0][0].startswith("2024-06-10")


def test_a_clock_set_back_asks_for_nothing_twice(press, tmp_path):
    press.articles(2)
    night(press, tmp_path, SECOND)
    night(press, tmp_path, "2024-06-10T01:00:00+07:00")
    assert set(press.hits) == {"/robots.txt", "/chuyen-hay"}


def test_the_zone_of_the_machine_changes_no_row(press, tmp_path):
    press.articles(2)
    feed = f"<rss><channel><item><link>http://{press.host}/chuyen-o-thon-so-00000.html</link>" \
           "<pubDate>Mon, 10 Jun 2024 23:30:00 GMT</pubDate></item></channel></rss>"  # fmt: skip
    press.add("/rss", feed.encode(), Content_Type="application/rss+xml")
    found = []
    for zone in ("UTC", "Asia/Ho_Chi_Minh"):
        folder = tmp_path / zone.partition("/")[0]
        folder.mkdir()
        sources = press.source(folder, feeds=["/rss"], sections=["/chuyen-hay"])
        guong("crawl", "--sources", sources, "--corpus", folder / "c.db", GUONG_NOW=SECOND, TZ=zone)
        found.append(rows(folder / "c.db", "SELECT f.url, f.dated, f.due_at, a.published_at FROM frontier f "
                                           "JOIN articles a ON a.id = f.article_id ORDER BY f.url"))  # fmt: skip
    assert [row[1] for row in found[0]] == ["2024-06-11", None]
    assert [row[:2] + row[3:] for row in found[0]] == [row[:2] + row[3:] for row in found[1]]
