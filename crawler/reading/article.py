"""The parts of an article page put together."""

from dataclasses import dataclass, field

from lxml.html import HtmlElement

from crawler.reading import bylines, dating, fields, furniture, paging, pictures, series, trail
from crawler.reading.blocks import Item
from crawler.reading.furniture import Makers
from crawler.reading.general import Found
from crawler.reading.house import House
from crawler.reading.knowledge import key
from crawler.reading.languages import language
from crawler.reading.layouts.base import Layout, may_match, select_all
from crawler.reading.metadata import Metadata
from crawler.reading.records import PageArticle
from crawler.reading.stamps import unstamped
from crawler.reading.walking import walk

_LONGEST_SECTION = 120  # characters
_MOST_TAGS = 30


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
    noise = parts.select("noise") if parts.found is None else parts.found.left_out
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
    lead_items = walk(lead_element, noise, captions) if lead_element is not None else []
    body_items: list[Item] = []
    for body in parts.bodies if lead_element is None else [one for one in parts.bodies if one is not lead_element]:
        body_items.extend(walk(body, left_out, captions))
    lead_pictures, lead_blocks = pictures.gather(lead_items)
    body_pictures, blocks = pictures.gather(body_items)
    lead_blocks = [block for block in lead_blocks if block.linked < 0.9 and key(block.text) != key(title)]
    sapo = unstamped(" ".join(block.text for block in lead_blocks), parts.house) or None
    blocks, ends = furniture.clean(blocks, title, sapo, parts.house)
    if sapo is None and parts.layout is None and fields.bold_lead(blocks):
        sapo = unstamped(blocks.pop(0).text, parts.house)
    if not (makers.authors or ends.authors or makers.credit or ends.credit):
        bylines.below(parts.bodies[-1], makers, parts.house)
    for author in ends.authors if not makers.authors else ():
        makers.authors.append(author)
    makers.credit = makers.credit or ends.credit
    makers.date_lines.extend(ends.date_lines)
    if blocks:
        blocks[0].text = unstamped(blocks[0].text, parts.house)
    text = "\n".join(block.text for block in blocks)
    when = dating.published(heading, parts.bodies, parts.select("date"), makers.date_lines, parts.meta, parts.url)
    images = pictures.as_images(lead_pictures + body_pictures, title, parts.url)
    if ends.photo or makers.photo:
        images = [{**image, "credit": image["credit"] or ends.photo or makers.photo} for image in images]
    section, tags = _section(parts, title), _tags(parts)
    article = PageArticle(
        title=title,
        sapo=sapo,
        body=text,
        author=makers.author or bylines.declared(parts.meta, parts.house, parts.found),
        credit=makers.credit,
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


def title_of(parts: Parts) -> tuple[str, HtmlElement | None]:
    """(headline, its element)."""
    return fields.title(parts.tree, parts.meta, parts.house, parts.rules("title"), parts.names)


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
            return text
    return trail.section(parts.tree, title) or parts.meta.section


def _tags(parts: Parts) -> list[str]:
    found = [fields.text_of(element).lstrip("#").strip(" ,") for element in parts.select("tags")]
    said = [tag for tag in dict.fromkeys([*found, *parts.meta.tags]) if 0 < len(tag) <= 100][:_MOST_TAGS]
    return said or trail.tags(parts.tree)
