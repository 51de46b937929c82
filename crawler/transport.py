"""The way to the network: Scrapy's own, with our certificates, and with failures that say what they are."""

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, DownloadCancelledError, DownloadFailedError
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

from crawler.guard import PORTS
from crawler.refused import Refused
from crawler.resolver import GuardedResolver
from crawler.tls import Certificates


class GuardedHandler(HTTP11DownloadHandler):
    """Scrapy's download handler for http and https.

    Raises Refused (private_address, certificate, too_big) where Scrapy tells of a failure and not of its cause. What
    came although its certificate does not hold has the reason in `response.meta["certificate"]`.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        # The setting that named another policy is on its way out, and Scrapy's own cannot tell sources apart.
        self._certificates = Certificates(crawler)
        self._contextFactory = self._certificates  # type: ignore[assignment]  # mypy does not know zope's implementer
        self._limit = crawler.settings.getint("DOWNLOAD_MAXSIZE")

    async def download_request(self, request: Request) -> Response:
        """Fetch one address."""
        parts = urlparse_cached(request)
        host = (parts.hostname or "").lower()
        key = (host, parts.port or PORTS.get(parts.scheme, 0))
        try:
            response = await super().download_request(request)
        except CannotResolveHostError as error:
            why = refusals().get(host)
            if why is None:
                raise
            raise Refused("private_address", why) from error
        except DownloadFailedError as error:
            why = self._certificates.trouble.get(key) if parts.scheme == "https" else None
            if why is None:
                raise
            raise Refused("certificate", f"{host}: {why}") from error
        except DownloadCancelledError as error:  # only the size limit cancels; a time limit has its own error
            raise Refused("too_big", f"more than {self._limit // 2**20} MB") from error
        if parts.scheme == "https" and key in self._certificates.trouble:
            request.meta["certificate"] = self._certificates.trouble[key]
        return response


def refusals() -> dict[str, str]:
    """What the resolver in use refused: host → why."""
    from twisted.internet import reactor  # installed by Scrapy when a crawl begins, not before

    resolver = getattr(reactor, "nameResolver", None)
    return resolver.refused if isinstance(resolver, GuardedResolver) else {}
