"""Every address is remembered, asked for until it answers, and closed with what it gave."""

import pytest

from corpus import frontier, visits
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


@pytest.fixture
def run(corpus):
    from corpus import runs

    return runs.begin(corpus, "crawl")


def test_a_lease_takes_the_newest_first_and_no_more_than_asked_for(corpus, run):
    frontier.add(corpus, PAPER, "article", [Found(A, "2024-01-01"), Found(B, "2025-01-01"), Found(C)])
    taken = frontier.lease(corpus, run, PAPER, "baosongquan.test", 2)
    assert [task.url for task in taken] == [B, A]
    assert states(corpus) == {A: "leased", B: "leased", C: "pending"}


def test_what_is_leased_is_not_leased_twice(corpus, run):
    frontier.add(corpus, PAPER, "article", [Found(A)])
    assert frontier.lease(corpus, run, PAPER, "baosongquan.test", 9)
    assert frontier.lease(corpus, run, PAPER, "baosongquan.test", 9) == []


def test_the_leases_of_a_dead_run_are_free_again(corpus, run):
    frontier.add(corpus, PAPER, "article", [Found(A)])
    frontier.lease(corpus, run, PAPER, "baosongquan.test", 9)
    assert frontier.release(corpus) == 1
    assert states(corpus) == {A: "pending"}


def test_what_failed_is_left_for_another_run(corpus, run):
    from corpus import runs

    frontier.add(corpus, PAPER, "article", [Found(A)])
    frontier.lease(corpus, run, PAPER, "baosongquan.test", 9)
    frontier.close(corpus, A, "failed", "answered 500")
    assert frontier.lease(corpus, run, PAPER, "baosongquan.test", 9) == []
    assert [t.url for t in frontier.lease(corpus, runs.begin(corpus, "crawl"), PAPER, "baosongquan.test", 9)] == [A]


def test_days_outside_the_span_are_left_and_undated_ones_taken(corpus, run):
    frontier.add(corpus, PAPER, "article", [Found(A, "2019-12-31"), Found(B, "2020-06-01"), Found(C)])
    taken = frontier.lease(corpus, run, PAPER, "baosongquan.test", 9, since="2020-01-01", until="2020-12-31")
    assert {task.url for task in taken} == {B, C}


@pytest.mark.parametrize(
    "spelling", ["http://baosongquan.test/bai-1.html", "https://www.baosongquan.test/bai-1.html", A + "/"]
)
def test_two_spellings_of_one_page_are_one_address(corpus, spelling):
    frontier.add(corpus, PAPER, "article", [Found(A)])
    assert frontier.add(corpus, PAPER, "article", [Found(spelling)]) == []


def test_a_date_that_only_a_clock_gone_wrong_can_have_written_is_put_right(corpus, run, monkeypatch):
    frontier.add(corpus, PAPER, "article", [Found(A)])
    visits.article_read(corpus, A, Fetched(200), article(), due_at="2199-01-01T00:00:00Z")
    frontier.release(corpus)
    assert [task.url for task in frontier.lease(corpus, run, PAPER, "baosongquan.test", 9)] == [A]


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
