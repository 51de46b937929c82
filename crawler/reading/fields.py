"""Title, lead and date, found by where they stand."""

import re

from lxml.html import HtmlElement

from crawler.reading import dates, furniture, kinds
from crawler.reading.blocks import Block, is_hidden, tokens
from crawler.reading.house import House
from crawler.reading.knowledge import key
from crawler.reading.layouts import select_all
from crawler.reading.metadata import Metadata
from crawler.reading.walking import walk
from nlp.text import canonical, one_line

LONGEST_TITLE = 400  # characters; the longest real headline seen has 170
_LEAD = (20, 2500)  # characters a lead has
_RUNNING = 60  # characters of a lead no class marks
_BELOW = 60  # elements after a title looked at for a date
_ABOVE = 3  # elements before it
_CLOCKS = re.compile(
    r"(?:clock|today|now|timer|dong-?ho|time-?now|current-?(?:time|date)|ngay-?hien-?tai|menu|nav|footer|sidebar|related"
    r"|comments?|weather|hot-?news|most-?read)",
    re.I,
)
_LEAD_CLASS = re.compile(
    r"(?:^|[-_])(?:sapo|lead|desc|description|summary|trichdan|tomtat|hometext|chapeau|intro|abstract)(?:$|[-_])", re.I
)
_SITE_NAME = re.compile(r"(?:trang (?:thông tin|tin|chủ)|cổng thông tin|báo điện tử|website)\b")
_SITE_SEPARATOR = re.compile(r"\s+[|\-–—•»]\s+")


def title(
    tree: HtmlElement, meta: Metadata, house: House, rules: tuple[str, ...] = ()
) -> tuple[str, HtmlElement | None]:
    """(headline, its element): by the layout, else the `<h1>` that the head of the page confirms, else the head."""
    for element in select_all(tree, rules):
        text = text_of(element)
        if 0 < len(text) <= LONGEST_TITLE:
            return text, element
    said = [text for text in (meta.headline, meta.og_title, meta.page_title) if text]
    firsts = [(text_of(e), e) for e in list(tree.iter("h1"))[:20]]
    firsts = [(text, e) for text, e in firsts if 0 < len(text) <= LONGEST_TITLE]
    for text, element in firsts:
        if any(key(text) and key(text) in key(other) for other in said):
            return text, element
    if len(firsts) == 1 and not _in_furniture(firsts[0][1]):
        return firsts[0]
    for text in said:
        if text is meta.page_title:
            text = _SITE_SEPARATOR.split(text)[0]
        if text and len(text) <= LONGEST_TITLE and not house.owns(text) and not _SITE_NAME.match(canonical(text)):
            return text, None
    return "", None


def text_of(element: HtmlElement) -> str:
    """The text of an element as read, one line."""
    return " ".join(item.text for item in walk(element) if isinstance(item, Block))


def _in_furniture(element: HtmlElement) -> bool:
    above = [element, *element.iterancestors()]
    return any(e.tag in ("header", "nav", "footer", "aside") and e is not element for e in above[:6])


def lead(heading: HtmlElement | None, bodies: list[HtmlElement]) -> HtmlElement | None:
    """The element between title and body that is the lead, or None.

    Its class says so, or it is the only running text there.
    """
    if heading is None:
        return None
    inside = {e for body in bodies for e in body.iterancestors()} | set(bodies)
    running: list[HtmlElement] = []
    for element in _after(heading):
        if element in bodies:
            break
        if element in inside or any(above in running for above in element.iterancestors()):
            continue
        text = text_of(element)
        if not _LEAD[0] <= len(text) <= _LEAD[1] or dates.is_date_line(text) or kinds.headlines(element):
            continue
        names = f"{element.get('class') or ''} {element.get('id') or ''}".split()
        if any(_LEAD_CLASS.search(name) for name in names):
            return element
        if len(text) >= _RUNNING and not furniture.is_noise(text):
            running.append(element)
    else:
        return None  # the body does not follow the title
    return running[0] if len(running) == 1 else None


def _after(element: HtmlElement) -> list[HtmlElement]:
    """The first elements that begin after `element` ends, in document order."""
    found: list[HtmlElement] = []
    at: HtmlElement | None = element
    while at is not None and len(found) <= _BELOW:
        follower = at.getnext()
        while follower is not None and len(found) <= _BELOW:
            for inner in follower.iter():
                found.append(inner)
                if len(found) > _BELOW:
                    break
            follower = follower.getnext()
        at = at.getparent()
        if at is not None and at.tag in ("body", "html"):
            break
    return found


def near_date(heading: HtmlElement | None, bodies: list[HtmlElement]) -> str | None:
    """The date line just below the title and before the body, or just above the title beside it."""
    if heading is None:
        return None
    inside = set(bodies)
    for element in _after(heading):
        if element in inside:
            break
        line = _date_line(element)
        if line:
            return line
    before = heading.getprevious()
    for _ in range(_ABOVE):
        if before is None:
            break
        line = _date_line(before)
        if line:
            return line
        before = before.getprevious()
    return None


def _date_line(element: HtmlElement) -> str | None:
    if not isinstance(element.tag, str) or is_hidden(element) or element.tag in ("script", "style", "a"):
        return None
    if any(_CLOCKS.fullmatch(name) for name in tokens(element)) or element.find(".//a") is not None:
        return None
    for above in list(element.iterancestors())[:8]:
        if above.tag in ("li", "nav", "aside", "footer") or any(_CLOCKS.fullmatch(name) for name in tokens(above)):
            return None
    text = one_line("".join(element.itertext())[:1000])
    if key(text).startswith("hom nay") or not dates.is_date_line(text):
        return None
    return text
