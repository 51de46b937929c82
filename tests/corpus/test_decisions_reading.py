"""Looking at decisions changes nothing and asks for no right; a file somebody holds is not called damaged."""

import contextlib
import os
import shutil
import sqlite3
import tempfile
from pathlib import Path

import pytest

import corpus.connection
import corpus.decisions
from corpus import Corpus, CorpusError
from corpus.decisions import Decisions, decisions_path
from corpus.doctor import decisions_damage
from corpus.releases import freeze
from corpus.restore import restore
from corpus.shortlist import shortlist
from tests.corpus.press import article


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(corpus.connection, "BUSY_MS", 50)
    monkeypatch.setattr(corpus.decisions, "BUSY_MS", 50)


@pytest.fixture
def kept(tmp_path):
    """A file with one note."""
    path = tmp_path / "decisions.db"
    with Decisions(path) as decisions:
        decisions.add("note", "a1", {"text": "hỏi lại ảnh"}, who="lan")
    return path


@contextlib.contextmanager
def held(path):
    """The file while another program writes to it and lets nobody read."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.execute("PRAGMA locking_mode = EXCLUSIVE")
        conn.execute("BEGIN EXCLUSIVE")
        conn.execute("INSERT INTO entries (at, who, kind, article_id) VALUES ('', '', 'note', 'x')")
        yield


def test_no_file_is_no_decision_and_stays_no_file(tmp_path):
    with Decisions(tmp_path / "new" / "decisions.db", readonly=True) as decisions:
        assert decisions.entries() == []
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_is_no_decision(tmp_path):
    path = tmp_path / "decisions.db"
    path.touch()
    with Decisions(path, readonly=True) as decisions:
        assert decisions.entries() == []


def test_what_was_decided_is_read(kept):
    with Decisions(kept, readonly=True) as decisions:
        assert [entry.data["text"] for entry in decisions.entries()] == ["hỏi lại ảnh"]


def test_nothing_is_added_where_only_looking_was_asked_for(kept):
    with Decisions(kept, readonly=True) as decisions, pytest.raises(CorpusError, match="cannot be written"):
        decisions.add("note", "a1", {"text": "x"})


def test_a_closed_folder_is_looked_into(kept):
    folder = Path(tempfile.mkdtemp())  # pytest's own folders are closed to other users
    path = Path(shutil.copy(kept, folder))
    path.chmod(0o444)
    folder.chmod(0o555)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        with Decisions(path, readonly=True) as decisions:
            found = decisions.entries()
    finally:
        if root:
            os.seteuid(0)
        folder.chmod(0o755)
        shutil.rmtree(folder)
    assert [entry.who for entry in found] == ["lan"]


def test_a_file_somebody_holds_is_not_called_damaged(kept):
    with held(kept), pytest.raises(CorpusError, match="in use"):
        decisions_damage(kept)


def test_a_file_somebody_holds_is_not_replaced_by_a_backup(kept, tmp_path):
    from corpus.backup import make

    with Corpus(tmp_path / "corpus.db") as opened:
        opened.save_article(article())
    make(tmp_path / "corpus.db", tmp_path / "backups", "2024-06-10-1", grow_only=())
    with held(kept), pytest.raises(CorpusError, match="in use"):
        restore(tmp_path / "backups" / "2024-06-10-1", tmp_path / "corpus.db", force=True)
    with Decisions(kept, readonly=True) as decisions:
        assert len(decisions.entries()) == 1


def test_a_release_beside_another_programs_file_says_so(corpus, path, tmp_path):
    corpus.save_article(article())
    with contextlib.closing(sqlite3.connect(decisions_path(path))) as conn:
        conn.execute("CREATE TABLE t (x)")
    with pytest.raises(CorpusError, match="holds no decisions"):
        freeze(corpus, "1.0", tmp_path / "releases")


def test_a_shortlist_nobody_began_is_empty(corpus, path):
    with Decisions(decisions_path(path), readonly=True) as decisions:
        assert shortlist(decisions, corpus) == []
