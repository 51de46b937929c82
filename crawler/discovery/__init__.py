"""What a list leads to: feeds, sitemaps, robots.txt and section pages turned into addresses."""

from crawler.discovery.dates import day
from crawler.discovery.feeds import feed
from crawler.discovery.links import Links, ListError
from crawler.discovery.paging import page_number, page_url
from crawler.discovery.robots import robots
from crawler.discovery.sections import MAX_SECTION_LINKS, section
from crawler.discovery.sitemaps import days_covered, due, in_range, sitemap
from crawler.discovery.xml import MAX_LINKS, MAX_XML

READERS = {"feed": feed, "sitemap": sitemap, "section": section}

__all__ = [
    "MAX_LINKS",
    "MAX_SECTION_LINKS",
    "MAX_XML",
    "READERS",
    "Links",
    "ListError",
    "day",
    "days_covered",
    "due",
    "feed",
    "in_range",
    "page_number",
    "page_url",
    "robots",
    "section",
    "sitemap",
]
