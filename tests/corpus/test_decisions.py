"""What people decided: kept in order, never changed, beside the corpus."""

import sqlite3

import pytest

from corpus.decisions import Decisions, decisions_path, whoami
from corpus.errors import CorpusError


@pytest.fixture
def path(tmp_path):
    return decisions_path(tmp_path / "corpus.db")


def test_the_file_stands_beside_the_corpus(tmp_path):
    assert decisions_path(tmp_path / "x" / "corpus.db") == tmp_path / "x" / "decisions.db"


def test_entries_come_back_in_their_order_with_all_they_hold(path):
    with Decisions(path) as decisions:
        decisions.add("label", "a1", {"axis": "genre", "value": "history"}, who="lan", text_sha256="ff")
        decisions.add("note", "a2", {"text": "hỏi lại"})
        decisions.add("label", "a1", {"axis": "genre", "value": "commentary"}, who="minh")
    with Decisions(path) as decisions:
        found = decisions.entries("label", article_id="a1")
    assert [(one.who, one.data["value"], one.text_sha256) for one in found] == [
        ("lan", "history", "ff"), ("minh", "commentary", None)]  # fmt: skip


@pytest.mark.parametrize("statement", ["UPDATE entries SET who = 'x'", "DELETE FROM entries"])
def test_nothing_written_can_be_changed(path, statement):
    with Decisions(path) as decisions:
        decisions.add("note", "a1", {"text": "x"})
        with pytest.raises(sqlite3.DatabaseError, match="only added to"):
            decisions.conn.execute(statement)


def test_two_people_write_at_once(path):
    with Decisions(path) as one, Decisions(path) as other:
        one.add("note", "a1", who="lan")
        other.add("note", "a1", who="minh")
        assert [entry.who for entry in one.entries()] == ["lan", "minh"]


def test_another_programs_database_is_refused(path):
    with sqlite3.connect(path) as conn:
        conn.execute("CREATE TABLE other (x)")
    with pytest.raises(CorpusError, match="another program"):
        Decisions(path)


def test_a_newer_file_is_refused(path):
    with Decisions(path) as decisions:
        decisions.conn.execute("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
                               "VALUES ('guong-decisions', 'm999', '2030')")  # fmt: skip
    with pytest.raises(CorpusError, match="newer"):
        Decisions(path)


def test_a_damaged_file_is_one_clear_error(path):
    path.write_bytes(b"SQLite format 3\0" + b"\x01" * 5000)
    with pytest.raises(CorpusError, match="decisions"):
        Decisions(path)


def test_who_decides_can_be_named(monkeypatch):
    monkeypatch.setenv("GUONG_WHO", "lan")
    assert whoami() == "lan"
