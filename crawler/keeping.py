"""From a page that was read to an article that is kept, and the worker processes that do the reading."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TookTooLong
from dataclasses import asdict, replace
from typing import Any, TypeVar

from corpus import workers as processes
from corpus.clock import HANOI, parsed
from corpus.errors import GuongError
from corpus.records import Article, Image, Series
from crawler.addresses import is_article
from crawler.reading import Reading, dates, read_page
from crawler.sources import Source

T = TypeVar("T")
Page = tuple[bytes, str, str | None, Source | None]  # a page's bytes, address, Content-Type and whose it is
EXTRACTOR = "reading2"  # raised by hand when the same page gives another article
TIME_LIMIT = 10.0  # seconds for one page; ordinary ones take a fiftieth of one


class Readers:
    """Worker processes that read pages; a page that takes too long or kills its worker fails alone."""

    def __init__(self, workers: int = 2) -> None:
        self._pool, self._ahead = processes.start(workers, "crawler.keeping"), processes.WINDOW * workers

    async def read(self, body: bytes, url: str, content_type: str | None, source: Source) -> Reading:
        """Read a page in a worker; never raises for what a page can do.

        Raises GuongError when no worker can be had at all: every page would look unreadable.
        """
        page = (body, url, content_type, source)
        try:
            future: Future[Any] = self._pool.schedule(_read, args=[page, read_page], timeout=TIME_LIMIT)
        except (RuntimeError, OSError) as error:
            raise GuongError(
                f"the page readers did not start ({error})", "look at memory and limits of processes"
            ) from error
        try:
            reading: Reading = await asyncio.wrap_future(future)
            return reading
        except Exception as error:  # whatever a page does to its worker, the next page is read
            return _not_read(error)

    def all(self, pages: Iterable[tuple[T, Page | Exception]]) -> Iterator[tuple[T, Reading]]:
        """Read many pages, in their order; what is no page but an exception gives a failed reading too."""
        for name, read in processes.in_order(self._pool, _read, pages, limit=TIME_LIMIT, ahead=self._ahead):
            yield name, read if isinstance(read, Reading) else _not_read(read)

    def close(self) -> None:
        """End the workers at once."""
        processes.stop(self._pool)


def _read(page: Page, reader: Callable[..., Reading] = read_page) -> Reading:
    content, url, content_type, source = page
    return reader(content, url, content_type=content_type, **(known_of(source) if source else {}))


def _not_read(error: Exception) -> Reading:
    if isinstance(error, TookTooLong):
        return failed(f"reading took over {TIME_LIMIT:.0f} s")
    return failed(f"reading failed: {type(error).__name__} {error}")


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
        series=Series(**asdict(page.series)) if page.series else None,
    )  # fmt: skip


def dated(article: Article, fed: str | None) -> Article:
    """The article with the day its feed gives (`YYYY-MM-DD`, in Hà Nội) where its page gives no date.

    A feed knows when an entry came out, not when the article was written to the minute: only the day is taken, and
    only one between 1990 and the day after the page was fetched. What the page printed stays in `published_raw`.
    """
    if article.published_at is not None or not fed:
        return article
    try:
        fetched = parsed(article.fetched_at).astimezone(HANOI).date() if article.fetched_at else None
    except (ValueError, OverflowError):  # a record dated by another program
        fetched = None
    day = dates.machine(fed[:10], fetched)
    if day is None:
        return article
    return replace(article, published_at=day.day, published_basis="feed", published_raw=article.published_raw or fed)


# A reader's texts are in normal form, and storing sees to it again: here only blanks and empty lines go.
def _line(text: str | None) -> str | None:
    return " ".join(text.split()) or None if text else None


def _lines(text: str | None) -> str:
    lines = (" ".join(line.split()) for line in (text or "").split("\n"))
    return "\n".join(line for line in lines if line)
