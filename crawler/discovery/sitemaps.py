"""Sitemaps, news sitemaps and their indexes; which of them are worth asking for."""

import datetime
import re
from itertools import islice
from urllib.parse import urlsplit

from lxml import etree

from corpus.frontier import Found
from crawler.addresses import MAX_LENGTH
from crawler.discovery.dates import day
from crawler.discovery.links import Links, ListError
from crawler.discovery.xml import MAX_LINKS, local, root_of
from crawler.rules import patterns
from crawler.sources import Source
from crawler.traps import Span, month

_LONG_NUMBER = re.compile(r"\d{5}")  # a range of article numbers: 200001-250000 is no January of 2000


def sitemap(body: bytes, url: str, source: Source) -> Links:
    """Articles (`article`) or further sitemaps (`sitemap`), each with the day of its last change where given.

    Raises ListError when it is neither a sitemap nor an index.
    """
    root = root_of(body, "sitemap")
    if local(root) not in ("urlset", "sitemapindex"):
        raise ListError(f"sitemap: a <{local(root)}> is no sitemap")
    found = [_entry(entry) for entry in islice(root, MAX_LINKS)]
    links = Links()
    if local(root) == "urlset":
        links["article"] = links.articles(found, url, source)
        return links
    further: dict[str, Found] = {}
    for link, when in found:
        address = links.address(url, link, source)
        if address and address not in further and address != url:
            further[address] = Found(address, when)
    links["sitemap"] = list(further.values())
    return links


def _entry(entry: etree._Element) -> tuple[str, str | None]:
    """The address of a sitemap's entry and its day: of its last change, else of its news block."""
    parts = {local(child): child.text or "" for child in entry}
    when = parts.get("lastmod") or entry.findtext("{*}news/{*}publication_date")
    return parts.get("loc", "").strip(), day(when)


def days_covered(url: str) -> Span | None:
    """The days a sitemap's name says it is about (first and last, both within), or None when it says nothing.

    A day written in full is that day; year and month are the month; a year alone is the year. A name with a long
    number beside its date, or with two different dates, says nothing sure.
    """
    try:
        parts = urlsplit(url[:MAX_LENGTH])
    except ValueError:
        return None
    name = parts.path + ("?" + parts.query if parts.query else "")
    for rule in patterns("sitemap.name"):
        spans = {span for match in rule.finditer(name) if (span := _span(match.groupdict()))}
        if spans:
            return spans.pop() if len(spans) == 1 and not _LONG_NUMBER.search(rule.sub("", name)) else None
    return None


def _span(parts: dict[str, str | None]) -> Span | None:
    year = int(parts.get("y") or 0)
    try:
        if parts.get("d"):
            one = datetime.date(year, int(parts["m"] or 0), int(parts["d"] or 0))
            return one, one
        return month(year, int(parts["m"] or 0)) if parts.get("m") else (month(year, 1)[0], month(year, 12)[1])
    except ValueError:  # no such month: calendar's IllegalMonthError is a ValueError too
        return None


def in_range(url: str, since: str | None = None, until: str | None = None) -> bool:
    """False only when a sitemap's name says that all its days lie outside `since` to `until` (days, both within)."""
    span = days_covered(url)
    if span is None:
        return True
    first, last = span[0].isoformat(), span[1].isoformat()
    return not ((since and last < since[:10]) or (until and first > until[:10]))


def due(found: Found, visited: str | None) -> bool:
    """False only when a sitemap listed in an index surely stands as it was when it was read.

    `visited` is a day in Hà Nội or a moment with its zone. A change on the very day of the visit may have come after
    it. Some systems never renew the index's dates, so a sitemap whose name covers the day of the visit or a later one
    is always due.
    """
    then = day(visited)
    if then is None or found.dated is None:
        return True
    span = days_covered(found.url)
    return found.dated >= then or (span is not None and span[1].isoformat() >= then)
