"""The press spider: drives all sources, remembers every address in the corpus, keeps what it reads."""

import logging
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from corpus import frontier, runs
from corpus.errors import GuongError
from corpus.frontier import Fetched, Found
from corpus.store import Corpus, now
from crawler import discovery
from crawler.keeping import Readers, address, article_of
from crawler.manners import only_one, slots
from crawler.middlewares import Refused
from crawler.sources import Source, choose, read
from crawler.warc import Archive
from nlp.paths import datasets

ENTRY = {"feed": "feeds", "sitemap": "sitemaps", "section": "sections"}
LIST_PRIORITY = 10  # lists first: tonight's articles are worth more than yesterday's leftovers
MAX_LIST_DEPTH = 3  # sitemap index → index → sitemap; deeper nesting is a trap
GONE = (404, 410)
log = logging.getLogger(__name__)


class PressSpider(Spider):
    """`scrapy crawl press -a source=ID[,ID…] [-a sources=PATH] [-a corpus=PATH] [-a since=DATE] [-a limit=N]`."""

    name = "press"

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> "PressSpider":
        spider: PressSpider = super().from_crawler(crawler, *args, **kwargs)
        spider.replay = crawler.settings.get("GUONG_REPLAY")
        return spider

    def __init__(self, source: str = "", sources: str | None = None, corpus: str | None = None,
                 since: str | None = None, limit: int | str | None = None, **kwargs: Any) -> None:  # fmt: skip
        super().__init__(**kwargs)
        folder = Path(sources) if sources else datasets() / "sources"
        everything, self.problems = read(folder)
        ids = tuple(part for part in source.split(",") if part)
        self.sources = choose(everything, ids)
        self.since, self.limit = since, int(limit) if limit not in (None, "") else None
        self.corpus_path = Path(corpus or "data/corpus.db")
        self.replay: str | None = None
        self.archive: Archive | None = None
        self.by_id = {one.id: one for one in self.sources}
        self.asked: Counter[str] = Counter()
        self.lists_seen: set[str] = set()
        self.trouble = 0
        self.stored = 0
        self.fatal: GuongError | None = None
        self.held = ExitStack()

    async def start(self) -> AsyncIterator[Request]:
        """Lists of every source, then what earlier runs left to do."""
        if not self.settings.getbool("GUONG_LOCKED"):  # `guong crawl` holds the lock already
            self.held.enter_context(only_one(self.corpus_path))
        if not self.replay:
            self.crawler.engine.downloader.per_slot_settings.update(slots(self.sources))
        self.corpus = Corpus(self.corpus_path)
        self.run = runs.begin(self.corpus, "crawl", self.replay)
        if not self.replay:
            stamp = now().replace(":", "").replace("-", "")
            self.archive = Archive(self.corpus_path.parent / "warc" / f"{stamp}-{self.run}.warc.gz")
        self.readers = Readers()
        for line in self.problems:
            self._trouble("source_file", line)
        # Taken now: what tonight's lists find while these wait is asked for where it is found.
        left = [(source, frontier.pending(self.corpus, source.id)) for source in self.sources]
        for source in self.sources:
            self.corpus.save_source(source.description())
            runs.count(self.corpus, self.run, source.id)
            for kind, key in ENTRY.items():
                for url in getattr(source, key):
                    frontier.add(self.corpus, source.id, kind, [Found(url)])
                    yield self._list(source, kind, url, 0)
        for source, found in left:
            for request in self._articles(source, found):
                yield request

    def _list(self, source: Source, kind: str, url: str, depth: int) -> Request:
        self.lists_seen.add(url)
        etag, modified = frontier.validators(self.corpus, url)
        headers = {k: v for k, v in (("If-None-Match", etag), ("If-Modified-Since", modified)) if v}
        return self._request(source, kind, url, self.read_list, headers=headers, priority=LIST_PRIORITY, depth=depth)

    def _articles(self, source: Source, found: list[Found]) -> Iterator[Request]:
        for item in found:
            if self.since and item.dated and item.dated < self.since:
                continue
            if self.limit is not None and self.asked[source.id] >= self.limit:
                return
            self.asked[source.id] += 1
            yield self._request(source, "article", item.url, self.read_article)

    def _request(self, source: Source, kind: str, url: str, callback: Any, *, depth: int = 0, **more: Any) -> Request:
        meta = {"source": source.id, "kind": kind, "address": url, "list_depth": depth, "handle_httpstatus_all": False,
                "handle_httpstatus_list": [304, *GONE, 401, 403, 429, *range(500, 512)]}  # fmt: skip
        return Request(url, callback=callback, errback=self.not_fetched, meta=meta, dont_filter=True, **more)

    async def read_list(self, response: Response) -> AsyncIterator[Request]:
        """Follow a feed, sitemap or section page."""
        with self._stopping():
            source, kind, url = self._whose(response)
            self._count(source, requests=1)
            if response.status == 304:
                self._count(source, lists=1)
                return
            if response.status >= 400:
                self._fail(source, url, f"{kind}_status", f"{kind} answered {response.status}", response)
                return
            try:
                if kind == "section":
                    links = discovery.section(response.body, response.url, source, getattr(response, "encoding", None))
                else:
                    links = discovery.READERS[kind](response.body, response.url, source)
            except discovery.ListError as error:
                self._fail(source, url, f"{kind}_unreadable", str(error), response)
                return
            depth = response.meta["list_depth"]
            new = frontier.list_read(self.corpus, source.id, kind, url, self._fetched(response), links, depth=depth)
            self._count(source, lists=1, found=len(new.get("article", [])))
            for item in links.get("sitemap", []):
                if item.url in self.lists_seen:
                    continue
                if depth + 1 > MAX_LIST_DEPTH:
                    self._trouble("sitemap_depth", f"sitemap nested deeper than {MAX_LIST_DEPTH}", source, item.url)
                    continue
                yield self._list(source, "sitemap", item.url, depth + 1)
            for request in self._articles(source, new.get("article", [])):
                yield request

    async def read_article(self, response: Response) -> None:
        """Read a page and keep its article."""
        with self._stopping():
            source, _, url = self._whose(response)
            self._count(source, requests=1)
            if response.status in GONE:
                frontier.close(self.corpus, url, "gone", f"answered {response.status}", self._fetched(response))
                self._count(source, not_articles=1)
                runs.event(self.corpus, self.run, "gone", f"answered {response.status}", source=source.id, url=url)
                return
            if response.status >= 400:
                self._fail(source, url, "status", f"answered {response.status}", response)
                return
            content_type = (response.headers.get("Content-Type") or b"").decode("latin-1") or None
            reading = await self.readers.read(response.body, response.url, content_type, source)
            fetched = self._fetched(response)
            if reading.kind == "article":
                stands_at = address(reading, response.url, source)
                when = response.meta.get("fetched_at") or now()
                article = article_of(reading, stands_at, source, fetched_at=when, warc=fetched.warc)
                fresh = frontier.article_read(self.corpus, url, fetched, article, (response.url,))
                self.stored += fresh
                self._count(source, **({"stored": 1} if fresh else {"not_articles": 1}))
            elif reading.kind in ("missing", "failed"):
                self.trouble += 1
                frontier.close(self.corpus, url, "missing", reading.reason, fetched)
                self._count(source, missing=1)
                runs.event(
                    self.corpus, self.run, f"body_{reading.kind}", reading.reason or "", source=source.id, url=url
                )
            else:
                frontier.close(self.corpus, url, "skipped", reading.reason or reading.kind, fetched)
                self._count(source, not_articles=1)
                reason = reading.reason or reading.kind
                runs.event(self.corpus, self.run, f"skipped_{reading.kind}", reason, source=source.id, url=url)

    def not_fetched(self, failure: Failure) -> None:
        """A request that gave no response: refused by us, or failed on the way."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy puts it there
        source, url = self.by_id[request.meta["source"]], request.meta["address"]
        error = failure.value
        if isinstance(error, GuongError):  # the archive could not be written
            with self._stopping():
                raise error
        if isinstance(error, Refused) and error.kind == "robots_unreachable":
            self._fail(source, url, error.kind, str(error), None)
            return
        if isinstance(error, Refused):
            self.trouble += request.meta["kind"] != "article"  # a list we may not read is a source we do not get
            frontier.close(self.corpus, url, "refused", str(error))
            self._count(source, refused=1)
            runs.event(self.corpus, self.run, error.kind, str(error), source=source.id, url=url)
            return
        reason = f"{type(error).__name__}: {error}"
        self._fail(source, url, "not_fetched", reason, None)

    @contextmanager
    def _stopping(self) -> Iterator[None]:
        """End the crawl when the corpus or the archive cannot be written: what is committed stays, the rest waits."""
        try:
            yield
        except GuongError as error:
            self.fatal = self.fatal or error
            raise CloseSpider(str(error)) from error

    def _fail(self, source: Source, url: str, kind: str, reason: str, response: Response | None) -> None:
        self.trouble += 1
        # Without its validators: an answer we could not use must not come back as "not modified".
        fetched = Fetched(response.status, response.meta.get("warc")) if response else None
        frontier.close(self.corpus, url, "failed", reason, fetched)
        self._count(source, failed=1)
        runs.event(self.corpus, self.run, kind, reason, source=source.id, url=url)
        log.warning("%s: %s (%s)", source.id, " ".join(reason.split())[:300], url)

    def _trouble(self, kind: str, reason: str, source: Source | None = None, url: str | None = None) -> None:
        self.trouble += 1
        runs.event(self.corpus, self.run, kind, reason, source=source.id if source else None, url=url)
        log.warning("%s", reason)

    def _count(self, source: Source, **amounts: int) -> None:
        runs.count(self.corpus, self.run, source.id, **amounts)

    def _whose(self, response: Response) -> tuple[Source, str, str]:
        return self.by_id[response.meta["source"]], response.meta["kind"], response.meta["address"]

    @staticmethod
    def _fetched(response: Response) -> Fetched:
        def header(name: str) -> str | None:
            value = response.headers.get(name)
            return value.decode("latin-1") if value else None

        return Fetched(response.status, response.meta.get("warc"), header("ETag"), header("Last-Modified"))

    def closed(self, reason: str) -> None:
        """Close run, workers, archive and corpus."""
        if hasattr(self, "run"):
            with suppress(GuongError):  # the disk that stopped the crawl may still be full
                runs.end(self.corpus, self.run, "stopped" if self.fatal else "partly" if self.trouble else "done")
            self.corpus.close()
        if hasattr(self, "readers"):
            self.readers.close()
        if self.archive is not None:
            self.archive.close()
        self.held.close()
