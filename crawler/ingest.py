"""Pages that were kept, read again: WARC files and saved pages into the corpus, without fetching."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from corpus.records import article_id
from corpus.store import Corpus
from crawler.keeping import address, article_of, known_of
from crawler.reading import read_page
from crawler.reading.parsing import MAX_BYTES
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
    report = IngestReport()
    for source in sources:
        corpus.save_source(source.description())
    for file in _files(paths, report):
        try:
            for kept in responses(file) if file.name.endswith(SUFFIXES) else _saved(file, url):
                _one(corpus, kept, sources, report)
        except WarcError as error:
            report.failed.append((file.name, str(error)))
    return report


def _files(paths: list[Path], report: IngestReport) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if p.is_file() and p.name.endswith((*SUFFIXES, *PAGES)))
        elif path.is_file():
            yield path
        else:
            report.failed.append((str(path), "no such file or folder"))


def _saved(file: Path, url: str | None) -> Iterator[Kept]:
    with file.open("rb") as stream:
        body = stream.read(MAX_BYTES + 1)
    yield Kept(url or "", 200, [("Content-Type", "text/html")], body, "", "")


def _one(corpus: Corpus, kept: Kept, sources: list[Source], report: IngestReport) -> None:
    content_type = kept.header("Content-Type")
    if kept.status != 200 or (content_type and "html" not in content_type.lower()):
        return
    report.pages += 1
    source = next((one for one in sources if one.owns(kept.url)), None) if kept.url else None
    known_of_it = known_of(source) if source else {}
    reading = read_page(kept.content, kept.url, content_type=content_type, **known_of_it)
    if source is None and reading.canonical:
        source = next((one for one in sources if one.owns(reading.canonical)), None)
    where = kept.url or reading.canonical or "a saved page without address"
    if source is None:
        report.failed.append((where, "no source owns this address"))
    elif reading.kind in ("missing", "failed", "not_html"):
        report.failed.append((where, reading.reason or reading.kind))
    elif reading.kind != "article":
        report.skipped += 1
    else:
        stands_at = address(reading, where, source)
        article = article_of(reading, stands_at, source, fetched_at=kept.fetched_at or None, warc=kept.ref or None)
        known = corpus.find(stands_at)
        if known is None:
            report.stored += 1
        elif corpus.article(known).sha256 == article.sha256:
            report.known += 1
        elif where != stands_at and article_id(where) != known:
            report.known += 1  # a print or mobile copy: the article's own page decides its text
            return
        else:
            report.changed += 1
        corpus.save_article(article, addresses=(where,))
