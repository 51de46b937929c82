"""The sitemaps a robots.txt names."""

import re

from corpus.frontier import Found
from crawler.discovery.links import Links
from crawler.sources import Source

MAX_ROBOTS = 500 * 1024  # bytes; RFC 9309, 2.5: a crawler reads at least this much, and nobody's is longer
MAX_SITEMAPS = 100  # a robots.txt names one to a handful
_SITEMAP = re.compile(r"[ \t]*sitemap[ \t]*:[ \t]*(\S{1,4000})[^\n]*", re.IGNORECASE)


def robots(body: bytes, url: str, source: Source) -> Links:
    """The source's own sitemaps (`sitemap`) that the robots.txt at `url` names (sitemaps.org), each once, in order.

    The lines belong to no group. A page of HTML in its place names none.
    """
    links = Links()
    text = body[:MAX_ROBOTS].decode("utf-8", "replace").lstrip("\ufeff")
    found: dict[str, Found] = {}
    if text.lstrip()[:1] != "<":
        for line in re.split(r"[\r\n]+", text):
            match = _SITEMAP.match(line)
            address = links.address(url, match[1], source) if match else None
            if address:
                found[address] = Found(address)
            if len(found) == MAX_SITEMAPS:
                break
    links["sitemap"] = list(found.values())
    return links
