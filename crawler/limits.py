"""What an answer may cost: how much it unpacks to, how far it sends us on."""

import re

from scrapy import Request
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from crawler.refused import Refused

MAX_PACKINGS = 2  # one inside the other; honest servers use one, a proxy may add its own
REDIRECTS = (301, 302, 303, 307, 308)
_SCHEME = re.compile(rb"\s*([A-Za-z][A-Za-z0-9+.-]{0,40}):")


class UnpackingMiddleware(HttpCompressionMiddleware):
    """Scrapy's, with a name for what it throws away and a limit to how often a body may be packed."""

    # Without the spider argument of old, which Scrapy warns of.
    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """Unpack; raises Refused (too_big) for a bomb."""
        packings = b",".join(response.headers.getlist("Content-Encoding")).count(b",") + 1
        if packings > MAX_PACKINGS:
            raise Refused("too_big", f"packed {packings} times over")
        try:
            return super().process_response(request, response)
        except IgnoreRequest as error:
            raise Refused("too_big", f"unpacks to more than {self._max_size // 2**20} MB") from error


class RedirectsMiddleware(RedirectMiddleware):
    """Scrapy's, with a name for what it does not follow."""

    # Without the spider argument of old, which Scrapy warns of.
    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """Follow; raises Refused (redirects, scheme) for one hop too many and for a door that is not the web."""
        door = _SCHEME.match(response.headers.get("Location") or b"")
        followed = response.status in REDIRECTS and response.status not in request.meta.get(
            "handle_httpstatus_list", ()
        )
        if followed and door and door[1].lower() not in (b"http", b"https"):
            raise Refused("scheme", f"redirect to {door[1].decode('ascii')}:, which is not http or https")
        try:
            return super().process_response(request, response)
        except IgnoreRequest as error:
            raise Refused("redirects", f"more than {self.max_redirect_times} redirects") from error
        except ValueError as error:  # a bracket without end, a host no address can be made of
            raise Refused("redirects", f"redirect to no address: {error}") from error
