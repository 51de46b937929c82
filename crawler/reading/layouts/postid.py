"""Family F: addresses that end in the paper's own letters (`-postid{n}.bbg`, `.bcb`).

Reported marks only; nobody has verified them here.
"""

from crawler.reading.layouts.base import Layout


class PostId(Layout):
    """Bắc Ninh, before it Bắc Giang: `.news-details__content` with the date in the head of the page part."""

    name = "postid"
    signs = (".news-details__content",)
    hosts = ("baobacninhtv.vn", "baobacgiang.vn")
    title = (".news-detail__head h1", "h1")
    lead = (".news_detail_sapo",)
    body = (".news-details__content",)
    byline = (".news-details__author", ".news-detail__author")
    date = (".news-detail__head time", ".news-detail__head .date", ".news-detail__head")
    section = (".breadcrumb a:last-of-type",)
    tags = (".news-details__tags a",)
    captions = ("figcaption", "td.caption", ".caption")
    noise = (".news-details__related", ".news-related__list", ".news-details__tags")


class PostIdPlain(Layout):
    """Cao Bằng: `div#content-detail` whose first paragraph in bold is the lead."""

    name = "postid-plain"
    signs = ("#content-detail",)
    address = r"-\d{4,8}\.(?:html|bcb)(?:$|[?#])"
    hosts = ("baocaobang.vn",)
    title = ("h1.title", ".main-title h1", "h1")
    lead = (".sapo", ".desc")
    body = ("#content-detail",)
    byline = ("#content-detail .author", ".author")
    date = (".date-time", ".date", ".time", ".post-date")
    section = (".breadcrumb a:last-of-type",)
    tags = (".tags a",)
    captions = ("figcaption", "td.caption", ".caption")
    noise = (".block-news-list", ".related", ".tags", ".tools", ".share")
