"""A reading goes in as rows and comes out in the shape of the record contract."""

import json

import pytest

from corpus import CorpusError, Filters
from corpus.search import search
from corpus.tags import TABLES, record, records, save_reading, untagged
from nlp.reading import Reading
from tests.corpus.press import article, reading, source, span, unit

CONTRACT = ("id", "url", "source", "title", "sapo", "body", "author", "published_at", "published_basis", "section", "credit", "images",
            "campaign", "directives", "localities", "exemplar", "genre", "fields", "actors", "scores", "models", "people", "figures",
            "reprint", "provenance")  # fmt: skip


@pytest.fixture
def identity(corpus):
    return corpus.save_article(article())


def tag(corpus, identity, found=None, tagger="t1"):
    one = corpus.article(identity)
    return save_reading(corpus, identity, found or reading(one.body), tagger=tagger, sha256=one.sha256)


def test_every_tag_comes_back_as_it_was_found(corpus, identity):
    tag(corpus, identity)
    got, want = record(corpus, identity), reading(article().body)
    assert {key: got[key] for key in want} == want


def test_a_record_has_the_keys_of_the_contract(corpus, identity):
    tag(corpus, identity)
    assert set(CONTRACT) <= set(record(corpus, identity))


def test_a_record_is_json(corpus, identity):
    tag(corpus, identity)
    assert json.loads(json.dumps(record(corpus, identity), ensure_ascii=False, allow_nan=False)) == record(
        corpus, identity
    )


def test_an_article_not_yet_tagged_has_the_same_keys_and_knows_nothing(corpus, identity):
    bare = record(corpus, identity)
    tag(corpus, identity)
    assert bare.keys() == record(corpus, identity).keys()
    assert bare["campaign"] == {"on_campaign": None, "score": None, "spans": []}
    assert bare["genre"] is None


def test_an_empty_reading_round_trips(corpus, identity):
    empty = Reading().as_dict()
    tag(corpus, identity, empty)
    got = record(corpus, identity)
    assert {key: got[key] for key in empty} == empty


def test_a_second_reading_replaces_the_first(corpus, identity):
    tag(corpus, identity)
    tag(corpus, identity, reading(article().body, people=[], fields=["culture"]), tagger="t2")
    got = record(corpus, identity)
    assert (got["people"], got["fields"], got["provenance"]["tagger"]) == ([], ["culture"], "t2")
    assert len(got["directives"]) == 2


def test_a_reading_that_cannot_be_stored_leaves_the_one_before(corpus, identity):
    tag(corpus, identity)
    broken = reading(article().body, people=[{"name": None, "role": None, "spans": []}])
    with pytest.raises(CorpusError):
        tag(corpus, identity, broken, tagger="t2")
    assert record(corpus, identity)["people"] == reading(article().body)["people"]


def test_a_reading_of_an_older_text_is_not_stored(corpus, identity):
    old = article()
    corpus.save_article(article(body="Bản mới của bài."))
    assert save_reading(corpus, identity, reading(old.body), tagger="t1", sha256=old.sha256) is False
    assert record(corpus, identity)["genre"] is None


def test_tags_of_an_unknown_article_are_refused(corpus):
    with pytest.raises(CorpusError, match="no article"):
        save_reading(corpus, "0" * 16, reading("x"), tagger="t1", sha256="")


def test_untagged_articles_are_those_without_tags_with_older_ones_or_another_text(corpus):
    ids = [corpus.save_article(article(number)) for number in range(4)]
    for number, tagger in ((1, "t1"), (2, "t2"), (3, "t2")):
        tag(corpus, ids[number], tagger=tagger)
    corpus.save_article(article(3, body="Bản mới."))
    assert untagged(corpus, "t2") == [ids[0], ids[1], ids[3]]


def test_a_reading_whose_checksum_is_not_the_articles_is_stale(corpus, identity):
    tag(corpus, identity)
    corpus.conn.execute("UPDATE readings SET text_sha256 = 'other'")
    assert untagged(corpus, "t1") == [identity]


def test_everything_means_everything(corpus, identity):
    tag(corpus, identity)
    assert untagged(corpus, "t1") == []
    assert untagged(corpus, "t1", everything=True) == [identity]


def test_spans_in_a_record_stand_in_its_text(corpus):
    body = "Hoà bình — 𝐀 “Bác Hồ” ở Uông Bí"
    identity = corpus.save_article(article(body=body))
    tag(corpus, identity, reading(body, people=[{"name": "Bác Hồ", "role": None, "spans": [span(body, "Bác Hồ")]}]))
    got = record(corpus, identity)
    (proof,) = got["people"][0]["spans"]
    assert got[proof["field"]][proof["start"] : proof["end"]] == proof["text"]


def test_records_come_in_the_order_asked_for(corpus):
    ids = [corpus.save_article(article(number)) for number in range(3)]
    assert [row["id"] for row in records(corpus, ids[::-1])] == ids[::-1]


def test_an_unknown_article_has_no_record(corpus):
    with pytest.raises(CorpusError, match="no article"):
        record(corpus, "x")


def test_every_tag_table_is_emptied_with_the_reading(corpus, identity):
    tag(corpus, identity)
    tag(corpus, identity, Reading().as_dict())
    assert [table for table in TABLES if corpus.conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0]] == []


@pytest.mark.parametrize(("filters", "total"), [
    (Filters(directive="CT05-2016"), 1), (Filters(directive="CT03-2011"), 0),
    (Filters(province="22"), 1), (Filters(province="01"), 0),
    (Filters(field="thrift"), 1), (Filters(field="culture"), 0),
    (Filters(genre="model_report"), 1), (Filters(genre="history"), 0),
    (Filters(exemplar="mixed"), 1), (Filters(exemplar="none"), 0),
    (Filters(source="baosongquan"), 2), (Filters(source="bao"), 0),
    (Filters(on_campaign=True), 1), (Filters(on_campaign=False), 1),
    (Filters(province="22", field="thrift", since="2024-06-10", until="2024-06-10"), 1),
    (Filters(province="22", field="culture"), 0),
])  # fmt: skip
def test_filters_ask_for_tags(corpus, identity, filters, total):
    corpus.save_source(source())
    tag(corpus, identity)
    corpus.save_article(article(2))
    assert search(corpus, "heo", filters)["total"] == total


def test_a_place_only_mentioned_does_not_count_for_the_province(corpus, identity):
    place = {"then": unit("Ba Đình", "district", "Hà Nội"), "now": unit("Ba Đình", "commune", "Hà Nội"), "role": "mentioned",
             "basis": "text", "score": 1.0, "candidates": [], "spans": []}  # fmt: skip
    tag(corpus, identity, reading(article().body, localities=[place]))
    assert search(corpus, "", Filters(province="01"))["total"] == 0


def test_a_place_divided_between_provinces_counts_for_none(corpus, identity):
    place = {"then": unit("X", "district", "Hà Nội"), "now": [unit("A", "commune", "Hà Nội"), unit("B", "commune", "Phú Thọ")],
             "role": "primary", "basis": "text", "score": 1.0, "candidates": [], "spans": []}  # fmt: skip
    tag(corpus, identity, reading(article().body, localities=[place]))
    assert search(corpus, "", Filters(province="01"))["total"] == 0


def test_a_whole_province_counts_for_itself(corpus, identity):
    whole = unit("Quảng Ninh", "province", None, "22")
    place = {
        "then": whole,
        "now": whole,
        "role": "primary",
        "basis": "text",
        "score": 1.0,
        "candidates": [],
        "spans": [],
    }
    tag(corpus, identity, reading(article().body, localities=[place]))
    assert search(corpus, "", Filters(province="22"))["total"] == 1
