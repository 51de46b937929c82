"""One source while it is looked over: what was asked, what came back, and which pages to read."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from urllib.parse import urljoin, urlsplit

from corpus.frontier import Found
from crawler.addresses import key
from crawler.probing.knowledge import known, most
from crawler.probing.records import ANSWERS, Answer, Check
from crawler.sources import Source

NAMED = {"feed": "feeds", "sitemap": "sitemaps", "section": "sections"}  # kind of list → key of a source file


@dataclass(frozen=True, slots=True)
class Ask:
    """An address to ask for, and who named it; `index` is the sitemap that led here, for which it answers too."""

    kind: str
    url: str
    found_by: str = "usual"
    index: str | None = None


@dataclass(slots=True)
class Visit:
    """The state of one source's check. `pending` counts requests that are not back."""

    source: Source
    check: Check
    pending: int = 0
    reading: bool = False
    feeds_asked: int = 0
    asked: set[str] = field(default_factory=set)
    pools: dict[str, list[Found]] = field(default_factory=dict)

    def first(self) -> Iterator[Ask]:
        """What is asked for before anything is known: the file's lists, home pages, the usual places."""
        source = self.source
        for kind, name in NAMED.items():
            yield from (Ask(kind, url, "file") for url in getattr(source, name))
        for host in source.hosts:
            yield Ask("home", f"{self.scheme(host)}://{host}/", "file")
        start = f"{self.scheme(source.hosts[0])}://{source.hosts[0]}/"
        for kind in ("feed", "sitemap"):
            yield from (Ask(kind, urljoin(start, place)) for place in known()["usual"][NAMED[kind]])

    def scheme(self, host: str) -> str:
        """http only where the file's own addresses on this host say so."""
        own = [url for name in NAMED.values() for url in getattr(self.source, name) if urlsplit(url).netloc == host]
        return urlsplit(own[0]).scheme if own else "https"

    def is_new(self, url: str) -> bool:
        """True the first time an address is to be asked for."""
        fresh = url not in self.asked
        self.asked.add(url)
        return fresh

    def answer(self, url: str) -> Answer | None:
        """What is known of a list already."""
        return next((one for one in self.check.answered if one.url == url and one.kind in NAMED), None)

    def to_read(self) -> list[Found]:
        """The articles to look at: those of every list in turn, the file's own lists first, each page once."""
        order = [getattr(self.source, name) for name in ("sections", "feeds", "sitemaps")]
        own = [url for urls in order for url in urls]
        pools = sorted(self.pools.items(), key=lambda pool: own.index(pool[0]) if pool[0] in own else len(own))
        chosen: dict[str, Found] = {}
        for row in zip_longest(*(found for _, found in pools)):
            for one in row:
                if one is not None and len(chosen) < most("articles"):
                    chosen.setdefault(key(one.url), one)
        return list(chosen.values())

    def conclude(self) -> None:
        """Say whether the source answers: a list that a crawl would ask for leads to articles. Lists that give no days
        have those of their articles that were read."""
        days = {page.url: page.date[:10] for page in self.check.pages if page.date}
        for one in self.check.answered:
            read = [days[found.url] for found in self.pools.get(one.url, ()) if found.url in days]
            one.newest = one.newest or max(read, default=None)
        # A crawl takes what robots.txt names only for a source that knows neither feed nor sitemap.
        asked = ("file",) if self.source.feeds or self.source.sitemaps else ("file", "robots")
        lists = [one for one in self.check.answered if one.kind in NAMED and one.found_by in asked]
        self.check.answers = any(one.state == ANSWERS and one.articles for one in lists)
        if not self.check.answers:
            reasons = [one.reason for one in lists if one.reason]
            self.check.reason = reasons[0] if reasons else "no list leads to articles"
