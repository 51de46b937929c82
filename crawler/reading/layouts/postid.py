"""Family F: addresses that end in the paper's own letters (`-postid{n}.bbg`)."""

from crawler.reading.layouts.base import Layout


class PostId(Layout):
    """`.news-details__content` with the date in the head of the page part."""

    name = "postid"
    signs = (".news-details__content",)
    title = (".news-detail__head h1", "h1")
    lead = (".news_detail_sapo",)
    body = (".news-details__content",)
    byline = (".news-details__author", ".news-detail__author")
    date = (".news-detail__head time", ".news-detail__head .date", ".news-detail__head")
    section = (".breadcrumb a:last-of-type",)
    tags = (".news-details__tags a",)
    noise = (".news-details__related", ".news-details__tags")
