"""Look sources over: what `guong sources check` does, as a Python call."""

import time
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path

from scrapy import Spider
from scrapy.crawler import Crawler, CrawlerProcess
from scrapy.settings import Settings

from corpus import hosts
from corpus.errors import GuongError
from corpus.store import Corpus
from crawler.manners import only_one
from crawler.probing import comparing, keeping, verified
from crawler.probing.records import Check
from crawler.probing.spider import ProbeSpider
from crawler.replay import index
from crawler.sources import choose, read
from crawler.traps import today
from nlp.paths import datasets

LONGEST_REST = 300.0  # seconds; no host's pause is longer (crawler.robots.MAX_DELAY)


def check(corpus: Path, *, sources: Path | None = None, ids: tuple[str, ...] = (), replay: Path | None = None,
          progress: Callable[[int, int], None] | None = None, log_level: str = "ERROR") -> list[Check]:  # fmt: skip
    """Look at sources as they answer now (or in a recording) and keep the result beside the corpus.

    Once per process. No article is stored; over the network no crawl of this corpus may run meanwhile, since a host
    is asked by one of us at a time. `progress(done, all)` is called per source. Raises GuongError for source files or
    WARC files that cannot be used, and when the check was stopped before its end.
    """
    folder = sources or datasets() / "sources"
    chosen = choose(read(folder)[0], ids)
    arguments = {"source": ",".join(ids), "sources": str(folder), "corpus": str(corpus), "progress": progress}
    if replay is not None:
        spider = _run(replay, arguments, log_level)
    else:
        with only_one(corpus):
            spider = _run(None, arguments, log_level)
            _tell(corpus, spider)
            time.sleep(min(LONGEST_REST, max(0.0, spider.rest())))  # whoever holds the lock next may ask at once
    by_id = {source.id: source for source in chosen}
    for one in spider.checks:
        source = by_id[one.source]
        one.suggestions = list(comparing.suggestions(one, source))
        one.changes = list(comparing.against_file(one, source))
        last = keeping.last(corpus, one.source, one.replay)
        if last is not None:
            one.last = last.at
            one.changes += comparing.against_last(one, last)
        keeping.keep(corpus, one)
    return spider.checks


def verify(checks: list[Check], sources: Path | None = None) -> list[str]:
    """Write today's day in Hà Nội into the files of the sources that did answer over the network; returns their ids.

    Raises GuongError when a file cannot be changed.
    """
    seen = [one.source for one in checks if one.answers and not one.replay]
    if seen:
        verified.mark(sources or datasets() / "sources", set(seen), today().isoformat())
    return seen


def _run(replay: Path | None, arguments: Mapping[str, object], log_level: str) -> ProbeSpider:
    spider = run(ProbeSpider, replay, log_level, arguments)
    if not isinstance(spider, ProbeSpider) or spider.reason != "finished":
        raise GuongError("the check was stopped before its end", "run it again")
    return spider


def run(spider: type[Spider], replay: Path | None, log_level: str, arguments: Mapping[str, object]) -> Spider | None:
    """Run a spider under the crawl's own settings to its end, and give it back. Once per process."""
    if replay is not None:
        index(str(replay))
    settings = Settings()
    settings.setmodule(import_module("crawler.settings"), priority="project")
    settings.set("LOG_LEVEL", log_level, priority="cmdline")
    settings.set("GUONG_REPLAY", str(replay) if replay else None, priority="cmdline")
    process = CrawlerProcess(settings)
    crawler = process.create_crawler(spider)
    assert isinstance(crawler, Crawler)
    process.crawl(crawler, **arguments)
    process.start()
    return crawler.spider


def _tell(corpus: Path, spider: ProbeSpider) -> None:
    """What a host asked of us holds for the crawls to come; there is nothing to tell where no corpus is."""
    if spider.put_offs and corpus.exists():
        with Corpus(corpus) as kept:
            for name, source, until, why in spider.put_offs:
                hosts.put_off(kept, name, source, until, why)
