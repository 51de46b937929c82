"""Tag the corpus: hand each text to the readers of `nlp` in worker processes, keep what they find.

Every article is written in a transaction of its own, with the version of the readers, so that a kill at any moment
leaves whole readings only and the next call goes on from there.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from corpus.counting.filling import save_words
from corpus.errors import CorpusError
from corpus.store import Corpus
from corpus.tags import save_reading, untagged
from corpus.workers import WINDOW, in_order, start, stop
from nlp.records import Document
from nlp.tagger import read, version
from nlp.tokens import stream

TIME_LIMIT = 60.0  # seconds for one article in a worker; the longest real one (80 KB) takes under two


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
        if isinstance(result, Read):
            with corpus.writing():
                report.tagged += save_reading(corpus, identity, result.reading, tagger=tagger, sha256=sha256)
                save_words(corpus, identity, sha256, result.words)
        else:
            report.failed.append((identity, f"{type(result).__name__}: {result}"))
        progress(done, len(ids))
    return report


@dataclass(frozen=True, slots=True)
class Read:
    """What a worker sends back of one article: its reading, and its words as they are counted."""

    reading: dict[str, Any]
    words: str


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads a text and cuts its words, which the classifiers asked for anyway."""

    read: Callable[[Document], dict[str, Any]]
    cut: Callable[[Document], str]

    def __call__(self, document: Document) -> Read:
        return Read(self.read(document), self.cut(document))


Job = tuple[str, str, Read | Exception]


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
            yield identity, sha256, _Reader(read, stream)(document) if isinstance(document, Document) else document
        except Exception as error:  # one unreadable text must not stop the others; it is reported by name
            yield identity, sha256, error


def _in_processes(corpus: Corpus, ids: list[str], provinces: dict[str, Any], workers: int) -> Iterator[Job]:
    jobs = (((identity, sha256), document) for identity, sha256, document in _documents(corpus, ids, provinces))
    pool = start(workers, "nlp.tagger")
    try:
        for (identity, sha256), result in in_order(
            pool, _Reader(read, stream), jobs, limit=TIME_LIMIT, ahead=WINDOW * workers
        ):
            yield identity, sha256, result
    finally:
        stop(pool)
