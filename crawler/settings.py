"""Scrapy's settings, hardened, each with its reason."""

import os
import re
from typing import Any


def _seconds(variable: str) -> float | None:
    """A number of seconds given from outside; None for none and for what is none."""
    given = os.environ.get(variable, "")
    return float(given) if re.fullmatch(r"[0-9]{1,5}(\.[0-9]{1,3})?", given) else None


BOT_NAME = "guong"
SPIDER_MODULES = ["crawler.spiders"]
ADDONS: dict[str, Any] = {"crawler.manners.Manners": 0}

# Who we are, truthfully, with a way to reach us. Operators set their own contact in GUONG_CONTACT.
USER_AGENT = "Guong/0.1 (reads Vietnamese provincial news on one public campaign; contact: not given)"
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "Guong"

# Manners: one request at a time per host; the pause is the source's `delay` or the host's Crawl-delay, the longer.
# All of it is kept by our scheduler, which lets a request go only when its host may be asked; Scrapy's own slots are
# wide open, so that nothing waits twice.
SCHEDULER = "crawler.scheduler.HostScheduler"
DOWNLOADER = "crawler.scheduler.HostDownloader"
CONCURRENT_REQUESTS = 256  # more than there are hosts: a slow one holds nobody's place
CONCURRENT_REQUESTS_PER_DOMAIN = 256
CONCURRENT_ITEMS = 1  # Scrapy makes so many tasks for every answer; ours hand on no items: a third of its time a page
DOWNLOAD_DELAY = 0
DOWNLOAD_DELAY_JITTER = 0  # a promised pause is kept, never shortened by chance
AUTOTHROTTLE_ENABLED = False  # it speeds up on fast refusals

# Limits that held against hostile servers in loopback trials.
DOWNLOAD_MAXSIZE = 8 * 1024 * 1024
DOWNLOAD_WARNSIZE = 2 * 1024 * 1024
# Seconds for one answer, first byte to last. Drills against hanging servers set a shorter one, never a longer.
DOWNLOAD_TIMEOUT = min(30.0, _seconds("GUONG_TIMEOUT") or 30.0)
# The first pause after a failure, where a drill cannot wait as long as datasets/pace.toml does. Read here, for spiders
# are made before add-ons are asked.
GUONG_BACKOFF = _seconds("GUONG_BACKOFF")
REDIRECT_MAX_TIMES = 5
METAREFRESH_ENABLED = False
URLLENGTH_LIMIT = 500
DEPTH_LIMIT = 5  # sitemap index → sitemap → article is three
RETRY_ENABLED = False  # crawler.patience does it, by host and by Retry-After
COOKIES_ENABLED = False
REFERRER_POLICY = "no-referrer"
DOWNLOAD_VERIFY_CERTIFICATES = True  # off by default in Scrapy

# Doors that stay shut: a local server that runs code, a telnet console, and every scheme that is not the web.
REMOTE_CONTROL_ENABLED = False
TELNETCONSOLE_ENABLED = False
HTTPPROXY_ENABLED = False  # a proxy looks names up itself, behind the back of our guard
DOWNLOAD_HANDLERS: dict[str, str | None] = {
    "http": "crawler.transport.GuardedHandler", "https": "crawler.transport.GuardedHandler",
    "data": None, "file": None, "ftp": None, "s3": None,
}  # fmt: skip
TWISTED_DNS_RESOLVER = "crawler.resolver.GuardedResolver"  # no address that is not of the public internet
# Loopback doors that tests open: host:port pairs with commas between. No source file can set it.
GUONG_LOCAL = os.environ.get("GUONG_LOCAL", "")

DOWNLOADER_MIDDLEWARES: dict[str, int | None] = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # skipped for start requests; ours is not
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "crawler.guard.GuardMiddleware": 10,  # before everything that could ask for something
    "crawler.middlewares.OwnHostsMiddleware": 50,
    "crawler.middlewares.RobotsMiddleware": 100,
    "crawler.patience.PatienceMiddleware": 550,
    "crawler.limits.UnpackingMiddleware": 590,  # these two in the places of those they stand for
    "crawler.limits.RedirectsMiddleware": 600,
    "crawler.middlewares.ArchiveMiddleware": 900,  # next to the network: it sees the bytes as they came
}

LOG_LEVEL = "INFO"
LOG_FORMATTER = "scrapy.logformatter.LogFormatter"
EXTENSIONS: dict[str, int | None] = {"scrapy.extensions.memusage.MemoryUsage": None}
