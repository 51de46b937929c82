"""What a check tells that the source file does not say, and what is otherwise than at the check before."""

from collections.abc import Iterator

from crawler.addresses import key
from crawler.probing.records import ANSWERS, EMPTY, Answer, Change, Check, Suggestion
from crawler.probing.visit import NAMED
from crawler.sources import Source

SOUND = (ANSWERS, EMPTY)
FEW = 0.5  # a list that leads to under half of the articles of the last time is named


def suggestions(check: Check, source: Source) -> Iterator[Suggestion]:
    """Lines the source file could have: lists that answer, sections of the campaign seen in a menu, where things moved."""
    named = {key(url) for name in NAMED.values() for url in getattr(source, name)}
    feeds: set[str] = set()
    for one in check.answered:
        place = one.landed or one.url
        if one.kind in ("feed", "sitemap") and one.found_by not in ("file", "index") and _gives(one):
            if key(place) not in named | feeds and source.owns(place):
                feeds.add(key(place))
                yield Suggestion(NAMED[one.kind], place, f"found_by_{one.found_by}", one.articles, one.newest)
        elif _moved(one) and key(place) not in named:
            yield Suggestion(NAMED[one.kind], place, "moved_from", one.articles, one.newest)
    for section in check.sections:
        if section.kind == "campaign" and key(section.url) not in named:
            yield Suggestion("sections", section.url, "campaign_in_menu")
    layouts = {page.layout for page in check.pages if page.kind == "article" and page.layout}
    if source.layout != "auto" and layouts and source.layout not in layouts:
        yield Suggestion("layout", "auto", "layout_not_seen")


def _moved(one: Answer) -> bool:
    return one.kind in NAMED and one.found_by == "file" and one.landed is not None and one.state in SOUND


def _gives(one: Answer) -> bool:
    return one.state == ANSWERS and bool(one.articles or one.lists)


def against_file(check: Check, source: Source) -> Iterator[Change]:
    """What of the source file does not hold."""
    today = source.hosts[0]
    for one in check.answered:
        if one.kind in NAMED and one.found_by == "file" and one.state != ANSWERS:
            yield Change(f"list_{one.state}", one.url, now=one.reason)
        elif one.kind == "home" and _host(one.url) == _host(f"//{today}/"):
            if one.landed and _host(one.landed) != _host(one.url):
                yield Change("host_moved", one.url, was=today, now=one.landed)
        elif one.kind == "robots" and one.state != ANSWERS and _host(one.url) == _host(f"//{today}/"):
            yield Change("robots_closed", one.url, now=one.reason)
    used = {page.layout for page in check.pages if page.kind == "article" and page.layout}
    if source.layout != "auto" and used and source.layout not in used:
        yield Change("layout_differs", was=source.layout, now=", ".join(sorted(used)))


def against_last(check: Check, last: Check) -> Iterator[Change]:
    """What is otherwise than at the last check of the same kind (over the network, or of a recording)."""
    if check.answers != last.answers:
        yield Change("source_answers_again" if check.answers else "source_silent", now=check.reason)
    before = {(one.kind, one.url): one for one in last.answered}
    for one in check.answered:
        was = before.get((one.kind, one.url))
        if was is None or one.kind not in NAMED or one.found_by == "index":
            continue
        if (was.state == ANSWERS) != (one.state == ANSWERS):
            kept = one.state == ANSWERS
            yield Change("list_again" if kept else "list_lost", one.url, now=None if kept else one.reason)
        elif one.landed != was.landed:
            yield Change("list_moved", one.url, was=was.landed, now=one.landed or one.url)
        elif one.articles < was.articles * FEW:
            yield Change("list_fewer", one.url, was=str(was.articles), now=str(one.articles))
    yield from _pages(check, last)
    new = {key(one.url) for one in last.sections}
    for section in check.sections:
        if section.kind == "campaign" and key(section.url) not in new:
            yield Change("section_new", section.url, now=section.text)


def _pages(check: Check, last: Check) -> Iterator[Change]:
    layouts, former = (sorted({page.layout or "" for page in one.pages if page.kind == "article"})
                       for one in (check, last))  # fmt: skip
    if layouts and former and not set(layouts) & set(former):
        yield Change("layout_changed", was=", ".join(former), now=", ".join(layouts))
    for name in ("body", "lead", "author", "date"):
        if _lacks(check, name) and last.pages and not _lacks(last, name):
            yield Change("field_lost", was=name)


def _lacks(check: Check, name: str) -> bool:
    """True when most of the article pages lack a field."""
    pages = [page for page in check.pages if page.kind in ("article", "missing")]
    return sum(name in page.missing for page in pages) * 2 > len(pages)


def _host(url: str) -> str:
    return key(url if "://" in url else f"http:{url}").partition("/")[0].partition("?")[0]
