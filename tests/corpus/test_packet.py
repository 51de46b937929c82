"""A packet holds everything an editor must have and check before an article runs again."""

import pytest

from corpus import CorpusError
from corpus.packet import packet
from corpus.tags import save_reading
from tests.corpus.press import article, reading, source, span, unit

BODY = "Bà Lê Thị Mai ở xã Hồng Tiến gom gạo.\nNăm ngoái bà giúp ba hộ nghèo, nay xã Hồng Tiến không còn."


@pytest.fixture
def identity(corpus):
    corpus.save_source(source())
    identity = corpus.save_article(article(body=BODY, sapo=None))
    place = {"then": unit("Hồng Tiến", "commune", "Thái Nguyên"), "now": unit("Vạn Xuân", "commune", "Thái Nguyên"),
             "role": "primary", "basis": "text", "score": 0.9, "candidates": [], "spans": [span(BODY, "xã Hồng Tiến")]}  # fmt: skip
    tags = reading(BODY, localities=[place], figures=[{"text": "ba hộ nghèo", "value": 3, "unit": "hộ", "spans": [span(BODY, "ba hộ nghèo")]}],
                   people=[{"name": "Lê Thị Mai", "role": None, "spans": [span(BODY, "Lê Thị Mai")]}])  # fmt: skip
    save_reading(corpus, identity, tags, tagger="t", sha256=corpus.stored_sha256(identity))
    return identity


def test_text_pictures_and_who_made_them(corpus, identity):
    found = packet(corpus, identity)
    assert found["paragraphs"] == BODY.split("\n")
    assert found["images"] == [
        {"url": "https://baosongquan.test/anh.jpg", "caption": "Chị em đong gạo", "credit": "Mai Lê"}
    ]
    assert (found["author"], found["published_at"]) == ("Lê Thị Mai", article().published_at)


def test_a_contact_nobody_knows_is_not_made_up(corpus, identity):
    assert packet(corpus, identity)["paper"] == {
        "id": "baosongquan", "name": "Báo Sông Quan", "site": "https://baosongquan.test/", "hosts": ["baosongquan.test"],
        "contact": None}  # fmt: skip


def test_a_figure_stands_in_its_sentence_with_its_offset(corpus, identity):
    [figure] = packet(corpus, identity)["figures"]
    assert figure["sentence"] == BODY.split("\n")[1]
    assert BODY[figure["start"] : figure["end"]] == "ba hộ nghèo"


def test_a_name_stands_in_its_sentence(corpus, identity):
    [name] = packet(corpus, identity)["names"]
    assert (name["name"], name["sentence"]) == ("Lê Thị Mai", BODY.split("\n")[0])


def test_a_place_that_has_another_name_today_is_marked(corpus, identity):
    [place] = packet(corpus, identity)["places"]
    assert (place["then"]["name"], place["now"][0]["name"], place["changed"]) == ("Hồng Tiến", "Vạn Xuân", True)


def test_an_untagged_article_says_so(corpus):
    found = packet(corpus, corpus.save_article(article()))
    assert (found["tagged"], found["figures"], found["paper"]["site"]) == (False, [], None)


def test_a_withdrawn_article_says_why(corpus, identity):
    corpus.conn.execute("UPDATE articles SET withdrawn_at = '2026-01-01T00:00:00Z', withdrawn_why = 'gone'")
    assert packet(corpus, identity)["withdrawn"]["why"] == "gone"


def test_where_it_ran_is_in_it(corpus, identity):
    assert packet(corpus, identity)["family"]["members"] == 1


def test_an_unknown_article_is_refused(corpus):
    with pytest.raises(CorpusError, match="no article"):
        packet(corpus, "nowhere")
