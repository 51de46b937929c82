"""Elements by CSS selector. One pass over a page lists who carries which class and id; most selectors then need no other.

A page of a known layout is asked some thirty selectors. Each of them as XPath looks at every element anew (1.4 ms on a
page of 1,000 elements); the list is made in about 2 ms and answers a selector in microseconds.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import islice

from cssselect import HTMLTranslator, parse
from cssselect import parser as css
from lxml import etree
from lxml.html import HtmlElement

MOST = 2000  # elements one selector looks at: an article page asks for a handful, a hostile one may hold 40,000
_NAME = re.compile(r"[.#]([A-Za-z_][\w-]*)")
_EXCEPT = re.compile(r":(?:not|has)\([^)]*\)*")  # what a selector rules out, commas and all
_BRACKETS = re.compile(r"\[[^\]]*\]")
_ROLE = re.compile(r"\[data-role='([\w-]+)'\]")  # the system of the larger houses names its parts so


class Names(frozenset[str]):
    """Every class word, id and `@data-role` on a page; `holders` gives the elements of each, in document order."""

    holders: dict[str, list[HtmlElement]]
    root: HtmlElement


def names_on(tree: HtmlElement) -> Names:
    """Every class word and id on the page, with the elements that carry them."""
    holders: dict[str, list[HtmlElement]] = {}
    parted: dict[str, tuple[str, ...]] = {}  # a page repeats its class attributes: menus, lists
    for element in tree.iter(etree.Element):
        value, name, role = element.get("class"), element.get("id"), element.get("data-role")
        words: tuple[str, ...] = ()
        if value:
            known = parted.get(value)
            words = parted[value] = tuple(dict.fromkeys(value.split())) if known is None else known
        if name and name not in words:
            words += (name,)
        if role:
            words += ("@" + role,)
        for word in words:
            holders.setdefault(word, []).append(element)
    names = Names(holders)
    names.holders, names.root = holders, tree
    return names


@dataclass(frozen=True, slots=True)
class _Step:
    """One compound of a selector; `child`: the step before it is the parent, not any ancestor."""

    tag: str | None
    names: tuple[str, ...]
    classes: tuple[str, ...]
    ids: tuple[str, ...]
    attributes: tuple[tuple[str, str, str], ...]
    pseudos: tuple[str, ...]
    child: bool = False

    def fits(self, element: HtmlElement) -> bool:
        if self.tag is not None and element.tag != self.tag:
            return False
        for name in self.ids:
            if element.get("id") != name:
                return False
        if self.classes:
            words = (element.get("class") or "").split()
            for name in self.classes:
                if name not in words:
                    return False
        for attribute, operator, value in self.attributes:
            held = element.get(attribute)
            if held is None or not _OPERATORS[operator](held, value):
                return False
        return all(_PSEUDOS[pseudo](element) for pseudo in self.pseudos)


_OPERATORS: dict[str, Callable[[str, str], bool]] = {
    "exists": lambda held, value: True,
    "=": lambda held, value: held == value,
    "^=": lambda held, value: bool(value) and held.startswith(value),
    "*=": lambda held, value: bool(value) and value in held,
}
_PSEUDOS: dict[str, Callable[[HtmlElement], bool]] = {
    "last-of-type": lambda element: next(element.itersiblings(str(element.tag)), None) is None,
    "last-child": lambda element: element.getnext() is None,
    "first-child": lambda element: element.getprevious() is None,
}


@cache  # no more than the layouts have selectors, here and below
def _steps(selector: str) -> tuple[_Step, ...] | None:
    """The selector as steps from left to right, None where it asks for what a step cannot say."""
    parsed = parse(selector)
    if len(parsed) != 1 or parsed[0].pseudo_element:
        return None
    steps: list[_Step] = []
    tree = parsed[0].parsed_tree
    while True:
        combinator: str | None = None
        right = tree
        if isinstance(tree, css.CombinedSelector):
            combinator, right = tree.combinator, tree.subselector
            if combinator not in (" ", ">"):
                return None
        step = _step(right, combinator == ">")
        if step is None:
            return None
        steps.insert(0, step)
        if not isinstance(tree, css.CombinedSelector):
            return tuple(steps)
        tree = tree.selector


def _step(tree: object, child: bool) -> _Step | None:
    classes: list[str] = []
    ids: list[str] = []
    attributes: list[tuple[str, str, str]] = []
    pseudos: list[str] = []
    while not isinstance(tree, css.Element):
        if isinstance(tree, css.Class):
            classes.append(tree.class_name)
        elif isinstance(tree, css.Hash):
            ids.append(tree.id)
        elif isinstance(tree, css.Attrib) and tree.operator in _OPERATORS and not tree.namespace:
            attributes.append((tree.attrib, tree.operator, (tree.value.value if tree.value else None) or ""))
        elif isinstance(tree, css.Pseudo) and tree.ident in _PSEUDOS:
            pseudos.append(tree.ident)
        else:
            return None
        tree = tree.selector
    roles = [f"@{value}" for attribute, operator, value in attributes if (attribute, operator) == ("data-role", "=")]
    names = (*ids, *classes, *roles)
    return _Step(tree.element, names, tuple(classes), tuple(ids), tuple(attributes), tuple(pseudos), child)


@cache
def _compiled(selector: str) -> etree.XPath:
    return etree.XPath(HTMLTranslator().css_to_xpath(selector), smart_strings=False)


def select(tree: HtmlElement, selector: str, names: frozenset[str] | None = None) -> list[HtmlElement]:
    """The elements a CSS selector finds under `tree`, in document order; `names` of the same tree makes it cheap.

    By `names` no more than `MOST` elements are looked at.
    """
    if isinstance(names, Names) and names.root is tree and (steps := _steps(selector)):
        among = _candidates(steps, names)
        if among is not None:
            return [e for e in islice(among, MOST) if steps[-1].fits(e) and _stands(e, steps)]
    return [element for element in _compiled(selector)(tree) if isinstance(element, HtmlElement)]


def _candidates(steps: tuple[_Step, ...], names: Names) -> Iterable[HtmlElement] | None:
    """Elements among which the selector's are: the fewest that can be had without looking at the whole page.

    Those that carry the rarest name of the last step; without one, those of its tag under the carriers of the step
    before; without that, all of its tag. None where there is neither name nor tag.
    """
    last = steps[-1]
    if last.names:
        return _holders(last, names)
    named = next((step for step in reversed(steps) if step.names), None)
    if named is not None:
        under = (inner for holder in _holders(named, names) for inner in holder.iter(last.tag or "*"))
        return dict.fromkeys(islice(under, MOST))
    return names.root.iter(last.tag) if last.tag is not None else None


def _holders(step: _Step, names: Names) -> list[HtmlElement]:
    held = [names.holders.get(name, []) for name in step.names]
    return min(held, key=len)


def _stands(element: HtmlElement, steps: tuple[_Step, ...]) -> bool:
    """True when the steps before the last are found above the element, which fits the last."""
    if len(steps) == 1:
        return True
    before = steps[:-1]
    for above in element.iterancestors():
        if before[-1].fits(above) and _stands(above, before):
            return True
        if steps[-1].child:
            return False
    return False


def select_all(tree: HtmlElement, rules: tuple[str, ...], names: frozenset[str] | None = None) -> list[HtmlElement]:
    """The elements any of the selectors finds, in the order of the selectors."""
    found: dict[HtmlElement, None] = {}
    for rule in rules:
        if names is None or may_match(rule, names):
            found.update(dict.fromkeys(select(tree, rule, names)))
    return list(found)


@cache
def _named(selector: str) -> tuple[frozenset[str], ...]:
    """The class words and ids each alternative of a selector asks for; what it rules out is left aside."""
    return tuple(
        frozenset((*_NAME.findall(_BRACKETS.sub("", part)), *(f"@{role}" for role in _ROLE.findall(part))))
        for part in _EXCEPT.sub("", selector).split(",")
    )


def may_match(selector: str, names: frozenset[str]) -> bool:
    """False when the page lacks a name that every alternative of the selector needs: cheaper than looking."""
    return any(wanted <= names for wanted in _named(selector))
