"""Run a crawl from Python: what `guong crawl` and the tests call, and what `scrapy crawl press` does."""

import datetime
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scrapy.crawler import CrawlerProcess
from scrapy.settings import Settings

from corpus.errors import GuongError
from corpus.store import Corpus
from crawler.replay import index
from crawler.sources import Source, choose, read
from crawler.spiders.press import PressSpider
from nlp.paths import datasets


@dataclass(frozen=True, slots=True)
class CrawlReport:
    """How a crawl went: articles stored now, how many troubles were written down, its run number."""

    stored: int
    trouble: int
    run: int


@contextmanager
def only_one(corpus: Path) -> Iterator[None]:
    """Hold the corpus's crawl lock; raises GuongError when another crawl holds it. A kill frees it."""
    corpus.parent.mkdir(parents=True, exist_ok=True)
    with open(f"{corpus}.lock", "a", encoding="ascii") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise GuongError(f"another crawl is writing to {corpus}", "wait for it to end") from error
        yield


def _check_day(text: str) -> None:
    try:
        datetime.date.fromisoformat(text)
    except ValueError as error:
        raise GuongError(f"{text!r} is no date", "write it as 2026-11-22") from error


def settings_for(sources: list[Source], replay: Path | None) -> Settings:
    """The project's settings with each host's own delay; under replay nothing waits."""
    settings = Settings()
    settings.setmodule(import_module("crawler.settings"), priority="project")
    contact = os.environ.get("GUONG_CONTACT", "").strip()
    if contact.isprintable() and contact:
        agent = str(settings["USER_AGENT"]).replace("not given", contact)
        settings.set("USER_AGENT", agent, priority="cmdline")
    names = {urlsplit(f"//{host}").hostname or host: source.delay for source in sources for host in source.hosts}
    names |= {f"www.{name}": delay for name, delay in names.items() if not name.startswith("www.")}
    slots = {name: {"delay": delay, "concurrency": 1} for name, delay in names.items()}
    changes: dict[str, Any] = {"DOWNLOAD_SLOTS": slots}
    if replay is not None:
        handler = "crawler.replay.ReplayHandler"
        changes = {"GUONG_REPLAY": str(replay), "DOWNLOAD_DELAY": 0, "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
                   "DOWNLOAD_HANDLERS": {**settings["DOWNLOAD_HANDLERS"], "http": handler, "https": handler}}  # fmt: skip
    for key, value in changes.items():
        settings.set(key, value, priority="cmdline")
    return settings


def crawl(corpus: Path, *, sources: Path | None = None, ids: tuple[str, ...] = (), replay: Path | None = None,
          since: str | None = None, limit: int | None = None, log_level: str = "WARNING",
          extra: dict[str, Any] | None = None) -> CrawlReport:  # fmt: skip
    """Crawl into a corpus. Once per process (Twisted's reactor does not start twice).

    Raises GuongError for source files, WARC files or a corpus that cannot be used, before the first request.
    """
    if since is not None:
        _check_day(since)
    folder = sources or datasets() / "sources"
    chosen = choose(read(folder)[0], ids)
    if replay is not None:
        index(str(replay))
    Corpus(corpus).close()  # a corpus that cannot be written is refused now, not after an hour
    settings = settings_for(chosen, replay)
    settings.set("LOG_LEVEL", log_level, priority="cmdline")
    for key, value in (extra or {}).items():
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
