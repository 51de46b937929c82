"""The memory of runs: what each source gave, what went wrong, and status, which tells of both."""

import pytest

from corpus import CorpusError, frontier, runs
from corpus.frontier import Found
from corpus.status import status
from tests.corpus.press import article, source

NONE = dict.fromkeys(runs.COUNTS, 0)


def only_source(corpus):
    return status(corpus)["sources"][0]


@pytest.fixture
def run(corpus):
    corpus.save_source(source())
    return runs.begin(corpus, "crawl")


def test_a_source_never_crawled_has_no_last_run(corpus):
    corpus.save_source(source())
    assert (only_source(corpus)["state"], only_source(corpus)["last_run"]) == ("never_crawled", None)


def test_counts_add_up(corpus, run):
    runs.count(corpus, run, "baosongquan", requests=1, lists=1, found=5)
    runs.count(corpus, run, "baosongquan", requests=2)
    runs.count(corpus, run, "baokhac", requests=4)
    assert runs.totals(corpus, run) == {**NONE, "requests": 7, "lists": 1, "found": 5}
    assert only_source(corpus)["last_run"]["requests"] == 3


def test_a_run_without_sources_counts_nothing(corpus, run):
    assert runs.totals(corpus, run) == NONE


def test_a_count_that_is_none_is_refused(corpus, run):
    with pytest.raises(ValueError, match="no such count"):
        runs.count(corpus, run, "baosongquan", articles=1)


def test_a_count_for_an_unknown_run_is_refused(corpus):
    with pytest.raises(CorpusError):
        runs.count(corpus, 99, "baosongquan", requests=1)


def test_status_speaks_of_the_last_crawl(corpus, run):
    runs.count(corpus, run, "baosongquan", lists=1, stored=3)
    later = runs.begin(corpus, "crawl")
    runs.count(corpus, later, "baosongquan", failed=1)
    runs.end(corpus, later, "partly")
    assert only_source(corpus)["last_run"]["failed"] == 1
    assert status(corpus)["last_run"]["outcome"] == "partly"


def test_a_run_of_another_kind_says_nothing_of_the_source(corpus, run):
    runs.count(corpus, run, "baosongquan", lists=1, stored=3)
    runs.count(corpus, runs.begin(corpus, "ingest"), "baosongquan")
    assert only_source(corpus)["state"] == "answering"


def test_problems_are_named_with_how_often_and_an_example(corpus, run):
    runs.count(corpus, run, "baosongquan", failed=3)
    for number in range(3):
        runs.event(corpus, run, "status", "answered 500", source="baosongquan", url=f"https://a.test/{number}")
    runs.event(corpus, run, "robots", "disallowed", source="baosongquan")
    runs.event(corpus, run, "status", "answered 500", source="baokhac")
    assert only_source(corpus)["problems"] == [
        {"kind": "status", "times": 3, "reason": "answered 500", "example": "https://a.test/0"},
        {"kind": "robots", "times": 1, "reason": "disallowed", "example": None},
    ]


def test_an_event_is_one_clean_line(corpus, run):
    runs.event(corpus, run, "x", "a\nb\x1b[31m\0\ud800" + "c" * 1000, url="https://a.test/\n\x1b\ud800" + "d" * 9000)
    row = corpus.conn.execute("SELECT reason, url FROM events").fetchone()
    assert row["reason"].isprintable()
    assert row["url"].isprintable()
    assert (len(row["reason"]), len(row["url"])) == (500, 2000)


def test_status_counts_what_is_there_and_what_waits(corpus, run):
    corpus.save_article(article(1, published_at="2024-01-01"))
    corpus.save_article(article(2, published_at=None))
    frontier.add(corpus, "baosongquan", "article", [Found("u1"), Found("u2")])
    frontier.close(corpus, "u1", "failed", "answered 500")
    one = only_source(corpus)
    assert {key: one[key] for key in ("articles", "undated", "untagged", "newest", "waiting", "given_up", "on_campaign")} == {
        "articles": 2, "undated": 1, "untagged": 2, "newest": "2024-01-01", "waiting": 2, "given_up": 0, "on_campaign": 0,
    }  # fmt: skip


def test_status_of_an_empty_corpus(corpus):
    assert status(corpus) == {
        "corpus": str(corpus.path),
        "articles": 0,
        "last_run": None,
        "problems": [],
        "sources": [],
    }


def test_what_is_wrong_with_the_source_files_themselves_is_shown(corpus):
    run = runs.begin(corpus, "crawl")
    runs.event(corpus, run, "source_file", "bad.toml: entry 1 (x): unknown key 'hoost'")
    runs.event(corpus, run, "source_file", "bad.toml: entry 2 (y): name: missing")
    reasons = [problem["reason"] for problem in status(corpus)["problems"]]
    assert sorted(reasons) == ["bad.toml: entry 1 (x): unknown key 'hoost'", "bad.toml: entry 2 (y): name: missing"]


def test_status_tells_the_health_of_a_source(corpus, run):
    runs.count(corpus, run, "baosongquan", lists=1, found=2, listed=9)
    runs.end(corpus, run, "done")
    one = only_source(corpus)
    assert {key: one[key] for key in ("state", "nights_down", "findings", "new", "expected", "put_off_until")} == {
        "state": "answering", "nights_down": 0, "findings": [], "new": 2, "expected": None, "put_off_until": None,
    }  # fmt: skip


def test_a_run_under_a_wrong_clock_is_a_problem_of_no_source(corpus, run):
    with corpus.writing() as conn:
        conn.execute("UPDATE runs SET started_at = '2090-01-01T00:00:00Z'")
    assert [problem["kind"] for problem in status(corpus)["problems"]] == ["clock"]
