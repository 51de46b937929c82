"""Where an article hangs in its paper: its section and its tags, by what pages of any system carry."""

import json
from collections.abc import Collection, Iterator
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from crawler.reading.blocks import tokens
from crawler.reading.knowledge import key, keys, words
from nlp.text import one_line

_RELATED = etree.XPath("//a[@rel]")
LONGEST_SECTION = 80  # characters; the longest section name seen has 60
LONGEST_TAG = 100
MOST_TAGS = 30
_LONGEST_JSON = 100_000  # characters of one JSON-LD block looked at
_LONG = 10  # letters of such a word ("breadcrumb")
_MOST = 3000  # elements looked at for a class


def section(tree: HtmlElement, title: str, names: Collection[str] | None = None) -> str | None:
    """The section nearest to the article: the last of the path above it, or None.

    Read from JSON-LD (`BreadcrumbList`), else from an element whose class says breadcrumb. `names`: all class words
    and ids on the page, if known.
    """
    for read in (_declared, lambda tree: _printed(tree, names)):
        path = read(tree)
        kept = [name for name in path if _is_section(name, title)]
        if kept:
            return kept[-1]
    return None


def _is_section(name: str, title: str) -> bool:
    plain = key(name)
    if not plain or len(name) > LONGEST_SECTION or plain in keys("trail", "homes"):
        return False
    return plain not in key(title) or len(plain) < 20  # the headline itself, whole or cut, ends many a path


def _declared(tree: HtmlElement) -> list[str]:
    for script in tree.iter("script"):
        text = script.text or ""
        if "BreadcrumbList" not in text[:_LONGEST_JSON] or len(text) > _LONGEST_JSON:
            continue
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data):
            listed = node.get("itemListElement")
            if node.get("@type") == "BreadcrumbList" and isinstance(listed, list):
                items = [item for item in listed[:10] if isinstance(item, dict)]
                return [name for name in map(_name, sorted(items, key=_position)) if name]
    return []


def _nodes(data: object) -> Iterator[dict[str, object]]:
    waiting = [data]
    for _ in range(200):
        if not waiting:
            return
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            yield node
            waiting.extend((node.get("@graph"), node.get("breadcrumb")))


def _position(item: dict[str, object]) -> int:
    place = item.get("position")
    return int(place) if isinstance(place, int) or (isinstance(place, str) and place.isdecimal()) else 0


def _name(item: dict[str, object]) -> str:
    inner = item.get("item")
    name = item.get("name") or (inner.get("name") if isinstance(inner, dict) else None)
    return one_line(name[:500]) if isinstance(name, str) else ""


def _printed(tree: HtmlElement, names: Collection[str] | None) -> list[str]:
    for element in _named(tree, "breadcrumbs", names):
        links = [one_line("".join(link.itertext())[:500]) for link in islice(element.iter("a"), 10)]
        if any(links):
            return [link.strip(" »›>/|") for link in links]
    return []


def tags(tree: HtmlElement, names: Collection[str] | None = None) -> list[str]:
    """The tags printed with an article, in order: links marked `rel="tag"`, else those in a box of tags.

    `names`: all class words and ids on the page, if known.
    """
    marked = [link for link in _RELATED(tree) if "tag" in (link.get("rel") or "").lower().split()][:MOST_TAGS]
    if not marked:
        box = next(iter(_named(tree, "tags", names)), None)
        marked = list(islice(box.iter("a"), MOST_TAGS)) if box is not None else []
    found = [one_line("".join(link.itertext())[:500]).lstrip("#").strip(" ,;") for link in marked]
    return [
        tag
        for tag in dict.fromkeys(found)
        if 0 < len(tag) <= LONGEST_TAG and key(tag) not in keys("trail", "tag_labels")
    ]


def _named(tree: HtmlElement, table: str, names: Collection[str] | None) -> Iterator[HtmlElement]:
    """Elements one of whose class words or whose id is in the list `[trail] table`."""
    wanted = frozenset(words("trail", table))
    if names is not None:
        # "layout__breadcrumb", "header-breadcrumb": long words count inside a name too
        long = tuple(word for word in wanted if len(word) >= _LONG)
        wanted = frozenset(name for name in map(str.lower, names) if name in wanted or any(w in name for w in long))
        if not wanted:
            return
    for element in islice(
        tree.iter("div", "ul", "ol", "nav", "p", "section", "span", "td", "h1", "h2", "h3", "h4"), _MOST
    ):
        if tokens(element) & wanted or (element.get("id") or "").lower() in wanted:
            yield element
