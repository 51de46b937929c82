"""Every address is remembered, asked for until it answers, and closed with what it gave."""

import pytest

from corpus import frontier
from corpus.frontier import TRIES, Fetched, Found
from tests.corpus.press import article

A, B, C = (f"https://baosongquan.test/bai-{n}.html" for n in "123")
PAPER = "baosongquan"


def states(corpus) -> dict[str, str]:
    return dict(tuple(row) for row in corpus.conn.execute("SELECT url, state FROM frontier"))


def test_only_new_addresses_are_given_back(corpus):
    assert frontier.add(corpus, PAPER, "article", [Found(A), Found(B)]) == [Found(A), Found(B)]
    assert frontier.add(corpus, PAPER, "article", [Found(B), Found(C), Found(C)]) == [Found(C)]


def test_the_newest_is_fetched_first_then_what_was_found_first(corpus):
    frontier.add(
        corpus, PAPER, "article", [Found("u1"), Found("u2", "2024-01-01"), Found("u3", "2025-01-01"), Found("u4")]
    )
    assert [item.url for item in frontier.pending(corpus, PAPER)] == ["u3", "u2", "u1", "u4"]


def test_sources_and_kinds_are_kept_apart(corpus):
    frontier.add(corpus, PAPER, "article", [Found(A)])
    frontier.add(corpus, PAPER, "feed", [Found(B)])
    frontier.add(corpus, "other", "article", [Found(C)])
    assert frontier.pending(corpus, PAPER) == [Found(A)]
    assert frontier.pending(corpus, PAPER, "feed") == [Found(B)]


@pytest.mark.parametrize("state", ["gone", "refused", "skipped", "missing", "known", "done"])
def test_a_closed_address_is_not_fetched_again(corpus, state):
    frontier.add(corpus, PAPER, "article", [Found(A)])
    frontier.close(corpus, A, state, "reason")
    assert frontier.pending(corpus, PAPER) == []
    assert frontier.add(corpus, PAPER, "article", [Found(A)]) == []


def test_a_failed_address_is_tried_again_so_many_times(corpus):
    frontier.add(corpus, PAPER, "article", [Found(A)])
    tried = 0
    while frontier.pending(corpus, PAPER):
        frontier.close(corpus, A, "failed", "answered 500", Fetched(500))
        tried += 1
    assert tried == TRIES
    assert frontier.left(corpus) == {PAPER: {"waiting": 0, "given_up": 1}}


def test_a_week_of_failing_nights_loses_nothing(corpus):
    frontier.add(corpus, PAPER, "article", [Found(A)])
    for _ in range(7):
        frontier.close(corpus, A, "failed", "answered 500")
    assert frontier.pending(corpus, PAPER) == [Found(A)]


def test_an_answer_ends_the_count_of_failures(corpus):
    frontier.add(corpus, PAPER, "feed", [Found(A)])
    for state in ("failed", "failed", "done", "failed"):
        frontier.close(corpus, A, state, None)
    assert corpus.conn.execute("SELECT tries FROM frontier").fetchone()[0] == 1


def test_a_state_that_is_none_is_refused(corpus):
    with pytest.raises(ValueError, match="no such state"):
        frontier.close(corpus, A, "finished", None)


def test_what_waits_is_counted_per_source(corpus):
    frontier.add(corpus, PAPER, "article", [Found(A), Found(B), Found(C)])
    frontier.add(corpus, PAPER, "section", [Found("list")])
    frontier.close(corpus, A, "failed", "answered 500")
    frontier.close(corpus, B, "gone", None)
    assert frontier.left(corpus) == {PAPER: {"waiting": 2, "given_up": 0}}


def test_an_article_and_its_address_are_closed_together(corpus):
    frontier.add(corpus, PAPER, "article", [Found(A)])
    assert frontier.article_read(corpus, A, Fetched(200, "w#1"), article(), (A,)) is True
    row = corpus.conn.execute("SELECT state, article_id, status, warc, tries FROM frontier").fetchone()
    assert tuple(row) == ("done", article().id, 200, "w#1", 0)


def test_when_closing_fails_the_article_is_not_stored_either(corpus, monkeypatch):
    frontier.add(corpus, PAPER, "article", [Found(A)])

    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(frontier, "_close", fail)
    with pytest.raises(RuntimeError):
        frontier.article_read(corpus, A, Fetched(200), article(), ())
    assert corpus.count() == 0
    assert states(corpus) == {A: "pending"}


def test_a_print_copy_is_only_another_address(corpus):
    copy = A.replace(".html", "/print")
    frontier.add(corpus, PAPER, "article", [Found(A), Found(copy)])
    frontier.article_read(corpus, A, Fetched(200), article(), ())
    assert frontier.article_read(corpus, copy, Fetched(200), article(body="In trang"), ()) is False
    assert states(corpus) == {A: "done", copy: "known"}
    assert corpus.find(copy) == article().id
    assert corpus.article(article().id).body == article().body


def test_a_print_copy_read_again_still_leaves_the_text(corpus):
    copy = A.replace(".html", "/print")
    frontier.add(corpus, PAPER, "article", [Found(A), Found(copy)])
    frontier.article_read(corpus, A, Fetched(200), article(), ())
    for _ in range(2):
        assert frontier.article_read(corpus, copy, Fetched(200), article(body="In trang"), ()) is False
    assert corpus.article(article().id).body == article().body


def test_an_article_read_again_at_its_own_address_is_updated(corpus):
    frontier.add(corpus, PAPER, "article", [Found(A)])
    frontier.article_read(corpus, A, Fetched(200), article(), ())
    assert frontier.article_read(corpus, A, Fetched(200), article(body="Bản mới"), ()) is True
    assert corpus.article(article().id).body == "Bản mới"


def test_a_list_and_what_it_led_to_are_kept_together(corpus):
    new = frontier.list_read(
        corpus,
        PAPER,
        "feed",
        "feed.xml",
        Fetched(200, None, '"e1"', "Mon"),
        {"article": [Found(A), Found(B)], "sitemap": [Found(C)]},
    )
    assert new == {"article": [Found(A), Found(B)], "sitemap": [Found(C)]}
    assert states(corpus) == {"feed.xml": "done", A: "pending", B: "pending", C: "pending"}
    assert tuple(corpus.conn.execute("SELECT found_on, depth FROM frontier WHERE url = ?", [A]).fetchone()) == (
        "feed.xml",
        1,
    )


def test_validators_are_kept_for_the_next_request(corpus):
    frontier.list_read(corpus, PAPER, "feed", "feed.xml", Fetched(200, None, '"e1"', "Mon"), {})
    frontier.close(corpus, "feed.xml", "failed", "answered 500", Fetched(500))
    assert frontier.validators(corpus, "feed.xml") == ('"e1"', "Mon")
    assert frontier.validators(corpus, "unknown") == (None, None)
