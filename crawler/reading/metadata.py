"""What the head of a page says about it: canonical address, Open Graph, JSON-LD."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from nlp.text import one_line

_LONGEST_JSON = 500_000  # characters of one JSON-LD block; one with the whole article text in it has some 20,000
_ARTICLES = frozenset({"NewsArticle", "Article", "ReportageNewsArticle", "BlogPosting", "OpinionNewsArticle"})
_MOST_NODES = 500  # of a JSON-LD graph looked at


@dataclass(slots=True)
class Metadata:
    """Texts are one line in normal form; None where the page is silent. `is_article`: JSON-LD says so."""

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
    tags: list[str] = field(default_factory=list)


def read(tree: HtmlElement, url: str) -> Metadata:
    """The metadata of a page; `url` is its address, to resolve the canonical one."""
    found = Metadata(language=(tree.get("lang") or tree.get("xml:lang") or "").split("-")[0].lower() or None)
    title = tree.find(".//title")
    found.page_title = one_line("".join(title.itertext()))[:500] or None if title is not None else None
    meta: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        value = one_line((element.get("content") or "")[:5000])
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
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = (script.text or "").strip()
        if not text or len(text) > _LONGEST_JSON:
            continue
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data):
            types = node.get("@type")
            if _ARTICLES & set(
                types if isinstance(types, list) and all(isinstance(t, str) for t in types) else [str(types)]
            ):
                found.is_article = True
                found.headline = _text(node.get("headline")) or found.headline
                found.published = _text(node.get("datePublished")) or found.published
                found.modified = _text(node.get("dateModified")) or found.modified
                found.author = _person(node.get("author")) or found.author
                found.section = found.section or _text(node.get("articleSection"))
                return


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
    return one_line(value[:1000]) or None if isinstance(value, str) else None


def _person(value: Any) -> str | None:
    if isinstance(value, list):
        names = [name for name in (_person(item) for item in value[:6]) if name]
        return ", ".join(names) or None
    if isinstance(value, dict):
        return _text(value.get("name")) if value.get("@type") != "Organization" else None
    return _text(value)
