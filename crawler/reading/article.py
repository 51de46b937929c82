"""The parts of an article page put together."""

from dataclasses import dataclass, field
from itertools import islice

from lxml.html import HtmlElement

from crawler.reading import bylines, dating, fields, furniture, general, headings, paging, pictures, series, trail
from crawler.reading.blocks import Item
from crawler.reading.furniture import Makers
from crawler.reading.general import Found
from crawler.reading.house import House
from crawler.reading.knowledge import key
from crawler.reading.languages import language
from crawler.reading.layouts.base import Layout, may_match, select_all
from crawler.reading.lines import is_named, unlinked
from crawler.reading.metadata import Metadata
from crawler.reading.opening import opening
from crawler.reading.records import PageArticle
from crawler.reading.stamps import unstamped
from crawler.reading.walking import walk

_LONGEST_SECTION = 120  # characters
_MOST_TAGS = 30
_MOST_BOXES = 50  # related boxes in one body; each is measured
_MOST_PLACE_WORDS = 5  # "Bà Rịa - Vũng Tàu" without its dash has four


@dataclass(frozen=True, slots=True)
class Parts:
    """A page with its body found; `layout` is None on the general way, `names` are its class words and ids.

    `found` is what the general way found: `bodies` then holds its body.
    """

    tree: HtmlElement
    url: str
    meta: Metadata
    house: House
    layout: type[Layout] | None
    bodies: list[HtmlElement]
    names: frozenset[str]
    found: Found | None = None
    head: tuple[str, HtmlElement | None] = field(default=("", None))  # title and heading, where already known

    def rules(self, field: str) -> tuple[str, ...]:
        """The layout's selectors for a field that can match on this page, none on the general way."""
        rules: tuple[str, ...] = getattr(self.layout, field) if self.layout else ()
        return tuple(css for css in rules if may_match(css, self.names))

    def select(self, field: str) -> list[HtmlElement]:
        """The elements of a field by the layout's selectors."""
        return select_all(self.tree, self.rules(field), self.names)


def assemble(parts: Parts) -> tuple[PageArticle, int, str]:
    """(the article, characters of its text, that text before normalising)."""
    title, heading = parts.head if parts.head[0] else title_of(parts)
    lead_element = _lead(parts, heading)
    if parts.found is None:
        noise = [*parts.select("noise"), *_named_furniture(parts.bodies)]
    else:
        noise = parts.found.left_out
    captions = parts.select("captions")
    makers = Makers()
    marked = bylines.near(parts.found, heading) if parts.found is not None else parts.select("byline")
    left_out = {*noise, *bylines.take(marked, makers, parts.house)}
    if parts.found is not None:
        bylines.beside_date(parts.found, heading, makers, parts.house)
    if heading is not None:
        left_out.add(heading)
    if lead_element is not None:
        left_out.add(lead_element)
    if lead_element is not None and (place := _glued_place(lead_element)) is not None:
        noise = [*noise, place]
    lead_items = walk(lead_element, noise, captions) if lead_element is not None else []
    body_items: list[Item] = []
    for body in parts.bodies if lead_element is None else [one for one in parts.bodies if one is not lead_element]:
        body_items.extend(walk(body, left_out, captions))
    lead_pictures, lead_blocks = pictures.gather(lead_items)
    lead_pictures += opening(heading, parts.bodies, {*noise, *([lead_element] if lead_element is not None else [])})
    body_pictures, blocks = pictures.gather(body_items)
    lead_blocks = [block for block in lead_blocks if block.linked < 0.9 and key(block.text) != key(title)]
    sapo = unstamped(" ".join(block.text for block in lead_blocks), parts.house) or None
    blocks, ends = furniture.clean(blocks, title, sapo, parts.house)
    if sapo is None and fields.bold_lead(blocks):
        sapo = unstamped(blocks.pop(0).text, parts.house)
    if not (makers.authors or ends.authors or makers.credits or ends.credits):
        bylines.below(parts.bodies[-1], makers, parts.house)
    for author in ends.authors if not makers.authors else ():
        makers.authors.append(author)
    makers.credits.extend(ends.credits)
    makers.date_lines.extend(ends.date_lines)
    if blocks:
        blocks[0].text = unstamped(blocks[0].text, parts.house)
    text = "\n".join(block.text for block in blocks)
    when = dating.published(heading, parts.bodies, parts.select("date"), makers.date_lines, parts.meta, parts.url)
    images = pictures.as_images(lead_pictures + body_pictures, title, parts.url)
    if ends.photo or makers.photo:
        images = [{**image, "credit": image["credit"] or ends.photo or makers.photo} for image in images]
    section, tags = _section(parts, title), _tags(parts)
    made_by = makers.author or bylines.declared(parts.meta, parts.house, parts.found)
    article = PageArticle(
        title=title,
        sapo=sapo,
        body=text,
        author=made_by,
        credit=makers.credit(made_by),
        published_at=when.published.iso if when.published else None,
        published_raw=when.published.raw if when.published else None,
        published_basis=when.basis,
        modified_at=when.modified.iso if when.modified else None,
        section=section,
        images=images,
        tags=tags,
        language=language(text) or (parts.meta.language if parts.meta.language != "vi" else None),
        series=series.of(title, [line for line in (section, *tags) if line]),
        further=paging.further(parts.tree, parts.url, parts.bodies),
    )
    raw = (
        title
        + " "
        + " ".join(
            "".join(e.itertext()) for e in (*parts.bodies, *([lead_element] if lead_element is not None else []))
        )
    )
    return article, len(text) + len(sapo or ""), raw


def _named_furniture(bodies: list[HtmlElement]) -> list[HtmlElement]:
    """Divisions in a body named after what never is an article: layouts change their related boxes more than the rest."""
    found = [
        element
        for body in bodies
        for element in body.iter("div", "section", "aside", "ul", "article")
        if element is not body and is_named(element, "furniture")
    ]
    found = found[:_MOST_BOXES]
    most = sum(map(unlinked, bodies)) / 3 if found else 0  # more is no box beside the text
    return [element for element in found if unlinked(element) < most]


def title_of(parts: Parts) -> tuple[str, HtmlElement | None]:
    """(headline, its element)."""
    title, heading = fields.title(parts.tree, parts.meta, parts.house, parts.rules("title"), parts.names)
    if not title and (found := general.find_body(parts.tree, None)) is not None:
        return headings.above(found, parts.house)  # neither the layout nor the head of the page knows it
    return title, heading


def _lead(parts: Parts, heading: HtmlElement | None) -> HtmlElement | None:
    bodies = set(parts.bodies)
    for element in parts.select("lead"):
        if element is heading or element in bodies or (heading is not None and heading in element.iterancestors()):
            continue
        if len("".join(element.itertext()).strip()) >= 20 or element.find(".//img") is not None:
            return element
    never = [element for name in ("noise", "byline", "date", "captions", "tags") for element in parts.select(name)]
    return fields.lead(heading, parts.bodies, parts.meta, never)


def _section(parts: Parts, title: str) -> str | None:
    for element in parts.select("section"):
        text = fields.text_of(element)
        if 0 < len(text) <= _LONGEST_SECTION and key(text) not in (key(title), "trang chu", "home"):
            return _deepest(element, title) or text
    return trail.section(parts.tree, title, parts.names) or parts.meta.section


def _glued_place(lead: HtmlElement) -> HtmlElement | None:
    """The place before a lead, parted from it by a stylesheet only: `<span>Hà Nội</span>Sáng nay`."""
    first = next(iter(lead), None)
    if first is None or first.tag not in ("span", "strong", "b", "em") or (lead.text or "").strip() or len(first):
        return None
    place, rest = (first.text or "").strip(), first.tail or ""
    words = place.split()
    if not 1 <= len(words) <= _MOST_PLACE_WORDS or not all(word[0].isupper() for word in words):
        return None
    return first if place[-1].islower() and rest[:1].isupper() else None


def _deepest(element: HtmlElement, title: str) -> str | None:
    """The last section of the path when `element` stands in one item of it; None when it stands alone."""
    item = element.getparent()
    if item is None or item.tag != "li":
        return None
    later = [
        fields.text_of(link) for after in islice(item.itersiblings("li"), 6) for link in islice(after.iter("a"), 1)
    ]
    kept = [text for text in later if 0 < len(text) <= _LONGEST_SECTION and key(text) not in key(title)]
    return kept[-1] if kept else None


def _tags(parts: Parts) -> list[str]:
    found = [fields.text_of(element).lstrip("#").strip(" ,") for element in parts.select("tags")]
    said = [tag for tag in dict.fromkeys([*found, *parts.meta.tags]) if 0 < len(tag) <= 100][:_MOST_TAGS]
    return said or trail.tags(parts.tree, parts.names)
