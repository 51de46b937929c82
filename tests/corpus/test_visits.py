"""What a visit gave: new, edited, the same again, a copy, a piece of it, or none any more."""

import pytest

from corpus import frontier, visits
from corpus.frontier import Fetched, Found
from corpus.tags import record
from tests.corpus.press import article

A, B = (f"https://baosongquan.test/bai-{n}.html" for n in "12")
PAPER = "baosongquan"
LONG = "Cả xóm cùng dọn con mương trước mùa mưa, mỗi nhà góp một buổi công và một thúng cát. " * 12


def read(corpus, url=A, due=None, **changes):
    frontier.add(corpus, PAPER, "article", [Found(url)])
    return visits.article_read(corpus, url, Fetched(200, "w#1"), article(url=url, **changes), (url,), due_at=due)


def row(corpus, url=A):
    sql = "SELECT state, article_id, status, warc, tries, visits, due_at FROM frontier WHERE url = ?"
    return dict(corpus.conn.execute(sql, [url]).fetchone())


def test_an_article_and_its_address_are_closed_together(corpus):
    assert read(corpus) == visits.NEW
    assert row(corpus) == {"state": "done", "article_id": article(url=A).id, "status": 200, "warc": "w#1", "tries": 0,
                           "visits": 1, "due_at": None}  # fmt: skip


def test_when_closing_fails_the_article_is_not_stored_either(corpus, monkeypatch):
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(visits, "_close", fail)
    with pytest.raises(RuntimeError):
        read(corpus)
    assert corpus.count() == 0
    assert row(corpus)["state"] == "pending"


def test_a_print_copy_is_only_another_address(corpus):
    copy = A.replace(".html", "/print")
    read(corpus)
    frontier.add(corpus, PAPER, "article", [Found(copy)])
    assert visits.article_read(corpus, copy, Fetched(200), article(url=A, body="In trang"), ()) == visits.COPY
    assert row(corpus, copy)["state"] == "known"
    assert corpus.find(copy) == article(url=A).id
    assert corpus.article(article(url=A).id).body == article().body


def test_a_print_copy_read_again_still_leaves_the_text(corpus):
    copy = A.replace(".html", "/print")
    read(corpus)
    frontier.add(corpus, PAPER, "article", [Found(copy)])
    for _ in range(2):
        assert visits.article_read(corpus, copy, Fetched(200), article(url=A, body="In trang"), ()) == visits.COPY
    assert corpus.article(article(url=A).id).body == article().body


def test_an_edited_article_keeps_its_older_text(corpus):
    read(corpus, body=LONG)
    assert read(corpus, body=LONG + "Bổ sung tên người viết.") == visits.EDITED
    [older] = visits.versions(corpus, article(url=A).id)
    assert older["record"]["body"] == article(body=LONG).normal().body
    assert corpus.article(article(url=A).id).body.endswith("Bổ sung tên người viết.")


def test_the_same_text_again_makes_no_version(corpus):
    read(corpus)
    assert read(corpus) == visits.UNCHANGED
    assert visits.versions(corpus, article(url=A).id) == []
    assert row(corpus)["visits"] == 2


def test_under_half_of_the_text_is_not_taken_for_an_edit(corpus):
    read(corpus, body=LONG)
    assert read(corpus, body=LONG[:200]) == visits.SHRUNK
    assert corpus.article(article(url=A).id).body == article(body=LONG).normal().body


def test_the_same_text_at_a_new_address_is_the_same_article(corpus):
    read(corpus, body=LONG)
    assert read(corpus, B, body=LONG) == visits.COPY
    assert corpus.count() == 1
    assert corpus.find(B) == article(url=A).id


def test_a_few_words_alike_do_not_make_two_notices_one(corpus):
    read(corpus, title="Tin vắn", sapo=None, body="Mời họp tổ dân phố tối nay.")
    assert read(corpus, B, title="Tin vắn", sapo=None, body="Mời họp tổ dân phố tối nay.") == visits.NEW


def test_a_withdrawn_article_is_marked_and_stays(corpus):
    read(corpus)
    assert visits.withdrawn(corpus, A, "answered 410", Fetched(410), None) == article(url=A).id
    found = record(corpus, article(url=A).id)
    assert found["withdrawn"]["why"] == "answered 410"
    assert found["body"] == article().body


def test_an_article_that_is_back_is_not_withdrawn_any_more(corpus):
    read(corpus)
    visits.withdrawn(corpus, A, "answered 404", Fetched(404), None)
    read(corpus)
    assert record(corpus, article(url=A).id)["withdrawn"] is None


def test_an_address_that_never_gave_an_article_withdraws_none(corpus):
    frontier.add(corpus, PAPER, "article", [Found(A)])
    assert visits.withdrawn(corpus, A, "answered 404", Fetched(404), None) is None
    assert row(corpus)["state"] == "gone"


def test_a_visit_that_failed_leaves_the_article_as_it_is(corpus):
    read(corpus)
    visits.not_now(corpus, A, "answered 500", "2026-11-23T00:00:00Z", Fetched(500))
    assert row(corpus)["state"] == "done"
    assert row(corpus)["due_at"] == "2026-11-23T00:00:00Z"
    assert record(corpus, article(url=A).id)["withdrawn"] is None
