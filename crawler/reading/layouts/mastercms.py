"""MasterCMS: `/{slug}-{id}.html`, `.article-content.__MASTERCMS_CONTENT`; the headline again under each picture.

Lao động Thủ đô until 2024, Thời báo Ngân hàng, Công Thương, Thời báo Tài chính. Structure as public readers and a
template made after a page of these papers report it.
"""

from crawler.reading.layouts.base import Layout


class MasterCms(Layout):
    """Author and the address of the page stand below the body; pictures in `table.MASTERCMS_TPL_TABLE`."""

    name = "mastercms"
    signs = (".__MASTERCMS_CONTENT, .__MASTERCMS_CONTENT_BODY",)
    marks = (".__MASTERCMS_EL", ".__MB_MASTERCMS_EL", ".__img_mastercms")
    hosts = ("thoibaonganhang.vn", "congthuong.vn", "suckhoeviet.org.vn")
    title = ("h1.article-detail-title", "h1.detail-title", "h1.post-title", "h1.article-title", "h1")
    lead = (".article-detail-desc", ".article-desc", ".detail-sapo", ".post-desc")
    body = (".__MASTERCMS_CONTENT_BODY", "#articleBody", ".__MASTERCMS_CONTENT .item-content", ".__MASTERCMS_CONTENT")
    byline = (".article-author", ".article-detail-author", ".tbnh-author-meta", "p.author", ".article-detail-source")
    date = (
        ".article-detail-date",
        ".article-publish-date",
        ".article-date",
        ".bx-time",
        ".post-publish-time",
        ".datetime",
        ".format_date",
        ".format_time",
    )
    section = (".bx-cat-link", ".article-catname", ".breadcrumb a:last-of-type")
    tags = (".article-tag a", ".__MB_ARTICLE_TAGS a", ".article-detail-tags a")
    captions = (".MASTERCMS_TPL_TABLE td",)
    noise = (
        ".audio",
        ".hot-news",
        "#social-share",
        ".bx-cat-title",
        ".related",
        ".__MASTERCMS_RELATED",
        ".article-relate",
        ".article-detail-similar",
        ".article-detail-other",
        ".article-detail-tags",
        ".article-detail-source",
        "table.__MB_ARTICLE_A",
    )
