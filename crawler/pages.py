"""An article's page came back: keep what it gives, in one transaction with everything that must agree with it."""

import datetime
from dataclasses import replace
from typing import Any

from scrapy.http import Response

from corpus import frontier, visits
from corpus.clock import moment, now, parsed
from corpus.frontier import Fetched
from corpus.store import Corpus
from crawler.addresses import is_article
from crawler.keeping import Readers, address, article_of
from crawler.ledger import Ledger
from crawler.reading import Reading
from crawler.revisits import next_visit
from crawler.sources import Source

GONE = (404, 410)
_COUNTED = {visits.NEW: "stored", visits.EDITED: "edited", visits.UNCHANGED: "revisited", visits.COPY: "not_articles",
            visits.SHRUNK: "revisited"}  # fmt: skip


def fetched(response: Response) -> Fetched:
    """How a response answered."""

    def header(name: str) -> str | None:
        value = response.headers.get(name)
        return value.decode("latin-1") if value else None

    return Fetched(response.status, response.meta.get("warc"), header("ETag"), header("Last-Modified"))


class Pages:
    """Reads article pages in worker processes and writes what they gave."""

    def __init__(self, corpus: Corpus, ledger: Ledger, readers: Readers, run: int) -> None:
        self.corpus, self.ledger, self.readers, self.run = corpus, ledger, readers, run

    async def read(self, response: Response, source: Source, url: str) -> None:
        """Read one answer and keep what it gives; raises CorpusError when the corpus cannot be written."""
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
            kind = (response.headers.get("Content-Type") or b"").decode("latin-1") or None
            reading = await self.readers.read(response.body, response.url, kind, source)
            await self.ledger.together(lambda: self._keep(reading, response, source, url, visit))

    def _keep(self, reading: Reading, response: Response, source: Source, url: str, visit: int) -> None:
        if reading.kind == "article":
            self._article(reading, response, source, url, visit)
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

    def _article(self, reading: Reading, response: Response, source: Source, url: str, visit: int) -> None:
        stands_at = address(reading, response.url, source)
        if visit and self.corpus.find(stands_at) is None:
            stands_at = url  # it moved; the address it was found at keeps leading to it
        answer = fetched(response)
        when = response.meta.get("fetched_at") or now()
        article = article_of(reading, stands_at, source, fetched_at=when, warc=answer.warc)
        certificate = response.meta.get("certificate")
        if certificate:
            article = replace(article, transport=f"certificate not verified: {certificate}")
        if article.published_at is None and response.meta.get("fed"):
            article = replace(article, published_at=response.meta["fed"], published_basis="feed")
        due = self._due(response, visit + 1, article.published_at)
        outcome = visits.article_read(self.corpus, url, answer, article, (response.url,), run=self.run, due_at=due)
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
