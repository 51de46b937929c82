"""The replay transport: every request is answered from WARC files, and the crawler believes it is online.

Host names, robots.txt, feeds, redirects and status codes are as recorded; an address that is not in the files
answers 404; a request with a matching If-None-Match answers 304.
"""

from functools import lru_cache
from pathlib import Path

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes
from w3lib.url import safe_url_string

from crawler.warc import Kept, files, response_at, responses

# Transport headers that described the recorded connection, not the body as WARC keeps it.
_DROPPED = {"transfer-encoding", "connection", "keep-alive"}


class Index:
    """Where each address stands in the files; of several recordings the last one answers."""

    def __init__(self, path: Path) -> None:
        self._places: dict[str, tuple[Path, int]] = {}
        for file in files(path):
            for kept in responses(file):
                place = (file, int(kept.ref.rpartition("#")[2]))
                self._places[kept.url] = self._places[safe_url_string(kept.url)] = place

    def get(self, url: str) -> Kept | None:
        """The recorded response of an address, or None."""
        place = self._places.get(url)
        return response_at(*place) if place else None


@lru_cache(maxsize=4)
def index(path: str) -> Index:
    """The index of a path, made once per process."""
    return Index(Path(path))


class ReplayHandler(BaseDownloadHandler):
    """Scrapy's download handler for http and https when GUONG_REPLAY is set."""

    lazy = False

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._index = index(crawler.settings["GUONG_REPLAY"])

    async def download_request(self, request: Request) -> Response:
        """Answer one request."""
        kept = self._index.get(request.url)
        if kept is None:
            return Response(request.url, status=404)
        request.meta["warc"] = kept.ref
        request.meta["fetched_at"] = kept.fetched_at
        etag = kept.header("ETag")
        if etag and request.headers.get("If-None-Match") == etag.encode():
            return Response(request.url, status=304, headers={"ETag": etag})
        headers = Headers()
        for name, value in kept.headers:
            if name.lower() not in _DROPPED:
                headers.appendlist(name, value)
        kind = responsetypes.from_args(headers=headers, url=request.url, body=kept.body)
        return kind(request.url, status=kept.status, headers=headers, body=kept.body)
