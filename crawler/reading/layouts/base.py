"""What a page layout declares. A layout is data: CSS selectors by field, tried in order."""

import re
from typing import ClassVar

from lxml.html import HtmlElement

from crawler.reading.layouts.selecting import may_match, names_on, select, select_all

__all__ = ["FIELDS", "Layout", "may_match", "names_on", "select", "select_all"]

FIELDS = ("title", "lead", "body", "byline", "date", "section", "tags", "captions", "noise")
_LINKS = 4  # fewer may be the links of a short notice
_LEAST = 100  # characters of a body that is believed without a look at the other selectors


class Layout:
    """One publishing system. Subclasses only fill in what they know.

    `signs`: every one of them is on an article page of this system; `absent`: none of them is (its lists have them).
    `marks`: any one of them tells the system itself (a generator, the names of its scripts), whatever became of its
    article pages: a page with a mark and without the signs is one whose layout changed. `hosts` are a hint only: among
    layouts whose signs a page carries, one that names its host goes first. `address`: the path such a page has, where
    the signs alone are too common. `joined`: the body stands in several elements, all of which `body` finds. `sealed`:
    signs of a body that only a script can open.
    """

    name: ClassVar[str]
    signs: ClassVar[tuple[str, ...]]
    absent: ClassVar[tuple[str, ...]] = ()
    marks: ClassVar[tuple[str, ...]] = ()
    hosts: ClassVar[tuple[str, ...]] = ()
    address: ClassVar[str | None] = None
    title: ClassVar[tuple[str, ...]] = ()
    lead: ClassVar[tuple[str, ...]] = ()
    body: ClassVar[tuple[str, ...]]
    joined: ClassVar[bool] = False
    sealed: ClassVar[tuple[str, ...]] = ()
    byline: ClassVar[tuple[str, ...]] = ()
    date: ClassVar[tuple[str, ...]] = ()
    section: ClassVar[tuple[str, ...]] = ()
    tags: ClassVar[tuple[str, ...]] = ()
    captions: ClassVar[tuple[str, ...]] = ()
    noise: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def recognise(cls, tree: HtmlElement, url: str, names: frozenset[str] | None = None) -> bool:
        """True when the page is an article page of this system; `names` are all class words and ids on it, if known."""
        if names is not None and not all(may_match(sign, names) for sign in cls.signs):
            return False
        if cls.address and not re.search(cls.address, url):
            return False
        return all(_is_there(tree, sign, names) for sign in cls.signs) and not any(
            (names is None or may_match(sign, names)) and _is_there(tree, sign, names) for sign in cls.absent
        )

    @classmethod
    def is_marked(cls, tree: HtmlElement, names: frozenset[str] | None = None) -> bool:
        """True when the page says that this system made it."""
        return any((names is None or may_match(mark, names)) and select(tree, mark, names) for mark in cls.marks)

    @classmethod
    def bodies(cls, tree: HtmlElement, names: frozenset[str] | None = None) -> list[HtmlElement]:
        """The elements the body stands in: all of one selector when `joined`, else the one with most text.

        A selector that finds next to nothing gives way to a later one that finds more.
        """
        best: list[HtmlElement] = []
        most = -1
        for rule in cls.body:
            if names is not None and not may_match(rule, names):
                continue
            found = select(tree, rule, names)
            if not found:
                continue
            if cls.joined:
                chosen = set(found)
                found = [e for e in found if not any(above in chosen for above in e.iterancestors())]
            elif len(found) > 1:
                found = [max(found, key=_size)]
            size = sum(_size(element) for element in found)
            if size > most:
                best, most = found, size
            if most >= _LEAST:
                break
        return best


def _size(element: HtmlElement) -> int:
    """Characters of text, blanks at the ends of lines left out."""
    return sum(len(text.strip()) for text in element.itertext())


def is_links(body: HtmlElement) -> bool:
    """True for a list in the place of a body: several links that hold more than half of the text."""
    linked = [_size(link) for link in body.iter("a")]
    return len(linked) >= _LINKS and sum(linked) * 2 > _size(body)


def _is_there(tree: HtmlElement, sign: str, names: frozenset[str] | None) -> bool:
    """True when an alternative of the sign (they are parted by commas outside brackets) is on the page."""
    if "(" in sign or "[" in sign:
        return bool(select(tree, sign))
    return any(select(tree, part.strip(), names) for part in sign.split(","))
