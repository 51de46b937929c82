"""What a page layout declares. A layout is data: CSS selectors by field, tried in order."""

import re
from functools import lru_cache
from typing import ClassVar

from cssselect import HTMLTranslator
from lxml import etree
from lxml.html import HtmlElement


@lru_cache(maxsize=1024)
def _compiled(css: str) -> etree.XPath:
    return etree.XPath(HTMLTranslator().css_to_xpath(css))


def select(tree: HtmlElement, css: str) -> list[HtmlElement]:
    """The elements a CSS selector finds under `tree`, in document order."""
    return [element for element in _compiled(css)(tree) if isinstance(element, HtmlElement)]


def select_all(tree: HtmlElement, rules: tuple[str, ...]) -> list[HtmlElement]:
    """The elements any of the selectors finds, in the order of the selectors."""
    found: dict[HtmlElement, None] = {}
    for css in rules:
        found.update(dict.fromkeys(select(tree, css)))
    return list(found)


class Layout:
    """One publishing system. Subclasses only fill in what they know.

    `signs`: every one of them is on an article page of this system. `address`: the path such a page has, where the
    signs alone are too common. `joined`: the body stands in several elements, all of which `body` finds. `sealed`:
    signs of a body that only a script can open.
    """

    name: ClassVar[str]
    signs: ClassVar[tuple[str, ...]]
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
    def recognise(cls, tree: HtmlElement, url: str) -> bool:
        """True when the page is an article page of this system."""
        if cls.address and not re.search(cls.address, url):
            return False
        return all(select(tree, sign) for sign in cls.signs)

    @classmethod
    def bodies(cls, tree: HtmlElement) -> list[HtmlElement]:
        """The elements the body stands in: all of one selector when `joined`, else the one with most text."""
        for css in cls.body:
            found = select(tree, css)
            if found and cls.joined:
                chosen = set(found)
                return [e for e in found if not any(above in chosen for above in e.iterancestors())]
            if found:
                return [max(found, key=lambda e: len("".join(e.itertext()))) if len(found) > 1 else found[0]]
        return []
