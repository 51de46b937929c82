"""The rival: bare Scrapy that hands every page to two worker processes running trafilatura, and keeps nothing.

    python benchmarks/crawling/rival.py [--fast] HOST…

Scrapy's own settings, scheduler and middlewares; sitemaps lead to the articles. `--fast` leaves out trafilatura's
second and third tries (`fast=True`). Prints one JSON line: pages read, and how many gave a text.
"""

import asyncio
import json
import multiprocessing
import sys
from concurrent.futures import ProcessPoolExecutor
from typing import Any

import scrapy
from scrapy.crawler import CrawlerProcess


def extract(body: bytes, url: str, fast: bool) -> tuple[str | None, str | None, str]:
    """Title, date and text: what an article needs at least."""
    from trafilatura import bare_extraction

    found = bare_extraction(body, url=url, fast=fast, with_metadata=True)
    return (found.title, found.date, found.text or "") if found else (None, None, "")


class Rival(scrapy.Spider):
    """Sitemaps to articles, articles to the workers."""

    name = "rival"

    def __init__(self, hosts: list[str], pool: ProcessPoolExecutor, fast: bool) -> None:
        super().__init__()
        self.start_urls = [f"http://{host}/sitemap.xml" for host in hosts]
        self.pool, self.fast = pool, fast
        self.pages = self.texts = 0

    def parse(self, response: Any, **_: Any) -> Any:
        for url in response.xpath("//*[local-name()='loc']/text()").getall():
            yield scrapy.Request(url, callback=self.read)

    async def read(self, response: Any) -> None:
        """Wait for a worker to read a page."""
        work = asyncio.get_running_loop().run_in_executor(self.pool, extract, response.body, response.url, self.fast)
        _, _, text = await work
        self.pages += 1
        self.texts += bool(text)


def main() -> None:
    """Crawl and print."""
    hosts = [arg for arg in sys.argv[1:] if not arg.startswith("--")]
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("forkserver")) as pool:
        process = CrawlerProcess({"LOG_LEVEL": "WARNING", "ROBOTSTXT_OBEY": True})
        crawler = process.create_crawler(Rival)
        process.crawl(crawler, hosts=hosts, pool=pool, fast="--fast" in sys.argv)
        process.start()
    spider: Any = crawler.spider
    print(json.dumps({"pages": spider.pages, "texts": spider.texts}))


if __name__ == "__main__":
    main()
