"""A second opinion where the general way finds no body: trafilatura, asked for the place and not for the words.

It knows other names of furniture than we do and weighs a page differently. What it takes for the article is looked up
among the lines of the page; where it stands together, below the title and outside any list, the element that holds it
is the body, and is read as any other: no word, caption or lead is lost in between.
"""

from copy import deepcopy

from lxml import etree
from lxml.html import HtmlElement

from crawler.reading import dates
from crawler.reading.general import Found, below, first_after, is_legal
from crawler.reading.layouts.base import is_links
from crawler.reading.lines import Line, lines_of

NAME = "trafilatura"  # as `Reading.layout`
# Blocks. The worst page found with so many (and 19,000 links) takes .45 s; its default way took 5 s for 5,000 paragraphs.
_MOST_ELEMENTS = 1_500
_MOST_TEXT = 300_000  # bytes of the page as text
THIN = 300  # characters of sentences the general way found up to which it may have the lead alone
_LEAST = 400  # characters of sentences; side boxes and footers have up to 300
_FOUND_AGAIN = 0.7  # share of its text that stands on the page line by line
_TOGETHER = 0.6  # share of that which one element holds
_OWN = 0.6  # share of the sentences in that element that it took too
_PER_HEADLINE = 250  # characters of sentences for each headline that leads elsewhere; lists have 100 to 150
_RUN = 300  # characters without a blank: encrypted
_LINKED = 0.25  # share of linked characters; an article has under .1, a list with excerpts half
_ASIDE = frozenset({"nav", "footer", "aside", "header", "li", "a"})

_COUNTED = etree.XPath("count(//p | //div | //br | //li | //td | //tr | //span | //blockquote)")


def find_body(tree: HtmlElement, heading: HtmlElement | None) -> Found | None:
    """The body where trafilatura sees one and the page bears it out, else None; `heading` is the element of the title.

    Not asked on pages without a title, with more than `_MOST_ELEMENTS` or `_MOST_TEXT`.
    """
    root = tree.find("body")
    if root is None or heading is None or _COUNTED(tree) > _MOST_ELEMENTS:
        return None
    taken = _asked(tree)
    lines = lines_of(root, named=False)
    again = [line for line in lines[first_after(lines, heading) :] if _bare(line.text) in taken and not line.is_link]
    size = _size(again)
    if not size or size < _FOUND_AGAIN * sum(map(len, taken)):
        return None
    holder = _holder(again, size)
    if holder is None or any(e.tag in _ASIDE for e in (holder, *holder.iterancestors())):
        return None
    if not _is_text(holder, [line for line in lines if holder in line.path], again):
        return None
    kept = {heading, *heading.iterancestors(), holder, *holder.iterancestors()}
    out: list[HtmlElement] = []
    lines = lines_of(root, kept, out)
    inside = [line for line in lines if holder in line.path]
    bodies = below(holder, heading, inside) if holder in heading.iterancestors() else [holder]
    return Found(bodies, out, lines, inside)


def _asked(tree: HtmlElement) -> frozenset[str]:
    """The lines trafilatura takes for the article, without blanks."""
    from trafilatura import bare_extraction  # half a second to load, and most nights it is not asked

    if len("".join(tree.itertext())) > _MOST_TEXT:
        return frozenset()
    found = bare_extraction(
        deepcopy(tree), with_metadata=False, include_comments=False, fast=True, favor_precision=True
    )
    text = getattr(found, "text", None) or ""  # declared as a Document or, as formerly, a dictionary
    return frozenset(filter(None, map(_bare, text.split("\n"))))


def _bare(text: str) -> str:
    return "".join(text.split()).lstrip("-–•")


def _size(lines: list[Line]) -> int:
    return sum(len(_bare(line.text)) for line in lines)


def _holder(lines: list[Line], size: int) -> HtmlElement | None:
    """The deepest element that holds most of the lines."""
    held: dict[HtmlElement, int] = {}
    for line in lines:
        for above in line.path[1:]:
            held[above] = held.get(above, 0) + len(_bare(line.text))
    fitting = [e for e, inside in held.items() if inside >= _TOGETHER * size and e.tag not in ("body", "html")]
    return max(fitting, key=lambda element: sum(1 for _ in element.iterancestors()), default=None)


def _is_text(holder: HtmlElement, lines: list[Line], again: list[Line]) -> bool:
    """True when the lines of an element are sentences, few of them linked, and most of them those found again."""
    sentences = [line for line in lines if line.is_running and not is_legal(line.text)]
    size = _size(sentences)
    if size < _LEAST or is_links(holder) or max(len(word) for line in lines for word in line.text.split()) > _RUN:
        return False
    if sum(line.is_link for line in lines) * _PER_HEADLINE > size or sum(dates.is_date_line(e.text) for e in lines) > 2:
        return False  # a list with excerpts, with a date for each
    taken = {id(line) for line in again}
    letters = sum(len(line.text) for line in lines)
    own = _size([line for line in sentences if id(line) in taken])
    return own >= _OWN * size and sum(line.linked for line in lines) <= _LINKED * letters
