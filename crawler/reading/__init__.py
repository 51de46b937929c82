"""Pages to articles: what a page is, and every word of its article with title, lead, makers, date and pictures."""

from crawler.reading.page import read_page
from crawler.reading.records import PageArticle, Reading

__all__ = ["PageArticle", "Reading", "read_page"]
