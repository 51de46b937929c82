"""What is promised when a process is killed, a disk is full or a byte flips."""

import contextlib
import multiprocessing
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpus import Corpus, CorpusError, Filters, check, frontier, tagging, visits
from corpus.export import write_file
from corpus.frontier import Fetched, Found
from corpus.search import search
from corpus.tags import record, untagged
from tests.corpus import stub_reader
from tests.corpus.press import article, prose

KILLS = 20
LONG = prose(3000, seed=1)


def killed(work, *args, seed: int) -> None:
    """Run `work` in a process of its own and kill -9 it at a random moment of its first tenths of a second."""
    process = multiprocessing.get_context("fork").Process(target=work, args=args)
    process.start()
    time.sleep(random.Random(seed).uniform(0.005, 0.15))
    with contextlib.suppress(ProcessLookupError):
        os.kill(process.pid, signal.SIGKILL)
    process.join()


def write_for_ever(path: Path, start: int) -> None:
    with Corpus(path) as corpus:
        for number in range(10**9):
            corpus.save_article(article(number % 40, body=f"{LONG} lần {start} {number}"))


def crawl(path: Path, pages: int) -> None:
    """A crawl's bookkeeping without a network."""
    with Corpus(path) as corpus:
        found = [Found(article(number).url) for number in range(pages)]
        frontier.list_read(corpus, "baosongquan", "feed", "feed", Fetched(200), {"article": found})
        for item in frontier.pending(corpus, "baosongquan"):
            one = article(int(item.url.split("-")[1].split(".")[0]), body=LONG[:2000])
            visits.article_read(corpus, item.url, Fetched(200), one, (item.url,))


def tag_all(path: Path) -> None:
    tagging.read, tagging.version = stub_reader.read, stub_reader.version
    with Corpus(path) as corpus:
        tagging.tag_corpus(corpus, workers=1, everything=True)


def export_for_ever(path: Path, out: Path) -> None:
    with Corpus(path) as corpus:
        while True:
            write_file(corpus, Filters(), "jsonl", out)


def test_a_kill_while_writing_leaves_a_whole_corpus(path):
    for seed in range(KILLS):
        killed(write_for_ever, path, seed, seed=seed)
    with Corpus(path) as corpus:
        assert check.problems(corpus) == []
        assert search(corpus, "lần")["total"] == corpus.count()


def test_a_killed_crawl_goes_on_and_stores_each_article_once(path):
    told = 0
    for seed in range(KILLS):
        killed(crawl, path, 300, seed=seed)
        with Corpus(path) as corpus:
            done = corpus.conn.execute(
                "SELECT count(*) FROM frontier WHERE state = 'done' AND kind = 'article'"
            ).fetchone()[0]
            assert corpus.count() == done >= told
            told = done
    crawl(path, 300)
    with Corpus(path) as corpus:
        assert corpus.count() == 300
        assert frontier.pending(corpus, "baosongquan") == []
        assert check.problems(corpus) == []


def test_a_killed_tagging_leaves_whole_readings(path):
    with Corpus(path) as corpus:
        ids = [corpus.save_article(article(number)) for number in range(300)]
    for seed in range(KILLS):
        killed(tag_all, path, seed=seed)
    with Corpus(path) as corpus:
        left = untagged(corpus, "stub1")
        rows = corpus.conn.execute("SELECT article_id, count(*) FROM directives GROUP BY article_id").fetchall()
        assert {row[0]: row[1] for row in rows} == dict.fromkeys(set(ids) - set(left), 2)


def test_a_killed_export_leaves_the_old_file_or_the_new(path, tmp_path):
    out = tmp_path / "out.jsonl"
    with Corpus(path) as corpus:
        for number in range(60):
            corpus.save_article(article(number))
        write_file(corpus, Filters(), "jsonl", out)
    whole = out.read_bytes()
    for seed in range(KILLS):
        killed(export_for_ever, path, out, seed=seed)
        assert out.read_bytes() == whole


FILL = """
import sys
from corpus import Corpus, CorpusError
from tests.corpus.press import article, prose
stored, body = 0, prose(3000, seed=1)
try:
    with Corpus(sys.argv[1]) as corpus:
        for number in range(1000):
            corpus.save_article(article(number, body=body))
            stored += 1
except CorpusError as error:
    print(stored, error, "|", error.hint)
"""


def fill(path: Path, **options) -> tuple[int, str]:
    """Store articles in a process of its own until it fails: (how many it was told are stored, the error)."""
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", FILL, str(path)], cwd=root, capture_output=True, text=True, check=True, **options
    )
    stored, said = done.stdout.split(" ", 1)
    return int(stored), said


def keeps_its_word(path: Path, stored: int) -> None:
    with Corpus(path) as corpus:
        assert corpus.count() >= stored > 0
        assert check.problems(corpus) == []
        corpus.save_article(article(5000))


def test_a_file_that_may_not_grow_is_a_named_error_and_loses_nothing(path):
    limit = 3_000_000
    stored, said = fill(path, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
    assert "disk" in said
    assert "safe" in said
    keeps_its_word(path, stored)


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 3 MB, where one may be made."""
    folder = tmp_path / "disk"
    folder.mkdir()
    made = (
        shutil.which("mount")
        and subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", folder], capture_output=True).returncode
        == 0
    )
    if not made:
        pytest.skip("no right to make a small disk here")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_full_disk_is_a_named_error_and_loses_nothing(small_disk):
    stored, said = fill(small_disk / "corpus.db")
    assert "disk" in said
    assert "safe" in said
    subprocess.run(["mount", "-o", "remount,size=30m", small_disk], check=True)
    keeps_its_word(small_disk / "corpus.db", stored)


def test_an_export_onto_a_full_disk_names_the_file_and_leaves_the_old_one(corpus, small_disk):
    for number in range(30):
        corpus.save_article(article(number, body=LONG * 10))
    out = small_disk / "out.jsonl"
    out.write_text("old")
    with pytest.raises(CorpusError, match=r"out\.jsonl cannot be written"):
        write_file(corpus, Filters(), "jsonl", out)
    assert [file.name for file in small_disk.iterdir()] == ["out.jsonl"]
    assert out.read_text() == "old"


def test_a_flipped_byte_in_a_text_is_found(corpus):
    identity = corpus.save_article(article())
    corpus.save_article(article(2))
    corpus.conn.execute("UPDATE articles SET body = replace(body, 'heo', 'hel') WHERE id = ?", [identity])
    assert check.problems(corpus) == [f"article {identity}: its text is not what was stored"]


def test_an_article_missing_from_the_index_is_found_and_mended(corpus):
    corpus.save_article(article())
    corpus.conn.execute("DELETE FROM search")
    assert len(check.problems(corpus)) == 1
    assert check.reindex(corpus) == 1
    assert check.problems(corpus) == []
    assert search(corpus, "heo")["total"] == 1


def test_a_damaged_index_is_found_and_mended(corpus):
    for number in range(50):
        corpus.save_article(article(number))
    corpus.conn.execute("UPDATE search_data SET block = zeroblob(length(block)) WHERE id > 10")
    assert any("the index" in problem for problem in check.problems(corpus))
    check.reindex(corpus)
    assert check.problems(corpus) == []
    assert search(corpus, "heo")["total"] == 50


def test_making_the_index_anew_keeps_the_tags(corpus):
    from corpus.tags import save_reading
    from tests.corpus.press import reading

    one = article()
    identity = corpus.save_article(one)
    save_reading(corpus, identity, reading(one.body), tagger="t", sha256=one.sha256)
    before = record(corpus, identity)
    check.reindex(corpus)
    assert record(corpus, identity) == before


def test_two_processes_that_write_at_once_lose_nothing(path):
    def write(start: int) -> None:
        with Corpus(path) as corpus:
            for number in range(start, start + 100):
                corpus.save_article(article(number))

    Corpus(path).close()
    processes = [multiprocessing.get_context("fork").Process(target=write, args=(start,)) for start in (0, 1000, 2000)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    with Corpus(path) as corpus:
        assert corpus.count() == 300


def test_two_processes_that_make_a_corpus_at_once_make_one(path):
    def make(number: int) -> None:
        with Corpus(path) as corpus:
            corpus.save_article(article(number))

    processes = [multiprocessing.get_context("fork").Process(target=make, args=(number,)) for number in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    with Corpus(path) as corpus:
        assert corpus.count() == 4
