"""A whole page as the lines a reader sees, each told as running text, a headline that leads elsewhere, or something short.

What surely is furniture by its tag or its name (navigation, comments, related boxes, share bars) is left out with all
that stands in it. One pass over the tree, no recursion.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree
from lxml.html import HtmlElement

from crawler.reading.blocks import is_hidden
from crawler.reading.knowledge import words

BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p",
    "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
_NEVER = frozenset({
    "script", "style", "noscript", "template", "button", "select", "textarea", "input", "svg", "iframe", "head", "object",
    "embed", "audio", "video", "canvas", "map", "nav", "footer", "dialog",
})  # fmt: skip
_BOLD = frozenset({"b", "strong"})
RUNNING = 60  # characters; shorter lines are captions, names, menu entries
HEADLINE = 15  # characters of a link that may be a headline; shorter ones are menu entries
_LINKED = 0.6  # share of a headline's line that is linked; a date or a number of views may stand beside it
_SENTENCE = (".", "!", "?", "…", "”", '"', ";")
_SHORT_SENTENCE = 25  # characters of a line that ends as a sentence does
_LONGEST = 1500  # characters of one line that count
MOST = 4000  # lines; the longest article seen has 400, the richest front page 1,500
_LONGEST_NAME = 300  # characters of class and id looked at


@dataclass(slots=True, eq=False)
class Line:
    """One line: the block element it stands in, its text (blanks folded), how many characters of it are linked."""

    element: HtmlElement
    text: str
    linked: int
    longest: int = 0  # characters of the longest link in it
    bold: bool = False
    path: tuple[HtmlElement, ...] = ()  # the element and those it stands in, inside out, up to the root
    size: int = field(init=False)  # characters that count: a body without any break must not outweigh everything
    is_link: bool = field(init=False)  # a headline that leads elsewhere
    is_running: bool = field(init=False)  # sentences

    def __post_init__(self) -> None:
        size = len(self.text)
        self.size = min(size, _LONGEST)
        self.is_link = self.longest >= HEADLINE and self.longest > _LINKED * size
        self.is_running = self.linked <= 0.5 * size and (
            size >= RUNNING or (size >= _SHORT_SENTENCE and self.text.endswith(_SENTENCE))
        )


def name_parts(element: HtmlElement) -> frozenset[str]:
    """The words that class and id of an element are made of: `box-relatedNews` → box, related, news."""
    return _parts(f"{element.get('class') or ''} {element.get('id') or ''}"[:_LONGEST_NAME])


@lru_cache(maxsize=4096)
def _parts(names: str) -> frozenset[str]:
    return frozenset(part.lower() for part in _split(names) if part)


def _split(names: str) -> list[str]:
    return [piece for word in re.split(r"[^A-Za-z0-9]+", names) for piece in re.split(r"(?<=[a-z])(?=[A-Z])", word)]


def is_named(element: HtmlElement, table: str) -> bool:
    """True when class or id carry a word of the list `[general] table`; words of six letters and more also inside one."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}"[:_LONGEST_NAME]
    return len(names) > 1 and _carries(names, table)


@lru_cache(maxsize=8192)
def _carries(names: str, table: str) -> bool:
    whole, inside = _listed(table)
    if _parts(names) & whole:
        return True
    glued = re.sub(r"[^a-z0-9 ]", "", names.lower())
    return any(word in glued for word in inside)


@lru_cache(maxsize=16)
def _listed(table: str) -> tuple[frozenset[str], tuple[str, ...]]:
    listed = words("general", table)
    return frozenset(listed), tuple(word for word in listed if len(word) >= 6)


def is_furniture(element: HtmlElement, most: float | None = None) -> bool:
    """True for an element that by its tag or its name holds no article.

    One whose name may also be that of the whole page counts unless more than `most` characters stand in it unlinked (None: always).
    """
    tag = element.tag
    if tag in _NEVER or is_hidden(element):
        return True
    if tag not in BLOCKS or tag in ("body", "main", "article", "td"):
        return False
    names = f"{element.get('class') or ''} {element.get('id') or ''}"[:_LONGEST_NAME]
    if len(names) == 1:
        return False
    if _carries(names, "furniture"):
        return True
    return _carries(names, "furniture_mostly") and (most is None or unlinked(element) <= most)


_UNLINKED = etree.XPath("descendant::text()[not(parent::a or parent::script or parent::style)]", smart_strings=False)


def unlinked(element: HtmlElement) -> int:
    """Characters under an element that no link holds, blanks at the ends of texts left out; scripts do not count."""
    return sum(map(len, map(str.strip, _UNLINKED(element))))


def lines_of(
    root: HtmlElement, kept: Collection[HtmlElement] = (), out: list[HtmlElement] | None = None, *, named: bool = True
) -> list[Line]:
    """The lines under `root` without furniture, at most `MOST`.

    Elements `kept` are never furniture, `out` collects those left out; without `named` no name makes furniture.
    """
    return _Reader(kept, out, named).run(root)


class _Reader:
    def __init__(self, kept: Collection[HtmlElement], out: list[HtmlElement] | None, named: bool) -> None:
        self.kept, self.out, self.named = kept, out, named
        self.most = 0.0
        self.lines: list[Line] = []
        self.open: list[HtmlElement] = []
        self.text: list[str] = []
        self.linked = self.boldface = self.link = self.bold = self.single = self.longest = 0
        self.paths: list[tuple[HtmlElement, ...]] = []

    def run(self, root: HtmlElement) -> list[Line]:
        self._enter(root)
        self.most = unlinked(root) / 2
        walker = etree.iterwalk(root, events=("start", "end"))
        skipped: HtmlElement | None = None
        for event, element in walker:
            if event == "start":
                if element is not root and element not in self.kept and self._leaves_out(element):
                    skipped = element
                    walker.skip_subtree()
                    if self.out is not None and element.tag not in ("script", "style"):
                        self.out.append(element)
                    continue
                self._begin(element)
            else:
                if element is skipped:
                    skipped = None
                    if element.tag in BLOCKS:
                        self._flush()
                else:
                    self._end(element)
                if element is not root:
                    self._add(element.tail)
        self._flush()
        return self.lines

    def _leaves_out(self, element: HtmlElement) -> bool:
        return is_furniture(element, self.most) if self.named else element.tag in _NEVER or is_hidden(element)

    def _enter(self, element: HtmlElement) -> None:
        self.open.append(element)
        # Inline elements between two blocks (`<span><p>`) are no part of the path
        self.paths.append((element, *(self.paths[-1] if self.paths else ())))

    def _begin(self, element: HtmlElement) -> None:
        tag = element.tag
        if tag in BLOCKS:
            self._flush()
            self._enter(element)
        elif tag == "br":
            self._flush()
        elif tag == "a":
            if element.get("href"):
                self.link += 1
                self.single = 0
        elif tag in _BOLD:
            self.bold += 1
        self._add(element.text)

    def _end(self, element: HtmlElement) -> None:
        tag = element.tag
        if tag in BLOCKS:
            self._flush()
            self.open.pop()
            self.paths.pop()
        elif tag == "a":
            self.link -= bool(element.get("href"))
        elif tag in _BOLD:
            self.bold -= 1

    def _add(self, text: str | None) -> None:
        if not text:
            return
        size = len(text.strip())
        if size:
            if self.link:
                self.linked += size
                self.single += size
                self.longest = max(self.longest, self.single)
            self.boldface += size if self.bold else 0
        self.text.append(text)

    def _flush(self) -> None:
        if not self.text:
            return
        text = " ".join("".join(self.text).split())
        if text and len(self.lines) < MOST:
            bold = self.boldface > 0.9 * len(text) - 3
            self.lines.append(Line(self.open[-1], text, self.linked, self.longest, bold, self.paths[-1]))
        self.text, self.linked, self.boldface, self.single, self.longest = [], 0, 0, 0, 0
