"""Scrapy's settings, hardened, each with its reason."""

from typing import Any

BOT_NAME = "guong"
SPIDER_MODULES = ["crawler.spiders"]
ADDONS: dict[str, Any] = {"crawler.manners.Manners": 0}

# Who we are, truthfully, with a way to reach us. Operators set their own contact in GUONG_CONTACT.
USER_AGENT = "Guong/0.1 (reads Vietnamese provincial news on one public campaign; contact: not given)"
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "Guong"

# Manners: one request at a time per host; the pause is the source's `delay` or the host's Crawl-delay, the longer.
CONCURRENT_REQUESTS = 16
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 5.0
DOWNLOAD_DELAY_JITTER = 0  # a promised pause is kept, never shortened by chance
AUTOTHROTTLE_ENABLED = False  # it speeds up on fast refusals

# Limits that held against hostile servers in loopback trials.
DOWNLOAD_MAXSIZE = 8 * 1024 * 1024
DOWNLOAD_WARNSIZE = 2 * 1024 * 1024
DOWNLOAD_TIMEOUT = 30
REDIRECT_MAX_TIMES = 5
METAREFRESH_ENABLED = False
URLLENGTH_LIMIT = 500
DEPTH_LIMIT = 5  # sitemap index → sitemap → article is three
RETRY_TIMES = 1  # a page that fails twice tonight is tried again tomorrow
COOKIES_ENABLED = False
REFERRER_POLICY = "no-referrer"
DOWNLOAD_VERIFY_CERTIFICATES = True  # off by default in Scrapy

# Doors that stay shut: a local server that runs code, a telnet console, and every scheme that is not the web.
REMOTE_CONTROL_ENABLED = False
TELNETCONSOLE_ENABLED = False
DOWNLOAD_HANDLERS: dict[str, str | None] = {"data": None, "file": None, "ftp": None, "s3": None}

DOWNLOADER_MIDDLEWARES: dict[str, int | None] = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # skipped for start requests; ours is not
    "crawler.middlewares.OwnHostsMiddleware": 50,
    "crawler.middlewares.RobotsMiddleware": 100,
    "crawler.middlewares.ArchiveMiddleware": 900,  # next to the network: it sees the bytes as they came
}

LOG_LEVEL = "INFO"
LOG_FORMATTER = "scrapy.logformatter.LogFormatter"
EXTENSIONS: dict[str, int | None] = {"scrapy.extensions.memusage.MemoryUsage": None}
