"""RSS and Atom feeds."""

from itertools import islice

from lxml import etree

from crawler.discovery.dates import day
from crawler.discovery.links import Links, ListError
from crawler.discovery.xml import MAX_LINKS, local, root_of
from crawler.sources import Source


def feed(body: bytes, url: str, source: Source) -> Links:
    """Articles of an RSS or Atom feed; a sound feed without entries is an empty one.

    Raises ListError when it is neither, and when it has entries and none leads to an article of the source.
    """
    root = root_of(body, "feed")
    if local(root) not in ("rss", "feed", "rdf"):
        raise ListError(f"feed: a <{local(root)}> is neither RSS nor Atom")
    items = list(islice(root.iter("{*}item", "{*}entry"), MAX_LINKS))
    links = Links()
    links["article"] = links.articles(((_link(item), day(_date(item))) for item in items), url, source)
    if items and not links["article"]:
        raise ListError(f"feed: none of its {len(items)} entries leads to an article of {source.id}")
    return links


def _link(item: etree._Element) -> str:
    """An entry's own address: its link, not those to a picture or to the feed; else its permanent guid."""
    for child in item:
        if local(child) == "link" and child.get("rel", "alternate") == "alternate":
            address = (child.text or "").strip() or child.get("href") or ""
            if address:
                return address
    for child in item:
        if local(child) == "guid" and child.get("isPermaLink", "true").lower() == "true":
            return (child.text or "").strip()
    return ""


def _date(item: etree._Element) -> str | None:
    parts = {local(child): child.text for child in item}
    return next((parts[name] for name in ("pubdate", "published", "date", "updated") if parts.get(name)), None)
