"""A corpus is opened safely, or refused in one line with a next step."""

import contextlib
import os
import shutil
import sqlite3
import stat
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

import corpus.connection
from corpus import Corpus, CorpusError
from tests.corpus.press import article
from tests.support.rights import as_nobody


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(corpus.connection, "BUSY_MS", 100)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder others may enter too, which pytest's own is not."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@contextlib.contextmanager
def without_rights(folder: Path) -> Iterator[None]:
    """As a user who may read the folder and not write to it."""
    modes = {file: stat.S_IMODE(file.stat().st_mode) for file in (folder, *folder.iterdir())}
    for file in modes:
        file.chmod(0o555 if file.is_dir() else 0o444)
    try:
        with as_nobody():
            yield
    finally:
        for file, mode in modes.items():
            file.chmod(mode)


def damage(path: Path, start: int, size: int) -> None:
    with path.open("r+b") as file:
        file.seek(start)
        file.write(os.urandom(size))


def test_a_missing_corpus_is_made_with_its_folder(tmp_path):
    with Corpus(tmp_path / "new" / "folder" / "corpus.db") as made:
        assert made.count() == 0


def test_what_was_stored_is_there_when_opened_again(path):
    with Corpus(path) as first:
        identity = first.save_article(article())
    with Corpus(path, create=False) as again:
        assert again.article(identity) == article()


@pytest.mark.parametrize("how", [{"create": False}, {"readonly": True}])
def test_a_missing_corpus_is_refused_and_not_made(path, how):
    with pytest.raises(CorpusError, match="no corpus at") as caught:
        Corpus(path, **how)
    assert caught.value.hint
    assert not path.exists()


def test_odd_characters_in_a_path_are_part_of_the_name(tmp_path):
    path = tmp_path / "kho bài 100% ?mode=ro&x#y.db"
    with Corpus(path) as made:
        made.save_article(article())
    assert path.exists()


def test_a_read_only_corpus_can_be_read(path):
    with Corpus(path) as first:
        first.save_article(article())
    with Corpus(path, readonly=True) as opened:
        assert opened.count() == 1


def test_a_read_only_corpus_cannot_be_written(path):
    Corpus(path).close()
    with Corpus(path, readonly=True) as opened, pytest.raises(CorpusError, match="cannot be written"):
        opened.save_article(article())


def test_a_corpus_of_a_newer_guong_is_refused(path):
    with Corpus(path) as opened:
        opened.conn.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('guong', 'm999_later', '2030')"
        )
    with pytest.raises(CorpusError, match="newer Guong"):
        Corpus(path)


def test_a_corpus_of_an_older_guong_is_brought_up_to_date_with_its_articles(path, monkeypatch):
    with Corpus(path) as opened:
        opened.save_article(article())
    migrations = longer(lambda db: db.execute("ALTER TABLE articles ADD COLUMN mood TEXT"))
    monkeypatch.setattr(corpus.connection, "migrations", migrations)
    with Corpus(path) as opened:
        assert opened.count() == 1
        assert "mood" in opened.db["articles"].columns_dict


def test_a_corpus_of_an_older_guong_is_not_opened_for_reading_only(path, monkeypatch):
    Corpus(path).close()
    monkeypatch.setattr(corpus.connection, "migrations", longer(lambda db: None))
    with pytest.raises(CorpusError, match="older Guong"):
        Corpus(path, readonly=True)


def test_a_migration_that_fails_leaves_the_corpus_as_it_was(path, monkeypatch):
    with Corpus(path) as opened:
        opened.save_article(article())

    def broken(db: Database) -> None:
        db.execute("ALTER TABLE articles ADD COLUMN mood TEXT")
        db.execute("ALTER TABLE no_such_table ADD COLUMN mood TEXT")

    with monkeypatch.context() as patch:
        patch.setattr(
            corpus.connection, "migrations", longer(lambda db: db.execute("CREATE TABLE first_step (x)"), broken)
        )
        with pytest.raises(CorpusError, match="no_such_table"):
            Corpus(path)
    with Corpus(path) as opened:
        assert opened.count() == 1
        assert "first_step" not in opened.db.table_names()
        assert "mood" not in opened.db["articles"].columns_dict


def longer(*steps) -> Migrations:
    """Our migrations with more steps after them."""
    from corpus.schema import migrations as ours

    migrations = Migrations("guong")
    for step in ours._migrations:
        migrations(name=step.name)(step.fn)
    for number, step in enumerate(steps):
        migrations(name=f"m9{number}_more")(step)
    return migrations


@pytest.mark.parametrize("content", [b"not a database at all, just text\n" * 100, b"\x89PNG\r\n" * 50])
@pytest.mark.parametrize("readonly", [False, True])
def test_another_file_is_refused_and_left_alone(path, content, readonly):
    path.write_bytes(content)
    with pytest.raises(CorpusError, match="no corpus"):
        Corpus(path, readonly=readonly)
    assert path.read_bytes() == content


def test_another_programs_database_is_refused_and_left_alone(path):
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE bookmarks (url)")
    before = path.read_bytes()
    with pytest.raises(CorpusError, match="another program"):
        Corpus(path)
    assert path.read_bytes() == before


def test_an_empty_file_becomes_a_corpus(path):
    path.touch()
    with Corpus(path) as made:
        assert made.count() == 0


def test_a_folder_is_no_corpus(tmp_path):
    with pytest.raises(CorpusError, match="cannot be opened"):
        Corpus(tmp_path)


def test_a_file_in_the_place_of_the_folder_is_a_named_error(tmp_path):
    (tmp_path / "data").touch()
    with pytest.raises(CorpusError, match="data"):
        Corpus(tmp_path / "data" / "corpus.db")


def test_a_damaged_corpus_is_a_named_error(path):
    with Corpus(path) as opened:
        for number in range(50):
            opened.save_article(article(number, body="chữ " * 2000))
    damage(path, 4096, path.stat().st_size - 4096)
    with pytest.raises(CorpusError, match="damaged") as caught, Corpus(path) as opened:
        [opened.article(article(number).id) for number in range(50)]
    assert "restore" in caught.value.hint


def test_a_truncated_corpus_is_a_named_error(path):
    with Corpus(path) as opened:
        for number in range(50):
            opened.save_article(article(number, body="chữ " * 2000))
    os.truncate(path, 8192)
    with pytest.raises(CorpusError, match="damaged"), Corpus(path) as opened:
        [opened.article(article(number).id) for number in range(50)]


def test_a_folder_without_rights_to_write_is_refused_at_once(open_folder):
    Corpus(open_folder / "corpus.db").close()
    with without_rights(open_folder), pytest.raises(CorpusError, match=r"corpus\.db") as caught:
        Corpus(open_folder / "corpus.db")
    assert "rights" in caught.value.hint


def test_a_new_corpus_in_a_folder_without_rights_is_refused(open_folder):
    with without_rights(open_folder), pytest.raises(CorpusError, match=r"corpus\.db"):
        Corpus(open_folder / "corpus.db")


def test_a_corpus_in_a_folder_without_rights_can_still_be_read(open_folder):
    with Corpus(open_folder / "corpus.db") as opened:
        opened.save_article(article())
    with without_rights(open_folder), Corpus(open_folder / "corpus.db", readonly=True) as opened:
        assert opened.count() == 1


def test_a_lock_that_stays_is_a_named_error_and_nothing_is_written(path, impatient):
    with Corpus(path) as first, Corpus(path) as second, first.writing():
        with pytest.raises(CorpusError, match="in use"):
            second.save_article(article())
        assert second.count() == 0


def test_a_lock_that_goes_is_waited_for(path):
    with Corpus(path) as first, Corpus(path) as second:
        first.conn.execute("BEGIN IMMEDIATE")
        timer = threading.Timer(0.3, lambda: first.conn.execute("COMMIT"))
        timer.start()
        second.save_article(article())
        timer.join()
        assert first.count() == 1


def test_a_corpus_is_read_while_another_writes(path, impatient):
    with Corpus(path) as first, first.writing():
        first.save_article(article())
        with Corpus(path, readonly=True) as second:
            assert second.count() == 0


def test_an_error_is_one_line():
    assert "\n" not in str(CorpusError("first\nsecond"))


def test_a_corpus_from_before_the_nights_keeps_its_addresses(path):
    from corpus import frontier
    from corpus.schema import migrations as ours

    first = Migrations("guong")
    step = ours._migrations[0]
    first(name=step.name)(step.fn)
    with contextlib.closing(sqlite3.connect(path)) as conn:
        first.apply(Database(conn))
        add = "INSERT INTO frontier (url, source, kind, state, found_at) VALUES (?, 'p', 'article', ?, '2026-01-01T00:00:00Z')"
        conn.executemany(
            add, [("https://a.test/1", "pending"), ("http://www.a.test/1", "pending"), ("https://a.test/2", "done")]
        )
        conn.commit()
    with Corpus(path) as opened:
        assert [found.url for found in frontier.pending(opened, "p")] == ["https://a.test/1", "http://www.a.test/1"]
        assert frontier.add(opened, "p", "article", [frontier.Found("http://a.test/2")]) == []


def test_a_corpus_whose_table_of_contents_is_damaged_is_refused(tmp_path):
    path = tmp_path / "corpus.db"
    with Corpus(path) as made:
        made.save_article(article())
    raw = sqlite3.connect(path)
    raw.execute("PRAGMA writable_schema = ON")
    raw.execute("UPDATE sqlite_master SET name = CAST(x'8283' AS TEXT), sql = 'CREATE TABLE' WHERE name = 'readings'")
    raw.commit()
    raw.close()
    with pytest.raises(CorpusError, match="damaged"):
        Corpus(path, readonly=True)
