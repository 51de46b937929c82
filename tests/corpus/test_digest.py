"""The digest of some crawls, or of everything since a day."""

import datetime

import pytest

from corpus import QueryError
from corpus.digest import day_of, digest
from corpus.reprints import link
from corpus.tags import save_reading
from tests.corpus.press import article, prose, reading, source, span, unit

BODY = "Chị em thôn Đoài nuôi heo đất giúp ba hộ nghèo."


@pytest.fixture
def press(corpus):
    for identity, name in (("baosongquan", "Báo Sông Quan"), ("baonuixa", "Báo Núi Xa")):
        corpus.save_source(source(identity, name))
    for number, day in ((1, "2024-06-01"), (2, "2024-06-10")):
        corpus.conn.execute(
            "INSERT INTO runs (id, command, started_at) VALUES (?, 'crawl', ?)", [number, f"{day}T15:00:00Z"]
        )
    return corpus


def put(corpus, number, run=2, tags=None, body=BODY, **changes):
    identity = corpus.save_article(article(number, body=f"{body} Bài {number}.", **changes), run=run)
    if tags is not False:
        save_reading(corpus, identity, tags or reading(body), tagger="t", sha256=corpus.stored_sha256(identity))
    return identity


def model(name, place="Ba Chẽ"):
    where = {"then": unit(place, "district", "Quảng Ninh"), "now": unit(place, "commune", "Quảng Ninh"), "role": "primary",
             "basis": "text", "score": 0.9, "candidates": [], "spans": [span(BODY, "thôn")]}  # fmt: skip
    return reading(BODY, models=[{"name": name, "spans": [span(BODY, "heo đất")]}], localities=[where])


def shown(found):
    return {one["id"] for part in found["provinces"] for one in part["articles"]}


def test_only_what_these_crawls_brought(press):
    put(press, 1, run=1)
    new = put(press, 2)
    assert shown(digest(press, [2])) == {new}


def test_what_came_in_since_a_day(press):
    put(press, 1, run=1)
    new = put(press, 2)
    assert shown(digest(press, since="2024-06-10")) == {new}


def test_saved_pages_count_from_their_fetching(press):
    new = put(press, 1, run=None, fetched_at="2024-06-10T01:00:00Z")
    put(press, 2, run=None, fetched_at="2024-06-01T01:00:00Z")
    assert shown(digest(press, since="2024-06-10")) == {new}


@pytest.mark.parametrize(("since", "day"), [("today", 10), ("yesterday", 9), ("2024-06-02", 2)])
def test_a_day_may_be_named(since, day):
    assert day_of(since, datetime.date(2024, 6, 10)) == datetime.date(2024, 6, day)


@pytest.mark.parametrize("since", ["hôm qua", "", "2024-02-30"])
def test_what_names_no_day_is_refused(since):
    with pytest.raises(QueryError, match="no day"):
        day_of(since)


def test_the_best_stand_first_with_their_reasons(press):
    plain = put(press, 1, tags=reading(BODY, models=[], people=[], figures=[]))
    rich = put(press, 2)
    found = digest(press, [2])
    assert found["best"] == [rich, plain]
    assert found["provinces"][0]["articles"][0]["reasons"]


def test_stories_stand_by_province_and_by_heaviest_field(press):
    identity = put(press, 1)
    found = digest(press, [2])
    assert [part["province"] for part in found["provinces"]] == ["Quảng Ninh"]
    assert found["fields"] == [{"field": "thrift", "ids": [identity]}]


def test_a_model_is_new_once_in_its_place(press):
    put(press, 1, run=1, tags=model("Hũ gạo nghĩa tình"))
    put(press, 2, tags=model("Hũ gạo nghĩa tình"))
    put(press, 3, tags=model("HŨ GẠO NGHĨA TÌNH", place="Tiên Yên"))
    put(press, 4, tags=model("Đèn đường quê"))
    assert [(one["name"], one["place"]) for one in digest(press, [2])["new_models"]] == [
        ("HŨ GẠO NGHĨA TÌNH", "Tiên Yên"), ("Đèn đường quê", "Ba Chẽ")]  # fmt: skip


def test_a_copy_of_an_older_article_is_a_repeat(press):
    text = prose(300, seed=1)
    first = put(press, 1, run=1, body=text, tags=reading(text), published_at="2024-06-01")
    copy = put(
        press,
        1,
        source="baonuixa",
        url="https://baonuixa.test/1",
        body=text,
        tags=reading(text),
        published_at="2024-06-10",
    )
    link(press)
    found = digest(press, [2])
    assert (shown(found), found["copies_left_out"]) == (set(), 1)
    [repeat] = found["repeats"]
    assert (repeat["id"], repeat["first"]["id"], repeat["first"]["surely"]) == (copy, first, True)


def test_what_is_missing_is_counted(press):
    put(press, 1, tags=False, published_at=None)
    press.conn.execute("INSERT INTO run_sources (run_id, source, lists, missing) VALUES (2, 'baosongquan', 0, 3)")
    press.conn.execute(
        "INSERT INTO events (run_id, at, source, kind, reason) VALUES (2, '2024', 'baosongquan', 'x', 'timeout')"
    )
    found = digest(press, [2])
    assert (found["untagged"], found["undated"], found["bodies_missing"]) == (1, 1, 3)
    assert found["not_heard"] == [{"id": "baosongquan", "name": "Báo Sông Quan", "reason": "timeout"}]


def test_a_withdrawn_article_is_not_shown(press):
    put(press, 1)
    press.conn.execute("UPDATE articles SET withdrawn_at = '2026'")
    assert shown(digest(press, [2])) == set()


def test_an_empty_corpus_has_an_empty_digest(corpus):
    found = digest(corpus, since="2024-06-10")
    assert (found["stored"], found["provinces"], found["new_models"]) == (0, [], [])


def test_it_says_how_many_crawls_it_covers(press):
    assert (digest(press, since="2024-06-05")["crawls"], digest(press, since="2031-01-01")["crawls"]) == (1, 0)
