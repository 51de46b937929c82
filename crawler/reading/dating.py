"""When an article was published: what the page prints beside its title, held against what its head and address say.

A page carries more dates than its own: the clock of the visit, the change, the dates of other articles, the dates of
documents. A line counts where it stands with the title; where it contradicts the head of the page, the earlier of the
two is the publication, for clocks and changes are later.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from lxml.html import HtmlElement

from crawler.reading import dates
from crawler.reading.blocks import is_hidden, tokens
from crawler.reading.dates import Stamp
from crawler.reading.metadata import Metadata
from crawler.reading.records import Basis
from nlp.text import one_line

_BELOW = 80  # elements after a title looked at; the farthest date line seen stood behind 30 of a tool bar
_ABOVE = 40  # elements before it
_PARAGRAPH = 120  # characters; longer ones are text
_OUT = 2  # divisions around a title
_UNDER = 6  # elements after a body
_LEVELS = 8  # ancestors asked whether they are a list, a menu, a side box
_CLOCKS = re.compile(
    r"(?:clock|today|now|timer|dong-?ho|time-?now|current-?(?:time|date)|ngay-?hien-?tai|menu|nav|footer|sidebar|related"
    r"|comments?|weather|hot-?news|most-?read|top-?bar|relate\w*|other-?news|tin-?khac|lien-?quan|banner)",
    re.I,
)
_DATE_CLASS = re.compile(
    r"(?:^|[-_])(?:date|time|datetime|publish\w*|pubdate|ngay\w*|thoi-?gian|post\w*|created?)(?:$|[-_])", re.I
)
_NEVER = frozenset({"script", "style", "a", "noscript", "option", "select", "button", "textarea", "template"})
_ASIDE = frozenset({"li", "nav", "aside", "footer"})
_TIMES = ("datetime", "content", "title", "data-time", "data-date")  # attributes that carry a machine date


@dataclass(frozen=True, slots=True)
class Dates:
    """`published` and `modified` (later than it, or None); `basis` says where the first was read."""

    published: Stamp | None = None
    modified: Stamp | None = None
    basis: Basis | None = None


@dataclass(frozen=True, slots=True)
class _Printed:
    """A date line: its stamps; `sure` where a layout names its place; `change` when it is labelled as a change."""

    stamp: Stamp
    modified: Stamp | None
    sure: bool
    change: bool


def published(
    heading: HtmlElement | None,
    bodies: list[HtmlElement],
    elements: list[HtmlElement],
    lines: list[str],
    meta: Metadata,
    url: str,
    now: date | None = None,
) -> Dates:
    """The dates of an article page.

    `elements` are those a layout names for the date, `lines` the date lines found at the ends of the body, `now` the
    day of reading (default: today in Hà Nội).
    """
    declared, changed = dates.machine(meta.published, now), dates.machine(meta.modified, now)
    if declared is None or not dates.names_zone(declared.raw):
        marked = _marked_up(heading, bodies, now)
        # "02:15+00:00" in the head may be local time; an element beside the title that gives +07:00 settles it
        if declared is None or (
            marked and marked.timed and dates.names_zone(marked.raw) and _number(marked) == _number(declared)
        ):
            declared = marked
    page = _page(heading, bodies, elements, lines, now)
    in_url = dates.in_url(url, now)
    if page and not page.sure and _contradicts(page.stamp, url):
        page = None
    if declared and _contradicts(declared, url):
        declared = None
    if page is None:
        if declared:
            return _ordered(declared, changed, "metadata")
        return _ordered(in_url, changed, "url") if in_url else Dates()
    if declared is None:
        return _ordered(page.stamp, page.modified or changed, "page")
    return _reconciled(page, declared, changed, in_url)


def _reconciled(page: _Printed, declared: Stamp, changed: Stamp | None, in_url: Stamp | None) -> Dates:
    """One date from a printed and a declared one."""
    stamp = page.stamp
    own = _ordered(stamp, page.modified or changed, "page")
    said = _ordered(declared, stamp if page.change else page.modified or changed, "metadata")
    if stamp.timed and dates.wall_clock(declared.raw) == stamp.iso[:16]:
        if declared.iso[:16] != stamp.iso[:16]:  # a zone that lies, about the change as well
            changed = _local(changed)
        return _ordered(stamp, page.modified or changed, "page")
    if stamp.day == declared.day:
        honest = declared.timed and dates.names_zone(declared.raw)
        return said if honest and (not stamp.timed or (page.change and declared.iso < stamp.iso)) else own
    if page.change and declared.day < stamp.day:
        return said
    if page.sure or abs(_number(stamp) - _number(declared)) <= 1:
        return own
    if in_url and declared.day == in_url.day:
        return said
    if (in_url and stamp.day == in_url.day) or stamp.day < declared.day:
        return own
    return said


def _number(stamp: Stamp) -> int:
    return date.fromisoformat(stamp.day).toordinal()


def _ordered(first: Stamp, modified: Stamp | None, basis: Basis) -> Dates:
    """A change is later than the publication, to the precision both have."""
    size = min(len(first.iso), len(modified.iso)) if modified else 0
    return Dates(first, modified if modified and modified.iso[:size] > first.iso[:size] else None, basis)


def _local(stamp: Stamp | None) -> Stamp | None:
    wall = dates.wall_clock(stamp.raw) if stamp else None
    return Stamp(f"{wall}:00+07:00", stamp.raw) if stamp and wall else stamp


def _contradicts(stamp: Stamp, url: str) -> bool:
    """True when the address names another month: `/xa-hoi/201901/…` beside a date of 2024."""
    month = dates.month_in_url(url)
    if month is None:
        return False
    return abs(int(stamp.iso[:4]) * 12 + int(stamp.iso[5:7]) - month[0] * 12 - month[1]) > 1


def _page(
    heading: HtmlElement | None,
    bodies: list[HtmlElement],
    elements: list[HtmlElement],
    lines: list[str],
    now: date | None,
) -> _Printed | None:
    """The date line of the page: where the layout says, beside the title, at an end of the body, below the body."""
    for element in elements[:5]:
        found = _read(_text(element), now, sure=True)
        if found:
            return found
    beside = near_lines(heading, bodies, now)
    if beside:
        found = _read(beside[0], now)
        changes = (other.stamp for other in (_read(line, now) for line in beside[1:]) if other and other.change)
        return replace(found, modified=found.modified or next(changes, None)) if found else None
    ends = (line for line in lines if dates.is_date_line(line, now))
    return next((found for found in (_read(line, now) for line in (*ends, *_under(bodies, now))) if found), None)


def _read(line: str, now: date | None, *, sure: bool = False) -> _Printed | None:
    if dates.is_clock(line):
        return None
    stamp, modified = dates.printed(line, now)
    return _Printed(stamp, modified, sure, dates.is_change(line, now)) if stamp else None


def near_line(heading: HtmlElement | None, bodies: list[HtmlElement], now: date | None = None) -> str | None:
    """The date line between title and body, or just above the title beside it."""
    return next(iter(near_lines(heading, bodies, now)), None)


def near_lines(heading: HtmlElement | None, bodies: list[HtmlElement], now: date | None = None) -> list[str]:
    """The date lines between title and body, the earliest first (a clock of the visit is later), else the one above."""
    if heading is None:
        return []
    below: list[str] = []
    paragraphs = 0
    for element in following(heading, _BELOW):
        # some systems print title and lead inside the body: there the text begins with the second paragraph
        paragraphs += element.tag == "p" and len(_text(element)) >= _PARAGRAPH
        if element in bodies or paragraphs > 1:
            break
        line = _date_line(element, heading, now)
        if line and line not in below:
            below.append(line)
    if below:
        return sorted(below, key=lambda line: _earliest(line, now))
    above = (line for line in (_date_line(element, heading, now) for element in _preceding(heading)) if line)
    return list(islice(above, 1))


def _earliest(line: str, now: date | None) -> tuple[str, bool, str]:
    """Sorts lines by day, those with a time first."""
    return min((stamp.day, not stamp.timed, stamp.iso) for stamp in dates.find(line, now))


def _under(bodies: list[HtmlElement], now: date | None) -> Iterator[str]:
    """Date lines right below the body whose class says what they are."""
    if not bodies:
        return
    for element in following(bodies[-1], _UNDER):
        named = any(_DATE_CLASS.search(name) for name in tokens(element)) or element.tag == "time"
        line = _date_line(element, bodies[-1], now) if named else None
        if line:
            yield line


def following(element: HtmlElement, most: int) -> list[HtmlElement]:
    """The first elements, at most `most`, that begin after `element` ends, in document order."""
    found: list[HtmlElement] = []
    at: HtmlElement | None = element
    while at is not None and at.tag not in ("body", "html"):
        for follower in at.itersiblings():
            found.extend(islice(follower.iter(), most - len(found)))
            if len(found) >= most:
                return found
        at = at.getparent()
    return found


def _preceding(heading: HtmlElement) -> Iterator[HtmlElement]:
    """Elements above a title in its own division, the nearest first; further out those beside the path of sections.

    Under `<body>` only those named after a date: the clock of the visit stands there too.
    """
    above = heading.getparent()
    loose = above is None or above.tag in ("body", "html")
    for sibling in islice(heading.itersiblings(preceding=True), 3):
        for element in reversed(list(islice(sibling.iter(), _ABOVE))):
            if not loose or element.tag == "time" or any(_DATE_CLASS.search(name) for name in tokens(element)):
                yield element
    for level in islice(heading.iterancestors(), _OUT):
        if level.tag in ("body", "html"):
            return
        siblings = list(islice(level.itersiblings(preceding=True), 2))
        if any("crumb" in name for one in siblings for e in islice(one.iter(), _ABOVE) for name in tokens(e)):
            for sibling in siblings:
                yield from reversed(list(islice(sibling.iter(), _ABOVE)))
            return


def _date_line(element: HtmlElement, beside: HtmlElement, now: date | None) -> str | None:
    """The text of an element that is a date line and stands in no menu, list or side box."""
    if not isinstance(element.tag, str) or element.tag in _NEVER or is_hidden(element):
        return None
    raw = _raw(element)
    if not dates.may_hold(raw):
        return None
    text = one_line(raw)
    if not text or not dates.is_date_line(text, now):
        return None
    own = set(beside.iterancestors())
    for above in (element, *islice(element.iterancestors(), _LEVELS)):
        if above in own:
            break
        if above.tag in _ASIDE or above.tag == "header" or any(_CLOCKS.fullmatch(name) for name in tokens(above)):
            return None
    if any(len(_text(link)) > 30 for link in element.iter("a")):
        return None  # a headline with its date
    return text


def _text(element: HtmlElement) -> str:
    """The first characters of an element, one line, without scripts."""
    return one_line(_raw(element))


def _raw(element: HtmlElement) -> str:
    """The same as it stands on the page."""
    parts: list[str] = []
    size = 0
    for inner in islice(element.iter(), 60):
        if inner.tag not in ("script", "style") and inner.text:
            parts.append(inner.text)
        if inner is not element and inner.tail:
            parts.append(inner.tail)
        size += len(parts[-1]) if parts else 0
        if size > 2 * dates.LONGEST:
            break
    return " ".join(parts)[: 4 * dates.LONGEST]


def _marked_up(heading: HtmlElement | None, bodies: list[HtmlElement], now: date | None) -> Stamp | None:
    """The machine date of `<time datetime>` beside the title or of an element marked `datePublished`."""
    if heading is None:
        return None
    near = []
    for element in following(heading, _BELOW):
        if element in bodies:
            break
        near.append(element)
    for element in (*near, *_preceding(heading)):
        if element.tag == "time" or "datepublished" in (element.get("itemprop") or "").lower():
            if any(e.tag in _ASIDE for e in islice(element.iterancestors(), _LEVELS)):
                continue
            for name in _TIMES:
                stamp = dates.machine(element.get(name), now)
                if stamp:
                    return stamp
    return None
