"""Is what the general way found an article at all? Lists, error pages and side boxes look like one to any finder."""

from itertools import islice

from lxml.html import HtmlElement

from crawler.reading import dates, kinds
from crawler.reading.general import Found
from crawler.reading.knowledge import key, keys
from crawler.reading.lines import Line, lines_of
from crawler.reading.metadata import Metadata
from crawler.reading.records import Kind
from nlp.text import fold, normalise

NOT_FOUND: tuple[Kind, str] = ("missing", "body not found")  # an article whose text nobody found
_LIST_LINKS = 4  # headlines on a page without a body that make it a list
_SHORTEST = 300  # characters of sentences; the introduction of a list has up to 250
_ITEM = 180  # characters of the shortest news item seen
_PER_HEADLINE = 150  # characters of sentences for each headline in a body; lists have an excerpt of 100 for each
_PER_DATE = 400  # characters of sentences for each date in a body; a list has an excerpt or two for each
_CLOSED = 900  # characters of a text that an invitation to subscribe replaces
_GONE = 700  # characters of sentences up to which an error notice is believed
_BESIDE = 6  # lines under a title among which its date stands
_DATES = 8  # date lines on a page that make it a table of documents
_PICTURES = 4  # of a gallery, at least
_CERTAIN = 1200  # characters of sentences in one place that no side box has


def doubt(
    found: Found | None,
    head: tuple[str, HtmlElement | None],
    meta: Metadata,
    url: str,
    tree: HtmlElement,
) -> tuple[Kind, str] | None:
    """(kind, reason) of a page that is no article after all, or None."""
    lines = found.lines if found is not None else _all_lines(tree)
    sentences = found.sentences if found is not None else 0
    if sentences < _GONE and (kinds.is_gone(meta, tree) or _says(lines, head, "gone")):
        return "missing", "error page"
    if sentences < _CLOSED and _says(lines, head, "closed"):
        return "missing", "for subscribers only"
    links = sum(line.is_link for line in lines)
    if found is None:
        dated = meta.is_article or _is_dated(lines, head[1])  # an article whose text nobody found
        if kinds.is_media_address(url) or kinds.has_player(tree) or (dated and _is_gallery(tree)):
            return "media", "no text"
        return ("list", "more headlines than text") if links >= _LIST_LINKS and not dated else None
    if not meta.is_article and (
        (found.sentences < _SHORTEST and links >= 2 * _LIST_LINKS and not _is_dated(lines, head[1]))
        or (found.headlines >= 3 and found.headlines * _PER_HEADLINE > found.sentences)
        or (links >= 2 * _LIST_LINKS and _first_leads_elsewhere(found))
        or (links >= 2 * _LIST_LINKS and _is_dated_list(found) and not _is_dated(lines, head[1]))
    ):
        return "list", "more headlines than text"
    if found.sentences < _CERTAIN and _is_beside(found, head[1]):
        if meta.is_article or _is_dated(found.lines, head[1]):
            return NOT_FOUND
        return ("list", "more headlines than text") if links >= _LIST_LINKS else NOT_FOUND
    return None


def is_lead_alone(found: Found, meta: Metadata) -> bool:
    """True when what was found is one paragraph, shorter than any news or given as the page's description too."""
    sentences = [line.text for line in found.inside if line.is_running]
    if len(sentences) != 1 or len(sentences[0]) >= _SHORTEST:
        return False
    return len(sentences[0]) < _ITEM or key(sentences[0]) in key(meta.description or "")


def _is_dated(lines: list[Line], heading: HtmlElement | None) -> bool:
    """True when a date stands beside the title, before any headline that leads elsewhere."""
    at = next((n for n, line in enumerate(lines) if heading is not None and heading in line.path), None)
    if at is None or sum(dates.is_date_line(line.text) for line in lines if len(line.text) < 60) >= _DATES:
        return False
    if any(dates.is_date_line(line.text) and not dates.is_clock(line.text) for line in lines[max(0, at - 2) : at]):
        return True
    for line in lines[at + 1 : at + 1 + _BESIDE]:
        if line.is_link:
            return False
        if dates.is_date_line(line.text) and not dates.is_clock(line.text):
            return True
    return False


def _all_lines(tree: HtmlElement) -> list[Line]:
    body = tree.find("body")
    return lines_of(body) if body is not None else []


def _says(lines: list[Line], head: tuple[str, HtmlElement | None], table: str) -> bool:
    """True when the title or a line of words says one of the phrases of `[kinds] table`."""
    phrases = [phrase for phrase in keys("kinds", table) if " " in phrase]
    said = [head[0], *(line.text for line in lines if not line.is_link and len(line.text) < 400)]
    folded = fold(normalise("\n".join(said)))
    return any(phrase in folded for phrase in phrases)


def _is_gallery(tree: HtmlElement) -> bool:
    """True for pictures that lead nowhere, four or more."""
    loose = (img for img in tree.iter("img") if not any(e.tag == "a" for e in img.iterancestors()))
    return sum(1 for _ in islice(loose, _PICTURES)) >= _PICTURES


def _first_leads_elsewhere(found: Found) -> bool:
    """True when what was found begins with a headline, or is an item of a list."""
    if any(element.tag == "li" for element in (found.bodies[0], *found.bodies[0].iterancestors())):
        return True
    first = next((line for line in found.inside if line.is_link or line.is_running), None)
    return first is not None and first.is_link


def _is_dated_list(found: Found) -> bool:
    """True for dates all through what was found, one for every few sentences: those of the articles it lists."""
    last = max((n for n, line in enumerate(found.inside) if line.is_running), default=0)
    dated = sum(len(line.text) < 60 and dates.is_date_line(line.text) for line in found.inside[:last])
    return dated >= _LIST_LINKS and dated * _PER_DATE > found.sentences


def _is_beside(found: Found, heading: HtmlElement | None) -> bool:
    """True when a column of headlines or a heading of one stands between the title and what was found."""
    if heading is None:
        return False
    at = next((n for n, line in enumerate(found.lines) if heading in line.path), None)
    if at is None:
        at = next((n for n, line in enumerate(found.lines) if line.element in list(heading.iterancestors())[:1]), None)
    if at is None:
        return False
    inside = {id(line) for line in found.inside}
    first = next((n for n, line in enumerate(found.lines) if id(line) in inside and line.is_running), None)
    if first is None:
        return False
    if first < at:
        return True  # the text stands before its title
    between = found.lines[at + 1 : first]
    if any(
        key(line.text) in keys("related", "headings") for line in between if not line.is_link and len(line.text) < 60
    ):
        return True
    return sum(line.is_link for line in between) >= 2 * _LIST_LINKS
