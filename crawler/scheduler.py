"""Scrapy's scheduler and downloader, paced by host.

Scrapy hands out requests as fast as it can and lets each slot wait; here a request leaves only when its host may be
asked, so one slow host never holds the places of others, and memory holds a few addresses per host, not the frontier.
"""

from collections import deque
from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.core.downloader import Downloader
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler
from scrapy.utils.asyncio import CallLaterResult, call_later
from twisted.internet.defer import Deferred

from corpus.addresses import address_host
from crawler.pacing import Host, Hosts

if TYPE_CHECKING:
    from crawler.polite import PoliteSpider


class HostScheduler(BaseScheduler):
    """One queue per host; addresses come from the spider when a host's queue is empty."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._turns: deque[Host] = deque()
        self._in_turn: set[str] = set()
        self._alarm: CallLaterResult | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "HostScheduler":
        return cls(crawler)

    def open(self, spider: Any) -> None:
        """Called by the engine before the first request."""
        self.spider: PoliteSpider = spider
        self.hosts: Hosts = spider.hosts
        for host in self.hosts:
            self._take_turns(host)

    def close(self, reason: str) -> None:
        """Called by the engine at the end."""
        if self._alarm is not None:
            self._alarm.cancel()

    def _take_turns(self, host: Host) -> None:
        if host.name not in self._in_turn:
            self._in_turn.add(host.name)
            self._turns.append(host)

    def has_pending_requests(self) -> bool:
        """True while a host has something waiting that this run may still ask for."""
        return not self.spider.over() and any(host.queue or host.has_more for host in self._turns)

    def enqueue_request(self, request: Request) -> bool:
        """Put a request in its host's line; also retries and redirects come through here."""
        host = self.hosts.get(address_host(request.url))
        self._take_turns(host)
        host.push(request)
        return True

    def next_request(self) -> Request | None:
        """The next request whose host may be asked now, hosts taking turns; None when all must wait."""
        if self.spider.over():
            return None
        for _ in range(len(self._turns)):
            host = self._turns[0]
            self._turns.rotate(-1)
            request = self._from(host)
            if request is not None:
                self.hosts.asked(host)
                request.meta["host"] = host.name
                return request
        self._wake_later()
        return None

    def _from(self, host: Host) -> Request | None:
        if not (host.queue or host.has_more):
            return None
        if host.closed is not None:
            self._turn_away(host)
            return None
        if not self.hosts.free(host):
            return None
        if host.rules is None and host.source is not None:
            if host.asks_for_robots():
                return host.pop()
            return None if host.asking or host.under_way else self.spider.robots_request(host)
        request = host.pop()
        return request if request is not None else self.spider.more(host)

    def _turn_away(self, host: Host) -> None:
        """What waits for a host that is closed tonight is told so; the frontier keeps the rest for the next run."""
        host.has_more = False
        self.spider.left_alone(host)
        while (request := host.pop()) is not None:
            self.spider.turned_away(request, host)

    def _wake_later(self) -> None:
        """Have the engine ask again when the next host is due: by itself it would look every five seconds."""
        wait = self.hosts.soonest()
        if self._alarm is not None:
            self._alarm.cancel()
        slot = getattr(self.crawler.engine, "_slot", None)  # no public way to say "ask the scheduler again"
        if wait is not None and slot is not None:
            self._alarm = call_later(wait + 0.001, slot.nextcall.schedule)


class HostDownloader(Downloader):
    """Tells the host's pace when a request is back, whatever became of it."""

    def fetch(self, request: Request, spider: Any = None) -> Deferred[Any]:
        """Fetch one request through the middlewares."""
        done: Deferred[Any] = super().fetch(request)
        return done.addBoth(self._back, request)

    def _back(self, result: Any, request: Request) -> Any:
        hosts: Hosts = self.crawler.spider.hosts  # type: ignore[union-attr]  # a polite spider
        if "host" in request.meta:
            hosts.answered(hosts.get(request.meta["host"]))
        return result
