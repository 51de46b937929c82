"""Đại Đoàn Kết and Pháp luật Việt Nam since about 2025: `#content_article`, `.article-content__description`.

Selectors as a public list of them reports, which was tried on three pages of each paper; not tried here.
"""

from crawler.reading.layouts.base import Layout


class Prose(Layout):
    """The dates of these pages stand in their JSON-LD only."""

    name = "prose"
    signs = ("#content_article", ".article-content__description")
    hosts = ("daidoanket.vn", "baophapluat.vn")
    title = (".article-content > h1", "#content_article > h1", "h1")
    lead = (".article-content__description",)
    body = ("#content_article > .prose-lg", "#content_article")
    byline = (".article-content__author",)
    section = (".breadcrumb a:last-of-type",)
    tags = (".article-content__tags a",)
    captions = ("figcaption", "figcaption p", "td.caption")
    noise = (".article-content__related", ".related", ".article-content__description")


class SingleEntry(Layout):
    """Doanh nghiệp Việt Nam: `.single-entry-summary-post-content`."""

    name = "prose-single"
    signs = (".single-entry-summary-post-content",)
    hosts = ("doanhnghiepvn.vn",)
    title = ("h1.single-post-title", "h1")
    lead = (".entry-summary",)
    body = (".single-entry-summary-post-content",)
    byline = (".entry-author", ".author")
    date = (".entry-date",)
    section = (".breadcrumb a:last-of-type",)
    tags = (".post-tags a",)
    captions = ("figcaption", "td.caption", ".caption")
    noise = (".link-source-wrapper", ".sourcelinktop", ".related-post", ".post-tags")
