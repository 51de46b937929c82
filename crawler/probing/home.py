"""The spider that reads one home page and one article of it, for the draft of a source file."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urljoin, urlsplit

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler import discovery
from crawler.discovery import ListError
from crawler.entries import excluded, is_host
from crawler.failures import named
from crawler.keeping import Readers
from crawler.limits import REDIRECTS
from crawler.pacing import Host
from crawler.polite import HANDLED, PoliteSpider
from crawler.probing import seeing
from crawler.probing.menu import Home, NoPageError, read_home
from crawler.refused import Refused
from crawler.sources import Source

MOST_HOPS = 5  # redirects followed from the address that was given, as in a crawl


@dataclass(slots=True)
class Seen:
    """What a site's home page gave: where it stands, the hosts that lead there in order (the given one first), the
    sitemaps of robots.txt, and the layout of one article with its address."""

    landed: str = ""
    home: Home | None = None
    came_by: list[str] = field(default_factory=list)
    sitemaps: list[str] = field(default_factory=list)
    layout: str | None = None
    article: str | None = None


class HomeSpider(PoliteSpider):
    """Reads the home page of a site that is no source yet.

    A redirect of the home page to another host is followed, since that is where the site says it lives; the hosts it
    came by are kept in order, and each is asked for its robots.txt first. `seen` holds what was found, `trouble` says
    why there is no home page in it.
    """

    name = "home"

    def __init__(self, url: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.start_url = url
        self.seen = Seen()
        self.trouble = "it was not asked for"
        self.readers = Readers(workers=1)

    async def start(self) -> AsyncIterator[Request]:
        """The address as it was given."""
        yield self._request(self.start_url, self.read_home, hops=0)

    def _request(self, url: str, callback: Any, **meta: Any) -> Request:
        # Redirects come to us: those of the home page may lead to another host.
        handled = [*HANDLED, *REDIRECTS] if "hops" in meta else HANDLED
        about = {"source": self.sources[0].id, "kind": "probe", "address": url, "handle_httpstatus_list": handled}
        return Request(url, callback=callback, errback=self.not_fetched, meta={**about, **meta}, dont_filter=True)

    def ruled(self, host: Host, response: Response | None) -> None:
        """Note the sitemaps a robots.txt names."""
        if response is not None and host.rules is not None:
            found = discovery.robots(host.rules.body.encode(), response.url, self.sources[0])
            self.seen.sitemaps += [one.url for one in found.get("sitemap", []) if one.url not in self.seen.sitemaps]

    def robots_failed(self, failure: Failure) -> None:
        """A robots.txt that stands on the site's other host counts for this one (RFC 9309, 2.3.1.2)."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy puts it there
        host = urlsplit(request.url).netloc.lower()
        outside = isinstance(failure.value, Refused) and failure.value.kind == "outside"
        if outside and is_host(host) and not excluded(host) and not self.sources[0].owns(request.url):
            self._adopt(host)
            assert self.crawler.engine is not None  # it has just told us of the failure
            self.crawler.engine.crawl(request)
            return
        super().robots_failed(failure)

    def turned_away(self, request: Request, host: Host) -> None:
        """The host is closed."""
        if self.seen.home is None and host.closed:
            self.trouble = host.closed[1]

    def not_fetched(self, failure: Failure) -> None:
        """No answer, or one we may not have."""
        if self.seen.home is None:
            self.trouble = named(failure.value)[1]

    def read_home(self, response: Response) -> Request | None:
        """The home page, or the way to it."""
        host = urlsplit(response.url).netloc.lower()
        if host not in self.seen.came_by:
            self.seen.came_by.append(host)
        if response.status in REDIRECTS:
            return self._onward(response)
        if response.status >= 300:
            self.trouble = f"answered {response.status}"
            return None
        try:
            self.seen.home = read_home(response.body, response.url, self.sources[0], seeing.content_type(response))
        except NoPageError as error:
            self.trouble = str(error)
            return None
        self.seen.landed = response.url
        try:
            links = discovery.section(response.body, response.url, self.sources[0], getattr(response, "encoding", None))
        except ListError:
            return None  # a home page without articles is drafted all the same; its layout is not known then
        return self._request(links["article"][0].url, self.read_page)

    def _onward(self, response: Response) -> Request | None:
        target = (response.headers.get("Location") or b"").decode("utf-8", "replace").strip()
        try:
            url = urljoin(response.url, target).partition("#")[0]
            host = urlsplit(url).netloc.lower()
        except ValueError:
            self.trouble = "redirect to no address"
            return None
        hops = response.meta["hops"] + 1
        if hops > MOST_HOPS:
            self.trouble = f"more than {MOST_HOPS} redirects"
        elif not url.startswith(("http://", "https://")) or not is_host(host):
            self.trouble = "redirect to no address of the web"
        elif why := excluded(host):
            self.trouble = f"redirect to {host}, which is never a source: {why}"
        else:
            self._adopt(host)
            return self._request(url, self.read_home, hops=hops)
        return None

    def _adopt(self, host: str) -> None:
        """Let the site's other host be asked too, after its own robots.txt."""
        source = self.sources[0]
        if source.owns(f"https://{host}/"):
            return
        source = replace(source, hosts=(*source.hosts, host))
        self.sources, self.by_id = [source], {source.id: source}
        fresh = self.hosts.get(host.removeprefix("www."))
        fresh.source, fresh.delay = source, source.delay if self.hosts.waiting else 0.0

    async def read_page(self, response: Response) -> None:
        """One article, for its layout."""
        if response.status >= 300:
            return
        source: Source = self.sources[0]
        reading = await self.readers.read(response.body, response.url, seeing.content_type(response), source)
        if reading.kind == "article":
            self.seen.layout, self.seen.article = reading.layout, response.url

    def closed(self, reason: str) -> None:
        """End the worker."""
        self.readers.close()
