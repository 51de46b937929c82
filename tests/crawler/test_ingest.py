"""Kept pages into the corpus: by the rules of a visit, but what an archive says is of its own day."""

import pytest

from corpus import visits
from corpus.frontier import Fetched
from tests.crawler.archive import HOST, MOBILE, SOURCE, Kept, url
from tests.support.press import PARAGRAPHS, page

COPY = url(0).replace(HOST, MOBILE)


@pytest.fixture
def kept(tmp_path):
    made = Kept(tmp_path)
    yield made
    made.corpus.close()


def body(kept):
    [(text,)] = kept.rows("SELECT body FROM articles")
    return text


def short():
    return page(0, HOST).replace(f"<p>{PARAGRAPHS[0].format(n=0)}</p>".encode(), b"")


def test_a_mobile_copy_is_only_another_address(kept):
    kept.articles(1)
    kept.add(COPY, short())
    kept.ingest()
    assert body(kept).startswith("Chi hội phụ nữ")
    assert kept.corpus.find(COPY) == kept.corpus.find(url(0))


def test_a_mobile_copy_read_twice_still_leaves_the_text(kept):
    kept.articles(1)
    kept.add(COPY, short())
    for _ in range(2):
        kept.ingest()
    assert body(kept).startswith("Chi hội phụ nữ")
    assert kept.rows("SELECT count(*) FROM versions") == [(0,)]


def test_the_articles_own_page_decides_after_a_copy(kept):
    kept.add(COPY, short())
    kept.add(url(0), page(0, HOST))
    kept.ingest()
    assert body(kept).startswith("Chi hội phụ nữ")


def test_reading_the_same_archive_again_changes_nothing(kept):
    kept.articles(2)
    report = kept.ingest()
    assert (report.stored, report.changed, report.known) == (0, 0, 2)


def test_an_address_that_was_ingested_is_not_fetched_again_by_a_crawl(kept):
    kept.articles(1)
    assert kept.rows("SELECT state, visits FROM frontier") == [("done", 1)]


def test_an_older_record_is_no_news(kept):
    kept.articles(1)
    kept.change(0, fetched_at="2999-01-01T00:00:00Z", warc="sau.warc.gz#0", body="Bản của lần xem sau.")
    report = kept.ingest()
    assert (report.known, body(kept)) == (1, "Bản của lần xem sau.")


def test_an_archive_does_not_bring_a_withdrawn_article_back(kept):
    kept.articles(1)
    visits.withdrawn(kept.corpus, url(0), "answered 410", Fetched(410), None)
    kept.ingest()
    assert kept.rows("SELECT withdrawn_why FROM articles") == [("answered 410",)]


def test_half_a_text_does_not_take_the_place_of_a_whole_one(kept):
    kept.articles(1)
    kept.older(0, body="Cả xóm cùng dọn con mương trước mùa mưa. " * 60)
    report = kept.ingest()
    assert [what for what, _ in report.failed] == [url(0)]
    assert body(kept).startswith("Cả xóm")


def test_a_feeds_day_is_taken_for_a_page_without_a_date(kept):
    undated = page(0, HOST).replace(b"10/06/2024 | 13:08:37 [GMT +7]", b"")
    kept.add(url(0), undated.replace("Thứ 2, ".encode(), b""))
    kept.corpus.save_source(SOURCE.description())
    for row in (
        ["http://baothu.test/rss", "feed", None, None],
        [url(0), "article", "http://baothu.test/rss", "2024-06-09"],
    ):
        kept.corpus.conn.execute("INSERT INTO frontier (url, key, host, source, kind, found_on, found_at, dated) "
                                 "VALUES (?1, ?1, '', 'thu', ?2, ?3, '2024-06-10T00:00:00Z', ?4)", row)  # fmt: skip
    kept.ingest()
    assert kept.rows("SELECT published_at, published_basis FROM articles") == [("2024-06-09", "feed")]
