"""Whatever is damaged is named: the file, the index, a text, a foreign key, people's decisions."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from corpus import Corpus, CorpusError
from corpus.doctor import examine
from tests.corpus.press import article, prose


@pytest.fixture
def filled(path: Path) -> Path:
    with Corpus(path) as corpus:
        for number in range(40):
            corpus.save_article(article(number, body=prose(600, number)))
        corpus.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


def harm(path: Path, sql: str) -> None:
    """Change a corpus behind its back."""
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute(sql)


def kinds(path: Path) -> set[str]:
    return {problem.kind for problem in examine(path)}


def test_a_healthy_corpus_has_no_damage(filled):
    assert examine(filled) == []


def test_looking_changes_nothing(filled):
    before = filled.read_bytes()
    examine(filled)
    assert filled.read_bytes() == before


def test_a_changed_text_is_named_with_its_article(filled):
    identity = article(7).id
    harm(filled, f"UPDATE articles SET body = body || ' thêm' WHERE id = '{identity}'")
    assert [(one.kind, one.subject) for one in examine(filled)] == [("text", identity)]


def test_a_byte_that_is_no_letter_any_more_is_named_with_its_article(filled):
    """A flipped byte can leave what is no UTF-8, which SQLite hands out as an error."""
    identity = article(7).id
    harm(filled, f"UPDATE articles SET body = CAST(x'48C3' || body AS TEXT) WHERE id = '{identity}'")
    assert [(one.kind, one.subject) for one in examine(filled)] == [("text", identity)]


def test_a_changed_older_text_is_named(filled):
    with Corpus(filled) as corpus:
        corpus.save_article(article(1, body=prose(600, 999)))
    assert examine(filled) == []
    harm(filled, "UPDATE versions SET record = replace(record, 'a', 'b')")
    assert kinds(filled) == {"version"}


def test_a_damaged_index_is_named(filled):
    harm(filled, "UPDATE search_data SET block = zeroblob(length(block)) WHERE id > 10")
    assert "index" in kinds(filled)


def test_an_article_missing_from_the_index_is_named(filled):
    harm(filled, "DELETE FROM search_docsize WHERE id = 3")
    assert kinds(filled) == {"index"}


def test_a_row_without_its_article_is_named_with_its_table(filled):
    harm(filled, "INSERT INTO addresses VALUES ('https://baosongquan.test/x.html', 'nobody')")
    assert [(one.kind, one.subject) for one in examine(filled)] == [("foreign_key", "addresses")]


@pytest.mark.parametrize("page", [3, 17, 40, 80])
def test_an_overwritten_page_is_named(filled, page):
    with filled.open("r+b") as file:
        file.seek(4096 * page)
        file.write(os.urandom(4096))
    assert examine(filled)


def test_a_file_cut_short_is_named(filled):
    os.truncate(filled, filled.stat().st_size // 2)
    assert "file" in kinds(filled)


@pytest.mark.parametrize("content", [b"", b"\0" * 8192, b"no database at all" * 500])
def test_another_file_in_its_place_is_named(path, content):
    path.write_bytes(content)
    assert kinds(path) == {"file"}


def test_a_missing_corpus_is_an_error(path):
    with pytest.raises(CorpusError, match="no corpus at"):
        examine(path)


def test_a_corpus_that_is_being_written_is_not_called_damaged(filled, monkeypatch):
    import corpus.connection

    monkeypatch.setattr(corpus.connection, "BUSY_MS", 100)
    with Corpus(filled) as writer, writer.writing(), pytest.raises(CorpusError, match="in use"):
        examine(filled)


def test_damaged_decisions_are_named(filled):
    filled.with_name("decisions.db").write_bytes(b"not a database" * 100)
    assert kinds(filled) == {"decisions"}


def test_a_list_of_damages_ends(path):
    with Corpus(path) as corpus:
        for number in range(300):
            corpus.save_article(article(number))
    harm(path, "UPDATE articles SET body = 'khác'")
    assert 50 < len(examine(path)) < 300
