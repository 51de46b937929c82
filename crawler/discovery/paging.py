"""Further pages of a list: which address is the next page, and how any page is reached (rules: datasets/crawl.toml)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote_plus, urlsplit, urlunsplit

from crawler.addresses import MAX_LENGTH, key
from crawler.rules import any_of, patterns
from nlp.text import fold, one_line

_ENDING = re.compile(r"\.(html?|aspx|php)$", re.IGNORECASE)
_UNKNOWN = re.compile(r"[-/._](?:[a-z]{0,6}[-/])?(\d{1,5})(?:\.html?|\.aspx)?/?", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,5}")
MAX_PARAMETERS = 20  # of a page of a list; Liferay's have up to a dozen
LONGEST_TEXT = 40  # characters of a link's text that may say "next"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an address stands in a list: `section` is what all its pages share, `number` the page or the offset."""

    section: str
    number: int | None = None
    is_offset: bool = False
    has_cursor: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A link that may lead to the next page: its address, its text, and whether rel or class say "next"."""

    url: str
    text: str = ""
    says_next: bool = False


def place(url: str) -> Place:
    """Take an address apart; one that no rule knows is a first page of its own."""
    found = _split(url)
    if found is None:
        return Place(url[:MAX_LENGTH])
    query = urlsplit(url).query
    cursor = any(any_of("paging.cursor", _name(pair)) for pair in query.split("&")) if query else False
    path, mark, rest = key(found.bare).partition("?")
    return Place(_ENDING.sub("", path) + mark + rest, found.number, found.is_offset, cursor)


def _name(pair: str) -> str:
    return unquote_plus(pair.partition("=")[0])


@dataclass(frozen=True, slots=True)
class _Parts:
    """An address around its page number: `before` + number + `after`; `bare` is the list without any page."""

    bare: str
    number: int | None = None
    is_offset: bool = False
    before: str = ""
    after: str = ""


def _split(url: str) -> _Parts | None:
    if len(url) > MAX_LENGTH or url.count("&") >= MAX_PARAMETERS:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    pairs = parts.query.split("&") if parts.query else []
    kept = [pair for pair in pairs if not any_of("paging.along", _name(pair)) or _numbered(pair)]

    def written(path: str, rest: list[str]) -> str:
        return urlunsplit((parts.scheme, parts.netloc, path, "&".join(rest), ""))

    for rule in patterns("paging.path"):
        match = rule.search(parts.path)
        if match:
            before = written(parts.path[: match.start(1)], [])
            after = parts.path[match.end(1) :] + (f"?{parts.query}" if parts.query else "")
            return _Parts(written(parts.path[: match.start()], kept), int(match[1]), False, before, after)
    for is_offset, names in ((False, "paging.number"), (True, "paging.offset")):
        for at, pair in enumerate(pairs):
            if any_of(names, _name(pair)) and _numbered(pair):
                name, _, value = pair.partition("=")
                bare = written(parts.path, [one for one in kept if one != pair])
                before = written(parts.path, [*pairs[:at], f"{name}="])
                return _Parts(bare, int(value), is_offset, before, "".join(f"&{one}" for one in pairs[at + 1 :]))
    return _Parts(written(parts.path, kept))


def _numbered(pair: str) -> bool:
    """True for a page number or an offset; SharePoint's `Paged=TRUE` is none."""
    name, _, value = pair.partition("=")
    name = unquote_plus(name)
    known = any_of("paging.number", name) or any_of("paging.offset", name)
    return known and _NUMBER.fullmatch(value) is not None


def page_number(url: str) -> int | None:
    """The page (or offset) an address asks for; None for a first page that says nothing of it."""
    found = _split(url)
    return found.number if found else None


def page_url(url: str, n: int) -> str | None:
    """The address of page `n` (1 is the first) of the list whose *second* page has the address `url`.

    None when the address follows no known rule, or points into the list by a cursor and cannot be computed.
    Raises ValueError for n under 1.
    """
    if n < 1:
        raise ValueError(f"no page {n}")
    found = _split(url)
    if found is None or found.number is None or place(url).has_cursor:
        return None
    if found.is_offset:
        return f"{found.before}{(n - 1) * found.number}{found.after}" if found.number else None
    # Some systems count from nought: their second page is 1.
    return f"{found.before}{n - 1 if found.number == 1 else n}{found.after}"


def next_page(url: str, candidates: Iterable[Candidate]) -> str | None:
    """The page after `url` among the links of its page, or None. Only pages of the same list count."""
    here = place(url)
    best: tuple[int, int, str] | None = None
    for link in candidates:
        rank = _rank(here, url, link)
        if rank is not None and (best is None or rank < best[:2]):
            best = (*rank, link.url)
    return best[2] if best else None


def says_next(text: str) -> bool:
    """True for "Trang sau", "Xem thêm", "›" and the like."""
    return any(rule.fullmatch(fold(one_line(text)).lower()) for rule in patterns("paging.next"))


def _rank(here: Place, url: str, link: Candidate) -> tuple[int, int] | None:
    """How sure a link is the next page (less is surer), or None when it is not."""
    there = place(link.url)
    number = there.number
    if there.section == here.section and number is not None:
        if there.is_offset:
            return (2, number) if number > (here.number or 0) else None
        if here.number is not None:
            return (1, 0) if number == here.number + 1 else None
        if number == 1:  # counted from nought, when the link itself says that it is the second page
            return (0, 0) if link.text == "2" or link.says_next else None
        return (1, 0) if number == 2 else None
    expected = (here.number or 1) + 1
    if link.says_next and number == expected:
        return 3, 0
    if link.says_next or link.text == str(expected):
        return (4, 0) if _continues(here, url, link, expected) else None
    return None


def _continues(here: Place, url: str, link: Candidate, expected: int) -> bool:
    """True when an address of no known rule is the section's own with a page number or a cursor added."""
    mine, theirs = key(url), key(link.url)
    path, _, query = theirs.partition("?")
    stem = here.section.partition("?")[0]
    if mine == theirs or "/" not in stem:  # beside a home page everything would be its continuation
        return False
    if path in (stem, mine.partition("?")[0]):
        return any(char.isdigit() for char in query)
    rest = path.removeprefix(stem)
    match = _UNKNOWN.fullmatch(rest) if rest != path else None
    return match is not None and int(match[1]) == expected
