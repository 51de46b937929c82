"""The press spider: drives all sources, remembers every address in the corpus, keeps what it reads."""

import asyncio
import logging
from collections import Counter, defaultdict, deque
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from corpus import frontier, hosts, runs
from corpus.addresses import address_host
from corpus.clock import moment, now, parsed, stamp
from corpus.errors import GuongError
from corpus.store import Corpus
from crawler.failures import named
from crawler.keeping import Readers
from crawler.ledger import Ledger
from crawler.lists import ListError, Lists, Wanted
from crawler.manners import only_one
from crawler.mending import mend
from crawler.pacing import Host
from crawler.pages import Pages, Unfinished
from crawler.polite import HANDLED, PoliteSpider
from crawler.refused import Refused
from crawler.replay import index
from crawler.sources import Source
from crawler.warc import Archive

PART_PRIORITY = 20  # what is begun is finished first
LIST_PRIORITY = 10  # lists first: tonight's articles are worth more than yesterday's leftovers
LEASED = 20  # addresses of one host taken from the frontier at a time: few enough to lose no time giving them back
REFUSALS = ("outside", "robots")  # we may not; whatever else keeps us away tonight may be mended tomorrow
OF_ARTICLES = ("article", "part")  # kinds of requests: an article's own page, a further page of it
log = logging.getLogger(__name__)


class PressSpider(PoliteSpider):
    """`scrapy crawl press -a source=ID[,ID…] [-a sources=PATH] [-a corpus=PATH] [-a since=DATE] [-a until=DATE]
    [-a limit=N] [-a window=HH:MM-HH:MM]`. With both `since` and `until` it walks the archives: a back-fill."""

    name = "press"

    def __init__(self, corpus: str | None = None, since: str | None = None, until: str | None = None,
                 limit: int | str | None = None, progress: Callable[[int, int], None] | None = None,
                 **kwargs: Any) -> None:  # fmt: skip
        super().__init__(**kwargs)
        self.since, self.until, self.limit = since, until, int(limit) if limit not in (None, "") else None
        self.gentle = 2.0 if since and until else 1.0  # a back-fill leaves every other turn to the nightly work
        self.corpus_path = Path(corpus or "data/corpus.db")
        self.progress = progress
        self.taken: Counter[str] = Counter()
        self.leased: dict[str, deque[frontier.Task]] = defaultdict(deque)
        self.told: set[str] = set()
        self.fatal: GuongError | None = None
        self.reason = ""
        self.held = ExitStack()
        self.ready = False
        self._ending: asyncio.Future[None] | None = None  # kept, or it would be collected before it ran

    @property
    def stored(self) -> int:
        """Articles stored in this run."""
        return self.ledger.stored if self.ready else 0

    @property
    def trouble(self) -> int:
        """Troubles written down in this run."""
        return self.ledger.trouble if self.ready else 0

    async def start(self) -> AsyncIterator[Request]:
        """Lists of every source; the frontier's addresses follow as their hosts have time."""
        wanted: list[tuple[Source, Wanted]] = []
        with self._stopping():
            self._open()
            with self.ledger.writing():
                wanted = [(source, one) for source in self.sources for one in self._entries(source)]
        for source, one in wanted:
            yield self._list(source, one)
        with self._stopping():
            for source in self.sources:
                for name in frontier.hosts_with_work(self.corpus, source.id, self.at()):
                    self._has_more(source, name)

    def _open(self) -> None:
        if not self.settings.getbool("GUONG_LOCKED"):  # `guong crawl` holds the lock already
            self.held.enter_context(only_one(self.corpus_path))
        self.corpus = Corpus(self.corpus_path)
        dead = [run for command in ("crawl", "backfill") for run in runs.unfinished(self.corpus, command)]
        # A walk through old archives is no night: it says nothing of what a source gives these days.
        self.run = runs.begin(self.corpus, "backfill" if self.since and self.until else "crawl", self.replay)
        self.ledger = Ledger(self.corpus, self.run)
        frontier.release(self.corpus)
        for run in dead:
            self._mend(run)
        if not self.replay:
            name = now().replace(":", "").replace("-", "")
            self.archive = Archive(self.corpus_path.parent / "warc" / f"{name}-{self.run}.warc.gz")
            self._remember_hosts()
        self.readers = Readers()
        self.lists = Lists(self.corpus, self.ledger, since=self.since, until=self.until)
        self.pages = Pages(self.corpus, self.ledger, self.readers, self.run, self._has_more)
        self.ready = True
        for line in self.problems:
            self.ledger.event("source_file", line)

    def _mend(self, run: int) -> None:
        """A crawl that was killed left the last record of its archive half written."""
        for file in (self.corpus_path.parent / "warc").glob(f"*-{run}.warc.gz"):
            cut = mend(file)
            if cut:
                self.ledger.event("warc_mended", f"{cut} bytes of half a record cut off {file.name}", trouble=False)
        runs.end(self.corpus, run, "killed")

    def _entries(self, source: Source) -> Iterator[Wanted]:
        self.corpus.save_source(source.description())
        self.ledger.count(source.id)
        yield from self.lists.entries(source)

    def _remember_hosts(self) -> None:
        """What hosts asked of earlier runs holds in this one too, and so does the pause after their last request."""
        for name, row in hosts.known(self.corpus).items():
            host = self.hosts.get(name)
            if host.source is None:
                continue
            # The last request of a killed run may not be on record: any recent one counts as just now.
            if row["asked_at"] and moment() - parsed(row["asked_at"]) < timedelta(seconds=host.delay + 120):
                host.next_at = self.hosts.clock() + host.delay
            if row["not_before"] and parsed(row["not_before"]) > moment():
                host.closed = ("retry_later", f"{row['why']}; left alone until {row['not_before']}")

    def at(self) -> datetime:
        """The moment by which visits are due: under replay the day of the recording."""
        recorded = index(self.replay).latest if self.replay else None
        return parsed(recorded) if recorded else moment()

    def _list(self, source: Source, wanted: Wanted) -> Request:
        headers = {}
        if self.lists.span is None and wanted.kind != "page":
            etag, modified = frontier.validators(self.corpus, wanted.url)
            headers = {k: v for k, v in (("If-None-Match", etag), ("If-Modified-Since", modified)) if v}
        return self._request(source, wanted.kind, wanted.url, self.read_list, headers=headers, wanted=wanted,
                             priority=LIST_PRIORITY)  # fmt: skip

    def _request(self, source: Source, kind: str, url: str, callback: Any, *, headers: dict[str, str] | None = None,
                 priority: int = 0, **meta: Any) -> Request:  # fmt: skip
        known = {"source": source.id, "kind": kind, "address": url, "handle_httpstatus_list": HANDLED, **meta}
        return Request(url, callback=callback, errback=self.not_fetched, meta=known, headers=headers, priority=priority,
                       dont_filter=True)  # fmt: skip

    def more(self, host: Host) -> Request | None:
        """The next article address of a host."""
        source = host.source
        if source is None or not self.ready or (self.limit is not None and self.taken[source.id] >= self.limit):
            host.has_more = False
            return None
        tasks = self.leased[host.name]
        if not tasks:
            most = LEASED if self.limit is None else min(LEASED, self.limit - self.taken[source.id])
            with self._stopping():
                tasks.extend(frontier.lease(self.corpus, self.run, source.id, host.name, most, since=self.since,
                                            until=self.until, revisits=self.lists.span is None, at=self.at()))  # fmt: skip
        if not tasks:
            host.has_more = False
            return None
        task = tasks.popleft()
        self.taken[source.id] += 1
        headers = {}
        if task.visits:
            headers = {k: v for k, v in (("If-None-Match", task.etag), ("If-Modified-Since", task.last_modified)) if v}
        return self._request(source, "article", task.url, self.read_article, headers=headers, visits=task.visits,
                             dated=task.dated, fed=task.fed)  # fmt: skip

    async def read_list(self, response: Response) -> AsyncIterator[Request]:
        """Follow a feed, sitemap or section page."""
        source, _ = self._answered(response)
        wanted: Wanted = response.meta["wanted"]
        further: list[Wanted] = []
        with self._stopping():
            if response.status == 304:
                self.ledger.count(source.id, lists=1, unchanged=1)
                self.ledger.flush()
            elif response.status >= 300:
                self._list_failed(source, wanted, "status", f"answered {response.status}", response)
            else:
                try:
                    further, found = self.lists.read(response, source, wanted)
                    for name in found:
                        self._has_more(source, name)
                except ListError as error:
                    self._list_failed(source, wanted, "unreadable", str(error), response)
        for one in further:
            yield self._list(source, one)

    def _list_failed(self, source: Source, wanted: Wanted, how: str, reason: str, response: Response | None) -> None:
        kind = "section" if wanted.kind == "page" else wanted.kind
        with self.ledger.writing():
            frontier.add(self.corpus, source.id, wanted.kind, [frontier.Found(wanted.url)], key=str)
            # Without its validators: an answer we could not use must not come back as "not modified".
            answer = None if response is None else frontier.Fetched(response.status, response.meta.get("warc"))
            frontier.close(self.corpus, wanted.url, "failed", reason, answer)
            self.ledger.count(source.id, failed=1)
            self.ledger.event(f"{kind}_{how}", reason, source=source.id, url=wanted.url)

    async def read_article(self, response: Response) -> AsyncIterator[Request]:
        """Read a page and keep its article, or ask for the page it goes on at."""
        whole: Unfinished | None = None
        with self._stopping():
            source, url = self._answered(response)
            whole = response.meta.get("whole")
            if whole is None:
                whole = await self.pages.read(response, source, url)
            else:
                whole = await self.pages.read_part(whole, response)
        if whole is not None:
            yield self._request(whole.source, "part", whole.parts.left[0], self.read_article, address=whole.url,
                                priority=PART_PRIORITY, whole=whole, visits=whole.response.meta.get("visits", 0))  # fmt: skip
        elif self.progress is not None:
            self.progress(self.stored, sum(self.taken.values()))

    def _answered(self, response: Response) -> tuple[Source, str]:
        source = self.by_id[response.meta["source"]]
        self.ledger.count(source.id, requests=1)
        self.ledger.asked(self.hosts.get(response.meta["host"]))
        return source, response.meta["address"]

    def not_fetched(self, failure: Failure) -> None:
        """A request that gave no response: refused by us, or failed on the way."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy puts it there
        source, url, error = self.by_id[request.meta["source"]], request.meta["address"], failure.value
        with self._stopping():
            if isinstance(error, GuongError):  # the archive could not be written
                raise error
            kind, reason = named(error)
            self.ledger.asked(self.hosts.get(request.meta.get("host", "")))
            if isinstance(error, Refused) and kind in REFUSALS:
                self._refused(source, request, kind, reason)
            elif request.meta["kind"] in OF_ARTICLES:
                self.pages.failed(source, url, kind, reason, None, request.meta.get("visits", 0))
            else:
                self._list_failed(source, request.meta["wanted"], kind, reason, None)

    def _refused(self, source: Source, request: Request, kind: str, reason: str) -> None:
        """We may not go there. A list we may not read is a source we do not get; an article alone is everyday."""
        a_list = request.meta["kind"] not in OF_ARTICLES
        with self.ledger.writing():
            state = "disallowed" if kind == "robots" else "refused"
            if request.meta.get("visits"):
                state = "done"
            frontier.close(self.corpus, request.meta["address"], state, reason)
            self.ledger.count(source.id, refused=1)
            self.ledger.event(kind, reason, source=source.id, url=request.meta["address"], trouble=a_list)

    def ruled(self, host: Host, response: Response | None) -> None:
        """Keep a robots.txt as it was tonight; what it names may be the only lists we know."""
        source = host.source
        if source is None or host.rules is None:
            return
        with self._stopping(), self.ledger.writing():
            rules = host.rules
            place = response.meta.get("warc") if response is not None else None
            if not self.replay:
                hosts.robots_read(self.corpus, host.name, rules.status, rules.closed, rules.body, place)
            self.ledger.count(source.id, requests=1)
            self.ledger.asked(host)
            if host.closed:
                self._host_closed(host)
        if response is not None and not self.lists.span:
            for wanted in self.lists.named_by_robots(source, rules.body, response.url):
                assert self.crawler.engine is not None  # it has just given us this answer
                self.crawler.engine.crawl(self._list(source, wanted))

    def put_off(self, host: Host, seconds: float, what: str) -> None:
        """A host asked us to wait longer than this run can: remembered, and kept by the runs to come."""
        days = min(seconds, frontier.FARTHEST * 86_400.0)
        until = stamp(moment() + timedelta(seconds=days))
        host.closed = ("retry_later", f"{what}; left alone until {until}")
        if host.source is not None:
            with self._stopping():
                hosts.put_off(self.corpus, host.name, host.source.id, until, what)

    def left_alone(self, host: Host) -> None:
        """Said once for a host; what waits for it is kept for the next run."""
        with self._stopping(), self.ledger.writing():
            self._host_closed(host)

    def turned_away(self, request: Request, host: Host) -> None:
        """A request that waited for a host that is closed now."""
        if request.meta.get("kind") == "robots" or host.source is None:
            return
        with self._stopping(), self.ledger.writing():
            counted = "put_off" if host.closed and host.closed[0] == "retry_later" else "failed"
            kind, reason = host.closed or ("not_fetched", "its host is left alone")
            address = request.meta["address"]
            if request.meta["kind"] in OF_ARTICLES and address_host(address) == host.name:
                frontier.give_back(self.corpus, address)
            elif request.meta["kind"] in OF_ARTICLES:  # redirected here: given back, it would be asked again at once
                source = self.by_id[request.meta["source"]]
                self.pages.failed(source, address, kind, reason, None, request.meta.get("visits", 0))
            else:
                frontier.close(self.corpus, address, "failed", reason)
                self.ledger.count(host.source.id, **{counted: 1})
                of = "section" if request.meta["kind"] == "page" else request.meta["kind"]
                self.ledger.event(f"{of}_{kind}", reason, source=host.source.id, url=address, trouble=False)

    def _host_closed(self, host: Host) -> None:
        if host.closed and host.source and host.name not in self.told:
            self.told.add(host.name)
            self.ledger.event(*host.closed, source=host.source.id, url=f"http://{host.name}/")

    def _has_more(self, source: Source, name: str) -> None:
        host = self.hosts.get(name)
        if host.source is not None and host.source.id == source.id:
            host.has_more = True

    @contextmanager
    def _stopping(self) -> Iterator[None]:
        """End the crawl when the corpus or the archive cannot be written: what is committed stays, the rest waits.

        Called from where Scrapy does not listen to exceptions, so nothing is raised.
        """
        try:
            yield
        except GuongError as error:
            engine = self.crawler.engine
            if self.fatal is None and engine is not None:
                self._ending = asyncio.ensure_future(engine.close_spider_async(reason="cancelled"))
            self.fatal = self.fatal or error

    def closed(self, reason: str) -> None:
        """Close run, workers, archive and corpus."""
        self.reason = reason
        if self.ready:
            with suppress(GuongError):  # the disk that stopped the crawl may still be full
                if self.over():
                    self.ledger.event("window", "the hours of this run are over; the rest waits", trouble=False)
                self.ledger.flush()
                frontier.release(self.corpus, self.run)
                stopped = self.fatal is not None or reason not in ("finished", "window")
                runs.end(self.corpus, self.run, "stopped" if stopped else "partly" if self.trouble else "done")
            self.corpus.close()
            self.readers.close()
        if self.archive is not None:
            self.archive.close()
        self.held.close()
