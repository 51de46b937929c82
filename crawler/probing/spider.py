"""The spider that looks sources over: the manners and guards of a crawl, and nothing is kept in the corpus."""

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from corpus import hosts as remembered
from corpus.clock import moment, now, parsed, stamp
from corpus.frontier import Found
from corpus.store import Corpus
from crawler import discovery
from crawler.addresses import is_article
from crawler.discovery import Links, ListError
from crawler.failures import named
from crawler.keeping import Readers
from crawler.pacing import Host
from crawler.polite import HANDLED, PoliteSpider
from crawler.probing import seeing
from crawler.probing.knowledge import most
from crawler.probing.menu import Home, NoPageError, read_home
from crawler.probing.records import ANSWERS, EMPTY, FAILED, REFUSED, STATUS, UNREADABLE, Answer, Check, PageSeen
from crawler.probing.visit import Ask, Visit
from crawler.refused import Refused
from crawler.sources import Source

LIST_PRIORITY = 10  # lists before pages, as in a crawl


class ProbeSpider(PoliteSpider):
    """Asks each source for its lists, the places where lists usually are, and a few articles.

    `checks` holds one Check a source when it has closed; `put_offs` what hosts asked of us: (host, source, until, why).
    """

    name = "probe"

    def __init__(self, corpus: str | None = None, progress: Callable[[int, int], None] | None = None,
                 **kwargs: Any) -> None:  # fmt: skip
        super().__init__(**kwargs)
        self.corpus_path = Path(corpus) if corpus else None
        self.progress = progress
        self.visits: dict[str, Visit] = {}
        self.put_offs: list[tuple[str, str, str, str]] = []
        self.done = 0
        self.reason = ""
        self.readers = Readers()

    @property
    def checks(self) -> list[Check]:
        """What was found, in the order of the sources."""
        return [visit.check for visit in self.visits.values()]

    def rest(self) -> float:
        """Seconds until every host may be asked again by the next program."""
        return max((host.next_at - self.clock() for host in self.hosts if host.delay), default=0.0)

    async def start(self) -> AsyncIterator[Request]:
        """Everything that can be asked for before anything is known."""
        self._remember_hosts()
        requests: list[Request] = []
        for source in self.sources:
            visit = Visit(source, Check(source.id, source.name, now(), bool(self.replay)))
            self.visits[source.id] = visit
            requests += self._asks(visit, visit.first())
        for request in requests:
            yield request

    def _remember_hosts(self) -> None:
        """What hosts asked of a crawl holds here too."""
        if self.replay or self.corpus_path is None or not self.corpus_path.exists():
            return
        with Corpus(self.corpus_path, readonly=True) as corpus:
            for name, row in remembered.known(corpus).items():
                host = self.hosts.get(name)
                if host.source is not None and row["asked_at"]:
                    passed = (moment() - parsed(row["asked_at"])).total_seconds()
                    host.next_at = self.clock() + min(host.delay, max(0.0, host.delay - passed))
                if host.source is not None and row["not_before"] and parsed(row["not_before"]) > moment():
                    host.closed = ("retry_later", f"{row['why']}; left alone until {row['not_before']}")

    def _asks(self, visit: Visit, wanted: Iterable[Ask]) -> list[Request]:
        requests = [self._request(visit, ask.url, self.read_list, ask=ask) for ask in wanted if visit.is_new(ask.url)]
        visit.pending += len(requests)
        return requests

    def _request(self, visit: Visit, url: str, callback: Any, **meta: Any) -> Request:
        about = {"source": visit.source.id, "kind": "probe", "address": url, "handle_httpstatus_list": HANDLED, **meta}
        return Request(url, callback=callback, errback=self.not_fetched, meta=about, dont_filter=True,
                       priority=LIST_PRIORITY if "ask" in meta else 0)  # fmt: skip

    def _send(self, requests: Iterable[Request]) -> None:
        assert self.crawler.engine is not None  # it has just given us an answer
        for request in requests:
            self.crawler.engine.crawl(request)

    def ruled(self, host: Host, response: Response | None) -> None:
        """Note a robots.txt, and ask for the sitemaps it names."""
        visit = self.visits.get(host.source.id) if host.source else None
        if visit is None or host.rules is None:
            return
        url = response.meta["address"] if response is not None else f"https://{host.name}/robots.txt"
        if not visit.is_new(url):  # asked for once more before its answer was read
            return
        found = discovery.robots(host.rules.body.encode(), response.url, visit.source) if response else Links()
        sitemaps = found.get("sitemap", [])
        state = FAILED if response is None else STATUS if host.rules.closed else ANSWERS
        visit.check.answered.append(Answer("robots", url, "usual", state, host.rules.status,
                                           seeing.landed(response), host.rules.closed, lists=len(sitemaps)))  # fmt: skip
        self._send(self._asks(visit, (Ask("sitemap", one.url, "robots") for one in sitemaps[: most("robots")])))

    def put_off(self, host: Host, seconds: float, what: str) -> None:
        """A host asked us to wait: told to the crawls to come."""
        super().put_off(host, seconds, what)
        if host.source is not None:
            self.put_offs.append((host.name, host.source.id, stamp(seeing.later(seconds)), what))

    def turned_away(self, request: Request, host: Host) -> None:
        """A request that is not made because its host is closed."""
        if request.meta.get("kind") != "robots":
            self._failed(request, FAILED, host.closed[1] if host.closed else "its host is closed")

    def not_fetched(self, failure: Failure) -> None:
        """A request that gave no response: refused by us, or failed on the way."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy puts it there
        self._failed(request, REFUSED if isinstance(failure.value, Refused) else FAILED, named(failure.value)[1])

    def _failed(self, request: Request, state: str, reason: str) -> None:
        visit, ask = self.visits[request.meta["source"]], request.meta.get("ask")
        landed = request.url if request.meta.get("redirect_urls") else None
        if ask is not None:
            visit.check.answered.append(Answer(ask.kind, ask.url, ask.found_by, state, None, landed, reason))
        else:
            visit.check.pages.append(PageSeen(request.meta["address"], state, reason=reason))
        self._back(visit)

    def read_list(self, response: Response) -> None:
        """A list, a home page or a place where a list might have been."""
        visit, ask = self.visits[response.meta["source"]], response.meta["ask"]
        answer = Answer(ask.kind, ask.url, ask.found_by, ANSWERS, response.status, seeing.landed(response))
        visit.check.answered.append(answer)
        if response.status >= 300:
            answer.state, answer.reason = STATUS, f"answered {response.status}"
        else:
            further = self._home(visit, ask, response)
            try:
                links = self._links(visit.source, ask, response)
            except ListError as error:
                answer.state, answer.reason = UNREADABLE, str(error)
            else:
                further += self._counted(visit, ask, answer, links)
            self._send(self._asks(visit, further))
        self._back(visit)

    @staticmethod
    def _links(source: Source, ask: Ask, response: Response) -> Links:
        if ask.kind in ("feed", "sitemap"):
            return discovery.READERS[ask.kind](response.body, response.url, source)
        return discovery.section(response.body, response.url, source, getattr(response, "encoding", None))

    def _counted(self, visit: Visit, ask: Ask, answer: Answer, links: Links) -> list[Ask]:
        """Note what a list leads to; of an index the sitemap with the latest change is asked for."""
        articles, lists = links.get("article", []), links.get("sitemap", [])
        answer.articles, answer.lists, answer.newest = len(articles), len(lists), seeing.newest(articles)
        if not articles and not lists:
            answer.state, answer.reason = EMPTY, "no entries"
        visit.pools[ask.index or ask.url] = articles or visit.pools.get(ask.index or ask.url, [])
        index = visit.answer(ask.index) if ask.index else None
        if index is not None:
            index.articles, index.newest = index.articles + len(articles), index.newest or answer.newest
        if not lists or ask.index:  # an index inside an index is left to the crawl
            return []
        return [Ask("sitemap", max(lists, key=seeing.latest).url, "index", ask.url)]

    def _home(self, visit: Visit, ask: Ask, response: Response) -> list[Ask]:
        """Note the menu of a page of today's host; feeds it names are asked for, the first few."""
        home = Home()
        if ask.kind != "sitemap" and seeing.on_host(response.url, visit.source.hosts[0]):
            with suppress(NoPageError):  # a feed, as it should be; or its list says so
                home = read_home(response.body, response.url, visit.source, seeing.content_type(response))
        known = {one.url for one in visit.check.sections}
        visit.check.sections += [one for one in home.sections if one.url not in known]
        fresh = [url for url in home.feeds if url not in visit.asked]
        fresh = fresh[: max(0, most("found_feeds") - visit.feeds_asked)]
        visit.feeds_asked += len(fresh)
        return [Ask("feed", url, "page") for url in fresh]

    def _back(self, visit: Visit) -> None:
        """A request is back: when all lists are, their articles follow; when those are too, the source is done."""
        visit.pending -= 1
        if visit.pending:
            return
        if not visit.reading:
            visit.reading = True
            chosen: list[Found] = visit.to_read()
            visit.pending = len(chosen)
            self._send(self._request(visit, one.url, self.read_page) for one in chosen)
            if chosen:
                return
        visit.conclude()
        self.done += 1
        if self.progress is not None:
            self.progress(self.done, len(self.visits))

    async def read_page(self, response: Response) -> None:
        """Read an article in a worker, as a crawl does."""
        visit = self.visits[response.meta["source"]]
        seen = PageSeen(response.meta["address"], ANSWERS, response.status)
        visit.check.pages.append(seen)
        if response.status >= 300:
            seen.state, seen.reason = STATUS, f"answered {response.status}"
        else:
            kind = seeing.content_type(response)
            reading = await self.readers.read(response.body, response.url, kind, visit.source)
            seeing.fill(seen, reading, looks_right=is_article(response.url, visit.source.article))
        self._back(visit)

    def closed(self, reason: str) -> None:
        """End the workers; what is not finished is judged by what came back."""
        self.reason = reason
        for visit in self.visits.values():
            visit.conclude()
        self.readers.close()
