"""Words of articles that have none yet, or of an older text: cut in worker processes, stored as they come."""

from collections.abc import Callable, Iterator
from itertools import islice

from corpus.counting.blocks import PER_BLOCK, PER_PART, save
from corpus.counting.chunks import keep_totals
from corpus.errors import CorpusError
from corpus.store import Corpus
from corpus.workers import WINDOW, in_order, start, stop
from nlp.records import Document
from nlp.tokens import stream

TIME_LIMIT = 60.0  # seconds for one article in a worker; the longest real one (80 KB) takes under one
BATCH = 16 * PER_BLOCK  # articles stored in a transaction: some two seconds' work of a process

Silent = Callable[[int, int], None]


def uncounted(corpus: Corpus) -> list[int]:
    """Numbers of the articles whose words are not stored."""
    with corpus.errors():
        rows = corpus.conn.execute("SELECT num FROM articles WHERE num NOT IN (SELECT num FROM tokens) ORDER BY num")
        return [row["num"] for row in rows]


def ready(corpus: Corpus) -> bool:
    """True when the words of all articles are stored, and their totals too: nothing is left for `fill`."""
    with corpus.errors():
        parts = "SELECT DISTINCT num / ? FROM tokens EXCEPT SELECT part FROM token_totals"
        return not uncounted(corpus) and corpus.conn.execute(parts, [PER_PART]).fetchone() is None


def fill(corpus: Corpus, *, workers: int = 2, progress: Silent = lambda done, total: None) -> dict[str, int]:
    """Store the words of every article that has none, and their totals; returns how many were `filled` and `failed`.

    What was stored before a kill stays. `progress(done, total)` is called after each batch. Raises CorpusError when the
    corpus cannot be written.
    """
    nums = uncounted(corpus)
    known: dict[str, int] = {}
    report = {"filled": 0, "failed": 0}
    jobs = _in_processes if workers > 1 and len(nums) > WINDOW else _in_place
    results = jobs(corpus, nums, workers)
    done = 0
    while batch := list(islice(results, BATCH)):
        done += len(batch)
        report["failed"] += sum(isinstance(words, Exception) for _, _, words in batch)
        report["filled"] += _store(corpus, batch, known)
        progress(done, len(nums))
    keep_totals(corpus)
    return report


def _store(corpus: Corpus, batch: list[tuple[int, str, str | Exception]], known: dict[str, int]) -> int:
    """Store what was cut of texts that are still the same; returns of how many."""
    try:
        with corpus.writing() as conn:
            same = {}
            for num, sha256, words in batch:
                now = conn.execute("SELECT sha256 FROM articles WHERE num = ?", [num]).fetchone()
                if isinstance(words, str) and now is not None and now["sha256"] == sha256:
                    same[num] = words
            save(conn, same, known)
            return len(same)
    except BaseException:
        known.clear()  # numbers given in a transaction that failed are free again
        raise


def save_words(corpus: Corpus, identity: str, sha256: str, words: str | None) -> None:
    """Store the words of one article that was just read, when its text has that checksum and its words are not there."""
    if words is None:
        return
    with corpus.writing() as conn:
        row = conn.execute("SELECT num, sha256 FROM articles a WHERE id = ? AND NOT EXISTS "
                           "(SELECT 1 FROM tokens t WHERE t.num = a.num)", [identity]).fetchone()  # fmt: skip
        if row is not None and row["sha256"] == sha256:
            save(conn, {row["num"]: words}, {})


Job = tuple[int, str, str | Exception]


def _documents(corpus: Corpus, nums: list[int]) -> Iterator[tuple[int, str, Document | Exception]]:
    for num in nums:
        with corpus.errors():
            sql = "SELECT title, sapo, body, sha256 FROM articles WHERE num = ?"
            try:
                row = corpus.conn.execute(sql, [num]).fetchone()
            except Exception as error:  # a damaged row is one article that has no words; others go on
                yield num, "", error
                continue
        if row is None:
            yield num, "", CorpusError(f"no article {num} in {corpus.path}", "try `guong search`")
        else:
            yield num, row["sha256"], Document(row["title"], row["sapo"], row["body"])


def _in_place(corpus: Corpus, nums: list[int], _workers: int) -> Iterator[Job]:
    for num, sha256, document in _documents(corpus, nums):
        try:
            yield num, sha256, document if isinstance(document, Exception) else stream(document)
        except Exception as error:
            yield num, sha256, error


def _in_processes(corpus: Corpus, nums: list[int], workers: int) -> Iterator[Job]:
    jobs = (((num, sha256), document) for num, sha256, document in _documents(corpus, nums))
    pool = start(workers, "nlp.tokens")
    try:
        for (num, sha256), words in in_order(pool, stream, jobs, limit=TIME_LIMIT, ahead=WINDOW * workers):
            yield num, sha256, words
    finally:
        stop(pool)
