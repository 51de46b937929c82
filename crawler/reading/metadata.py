"""What the head of a page says about it: canonical address, Open Graph, JSON-LD."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from nlp.text import one_line

_LONGEST_JSON = 500_000  # characters of one JSON-LD block; one with the whole article text in it has some 20,000
_ARTICLES = frozenset({
    "NewsArticle", "Article", "ReportageNewsArticle", "BlogPosting", "OpinionNewsArticle", "AnalysisNewsArticle",
    "BackgroundNewsArticle",
})  # fmt: skip
_TRAILING = re.compile(r",(\s{0,100}[}\]])")
_WRAPPING = re.compile(r"^\s*(?:<!--|//<!\[CDATA\[|/\*<!\[CDATA\[\*/)|(?:-->|//\]\]>|/\*\]\]>\*/)\s*$")
_MOST_NODES = 500  # of a JSON-LD graph looked at


@dataclass(slots=True)
class Metadata:
    """Texts are one line in normal form; None where the page is silent. `is_article`: JSON-LD says so, `types` are all it names."""

    canonical: str | None = None
    page_title: str | None = None
    og_title: str | None = None
    og_type: str | None = None
    description: str | None = None
    site_name: str | None = None
    author: str | None = None
    published: str | None = None
    modified: str | None = None
    section: str | None = None
    headline: str | None = None
    language: str | None = None
    is_article: bool = False
    types: frozenset[str] = frozenset()
    tags: list[str] = field(default_factory=list)


def read(tree: HtmlElement, url: str) -> Metadata:
    """The metadata of a page; `url` is its address, to resolve the canonical one."""
    found = Metadata(language=(tree.get("lang") or tree.get("xml:lang") or "").split("-")[0].lower() or None)
    title = tree.find(".//title")
    found.page_title = one_line("".join(title.itertext()))[:500] or None if title is not None else None
    meta: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        value = unescaped((element.get("content") or "")[:5000])
        if name == "article:tag" and value:
            found.tags.append(value)
        if name and value:
            meta.setdefault(name, value)
    found.og_title, found.og_type = meta.get("og:title"), meta.get("og:type")
    found.description = meta.get("og:description") or meta.get("description")
    found.site_name, found.author = meta.get("og:site_name"), meta.get("author") or meta.get("article:author")
    found.published = meta.get("article:published_time") or meta.get("pubdate") or meta.get("datepublished")
    found.modified = meta.get("article:modified_time") or meta.get("datemodified")
    found.section = meta.get("article:section")
    _read_json(tree, found)
    found.canonical = _canonical(tree, url)
    return found


def _canonical(tree: HtmlElement, url: str) -> str | None:
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and link.get("href"):
            try:
                address = urljoin(url, link.get("href", "").strip())
                parts = urlsplit(address)
            except ValueError:
                return None
            return address if parts.scheme in ("http", "https") and parts.hostname else None
    return None


def _read_json(tree: HtmlElement, found: Metadata) -> None:
    """Fill in what the JSON-LD of the page says of its article."""
    types: set[str] = set()
    article: dict[str, Any] | None = None
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = (script.text or "").strip()
        if not text or len(text) > _LONGEST_JSON:
            continue
        for node in _nodes(_loaded(text)):
            own = _types(node)
            types |= own
            if article is None and own & _ARTICLES:
                article = node
    found.types = frozenset(types)
    if article is None:
        return
    found.is_article = True
    found.headline = _text(article.get("headline")) or _text(article.get("name"))
    found.published = _text(article.get("datePublished")) or found.published
    found.modified = _text(article.get("dateModified")) or found.modified
    publisher = _name(article.get("publisher"))
    author = _person(article.get("author"))
    found.author = author if author and author != publisher else found.author
    found.site_name = found.site_name or publisher
    found.section = found.section or _text(article.get("articleSection"))
    found.description = found.description or _text(article.get("description"))


def _loaded(text: str) -> Any:
    """The JSON of a script; with commas before a closing bracket and comment marks around it mended, else None."""
    mended = _TRAILING.sub(r"\1", _WRAPPING.sub("", text))
    for attempt in (text, mended) if mended != text else (text,):
        try:
            data = json.loads(attempt, strict=False)
            return json.loads(data, strict=False) if isinstance(data, str) else data
        except (ValueError, RecursionError):
            continue
    return None


def _types(node: dict[str, Any]) -> set[str]:
    said = node.get("@type")
    listed = said if isinstance(said, list) else [said]
    return {name.rsplit("/", 1)[-1] for name in listed[:10] if isinstance(name, str)}


def _name(value: Any) -> str | None:
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    waiting, seen = [data], 0
    while waiting and seen < _MOST_NODES:
        node = waiting.pop(0)
        seen += 1
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            yield node
            waiting.append(node.get("@graph"))
            waiting.append(node.get("mainEntity"))


def _text(value: Any) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    return unescaped(value[:1000]) or None if isinstance(value, str) else None


def unescaped(value: str) -> str:
    """One line, with character references that were escaped once too often as the characters they stand for."""
    line = one_line(value)
    for _ in range(2):
        if "&" not in line:
            break
        line = one_line(html.unescape(line))
    return line


def _person(value: Any) -> str | None:
    if isinstance(value, list):
        names = [name for name in (_person(item) for item in value[:6]) if name]
        return ", ".join(names) or None
    if isinstance(value, dict):
        return _text(value.get("name")) if value.get("@type") != "Organization" else None
    return _text(value)
