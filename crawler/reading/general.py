"""The way behind every layout: where is the article on a page nobody described?

Two finders must agree. Ours scores the elements that hold running text; trafilatura reads the page on its own, and
often brings side boxes along. Where the text of one mostly lies in the text of the other, our element is read like a
layout's body; where it does not, the body is recorded as missing.
"""

import logging

import trafilatura
from lxml.html import HtmlElement

from crawler.reading.blocks import Block, is_hidden, tokens
from crawler.reading.knowledge import key
from crawler.reading.metadata import Metadata
from crawler.reading.walking import walk

_NEVER = frozenset({
    "script", "style", "noscript", "template", "form", "button", "select", "nav", "footer", "aside", "svg", "iframe", "head",
})  # fmt: skip
_NEVER_WORDS = ("comment", "footer", "sidebar", "related", "menu", "nav")
_RUNNING = 60  # characters; shorter lines are captions, names, menu entries
MOST_ELEMENTS = 4000  # trafilatura is superlinear on tiny paragraphs: 62 KB of them take it five seconds
_AGREE = 0.7  # share of the shorter text's four-word runs that the other must have; .9 and more where both are right
_LEAST = 0.35  # our text against trafilatura's: it doubles a short article with side boxes, seldom more
_WIDEN = 0.75  # share of a page's running text a parent must gain to be taken instead of its child

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it reports every odd page; the reading says why itself


def find_body(tree: HtmlElement, text: str, meta: Metadata) -> HtmlElement | None:
    """The element that holds the article, or None; `text` is the decoded page."""
    scores = _scores(tree)
    if not scores:
        return None
    best = max(scores, key=lambda e: scores[e])
    best = _widened(best, scores)
    if sum(1 for _ in tree.iter()) > MOST_ELEMENTS:
        return best if meta.is_article else None
    own = _shingles(" ".join(item.text for item in walk(best) if isinstance(item, Block)))
    theirs = _shingles(trafilatura.extract(text, favor_recall=True, include_comments=False, output_format="txt") or "")
    shared = len(own & theirs)
    if not shared or shared < _AGREE * min(len(own), len(theirs)) or len(own) < _LEAST * len(theirs):
        return None
    return best


def is_scrambled(tree: HtmlElement) -> bool:
    """True for a page whose scripts decrypt something: what a finder then finds is a side box."""
    return any(mark in (script.text or "") for script in tree.iter("script") for mark in ("CryptoJS", "decrypt("))


def _shingles(text: str) -> set[tuple[str, ...]]:
    """The runs of four words of a text."""
    words = key(text).split()
    return set(zip(words, words[1:], words[2:], words[3:], strict=False))


def _scores(tree: HtmlElement) -> dict[HtmlElement, float]:
    """Characters of unlinked running text by the element that holds them, half for its parent."""
    scores: dict[HtmlElement, float] = {}
    body = tree.find("body")
    if body is None:
        return scores
    for element in _shown(body):
        size = _running(element)
        if not size:
            continue
        holder = (
            element.getparent()
            if element.tag in ("p", "h2", "h3", "li", "blockquote", "span", "font", "b", "strong", "i", "em")
            else element
        )
        if holder is None:
            continue
        scores[holder] = scores.get(holder, 0) + size
        above = holder.getparent()
        if above is not None and above.tag != "html":
            scores[above] = scores.get(above, 0) + size / 2
    return scores


def _shown(body: HtmlElement) -> list[HtmlElement]:
    """Elements a reader sees, without those that never hold an article."""
    found, waiting = [], [body]
    while waiting:
        element = waiting.pop()
        if not isinstance(element.tag, str) or element.tag in _NEVER or is_hidden(element):
            continue
        if any(name.startswith(word) for name in tokens(element) for word in _NEVER_WORDS):
            continue
        found.append(element)
        waiting.extend(reversed(element))
    return found


def _running(element: HtmlElement) -> int:
    """Characters of the element's own text (inline children included, links not), 0 below `_RUNNING`."""
    if element.tag == "a":
        return 0
    size = len((element.text or "").strip())
    for child in element:
        size += len((child.tail or "").strip())
        if child.tag in ("b", "strong", "i", "em", "span", "u", "sub", "sup", "font"):
            size += len((child.text or "").strip())
    return size if size >= _RUNNING else 0


def _widened(best: HtmlElement, scores: dict[HtmlElement, float]) -> HtmlElement:
    """The parent instead, where other children of it hold much text too (a body cut in parts)."""
    for _ in range(3):
        above = best.getparent()
        if above is None or above.tag in ("body", "html") or scores.get(above, 0) < _WIDEN * scores[best]:
            return best
        best = above
    return best
