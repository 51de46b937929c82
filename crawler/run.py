"""Run a crawl from Python: what `guong crawl` and the tests call, and what `scrapy crawl press` does."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from scrapy.crawler import CrawlerProcess
from scrapy.settings import Settings

from corpus.clock import moment
from corpus.errors import GuongError
from corpus.filters import day
from corpus.store import Corpus
from crawler.manners import only_one
from crawler.replay import index
from crawler.sources import choose, read
from crawler.spiders.press import PressSpider
from crawler.window import Window
from nlp.paths import datasets


@dataclass(frozen=True, slots=True)
class CrawlReport:
    """How a crawl went: articles stored now, how many troubles were written down, its run number, and whether it was
    told to stop before its end."""

    stored: int
    trouble: int
    run: int
    stopped: bool = False


def crawl(corpus: Path, *, sources: Path | None = None, ids: tuple[str, ...] = (), replay: Path | None = None,
          since: str | None = None, until: str | None = None, limit: int | None = None, window: str | None = None,
          progress: Callable[[int, int], None] | None = None, log_level: str = "WARNING") -> CrawlReport:  # fmt: skip
    """Crawl into a corpus. Once per process (Twisted's reactor does not start twice).

    `since` alone leaves out what lists date earlier; with `until` (days, both within) it walks the archives of those
    days. `window` (`22:00-06:00`) ends the run when the hours are over. `progress(stored, asked)` is called per page.

    Raises GuongError for source files, WARC files or a corpus that cannot be used, before the first request.
    """
    for given in (since, until):
        if given is not None:
            day(given)
    if until is not None and since is None:
        raise GuongError("a back-fill needs both ends", "give --since beside --until")
    if window is not None and replay is None and not Window.parse(window).holds(moment()):
        raise GuongError(f"it is not the hour: the window is {window} (Hà Nội)", "wait, or leave out --window")
    folder = sources or datasets() / "sources"
    choose(read(folder)[0], ids)
    if replay is not None:
        index(str(replay))
    Corpus(corpus).close()  # a corpus that cannot be written is refused now, not after an hour
    settings = Settings()
    settings.setmodule(import_module("crawler.settings"), priority="project")
    ours = {"LOG_LEVEL": log_level, "GUONG_LOCKED": True, "GUONG_REPLAY": str(replay) if replay else None}
    for key, value in ours.items():
        settings.set(key, value, priority="cmdline")
    with only_one(corpus):
        process = CrawlerProcess(settings)
        crawler = process.create_crawler(PressSpider)
        process.crawl(crawler, source=",".join(ids), sources=str(folder), corpus=str(corpus), since=since,
                      until=until, limit=limit, window=window, progress=progress)  # fmt: skip
        process.start()
    spider = crawler.spider
    if not isinstance(spider, PressSpider) or not hasattr(spider, "run"):
        raise GuongError("the crawl did not start", "look at the log lines above")
    if spider.fatal is not None:
        raise spider.fatal
    return CrawlReport(spider.stored, spider.trouble, spider.run, spider.reason == "shutdown")
