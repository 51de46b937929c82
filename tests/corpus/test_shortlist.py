"""What editors picked, noted and took: folded from decisions.db, whole when the corpus is made anew."""

import sqlite3

import pytest

from corpus import Corpus, CorpusError, QueryError
from corpus.decisions import Decisions, decisions_path
from corpus.shortlist import add, done, ledger, note, picks, shortlist
from tests.corpus.press import article


@pytest.fixture
def decisions(path):
    with Decisions(decisions_path(path)) as opened:
        yield opened


@pytest.fixture
def identity(corpus):
    return corpus.save_article(article())


def test_what_was_picked_is_listed_with_who_and_why(corpus, decisions, identity):
    add(decisions, corpus, [identity], why="chuyện hay", who="lan")
    [pick] = shortlist(decisions, corpus)
    assert (pick.id, pick.title, pick.state, pick.who, pick.why) == (
        identity,
        article().title,
        "listed",
        "lan",
        "chuyện hay",
    )


def test_an_address_names_an_article_too(corpus, decisions, identity):
    assert add(decisions, corpus, [article().url]) == [identity]


def test_the_last_picked_stands_first(corpus, decisions):
    ids = [corpus.save_article(article(number)) for number in (1, 2)]
    add(decisions, corpus, ids)
    assert [pick.id for pick in shortlist(decisions)] == ids[::-1]


def test_notes_gather_in_their_order(corpus, decisions, identity):
    for words in ("hỏi lại ảnh", "đã hỏi"):
        note(decisions, corpus, identity, words, who="minh")
    [pick] = picks(decisions)
    assert ([one["text"] for one in pick.notes], pick.state) == (["hỏi lại ảnh", "đã hỏi"], "noted")


def test_a_note_without_words_is_refused(corpus, decisions, identity):
    with pytest.raises(QueryError, match="without words"):
        note(decisions, corpus, identity, " \ud800\n ")


def test_what_was_taken_leaves_the_list_and_enters_the_ledger(corpus, decisions, identity):
    add(decisions, corpus, [identity])
    done(decisions, corpus, [identity], by="Lan", paper="Báo Thử", who="lan")
    assert shortlist(decisions) == []
    [entry] = ledger(decisions)
    assert (entry["id"], entry["by"], entry["for"], entry["title"]) == (identity, "Lan", "Báo Thử", article().title)


def test_what_was_taken_may_be_picked_again(corpus, decisions, identity):
    done(decisions, corpus, [identity])
    add(decisions, corpus, [identity])
    [pick] = shortlist(decisions)
    assert len(pick.taken) == 1


def test_an_article_nobody_knows_is_refused_and_nothing_is_picked(corpus, decisions, identity):
    with pytest.raises(CorpusError, match="no article"):
        add(decisions, corpus, [identity, "nowhere"])
    assert picks(decisions) == []


def test_the_list_survives_the_corpus(corpus, decisions, identity, tmp_path):
    add(decisions, corpus, [identity], why="hay")
    with Corpus(tmp_path / "anew.db") as anew:
        [pick] = shortlist(decisions, anew)
        assert (pick.id, pick.url, pick.title) == (identity, article().url, article().title)
        assert done(decisions, anew, [identity]) == [identity]


def test_one_address_under_two_ids_is_one_article(corpus, decisions, identity):
    add(decisions, corpus, [identity])
    decisions.add("note", "0123456789abcdef", {"text": "mã cũ", "url": article().url})
    [pick] = picks(decisions, corpus)
    assert (pick.id, pick.notes[0]["text"], pick.state) == (identity, "mã cũ", "listed")


def test_a_text_that_changed_since_is_told(corpus, decisions, identity):
    add(decisions, corpus, [identity])
    assert shortlist(decisions, corpus)[0].changed is False
    corpus.save_article(article(body="Bản sửa."))
    assert shortlist(decisions, corpus)[0].changed is True


def test_the_ledger_of_one_article(corpus, decisions, identity):
    other = corpus.save_article(article(2))
    done(decisions, corpus, [identity, other])
    assert [entry["id"] for entry in ledger(decisions, other)] == [other]


def test_entries_are_never_changed(corpus, decisions, identity):
    done(decisions, corpus, [identity])
    with pytest.raises(sqlite3.DatabaseError, match="only added to"):
        decisions.conn.execute("DELETE FROM entries")
