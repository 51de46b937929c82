"""Small readings of a response: where it came from, what day it tells, what the page reader got from it."""

import datetime
from collections.abc import Iterable
from urllib.parse import urlsplit

from scrapy.http import Response

from corpus.clock import moment
from corpus.frontier import FARTHEST, Found
from crawler.discovery import days_covered
from crawler.headers import header
from crawler.probing.records import PageSeen
from crawler.reading import Reading
from crawler.traps import span_in_address, today


def landed(response: Response | None) -> str | None:
    """Where redirects led, or None when the address answered itself."""
    return response.url if response is not None and response.meta.get("redirect_urls") else None


def content_type(response: Response) -> str | None:
    """The Content-Type header as text."""
    return header(response, "Content-Type")


def on_host(url: str, host: str) -> bool:
    """True when an address is on this host, with or without www."""
    return urlsplit(url).netloc.lower().removeprefix("www.") == host.removeprefix("www.")


def later(seconds: float) -> datetime.datetime:
    """The moment so many seconds from now, at most as far as the frontier looks ahead."""
    return moment() + datetime.timedelta(seconds=min(seconds, FARTHEST * 86_400.0))


def _day(found: Found) -> str | None:
    if found.dated:
        return found.dated[:10]
    span = span_in_address(found.url)
    return span[0].isoformat() if span and span[0] == span[1] else None


def newest(articles: Iterable[Found]) -> str | None:
    """The newest day a list gives its articles, of those up to today; None when it gives none."""
    last = today().isoformat()
    return max((day for one in articles if (day := _day(one)) and day <= last), default=None)


def latest(found: Found) -> str:
    """The day by which sitemaps of an index are compared: of its last change, else the end of the days it covers."""
    span = days_covered(found.url)
    return found.dated or (span[1].isoformat() if span else "")


def fill(seen: PageSeen, reading: Reading, *, looks_right: bool) -> None:
    """Note what a reading gave; what a page that is no article lacks is nobody's fault."""
    seen.kind, seen.reason, seen.layout = reading.kind, reading.reason, reading.layout or None
    article = reading.article
    if article is None:
        seen.missing = ["body"] if looks_right and reading.kind == "missing" else []
        return
    seen.title, seen.lead = article.title, bool(article.sapo)
    seen.author, seen.date = article.author or article.credit, article.published_at
    seen.characters = len(article.body)
    there = {"lead": seen.lead, "author": seen.author, "date": seen.date}
    seen.missing = [name for name, value in there.items() if not value]
