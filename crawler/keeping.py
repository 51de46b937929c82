"""From a page that was read to an article that is kept, and the worker processes that do the reading."""

import asyncio
import multiprocessing
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TookTooLong
from typing import Any

from pebble import ProcessExpired, ProcessPool

from corpus.records import Article, Image
from crawler.addresses import is_article
from crawler.reading import Reading, read_page
from crawler.sources import Source

EXTRACTOR = "reading1"  # raised by hand when the same page gives another article
TIME_LIMIT = 10.0  # seconds for one page; ordinary ones take a fiftieth of one


class Readers:
    """Worker processes that read pages; a page that takes too long or kills its worker fails alone."""

    def __init__(self, workers: int = 2) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["crawler.reading"])
        self._pool = ProcessPool(max_workers=workers, context=context)

    async def read(self, body: bytes, url: str, content_type: str | None, source: Source) -> Reading:
        """Read a page in a worker; never raises for what a page can do."""
        future: Future[Any] = self._pool.schedule(
            read_page, args=[body, url], kwargs={"content_type": content_type, **known_of(source)}, timeout=TIME_LIMIT
        )
        try:
            reading: Reading = await asyncio.wrap_future(future)
            return reading
        except TookTooLong:
            return failed(f"reading took over {TIME_LIMIT:.0f} s")
        except (ProcessExpired, Exception) as error:  # whatever a page does to its worker, the next page is read
            return failed(f"reading failed: {type(error).__name__} {error}")

    def close(self) -> None:
        """End the workers at once."""
        self._pool.stop()  # type: ignore[no-untyped-call]  # pebble is untyped here
        self._pool.join()


def known_of(source: Source) -> dict[str, Any]:
    """What a source tells the page reader about its pages."""
    return {"layout": source.layout, "site_names": (source.name,), "hosts": source.hosts}


def failed(reason: str) -> Reading:
    """The reading of a page that could not be read at all."""
    return Reading(kind="failed", article=None, reason=reason, layout="", canonical=None)


def address(reading: Reading, url: str, source: Source) -> str:
    """Where the article lives: its canonical address when that is an article's on the source's own hosts."""
    canonical = reading.canonical
    if canonical and source.owns(canonical) and is_article(canonical, source.article):
        return canonical
    return url


def article_of(reading: Reading, url: str, source: Source, *, fetched_at: str | None, warc: str | None) -> Article:
    """The article of a reading whose kind is `article`, as the corpus keeps it."""
    page = reading.article
    if page is None:
        raise ValueError(f"{url}: a reading of kind {reading.kind} holds no article")
    return Article(
        url=url, source=source.id, title=_line(page.title) or "", sapo=_lines(page.sapo) or None,
        body=_lines(page.body), author=_line(page.author), credit=_line(page.credit),
        published_at=page.published_at, published_raw=_line(page.published_raw),
        published_basis=page.published_basis, modified_at=page.modified_at, section=_line(page.section),
        language=page.language, tags=tuple(page.tags),
        images=tuple(Image(_line(x["url"]), _line(x["caption"]), _line(x["credit"])) for x in page.images),
        fetched_at=fetched_at, warc=warc, extractor=f"{EXTRACTOR}/{reading.layout}",
    )  # fmt: skip


# A reader's texts are in normal form, and storing sees to it again: here only blanks and empty lines go.
def _line(text: str | None) -> str | None:
    return " ".join(text.split()) or None if text else None


def _lines(text: str | None) -> str:
    lines = (" ".join(line.split()) for line in (text or "").split("\n"))
    return "\n".join(line for line in lines if line)
