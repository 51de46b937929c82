"""Pages that were kept, read into the corpus without fetching: WARC files and saved pages."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from corpus import frontier, visits
from corpus.clock import parsed
from corpus.frontier import Fetched, Found
from corpus.records import Article
from corpus.store import Corpus
from crawler.keeping import Page, Readers, address, article_of, dated
from crawler.parts import belongs_to, gathered
from crawler.reading import Reading
from crawler.reading.parsing import MAX_BYTES
from crawler.replay import Index
from crawler.revisits import next_visit
from crawler.sources import Source
from crawler.warc import SUFFIXES, Kept, WarcError, responses

PAGES = (".html", ".htm", ".aspx")


@dataclass
class IngestReport:
    """What became of the pages; `failed` has (what, reason)."""

    pages: int = 0
    stored: int = 0
    changed: int = 0
    known: int = 0
    skipped: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)


def ingest(corpus: Corpus, paths: list[Path], sources: list[Source], *, url: str | None = None) -> IngestReport:
    """Read WARC files, saved pages or folders of them. A page belongs to the source that owns its host.

    `url` is the address of a single saved page whose canonical address does not tell. Damaged files are named in the
    report; what stood before the damage is kept.
    """
    for source in sources:
        corpus.save_source(source.description())
    with closing(Readers()) as readers:
        work = _Ingest(corpus, sources, readers)
        pages = ((kept, page_of(kept, work.owner(kept.url))) for kept in work.pages(paths, url))
        for kept, reading in readers.all(pages):
            work.take(kept, reading)
    return work.report


def page_of(kept: Kept, source: Source | None) -> Page:
    """An archived answer as the readers want it."""
    return kept.content, kept.url, kept.header("Content-Type"), source


class Archives:
    """The answers that stand in some WARC files, by address; the files are looked through when the first is wanted."""

    def __init__(self) -> None:
        self.files: list[Path] = []
        self._read: dict[Path, Index | None] = {}

    def get(self, url: str) -> Kept | None:
        """The kept answer of an address, the one of the last file; None when there is none."""
        for file in reversed(self.files):
            if file not in self._read:
                try:
                    self._read[file] = Index(file)
                except WarcError:  # said already when its pages were read
                    self._read[file] = None
            index = self._read[file]
            kept = index.get(url) if index else None
            if kept is not None:
                return kept
        return None


class _Ingest:
    """One call of `ingest`."""

    def __init__(self, corpus: Corpus, sources: list[Source], readers: Readers) -> None:
        self.corpus, self.sources, self.readers = corpus, sources, readers
        self.report = IngestReport()
        self.archives = Archives()

    def owner(self, url: str | None) -> Source | None:
        return next((one for one in self.sources if one.owns(url)), None) if url else None

    def pages(self, paths: list[Path], url: str | None) -> Iterator[Kept]:
        files = list(self._files(paths))
        self.archives.files = [file for file in files if file.name.endswith(SUFFIXES)]
        for file in files:
            try:
                for kept in responses(file) if file.name.endswith(SUFFIXES) else _saved(file, url):
                    content_type = kept.header("Content-Type")
                    if kept.status == 200 and (not content_type or "html" in content_type.lower()):
                        self.report.pages += 1
                        yield kept
            except WarcError as error:
                self.report.failed.append((file.name, str(error)))

    def _files(self, paths: list[Path]) -> Iterator[Path]:
        for path in paths:
            if path.is_dir():
                yield from sorted(p for p in path.rglob("*") if p.is_file() and p.name.endswith((*SUFFIXES, *PAGES)))
            elif path.is_file():
                yield path
            else:
                self.report.failed.append((str(path), "no such file or folder"))

    def take(self, kept: Kept, reading: Reading) -> None:
        """Keep what one page gave."""
        source = self.owner(kept.url or reading.canonical)
        where = kept.url or reading.canonical or "a saved page without address"
        if source is None:
            self.report.failed.append((where, "no source owns this address"))
            return
        if belongs_to(reading, where):
            self.report.skipped += 1
            return
        whole, parts = gathered(reading, where, source, self.archives.get, lambda page: self._read(page, source))
        if whole.kind in ("missing", "failed", "not_html"):
            self.report.failed.append((where, whole.reason or whole.kind))
        elif whole.kind != "article":
            self.report.skipped += 1
        else:
            self._keep(kept, whole, where, source, parts)

    def _read(self, kept: Kept, source: Source) -> Reading:
        [(_, reading)] = self.readers.all([(None, page_of(kept, source))])
        return reading

    def _keep(self, kept: Kept, reading: Reading, where: str, source: Source, parts: list[tuple[str, Fetched]]) -> None:
        article = article_of(reading, address(reading, where, source), source, fetched_at=kept.fetched_at or None,
                             warc=kept.ref or None)  # fmt: skip
        with self.corpus.writing():
            if self._is_older(kept, article.url):
                self.report.known += 1
                return
            article = dated(article, frontier.fed(self.corpus, where))
            if self.corpus.find(where) is None:
                frontier.add(self.corpus, source.id, "article", [Found(where)])
            outcome = keep_read(self.corpus, where, kept, article, parts)
        if outcome == visits.SHRUNK:
            self.report.failed.append((where, "it gives under half of the text that is kept; the text stands"))
        else:
            count = {visits.NEW: "stored", visits.EDITED: "changed"}.get(outcome, "known")
            setattr(self.report, count, getattr(self.report, count) + 1)

    def _is_older(self, kept: Kept, url: str) -> bool:
        """True when the corpus has this article from a later visit: what an old record says is no news."""
        known = self.corpus.find(url)
        if known is None or not kept.fetched_at:
            return False
        held = self.corpus.article(known)
        return held.warc != kept.ref and (held.fetched_at or "") > kept.fetched_at


def keep_read(corpus: Corpus, url: str, kept: Kept, article: Article, parts: list[tuple[str, Fetched]]) -> str:
    """Keep an article read from an archived answer to a request for `url`, as a visit would; says what it was.

    An archive tells nothing of today: no article is un-withdrawn by it.
    """
    answer = Fetched(kept.status, kept.ref or None, kept.header("ETag"), kept.header("Last-Modified"))
    try:
        due = next_visit(1, parsed(kept.fetched_at), article.published_at) if kept.fetched_at else None
    except ValueError:  # a record dated by another program
        due = None
    return visits.article_read(corpus, url, answer, article, parts=parts, due_at=due, visited=False)


def _saved(file: Path, url: str | None) -> Iterator[Kept]:
    with file.open("rb") as stream:
        body = stream.read(MAX_BYTES + 1)
    yield Kept(url or "", 200, [("Content-Type", "text/html")], body, "", "")
