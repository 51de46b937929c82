"""A list page came back: remember what it leads to, and say which lists to ask for next."""

from collections.abc import Iterator
from dataclasses import dataclass

from scrapy.http import Response

from corpus import archives, frontier
from corpus.addresses import address_host
from corpus.archives import Page
from corpus.frontier import Found
from corpus.store import Corpus
from crawler import discovery
from crawler.addresses import key
from crawler.discovery import Links, ListError
from crawler.ledger import Ledger
from crawler.pages import fetched
from crawler.sources import Source
from crawler.traps import ListWatch, Mode, Rule

ENTRY = {"feed": "feeds", "sitemap": "sitemaps", "section": "sections"}
MAX_DEPTH = 3  # sitemap index → index → sitemap; deeper nesting is a trap
MAX_NAMED = 3  # sitemaps taken from a robots.txt: articles, news and an index; the others hold pictures and tags
MAX_SITEMAPS = 200  # of one index in one night; a paper of twenty years has some 250 months, which back-fill takes
_ENDS = (Rule.CAUGHT_UP, Rule.EMPTY_LIST)  # the ways a list ends that nobody need look at


@dataclass(frozen=True, slots=True)
class Wanted:
    """A list to ask for: its kind, address, depth of nesting, and the section it is a page of."""

    kind: str
    url: str
    depth: int = 0
    section: str | None = None


class Lists:
    """Reads feeds, sitemaps and section pages for one run. With `span` it walks archives (a back-fill)."""

    def __init__(self, corpus: Corpus, ledger: Ledger, *, since: str | None = None, until: str | None = None) -> None:
        self.corpus, self.ledger = corpus, ledger
        self.since, self.until = since, until
        self.span = f"{since}..{until}" if since and until else None
        self._seen: set[str] = set()
        self._watches: dict[str, ListWatch] = {}

    def entries(self, source: Source) -> Iterator[Wanted]:
        """Where a source's news is looked for: what its file names, or the rest of a walk begun earlier."""
        named = [Wanted(kind, url) for kind, names in ENTRY.items() for url in getattr(source, names)]
        if self.span:
            start = [Page(one.url, one.kind) for one in named if one.kind != "feed"]
            archives.begin(self.corpus, source.id, self.span, start)
            left = archives.waiting(self.corpus, source.id, self.span)
            named = [Wanted(page.kind, page.url, section=None) for page in left]
        for wanted in named:
            if wanted.url not in self._seen:
                self._seen.add(wanted.url)
                yield wanted

    def named_by_robots(self, source: Source, body: str, url: str) -> Iterator[Wanted]:
        """The sitemaps a robots.txt names: a source whose file knows no list has these at least."""
        if source.sitemaps or source.feeds:
            return
        for found in discovery.robots(body.encode(), url, source).get("sitemap", [])[:MAX_NAMED]:
            if found.url not in self._seen:
                self._seen.add(found.url)
                yield Wanted("sitemap", found.url)

    def read(self, response: Response, source: Source, wanted: Wanted) -> tuple[list[Wanted], set[str]]:
        """Keep what a list leads to; returns the lists to ask for next, and the hosts of new articles.

        Raises ListError for what is no list.
        """
        links = self._links(response, source, wanted)
        self._watch(wanted)  # before it is closed: only then is it known whether this is the first visit
        with self.ledger.writing():
            self._told(links, source, wanted.url)
            articles = links.get("article", [])
            new = self._kept(response, source, wanted, links)
            self.ledger.count(source.id, lists=1, listed=len(articles), found=len(new))
            further = list(self._sitemaps(links, source, wanted)) + list(self._next(links, source, wanted, new))
            if self.span:
                pages = [Page(one.url, one.kind) for one in further]
                archives.walked(self.corpus, source.id, self.span, wanted.url, [], pages)
        return further, {address_host(one.url) for one in new}

    def _links(self, response: Response, source: Source, wanted: Wanted) -> Links:
        if wanted.kind in ("feed", "sitemap"):
            return discovery.READERS[wanted.kind](response.body, response.url, source)
        return discovery.section(response.body, response.url, source, getattr(response, "encoding", None))

    def _kept(self, response: Response, source: Source, wanted: Wanted, links: Links) -> list[Found]:
        articles = links.get("article", [])
        if self.span:
            watch = self._watch(wanted)
            return archives.walked(self.corpus, source.id, self.span, wanted.url,
                                   [one for one in articles if watch.wanted(one)], [], key=key)  # fmt: skip
        read = {"article": articles, "sitemap": links.get("sitemap", [])}
        new = frontier.list_read(self.corpus, source.id, wanted.kind, wanted.url, fetched(response), read,
                                 depth=wanted.depth, key=key)  # fmt: skip
        return new["article"]

    def _told(self, links: Links, source: Source, url: str) -> None:
        """Nothing is passed over in silence: links that lead nowhere we may go are counted by why."""
        for why, times in sorted(links.trapped.items()):
            self.ledger.event(f"trap_{why}", f"{times} links not followed", source=source.id, url=url, trouble=False)
        for why, times in sorted(links.refused.items()):
            if why in ("data", "file", "ftp", "s3", "numeric_host", "meta_refresh"):
                reason = f"{times} links not followed: {why}"
                self.ledger.event("scheme", reason, source=source.id, url=url, trouble=False)

    def _sitemaps(self, links: Links, source: Source, wanted: Wanted) -> Iterator[Wanted]:
        asked = 0
        for found in links.get("sitemap", []):
            if found.url in self._seen or not discovery.in_range(found.url, self.since, self.until):
                continue
            if wanted.depth + 1 > MAX_DEPTH:
                self.ledger.event(
                    "sitemap_depth", f"sitemap nested deeper than {MAX_DEPTH}", source=source.id, url=found.url
                )
                continue
            if not self.span and not discovery.due(found, self._visited(found.url)):
                continue
            if asked >= MAX_SITEMAPS and not self.span:
                reason = f"more than {MAX_SITEMAPS} sitemaps in one index; the rest waits for the next run"
                self.ledger.event("trap_page_budget", reason, source=source.id, url=wanted.url)
                return
            asked += 1
            self._seen.add(found.url)
            yield Wanted("sitemap", found.url, wanted.depth + 1)

    def _next(self, links: Links, source: Source, wanted: Wanted, new: list[Found]) -> Iterator[Wanted]:
        """The page after a section's page, as long as the watch over the section lets us."""
        if wanted.kind in ("feed", "sitemap"):
            return
        watch = self._watch(wanted)
        ended = watch.read(wanted.url, links.get("article", []), {one.url for one in new})
        after = links.get("page", [])
        if ended is not None:
            if ended not in _ENDS and watch.pages > 1:
                reason = f"the list ends here after {watch.pages} pages"
                self.ledger.event(f"trap_{ended.value}", reason, source=source.id, url=wanted.url, trouble=False)
            return
        if after and after[0].url not in self._seen:
            self._seen.add(after[0].url)
            yield Wanted("page", after[0].url, wanted.depth, wanted.section or wanted.url)

    def _watch(self, wanted: Wanted) -> ListWatch:
        section = wanted.section or wanted.url
        if section not in self._watches:
            first = frontier.read_before(self.corpus, section) is None
            mode = Mode.BACKFILL if self.span else Mode.FIRST if first else Mode.NIGHTLY
            self._watches[section] = ListWatch(mode, since=self.since, until=self.until)
        return self._watches[section]

    def _visited(self, url: str) -> str | None:
        return frontier.read_before(self.corpus, url)


__all__ = ["ENTRY", "ListError", "Lists", "Wanted"]
