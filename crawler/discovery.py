"""What a list leads to: feeds, sitemaps and section pages turned into addresses."""

import datetime
import email.utils
import gzip
import re
import zlib

from lxml import etree
from lxml import html as lxml_html

from corpus.frontier import Found
from crawler.addresses import absolute, is_article
from crawler.sources import Source

MAX_XML = 16 * 1024 * 1024  # bytes after decompression: twice the download limit
MAX_LINKS = 50_000  # what one sitemap may list by its standard
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class ListError(ValueError):
    """A list that is not what it should be; the message says how."""


def _xml(body: bytes, kind: str) -> etree._Element:
    if body[:2] == b"\x1f\x8b":
        unpacker = zlib.decompressobj(31)
        try:
            body = unpacker.decompress(body, MAX_XML)
        except (zlib.error, gzip.BadGzipFile) as error:
            raise ListError(f"{kind}: broken gzip") from error
        if unpacker.unconsumed_tail:
            raise ListError(f"{kind}: larger than {MAX_XML // 2**20} MB when unpacked")
    # No entities, no network, no DTD: a list is data from a stranger.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(body.strip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ListError(f"{kind}: not XML ({error})") from error
    if root is None or not isinstance(root.tag, str) or etree.QName(root).localname.lower() == "html":
        raise ListError(f"{kind}: not XML but {body[:40]!r}")
    return root


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""


def day(text: str | None) -> str | None:
    """The day of a feed's or sitemap's date, or None."""
    text = (text or "").strip()
    if _DAY.match(text):
        return text[:10]
    try:
        return email.utils.parsedate_to_datetime(text).astimezone(
            datetime.timezone(datetime.timedelta(hours=7))).date().isoformat()  # fmt: skip
    except (TypeError, ValueError, OverflowError):
        return None


def feed(body: bytes, url: str, source: Source) -> dict[str, list[Found]]:
    """Articles of an RSS or Atom feed; raises ListError when it is neither."""
    root = _xml(body, "feed")
    if _local(root) not in ("rss", "feed", "rdf"):
        raise ListError(f"feed: a <{_local(root)}> is neither RSS nor Atom")
    found = []
    for item in root.iter():
        if _local(item) not in ("item", "entry"):
            continue
        parts = {_local(child): child for child in item}
        link = parts.get("link")
        address = (link.text or link.get("href") or "") if link is not None else ""
        when = next((parts[k].text for k in ("pubdate", "published", "updated", "date") if k in parts), None)
        found.append((address, day(when)))
    return {"article": _articles(found, url, source)}


def sitemap(body: bytes, url: str, source: Source) -> dict[str, list[Found]]:
    """Articles and further sitemaps of a sitemap or sitemap index; raises ListError when it is neither."""
    root = _xml(body, "sitemap")
    if _local(root) not in ("urlset", "sitemapindex"):
        raise ListError(f"sitemap: a <{_local(root)}> is no sitemap")
    found = []
    for entry in root:
        parts = {_local(child): (child.text or "") for child in entry}
        if parts.get("loc"):
            found.append((parts["loc"], day(parts.get("lastmod"))))
    if _local(root) == "urlset":
        return {"article": _articles(found, url, source)}
    further = [(absolute(url, link), when) for link, when in found[:MAX_LINKS]]
    return {"sitemap": [Found(u, when) for u, when in further if u and u != url and source.owns(u)]}


def section(body: bytes, url: str, source: Source, encoding: str | None = None) -> dict[str, list[Found]]:
    """Articles a section page links to; raises ListError when the page cannot be parsed."""
    try:
        parser = lxml_html.HTMLParser(encoding=encoding, huge_tree=False)
        root = lxml_html.fromstring(body, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise ListError(f"section: not HTML ({error})") from error
    base = root.find(".//base[@href]")
    start = absolute(url, base.get("href") or "") or url if base is not None else url
    links: list[tuple[str, str | None]] = [(str(link), None) for link in root.xpath("//a/@href")]
    return {"article": _articles(links, start, source)}


def _articles(links: list[tuple[str, str | None]], base: str, source: Source) -> list[Found]:
    lists = {*source.feeds, *source.sitemaps, *source.sections}
    seen: dict[str, Found] = {}
    for link, when in links[:MAX_LINKS]:
        url = absolute(base, link)
        if url and url not in seen and url not in lists and source.owns(url) and is_article(url, source.article):
            seen[url] = Found(url, when)
    return list(seen.values())


READERS = {"feed": feed, "sitemap": sitemap, "section": section}
