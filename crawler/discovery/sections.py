"""Section pages: the articles they lead to, and their next page."""

import re
from collections.abc import Iterator
from itertools import islice

from lxml import html

from corpus.frontier import Found
from crawler.addresses import absolute, is_article
from crawler.discovery.links import Links, ListError
from crawler.discovery.paging import LONGEST_TEXT, Candidate, next_page, page_number, page_url, place, says_next
from crawler.reading.decoding import UnreadableError, decode
from crawler.reading.parsing import NotHtmlError, TooMuchError, parse
from crawler.rules import any_of, strings
from crawler.sources import Source
from crawler.traps import trap

MAX_LIST_TAGS = 80_000  # a list is only looked through for links: twice what is read of an article
MAX_SECTION_LINKS = 5_000  # a front page has a few hundred
MAX_BUTTONS = 50  # elements that may load more; a page has one or two
_WHOLE_PAGE = re.compile(r"<(?:html|body)\b", re.IGNORECASE)


def section(body: bytes, url: str, source: Source, encoding: str | None = None) -> Links:
    """Articles a section page links to (`article`) and the page after it (`page`, none or one).

    `encoding` is what the server says. Raises ListError when the page cannot be parsed, and when a first page leads to
    no article at all: a list drawn by a script or in a new layout must not look like a quiet day. A further page
    without articles is the end of the list.
    """
    try:
        text = decode(body, f"charset={encoding}" if encoding else None)
    except UnreadableError:
        text = body.decode("utf-8", "replace")  # most addresses are plain ASCII in any encoding
    try:
        root = parse(text, MAX_LIST_TAGS)
    except (NotHtmlError, TooMuchError) as error:
        raise ListError(f"section: {error}") from error
    links = Links()
    base = root.find(".//base[@href]")
    start = absolute(url, base.get("href") or "") or url if base is not None else url
    anchors = list(root.iter("a", "area"))
    hrefs = dict.fromkeys(str(anchor.get("href")) for anchor in anchors if anchor.get("href") is not None)
    mine = place(url).section
    found = links.articles(((link, None) for link in islice(hrefs, MAX_SECTION_LINKS)), start, source)
    articles = [item for item in found if not _is_page_of(mine, item.url)]
    further = (page_number(url) or 0) > 1
    if not articles and not further:
        raise ListError(f"section: none of its {len(hrefs)} links leads to an article of {source.id}")
    for meta in root.iter("meta"):
        if (meta.get("http-equiv") or "").strip().lower() == "refresh":
            links.refused["meta_refresh"] += 1
    after = next_page(url, _candidates(root, anchors, start, source, links)) if articles else None
    if articles and not after:
        after = _button(root, url, start, source, links)
    if articles and not after and further and not _WHOLE_PAGE.search(text[:2000]):
        after = page_url(url, (page_number(url) or 0) + 1)  # a piece of a page, as a button loads it, links to no next
    links["article"] = articles
    links["page"] = [Found(after)] if after and trap(after) is None else []
    return links


def _is_page_of(section_: str, url: str) -> bool:
    return page_number(url) is not None and place(url).section == section_


def _candidates(root: html.HtmlElement, anchors: list[html.HtmlElement], start: str, source: Source,
                links: Links) -> Iterator[Candidate]:  # fmt: skip
    """Links of the source that may be further pages, those of the page's head first."""
    quiet = Links()  # what is refused was counted with the articles
    for element in root.iter("link"):
        if "next" in (element.get("rel") or "").lower().split():
            address = links.address(start, element.get("href") or "", source)
            if address:
                yield Candidate(address, "", True)
    for anchor in anchors[:MAX_SECTION_LINKS]:
        address = quiet.address(start, anchor.get("href") or "", source)
        if not address:
            continue
        numbered = page_number(address) is not None
        if not numbered and is_article(address, source.article):
            continue
        text = "".join(islice(anchor.itertext(), 8))[: LONGEST_TEXT + 1].strip()
        named = "next" in (anchor.get("rel") or "").lower().split() or any_of(
            "paging.next_class", (anchor.get("class") or "")[:200]
        )
        yield Candidate(address, text, named or (len(text) <= LONGEST_TEXT and says_next(text)))


def _button(root: html.HtmlElement, url: str, start: str, source: Source, links: Links) -> str | None:
    """The plain address a "load more" button gives in an attribute, if it has one."""
    names = strings("paging.more_attributes")
    held = root.iterfind(".//*[@class]"), root.iterfind(".//*[@id]"), root.iter("a", "button")
    tried = 0
    for elements in held:
        for element in elements:
            value = next((element.get(name) for name in names if element.get(name)), None)
            if value is None or not _asks_for_more(element):
                continue
            tried += 1
            if tried > MAX_BUTTONS:
                return None
            address = links.address(start, value, source)
            if address and address != url and not is_article(address, source.article):
                return address
    return None


def _asks_for_more(element: html.HtmlElement) -> bool:
    marks = f"{(element.get('class') or '')[:200]} {(element.get('id') or '')[:200]}"
    if any_of("paging.more_class", marks):
        return True
    return element.tag in ("a", "button") and says_next("".join(islice(element.itertext(), 8))[:LONGEST_TEXT])
