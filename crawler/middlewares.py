"""What stands between the spider and the network: own hosts only, robots.txt, the archive."""

import logging
from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.misc import build_from_crawler
from twisted.internet.defer import Deferred

DENY_ALL = b"User-agent: *\nDisallow: /\n"
ROBOTS_LIMIT = 500 * 1024  # bytes of robots.txt that are read (RFC 9309, 2.5)


class Refused(IgnoreRequest):
    """A request we do not make; `kind` is outside, robots or robots_unreachable."""

    def __init__(self, kind: str, reason: str) -> None:
        super().__init__(reason)
        self.kind = kind


class OwnHostsMiddleware:
    """No request to a host outside its source, whatever a link, a feed or a redirect says."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "OwnHostsMiddleware":
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raise Refused for a stranger's address."""
        sources = self.crawler.spider.sources  # type: ignore[union-attr]  # the press spider, set before any request
        wanted = request.meta.get("source")
        allowed = [source for source in sources if wanted is None or source.id == wanted]
        if not any(source.owns(request.url) for source in allowed):
            raise Refused("outside", f"{urlparse_cached(request).netloc} is not a host of {wanted or 'any source'}")


class RobotsMiddleware(RobotsTxtMiddleware):
    """robots.txt as RFC 9309 has it: unreachable means closed, 4xx means open; Crawl-delay is kept."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._closed: dict[str, str] = {}  # host → why its robots.txt could not be read
        # Scrapy logs a traceback for a host that does not answer; we write the reason down as one line.
        logging.getLogger("scrapy.downloadermiddlewares.robotstxt").setLevel(logging.CRITICAL)

    def process_request_2(self, rp: Any, request: Request) -> None:
        """Raise Refused when the file forbids the address."""
        try:
            super().process_request_2(rp, request)
        except IgnoreRequest as error:
            netloc = urlparse_cached(request).netloc
            if netloc in self._closed:
                why = self._closed[netloc]
                raise Refused("robots_unreachable", f"robots.txt of {netloc} could not be read: {why}") from error
            raise Refused("robots", f"robots.txt of {netloc} forbids it") from error

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        body = response.body[:ROBOTS_LIMIT]
        if response.status >= 500 or response.status == 429:
            body = DENY_ALL
            self._closed[netloc] = f"answered {response.status}"
        elif response.status >= 400:
            body = b""
        await super()._parse_robots(response.replace(body=body), netloc, request)
        if not self.crawler.settings.get("GUONG_REPLAY"):
            self._keep_delay(netloc)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        self._closed[netloc] = str(exc) or type(exc).__name__
        closed = build_from_crawler(self._parserimpl, self.crawler, DENY_ALL)
        waiting = self._parsers[netloc]
        self._parsers[netloc] = closed
        if isinstance(waiting, Deferred):  # the first request waits on it
            waiting.callback(closed)

    def _keep_delay(self, netloc: str) -> None:
        parser = getattr(self._parsers[netloc], "rp", None)
        delay = parser.crawl_delay(self._robotstxt_useragent or "*") if parser else None
        if not delay:
            return
        downloader = self.crawler.engine.downloader  # set while requests are made
        host = netloc.rpartition(":")[0] or netloc
        for key, slot in downloader.slots.items():
            if key == host:
                slot.delay = max(slot.delay, float(delay))
                downloader.per_slot_settings.setdefault(key, {})["delay"] = slot.delay


class ArchiveMiddleware:
    """Every response goes into WARC as it came; under replay it is there already."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "ArchiveMiddleware":
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Keep the response and note where."""
        archive = self.crawler.spider.archive  # type: ignore[union-attr]  # the press spider
        if archive is not None:
            headers = [
                (name.decode("latin-1"), value.decode("latin-1"))
                for name, values in response.headers.items()
                for value in values
            ]
            request.meta["warc"] = archive.write(request.url, response.status, headers, response.body)
        return response
