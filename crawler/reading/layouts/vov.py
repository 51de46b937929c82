"""VOV: `/{section}/{slug}-post{7 digits}.vov`, rows `.article-title`, `.article-summary`, `.article-content`.

Structure as public readers of the site report it.
"""

from crawler.reading.layouts.base import Layout


class Vov(Layout):
    """The parts are rows of a grid."""

    name = "vov"
    signs = (".article-summary", ".article-content", ".article-title h1, h1.article-title")
    hosts = ("vov.vn",)
    title = (".article-title h1", "h1.article-title", ".article-title", "h1")
    lead = (".article-summary",)
    body = (".article-content .text-long", ".article-content")
    byline = (".article-author a", ".article-author")
    date = (".article-date", ".article-info time", ".article-time")
    section = (".breadcrumb li:last-child a", ".breadcrumb a:last-of-type")
    tags = (".article-tags a", ".tags a")
    captions = ("figcaption", "figcaption p", ".fig", "table.contentimg .caption")
    noise = ("article.story", ".article-related", ".related-news", ".article-tags", ".social-share", ".article-author")
