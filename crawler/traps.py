"""Addresses and lists without end, each ended by a rule with a name (numbers and expressions: datasets/crawl.toml)."""

import calendar
import datetime
import re
from collections import Counter
from collections.abc import Collection, Iterable
from enum import StrEnum
from itertools import pairwise
from urllib.parse import unquote_plus, urlsplit

from corpus.clock import HANOI, moment
from corpus.frontier import Found
from crawler.addresses import MAX_LENGTH, has_session, key
from crawler.rules import any_of, number

Span = tuple[datetime.date, datetime.date]  # first and last day, both within
_DAY = re.compile(r"/(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?=/|$)")  # parts of the path, not words of a headline
# /202306/slug-3a0f21b: the id at the end tells a month from a number of six digits.
_MONTH = re.compile(r"/((?:19|20)\d\d)(0[1-9]|1[0-2])/[^/]+-[0-9a-f]{6,8}/?$", re.IGNORECASE)


class Rule(StrEnum):
    """Why an address is not asked for, or a list not read on."""

    CALENDAR = "calendar"
    REPEATED_PATH = "repeated_path"
    SESSION_ID = "session_id"
    FACET = "facet"
    TOO_DEEP = "too_deep"
    DATE_OUT_OF_RANGE = "date_out_of_range"
    REPEATED_LIST = "repeated_list"  # nothing on the page that earlier pages of the list did not show
    EMPTY_LIST = "empty_list"
    PAGE_BUDGET = "page_budget"
    CAUGHT_UP = "caught_up"  # no trap: the page leads to articles that are known already


class Mode(StrEnum):
    """How far a section is read: every night, the first time, or back to a day."""

    NIGHTLY = "nightly"
    FIRST = "first"
    BACKFILL = "backfill"


def today() -> datetime.date:
    """The day it is in Hà Nội, by the house's clock."""
    return moment().astimezone(HANOI).date()


def trap(url: str) -> Rule | None:
    """The rule by which an address is not worth a request, or None."""
    if len(url) > MAX_LENGTH:
        return Rule.TOO_DEEP
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if has_session(url):
        return Rule.SESSION_ID
    steps = [step for step in parts.path.split("/") if step]
    if _repeats(steps):
        return Rule.REPEATED_PATH
    if len(steps) > number("traps.segments"):
        return Rule.TOO_DEEP
    if any_of("traps.calendar", parts.path + ("?" + parts.query if parts.query else "")):
        return Rule.CALENDAR
    names = [unquote_plus(pair.partition("=")[0]) for pair in parts.query.split("&")]
    if any(any_of("traps.facet", name) for name in names):
        return Rule.FACET
    return Rule.DATE_OUT_OF_RANGE if _impossible(parts.path) else None


def _repeats(steps: list[str]) -> bool:
    """True for /a/a/a, /a/x/a/y/a and /a/b/a/b."""
    if len(steps) < 3:
        return False
    if max(Counter(steps).values()) >= number("traps.segment_times"):
        return True
    pairs = list(pairwise(steps))
    return any(pair == after and pair[0] != pair[1] for pair, after in zip(pairs, pairs[2:], strict=False))


def _impossible(path: str) -> bool:
    """True when a whole day stands in the path that no article can be of: before the papers, or still to come."""
    found = _DAY.search(path)
    if not found or not "1000" <= found[1] <= "2999":
        return False
    try:
        when = datetime.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return False
    return when.year < number("traps.earliest_year") or when > today() + datetime.timedelta(days=1)


def span_in_address(url: str) -> Span | None:
    """The days an article's address leaves open: one for /2023/06/10/, a month for /202306/slug-id; else None."""
    url = url[:MAX_LENGTH].partition("?")[0]
    found = _DAY.search(url)
    try:
        if found:
            day = datetime.date(int(found[1]), int(found[2]), int(found[3]))
            return (day, day) if number("traps.earliest_year") <= day.year else None
    except ValueError:
        return None
    found = _MONTH.search(url)
    return month(int(found[1]), int(found[2])) if found and int(found[1]) >= number("traps.earliest_year") else None


def month(year: int, which: int) -> Span:
    """The first and the last day of a month."""
    last = calendar.monthrange(year, which)[1]
    return datetime.date(year, which, 1), datetime.date(year, which, last)


class ListWatch:
    """Watches one section during one run and says after each page whether to read on.

    Nightly, a list is read on while all its articles are new; the first time up to its budget; in back-fill until it
    has left the days asked for. In every mode it ends where it repeats itself, is empty, or the budget is used up.
    `since` and `until` are days (`YYYY-MM-DD`), both within.
    """

    def __init__(self, mode: Mode, *, since: str | None = None, until: str | None = None) -> None:
        self.mode = mode
        self.pages = 0
        self.budget = int(number(f"pages.{mode}"))
        self._since = datetime.date.fromisoformat(since) if since else None
        self._until = datetime.date.fromisoformat(until) if until else None
        self._visited: set[str] = set()
        self._seen: set[str] = set()

    def read(self, url: str, found: Iterable[Found], new: Collection[str]) -> Rule | None:
        """Tell of a page that was read; None to read on, else the rule that ends the list.

        `found` are the page's articles (with `dated` wherever the caller knows better than the page), `new` the
        addresses among them that nobody knew before this page.
        """
        self.pages += 1
        page = key(url)
        articles = {key(item.url): item for item in found}
        # What earlier pages showed too is furniture ("most read") or the last page over again.
        fresh = {name: item for name, item in articles.items() if name not in self._seen}
        self._seen |= fresh.keys()
        been_here = page in self._visited
        self._visited.add(page)
        if not articles:
            return Rule.EMPTY_LIST
        if been_here or not fresh:
            return Rule.REPEATED_LIST
        if self._left(fresh.values()):
            return Rule.DATE_OUT_OF_RANGE
        if self.mode is Mode.NIGHTLY and not fresh.keys() <= {key(one) for one in new}:
            return Rule.CAUGHT_UP
        if self.pages >= self.budget:
            return Rule.PAGE_BUDGET
        return None

    def _left(self, fresh: Collection[Found]) -> bool:
        """True when the page lies before `since`, or in days that cannot be."""
        spans = [span for span in map(_span_of, fresh) if span]
        if len(spans) < len(fresh) * number("pages.dated_share"):
            return False
        if spans and min(span[0] for span in spans) > today() + datetime.timedelta(days=1):
            return True  # a calendar: every entry is still to come
        return self._since is not None and bool(spans) and max(span[1] for span in spans) < self._since

    def wanted(self, item: Found) -> bool:
        """False when an article's day is known (by list or address) and lies outside the days asked for."""
        span = _span_of(item)
        if span is None:
            return True
        return not ((self._since and span[1] < self._since) or (self._until and span[0] > self._until))


def _span_of(item: Found) -> Span | None:
    if item.dated:
        try:
            day = datetime.date.fromisoformat(item.dated[:10])
        except ValueError:
            return None
        return day, day
    return span_in_address(item.url)
