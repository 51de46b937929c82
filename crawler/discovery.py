"""What a list leads to: feeds, sitemaps and section pages turned into addresses."""

import datetime
import email.utils
import re
import zlib
from collections.abc import Iterable
from itertools import islice

from lxml import etree

from corpus.frontier import Found
from crawler.addresses import absolute, is_article
from crawler.reading.decoding import BROKEN, UnreadableError, decode
from crawler.reading.parsing import NotHtmlError, TooMuchError, parse
from crawler.sources import Source

MAX_XML = 16 * 1024 * 1024  # bytes after decompression: twice the download limit
MAX_LINKS = 50_000  # what one sitemap may list by its standard
MAX_SECTION_LINKS = 5_000  # a front page has a few hundred
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_HANOI = datetime.timezone(datetime.timedelta(hours=7))
_LOST = re.compile(f"[\ufffd{BROKEN}]")  # letters no decoder could read: an address with them leads nowhere


class ListError(ValueError):
    """A list that is not what it should be; the message says how."""


def _unpacked(body: bytes, kind: str) -> bytes:
    if body[:2] != b"\x1f\x8b":
        return body
    unpacker = zlib.decompressobj(31)
    try:
        body = unpacker.decompress(body, MAX_XML)
    except zlib.error as error:
        raise ListError(f"{kind}: broken gzip") from error
    if unpacker.unconsumed_tail:
        raise ListError(f"{kind}: larger than {MAX_XML // 2**20} MB when unpacked")
    if not unpacker.eof:
        raise ListError(f"{kind}: gzip that ends too early")
    return body


def _xml(body: bytes, kind: str) -> etree._Element:
    body = _unpacked(body, kind).lstrip()
    # No entities, no network, no DTD: a list is data from a stranger.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise ListError(f"{kind}: not XML ({error})") from error
    if root is None or not isinstance(root.tag, str) or _local(root) == "html":
        raise ListError(f"{kind}: not XML but {body[:40]!r}")
    return root


def _local(element: etree._Element) -> str:
    """The name without its namespace; empty for comments and entities."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def day(text: str | None) -> str | None:
    """The day in Hà Nội of a feed's or sitemap's date, or None. A time without a zone is local time."""
    text = (text or "").strip()[:60]
    if not text:
        return None
    try:
        when = datetime.datetime.fromisoformat(text)
    except ValueError:
        try:
            if _DAY.match(text):
                return datetime.date.fromisoformat(text[:10]).isoformat()
            when = email.utils.parsedate_to_datetime(text)
        except (TypeError, ValueError, IndexError, OverflowError):
            return None
    try:
        return (when.astimezone(_HANOI) if when.tzinfo else when).date().isoformat()
    except OverflowError:  # the first and the last day of the calendar
        return None


def feed(body: bytes, url: str, source: Source) -> dict[str, list[Found]]:
    """Articles of an RSS or Atom feed.

    Raises ListError when it is neither, and when it has entries and none leads to an article of the source.
    """
    root = _xml(body, "feed")
    if _local(root) not in ("rss", "feed", "rdf"):
        raise ListError(f"feed: a <{_local(root)}> is neither RSS nor Atom")
    items = list(islice(root.iter("{*}item", "{*}entry"), MAX_LINKS))
    articles = _articles(((_link(item), day(_date(item))) for item in items), url, source)
    if items and not articles:
        raise ListError(f"feed: none of its {len(items)} entries leads to an article of {source.id}")
    return {"article": articles}


def _link(item: etree._Element) -> str:
    """An entry's own address: its link, not those to a picture or to the feed; else its permanent guid."""
    for child in item:
        if _local(child) == "link" and child.get("rel", "alternate") == "alternate":
            address = (child.text or "").strip() or child.get("href") or ""
            if address:
                return address
    for child in item:
        if _local(child) == "guid" and child.get("isPermaLink", "true").lower() == "true":
            return (child.text or "").strip()
    return ""


def _date(item: etree._Element) -> str | None:
    parts = {_local(child): child.text for child in item}
    return next((parts[name] for name in ("pubdate", "published", "date", "updated") if parts.get(name)), None)


def sitemap(body: bytes, url: str, source: Source) -> dict[str, list[Found]]:
    """Articles and further sitemaps of a sitemap or sitemap index; raises ListError when it is neither."""
    root = _xml(body, "sitemap")
    if _local(root) not in ("urlset", "sitemapindex"):
        raise ListError(f"sitemap: a <{_local(root)}> is no sitemap")
    found = [_entry(entry) for entry in islice(root, MAX_LINKS)]
    if _local(root) == "urlset":
        return {"article": _articles(found, url, source)}
    further: dict[str, Found] = {}
    for link, when in found:
        address = absolute(url, link)
        if address and address not in further and address != url and source.owns(address):
            further[address] = Found(address, when)
    return {"sitemap": list(further.values())}


def _entry(entry: etree._Element) -> tuple[str, str | None]:
    """The address of a sitemap's entry and its day: of its last change, else of its news block."""
    parts = {_local(child): child.text or "" for child in entry}
    when = parts.get("lastmod") or entry.findtext("{*}news/{*}publication_date")
    return parts.get("loc", ""), day(when)


def section(body: bytes, url: str, source: Source, encoding: str | None = None) -> dict[str, list[Found]]:
    """Articles a section page links to; `encoding` is what the server says.

    Raises ListError when the page cannot be parsed, and when it leads to no article at all: a list drawn by a script
    or in a new layout must not look like a quiet day.
    """
    try:
        text = decode(body, f"charset={encoding}" if encoding else None)
    except UnreadableError:
        text = body.decode("utf-8", "replace")  # most addresses are plain ASCII in any encoding
    try:
        root = parse(text)
    except (NotHtmlError, TooMuchError) as error:
        raise ListError(f"section: {error}") from error
    base = root.find(".//base[@href]")
    start = absolute(url, base.get("href") or "") or url if base is not None else url
    links = dict.fromkeys(str(link) for link in root.xpath("//a/@href | //area/@href"))
    articles = _articles(((link, None) for link in islice(links, MAX_SECTION_LINKS)), start, source)
    if not articles:
        raise ListError(f"section: none of its {len(links)} links leads to an article of {source.id}")
    return {"article": articles}


def _articles(links: Iterable[tuple[str, str | None]], base: str, source: Source) -> list[Found]:
    """The links that are articles of the source, each once, in order."""
    lists = {*source.feeds, *source.sitemaps, *source.sections}
    seen: dict[str, Found] = {}
    for link, when in links:
        url = None if not link or _LOST.search(link) else absolute(base, link)
        if url and url not in seen and url not in lists and source.owns(url) and is_article(url, source.article):
            seen[url] = Found(url, when)
    return list(seen.values())


READERS = {"feed": feed, "sitemap": sitemap, "section": section}
