"""What a home page says of its site: its name, its feeds, and the sections of its menu that are worth reading."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import unquote, urlsplit

from lxml import html

from crawler.addresses import absolute, is_article, key
from crawler.discovery.sections import MAX_SECTION_LINKS
from crawler.probing.knowledge import menu_kinds, most, pattern
from crawler.probing.records import Section
from crawler.reading.decoding import UnreadableError, decode
from crawler.reading.parsing import NotHtmlError, TooMuchError, parse
from crawler.sources import Source
from crawler.traps import trap
from nlp.classify.lexicon import mentions
from nlp.records import Document
from nlp.text import fold, one_line

LONGEST_TEXT = 120  # characters of a menu entry; the campaign's full name of today has 106
LONGEST_SLUG = 160  # characters of an address' last part; the same name as a slug has 91
MAX_PIECES = 40  # pieces of text inside one link, title or name; ordinary ones have up to five
MAX_LINK_TAGS = 500  # <link> and <meta> of a page's head; ordinary ones have under a hundred
MAX_FEEDS = 60  # of one page; the longest list of feeds known has forty
NAME_SHARE = 0.5  # of a menu entry's characters; in a headline the name is one part among others
_NAMES = {"morality", "thought", "practice", "learn", "follow"}  # codes of datasets/campaign.toml that name it


class NoPageError(ValueError):
    """What came is no page that can be read; the message says why."""


@dataclass(slots=True)
class Home:
    """A home page: `title` and `site_name` as printed, addresses of feeds and sections on the source's own hosts."""

    title: str = ""
    site_name: str = ""
    feeds: list[str] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)


def read_home(body: bytes, url: str, source: Source, content_type: str | None = None) -> Home:
    """Read a home page (or a page that lists feeds). Raises NoPageError."""
    try:
        text = decode(body, content_type)
    except UnreadableError:
        text = body.decode("utf-8", "replace")  # addresses are mostly ASCII in any encoding
    try:
        tree = parse(text)
    except (NotHtmlError, TooMuchError) as error:
        raise NoPageError(str(error)) from error
    base = tree.find(".//base[@href]")
    start = absolute(url, base.get("href") or "") or url if base is not None else url
    named = (tag.get("content") or "" for tag in islice(tree.iter("meta"), MAX_LINK_TAGS)
             if (tag.get("property") or tag.get("name") or "").lower() == "og:site_name")  # fmt: skip
    title = tree.find(".//title")
    links = list(_links(tree, start, source))
    return Home(_text(title) if title is not None else "", one_line(next(named, "")[:1000])[:200],
                _feeds(tree, start, source, links), _sections(links, source))  # fmt: skip


def _text(element: html.HtmlElement) -> str:
    pieces = (piece[:1000] for piece in islice(element.itertext(), MAX_PIECES))
    return one_line(" ".join(pieces))[:200]


def _links(tree: html.HtmlElement, start: str, source: Source) -> Iterator[tuple[str, html.HtmlElement]]:
    """The page's links to the source's own hosts, each address once."""
    seen: set[str] = set()
    for anchor in islice(tree.iter("a", "area"), MAX_SECTION_LINKS):
        address = absolute(start, anchor.get("href") or "")
        if address and address not in seen and source.owns(address):
            seen.add(address)
            yield address, anchor


def _feeds(tree: html.HtmlElement, start: str, source: Source, links: list[tuple[str, html.HtmlElement]]) -> list[str]:
    """Feeds the page's head names, then those it links to."""
    found: dict[str, None] = {}
    for tag in islice(tree.iter("link"), MAX_LINK_TAGS):
        if "alternate" not in (tag.get("rel") or "").lower().split():
            continue
        address = absolute(start, tag.get("href") or "")
        if address and pattern("feed", "type").match((tag.get("type") or "").strip()) and source.owns(address):
            found[address] = None
    for address, _ in links:
        if pattern("feed", "link").search(urlsplit(address).path):
            found[address] = None
    return list(islice(found, MAX_FEEDS))


def _sections(links: list[tuple[str, html.HtmlElement]], source: Source) -> list[Section]:
    """Sections by kind, the surest kind first, each page once and at most so many of a kind."""
    found: list[Section] = []
    keys: set[str] = set()
    for address, anchor in links:
        text = _text(anchor)[: LONGEST_TEXT + 1]
        kind = kind_of(address, text, source.article)
        if kind and key(address) not in keys:
            keys.add(key(address))
            found.append(Section(kind, address, text))
    order = [one.kind for one in menu_kinds()]
    return [one for kind in order for one in [x for x in found if x.kind == kind][: most("menu")]]


def kind_of(url: str, text: str, rule: str | None = None) -> str | None:
    """The kind of section a link leads to, by its address and its text, or None. `rule` is the source's for articles."""
    path = urlsplit(url).path.rstrip("/")
    slug = re.sub(r"\.(html?|aspx|php)$", "", fold(unquote(path.rpartition("/")[2][: 3 * LONGEST_SLUG])))
    if not path or trap(url) is not None or urlsplit(url).query.count("&") > 1:
        return None
    slug = slug if len(slug) <= LONGEST_SLUG else ""
    for one in menu_kinds():
        if slug and one.slug.fullmatch(slug):
            return one.kind
    if len(text) > LONGEST_TEXT or is_article(url, rule):
        return None
    plain = fold(text)
    for one in menu_kinds():
        if one.text.fullmatch(plain):
            return one.kind
    named = sum(len(span.text) for code, span in mentions(Document(title=text)) if code in _NAMES)
    return "campaign" if named and named >= NAME_SHARE * len(text) else None
