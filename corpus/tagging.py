"""Tag the corpus: hand each text to the readers of `nlp` in worker processes, keep what they find.

Every article is written in a transaction of its own, with the version of the readers, so that a kill at any moment
leaves whole readings only and the next call goes on from there.
"""

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from pebble import ProcessPool

from corpus.errors import CorpusError
from corpus.store import Corpus
from corpus.tags import save_reading, untagged
from nlp.records import Document
from nlp.tagger import read, version

TIME_LIMIT = 60.0  # seconds for one article in a worker; the longest real one (80 KB) takes under two
WINDOW = 16  # articles under way per worker: enough to keep it busy, few enough to lose little when stopped


@dataclass
class TagReport:
    """How many articles were tagged, and which were not with the reason. An article whose text changed while it was
    read is in neither: the next call tags its new text."""

    tagged: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)


def tag_corpus(corpus: Corpus, *, everything: bool = False, workers: int = 2,
               progress: Callable[[int, int], None] = lambda done, total: None) -> TagReport:  # fmt: skip
    """Tag what is untagged or stale (or everything). `progress(done, total)` is called after each article."""
    tagger = version()
    ids = untagged(corpus, tagger, everything=everything)
    provinces = {name: source["province"] for name, source in corpus.sources().items()}
    report = TagReport()
    jobs = _in_processes if workers > 1 and len(ids) > WINDOW else _in_place
    for done, (identity, sha256, result) in enumerate(jobs(corpus, ids, provinces, workers), 1):
        if isinstance(result, dict):
            report.tagged += save_reading(corpus, identity, result, tagger=tagger, sha256=sha256)
        else:
            report.failed.append((identity, f"{type(result).__name__}: {result}"))
        progress(done, len(ids))
    return report


Job = tuple[str, str, dict[str, Any] | Exception]


def _documents(corpus: Corpus, ids: list[str], provinces: dict[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """Id, checksum and text of each article; in place of a text that is not what was stored, the error."""
    for identity in ids:
        try:
            article = corpus.article(identity)
            if article.sha256 != corpus.stored_sha256(identity):
                raise CorpusError(f"the text of {article.url} is damaged", "read its page again")
        except CorpusError as error:
            yield identity, "", error
        else:
            yield identity, article.sha256, article.document(provinces.get(article.source))


def _in_place(corpus: Corpus, ids: list[str], provinces: dict[str, Any], _workers: int) -> Iterator[Job]:
    for identity, sha256, document in _documents(corpus, ids, provinces):
        try:
            yield identity, sha256, read(document) if isinstance(document, Document) else document
        except Exception as error:  # one unreadable text must not stop the others; it is reported by name
            yield identity, sha256, error


def _in_processes(corpus: Corpus, ids: list[str], provinces: dict[str, Any], workers: int) -> Iterator[Job]:
    # Not forked from here: a child must never hold the corpus's connection.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["nlp.tagger"])
    under_way: deque[tuple[str, str, Future[Any]]] = deque()
    with ProcessPool(max_workers=workers, context=context) as pool:
        try:
            for identity, sha256, document in _documents(corpus, ids, provinces):
                under_way.append((identity, sha256, _schedule(pool, document)))
                if len(under_way) >= WINDOW * workers:
                    yield _finished(*under_way.popleft())
            while under_way:
                yield _finished(*under_way.popleft())
        except BaseException:
            pool.stop()  # type: ignore[no-untyped-call]  # pebble is untyped here
            raise


def _schedule(pool: ProcessPool, document: Any) -> Future[Any]:
    if isinstance(document, Document):
        scheduled: Future[Any] = pool.schedule(read, args=[document], timeout=TIME_LIMIT)
        return scheduled
    failed: Future[Any] = Future()
    failed.set_exception(document)
    return failed


def _finished(identity: str, sha256: str, future: Future[Any]) -> Job:
    try:
        return identity, sha256, future.result()
    except Exception as error:  # also a worker that died or ran out of time
        return identity, sha256, error
