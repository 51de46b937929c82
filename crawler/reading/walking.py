"""A body as it is printed: paragraphs and pictures in reading order.

The walk follows what a browser shows: block elements and `<br>` part lines, inline elements never part a word, hidden
elements and controls are skipped. It is one pass over the tree and needs no recursion.
"""

import re
from collections.abc import Collection
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from crawler.reading.blocks import Block, Item, Picture, is_hidden, tokens
from crawler.reading.knowledge import words
from crawler.reading.lines import is_named
from crawler.reading.pictures import address
from nlp.text import one_line

_BLOCK = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p",
    "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
_SKIPPED = frozenset({
    "script", "style", "noscript", "template", "iframe", "object", "embed", "button", "select", "textarea", "input", "svg",
    "audio", "video", "canvas", "map", "head", "title", "nav",
})  # fmt: skip
_DIVISIONS = frozenset({"div", "section", "aside", "article", "ul", "table", "blockquote"})
_BOLD, _ITALIC = frozenset({"b", "strong"}), frozenset({"i", "em"})
_CENTRE = re.compile(r"text-align\s*:\s*center", re.I)
_RIGHT = re.compile(r"text-align\s*:\s*(?:right|end)", re.I)
_BOX_SIZE = 40  # elements a box around one picture has at most (table, rows, spans of a caption)
_BOX_TEXT = 600  # characters of a caption with its repetitions; longer text is the article itself
_NO_CELL = frozenset(
    {"img", "table", "iframe", "a", "ul", "ol", "h1", "h2", "h3", "h4", "div", "script", "form", "figure"}
)
_ROW_SIZE = 80  # elements of a row of a table of data
_CELL = 150  # characters of one of its cells; longer ones hold paragraphs
_SMALL_BOX = 10  # elements of a nameless division around one picture and its caption
_SMALL_BOX_TEXT = 350  # characters of such a caption


class _Line:
    """Characters of the line being gathered, with how many of them are linked, bold, italic."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.total = self.linked = self.bold = self.italic = 0

    def add(self, text: str | None, link: int, bold: int, italic: int) -> None:
        if not text:
            return
        self.parts.append(text)
        size = len(text.strip())
        self.total += size
        self.linked += size if link else 0
        self.bold += size if bold else 0
        self.italic += size if italic else 0


def _align(element: HtmlElement) -> str | None:
    style = element.get("style") or ""
    align = (element.get("align") or "").lower()
    if _CENTRE.search(style) or align == "center" or element.tag == "center":
        return "center"
    return "right" if _RIGHT.search(style) or align == "right" else None


class _Walk:
    def __init__(self, left_out: Collection[HtmlElement], captions: Collection[HtmlElement]) -> None:
        self.left_out, self.captions = left_out, captions
        self.items: list[Item] = []
        self.line = _Line()
        self.blocks: list[tuple[str, frozenset[str], str | None, int]] = [("div", frozenset(), None, 0)]
        self.boxes = 0
        self.link = self.bold = self.italic = 0
        self.after_break = False

    def run(self, root: HtmlElement) -> list[Item]:
        walker = etree.iterwalk(root, events=("start", "end"))
        skipped: HtmlElement | None = None
        for event, element in walker:
            if event == "start":
                if element is not root and self._leaves_out(element):
                    skipped = element
                    walker.skip_subtree()
                elif element.tag == "tr" and element is not root and (row := self._row(element)) is not None:
                    self._flush()
                    self.items.append(row)
                    skipped = element
                    walker.skip_subtree()
                elif element is not root and element.tag in _BLOCK and self._is_picture_box(element):
                    self._flush()
                    self._read_box(element)
                    skipped = element
                    walker.skip_subtree()
                else:
                    self._open(element)
            else:
                if element is skipped:
                    skipped = None
                else:
                    self._close(element)
                if element is not root:
                    self._add(element.tail)
        self._flush()
        return self.items

    def _leaves_out(self, element: HtmlElement) -> bool:
        if element.tag in _SKIPPED or element in self.left_out or is_hidden(element):
            if element.tag in _BLOCK:
                self._flush()
            return True
        return False

    def _row(self, row: HtmlElement) -> Block | None:
        """A row of a table of data as one line, its cells with bars between; None for tables that only lay out a page."""
        inside = list(islice(row.iter(), _ROW_SIZE + 1))
        if len(inside) > _ROW_SIZE:
            return None
        if any(e.tag in _NO_CELL or e in self.left_out or e in self.captions or is_hidden(e) for e in inside[1:]):
            return None
        cells = [one_line(" ".join(cell.itertext())) for cell in row if cell.tag in ("td", "th")]
        filled = [cell for cell in cells if cell]
        if len(filled) < 2 or max(map(len, filled)) > _CELL or not self._is_data(row):
            return None
        bold = all(e.tag in _BOLD or e.tag == "th" for e in inside[1:] if (e.text or "").strip())
        return Block(" | ".join(filled), "tr", frozenset(), None, 0.0, float(bold), 0.0, box=self.blocks[-1][3])

    def _is_data(self, row: HtmlElement) -> bool:
        """True when rows beside this one have as many cells, two at least."""
        cells = sum(e.tag in ("td", "th") for e in row)
        beside = [*islice(row.itersiblings("tr"), 3), *islice(row.itersiblings("tr", preceding=True), 3)]
        table = next(row.iterancestors("table"), None)
        if table is not None:
            beside += [other for other in islice(table.iter("tr"), 4) if other is not row]
        return cells >= 2 and any(sum(e.tag in ("td", "th") for e in other) == cells for other in beside)

    def _open(self, element: HtmlElement) -> None:
        tag = element.tag
        if tag in _BLOCK:
            self._flush()
            classes = tokens(element)
            inherited = tag == "p" and "caption" in self.blocks[-1][1]
            if element in self.captions or inherited or is_named(element, "caption"):
                classes |= {"caption"}
            box = self.blocks[-1][3]
            if tag in _DIVISIONS and len(self.blocks) > 1:
                self.boxes += 1
                box = self.boxes
            self.blocks.append((tag, classes, _align(element) or self.blocks[-1][2], box))
        elif tag == "br":
            self._break()
        elif tag == "img":
            self._picture(element)
        self.link += tag == "a" and element.get("href") is not None
        self.bold += tag in _BOLD or tag == "th"
        self.italic += tag in _ITALIC
        self._add(element.text)

    def _close(self, element: HtmlElement) -> None:
        tag = element.tag
        if tag in _BLOCK:
            self._flush()
            self.blocks.pop()
        self.link -= tag == "a" and element.get("href") is not None
        self.bold -= tag in _BOLD or tag == "th"
        self.italic -= tag in _ITALIC

    def _add(self, text: str | None) -> None:
        if text and self.after_break and text.strip():
            self.after_break = False
            before = "".join(self.line.parts[-3:]).rstrip()
            # A break inside a sentence is the typist's, not a new paragraph
            if not (before[-1:].isalpha() or before[-1:] == ",") or not text.lstrip()[:1].islower():
                self._flush()
            else:
                self.line.parts.append(" ")
        self.line.add(text, self.link, self.bold, self.italic)

    def _break(self) -> None:
        if self.after_break:  # two in a row part paragraphs whatever stands around them
            self._flush()
        self.after_break = bool(self.line.parts)

    def _flush(self) -> None:
        self.after_break = False
        if not self.line.parts:
            return
        line, self.line = self.line, _Line()
        if not line.total:
            return  # blanks between elements
        text = one_line("".join(line.parts))
        if not text:
            return
        tag, classes, align, box = self.blocks[-1]
        size = max(line.total, 1)
        shares = (line.linked / size, line.bold / size, line.italic / size)
        self.items.append(Block(text, tag, classes, align, *shares, box=box))

    def _picture(self, element: HtmlElement) -> None:
        picture = _as_picture(element)
        if picture is not None:
            if not one_line("".join(self.line.parts)):
                self._flush()
            self.items.append(picture)

    def _is_picture_box(self, element: HtmlElement) -> bool:
        """A figure, table or marked box that holds pictures and little text."""
        boxed = element.tag in ("figure", "table") or bool(tokens(element) & _box_classes())
        if not boxed:
            return element.tag == "div" and self._is_captioned(element)
        inside = list(islice(element.iter(), _BOX_SIZE + 1))
        if len(inside) > _BOX_SIZE or not any(e.tag == "img" for e in inside):
            return False
        if any(e in self.left_out for e in inside):
            return False
        return sum(len(e.text or "") + len(e.tail or "") for e in inside[1:]) + len(element.text or "") <= _BOX_TEXT

    def _is_captioned(self, element: HtmlElement) -> bool:
        """A nameless division of one picture and, in an element of its own that is no paragraph, one line under it."""
        inside = list(islice(element.iter(), _SMALL_BOX + 1))
        if len(inside) > _SMALL_BOX or sum(e.tag == "img" for e in inside) != 1 or inside[1].tag == "p":
            return False
        if any(e.tag in ("p", "li", "h1", "h2", "h3", "td", "br") or e in self.left_out for e in inside[1:]):
            return False
        picture = next(n for n, e in enumerate(inside) if e.tag == "img")
        lines = [n for n, e in enumerate(inside) if (e.text or "").strip()]
        tails = any((e.tail or "").strip() and (e.getparent() is element) for e in inside[1:])
        size = sum(len(text) for e in inside for text in (e.text, e.tail if e is not element else None) if text)
        return bool(lines) and lines[0] > picture and not tails and size <= _SMALL_BOX_TEXT

    def _read_box(self, box: HtmlElement) -> None:
        inner = _Walk(self.left_out, ()).inside(box)
        pictures = [item for item in inner if isinstance(item, Picture)]
        lines = [item.text for item in inner if isinstance(item, Block)]
        if not pictures:
            return
        self.items.extend(pictures)
        if len(pictures) == 1:
            pictures[0].lines.extend(lines)
            return
        last: Picture | None = None
        for item in inner:  # several pictures: a line belongs to the picture before it, a first line to the first
            if isinstance(item, Picture):
                last = item
            else:
                (last or pictures[0]).lines.append(item.text)

    def inside(self, box: HtmlElement) -> list[Item]:
        """The items of a picture box, whose own element is not looked at again."""
        for event, element in etree.iterwalk(box, events=("start", "end")):
            if event == "start":
                self._open(element)
            else:
                self._close(element)
                if element is not box:
                    self._add(element.tail)
        self._flush()
        return self.items


def _box_classes() -> frozenset[str]:
    return frozenset(words("pictures", "box_classes"))


def _as_picture(element: HtmlElement) -> Picture | None:
    url = address(element)
    if element.get("width") in ("0", "1") or url is None:
        return None
    return Picture(url=url, alt=one_line(element.get("alt"))[:500])


def walk(
    root: HtmlElement, left_out: Collection[HtmlElement] = (), captions: Collection[HtmlElement] = ()
) -> list[Item]:
    """Paragraphs and pictures under `root`; elements `left_out` are skipped, `captions` marked as such."""
    return _Walk(frozenset(left_out), frozenset(captions)).run(root)
