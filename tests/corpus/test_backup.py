"""A backup is a whole copy of a living corpus, or there is none; old ones are thinned, and bringing one back works."""

import json
import multiprocessing
import shutil
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

import pytest

import corpus.backup
from corpus import Corpus, CorpusError
from corpus.backup import kept, make, names, newest, rotten, thin, verify
from corpus.restore import restore
from tests.corpus.press import article, prose, source

GROW = ["articles", "addresses", "versions", "sources"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "backups"


@pytest.fixture
def filled(path: Path) -> Path:
    with Corpus(path) as corpus:
        corpus.save_source(source())
        for number in range(20):
            corpus.save_article(article(number, body=prose(300, number)))
    return path


def back_up(path: Path, root: Path, name: str = "2026-11-22-1", **more) -> corpus.backup.Backup:
    return make(path, root, name, grow_only=GROW, **more)


def decide(path: Path, *notes: str) -> Path:
    """Decisions of people beside a corpus."""
    file = path.with_name("decisions.db")
    with closing(sqlite3.connect(file)) as conn, conn:
        conn.execute("CREATE TABLE IF NOT EXISTS notes (text)")
        conn.executemany("INSERT INTO notes VALUES (?)", [(note,) for note in notes])
    return file


def test_a_backup_opens_as_a_corpus_with_every_article(filled, root):
    back_up(filled, root)
    with Corpus(root / "2026-11-22-1" / "corpus.db", readonly=True) as copy:
        assert copy.count() == 20


def test_a_backup_is_one_file_that_needs_no_wal(filled, root):
    back_up(filled, root)
    assert sorted(file.name for file in (root / "2026-11-22-1").iterdir()) == ["SHA256SUMS", "backup.json", "corpus.db"]


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="no sha256sum here")
def test_its_checksums_are_those_of_sha256sum(filled, root):
    back_up(filled, root)
    assert subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=root / "2026-11-22-1").returncode == 0


def test_it_says_how_many_rows_it_holds(filled, root):
    back_up(filled, root)
    assert json.loads((root / "2026-11-22-1" / "backup.json").read_text())["rows"]["corpus.db"]["articles"] == 20


def test_decisions_are_backed_up_too(filled, root):
    decide(filled, "đã đăng lại")
    back_up(filled, root)
    with closing(sqlite3.connect(root / "2026-11-22-1" / "decisions.db")) as copy:
        assert copy.execute("SELECT text FROM notes").fetchall() == [("đã đăng lại",)]


def write_for_ever(path: Path) -> None:
    with Corpus(path) as corpus:
        for number in range(10**9):
            corpus.save_article(article(1000 + number, body=prose(50, number)))


def test_a_corpus_that_is_being_written_is_backed_up_whole(filled, root):
    writer = multiprocessing.get_context("fork").Process(target=write_for_ever, args=(filled,))
    writer.start()
    try:
        for number in range(1, 6):
            time.sleep(0.05)
            back_up(filled, root, f"2026-11-22-{number}")
    finally:
        writer.kill()
        writer.join()
    assert [verify(root / name) for name in names(root)] == [[]] * 5


def test_fewer_articles_than_in_the_last_backup_raise_an_alarm(filled, root):
    back_up(filled, root)
    with Corpus(filled) as corpus:
        corpus.conn.execute("DELETE FROM addresses WHERE rowid % 2")
    with pytest.raises(CorpusError, match=r"10 rows in addresses, the backup 2026-11-22-1 has 20"):
        back_up(filled, root, "2026-11-22-2")
    assert names(root) == ["2026-11-22-1"]


def test_decisions_that_went_missing_raise_an_alarm(filled, root):
    file = decide(filled, "đã đăng lại")
    back_up(filled, root)
    file.unlink()
    with pytest.raises(CorpusError, match="0 rows in notes"):
        back_up(filled, root, "2026-11-22-2")


def test_fewer_rows_are_backed_up_when_they_are_meant(filled, root):
    back_up(filled, root)
    with Corpus(filled) as corpus:
        corpus.conn.execute("DELETE FROM addresses WHERE rowid % 2")
    assert back_up(filled, root, "2026-11-22-2", may_shrink=True).rows["corpus.db"]["addresses"] == 10


@pytest.mark.parametrize("harm", [
    "UPDATE articles SET body = replace(body, 'a', 'e') WHERE num = 3",
    "UPDATE search_data SET block = zeroblob(length(block)) WHERE id > 10",
])  # fmt: skip
def test_a_damaged_corpus_does_not_become_a_backup(filled, root, harm):
    back_up(filled, root)
    with Corpus(filled) as corpus:
        corpus.conn.execute(harm)
    with pytest.raises(CorpusError, match="not backed up, it is damaged"):
        back_up(filled, root, "2026-11-22-2")
    assert [entry.name for entry in root.iterdir()] == ["2026-11-22-1"]


def test_without_room_nothing_is_begun(filled, root):
    with pytest.raises(CorpusError, match="wants") as caught:
        back_up(filled, root, room=1e12)
    assert "make room" in caught.value.hint
    assert list(root.iterdir()) == []


def test_a_disk_that_fills_up_leaves_no_half_backup(filled, root, small_disk):
    with Corpus(filled) as corpus:
        for number in range(100, 170):
            corpus.save_article(article(number, body=prose(6000, number)))
    with pytest.raises(CorpusError, match="disk"):
        back_up(filled, small_disk / "backups", room=0)
    assert list((small_disk / "backups").iterdir()) == []


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 3 MB, where one may be made."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("no right to make a small disk here")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_what_a_killed_backup_left_is_swept_away(filled, root):
    (root / ".2026-11-21-1.part").mkdir(parents=True)
    back_up(filled, root)
    assert [entry.name for entry in root.iterdir()] == ["2026-11-22-1"]


def test_a_missing_corpus_is_a_named_error(path, root):
    with pytest.raises(CorpusError, match="no corpus at"):
        back_up(path, root)


def test_nights_are_ordered_by_number_not_by_letters(filled, root):
    for number in (1, 2, 10):
        back_up(filled, root, f"2026-11-22-{number}")
    found = newest(root)
    assert found is not None
    assert found.name == "2026-11-22-10"


def test_a_flipped_byte_in_a_backup_is_found(filled, root):
    back_up(filled, root)
    file = root / "2026-11-22-1" / "corpus.db"
    content = bytearray(file.read_bytes())
    content[-100] ^= 1
    file.write_bytes(content)
    assert [problem.subject for problem in rotten(root)] == ["2026-11-22-1/corpus.db"]


def test_every_backup_is_looked_at_once_in_so_many_nights(filled, root):
    for number in range(1, 5):
        back_up(filled, root, f"2026-11-22-{number}")
        (root / f"2026-11-22-{number}" / "corpus.db").write_bytes(b"rotten")
    found = [problem.subject for night in range(7) for problem in rotten(root, share=(night, 7))]
    assert sorted(found) == [f"2026-11-22-{number}/corpus.db" for number in range(1, 5)]


DAYS = [f"2026-{month:02}-{day:02}-1" for month in range(1, 13) for day in range(1, 29)]


def test_seven_days_five_weeks_and_twelve_months_are_kept():
    stay = sorted(kept(DAYS, daily=7, weekly=5, monthly=12))
    assert stay[-7:] == [f"2026-12-{day}-1" for day in range(22, 29)]
    assert {name[:7] for name in stay} == {f"2026-{month:02}" for month in range(1, 13)}
    assert len(stay) <= 24


def test_of_two_backups_of_a_day_the_later_is_kept():
    assert kept(["2026-11-22-1", "2026-11-22-2"], daily=7, weekly=5, monthly=12) == {"2026-11-22-2"}


def test_the_newest_backup_is_kept_whatever_is_asked():
    assert kept(["2020-01-01-1", "2019-01-01-1"], daily=0, weekly=0, monthly=0) == {"2020-01-01-1"}


def test_thinning_leaves_alone_what_is_no_backup(filled, root):
    back_up(filled, root, "2020-01-01-1")
    back_up(filled, root, "2026-11-22-1")
    (root / "của tôi").mkdir()
    assert thin(root, daily=1, weekly=1, monthly=1) == ["2020-01-01-1"]
    assert sorted(entry.name for entry in root.iterdir()) == ["2026-11-22-1", "của tôi"]


def test_a_damaged_corpus_is_restored_and_kept_aside(filled, root):
    back_up(filled, root)
    filled.write_bytes(b"damaged" * 1000)
    done = restore(root / "2026-11-22-1", filled)
    with Corpus(filled) as corpus:
        assert corpus.count() == done.articles == 20
    assert Path(done.aside[-1]).read_bytes() == b"damaged" * 1000


def test_a_missing_corpus_is_restored(filled, root):
    back_up(filled, root)
    filled.unlink()
    restore(root / "2026-11-22-1", filled)
    with Corpus(filled) as corpus:
        assert corpus.count() == 20


def test_a_wal_of_the_damaged_corpus_does_not_get_into_the_restored_one(filled, root):
    back_up(filled, root)
    filled.write_bytes(b"damaged" * 1000)
    filled.with_name("corpus.db-wal").write_bytes(b"of the damaged one")
    restore(root / "2026-11-22-1", filled)
    assert not filled.with_name("corpus.db-wal").exists()


def test_a_healthy_corpus_is_not_replaced(filled, root):
    back_up(filled, root)
    with Corpus(filled) as corpus:
        corpus.save_article(article(99))
    with pytest.raises(CorpusError, match="is healthy") as caught:
        restore(root / "2026-11-22-1", filled)
    assert "--force" in caught.value.hint
    with Corpus(filled) as corpus:
        assert corpus.count() == 21


def test_a_healthy_corpus_is_replaced_when_forced_and_kept_aside(filled, root):
    back_up(filled, root)
    with Corpus(filled) as corpus:
        corpus.save_article(article(99))
    done = restore(root / "2026-11-22-1", filled, force=True)
    with Corpus(done.aside[-1], readonly=True) as aside:
        assert aside.count() == 21


def test_a_damaged_backup_is_not_restored(filled, root):
    back_up(filled, root)
    (root / "2026-11-22-1" / "corpus.db").write_bytes(b"rotten")
    filled.unlink()
    with pytest.raises(CorpusError, match="the backup is damaged"):
        restore(root / "2026-11-22-1", filled)
    assert not filled.exists()


def test_decisions_that_are_whole_are_never_replaced(filled, root):
    decide(filled, "cũ")
    back_up(filled, root)
    file = decide(filled, "mới")
    filled.write_bytes(b"damaged" * 1000)
    assert not restore(root / "2026-11-22-1", filled).decisions
    with closing(sqlite3.connect(file)) as conn:
        assert conn.execute("SELECT count(*) FROM notes").fetchone() == (2,)


def test_lost_decisions_are_restored(filled, root):
    file = decide(filled, "cũ")
    back_up(filled, root)
    file.unlink()
    filled.write_bytes(b"damaged" * 1000)
    assert restore(root / "2026-11-22-1", filled).decisions
    with closing(sqlite3.connect(file)) as conn:
        assert conn.execute("SELECT text FROM notes").fetchall() == [("cũ",)]


def test_a_folder_that_is_no_backup_is_refused(filled, tmp_path):
    with pytest.raises(CorpusError, match="no backup there"):
        restore(tmp_path, filled)
