"""What stands between the spider and the network: own hosts only, robots.txt, the archive."""

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

from corpus.addresses import address_host
from crawler.polite import PoliteSpider
from crawler.refused import Refused


class _Middleware:
    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "_Middleware":
        return cls(crawler)

    @property
    def spider(self) -> PoliteSpider:
        spider = self.crawler.spider
        assert isinstance(spider, PoliteSpider)  # only polite spiders run under these settings
        return spider


class OwnHostsMiddleware(_Middleware):
    """No request to a host outside its source, whatever a link, a feed or a redirect says."""

    def process_request(self, request: Request) -> None:
        """Raise Refused for a stranger's address."""
        wanted = request.meta.get("source")
        allowed = [source for source in self.spider.sources if wanted is None or source.id == wanted]
        if not any(source.owns(request.url) for source in allowed):
            raise Refused("outside", f"{urlparse_cached(request).netloc} is not a host of {wanted or 'any source'}")


class RobotsMiddleware(_Middleware):
    """No request against robots.txt. The scheduler has asked for the file before it lets anything else go."""

    def process_request(self, request: Request) -> None:
        """Raise Refused when the host's rules forbid the address, or are not known."""
        if request.meta.get("kind") == "robots":
            return
        host = self.spider.hosts.get(address_host(request.url))
        netloc = urlparse_cached(request).netloc
        if host.rules is None:
            raise Refused("robots_unreachable", f"robots.txt of {netloc} is not known")
        if host.rules.closed:
            raise Refused("robots_unreachable", f"robots.txt of {netloc} could not be read: {host.rules.closed}")
        if not host.rules.allows(request.url, self.spider.agent):
            raise Refused("robots", f"robots.txt of {netloc} forbids it")


class ArchiveMiddleware(_Middleware):
    """Every response goes into WARC as it came; under replay it is there already."""

    def process_response(self, request: Request, response: Response) -> Response:
        """Keep the response and note where."""
        archive = self.spider.archive
        if archive is not None:
            headers = [
                (name.decode("latin-1"), value.decode("latin-1"))
                for name, values in response.headers.items()
                for value in values
            ]
            request.meta["warc"] = archive.write(request.url, response.status, headers, response.body)
        return response
