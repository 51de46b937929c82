"""Family A: `/{section}/{YYYYMM}/{slug}-{7 hex or 6–7 digits}/`, run by a dozen northern and central papers."""

from crawler.reading.layouts.base import Layout


class Monthly(Layout):
    """The lead stands in `div.desc`, sometimes with a picture and no lead in it."""

    name = "monthly"
    signs = (".detail .title, .title-detail", ".detail .desc", ".detail .content")
    title = (".detail h1.title", ".detail .title")
    lead = (".detail .desc",)
    body = (".detail .content",)
    byline = (".detail .author", ".detail .tacgia")
    date = (".detail .date", ".detail .time", ".detail .date-time")
    section = (".breadcrumb a:last-of-type",)
    tags = (".detail .tags a",)
    captions = (".caption",)
    noise = (".tool", ".share", ".tags", ".related", ".box-related")


class MonthlyChannel(Layout):
    """The older pages of the same papers (`/channel/{n}/{YYYYMM}/…`)."""

    name = "monthly-channel"
    signs = ("#content-detail, .news-content", ".sapo, .lead, .desc")
    address = r"/(?:channel/\d+|[\w-]+)/(?:19|20)\d{4}/[^/]+-\d{5,8}/?$"
    title = ("h1", ".title")
    lead = (".sapo", ".lead", ".desc")
    body = ("#content-detail", ".news-content")
    byline = (".author",)
    date = (".date", ".time")
    section = (".breadcrumb a:last-of-type",)
    noise = (".tool", ".share", ".tags", ".related")
