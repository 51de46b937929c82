"""Family A: `/{section}/{YYYYMM}/{slug}-{7 hex or 6–7 digits}/`, run by a dozen northern and central papers.

`monthly` and `monthly-channel` from reported marks (`div.desc`, `a.title2`, the address); `monthly-post` and
`monthly-article` as public readers of Đồng Nai's and Đắk Lắk's papers report them. No page of theirs was at hand.
"""

from crawler.reading.layouts.base import Layout

_ADDRESS = r"/(?:19|20)\d{4}/[^/]+-(?:[0-9a-f]{7}|\d{5,8})/?(?:$|[?#])"
_HOSTS = (
    "baothainguyen.vn",
    "baotuyenquang.com.vn",
    "baoquangtri.vn",
    "baokhanhhoa.vn",
    "baodaklak.vn",
    "baodongnai.com.vn",
    "baovinhlong.com.vn",
    "noichinh.vn",
)
_NOISE = (
    ".tool",
    ".share",
    ".social",
    ".tags",
    ".related",
    ".box-related",
    ".related-post",
    ".td-post-sharing",
    ".box-tag",
    ".bd02",
    ".audio-player",
    ".article-tools",
)


class Monthly(Layout):
    """The lead stands in `div.desc`, sometimes with a picture and no lead in it."""

    name = "monthly"
    signs = (".detail .title, .title-detail", ".detail .desc", ".detail .content")
    hosts = _HOSTS
    title = (".detail h1.title", ".detail .title")
    lead = (".detail .desc",)
    body = (".detail .content",)
    byline = (".detail .author", ".detail .tacgia")
    date = (".detail .date", ".detail .time", ".detail .date-time")
    section = (".breadcrumb a:last-of-type",)
    tags = (".detail .tags a",)
    captions = (".caption", "table.image td", ".image_caption")
    noise = _NOISE


class MonthlyPost(Layout):
    """`.td-post-content` under `.detail-main-title`; the lead is the first paragraph of the body, in bold."""

    name = "monthly-post"
    signs = (".td-post-content, .content-detail", ".detail-main-title, .td-post-content")
    address = _ADDRESS
    hosts = _HOSTS
    title = (".detail-main-title h1.title", ".detail-main-title h1", "h1.title", "h1")
    lead = (".content-detail > .desc", ".content-detail .sapo", ".td-post-content > .desc")
    body = (".td-post-content", ".content-detail")
    byline = (".content-detail .author", ".td-post-author", ".author")
    date = (".detail-main-title .date", ".detail-main-title .time", ".td-post-date", ".date", ".time")
    section = (".breadcrumb a:last-of-type", ".breadcrumbs a:last-of-type")
    tags = (".box-tag a", ".tags a")
    captions = (".caption", "td.caption", "table.image td", ".image_caption", "figcaption")
    noise = _NOISE


class MonthlyArticle(Layout):
    """`.article_content` holds headline (`media-heading`), date, share bar and `#content`."""

    name = "monthly-article"
    signs = (".article_content",)
    address = _ADDRESS
    hosts = _HOSTS
    title = (".article_content h1.media-heading", "h1.media-heading", ".article_content h1", "h1")
    lead = (".article_content .desc", ".article_content .sapo")
    body = (".article_content #content", ".article_content .content", ".article_content")
    byline = (".article_content .author", ".article_content .tacgia")
    date = (".article_content .date", ".date")
    section = (".breadcrumb a:last-of-type", ".breadcrumb li:last-child a")
    tags = (".article_content .tags a", ".tags a")
    captions = (".caption", "table.image td", ".image_caption")
    noise = (*_NOISE, "h1.media-heading", ".article_content .date")


class MonthlyChannel(Layout):
    """The older pages of the same papers (`/channel/{n}/{YYYYMM}/…`)."""

    name = "monthly-channel"
    signs = ("#content-detail, .news-content", ".sapo, .lead, .desc")
    address = r"/(?:channel/\d+|[\w-]+)/(?:19|20)\d{4}/[^/]+-\d{5,8}/?$"
    hosts = _HOSTS
    title = ("h1", ".title")
    lead = (".sapo", ".lead", ".desc")
    body = ("#content-detail", ".news-content")
    byline = (".author",)
    date = (".date", ".time")
    section = (".breadcrumb a:last-of-type",)
    captions = (".caption", "table.image td")
    noise = _NOISE
