"""The elements that name the makers of an article: where a layout says, or where their names and places say so."""

import re
from dataclasses import replace
from itertools import islice

from lxml.html import HtmlElement

from crawler.reading import dates, fields, names
from crawler.reading.blocks import Block, is_hidden
from crawler.reading.dating import following
from crawler.reading.furniture import Makers, parted
from crawler.reading.general import Found
from crawler.reading.house import House
from crawler.reading.knowledge import key, keys, openings
from crawler.reading.lines import is_furniture, is_named
from crawler.reading.metadata import Metadata
from crawler.reading.names import Byline
from crawler.reading.walking import walk
from nlp.text import canonical, one_line

_STATION = re.compile(r"/[A-ZĐ]{2,}[\w.+-]{0,20}(?: [\w-]{1,15}){0,2}$")  # "Ngọc Mai/VOV-Tây Bắc"
_MOST = 10  # byline elements looked at
_LOOKED = 30  # elements with a telling name looked at
_BELOW = 80  # elements after a title looked at
_UNDER = 40  # elements after the body
_PARTS = re.compile(r"\s*[|•·]\s*")
_BETWEEN = 12  # lines between title and text looked at
_BEFORE = 30  # elements above a title looked at; higher up stands the clock of the visit
_OUT = 3  # levels around a title
_POSTED = 80  # characters of a line that says who posted it when
_PIECES = 12  # texts of a byline element read one by one
_MENU = 5  # links that make a menu; a path of sections has two or three
_SHORT = 120  # characters of a line that may name a maker


def take(elements: list[HtmlElement], makers: Makers, house: House) -> list[HtmlElement]:
    """The byline elements that could be understood, what they say put into `makers`; the others stay where they are."""
    understood: list[HtmlElement] = []
    for element in elements[:_MOST]:
        if any(above in understood for above in element.iterancestors()):
            continue
        found = _read(element, house)
        if found is None:
            continue
        understood.append(element)
        for made in found[0]:
            makers.take(made)
        makers.date_lines.extend(found[1])
    return understood


def _read(element: HtmlElement, house: House) -> tuple[list[Byline], list[str]] | None:
    """(what the element says of makers, its date lines), None when a part of it is neither."""
    lines = [item.text for item in walk(element) if isinstance(item, Block)]
    if len(lines) == 1 and (is_named(element, "source") or element.get("data-role") == "source"):
        source = names.source(lines[0], house)
        if source is not None:
            return [source], []
    read = _read_lines(lines, house)
    return read if read is not None and read[0] else _glued(element, house) or read


def _glued(element: HtmlElement, house: House) -> tuple[list[Byline], list[str]] | None:
    """ "Thu Hà<span>Thứ bảy, 18/05/2019</span>": a name and a date in inline elements without a blank between."""
    pieces = [one_line(text).strip(" |-–") for text in islice(element.itertext(), _PIECES)]
    named = [piece for piece in pieces if piece and not dates.is_date_line(piece)]
    if len(named) != 1 or not any(map(dates.is_date_line, pieces)) or key(named[0]) in keys("general", "places"):
        return None
    made = names.byline(named[0], house)
    return ([made], [piece for piece in pieces if dates.is_date_line(piece)]) if made is not None else None


def _read_lines(lines: list[str], house: House) -> tuple[list[Byline], list[str]] | None:
    found: list[Byline] = []
    dated: list[str] = []
    for line in filter(None, lines):
        text = _without_by(line)
        whole = _of_station(text, house) or names.byline(text, house, sure=True)
        if whole is not None:
            found.append(whole)
            continue
        if dates.is_date_line(text):
            dated.append(text)
            continue
        for part in filter(None, _PARTS.split(parted(text))):
            made = names.byline(part, house, sure=True)
            if dates.is_date_line(part):
                dated.append(part)
            elif made is not None:
                found.append(made)
            elif not names.is_office(part):
                return None
    return found, dated


def _of_station(text: str, house: House) -> Byline | None:
    """ "Ngọc Mai/VOV-Tây Bắc": a name and the station it writes for; letters nobody knows are left out."""
    station = _STATION.search(text)
    made = names.byline(text[: station.start()], house, sure=True) if station else None
    if station is None or made is None or made.author is None:
        return None
    name = station[0][1:]
    letters = re.split("[- ]", name)[0]
    own = house.owns(name) or house.owns(letters)
    return made if own or not names.is_agency(letters) else replace(made, credit=made.credit or name)


def _without_by(text: str) -> str:
    """ "Bởi Thu Hà" → "Thu Hà"."""
    low = canonical(text)
    word = next((word for word in openings("general", "by") if low.startswith((word + " ", word + ":"))), "")
    return text[len(word) :].lstrip(" :")


def preceding(heading: HtmlElement, most: int) -> list[HtmlElement]:
    """Elements above a title, the nearest first, up to `_OUT` levels out of what it stands in."""
    found: list[HtmlElement] = []
    for level in (heading, *islice(heading.iterancestors(), _OUT)):
        if level.tag in ("body", "html"):
            break
        for sibling in islice(level.itersiblings(preceding=True), 4):
            if sum(1 for _ in islice(sibling.iter("a"), _MENU)) == _MENU:
                break  # the head of the page, where the clock of the visit stands
            found += reversed(list(islice(sibling.iter(), most)))
        if len(found) >= most:
            break
    return found[:most]


def near(found: Found, heading: HtmlElement | None) -> list[HtmlElement]:
    """Elements named after an author between title and body, in the body, or right under it."""
    around = [*following(heading, _BELOW), *preceding(heading, _BEFORE)] if heading is not None else []
    for body in found.bodies:
        around += islice(body.iter(), 4000)
    around += following(found.bodies[-1], _UNDER)
    left_out = set(found.left_out)
    chosen: dict[HtmlElement, None] = {}
    looked = 0
    for element in around:
        marked = (element.get("itemprop") or "").lower() == "author" or (element.get("rel") or "") == "author"
        if not (marked or is_named(element, "byline")) or is_hidden(element) or element in found.bodies:
            continue
        if any(above in left_out or is_furniture(above) for above in islice(element.iterancestors(), 8)):
            continue
        if 0 < len(fields.text_of(element)) <= _SHORT:
            chosen[element] = None
        looked += 1
        if looked >= _LOOKED:
            break
    return list(chosen)


def beside_date(found: Found, heading: HtmlElement | None, makers: Makers, house: House) -> None:
    """The date lines between title and text, or just above the title, and the names printed in one line with a date.

    A name alone is not taken: it may be a section or a place.
    """
    at = next((n for n, line in enumerate(found.lines) if heading is not None and heading in line.path), None)
    if at is None:
        return
    inside = {id(line) for line in found.inside if line.is_running}
    rest = found.lines[at + 1 : at + 1 + _BETWEEN]
    end = next((n for n, line in enumerate(rest) if id(line) in inside), len(rest))
    for line in rest[:end]:
        if line.is_link or len(line.text) > _SHORT or dates.is_clock(line.text):
            continue
        stamps = dates.find(line.text)
        if not stamps:
            made = names.byline(line.text, house) if names.is_labelled(line.text) else None
            if made is not None:  # "Viết bởi Lý Dũng"
                makers.take(made)
            continue
        if dates.is_date_line(line.text):
            makers.date_lines.append(line.text)
        elif len(stamps) == 1 and len(line.text) <= _POSTED:  # "Được đăng bởi … vào T3, 12/03/2013 - 08:15"
            makers.date_lines.append(stamps[0].raw)
        for part in () if makers.authors else filter(None, _PARTS.split(parted(line.text))):
            made = None if key(part) in keys("general", "places") else names.byline(part, house)
            if made is not None and made.author:
                makers.take(made)
    for element in preceding(heading, _BEFORE) if heading is not None else ():
        if not (element.tag == "time" or is_named(element, "date")) or is_named(element, "clock"):
            continue
        if any(e.tag == "header" or is_named(e, "clock") for e in islice(element.iterancestors(), 3)):
            continue
        text = fields.text_of(element)
        if dates.is_date_line(text) and not dates.is_clock(text):
            makers.date_lines.append(text)


def below(body: HtmlElement, makers: Makers, house: House) -> None:
    """A byline in one of the two elements right under the body."""
    element = body.getnext()
    for _ in range(2):
        if element is None or element.tag not in ("p", "div", "span", "h5", "h6"):
            return
        line = fields.text_of(element)
        made = names.byline(line, house) if line else None
        if made is not None:
            makers.take(made)
            return
        element = element.getnext() if not line else None


def declared(meta: Metadata, house: House, found: Found | None) -> str | None:
    """The author the head of the page names, if it is a person: it is often the name of the site or of who posted it.

    On the general way the page must print the name too.
    """
    line = meta.author or ""
    if not line or house.owns(line):
        return None
    made = names.declared(line, house)
    if made is None or made.author is None:
        return None
    if found is not None:
        body = found.bodies[0].getroottree().getroot().find("body")
        printed = key(" ".join(body.itertext())) if body is not None else ""
        if not all(key(name) in printed for name in made.author.split(", ")):
            return None
    return made.author
