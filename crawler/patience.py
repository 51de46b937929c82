"""What to do when a host says "later", says nothing, or stumbles: wait as it asks, back off, and know when to stop."""

import datetime
import email.utils
import math

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)
from scrapy.http import Response

from corpus.addresses import address_host
from corpus.clock import moment
from crawler.headers import header
from crawler.pacing import Host
from crawler.polite import PoliteSpider

BUSY = (429, 503)  # the two that ask for patience (RFC 6585, RFC 9110 15.6.4)
RETRIES = 1  # a page that fails twice tonight is tried again tomorrow
_NO_ANSWER = (CannotResolveHostError, DownloadConnectionRefusedError, DownloadFailedError, DownloadTimeoutError,
              ResponseDataLossError)  # fmt: skip


def retry_after(value: str | None, date: str | None, at: datetime.datetime) -> float | None:
    """Seconds a Retry-After header asks for; None when there is none or it makes no sense (RFC 9110, 10.2.3).

    A date is read by the server's own clock (`date`, its Date header) where that is sound, else by ours (`at`).
    """
    value = (value or "").strip()
    if value.isascii() and value.isdigit():
        return float(value) if len(value) < 10 else math.inf
    until = _http_date(value)
    if until is None:
        return None
    return max(0.0, (until - (_http_date(date or "") or at)).total_seconds())


def _http_date(value: str) -> datetime.datetime | None:
    try:
        when = email.utils.parsedate_to_datetime(value)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return when if when.tzinfo else when.replace(tzinfo=datetime.UTC)


class PatienceMiddleware:
    """In place of Scrapy's retries, which know no Retry-After and ask again at once."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "PatienceMiddleware":
        return cls(crawler)

    @property
    def _spider(self) -> PoliteSpider:
        spider = self.crawler.spider
        assert isinstance(spider, PoliteSpider)  # only polite spiders use these settings
        return spider

    def _host(self, request: Request) -> Host:
        return self._spider.hosts.get(request.meta.get("host") or address_host(request.url))

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Give the answer on, or the request again for later."""
        host = self._host(request)
        if response.status < 500 and response.status != 429:
            self._spider.hosts.sound(host)
            return response
        asked = None
        if response.status in BUSY:
            asked = retry_after(header(response, "Retry-After"), header(response, "Date"), moment())
        return self._again(request, host, f"answered {response.status}", asked) or response

    def process_exception(self, request: Request, exception: Exception) -> Request | None:
        """The request again for later when its host did not answer."""
        if not isinstance(exception, _NO_ANSWER):
            return None
        return self._again(request, self._host(request), f"{type(exception).__name__}: {exception}", None)

    def _again(self, request: Request, host: Host, what: str, asked: float | None) -> Request | None:
        spider, hosts = self._spider, self._spider.hosts
        if not hosts.waiting:  # a recording answers the same however often it is asked
            return None
        wait = hosts.stumbled(host, asked)
        if asked is not None and (asked > hosts.patience or spider.over(asked)):
            spider.put_off(host, asked, what)
            return None
        if host.failures >= hosts.give_up:
            host.closed = ("host_down", f"{host.failures} failures in a row, the last: {what}")
            return None
        tried = request.meta.get("tried", 0) + 1
        if tried > (RETRIES if asked is None else hosts.waits) or spider.over(wait):
            return None
        again = request.replace(dont_filter=True, priority=request.priority + 1)
        again.meta["tried"] = tried
        return again
