"""MasterCMS: `/{slug}-{id}.html`, `.article-content.__MASTERCMS_CONTENT`; the headline again under each picture."""

from crawler.reading.layouts.base import Layout


class MasterCms(Layout):
    """Author and the address of the page stand below the body."""

    name = "mastercms"
    signs = (".__MASTERCMS_CONTENT",)
    title = ("h1.article-detail-title", "h1")
    lead = (".article-detail-desc",)
    body = (".__MASTERCMS_CONTENT",)
    byline = (".article-author", ".article-detail-author")
    date = (".article-detail-date", ".format_date", ".article-publish-date")
    section = (".bx-cat-link", ".breadcrumb a:last-of-type")
    tags = (".article-tag a", ".__MB_ARTICLE_TAGS a")
    noise = (".audio", ".related", ".__MASTERCMS_RELATED", ".article-relate")
