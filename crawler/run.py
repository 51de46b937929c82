"""Run a crawl from Python: what `guong crawl` and the tests call, and what `scrapy crawl press` does."""

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from scrapy.crawler import CrawlerProcess
from scrapy.settings import Settings

from corpus.errors import GuongError
from corpus.filters import day
from corpus.store import Corpus
from crawler.manners import only_one
from crawler.replay import index
from crawler.sources import choose, read
from crawler.spiders.press import PressSpider
from nlp.paths import datasets


@dataclass(frozen=True, slots=True)
class CrawlReport:
    """How a crawl went: articles stored now, how many troubles were written down, its run number."""

    stored: int
    trouble: int
    run: int


def crawl(corpus: Path, *, sources: Path | None = None, ids: tuple[str, ...] = (), replay: Path | None = None,
          since: str | None = None, limit: int | None = None, log_level: str = "WARNING") -> CrawlReport:  # fmt: skip
    """Crawl into a corpus. Once per process (Twisted's reactor does not start twice).

    Raises GuongError for source files, WARC files or a corpus that cannot be used, before the first request.
    """
    if since is not None:
        day(since)
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
        process.crawl(crawler, source=",".join(ids), sources=str(folder), corpus=str(corpus), since=since, limit=limit)
        process.start()
    spider = crawler.spider
    if not isinstance(spider, PressSpider) or not hasattr(spider, "run"):
        raise GuongError("the crawl did not start", "look at the log lines above")
    if spider.fatal is not None:
        raise spider.fatal
    return CrawlReport(spider.stored, spider.trouble, spider.run)
