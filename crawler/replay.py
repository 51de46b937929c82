"""The replay transport: every request is answered from WARC files, and the crawler believes it is online.

Host names, robots.txt, feeds, redirects and status codes are as recorded; an address that is not in the files
answers 404; a request with a matching If-None-Match or If-Modified-Since answers 304.
"""

import logging
from functools import lru_cache
from pathlib import Path

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes
from w3lib.url import safe_url_string

from crawler.warc import Kept, WarcError, files, response_at, responses

# Transport headers that described the recorded connection, not the body as WARC keeps it.
_DROPPED = {"transfer-encoding", "connection", "keep-alive"}
NOT_MODIFIED = 304
log = logging.getLogger(__name__)


class Index:
    """Where each address stands in the files; of several recordings the last one that has a body to give answers.

    A file that a killed crawl left cut short gives what stands before the cut; raises WarcError when nothing does.
    """

    def __init__(self, path: Path) -> None:
        self._places: dict[str, tuple[Path, int]] = {}
        self.latest = ""  # when the last response was recorded
        damage: list[WarcError] = []
        for file in files(path):
            try:
                self._read(file)
            except WarcError as error:
                log.warning("%s", error)
                damage.append(error)
        if damage and not self._places:
            raise damage[0]

    def _read(self, file: Path) -> None:
        for kept in responses(file):
            self.latest = max(self.latest, kept.fetched_at)
            if kept.status == NOT_MODIFIED:  # it answered one visitor's memory; the page stands in an earlier record
                continue
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
        if kept.status == 200 and _unchanged(request, kept):
            etag = kept.header("ETag")
            return Response(request.url, status=NOT_MODIFIED, headers={"ETag": etag} if etag else None)
        headers = Headers()
        for name, value in kept.headers:
            if name.lower() not in _DROPPED:
                headers.appendlist(name, value)
        kind = responsetypes.from_args(headers=headers, url=request.url, body=kept.body)
        return kind(request.url, status=kept.status, headers=headers, body=kept.body)


def _unchanged(request: Request, kept: Kept) -> bool:
    """True when the request's validators are the recorded ones; an ETag goes before a date (RFC 9110, 13.1.3)."""
    for asked, given in (("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified")):
        value, known = request.headers.get(asked), kept.header(given)
        if value:
            return known is not None and value == known.encode("latin-1", "replace")
    return False
