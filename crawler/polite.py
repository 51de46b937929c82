"""What every spider of this house shares: its sources, their hosts' pace, robots.txt, and when to stop."""

import datetime
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from corpus.clock import moment
from crawler import robots
from crawler.failures import OF_THE_HOST, named
from crawler.headers import header
from crawler.pacing import Host, Hosts
from crawler.sources import Source, choose, read
from crawler.warc import Archive
from crawler.window import Window
from nlp.paths import datasets

ROBOTS_PRIORITY = 100  # before everything else of its host
HANDLED = [304, *range(400, 418), 421, 422, 423, 424, 425, 426, 428, 429, 431, 451, *range(500, 530)]


class PoliteSpider(Spider):
    """A spider whose requests are paced by `crawler.scheduler`. Subclasses give `more` and read what comes back."""

    gentle = 1.0  # every pause is so many times as long

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        settings = crawler.settings
        spider.replay = settings.get("GUONG_REPLAY")
        spider.agent = settings["ROBOTSTXT_USER_AGENT"]
        backoff = settings.getfloat("GUONG_BACKOFF") if settings.get("GUONG_BACKOFF") else None
        spider.hosts = Hosts(spider.sources, spider.clock, waiting=not spider.replay, gentle=spider.gentle,
                             backoff=backoff)  # fmt: skip
        return spider

    def __init__(self, source: str = "", sources: str | None = None, window: str | None = None,
                 **kwargs: Any) -> None:  # fmt: skip
        super().__init__(**kwargs)
        everything, self.problems = read(Path(sources) if sources else datasets() / "sources")
        self.sources: Sequence[Source] = choose(everything, tuple(part for part in source.split(",") if part))
        self.by_id = {one.id: one for one in self.sources}
        self.window = Window.parse(window) if window else None
        self.replay: str | None = None
        self.archive: Archive | None = None
        self.hosts: Hosts
        self.agent = "*"

    @staticmethod
    def clock() -> float:
        """Seconds for pauses; never jumps, whatever happens to the machine's date."""
        return time.monotonic()

    def over(self, ahead: float = 0.0) -> bool:
        """True when nothing more may be asked for (`ahead` seconds from now): the night's window has closed."""
        if self.window is None or self.replay:
            return False
        return not self.window.holds(moment() + datetime.timedelta(seconds=ahead))

    def more(self, host: Host) -> Request | None:
        """The next address of a host whose queue is empty; None when there is none."""
        host.has_more = False
        return None

    def left_alone(self, host: Host) -> None:
        """A host that is closed for this run still has addresses waiting."""

    def turned_away(self, request: Request, host: Host) -> None:
        """A request that is not made because its host is closed for this run."""

    def put_off(self, host: Host, seconds: float, what: str) -> None:
        """A host asked us to wait longer than this run can."""
        host.closed = ("retry_later", f"{what} and asked to wait {seconds:.0f} s")

    def robots_request(self, host: Host) -> Request:
        """The request for a host's robots.txt, which goes before every other."""
        host.asking = True
        url = self._robots_url(host)
        meta = {"kind": "robots", "robots_of": host.name, "source": host.source.id if host.source else None,
                "address": url, "handle_httpstatus_list": HANDLED}  # fmt: skip
        return Request(url, callback=self.read_robots, errback=self.robots_failed, meta=meta, dont_filter=True,
                       priority=ROBOTS_PRIORITY)  # fmt: skip

    def _robots_url(self, host: Host) -> str:
        """Beside the address that waits first, or where the source's lists live."""
        waiting = host.queue[0][2].url if host.queue else None
        lists = [url for url in self._lists(host) if host.name in url]
        start = waiting or (lists[0] if lists else f"https://{host.name}/")
        return "/".join(start.split("/", 3)[:3]) + "/robots.txt"

    @staticmethod
    def _lists(host: Host) -> list[str]:
        source = host.source
        return [*source.sections, *source.feeds, *source.sitemaps] if source else []

    def read_robots(self, response: Response) -> None:
        """Take a host's robots.txt as its rules."""
        kind = header(response, "Content-Type")
        self._ruled(response.meta["robots_of"], robots.read(response.status, response.body, kind), response)

    def robots_failed(self, failure: Failure) -> None:
        """A robots.txt that could not be had closes its host for this run."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy puts it there
        kind, why = named(failure.value)
        if kind in OF_THE_HOST:
            self.hosts.get(request.meta["robots_of"]).closed = (kind, why)
        self._ruled(request.meta["robots_of"], robots.unreachable(why), None)

    def _ruled(self, name: str, rules: robots.Rules, response: Response | None) -> None:
        host = self.hosts.get(name)
        host.rules, host.asking = rules, False
        self.hosts.keep_delay(host, rules.delay(self.agent))
        if rules.closed and host.closed is None:
            host.closed = ("robots_unreachable", f"robots.txt of {name} could not be read: {rules.closed}")
        self.ruled(host, response)

    def ruled(self, host: Host, response: Response | None) -> None:
        """A host's rules are known."""
