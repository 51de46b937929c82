"""The way behind every layout: where is the article on a page nobody described?

Two finders must agree. Ours scores the elements that hold running text; trafilatura reads the page on its own. Where
trafilatura's text mostly lies inside our element, that element is read like a layout's body; where it does not, the
body is recorded as missing.
"""

import logging

import trafilatura
from lxml.html import HtmlElement

from crawler.reading.blocks import Block, is_hidden, tokens, walk
from crawler.reading.knowledge import key
from crawler.reading.metadata import Metadata

_NEVER = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "form",
        "button",
        "select",
        "nav",
        "footer",
        "aside",
        "svg",
        "iframe",
        "head",
    ]
)
_NEVER_WORDS = ("comment", "footer", "sidebar", "related", "menu", "nav")
_RUNNING = 60  # characters; shorter lines are captions, names, menu entries
MOST_ELEMENTS = 4000  # trafilatura is superlinear on tiny paragraphs: 62 KB of them take it five seconds
_AGREE = 0.6  # share of trafilatura's text that must lie in ours; on agreement it is .9 and more
_WIDEN = 0.75  # share of a page's running text a parent must gain to be taken instead of its child

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it reports every odd page; the reading says why itself


def find_body(tree: HtmlElement, text: str, meta: Metadata) -> HtmlElement | None:
    """The element that holds the article, or None; `text` is the decoded page."""
    scores = _scores(tree)
    if not scores:
        return None
    best = max(scores, key=lambda e: scores[e])
    best = _widened(best, scores)
    own = key(" ".join(item.text for item in walk(best) if isinstance(item, Block)))
    if sum(1 for _ in tree.iter()) > MOST_ELEMENTS:
        return best if meta.is_article else None
    theirs = trafilatura.extract(text, favor_recall=True, include_comments=False, output_format="txt") or ""
    lines = [key(line) for line in theirs.splitlines() if len(line) >= _RUNNING]
    if not lines:
        return None
    inside = sum(len(line) for line in lines if line in own)
    return best if inside >= _AGREE * sum(map(len, lines)) else None


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
            if element.tag in ("p", "h2", "h3", "li", "blockquote", "span", "font", "b", "i")
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
