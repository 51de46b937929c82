"""The corpus read again from what was kept: first shown, then written, and nothing lost on the way."""

from contextlib import closing
from dataclasses import replace

import pytest

from corpus import frontier, visits
from corpus.frontier import Fetched, Found
from corpus.tags import record
from crawler import rereading
from crawler.keeping import EXTRACTOR
from crawler.rereading import Rereading
from tests.crawler.archive import HOST, SOURCE, Kept, url
from tests.crawler.test_parts import TEXTS, first, further
from tests.support.press import page

LONG = "Cả xóm cùng dọn con mương trước mùa mưa, mỗi nhà góp một buổi công. " * 40
LIST = b"<html><body><ul>" + b'<li><a href="/a-00001.html">Chuyen</a></li>' * 30 + b"</ul></body></html>"


@pytest.fixture
def kept(tmp_path):
    made = Kept(tmp_path)
    yield made
    made.corpus.close()


def compare(kept, *paths, write=False, **more):
    with closing(Rereading(kept.corpus, [SOURCE], list(paths), **more)) as work:
        changes = work.compare()
        if write:
            work.write()
    return changes


def article(kept, number=0):
    return kept.corpus.article(kept.corpus.find(url(number)))


def test_comparing_writes_nothing(kept):
    kept.articles(1)
    kept.older(0, title="Tiêu đề cũ")
    before = article(kept)
    compare(kept)
    assert article(kept) == before


@pytest.mark.parametrize(("old", "what"), [
    ({"sapo": None}, "gained"), ({"sapo": "Câu dẫn khác hẳn, của bộ đọc cũ."}, "altered"), ({}, "same"),
])  # fmt: skip
def test_a_field_is_counted_as_gained_altered_or_the_same(kept, old, what):
    kept.articles(1)
    kept.older(0, **old)
    assert getattr(compare(kept).differences.total("sapo"), what) == 1


def test_a_field_that_is_not_read_any_more_is_lost(kept):
    kept.articles(1)
    kept.older(0, author="Thu Chung")
    assert compare(kept).differences.total("author").lost == 1


def test_a_change_is_shown_with_its_address_before_and_after(kept):
    kept.articles(1)
    kept.older(0, title="Tiêu đề cũ")
    [example] = compare(kept).differences.total("title").examples["altered"]
    assert (example.url, example.before, example.after) == (url(0), "Tiêu đề cũ", "Chuyện ở thôn số 0")


def test_a_long_text_is_shown_from_where_it_parts(kept):
    kept.articles(1)
    kept.older(0, body=article(kept).body.replace("xem được", "đọc được"))
    [example] = compare(kept).differences.total("body").examples["altered"]
    assert "đọc được" in example.before
    assert "xem được" in example.after
    assert len(example.after) < 80


def test_changes_are_told_by_source_and_layout(kept):
    kept.articles(2)
    kept.older(0, sapo=None)
    kept.older(1)
    told = compare(kept).as_dict()["sources"]["thu"]["font5"]["sapo"]
    assert (told["gained"], told["same"]) == (1, 1)


def test_what_is_read_otherwise_is_written_and_the_older_text_kept(kept):
    kept.articles(1)
    kept.older(0, title="Tiêu đề cũ")
    compare(kept, write=True)
    assert article(kept).title == "Chuyện ở thôn số 0"
    assert article(kept).extractor == f"{EXTRACTOR}/font5"
    [older] = visits.versions(kept.corpus, kept.corpus.find(url(0)))
    assert older["record"]["title"] == "Tiêu đề cũ"


def test_what_reads_the_same_is_only_marked_as_read(kept):
    kept.articles(1)
    kept.older(0)
    compare(kept, write=True)
    assert article(kept).extractor == f"{EXTRACTOR}/font5"
    assert kept.rows("SELECT count(*) FROM versions") == [(0,)]


def test_what_does_not_come_from_the_page_stays(kept):
    kept.articles(1)
    kept.older(0, title="Tiêu đề cũ", transport="certificate not verified: expired", fetched_at="2024-06-10T07:00:00Z")
    compare(kept, write=True)
    assert (article(kept).transport, article(kept).fetched_at) == (
        "certificate not verified: expired", "2024-06-10T07:00:00Z")  # fmt: skip


def test_a_withdrawn_article_stays_withdrawn(kept):
    kept.articles(1)
    kept.older(0, title="Tiêu đề cũ")
    visits.withdrawn(kept.corpus, url(0), "answered 410", Fetched(410), None)
    compare(kept, write=True)
    assert record(kept.corpus, kept.corpus.find(url(0)))["withdrawn"]["why"] == "answered 410"


def test_a_day_from_a_feed_stays_where_the_page_gives_none(kept):
    undated = page(0, HOST).replace(b"10/06/2024 | 13:08:37 [GMT +7]", b"").replace("Thứ 2, ".encode(), b"")
    kept.add(url(0), undated)
    kept.ingest()
    kept.older(0, published_at="2024-06-09", published_basis="feed", published_raw="2024-06-09", title="Tiêu đề cũ")
    compare(kept, write=True)
    assert (article(kept).published_at, article(kept).published_basis) == ("2024-06-09", "feed")


def test_under_half_of_a_text_is_listed_and_not_written(kept):
    kept.articles(1)
    kept.older(0, body=LONG)
    changes = compare(kept, write=True)
    assert [where for where, _ in changes.shrunk] == [url(0)]
    assert article(kept).body == LONG


def test_under_half_of_a_text_is_written_when_forced(kept):
    kept.articles(1)
    kept.older(0, body=LONG)
    compare(kept, write=True, force=True)
    assert article(kept).body.startswith("Chi hội phụ nữ")
    assert len(visits.versions(kept.corpus, kept.corpus.find(url(0)))) == 1


@pytest.mark.parametrize("force", [False, True])
def test_an_article_whose_page_gives_none_any_more_is_listed_and_stays(kept, force):
    kept.articles(1)
    kept.older(0, warc=kept.add(f"http://{HOST}/chuyen-hay", LIST))
    changes = compare(kept, write=True, force=force)
    assert [where for where, _ in changes.lost] == [url(0)]
    assert article(kept).extractor == "reading1/font5"
    assert changes.differences.total("kind").lost == 1


def test_an_article_without_its_record_is_listed(kept):
    kept.articles(1)
    kept.older(0, warc="mat.warc.gz#0")
    assert [where for where, _ in compare(kept).unread] == [url(0)]


def test_of_named_files_only_what_lies_in_them_is_read(kept):
    kept.articles(2)
    kept.older(0, warc="noi-khac.warc.gz#0")
    kept.older(1)
    changes = compare(kept, kept.file)
    assert (changes.read, changes.unread) == (1, [])


@pytest.mark.parametrize("state", ["missing", "skipped"])
def test_a_page_that_gave_no_article_may_be_one_now(kept, state):
    kept.articles(1)
    ref = kept.add(url(1), page(1, HOST))
    frontier.add(kept.corpus, "thu", "article", [Found(url(1))])
    frontier.close(kept.corpus, url(1), state, "body not found", Fetched(200, ref))
    changes = compare(kept, write=True)
    assert (changes.found, changes.differences.total("kind").gained) == (1, 1)
    assert article(kept, 1).warc == ref
    assert kept.rows("SELECT state FROM frontier WHERE url = ?", url(1)) == [("done",)]


def test_a_page_that_gives_none_again_stays_as_it_is(kept):
    kept.articles(1)
    address = f"http://{HOST}/chuyen-hay-00009.html"
    ref = kept.add(address, LIST)
    frontier.add(kept.corpus, "thu", "article", [Found(address)])
    frontier.close(kept.corpus, address, "skipped", "list", Fetched(200, ref))
    assert compare(kept, write=True).found == 0
    assert kept.rows("SELECT state FROM frontier WHERE url = ?", address) == [("skipped",)]


def test_stopped_in_the_middle_the_next_call_goes_on(kept, monkeypatch):
    kept.articles(3)
    for number in range(3):
        kept.older(number, title="Tiêu đề cũ")
    monkeypatch.setattr(rereading, "TOGETHER", 1)

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with closing(Rereading(kept.corpus, [SOURCE], [])) as work:
        work.compare()
        with pytest.raises(KeyboardInterrupt):
            work.write(stop)
    assert compare(kept, write=True).read == 2
    assert kept.rows("SELECT count(*) FROM articles WHERE title = 'Tiêu đề cũ'") == [(0,)]


def test_what_the_present_reader_read_is_read_again_only_when_asked(kept):
    kept.articles(1)
    assert compare(kept).read == 0
    assert compare(kept, everything=True).same == 1


def test_an_article_that_changed_meanwhile_is_left_alone(kept):
    kept.articles(1)
    kept.older(0, title="Tiêu đề cũ")
    with closing(Rereading(kept.corpus, [SOURCE], [])) as work:
        work.compare()
        kept.corpus.save_article(replace(article(kept), title="Tiêu đề vừa sửa"))
        assert work.write() == 0
    assert article(kept).title == "Tiêu đề vừa sửa"


class TestAnArticleOfSeveralPages:
    @pytest.fixture
    def piece(self, kept):
        """Its first page alone was read; the others were kept as `kept.refs` tells, or not at all."""
        kept.add(url(0), page(0, HOST))
        kept.ingest()
        kept.older(0, warc=kept.add(url(0), first(HOST)))
        return kept

    def test_it_is_made_whole_when_all_are_kept(self, piece):
        for number in (2, 3):
            address = f"{url(0)}?page={number}"
            ref = piece.add(address, further(HOST, number))
            frontier.add(piece.corpus, "thu", "article", [Found(address)])
            frontier.close(piece.corpus, address, "skipped", "list", Fetched(200, ref))
        compare(piece, write=True)
        assert article(piece).body.split("\n")[-2:] == [TEXTS[2], TEXTS[3]]
        assert len(frontier.parts_of(piece.corpus, piece.corpus.find(url(0)))) == 2

    def test_it_is_fetched_anew_when_they_are_not(self, piece):
        changes = compare(piece, write=True)
        assert [where for where, _ in changes.pieces] == [url(0)]
        assert piece.rows("SELECT due_at IS NOT NULL, etag FROM frontier WHERE url = ?", url(0)) == [(1, None)]
