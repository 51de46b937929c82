"""The headline of a page nobody described: the line its head confirms, its place and its name speak for."""

import re
from itertools import islice

from lxml.html import HtmlElement

from crawler.reading import dates, furniture
from crawler.reading.blocks import is_hidden
from crawler.reading.general import Found
from crawler.reading.house import House
from crawler.reading.knowledge import key, keys
from crawler.reading.lines import Line, is_furniture, is_named
from crawler.reading.metadata import Metadata
from nlp.text import canonical, one_line

LONGEST = 400  # characters; the longest real headline seen has 170
_SHORTEST = 8  # characters; "Mùa gặt" alone is a section as often as a headline
_BEFORE = 12  # lines above the first sentences looked at: date, kicker, tools stand between
_MOST = 400  # elements looked at; headings come early, and a page of cells has thousands
_SEPARATOR = re.compile(r"\s+[|\-–—•»>]\s+|\s*[|»]\s*|:\s+")
_SITE_NAME = re.compile(r"(?:trang (?:thông tin|tin|chủ)|cổng thông tin|báo điện tử|website)\b")
_TAGS = {
    "h1": 4.0,
    "h2": 1.5,
    "h3": 1.0,
    "h4": 0.5,
    "p": 0.0,
    "div": 0.0,
    "td": 0.0,
    "span": 0.0,
    "font": 0.0,
    "b": 0.0,
}
_LARGE = re.compile(r"^(?:\+[1-4]|[4-7])$")  # sizes of `<font>` that headlines of the years before stylesheets have
_ENOUGH = 3.0  # points; a heading of second rank with a telling name alone has fewer


def find(tree: HtmlElement, meta: Metadata, house: House) -> tuple[str, HtmlElement | None]:
    """(headline, its element); ("", None) when nothing on the page is sure to be it."""
    said = {key(text) for text in (meta.headline, meta.og_title) if text}
    said |= {key(part) for text in (meta.og_title, meta.page_title) if text for part in (text, *_SEPARATOR.split(text))}
    page = key(meta.page_title or "")
    best, best_points = None, 0.0
    root = tree.find("body")
    looked = 0
    for element in root.iter(*_TAGS) if root is not None else ():
        points = _TAGS.get(str(element.tag), 0.0)
        named = is_named(element, "title")
        large = element.tag == "font" and _LARGE.match(element.get("size") or "")
        plain = not points and not named and not large and (element.get("itemprop") or "") != "headline"
        if plain and (looked > _MOST or not said or len(element) > 3 or element.tag == "b"):
            continue
        looked += 1
        if looked > 2 * _MOST:
            break
        text = short_text(element)
        if not _SHORTEST <= len(text) <= LONGEST or is_hidden(element):
            continue
        own = key(text)
        points += 1.5 * named + 2.0 * bool(large) + 2.0 * ((element.get("itemprop") or "") == "headline")
        points += 5.0 if own in said else 3.0 if own and len(own) > 20 and own in page else 0.0
        points -= _doubts(element, text, house)
        if points > best_points:
            best, best_points = (text, element), points
    return best if best is not None and best_points >= _ENOUGH else ("", None)


def above(found: Found, house: House) -> tuple[str, HtmlElement | None]:
    """(headline, its element): the line before the first sentences that is named, sized or marked as a heading."""
    first = next((n for n, line in enumerate(found.lines) if line is found.first_sentence), 0)
    before = [
        line
        for line in reversed(found.lines[max(0, first - _BEFORE) : first])
        if not line.is_link and not line.text.endswith(".") and 2 * _SHORTEST <= len(line.text) <= LONGEST
    ]
    before = [line for line in before if not dates.find(line.text) and not house.owns(line.text)]
    before = [line for line in before if not furniture.is_noise(line.text)]
    before = [line for line in before if not any(is_furniture(e) for e in line.path[:6])]
    for holder in (_large, _named, _bold):
        for line in before:
            element = holder(line)
            if element is not None:
                return one_line(line.text), element
    return "", None


def _large(line: Line) -> HtmlElement | None:
    if line.element.tag in ("h1", "h2", "h3", "h4"):
        return line.element
    fonts = (e for e in line.element.iter("font") if _LARGE.match(e.get("size") or ""))
    return next((e for e in fonts if short_text(e) == one_line(line.text)), None)


def _named(line: Line) -> HtmlElement | None:
    named = (e for e in (*islice(line.element.iter("span"), 5), *line.path[:3]) if is_named(e, "title"))
    return next((e for e in named if short_text(e) == one_line(line.text)), None)


def _bold(line: Line) -> HtmlElement | None:
    if not line.bold:
        return None
    return next((e for e in line.element.iter("b", "strong") if short_text(e) == one_line(line.text)), None)


def from_head(meta: Metadata, house: House) -> str:
    """The headline as only the head of the page gives it, "" when that is the name of the site."""
    for text in (meta.headline, meta.og_title, meta.page_title):
        if text is meta.page_title or text is meta.og_title:
            text = re.split(r"\s+[|\-–—•»]\s+", text or "")[0]
        if not text or len(text) > LONGEST or house.owns(text) or _SITE_NAME.match(canonical(text)):
            continue
        if key(text) not in keys("trail", "homes"):  # "Chi tiết tin" on every page of a portal
            return text
    return ""


def _doubts(element: HtmlElement, text: str, house: House) -> float:
    points = 0.0
    link = element if element.tag == "a" else next((a for a in element.iter("a") if a.get("href")), None)
    above = list(islice(element.iterancestors(), 6))
    link = link if link is not None else next((e for e in above if e.tag == "a" and e.get("href")), None)
    if link is not None:
        points += (
            6.0 if (link.get("href") or "").rstrip("/") in ("", "/index.html", "/index.php", "/Default.aspx") else 3.0
        )
    if any(e.tag in ("li", "nav", "aside", "footer") or is_furniture(e) for e in above):
        points += 3.0
    if house.owns(text) or _SITE_NAME.match(canonical(text)):
        points += 5.0
    return points


def short_text(element: HtmlElement) -> str:
    """The text of an element, "" for one that is longer than any headline."""
    parts: list[str] = []
    size = 0
    for text in element.itertext():
        parts.append(text)
        size += len(text.strip())
        if size > LONGEST:
            return ""
    return one_line("".join(parts))
