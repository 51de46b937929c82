"""Title and lead, found by where they stand."""

from collections.abc import Collection
from itertools import islice

from lxml.html import HtmlElement

from crawler.reading import dates, furniture, headings, kinds
from crawler.reading.blocks import Block, is_hidden
from crawler.reading.dating import following
from crawler.reading.house import House
from crawler.reading.knowledge import key
from crawler.reading.layouts import select_all
from crawler.reading.lines import is_furniture, is_named
from crawler.reading.metadata import Metadata
from crawler.reading.walking import walk

LONGEST_TITLE = headings.LONGEST
_LEAD = (20, 2500)  # characters a lead has
_RUNNING = 60  # characters of a lead no class marks
_BELOW = 120  # elements after a title looked at for a lead
_SAME = 0.8  # share of the words of a description that a line must have to be the lead it repeats
_BOLD_LEAD = (60, 700)  # characters of a first paragraph in bold that is the lead


def title(
    tree: HtmlElement,
    meta: Metadata,
    house: House,
    rules: tuple[str, ...] = (),
    names: frozenset[str] | None = None,
) -> tuple[str, HtmlElement | None]:
    """(headline, its element): by the layout, else the `<h1>` that the head of the page confirms, else by its looks."""
    for element in select_all(tree, rules, names):
        text = text_of(element) if headings.short_text(element) else ""
        if 0 < len(text) <= LONGEST_TITLE:
            return text, element
    said = [text for text in (meta.headline, meta.og_title, meta.page_title) if text]
    firsts = [(text_of(e), e) for e in islice(tree.iter("h1"), 20) if headings.short_text(e)]
    firsts = [(text, e) for text, e in firsts if 0 < len(text) <= LONGEST_TITLE and not house.owns(text)]
    if len(firsts) == 1 and any(key(firsts[0][0]) in key(other) for other in said):
        text, element = firsts[0]
        if len(key(text)) > 20 and element.find(".//a") is None:
            return text, element
    found, heading = headings.find(tree, meta, house)
    if found:
        return found, heading
    if len(firsts) == 1 and not _in_furniture(firsts[0][1]) and firsts[0][1].find(".//a") is None:
        return firsts[0]
    return headings.from_head(meta, house), None


def text_of(element: HtmlElement) -> str:
    """The text of an element as read, one line."""
    return " ".join(item.text for item in walk(element) if isinstance(item, Block))


def _in_furniture(element: HtmlElement) -> bool:
    above = [element, *element.iterancestors()]
    return any(e.tag in ("header", "nav", "footer", "aside") and e is not element for e in above[:6])


def lead(
    heading: HtmlElement | None,
    bodies: list[HtmlElement],
    meta: Metadata | None = None,
    never: Collection[HtmlElement] = (),
) -> HtmlElement | None:
    """The element between title and body, or at the start of the body, that is the lead, or None.

    Its class says so, the description of the page repeats it, or it is the only running text there. Nothing is looked
    for in the elements of `never`.
    """
    if heading is None:
        return None
    inside = {e for body in bodies for e in body.iterancestors()}
    said = key(meta.description or "") if meta else ""
    running: list[HtmlElement] = []
    in_body = followed = False
    first = bodies[0] if len(bodies) > 1 else None
    skipped: set[HtmlElement] = set(never)
    for element in following(heading, _BELOW):
        if element in bodies:
            followed = True
            # The first of several parts may be the lead itself
            if element is not first or is_furniture(element) or not _is_one_line(element):
                in_body = True
                continue
        if in_body and not any(body in element.iterancestors() for body in bodies):
            break
        if element in inside or element.tag in ("script", "style", "figure", "img") or is_hidden(element):
            continue
        if element in skipped or any(above in skipped for above in element.iterancestors()):
            continue
        named = is_named(element, "lead")
        if is_furniture(element) and not named:
            skipped.add(element)
            continue
        if in_body and not named:
            continue
        if element.tag in ("ul", "ol", "dl", "li", "dd", "dt"):
            continue
        text = text_of(element)
        if not _LEAD[0] <= len(text) <= _LEAD[1] or dates.is_date_line(text) or kinds.headlines(element):
            continue
        if named and not _holds_paragraphs(element, text):
            return element
        if in_body:
            continue
        if said and _repeats(text, said):
            return element
        if len(text) >= _RUNNING and not furniture.is_noise(text):
            running.append(element)
            skipped.add(element)
    if not followed:
        return None  # the body does not follow the title
    return running[0] if len(running) == 1 else None


def _is_one_line(element: HtmlElement) -> bool:
    return sum(isinstance(item, Block) for item in walk(element)) == 1


def _holds_paragraphs(element: HtmlElement, text: str) -> bool:
    """True for the whole article under a name such as "news-description"."""
    return len(text) > 900 and sum(1 for _ in islice(element.iter("p", "br", "div"), 5)) > 3


def _repeats(text: str, said: str) -> bool:
    """True when the page's description repeats the line or its beginning."""
    own = key(text)
    if len(own) < _LEAD[0]:
        return False
    bare = said.rstrip(". …")
    if own.startswith(bare) or bare in own or (own in said and len(own) > 0.6 * len(said)):
        return len(own) <= 3 * max(len(bare), 1)
    words = set(own.split())
    theirs = said.split()
    return len(words) >= 8 and sum(word in words for word in theirs) >= _SAME * max(len(theirs), len(words))


def bold_lead(blocks: list[Block]) -> bool:
    """True when the first paragraph of a body is the lead: bold before text that is not."""
    if len(blocks) < 3:
        return False
    first, second = blocks[0], next((b for b in blocks[1:3] if len(b.text) >= _RUNNING), None)
    if second is None or first.tag in ("h4", "li", "th"):
        return False
    if first.tag in ("h2", "h3"):
        return _BOLD_LEAD[0] <= len(first.text) <= _BOLD_LEAD[1] and second.tag not in ("h2", "h3")
    fits = _BOLD_LEAD[0] <= len(first.text) <= _BOLD_LEAD[1]
    return fits and first.bold > 0.9 and second.bold < 0.5 and not first.text.endswith(("?", ":"))
