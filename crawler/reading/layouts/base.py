"""What a page layout declares. A layout is data: CSS selectors by field, tried in order."""

import re
from functools import lru_cache
from typing import ClassVar

from cssselect import HTMLTranslator
from lxml import etree
from lxml.html import HtmlElement

_NAME = re.compile(r"[.#]([A-Za-z_][\w-]*)")
_NOT = re.compile(r":not\([^)]*\)*|\[[^\]]*\]")


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


_NAMES = etree.XPath("//@class | //@id", smart_strings=False)


def names_on(tree: HtmlElement) -> frozenset[str]:
    """Every class word and id on the page."""
    return frozenset(word for value in _NAMES(tree) for word in str(value).split())


@lru_cache(maxsize=256)
def _named(sign: str) -> tuple[frozenset[str], ...]:
    """The class words and ids each alternative of a selector asks for; what it rules out is left aside."""
    return tuple(frozenset(_NAME.findall(_NOT.sub("", part))) for part in _NOT.sub("", sign).split(","))


def may_match(sign: str, names: frozenset[str]) -> bool:
    """False when the page lacks a name that every alternative of the selector needs: cheaper than looking."""
    return any(wanted <= names for wanted in _named(sign))


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
    def recognise(cls, tree: HtmlElement, url: str, names: frozenset[str] | None = None) -> bool:
        """True when the page is an article page of this system; `names` are all class words and ids on it, if known."""
        if names is not None and not all(may_match(sign, names) for sign in cls.signs):
            return False
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
