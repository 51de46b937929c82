"""Articles go in whole, once, and come out as they were."""

import hashlib

import pytest

from corpus import CorpusError, Image
from corpus.search import search
from nlp.text import normalise
from tests.corpus.press import article, reading, source


def test_an_article_comes_back_as_it_was_stored(corpus):
    one = article(tags=("hũ gạo", "phụ nữ"), credit="TTXVN", section="Xây dựng Đảng", warc="a.warc.gz#12")
    assert corpus.article(corpus.save_article(one)) == one


def test_saving_twice_is_saving_once(corpus):
    assert corpus.save_article(article()) == corpus.save_article(article())
    assert corpus.count() == 1
    assert search(corpus, "heo")["total"] == 1


def test_saving_again_keeps_the_tags_of_an_unchanged_text(corpus):
    from corpus.tags import record, save_reading

    one = article()
    identity = corpus.save_article(one)
    save_reading(corpus, identity, reading(one.body), tagger="t1", sha256=one.sha256)
    corpus.save_article(article(fetched_at="2026-11-22T00:00:00Z"))
    assert record(corpus, identity)["genre"] == "model_report"


@pytest.mark.parametrize("change", [{"body": "Một bài khác hẳn."}, {"title": "Tít khác"}, {"published_at": "2025-07-02"}, {"images": (Image("a", "Chú thích khác"),)}], ids=["body", "title", "date", "caption"])  # fmt: skip
def test_an_article_that_would_be_read_otherwise_loses_its_tags(corpus, change):
    from corpus.tags import record, save_reading

    one = article()
    identity = corpus.save_article(one)
    save_reading(corpus, identity, reading(one.body), tagger="t1", sha256=one.sha256)
    corpus.save_article(article(**change))
    after = record(corpus, identity)
    assert (after["campaign"]["on_campaign"], after["directives"], after["provenance"]["tagger"]) == (None, [], None)


def test_a_changed_text_is_found_by_its_new_words_only(corpus):
    corpus.save_article(article(body="Đường hoa mới nở."))
    corpus.save_article(article(body="Cầu tre thay bằng cầu bê tông."))
    assert search(corpus, '"đường hoa"')["total"] == 0
    assert search(corpus, '"bê tông"')["total"] == 1


def test_pictures_are_replaced_with_the_article(corpus):
    corpus.save_article(article(images=(Image("a"), Image("b"))))
    identity = corpus.save_article(article(images=(Image("c", "Chú thích"),)))
    assert corpus.article(identity).images == (Image("c", "Chú thích"),)


def test_every_address_leads_to_the_article(corpus):
    identity = corpus.save_article(
        article(), addresses=("https://m.baosongquan.test/1", "http://baosongquan.test/?id=1")
    )
    for address in (article().url, "https://m.baosongquan.test/1", "http://baosongquan.test/?id=1", identity):
        assert corpus.find(address) == identity


def test_an_article_that_comes_by_a_known_address_is_the_same_article(corpus):
    other = "https://m.baosongquan.test/1"
    identity = corpus.save_article(article(), addresses=(other,))
    assert corpus.save_article(article(url=other, body="Bản mới.")) == identity
    assert corpus.article(identity).url == article().url
    assert corpus.article(identity).body == "Bản mới."
    assert corpus.count() == 1


def test_an_address_stays_with_the_article_that_had_it_first(corpus):
    first = corpus.save_article(article(1), addresses=("https://baosongquan.test/moi-nhat",))
    corpus.save_article(article(2), addresses=("https://baosongquan.test/moi-nhat",))
    assert corpus.find("https://baosongquan.test/moi-nhat") == first


@pytest.mark.parametrize("unknown", ["", "x", "a\0b", "%", "\ud800", "https://a.test/\udcff", "0" * 100_000])
def test_an_unknown_address_leads_nowhere(corpus, unknown):
    corpus.save_article(article())
    assert corpus.find(unknown) is None


def test_an_unknown_id_is_a_named_error(corpus):
    with pytest.raises(CorpusError, match="no article"):
        corpus.article("0" * 16)


def test_text_is_stored_in_normal_form(corpus):
    odd = "Hoa\u0300 bi\u0300nh\u00a0\u200bở\x00 Ðông\ud800\u2028Dòng hai"
    identity = corpus.save_article(article(title=odd, sapo=odd, body=odd, tags=(odd,), images=(Image("a", odd, odd),)))
    stored = corpus.article(identity)
    assert {stored.title, stored.sapo, stored.body, *stored.tags, stored.images[0].caption} == {normalise(odd)}


def test_the_checksum_is_that_of_the_text_that_is_stored(corpus):
    identity = corpus.save_article(article(body="Hoa\u0300 bi\u0300nh"))
    stored = corpus.article(identity)
    text = "\0".join([stored.title, stored.sapo, stored.body]).encode()
    assert corpus.stored_sha256(identity) == stored.sha256 == hashlib.sha256(text).hexdigest()


def test_words_moved_between_lead_and_body_change_the_checksum():
    assert article(sapo="a b", body="c").sha256 != article(sapo="a", body="b c").sha256


def test_an_id_is_a_safe_file_name():
    assert article(url="https://a.test/../../etc/passwd?\0").id.isalnum()


def test_a_text_of_two_million_characters_is_kept_and_found(corpus):
    identity = corpus.save_article(article(body="heo đất " * 250_000))
    assert len(corpus.article(identity).body) == 2_000_000
    assert search(corpus, "heo")["hits"][0]["snippet"].startswith("Bài số 1")


def test_an_address_that_is_no_text_is_a_named_error(corpus):
    with pytest.raises(CorpusError, match="lone surrogate"):
        corpus.save_article(article(url="https://a.test/\ud800"))
    assert corpus.count() == 0


def test_a_source_is_remembered_and_updated(corpus):
    corpus.save_source(source(name="Báo cũ"))
    corpus.save_source(source(name="Báo mới"))
    known = corpus.sources()
    assert (list(known), known["baosongquan"]["name"], known["baosongquan"]["hosts"]) == (
        ["baosongquan"],
        "Báo mới",
        ["baosongquan.test"],
    )


def test_a_transaction_that_fails_leaves_nothing(corpus):
    def fail():
        with corpus.writing():
            corpus.save_article(article())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert corpus.count() == 0
    assert corpus.find(article().url) is None
    assert search(corpus, "heo")["total"] == 0


def test_after_a_commit_that_fails_the_next_write_is_kept(corpus, path):
    """A deferred constraint makes COMMIT itself fail; the transaction must not stay open behind our back."""
    from corpus import Corpus

    def fail():
        with corpus.writing() as conn:
            conn.execute("PRAGMA defer_foreign_keys = ON")
            conn.execute("INSERT INTO addresses VALUES ('https://a.test/', 'nobody')")

    with pytest.raises(CorpusError):
        fail()
    corpus.save_article(article())
    with Corpus(path, readonly=True) as other:
        assert other.count() == 1


def test_reading_sees_one_moment(corpus, path):
    from corpus import Corpus

    with Corpus(path) as other, corpus.reading():
        before = corpus.count()
        other.save_article(article())
        assert corpus.count() == before
    assert corpus.count() == before + 1
