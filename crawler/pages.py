"""An article's page came back: keep what it gives, in one transaction with everything that must agree with it."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from scrapy.http import Response

from corpus import frontier, visits
from corpus.addresses import address_host
from corpus.clock import moment, now, parsed
from corpus.frontier import Fetched, Found
from corpus.store import Corpus
from crawler.addresses import is_article
from crawler.headers import header
from crawler.keeping import Readers, address, article_of, dated, failed
from crawler.ledger import Ledger
from crawler.parts import Parts, belongs_to
from crawler.reading import Reading
from crawler.revisits import next_visit
from crawler.sources import Source

GONE = (404, 410)
_COUNTED = {visits.NEW: "stored", visits.EDITED: "edited", visits.UNCHANGED: "revisited", visits.COPY: "not_articles",
            visits.SHRUNK: "revisited"}  # fmt: skip


def fetched(response: Response) -> Fetched:
    """How a response answered."""
    etag, modified = header(response, "ETag"), header(response, "Last-Modified")
    return Fetched(response.status, response.meta.get("warc"), etag, modified)


@dataclass(frozen=True, slots=True)
class Unfinished:
    """An article printed on several pages: its first page came back, `parts.left` must be fetched before it is kept."""

    response: Response
    source: Source
    url: str
    parts: Parts


class Pages:
    """Reads article pages in worker processes and writes what they gave.

    `found` is told of a source's host that has an article to fetch which no list named.
    """

    def __init__(self, corpus: Corpus, ledger: Ledger, readers: Readers, run: int,
                 found: Callable[[Source, str], None] = lambda source, host: None) -> None:  # fmt: skip
        self.corpus, self.ledger, self.readers, self.run, self.found = corpus, ledger, readers, run, found

    async def read(self, response: Response, source: Source, url: str) -> Unfinished | None:
        """Read one answer and keep what it gives; raises CorpusError when the corpus cannot be written.

        Of an article printed on several pages nothing is kept yet: it is returned, to be gone on with in `read_part`.
        """
        status, visit = response.status, int(response.meta.get("visits", 0))
        if status == 304 and visit:
            with self.ledger.writing():
                visits.unchanged(self.corpus, url, fetched(response), self._due(response, visit + 1, None))
                self.ledger.count(source.id, revisited=1)
        elif status in GONE:
            self._gone(response, source, url, visit, f"answered {status}")
        elif status >= 300:
            self.failed(source, url, "status", f"answered {status}", response, visit)
        else:
            reading = await self._reading(response, source)
            parts = Parts.of(reading, response.url, source) if belongs_to(reading, response.url) is None else None
            if parts is not None and not parts.too_many:
                return Unfinished(response, source, url, parts)
            if parts is not None:
                reading = failed(str(parts.too_many))
            await self.ledger.together(lambda: self._keep(reading, response, source, url, visit))
        return None

    async def read_part(self, whole: Unfinished, response: Response) -> Unfinished | None:
        """Take the next page of an article; returned again while pages are left, kept with the last of them.

        A page that cannot be had leaves the whole article for the next run.
        """
        first, source, url, parts = whole.response, whole.source, whole.url, whole.parts
        visit = int(first.meta.get("visits", 0))
        if response.status >= 300:
            self.failed(source, url, "status", f"a further page of it answered {response.status}", first, visit)
            return None
        reason = parts.add(await self._reading(response, source), fetched(response))
        if reason is not None:
            self.failed(source, url, "part", reason, first, visit)
            return None
        if parts.left:
            return whole
        await self.ledger.together(lambda: self._keep(parts.joined(), first, source, url, visit, parts))
        return None

    async def _reading(self, response: Response, source: Source) -> Reading:
        kind = header(response, "Content-Type")
        return await self.readers.read(response.body, response.url, kind, source)

    def _keep(self, reading: Reading, response: Response, source: Source, url: str, visit: int,
              parts: Parts | None = None) -> None:  # fmt: skip
        first = belongs_to(reading, response.url)
        if first is not None and not visit:
            self._further_page(first, response, source, url)
            return
        if reading.kind == "article":
            self._article(reading, response, source, url, visit, parts)
            return
        reason = reading.reason or reading.kind
        missing = reading.kind in ("missing", "failed")
        self.ledger.event(f"body_{reading.kind}" if missing else f"skipped_{reading.kind}", reason, source=source.id,
                          url=url, trouble=missing)  # fmt: skip
        if missing:
            self.ledger.count(source.id, missing=1)
            state = "missing"
        else:
            self.ledger.count(source.id, not_articles=1)
            state = "skipped"
        if not visit:
            frontier.close(self.corpus, url, state, reason, fetched(response))
        elif not missing and response.url != url and not is_article(response.url, source.article):
            self._gone(response, source, url, visit, f"leads to {response.url} now")
        else:  # a known article: its text stands until a page says better
            visits.not_now(self.corpus, url, reason, self._due(response, visit + 1, None), fetched(response))

    def _further_page(self, first: str, response: Response, source: Source, url: str) -> None:
        """A list led to a further page of an article: the article is looked for where it begins."""
        known = self.corpus.find(first)
        frontier.add(self.corpus, source.id, "article", [Found(first)], found_on=url)
        frontier.close(
            self.corpus, url, "known" if known else "skipped", "a further page of an article", fetched(response)
        )
        self.ledger.count(source.id, not_articles=1)
        if known is None:
            self.found(source, address_host(first))

    def _article(self, reading: Reading, response: Response, source: Source, url: str, visit: int,
                 parts: Parts | None) -> None:  # fmt: skip
        stands_at = address(reading, response.url, source)
        if visit and self.corpus.find(stands_at) is None:
            stands_at = url  # it moved; the address it was found at keeps leading to it
        answer = fetched(response)
        when = response.meta.get("fetched_at") or now()
        article = article_of(reading, stands_at, source, fetched_at=when, warc=answer.warc)
        article = dated(article, response.meta.get("fed"))
        certificate = response.meta.get("certificate")
        if certificate:
            article = replace(article, transport=f"certificate not verified: {certificate}")
        due = self._due(response, visit + 1, article.published_at)
        further = parts.addresses if parts else []
        outcome = visits.article_read(self.corpus, url, answer, article, (response.url,), parts=further, run=self.run,
                                      due_at=due)  # fmt: skip
        self.ledger.count(source.id, **{_COUNTED[outcome]: 1})
        if outcome == visits.EDITED:
            self.ledger.count(source.id, revisited=1)
        if outcome == visits.SHRUNK:
            self.ledger.event("shrunk", "the page gives under half of the text that is kept; the text stands",
                              source=source.id, url=url)  # fmt: skip

    def _gone(self, response: Response, source: Source, url: str, visit: int, why: str) -> None:
        with self.ledger.writing():
            due = self._due(response, visit + 1, None) if visit else None
            was = visits.withdrawn(self.corpus, url, why, fetched(response), due)
            self.ledger.count(source.id, **({"withdrawn": 1} if was else {"not_articles": 1}))
            self.ledger.event("withdrawn" if was else "gone", why, source=source.id, url=url, trouble=False)

    def failed(self, source: Source, url: str, kind: str, reason: str, response: Response | None, visit: int) -> None:
        """Write down a page that was not had; it is asked for again in a later run."""
        # Without its validators: an answer we could not use must not come back as "not modified".
        answer = Fetched(response.status, response.meta.get("warc")) if response is not None else None
        with self.ledger.writing():
            if visit:
                visits.not_now(self.corpus, url, reason, next_visit(1, moment(), None), answer)
            else:
                frontier.close(self.corpus, url, "failed", reason, answer)
            self.ledger.count(source.id, failed=1)
            self.ledger.event(kind, reason, source=source.id, url=url)

    @staticmethod
    def _due(response: Response, visit: int, published: str | None) -> str | None:
        return next_visit(visit, _moment(response.meta.get("fetched_at")), published, response.meta.get("dated"))


def _moment(fetched_at: Any) -> datetime.datetime:
    """When a page was fetched: under replay the day of the recording."""
    try:
        return parsed(str(fetched_at)) if fetched_at else moment()
    except ValueError:
        return moment()
