"""The parts of an article page put together."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from lxml.html import HtmlElement

from crawler.reading import dates, fields, furniture, names, pictures
from crawler.reading.blocks import Block, Item
from crawler.reading.decoding import language
from crawler.reading.furniture import Makers
from crawler.reading.house import House
from crawler.reading.knowledge import key
from crawler.reading.layouts.base import Layout, may_match, select_all
from crawler.reading.metadata import Metadata
from crawler.reading.names import Byline
from crawler.reading.records import Basis, PageArticle
from crawler.reading.stamps import unstamped
from crawler.reading.walking import walk

_LONGEST_SECTION = 120  # characters
_MOST_TAGS = 30


@dataclass(frozen=True, slots=True)
class Parts:
    """A page with its body found; `layout` is None on the general way, `names` are its class words and ids."""

    tree: HtmlElement
    url: str
    meta: Metadata
    house: House
    layout: type[Layout] | None
    bodies: list[HtmlElement]
    names: frozenset[str]

    def rules(self, field: str) -> tuple[str, ...]:
        """The layout's selectors for a field that can match on this page, none on the general way."""
        rules: tuple[str, ...] = getattr(self.layout, field) if self.layout else ()
        return tuple(css for css in rules if may_match(css, self.names))


def assemble(parts: Parts) -> tuple[PageArticle, int, str]:
    """(the article, characters of its text, that text before normalising)."""
    title, heading = fields.title(parts.tree, parts.meta, parts.house, parts.rules("title"))
    lead_element = _lead(parts, heading)
    noise = select_all(parts.tree, parts.rules("noise"))
    captions = select_all(parts.tree, parts.rules("captions"))
    makers = Makers()
    bylines = _bylines(parts, makers)
    left_out = {*noise, *bylines}
    if heading is not None:
        left_out.add(heading)
    if lead_element is not None:
        left_out.add(lead_element)
    lead_items = walk(lead_element, noise, captions) if lead_element is not None else []
    body_items: list[Item] = []
    for body in parts.bodies:
        body_items.extend(walk(body, left_out, captions))
    lead_pictures, lead_blocks = pictures.gather(lead_items)
    body_pictures, blocks = pictures.gather(body_items)
    lead_blocks = [block for block in lead_blocks if block.linked < 0.9 and key(block.text) != key(title)]
    sapo = unstamped(" ".join(block.text for block in lead_blocks), parts.house) or None
    blocks, ends = furniture.clean(blocks, title, sapo, parts.house)
    if not (makers.authors or ends.authors or makers.credit or ends.credit):
        _below(parts, makers)
    for author in ends.authors if not makers.authors else ():
        makers.authors.append(author)
    makers.credit = makers.credit or ends.credit
    makers.date_lines.extend(ends.date_lines)
    if blocks:
        blocks[0].text = unstamped(blocks[0].text, parts.house)
    text = "\n".join(block.text for block in blocks)
    stamp, modified, basis = _dates(parts, heading, makers)
    images = pictures.as_images(lead_pictures + body_pictures, title, parts.url)
    if ends.photo or makers.photo:
        images = [{**image, "credit": image["credit"] or ends.photo or makers.photo} for image in images]
    article = PageArticle(
        title=title,
        sapo=sapo,
        body=text,
        author=makers.author or _declared_author(parts),
        credit=makers.credit,
        published_at=stamp.iso if stamp else None,
        published_raw=stamp.raw if stamp else None,
        published_basis=basis,
        modified_at=modified.iso if modified else None,
        section=_section(parts, title),
        images=images,
        tags=_tags(parts),
        language=language(text) or (parts.meta.language if parts.meta.language != "vi" else None),
    )
    raw = (
        title
        + " "
        + " ".join(
            "".join(e.itertext()) for e in (*parts.bodies, *([lead_element] if lead_element is not None else []))
        )
    )
    return article, len(text) + len(sapo or ""), raw


def _lead(parts: Parts, heading: HtmlElement | None) -> HtmlElement | None:
    bodies = set(parts.bodies)
    for element in select_all(parts.tree, parts.rules("lead")):
        if element is heading or element in bodies or (heading is not None and heading in element.iterancestors()):
            continue
        if len("".join(element.itertext()).strip()) >= 20 or element.find(".//img") is not None:
            return element
    return None if parts.layout else fields.lead(heading, parts.bodies)


def _bylines(parts: Parts, makers: Makers) -> list[HtmlElement]:
    """The byline elements that could be understood; one that could not stays where it is."""
    understood = []
    for element in select_all(parts.tree, parts.rules("byline"))[:10]:
        if any(above in understood for above in element.iterancestors()):
            continue
        lines = [item.text for item in walk(element) if isinstance(item, Block)]
        found: list[Byline] = []
        for line in lines:
            made = names.byline(line, parts.house, sure=True)
            if made is not None:
                found.append(made)
            elif not names.is_office(line) and not dates.is_date_line(line):
                break
        else:
            understood.append(element)
            for made in found:
                makers.take(made)
    return understood


def _below(parts: Parts, makers: Makers) -> None:
    """A byline in one of the two elements right under the body."""
    element = parts.bodies[-1].getnext()
    for _ in range(2):
        if element is None or element.tag not in ("p", "div", "span", "h5", "h6"):
            return
        line = fields.text_of(element)
        made = names.byline(line, parts.house) if line else None
        if made is not None:
            makers.take(made)
            return
        element = element.getnext() if not line else None


def _dates(
    parts: Parts, heading: HtmlElement | None, makers: Makers
) -> tuple[dates.Stamp | None, dates.Stamp | None, Basis | None]:
    """(published, modified, where it stood). What the page prints goes before what its machines say."""
    machine = dates.machine(parts.meta.modified)
    lines = [fields.text_of(element) for element in select_all(parts.tree, parts.rules("date"))[:5]]
    for line in chain(lines, _near(parts, heading), makers.date_lines):
        stamp, modified = dates.printed(line)
        if stamp:
            return stamp, modified or machine, "page"
    declared = dates.machine(parts.meta.published)
    if declared:
        return declared, machine, "metadata"
    in_url = dates.in_url(parts.url)
    return in_url, machine, "url" if in_url else None


def _near(parts: Parts, heading: HtmlElement | None) -> Iterator[str]:
    """The date line beside the title, looked for only when it is asked for."""
    line = fields.near_date(heading, parts.bodies)
    if line:
        yield line


def _declared_author(parts: Parts) -> str | None:
    """The author the head of the page names, if it is a person: it is often the name of the site."""
    line = parts.meta.author or ""
    if not line or parts.house.owns(line):
        return None
    made = names.byline(line, parts.house)
    return made.author if made else None


def _section(parts: Parts, title: str) -> str | None:
    for element in select_all(parts.tree, parts.rules("section")):
        text = fields.text_of(element)
        if 0 < len(text) <= _LONGEST_SECTION and key(text) not in (key(title), "trang chu", "home"):
            return text
    return parts.meta.section


def _tags(parts: Parts) -> list[str]:
    found = [fields.text_of(element).lstrip("#").strip(" ,") for element in select_all(parts.tree, parts.rules("tags"))]
    return [tag for tag in dict.fromkeys([*found, *parts.meta.tags]) if 0 < len(tag) <= 100][:_MOST_TAGS]
